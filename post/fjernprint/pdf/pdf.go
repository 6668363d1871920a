package pdf

import (
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Limits are budgets of one document. They are counted, never timed, so that the
// outcome is the same on every machine (FP-004).
type Limits struct {
	Objects   int   // objects of the file, and entries of its cross-reference
	Inflated  int64 // bytes that streams decode to, all together, repeats counted
	Operators int   // operators of content streams, forms counted each time they are drawn
	Depth     int   // nesting: of objects, page tree, forms, graphics states
	Marks     int   // marks and glyphs kept of all pages together
	Pages     int   // pages looked at
}

// DefaultLimits are those of the profile dk-fjernprint-2013.
func DefaultLimits() Limits {
	return Limits{Objects: 500_000, Inflated: 128 << 20, Operators: 3_000_000, Depth: 64, Marks: 2_000_000, Pages: 5_000}
}

// Budget names one of the limits.
type Budget string

// Budgets.
const (
	Objects   Budget = "objects"
	Inflated  Budget = "inflated bytes"
	Operators Budget = "operators"
	Depth     Budget = "nesting"
	Marks     Budget = "marks"
	Pages     Budget = "pages"
)

// LimitError says that a budget is used up.
type LimitError struct {
	Budget Budget
	Limit  int64
}

func (e *LimitError) Error() string { return fmt.Sprintf("more than %d %s", e.Limit, e.Budget) }

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
}

// Page is one leaf of the page tree, inherited attributes filled in.
type Page struct {
	Number    int // from 1
	Dict      types.Dict
	Resources types.Dict
	Media     geom.Rect // points, normalised
	Crop      geom.Rect // points, within Media; Media when none is given
	Rotate    int       // as written, such as 90 or 45; RotateOK tells whether it is a multiple of 90
	RotateOK  bool
	UserUnit  float64 // 1 when none is given
}

// Size is the page as displayed, in millimetres: CropBox, Rotate applied, UserUnit ignored.
func (p *Page) Size() (w, h float64) { panic("contract") }

// ToPaper maps default user space (points) to paper coordinates (see package geom).
func (p *Page) ToPaper() geom.Matrix { panic("contract") }

// Open reads a file within limits. The content must not change afterwards.
func Open(ctx context.Context, content []byte, limits Limits) (*Document, error) { panic("contract") }

// Pages walks the page tree, once. At least one page, at most Limits.Pages (a
// *LimitError beyond). A broken leaf is ErrUnreadable.
func (d *Document) Pages(ctx context.Context) ([]Page, error) { panic("contract") }

// Catalog is the root dictionary.
func (d *Document) Catalog() types.Dict { panic("contract") }

// Resolve follows references, within the budget for nesting; nil for what does
// not exist or cannot be read. The typed forms give the zero value for another type.
func (d *Document) Resolve(o types.Object) types.Object { panic("contract") }

// Dict resolves to a dictionary; that of a stream too.
func (d *Document) Dict(o types.Object) types.Dict { panic("contract") }

// Array resolves to an array.
func (d *Document) Array(o types.Object) types.Array { panic("contract") }

// Number resolves to an integer or real.
func (d *Document) Number(o types.Object) (float64, bool) { panic("contract") }

// Name resolves to a name, its #xx decoded, "" if it is none.
func (d *Document) Name(o types.Object) string { panic("contract") }

// Bytes resolves to the bytes of a string, literal or hexadecimal.
func (d *Document) Bytes(o types.Object) ([]byte, bool) { panic("contract") }

// Stream resolves to a stream, nil if it is none.
func (d *Document) Stream(o types.Object) *types.StreamDict { panic("contract") }

// Rect resolves to a rectangle, normalised.
func (d *Document) Rect(o types.Object) (geom.Rect, bool) { panic("contract") }

// Matrix resolves to a matrix; Identity when there is none.
func (d *Document) Matrix(o types.Object) geom.Matrix { panic("contract") }

// Decode returns the decoded bytes of a stream, charged to Inflated. Image
// filters (DCTDecode, JPXDecode, JBIG2Decode, CCITTFaxDecode) are not applied:
// rest names the first of them that is left, "" when all were applied. An error
// is a *LimitError, or ErrUnreadable when a filter fails: the bytes before the
// damage are returned with it.
func (d *Document) Decode(s *types.StreamDict) (decoded []byte, rest string, err error) {
	panic("contract")
}

// Spend charges a budget by n; a *LimitError when it is used up.
func (d *Document) Spend(b Budget, n int) error { panic("contract") }

// Deeper reports a *LimitError when a nesting of depth is too deep.
func (d *Document) Deeper(depth int) error { panic("contract") }

// Walk shows every object once: those reachable from the trailer, and every other
// live one of the file. ref is 0 for direct objects. It is bounded; f returns
// false to end it early.
func (d *Document) Walk(ctx context.Context, f func(ref int, o types.Object) bool) error {
	panic("contract")
}
