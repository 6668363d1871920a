package simulator

import (
	"context"
	"errors"
	"fmt"
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
	read, err := readPDF(ctx, pdf)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return finding(pdfEncrypted, "The document is protected by a password and cannot be printed: send it without protection."), nil
	case err != nil:
		return finding(pdfUnreadable, "The document is no readable PDF and cannot be printed: send a PDF."), nil
	case read.Encrypt != nil:
		return finding(pdfEncrypted, "The document is encrypted and cannot be printed: send it without protection."), nil
	case read.PageCount == 0:
		return finding(pdfNoPages, "The document has no pages: send at least one."), nil
	default:
		return nil, nil
	}
}

// readPDF reads a document and counts its pages. pdfcpu panics on some broken
// documents; that is an error here. Its package api would do the same but costs
// every start of the binary 25 ms.
func readPDF(ctx context.Context, pdf io.ReadSeeker) (read *model.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			read, err = nil, fmt.Errorf("the document cannot be read: %v", r)
		}
	}()
	// Made by hand: pdfcpu's default configuration writes into the home directory.
	read, err = pdfcpu.ReadWithContext(ctx, pdf, &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
	})
	if err != nil {
		return nil, err
	}
	return read, read.EnsurePageCount()
}

func finding(code, text string) []world.PrintFinding {
	return []world.PrintFinding{{Code: code, Rule: printable, Text: text}}
}
