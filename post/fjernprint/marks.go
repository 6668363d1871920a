package fjernprint

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// paperOf is the page as displayed, whole.
func (e *examination) paperOf(i int) geom.Rect {
	w, h := e.pages[i].Size()
	return geom.Rect{X1: w, Y1: h}
}

// pixelsPerOperator is how many pixels cost as much to look at as an operator does
// to run.
const pixelsPerOperator = 1 << 14

// costOf is what looking into a picture costs, in operators.
func costOf(p *pixels.Picture) int {
	const most = 1 << 30 // pixels; more are only claimed
	return 1 + int(min(max(float64(p.Width)*float64(p.Height), 0), most))/pixelsPerOperator
}

// lookInto is Picture.Ink of the whole, by the profile's white. It is charged to the
// budget of operators, because a page can hold many pictures. When that is used up
// nothing is known of the picture; run makes it FP-004.
func (e *examination) lookInto(p *pixels.Picture) sight {
	if s, ok := e.seen[p]; ok {
		return s
	}
	all := geom.Rect{X1: 1, Y1: 1}
	s := sight{ink: all, any: true}
	if e.document.Spend(pdf.Operators, costOf(p)) == nil {
		s.ink, s.any, s.known = p.Ink(all, e.profile.White)
	}
	e.seen[p] = s
	return s
}

// sight is what a look at a whole picture gave.
type sight struct {
	ink        geom.Rect
	any, known bool
}

// inked is where a mark has ink: of text its glyphs, of pictures the pixels that
// are not white. false when there is none.
func (e *examination) inked(m *ink.Mark) (geom.Rect, bool) {
	switch {
	case m.Kind == ink.Text && len(m.Glyphs) > 0:
		all := bounds{}
		for i := range m.Glyphs {
			if g := &m.Glyphs[i]; !g.Blank {
				all.add(g.Box)
			}
		}
		return all.Rect, all.some
	case m.Kind == ink.Image && m.Picture != nil && m.ToPaper.Finite():
		if s := e.lookInto(m.Picture); s.known {
			box := m.ToPaper.Bounds(s.ink).Intersect(m.Box)
			return box, s.any && box.X0 <= box.X1 && box.Y0 <= box.Y1
		}
	}
	return m.Box, true
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
	shows := func(pictures bool) bool {
		for j := range marks {
			if m := &marks[j]; (m.Kind == ink.Image) == pictures && meets(m.Box, paper) {
				if box, some := e.inked(m); some && meets(box, paper) {
					return true
				}
			}
		}
		return false
	}
	return !shows(false) && !shows(true)
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
	all, kind := bounds{}, ""
	for i := range marks {
		if m := &marks[i]; which(m) && meets(m.Box, paper) {
			if all.add(m.Box.Intersect(paper)); kind == "" {
				kind = string(m.Kind)
			}
		}
	}
	if !all.some {
		return nil, kind
	}
	return boxAround(all.Rect), kind
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
func (e *examination) layout(ctx context.Context) error {
	if err := e.chargeZones(ctx); err != nil {
		return err
	}
	e.zones()
	return nil
}

// chargeZones charges what it costs to look into the pictures that touch zones,
// before they are looked into: in each zone at the part that lies in it, and at the
// whole when there is ink.
func (e *examination) chargeZones(ctx context.Context) error {
	for i, page := range e.inks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if page == nil {
			continue
		}
		for j := range page.Marks {
			m := &page.Marks[j]
			if m.Picture == nil {
				continue
			}
			zones := 0
			for k := range e.profile.Zones {
				z := &e.profile.Zones[k]
				if (z.Pages == pagesAll || e.main && i == 0) && meets(z.Box.Rect(), m.Box) {
					zones++
				}
			}
			if zones == 0 {
				continue
			}
			if err := e.document.Spend(pdf.Operators, 2*zones*costOf(m.Picture)); err != nil {
				return err
			}
		}
	}
	return nil
}
