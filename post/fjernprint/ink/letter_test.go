package ink_test

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// letter makes a document with fpdf and reads its pages.
func letter(t testing.TB, write func(*fpdf.Fpdf)) []*ink.Page {
	t.Helper()
	d, pages := opened(t, write)
	i := ink.New(d)
	var out []*ink.Page
	for n := range pages {
		page, err := i.Page(t.Context(), &pages[n])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, page)
	}
	return out
}

func opened(t testing.TB, write func(*fpdf.Fpdf)) (*pdf.Document, []pdf.Page) {
	t.Helper()
	return openedWithin(t, pdf.DefaultLimits(), write)
}

func openedWithin(t testing.TB, limits pdf.Limits, write func(*fpdf.Fpdf)) (*pdf.Document, []pdf.Page) {
	t.Helper()
	f := fpdf.New("P", "mm", "A4", "")
	f.SetAutoPageBreak(false, 0)
	write(f)
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	d, err := pdf.Open(t.Context(), b.Bytes(), limits)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := d.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d, pages
}

// near reports whether two lengths agree to a tenth of a millimetre.
func near(a, b float64) bool { return math.Abs(a-b) <= .1 }

func TestALetterIsReadToATenthOfAMillimetre(t *testing.T) {
	t.Parallel()
	var width float64
	pages := letter(t, func(f *fpdf.Fpdf) {
		f.AddPage()
		f.SetFont("Helvetica", "", 11)
		width = f.GetStringWidth("Anna")
		f.Text(23, 50, "Anna Eksempel")
		f.Rect(20, 60, 30, 10, "F")
		f.SetLineWidth(1)
		f.Line(20, 100, 190, 100)
		f.SetDrawColor(200, 0, 0)
		f.Rect(100, 120, 20, 10, "D")
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 100, 50))); err != nil {
			t.Error(err)
		}
		f.RegisterImageOptionsReader("logo", fpdf.ImageOptions{ImageType: "PNG"}, &b)
		f.ImageOptions("logo", 20, 150, 40, 20, false, fpdf.ImageOptions{}, 0, "")
		f.TransformBegin()
		f.TransformRotate(90, 100, 200)
		f.Rect(100, 200, 30, 5, "F")
		f.TransformEnd()
		f.AddPage()
		f.ClipRect(10, 10, 50, 50, false)
		f.Rect(0, 0, 30, 30, "F")
		f.ClipEnd()
	})
	if len(pages) != 2 || len(pages[0].Marks) != 6 || len(pages[1].Marks) != 1 {
		t.Fatalf("marks are %q", marks(pages[0]))
	}
	page := pages[0]
	for i, want := range map[int]geom.Rect{
		1: {X0: 20, Y0: 60, X1: 50, Y1: 70},
		2: {X0: 20, Y0: 99.5, X1: 190, Y1: 100.5},
		3: {X0: 99.5, Y0: 119.5, X1: 120.5, Y1: 130.5},
		4: {X0: 20, Y0: 150, X1: 60, Y1: 170},
		5: {X0: 100, Y0: 170, X1: 105, Y1: 200},
	} {
		got := page.Marks[i].Box
		if !near(got.X0, want.X0) || !near(got.Y0, want.Y0) || !near(got.X1, want.X1) || !near(got.Y1, want.Y1) {
			t.Errorf("mark %d is at %s, want %s", i, box(got), box(want))
		}
	}
	text := page.Marks[0]
	if text.Text != "Anna Eksempel" || !text.Upright || !near(text.Base, 50) || !near(text.Size, 11) {
		t.Errorf("the text is %q on %.2f, size %.2f", text.Text, text.Base, text.Size)
	}
	if blank := text.Glyphs[4]; !blank.Blank || !near(blank.Box.X0, 23+width) {
		t.Errorf("the blank is %v, want it at %.2f", blank, 23+width)
	}
	if text.Box.X0 < 22.5 || text.Box.X0 > 23.5 || text.Box.Y0 > 50-2.7 || text.Box.Y1 < 50 || text.Box.Y1 > 52 {
		t.Errorf("the text is at %s", box(text.Box))
	}
	if !page.Marks[3].Colored || page.Marks[1].Colored || page.Marks[4].Colored {
		t.Error("it is the frame that is coloured")
	}
	if ppi := page.Images[0].PPI; math.Abs(ppi-63.5) > .1 {
		t.Errorf("the image has %.1f pixels an inch", ppi)
	}
	if page.Damaged || len(page.Transparency) != 0 || len(page.Fonts) != 1 {
		t.Errorf("damaged %t, transparency %q, fonts %v", page.Damaged, page.Transparency, page.Fonts)
	}
	if got := box(pages[1].Marks[0].Box); got != "10.0 10.0 30.0 30.0" {
		t.Errorf("the clipped rectangle is at %s", got)
	}
}

// ordinary is a page of some 3,000 glyphs with a logo of lines.
func ordinary(f *fpdf.Fpdf) {
	f.AddPage()
	f.SetFont("Helvetica", "", 10)
	f.SetXY(23, 43)
	f.MultiCell(59, 4.1, "Anna Eksempel\nEksempelvej 1\n9999 Eksempelby", "", "L", false)
	f.SetXY(20, 95)
	f.MultiCell(170, 4.6, strings.Repeat("Kommunen har behandlet din ansøgning om boligstøtte og giver dig hermed besked. ", 37), "", "J", false)
	for i := range 20 {
		f.Curve(float64(20+i), 10, float64(25+i), 5, float64(30+i), 20, "D")
	}
}

func BenchmarkPage(b *testing.B) {
	d, pages := opened(b, ordinary)
	glyphs := 0
	if page, err := ink.Interpret(b.Context(), d, &pages[0]); err == nil {
		for _, m := range page.Marks {
			glyphs += len(m.Glyphs)
		}
	}
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			d, pages := opened(b, ordinary)
			b.StartTimer()
			if _, err := ink.Interpret(b.Context(), d, &pages[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("next", func(b *testing.B) {
		d, pages := openedWithin(b, pdf.Limits{Operators: 1 << 40, Marks: 1 << 40, Inflated: 1 << 40}, ordinary)
		i := ink.New(d)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := i.Page(b.Context(), &pages[0]); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(glyphs), "glyphs")
	})
}
