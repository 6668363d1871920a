package font

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

func TestABrokenDictionaryStillMakesAFontWithWideBoxes(t *testing.T) {
	t.Parallel()
	loop := types.Array{}
	for name, dict := range map[string]types.Dict{
		"none":                    nil,
		"empty":                   {},
		"wrong types":             {"Subtype": types.Integer(1), "BaseFont": types.Integer(2), "Encoding": types.Integer(3), "Widths": types.Name("x"), "FontDescriptor": loop, "ToUnicode": types.Integer(1)},
		"Type 0 of nothing":       {"Subtype": types.Name("Type0")},
		"Type 0 of an integer":    {"Subtype": types.Name("Type0"), "DescendantFonts": types.Array{types.Integer(1)}, "Encoding": types.Integer(7)},
		"Type 0 with odd map":     {"Subtype": types.Name("Type0"), "DescendantFonts": types.Array{types.Dict{"CIDToGIDMap": stream("x")}}},
		"absurd descriptor":       {"Subtype": types.Name("Type1"), "FontDescriptor": types.Dict{"FontBBox": numbers(1e300, -1e300, 0, 0), "Ascent": types.Float(1e300), "Descent": types.Float(-1e300), "Flags": types.Float(1e300)}},
		"descriptor of nothing":   {"Subtype": types.Name("Type1"), "FontDescriptor": types.Dict{"FontBBox": numbers(0, 0, 0, 0), "Ascent": types.Integer(0), "Descent": types.Integer(0)}},
		"rubbish for a program":   {"Subtype": types.Name("Type1"), "FontDescriptor": types.Dict{"FontFile2": stream("\x00\x01\x00\x00\x00\x05")}},
		"rubbish for a CFF":       {"Subtype": types.Name("Type1"), "FontDescriptor": types.Dict{"FontFile3": stream("\x01\x00\x04\x01\x00\x01\x01\x01\x02x")}},
		"rubbish for a Type 1":    {"Subtype": types.Name("Type1"), "FontDescriptor": types.Dict{"FontFile": stream("%!PS-AdobeFont-1.0\ncurrentfile eexec\n\x01\x02")}},
		"Type 3 without anything": {"Subtype": types.Name("Type3")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := load(t, dict)
			glyphs := f.Glyphs(nil, []byte("gj"))
			if len(glyphs) == 0 {
				t.Fatal("no glyphs")
			}
			for _, g := range glyphs {
				if b := g.Box; b.X0 > 0 || b.Y0 > -0.2 || b.Y1 < 0.9 || b.X1 < 0.5 || b.H() > 12 || b.W() > 12 {
					t.Errorf("the box is %v", b)
				}
			}
		})
	}
}

func TestABudgetThatIsUsedUpIsTheOnlyError(t *testing.T) {
	t.Parallel()
	many := make(types.Array, 0, 3000)
	for i := range 3000 {
		many = append(many, types.Integer(i%60000))
	}
	big := stream(strings.Repeat("<0001> <0041>\n", 2000))
	big.Raw = append([]byte("beginbfchar\n"), big.Raw...)
	tests := []struct {
		name   string
		limits pdf.Limits
		font   types.Dict
		want   pdf.Budget
	}{
		{"Differences", pdf.Limits{Operators: 1000}, types.Dict{"Encoding": types.Dict{"Differences": many}}, pdf.Operators},
		{"W", pdf.Limits{Operators: 1000}, types.Dict{"Subtype": types.Name("Type0"), "DescendantFonts": types.Array{types.Dict{"W": many}}}, pdf.Operators},
		{"inner W", pdf.Limits{Operators: 1000}, types.Dict{"Subtype": types.Name("Type0"),
			"DescendantFonts": types.Array{types.Dict{"W": types.Array{types.Integer(1), many}}}}, pdf.Operators},
		{"entries of ToUnicode", pdf.Limits{Operators: 1000}, types.Dict{"ToUnicode": big}, pdf.Operators},
		{"bytes of ToUnicode", pdf.Limits{Inflated: 1000}, types.Dict{"ToUnicode": big}, pdf.Inflated},
		{"bytes of Encoding", pdf.Limits{Inflated: 1000}, types.Dict{"Subtype": types.Name("Type0"), "Encoding": big}, pdf.Inflated},
		{"bytes of CIDToGIDMap", pdf.Limits{Inflated: 1000}, types.Dict{"Subtype": types.Name("Type0"), "DescendantFonts": types.Array{types.Dict{"CIDToGIDMap": big}}}, pdf.Inflated},
		{"bytes of a program", pdf.Limits{Inflated: 1000}, types.Dict{"FontDescriptor": types.Dict{"FontFile": big}}, pdf.Inflated},
		{"names of a program", pdf.Limits{Operators: loadCost + 100}, types.Dict{"FontDescriptor": types.Dict{
			"FontFile": stream(string(moduleFile(t, fpdfModule, "font", "cmmi10.pfb")))}}, pdf.Operators},
		{"fonts", pdf.Limits{Operators: loadCost - 1}, types.Dict{}, pdf.Operators},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := Load(document(t, tt.limits), tt.font)
			var limit *pdf.LimitError
			if !errors.As(err, &limit) || limit.Budget != tt.want || f != nil {
				t.Errorf("font %v, error %v; want one of budget %s", f != nil, err, tt.want)
			}
		})
	}
}

// FuzzLoad makes a font of bytes: of each stream that a font can have, and of an
// encoding.
func FuzzLoad(f *testing.F) {
	f.Add([]byte("1 beginbfchar <0041> <00E6> endbfchar"), []byte("\x00\x01\x00\x00\x00\x01head"), []byte("\x00\x41\x00\x42"), byte(0))
	f.Add([]byte("/WMode 1 def 1 begincidrange <00> <FF> 1 endcidrange"), []byte("%!PS-AdobeFont"), []byte("AB"), byte(1))
	f.Add(binary.BigEndian.AppendUint32(nil, 7), []byte("\x01\x00\x04\x01"), []byte("ABC"), byte(2))
	f.Fuzz(func(t *testing.T, cmap, program, shown []byte, kind byte) {
		descriptor := types.Dict{"FontFile2": stream(string(program)), "Flags": types.Integer(kind), "FontBBox": numbers(0, -200, 1000, 900)}
		var names []any
		for i, name := range strings.Fields(string(cmap)) {
			names = append(names, i*3, name)
		}
		dicts := []types.Dict{
			{"Subtype": types.Name("Type0"), "Encoding": stream(string(cmap)), "DescendantFonts": types.Array{
				types.Dict{"FontDescriptor": descriptor, "CIDToGIDMap": stream(string(shown))}}},
			{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-V"), "DescendantFonts": types.Array{types.Dict{"FontDescriptor": descriptor}}},
			{"Subtype": types.Name("TrueType"), "FontDescriptor": descriptor, "ToUnicode": stream(string(cmap))},
			{"Subtype": types.Name("Type1"), "FontDescriptor": descriptor, "Encoding": types.Dict{"Differences": differences(names...)}},
		}
		d := document(t, pdf.DefaultLimits())
		font, err := Load(d, dicts[int(kind)%len(dicts)])
		if err != nil {
			t.Skip(err)
		}
		for _, g := range font.Glyphs(nil, shown) {
			if b := g.Box; !(b.X0 <= b.X1 && b.Y0 <= b.Y1 && b.W() < 1e6 && b.H() < 1e6) {
				t.Errorf("the box is %v", b)
			}
			if !(g.Width >= -maxWidth && g.Width <= maxWidth) {
				t.Errorf("the width is %v", g.Width)
			}
		}
	})
}
