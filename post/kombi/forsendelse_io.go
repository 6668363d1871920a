package kombi

import (
	"io"
	"strings"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// Sink receives the documents of what is read, decoded, piece by piece. owner is
// a *ForsendelseI (its main document), a *Bilag, or what package memo names for
// the files of a message. Everything that stood before the document is filled in
// there already. A nil Sink, or a nil writer from it, drops the document.
type Sink = sx.Sink

func forsendelseDocument() sx.Document[ForsendelseI] {
	return sx.Document[ForsendelseI]{Name: nsFjernprint.Name("ForsendelseI"), Content: forsendelseTable()}
}

// WriteForsendelse writes one letter for print as its own document. The error
// has [CodeWrite].
func WriteForsendelse(w io.Writer, f *ForsendelseI) error {
	return writeXML(w, forsendelseDocument(), f, "the ForsendelseI")
}

// ReadForsendelse reads a letter for print that is its own document. Findings
// are exactly those of the schema: see [Untidy] for those that a provider lets
// pass. The error has [CodeUnreadable], or [CodeSink] when the sink failed.
func ReadForsendelse(r io.Reader, o sx.Options) (*ForsendelseI, []sx.Finding, error) {
	f, findings, err := forsendelseDocument().Read(r, o)
	if err != nil {
		return nil, nil, unreadable(err, "the ForsendelseI")
	}
	return f, findings, nil
}

func unreadable(err error, what string) error {
	if sx.CodeOf(err) == sx.CodeSink {
		return &Error{Code: CodeSink, Text: "the documents could not be stored", Cause: err}
	}
	return &Error{Code: CodeUnreadable, Text: "cannot read " + what, Cause: err}
}

// untidyElements are the fields that senders copy from registers without a look
// at the schema: house numbers like 012A, floors like St or 1.sal, long streets.
var untidyElements = [...]string{
	"CoNavn", "StreetName", "StreetBuildingIdentifier", "FloorIdentifier", "SuiteIdentifier",
	"MailDeliverySublocationIdentifier", "DistrictSubdivisionIdentifier", "PostOfficeBoxIdentifier",
	"PostalAddressFirstLineText", "PostalAddressSecondLineText", "PostalAddressThirdLineText",
	"PostalAddressFourthLineText", "PostalAddressFifthLineText", "PostalAddressSixthLineText", "PersonName",
}

// Untidy reports whether a finding about a letter for print is one that
// providers let pass: a value of another form in an address field, or an
// attachment without BilagSorteringsIndeksIdentifikator. Everything else, such
// as an address that lacks its street, is not untidy but wrong.
func Untidy(f sx.Finding) bool {
	element := f.Path[strings.LastIndexByte(f.Path, '/')+1:]
	switch f.Rule {
	case sx.RuleMissingElement:
		return element == "BilagSorteringsIndeksIdentifikator"
	case sx.RuleMaxLength, sx.RuleMinLength, sx.RulePattern, sx.RuleType, sx.RuleRange:
		for _, name := range untidyElements {
			if element == name {
				return true
			}
		}
	}
	return false
}

// tolerate turns untidy findings into warnings.
func tolerate(findings []sx.Finding) {
	for i := range findings {
		if Untidy(findings[i]) {
			findings[i].Severity = sx.Warning
		}
	}
}
