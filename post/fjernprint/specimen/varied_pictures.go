package specimen

import (
	"bytes"
	"compress/lzw"
	"fmt"
	"image"
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// pictureElements are pictures.
func pictureElements() []element {
	return []element{
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
		{"leaning picture", func(c *chance, p *page, r geom.Rect) {
			w, h := r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM
			p.op("%s %s cm %s Do", numbers(w, c.between(-60, 60), c.between(-60, 60), h), p.at(r.X0, r.Y1), p.use("XObject", p.doc.grey(scan(100, 100, part(c)), "")))
		}},
		{"mirrored picture", func(c *chance, p *page, r geom.Rect) {
			w, h := r.W()*geom.PointsPerMM, r.H()*geom.PointsPerMM
			p.op("%s %s cm %s Do", numbers(-w, 0, 0, -h), p.at(r.X1, r.Y0), p.use("XObject", p.doc.grey(scan(100, 100, part(c)), "")))
		}},
		{"picture of one bit", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.bits(scan(100, 100, part(c)), pick(c, "/ColorSpace /DeviceGray", "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000080>] /Decode [1 0]", "/ColorSpace [/Indexed /DeviceGray 1 <00FF>]")), r)
		}},
		{"picture of one bit, inverted", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.bits(scan(100, 100, part(c)), "/ColorSpace /DeviceGray /Decode [1 0]"), r)
		}},
		{"picture of four inks", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.inks(scan(60, 60, part(c))), r)
		}},
		{"picture of sixteen bits", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.deep(scan(60, 60, part(c))), r)
		}},
		{"picture with a profile", func(c *chance, p *page, r geom.Rect) {
			profile := p.doc.stream("/N 3 /Alternate /DeviceRGB", []byte("no profile that anybody could read"))
			m := scan(60, 60, part(c))
			data := make([]byte, 0, 3*len(m.Pix))
			for _, v := range m.Pix {
				data = append(data, v, v, v)
			}
			p.image(p.doc.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width 60 /Height 60 /BitsPerComponent 8 /ColorSpace [/ICCBased %v]", profile), data), r)
		}},
		{"picture with a colour left out", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.grey(scan(60, 60, part(c)), pick(c, "/Mask [0 100]", "/Mask [200 255]")), r)
		}},
		{"picture with a stencil", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.grey(scan(60, 60, part(c)), fmt.Sprintf("/Mask %v", p.doc.stencil(scan(80, 80, part(c))))), r)
		}},
		{"picture with a soft mask", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.grey(dark(60, 60), fmt.Sprintf("/SMask %v", p.doc.grey(scan(80, 80, part(c)), ""))), r)
		}},
		{"white stencil", func(c *chance, p *page, r geom.Rect) {
			p.op("1 g")
			p.image(p.doc.stencil(scan(100, 100, part(c))), r)
		}},
		{"inverted stencil", func(c *chance, p *page, r geom.Rect) {
			m := p.doc.bits(scan(100, 100, part(c)), "/ImageMask true /Decode [1 0]")
			p.image(m, r)
		}},
		{"picture of a line of pixels", func(_ *chance, p *page, r geom.Rect) {
			p.image(p.doc.stream("/Type /XObject /Subtype /Image /Width 4 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", []byte{255, 0, 128, 255}), r)
		}},
		{"flat picture", func(c *chance, p *page, r geom.Rect) {
			p.image(p.doc.grey(dark(20, 20), ""), geom.Rect{X0: r.X0, Y0: r.Y0, X1: r.X1, Y1: r.Y0 + pick(c, 0.02, 0.2)})
		}},
		{"picture that cannot be read", func(_ *chance, p *page, r geom.Rect) {
			p.image(p.doc.raw("/Type /XObject /Subtype /Image /Width 60 /Height 60 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode", []byte("no JPEG 2000")), r)
		}},
		{"picture that is packed by LZW", func(c *chance, p *page, r geom.Rect) {
			var packed bytes.Buffer
			w := lzw.NewWriter(&packed, lzw.MSB, 8)
			// A bytes.Buffer takes everything.
			_, _ = w.Write(scan(60, 60, part(c)).Pix)
			_ = w.Close()
			p.image(p.doc.raw("/Type /XObject /Subtype /Image /Width 60 /Height 60 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", packed.Bytes()), r)
		}},
	}
}

// bits embeds a picture of one bit for each pixel: 1 is white.
func (d *document) bits(m *image.Gray, entries string) ref {
	b := m.Bounds()
	stride := (b.Dx() + 7) / 8
	data := make([]byte, stride*b.Dy())
	for y := range b.Dy() {
		for x := range b.Dx() {
			if m.GrayAt(x, y).Y > 127 {
				data[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 %s", b.Dx(), b.Dy(), entries), data)
}

// inks embeds a picture in four inks, of which the third alone is used.
func (d *document) inks(m *image.Gray) ref {
	data := make([]byte, 0, 4*len(m.Pix))
	for _, v := range m.Pix {
		data = append(data, 0, 0, 255-v, 0)
	}
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceCMYK /BitsPerComponent 8", m.Bounds().Dx(), m.Bounds().Dy()), data)
}

// deep embeds a picture of sixteen bits a component.
func (d *document) deep(m *image.Gray) ref {
	data := make([]byte, 0, 2*len(m.Pix))
	for _, v := range m.Pix {
		data = append(data, v, v)
	}
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 16", m.Bounds().Dx(), m.Bounds().Dy()), data)
}
