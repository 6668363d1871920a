package specimen

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// scan is a greyscale picture of w by h pixels, white but for black rectangles,
// which are given as parts of the picture (0 to 1, from the top left).
func scan(w, h int, black ...geom.Rect) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for _, r := range black {
		part := image.Rect(pixel(r.X0, w), pixel(r.Y0, h), pixel(r.X1, w), pixel(r.Y1, h))
		draw.Draw(m, part, image.Black, image.Point{}, draw.Src)
	}
	return m
}

func pixel(part float64, of int) int { return int(math.Round(part * float64(of))) }

// dark is a scan that is black all over.
func dark(w, h int) *image.Gray { return image.NewGray(image.Rect(0, 0, w, h)) }

// tinted is a picture in one colour.
func tinted(w, h int, c color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return m
}

func green() color.Color { return color.RGBA{R: 20, G: 140, B: 60, A: 255} }

// grey embeds a greyscale picture without loss.
func (d *document) grey(m *image.Gray, entries string) ref {
	b := m.Bounds()
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 %s", b.Dx(), b.Dy(), entries), m.Pix)
}

// rgb embeds a colour picture without loss.
func (d *document) rgb(m *image.RGBA) ref {
	b := m.Bounds()
	data := make([]byte, 0, 3*b.Dx()*b.Dy())
	for i := 0; i < len(m.Pix); i += 4 {
		data = append(data, m.Pix[i:i+3]...)
	}
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8", b.Dx(), b.Dy()), data)
}

// photo embeds a picture as JPEG.
func (d *document) photo(m image.Image) ref {
	var b bytes.Buffer
	// A bytes.Buffer takes everything, and any picture of ours can be encoded.
	_ = jpeg.Encode(&b, m, &jpeg.Options{Quality: 90})
	space := "DeviceRGB"
	if m.ColorModel() == color.GrayModel {
		space = "DeviceGray"
	}
	return d.raw(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode", m.Bounds().Dx(), m.Bounds().Dy(), space), b.Bytes())
}

// stencil embeds a picture that paints the current colour where it is black.
func (d *document) stencil(m *image.Gray) ref {
	b := m.Bounds()
	stride := (b.Dx() + 7) / 8
	bits := make([]byte, stride*b.Dy())
	for y := range b.Dy() {
		for x := range b.Dx() {
			if m.GrayAt(x, y).Y > 127 {
				bits[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return d.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /ImageMask true /Width %d /Height %d /BitsPerComponent 1", b.Dx(), b.Dy()), bits)
}
