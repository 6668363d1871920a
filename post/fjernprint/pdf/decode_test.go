package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	oracle "github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// encode encodes with pdfcpu.
func encode(t *testing.T, filter string, parms map[string]int, plain []byte) []byte {
	t.Helper()
	f, err := oracle.NewFilter(filter, parms)
	if err != nil {
		t.Fatal(err)
	}
	r, err := f.Encode(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// samples are bytes of several sorts: none, few, long runs, no repetition.
func samples() map[string][]byte {
	all := make([]byte, 0, 1<<16)
	for i := range 1 << 16 {
		all = append(all, byte(i*i>>3), byte(i))
	}
	return map[string][]byte{
		"nothing": {}, "one": {7}, "two": {0, 0}, "three": {1, 2, 3}, "text": []byte("BT /F1 12 Tf (Fiktiv) Tj ET"),
		"runs": bytes.Repeat([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 9}, 9999), "everything": all,
	}
}

func TestFiltersUndoWhatPdfcpuEncodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filter, short string
		parms         map[string]int
		dict          types.Dict
	}{
		{"FlateDecode", "Fl", nil, nil},
		{"LZWDecode", "LZW", nil, nil},
		{"LZWDecode", "LZW", map[string]int{"EarlyChange": 0}, types.Dict{"EarlyChange": types.Integer(0)}},
		{"ASCIIHexDecode", "AHx", nil, nil},
		{"ASCII85Decode", "A85", nil, nil},
		{"RunLengthDecode", "RL", nil, nil},
	} {
		t.Run(fmt.Sprint(c.filter, c.parms), func(t *testing.T) {
			t.Parallel()
			d := open(t, plain(), Limits{})
			for name, want := range samples() {
				encoded := encode(t, c.filter, c.parms, want)
				for _, filter := range []string{c.filter, c.short} {
					got, rest, err := d.DecodeInline(encoded, []string{filter}, []types.Dict{c.dict})
					if err != nil || rest != "" {
						t.Errorf("%s: rest %q, %v", name, rest, err)
					}
					if !bytes.Equal(got, want) {
						t.Errorf("%s: got %d bytes, want %d", name, len(got), len(want))
					}
				}
			}
		})
	}
}

func TestFiltersAreAppliedInOrder(t *testing.T) {
	t.Parallel()
	d := open(t, plain(), Limits{})
	want := []byte("0 0 9 9 re f")
	encoded := encode(t, "ASCII85Decode", nil, encode(t, "RunLengthDecode", nil, encode(t, "FlateDecode", nil, want)))
	got, rest, err := d.DecodeInline(encoded, []string{"A85", "RL", "Fl"}, nil)
	if err != nil || rest != "" || !bytes.Equal(got, want) {
		t.Errorf("got %q, rest %q, %v", got, rest, err)
	}
}

// The first example of PDF 32000 7.4.4.2.
func TestLZWAsTheSpecificationShows(t *testing.T) {
	t.Parallel()
	got, err := unLZW(nil, []byte{0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01}, filterParms{early: true}, 99)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextFiltersReadWhatIsUsual(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, filter, in, want string
	}{
		{"hexadecimal with white space and no end", "AHx", "41 4\n2", "AB"},
		{"hexadecimal with an odd digit", "AHx", "414>", "A@"},
		{"hexadecimal with something behind", "AHx", "41>zz", "A"},
		{"ASCII85 with white space", "A85", "87 cU\nRD]j7 BEbo80~>", "Hello world!"},
		{"ASCII85 with a beginning", "A85", "<~87cURD]j7BEbo80~>", "Hello world!"},
		{"ASCII85 without an end", "A85", "87cURD]j7BEbo80", "Hello world!"},
		{"ASCII85 with zeros", "A85", "zz~>", "\x00\x00\x00\x00\x00\x00\x00\x00"},
		{"run lengths without an end", "RL", "\x01ab\xfec", "abccc"},
		{"no filter that is applied", "Crypt", "abc", "abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, _, err := open(t, plain(), Limits{}).DecodeInline([]byte(c.in), []string{c.filter}, nil)
			if err != nil || string(got) != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestDamagedDataComesWithAnError(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0 0 9 9 re f ", 99)
	whole := hostile.Deflate(text)
	for _, c := range []struct {
		name, filter, in string
		parms            types.Dict
		want             string
	}{
		{"flate cut off", "Fl", hostile.Bomb(text, len(text))[:40], nil, text[:len(text)/2]},
		{"flate without its checksum", "Fl", whole[:len(whole)-4], nil, ""},
		{"flate that is none", "Fl", "\xff\xff\xff\xff", nil, ""},
		{"flate of nothing", "Fl", "", nil, ""},
		{"LZW that is none", "LZW", "\xff\xff\xff\xff", nil, ""},
		{"hexadecimal that is none", "AHx", "41xx", nil, "A"},
		{"ASCII85 that is none", "A85", "87cUR\xff", nil, "Hell"},
		{"run lengths cut off", "RL", "\x05ab", nil, "ab"},
		{"run lengths of nothing", "RL", "\xfe", nil, ""},
		{"a filter nobody knows", "Encode", "abc", nil, "abc"},
		{"a predictor nobody knows", "Fl", whole, types.Dict{"Predictor": types.Integer(7)}, text},
		{"a predictor with a wrong row", "Fl", hostile.Deflate("\x00ab\x09cd"), types.Dict{"Predictor": types.Integer(15), "Columns": types.Integer(2)}, "ab"},
		{"a predictor of no columns", "Fl", whole, types.Dict{"Predictor": types.Integer(15), "Columns": types.Integer(0)}, text},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, rest, err := open(t, plain(), Limits{}).DecodeInline([]byte(c.in), []string{c.filter}, []types.Dict{c.parms})
			if c.name == "flate without its checksum" {
				if err != nil || string(got) != text {
					t.Errorf("got %d bytes, %v: the checksum is not looked at", len(got), err)
				}
				return
			}
			if !errors.Is(err, ErrUnreadable) || rest != "" {
				t.Errorf("got %v, rest %q, want unreadable", err, rest)
			}
			if !strings.HasPrefix(string(got), c.want) {
				t.Errorf("got %q, want it to begin with %q", got, c.want)
			}
		})
	}
}

func TestPicturesAreLeftEncoded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filters []string
		rest    string
	}{
		{[]string{"DCTDecode"}, "DCTDecode"}, {[]string{"DCT"}, "DCTDecode"}, {[]string{"AHx", "DCT"}, "DCTDecode"},
		{[]string{"JPXDecode"}, "JPXDecode"}, {[]string{"JBIG2Decode"}, "JBIG2Decode"},
		{[]string{"CCITTFaxDecode"}, "CCITTFaxDecode"}, {[]string{"CCF", "Fl"}, "CCITTFaxDecode"},
	} {
		got, rest, err := open(t, plain(), Limits{}).DecodeInline([]byte("4142"), c.filters, nil)
		if err != nil || rest != c.rest {
			t.Errorf("%v: rest %q, %v, want %q", c.filters, rest, err, c.rest)
		}
		if want := map[bool]string{false: "4142", true: "AB"}[c.filters[0] == "AHx"]; string(got) != want {
			t.Errorf("%v: got %q, want %q", c.filters, got, want)
		}
	}
}

// Go's PNG encoder chooses among all row filters.
func TestPNGPredictors(t *testing.T) {
	t.Parallel()
	const w, h = 61, 47
	picture := image.NewNRGBA(image.Rect(0, 0, w, h))
	var want []byte
	for y := range h {
		for x := range w {
			c := color.NRGBA{byte(x * y), byte(x + 3*y), byte(x ^ y<<2), byte(255 - x&1)}
			picture.SetNRGBA(x, y, c)
			want = append(want, c.R, c.G, c.B, c.A)
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	var data []byte // of all IDAT chunks
	for b := file.Bytes()[8:]; len(b) > 12; {
		n := int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3])
		if string(b[4:8]) == "IDAT" {
			data = append(data, b[8:8+n]...)
		}
		b = b[12+n:]
	}
	parms := types.Dict{"Predictor": types.Integer(15), "Columns": types.Integer(w), "Colors": types.Integer(4), "BitsPerComponent": types.Integer(8)}
	got, _, err := open(t, plain(), Limits{}).DecodeInline(data, []string{"FlateDecode"}, []types.Dict{parms})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got %d bytes that are not the picture's %d", len(got), len(want))
	}
}

// Every row filter, by the formulas of RFC 2083 chapter 6 the other way round.
func TestEveryRowFilter(t *testing.T) {
	t.Parallel()
	const pixel, row, rows = 3, 21, 40
	want := make([]byte, row*rows)
	for i := range want {
		want[i] = byte(i * i * 7 >> 2)
	}
	at := func(y, x int) int {
		if y < 0 || x < 0 {
			return 0
		}
		return int(want[y*row+x])
	}
	predict := []func(y, x int) int{
		func(int, int) int { return 0 },
		func(y, x int) int { return at(y, x-pixel) },
		func(y, x int) int { return at(y-1, x) },
		func(y, x int) int { return (at(y, x-pixel) + at(y-1, x)) / 2 },
		func(y, x int) int {
			left, up, corner := at(y, x-pixel), at(y-1, x), at(y-1, x-pixel)
			best := left
			for _, p := range []int{up, corner} { // the first of those that are nearest
				if abs(left+up-corner-p) < abs(left+up-corner-best) {
					best = p
				}
			}
			return best
		},
	}
	var in []byte
	for y := range rows {
		kind := (y + y/5) % len(predict) // each below each
		in = append(in, byte(kind))
		for x := range row {
			in = append(in, byte(at(y, x)-predict[kind](y, x)))
		}
	}
	got, err := filterParms{predictor: 10, bits: 8, colors: pixel, columns: row / pixel}.unpredict(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTIFFPredictor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                  string
		bits, colors, columns int
		in, want              []byte
	}{
		{"bytes", 8, 1, 3, []byte{1, 2, 3, 250, 10, 0}, []byte{1, 3, 6, 250, 4, 4}},
		{"three colours", 8, 3, 2, []byte{1, 2, 3, 10, 20, 30}, []byte{1, 2, 3, 11, 22, 33}},
		{"two bytes each", 16, 1, 2, []byte{0x00, 0xff, 0x00, 0x02}, []byte{0x00, 0xff, 0x01, 0x01}},
		{"four bits", 4, 1, 3, []byte{0x1f, 0x20}, []byte{0x10, 0x20}},
		{"two bits", 2, 1, 4, []byte{0b01_01_01_01}, []byte{0b01_10_11_00}},
		{"one bit", 1, 1, 8, []byte{0b1000_1000}, []byte{0b1111_0000}},
		{"a row that is not whole", 8, 1, 4, []byte{1, 1, 1, 1, 1, 1}, []byte{1, 2, 3, 4, 1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := filterParms{predictor: 2, bits: c.bits, colors: c.colors, columns: c.columns}
			got, err := p.unpredict(c.in, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// contentOf is a file of one page whose content is a stream.
func contentOf(dict, data string) []byte {
	return hostile.New().Page("/Contents 5 0 R", "").Stream(5, dict, data).Table("/Root 1 0 R")
}

func TestFiltersAndParametersAreFoundInTheDictionary(t *testing.T) {
	t.Parallel()
	rows := "\x02\x01\x02\x02\x01\x01" // up, two columns
	for _, c := range []struct {
		name, dict, data, want string
		objects                []string // from 6 on
	}{
		{"no filter", "", "abc", "abc", nil},
		{"a name", "/Filter/AHx", "41>", "A", nil},
		{"an array", "/Filter[/AHx/AHx]", "3431>", "A", nil},
		{"an empty array", "/Filter[]", "abc", "abc", nil},
		{"a reference", "/Filter 6 0 R", "41>", "A", []string{"[7 0 R]", "/ASCIIHexDecode"}},
		{"parameters", "/Filter/Fl/DecodeParms<</Predictor 12/Columns 2>>", hostile.Deflate(rows), "\x01\x02\x02\x03", nil},
		{"parameters of an array", "/Filter[/AHx/Fl]/DecodeParms[null<</Predictor 12/Columns 2>>]", fmt.Sprintf("%x>", hostile.Deflate(rows)), "\x01\x02\x02\x03", nil},
		{"parameters that are references", "/Filter/Fl/DecodeParms 6 0 R", hostile.Deflate(rows), "\x01\x02\x02\x03", []string{"<</Predictor 12/Columns 7 0 R>>", "2"}},
		{"an array of parameters for a name", "/Filter/Fl/DecodeParms[<</Predictor 12/Columns 2>>]", hostile.Deflate(rows), "\x01\x02\x02\x03", nil},
		{"parameters for an array of filters", "/Filter[/Fl]/DecodeParms<</Predictor 12/Columns 2>>", hostile.Deflate(rows), "\x01\x02\x02\x03", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := hostile.New().Page("/Contents 5 0 R", "").Stream(5, c.dict, c.data)
			for i, o := range c.objects {
				f.Object(6+i, o)
			}
			d := open(t, f.Table("/Root 1 0 R"), Limits{})
			got, rest, err := d.Decode(d.Stream(types.IndirectRef{ObjectNumber: 5}))
			if err != nil || rest != "" || string(got) != c.want {
				t.Errorf("got %q, rest %q, %v, want %q", got, rest, err, c.want)
			}
		})
	}
}

func TestDecodingIsChargedEachTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, dict, data string
		charge           int64
	}{
		{"what comes out", "/Filter/Fl", hostile.Bomb("0 0 m ", 60_000), 1 << 20 / 6 * 6},
		{"what goes in, when that is more", "/Filter/AHx", strings.Repeat(" ", 5000) + "41>", 5003},
		{"what is there, without a filter", "", strings.Repeat("a", 777), 777},
		{"each filter", "/Filter[/AHx/RL]", strings.Repeat("8041", 300), 1200 + 600},
		{"something, however little it is", "/Filter[/AHx/AHx]", "3431>", 256 + 256},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, contentOf(c.dict, c.data), Limits{Inflated: 3 * c.charge})
			s := d.Stream(types.IndirectRef{ObjectNumber: 5})
			for n := range int64(3) {
				if _, _, err := d.Decode(s); err != nil {
					t.Fatal(err)
				}
				if got, want := d.budgets.spent(Inflated), (n+1)*c.charge; got != want {
					t.Errorf("got %d, want %d", got, want)
				}
			}
			if _, _, err := d.Decode(s); outcome(err) != hostile.Limit {
				t.Errorf("got %v, want a limit", err)
			}
		})
	}
}

func TestThereIsNothingToDecodeInNoStream(t *testing.T) {
	t.Parallel()
	d := open(t, plain(), Limits{})
	if _, _, err := d.Decode(d.Stream(types.IndirectRef{ObjectNumber: 3})); !errors.Is(err, ErrUnreadable) {
		t.Errorf("got %v", err)
	}
}
