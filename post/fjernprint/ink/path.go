package ink

import (
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// maxSegments is how many segments of a path are kept to find the outline of its
// stroke. Of a longer path it is bounded by the bounds of the path, grown by what
// a join can reach at most.
const maxSegments = 1 << 15

// hair is half the width of the thinnest line that prints, in millimetres.
const hair = 0.05

// path is the current path (8.5.2), mapped to paper. Its bounds are exact: of
// curves those of the curve, not of its control points.
type path struct {
	bounds    geom.Rect
	start, at geom.Point
	begun     bool // there is a current point
	drawn     bool // there is a segment
	moved     bool // the current point begins a subpath that has no segment yet
	segments  []segment
	tooMany   bool
	clip      bool // W or W* stands before the next painting operator
}

// segment is a line or curve, with the directions in which it begins and ends.
type segment struct {
	from, to geom.Point
	out, in  geom.Point // tangent at from, tangent at to
	bounds   geom.Rect  // of curves
	curve    bool
	first    bool // begins a subpath
	closing  bool // closes it
}

// clipping is the box of what the path lets through as a clip. A line lets through
// a hair: readers disagree, and some show it. A point lets nothing through.
func (p *path) clipping() geom.Rect {
	if flat := p.bounds.W() == 0; flat != (p.bounds.H() == 0) {
		return thick(p.bounds)
	}
	return p.bounds
}

func (p *path) reset() {
	*p = path{bounds: nothing, segments: p.segments[:0]}
}

func (p *path) add(q geom.Point) {
	p.bounds.X0, p.bounds.Y0 = min(p.bounds.X0, q.X), min(p.bounds.Y0, q.Y)
	p.bounds.X1, p.bounds.Y1 = max(p.bounds.X1, q.X), max(p.bounds.Y1, q.Y)
}

func (p *path) keep(s segment) {
	s.first = p.moved
	p.moved, p.drawn = false, true
	if len(p.segments) == maxSegments {
		p.tooMany = true
		return
	}
	p.segments = append(p.segments, s)
}

func (p *path) moveTo(q geom.Point) {
	p.start, p.at, p.begun, p.moved = q, q, true, true
}

func (p *path) lineTo(q geom.Point) {
	d := geom.Point{X: q.X - p.at.X, Y: q.Y - p.at.Y}
	p.add(p.at)
	p.add(q)
	p.keep(segment{from: p.at, to: q, out: d, in: d})
	p.at = q
}

func (p *path) curveTo(a, b, q geom.Point) {
	s := segment{from: p.at, to: q, curve: true, out: tangent(p.at, a, b, q), in: tangent(q, b, a, p.at)}
	s.in = geom.Point{X: -s.in.X, Y: -s.in.Y}
	s.bounds.X0, s.bounds.X1 = cubic(p.at.X, a.X, b.X, q.X)
	s.bounds.Y0, s.bounds.Y1 = cubic(p.at.Y, a.Y, b.Y, q.Y)
	p.bounds = p.bounds.Union(s.bounds)
	p.keep(s)
	p.at = q
}

func (p *path) close() {
	if !p.begun {
		return
	}
	d := geom.Point{X: p.start.X - p.at.X, Y: p.start.Y - p.at.Y}
	p.add(p.at)
	p.keep(segment{from: p.at, to: p.start, out: d, in: d, closing: true})
	p.at, p.moved = p.start, true
}

// tangent is the direction in which a curve leaves p: towards the first point that
// is another.
func tangent(p geom.Point, others ...geom.Point) geom.Point {
	for _, o := range others {
		if o != p {
			return geom.Point{X: o.X - p.X, Y: o.Y - p.Y}
		}
	}
	return geom.Point{}
}

// cubic is the range of one coordinate of a Bézier curve: its ends and, where the
// derivative is 0 within, its extrema.
func cubic(p0, p1, p2, p3 float64) (low, high float64) {
	low, high = min(p0, p3), max(p0, p3)
	if p1 >= low && p1 <= high && p2 >= low && p2 <= high {
		return low, high
	}
	// B'(t)/3 = a t² + b t + c
	a, b, c := p3-3*p2+3*p1-p0, 2*(p2-2*p1+p0), p1-p0
	visit := func(t float64) {
		if !(t > 0 && t < 1) {
			return
		}
		u := 1 - t
		v := u*u*u*p0 + 3*u*u*t*p1 + 3*u*t*t*p2 + t*t*t*p3
		low, high = min(low, v), max(high, v)
	}
	root := b*b - 4*a*c
	if root < 0 {
		return low, high
	}
	// The stable form: no difference of nearly equal numbers.
	q := -(b + math.Copysign(math.Sqrt(root), b)) / 2
	visit(q / a)
	visit(c / q)
	return low, high
}
