package specimen

import (
	"fmt"
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// formElements are forms and layers.
func formElements() []element {
	return []element{
		{"form", func(c *chance, p *page, r geom.Rect) {
			dx := c.between(-40, 40)
			p.form(fmt.Sprintf("/Matrix [1 0 0 1 %s 0]", number(dx)), func(f *canvas) {
				f.form("", func(f *canvas) { f.fill(r) })
				s := p.doc.simple(regular)
				f.text(s, 9, r.X0, r.Y0, c.words())
			})
		}},
		{"turned form that is cut", func(c *chance, p *page, r geom.Rect) {
			sin, cos := math.Sincos(c.between(0, 2*math.Pi))
			f := &canvas{doc: p.doc, height: a4Height}
			f.fill(geom.Rect{X1: a4Width, Y1: a4Height})
			form := p.doc.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] /Matrix [%s]", numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM), numbers(cos, sin, -sin, cos, 0, 0)), f.content.Bytes())
			p.op("1 0 0 1 %s cm %s Do", p.at(r.X0, r.Y1), p.use("XObject", form))
		}},
		{"form that takes its colour along", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", pick(c, "1 g", "0 g", "0.5 g"))
			p.form("", func(f *canvas) { f.fill(r) })
		}},
		{"form of an old file", func(_ *chance, p *page, r geom.Rect) {
			s := p.doc.simple(regular)
			name := p.use("Font", s.font)
			form := p.doc.stream("/Type /XObject /Subtype /Form /BBox [-1000 -1000 2000 2000]", fmt.Appendf(nil, "BT %s 12 Tf %s Td %s Tj ET", name, p.at(r.X0, r.Y1), s.shown("Arv")))
			p.op("%s Do", p.use("XObject", form))
		}},
		{"layer that is on", func(_ *chance, p *page, r geom.Rect) { p.layer(true, r) }},
		{"layer that is off", func(_ *chance, p *page, r geom.Rect) { p.layer(false, r) }},
		{"layers by membership", func(c *chance, p *page, r geom.Rect) {
			on, off := p.doc.add("<< /Type /OCG /Name (Til) >>"), p.doc.add("<< /Type /OCG /Name (Fra) >>")
			p.doc.on, p.doc.off = append(p.doc.on, on), append(p.doc.off, off)
			member := p.doc.add("<< /Type /OCMD /OCGs [%v %v] /P /%s >>", on, off, pick(c, "AllOn", "AnyOn", "AnyOff", "AllOff"))
			p.op("/OC %s BDC", p.use("Properties", member))
			p.fill(r)
			p.op("EMC")
		}},
		{"form of a layer", func(c *chance, p *page, r geom.Rect) {
			group := p.doc.add("<< /Type /OCG /Name (Stempel) >>")
			if c.often(50) {
				p.doc.on = append(p.doc.on, group)
			} else {
				p.doc.off = append(p.doc.off, group)
			}
			p.form(fmt.Sprintf("/OC %v", group), func(f *canvas) { f.fill(r) })
		}},
		{"layers within each other", func(c *chance, p *page, r geom.Rect) {
			on, off := p.doc.add("<< /Type /OCG /Name (Yderst) >>"), p.doc.add("<< /Type /OCG /Name (Inderst) >>")
			p.doc.on, p.doc.off = append(p.doc.on, on), append(p.doc.off, off)
			outer, inner := on, off
			if c.often(50) {
				outer, inner = off, on
			}
			p.op("/OC %s BDC /OC %s BDC", p.use("Properties", outer), p.use("Properties", inner))
			p.fill(r)
			p.op("EMC EMC")
		}},
	}
}
