package fjernprint

import (
	"math"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// Rules of the layout sheet that zones name.
const (
	freeEverywhere RuleID = "FP-040" // OMR
	freeOnEdge     RuleID = "FP-041" // SDL
	freeInWindow   RuleID = "FP-042" // BARCODE, GROUP, SRM, ID
	addressField   RuleID = "FP-043"
	addressAgrees  RuleID = "FP-044"
	senderField    RuleID = "FP-045"
	slackFree      RuleID = "FP-046"
	slackNoCPR     RuleID = "FP-047"
	dateLine       RuleID = "FP-048"
)

var layoutRules = []RuleID{
	freeEverywhere, freeOnEdge, freeInWindow, addressField, addressAgrees, senderField, slackFree, slackNoCPR, dateLine,
}

// zones looks at the rules of the layout sheet, FP-040 to FP-048, on every page
// that was interpreted.
func (e *examination) zones() {
	severities := map[RuleID]Severity{}
	for _, rule := range layoutRules {
		severities[rule] = e.profile.Worst(rule)
	}
	if e.main {
		e.imprintedNumber()
	}
	for i, page := range e.inks {
		if page == nil || len(page.Marks) == 0 && !(e.main && i == 0) {
			continue
		}
		w, h := e.pages[i].Size()
		s := &sheet{
			examination: e, number: i + 1, first: e.main && i == 0,
			paper: geom.Rect{X1: w, Y1: h}, marks: page.Marks, worst: severities,
		}
		s.look()
	}
}

// sheet is a page with the zones of the profile laid over it.
type sheet struct {
	*examination
	number int  // from 1
	first  bool // of the letter: its window shows this page
	paper  geom.Rect
	marks  []ink.Mark

	reported []bool              // marks that a rule has reported, which FP-046 leaves alone; nil: none
	worst    map[RuleID]Severity // of what each rule finds, by the profile

	lines      []line // of the window, when read
	turned     []line // of the whole page, when turnedRead
	read       bool
	turnedRead bool
	scanned    int // marks looked at for excerpts
}

// claim notes that a rule has reported marks.
func (s *sheet) claim(marks []int) {
	if s.reported == nil && len(marks) > 0 {
		s.reported = make([]bool, len(s.marks))
	}
	for _, i := range marks {
		s.reported[i] = true
	}
}

// look runs the rules. FP-046 comes after those whose offences it leaves alone.
func (s *sheet) look() {
	for i := range s.profile.Zones {
		z := &s.profile.Zones[i]
		switch z.Rule {
		case freeEverywhere, freeOnEdge, freeInWindow:
			if f, ok := s.lay(z); ok && s.wants(z.Rule) {
				s.checkFree(f)
			}
		}
	}
	for _, row := range []struct {
		field RuleID   // names the zone
		rules []RuleID // that are looked at in it
		check func(*sheet, *field)
	}{
		{addressField, []RuleID{addressField, addressAgrees}, (*sheet).checkAddress},
		{senderField, []RuleID{senderField}, (*sheet).checkSender},
		{slackFree, []RuleID{slackFree}, (*sheet).checkSlack},
		{dateLine, []RuleID{dateLine}, (*sheet).checkDate},
		{s.numberZone(), []RuleID{slackNoCPR}, (*sheet).checkNumbers},
	} {
		if f, ok := s.fieldOf(row.field); ok && slices.ContainsFunc(row.rules, s.wants) {
			row.check(s, f)
		}
	}
}

// numberZone is the rule whose zone FP-047 looks at: a zone of its own, or the one
// that FP-046 keeps free.
func (s *sheet) numberZone() RuleID {
	if slices.ContainsFunc(s.profile.Zones, func(z Zone) bool { return z.Rule == slackNoCPR }) {
		return slackNoCPR
	}
	return slackFree
}

// wants reports whether the profile has anything of a rule looked at.
func (s *sheet) wants(rule RuleID) bool { return s.worst[rule] != Off }

// field is a zone that holds on a page.
type field struct {
	*Zone
	full  geom.Rect // cut at the paper's edges
	inner geom.Rect // shrunk: what lies in it lies in the zone without a doubt
}

// textOnly reports whether graphics are none of the zone's business.
func (f *field) textOnly() bool { return f.Marks == "text" }

// fieldOf is the first zone of a rule that holds on this page: a zone is known by
// its rule, its name is the profile's.
func (s *sheet) fieldOf(rule RuleID) (*field, bool) {
	for i := range s.profile.Zones {
		if s.profile.Zones[i].Rule == rule {
			return s.lay(&s.profile.Zones[i])
		}
	}
	return nil, false
}

// onEdge is how far, in millimetres, a zone's edge may be from the paper's to be
// the same: page sizes are rounded to whole points.
const onEdge = 0.5

// barely keeps rounding of the last digit from counting as an overlap.
const barely = 1e-6

// lay puts a zone onto the page: not when it is for another one or lies
// beside the paper. Its inner edges are shrunk by the profile's slack,
// those along the edge of the paper are not, where no neighbour can be meant.
func (s *sheet) lay(z *Zone) (*field, bool) {
	if z.Pages != "all" && !s.first {
		return nil, false
	}
	f := &field{Zone: z, full: z.Box.Rect()}
	if f.full.X0 <= onEdge {
		f.full.X0 = 0
	}
	if f.full.Y0 <= onEdge {
		f.full.Y0 = 0
	}
	if reaches(f.full.X1, s.paper.X1, s.profile.Page.Width) {
		f.full.X1 = s.paper.X1
	}
	if reaches(f.full.Y1, s.paper.Y1, s.profile.Page.Height) {
		f.full.Y1 = s.paper.Y1
	}
	f.full = f.full.Intersect(s.paper)
	f.inner = f.full
	shrink := s.profile.Slack + barely
	if f.full.X0 > 0 {
		f.inner.X0 += shrink
	}
	if f.full.Y0 > 0 {
		f.inner.Y0 += shrink
	}
	if f.full.X1 < s.paper.X1 {
		f.inner.X1 -= shrink
	}
	if f.full.Y1 < s.paper.Y1 {
		f.inner.Y1 -= shrink
	}
	return f, !f.inner.Empty()
}

// reaches reports whether a right or lower edge of a zone is that of the paper: of
// this page, or of the paper the profile is written for.
func reaches(edge, page, nominal float64) bool {
	return edge >= page-onEdge || nominal > 0 && math.Abs(edge-nominal) <= onEdge
}

// checkFree is FP-040, FP-041 and FP-042: the zone has to be free.
func (s *sheet) checkFree(f *field) {
	for _, o := range s.gather(f, []geom.Rect{f.inner}, nil) {
		s.tell(s.offending("zone."+strings.ToLower(f.Name)+".occupied", f, o))
	}
}
