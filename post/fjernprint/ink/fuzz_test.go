package ink_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// everything is a page whose resources have one of each.
func everything(content string) sheet {
	return sheet{
		content: content,
		resources: `/Font << /T 6 0 R >> /XObject << /X 10 0 R /I 11 0 R /L 12 0 R >>
			/Pattern << /P 13 0 R /S << /PatternType 2 /Shading 14 0 R >> >> /Shading << /S 14 0 R >>
			/ColorSpace << /C [/Separation /Spot /DeviceCMYK 15 0 R] /U [/Pattern /DeviceRGB] /N [/Indexed /DeviceRGB 1 <FFFFFF000000>] >>
			/ExtGState << /G << /ca .5 /BM /Multiply /LW 3 /Font [6 0 R 9] >> >> /Properties << /O 16 0 R >>`,
		catalog: "/OCProperties << /OCGs [16 0 R] /D << /OFF [16 0 R] >> >>",
		page:    "/Annots [<< /Subtype /Stamp /F 4 /Rect [0 0 50 50] /AP << /N 10 0 R >> >>]",
		objects: append(square[:4:4],
			form("/BBox [0 0 10 10] /Group << /S /Transparency >> /Resources << /XObject << /X 10 0 R >> >>", "0 0 5 5 re f /X Do"),
			stream("/Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x00\xff\x00\xff"),
			form("/BBox [0 0 10 10] /OC 16 0 R", "0 0 5 5 re f"),
			stream("/PatternType 1 /PaintType 1 /BBox [0 0 9 9] /Resources << /Pattern << /P 13 0 R >> >>", "/Pattern cs /P scn 0 0 1 1 re f 0 g 0 0 1 1 re f"),
			"<< /ShadingType 2 /ColorSpace /DeviceGray /Function 15 0 R >>",
			stream("/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]", "{ 0 exch 0 exch dup }"),
			"<< /Type /OCG /Name (Fra) >>"),
	}
}

func FuzzContent(f *testing.F) {
	for _, content := range []string{
		"q 1 0 0 1 9 9 cm 2 w 0 0 m 1 1 l 2 0 3 3 4 4 c h B* Q 0 0 9 9 re W* n",
		"BT /T 9 Tf 3 Tc 2 Tw 90 Tz 12 TL 1 Ts 5 Tr 10 20 Td (a b) Tj [(a) -3000 (b) 9] TJ T* (a) ' 1 2 (b) \" ET",
		"/Pattern cs /P scn 0 0 9 9 re f /S scn b* /U cs 1 0 0 /P scn f /C CS .5 SCN S /N cs 1 sc f",
		"/G gs /X Do /I Do /L Do /S sh BT /F 8 Tf <41> Tj ET",
		"/OC /O BDC 0 0 9 9 re f /A <</B[1 2(c)]>> BDC EMC EMC EMC",
		"BI /W 2 /H 2 /BPC 8 /CS /RGB ID 0123456789ab EI BI /F [/A85 /Fl] ID abc~> EI",
		"BX nonsense EX ((((( \\\\ \\1 [ [ << /a >> ] 99999999999999999999 0 0 1e9 -.-5 0 cm",
		strings.Repeat("q ", 50) + strings.Repeat("[", 100),
	} {
		f.Add([]byte(content))
	}
	limits := pdf.Limits{Operators: 20_000, Marks: 20_000, Inflated: 1 << 20, Depth: 20}
	f.Fuzz(func(t *testing.T, content []byte) {
		page, err := attempt(t, everything(string(content)), limits)
		var spent *pdf.LimitError
		switch {
		case errors.As(err, &spent):
			return
		case err != nil:
			t.Fatal(err)
		}
		glyphs := 0
		for _, m := range page.Marks {
			glyphs += len(m.Glyphs)
			checkMark(t, m)
		}
		if n := len(page.Marks) + glyphs; n > limits.Marks {
			t.Errorf("%d marks and glyphs are kept", n)
		}
	})
}

// checkMark looks for what no content may cause.
func checkMark(t *testing.T, m ink.Mark) {
	t.Helper()
	const far = 1e6
	if b := m.Box; !(b.X0 >= -far && b.X0 <= b.X1 && b.X1 <= far && b.Y0 >= -far && b.Y0 <= b.Y1 && b.Y1 <= far) {
		t.Errorf("the box of a %s is %v", m.Kind, b)
	}
	if m.Kind != ink.Text {
		return
	}
	if len(m.Glyphs) == 0 || m.Glyphs[0].Blank || m.Glyphs[len(m.Glyphs)-1].Blank {
		t.Errorf("a text begins or ends with a blank, or has nothing: %q", m.Text)
	}
	text := ""
	for _, g := range m.Glyphs {
		text += g.Text
		if !g.Blank && !m.Box.Contains(g.Box) {
			t.Errorf("%q at %v is not within %v", g.Text, g.Box, m.Box)
		}
	}
	if text != m.Text {
		t.Errorf("the text is %q, its glyphs %q", m.Text, text)
	}
	if math.IsNaN(m.Size) || m.Size < 0 || math.IsNaN(m.Base) {
		t.Errorf("size %g, base %g", m.Size, m.Base)
	}
}
