package pixels_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// white is the threshold of most tests: 250 of 255.
const white = 0.98

var whole = geom.Rect{X1: 1, Y1: 1}

// open makes a document of one empty page, for its budgets and filters.
func open(t testing.TB, limits pdf.Limits) *pdf.Document {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	d, err := pdf.Open(t.Context(), b.Bytes(), limits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func stream(data []byte, dict types.Dict) *types.StreamDict {
	n := int64(len(data))
	return &types.StreamDict{Dict: dict, Raw: data, StreamLength: &n}
}

// samples is the dictionary of a picture of raw samples.
func samples(w, h, bits int, space types.Object, more ...any) types.Dict {
	d := types.Dict{
		"Width": types.Integer(w), "Height": types.Integer(h), "BitsPerComponent": types.Integer(bits),
	}
	if space != nil {
		d["ColorSpace"] = space
	}
	return with(d, more...)
}

// with adds keys and values in turn.
func with(d types.Dict, more ...any) types.Dict {
	for i := 0; i < len(more); i += 2 {
		d[more[i].(string)] = more[i+1].(types.Object)
	}
	return d
}

func numbers(values ...float64) types.Array {
	var a types.Array
	for _, v := range values {
		a = append(a, types.Float(v))
	}
	return a
}

func name(n string) types.Object { return types.Name(n) }

// found is what Ink says.
type found struct {
	Ink        geom.Rect
	Any, Known bool
}

func ink(p *pixels.Picture, part geom.Rect, threshold float64) found {
	r, any, known := p.Ink(part, threshold)
	return found{r, any, known}
}

// at is the ink of pixels x0 to x1 and rows y0 to y1 from the top, of w by h.
func at(w, h, x0, y0, x1, y1 int) found {
	fw, fh := float64(w), float64(h)
	return found{geom.Rect{
		X0: float64(x0) / fw, X1: float64(x1) / fw,
		Y0: 1 - float64(y1)/fh, Y1: 1 - float64(y0)/fh,
	}, true, true}
}

var (
	none    = found{Known: true}
	unknown = found{Ink: whole, Any: true}
)

// near forgives the last digits.
var near = cmpopts.EquateApprox(0, 1e-9)

func check(t *testing.T, got, want found) {
	t.Helper()
	if d := cmp.Diff(want, got, near); d != "" {
		t.Errorf("ink (-want +got):\n%s", d)
	}
}

func TestThePartDecidesWhichPixelsAreLookedAt(t *testing.T) {
	t.Parallel()
	// 10 by 10, black at column 3, row 2 and at column 8, row 9.
	data := bytes.Repeat([]byte{255}, 100)
	data[23], data[98] = 0, 0
	for _, c := range []struct {
		name string
		part geom.Rect
		want found
	}{
		{"the whole", whole, at(10, 10, 3, 2, 9, 10)},
		{"beyond the whole", geom.Rect{X0: -5, Y0: -5, X1: 5, Y1: 5}, at(10, 10, 3, 2, 9, 10)},
		{"the upper half", geom.Rect{Y0: 0.5, X1: 1, Y1: 1}, at(10, 10, 3, 2, 4, 3)},
		{"the lower half", geom.Rect{X1: 1, Y1: 0.5}, at(10, 10, 8, 9, 9, 10)},
		{"a strip that ends at the ink", geom.Rect{X1: 0.3, Y1: 1}, none},
		{"a strip that ends a thousandth of a pixel further", geom.Rect{X1: 0.3001, Y1: 1}, found{geom.Rect{X0: 0.3, X1: 0.3001, Y0: 0.7, Y1: 0.8}, true, true}},
		{"a strip that begins behind the ink", geom.Rect{X0: 0.4, X1: 0.8, Y1: 1}, none},
		{"a strip that begins in the ink", geom.Rect{X0: 0.39, X1: 0.8, Y1: 1}, found{geom.Rect{X0: 0.39, X1: 0.4, Y0: 0.7, Y1: 0.8}, true, true}},
		{"below the upper ink", geom.Rect{X1: 0.5, Y1: 0.7}, none},
		{"above the upper ink", geom.Rect{Y0: 0.8, X1: 1, Y1: 1}, none},
		{"less than a pixel, in the ink", geom.Rect{X0: 0.34, Y0: 0.74, X1: 0.36, Y1: 0.76}, found{geom.Rect{X0: 0.34, Y0: 0.74, X1: 0.36, Y1: 0.76}, true, true}},
		{"less than a pixel, beside it", geom.Rect{X0: 0.24, Y0: 0.74, X1: 0.26, Y1: 0.76}, none},
		{"the last row", geom.Rect{X1: 1, Y1: 0.1}, at(10, 10, 8, 9, 9, 10)},
		{"nothing", geom.Rect{X0: 0.3, X1: 0.3, Y1: 1}, none},
		{"the wrong way round", geom.Rect{X0: 1, Y0: 1}, none},
		{"outside", geom.Rect{X0: 2, Y0: 0, X1: 3, Y1: 1}, none},
		{"no numbers", geom.Rect{X0: math.NaN(), Y0: math.NaN(), X1: math.NaN(), Y1: math.NaN()}, at(10, 10, 3, 2, 9, 10)},
		{"infinite", geom.Rect{X0: math.Inf(-1), Y0: math.Inf(-1), X1: math.Inf(1), Y1: math.Inf(1)}, at(10, 10, 3, 2, 9, 10)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(10, 10, 8, name("DeviceGray"))), nil, false)
			check(t, ink(p, c.part, white), c.want)
		})
	}
}

func TestAStripOfTheFirst17MillimetresOfAScanEndsWhereItShould(t *testing.T) {
	t.Parallel()
	// A4 at 300 dpi: 17 mm are 200.76 pixels, so that column 200 is touched and 201 is not.
	const w, h = 2480, 3508
	strip := geom.Rect{X1: 17.0 / 210, Y1: 1}
	for _, c := range []struct {
		column int
		any    bool
	}{{199, true}, {200, true}, {201, false}} {
		data := bytes.Repeat([]byte{0xFF}, w/8*h)
		data[100*w/8+c.column/8] &^= 0x80 >> (c.column % 8)
		p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(w, h, 1, name("DeviceGray"))), nil, false)
		if _, any, known := p.Ink(strip, white); any != c.any || !known {
			t.Errorf("column %d: any %v, known %v", c.column, any, known)
		}
	}
}

func TestEveryEdgeOfEveryWidthIsSeen(t *testing.T) {
	t.Parallel()
	for w := 1; w <= 130; w++ {
		for _, bits := range []int{1, 8} {
			for _, x := range []int{0, w / 2, w - 1} {
				stride := (w*bits + 7) / 8
				data := bytes.Repeat([]byte{0xFF}, 3*stride)
				if bits == 1 {
					data[stride+x/8] &^= 0x80 >> (x % 8)
				} else {
					data[stride+x] = 0
				}
				p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(w, 3, bits, name("DeviceGray"))), nil, false)
				check(t, ink(p, whole, white), at(w, 3, x, 1, x+1, 2))
			}
		}
	}
}

func TestPixelsBeyondTheWidthAreNoInk(t *testing.T) {
	t.Parallel()
	// Three white pixels, then five of padding that happen to be black.
	p := pixels.Load(open(t, pdf.Limits{}), stream([]byte{0b11100000}, samples(3, 1, 1, name("DeviceGray"))), nil, false)
	check(t, ink(p, whole, white), none)
}

func TestWhiteIsEveryComponentAtOrOverTheThreshold(t *testing.T) {
	t.Parallel()
	grey := []byte{255, 254, 250, 249}
	var rgb, cmyk []byte
	for _, v := range grey {
		rgb = append(rgb, 255, v, 255)
		cmyk = append(cmyk, 0, 255-v, 0, 0)
	}
	all := map[types.Name][]byte{"DeviceGray": grey, "DeviceRGB": rgb, "DeviceCMYK": cmyk}
	for _, c := range []struct {
		threshold float64
		want      found
	}{
		{1, at(4, 1, 1, 0, 4, 1)},
		{254.0 / 255, at(4, 1, 2, 0, 4, 1)},
		{250.0 / 255, at(4, 1, 3, 0, 4, 1)},
		{0, none},
		{-1, none},
		{2, at(4, 1, 1, 0, 4, 1)},
		{math.NaN(), at(4, 1, 1, 0, 4, 1)},
	} {
		for space, data := range all {
			p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(4, 1, 8, space)), nil, false)
			check(t, ink(p, whole, c.threshold), c.want)
		}
	}
}
