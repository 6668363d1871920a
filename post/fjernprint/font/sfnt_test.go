package font

import (
	"encoding/binary"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// moduleFile reads a file of a module that the tests build with.
func moduleFile(t testing.TB, module string, path ...string) []byte {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		t.Skipf("the sources of %s are not here: %v", module, err)
	}
	content, err := os.ReadFile(filepath.Join(append([]string{strings.TrimSpace(string(dir))}, path...)...))
	if err != nil {
		t.Skipf("%s has no such file: %v", module, err)
	}
	return content
}

const fpdfModule = "codeberg.org/go-pdf/fpdf"

// Another reader of font programs is the witness for every glyph.
func TestOutlinesOfTrueTypeAgreeWithAnotherReader(t *testing.T) {
	t.Parallel()
	fonts := installed(t, "truetype/liberation/*.ttf")
	maps.Copy(fonts, map[string][]byte{
		"Go Regular": goregular.TTF, "Go Bold Italic": gobolditalic.TTF, "Go Mono": gomono.TTF,
		"DejaVu":     moduleFile(t, fpdfModule, "font", "DejaVuSansCondensed-BoldOblique.ttf"),
		"Calligraph": moduleFile(t, fpdfModule, "font", "calligra.ttf"),
	})
	for name, data := range fonts {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			theirs, err := sfnt.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			ours, ok := readProgram(data).(*sfntProgram)
			if !ok {
				t.Fatal("the program is not read")
			}
			if ours.glyphs != theirs.NumGlyphs() {
				t.Fatalf("%d glyphs, want %d", ours.glyphs, theirs.NumGlyphs())
			}
			var buffer sfnt.Buffer
			em := fixed.I(int(theirs.UnitsPerEm()))
			compared := 0
			for gid := range ours.glyphs {
				segments, err := theirs.LoadGlyph(&buffer, sfnt.GlyphIndex(gid), em, nil)
				if err != nil {
					continue // it does not read all composites
				}
				compared++
				got, ok := ours.outline(gid)
				if !ok || got.blank != (len(segments) == 0) {
					t.Fatalf("glyph %d: known %v, blank %v, %d segments", gid, ok, got.blank, len(segments))
				}
				if got.blank {
					continue
				}
				b := segments.Bounds()
				want := geom.Rect{X0: float64(b.Min.X), Y0: -float64(b.Max.Y), X1: float64(b.Max.X), Y1: -float64(b.Min.Y)}
				want = geom.Matrix{A: 1 / float64(em), D: 1 / float64(em)}.Bounds(want)
				// A component that is scaled gives the box of its box, and the bearing
				// may move a glyph; neither is much in an honest font.
				const tolerance = 0.05
				if !got.box.Grow(1e-6).Contains(want) || !want.Grow(tolerance).Contains(got.box) {
					t.Errorf("glyph %d: box %v, want %v", gid, got.box, want)
				}
				wide, err := theirs.GlyphAdvance(&buffer, sfnt.GlyphIndex(gid), em, 0)
				if w, _ := ours.width(gid); err == nil && math.Abs(w-float64(wide)/float64(em)) > 1e-6 {
					t.Errorf("glyph %d: width %v, want %v", gid, w, float64(wide)/float64(em))
				}
			}
			if compared < ours.glyphs*9/10 {
				t.Errorf("only %d of %d glyphs were compared", compared, ours.glyphs)
			}
			ours.postName("")
			for called, gid := range ours.named {
				if want, err := theirs.GlyphName(&buffer, sfnt.GlyphIndex(gid)); err != nil || want != called {
					t.Errorf("glyph %d is called %q, want %q, %v", gid, called, want, err)
				}
			}
			for r := range rune(0x3000) {
				want, err := theirs.GlyphIndex(&buffer, r)
				if err != nil {
					t.Fatal(err)
				}
				got := 0
				for _, s := range ours.subtables {
					if got == 0 && s.unicode() {
						got = s.glyph(int(r))
					}
				}
				if got != int(want) {
					t.Fatalf("%U is glyph %d, want %d", r, got, want)
				}
			}
		})
	}
}

func embedded(subtype string, program []byte, flags int) types.Dict {
	return types.Dict{"Subtype": types.Name(subtype), "BaseFont": types.Name("ABCDEF+Own"), "FontDescriptor": types.Dict{
		"Flags": types.Integer(flags), "FontBBox": numbers(-500, -300, 2000, 1200), "FontFile2": stream(string(program)),
	}}
}

func TestAnEmbeddedTrueTypeFontTellsBoxesAndText(t *testing.T) {
	t.Parallel()
	program, ok := readProgram(goregular.TTF).(*sfntProgram)
	if !ok {
		t.Fatal("the program is not read")
	}
	glyphOf := func(r rune) int {
		gid, _ := program.simple(0, nameOf(r), false)
		return gid
	}
	winAnsi := embedded("TrueType", goregular.TTF, flagNonsymbolic)
	winAnsi["Encoding"] = types.Name("WinAnsiEncoding")
	identity := types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"), "DescendantFonts": types.Array{embedded("CIDFontType2", goregular.TTF, flagSymbolic)}}
	mapped := identity.Clone().(types.Dict)
	toGID := make([]byte, 2*0x200)
	cids := make([]byte, 0, 8)
	var gids []byte
	for i, r := range "Åg ĸ" {
		binary.BigEndian.PutUint16(toGID[2*(i+1):], uint16(glyphOf(r)))
		cids = append(cids, 0, byte(i+1))
		gids = binary.BigEndian.AppendUint16(gids, uint16(glyphOf(r)))
	}
	mapped["DescendantFonts"].(types.Array)[0].(types.Dict)["CIDToGIDMap"] = stream(string(toGID))
	for _, tt := range []struct {
		name  string
		font  types.Dict
		shown []byte
		want  string
	}{
		{"WinAnsi", winAnsi, []byte("\xC5g "), "Åg "},
		{"symbolic without encoding, codes of the Macintosh", embedded("TrueType", goregular.TTF, flagSymbolic), []byte("\x81g "), "Åg "},
		{"Identity-H", identity, gids, "Åg ĸ"},
		{"CIDToGIDMap", mapped, cids, "Åg ĸ"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := load(t, tt.font).Glyphs(nil, tt.shown)
			if text(got) != tt.want {
				t.Fatalf("text is %q, want %q", text(got), tt.want)
			}
			for i, r := range []rune(tt.want) {
				want, _ := program.outline(glyphOf(r))
				if diff := cmp.Diff(want.box, got[i].Box, near); diff != "" || got[i].Blank != (r == ' ') {
					t.Errorf("%q: blank %v, box (-want +got):\n%s", r, got[i].Blank, diff)
				}
			}
		})
	}
}

func TestASymbolicFontIsAskedByCodeUnlessItsEncodingIsWhole(t *testing.T) {
	t.Parallel()
	const code = 0x81 // A with ring in the table of the Macintosh, a bullet in WinAnsi
	program := readProgram(goregular.TTF).(*sfntProgram)
	box := func(glyph string) geom.Rect {
		gid, _ := program.simple(0, glyph, false)
		o, _ := program.outline(gid)
		return o.box
	}
	own := types.Dict{"Differences": differences(code, "g")}
	for _, tt := range []struct {
		name     string
		flags    int
		encoding types.Object
		want     string
	}{
		{"symbolic, Differences", flagSymbolic, own, "Aring"},
		{"symbolic, whole", flagSymbolic, types.Name("WinAnsiEncoding"), "bullet"},
		{"symbolic, none", flagSymbolic, nil, "Aring"},
		{"not symbolic, Differences", flagNonsymbolic, own, "g"},
		{"not symbolic, whole", flagNonsymbolic, types.Name("WinAnsiEncoding"), "bullet"},
		{"both", flagSymbolic | flagNonsymbolic, own, "g"},
	} {
		f := embedded("TrueType", goregular.TTF, tt.flags)
		f["Encoding"] = tt.encoding
		if diff := cmp.Diff(box(tt.want), load(t, f).Glyphs(nil, []byte{code})[0].Box); diff != "" {
			t.Errorf("%s: box (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestACIDBehindTheMapHasNoGlyphOfItsOwn(t *testing.T) {
	t.Parallel()
	descendant := embedded("CIDFontType2", goregular.TTF, flagSymbolic)
	descendant["CIDToGIDMap"] = stream("\x00\x00\x00\x24\x00")
	f := load(t, types.Dict{"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"), "DescendantFonts": types.Array{descendant}})
	inside, behind := f.Glyphs(nil, []byte("\x00\x01"))[0], f.Glyphs(nil, []byte("\x00\x02"))[0]
	if inside.Text == "" || behind.Text != "" || behind.Box.H() < 1 {
		t.Errorf("inside %+v, behind %+v", inside, behind)
	}
}

// A glyph whose outline is empty draws nothing, whatever its text.
func TestOutlinesDecideWhatIsBlank(t *testing.T) {
	t.Parallel()
	f := embedded("TrueType", goregular.TTF, flagNonsymbolic)
	f["Encoding"] = types.Name("WinAnsiEncoding")
	f["ToUnicode"] = stream("2 beginbfchar <20> <0041> <41> <0020> endbfchar")
	got := load(t, f).Glyphs(nil, []byte(" A"))
	if !got[0].Blank || got[1].Blank {
		t.Errorf("the space is blank: %v, the A that calls itself a space: %v", got[0].Blank, got[1].Blank)
	}
}

// lying returns a copy of the program with one table changed.
func lying(t *testing.T, tag string, change func(table []byte)) []byte {
	t.Helper()
	data := append([]byte(nil), goregular.TTF...)
	for i := range u16(data, 4) {
		if entry := data[12+16*i:]; string(entry[:4]) == tag {
			change(cut(data, u32(entry, 8), u32(entry, 12)))
			return data
		}
	}
	t.Fatalf("there is no %s", tag)
	return nil
}

func TestProgramsThatLieGiveWideBoxesAndEnd(t *testing.T) {
	t.Parallel()
	big := func(table []byte) {
		for i := range table {
			table[i] = 0xFF
		}
	}
	full := geom.Rect{X0: 0.05, Y0: 0, X1: 0.48, Y1: 0.53} // what "o" and "e" cover
	for name, data := range map[string][]byte{
		"loca of high bits": lying(t, "loca", big),
		"loca that falls":   lying(t, "loca", func(b []byte) { clear(b[len(b)/2:]) }),
		"glyf of high bits": lying(t, "glyf", big),
		"cmap of high bits": lying(t, "cmap", big),
		"hmtx of high bits": lying(t, "hmtx", big),
		"head of zeros":     lying(t, "head", func(b []byte) { clear(b) }),
		"head of high bits": lying(t, "head", big),
		"headers of no size": lying(t, "glyf", func(b []byte) {
			program := readProgram(goregular.TTF).(*sfntProgram)
			for gid := range program.glyphs {
				from := u32(program.loca, 4*gid)
				if !program.longLoca {
					from = 2 * u16(program.loca, 2*gid)
				}
				clear(cut(b, from+2, 8))
			}
		}),
		"cut off": goregular.TTF[:len(goregular.TTF)/3],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := embedded("TrueType", data, flagNonsymbolic)
			f["Encoding"] = types.Name("WinAnsiEncoding")
			for _, g := range load(t, f).Glyphs(nil, []byte("oe")) {
				if !g.Blank && !g.Box.Contains(full) && name != "head of high bits" && name != "head of zeros" {
					t.Errorf("the box of %s is %v", g.Text, g.Box)
				}
			}
		})
	}
}

// Components that name each other and glyphs that are all the same large outline.
func TestWorkOnOutlinesIsBounded(t *testing.T) {
	t.Parallel()
	const glyphs = 2000
	self := make([]byte, 0, 4000)
	self = append(self, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0)
	for i := range 400 {
		self = binary.BigEndian.AppendUint16(self, more|xyArguments)
		self = binary.BigEndian.AppendUint16(self, uint16(i))
		self = append(self, 0, 0)
	}
	points := make([]byte, 0, 400)
	points = append(points, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFE, 0, 0)
	for range 256 {
		points = append(points, repeat|xSame|ySame, 255)
	}
	for name, glyph := range map[string][]byte{"components": self, "points": points} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := readSfnt(build(glyphs, glyph))
			if program == nil {
				t.Fatal("the program is not read")
			}
			before := program.steps
			known := 0
			for gid := range glyphs {
				if _, ok := program.outline(gid); ok {
					known++
				}
			}
			if name == "points" && known == 0 || known == glyphs {
				t.Errorf("%d of %d outlines are known", known, glyphs)
			}
			if spent := before - program.steps; spent > 2*before+glyphs*1<<16 {
				t.Errorf("%d steps were made, %d are allowed", spent, before)
			}
		})
	}
}

// A table of characters that names far more than there are glyphs is not followed.
func TestCharactersAreTurnedRoundInProportion(t *testing.T) {
	t.Parallel()
	program := readProgram(goregular.TTF).(*sfntProgram)
	greedy := make([]byte, 16+12)
	binary.BigEndian.PutUint16(greedy, 12)
	binary.BigEndian.PutUint32(greedy[12:], 1)
	binary.BigEndian.PutUint32(greedy[16+4:], 0x10FFFF)
	binary.BigEndian.PutUint32(greedy[16+8:], 1)
	asked := 0
	subtable{platform: platformUnicode, data: greedy}.each(500, func(int, int) { asked++ })
	if asked != 500 {
		t.Errorf("%d characters were looked at, want 500", asked)
	}
	for first, want := range map[uint32]string{99: "😀", 9999: ""} { // the last of the characters before it, which have no glyph
		groups := append(words(12, 0), make([]byte, 8)...)
		for _, n := range []uint32{2, 0, first, 7, 0x1F600, 0x1F600, 1} {
			groups = binary.BigEndian.AppendUint32(groups, n)
		}
		cmap := append(words(0, 1, platformMicrosoft, microsoftUCS4, 0, 12), groups...)
		if got := crafted([][]byte{nil, square(0, 0, 1), nil}, nil, table{"cmap", cmap}).text(1); got != want {
			t.Errorf("behind %d characters the text is %q, want %q", first, got, want)
		}
	}
	known := 0
	for gid := range program.glyphs {
		if program.text(gid) != "" {
			known++
		}
	}
	if known < program.glyphs*8/10 {
		t.Errorf("only %d of %d glyphs of an honest font have a text", known, program.glyphs)
	}
}

// build makes a font program all of whose glyphs are the same.
func build(glyphs int, glyph []byte) []byte {
	loca := make([]byte, 0, 4*(glyphs+1))
	for i := range glyphs + 1 { // each ends before it begins, so it goes on to the end
		loca = binary.BigEndian.AppendUint32(loca, uint32((glyphs-i)%2))
	}
	for i := range glyphs + 1 {
		binary.BigEndian.PutUint32(loca[4*i:], uint32(i%2*len(glyph)))
	}
	head := make([]byte, 54)
	binary.BigEndian.PutUint16(head[18:], 1000)
	head[51] = 1
	maxp := []byte{0, 1, 0, 0, byte(glyphs >> 8), byte(glyphs)}
	tables := []struct {
		tag  string
		data []byte
	}{{"glyf", glyph}, {"head", head}, {"loca", loca}, {"maxp", maxp}}
	out := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	var body []byte
	for _, table := range tables {
		out = append(out, table.tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(12+16*len(tables)+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(table.data)))
		body = append(body, table.data...)
	}
	return append(out, body...)
}
