package fjernprint

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// a4 is a page as most programs write it, in whole and half points.
func a4() pdf.Page {
	r := geom.Rect{X1: 595.28, Y1: 841.89}
	return pdf.Page{Media: r, Crop: r, RotateOK: true, UserUnit: 1}
}

// laid checks the zones of pages made by hand; blank is a letter that needs nothing.
func laid(t testing.TB, p *Profile, l Letter, pages ...[]ink.Mark) []Finding {
	t.Helper()
	e := examination{profile: p, letter: l, main: true, report: &Report{}, findings: newFindings(p, 0)}
	for i, marks := range pages {
		page := a4()
		page.Number = i + 1
		e.pages, e.inks = append(e.pages, page), append(e.inks, &ink.Page{Marks: marks})
	}
	e.zones()
	found, _ := e.findings.sorted()
	for _, f := range found {
		if strings.ContainsAny(f.Da+f.En, "{}?") {
			t.Errorf("%s has an unfilled sentence:\n%s\n%s", f.Code, f.Da, f.En)
		}
		if f.Rule == "" || f.Page == 0 || f.Zone == "" || f.ZoneBox == nil || f.Source == "" {
			t.Errorf("%s lacks what every finding has: %+v", f.Code, f)
		}
	}
	return found
}

var blank = Letter{ImprintRecipient: true}

func standard(t testing.TB) *Profile {
	t.Helper()
	p, ok := BuiltIn(DefaultProfile)
	if !ok {
		t.Fatal("there is no default profile")
	}
	return p
}

// rect is a mark of graphics by its edges.
func rect(kind ink.Kind, x0, y0, x1, y1 float64) ink.Mark {
	return ink.Mark{Kind: kind, Box: geom.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}}
}

// typed is a line of text of one mark: baseline at y, every glyph half an em wide,
// ink from 0.75 em above to 0.2 em below.
func typed(x, y, size float64, s string) ink.Mark {
	m := ink.Mark{Kind: ink.Text, Text: s, Font: "Prøve", Size: size, Upright: true, Base: y}
	e := size / geom.PointsPerMM
	box := bounds{}
	for _, c := range s {
		g := ink.Glyph{Text: string(c), Blank: c == ' ', Box: geom.Rect{X0: x, X1: x + e/2, Y0: y - 0.75*e, Y1: y + 0.2*e}}
		if !g.Blank {
			box.add(g.Box)
		}
		m.Glyphs = append(m.Glyphs, g)
		x += e / 2
	}
	m.Box = box.Rect
	return m
}

// sideways is the text turned by a quarter clockwise about its beginning: it runs down.
func sideways(m ink.Mark, x, y float64) ink.Mark {
	m.Upright = false
	turn := func(r geom.Rect) geom.Rect {
		return geom.Rect{X0: x - (r.Y1 - y), X1: x - (r.Y0 - y), Y0: y + r.X0 - x, Y1: y + r.X1 - x}
	}
	m.Box = turn(m.Box)
	m.Glyphs = slices.Clone(m.Glyphs)
	for i := range m.Glyphs {
		m.Glyphs[i].Box = turn(m.Glyphs[i].Box)
	}
	return m
}

// moved is a mark after its sender has followed the advice.
func moved(m ink.Mark, by Move) ink.Mark {
	dx, dy := 0.0, 0.0
	switch by.Direction {
	case Left:
		dx = -by.MM
	case Right:
		dx = by.MM
	case Up:
		dy = -by.MM
	case Down:
		dy = by.MM
	}
	shift := func(r geom.Rect) geom.Rect {
		return geom.Rect{X0: r.X0 + dx, Y0: r.Y0 + dy, X1: r.X1 + dx, Y1: r.Y1 + dy}
	}
	m.Box, m.Base = shift(m.Box), m.Base+dy
	m.Glyphs = slices.Clone(m.Glyphs)
	for i := range m.Glyphs {
		m.Glyphs[i].Box = shift(m.Glyphs[i].Box)
	}
	m.ToPaper.E, m.ToPaper.F = m.ToPaper.E+dx, m.ToPaper.F+dy
	return m
}

func codes(found []Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestAZoneThatHasToBeFreeIsTestedHalfAMillimetreWithinItsInnerEdges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mark ink.Mark
		code string // "" none
	}{
		{"OMR from the right, inside", rect(ink.Path, 16.4, 100, 30, 105), "zone.omr.occupied"},
		{"OMR from the right, outside", rect(ink.Path, 16.6, 100, 30, 105), ""},
		{"OMR from below, inside", rect(ink.Path, 5, 179.4, 10, 200), "zone.omr.occupied"},
		{"OMR from below, outside", rect(ink.Path, 5, 179.6, 10, 200), ""},
		{"OMR at the very edge of the paper", rect(ink.Path, -3, 100, 0.1, 105), "zone.omr.occupied"},
		{"left of the paper", rect(ink.Path, -3, 100, -0.1, 105), ""},
		{"a corner of OMR", rect(ink.Path, 16.4, 179.4, 30, 200), "zone.omr.occupied"},
		{"SDL from the left, inside", rect(ink.Image, 150, 200, 203.6, 205), "zone.sdl.occupied"},
		{"SDL from the left, outside", rect(ink.Image, 150, 200, 203.4, 205), ""},
		{"SDL from above, outside", rect(ink.Image, 204, 170, 206, 176.4), ""},
		{"SDL from above, inside", rect(ink.Image, 204, 170, 206, 176.6), "zone.sdl.occupied"},
		{"SDL from below, inside", rect(ink.Image, 204, 275.4, 206, 280), "zone.sdl.occupied"},
		{"SDL from below, outside", rect(ink.Image, 204, 275.6, 206, 280), ""},
		{"SDL at the edge of the paper", rect(ink.Shading, 209.9, 200, 212, 205), "zone.sdl.occupied"},
		{"a level hairline through OMR", rect(ink.Path, 10, 100, 100, 100), "zone.omr.occupied"},
		{"an upright hairline in OMR", rect(ink.Path, 16.4, 100, 16.4, 170), "zone.omr.occupied"},
		{"an upright hairline beside OMR", rect(ink.Path, 16.6, 100, 16.6, 170), ""},
		{"a dot in SDL", rect(ink.Path, 205, 200, 205, 200), "zone.sdl.occupied"},
		{"text that only begins with blanks there", typed(12, 100, 10, "   Kære Anna"), ""},
		{"text of which only blanks lie there", typed(84, 43, 10, "abc    def"), ""},
		{"text that begins there", typed(12, 100, 10, "Kære Anna"), "zone.omr.occupied"},
		{"BARCODE inside", rect(ink.Path, 97.4, 26, 100, 28), "zone.barcode.occupied"},
		{"GROUP", rect(ink.Path, 90, 49, 91, 50), "zone.group.occupied"},
		{"SRM", rect(ink.Path, 85, 60, 86, 61), "zone.srm.occupied"},
		{"ID", rect(ink.Path, 95.4, 45, 110, 46), "zone.id.occupied"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var want []string
			if test.code != "" {
				want = []string{test.code}
			}
			found := slices.DeleteFunc(laid(t, standard(t), blank, []ink.Mark{test.mark}), func(f Finding) bool { return f.Severity != Reject })
			if diff := cmp.Diff(want, codes(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheFindingSaysHowFarToMove(t *testing.T) {
	t.Parallel()
	got := laid(t, standard(t), blank, nil, []ink.Mark{typed(12.3, 100, 10, "Kære Anna, her er dit svar på det, du skrev om")})
	want := []Finding{{
		Rule: "FP-040", Code: "zone.omr.occupied", Severity: Reject, Page: 2, Zone: "OMR",
		ZoneBox: &Box{W: 17, H: 180}, Box: &Box{X: 12.3, Y: 97.35, W: 5.29, H: 3.35}, Kind: "text",
		Move: &Move{Right, 4.7}, Excerpt: "Kære Anna, her er dit svar på det, du s…",
		Limit: "0-17 mm, 0-180 mm from the top", Found: "12.3 mm from the left edge",
		Source: got[0].Source,
		Da:     "Side 2: tekst 12,3 mm fra venstre kant ligger i OMR-feltet (0-17 mm, 0-180 mm fra toppen). Flyt indholdet mindst 4,7 mm mod højre.",
		En:     "Page 2: text 12.3 mm from the left edge lies in the OMR field (0-17 mm, 0-180 mm from the top). Move the content at least 4.7 mm to the right.",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheMoveGoesWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mark ink.Mark
		want *Move
	}{
		{"out of OMR to the right", rect(ink.Path, 10, 100, 40, 105), &Move{Right, 7}},
		{"out of OMR downwards", rect(ink.Path, 2, 178, 40, 190), &Move{Down, 2}},
		{"out of SDL to the left", rect(ink.Path, 150, 200, 204.04, 205), &Move{Left, 1.1}},
		{"out of SDL upwards", rect(ink.Path, 203.5, 170, 209, 178), &Move{Up, 2}},
		{"out of OMR, too wide to go right", rect(ink.Path, 2, 150, 205, 155), &Move{Down, 30}},
		{"past the whole of OMR, for it cannot be left of it", rect(ink.Path, -5, 20, 1, 25), &Move{Right, 22}},
		{"as large as the page", rect(ink.Path, 0, 0, 210, 297), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := laid(t, standard(t), blank, nil, []ink.Mark{test.mark})
			if len(found) == 0 {
				t.Fatal("nothing was found")
			}
			if diff := cmp.Diff(test.want, found[0].Move); diff != "" {
				t.Error(diff)
			}
			if test.want == nil && !strings.HasSuffix(found[0].En, "Remove it, or make it smaller.") {
				t.Error(found[0].En)
			}
		})
	}
}

// anyMark draws a mark that lies on the page, at whole hundredths.
func anyMark(t *rapid.T) ink.Mark {
	at := func(name string, low, high float64) float64 {
		return float64(rapid.IntRange(int(low*100), int(high*100)).Draw(t, name)) / 100
	}
	x, y := at("x", 0, 200), at("y", 5, 290)
	switch rapid.IntRange(0, 2).Draw(t, "what") {
	case 0:
		s := rapid.StringMatching(`[A-ZÆØÅ][a-zæøå ]{0,30}[a-z.]`).Draw(t, "text")
		return typed(x, y, at("size", 6, 14), s)
	case 1:
		return sideways(typed(x, y, at("size", 6, 14), "Lodret tekst"), x, y)
	}
	return rect(ink.Path, x, y, min(210, x+at("width", 0, 100)), min(297, y+at("height", 0, 60)))
}

func TestAMarkThatIsMovedAsAdvisedIsOutOfTheZone(t *testing.T) {
	t.Parallel()
	p := standard(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := anyMark(rt)
		for _, f := range laid(t, p, blank, []ink.Mark{m}) {
			if f.Move == nil || f.Rule == "FP-044" {
				continue
			}
			after := laid(t, p, blank, []ink.Mark{moved(m, *f.Move)})
			for _, g := range after {
				if g.Zone == f.Zone && g.Code == f.Code {
					rt.Fatalf("moved %s by %v mm it is still there:\n%s\n%s", f.Move.Direction, f.Move.MM, f.En, g.En)
				}
			}
			short := moved(m, Move{f.Move.Direction, f.Move.MM - p.Slack - 0.2})
			if f.Code != "slack.occupied" && f.Code != "sender.runs-into" && f.Code != "address.not-blank" && len(laid(t, p, blank, []ink.Mark{short})) == 0 {
				rt.Fatalf("%v mm %s are more than is needed: %s", f.Move.MM, f.Move.Direction, f.En)
			}
		}
	})
}

func TestAParagraphThatRunsIntoAZoneIsOneFinding(t *testing.T) {
	t.Parallel()
	var marks []ink.Mark
	for line := range 30 { // word by word, as many programs write
		x := 14.0
		for word := range 10 {
			m := typed(x, 100+4.8*float64(line%12)+float64(line/12)*120, 11, fmt.Sprintf("ord%d", word))
			marks = append(marks, m)
			x = m.Box.X1 + 1
		}
	}
	found := laid(t, standard(t), blank, nil, marks)
	if diff := cmp.Diff([]string{"zone.omr.occupied"}, codes(found)); diff != "" {
		t.Fatal(diff)
	}
	if len(found) != 1 || found[0].Excerpt != "ord0 ord1 ord2 ord3 ord4 ord5 ord6 ord7…" || *found[0].Move != (Move{Right, 3}) {
		t.Errorf("%d findings, the first %+v", len(found), found[0])
	}
	spaced := laid(t, standard(t), blank, nil, []ink.Mark{typed(14, 100, 10, "Med luft"), typed(14, 106.3, 10, "mellem"), typed(14, 112.6, 10, "linjerne")})
	if len(spaced) != 1 {
		t.Errorf("a paragraph of wide leading is %d findings, want 1", len(spaced))
	}
	far := laid(t, standard(t), blank, nil, []ink.Mark{rect(ink.Path, 2, 50, 5, 55), rect(ink.Path, 2, 60, 5, 65), rect(ink.Path, 2, 66, 5, 70)})
	if len(far) != 2 {
		t.Errorf("a gap of 5 mm and one of 1 mm make %d findings, want 2", len(far))
	}
}

func TestFirstPageZonesDoNotHoldOnOtherPagesNorInAttachments(t *testing.T) {
	t.Parallel()
	everywhere := []ink.Mark{rect(ink.Path, 1, 1, 209, 296)}
	found := laid(t, standard(t), blank, []ink.Mark{}, everywhere)
	if diff := cmp.Diff([]string{"zone.omr.occupied", "zone.sdl.occupied"}, codes(found)); diff != "" {
		t.Error("page 2: " + diff)
	}
	p := standard(t)
	e := examination{profile: p, letter: Letter{}, report: &Report{}, findings: newFindings(p, 1), pages: []pdf.Page{a4()}, inks: []*ink.Page{{Marks: everywhere}}}
	e.zones()
	found, _ = e.findings.sorted()
	if diff := cmp.Diff([]string{"zone.omr.occupied", "zone.sdl.occupied"}, codes(found)); diff != "" {
		t.Error("attachment: " + diff)
	}
}

func TestAProfileNamesAndLeavesOutZonesAsItLikes(t *testing.T) {
	t.Parallel()
	p := *standard(t)
	p.Zones = []Zone{
		{Name: "Kant", Box: Box{W: 15, H: 297}, Rule: "FP-040", Pages: "all", Marks: "text"},
		{Name: "Modtager", Box: Box{X: 100, Y: 40, W: 80, H: 30}, Rule: "FP-043", Pages: "first", Marks: "all"},
	}
	found := laid(t, &p, Letter{}, []ink.Mark{typed(5, 100, 10, "Tekst"), rect(ink.Path, 5, 200, 10, 210)})
	if diff := cmp.Diff([]string{"address.missing", "zone.kant.occupied"}, codes(found)); diff != "" {
		t.Error(diff)
	}
	p.Zones = nil
	if found := laid(t, &p, Letter{}, []ink.Mark{rect(ink.Path, 0, 0, 210, 297)}); len(found) > 0 {
		t.Errorf("without zones: %v", codes(found))
	}
	off := *standard(t)
	off.Rules = map[RuleID]Setting{"FP-040": {Severity: Off}, "FP-041": {Severity: Off}, "FP-042": {Severity: Warn}}
	found = laid(t, &off, blank, []ink.Mark{rect(ink.Path, 1, 100, 209, 200), rect(ink.Path, 95, 26, 97, 28)})
	if diff := cmp.Diff([]string{"zone.barcode.occupied"}, codes(found)); diff != "" || found[0].Severity != Warn {
		t.Error(diff)
	}
}

func TestAZoneAlongTheEdgeReachesToTheEdgeOfThisPaper(t *testing.T) {
	t.Parallel()
	p := standard(t)
	for name, width := range map[string]float64{"narrower": 208.2, "wider": 211.8} {
		page := pdf.Page{RotateOK: true, Crop: geom.Rect{X1: width * geom.PointsPerMM, Y1: 297 * geom.PointsPerMM}}
		mark := rect(ink.Path, width-0.3, 200, width, 210)
		e := examination{profile: p, report: &Report{}, findings: newFindings(p, 0), pages: []pdf.Page{page}, inks: []*ink.Page{{Marks: []ink.Mark{mark}}}}
		e.zones()
		if found, _ := e.findings.sorted(); len(found) != 1 || found[0].Code != "zone.sdl.occupied" {
			t.Errorf("%s: %v", name, codes(found))
		}
	}
}

func TestHostileBoxesDoNoHarm(t *testing.T) {
	t.Parallel()
	inf, nan := math.Inf(1), math.NaN()
	marks := []ink.Mark{
		rect(ink.Path, -inf, -inf, inf, inf), rect(ink.Path, nan, nan, nan, nan), rect(ink.Shading, 1e300, 0, -1e300, 5),
		{Kind: ink.Text, Box: geom.Rect{X0: -inf, X1: inf, Y0: 0, Y1: 50}, Size: nan, Upright: true, Base: nan,
			Glyphs: []ink.Glyph{{Box: geom.Rect{X0: 20, X1: inf, Y0: 30, Y1: 50}}, {}, {Text: "0", Box: geom.Rect{X0: nan, X1: nan, Y0: 1, Y1: 2}}}},
		{Kind: ink.Text, Box: geom.Rect{X0: 22, X1: 30, Y0: 42, Y1: 45}, Upright: true},
		{Kind: ink.Image, Box: geom.Rect{X0: 0, X1: 210, Y0: 0, Y1: 297}},
	}
	laid(t, standard(t), Letter{}, marks, marks)
	laid(t, standard(t), Letter{ImprintRecipient: true, ImprintSender: true}, marks)
}

func TestAPictureThatCannotBeLookedIntoCountsAsAWholeAndTheFindingSaysSo(t *testing.T) {
	t.Parallel()
	m := rect(ink.Image, 10, 100, 60, 150)
	m.Picture, m.ToPaper = &pixels.Picture{}, geom.Matrix{A: 50, D: -50, E: 10, F: 150}
	flat := rect(ink.Image, 10, 100, 60, 100.001)
	flat.Picture = &pixels.Picture{}
	for name, m := range map[string]ink.Mark{"a picture": m, "a picture without area": flat} {
		found := laid(t, standard(t), blank, nil, []ink.Mark{m})
		if len(found) != 1 || found[0].Move == nil || *found[0].Move != (Move{Right, 7}) || found[0].Box.W != 6.5 {
			t.Fatalf("%s: %+v", name, found)
		}
		if !strings.Contains(found[0].Da, "Billedet kan ikke afkodes") || !strings.Contains(found[0].En, "cannot be looked into") {
			t.Errorf("%s: %s", name, found[0].En)
		}
	}
	hazy := rect(ink.Path, 10, 100, 60, 150)
	hazy.Unsure = true
	if found := laid(t, standard(t), blank, nil, []ink.Mark{hazy}); len(found) != 1 || !strings.Contains(found[0].En, "transparent") {
		t.Errorf("%+v", found)
	}
}

func TestMoreFindingsThanAreKeptStillCount(t *testing.T) {
	t.Parallel()
	page := make([]ink.Mark, 0, 60)
	for i := range 60 {
		page = append(page, rect(ink.Path, 2+8*float64(i%2), 3*float64(i/2), 3+8*float64(i%2), 3*float64(i/2)+0.5))
	}
	p := standard(t)
	e := examination{profile: p, report: &Report{}, findings: newFindings(p, 0)}
	for range 3 {
		e.pages, e.inks = append(e.pages, a4()), append(e.inks, &ink.Page{Marks: page})
	}
	e.zones()
	found, omitted := e.findings.sorted()
	if len(found) != MaxFindings || omitted["FP-040"] != 180-MaxFindings {
		t.Errorf("%d are kept, %d are not", len(found), omitted["FP-040"])
	}
	for _, f := range found {
		if f.Da == "" || f.Move == nil {
			t.Fatalf("one that is kept says nothing: %+v", f)
		}
	}
}

func TestNoMarksMakeItPanicOrTellANumber(t *testing.T) {
	t.Parallel()
	p := standard(t)
	number := regexp.MustCompile(`(^|[^0-9])070390[- ]?1231($|[^0-9])`)
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.OneOf(rapid.Float64Range(-10, 300), rapid.Float64(), rapid.SampledFrom([]float64{0, math.Inf(1), math.Inf(-1), math.NaN()}))
		box := func() geom.Rect {
			return geom.Rect{X0: coordinate.Draw(t, "x0"), X1: coordinate.Draw(t, "x1"), Y0: coordinate.Draw(t, "y0"), Y1: coordinate.Draw(t, "y1")}
		}
		var marks []ink.Mark
		for range rapid.IntRange(0, 8).Draw(t, "marks") {
			m := ink.Mark{
				Kind: rapid.SampledFrom([]ink.Kind{ink.Text, ink.Path, ink.Image, ink.Shading}).Draw(t, "kind"), Box: box(),
				Upright: rapid.Bool().Draw(t, "upright"), Base: coordinate.Draw(t, "base"), Size: coordinate.Draw(t, "size"),
			}
			m.Text = rapid.SampledFrom([]string{"0703901231", "070390-1231", "Vedr. 070390 1231", "\uFFFD", "", "Anna\x00"}).Draw(t, "text")
			if m.Kind == ink.Text {
				for i, c := range m.Text {
					b := geom.Rect{X0: 22 + 2*float64(i), X1: 24 + 2*float64(i), Y0: 44, Y1: 47}
					if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
						b = box()
					}
					m.Glyphs = append(m.Glyphs, ink.Glyph{Text: string(c), Box: b, Blank: c == ' '})
					m.Box = m.Box.Union(b)
				}
			} else {
				m.Picture = &pixels.Picture{}
			}
			marks = append(marks, m)
		}
		e := examination{
			profile: p, main: true, findings: newFindings(p, 0), pages: []pdf.Page{a4()}, inks: []*ink.Page{{Marks: marks}},
			letter: Letter{ImprintRecipient: rapid.Bool().Draw(t, "imprint"), Address: &Address{Name: "0703901231", PostCode: "9999"}},
		}
		e.zones()
		found, _ := e.findings.sorted()
		for _, f := range found {
			for _, s := range []string{f.Excerpt, f.Found, f.Limit, f.Da, f.En} {
				if number.MatchString(s) {
					t.Fatalf("%s tells the number: %q", f.Code, s)
				}
			}
		}
	})
}

// A frame around the page, the usual border of a table, or lines in one path put no
// ink in what they go around.
func TestAFrameIsNoInkInItsMiddle(t *testing.T) {
	t.Parallel()
	profile, _ := BuiltIn(DefaultProfile)
	for _, c := range []struct {
		name    string
		draw    func(*fpdf.Fpdf)
		rejects []RuleID
	}{
		{"a frame beside the strips", func(d *fpdf.Fpdf) { d.Rect(17.5, 3, 185, 290, "D") }, nil},
		{"a frame in the OMR strip", func(d *fpdf.Fpdf) { d.Rect(10, 90, 190, 190, "D") }, []RuleID{"FP-040"}},
		{"a frame around the address", func(d *fpdf.Fpdf) { d.Rect(19.5, 36, 77.5, 30, "D") }, nil},
		{"the same filled", func(d *fpdf.Fpdf) { d.SetFillColor(200, 200, 200); d.Rect(19.5, 36, 77.5, 30, "F") }, []RuleID{"FP-042", "FP-043"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := fpdf.New("P", "mm", "A4", "")
			d.AddPage()
			d.SetFont("Helvetica", "", 11)
			d.Text(25, 110, "Brev")
			d.SetLineWidth(0.2)
			c.draw(d)
			var out bytes.Buffer
			if err := d.Output(&out); err != nil {
				t.Fatal(err)
			}
			r := Check(t.Context(), out.Bytes(), profile, Letter{ImprintRecipient: true})
			var got []RuleID
			for _, f := range r.Findings {
				if f.Severity == Reject && !slices.Contains(got, f.Rule) {
					got = append(got, f.Rule)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.rejects, got); diff != "" {
				t.Errorf("rejecting rules (-want +got):\n%s", diff)
			}
		})
	}
}
