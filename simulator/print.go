package simulator

import (
	"context"
	"errors"
	"io"

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
	read, code := readPDF(ctx, pdf)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case code == "" && read.Encrypt != nil:
		code = pdfEncrypted
	case code == "" && read.PageCount == 0:
		code = pdfNoPages
	}
	if code == "" {
		return nil, nil
	}
	return []world.PrintFinding{{Code: code, Rule: printable, Text: sentence(code)}}, nil
}

// readPDF reads a document and counts its pages, or says by a code why it cannot.
// pdfcpu panics on some broken documents; they are unreadable. Its package api
// would do the same but costs every start of the binary 25 ms.
func readPDF(ctx context.Context, pdf io.ReadSeeker) (read *model.Context, code string) {
	defer func() {
		if r := recover(); r != nil {
			read, code = nil, pdfUnreadable
		}
	}()
	// Made by hand: pdfcpu's default configuration writes into the home directory.
	read, err := pdfcpu.ReadWithContext(ctx, pdf, &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
	})
	if err == nil {
		err = read.EnsurePageCount()
	}
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, pdfEncrypted
	case err != nil:
		return nil, pdfUnreadable
	default:
		return read, ""
	}
}

// sentence says what a finding means and what to do.
func sentence(code string) string {
	switch code {
	case pdfEncrypted:
		return "The document is encrypted and cannot be printed: send it without protection."
	case pdfNoPages:
		return "The document has no pages: send at least one."
	default:
		return "The document is no whole, readable PDF and cannot be printed: send a PDF."
	}
}
