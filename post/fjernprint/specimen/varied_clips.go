package specimen

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// clipElements are clips.
func clipElements() []element {
	return []element{
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
		{"letters that show and clip", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			p.op("%d Tr 0.5 g", 4+c.below(3))
			p.text(s, size, r.X0, r.Y1, words)
			p.fill(r.Grow(10))
		}},
		{"two clips", func(c *chance, p *page, r geom.Rect) {
			other := c.spot()
			p.clip(r.Grow(10), func() {
				p.clip(pick(c, other, r), func() { p.fill(geom.Rect{X1: a4Width, Y1: a4Height}) })
			})
		}},
		{"clip by two areas", func(c *chance, p *page, r geom.Rect) {
			x, y := c.between(0, 150), c.between(0, 200)
			p.op("%s %s re %s %s re %s n", p.at(r.X0, r.Y1), numbers(r.W(), r.H()), p.at(x, y), numbers(20, 10), pick(c, "W", "W*"))
			p.fill(geom.Rect{X1: a4Width, Y1: a4Height})
		}},
		{"clip of no extent", func(c *chance, p *page, r geom.Rect) {
			p.op("%s %s re W n", p.at(r.X0, r.Y1), pick(c, "0 0", "0 20", "20 0"))
			p.fill(r)
		}},
		{"picture under a clip", func(c *chance, p *page, r geom.Rect) {
			image := p.doc.grey(scan(100, 100, part(c)), "")
			p.clip(r, func() {
				p.image(image, geom.Rect{X0: r.X0 - c.between(0, 60), Y0: r.Y0 - c.between(0, 60), X1: r.X1 + c.between(0, 60), Y1: r.Y1 + c.between(0, 60)})
			})
		}},
	}
}
