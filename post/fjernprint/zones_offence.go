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
	var which []int
	for i := range s.marks {
		m := &s.marks[i]
		if f.textOnly() && m.Kind != ink.Text || !touches(region, m.Box) || out != nil && out(i) {
			continue
		}
		which = append(which, i)
	}
	slices.SortStableFunc(which, func(a, b int) int { return fromTopLeft(s.marks[a].Box, s.marks[b].Box) })
	var all merger
	for _, i := range which {
		if o, ok := s.touch(i, region); ok {
			all.add(o, s.marks[i].Box.Y0, em(&s.marks[i]))
		}
	}
	return all.offences()
}

func fromTopLeft(a, b geom.Rect) int {
	return cmp.Or(cmp.Compare(a.Y0, b.Y0), cmp.Compare(a.X0, b.X0))
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
// the pixels that are not white, of paths their pieces, of all else the whole.
func (s *sheet) touch(i int, region []geom.Rect) (offence, bool) {
	m := &s.marks[i]
	o := offence{kind: m.Kind, marks: []int{i}, first: place{i, 0}, box: m.Box, whole: m.Box, unsure: m.Unsure}
	switch {
	case m.Kind == ink.Text && len(m.Glyphs) > 0:
		return o, glyphsIn(&o, m, region)
	case m.Kind == ink.Image && m.Picture != nil:
		return o, s.pixelsIn(&o, m, region)
	case len(m.Pieces) > 0:
		return o, piecesIn(&o, m, region)
	}
	return o, true
}

// piecesIn narrows an offence to the parts of a path in the region: a frame around
// the page has nothing in its middle. The whole path moves.
func piecesIn(o *offence, m *ink.Mark, region []geom.Rect) bool {
	in := bounds{}
	for _, p := range m.Pieces {
		if touches(region, p) {
			in.add(p)
		}
	}
	o.box = in.Rect
	return in.some
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

// linesApart is the same for text, in em: lines of one paragraph are nearer. Large
// text counts as no farther than farApart.
const (
	linesApart = 1.2
	farApart   = 5 * apart
)

// maxOpen bounds the time a merger takes. Marks of ordinary boxes with gaps between
// them do not get there: a zone is not so wide.
const maxOpen = 128

// merger puts offences of the same kind together that lie side by side, such as the
// lines of a paragraph. They are added from the top down.
type merger struct{ open, done []offence }

// add takes an offence of text of the given em, or of graphics. Those to come begin
// at y or below.
func (g *merger) add(o offence, y, em float64) {
	near := float64(apart)
	if o.kind == ink.Text {
		near = max(near, min(linesApart*em, farApart))
	}
	reach := o.box.Grow(near)
	still := g.open[:0]
	for _, other := range g.open {
		switch {
		case other.box.Y1 < y-farApart:
			g.done = append(g.done, other)
		case other.kind == o.kind && reach.Overlaps(other.box):
			o = other.with(o)
		default:
			still = append(still, other)
		}
	}
	if len(still) == maxOpen {
		g.done, still = append(g.done, still[0]), append(still[:0], still[1:]...)
	}
	g.open = append(still, o)
}

// offences are what was put together, from the top.
func (g *merger) offences() []offence {
	all := append(g.done, g.open...)
	slices.SortStableFunc(all, func(a, b offence) int { return fromTopLeft(a.box, b.box) })
	return all
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
