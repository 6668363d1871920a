package specimen

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// patternElements are tiling patterns and shadings.
func patternElements() []element {
	return []element{
		{"gradient", func(_ *chance, p *page, r geom.Rect) { p.shading(r) }},
		{"pattern", func(c *chance, p *page, r geom.Rect) {
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>", []byte("0 0 3 3 re f"))
			p.op("/Pattern cs %s scn", p.use("Pattern", tile))
			p.fill(r)
		}},
		{"pattern with gaps", func(c *chance, p *page, r geom.Rect) {
			sin, cos := math.Sincos(c.between(0, math.Pi))
			tile := p.doc.stream(fmt.Sprintf("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 2 /BBox [0 0 4 4] /XStep %s /YStep 9 /Matrix [%s] /Resources << >>",
				number(c.between(6, 40)), numbers(cos, sin, -sin, cos, 3, 4)), []byte("0.5 g 1 1 2 2 re f"))
			p.op("/Pattern cs %s scn", p.use("Pattern", tile))
			p.fill(r)
		}},
		{"pattern in a colour of the page", func(c *chance, p *page, r geom.Rect) {
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 2 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>", []byte("0 0 3 3 re f"))
			space := p.doc.shared("under", func() ref { return p.doc.add("[/Pattern /DeviceGray]") })
			p.op("%s cs %s %s scn", p.use("ColorSpace", space), pick(c, "0", "0.6", "1"), p.use("Pattern", tile))
			p.fill(r)
		}},
		{"white pattern", func(_ *chance, p *page, r geom.Rect) {
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>", []byte("1 g 0 0 4 4 re f"))
			p.op("/Pattern cs %s scn", p.use("Pattern", tile))
			p.fill(r)
		}},
		{"text in a pattern", func(c *chance, p *page, r geom.Rect) {
			s, size, words := c.script(p)
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] /XStep 2 /YStep 2 /Resources << >>", []byte("0 0 1 2 re f"))
			p.op("/Pattern cs %s scn", p.use("Pattern", tile))
			p.text(s, size, r.X0, r.Y1, words)
		}},
		{"line in a pattern", func(c *chance, p *page, r geom.Rect) {
			tile := p.doc.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] /XStep 2 /YStep 2 /Resources << >>", []byte("0 0 2 1 re f"))
			p.op("/Pattern CS %s SCN", p.use("Pattern", tile))
			p.line(r.X0, r.Y0, r.X1, r.Y1, c.between(0.5, 4))
		}},
		{"area in a gradient", func(c *chance, p *page, r geom.Rect) {
			from, to := pick(c, "1", "0"), pick(c, "1", "0.4")
			shading := fmt.Sprintf("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [100 300 400 500] /Extend [true true] /Function << /FunctionType 2 /Domain [0 1] /C0 [%s] /C1 [%s] /N 1 >> >>", from, to)
			p.op("/Pattern cs %s scn", p.use("Pattern", p.doc.add("<< /Type /Pattern /PatternType 2 /Shading %s >>", shading)))
			p.fill(r)
		}},
		{"round gradient", func(c *chance, p *page, r geom.Rect) {
			shading := p.doc.add("<< /ShadingType 3 /ColorSpace /DeviceRGB /Coords [%s %s %s %s] /Extend [%v false] /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0.2 0.2 1] /N 1 >> >>",
				p.at(r.X0, r.Y0), number(c.between(0, 10)), p.at(r.X1, r.Y1), number(c.between(1, 60)), c.often(50))
			p.clip(r.Grow(c.between(0, 30)), func() { p.op("%s sh", p.use("Shading", shading)) })
		}},
		{"gradient in a box", func(_ *chance, p *page, r geom.Rect) {
			shading := p.doc.add("<< /ShadingType 2 /ColorSpace /DeviceGray /BBox [%s %s] /Coords [%s %s] /Extend [true true] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >> >>",
				p.at(r.X0, r.Y1), p.at(r.X1, r.Y0), p.at(r.X0, r.Y0), p.at(r.X1, r.Y1))
			p.op("%s sh", p.use("Shading", shading))
		}},
		{"gradient by a function of two", func(_ *chance, p *page, r geom.Rect) {
			fn := p.doc.stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]", []byte("{ mul 0.5 mul }"))
			shading := p.doc.add("<< /ShadingType 1 /ColorSpace /DeviceGray /Function %v /Matrix [%s %s] >>", fn, numbers(r.W()*geom.PointsPerMM, 0, 0, r.H()*geom.PointsPerMM), p.at(r.X0, r.Y1))
			p.op("%s sh", p.use("Shading", shading))
		}},
		{"gradient of a triangle", func(_ *chance, p *page, r geom.Rect) {
			var data []byte
			for _, corner := range [][3]uint16{{0, 0, 0}, {math.MaxUint16, 0, 60}, {0, math.MaxUint16, 120}} {
				data = append(data, 0) // begins a triangle
				data = binary.BigEndian.AppendUint16(data, corner[0])
				data = binary.BigEndian.AppendUint16(data, corner[1])
				data = append(data, byte(corner[2]))
			}
			k := geom.PointsPerMM
			shading := p.doc.stream(fmt.Sprintf("/ShadingType 4 /ColorSpace /DeviceGray /BitsPerCoordinate 16 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [%s 0 1]",
				numbers(r.X0*k, r.X1*k, (a4Height-r.Y1)*k, (a4Height-r.Y0)*k)), data)
			p.op("%s sh", p.use("Shading", shading))
		}},
	}
}
