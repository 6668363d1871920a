package specimen

import (
	"fmt"
	"math"

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
	return []element{
		{"text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"spaced text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			p.op("%s Tc %s Tw %s Tz %s Ts", number(c.between(-0.2, 3)), number(c.between(0, 5)), number(c.between(50, 150)), number(c.between(-3, 3)))
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"kerned text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			half := []rune(words)
			cutAt := c.below(len(half) + 1)
			p.op("BT %s %s Tf %s Td [%s %s %s] TJ ET", p.use("Font", s.font), number(size), p.at(r.X0, r.Y1),
				s.shown(string(half[:cutAt])), number(c.between(-3000, 500)), s.shown(string(half[cutAt:])))
		}},
		{"turned text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			sin, cos := math.Sincos(c.between(0, 2*math.Pi))
			p.op("BT %s %s Tf %s %s Tm %s Tj ET", p.use("Font", s.font), number(size), numbers(cos, sin, -sin, cos), p.at(r.X0, r.Y1), s.shown(words))
		}},
		{"lines of text", func(c *chance, p *page, r geom.Rect) {
			s, size, _ := c.script(p)
			p.op("BT %s %s Tf %s TL %s Td %s Tj T* %s Tj %s ' ET", p.use("Font", s.font), number(size), number(size*c.between(0.9, 1.5)), p.at(r.X0, r.Y1),
				s.shown(c.words()), s.shown(c.words()), s.shown(c.words()))
		}},
		{"outlined text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("%s w 1 Tr", number(c.between(0.1, 2)))
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"hidden text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("3 Tr")
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"Type 3 text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("BT %s %s Tf %s Td (aa) Tj ET", p.use("Font", p.doc.squares()), number(c.between(2, 20)), p.at(r.X0, r.Y1))
		}},
		{"area", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.fill(r)
		}},
		{"white box", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", pick(c, "1 g", "1 1 1 rg", "0 0 0 0 k"))
			p.fill(r)
		}},
		{"tint of a spot colour", func(c *chance, p *page, r geom.Rect) {
			space := p.doc.shared("spot", func() ref {
				return p.doc.add("[/Separation /Pletfarve /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0.2 1 0.8 0.1] /N 1 >>]")
			})
			p.op("%s cs %s scn", p.use("ColorSpace", space), number(pick(c, 0, c.between(0.2, 1))))
			p.fill(r)
		}},
		{"line", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			if c.often(30) {
				p.op("[%s] 0 d", numbers(c.between(1, 10), c.between(1, 10)))
			}
			p.op("%d J", c.below(3))
			p.line(r.X0, r.Y0, r.X1, r.Y1, c.between(0.1, 2))
		}},
		{"frame", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s w %s %s re S", number(c.between(0.1, 4)), p.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM))
		}},
		{"triangle", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s m %s l %s l h %s", p.at(r.X0, r.Y1), p.at(r.X1, r.Y1), p.at((r.X0+r.X1)/2, r.Y0), pick(c, "f", "f*", "b", "s"))
		}},
		{"curve", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s m %s %s %s c %s", p.at(r.X0, r.Y1), p.at(r.X0, r.Y0), p.at(r.X1, r.Y0), p.at(r.X1, r.Y1), pick(c, "f", "S", "b*"))
		}},
		{"photo with white margins", func(c *chance, p *page, r geom.Rect) { p.image(p.doc.photo(scan(100, 100, part(c))), r) }},
		{"scan with white margins", func(c *chance, p *page, r geom.Rect) { p.image(p.doc.grey(scan(100, 100, part(c)), ""), r) }},
		{"scan of the whole page", func(c *chance, p *page, _ geom.Rect) {
			m := scan(210, 297, part(c), part(c))
			p.image(p.doc.grey(m, ""), geom.Rect{X1: a4Width, Y1: a4Height})
		}},
		{"coloured picture", func(c *chance, p *page, r geom.Rect) { p.image(p.doc.rgb(tinted(30, 30, green())), r) }},
		{"turned picture", func(c *chance, p *page, r geom.Rect) {
			sin, cos := math.Sincos(c.between(0, 2*math.Pi))
			w, h := r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM
			p.op("%s %s cm %s Do", numbers(w*cos, w*sin, -h*sin, h*cos), p.at(r.X0, r.Y1), p.use("XObject", p.doc.grey(scan(100, 100, part(c)), "")))
		}},
		{"stencil", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.image(p.doc.stencil(scan(100, 100, part(c))), r)
		}},
		{"inline picture", func(c *chance, p *page, r geom.Rect) {
			p.op("%s BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID %s> EI", p.place(r), pick(c, "00000000", "FF00FF00", "FFFFFFFF"))
		}},
		{"form", func(c *chance, p *page, r geom.Rect) {
			dx := c.between(-40, 40)
			p.form(fmt.Sprintf("/Matrix [1 0 0 1 %s 0]", number(dx)), func(f *canvas) {
				f.form("", func(f *canvas) { f.fill(r) })
				s := p.doc.simple(regular)
				f.text(s, 9, r.X0, r.Y0, c.words())
			})
		}},
		{"gradient", func(_ *chance, p *page, r geom.Rect) { p.shading(r) }},
		{"pattern", func(c *chance, p *page, r geom.Rect) {
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>", []byte("0 0 3 3 re f"))
			p.op("/Pattern cs %s scn", p.use("Pattern", tile))
			p.fill(r)
		}},
		{"clipped area", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.clip(r, func() { p.fill(r.Grow(c.between(1, 60))) })
		}},
		{"clipped text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.clip(r, func() { p.text(s, size, r.X0-c.between(0, 20), (r.Y0+r.Y1)/2, words) })
		}},
		{"area clipped away", func(c *chance, p *page, r geom.Rect) {
			p.clip(geom.Rect{X0: 100, Y0: 150, X1: 101, Y1: 151}, func() { p.fill(r) })
		}},
		{"triangle as a clip", func(c *chance, p *page, r geom.Rect) {
			p.op("%s m %s l %s l h W n", p.at(r.X0, r.Y1), p.at(r.X1, r.Y1), p.at(r.X0, r.Y0))
			p.fill(r.Grow(3))
		}},
		{"letters as a clip", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("7 Tr")
			p.text(s, size, r.X0, r.Y1, words)
			p.fill(r.Grow(10))
		}},
		{"stamp that prints", func(_ *chance, p *page, r geom.Rect) { p.annotate(r, 4, "/Subtype /Stamp", blot) }},
		{"stamp that does not print", func(_ *chance, p *page, r geom.Rect) { p.annotate(r, 0, "/Subtype /Stamp", blot) }},
		{"field", func(_ *chance, p *page, r geom.Rect) {
			p.annotate(r, 4, "/Subtype /Widget /FT /Tx /T (felt) /V ()", blot)
		}},
		{"layer that is on", func(_ *chance, p *page, r geom.Rect) { p.layer(true, r) }},
		{"layer that is off", func(_ *chance, p *page, r geom.Rect) { p.layer(false, r) }},
		{"thin ink", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", p.state("/ca "+number(c.between(0.2, 0.9))))
			p.fill(r)
		}},
		{"covered area", func(_ *chance, p *page, r geom.Rect) {
			p.fill(r)
			p.op("1 g")
			p.fill(r.Grow(0.1))
		}},
	}
}

// part is a rectangle within the unit square.
func part(c *chance) geom.Rect {
	x, y := c.between(0, 0.8), c.between(0, 0.8)
	return geom.Rect{X0: x, Y0: y, X1: x + c.between(0.05, 1-x), Y1: y + c.between(0.05, 1-y)}
}
