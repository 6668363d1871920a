package pixels

import (
	"bytes"
	"image"
	"testing"
)

func TestLumaDecidesAsRGBDoes(t *testing.T) {
	t.Parallel()
	const step = 3
	const w = 256/step + 1
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(image.Rect(0, 0, w, w), ratio)
		for cr := 0; cr < 256; cr += 5 {
			for i := range m.Y {
				m.Y[i] = byte(i * step)
			}
			for i := range m.Cb {
				m.Cb[i], m.Cr[i] = byte(i*7+cr), byte(cr+i%2*100)
			}
			for _, c := range []classifier{
				newClassifier(additive{}, nil, 255, nil, 0),
				newClassifier(additive{}, nil, 255, nil, 0.3),
				newClassifier(additive{}, nil, 255, nil, 0.98),
				newClassifier(additive{}, nil, 255, nil, 1),
				newClassifier(additive{}, nil, 255, nil, 1.1),
				newClassifier(additive{}, []float64{0, 0.9, 0, 1, 0.5, 1}, 255, nil, 0.95),
				newClassifier(additive{}, []float64{0.99, 1, 0, 1, 0, 0.2}, 255, nil, 0.1),
			} {
				got, want := newPlane(w, w, w), newPlane(w, w, w)
				if !inLuma(c).classify(got, m) {
					t.Fatal("no luma")
				}
				rows := jpegRows(m)
				for y := range w {
					c.classify(want.row(y), rows(y), w)
				}
				for y := range w {
					for i := range got.row(y) {
						if got.row(y)[i] != want.row(y)[i] {
							t.Fatalf("%v, row %d: %x, want %x", ratio, y, got.row(y), want.row(y))
						}
					}
				}
			}
		}
	}
}

func TestLumaDoesNotDecideWhatItCannot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]classifier{
		"inverted": newClassifier(additive{}, []float64{1, 0, 1, 0, 1, 0}, 255, nil, 0.98),
		"keyed":    newClassifier(additive{}, nil, 255, []span{{0, 1}, {0, 1}, {0, 1}}, 0.98),
		"Lab":      newClassifier(lab{}, nil, 255, nil, 0.98),
	} {
		if inLuma(c).fits {
			t.Errorf("%s", name)
		}
	}
}

func TestPlanesSayTheSameForPackedAndUnpackedBits(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte{0x5A, 0x0F, 0xFF, 0x00, 0x81}, 30)
	for w := 1; w < 200; w++ {
		stride := (w + 7) / 8
		rows := len(data) / stride
		one := &lone{1, 0}
		got, want := newPlane(w, rows, rows), newPlane(w, rows, rows)
		one.packed(got, data, stride)
		samples := make([]byte, w)
		for y := range rows {
			unpack(samples, data[y*stride:(y+1)*stride], 1)
			one.classify(want.row(y), samples, w)
		}
		for i := range got.words {
			if got.words[i] != want.words[i] {
				t.Fatalf("width %d, word %d: %x, want %x", w, i, got.words[i], want.words[i])
			}
		}
	}
}
