package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

func ref(n int) types.IndirectRef { return types.IndirectRef{ObjectNumber: types.Integer(n)} }

// objects opens a file with objects from 5 on; the last of them, 20, is in an
// object stream.
func objects(t *testing.T, bodies ...string) *Document {
	t.Helper()
	f := hostile.New().Page("", "")
	for i, o := range bodies {
		f.Object(5+i, o)
	}
	return open(t, f.Packed(30, 20, "(packed)").CrossReference(root), Limits{Depth: 20})
}

func TestReferencesAreFollowed(t *testing.T) {
	t.Parallel()
	d := objects(t, "17", "5 0 R", "6 0 R", "8 0 R", "10 0 R", "9 0 R", "20 0 R")
	for _, c := range []struct {
		name string
		o    types.Object
		want types.Object
	}{
		{"none", types.Name("A"), types.Name("A")},
		{"nothing", nil, nil},
		{"one", ref(5), types.Integer(17)},
		{"three in a row", ref(7), types.Integer(17)},
		{"to itself", ref(8), nil},
		{"round", ref(9), nil},
		{"into an object stream", ref(20), types.StringLiteral("packed")},
		{"to one into an object stream", ref(11), types.StringLiteral("packed")},
		{"to nothing", ref(4711), nil},
		{"to the free list", ref(0), nil},
		{"to less than nothing", ref(-5), nil},
		{"of another generation", types.IndirectRef{ObjectNumber: 5, GenerationNumber: 7}, types.Integer(17)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, d.Resolve(c.o)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTypedFormsGiveZeroForAnotherType(t *testing.T) {
	t.Parallel()
	d := objects(t, "<</A 1>>", "[1 2]", "-2.5", "/A#20B", `(a\)\101\n)`, "<414>", "<</B 2/Length 3>>stream\nabc\nendstream", "true", "null")
	type typed struct {
		Dict   types.Dict
		Array  types.Array
		Number float64
		IsNum  bool
		Name   string
		Bytes  string
		IsStr  bool
		Stream string
	}
	for n, want := range map[int]typed{
		5:  {Dict: types.Dict{"A": types.Integer(1)}},
		6:  {Array: types.Array{types.Integer(1), types.Integer(2)}},
		7:  {Number: -2.5, IsNum: true},
		8:  {Name: "A B"},
		9:  {Bytes: "a)A\n", IsStr: true},
		10: {Bytes: "A@", IsStr: true},
		11: {Dict: types.Dict{"B": types.Integer(2), "Length": types.Integer(3)}, Stream: "abc"},
		12: {}, 13: {}, 4711: {},
	} {
		var got typed
		got.Dict, got.Array, got.Name = d.Dict(ref(n)), d.Array(ref(n)), d.Name(ref(n))
		got.Number, got.IsNum = d.Number(ref(n))
		b, ok := d.Bytes(ref(n))
		got.Bytes, got.IsStr = string(b), ok
		if s := d.Stream(ref(n)); s != nil {
			got.Stream = string(s.Raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d: %s", n, diff)
		}
	}
}

func TestAStreamIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	d := objects(t, "<</Length 3>>stream\nabc\nendstream", "5 0 R")
	s := d.Stream(ref(5))
	if s == nil || d.Stream(ref(6)) != s || d.Stream(d.Resolve(ref(5))) != s {
		t.Error("one stream has several pointers")
	}
	if d.Stream(ref(4)) == s {
		t.Error("two streams have one pointer")
	}
}

func TestRectanglesAndMatrices(t *testing.T) {
	t.Parallel()
	d := objects(t, "[10 20 7 0 R 40]", "[0 0 1 1 7 0 R 5 0 R]", "30")
	number := func(n ...float64) types.Array {
		var a types.Array
		for _, f := range n {
			a = append(a, types.Float(f))
		}
		return a
	}
	for _, c := range []struct {
		name string
		o    types.Object
		rect geom.Rect
		ok   bool
		m    geom.Matrix
	}{
		{"a rectangle with references", ref(5), geom.Rect{X0: 10, Y0: 20, X1: 30, Y1: 40}, true, geom.Identity},
		{"the wrong way round", number(30, 40, 10, 20), geom.Rect{X0: 10, Y0: 20, X1: 30, Y1: 40}, true, geom.Identity},
		{"too few numbers", number(1, 2, 3), geom.Rect{}, false, geom.Identity},
		{"no numbers", types.Array{types.Name("A"), nil, nil, nil, nil, nil}, geom.Rect{}, false, geom.Identity},
		{"a matrix", number(1, 2, 3, 4, 5, 6), geom.Rect{X0: 1, Y0: 2, X1: 3, Y1: 4}, true, geom.Matrix{A: 1, B: 2, C: 3, D: 4, E: 5, F: 6}},
		{"a matrix with something else in it", ref(6), geom.Rect{X1: 1, Y1: 1}, true, geom.Identity},
		{"larger than paper can be", number(-1e308, 1e300, 1e10, -1e10, 1e308, -1e308), geom.Rect{X0: -1e9, Y0: -1e9, X1: 1e9, Y1: 1e9}, true, geom.Matrix{A: -1e9, B: 1e9, C: 1e9, D: -1e9, E: 1e9, F: -1e9}},
		{"nothing", nil, geom.Rect{}, false, geom.Identity},
	} {
		t.Run(c.name, func(t *testing.T) {
			rect, ok := d.Rect(c.o)
			if diff := cmp.Diff(c.rect, rect); diff != "" || ok != c.ok {
				t.Errorf("%t: %s", ok, diff)
			}
			if diff := cmp.Diff(c.m, d.Matrix(c.o)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbersAreNumbers(t *testing.T) {
	t.Parallel()
	d := objects(t, "1", "1e9", "99999999999999999999999", "-99999999999999999999999", "999999999999999999")
	for n, want := range map[int]float64{5: 1, 6: 1, 7: 1e15, 8: -1e15, 9: 1e15} {
		if got, ok := d.Number(ref(n)); !ok || got != want {
			t.Errorf("%d: got %g, %t, want %g", n, got, ok, want)
		}
	}
}
