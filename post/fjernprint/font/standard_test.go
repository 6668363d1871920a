package font

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

func TestBoxesOfTheBase14HoldTheFontsThatStandIn(t *testing.T) {
	t.Parallel()
	fonts := installed(t, "truetype/liberation/*.ttf")
	for name, data := range installed(t, "type1/urw-base35/Nimbus*.t1") {
		fonts[name] = data
	}
	families := strings.NewReplacer("LiberationSans", "Helvetica", "LiberationSerif", "Times", "LiberationMono", "Courier",
		"NimbusSans", "Helvetica", "NimbusRoman", "Times", "NimbusMonoPS", "Courier")
	checked := 0
	for path, data := range fonts {
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".ttf"), ".t1")
		if strings.Contains(name, "Narrow") {
			continue
		}
		f := load(t, types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name(families.Replace(name)), "Encoding": types.Name("WinAnsiEncoding")})
		program := readProgram(data)
		for code := 32; code < 256; code++ {
			gid, ok := program.simple(byte(code), winAnsi()[code], false)
			if !ok {
				continue
			}
			want, ok := program.outline(gid)
			got := f.Glyphs(nil, []byte{byte(code)})[0]
			if !ok || want.blank != got.Blank || !want.blank && !got.Box.Contains(want.box) {
				t.Errorf("%s: %q of %s has its ink in %v, blank %v; it has %v, %v in %s", f.Name, got.Text, winAnsi()[code], got.Box, got.Blank, want.box, want.blank, name)
			}
			checked++
		}
	}
	if len(fonts) > 0 && checked < len(fonts)*150 {
		t.Errorf("only %d glyphs of %d fonts were checked", checked, len(fonts))
	}
}

func TestBoxesFollowTheStatedWidth(t *testing.T) {
	t.Parallel()
	const m = letterMargin // A of Helvetica: 667 wide, box 14 0 654 718
	for _, tt := range []struct {
		name  string
		width float64
		want  geom.Rect
	}{
		{"its own", 667, geom.Rect{X0: 0.014 - m, Y0: -m, X1: 0.654 + m, Y1: 0.718 + m}},
		{"twice", 1334, geom.Rect{X0: 0.014 - m, Y0: -m, X1: 1.308 + m, Y1: 0.718 + m}},
		{"half", 333.5, geom.Rect{X0: 0.007 - m, Y0: -m, X1: 0.654 + m, Y1: 0.718 + m}},
		{"none", 0, geom.Rect{X0: 0.014 - m, Y0: -m, X1: 0.654 + m, Y1: 0.718 + m}},
	} {
		f := load(t, types.Dict{"Subtype": types.Name("TrueType"), "BaseFont": types.Name("ArialMT"), "FirstChar": types.Integer(65), "Widths": numbers(tt.width)})
		if diff := cmp.Diff(tt.want, f.Glyphs(nil, []byte("A"))[0].Box, near); diff != "" {
			t.Errorf("%s: box (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestWithoutOutlinesTheDescriptorAndTheCharacterTell(t *testing.T) {
	t.Parallel()
	ordinary := types.Dict{"Flags": types.Integer(flagNonsymbolic), "FontBBox": numbers(-160, -220, 1100, 950), "Ascent": types.Integer(800), "Descent": types.Integer(-200)}
	script := ordinary.Clone().(types.Dict)
	script["Flags"] = types.Integer(flagScript)
	tall := types.Dict{"FontBBox": numbers(-500, -700, 1100, 1400)}
	positive := types.Dict{"FontBBox": numbers(0, 0, 1000, 900), "Descent": types.Integer(400)}
	wide := func(y0, y1 float64) geom.Rect { return geom.Rect{X0: -0.25, Y0: y0, X1: 0.75, Y1: y1} }
	for _, tt := range []struct {
		name       string
		descriptor types.Dict
		file       bool
		shown      string
		want       geom.Rect
	}{
		{"a character that goes below", ordinary, false, "g", wide(-0.25, 1)},
		{"a small one", ordinary, false, "e", wide(-0.08, 0.75)},
		{"a capital", ordinary, false, "Å", wide(-0.08, 1)},
		{"a dot", ordinary, false, ".", wide(-0.25, 0.3)},
		{"a dash", ordinary, false, "-", wide(0, 0.65)},
		{"of a script face", script, false, "e", wide(-0.25, 1)},
		{"of a tall face", tall, false, "e", wide(-0.7, 1.4)},
		{"embedded, so the frame holds", ordinary, true, "g", geom.Rect{X0: -0.16, Y0: -0.22, X1: 0.75, Y1: 0.95}},
		{"a descent without its sign", positive, true, "g", geom.Rect{X0: 0, Y0: -0.4, X1: 0.75, Y1: 0.9}},
		{"all zeros", types.Dict{"FontBBox": numbers(0, 0, 0, 0), "Ascent": types.Integer(0)}, true, "g", wide(-0.25, 1)},
		{"nothing", types.Dict{}, true, "g", wide(-0.25, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			descriptor := tt.descriptor.Clone().(types.Dict)
			if tt.file {
				descriptor["FontFile"] = stream("a program that nobody can read")
			}
			code, ok := winAnsiCode(tt.shown)
			if !ok {
				t.Fatalf("%q is not in WinAnsi", tt.shown)
			}
			f := load(t, types.Dict{"Subtype": types.Name("Type1"), "BaseFont": types.Name("Own"), "Encoding": types.Name("WinAnsiEncoding"),
				"FontDescriptor": descriptor, "FirstChar": types.Integer(code), "Widths": numbers(500)})
			if diff := cmp.Diff(tt.want, f.Glyphs(nil, []byte{code})[0].Box, near); diff != "" {
				t.Errorf("box (-want +got):\n%s", diff)
			}
		})
	}
}

func winAnsiCode(s string) (byte, bool) {
	for code, name := range winAnsi() {
		if name != "" && textOf(name) == s {
			return byte(code), true
		}
	}
	return 0, false
}
