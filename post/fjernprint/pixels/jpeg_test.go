package pixels_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

func encoded(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dct is the dictionary of a JPEG picture.
func dct(w, h int, space types.Object, more ...any) types.Dict {
	return samples(w, h, 8, space, append([]any{"Filter", name("DCTDecode")}, more...)...)
}

// paper is a white picture with a black box.
func paper(m interface {
	image.Image
	Set(x, y int, c color.Color)
}, box image.Rectangle) image.Image {
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			m.Set(x, y, color.White)
		}
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			m.Set(x, y, color.Black)
		}
	}
	return m
}

func TestAGreyJPEGIsSeen(t *testing.T) {
	t.Parallel()
	// Boxes of whole blocks, so that nothing rings.
	data := encoded(t, paper(image.NewGray(image.Rect(0, 0, 61, 83)), image.Rect(16, 24, 32, 48)))
	p := pixels.Load(open(t, pdf.Limits{}), stream(data, dct(61, 83, name("DeviceGray"))), nil, false)
	check(t, ink(p, whole, 0.5), at(61, 83, 16, 24, 32, 48))
	check(t, ink(p, line(23, 83), 0.5), none)
	check(t, ink(p, line(24, 83), 0.5), at(61, 83, 16, 24, 32, 25))
	if p.Colored {
		t.Error("coloured")
	}
	// The threshold may change between two looks.
	check(t, ink(p, whole, 0), none)
	check(t, ink(p, whole, 0.5), at(61, 83, 16, 24, 32, 48))
}

func TestAColourJPEGIsSeen(t *testing.T) {
	t.Parallel()
	data := encoded(t, paper(image.NewRGBA(image.Rect(0, 0, 64, 64)), image.Rect(16, 16, 48, 32)))
	for _, space := range []types.Object{name("DeviceRGB"), profile(3, nil), nil} {
		p := pixels.Load(open(t, pdf.Limits{}), stream(data, dct(64, 64, space)), nil, false)
		check(t, ink(p, whole, 0.5), at(64, 64, 16, 16, 48, 32))
		if !p.Colored {
			t.Error("not coloured")
		}
	}
}

// blocks is a JPEG of blocks of 8 by 8 pixels of one colour each, made by hand for
// what image/jpeg does not write: any number of components, and Adobe's marker.
// transform is what that says, -1 for none.
func blocks(transform int, ids string, colours ...[]byte) []byte {
	var b bytes.Buffer
	segment := func(marker byte, content ...byte) {
		n := len(content) + 2
		b.Write([]byte{0xFF, marker, byte(n >> 8), byte(n)})
		b.Write(content)
	}
	b.Write([]byte{0xFF, 0xD8})
	if transform >= 0 {
		segment(0xEE, append([]byte("Adobe"), 0, 100, 0, 0, 0, 0, byte(transform))...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	n := len(ids)
	w := 8 * len(colours)
	frame, scan := []byte{8, 0, 8, byte(w >> 8), byte(w), byte(n)}, []byte{byte(n)}
	for i := range ids {
		frame = append(frame, ids[i], 0x11, 0)
		scan = append(scan, ids[i], 0)
	}
	segment(0xC0, frame...)
	// DC: categories 0 to 11 in four bits each; AC: the end of block in one bit.
	segment(0xC4, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
	segment(0xC4, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	segment(0xDA, append(scan, 0, 63, 0)...)
	var bits, held uint
	put := func(v, n uint) {
		for i := n; i > 0; i-- {
			bits, held = bits<<1|v>>(i-1)&1, held+1
			if held == 8 {
				b.WriteByte(byte(bits))
				if byte(bits) == 0xFF {
					b.WriteByte(0)
				}
				bits, held = 0, 0
			}
		}
	}
	before := make([]int, n)
	for _, colour := range colours {
		for i, v := range colour {
			dc := 8 * (int(v) - 128)
			diff := dc - before[i]
			before[i] = dc
			category, size := uint(0), diff
			if size < 0 {
				size = -size
			}
			for ; size > 0; size /= 2 {
				category++
			}
			put(category, 4)
			if diff < 0 {
				diff += 1<<category - 1
			}
			put(uint(diff), category)
			put(0, 1)
		}
	}
	put(0x7F, 7)
	b.Write([]byte{0xFF, 0xD9})
	return b.Bytes()
}

func TestComponentsOfAJPEGAreWhatPDFSays(t *testing.T) {
	t.Parallel()
	var (
		transform = func(n int) []any {
			return []any{"DecodeParms", types.Dict{"ColorTransform": types.Integer(n)}}
		}
		inverted = []any{"Decode", numbers(1, 0, 1, 0, 1, 0, 1, 0)}
	)
	for _, c := range []struct {
		name  string
		data  []byte
		space string
		more  []any
		ink   string
	}{
		{"YCbCr", blocks(-1, "\x01\x02\x03", []byte{255, 128, 128}, []byte{0, 128, 128}, []byte{255, 0, 128}), "DeviceRGB", nil, ".##"},
		{"YCbCr, says Adobe", blocks(1, "\x01\x02\x03", []byte{255, 128, 128}, []byte{0, 128, 128}), "DeviceRGB", nil, ".#"},
		{"RGB, says Adobe", blocks(0, "\x01\x02\x03", []byte{255, 255, 255}, []byte{255, 128, 128}), "DeviceRGB", nil, ".#"},
		{"RGB, say the components", blocks(-1, "RGB", []byte{255, 255, 255}, []byte{255, 128, 128}), "DeviceRGB", nil, ".#"},
		{"RGB, says the dictionary", blocks(-1, "\x01\x02\x03", []byte{255, 255, 255}, []byte{255, 128, 128}), "DeviceRGB", transform(0), ".#"},
		{"YCbCr, says the dictionary", blocks(-1, "\x01\x02\x03", []byte{255, 128, 128}, []byte{255, 255, 255}), "DeviceRGB", transform(1), ".#"},
		{"Adobe overrides the dictionary", blocks(1, "\x01\x02\x03", []byte{255, 128, 128}, []byte{255, 255, 255}), "DeviceRGB", transform(0), ".#"},
		{"CMYK, says Adobe", blocks(0, "\x01\x02\x03\x04", []byte{0, 0, 0, 0}, []byte{255, 0, 0, 0}, []byte{0, 0, 0, 255}), "DeviceCMYK", nil, ".##"},
		{"CMYK without a marker", blocks(-1, "\x01\x02\x03\x04", []byte{0, 0, 0, 0}, []byte{0, 255, 0, 0}), "DeviceCMYK", nil, ".#"},
		{"CMYK, inverted", blocks(0, "\x01\x02\x03\x04", []byte{255, 255, 255, 255}, []byte{255, 255, 0, 255}, []byte{255, 255, 255, 0}), "DeviceCMYK", inverted, ".##"},
		{"YCCK, says Adobe", blocks(2, "\x01\x02\x03\x04", []byte{255, 128, 128, 0}, []byte{0, 128, 128, 0}, []byte{255, 128, 128, 255}), "DeviceCMYK", nil, ".##"},
		{"YCCK, says the dictionary", blocks(-1, "\x01\x02\x03\x04", []byte{255, 128, 128, 0}, []byte{0, 128, 128, 0}), "DeviceCMYK", transform(1), ".#"},
		{"YCCK, inverted", blocks(2, "\x01\x02\x03\x04", []byte{0, 128, 128, 255}, []byte{255, 128, 128, 255}, []byte{0, 128, 128, 0}), "DeviceCMYK", inverted, ".##"},
		{"grey", blocks(-1, "\x01", []byte{255}, []byte{0}), "DeviceGray", nil, ".#"},
		{"grey, inverted", blocks(-1, "\x01", []byte{0}, []byte{255}), "DeviceGray", []any{"Decode", numbers(1, 0)}, ".#"},
		{"grey, masked by a colour key", blocks(-1, "\x01", []byte{10}, []byte{50}), "DeviceGray", []any{"Mask", array(types.Integer(0), types.Integer(20))}, ".#"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := 8 * len(c.ink)
			p := pixels.Load(open(t, pdf.Limits{}), stream(c.data, dct(w, 8, name(c.space), c.more...)), nil, false)
			for i, want := range c.ink {
				expect := none
				if want == '#' {
					expect = at(w, 8, 8*i, 0, 8*i+8, 8)
				}
				part := whole
				part.X0, part.X1 = float64(i)/float64(len(c.ink)), float64(i+1)/float64(len(c.ink))
				check(t, ink(p, part, white), expect)
			}
		})
	}
}

func TestJPEGsThatCannotBeAreUnknown(t *testing.T) {
	t.Parallel()
	good := encoded(t, paper(image.NewGray(image.Rect(0, 0, 64, 64)), image.Rect(16, 24, 32, 48)))
	colour := encoded(t, paper(image.NewRGBA(image.Rect(0, 0, 64, 64)), image.Rect(16, 24, 32, 48)))
	huge := bytes.Clone(good)
	size := bytes.Index(huge, []byte{0xFF, 0xC0}) + 5
	copy(huge[size:], []byte{0xFF, 0xFF, 0xFF, 0xFF})
	for _, c := range []struct {
		name string
		data []byte
		dict types.Dict
	}{
		{"nothing", nil, dct(64, 64, name("DeviceGray"))},
		{"no JPEG", []byte("GIF89a"), dct(64, 64, name("DeviceGray"))},
		{"cut off", good[:len(good)*2/3], dct(64, 64, name("DeviceGray"))},
		{"another size", good, dct(64, 63, name("DeviceGray"))},
		{"65535 by 65535", huge, dct(65535, 65535, name("DeviceGray"))},
		{"colour in a grey space", colour, dct(64, 64, name("DeviceGray"))},
		{"grey in a colour space", good, dct(64, 64, name("DeviceRGB"))},
		{"a stencil", good, dct(64, 64, nil, "ImageMask", types.Boolean(true))},
		{"a filter behind it", good, dct(64, 64, name("DeviceGray"), "Filter", array(name("DCTDecode"), name("FlateDecode")))},
		{"twice", good, dct(64, 64, name("DeviceGray"), "Filter", array(name("DCTDecode"), name("DCTDecode")))},
		{"in a damaged envelope", good, dct(64, 64, name("DeviceGray"), "Filter", array(name("FlateDecode"), name("DCTDecode")))},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream(c.data, c.dict), nil, false)
		if got := ink(p, whole, white); got != unknown {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestAJPEGThatIsGoneThroughVeryOftenIsUnknown(t *testing.T) {
	t.Parallel()
	once := blocks(-1, "\x01", []byte{255}, []byte{0})
	at := bytes.Index(once, []byte{0xFF, 0xDA})
	scan, end := once[at:len(once)-2], once[len(once)-2:]
	for n, known := range map[int]bool{1: true, 100: true, 101: false} {
		data := append(bytes.Clone(once[:at]), bytes.Repeat(scan, n)...)
		p := pixels.Load(open(t, pdf.Limits{}), stream(append(data, end...), dct(16, 8, name("DeviceGray"))), nil, false)
		if got := ink(p, whole, white); got.Known != known {
			t.Errorf("%d scans: %+v", n, got)
		}
	}
}
