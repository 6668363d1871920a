package fjernprint

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Validator looks for damage that pdfcpu's relaxed validation finds (FP-006). It
// must contain what it runs: that validation can end a whole process. damage is
// "" for a sound file; an error says that it could not be told.
type Validator interface {
	Validate(ctx context.Context, content []byte) (damage string, err error)
}

// Checker checks documents. The zero value is ready; without a Validator FP-006
// is judged by the cross-reference alone and reported as not checked. Safe for
// concurrent use.
type Checker struct {
	Validator Validator
}

// Rules is the catalogue: all 36, in order of their ids.
func Rules() []Rule { return nil }

// Check checks one document as a letter of its own, without a [Validator].
func Check(ctx context.Context, content []byte, p *Profile, l Letter) Report {
	return Checker{}.Check(ctx, content, p, l)
}

// Check checks one document as a letter of its own: the rules about documents,
// and those about the whole (FP-050 and on), whose findings are in the report too.
// The verdict depends on the arguments alone; when the context ends before it is
// there, it is Inconclusive. It never panics.
func (c Checker) Check(ctx context.Context, content []byte, p *Profile, _ Letter) Report {
	r := Report{Profile: p.Name, Verdict: Printable, Size: int64(len(content))}
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	code := TooLarge
	if len(content) <= MaxSize {
		code = judge(ctx, content)
	}
	if ctx.Err() != nil {
		r.Verdict = Inconclusive
		return r
	}
	if code != "" {
		r.Verdict = Rejected
		r.Findings = []Finding{findings[code]}
	}
	return r
}

// CheckLetter checks every document of a letter, one at a time in memory, and the
// whole. The first part is the main document. A part that cannot be opened makes
// the letter Inconclusive.
func (c Checker) CheckLetter(ctx context.Context, parts []Part, p *Profile, l Letter) LetterReport {
	out := LetterReport{Profile: p.Name, Verdict: Printable}
	for i, part := range parts {
		var content []byte
		in, err := part.Open()
		if err == nil {
			content, err = io.ReadAll(io.LimitReader(in, MaxSize+1))
			err = errors.Join(err, in.Close())
		}
		if err != nil {
			out.Verdict = Inconclusive
			continue
		}
		r := c.Check(ctx, content, p, l)
		for j := range r.Findings {
			r.Findings[j].Document = i
		}
		if r.Verdict != Printable {
			out.Verdict = r.Verdict
		}
		out.Documents = append(out.Documents, r)
	}
	return out
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

var findings = map[string]Finding{
	TooLarge:   {Code: TooLarge, Rule: "FP-002", Severity: Reject, En: "the document is larger than 10,000,000 bytes and cannot be printed: send a smaller one."},
	Unreadable: {Code: Unreadable, Rule: "FP-003", Severity: Reject, En: "the document is no whole, readable PDF and cannot be printed: send a PDF."},
	Encrypted:  {Code: Encrypted, Rule: "FP-010", Severity: Reject, En: "the document is encrypted and cannot be printed: send it without protection."},
	NoPages:    {Code: NoPages, Rule: "FP-005", Severity: Reject, En: "the document has no pages: send at least one."},
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
