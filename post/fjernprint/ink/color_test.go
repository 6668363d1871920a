package ink_test

import (
	"fmt"
	"strings"
	"testing"
)

// inked are the three answers to: does a colour leave ink?
var inked = map[string][]string{
	"white":    nil,
	"grey":     {"path 0.0 99.0 1.0 100.0"},
	"coloured": {"path 0.0 99.0 1.0 100.0 coloured"},
}

func TestWhiteIsNoInkAndGreyIsNoColour(t *testing.T) {
	t.Parallel()
	function := func(c1 string) string {
		zero := strings.TrimSpace(strings.Repeat("0 ", len(strings.Fields(c1))))
		return "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [" + zero + "] /C1 [" + c1 + "] >>"
	}
	calculator := stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]", "{ 0 exch 0 exch }")
	sampled := stream("/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1] /Size [2] /BitsPerSample 8", "\xff\xff\xff\xff\x00\x00")
	spaces := `/ColorSpace <<
		/CalGray [/CalGray << /WhitePoint [1 1 1] >>] /CalRGB [/CalRGB << /WhitePoint [1 1 1] >>]
		/Lab [/Lab << /WhitePoint [1 1 1] >>]
		/ICC1 [/ICCBased 6 0 R] /ICC3 [/ICCBased 7 0 R] /ICC4 [/ICCBased 8 0 R] /ICCLab [/ICCBased 9 0 R] /ICCBad [/ICCBased 10 0 R]
		/Index [/Indexed /DeviceRGB 2 <FFFFFF 808080 FF0000>] /Index2 [/Indexed 11 0 R 1 12 0 R] /IndexShort [/Indexed /DeviceRGB 9 <FFFFFF>]
		/Spot [/Separation /Rød /DeviceCMYK ` + function("0 1 1 0") + `]
		/Dark [/Separation /Black /DeviceCMYK ` + function("0 0 0 1") + `]
		/All [/Separation /All /DeviceCMYK ` + function("1 1 1 1") + `]
		/None [/Separation /None /DeviceCMYK ` + function("1 1 1 1") + `]
		/Unknown [/Separation /Blå /DeviceCMYK << /FunctionType 9 >>]
		/UnknownBlack [/Separation /Black /DeviceCMYK null]
		/Pale [/Separation /Pale /DeviceRGB ` + "13 0 R" + `]
		/Two [/DeviceN [/Cyan /Black] /DeviceCMYK 14 0 R]
		/OneNone [/DeviceN [/Cyan /None] /DeviceCMYK 14 0 R]
		/IndexLab [/Indexed [/Lab << /WhitePoint [1 1 1] /Range [-128 127 -128 127] >>] 2 <FF8080 808080 80FF80>]
		/TwoNone [/DeviceN [/None /None] /DeviceCMYK 14 0 R]
		/Loop 15 0 R /Loop2 16 0 R /Alias /DeviceRGB
	>>`
	objects := []string{
		stream("/N 1", ""), stream("/N 3", ""), stream("/N 4", ""),
		stream("/N 3 /Alternate [/Lab << /WhitePoint [1 1 1] >>]", ""), stream("/Alternate /DeviceRGB", ""),
		"[/ICCBased 7 0 R]", stream("", "\xff\xff\xff\x00\x00\xff"),
		sampled, calculator,
		"[/Indexed 15 0 R 1 <00>]", "[/Separation /X 16 0 R 13 0 R]",
	}
	for _, c := range []struct{ content, want string }{
		{"1 g", "white"}, {".999 g", "white"}, {".99 g", "grey"}, {"0 g", "grey"}, {"7 g", "white"},
		{"1 1 1 rg", "white"}, {"1 1 .9 rg", "coloured"}, {".5 .5 .5 rg", "grey"}, {".5 .5 .503 rg", "grey"},
		{"0 0 0 0 k", "white"}, {"0 0 0 1 k", "grey"}, {"0 0 .02 0 k", "coloured"}, {".75 .68 .67 .9 k", "grey"}, {".2 .2 .2 0 k", "grey"},
		{"/DeviceGray cs 1 sc", "white"}, {"/DeviceRGB cs 1 1 1 scn", "white"}, {"/DeviceCMYK cs 0 0 0 0 sc", "white"},
		{"/DeviceCMYK cs", "grey"}, {"/DeviceRGB cs", "grey"}, {"1 g /DeviceGray cs", "grey"},
		{"/CalGray cs 1 sc", "white"}, {"/CalRGB cs 1 1 1 sc", "white"}, {"/CalRGB cs 1 0 0 sc", "coloured"},
		{"/Lab cs 100 0 0 sc", "white"}, {"/Lab cs 50 0 0 sc", "grey"}, {"/Lab cs 50 40 0 sc", "coloured"}, {"/Lab cs 100 0 60 sc", "coloured"},
		{"/ICC1 cs 1 sc", "white"}, {"/ICC3 cs 1 1 1 scn", "white"}, {"/ICC4 cs 0 0 0 0 scn", "white"}, {"/ICC4 cs 0 1 0 0 scn", "coloured"},
		{"/ICCLab cs 100 0 0 scn", "white"}, {"/ICCBad cs 1 1 1 scn", "white"},
		{"/Index cs 0 sc", "white"}, {"/Index cs 1 sc", "grey"}, {"/Index cs 2 sc", "coloured"}, {"/Index cs 99 sc", "coloured"},
		{"/Index2 cs 0 sc", "white"}, {"/Index2 cs 1 sc", "coloured"}, {"/IndexShort cs 5 sc", "coloured"},
		{"/Spot cs 0 scn", "white"}, {"/Spot cs .5 scn", "coloured"}, {"/Spot cs", "coloured"},
		{"/Dark cs 0 scn", "white"}, {"/Dark cs 1 scn", "grey"},
		{"/All cs 0 scn", "white"}, {"/All cs 1 scn", "grey"}, {"/None cs 1 scn", "white"}, {"/None cs", "white"},
		{"/Unknown cs 0 scn", "white"}, {"/Unknown cs .1 scn", "coloured"}, {"/UnknownBlack cs .1 scn", "grey"},
		{"/Pale cs 0 scn", "white"}, {"/Pale cs 1 scn", "coloured"}, {"/Pale cs .001 scn", "white"},
		{"/Two cs 0 0 scn", "white"}, {"/Two cs 0 1 scn", "grey"}, {"/Two cs 1 0 scn", "coloured"},
		{"/TwoNone cs 1 1 scn", "white"}, {"/OneNone cs 1 0 scn", "coloured"},
		{"/IndexLab cs 0 sc", "white"}, {"/IndexLab cs 1 sc", "grey"}, {"/IndexLab cs 2 sc", "coloured"},
		{"/Loop cs 0 sc", "coloured"}, {"/Loop2 cs .5 sc", "coloured"}, {"/Alias cs 1 1 1 sc", "white"},
		{"q 1 g Q", "grey"}, {"1 g q 0 g Q", "white"},
	} {
		t.Run(c.content, func(t *testing.T) {
			t.Parallel()
			check(t, []drawn{
				{name: "filled", sheet: sheet{content: c.content + " 0 0 1 1 re f", resources: spaces, objects: objects}, want: inked[c.want]},
				{name: "stroked", sheet: sheet{content: stroking(c.content) + " .5 w .25 .25 .5 .5 re S", resources: spaces, objects: objects}, want: inked[c.want]},
			})
		})
	}
}

// stroking turns the operators of filling colours into those of stroking ones.
func stroking(content string) string {
	words := strings.Fields(content)
	for i, w := range words {
		switch w {
		case "g", "rg", "k", "cs", "sc", "scn":
			words[i] = strings.ToUpper(w)
		}
	}
	return strings.Join(words, " ")
}

func TestTransparencyIsNotedWhenSomethingIsDrawnWithIt(t *testing.T) {
	t.Parallel()
	resources := `/ExtGState << /Half << /ca .5 /CA .25 >> /Gone << /ca 0 /CA 0 >> /Full << /ca 1 /CA 1 >>
		/Mask << /SMask << /S /Luminosity /G 6 0 R >> >> /Unmask << /SMask /None >>
		/Multiply << /BM /Multiply >> /Normal << /BM [/Strange /Normal /Multiply] >> /List << /BM [/Strange /Screen] >>
		/Difference << /BM /Difference >> /Exclusion << /BM /Exclusion >> /Turned << /TR 9 0 R >> /Newer << /TR 9 0 R /TR2 /Default >> /Straight << /TR /Identity >> >>
		/XObject << /Group 7 0 R /Plain 6 0 R /Lines 8 0 R /White 10 0 R /Picture 11 0 R >> /Font << /T 12 0 R >>
		/Shading << /Blank << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [1] >> >> >>`
	objects := []string{
		form("/BBox [0 0 100 100]", "0 0 1 1 re f"),
		form("/BBox [0 0 100 100] /Group << /S /Transparency >>", "0 0 1 1 re f"),
		form("/BBox [0 0 100 100] /Group << /S /Transparency >>", ".5 w .25 .25 .5 .5 re S"),
		"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
		form("/BBox [0 0 100 100] /Group << /S /Transparency >>", "1 g 0 0 1 1 re f"),
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xFF"),
		"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 13 0 R >> >>",
		stream("", "1 0 d0 1 g 0 0 1 1 re f"),
	}
	at := "path 0.0 99.0 1.0 100.0"
	for _, c := range []struct {
		name, content, page string
		want                []string
		kinds               string
	}{
		{"a half", "/Half gs 0 0 1 1 re f", "", []string{at + " unsure"}, "[ca]"},
		{"a half, but nothing is drawn", "/Half gs 1 g 0 0 1 1 re f", "", nil, "[]"},
		{"stroked", "/Half gs .5 w .25 .25 .5 .5 re S", "", []string{at + " unsure"}, "[CA]"},
		{"both", "/Half gs 0.2 w .1 .1 .8 .8 re B", "", []string{at + " unsure"}, "[ca CA]"},
		{"nothing", "/Gone gs 0 0 1 1 re B", "", nil, "[]"},
		{"everything", "/Half gs /Full gs 0 0 1 1 re f", "", []string{at}, "[]"},
		{"a mask", "/Mask gs 0 0 1 1 re f", "", []string{at + " unsure"}, "[SMask]"},
		{"a mask taken off", "/Mask gs /Unmask gs 0 0 1 1 re f", "", []string{at}, "[]"},
		{"a blend mode", "/Multiply gs 0 0 1 1 re f", "", []string{at + " unsure"}, "[BM Multiply]"},
		{"the first known blend mode", "/List gs 0 0 1 1 re f", "", []string{at + " unsure"}, "[BM Screen]"},
		{"normal again", "/Multiply gs /Normal gs 0 0 1 1 re f", "", []string{at}, "[]"},
		{"over by Q", "q /Half gs Q 0 0 1 1 re f", "", []string{at}, "[]"},
		{"text", "/Half gs BT /F 10 Tf 10 20 Td (H) Tj ET", "", []string{"text " + box(capital(t, 10)) + " unsure"}, "[ca]"},
		{"a group", "/Group Do", "", []string{at}, "[Group]"},
		{"a group drawn half", "/Half gs /Group Do", "", []string{at + " unsure"}, "[ca Group]"},
		{"lines of a group drawn half", "/Half gs /Lines Do", "", []string{at + " unsure"}, "[ca Group]"},
		{"a group that is gone", "/Gone gs /Group Do", "", nil, "[]"},
		{"a form that is no group", "/Half gs /Plain Do", "", []string{at + " unsure"}, "[ca]"},
		{"the page is a group", "0 0 1 1 re f", "/Group << /S /Transparency >>", []string{at}, "[page Group]"},
		// On white paper white becomes black.
		{"white that is subtracted", "/Difference gs 1 g 0 0 1 1 re f", "", []string{at + " unsure"}, "[BM Difference]"},
		{"white that is left out", "/Exclusion gs 1 G .5 w .25 .25 .5 .5 re S", "", []string{at + " unsure"}, "[BM Exclusion]"},
		{"white that is multiplied", "/Multiply gs 1 g 0 0 1 1 re f", "", nil, "[]"},
		{"a white group that is subtracted", "/Difference gs /White Do", "", []string{at + " unsure"}, "[BM Difference Group]"},
		{"white beside a group that is subtracted", "q /Difference gs /Group Do Q 1 g 5 5 1 1 re f", "", []string{at + " unsure"}, "[BM Difference Group]"},
		{"white text that is subtracted", "/Difference gs 1 g BT /F 10 Tf 10 20 Td (H) Tj ET", "", []string{"text " + box(capital(t, 10)) + " unsure"}, "[BM Difference]"},
		{"a white glyph of Type 3", "BT /T 1 Tf (a) Tj ET", "", nil, "[]"},
		{"a white glyph of Type 3 that is subtracted", "/Difference gs BT /T 1 Tf (a) Tj ET", "", []string{"text 0.0 99.0 1.0 100.0 unsure"}, "[BM Difference]"},
		{"both glyphs", "BT /T 1 Tf (a) Tj /Difference gs 5 0 Td (a) Tj ET", "", []string{"text 5.0 99.0 6.0 100.0 unsure"}, "[BM Difference]"},
		{"a white gradient that is subtracted", "0 0 1 1 re W n /Difference gs /Blank sh", "", []string{"shading 0.0 99.0 1.0 100.0 unsure"}, "[BM Difference]"},
		{"white through a transfer function", "/Turned gs 1 g 0 0 1 1 re f", "", []string{at + " unsure"}, "[]"},
		{"white through a transfer function, in a form", "/Turned gs 1 g /Plain Do", "", []string{at + " unsure"}, "[]"},
		{"white through a transfer function of the printer", "/Newer gs 1 g 0 0 1 1 re f", "", nil, "[]"},
		{"white through a transfer function that changes nothing", "/Turned gs /Straight gs 1 g 0 0 1 1 re f", "", nil, "[]"},
		{"an empty page is a group", "", "/Group << /S /Transparency >>", nil, "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sheet{content: c.content, resources: resources, objects: objects, page: c.page}
			check(t, []drawn{{name: "marks", sheet: s, want: c.want}})
			if got := fmt.Sprint(interpret(t, s).Transparency); got != c.kinds {
				t.Errorf("transparency is %s, want %s", got, c.kinds)
			}
		})
	}
}

func TestThePixelsOfAPictureSayNothingWhereWhiteIsInk(t *testing.T) {
	t.Parallel()
	picture := stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xFF")
	for state, looked := range map[string]bool{"/BM /Normal": true, "/BM /Multiply": true, "/BM /Difference": false, "/TR << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>": false} {
		page := interpret(t, sheet{content: "/G gs /P Do", resources: "/ExtGState << /G << " + state + " >> >> /XObject << /P 6 0 R >>", objects: []string{picture}})
		if len(page.Marks) != 1 || (page.Marks[0].Picture != nil) != looked {
			t.Errorf("%s: marks are %q, to be looked into: %v, want %v", state, marks(page), page.Marks[0].Picture != nil, looked)
		}
	}
}
