package specimen

import (
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Varied makes a letter by chance, which the seed decides: pages of all kinds of
// marks at all kinds of places, many of them wrong. It is for comparing what
// engines see. description names the marks in the order of drawing, with their
// places in millimetres.
func Varied(seed uint64) (pdf []byte, letter fjernprint.Letter, description string) {
	c := chance(seed)
	letter = fjernprint.Letter{
		AnyAddress: c.often(50), ImprintRecipient: c.often(30), ImprintSender: c.often(10),
		Duplex: c.often(50), Color: c.often(50),
	}
	d, err := newDocument()
	if err != nil {
		return nil, letter, err.Error() // a font of the Go project that cannot be read
	}
	d.compact = c.often(30)
	var told strings.Builder
	for n := range 1 + c.below(3) {
		p := d.page()
		fmt.Fprintf(&told, "page %d%s:", n+1, p.vary(&c))
		if c.often(60) {
			var recipient []string
			if c.often(60) {
				recipient = person()[:2+c.below(4)]
			}
			p.write(head(returnAddress, recipient))
			p.write(body([]string{"Et brev med pletter"}, text()))
			fmt.Fprintf(&told, " a letter with %d lines of a recipient;", len(recipient))
		}
		for range 1 + c.below(7) {
			e := pick(&c, elements()...)
			r := c.spot()
			fmt.Fprintf(&told, " %s (%.2f, %.2f, %.2f, %.2f);", e.name, r.X0, r.Y0, r.W(), r.H())
			p.within("", func() { e.draw(&c, p, r) })
		}
		told.WriteString("\n")
	}
	return d.bytes(), letter, told.String()
}

// vary turns and cuts a page and says so.
func (p *page) vary(c *chance) string {
	said := ""
	if c.often(25) {
		degrees := pick(c, 90, 180, 270)
		p.turn(degrees)
		said += fmt.Sprintf(", turned %d", degrees)
	}
	if c.often(20) {
		m := func() float64 { return c.between(0, 90) }
		p.margins(m(), m(), m(), m())
		said += ", cut out"
	}
	if c.often(20) {
		p.shift(c.between(-200, 200), c.between(-200, 200))
		said += ", shifted"
	}
	return said
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
