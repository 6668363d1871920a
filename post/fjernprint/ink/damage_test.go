package ink_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

func TestDamagedContentDoesNotStopTheRest(t *testing.T) {
	t.Parallel()
	last := " 50 50 1 1 re f"
	after := "path 50.0 49.0 51.0 50.0"
	var cases []drawn
	for name, content := range map[string]string{
		"an unknown operator":      "1 2 3 launch",
		"too few operands":         "1 2 re 5 w",
		"operands of other kinds":  "(a) (b) (c) (d) re",
		"garbage":                  "\xff\xfe\x01 ~ ) > } {",
		"a name for a number":      "/A w",
		"Q without q":              "Q Q Q",
		"EMC without BMC":          "EMC",
		"too few components":       "q /DeviceRGB cs 1 scn Q",
		"a colour of no space":     "q /Gone cs 1 scn Q",
		"a state of no name":       "/Gone gs",
		"an image without data":    "BI /W 1 /H 1 EI",
		"BI without ID":            "BI 1 0 0 1 0 0 cm",
		"a render mode of its own": "BT 17 Tr /F 5 Tf ( ) Tj ET 0 Tr",
		"an array in an array":     "[ [ (a) ] /x ] TJ",
	} {
		cases = append(cases, drawn{name: name, sheet: draw(content + last), want: []string{after}, damaged: true})
	}
	cases = append(cases,
		drawn{name: "more operands than needed", sheet: draw("1 2 3 4" + last), want: []string{after}},
		drawn{name: "unknown operators within BX and EX", sheet: draw("BX 1 launch BX (x) start EX go EX" + last), want: []string{after}},
		drawn{name: "unknown operators behind EX", sheet: draw("BX EX go" + last), want: []string{after}, damaged: true},
		drawn{name: "q without Q", sheet: draw("q q" + last), want: []string{after}, damaged: true},
		drawn{name: "many q", sheet: draw(strings.Repeat("q ", 1000) + strings.Repeat("Q ", 1000) + last), want: []string{after}},
		drawn{name: "too many q, each with its Q", sheet: draw(strings.Repeat("q ", 5000) + " 2 0 0 2 0 0 cm " + strings.Repeat("Q ", 5000) + last), want: []string{after}, damaged: true},
		drawn{name: "too much marked content, each with its EMC", sheet: draw(strings.Repeat("/A BMC ", 5000) + strings.Repeat("EMC ", 5000) + last), want: []string{after}, damaged: true},
		drawn{name: "a string that never ends", sheet: draw("50 50 1 1 re f (abc"), want: []string{after}, damaged: true},
	)
	check(t, cases)
}

func TestNumbersStayOnPaper(t *testing.T) {
	t.Parallel()
	nines := strings.Repeat("9", 350)
	for _, content := range []string{
		nines + " 0 0 " + nines + " 0 0 cm 0 0 1 1 re f",
		strings.Repeat(nines+" "+nines+" -"+nines+" "+nines+" "+nines+" "+nines+" cm ", 40) + "0 0 1 1 re B",
		"-" + nines + " -" + nines + " " + nines + " " + nines + " re f",
		"0 0 m " + nines + " -" + nines + " " + nines + " " + nines + " 5 5 c S",
		nines + " w 0 0 m 1 1 l 2 0 l S",
		nines + " M 0 0 m 1 1 l 2 0 l S",
		"BT /F " + nines + " Tf " + nines + " Tc " + nines + " Tz " + nines + " Ts (abc) Tj [(a) -" + nines + " (b)] TJ ET",
		"BT " + strings.Repeat(nines+" 0 Td ", 50) + " /F 1 Tf (abc) Tj ET",
		"0 0 0 0 0 0 cm 0 0 1 1 re B BT /F 9 Tf (a) Tj ET",
		nines + " 0 0 .000000000001 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI",
	} {
		page := interpret(t, draw(content))
		for _, m := range page.Marks {
			numbers := []float64{m.Box.X0, m.Box.Y0, m.Box.X1, m.Box.Y1, m.Base, m.Size, m.ToPaper.A, m.ToPaper.D, m.ToPaper.E}
			for _, g := range m.Glyphs {
				numbers = append(numbers, g.Box.X0, g.Box.Y0, g.Box.X1, g.Box.Y1)
			}
			for i, n := range numbers {
				most := 1e6
				if i >= 6 {
					most = 1e12
				}
				if !(math.Abs(n) <= most) {
					t.Errorf("%.60s: number %d of a mark is %g", content, i, n)
				}
			}
			if !(m.Box.X0 <= m.Box.X1 && m.Box.Y0 <= m.Box.Y1) {
				t.Errorf("%.60s: the box is %v", content, m.Box)
			}
		}
	}
}

// doubling is a chain of forms of which each draws the next one twice.
func doubling(n int, last string) sheet {
	s := sheet{content: "/X Do", resources: "/XObject << /X 6 0 R >>"}
	for i := range n {
		s.objects = append(s.objects, form(fmt.Sprintf("/BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>", i+7), "/X Do /X Do"))
	}
	s.objects = append(s.objects, form("/BBox [0 0 9 9]", last))
	return s
}

// repeated is a form that is drawn a number of times.
func repeated(n int, content string) sheet {
	return sheet{
		content: strings.Repeat("/X Do ", n), resources: "/XObject << /X 6 0 R >>",
		objects: []string{form("/BBox [0 0 9 9]", content)},
	}
}

func TestBudgetsEndWhatHasNoEnd(t *testing.T) {
	t.Parallel()
	limits := pdf.Limits{Operators: 100_000, Marks: 10_000, Inflated: 10 << 20, Depth: 30}
	nested := doubling(40, "")
	nested.objects = nil
	for i := range 40 {
		nested.objects = append(nested.objects, form(fmt.Sprintf("/BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>", i+7), "/X Do"))
	}
	nested.objects = append(nested.objects, form("/BBox [0 0 9 9]", ""))
	patterns := sheet{content: "/Pattern cs /X scn 0 0 1 1 re f", resources: "/Pattern << /X 6 0 R >>"}
	for i := range 25 {
		patterns.objects = append(patterns.objects, stream(fmt.Sprintf("/PatternType 1 /PaintType 1 /BBox [0 0 9 9] /Resources << /Pattern << /X %d 0 R >> >>", i+7),
			"/Pattern cs /X scn 0 0 1 1 re f q 2 0 0 2 0 0 cm 0 0 1 1 re f Q 0 0 5 5 re f"))
	}
	patterns.objects = append(patterns.objects, stream("/PatternType 1 /PaintType 1 /BBox [0 0 9 9] /Resources << >>", "0 0 1 1 re f"))
	for _, c := range []struct {
		name   string
		sheet  sheet
		budget pdf.Budget // "" when it must come to an end by itself
	}{
		{"operators", draw(strings.Repeat("q Q ", 60_000)), pdf.Operators},
		{"a bomb of forms", doubling(25, "0 0 1 1 re n"), pdf.Operators},
		{"a bomb of empty forms", doubling(25, ""), pdf.Operators},
		{"a bomb of comments", doubling(12, "%"+strings.Repeat("x", 100_000)), pdf.Operators},
		{"a bomb of patterns is drawn once", patterns, ""},
		{"marks", draw(strings.Repeat("0 0 1 1 re f ", 11_000)), pdf.Marks},
		{"glyphs", draw("BT /F 1 Tf (" + strings.Repeat("x", 11_000) + ") Tj ET"), pdf.Marks},
		{"glyphs of one long string", draw("BT /F 1 Tf (" + strings.Repeat("x", 5_000_000) + ") Tj ET"), pdf.Marks},
		{"nesting", nested, pdf.Depth},
		{"glyphs that are not seen", repeated(200, "BT 3 Tr /F 1 Tf ("+strings.Repeat("x", 5_000)+") Tj ET"), pdf.Operators},
		{"colours that take long", sheet{
			content:   "/S cs " + strings.Repeat(".5 scn ", 1_000),
			resources: "/ColorSpace << /S [/Separation /S /DeviceGray 6 0 R] >>",
			objects:   []string{stream("/FunctionType 4 /Domain [0 1] /Range [0 1]", "{"+strings.Repeat("abs ", 4_000)+"}")},
		}, pdf.Operators},
		{"images whose end is nowhere", draw(strings.Repeat("BI /F /Fl ID EI zz ", 200_000)), pdf.Operators},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page, err := attempt(t, c.sheet, limits)
			var spent *pdf.LimitError
			switch {
			case c.budget == "" && err != nil:
				t.Fatal(err)
			case c.budget != "" && (!errors.As(err, &spent) || spent.Budget != c.budget):
				t.Fatalf("the error is %v, want %q used up", err, c.budget)
			case c.budget != "" && page != nil:
				t.Error("there is a page with the error")
			}
		})
	}
}

func TestAContextThatIsOverEndsThePage(t *testing.T) {
	t.Parallel()
	d, err := pdf.Open(t.Context(), draw(strings.Repeat("q Q ", 60_000)).document(), pdf.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	pages, err := d.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ink.New(d).Page(ctx, &pages[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("before it begins: %v", err)
	}
	// One that ends after it was looked at once: while the page is being read.
	if _, err := ink.New(d).Page(&ending{Context: t.Context(), left: 1}, &pages[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("while it runs: %v", err)
	}
}

// ending is a context that is over after it was asked a number of times.
type ending struct {
	context.Context
	left int
}

func (e *ending) Err() error {
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestTheSameBytesGiveTheSamePage(t *testing.T) {
	t.Parallel()
	s := show("BT /T 10 Tf (ab) Tj /F 9 Tf (Hej) Tj ET /X gs 0 0 9 9 re B")
	s.resources += " /ExtGState << /X << /ca .5 /CA .5 /BM /Screen /SMask << >> >> >>"
	first := interpret(t, s)
	for range 10 {
		if diff := cmp.Diff(first, interpret(t, s)); diff != "" {
			t.Fatalf("pages differ:\n%s", diff)
		}
	}
}

func TestAnInterpreterReadsManyPages(t *testing.T) {
	t.Parallel()
	d, err := pdf.Open(t.Context(), show("BT /T 10 Tf 10 20 Td (ab) Tj /F 9 Tf (Hej) Tj ET").document(), pdf.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	pages, err := d.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := ink.New(d)
	first, err := i.Page(t.Context(), &pages[0])
	if err != nil {
		t.Fatal(err)
	}
	second, err := i.Page(t.Context(), &pages[0])
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the page is another one the second time:\n%s", diff)
	}
}
