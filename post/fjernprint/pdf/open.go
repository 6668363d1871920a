package pdf

import (
	"bytes"
	"context"
	"errors"

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
	Version  string // such as 1.7: of the header, or of the catalog when that is later (FP-011); "" when none can be read
	Repaired bool   // the cross-reference was damaged and had to be rebuilt (FP-006)
	Claimed  int    // what the page tree says /Count is; -1 when it says nothing usable (FP-005)

	budgets *budgets
	content []byte
	text    string // content again: objects are parts of it
	header  int    // where in content the header is
	xref    *xref
	catalog types.Dict
	numbers []int // of the entries, in order

	// For reading.
	structured    int64 // bytes of object and cross-reference streams
	xrefEntries   int   // read of cross-references
	inStreams     int   // objects listed in object streams
	objectStreams map[int]*objectStream
	positions     map[string][]int // of keywords
	scanned       map[int]int      // offsets of objects by number

	decoder decoder
	streams map[int64]*types.StreamDict // by offset, so that each has one pointer
	decoded map[*types.StreamDict]decodedStream
	kept    int // bytes in decoded
}

// The header may come after other bytes, as long as it is within these (PDF 32000
// annex H.3).
const (
	headerMark   = "%PDF-"
	headerWithin = 1024
)

// Open reads a file within limits. The content must not change afterwards.
func Open(ctx context.Context, content []byte, limits Limits) (*Document, error) {
	header := bytes.Index(content[:min(len(content), headerWithin)], []byte(headerMark))
	if header < 0 {
		return nil, ErrNoHeader
	}
	d := &Document{
		budgets: newBudgets(limits), content: content, text: string(content), header: header,
		xref: &xref{}, objectStreams: map[int]*objectStream{}, positions: map[string][]int{},
		streams: map[int64]*types.StreamDict{}, decoded: map[*types.StreamDict]decodedStream{},
	}
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	d.objectStreams, d.positions, d.scanned = nil, nil, nil
	d.Version = max(version(d.text[header+len(headerMark):]), version(d.Name(d.catalog["Version"])))
	d.Claimed = -1
	if n, ok := d.Resolve(d.Dict(d.catalog["Pages"])["Count"]).(types.Integer); ok && n >= 0 {
		d.Claimed = int(n)
	}
	return d, nil
}

// Catalog is the root dictionary.
func (d *Document) Catalog() types.Dict { return d.catalog }

// version reads "1.7" from the beginning of s, "" when it is not there. Some files
// have more behind it, such as 1.3x.
func version(s string) string {
	if len(s) < 3 || !isDigit(s[0]) || s[1] != '.' || !isDigit(s[2]) {
		return ""
	}
	return s[:3]
}
