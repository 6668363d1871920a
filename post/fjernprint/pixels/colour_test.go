package pixels_test

import (
	"bytes"
	"compress/zlib"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

func array(objects ...types.Object) types.Array { return objects }

func literal(b ...byte) types.Object { return types.NewHexLiteral(b) }

// profile is an ICC profile, of which only the number of components is read.
func profile(n int, alternate types.Object) types.Object {
	d := types.Dict{"N": types.Integer(n)}
	if alternate != nil {
		d["Alternate"] = alternate
	}
	return array(name("ICCBased"), *stream([]byte("no profile"), d))
}

// toBlack and toWhite are tint transforms to DeviceGray.
var (
	toBlack = types.Dict{"FunctionType": types.Integer(2), "N": types.Integer(1), "C0": numbers(1), "C1": numbers(0)}
	toWhite = types.Dict{"FunctionType": types.Integer(2), "N": types.Integer(1), "C0": numbers(1), "C1": numbers(1)}
	sampled = types.Dict{"FunctionType": types.Integer(0)}
)

// Each picture has pixels in one row; ink says which of them are not white.
var colours = []struct {
	name     string
	bits     int
	space    types.Object
	data     []byte
	ink      string // # for ink, . for white
	coloured bool
	more     []any
}{
	{"DeviceGray", 8, name("DeviceGray"), []byte{255, 250, 249, 0}, "..##", false, nil},
	{"DeviceGray, 1 bit", 1, name("DeviceGray"), []byte{0b10110000}, ".#..", false, nil},
	{"DeviceGray, 2 bits", 2, name("DeviceGray"), []byte{0b11_10_11_00}, ".#.#", false, nil},
	{"DeviceGray, 4 bits", 4, name("DeviceGray"), []byte{0xFE, 0xF0}, ".#.#", false, nil},
	{"DeviceGray, 16 bits", 16, name("DeviceGray"), []byte{0xFF, 0xFF, 0xFA, 0, 0xF9, 0xFF, 0, 0xFF}, "..##", false, nil},
	{"DeviceGray, inverted", 8, name("DeviceGray"), []byte{0, 5, 6, 255}, "..##", false, []any{"Decode", numbers(1, 0)}},
	{"DeviceGray, 1 bit, inverted", 1, name("DeviceGray"), []byte{0b10110000}, "#.##", false, []any{"Decode", numbers(1, 0)}},
	{"DeviceGray, washed out", 8, name("DeviceGray"), []byte{0, 0, 0, 0}, "....", false, []any{"Decode", numbers(0.99, 1)}},
	{"DeviceGray, 1 bit, washed out", 1, name("DeviceGray"), []byte{0b01010000}, "....", false, []any{"Decode", numbers(0.99, 1)}},
	{"DeviceGray, 1 bit, never white", 1, name("DeviceGray"), []byte{0b01010000}, "####", false, []any{"Decode", numbers(0.5, 0.9)}},
	{"DeviceRGB", 8, name("DeviceRGB"), []byte{255, 255, 255, 249, 255, 255, 255, 249, 255, 255, 255, 249}, ".###", true, nil},
	{"DeviceRGB, 1 bit", 1, name("DeviceRGB"), []byte{0b111_011_11, 0b1_110_0000}, ".#.#", true, nil},
	{"DeviceRGB, 4 bits", 4, name("DeviceRGB"), []byte{0xFF, 0xFF, 0xFE, 0xEF, 0xFF, 0xFF}, ".##.", true, nil},
	{"DeviceRGB, 16 bits", 16, name("DeviceRGB"), bytes.Repeat([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFA, 0x00}, 4), "....", true, nil},
	{"DeviceRGB, blue inverted", 8, name("DeviceRGB"), []byte{255, 255, 0, 255, 255, 255, 0, 255, 0, 255, 0, 0}, ".###", true, []any{"Decode", numbers(0, 1, 0, 1, 1, 0)}},
	{"DeviceCMYK", 8, name("DeviceCMYK"), []byte{0, 0, 0, 0, 5, 5, 5, 0, 3, 0, 0, 3, 0, 0, 0, 255}, "..##", true, nil},
	{"DeviceCMYK, inverted as Adobe does", 8, name("DeviceCMYK"), []byte{255, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 0, 255, 255, 255, 250}, ".##.", true, []any{"Decode", numbers(1, 0, 1, 0, 1, 0, 1, 0)}},
	{"CalGray", 8, array(name("CalGray"), types.Dict{"Gamma": types.Float(2.2)}), []byte{255, 0, 255, 0}, ".#.#", false, nil},
	{"CalRGB", 8, array(name("CalRGB"), types.Dict{}), []byte{255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255, 0}, ".#.#", true, nil},
	{"Lab", 8, array(name("Lab"), types.Dict{"Range": numbers(-128, 127, -128, 127)}), []byte{255, 128, 128, 0, 128, 128, 255, 128, 0, 251, 128, 128}, ".##.", true, nil},
	{"Lab, usual range", 8, array(name("Lab"), types.Dict{}), []byte{255, 127, 128, 100, 127, 128, 255, 255, 128, 255, 0, 128}, ".###", true, nil},
	{"ICCBased, 1", 8, profile(1, nil), []byte{255, 0, 255, 0}, ".#.#", false, nil},
	{"ICCBased, 3", 8, profile(3, nil), []byte{255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255, 0}, ".#.#", true, nil},
	{"ICCBased, 4", 8, profile(4, nil), []byte{0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9}, ".#.#", true, nil},
	{"ICCBased, by its alternate", 8, profile(7, name("DeviceGray")), []byte{255, 0, 255, 0}, ".#.#", false, nil},
	{"Indexed", 8, array(name("Indexed"), name("DeviceRGB"), types.Integer(2), literal(255, 255, 255, 255, 0, 0, 250, 250, 250)), []byte{0, 1, 2, 0}, ".#..", true, nil},
	{"Indexed, beyond the last entry", 8, array(name("Indexed"), name("DeviceGray"), types.Integer(1), literal(255, 0)), []byte{0, 1, 2, 255}, ".###", false, nil},
	{"Indexed, 1 bit, white last", 1, array(name("Indexed"), name("DeviceRGB"), types.Integer(1), literal(0, 0, 0, 255, 255, 255)), []byte{0b01100000}, "#..#", false, nil},
	{"Indexed, 2 bits", 2, array(name("Indexed"), name("DeviceGray"), types.Integer(3), literal(255, 0, 255, 255)), []byte{0b00_01_10_11}, ".#..", false, nil},
	{"Indexed, 4 bits, backwards", 4, array(name("Indexed"), name("DeviceGray"), types.Integer(15), literal(append([]byte{0}, bytes.Repeat([]byte{255}, 15)...)...)), []byte{0x0F, 0x10}, ".#..", false, []any{"Decode", numbers(15, 0)}},
	{"Indexed, its table a stream", 8, array(name("Indexed"), name("DeviceGray"), types.Integer(1), *stream([]byte{0, 255}, types.Dict{})), []byte{0, 1, 0, 1}, "#.#.", false, nil},
	{"Indexed, its table too short", 8, array(name("Indexed"), name("DeviceCMYK"), types.Integer(1), literal(0, 0, 0, 0, 0, 0)), []byte{0, 1, 0, 1}, ".#.#", false, nil},
	{"Indexed over CMYK", 8, array(name("Indexed"), name("DeviceCMYK"), types.Integer(1), literal(0, 0, 0, 0, 0, 0, 0, 128)), []byte{0, 1, 0, 1}, ".#.#", false, nil},
	{"Indexed over Lab", 8, array(name("Indexed"), array(name("Lab"), types.Dict{"Range": numbers(-128, 127, -128, 127)}), types.Integer(1), literal(255, 128, 128, 100, 128, 128)), []byte{0, 1, 0, 1}, ".#.#", false, nil},
	{"Separation Black", 8, array(name("Separation"), name("Black"), name("DeviceCMYK"), sampled), []byte{0, 255, 5, 6}, ".#.#", false, nil},
	{"Separation All", 8, array(name("Separation"), name("All"), name("DeviceCMYK"), sampled), []byte{0, 255, 0, 1}, ".#..", false, nil},
	{"Separation None", 8, array(name("Separation"), name("None"), name("DeviceCMYK"), sampled), []byte{0, 255, 0, 99}, "....", false, nil},
	{"Separation of a spot colour", 8, array(name("Separation"), name("Logo Red"), name("DeviceRGB"), sampled), []byte{0, 255, 0, 99}, ".#.#", true, nil},
	{"Separation that turns grey", 8, array(name("Separation"), name("Logo Grey"), name("DeviceGray"), toBlack), []byte{0, 255, 5, 6}, ".#.#", false, nil},
	{"Separation that turns white", 8, array(name("Separation"), name("Opaque White"), name("DeviceGray"), toWhite), []byte{0, 255, 5, 6}, "....", false, nil},
	{"Separation whose function does not fit", 8, array(name("Separation"), name("Odd"), name("DeviceRGB"), toWhite), []byte{0, 255, 0, 255}, ".#.#", true, nil},
	{"DeviceN", 8, array(name("DeviceN"), array(name("Cyan"), name("Logo Red")), name("DeviceCMYK"), sampled), []byte{0, 0, 255, 0, 0, 255, 0, 0}, ".##.", true, nil},
	{"DeviceN of black", 8, array(name("DeviceN"), array(name("Black"), name("None")), name("DeviceCMYK"), sampled), []byte{0, 0, 255, 0, 0, 0, 0, 0}, ".#..", false, nil},
	{"an array of one device name", 8, array(name("DeviceGray")), []byte{255, 0, 255, 0}, ".#.#", false, nil},
	{"grey masked by a colour key", 8, name("DeviceGray"), []byte{10, 20, 21, 255}, "..#.", false, []any{"Mask", array(types.Integer(10), types.Integer(20))}},
	{"one bit masked by a colour key", 1, name("DeviceGray"), []byte{0b01010000}, "....", false, []any{"Mask", array(types.Integer(0), types.Integer(0))}},
	{"RGB masked by a colour key", 8, name("DeviceRGB"), []byte{255, 0, 255, 255, 0, 254, 254, 0, 255, 255, 255, 255}, ".##.", true, []any{"Mask", array(types.Integer(255), types.Integer(255), types.Integer(0), types.Integer(0), types.Integer(255), types.Integer(255))}},
	{"16 bits masked where it is sure", 16, name("DeviceGray"), []byte{0, 0, 0, 255, 1, 0, 1, 1}, "..##", false, []any{"Mask", array(types.Integer(0), types.Integer(0x100))}},
	{"16 bits masked from within a high byte", 16, name("DeviceGray"), []byte{0, 0, 0, 255, 1, 0, 2, 0}, "##.#", false, []any{"Mask", array(types.Integer(0x80), types.Integer(0x1FF))}},
	{"a mask of a colour key that fits Indexed", 8, array(name("Indexed"), name("DeviceGray"), types.Integer(2), literal(255, 0, 0)), []byte{0, 1, 2, 1}, "..#.", false, []any{"Mask", array(types.Integer(1), types.Integer(1))}},
}

func TestEveryColourSpaceKnowsWhite(t *testing.T) {
	t.Parallel()
	for _, c := range colours {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := len(c.ink)
			d := open(t, pdf.Limits{})
			p := pixels.Load(d, stream(c.data, samples(w, 1, c.bits, c.space, c.more...)), nil, false)
			for x, want := range c.ink {
				expect := none
				if want == '#' {
					expect = at(w, 1, x, 0, x+1, 1)
				}
				part := whole
				part.X0, part.X1 = float64(x)/float64(w), float64(x+1)/float64(w)
				check(t, ink(p, part, white), expect)
			}
			if p.Colored != c.coloured {
				t.Errorf("coloured: %v", p.Colored)
			}
		})
	}
}

func TestNamedColourSpacesComeFromTheResources(t *testing.T) {
	t.Parallel()
	resources := types.Dict{"ColorSpace": types.Dict{
		"Cs1": profile(3, nil),
		"Cs2": name("Cs1"),
		"Cs3": name("Cs3"),
	}}
	for space, known := range map[string]bool{"Cs1": true, "Cs2": true, "Cs3": false, "Cs4": false, "Pattern": false} {
		p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{255, 255, 255}, samples(1, 1, 8, name(space))), resources, false)
		want := none
		if !known {
			want = unknown
		}
		if got := ink(p, whole, white); got != want {
			t.Errorf("%s: %+v", space, got)
		}
	}
}

func TestColourSpacesThatCannotBeMakeAPictureUnknown(t *testing.T) {
	t.Parallel()
	deep := name("DeviceGray")
	for range 1000 {
		deep = array(name("Separation"), name("Deep"), deep, toBlack)
	}
	nested := name("DeviceGray")
	for range 6 {
		nested = profile(2, nested)
	}
	many := make(types.Array, 33)
	for i := range many {
		many[i] = name("Spot")
	}
	for _, c := range []struct {
		name  string
		space types.Object
	}{
		{"none", nil},
		{"an empty array", types.Array{}},
		{"an unknown family", array(name("Spectrum"))},
		{"Pattern", array(name("Pattern"), name("DeviceRGB"))},
		{"Indexed without a base", array(name("Indexed"))},
		{"Indexed without a table", array(name("Indexed"), name("DeviceGray"), types.Integer(1))},
		{"Indexed with a negative highest index", array(name("Indexed"), name("DeviceGray"), types.Integer(-1), literal(0))},
		{"Indexed over Indexed", array(name("Indexed"), array(name("Indexed"), name("DeviceGray"), types.Integer(0), literal(255)), types.Integer(0), literal(0))},
		{"ICCBased of nothing", array(name("ICCBased"))},
		{"DeviceN of no colourants", array(name("DeviceN"), types.Array{}, name("DeviceGray"), toBlack)},
		{"DeviceN of too many colourants", array(name("DeviceN"), many, name("DeviceGray"), toBlack)},
		{"too deeply nested", nested},
		{"a number", types.Integer(3)},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream(bytes.Repeat([]byte{255}, 64), samples(1, 1, 8, c.space)), nil, false)
		if got := ink(p, whole, white); got != unknown {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	// Depth alone is no reason where the depth is not looked at.
	p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{0}, samples(1, 1, 8, deep)), nil, false)
	check(t, ink(p, whole, white), none)
}

func TestDecodeArraysAndColourKeysThatDoNotFitMakeAPictureUnknown(t *testing.T) {
	t.Parallel()
	for _, more := range [][]any{
		{"Decode", numbers(0, 1)},
		{"Mask", array(types.Integer(0), types.Integer(0))},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{255, 255, 255}, samples(1, 1, 8, name("DeviceRGB"), more...)), nil, false)
		if got := ink(p, whole, white); got != unknown {
			t.Errorf("%v: %+v", more, got)
		}
	}
}

func TestFlateAndOtherFiltersAreUndone(t *testing.T) {
	t.Parallel()
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	if _, err := z.Write([]byte{255, 255, 0, 255}); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	hex := []byte("ffff00ff>")
	for _, c := range []struct {
		filter types.Object
		data   []byte
	}{
		{name("FlateDecode"), deflated.Bytes()},
		{name("ASCIIHexDecode"), hex},
		{array(name("ASCIIHexDecode")), hex},
		{array(name("ASCIIHexDecode"), name("FlateDecode")), fmtHex(deflated.Bytes())},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream(c.data, samples(2, 2, 8, name("DeviceGray"), "Filter", c.filter)), nil, false)
		check(t, ink(p, whole, white), at(2, 2, 0, 1, 1, 2))
	}
}

func fmtHex(b []byte) []byte {
	const digits = "0123456789abcdef"
	var out []byte
	for _, v := range b {
		out = append(out, digits[v>>4], digits[v&15])
	}
	return append(out, '>')
}
