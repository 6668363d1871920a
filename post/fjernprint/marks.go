package fjernprint

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// paperOf is the page as displayed, whole.
func (e *examination) paperOf(i int) geom.Rect {
	w, h := e.pages[i].Size()
	return geom.Rect{X1: w, Y1: h}
}

// inked is where a mark has ink: of text its glyphs, of pictures the pixels that
// are not white. false when there is none.
func (e *examination) inked(m *ink.Mark) (geom.Rect, bool) {
	switch {
	case m.Kind == ink.Text && len(m.Glyphs) > 0:
		var boxes []geom.Rect
		for _, g := range m.Glyphs {
			if !g.Blank {
				boxes = append(boxes, g.Box)
			}
		}
		return around(boxes)
	case m.Kind == ink.Image && m.Picture != nil && m.ToPaper.Finite():
		part, any, known := m.Picture.Ink(geom.Rect{X1: 1, Y1: 1}, e.profile.White)
		if known {
			box := m.ToPaper.Bounds(part).Intersect(m.Box)
			return box, any && box.X0 <= box.X1 && box.Y0 <= box.Y1
		}
	}
	return m.Box, true
}

// around is the smallest rectangle around all of them; false when there are none.
func around(boxes []geom.Rect) (geom.Rect, bool) {
	if len(boxes) == 0 {
		return geom.Rect{}, false
	}
	all := boxes[0]
	for _, b := range boxes[1:] {
		all = all.Union(b)
	}
	return all, true
}

// meets reports whether two rectangles touch, lines without breadth included.
func meets(a, b geom.Rect) bool {
	return a.X0 <= b.X1 && b.X0 <= a.X1 && a.Y0 <= b.Y1 && b.Y0 <= a.Y1
}

// blank reports whether a page puts no ink on its paper. Pictures are looked into
// only when there is nothing else.
func (e *examination) blank(i int) bool {
	paper := e.paperOf(i)
	marks := e.inks[i].Marks
	shows := func(m ink.Mark) bool {
		box, some := e.inked(&m)
		return some && meets(box, paper)
	}
	picture := func(m ink.Mark) bool { return m.Kind == ink.Image }
	return !slices.ContainsFunc(marks, func(m ink.Mark) bool { return !picture(m) && shows(m) }) &&
		!slices.ContainsFunc(marks, func(m ink.Mark) bool { return picture(m) && shows(m) })
}

// marks is FP-023, FP-053 and FP-061.
func (e *examination) marks(ctx context.Context) error {
	for i, page := range e.inks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if page == nil {
			continue
		}
		e.cut(i)
		if facts := e.report.Pages[i]; facts.Blank {
			e.find(Finding{Code: "page.blank", Page: i + 1}, nil)
		} else if facts.Colored && !e.letter.Color {
			f := Finding{Code: "color.not-printed", Page: i + 1}
			f.Box, f.Kind = boxOfMarks(page.Marks, e.paperOf(i), func(m *ink.Mark) bool { return m.Colored })
			e.find(f, nil)
		}
	}
	return nil
}

// boxOfMarks is around some of the marks, as far as they are on the paper, and the
// kind of the first.
func boxOfMarks(marks []ink.Mark, paper geom.Rect, which func(*ink.Mark) bool) (*Box, string) {
	var boxes []geom.Rect
	kind := ""
	for i := range marks {
		if m := &marks[i]; which(m) && meets(m.Box, paper) {
			if boxes = append(boxes, m.Box.Intersect(paper)); kind == "" {
				kind = string(m.Kind)
			}
		}
	}
	all, ok := around(boxes)
	if !ok {
		return nil, kind
	}
	return boxAround(all), kind
}

// overlays is FP-017 and FP-018.
func (e *examination) overlays(context.Context) error {
	for i, page := range e.inks {
		if page == nil {
			continue
		}
		if n := page.Annotations; n > 0 {
			f := Finding{Code: "annotation.printed", Page: i + 1, Found: strconv.Itoa(n)}
			f.Box, f.Kind = boxOfMarks(page.Marks, e.paperOf(i), func(m *ink.Mark) bool { return m.Annotation })
			e.find(f, words{"annotations": plural{n, text{"anmærkning", "annotation"}, text{"anmærkninger", "annotations"}}})
		}
		// A page that is a group shows nothing through: nearly every producer writes one.
		kinds := slices.DeleteFunc(slices.Clone(page.Transparency), func(kind string) bool { return kind == "page Group" })
		if len(kinds) > 0 {
			used := excerpt(strings.Join(kinds, ", "), maxExcerpt)
			f := Finding{Code: "transparency.used", Page: i + 1, Found: used}
			f.Box, f.Kind = boxOfMarks(page.Marks, e.paperOf(i), func(m *ink.Mark) bool { return m.Unsure })
			e.find(f, words{"kinds": used})
		}
	}
	return nil
}

// layout is FP-040 to FP-048.
func (e *examination) layout(context.Context) error {
	e.zones()
	return nil
}
