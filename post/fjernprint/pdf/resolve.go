package pdf

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Numbers beyond these say nothing about paper and make arithmetic overflow:
// they are moved to the bound.
const (
	maxNumber = 1e15 // of a single number
	maxCoord  = 1e9  // of rectangles and matrices
)

// Resolve follows references, within the budget for nesting; nil for what does
// not exist or cannot be read. The typed forms give the zero value for another
// type. What it returns belongs to the document: do not change it.
func (d *Document) Resolve(o types.Object) types.Object {
	for range d.budgets.limits.Depth {
		ref, ok := o.(types.IndirectRef)
		if !ok {
			return o
		}
		o = d.object(int(ref.ObjectNumber))
	}
	return nil
}

// Dict resolves to a dictionary; that of a stream too.
func (d *Document) Dict(o types.Object) types.Dict {
	switch o := d.Resolve(o).(type) {
	case types.Dict:
		return o
	case types.StreamDict:
		return o.Dict
	}
	return nil
}

// Array resolves to an array.
func (d *Document) Array(o types.Object) types.Array {
	a, _ := d.Resolve(o).(types.Array)
	return a
}

// Number resolves to an integer or real, within ±1e15.
func (d *Document) Number(o types.Object) (float64, bool) {
	var f float64
	switch n := d.Resolve(o).(type) {
	case types.Integer:
		f = float64(n)
	case types.Float:
		f = float64(n)
	default:
		return 0, false
	}
	if math.IsNaN(f) {
		return 0, false
	}
	return min(max(f, -maxNumber), maxNumber), true
}

// Name resolves to a name, its #xx decoded, "" if it is none.
func (d *Document) Name(o types.Object) string {
	n, _ := d.Resolve(o).(types.Name)
	return string(n)
}

// Bytes resolves to the bytes of a string, literal or hexadecimal.
func (d *Document) Bytes(o types.Object) ([]byte, bool) {
	switch s := d.Resolve(o).(type) {
	case types.StringLiteral:
		b, err := types.Unescape(string(s))
		return b, err == nil
	case types.HexLiteral:
		b, err := s.Bytes()
		return b, err == nil
	}
	return nil, false
}

// Stream resolves to a stream, nil if it is none. The same stream of the file
// gives the same pointer.
func (d *Document) Stream(o types.Object) *types.StreamDict {
	s, ok := d.Resolve(o).(types.StreamDict)
	if !ok {
		return nil
	}
	if s.StreamOffset == 0 {
		return &s // not of the file
	}
	if d.streams[s.StreamOffset] == nil {
		d.streams[s.StreamOffset] = &s
	}
	return d.streams[s.StreamOffset]
}

// Rect resolves to a rectangle, normalised, its coordinates within ±1e9.
func (d *Document) Rect(o types.Object) (geom.Rect, bool) {
	v, ok := d.coords(o, 4)
	if !ok {
		return geom.Rect{}, false
	}
	return geom.Rect{X0: min(v[0], v[2]), Y0: min(v[1], v[3]), X1: max(v[0], v[2]), Y1: max(v[1], v[3])}, true
}

// Matrix resolves to a matrix, its elements within ±1e9; Identity when there is none.
func (d *Document) Matrix(o types.Object) geom.Matrix {
	v, ok := d.coords(o, 6)
	if !ok {
		return geom.Identity
	}
	return geom.Matrix{A: v[0], B: v[1], C: v[2], D: v[3], E: v[4], F: v[5]}
}

// coords resolves to an array of at least n numbers, of which it gives the first n.
func (d *Document) coords(o types.Object, n int) ([]float64, bool) {
	a := d.Array(o)
	if len(a) < n {
		return nil, false
	}
	v := make([]float64, n)
	for i := range v {
		f, ok := d.Number(a[i])
		if !ok {
			return nil, false
		}
		v[i] = min(max(f, -maxCoord), maxCoord)
	}
	return v, true
}
