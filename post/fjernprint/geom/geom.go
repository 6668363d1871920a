// Package geom has the points, rectangles and matrices of pages.
//
// The unit is the caller's. Package pdf and package ink hand out paper
// coordinates: millimetres from the top left corner of the page as it is
// displayed, x to the right, y downwards.
package geom

import "math"

// PointsPerMM is how many PostScript points (1/72 inch) a millimetre has.
const PointsPerMM = 72 / 25.4

// Point is a place.
type Point struct{ X, Y float64 }

// Rect is the closed rectangle from (X0, Y0) to (X1, Y1), X0 <= X1 and Y0 <= Y1.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// W is the width.
func (r Rect) W() float64 { return r.X1 - r.X0 }

// H is the height.
func (r Rect) H() float64 { return r.Y1 - r.Y0 }

// Empty reports whether the rectangle has no area.
func (r Rect) Empty() bool { return !(r.X1 > r.X0 && r.Y1 > r.Y0) }

// Overlaps reports whether the two have area in common.
func (r Rect) Overlaps(o Rect) bool {
	return r.X0 < o.X1 && o.X0 < r.X1 && r.Y0 < o.Y1 && o.Y0 < r.Y1
}

// Contains reports whether o lies in r.
func (r Rect) Contains(o Rect) bool {
	return r.X0 <= o.X0 && o.X1 <= r.X1 && r.Y0 <= o.Y0 && o.Y1 <= r.Y1
}

// Intersect is what the two have in common; it may be Empty.
func (r Rect) Intersect(o Rect) Rect {
	return Rect{max(r.X0, o.X0), max(r.Y0, o.Y0), min(r.X1, o.X1), min(r.Y1, o.Y1)}
}

// Union is the smallest rectangle around both.
func (r Rect) Union(o Rect) Rect {
	return Rect{min(r.X0, o.X0), min(r.Y0, o.Y0), max(r.X1, o.X1), max(r.Y1, o.Y1)}
}

// Grow moves every edge outwards by d, inwards if d is negative.
func (r Rect) Grow(d float64) Rect { return Rect{r.X0 - d, r.Y0 - d, r.X1 + d, r.Y1 + d} }

// Matrix is the affine map x' = Ax + Cy + E, y' = Bx + Dy + F, as in PDF.
type Matrix struct{ A, B, C, D, E, F float64 }

// Identity maps everything to itself.
var Identity = Matrix{A: 1, D: 1}

// Mul is the map that applies m first and then n (PDF writes m × n).
func (m Matrix) Mul(n Matrix) Matrix {
	return Matrix{
		A: m.A*n.A + m.B*n.C, B: m.A*n.B + m.B*n.D,
		C: m.C*n.A + m.D*n.C, D: m.C*n.B + m.D*n.D,
		E: m.E*n.A + m.F*n.C + n.E, F: m.E*n.B + m.F*n.D + n.F,
	}
}

// Apply maps a point.
func (m Matrix) Apply(p Point) Point {
	return Point{m.A*p.X + m.C*p.Y + m.E, m.B*p.X + m.D*p.Y + m.F}
}

// Bounds is the smallest rectangle around the mapped rectangle.
func (m Matrix) Bounds(r Rect) Rect {
	// Each corner takes one of both ends in x and in y: the extremes add up.
	ax0, ax1, bx0, bx1 := m.A*r.X0, m.A*r.X1, m.B*r.X0, m.B*r.X1
	cy0, cy1, dy0, dy1 := m.C*r.Y0, m.C*r.Y1, m.D*r.Y0, m.D*r.Y1
	return Rect{
		min(ax0, ax1) + min(cy0, cy1) + m.E, min(bx0, bx1) + min(dy0, dy1) + m.F,
		max(ax0, ax1) + max(cy0, cy1) + m.E, max(bx0, bx1) + max(dy0, dy1) + m.F,
	}
}

// Det is the determinant: the factor by which areas grow, negative when mirrored.
func (m Matrix) Det() float64 { return m.A*m.D - m.B*m.C }

// Inverse is the map back, false when there is none.
func (m Matrix) Inverse() (Matrix, bool) {
	det := m.Det()
	if det == 0 || math.IsNaN(det) || math.IsInf(det, 0) {
		return Matrix{}, false
	}
	return Matrix{
		A: m.D / det, B: -m.B / det, C: -m.C / det, D: m.A / det,
		E: (m.C*m.F - m.D*m.E) / det, F: (m.B*m.E - m.A*m.F) / det,
	}, true
}

// Finite reports whether all six numbers are numbers.
func (m Matrix) Finite() bool {
	sum := m.A + m.B + m.C + m.D + m.E + m.F
	return !math.IsNaN(sum) && !math.IsInf(sum, 0)
}
