package specimen

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// pathElements are ways to paint paths.
func pathElements() []element {
	return []element{
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
		{"covered area", func(_ *chance, p *page, r geom.Rect) {
			p.fill(r)
			p.op("1 g")
			p.fill(r.Grow(0.1))
		}},
		{"star with long tips", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			middle := (r.Y0 + r.Y1) / 2
			p.op("%s w %d j %s M %s m %s l %s l %s l %s", number(c.between(0.3, 5)), c.below(3), number(c.between(1, 20)),
				p.at(r.X0, r.Y0), p.at(r.X1, middle), p.at(r.X0, r.Y1), p.at(r.X0+r.W()/3, middle), pick(c, "S", "s", "b"))
		}},
		{"dot", func(c *chance, p *page, r geom.Rect) {
			p.op("%d J %s w %s m %s l %s", 1+c.below(2), number(c.between(0.5, 8)), p.at(r.X0, r.Y0), p.at(r.X0, r.Y0), pick(c, "S", "s"))
		}},
		{"hairline", func(c *chance, p *page, r geom.Rect) { p.line(r.X0, r.Y0, pick(c, r.X0, r.X1), r.Y1, 0) }},
		{"rule", func(c *chance, p *page, r geom.Rect) {
			p.op("%s %s re f", p.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, pick(c, 0, 0.1, -0.6)))
		}},
		{"leaning frame", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s %s cm %s w 0 0 %s re %s", numbers(c.between(0.5, 1.5), c.between(-1, 1), c.between(-1, 1), c.between(0.5, 1.5)), p.at(r.X0, r.Y1),
				number(c.between(0, 6)), numbers(r.W()*geom.PointsPerMM/2, r.H()*geom.PointsPerMM/2), pick(c, "S", "B"))
		}},
		{"two areas in one path", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			x, y := c.between(0, 150), c.between(0, 200)
			p.op("%s %s re", p.at(r.X0, r.Y1), numbers(r.W(), r.H()))
			p.op("%s %s re %s", p.at(x, y), numbers(20, 10), pick(c, "f", "f*", "B"))
		}},
		{"ring", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			in := r.Grow(-c.between(0.1, 5))
			p.op("%s %s re", p.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM))
			p.op("%s %s re f*", p.at(in.X0, in.Y1), numbers(in.W()*geom.PointsPerMM, in.H()*geom.PointsPerMM))
		}},
		{"frame around the page", func(c *chance, p *page, _ geom.Rect) {
			r := geom.Rect{X0: c.between(2, 20), Y0: c.between(2, 34), X1: c.between(195, 208), Y1: c.between(270, 295)}
			p.op("%s w %s %s re S", number(c.between(0.2, 2)), p.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM))
		}},
		{"table of lines", func(c *chance, p *page, r geom.Rect) {
			r.X1, r.Y1 = r.X0+c.between(20, 150), r.Y0+c.between(10, 100)
			for n := range 4 {
				part := float64(n) / 3
				p.op("%s m %s l", p.at(r.X0, r.Y0+part*r.H()), p.at(r.X1, r.Y0+part*r.H()))
				p.op("%s m %s l", p.at(r.X0+part*r.W(), r.Y0), p.at(r.X0+part*r.W(), r.Y1))
			}
			p.op("%s w S", number(c.between(0.1, 1)))
		}},
		{"curve from here and to its end", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s m %s %s v %s %s y %s", p.at(r.X0, r.Y1), p.at(r.X0, r.Y0-5), p.at(r.X1, r.Y0), p.at(r.X1+8, r.Y1), p.at(r.X0, r.Y1), pick(c, "f", "s", "B*"))
		}},
		{"area that is drawn by its corner", func(c *chance, p *page, r geom.Rect) {
			c.paint(p)
			p.op("%s %s re f", p.at(r.X1, r.Y0), numbers(-r.W()*geom.PointsPerMM, -r.H()*geom.PointsPerMM))
		}},
		{"calibrated colour", func(c *chance, p *page, r geom.Rect) {
			space := p.doc.add("%s", pick(c, "[/CalGray << /WhitePoint [0.9505 1 1.089] /Gamma 2.2 >>]", "[/Lab << /WhitePoint [0.9642 1 0.8249] /Range [-100 100 -100 100] >>]"))
			p.op("%s cs", p.use("ColorSpace", space))
			p.op("%s sc", numbers(c.between(0, 0.7), c.between(0, 50), c.between(0, 50)))
			p.fill(r)
		}},
		{"tint of several inks", func(c *chance, p *page, r geom.Rect) {
			space := p.doc.shared("inks", func() ref {
				fn := p.doc.stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]", []byte("{ 1 exch sub exch 1 exch sub dup 3 1 roll }"))
				return p.doc.add("[/DeviceN [/Grund /Pynt] /DeviceRGB %v]", fn)
			})
			p.op("%s cs %s scn", p.use("ColorSpace", space), pick(c, "0 0", numbers(c.between(0, 1), c.between(0, 1)), "1 0", "0 1"))
			p.fill(r)
		}},
		{"all inks and none", func(c *chance, p *page, r geom.Rect) {
			space := p.doc.add("[/Separation /%s /DeviceGray << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>]", pick(c, "All", "None"))
			p.op("%s cs %s scn", p.use("ColorSpace", space), number(pick(c, 0.0, 0.5, 1)))
			p.fill(r)
		}},
	}
}
