package geom_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

var close = cmpopts.EquateApprox(1e-9, 1e-6)

func someRect(t *rapid.T) geom.Rect {
	c := rapid.Float64Range(-1000, 1000)
	x0, y0, x1, y1 := c.Draw(t, "x0"), c.Draw(t, "y0"), c.Draw(t, "x1"), c.Draw(t, "y1")
	return geom.Rect{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
}

func someMatrix(t *rapid.T) geom.Matrix {
	c := rapid.Float64Range(-10, 10)
	return geom.Matrix{A: c.Draw(t, "a"), B: c.Draw(t, "b"), C: c.Draw(t, "c"), D: c.Draw(t, "d"), E: c.Draw(t, "e"), F: c.Draw(t, "f")}
}

func TestBoundsAreThoseOfTheMappedCorners(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, r := someMatrix(t), someRect(t)
		want := geom.Rect{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
		for _, p := range []geom.Point{{X: r.X0, Y: r.Y0}, {X: r.X1, Y: r.Y0}, {X: r.X0, Y: r.Y1}, {X: r.X1, Y: r.Y1}} {
			q := m.Apply(p)
			want = want.Union(geom.Rect{X0: q.X, Y0: q.Y, X1: q.X, Y1: q.Y})
		}
		if diff := cmp.Diff(want, m.Bounds(r), close); diff != "" {
			t.Fatalf("bounds (-want +got):\n%s", diff)
		}
	})
}

func TestAProductAppliesTheFirstMatrixFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, n := someMatrix(t), someMatrix(t)
		p := geom.Point{X: rapid.Float64Range(-9, 9).Draw(t, "x"), Y: rapid.Float64Range(-9, 9).Draw(t, "y")}
		if diff := cmp.Diff(n.Apply(m.Apply(p)), m.Mul(n).Apply(p), close); diff != "" {
			t.Fatalf("point (-want +got):\n%s", diff)
		}
	})
}

func TestAnInverseMapsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := someMatrix(t)
		if math.Abs(m.Det()) < .01 {
			t.Skip("nearly flat")
		}
		inverse, ok := m.Inverse()
		if !ok {
			t.Fatal("there is no inverse")
		}
		if diff := cmp.Diff(geom.Identity, m.Mul(inverse), cmpopts.EquateApprox(0, 1e-6)); diff != "" {
			t.Fatalf("product (-want +got):\n%s", diff)
		}
	})
	for name, m := range map[string]geom.Matrix{
		"flat": {A: 1, B: 2, C: 2, D: 4}, "nothing": {}, "no number": {A: math.NaN(), D: 1}, "endless": {A: math.Inf(1), D: 1},
	} {
		if _, ok := m.Inverse(); ok {
			t.Errorf("%s has an inverse", name)
		}
	}
}

func TestRectanglesOverlapWhereTheyHaveAreaInCommon(t *testing.T) {
	t.Parallel()
	a := geom.Rect{X0: 0, Y0: 0, X1: 10, Y1: 10}
	for _, c := range []struct {
		name               string
		b                  geom.Rect
		overlaps, contains bool
	}{
		{"itself", a, true, true},
		{"inside", a.Grow(-1), true, true},
		{"around", a.Grow(1), true, false},
		{"across the edge", geom.Rect{X0: 5, Y0: 5, X1: 15, Y1: 15}, true, false},
		{"touching an edge", geom.Rect{X0: 10, Y0: 0, X1: 20, Y1: 10}, false, false},
		{"touching a corner", geom.Rect{X0: 10, Y0: 10, X1: 20, Y1: 20}, false, false},
		{"beside", geom.Rect{X0: 11, Y0: 0, X1: 20, Y1: 10}, false, false},
		{"below", geom.Rect{X0: 0, Y0: 11, X1: 10, Y1: 20}, false, false},
	} {
		if got := a.Overlaps(c.b); got != c.overlaps {
			t.Errorf("%s: they overlap: %t", c.name, got)
		}
		if got := c.b.Overlaps(a); got != c.overlaps {
			t.Errorf("%s: the other way round they overlap: %t", c.name, got)
		}
		if got := !a.Intersect(c.b).Empty(); got != c.overlaps {
			t.Errorf("%s: they have area in common: %t", c.name, got)
		}
		if got := a.Contains(c.b); got != c.contains {
			t.Errorf("%s: it is contained: %t", c.name, got)
		}
		if u := a.Union(c.b); !u.Contains(a) || !u.Contains(c.b) {
			t.Errorf("%s: the union is %v", c.name, u)
		}
	}
}

func TestSizesOfRectangles(t *testing.T) {
	t.Parallel()
	r := geom.Rect{X0: 1, Y0: 2, X1: 4, Y1: 8}
	if r.W() != 3 || r.H() != 6 || r.Empty() {
		t.Errorf("%v is %v by %v, empty %t", r, r.W(), r.H(), r.Empty())
	}
	for name, e := range map[string]geom.Rect{
		"a line": {X1: 5}, "a point": {}, "inside out": r.Grow(-2), "no number": {X1: math.NaN(), Y1: 1},
	} {
		if !e.Empty() {
			t.Errorf("%s is not empty", name)
		}
	}
	if m := (geom.Matrix{A: 1, D: math.Inf(1)}); m.Finite() || !geom.Identity.Finite() {
		t.Error("finite is not what it should be")
	}
}
