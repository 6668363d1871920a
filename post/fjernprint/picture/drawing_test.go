package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// read returns what a picture says, and fails when it is no XML or has numbers
// that are none.
func read(t *testing.T, svg []byte) string {
	t.Helper()
	var said strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return said.String()
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			said.Write(token)
			said.WriteByte('\n')
		case xml.StartElement:
			for _, a := range token.Attr {
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") || strings.Contains(a.Value, "%!") {
					t.Errorf("%s has %s=%q", token.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
	}
}

func a4() *drawing { return &drawing{number: 1, width: 210, height: 297} }

// written are text marks of one line, each so many millimetres behind the one before.
func written(y, gap float64, texts ...string) (marks []ink.Mark) {
	x := 20.0
	for _, s := range texts {
		m := ink.Mark{Kind: ink.Text, Text: s, Size: 10, Upright: true, Base: y}
		for _, r := range s {
			m.Glyphs = append(m.Glyphs, ink.Glyph{Text: string(r), Box: geom.Rect{X0: x, Y0: y - 3, X1: x + 2, Y1: y}})
			x += 2
		}
		m.Box = geom.Rect{X0: x - 2*float64(len(m.Glyphs)), Y0: y - 3, X1: x, Y1: y}
		x += gap
		marks = append(marks, m)
	}
	return marks
}

func TestNumbersThatManyMarksMakeUpTogetherAreHidden(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		marks []ink.Mark
		want  string // of the digits, what is still shown
	}{
		{"in one mark", written(50, 0, "CPR 070394-1234"), ""},
		{"in two", written(50, 0, "070394", "-1234"), ""},
		{"figure by figure", written(50, 0, strings.Split("070394-1234", "")...), ""},
		{"figure by figure, spaced", written(50, 0.5, strings.Split("070394-1234", "")...), ""},
		{"with a blank that is a gap", written(50, 1.5, "070394", "1234"), ""},
		{"drawn backwards", func() []ink.Mark { m := written(50, 0, "070394", "-1234"); return []ink.Mark{m[1], m[0]} }(), ""},
		{"none", written(50, 1.5, "Sag 2026-1234", "side 3"), "202612343"},
		{"on two lines", append(written(50, 0, "070394"), written(60, 0, "1234")...), "0703941234"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := a4()
			d.keep(c.marks)
			d.drawMarks()
			shown := strings.Map(func(r rune) rune {
				if isDigit(r) {
					return r
				}
				return -1
			}, read(t, []byte("<g>"+d.out.String()+"</g>")))
			if shown != c.want {
				t.Errorf("shows the digits %q", shown)
			}
			if got := len(d.covered) > 0; got != (c.want == "") {
				t.Errorf("a raster is covered: %t", got)
			}
		})
	}
}

func TestDigitsUnderARasterAreCoveredAndNothingElse(t *testing.T) {
	t.Parallel()
	d := a4()
	d.keep(written(50, 0, "CPR 070394-1234 her"))
	d.raster = []byte("raster")
	d.page()
	svg := d.out.String()
	// "CPR " is 8 mm wide, the six digits 12, the dash 2, the other four 8.
	for _, want := range []string{`x="27.8" y="46.8" width="12.4"`, `x="41.8" y="46.8" width="8.4"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no cover at %s in %s", want, svg)
		}
	}
	if n := strings.Count(svg, "<rect"); n != 2 {
		t.Errorf("%d covers", n)
	}
}

func TestTextOfADocumentCannotBecomeMarkup(t *testing.T) {
	t.Parallel()
	hostile := "</text><script>alert(1)</script>&\"'\x00\x1b\u202Etxet\uFEFF\xff"
	d := a4()
	d.keep(written(50, 0, hostile))
	d.zones = []fjernprint.Zone{{Name: hostile, Box: fjernprint.Box{X: 1, Y: 1, W: 100, H: 100}, Da: hostile, En: hostile}}
	d.findings = []fjernprint.Finding{{
		Rule: fjernprint.RuleID(hostile), Zone: hostile, Excerpt: hostile, En: hostile, Page: 1,
		Box: &fjernprint.Box{X: 5, Y: 5, W: 5, H: 5}, Move: &fjernprint.Move{Direction: fjernprint.Direction(hostile), MM: 3},
	}}
	said := read(t, d.svg())
	if !strings.Contains(said, "<script>") {
		t.Error("the text is not there")
	}
	if strings.ContainsAny(said, "\x00\x1b\u202E\uFEFF") {
		t.Errorf("control characters in %q", said)
	}
}

func TestNumbersThatAreNoneAreDrawnAsSomething(t *testing.T) {
	t.Parallel()
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 0}
	for _, a := range odd {
		for _, b := range odd {
			d := a4()
			d.width, d.height = a, b
			marks := written(a, b, "text")
			for _, kind := range []ink.Kind{ink.Text, ink.Path, ink.Image, ink.Shading} {
				marks = append(marks, ink.Mark{Kind: kind, Text: "x", Upright: true, Size: a, Base: b, Box: geom.Rect{X0: a, Y0: b, X1: b, Y1: a}})
			}
			d.keep(marks)
			d.raster = nil
			d.findings = []fjernprint.Finding{{Page: 1, Box: &fjernprint.Box{X: a, Y: b, W: b, H: a}, Move: &fjernprint.Move{Direction: fjernprint.Up, MM: a}}}
			read(t, d.svg())
		}
	}
}

func TestWhatIsNotDrawnIsSaid(t *testing.T) {
	t.Parallel()
	d := a4()
	var marks []ink.Mark
	for i := range maxMarks + 5 {
		marks = append(marks, written(float64(i%290), 0, "ord")...)
	}
	d.keep(marks)
	svg := d.svg()
	if said := read(t, svg); !strings.Contains(said, "5 more marks") || len(svg) > 1<<20 {
		t.Errorf("%d bytes", len(svg))
	}
	d = a4()
	d.danish, d.blind = true, true
	if said := read(t, d.svg()); !strings.Contains(said, "kunne ikke tegnes") {
		t.Error(said)
	}
}

func TestAFindingWithoutAPlaceIsOutlinedWhereSomethingIsMissing(t *testing.T) {
	t.Parallel()
	d := a4()
	d.findings = []fjernprint.Finding{
		{Rule: "FP-043", Severity: fjernprint.Reject, Page: 1, ZoneBox: &fjernprint.Box{X: 21, Y: 41, W: 59, H: 21}, En: "Page 1: there is no address."},
		{Rule: "FP-061", Severity: fjernprint.Warn, Page: 1, En: "Page 1: it is blank."},
	}
	svg := d.svg()
	if !bytes.Contains(svg, []byte(`x="20.4" y="40.4" width="60.2" height="22.2"`)) {
		t.Error("the zone is not outlined")
	}
	if said := read(t, svg); !strings.Contains(said, "\nthere is no address.") || !strings.Contains(said, "\nit is blank.") {
		t.Error(said)
	}
}

func TestSeveritiesDifferWithoutColour(t *testing.T) {
	t.Parallel()
	dashes, corners := map[string]bool{}, map[float64]bool{}
	for _, s := range []fjernprint.Severity{fjernprint.Reject, fjernprint.Warn, fjernprint.Info} {
		w := weightOf(&fjernprint.Finding{Severity: s})
		dashes[w.dash], corners[w.corner] = true, true
	}
	looks := map[string]bool{}
	for _, s := range styles {
		_, dash, _ := strings.Cut(s.look, "stroke-dasharray")
		looks[fmt.Sprint(dash, strings.Contains(s.look, "url("))] = true
	}
	if len(dashes) != 3 || len(corners) != 3 || len(looks) != len(styles) {
		t.Errorf("dashes %v, corners %v, zones %v", dashes, corners, looks)
	}
}

func TestLabelsAvoidEachOtherWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	d := a4()
	d.zones = slices.Clone(profile.Zones)
	d.keep(written(40, 0, "Eksempelkøbing Kommune, Prøve"))
	read(t, d.svg())
	var labels []geom.Rect
	for _, o := range d.labels.taken {
		if o.weight == strictly {
			labels = append(labels, o.Rect)
		}
	}
	if len(labels) != len(profile.Zones) {
		t.Fatalf("%d labels of %d zones", len(labels), len(profile.Zones))
	}
	for i, a := range labels {
		if !(geom.Rect{X1: 210, Y1: 297}).Contains(a) {
			t.Errorf("label %d lies outside: %v", i, a)
		}
		for _, b := range labels[i+1:] {
			if a.Overlaps(b) {
				t.Errorf("labels overlap: %v, %v", a, b)
			}
		}
		for _, m := range d.marks {
			if a.Overlaps(m.Box) {
				t.Errorf("a label covers text: %v", a)
			}
		}
	}
}

func TestZonesBeyondTheEdgeOfASmallPageAreLeftOut(t *testing.T) {
	t.Parallel()
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	d := &drawing{number: 1, width: 210, height: 148.5, danish: true, zones: slices.Clone(profile.Zones)}
	said := read(t, d.svg())
	for name, want := range map[string]bool{"OMR": true, "ADDRESS": true, "SDL": false, "DATE": false} {
		if strings.Contains(said, name) != want {
			t.Errorf("%s: said %t", name, !want)
		}
	}
	if !strings.Contains(said, "Side 1 · 210 × 148,5 mm") {
		t.Error(said)
	}
}

func TestArrowsStayOnThePicture(t *testing.T) {
	t.Parallel()
	page := geom.Rect{X1: 210, Y1: 297}.Grow(margin)
	for direction, way := range ways {
		for _, box := range []geom.Rect{{X1: 210, Y1: 297}, {X0: 200, Y0: 290, X1: 210, Y1: 297}, {X1: 5, Y1: 5}, {X0: 100, Y0: 100, X1: 110, Y1: 104}} {
			for _, far := range []float64{0.1, 8, 500} {
				d := a4()
				o := &outlined{Finding: &fjernprint.Finding{Move: &fjernprint.Move{Direction: direction, MM: far}}, box: box}
				from, to := d.shaft(o)
				if !page.Contains(swept(from, to)) {
					t.Errorf("%s from %v by %v: %v to %v", direction, box, far, from, to)
				}
				if forward := (to.X-from.X)*way.X + (to.Y-from.Y)*way.Y; forward < minArrow-1e-9 {
					t.Errorf("%s from %v by %v: goes %v", direction, box, far, forward)
				}
			}
		}
	}
}

func TestTextsAreCutToTheirWidth(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Retsplejelovens ord ", 40)
	lines := wrap(long, bodySize, 100)
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, s := range append(lines, wrap(strings.Repeat("m", 500), bodySize, 100)...) {
		if w := extent(s, bodySize); w > 100 || w < 80 {
			t.Errorf("%q is %v wide", s, w)
		}
	}
	if got := wrap("kort", bodySize, 100); len(got) != 1 || got[0] != "kort" {
		t.Errorf("%q", got)
	}
}
