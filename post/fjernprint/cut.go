package fjernprint

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// edge is one side of the paper.
type edge struct {
	name   text
	inward Direction                          // where content has to be moved from there
	over   func(box, paper geom.Rect) float64 // how far content runs over it
	past   func(box, paper geom.Rect) float64 // how far it would have to come back to be on the paper at all
	room   func(box, paper geom.Rect) float64 // how far it is from the opposite side
}

var edges = []edge{
	{text{"venstre kant", "left edge"}, Right,
		func(b, p geom.Rect) float64 { return p.X0 - b.X0 },
		func(b, p geom.Rect) float64 { return p.X0 - b.X1 },
		func(b, p geom.Rect) float64 { return p.X1 - b.X1 }},
	{text{"højre kant", "right edge"}, Left,
		func(b, p geom.Rect) float64 { return b.X1 - p.X1 },
		func(b, p geom.Rect) float64 { return b.X0 - p.X1 },
		func(b, p geom.Rect) float64 { return b.X0 - p.X0 }},
	{text{"øverste kant", "top edge"}, Down,
		func(b, p geom.Rect) float64 { return p.Y0 - b.Y0 },
		func(b, p geom.Rect) float64 { return p.Y0 - b.Y1 },
		func(b, p geom.Rect) float64 { return p.Y1 - b.Y1 }},
	{text{"nederste kant", "bottom edge"}, Up,
		func(b, p geom.Rect) float64 { return b.Y1 - p.Y1 },
		func(b, p geom.Rect) float64 { return b.Y0 - p.Y1 },
		func(b, p geom.Rect) float64 { return b.Y0 - p.Y0 }},
}

// cutOff is what runs over one edge of a page, the farthest of it in front.
type cutOff struct {
	bounds
	over    float64
	kind    ink.Kind
	excerpt string
	fits    bool // moving it back brings all of it onto the paper
}

// cut is FP-023 on one page: at each edge what is cut in two, and what is lost whole.
func (e *examination) cut(i int) {
	paper, most := e.paperOf(i), e.profile.Page.Over
	var lost, halved [4]cutOff
	for j := range e.inks[i].Marks {
		m := &e.inks[i].Marks[j]
		if paper.Grow(most).Contains(m.Box) {
			continue // nearly every mark of nearly every page
		}
		box, some := e.inked(m)
		if !some {
			continue
		}
		for k, side := range edges {
			over := side.over(box, paper)
			if over <= most {
				continue
			}
			to := &halved[k]
			if side.past(box, paper) >= 0 {
				to = &lost[k]
			}
			fits := side.room(box, paper)+most >= over
			if !to.some || over > to.over {
				to.over, to.kind, to.excerpt = over, m.Kind, m.Text
			}
			to.fits = fits && (to.fits || !to.some)
			to.add(box)
		}
	}
	for k := range edges {
		e.cutAt(i, "page.content.cut", edges[k], halved[k])
		e.cutAt(i, "page.content.outside", edges[k], lost[k])
	}
}

var (
	moveBack = text{"Flyt indholdet mindst {move} {direction}.", "Move the content at least {move} {direction}."}
	moveIn   = text{"Slet det, eller flyt det mindst {move} {direction}.", "Delete it, or move it at least {move} {direction}."}
	shrinkIt = text{"Gør indholdet mindre, eller slet det.", "Make the content smaller, or delete it."}
)

func (e *examination) cutAt(i int, code string, side edge, c cutOff) {
	if !c.some {
		return
	}
	f := Finding{
		Code: code, Page: i + 1, Box: boxAround(c.Rect), Kind: string(c.kind), Excerpt: c.excerpt,
		Found: plain(millimetres(c.over)), Limit: plain(millimetres(e.profile.Page.Over)),
	}
	advice := shrinkIt
	if c.fits {
		if advice = moveBack; code == "page.content.outside" {
			advice = moveIn
		}
		f.Move = &Move{Direction: side.inward, MM: roundUp(c.over)}
		advice.da, advice.en = advice.say(words{"move": millimetres(f.Move.MM), "direction": directions[side.inward]})
	}
	e.find(f, words{"kind": kinds[c.kind], "found": millimetres(c.over), "edge": side.name, "advice": advice})
}
