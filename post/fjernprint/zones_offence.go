package fjernprint

import (
	"cmp"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// offence is content where it must not be: a mark, or neighbours of the same kind.
type offence struct {
	kind  ink.Kind
	marks []int
	first place     // what begins it, to be quoted
	box   geom.Rect // what lies where it must not
	whole geom.Rect // all of its marks: they move together

	unseen bool // a picture that cannot be looked into: all of it counts
	unsure bool // transparent: there may be less ink than that
}

// gather lists what touches a region of the field, neighbours put together. Some
// marks may be left out.
func (s *sheet) gather(f *field, region []geom.Rect, out func(i int) bool) []offence {
	var found []offence
	for i := range s.marks {
		m := &s.marks[i]
		if f.textOnly() && m.Kind != ink.Text || !touches(region, m.Box) || out != nil && out(i) {
			continue
		}
		if o, ok := s.touch(i, region); ok {
			found = append(found, o)
		}
	}
	return together(s.marks, found)
}

func touches(region []geom.Rect, box geom.Rect) bool {
	for _, r := range region {
		if r.Overlaps(box) {
			return true
		}
	}
	return false
}

// touch says what of a mark lies in the region: of text its glyphs, of pictures
// the pixels that are not white, of all else the whole.
func (s *sheet) touch(i int, region []geom.Rect) (offence, bool) {
	m := &s.marks[i]
	o := offence{kind: m.Kind, marks: []int{i}, first: place{i, 0}, box: m.Box, whole: m.Box, unsure: m.Unsure}
	switch {
	case m.Kind == ink.Text && len(m.Glyphs) > 0:
		return o, glyphsIn(&o, m, region)
	case m.Kind == ink.Image && m.Picture != nil:
		return o, s.pixelsIn(&o, m, region)
	}
	return o, true
}

// glyphsIn narrows an offence to the glyphs in the region; blanks put no ink there.
func glyphsIn(o *offence, m *ink.Mark, region []geom.Rect) bool {
	in, any := bounds{}, bounds{}
	for j := range m.Glyphs {
		g := &m.Glyphs[j]
		if g.Blank {
			continue
		}
		any.add(g.Box)
		if touches(region, g.Box) {
			if !in.some {
				o.first.glyph = j
			}
			in.add(g.Box)
		}
	}
	o.box, o.whole = in.Rect, any.Rect
	return in.some
}

// bounds is the smallest rectangle around those added.
type bounds struct {
	geom.Rect
	some bool
}

func (b *bounds) add(r geom.Rect) {
	if b.some {
		r = b.Union(r)
	}
	b.Rect, b.some = r, true
}

// pixelsIn narrows an offence to the ink of a picture.
func (s *sheet) pixelsIn(o *offence, m *ink.Mark, region []geom.Rect) bool {
	in := bounds{}
	for _, r := range region {
		if !r.Overlaps(m.Box) {
			continue
		}
		box, any, known := s.pixels(m, r.Intersect(m.Box))
		if any {
			in.add(box)
			o.unseen = o.unseen || !known
		}
	}
	o.box = in.Rect
	if in.some && !o.unseen {
		if whole, any, known := s.pixels(m, m.Box); any && known {
			o.whole = whole.Union(in.Rect)
		}
	}
	return in.some
}

// pixels is where a picture has ink within a part of the paper. A turned picture
// is asked for the upright part of it around that one.
func (s *sheet) pixels(m *ink.Mark, part geom.Rect) (box geom.Rect, any, known bool) {
	back, ok := m.ToPaper.Inverse()
	if !ok || !m.ToPaper.Finite() {
		return part, true, false
	}
	unit := back.Bounds(part).Intersect(geom.Rect{X1: 1, Y1: 1})
	if unit.X0 > unit.X1 || unit.Y0 > unit.Y1 {
		return geom.Rect{}, false, true
	}
	box, any, known = m.Picture.Ink(unit, s.profile.White)
	switch {
	case !known:
		return part, true, false
	case !any:
		return geom.Rect{}, false, true
	}
	box = m.ToPaper.Bounds(box)
	return box.Intersect(m.Box), part.Overlaps(box), true
}

// apart is how far, in millimetres, two marks are at least that are reported apart.
const apart = 2

// linesApart is the same for text, in em: lines of one paragraph are nearer.
const linesApart = 1.2

// together merges offences of the same kind that lie side by side, such as the
// lines of a paragraph. Those that come out have gaps between them, so that at each
// height few are open, and the time is nearly linear in their number.
func together(marks []ink.Mark, found []offence) []offence {
	if len(found) < 2 {
		return found
	}
	slices.SortStableFunc(found, func(a, b offence) int {
		return cmp.Or(cmp.Compare(a.box.Y0, b.box.Y0), cmp.Compare(a.box.X0, b.box.X0))
	})
	var done, open []offence
	for _, o := range found {
		near := float64(apart)
		if o.kind == ink.Text {
			near = max(near, min(linesApart*em(&marks[o.marks[0]]), 5*apart))
		}
		reach := o.box.Grow(near)
		still := open[:0]
		for _, other := range open {
			switch {
			case other.box.Y1 < o.box.Y0-5*apart: // nothing to come is near enough
				done = append(done, other)
			case other.kind == o.kind && reach.Overlaps(other.box):
				o = other.with(o)
				reach = reach.Union(o.box.Grow(near))
			default:
				still = append(still, other)
			}
		}
		open = append(still, o)
	}
	done = append(done, open...)
	slices.SortStableFunc(done, func(a, b offence) int {
		return cmp.Or(cmp.Compare(a.box.Y0, b.box.Y0), cmp.Compare(a.box.X0, b.box.X0))
	})
	return done
}

func (o offence) with(p offence) offence {
	o.marks = append(o.marks, p.marks...)
	o.box, o.whole = o.box.Union(p.box), o.whole.Union(p.whole)
	o.unseen, o.unsure = o.unseen || p.unseen, o.unsure || p.unsure
	return o
}

// em is the size of a text mark on paper, in millimetres.
func em(m *ink.Mark) float64 {
	if m.Size > 0 {
		return m.Size / geom.PointsPerMM
	}
	return max(m.Box.H(), 0)
}
