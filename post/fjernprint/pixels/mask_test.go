package pixels_test

import (
	"bytes"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

var truth = types.Boolean(true)

// black is a picture all over black.
func black(w, h int, more ...any) *types.StreamDict {
	return stream(make([]byte, w*h), samples(w, h, 8, name("DeviceGray"), more...))
}

func TestAStencilPaintsItsZeros(t *testing.T) {
	t.Parallel()
	data := []byte{0b11110111, 0b11111111}
	for _, c := range []struct {
		name string
		more []any
		want found
	}{
		{"by default", nil, at(8, 2, 4, 0, 5, 1)},
		{"with the usual Decode array", []any{"Decode", numbers(0, 1)}, at(8, 2, 4, 0, 5, 1)},
		{"inverted", []any{"Decode", numbers(1, 0)}, at(8, 2, 0, 0, 8, 2)},
	} {
		dict := with(samples(8, 2, 1, nil, "ImageMask", truth), c.more...)
		p := pixels.Load(open(t, pdf.Limits{}), stream(data, dict), nil, false)
		check(t, ink(p, whole, white), c.want)
		if !p.Mask || p.Colored || p.Soft || p.Width != 8 || p.Height != 2 {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

func TestAStencilNeedsNoBitsPerComponent(t *testing.T) {
	t.Parallel()
	dict := samples(8, 1, 8, name("DeviceRGB"), "ImageMask", truth)
	p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{0b10111111}, dict), nil, false)
	check(t, ink(p, whole, white), at(8, 1, 1, 0, 2, 1))
}

func TestAMaskLetsThroughWhereItIsZero(t *testing.T) {
	t.Parallel()
	mask := func(w, h int, data ...byte) types.Object {
		return *stream(data, samples(w, h, 1, nil, "ImageMask", truth))
	}
	for _, c := range []struct {
		name    string
		picture *types.StreamDict
		want    found
	}{
		{"of the same size", black(4, 2, "Mask", mask(4, 2, 0b10110000, 0b11110000)), at(4, 2, 1, 0, 2, 1)},
		{"finer than the picture", black(1, 1, "Mask", mask(8, 4, 0xFF, 0xFF, 0b11110011, 0xFF)), at(8, 4, 4, 2, 6, 3)},
		{"coarser than the picture", black(8, 4, "Mask", mask(2, 2, 0b11000000, 0b10000000)), at(8, 4, 4, 2, 8, 4)},
		{"finer one way, coarser the other", black(4, 1, "Mask", mask(2, 4, 0b11000000, 0b01000000, 0b11000000, 0b11000000)), at(4, 4, 0, 1, 2, 2)},
		{"of no whole multiple", black(2, 1, "Mask", mask(3, 1, 0b11000000)), at(3, 1, 2, 0, 3, 1)},
		{"of no whole multiple, over two colours", stream([]byte{255, 0}, samples(2, 1, 8, name("DeviceGray"), "Mask", mask(3, 1, 0))), at(3, 1, 1, 0, 3, 1)},
		{"everywhere masked", black(4, 2, "Mask", mask(1, 1, 0b10000000)), none},
		{"nowhere masked", black(4, 2, "Mask", mask(1, 1, 0)), at(4, 2, 0, 0, 4, 2)},
		{"inverted", black(4, 1, "Mask", *stream([]byte{0b01000000}, samples(4, 1, 1, nil, "ImageMask", truth, "Decode", numbers(1, 0)))), at(4, 1, 1, 0, 2, 1)},
		{"without ImageMask", black(4, 1, "Mask", *stream([]byte{0b10110000}, samples(4, 1, 1, nil))), at(4, 1, 1, 0, 2, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pixels.Load(open(t, pdf.Limits{}), c.picture, nil, false)
			check(t, ink(p, whole, white), c.want)
			if p.Soft {
				t.Error("soft")
			}
		})
	}
}

func TestASoftMaskHidesWhatIsTooFaint(t *testing.T) {
	t.Parallel()
	soft := func(w, h, bits int, data []byte, more ...any) types.Object {
		return *stream(data, samples(w, h, bits, name("DeviceGray"), more...))
	}
	lit := stream([]byte{255, 255, 255, 0}, samples(4, 1, 8, name("DeviceGray"), "SMask", soft(1, 1, 8, []byte{255})))
	for _, c := range []struct {
		name      string
		picture   *types.StreamDict
		threshold float64
		want      found
	}{
		{"clear", black(4, 1, "SMask", soft(1, 1, 8, []byte{0})), 1, none},
		{"hardly visible at the highest threshold", black(4, 1, "SMask", soft(4, 1, 8, []byte{0, 1, 0, 0})), 1, at(4, 1, 1, 0, 2, 1)},
		{"hardly visible", black(4, 1, "SMask", soft(4, 1, 8, []byte{0, 5, 0, 0})), white, none},
		{"faint", black(4, 1, "SMask", soft(4, 1, 8, []byte{0, 6, 0, 0})), white, at(4, 1, 1, 0, 2, 1)},
		{"of one bit", black(4, 1, "SMask", soft(4, 1, 1, []byte{0b00100000})), white, at(4, 1, 2, 0, 3, 1)},
		{"inverted", black(4, 1, "SMask", soft(4, 1, 8, []byte{255, 255, 0, 255}, "Decode", numbers(1, 0))), white, at(4, 1, 2, 0, 3, 1)},
		{"over white", lit, white, at(4, 1, 3, 0, 4, 1)},
		{"finer than the picture, a Matte ignored", black(1, 1, "SMask", soft(4, 1, 8, []byte{0, 0, 9, 0}, "Matte", numbers(0))), white, at(4, 1, 2, 0, 3, 1)},
		{"over a stencil mask", black(4, 1, "SMask", soft(1, 1, 8, []byte{255}), "Mask", *stream([]byte{0b11000000}, samples(4, 1, 1, nil, "ImageMask", truth))), white, at(4, 1, 0, 0, 4, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pixels.Load(open(t, pdf.Limits{}), c.picture, nil, false)
			check(t, ink(p, whole, c.threshold), c.want)
			if !p.Soft {
				t.Error("not soft")
			}
		})
	}
}

func TestASoftMaskInTheDataIsOne(t *testing.T) {
	t.Parallel()
	p := pixels.Load(open(t, pdf.Limits{}), stream(nil, samples(4, 4, 8, nil, "Filter", name("JPXDecode"), "SMaskInData", types.Integer(1))), nil, false)
	if !p.Soft || !p.Colored {
		t.Errorf("%+v", p)
	}
}

func TestWhatOneOfPictureAndMaskCannotTellTheOtherMay(t *testing.T) {
	t.Parallel()
	var (
		jpx = func(more ...any) *types.StreamDict {
			return stream([]byte{1}, samples(4, 1, 8, nil, append(more, "Filter", name("JPXDecode"))...))
		}
		jbig2   = *stream([]byte{1}, samples(4, 1, 1, nil, "ImageMask", truth, "Filter", name("JBIG2Decode")))
		stencil = *stream([]byte{0b10110000}, samples(4, 1, 1, nil, "ImageMask", truth))
		short   = *stream(nil, samples(4, 1, 1, nil, "ImageMask", truth))
		grey    = stream([]byte{255, 0, 255, 255}, samples(4, 1, 8, name("DeviceGray"), "Mask", jbig2))
		left    = geom.Rect{X1: 0.25, Y1: 1}
		unsure  = at(4, 1, 1, 0, 2, 1)
	)
	unsure.Known = false
	for _, c := range []struct {
		name    string
		picture *types.StreamDict
		part    geom.Rect
		want    found
	}{
		{"neither", jpx("Mask", jbig2), whole, unknown},
		{"neither, in part", jpx(), left, found{left, true, false}},
		{"the colours are unknown, the mask shows where", jpx("Mask", stencil), whole, at(4, 1, 1, 0, 2, 1)},
		{"the colours are unknown, the mask shows nothing there", jpx("Mask", stencil), left, none},
		{"the mask is unknown, there may be less ink", grey, whole, unsure},
		{"the mask is unknown, there is no ink to mask", grey, left, none},
		{"the mask ends too early", jpx("Mask", short), whole, unknown},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), c.picture, nil, false)
		if got := ink(p, c.part, white); got != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestAMaskThatMasksItselfIsNoLoop(t *testing.T) {
	t.Parallel()
	picture := black(4, 4)
	picture.Dict["SMask"] = *picture
	picture.Dict["Mask"] = picture.Dict["SMask"]
	p := pixels.Load(open(t, pdf.Limits{}), picture, nil, false)
	check(t, ink(p, whole, white), none)
}

func TestInlineImagesMayBeAbbreviated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		dict types.Dict
		data []byte
		want found
		mask bool
	}{
		{"grey", types.Dict{"W": types.Integer(2), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("G")}, []byte{255, 0}, at(2, 1, 1, 0, 2, 1), false},
		{"in full", samples(2, 1, 8, name("DeviceGray")), []byte{255, 0}, at(2, 1, 1, 0, 2, 1), false},
		{"in full where both are given", samples(2, 1, 8, name("DeviceGray"), "W", types.Integer(9)), []byte{255, 0}, at(2, 1, 1, 0, 2, 1), false},
		{"colours", types.Dict{"W": types.Integer(2), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("RGB")}, []byte{255, 255, 255, 255, 0, 255}, at(2, 1, 1, 0, 2, 1), false},
		{"print colours, inverted", types.Dict{"W": types.Integer(1), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("CMYK"), "D": numbers(1, 0, 1, 0, 1, 0, 1, 0)}, []byte{255, 255, 255, 255}, none, false},
		{"a palette", types.Dict{"W": types.Integer(2), "H": types.Integer(1), "BPC": types.Integer(1), "CS": array(name("I"), name("RGB"), types.Integer(1), literal(255, 255, 255, 0, 0, 0))}, []byte{0b01000000}, at(2, 1, 1, 0, 2, 1), false},
		{"a filter", types.Dict{"W": types.Integer(2), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("G"), "F": name("AHx")}, []byte("ff00>"), at(2, 1, 1, 0, 2, 1), false},
		{"a stencil", types.Dict{"W": types.Integer(2), "H": types.Integer(1), "IM": truth}, []byte{0b10000000}, at(2, 1, 1, 0, 2, 1), true},
		{"a fax", types.Dict{"W": types.Integer(8), "H": types.Integer(1), "IM": truth, "F": array(name("CCF")), "DP": array(types.Dict{"K": types.Integer(-1), "Columns": types.Integer(8)})}, []byte{0b00101110, 0b11100000}, at(8, 1, 2, 0, 6, 1), true},
		{"a JPEG", types.Dict{"W": types.Integer(16), "H": types.Integer(8), "BPC": types.Integer(8), "CS": name("G"), "F": name("DCT")}, blocks(-1, "\x01", []byte{255}, []byte{0}), at(16, 8, 8, 0, 16, 8), false},
		{"a named space", types.Dict{"W": types.Integer(1), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("Cs1")}, []byte{0, 0, 0}, at(1, 1, 0, 0, 1, 1), false},
		{"masks of its own are not allowed", types.Dict{"W": types.Integer(1), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("G"), "Mask": numbers(0, 0), "SMask": *black(1, 1)}, []byte{0}, at(1, 1, 0, 0, 1, 1), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			resources := types.Dict{"ColorSpace": types.Dict{"Cs1": name("DeviceRGB")}}
			before := c.dict.String()
			p := pixels.Load(open(t, pdf.Limits{}), stream(c.data, c.dict), resources, true)
			check(t, ink(p, whole, white), c.want)
			if p.Mask != c.mask || p.Soft {
				t.Errorf("%+v", p)
			}
			if c.dict.String() != before {
				t.Error("the dictionary was changed")
			}
		})
	}
}

func TestAbbreviationsAreForInlineImagesOnly(t *testing.T) {
	t.Parallel()
	dict := types.Dict{"W": types.Integer(2), "H": types.Integer(1), "BPC": types.Integer(8), "CS": name("G")}
	p := pixels.Load(open(t, pdf.Limits{}), stream(bytes.Repeat([]byte{255}, 2), dict), nil, false)
	if got := ink(p, whole, white); got != unknown || p.Width != 0 {
		t.Errorf("%+v", got)
	}
}
