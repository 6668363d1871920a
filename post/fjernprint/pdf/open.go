package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Reasons for which a file cannot be opened, for errors.Is. Any other error of
// Open is a *LimitError, or the context's: time is up, which is no verdict.
var (
	ErrNoHeader   = errors.New("no PDF header") // FP-001
	ErrUnreadable = errors.New("unreadable")    // FP-003
	ErrEncrypted  = errors.New("encrypted")     // FP-010
	ErrNoPages    = errors.New("no pages")      // FP-005
)

// Document is an open file. Not for concurrent use.
type Document struct {
	Version  string // such as 1.7: of the header, or of the catalog when that is later (FP-011)
	Repaired bool   // the cross-reference was damaged and had to be rebuilt (FP-006)
	Claimed  int    // what the page tree says /Count is; -1 when it says nothing usable (FP-005)

	budgets *budgets
	table   *model.XRefTable
	catalog types.Dict

	streams map[int]*types.StreamDict // by number, so that each has one pointer
	known   map[*types.StreamDict]int // the reverse
	decoded map[*types.StreamDict]decodedStream
	kept    int // bytes in decoded
}

// headerWithin is how far into the file the header may begin (PDF 32000 annex H.3).
const headerWithin = 1024

// Open reads a file within limits. The content must not change afterwards.
func Open(ctx context.Context, content []byte, limits Limits) (d *Document, err error) {
	if !bytes.Contains(content[:min(len(content), headerWithin)], []byte("%PDF-")) {
		return nil, ErrNoHeader
	}
	defer func() {
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("%w: the reader gave up: %v", ErrUnreadable, r)
		}
	}()
	l := limits.orDefaults()
	bounds := model.DefaultResourceLimits()
	bounds.MaxStreamBytes, bounds.MaxDecodeBytes = int64(len(content)), l.Inflated
	bounds.MaxObjectCount, bounds.MaxXRefEntries, bounds.MaxObjectStreamCount = l.Objects, l.Objects, l.Objects
	bounds.MaxRecursionDepth = l.Depth
	read, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(content), &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: bounds,
	})
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("open: %w", ctx.Err())
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	case read.Encrypt != nil || read.E != nil:
		return nil, ErrEncrypted
	}
	d = &Document{
		Version: read.VersionString(), Claimed: -1,
		budgets: newBudgets(limits), table: read.XRefTable,
		streams: map[int]*types.StreamDict{}, known: map[*types.StreamDict]int{}, decoded: map[*types.StreamDict]decodedStream{},
	}
	if d.catalog, err = read.Catalog(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if n, ok := d.Resolve(d.Dict(d.catalog["Pages"])["Count"]).(types.Integer); ok && n >= 0 {
		d.Claimed = int(n)
	}
	return d, nil
}

// Catalog is the root dictionary.
func (d *Document) Catalog() types.Dict { return d.catalog }

// object loads one object, nil when it does not exist.
func (d *Document) object(number int) (o types.Object) {
	defer func() {
		if recover() != nil {
			o = nil
		}
	}()
	o, err := d.table.Dereference(*types.NewIndirectRef(number, 0))
	if err != nil {
		return nil
	}
	return o
}

// numbers are those of all objects.
func (d *Document) numbers() []int {
	var out []int
	for n, e := range d.table.Table {
		if !e.Free {
			out = append(out, n)
		}
	}
	return out
}
