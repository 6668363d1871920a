package specimen

import (
	"fmt"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Variation is a letter made by chance: pages of all kinds of marks at all kinds of
// places, many of them wrong. It is for comparing what engines see.
type Variation struct {
	PDF    []byte
	Letter fjernprint.Letter // what the check is told of it
	Marks  []Drawn           // in the order of drawing
}

// Drawn is a mark of such a letter.
type Drawn struct {
	Page int // from 1
	Kind string
	At   geom.Rect // millimetres; text begins at its lower left corner and runs on
}

func (d Drawn) String() string {
	return fmt.Sprintf("page %d: %s (%.2f, %.2f, %.2f, %.2f)", d.Page, d.Kind, d.At.X0, d.At.Y0, d.At.X1, d.At.Y1)
}

// Varied is the letter of a seed. With only, some of its marks are drawn, by their
// index, and all else stays as it is; without, all are.
func Varied(seed uint64, only ...int) (Variation, error) {
	d, err := newDocument()
	if err != nil {
		return Variation{}, err
	}
	v := variation{c: chance(seed), only: only}
	c := &v.c
	v.Letter = fjernprint.Letter{
		AnyAddress: c.often(50), ImprintRecipient: c.often(30), ImprintSender: c.often(10),
		Duplex: c.often(50), Color: c.often(50),
	}
	d.compact = c.often(30)
	kinds := elements()
	for range pick(c, 1, 1, 1, 2, 2, 3) {
		p := d.page()
		p.vary(c)
		if c.often(50) {
			var recipient []string
			if c.often(60) {
				recipient = person()[:2+c.below(4)]
			}
			v.mark(p, "a letter", geom.Rect{X1: a4Width, Y1: a4Height}, func() {
				p.write(head(returnAddress, recipient))
				p.write(body([]string{"Et brev med pletter"}, text()))
			})
		}
		for range 1 + c.below(7) {
			e, r := kinds[c.below(len(kinds))], c.spot()
			v.mark(p, e.name, r, func() { p.within("", func() { e.draw(c, p, r) }) })
		}
	}
	v.PDF = d.bytes()
	return v.Variation, nil
}

// variation is one being made.
type variation struct {
	Variation
	c    chance
	only []int
}

// mark draws a mark. One that is not wanted is drawn too, so that chance goes on as
// it would have, and taken away again.
func (v *variation) mark(p *page, kind string, at geom.Rect, draw func()) {
	content, annots := p.content.Len(), len(p.annots)
	draw()
	if len(v.only) > 0 && !slices.Contains(v.only, len(v.Marks)) {
		p.content.Truncate(content)
		p.annots = p.annots[:annots]
	}
	v.Marks = append(v.Marks, Drawn{Page: len(p.doc.pages), Kind: kind, At: at})
}

// vary turns and cuts a page.
func (p *page) vary(c *chance) {
	if c.often(25) {
		p.turn(pick(c, 90, 180, 270))
	}
	if c.often(20) {
		m := func() float64 { return c.between(0, 90) }
		p.margins(m(), m(), m(), m())
	}
	if c.often(20) {
		p.shift(c.between(-200, 200), c.between(-200, 200))
	}
}

// spot is a rectangle somewhere on a page or half beside it, more often near
// where the rules look.
func (c *chance) spot() geom.Rect {
	w, h := c.between(0.4, 45), c.between(0.4, 25)
	x, y := c.between(-3, a4Width), c.between(-3, a4Height)
	switch c.below(4) {
	case 0: // near the window
		x, y = c.between(0, 118), c.between(0, 92)
	case 1: // near the strips
		x = pick(c, c.between(10, 19), c.between(198-w, 204))
	}
	return geom.Rect{X0: x, Y0: y, X1: x + w, Y1: y + h}
}
