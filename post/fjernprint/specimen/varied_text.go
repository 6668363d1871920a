package specimen

import (
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// textElements are ways to set text.
func textElements() []element {
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
		{"mirrored text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			p.op("BT %s %s Tf %s %s Tm %s Tj ET", p.use("Font", s.font), number(size*pick(c, 1.0, -1.0)), numbers(pick(c, 1.0, -1.0), 0, 0, pick(c, 1.0, -1.0)), p.at(r.X0, r.Y1), s.shown(words))
		}},
		{"slanted text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			p.op("BT %s %s Tf %s %s Tm %s Tj ET", p.use("Font", s.font), number(size), numbers(c.between(0.3, 2), c.between(-0.5, 0.5), c.between(-1, 1), c.between(0.3, 2)), p.at(r.X0, r.Y1), s.shown(words))
		}},
		{"text with its spacing before it", func(c *chance, p *page, r geom.Rect) {
			s, size, _ := c.script(p)
			p.op(`BT %s %s Tf %s TL %s Td %s %s %s " %s Tj ET`, p.use("Font", s.font), number(size), number(size), p.at(r.X0, r.Y1),
				number(c.between(0, 4)), number(c.between(-0.5, 2)), s.shown(c.words()), s.shown(c.words()))
		}},
		{"filled and outlined text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s, size, words := c.script(p)
			p.op("%s w %d j 2 Tr", number(c.between(0.1, 3)), c.below(3))
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"white text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("1 g")
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"vertical text", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			s := p.doc.vertical(pick(c, regular, bold), pick(c, "", "/DW2 [700 -800]", "/DW2 [900 -1200] /W2 [0 200 -600 250 800]"))
			p.text(s, c.between(5, 20), r.X0, r.Y0, c.words())
		}},
		{"coloured Type 3 text", func(c *chance, p *page, r geom.Rect) {
			p.op("BT %s %s Tf %s %s Tm (%s) Tj ET", p.use("Font", p.doc.flags()), number(c.between(4, 30)),
				numbers(c.between(0.5, 1.5), c.between(-0.5, 0.5), 0, 1), p.at(r.X0, r.Y1), pick(c, "abc", "d", "bd", "ca", "dddb"))
		}},
		{"text in a form that is turned", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			sin, cos := math.Sincos(c.between(0, 2*math.Pi))
			p.op("%s %s cm", numbers(cos, sin, -sin, cos), p.at(r.X0, r.Y1))
			form := p.doc.form(a4Height, "/Matrix [2 0 0 2 0 0]", func(f *canvas) {
				f.op("BT %s %s Tf 0 0 Td %s Tj ET", f.use("Font", s.font), number(size/2), s.shown(words))
			})
			p.op("%s Do", p.use("XObject", form))
		}},
	}
}

// fontElements are text in fonts of all forms, in the file or not.
func fontElements() []element {
	set := func(name string, s func(c *chance, d *document) setting) element {
		return element{name, func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.text(s(c, p.doc), c.between(5, 24), r.X0, r.Y1, c.words())
		}}
	}
	form := func(name string) element {
		return set("text of a "+name+" font", func(c *chance, d *document) setting { return d.outlined(name, c.often(50)) })
	}
	return []element{
		form("Type1"), form("Type1C"), form("OpenType"), form("CIDFontType0C"), form("CID OpenType"),
		set("text of a standard font", func(c *chance, d *document) setting {
			return d.standard(pick(c, "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold",
				"Times-Italic", "Times-BoldItalic", "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"))
		}),
		set("text of a symbol font", func(c *chance, d *document) setting { return d.symbols(pick(c, "Symbol", "ZapfDingbats")) }),
		set("text of a font that is left out", func(c *chance, d *document) setting {
			return d.foreign(pick(c, "Arial", "Arial,Bold", "Calibri", "Georgia", "TimesNewRoman", "Verdana-Italic"))
		}),
		set("text of a Japanese font that is left out", func(_ *chance, d *document) setting { return d.japanese() }),
	}
}
