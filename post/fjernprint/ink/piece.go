package ink

import (
	"math"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// maxPieces is how many pieces of a path are told apart; a path of more counts as
// one box.
const maxPieces = 4096

// pieces are the boxes that hold the ink of a painted path: a frame around the page
// puts none in the middle. Of a fill they are its subpaths, of a stroke its segments;
// nil when the whole box is the only piece.
func (p *path) pieces(u use, evenOdd bool, pen pen, ctm geom.Matrix) []geom.Rect {
	if p.tooMany || len(p.segments) > maxPieces {
		return nil
	}
	var out []geom.Rect
	if u.fill {
		if frame, ok := p.frame(evenOdd); ok {
			out = frame
		} else {
			out = p.subpaths()
		}
	}
	if u.stroke {
		out = append(out, p.strokes(pen, ctm)...)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// subpaths are the bounds of each subpath.
func (p *path) subpaths() []geom.Rect {
	var out []geom.Rect
	for _, s := range p.segments {
		if s.first || len(out) == 0 {
			out = append(out, s.around())
			continue
		}
		last := &out[len(out)-1]
		*last = last.Union(s.around())
	}
	for i := range out {
		out[i] = thick(out[i])
	}
	return out
}

// around is the box of a segment without width.
func (s *segment) around() geom.Rect {
	if s.curve {
		return s.bounds
	}
	return geom.Rect{
		X0: min(s.from.X, s.to.X), Y0: min(s.from.Y, s.to.Y), X1: max(s.from.X, s.to.X), Y1: max(s.from.Y, s.to.Y),
	}
}

// frame are the four sides of a fill between two upright rectangles, one in the
// other: borders are drawn so.
func (p *path) frame(evenOdd bool) ([]geom.Rect, bool) {
	const sides = 4
	if len(p.segments) != 2*sides || !p.segments[sides].first {
		return nil, false
	}
	outer, turnOuter, ok := upright(p.segments[:sides])
	inner, turnInner, okInner := upright(p.segments[sides:])
	if !ok || !okInner || !evenOdd && turnOuter == turnInner { // the same way round: filled all over
		return nil, false
	}
	if inner.Contains(outer) {
		outer, inner = inner, outer
	}
	if !outer.Contains(inner) {
		return nil, false
	}
	return []geom.Rect{
		thick(geom.Rect{X0: outer.X0, Y0: outer.Y0, X1: outer.X1, Y1: inner.Y0}),
		thick(geom.Rect{X0: outer.X0, Y0: inner.Y1, X1: outer.X1, Y1: outer.Y1}),
		thick(geom.Rect{X0: outer.X0, Y0: inner.Y0, X1: inner.X0, Y1: inner.Y1}),
		thick(geom.Rect{X0: inner.X1, Y0: inner.Y0, X1: outer.X1, Y1: inner.Y1}),
	}, true
}

// upright is the rectangle of four segments along the axes, and whether it is drawn
// clockwise.
func upright(four []segment) (box geom.Rect, clockwise, ok bool) {
	if !four[3].closing {
		return geom.Rect{}, false, false
	}
	box = nothing
	area := 0.0
	for i := range four {
		s := &four[i]
		if s.curve || s.from.X != s.to.X && s.from.Y != s.to.Y {
			return geom.Rect{}, false, false
		}
		box = box.Union(s.around())
		area += s.from.X*s.to.Y - s.to.X*s.from.Y
	}
	return box, area < 0, area != 0
}

// strokes are the boxes of the segments of a stroke, joins and caps with the
// segments that they end.
func (p *path) strokes(pen pen, ctm geom.Matrix) []geom.Rect {
	var out []geom.Rect
	for begin := 0; begin < len(p.segments); {
		end := begin + 1
		for end < len(p.segments) && !p.segments[end].first {
			end++
		}
		out = append(out, p.strokesOf(p.segments[begin:end], pen, ctm)...)
		begin = end
	}
	return out
}

// strokesOf are those of one subpath. A segment is taken as if it ended in squares,
// which holds its joins and caps but for the tip of a mitre, and that is added.
func (p *path) strokesOf(all []segment, pen pen, ctm geom.Matrix) []geom.Rect {
	whole := path{bounds: nothing, segments: all}
	for i := range all {
		whole.bounds = whole.bounds.Union(all[i].around())
	}
	if len(all) == 1 && len(all[0].parts()) == 1 {
		return []geom.Rect{whole.stroked(pen, ctm)}
	}
	limit := whole.stroked(pen, ctm)
	if all = lasting(all, pen, ctm); len(all) == 0 {
		return []geom.Rect{limit}
	}
	out := make([]geom.Rect, 0, len(all))
	for i := range all {
		begin := len(out)
		for _, part := range all[i].parts() {
			part.first, part.closing = true, false
			alone := path{bounds: part.around(), segments: []segment{part}}
			square := pen
			if square.cap == buttCap {
				square.cap = squareCap
			}
			out = append(out, alone.stroked(square, ctm))
		}
		if pen.join == mitreJoin {
			before, after := all[(i+len(all)-1)%len(all)], all[(i+1)%len(all)]
			first, last := &out[begin], &out[len(out)-1]
			*first = first.Union(mitred(before, all[i], pen, ctm))
			*last = last.Union(mitred(all[i], after, pen, ctm))
		}
	}
	for i := range out {
		out[i] = out[i].Intersect(limit)
	}
	return out
}

// A straight line that leans is cut into parts that are no higher or no wider than
// partSide, in millimetres, so that their boxes are not much larger than the line.
const (
	partSide = 4
	maxParts = 16
)

func (s *segment) parts() []segment {
	w, h := math.Abs(s.to.X-s.from.X), math.Abs(s.to.Y-s.from.Y)
	n := 1 + int(min(w/partSide, h/partSide, maxParts-1))
	if s.curve || n == 1 {
		return []segment{*s}
	}
	out := make([]segment, n)
	from := s.from
	for i := range out {
		part := float64(i+1) / float64(n)
		to := geom.Point{X: s.from.X + part*(s.to.X-s.from.X), Y: s.from.Y + part*(s.to.Y-s.from.Y)}
		out[i] = segment{from: from, to: to, out: s.out, in: s.in}
		from = to
	}
	return out
}

// lasting are the segments that have a length: lines are joined across the others.
func lasting(all []segment, pen pen, ctm geom.Matrix) []segment {
	s, ok := strokeBy(pen, ctm)
	if !ok { // too thin to have joins
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(g segment) bool {
		_, out := s.direction(g.out)
		return !out && !g.curve
	})
}

// mitred is the box of the tip where one segment meets the next; nothing when they
// do not meet.
func mitred(a, b segment, pen pen, ctm geom.Matrix) geom.Rect {
	if a.to != b.from {
		return nothing
	}
	// Two short pieces on either side of the corner make the same join.
	const short = 1e-3
	near := segment{from: back(a, short), to: a.to, out: a.in, in: a.in, first: true}
	far := segment{from: b.from, to: forth(b, short), out: b.out, in: b.out}
	corner := path{bounds: near.around().Union(far.around()), segments: []segment{near, far}}
	return corner.stroked(pen, ctm)
}

func back(s segment, f float64) geom.Point {
	return geom.Point{X: s.to.X - s.in.X*f, Y: s.to.Y - s.in.Y*f}
}

func forth(s segment, f float64) geom.Point {
	return geom.Point{X: s.from.X + s.out.X*f, Y: s.from.Y + s.out.Y*f}
}
