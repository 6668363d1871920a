package specimen

import (
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// element is a kind of mark, drawn within a saved state of graphics.
type element struct {
	name string
	draw func(c *chance, p *page, r geom.Rect)
}

// paint sets a colour to fill and stroke with; it is never white.
func (c *chance) paint(p *page) {
	switch c.below(5) {
	case 0, 1:
		p.op("0 g 0 G")
	case 2:
		tint := c.between(0.1, 0.85)
		p.op("%s g %s G", number(tint), number(tint))
	case 3:
		p.op("%[1]s rg %[1]s RG", numbers(c.between(0, 1), c.between(0, 0.6), c.between(0, 1)))
	case 4:
		p.op("%[1]s k %[1]s K", numbers(c.between(0, 1), c.between(0.2, 1), c.between(0, 1), c.between(0, 0.5)))
	}
}

// words are a few that fit into a letter.
func (c *chance) words() string {
	return pick(c, "Afgørelse", "Sagsnr. 2024-0042", "Kære Anna", "Åbningstid 9-15", "Å", "i", "Venlig hilsen Prøvegades Ældrecenter",
		"Betal 1.234,50 kr. senest den 1. maj", "8", "gjpqy", "- - -")
}

// script is a font, its size and words.
func (c *chance) script(p *page) (s setting, size float64, words string) {
	f := pick(c, regular, bold, italic, mono)
	if c.often(50) {
		return p.doc.simple(f), c.between(5, 24), c.words()
	}
	return p.doc.composite(f), c.between(5, 24), c.words()
}

// elements are all kinds.
func elements() []element {
	return slices.Concat(textElements(), fontElements(), pathElements(), clipElements(), pictureElements(), patternElements(), formElements(), seenThroughElements(), annotationElements())
}

// part is a rectangle within the unit square.
func part(c *chance) geom.Rect {
	x, y := c.between(0, 0.8), c.between(0, 0.8)
	return geom.Rect{X0: x, Y0: y, X1: x + c.between(0.05, 1-x), Y1: y + c.between(0.05, 1-y)}
}
