package specimen_test

import (
	"fmt"
	"image"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdfium"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

// The second opinion on the zones that have to be free: PDFium renders letters made
// by chance, and whatever it leaves in such a zone the rules must have found there.

const (
	letters = 340
	dpi     = 150
)

// falseAlarms is the share of places without ink about which findings are put up
// with. A place is a zone on a page. The marks are chosen to bring them about: most
// kinds of marks would not be found in a letter.
const falseAlarms = 0.03

func TestInkInAZoneIsNeverMissed(t *testing.T) {
	t.Parallel()
	s := newSecondOpinion(t)
	places, inked, found, pages := 0, 0, 0, 0
	alarms := map[string]map[string]int{} // by why, then by what causes them
	for seed := range uint64(letters) {
		v := varied(t, seed)
		report := s.check(v)
		for page := range report.Pages {
			pages++
			picture := s.render(v, page+1)
			for _, z := range s.zonesOn(page + 1) {
				at := place{page + 1, z.name}
				ink, told := z.ink(picture, s.white), len(toldOf(report, at)) > 0
				places++
				switch {
				case ink != nil && told:
					inked, found = inked+1, found+1
				case ink != nil:
					inked++
					t.Errorf("seed %d, page %d: ink in %s at %s mm is missed%s", seed, at.page, at.zone, mm(*ink), s.suspects(seed, v, at, z))
				case told:
					found++
					for _, c := range s.causes(seed, v, at, z) {
						if alarms[c.why] == nil {
							alarms[c.why] = map[string]int{}
						}
						alarms[c.why][c.kind]++
						if c.why == "" {
							t.Errorf("seed %d, page %d: a false alarm in %s by %s, which nothing explains", seed, at.page, at.zone, c.kind)
						}
					}
				}
			}
		}
	}
	t.Logf("%d letters of %d pages, %d places: ink in %d, findings about %d", letters, pages, places, inked, found)
	for _, why := range slices.Sorted(maps.Keys(alarms)) {
		t.Logf("false alarms: %s: %v", why, alarms[why])
	}
	if inked < letters/2 {
		t.Errorf("ink in %d places only: the letters try nothing", inked)
	}
	if most := int(falseAlarms * float64(places-inked)); found-inked > most {
		t.Errorf("%d false alarms in %d places without ink, at most %d are put up with", found-inked, places-inked, most)
	}
}

// Why the rules see ink where there is none.
const (
	isCovered = "white does not take away what lies under it"
	isNear    = "it reaches less than half a millimetre into the zone, where the second opinion does not look"
	isBox     = "a shape counts as the upright box around it, or around each of its parts"
	isClip    = "a clip counts as the upright box around it"
	isGap     = "a pattern or dashed line counts as ink all over what it paints"
	isFaint   = "how much ink transparency leaves is not worked out"
	isGuess   = "of a glyph all control points count, and those of a font that is left out are guessed"
	isUnknown = "a picture that cannot be decoded counts as ink, all of it"
	isField   = "PDFium leaves fields to those who fill them in"
)

// explained says why marks of a kind cause false alarms when they are alone.
var explained = map[string]string{
	"area under a soft mask":                   isFaint,
	"blended area":                             isFaint,
	"blended picture":                          isFaint,
	"blended text":                             isFaint,
	"blended white":                            isFaint,
	"group that is seen through":               isFaint,
	"note that a viewer draws itself":          isFaint,
	"picture with a soft mask":                 isFaint,
	"white through a transfer function":        isFaint,
	"clip by two areas":                        isClip,
	"letters as a clip":                        isClip,
	"letters that show and clip":               isClip,
	"triangle as a clip":                       isClip,
	"turned form that is cut":                  isClip,
	"covered area":                             isCovered,
	"curve":                                    isBox,
	"curve from here and to its end":           isBox,
	"gradient of a triangle":                   isBox,
	"hairline":                                 isBox,
	"text in a form that is turned":            isBox,
	"leaning frame":                            isBox,
	"leaning picture":                          isBox,
	"line":                                     isBox,
	"round gradient":                           isBox,
	"slanted text":                             isBox,
	"star with long tips":                      isBox,
	"triangle":                                 isBox,
	"turned picture":                           isBox,
	"turned text":                              isBox,
	"field":                                    isField,
	"line in a pattern":                        isGap,
	"picture that cannot be read":              isUnknown,
	"pattern":                                  isGap,
	"pattern with gaps":                        isGap,
	"coloured Type 3 text":                     isGuess,
	"text of a Japanese font that is left out": isGuess,
	"text of a font that is left out":          isGuess,
	"text of a standard font":                  isGuess,
}

// cause is a kind of mark that is taken for ink, and why.
type cause struct{ kind, why string }

// place is a zone on a page.
type place struct {
	page int
	zone string
}

// toldOf are the findings about a place.
func toldOf(r fjernprint.Report, at place) []fjernprint.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f fjernprint.Finding) bool {
		return f.Page != at.page || f.Zone != at.zone || f.Rule != "FP-040" && f.Rule != "FP-041" && f.Rule != "FP-042"
	})
}

// secondOpinion has a renderer and the zones it looks at.
type secondOpinion struct {
	t        *testing.T
	profile  *fjernprint.Profile
	renderer *pdfium.Renderer
	white    uint8 // the least that is white
	zones    []freeZone
}

func newSecondOpinion(t *testing.T) *secondOpinion {
	t.Helper()
	profile, ok := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	if !ok {
		t.Fatal("there is no default profile")
	}
	// Kept from run to run: to compile PDFium takes most of the time otherwise.
	renderer, err := pdfium.New(t.Context(), filepath.Join(os.TempDir(), "brevdue-test-pdfium"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := renderer.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &secondOpinion{t: t, profile: profile, renderer: renderer, white: uint8(math.Ceil(profile.White * 255))}
	for _, z := range profile.Zones {
		if z.Rule == "FP-040" || z.Rule == "FP-041" || z.Rule == "FP-042" {
			s.zones = append(s.zones, freeZone{name: z.Name, box: z.Box.Rect(), every: z.Pages == "all", slack: profile.Slack})
		}
	}
	if len(s.zones) != 6 {
		t.Fatalf("%d zones have to be free, want OMR, SDL, BARCODE, GROUP, SRM and ID", len(s.zones))
	}
	return s
}

func (s *secondOpinion) zonesOn(page int) []freeZone {
	return slices.DeleteFunc(slices.Clone(s.zones), func(z freeZone) bool { return !z.every && page > 1 })
}

func (s *secondOpinion) check(v specimen.Variation) fjernprint.Report {
	s.t.Helper()
	r := fjernprint.Check(s.t.Context(), v.PDF, s.profile, v.Letter)
	if !slices.Contains(r.Checked, "FP-040") || r.Omitted["FP-040"] > 0 {
		s.t.Fatalf("%v: the zones were not checked to the end: %+v", v.Marks, r.Unchecked)
	}
	return r
}

func (s *secondOpinion) render(v specimen.Variation, page int) *image.RGBA {
	s.t.Helper()
	d, err := s.renderer.Open(v.PDF)
	if err != nil {
		s.t.Fatal(err)
	}
	picture, err := d.Page(page, dpi)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		s.t.Fatal(err)
	}
	return picture
}

// causes are the marks that the rules take for ink in a zone without ink. Each is
// drawn alone to see whether it is one.
func (s *secondOpinion) causes(seed uint64, v specimen.Variation, at place, z freeZone) []cause {
	s.t.Helper()
	var all []cause
	for i, m := range v.Marks {
		if m.Page != at.page {
			continue
		}
		alone := varied(s.t, seed, i)
		told := toldOf(s.check(alone), at)
		switch {
		case len(told) == 0:
		case z.ink(s.render(alone, at.page), s.white) != nil:
			all = append(all, cause{m.Kind, isCovered})
		case !slices.ContainsFunc(told, z.deep):
			all = append(all, cause{m.Kind, isNear})
		default:
			all = append(all, cause{m.Kind, explained[m.Kind]})
		}
	}
	if len(all) == 0 {
		all = append(all, cause{kind: "several marks together"})
	}
	return all
}

// suspects are the marks that leave ink in a zone when nothing else is drawn.
func (s *secondOpinion) suspects(seed uint64, v specimen.Variation, at place, z freeZone) string {
	s.t.Helper()
	var all strings.Builder
	for i, m := range v.Marks {
		if m.Page == at.page && z.ink(s.render(varied(s.t, seed, i), at.page), s.white) != nil {
			fmt.Fprintf(&all, "\n%v", m)
		}
	}
	return all.String()
}

// freeZone is a zone that has to be free.
type freeZone struct {
	name  string
	box   geom.Rect
	every bool // on every page
	slack float64
}

// deep reports whether a finding reaches into the zone so far that a renderer must
// have drawn in what it looks at.
func (z freeZone) deep(f fjernprint.Finding) bool {
	const near = 0.5
	inner := geom.Rect{X0: z.box.X0 + z.slack, Y0: z.box.Y0 + z.slack, X1: z.box.X1 - z.slack, Y1: z.box.Y1 - z.slack}.Grow(-near)
	if z.box.X0 == 0 {
		inner.X0 = 0
	}
	if z.box.Y0 == 0 {
		inner.Y0 = 0
	}
	if z.box.X1 == width {
		inner.X1 = width
	}
	return f.Box == nil || inner.Overlaps(f.Box.Rect())
}

// A4 in millimetres.
const width, height = 210.0, 297.0

// ink is where a rendered page has ink within the zone, nil for nowhere, in
// millimetres. The zone gives way at its inner edges by what the rules let it, and
// by a pixel more, into which the renderer may blur what lies beside it.
func (z freeZone) ink(page *image.RGBA, white uint8) *geom.Rect {
	x, y := float64(page.Rect.Dx())/width, float64(page.Rect.Dy())/height
	inset := func(edge, paper, perMM float64) int {
		if edge == paper {
			return 0
		}
		return int(math.Ceil(z.slack*perMM)) + 1
	}
	look := image.Rect(
		int(math.Ceil(z.box.X0*x))+inset(z.box.X0, 0, x), int(math.Ceil(z.box.Y0*y))+inset(z.box.Y0, 0, y),
		int(math.Floor(z.box.X1*x))-inset(z.box.X1, width, x), int(math.Floor(z.box.Y1*y))-inset(z.box.Y1, height, y),
	)
	found := image.Rectangle{}
	for py := look.Min.Y; py < look.Max.Y; py++ {
		for px := look.Min.X; px < look.Max.X; px++ {
			if p := page.Pix[page.PixOffset(px, py):]; min(p[0], p[1], p[2]) < white {
				found = found.Union(image.Rect(px, py, px+1, py+1))
			}
		}
	}
	if found.Empty() {
		return nil
	}
	return &geom.Rect{X0: float64(found.Min.X) / x, Y0: float64(found.Min.Y) / y, X1: float64(found.Max.X) / x, Y1: float64(found.Max.Y) / y}
}

func mm(r geom.Rect) string {
	return fmt.Sprintf("(%.2f, %.2f, %.2f, %.2f)", r.X0, r.Y0, r.X1, r.Y1)
}
