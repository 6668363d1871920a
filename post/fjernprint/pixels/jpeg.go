package pixels

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Limits of JPEG pictures.
const (
	// Pixels that count as one inflated byte. As many pages of A4 at 300 dpi as a
	// document can hold (some thirty, 8.7 million pixels each) have to fit the
	// budget of 128 MiB; colours cost hardly more time than grey.
	pixelsPerByte = 2
	// Progressive pictures keep four bytes for each sample while they are decoded:
	// this is A4 in grey at 600 dpi, in colours at 350.
	maxProgressive = 36_000_000
	// A progressive picture of ten bytes more is gone through once more.
	maxScans = 100
)

// jpeg decodes DCTDecode.
func (s *source) jpeg(data []byte, parms types.Dict, threshold float64) *plane {
	if s.stencil {
		return nil // not allowed: its samples are no bits
	}
	head, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || head.Width != s.width || head.Height != s.height {
		return nil
	}
	n := jpegComponents(head.ColorModel)
	pixels := int64(s.width) * int64(s.height)
	switch {
	case bytes.Count(data, []byte{0xFF, markerScan}) > maxScans,
		bytes.Contains(data, []byte{0xFF, markerProgressive}) && pixels*int64(n) > maxProgressive,
		!s.spend(pixels / pixelsPerByte):
		return nil
	}
	if !s.stated {
		s.space = byComponents(n)
	}
	if s.components() != n {
		return nil
	}
	c := s.classifier(math.MaxUint8, s.key, threshold)
	if c == nil {
		return nil
	}
	picture := decodeJPEG(s.marked(data, parms, n))
	if picture == nil {
		return nil
	}
	p := newPlane(s.width, s.height, s.height)
	if m, ok := picture.(*image.YCbCr); ok && inLuma(c).classify(p, m) {
		return p
	}
	rows := jpegRows(picture)
	for y := range p.rows {
		c.classify(p.row(y), rows(y), s.width)
	}
	return p
}

// decodeJPEG is nil for damaged pictures, and for those at which the decoder panics.
func decodeJPEG(data []byte) (picture image.Image) {
	defer func() {
		if recover() != nil {
			picture = nil
		}
	}()
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return picture
}

func jpegComponents(m color.Model) int {
	switch m {
	case color.GrayModel:
		return 1
	case color.CMYKModel:
		return 4
	}
	return 3
}

// jpegRows gives the samples of row y as DCTDecode defines them: YCbCr and YCCK are
// converted to RGB and CMYK. What it returns is good until the next call.
func jpegRows(picture image.Image) func(y int) []byte {
	switch m := picture.(type) {
	case *image.Gray:
		return func(y int) []byte { return m.Pix[y*m.Stride:] }
	case *image.CMYK:
		// The decoder returns inverted what PDF wants as it is: Adobe's own inversion
		// is undone by the Decode array.
		samples := make([]byte, 4*m.Rect.Dx())
		return func(y int) []byte {
			for i, v := range m.Pix[y*m.Stride:][:len(samples)] {
				samples[i] = ^v
			}
			return samples
		}
	case *image.YCbCr:
		samples := make([]byte, 3*m.Rect.Dx())
		return func(y int) []byte {
			rgbOf(samples, m, y)
			return samples
		}
	case *image.RGBA:
		samples := make([]byte, 3*m.Rect.Dx())
		return func(y int) []byte {
			pix := m.Pix[y*m.Stride:]
			for i := 0; i < len(samples); i += 3 {
				copy(samples[i:i+3], pix[:3])
				pix = pix[4:]
			}
			return samples
		}
	}
	return nil // the decoder makes no others
}

func rgbOf(samples []byte, m *image.YCbCr, y int) {
	luma := m.Y[y*m.YStride:]
	for x := 0; len(samples) >= 3; x++ {
		at := m.COffset(x, y)
		samples[0], samples[1], samples[2] = color.YCbCrToRGB(luma[x], m.Cb[at], m.Cr[at])
		samples = samples[3:]
	}
}

// Markers of JPEG.
const (
	markerProgressive = 0xC2 // SOF2
	markerScan        = 0xDA // SOS
	markerAdobe       = 0xEE // APP14
)

// marked says in the picture itself whether its n components are transformed, as
// PDF and the decoder find that out in different ways: by the parameter
// ColorTransform, which Adobe's marker overrides (PDF 32000 table 13).
func (s *source) marked(data []byte, parms types.Dict, n int) []byte {
	const yes, three, four = 1, 1, 2 // what the marker says of YCbCr and of YCCK
	adobe := append([]byte{0xFF, markerAdobe, 0, 14}, "Adobe"...)
	transform, stated := s.doc.Number(parms["ColorTransform"])
	if n == 1 || n == 3 && !stated || bytes.Contains(data, adobe) {
		return data
	}
	kind := byte(0)
	switch {
	case transform != yes:
	case n == 3:
		kind = three
	default:
		kind = four
	}
	adobe = append(adobe, 0, 100, 0, 0, 0, 0, kind)
	out := make([]byte, 0, len(data)+len(adobe))
	out = append(out, data[:2]...)
	out = append(out, adobe...)
	return append(out, data[2:]...)
}
