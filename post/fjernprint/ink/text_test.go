package ink_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// square is a Type 3 font whose a fills its em, whose b is half as wide and high,
// and whose blank is an em wide: boxes are exact.
var square = []string{
	`<< /Type /Font /Subtype /Type3 /Name /Square /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0]
		/FirstChar 32 /LastChar 98 /Widths [1000 ` + strings.Repeat("0 ", 64) + `1000 500]
		/Encoding << /Differences [32 /space 97 /a /b] >> /CharProcs << /space 7 0 R /a 8 0 R /b 9 0 R >> /Resources << >> >>`,
	stream("", "1000 0 d0"),
	stream("", "1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"),
	stream("", "500 0 0 0 500 500 d1 1 0 0 rg 0 0 500 500 re f"), // its colour does not count
}

func show(content string) sheet {
	return sheet{content: content, resources: "/Font << /T 6 0 R >>", objects: square}
}

// capital is where an H of Helvetica is on the paper, shown at 10, 20 mm in a size
// of so many mm. How generous its box is, is for package font to say.
func capital(t *testing.T, size float64) geom.Rect {
	t.Helper()
	page := interpret(t, draw(fmt.Sprintf("BT /F %f Tf 10 20 Td (H) Tj ET", size)))
	if len(page.Marks) != 1 {
		t.Fatalf("marks are %q", marks(page))
	}
	return page.Marks[0].Box
}

func TestTextIsWhereItsGlyphsAre(t *testing.T) {
	t.Parallel()
	h := capital(t, 10)
	check(t, []drawn{
		{name: "shown", sheet: show("BT /T 10 Tf 10 20 Td (aa) Tj ET"), want: []string{"text 10.0 70.0 30.0 80.0"}},
		{name: "a half", sheet: show("BT /T 10 Tf 10 20 Td (ab) Tj ET"), want: []string{"text 10.0 70.0 25.0 80.0"}},
		{name: "hexadecimal", sheet: show("BT /T 10 Tf 10 20 Td <6161> Tj ET"), want: []string{"text 10.0 70.0 30.0 80.0"}},
		{name: "moved twice", sheet: show("BT /T 10 Tf 10 20 Td 10 20 Td (a) Tj ET"), want: []string{"text 20.0 50.0 30.0 60.0"}},
		{name: "a second string follows the first", sheet: show("BT /T 10 Tf 10 20 Td (a) Tj (a) Tj ET"), want: []string{"text 10.0 70.0 20.0 80.0", "text 20.0 70.0 30.0 80.0"}},
		{name: "kerned", sheet: show("BT /T 10 Tf 10 20 Td [(a) -500 (a) 500 (a)] TJ ET"), want: []string{"text 10.0 70.0 40.0 80.0"}},
		{name: "kerned and scaled", sheet: show("BT /T 10 Tf 50 Tz 10 20 Td [(a) -500 (a)] TJ ET"), want: []string{"text 10.0 70.0 22.5 80.0"}},
		{name: "a gap of more than an em", sheet: show("BT /T 10 Tf 10 20 Td [(a) -2000 (a)] TJ ET"), want: []string{"text 10.0 70.0 20.0 80.0", "text 40.0 70.0 50.0 80.0"}},
		{name: "set by a matrix", sheet: show("BT /T 1 Tf 10 0 0 5 10 20 Tm (aa) Tj ET"), want: []string{"text 10.0 75.0 30.0 80.0"}},
		{name: "turned to run upwards", sheet: show("BT /T 10 Tf 0 1 -1 0 50 20 Tm (aa) Tj ET"), want: []string{"text 40.0 60.0 50.0 80.0"}},
		{name: "mirrored", sheet: show("BT /T 10 Tf -1 0 0 1 50 20 Tm (aa) Tj ET"), want: []string{"text 30.0 70.0 50.0 80.0"}},
		{name: "a negative size", sheet: show("BT /T -10 Tf 50 50 Td (aa) Tj ET"), want: []string{"text 30.0 50.0 50.0 60.0"}},
		{name: "spaced characters", sheet: show("BT /T 10 Tf 5 Tc 10 20 Td (aa) Tj ET"), want: []string{"text 10.0 70.0 35.0 80.0"}},
		{name: "spaced words", sheet: show("BT /T 10 Tf 5 Tw 10 20 Td (a a) Tj ET"), want: []string{"text 10.0 70.0 45.0 80.0"}},
		{name: "scaled", sheet: show("BT /T 10 Tf 50 Tz 4 Tc 10 20 Td (aa) Tj ET"), want: []string{"text 10.0 70.0 22.0 80.0"}},
		{name: "raised", sheet: show("BT /T 10 Tf 3 Ts 10 20 Td (a) Tj ET"), want: []string{"text 10.0 67.0 20.0 77.0"}},
		{name: "lines", sheet: show("BT /T 10 Tf 12 TL 10 50 Td (a) Tj T* (a) Tj (a) ' ET"),
			want: []string{"text 10.0 40.0 20.0 50.0", "text 10.0 52.0 20.0 62.0", "text 10.0 64.0 20.0 74.0"}},
		{name: "leading by TD", sheet: show("BT /T 10 Tf 10 50 Td 0 -12 TD (a) Tj T* (a) Tj ET"), want: []string{"text 10.0 52.0 20.0 62.0", "text 10.0 64.0 20.0 74.0"}},
		{name: "a line with spacing", sheet: show(`BT /T 10 Tf 12 TL 10 50 Td 1 2 (a a) " ET`), want: []string{"text 10.0 52.0 45.0 62.0"}},
		{name: "blanks around it do not count", sheet: show("BT /T 10 Tf 10 20 Td ( a ) Tj ET"), want: []string{"text 20.0 70.0 30.0 80.0"}},
		{name: "nothing but blanks", sheet: show("BT /T 10 Tf 10 20 Td (  ) Tj ET"), want: nil},
		{name: "a new text object begins at the origin", sheet: show("BT /T 10 Tf 10 20 Td ET BT (a) Tj ET"), want: []string{"text 0.0 90.0 10.0 100.0"}},
		{name: "q and Q within a text object", sheet: show("BT /T 10 Tf 10 20 Td q (a) Tj Q (a) Tj ET"), want: []string{"text 10.0 70.0 20.0 80.0", "text 20.0 70.0 30.0 80.0"}},
		{name: "size 0", sheet: show("BT /T 0 Tf 10 20 Td (a) Tj ET"), want: nil},
		{name: "white", sheet: show("1 g BT /T 10 Tf 10 20 Td (a) Tj ET"), want: nil},
		{name: "coloured", sheet: show("1 0 0 rg BT /T 10 Tf 10 20 Td (a) Tj ET"), want: []string{"text 10.0 70.0 20.0 80.0 coloured"}},
		{name: "clipped", sheet: show("15 20 100 5 re W n BT /T 10 Tf 10 20 Td (aa) Tj ET"), want: []string{"text 15.0 75.0 30.0 80.0"}},
		{name: "clipped away", sheet: show("50 50 10 10 re W n BT /T 10 Tf 10 20 Td (aa) Tj ET"), want: nil},
		{name: "without a font", sheet: draw("BT 10 20 Td 10 0 0 10 10 20 Tm /Gone 1 Tf (H) Tj ET"), want: []string{"text " + box(h)}, damaged: true},
		{name: "stroked text is as much larger as the pen is wide", sheet: draw("2 w BT /F 10 Tf 10 20 Td 1 Tr (H) Tj ET"), want: []string{"text " + box(h.Grow(1))}},
		{name: "filled and stroked", sheet: draw("2 w 1 G BT /F 10 Tf 10 20 Td 2 Tr (H) Tj ET"), want: []string{"text " + box(h)}},
	})
}

func TestInvisibleTextDrawsNothing(t *testing.T) {
	t.Parallel()
	for mode := range 8 {
		for _, font := range []string{"F", "T"} {
			name := fmt.Sprintf("mode %d, font %s", mode, font)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				page := interpret(t, show(fmt.Sprintf("BT /%s 10 Tf 10 20 Td %d Tr (aa) Tj ET", font, mode)))
				visible := mode != 3 && mode != 7
				if got := len(page.Marks) == 1; got != visible {
					t.Errorf("it is visible: %t, want %t", got, visible)
				}
				if got := len(page.Fonts) == 1; got != visible {
					t.Errorf("its font is used: %t, want %t", got, visible)
				}
			})
		}
	}
}

func TestAMarkOfTextSaysWhatItReads(t *testing.T) {
	t.Parallel()
	page := interpret(t, show("BT /T 10 Tf 2 Tw 10 20 Td ( a b ) Tj ET BT /F 4 Tf 10 50 Td (S\\370ren) Tj ET"))
	var got []string
	for _, m := range page.Marks {
		s := fmt.Sprintf("%q %s %.2f %.1f %t:", m.Text, m.Font, m.Size, m.Base, m.Upright)
		for _, g := range m.Glyphs {
			s += fmt.Sprintf(" %q", g.Text)
			if g.Blank {
				s += " blank"
			}
		}
		got = append(got, s)
	}
	want := []string{
		`"a b" Square 28.35 80.0 true: "a" " " blank "b"`,
		`"Søren" Helvetica 11.34 50.0 true: "S" "ø" "r" "e" "n"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	cut := interpret(t, show("15 20 100 5 re W n BT /T 10 Tf 10 20 Td (aa) Tj ET")).Marks[0]
	if got := box(cut.Glyphs[0].Box); got != "15.0 75.0 20.0 80.0" {
		t.Errorf("the glyph that is cut is at %s", got)
	}
	wide := page.Marks[0].Glyphs[1].Box // an em, and the word spacing
	if got := box(wide); got != "32.0 73.0 44.0 80.0" {
		t.Errorf("the blank is at %s", got)
	}
}

func TestUprightIsWithinHalfADegree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		degrees float64
		want    bool
	}{{0, true}, {.4, true}, {-.4, true}, {.6, false}, {-.6, false}, {90, false}, {180, false}, {270, false}} {
		sin, cos := math.Sincos(c.degrees * math.Pi / 180)
		page := interpret(t, show(fmt.Sprintf("BT /T 10 Tf %f %f %f %f 50 50 Tm (a) Tj ET", cos, sin, -sin, cos)))
		if got := page.Marks[0].Upright; got != c.want {
			t.Errorf("%v degrees are upright: %t, want %t", c.degrees, got, c.want)
		}
		// A negative size, or scale, turns it once more.
		for _, content := range []string{"/T -10 Tf", "/T 10 Tf -100 Tz"} {
			page = interpret(t, show(fmt.Sprintf("BT %s %f %f %f %f 50 50 Tm (a) Tj ET", content, -cos, -sin, sin, -cos)))
			if got := page.Marks[0].Upright; got != c.want {
				t.Errorf("%v degrees, turned twice by %s, are upright: %t, want %t", c.degrees, content, got, c.want)
			}
		}
	}
}

func TestVerticalTextRunsDownwards(t *testing.T) {
	t.Parallel()
	page := interpret(t, sheet{
		content:   "BT /V 10 Tf 50 80 Td <00410041> Tj ET",
		resources: "/Font << /V 6 0 R >>",
		objects: []string{
			"<< /Type /Font /Subtype /Type0 /BaseFont /Tate /Encoding /Identity-V /DescendantFonts [7 0 R] >>",
			`<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tate /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
				/DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Tate /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /Flags 4 >> >>`,
		},
	})
	if len(page.Marks) != 1 {
		t.Fatalf("there are %d marks", len(page.Marks))
	}
	m := page.Marks[0]
	if m.Upright {
		t.Error("it counts as upright")
	}
	first, second := m.Glyphs[0].Box, m.Glyphs[1].Box
	if d := second.Y0 - first.Y0; math.Abs(d-10) > .05 {
		t.Errorf("the second glyph is %.1f mm below the first, want 10", d)
	}
	if c := (first.X0 + first.X1) / 2; math.Abs(c-50) > 1 {
		t.Errorf("the column is at %.1f mm, want 50", c)
	}
}

func TestFontsThatDrewAreListedOnce(t *testing.T) {
	t.Parallel()
	page := interpret(t, sheet{
		content: `BT /T 10 Tf 10 20 Td ( ) Tj /F 10 Tf (x) Tj /F 5 Tf (y) Tj ET
			q 1 g BT /W 10 Tf (white) Tj ET Q BT /T 10 Tf 3 Tr (a) Tj 0 Tr ( a) Tj ET`,
		resources: "/Font << /T 6 0 R /W 10 0 R >>",
		objects:   append(square[:4:4], "<< /Type /Font /Subtype /TrueType /BaseFont /Verdana >>"),
	})
	want := []ink.FontUse{
		{Name: "Helvetica", Standard: true, First: page.Fonts[0].First},
		{Name: "Square", Embedded: true, Type3: true, First: page.Fonts[1].First},
	}
	if diff := cmp.Diff(want, page.Fonts); diff != "" {
		t.Errorf("fonts (-want +got):\n%s", diff)
	}
	if got := box(page.Fonts[1].First); got != "20.0 90.0 30.0 100.0" {
		t.Errorf("it drew first at %s", got)
	}
}
