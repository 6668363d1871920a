package ink

import (
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// stroked is the bounding box of the stroke of a path (8.5.3.2): exact for straight
// segments with their caps and joins, grown by half the line width for curves.
func (p *path) stroked(pen pen, ctm geom.Matrix) geom.Rect {
	s, ok := strokeBy(pen, ctm)
	ex, ey := s.ex, s.ey
	switch {
	case !ok: // no width, or no area: as thin as lines get
		return grow(p.bounds, max(ex, hair), max(ey, hair))
	case p.tooMany:
		reach := math.Sqrt2
		if pen.join == mitreJoin {
			reach = max(reach, pen.mitreLimit)
		}
		return grow(p.bounds, ex*reach, ey*reach)
	}
	s.outline(p.segments)
	// However thin, and however exactly it runs along an axis, it has some width.
	c := geom.Point{X: (s.box.X0 + s.box.X1) / 2, Y: (s.box.Y0 + s.box.Y1) / 2}
	if s.box.X0 > s.box.X1 { // only points, with butt caps
		return nothing
	}
	return s.box.Union(geom.Rect{X0: c.X, Y0: c.Y, X1: c.X, Y1: c.Y}.Grow(hair))
}

// stroke follows a path. unit maps the circle of radius 1 to the pen.
type stroke struct {
	pen           pen
	unit, inverse geom.Matrix
	ex, ey        float64
	box           geom.Rect
}

// strokeBy is a stroke of nothing yet; false when its pen has no width or no area.
func strokeBy(pen pen, ctm geom.Matrix) (stroke, bool) {
	half := math.Abs(pen.width) / 2
	linear := geom.Matrix{A: ctm.A * half, B: ctm.B * half, C: ctm.C * half, D: ctm.D * half}
	s := stroke{pen: pen, unit: linear, box: nothing}
	s.ex, s.ey = extent(linear)
	inverse, ok := linear.Inverse()
	s.inverse = inverse
	return s, ok
}

func (s *stroke) outline(segments []segment) {
	for begin := 0; begin < len(segments); {
		end := begin + 1
		for end < len(segments) && !segments[end].first {
			end++
		}
		s.subpath(segments[begin:end])
		begin = end
	}
}

func (s *stroke) subpath(segments []segment) {
	var first, last geom.Point // unit directions in pen space of the first and latest segment with a length
	var begin, at geom.Point
	any := false
	for _, g := range segments {
		if g.curve {
			s.box = s.box.Union(grow(g.bounds, s.ex, s.ey))
		}
		out, ok := s.direction(g.out)
		if !ok {
			continue
		}
		in, _ := s.direction(g.in)
		if !g.curve {
			s.side(g.from, out)
			s.side(g.to, out)
		}
		if any {
			s.join(g.from, last, out)
		} else {
			first, begin, any = out, g.from, true
		}
		last, at = in, g.to
	}
	closed := segments[len(segments)-1].closing
	switch {
	case !any:
		if s.pen.cap != buttCap || closed { // a dot
			s.dot(segments[0].from)
		}
	case closed:
		s.join(begin, last, first)
	default:
		s.end(begin, geom.Point{X: -first.X, Y: -first.Y})
		s.end(at, last)
	}
}

// direction maps a direction on paper to the pen's space, where the pen is round.
func (s *stroke) direction(d geom.Point) (geom.Point, bool) {
	u := s.inverse.Apply(d)
	n := math.Hypot(u.X, u.Y)
	if !(n > 1e-12) || math.IsInf(n, 0) {
		return geom.Point{}, false
	}
	return geom.Point{X: u.X / n, Y: u.Y / n}, true
}

// side adds the two corners of a line that passes p in the direction u.
func (s *stroke) side(p, u geom.Point) {
	n := s.unit.Apply(geom.Point{X: -u.Y, Y: u.X})
	s.corner(p.X+n.X, p.Y+n.Y)
	s.corner(p.X-n.X, p.Y-n.Y)
}

func (s *stroke) corner(x, y float64) {
	s.box.X0, s.box.Y0 = min(s.box.X0, x), min(s.box.Y0, y)
	s.box.X1, s.box.Y1 = max(s.box.X1, x), max(s.box.Y1, y)
}

func (s *stroke) dot(p geom.Point) {
	s.box = s.box.Union(grow(geom.Rect{X0: p.X, Y0: p.Y, X1: p.X, Y1: p.Y}, s.ex, s.ey))
}

// end adds the cap of a line that ends at p in the direction u.
func (s *stroke) end(p, u geom.Point) {
	switch s.pen.cap {
	case roundCap:
		s.dot(p)
	case squareCap:
		d := s.unit.Apply(u)
		s.side(geom.Point{X: p.X + d.X, Y: p.Y + d.Y}, u)
	default:
		s.side(p, u)
	}
}

// join adds what sticks out where a line in the direction u goes on in the
// direction v: the tip of a mitre as long as the limit allows (8.4.3.5).
func (s *stroke) join(p, u, v geom.Point) {
	s.side(p, u)
	s.side(p, v)
	switch s.pen.join {
	case roundJoin:
		s.dot(p)
	case mitreJoin:
		d := geom.Point{X: u.X - v.X, Y: u.Y - v.Y} // along the bisector, outwards
		n := math.Hypot(d.X, d.Y)
		// n/2 is the cosine of half the angle between the lines; the tip lies
		// 1/sine of it away, in units of half a line width.
		sine := math.Sqrt(max(0, 1-n*n/4))
		if n < 1e-9 || sine*s.pen.mitreLimit < 1 {
			return
		}
		t := s.unit.Apply(geom.Point{X: d.X / n / sine, Y: d.Y / n / sine})
		s.corner(p.X+t.X, p.Y+t.Y)
	}
}

func grow(r geom.Rect, x, y float64) geom.Rect {
	return geom.Rect{X0: r.X0 - x, Y0: r.Y0 - y, X1: r.X1 + x, Y1: r.Y1 + y}
}
