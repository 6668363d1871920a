package specimen

import (
	"fmt"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// seenThroughElements are transparency.
func seenThroughElements() []element {
	return []element{
		{"thin ink", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", p.state("/ca "+number(c.between(0.2, 0.9))))
			p.fill(r)
		}},
		{"ink without opacity", func(_ *chance, p *page, r geom.Rect) {
			p.op("%s", p.state("/ca 0 /CA 0"))
			p.fill(r)
		}},
		{"blended area", func(c *chance, p *page, r geom.Rect) {
			p.op("%s %s", p.state("/BM /"+c.blend()), pick(c, "0 g", "0.5 g", "1 0 0 rg"))
			p.fill(r)
		}},
		{"blended white", func(c *chance, p *page, r geom.Rect) {
			p.op("%s 1 g", p.state("/BM /"+c.blend()))
			p.fill(r)
		}},
		{"blended picture", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", p.state("/BM /"+c.blend()))
			p.image(p.doc.grey(scan(60, 60, part(c)), ""), r)
		}},
		{"blended text", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("%s %s", p.state("/BM /"+c.blend()), pick(c, "0 g", "1 g"))
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"group that is seen through", func(c *chance, p *page, r geom.Rect) {
			p.op("%s", p.state(pick(c, "/ca 0.5", "/ca 0", "/BM /Multiply", "/BM /Difference")))
			p.form("/Group << /S /Transparency /I true >>", func(f *canvas) {
				f.op("%s", pick(c, "0 g", "1 g"))
				f.fill(r)
			})
		}},
		{"area under a soft mask", func(c *chance, p *page, r geom.Rect) {
			hole := pick(c, r, r.Grow(-1), c.spot())
			group := p.doc.form(a4Height, "/Group << /S /Transparency /CS /DeviceGray >>", func(f *canvas) {
				f.op("%s g", number(c.between(0, 1)))
				f.fill(hole)
			})
			p.op("%s", p.state(fmt.Sprintf("/SMask << /S /%s /G %v %s >>", pick(c, "Luminosity", "Alpha"), group, pick(c, "", "/BC [1]"))))
			p.fill(r.Grow(2))
		}},
		{"white through a transfer function", func(c *chance, p *page, r geom.Rect) {
			p.op("%s %s", p.state("/TR << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>"), pick(c, "1 g", "0 g", "1 1 1 rg"))
			p.fill(r)
		}},
	}
}

// blend is a blend mode.
func (c *chance) blend() string {
	return pick(c, "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight", "SoftLight",
		"Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity")
}
