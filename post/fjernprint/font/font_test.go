package font

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// near compares numbers as far as a printer can tell them apart.
var near = cmpopts.EquateApprox(0, 1e-9)

// document is an empty one: fonts of the tests are made of direct objects.
func document(t testing.TB, limits pdf.Limits) *pdf.Document {
	t.Helper()
	return documentWithin(t, limits)
}

// documentOf has the objects as numbers 4 and on.
func documentOf(t testing.TB, objects ...string) *pdf.Document {
	t.Helper()
	return documentWithin(t, pdf.DefaultLimits(), objects...)
}

func documentWithin(t testing.TB, limits pdf.Limits, objects ...string) *pdf.Document {
	t.Helper()
	objects = append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	}, objects...)
	var b, table strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, b.Len())
	d, err := pdf.Open(t.Context(), []byte(b.String()), limits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func load(t testing.TB, dict types.Dict) *Font {
	t.Helper()
	f, err := Load(document(t, pdf.DefaultLimits()), dict)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func stream(content string) types.StreamDict {
	length := int64(len(content))
	return types.StreamDict{Dict: types.Dict{"Length": types.Integer(length)}, Raw: []byte(content), StreamLength: &length}
}

func numbers(n ...float64) types.Array {
	var a types.Array
	for _, v := range n {
		a = append(a, types.Float(v))
	}
	return a
}

// differences makes the array of Differences from code and names.
func differences(items ...any) types.Array {
	var a types.Array
	for _, item := range items {
		switch item := item.(type) {
		case int:
			a = append(a, types.Integer(item))
		case string:
			a = append(a, types.Name(item))
		}
	}
	return a
}

func text(glyphs []Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		if g.Text == "" {
			b.WriteString("\uFFFD")
		}
		b.WriteString(g.Text)
	}
	return b.String()
}

func widths(glyphs []Glyph) []float64 {
	var w []float64
	for _, g := range glyphs {
		w = append(w, g.Width)
	}
	return w
}

// letters are the characters that Danish letters may need, to be shown in every
// way a PDF can encode them.
const letters = "æøåÆØÅ€½§ðþýĸ"

func TestDanishLettersAreReadInEveryWayToEncodeThem(t *testing.T) {
	t.Parallel()
	names := differences(1, "ae", "oslash", "aring", "AE", "Oslash", "Aring", "Euro", "onehalf", "section", "eth", "thorn", "yacute", "kgreenlandic")
	sequence := "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D"
	uniNames := make([]any, 0, 14)
	uniNames = append(uniNames, 1)
	var bfchar, codes strings.Builder
	i := 0
	for _, r := range letters {
		i++
		uniNames = append(uniNames, fmt.Sprintf("uni%04X.alt", r))
		fmt.Fprintf(&bfchar, "<%02X> <%04X>\n", i, r)
		fmt.Fprintf(&codes, "%c%c", r>>8, r&0xFF)
	}
	utf16 := make([]byte, 0, 26)
	for _, r := range letters {
		utf16 = append(utf16, byte(r>>8), byte(r))
	}
	cid := types.Array{types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("CIDFontType0"), "BaseFont": types.Name("KozMin")}}
	toUnicode := stream("1 begincodespacerange <00> <FF> endcodespacerange 13 beginbfchar " + bfchar.String() + "endbfchar")
	wide := stream("1 begincodespacerange <0000> <FFFF> endcodespacerange 13 beginbfchar " +
		strings.ReplaceAll("\n"+bfchar.String(), "\n<", "\n<00") + "endbfchar")
	tests := []struct {
		name  string
		font  types.Dict
		shown string
		want  string
	}{
		{"WinAnsiEncoding", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("WinAnsiEncoding")},
			"\xE6\xF8\xE5\xC6\xD8\xC5\x80\xBD\xA7\xF0\xFE\xFD", "æøåÆØÅ€½§ðþý"},
		{"MacRomanEncoding", types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("Arial"), "Encoding": types.Name("MacRomanEncoding")},
			"\xBE\xBF\x8C\xAE\xAF\x81\xDB\xA4", "æøåÆØÅ¤§"},
		{"StandardEncoding", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("StandardEncoding")},
			"\xF1\xF9\xE1\xE9\xA7\x27", "æøÆØ§’"},
		{"PDFDocEncoding", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("PDFDocEncoding")},
			"\xE6\xF8\xE5\xC6\xD8\xC5\xA0\xBD\xA7\xF0\xFE\xFD\x84", "æøåÆØÅ€½§ðþý—"},
		{"MacExpertEncoding", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Expert"), "Encoding": types.Name("MacExpertEncoding")},
			"\xBE\xBF\x8C\x30\x57\x48", "ÆØÅ0fi½"},
		{"no encoding, TrueType that is not embedded", types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("Arial")},
			"\xE6\xF8\xE5", "æøå"},
		{"no encoding, Type 1 that is not embedded", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica")},
			"\xF1\xF9\xE5", "æø\uFFFD"},
		{"Differences", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("ABCDEF+Own"),
			"Encoding": types.Dict{"Differences": names}}, sequence, letters},
		{"Differences by Unicode", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("ABCDEF+Own"),
			"Encoding": types.Dict{"Differences": differences(uniNames...)}}, sequence, letters},
		{"Differences upon a base", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"),
			"Encoding": types.Dict{"BaseEncoding": types.Name("WinAnsiEncoding"), "Differences": differences(0x41, "kgreenlandic")}},
			"A\xE6B", "ĸæB"},
		{"Differences of codes that are none", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"),
			"Encoding": types.Dict{"BaseEncoding": types.Name("WinAnsiEncoding"), "Differences": differences(-5, "Z", 256, "Z", 1<<40, "Z", 254, "Y", "X", "W")}},
			"\xFB\x00\xFE\xFF", "û\uFFFDYX"},
		{"codes that WinAnsi does not define", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("WinAnsiEncoding")},
			"\x81\xAD", "•-"},
		{"ToUnicode", types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("ABCDEF+Own"), "ToUnicode": toUnicode}, sequence, letters},
		{"ToUnicode before the encoding", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Own"),
			"Encoding": types.Dict{"Differences": differences(1, "Z", "Z", "Z")}, "ToUnicode": stream("1 beginbfchar <01> <00E6> endbfchar")},
			"\x01\x02", "æZ"},
		{"Identity-H with ToUnicode", types.Dict{"Subtype": types.Name("Type0"), "BaseFont": types.Name("Own"), "Encoding": types.Name("Identity-H"),
			"DescendantFonts": cid, "ToUnicode": wide}, strings.ReplaceAll("\x00"+strings.Join(strings.Split(sequence, ""), "\x00"), "", ""), letters},
		{"UniJIS-UCS2-H", types.Dict{"Subtype": types.Name("Type0"), "BaseFont": types.Name("Koz"), "Encoding": types.Name("UniJIS-UCS2-H"),
			"DescendantFonts": cid}, string(utf16), letters},
		{"UniGB-UTF16-V", types.Dict{"Subtype": types.Name("Type0"), "BaseFont": types.Name("Koz"), "Encoding": types.Name("UniGB-UTF16-V"),
			"DescendantFonts": cid}, string(utf16) + "\xD8\x3D\xDE\x00", letters + "😀"},
		{"UniKS-UTF8-H", types.Dict{"Subtype": types.Name("Type0"), "BaseFont": types.Name("Koz"), "Encoding": types.Name("UniKS-UTF8-H"),
			"DescendantFonts": cid}, letters, letters},
		{"90ms-RKSJ-H tells ASCII", types.Dict{"Subtype": types.Name("Type0"), "BaseFont": types.Name("Koz"), "Encoding": types.Name("90ms-RKSJ-H"),
			"DescendantFonts": cid}, "Bo\x82\xA0!", "Bo\uFFFD!"},
		{"Symbol", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Symbol")}, "ab\xDE\xA0", "αβ⇒€"},
		{"ZapfDingbats", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("ZapfDingbats")}, "!4n\xAC\xD5\xFE", "✁✔■①→➾"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := text(load(t, tt.font).Glyphs(nil, []byte(tt.shown))); got != tt.want {
				t.Errorf("text is %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNamesTellWhichFontsNeedNoEmbedding(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, want string
		standard   bool
	}{
		{"Helvetica", "Helvetica", true},
		{"ABCDEF+Arial-BoldMT", "Arial-BoldMT", true},
		{"Arial,Bold", "Arial,Bold", true},
		{"Times New Roman", "Times New Roman", true},
		{"TimesNewRomanPSMT", "TimesNewRomanPSMT", true},
		{"Courier-New", "Courier-New", true},
		{"Zapf Dingbats", "Zapf Dingbats", true},
		{"SymbolMT", "SymbolMT", true},
		{"abcdef+Calibri", "abcdef+Calibri", false},
		{"Verdana", "Verdana", false},
		{"", "", false},
	}
	for _, tt := range tests {
		f := load(t, types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name(tt.name)})
		if f.Name != tt.want || f.Standard != tt.standard || f.Embedded {
			t.Errorf("%s: name %q, standard %v, embedded %v", tt.name, f.Name, f.Standard, f.Embedded)
		}
	}
}

func TestAFontIsEmbeddedWhenItsFileHasContent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		why  string
		file types.Object
		want bool
	}{
		{"content", stream("anything"), true},
		{"no content", stream(""), false},
		{"no stream", types.Integer(1), false},
	} {
		for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
			descriptor := types.Dict{key: tt.file}
			f := load(t, types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Own"), "FontDescriptor": descriptor})
			if f.Embedded != tt.want {
				t.Errorf("%s, %s: embedded is %v", key, tt.why, f.Embedded)
			}
			f = load(t, types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"),
				"DescendantFonts": types.Array{types.Dict{"BaseFont": types.Name("Own"), "FontDescriptor": descriptor}}})
			if f.Embedded != tt.want || f.Name != "Own" {
				t.Errorf("%s, %s, descendant: embedded is %v, name %q", key, tt.why, f.Embedded, f.Name)
			}
		}
	}
}

func TestWidthsOfSimpleFonts(t *testing.T) {
	t.Parallel()
	own := func(more types.Dict) types.Dict {
		d := types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Own")}
		for k, v := range more {
			d[k] = v
		}
		return d
	}
	tests := []struct {
		name string
		font types.Dict
		want []float64 // of "ABZ"
	}{
		{"stated", own(types.Dict{"FirstChar": types.Integer(65), "LastChar": types.Integer(66), "Widths": numbers(500, 250.5)}), []float64{0.5, 0.2505, 0}},
		{"missing", own(types.Dict{"FirstChar": types.Integer(65), "Widths": numbers(500), "FontDescriptor": types.Dict{"MissingWidth": types.Integer(600)}}),
			[]float64{0.5, 0.6, 0.6}},
		{"base 14", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica-Bold")}, []float64{0.722, 0.722, 0.611}},
		{"base 14 by another name", types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("CourierNew,Bold")}, []float64{0.6, 0.6, 0.6}},
		{"base 14 with widths of its own", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"),
			"FirstChar": types.Integer(65), "Widths": numbers(1000)}, []float64{1, 0.667, 0.611}},
		{"nothing", own(nil), []float64{0, 0, 0}},
		{"from a code before the first", own(types.Dict{"FirstChar": types.Integer(-1e9), "Widths": numbers(1)}), []float64{0, 0, 0}},
		{"to a code behind the last", own(types.Dict{"FirstChar": types.Integer(1e9), "Widths": numbers(1, 2, 3)}), []float64{0, 0, 0}},
		{"of another type", own(types.Dict{"FirstChar": types.Integer(65), "Widths": types.Array{types.Name("a"), types.Integer(100), nil}}), []float64{0, 0.1, 0}},
		{"absurd", own(types.Dict{"FirstChar": types.Integer(65), "Widths": numbers(1e300, math.Inf(-1), math.NaN())}), []float64{maxWidth, -maxWidth, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := widths(load(t, tt.font).Glyphs(nil, []byte("ABZ")))
			if diff := cmp.Diff(tt.want, got, near); diff != "" {
				t.Errorf("widths (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWidthsOfCIDFonts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		w    types.Array
		want []float64 // of CIDs 1 to 5
	}{
		{"none", nil, []float64{0.75, 0.75, 0.75, 0.75, 0.75}},
		{"one each", types.Array{types.Integer(2), numbers(100, 200)}, []float64{0.75, 0.1, 0.2, 0.75, 0.75}},
		{"a range", types.Array{types.Integer(2), types.Integer(4), types.Integer(300)}, []float64{0.75, 0.3, 0.3, 0.3, 0.75}},
		{"both, not in order", types.Array{types.Integer(5), numbers(500), types.Integer(1), types.Integer(2), types.Integer(300)},
			[]float64{0.3, 0.3, 0.75, 0.75, 0.5}},
		{"a range without width", types.Array{types.Integer(1), types.Integer(2)}, []float64{0.75, 0.75, 0.75, 0.75, 0.75}},
		{"rubbish between", types.Array{types.Name("x"), types.Integer(1), numbers(100), types.Integer(-5), types.Integer(3), numbers(200)},
			[]float64{0.1, 0.75, 0.2, 0.75, 0.75}},
		{"a huge range", types.Array{types.Integer(0), types.Integer(65535), types.Integer(10)}, []float64{0.01, 0.01, 0.01, 0.01, 0.01}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := load(t, types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"),
				"DescendantFonts": types.Array{types.Dict{"DW": types.Integer(750), "W": tt.w}}})
			got := widths(f.Glyphs(nil, []byte("\x00\x01\x00\x02\x00\x03\x00\x04\x00\x05")))
			if diff := cmp.Diff(tt.want, got, near); diff != "" {
				t.Errorf("widths (-want +got):\n%s", diff)
			}
		})
	}
}

func TestVerticalWritingRunsDownFromAboveTheGlyph(t *testing.T) {
	t.Parallel()
	font := types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-V"), "DescendantFonts": types.Array{types.Dict{
		"DW": types.Integer(1000), "W": types.Array{types.Integer(2), numbers(600)},
		"DW2": numbers(800, -900), "W2": types.Array{types.Integer(3), numbers(-500, 100, 200), types.Integer(4), types.Integer(5), types.Integer(-400), types.Integer(10), types.Integer(20)},
	}}}
	f := load(t, font)
	if !f.Vertical {
		t.Fatal("the font is not vertical")
	}
	level := font.Clone().(types.Dict)
	level["Encoding"] = types.Name("Identity-H")
	shown := []byte("\x00\x01\x00\x02\x00\x03\x00\x05")
	flat := load(t, level).Glyphs(nil, shown)
	want := []struct{ advance, x, y float64 }{{-0.9, 0.5, 0.8}, {-0.9, 0.3, 0.8}, {-0.5, 0.1, 0.2}, {-0.4, 0.01, 0.02}}
	for i, g := range f.Glyphs(nil, shown) {
		b := flat[i].Box
		moved := geom.Rect{X0: b.X0 - want[i].x, Y0: b.Y0 - want[i].y, X1: b.X1 - want[i].x, Y1: b.Y1 - want[i].y}
		if diff := cmp.Diff(moved, g.Box, near); diff != "" {
			t.Errorf("box of glyph %d (-want +got):\n%s", i, diff)
		}
		if math.Abs(g.Width-want[i].advance) > 1e-9 {
			t.Errorf("glyph %d advances by %v, want %v", i, g.Width, want[i].advance)
		}
	}
	if f := load(t, types.Dict{"Subtype": types.Name("Type0"), "Encoding": stream("/WMode 1 def"), "DescendantFonts": types.Array{types.Dict{}}}); !f.Vertical {
		t.Error("WMode in the CMap is not seen")
	}
}

func TestAType3FontHasProceduresByCode(t *testing.T) {
	t.Parallel()
	square := stream("1000 0 0 0 750 750 d1 0 0 750 750 re f")
	f := load(t, types.Dict{
		"Subtype": types.Name("Type3"), "Name": types.Name("T3"), "FontMatrix": numbers(0.002, 0, 0, 0.001, 0, 0),
		"FontBBox": numbers(0, -100, 750, 750), "FirstChar": types.Integer(97), "Widths": numbers(1000, 500, 250),
		"Encoding":  types.Dict{"Differences": differences(97, "square", "aring", "gone")},
		"CharProcs": types.Dict{"square": square, "aring": square}, "Resources": types.Dict{"Font": types.Dict{}},
	})
	if f.Name != "T3" || !f.Embedded || f.Standard {
		t.Errorf("name %q, embedded %v, standard %v", f.Name, f.Embedded, f.Standard)
	}
	if len(f.Procs) != 2 || f.Procs['a'] == nil || f.Procs['b'] == nil || f.Resources == nil {
		t.Errorf("procedures %v, resources %v", f.Procs, f.Resources)
	}
	got := f.Glyphs(nil, []byte("abcd"))
	box := geom.Rect{X0: 0, Y0: -0.1, X1: 1.5, Y1: 0.75}
	want := []Glyph{
		{Code: 'a', Width: 2, Box: box}, {Code: 'b', Width: 1, Box: box, Text: "å"},
		{Code: 'c', Width: 0.5, Box: box, Blank: true}, {Code: 'd', Box: box, Blank: true},
	}
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("glyphs (-want +got):\n%s", diff)
	}
}

func TestSpacesAreBlankAndWordSpacingIsForSingleBytes(t *testing.T) {
	t.Parallel()
	cid := types.Array{types.Dict{}}
	tests := []struct {
		name  string
		font  types.Dict
		shown string
		blank []bool
		word  []bool
	}{
		{"WinAnsi", types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("Own"), "Encoding": types.Name("WinAnsiEncoding")},
			" \xA0A", []bool{true, true, false}, []bool{true, false, false}},
		{"base 14", types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("WinAnsiEncoding")},
			" \xA0A", []bool{true, true, false}, []bool{true, false, false}},
		{"two bytes by ToUnicode", types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"), "DescendantFonts": cid,
			"ToUnicode": stream("3 beginbfchar <0003> <0020> <0004> <00A0> <0005> <2003> endbfchar")},
			"\x00\x03\x00\x04\x00\x05\x00 ", []bool{true, true, true, false}, []bool{false, false, false, false}},
		{"one byte of a CMap", types.Dict{"Subtype": types.Name("Type0"), "DescendantFonts": cid,
			"Encoding": stream("2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange")},
			" \x80 ", []bool{false, false}, []bool{true, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var blank, word []bool
			for _, g := range load(t, tt.font).Glyphs(nil, []byte(tt.shown)) {
				blank, word = append(blank, g.Blank), append(word, g.WordSpace)
			}
			if diff := cmp.Diff(tt.blank, blank); diff != "" {
				t.Errorf("blank (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.word, word); diff != "" {
				t.Errorf("word space (-want +got):\n%s", diff)
			}
		})
	}
}
