package specimen

import (
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// zoneCases are FP-040 to FP-042: what has to be kept free. A mark breaks them
// step millimetres inside the edge that is tolerated, and does not step outside.
func zoneCases() []Case {
	var all []Case
	for _, e := range edges() {
		for _, depth := range []float64{step, -step} {
			mark := e.mark(depth)
			parts := drawn(func(_ *document, p *page) { p.fill(mark) })
			if depth > 0 {
				all = append(all, breaking(e.rule, fjernprint.Reject, "a square that reaches into "+e.zone+" from the "+e.from.side(),
					"en firkant, der når ind i "+e.zone+"-feltet fra "+e.from.sideDa(), parts))
			} else {
				all = append(all, neighbour(e.rule, fjernprint.Reject, "a square that just keeps out of "+e.zone+" on the "+e.from.side(),
					"en firkant, der lige går fri af "+e.zone+"-feltet fra "+e.from.sideDa(), parts))
			}
		}
	}
	z := layout()
	for _, w := range ways() {
		edge := z.omr.X1 - tolerance
		all = append(all,
			breaking("FP-040", fjernprint.Reject, w.name+" that reaches into OMR", w.da+", der når ind i OMR-feltet", drawn(func(d *document, p *page) { w.draw(d, p, edge-step) })),
			neighbour("FP-040", fjernprint.Reject, w.name+" that just keeps out of OMR", w.da+", der lige går fri af OMR-feltet", drawn(func(d *document, p *page) { w.draw(d, p, edge+step) })))
	}
	for _, s := range inkless() {
		all = append(all, neighbour("FP-040", fjernprint.Reject, s.name+" in OMR", s.da+" i OMR-feltet", drawn(func(d *document, p *page) { s.draw(d, p, geom.Rect{X0: 4, Y0: 100, X1: 12, Y1: 120}) })))
	}
	line := func(a anchor, edge, other float64, words string) func() ([][]byte, error) {
		return drawn(func(d *document, p *page) { p.inkAt(a, edge, other, d.simple(regular), 8, words) })
	}
	onSecond := func(mark geom.Rect) func() ([][]byte, error) {
		return paged(2, func(d *document) { d.pages[1].fill(mark) })
	}
	middle := func(r geom.Rect) geom.Rect {
		x, y := (r.X0+r.X1)/2, (r.Y0+r.Y1)/2
		return geom.Rect{X0: x - 1, Y0: y - 1, X1: x + 1, Y1: y + 1}
	}
	return append(all,
		breaking("FP-040", fjernprint.Reject, "a square in OMR on the second page", "en firkant i OMR-feltet på side 2", onSecond(middle(z.omr))),

		breaking("FP-041", fjernprint.Reject, "text that reaches into SDL", "tekst, der når ind i SDL-feltet", line(rightEdge, z.sdl.X0+tolerance+step, 220, "Sagsnummer 2024-17")),
		breaking("FP-041", fjernprint.Reject, "a square in SDL on the second page", "en firkant i SDL-feltet på side 2", onSecond(middle(z.sdl))),
		neighbour("FP-041", fjernprint.Reject, "text that just keeps out of SDL", "tekst, der lige går fri af SDL-feltet", line(rightEdge, z.sdl.X0+tolerance-step, 220, "Sagsnummer 2024-17")),

		breaking("FP-042", fjernprint.Reject, "text that reaches into BARCODE", "tekst, der når ind i BARCODE-feltet", line(bottomEdge, z.barcode.Y0+tolerance+step, 40, "KOMMUNEN")),
		neighbour("FP-042", fjernprint.Reject, "text that just keeps out of BARCODE", "tekst, der lige går fri af BARCODE-feltet", line(bottomEdge, z.barcode.Y0+tolerance-step, 40, "KOMMUNEN")),
		neighbour("FP-042", fjernprint.Reject, "squares in BARCODE, GROUP, SRM and ID on the second page", "firkanter i BARCODE-, GROUP-, SRM- og ID-felterne på side 2", paged(2, func(d *document) {
			for _, r := range []geom.Rect{z.barcode, z.group, z.srm, z.id} {
				d.pages[1].fill(middle(r))
			}
		})),
	)
}

// reach is an edge of a zone that has to be free, at which a mark may lie.
type reach struct {
	rule fjernprint.RuleID
	zone string
	box  geom.Rect
	from anchor // which edge of the zone the mark comes over
}

// edges are those edges at which nothing else begins.
func edges() []reach {
	z := layout()
	return []reach{
		{"FP-040", "OMR", z.omr, rightEdge}, {"FP-040", "OMR", z.omr, bottomEdge},
		{"FP-041", "SDL", z.sdl, leftEdge}, {"FP-041", "SDL", z.sdl, topEdge}, {"FP-041", "SDL", z.sdl, bottomEdge},
		{"FP-042", "BARCODE", z.barcode, leftEdge}, {"FP-042", "BARCODE", z.barcode, topEdge},
		{"FP-042", "BARCODE", z.barcode, rightEdge}, {"FP-042", "BARCODE", z.barcode, bottomEdge},
		{"FP-042", "GROUP", z.group, topEdge},
		{"FP-042", "SRM", z.srm, bottomEdge},
		{"FP-042", "ID", z.id, topEdge}, {"FP-042", "ID", z.id, rightEdge}, {"FP-042", "ID", z.id, bottomEdge},
	}
}

// mark is a square that comes over the edge: by depth into what is not tolerated.
func (r reach) mark(depth float64) geom.Rect {
	const side = 1.5
	x, y := (r.box.X0+r.box.X1-side)/2, (r.box.Y0+r.box.Y1-side)/2
	switch r.from {
	case leftEdge:
		x = r.box.X0 + tolerance + depth - side
	case rightEdge:
		x = r.box.X1 - tolerance - depth
	case topEdge:
		y = r.box.Y0 + tolerance + depth - side
	case bottomEdge:
		y = r.box.Y1 - tolerance - depth
	}
	return geom.Rect{X0: x, Y0: y, X1: x + side, Y1: y + side}
}

func (a anchor) side() string { return []string{"left", "right", "top", "bottom"}[a] }

func (a anchor) sideDa() string {
	return []string{"venstre", "højre", "oven", "neden"}[a]
}

// way is a way of putting ink on paper, its left edge at x.
type way struct {
	name, da string
	draw     func(d *document, p *page, x float64)
}

// ways are those that an interpreter of pages has to know.
func ways() []way {
	// part is a piece of paper in the body of the letter that begins at x.
	part := func(x float64) geom.Rect { return geom.Rect{X0: x, Y0: 150, X1: x + 8, Y1: 158} }
	return []way{
		{"text", "tekst", func(d *document, p *page, x float64) {
			p.inkAt(leftEdge, x, 154, d.simple(regular), 11, "Herunder")
		}},
		{"text in a font of two bytes", "tekst i en skrifttype med to byte", func(d *document, p *page, x float64) {
			p.inkAt(leftEdge, x, 154, d.composite(bold), 11, "Herunder")
		}},
		{"a Type 3 glyph", "et tegn af Type 3", func(d *document, p *page, x float64) {
			p.within("1 0 0 1 "+p.at(x-120, p.height-50)+" cm", func() { p.square(d.squares()) })
		}},
		{"a stroked line", "en streg", func(_ *document, p *page, x float64) { p.line(x+0.5, 150, x+0.5, 158, 1) }},
		{"a curve", "en kurve", func(_ *document, p *page, x float64) {
			// Its control points lie a millimetre further out than it gets.
			p.op("%s m %s %s %s c f", p.at(x+3, 150), p.at(x-1, 150), p.at(x-1, 158), p.at(x+3, 158))
		}},
		{"a clipped area", "en beskåret flade", func(_ *document, p *page, x float64) {
			p.clip(part(x), func() { p.fill(geom.Rect{X0: 0, Y0: 140, X1: 100, Y1: 170}) })
		}},
		{"a gradient", "en farveovergang", func(_ *document, p *page, x float64) { p.shading(part(x)) }},
		{"a tiling pattern", "et mønster", func(d *document, p *page, x float64) {
			tile := d.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 3 3] /XStep 3 /YStep 3 /Resources << >>", []byte("0 0 2 2 re f"))
			p.within("/Pattern cs "+p.use("Pattern", tile)+" scn", func() { p.fill(part(x)) })
		}},
		{"a picture", "et billede", func(d *document, p *page, x float64) { p.image(d.photo(dark(80, 80)), part(x)) }},
		{"the ink in a scan with white margins", "sværten i en skanning med hvide margener", func(d *document, p *page, x float64) {
			m := scan(250, 80, geom.Rect{X0: (x - 5) / 25, Y0: 0.2, X1: 1, Y1: 0.8})
			p.image(d.grey(m, ""), geom.Rect{X0: 5, Y0: 150, X1: 30, Y1: 158})
		}},
		{"a stencil", "en stencil", func(d *document, p *page, x float64) {
			m := scan(250, 80, geom.Rect{X0: (x - 5) / 25, Y0: 0.2, X1: 1, Y1: 0.8})
			p.image(d.stencil(m), geom.Rect{X0: 5, Y0: 150, X1: 30, Y1: 158})
		}},
		{"an inline picture", "et billede i sidens indhold", func(_ *document, p *page, x float64) {
			p.op("q %s BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00000000> EI Q", p.place(part(x)))
		}},
		{"a form", "en indlejret formular", func(_ *document, p *page, x float64) {
			p.form("/Matrix [1 0 0 1 10 0]", func(f *canvas) {
				f.fill(geom.Rect{X0: x - 10/geom.PointsPerMM, Y0: 150, X1: x + 5, Y1: 158})
			})
		}},
		{"a stamp that prints", "et stempel, der kommer på papiret", func(_ *document, p *page, x float64) { p.annotate(part(x), 4, "/Subtype /Stamp", blot) }},
		{"a square on a turned page", "en firkant på en drejet side", func(_ *document, p *page, x float64) {
			p.fill(part(x))
			p.turn(90)
		}},
		{"a square on a page cut out of a larger sheet", "en firkant på en side, der er skåret ud af et større ark", func(_ *document, p *page, x float64) {
			p.fill(part(x))
			p.margins(20, 30, 40, 50)
			p.shift(-17, 23)
		}},
	}
}

// area is something drawn within a rectangle.
type area struct {
	name, da string
	draw     func(d *document, p *page, r geom.Rect)
}

// inkless is what leaves the paper white.
func inkless() []area {
	filled := func(paint string) func(*document, *page, geom.Rect) {
		return func(_ *document, p *page, r geom.Rect) { p.within(paint, func() { p.fill(r) }) }
	}
	return []area{
		{"white paint", "hvid maling", filled("1 1 1 rg")},
		{"white paint of four inks", "hvid maling i fire farver", filled("0 0 0 0 k")},
		{"a white picture", "et hvidt billede", func(d *document, p *page, r geom.Rect) { p.image(d.grey(scan(80, 200), ""), r) }},
		{"hidden text", "skjult tekst", func(d *document, p *page, r geom.Rect) {
			p.within("3 Tr", func() { p.text(d.simple(regular), 8, r.X0, r.Y1, "X") })
		}},
		{"blanks", "blanktegn", func(d *document, p *page, r geom.Rect) { p.text(d.composite(regular), 8, r.X0, r.Y1, "   ") }},
		{"a layer that is off", "et slukket lag", func(_ *document, p *page, r geom.Rect) { p.layer(false, r) }},
		{"a stamp that does not print", "et stempel, der ikke kommer på papiret,", func(_ *document, p *page, r geom.Rect) { p.annotate(r, 0, "/Subtype /Stamp", blot) }},
		{"an area clipped away", "en bortklippet flade", func(_ *document, p *page, r geom.Rect) {
			p.clip(geom.Rect{X0: 100, Y0: 150, X1: 110, Y1: 160}, func() { p.fill(r) })
		}},
		{"a path that is not painted", "en sti, der ikke males,", func(_ *document, p *page, r geom.Rect) {
			p.op("%s %s re n", p.at(r.X0, r.Y1), numbers(20, 20))
		}},
	}
}
