package specimen

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// canvas takes content: a page's, a form's or an appearance's. It is drawn in
// points from the bottom left; methods take millimetres from the top left.
type canvas struct {
	doc     *document
	height  float64 // millimetres
	content bytes.Buffer
	used    map[string]map[ref]bool // resources by category
}

// op writes operators as they are.
func (c *canvas) op(format string, args ...any) {
	fmt.Fprintf(&c.content, format+"\n", args...)
}

// use lists a resource and returns its name.
func (c *canvas) use(category string, r ref) string {
	if c.used == nil {
		c.used = map[string]map[ref]bool{}
	}
	if c.used[category] == nil {
		c.used[category] = map[ref]bool{}
	}
	c.used[category][r] = true
	return fmt.Sprintf("/R%d", int(r))
}

// resources writes the dictionary, in order.
func (c *canvas) resources() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, category := range slices.Sorted(maps.Keys(c.used)) {
		fmt.Fprintf(&b, " /%s <<", category)
		for _, r := range slices.Sorted(maps.Keys(c.used[category])) {
			fmt.Fprintf(&b, " /R%d %v", int(r), r)
		}
		b.WriteString(" >>")
	}
	return b.String() + " >>"
}

// at is a place in points.
func (c *canvas) at(x, y float64) string {
	return numbers(x*geom.PointsPerMM, (c.height-y)*geom.PointsPerMM)
}

// text sets text with its origin at (x, y).
func (c *canvas) text(s setting, size, x, y float64, text string) {
	c.op("BT %s %s Tf %s Td %s Tj ET", c.use("Font", s.font), number(size), c.at(x, y), s.shown(text))
}

// anchor is the edge of text that is put at a place.
type anchor int

const (
	leftEdge anchor = iota
	rightEdge
	topEdge
	bottomEdge
)

// inkAt sets text so that one edge of its ink is at the place edge (millimetres
// from the left or the top); other is where its origin is in the other direction.
func (c *canvas) inkAt(a anchor, edge, other float64, s setting, size float64, text string) {
	ink := run{s.face, size, text}.ink()
	switch a {
	case leftEdge:
		c.text(s, size, edge-ink.X0, other, text)
	case rightEdge:
		c.text(s, size, edge-ink.X1, other, text)
	case topEdge:
		c.text(s, size, other, edge-ink.Y0, text)
	case bottomEdge:
		c.text(s, size, other, edge-ink.Y1, text)
	}
}

// fill paints a rectangle in the current colour.
func (c *canvas) fill(r geom.Rect) {
	c.op("%s %s re f", c.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM))
}

// line strokes a line; width in millimetres.
func (c *canvas) line(x0, y0, x1, y1, width float64) {
	c.op("%s w %s m %s l S", number(width*geom.PointsPerMM), c.at(x0, y0), c.at(x1, y1))
}

// place is the transformation that puts the unit square onto a rectangle.
func (c *canvas) place(r geom.Rect) string {
	return numbers(r.W()*geom.PointsPerMM, 0, 0, r.H()*geom.PointsPerMM) + " " + c.at(r.X0, r.Y1) + " cm"
}

// image paints an image onto a rectangle.
func (c *canvas) image(image ref, r geom.Rect) {
	c.op("q %s %s Do Q", c.place(r), c.use("XObject", image))
}

// within draws inside a saved graphics state.
func (c *canvas) within(state string, draw func()) {
	c.op("q %s", state)
	draw()
	c.op("Q")
}

// clip draws within a rectangle only.
func (c *canvas) clip(r geom.Rect, draw func()) {
	c.within(fmt.Sprintf("%s %s re W n", c.at(r.X0, r.Y1), numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM)), draw)
}

// form draws through a form XObject of the page's size and returns it.
func (c *canvas) form(entries string, draw func(f *canvas)) ref {
	f := c.doc.form(c.height, entries, draw)
	c.op("%s Do", c.use("XObject", f))
	return f
}

// form makes a form XObject as large as a page, without drawing it.
func (d *document) form(height float64, entries string, draw func(f *canvas)) ref {
	f := &canvas{doc: d, height: height}
	draw(f)
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] %s /Resources %s", numbers(a4Width*geom.PointsPerMM, height*geom.PointsPerMM), entries, f.resources()), f.content.Bytes())
}

// state makes a graphics state and returns the operator that sets it.
func (c *canvas) state(entries string) string {
	r := c.doc.shared("state "+entries, func() ref { return c.doc.add("<< /Type /ExtGState %s >>", entries) })
	return c.use("ExtGState", r) + " gs"
}

// annotate adds an annotation on a rectangle, with an appearance of its size. The
// page has to be turned and cut before.
func (p *page) annotate(r geom.Rect, flags int, entries string, draw func(a *canvas, w, h float64)) ref {
	appearance := ""
	if draw != nil {
		a := &canvas{doc: p.doc, height: r.H()}
		draw(a, r.W(), r.H())
		form := p.doc.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] /Resources %s", numbers(r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM), a.resources()), a.content.Bytes())
		appearance = fmt.Sprintf("/AP << /N %v >>", form)
	}
	const k = geom.PointsPerMM
	user := p.toUser().Bounds(geom.Rect{X0: r.X0 * k, Y0: (p.height - r.Y1) * k, X1: r.X1 * k, Y1: (p.height - r.Y0) * k})
	annot := p.doc.add("<< /Type /Annot /Rect [%s] /F %d %s %s >>", corners(user), flags, entries, appearance)
	p.annots = append(p.annots, annot)
	return annot
}

// shading paints a gradient from black to grey within a rectangle.
func (c *canvas) shading(r geom.Rect) {
	fn := c.doc.shared("ramp", func() ref {
		return c.doc.add("<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >>")
	})
	sh := c.doc.add("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [%s %s] /Function %v /Extend [true true] >>", c.at(r.X0, r.Y0), c.at(r.X1, r.Y1), fn)
	c.clip(r, func() { c.op("%s sh", c.use("Shading", sh)) })
}
