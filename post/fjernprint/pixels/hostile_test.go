package pixels_test

import (
	"bytes"
	"errors"
	"image"
	"runtime"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestADictionaryThatLiesCostsNothing(t *testing.T) { //nolint:paralleltest // measures allocations
	const billion = 1_000_000_000
	grey, filter := name("DeviceGray"), "Filter"
	for _, c := range []struct {
		name string
		dict types.Dict
	}{
		{"a width of a billion", samples(billion, 1, 8, grey)},
		{"a height of a billion", samples(1, billion, 8, grey)},
		{"both", samples(billion, billion, 8, grey)},
		{"more pixels than A4 has at 1200 dpi", samples(15_000, 10_001, 1, grey)},
		{"no width", samples(0, 1, 8, grey)},
		{"a negative height", samples(1, -1, 8, grey)},
		{"three bits", samples(1, 1, 3, grey)},
		{"no bits", samples(1, 1, 0, grey)},
		{"a billion bits", samples(1, 1, billion, grey)},
		{"no entries", types.Dict{}},
		{"entries of other kinds", types.Dict{"Width": grey, "Height": types.Array{}, "BitsPerComponent": types.Dict{}, "ColorSpace": types.Integer(1)}},
		{"a fax of a billion lines", samples(1, billion, 1, grey, filter, name("CCITTFaxDecode"))},
		{"a filter that does not exist", samples(1, 1, 8, grey, filter, name("Magic"))},
		{"JPXDecode", samples(1, 1, 8, grey, filter, name("JPXDecode"))},
		{"JBIG2Decode", samples(1, 1, 1, grey, filter, name("JBIG2Decode"))},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{255, 255, 255}, c.dict), nil, false)
		var got found
		bytes := allocated(func() { got = ink(p, whole, white) })
		if got != unknown || bytes > 100_000 {
			t.Errorf("%s: %+v, %v bytes allocated", c.name, got, bytes)
		}
	}
}

func TestAProgressiveJPEGIsLimitedByWhatItKeeps(t *testing.T) { //nolint:paralleltest // measures allocations
	// Its header alone: 6001 by 6000 pixels are more than A4 in grey at 600 dpi, and
	// nothing of it may be allocated.
	data := blocks(-1, "\x01", []byte{255})
	frame := bytes.Index(data, []byte{0xFF, 0xC0})
	data[frame+1] = 0xC2
	scan := bytes.Index(data, []byte{0, 63, 0})
	copy(data[scan:], []byte{0, 0, 0}) // DC alone, as progressive pictures begin
	copy(data[frame+5:], []byte{6000 >> 8, 6000 & 0xFF, 6001 >> 8, 6001 & 0xFF})
	p := pixels.Load(open(t, pdf.Limits{}), stream(data, dct(6001, 6000, name("DeviceGray"))), nil, false)
	var got found
	bytes := allocated(func() { got = ink(p, whole, white) })
	if got != unknown || bytes > 1_000_000 {
		t.Errorf("%+v, %v bytes allocated", got, bytes)
	}
}

func TestNoPictureIsUnknown(t *testing.T) {
	t.Parallel()
	p := pixels.Load(open(t, pdf.Limits{}), nil, nil, false)
	if got := ink(p, whole, white); got != unknown {
		t.Errorf("%+v", got)
	}
}

func TestDataThatEndsTooEarlyIsKnownUpToThere(t *testing.T) {
	t.Parallel()
	upper, lower := geom.Rect{Y0: 0.5, X1: 1, Y1: 1}, geom.Rect{X1: 1, Y1: 0.5}
	// Four rows of four pixels; of the third three are there.
	p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{255, 255, 255, 255, 255, 0, 255, 255, 255, 255, 255}, samples(4, 4, 8, name("DeviceGray"))), nil, false)
	check(t, ink(p, upper, white), at(4, 4, 1, 1, 2, 2))
	check(t, ink(p, lower, white), found{lower, true, false})
	check(t, ink(p, whole, white), unknown)
	// The same in a damaged filter.
	p = pixels.Load(open(t, pdf.Limits{}), stream([]byte("ffffffff ff00ffff ffff!"), samples(4, 4, 8, name("DeviceGray"), "Filter", name("ASCIIHexDecode"))), nil, false)
	check(t, ink(p, upper, white), at(4, 4, 1, 1, 2, 2))
	check(t, ink(p, lower, white), found{lower, true, false})
}

func TestBudgetsAreChargedBeforeAPictureIsDecoded(t *testing.T) {
	t.Parallel()
	photo := encoded(t, paper(image.NewGray(image.Rect(0, 0, 400, 400)), image.Rect(16, 24, 32, 48)))
	h := len(chart())
	chartOf := decoded(t, faxes[0].data)
	for _, c := range []struct {
		name    string
		picture *types.StreamDict
		bytes   int64 // that it costs
	}{
		{"raw", black(10, 10), 100},
		{"a fax", stream(chartOf, fax(-1, h)), int64(len(chartOf) + chartWidth/8*h)},
		{"a JPEG", stream(photo, dct(400, 400, name("DeviceGray"))), int64(len(photo) + 400*400/2)},
		{"a finer mask", black(1, 1, "Mask", *stream([]byte{0}, samples(1, 1, 1, nil, "ImageMask", truth))), 1 + 1},
		{"a much finer mask", black(1, 1, "Mask", *stream(make([]byte, 200), samples(16, 100, 1, nil, "ImageMask", truth))), 1 + 200 + 200},
	} {
		enough, scarce := pdf.Limits{Inflated: c.bytes}, pdf.Limits{Inflated: c.bytes - 1}
		if got := ink(pixels.Load(open(t, enough), c.picture, nil, false), whole, white); !got.Known || !got.Any {
			t.Errorf("%s: enough: %+v", c.name, got)
		}
		d := open(t, scarce)
		if got := ink(pixels.Load(d, c.picture, nil, false), whole, white); got.Known || !got.Any {
			t.Errorf("%s: scarce: %+v", c.name, got)
		}
		var limit *pdf.LimitError
		if err := d.Spend(pdf.Inflated, 1); !errors.As(err, &limit) {
			t.Errorf("%s: the document does not know: %v", c.name, err)
		}
	}
}

func TestAPictureIsDecodedOnceForManyParts(t *testing.T) {
	t.Parallel()
	d := open(t, pdf.Limits{Inflated: 150})
	p := pixels.Load(d, black(10, 10), nil, false)
	for range 100 {
		check(t, ink(p, whole, white), at(10, 10, 0, 0, 10, 10))
	}
}

// FuzzInk looks at pictures of anything: the dictionary is made of the numbers,
// the data is the rest.
func FuzzInk(f *testing.F) {
	f.Add(uint16(4), uint16(4), uint8(8), uint8(0), uint8(0), int8(0), []byte{255, 255, 0, 255})
	for i, x := range faxes {
		f.Add(uint16(chartWidth), uint16(116), uint8(1), uint8(0), uint8(1), int8([]int{-1, 0, 2}[i]), decoded(f, x.data))
	}
	f.Add(uint16(61), uint16(83), uint8(8), uint8(0), uint8(2), int8(0), encoded(f, paper(image.NewGray(image.Rect(0, 0, 61, 83)), image.Rect(16, 24, 32, 48))))
	f.Add(uint16(16), uint16(8), uint8(8), uint8(2), uint8(2), int8(0), blocks(0, "\x01\x02\x03\x04", []byte{255, 255, 0, 255}, []byte{0, 0, 0, 0}))
	f.Add(uint16(16), uint16(8), uint8(8), uint8(1), uint8(2), int8(0), blocks(-1, "\x01\x02\x03", []byte{255, 128, 128}, []byte{0, 0, 0}))
	f.Add(uint16(9), uint16(3), uint8(4), uint8(5), uint8(0), int8(3), bytes.Repeat([]byte{1, 2, 3}, 9))
	all := []types.Object{name("DeviceGray"), name("DeviceRGB"), name("DeviceCMYK")}
	for _, c := range colours {
		all = append(all, c.space)
	}
	filters := []types.Object{nil, name("CCITTFaxDecode"), name("DCTDecode"), name("FlateDecode"), name("LZWDecode")}
	f.Fuzz(func(t *testing.T, w, h uint16, bits, space, filter uint8, k int8, data []byte) {
		dict := samples(int(w), int(h), int(bits), all[int(space)%len(all)], "DecodeParms", types.Dict{
			"K": types.Integer(k), "Columns": types.Integer(w), "ColorTransform": types.Integer(k & 1),
			"EncodedByteAlign": types.Boolean(k&2 != 0), "EndOfLine": types.Boolean(k&4 != 0), "BlackIs1": types.Boolean(k&8 != 0),
		})
		if o := filters[int(filter)%len(filters)]; o != nil {
			dict["Filter"] = o
		}
		if k&0x10 != 0 {
			dict["ImageMask"] = truth
		}
		if k&0x20 != 0 {
			dict["Mask"] = *stream(data, samples(int(h), int(w), 1, nil, "ImageMask", truth))
		}
		if k&0x40 != 0 {
			dict["SMask"] = *stream(data, samples(int(h)/2, int(w)/2, 8, nil))
		}
		look := func() found {
			p := pixels.Load(open(t, pdf.Limits{Inflated: 1 << 20}), stream(data, dict), nil, false)
			got := ink(p, whole, white)
			if !got.Any && got != none {
				t.Errorf("no ink, and yet %+v", got)
			}
			if got.Any && (got.Ink.Empty() || !whole.Contains(got.Ink)) {
				t.Errorf("ink outside the picture: %+v", got)
			}
			// What is seen in both halves is seen in the whole.
			left, right := ink(p, geom.Rect{X1: 0.5, Y1: 1}, white), ink(p, geom.Rect{X0: 0.5, X1: 1, Y1: 1}, white)
			if got.Known && left.Known && right.Known && got.Any != (left.Any || right.Any) {
				t.Errorf("whole %+v, left %+v, right %+v", got, left, right)
			}
			return got
		}
		if one, other := look(), look(); one != other {
			t.Errorf("first %+v, then %+v", one, other)
		}
	})
}
