package fjernprint

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/law"
)

// Finding says why a document cannot be printed.
type Finding struct {
	Code    string // stable, one of the codes below
	Rule    law.ID // the legal rule behind it
	Profile string // the rule of the print profile, such as FP-010
	Text    string // one English sentence that names Profile and says what to do
}

// Codes of findings.
const (
	TooLarge   = "pdf.too.large"
	Unreadable = "pdf.unreadable"
	Encrypted  = "pdf.encrypted"
	NoPages    = "pdf.no-pages"
)

// Limits of what is looked at.
const (
	MaxSize  = 10_000_000      // bytes of a document, FP-002
	MaxTime  = 3 * time.Second // wall clock; beyond it there is no verdict
	maxDepth = 64              // of the page tree
	maxNodes = 20_000          // of the page tree
)

const rule law.ID = "DK-PRINT-05"

var findings = map[string]Finding{
	TooLarge:   {TooLarge, rule, "FP-002", "FP-002: the document is larger than 10,000,000 bytes and cannot be printed: send a smaller one."},
	Unreadable: {Unreadable, rule, "FP-003", "FP-003: the document is no whole, readable PDF and cannot be printed: send a PDF."},
	Encrypted:  {Encrypted, rule, "FP-010", "FP-010: the document is encrypted and cannot be printed: send it without protection."},
	NoPages:    {NoPages, rule, "FP-005", "FP-005: the document has no pages: send at least one."},
}

// Check looks at a document of the given size in bytes. The findings are empty
// when it can be printed; the error says that the check could not be made. It is
// safe for concurrent use and holds the document in memory while it runs.
func Check(ctx context.Context, pdf io.Reader, size int64) ([]Finding, error) {
	if size > MaxSize {
		return []Finding{findings[TooLarge]}, nil
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(pdf, content); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	code := judge(ctx, content)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("check the document: %w", err)
	}
	if code == "" {
		return nil, nil
	}
	return []Finding{findings[code]}, nil
}

// judge returns the code of the first finding, or "".
func judge(ctx context.Context, content []byte) (code string) {
	// pdfcpu panics on some broken documents: they are unreadable.
	defer func() {
		if recover() != nil {
			code = Unreadable
		}
	}()
	const header = 1024 // within these bytes the PDF must begin
	if !bytes.Contains(content[:min(len(content), header)], []byte("%PDF-")) {
		return Unreadable
	}
	read, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(content), &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: limits(),
	})
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return Encrypted
	case err != nil:
		return Unreadable
	case read.Encrypt != nil || read.E != nil:
		return Encrypted
	}
	pages, err := countPages(read.XRefTable)
	switch {
	case err != nil:
		return Unreadable
	case pages == 0:
		return NoPages
	}
	return ""
}

var errPageTree = errors.New("the page tree cannot be walked")

// countPages counts the leaves of the page tree. It wants at least one and stops
// at the bounds, whatever the document says of itself.
func countPages(table *model.XRefTable) (int, error) {
	catalog, err := table.Catalog()
	if err != nil {
		return 0, err
	}
	root, ok := catalog.Find("Pages")
	if !ok {
		return 0, errPageTree
	}
	w := walk{table: table, above: map[int]bool{}}
	return w.pages(root, 0)
}

// walk is a walk through a page tree.
type walk struct {
	table *model.XRefTable
	above map[int]bool // object numbers between the root and here
	nodes int
}

func (w *walk) pages(node types.Object, depth int) (int, error) {
	if w.nodes++; w.nodes > maxNodes || depth > maxDepth {
		return 0, errPageTree
	}
	if ref, ok := node.(types.IndirectRef); ok {
		n := ref.ObjectNumber.Value()
		if w.above[n] {
			return 0, errPageTree
		}
		w.above[n] = true
		defer delete(w.above, n)
	}
	dict, err := w.table.DereferenceDict(node)
	if err != nil || dict == nil {
		return 0, errors.Join(errPageTree, err)
	}
	children, inner := dict.Find("Kids")
	if !inner {
		return 1, nil
	}
	kids, err := w.table.DereferenceArray(children)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, kid := range kids {
		n, err := w.pages(kid, depth+1)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// limits bound what pdfcpu makes of a few bytes.
func limits() model.ResourceLimits {
	l := model.DefaultResourceLimits()
	l.MaxStreamBytes, l.MaxDecodeBytes = MaxSize, 16<<20
	l.MaxObjectCount, l.MaxXRefEntries, l.MaxObjectStreamCount = 500_000, 500_000, 100_000
	l.MaxRecursionDepth = maxDepth
	return l
}
