package simulator

import (
	"context"
	"errors"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world"
)

// printable is the rule behind every finding about a document (DK-PRINT-05).
const printable law.ID = "DK-PRINT-05"

// Codes of findings about a document for print.
const (
	pdfUnreadable = "pdf.unreadable"
	pdfEncrypted  = "pdf.encrypted"
	pdfNoPages    = "pdf.no-pages"
)

// printRules are the print shop's first rules: a document is a readable PDF, not
// encrypted, with at least one page. The rules about margins, fonts and sizes come
// behind the same interface.
type printRules struct{}

// Check reads the document's structure, not its pages. A document that pdfcpu
// cannot read is a finding, never an error.
func (printRules) Check(ctx context.Context, pdf io.ReadSeeker, _ int64) ([]world.PrintFinding, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Made by hand: pdfcpu's default configuration writes into the home directory.
	read, err := api.ReadContext(pdf, &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
	})
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return finding(pdfEncrypted, "The document is protected by a password and cannot be printed: send it without protection."), nil
	case err != nil:
		return finding(pdfUnreadable, "The document is no readable PDF and cannot be printed: send a PDF."), nil
	case read.Encrypt != nil:
		return finding(pdfEncrypted, "The document is encrypted and cannot be printed: send it without protection."), nil
	}
	if err := read.EnsurePageCount(); err != nil {
		return finding(pdfUnreadable, "The document has no readable list of pages and cannot be printed: send a whole PDF."), nil
	}
	if read.PageCount == 0 {
		return finding(pdfNoPages, "The document has no pages: send at least one."), nil
	}
	return nil, nil
}

func finding(code, text string) []world.PrintFinding {
	return []world.PrintFinding{{Code: code, Rule: printable, Text: text}}
}
