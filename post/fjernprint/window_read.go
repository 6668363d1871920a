package fjernprint

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// place is a glyph of a page: sheet.marks[mark].Glyphs[glyph].
type place struct{ mark, glyph int }

// noGlyph is where a blank stands that is a mere gap.
var noGlyph = place{-1, -1}

// line is text that reads as one: no wide gap within.
type line struct {
	row   int       // upright lines of one baseline share it
	box   geom.Rect // of the glyphs with ink
	runes []rune    // unknown ones are U+FFFD
	at    []place   // of each rune
}

// String is the text, accents composed.
func (l *line) String() string { return norm.NFC.String(string(l.runes)) }

// reading is what is written on a page, or a part of it.
type reading struct {
	done    bool
	lines   []line // from left to right, lines of one baseline side by side, from the top
	streams []line // all text as it was drawn, for what is turned or stacked
}

// Gaps, in em: what shows as a blank, and what parts two texts, such as columns.
const (
	blankGap  = 0.2
	columnGap = 2
)

// window reads what is written where the window is: above the lower edge of the
// zones of the first page that are about text, over the whole width.
func (s *sheet) window() *reading {
	if s.near.done {
		return &s.near
	}
	down := 0.0
	for i := range s.profile.Zones {
		switch z := &s.profile.Zones[i]; z.Rule {
		case addressField, senderField, slackFree, slackNoCPR:
			down = max(down, z.Box.Y+z.Box.H)
		}
	}
	s.near = s.readDown(down)
	return &s.near
}

// page reads all of it, which only excerpts need.
func (s *sheet) page() *reading {
	if !s.all.done {
		s.all = s.readDown(math.Inf(1))
	}
	return &s.all
}

// readDown reads the text that begins above a height.
func (s *sheet) readDown(y float64) reading {
	r := reader{marks: s.marks}
	var texts, upright []int
	for i := range s.marks {
		if m := &s.marks[i]; m.Kind == ink.Text && m.Box.Y0 < y {
			texts = append(texts, i)
			if m.Upright {
				upright = append(upright, i)
			}
		}
	}
	return reading{done: true, lines: r.rows(upright), streams: r.streams(texts)}
}

// reader puts glyphs together to lines.
type reader struct {
	marks []ink.Mark

	out   []line
	row   int
	runes []rune  // of the line being read
	at    []place // of each
	ink   bounds  // of its glyphs
	last  geom.Rect
	blank bool // a blank glyph stands between
}

// rows reads upright marks by their baselines. Those that differ by less than a
// quarter of an em are one: of an index, or of rounded places.
func (r *reader) rows(marks []int) []line {
	slices.SortStableFunc(marks, func(a, b int) int { return cmp.Compare(r.marks[a].Base, r.marks[b].Base) })
	var places []place
	for len(marks) > 0 {
		first := &r.marks[marks[0]]
		n := 1
		for n < len(marks) {
			m := &r.marks[marks[n]]
			if !(m.Base-first.Base <= 0.25*min(em(first), em(m))) {
				break
			}
			n++
		}
		places = places[:0]
		for _, i := range marks[:n] {
			for j := range r.marks[i].Glyphs {
				places = append(places, place{i, j})
			}
		}
		byCentre := func(a, b place) int { return cmp.Compare(r.centre(a), r.centre(b)) }
		if !slices.IsSortedFunc(places, byCentre) {
			slices.SortStableFunc(places, byCentre)
		}
		for _, p := range places {
			g := r.glyph(p)
			switch gap := g.Box.X0 - r.last.X1; {
			case !r.ink.some || isBlank(g): // begins, or measures nothing
			case r.doubles(p):
				continue
			case gap > columnGap*em(&r.marks[p.mark]):
				r.end()
			case gap > blankGap*em(&r.marks[p.mark]):
				r.blank = true
			}
			r.take(p)
		}
		r.end()
		r.row++
		marks = marks[n:]
	}
	out := r.out
	r.out = nil
	return out
}

// streams reads marks as they were drawn. A gap in whatever direction parts.
func (r *reader) streams(marks []int) []line {
	for _, i := range marks {
		m := &r.marks[i]
		size := em(m)
		for j := range m.Glyphs {
			g := &m.Glyphs[j]
			if r.ink.some && !isBlank(g) {
				across := max(g.Box.X0-r.last.X1, r.last.X0-g.Box.X1)
				along := max(g.Box.Y0-r.last.Y1, r.last.Y0-g.Box.Y1)
				switch gap := max(across, along); {
				case gap > columnGap*size:
					r.end()
				case gap > blankGap*size, j == 0 && r.stacked(m):
					r.blank = true
				}
			}
			r.take(place{i, j})
		}
	}
	r.end()
	out := r.out
	r.out = nil
	return out
}

// stacked reports whether a mark stands above or below the one read before it.
func (r *reader) stacked(m *ink.Mark) bool {
	before := r.at[len(r.at)-1]
	if before == noGlyph {
		return false
	}
	b := &r.marks[before.mark]
	return b.Upright && m.Upright && math.Abs(m.Base-b.Base) > 0.25*min(em(m), em(b))
}

func (r *reader) glyph(p place) *ink.Glyph { return &r.marks[p.mark].Glyphs[p.glyph] }

func (r *reader) centre(p place) float64 {
	b := r.glyph(p).Box
	return b.X0 + b.X1
}

// doubles reports whether a glyph is the one before drawn again a little beside,
// as programs make text bold.
func (r *reader) doubles(p place) bool {
	before := r.at[len(r.at)-1]
	if before == noGlyph || before.mark == p.mark {
		return false
	}
	a, b := r.glyph(before), r.glyph(p)
	return a.Text == b.Text && math.Abs(a.Box.X0-b.Box.X0) < 0.25*a.Box.W()
}

func isBlank(g *ink.Glyph) bool {
	return g.Blank || g.Text != "" && strings.TrimSpace(g.Text) == ""
}

// take appends a glyph to the line. Blanks are kept for later, so that a line
// neither begins nor ends with one, and only one stands between words.
func (r *reader) take(p place) {
	g := r.glyph(p)
	if isBlank(g) {
		r.blank = r.ink.some
		return
	}
	if r.blank {
		r.runes, r.at = append(r.runes, ' '), append(r.at, noGlyph)
		r.blank = false
	}
	n := len(r.runes)
	for _, c := range g.Text {
		if unicode.Is(unicode.Cf, c) && c != softHyphen {
			continue // joiners and marks of direction
		}
		r.runes, r.at = append(r.runes, c), append(r.at, p)
	}
	if len(r.runes) == n && g.Text == "" {
		r.runes, r.at = append(r.runes, unicode.ReplacementChar), append(r.at, p)
	}
	r.ink.add(g.Box)
	r.last = g.Box
}

// softHyphen is a hyphen when it is drawn.
const softHyphen = '\u00ad'

// end closes the line.
func (r *reader) end() {
	if len(r.runes) > 0 {
		r.out = append(r.out, line{row: r.row, box: r.ink.Rect, runes: slices.Clone(r.runes), at: slices.Clone(r.at)})
	}
	r.runes, r.at, r.ink, r.blank = r.runes[:0], r.at[:0], bounds{}, false
}

// undecoded reports whether nothing tells which character a glyph is: no Unicode,
// or one that means a glyph of that font only.
func undecoded(c rune) bool {
	return c == unicode.ReplacementChar || unicode.In(c, unicode.Co, unicode.Cc)
}

// quoted is how many characters an excerpt has at most.
const quoted = 40

// maxQuotes bounds the time that is spent on looking excerpts up on one page;
// findings beyond are more than a report keeps.
const maxQuotes = 4 * MaxFindings

// quote is an excerpt of the line in which a glyph stands, from there on, CPR-like
// numbers masked before it is cut.
func (s *sheet) quote(p place) string {
	if s.quotes++; s.quotes > maxQuotes {
		return ""
	}
	if l, i := s.near.find(p); l != nil {
		return excerptFrom(l.runes, i)
	}
	if l, i := s.page().find(p); l != nil {
		return excerptFrom(l.runes, i)
	}
	return ""
}

// find looks a glyph up.
func (r *reading) find(p place) (*line, int) {
	for _, lines := range [][]line{r.lines, r.streams} {
		for i := range lines {
			if k := slices.Index(lines[i].at, p); k >= 0 {
				return &lines[i], k
			}
		}
	}
	return nil, 0
}

// excerptFrom cuts an excerpt out of a line: from a character on, or from an
// earlier one when the line ends soon after. An ellipsis shows what is left out.
func excerptFrom(runes []rune, from int) string {
	all := []rune(norm.NFC.String(maskNumbers(runes)))
	if len(all) <= quoted {
		return string(all)
	}
	from = min(from, len(all)-quoted)
	cut := slices.Clone(all[from : from+quoted])
	if from > 0 {
		cut[0] = '…'
	}
	if from+quoted < len(all) {
		cut[quoted-1] = '…'
	}
	return string(cut)
}
