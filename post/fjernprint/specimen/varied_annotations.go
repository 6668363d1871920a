package specimen

import (
	"fmt"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// annotationElements are annotations.
func annotationElements() []element {
	return []element{
		{"stamp that prints", func(_ *chance, p *page, r geom.Rect) { p.annotate(r, 4, "/Subtype /Stamp", blot) }},
		{"stamp that does not print", func(_ *chance, p *page, r geom.Rect) { p.annotate(r, 0, "/Subtype /Stamp", blot) }},
		{"field", func(_ *chance, p *page, r geom.Rect) {
			p.annotate(r, 4, "/Subtype /Widget /FT /Tx /T (felt) /V ()", blot)
		}},
		{"stamp that is hidden", func(_ *chance, p *page, r geom.Rect) { p.annotate(r, 4|2, "/Subtype /Stamp", blot) }},
		{"stamp with white looks", func(_ *chance, p *page, r geom.Rect) {
			p.annotate(r, 4, "/Subtype /Stamp", func(a *canvas, w, h float64) {
				a.op("1 g")
				a.fill(geom.Rect{X1: w, Y1: h})
			})
		}},
		{"stamp with turned looks", func(c *chance, p *page, r geom.Rect) {
			form := p.doc.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 20 10] /Matrix [%s]", pick(c, "0 1 -1 0 5 5", "2 0 0 3 0 0", "0.7 0.7 -0.7 0.7 0 0")), []byte("0 0 20 4 re f"))
			p.annotate(r, 4, fmt.Sprintf("/Subtype /Stamp /AP << /N %v >>", form), nil)
		}},
		{"stamp with looks by state", func(c *chance, p *page, r geom.Rect) {
			form := p.doc.stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10]", []byte("0 0 10 10 re f"))
			p.annotate(r, 4, fmt.Sprintf("/Subtype /Stamp /AP << /N << /Til %v >> >> %s", form, pick(c, "/AS /Til", "/AS /Fra", "")), nil)
		}},
		{"note that a viewer draws itself", func(c *chance, p *page, r geom.Rect) {
			k := geom.PointsPerMM
			corners := p.toUser().Bounds(geom.Rect{X0: r.X0 * k, Y0: (a4Height - r.Y1) * k, X1: r.X1 * k, Y1: (a4Height - r.Y0) * k})
			quads := numbers(corners.X0, corners.Y1, corners.X1, corners.Y1, corners.X0, corners.Y0, corners.X1, corners.Y0)
			p.annotate(r, pick(c, 4, 4, 0), fmt.Sprintf("/Subtype /%s /C [1 0 0] /IC [0 0 1] /QuadPoints [%s] /InkList [[%s]] /Contents (Note)", pick(c, "Square", "Circle", "Highlight", "Underline", "StrikeOut", "Squiggly", "Ink"), quads, quads), nil)
		}},
		{"link with a frame", func(c *chance, p *page, r geom.Rect) {
			p.annotate(r, pick(c, 4, 0), "/Subtype /Link /Border [0 0 2] /C [1 0 0] /A << /S /URI /URI (https://example.invalid/) >>", nil)
		}},
	}
}
