package fjernprint

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/ident"
)

// findings collects what the rules find, as the profile wants it.
type findings struct {
	profile  *Profile
	document int // see Finding.Document

	kept     map[RuleID][]Finding // at most MaxFindings of each severity
	total    map[RuleID]int
	rejected bool // one of them rejects, kept or not
}

func newFindings(p *Profile, document int) findings {
	return findings{profile: p, document: document, kept: map[RuleID][]Finding{}, total: map[RuleID]int{}}
}

// find words a finding by its code and adds it; its rule and severity are the code's.
func (c *findings) find(f Finding, w words) {
	row, ok := wordingOf(f.Code)
	if !ok {
		return
	}
	f.Rule, f.Severity = row.Rule, row.Severity
	all := words{"page": f.Page}
	for name, value := range w {
		all[name] = value
	}
	f.Da, f.En = row.say(all)
	f.Da, f.En = strings.TrimSpace(f.Da), strings.TrimSpace(f.En) // advice may be empty
	c.add(f)
}

// add applies the profile to a finding and keeps it, tidied: two decimals, moves
// rounded up, numbers of people masked.
func (c *findings) add(f Finding) {
	if f.Severity = c.profile.Severity(f.Rule, f.Code, f.Severity); f.Severity == Off {
		return
	}
	c.rejected = c.rejected || f.Severity == Reject
	c.total[f.Rule]++
	same := 0
	for _, k := range c.kept[f.Rule] {
		if k.Severity == f.Severity {
			same++
		}
	}
	if same == MaxFindings {
		return
	}
	f.Document = c.document
	if f.Source == "" {
		f.Source = c.profile.source(f.Rule)
	}
	f.Box, f.ZoneBox = tidyBox(f.Box), tidyBox(f.ZoneBox)
	if f.Move != nil {
		f.Move = &Move{Direction: f.Move.Direction, MM: roundUp(f.Move.MM)}
	}
	f.Excerpt = excerpt(f.Excerpt, maxExcerpt)
	f.Da, f.En = ident.MaskText(f.Da), ident.MaskText(f.En)
	f.Found, f.Limit = ident.MaskText(f.Found), ident.MaskText(f.Limit)
	c.kept[f.Rule] = append(c.kept[f.Rule], f)
}

// sorted lists what was kept, the worst first, and how many of each rule were not.
func (c *findings) sorted() ([]Finding, map[RuleID]int) {
	all := []Finding{}
	var omitted map[RuleID]int
	for rule, kept := range c.kept {
		slices.SortStableFunc(kept, inOrder)
		kept = kept[:min(len(kept), MaxFindings)]
		all = append(all, kept...)
		if n := c.total[rule] - len(kept); n > 0 {
			if omitted == nil {
				omitted = map[RuleID]int{}
			}
			omitted[rule] = n
		}
	}
	slices.SortStableFunc(all, inOrder)
	return all, omitted
}

// inOrder is by severity, document, page, rule and place.
func inOrder(a, b Finding) int {
	ax, ay := placeOf(a)
	bx, by := placeOf(b)
	return cmp.Or(
		cmp.Compare(worst[b.Severity], worst[a.Severity]),
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Page, b.Page),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(ay, by),
		cmp.Compare(ax, bx),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.En, b.En),
	)
}

func placeOf(f Finding) (x, y float64) {
	if f.Box == nil {
		return 0, 0
	}
	return f.Box.X, f.Box.Y
}

// boxAround is a rectangle for a finding.
func boxAround(r geom.Rect) *Box { return &Box{X: r.X0, Y: r.Y0, W: r.W(), H: r.H()} }

func tidyBox(b *Box) *Box {
	if b == nil {
		return nil
	}
	return &Box{X: hundredth(b.X), Y: hundredth(b.Y), W: hundredth(b.W), H: hundredth(b.H)}
}

func hundredth(v float64) float64 { return math.Round(v*100)/100 + 0 }

// roundUp goes up to a tenth, but not for less than a hundredth.
func roundUp(v float64) float64 { return math.Ceil(math.Round(v*100)/10) / 10 }

// maxExcerpt is how many characters are quoted.
const maxExcerpt = 40

var dash = regexp.MustCompile(`(\d) ?[-‐‑‒–—−] ?(\d)`)

// excerpt is a text from a document, fit to be quoted: on one line, numbers of
// people masked however their dash is written, then cut.
func excerpt(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsDigit(r) { // of any script or width
			r, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		}
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, norm.NFC.String(s))
	s = strings.Join(strings.Fields(s), " ")
	s = dash.ReplaceAllString(s, "$1-$2")
	runes := []rune(ident.MaskText(s))
	if len(runes) > most {
		runes = append(runes[:most-1], '…')
	}
	return string(runes)
}
