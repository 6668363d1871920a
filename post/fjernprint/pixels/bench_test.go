package pixels_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// A4 at 300 dpi.
const (
	scanWidth  = 2480
	scanHeight = 3508
)

// inked tells where the letter of the benchmarks has ink: lines of small shapes
// between margins of 25 mm.
func inked(x, y int) bool {
	return x > 295 && x < 2185 && y > 295 && y < 3213 && y%60 < 32 && (x/6*7+y/9*3)%17 < 6
}

// scan draws the letter with the noise of a scanner.
func scan(m interface {
	image.Image
	Set(x, y int, c color.Color)
}) image.Image {
	noise := uint32(1)
	for y := range scanHeight {
		for x := range scanWidth {
			noise = noise*1664525 + 1013904223
			v := 252 + byte(noise>>30)
			if inked(x, y) {
				v = 30 + byte(noise>>28)
			}
			m.Set(x, y, color.Gray{Y: v})
		}
	}
	return m
}

func BenchmarkInkOfAScanAt300DPI(b *testing.B) {
	rect := image.Rect(0, 0, scanWidth, scanHeight)
	grey := scan(image.NewGray(rect)).(*image.Gray)
	var flate bytes.Buffer
	z := zlib.NewWriter(&flate)
	if _, err := z.Write(grey.Pix); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	strip := make([]byte, scanWidth/8*scanHeight)
	for y := range scanHeight {
		for x := range scanWidth {
			if !inked(x, y) {
				strip[y*scanWidth/8+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	for _, c := range []struct {
		name    string
		picture *types.StreamDict
	}{
		{"grey JPEG", stream(encoded(b, grey), dct(scanWidth, scanHeight, name("DeviceGray")))},
		{"colour JPEG", stream(encoded(b, scan(image.NewRGBA(rect))), dct(scanWidth, scanHeight, name("DeviceRGB")))},
		{"grey Flate", stream(flate.Bytes(), samples(scanWidth, scanHeight, 8, name("DeviceGray"), "Filter", name("FlateDecode")))},
		{"one bit", stream(strip, samples(scanWidth, scanHeight, 1, name("DeviceGray")))},
	} {
		b.Run(fmt.Sprintf("%s of %d kB", c.name, len(c.picture.Raw)/1000), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := pixels.Load(open(b, pdf.Limits{}), c.picture, nil, false)
				if _, any, known := p.Ink(geom.Rect{X1: 17.0 / 210, Y1: 1}, 0.95); any || !known {
					b.Fatal(any, known)
				}
			}
		})
	}
}

func BenchmarkInkOfAnotherPart(b *testing.B) {
	p := pixels.Load(open(b, pdf.Limits{}), stream(make([]byte, scanWidth/8*scanHeight), samples(scanWidth, scanHeight, 1, name("DeviceGray"))), nil, false)
	p.Ink(whole, white)
	for b.Loop() {
		p.Ink(whole, white)
	}
}
