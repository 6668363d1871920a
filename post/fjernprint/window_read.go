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

// Gaps, in em: what shows as a blank, what parts two texts, such as columns, and
// how far back a glyph may begin to follow the one before.
const (
	blankGap  = 0.2
	columnGap = 2
	stepBack  = 0.5
)

// window reads the upright text where the window is: above the lower edge of the
// zones of the first page that are about text, over the whole width. Lines go from
// the top, those of one baseline from left to right.
func (s *sheet) window() []line {
	if !s.read {
		s.read = true
		y := s.windowEnds()
		r := s.reader(func(m *ink.Mark) bool { return m.Upright && m.Box.Y0 < y })
		s.lines = r.rows()
	}
	return s.lines
}

// windowEnds is where the zones end that are about text.
func (s *sheet) windowEnds() float64 {
	down := 0.0
	for i := range s.profile.Zones {
		switch z := &s.profile.Zones[i]; z.Rule {
		case addressField, senderField, slackFree, slackNoCPR:
			down = max(down, z.Box.Y+z.Box.H)
		}
	}
	return down
}

// reader puts glyphs together to lines.
type reader struct {
	marks []ink.Mark
	which []int // marks to read

	out   []line
	row   int
	runes []rune  // of all lines; those of the line being read from begun on
	at    []place // of each
	begun int
	ink   bounds // of the line's glyphs
	last  geom.Rect
	blank bool // a blank glyph stands between
}

// reader is ready to read the text marks that are wanted.
func (s *sheet) reader(wanted func(*ink.Mark) bool) *reader {
	r := &reader{marks: s.marks}
	n := 0
	for i := range s.marks {
		if m := &s.marks[i]; m.Kind == ink.Text && len(m.Glyphs) > 0 && wanted(m) {
			r.which = append(r.which, i)
			n += len(m.Glyphs) + 1
		}
	}
	r.runes, r.at = make([]rune, 0, n), make([]place, 0, n)
	return r
}

// rows reads upright marks by their baselines. Those that differ by less than a
// quarter of an em are one: of an index, or of rounded places. Marks go from left
// to right; text that is printed over other text is a line of its own.
func (r *reader) rows() []line {
	which := r.which
	slices.SortStableFunc(which, func(a, b int) int { return cmp.Compare(r.marks[a].Base, r.marks[b].Base) })
	for len(which) > 0 {
		first := &r.marks[which[0]]
		n := 1
		for n < len(which) {
			m := &r.marks[which[n]]
			if !(m.Base-first.Base <= 0.25*min(em(first), em(m))) {
				break
			}
			n++
		}
		row := which[:n]
		slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(r.marks[a].Box.X0, r.marks[b].Box.X0) })
		var before *ink.Mark
		for _, i := range row {
			m := &r.marks[i]
			if before != nil && doubles(before, m) {
				continue
			}
			before = m
			r.mark(i, r.onward)
		}
		r.end()
		r.row++
		which = which[n:]
	}
	return r.out
}

// doubles reports whether a mark is the one before drawn again a little beside, as
// programs make text bold.
func doubles(before, m *ink.Mark) bool {
	return before.Text == m.Text && math.Abs(m.Box.X0-before.Box.X0) < 0.15*em(m)
}

// mark appends a mark. A wide gap before a glyph ends the line; a narrow one shows
// as a blank.
func (r *reader) mark(i int, gap func(box geom.Rect, em float64) float64) {
	m := &r.marks[i]
	size := em(m)
	for j := range m.Glyphs {
		g := &m.Glyphs[j]
		if r.ink.some && !isBlank(g) {
			switch d := gap(g.Box, size); {
			case d > columnGap*size:
				r.end()
			case d > blankGap*size, j == 0 && r.stacked(m):
				r.blank = true
			}
		}
		r.take(place{i, j})
	}
}

// onward is the gap to a glyph of the same row. One that lies farther back than the
// last is not of the same line.
func (r *reader) onward(box geom.Rect, em float64) float64 {
	if box.X0 < r.last.X0-stepBack*em {
		return math.Inf(1)
	}
	return box.X0 - r.last.X1
}

// around is the gap to a glyph in whatever direction.
func (r *reader) around(box geom.Rect, _ float64) float64 {
	return max(box.X0-r.last.X1, r.last.X0-box.X1, box.Y0-r.last.Y1, r.last.Y0-box.Y1)
}

// streams reads marks as they were drawn.
func (r *reader) streams() []line {
	for _, i := range r.which {
		r.mark(i, r.around)
	}
	r.end()
	return r.out
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

// isBlank reports whether a glyph reads as a blank, whatever its font draws.
func isBlank(g *ink.Glyph) bool {
	if len(g.Text) == 1 {
		return g.Blank || g.Text[0] == ' '
	}
	return g.Blank || g.Text != "" && strings.TrimSpace(g.Text) == ""
}

// take appends a glyph to the line. Blanks are kept for later, so that a line
// neither begins nor ends with one, and only one stands between words.
func (r *reader) take(p place) {
	g := &r.marks[p.mark].Glyphs[p.glyph]
	if isBlank(g) {
		r.blank = r.ink.some
		return
	}
	if r.blank {
		r.runes, r.at = append(r.runes, ' '), append(r.at, noGlyph)
		r.blank = false
	}
	for _, c := range g.Text {
		if c > unicode.MaxASCII && c != softHyphen && unicode.Is(unicode.Cf, c) {
			continue // joiners and marks of direction
		}
		r.runes, r.at = append(r.runes, c), append(r.at, p)
	}
	if g.Text == "" {
		r.runes, r.at = append(r.runes, unicode.ReplacementChar), append(r.at, p)
	}
	r.ink.add(g.Box)
	r.last = g.Box
}

// softHyphen is a hyphen when it is drawn.
const softHyphen = '\u00ad'

// end closes the line.
func (r *reader) end() {
	if n := len(r.runes); n > r.begun {
		r.out = append(r.out, line{row: r.row, box: r.ink.Rect, runes: r.runes[r.begun:n:n], at: r.at[r.begun:n:n]})
		r.begun = n
	}
	r.ink, r.blank = bounds{}, false
}

// undecoded reports whether nothing tells which character a glyph is: no Unicode,
// or one that means a glyph of that font only.
func undecoded(c rune) bool {
	return c == unicode.ReplacementChar || unicode.In(c, unicode.Co, unicode.Cc)
}

// quoted is how many characters an excerpt has at most.
const quoted = 40

// Bounds of the time that excerpts take: marks looked at for all of a page, and
// glyphs of a line from which one can be cut.
const (
	maxScanned = 5_000_000
	maxRow     = 1 << 14
)

// quote is an excerpt of the line in which a glyph stands, from there on, CPR-like
// numbers masked before it is cut.
func (s *sheet) quote(p place) string {
	if s.scanned += len(s.marks); s.scanned > maxScanned {
		return ""
	}
	m := &s.marks[p.mark]
	var lines []line
	if m.Upright {
		near := 0.25 * em(m)
		r := s.reader(func(o *ink.Mark) bool { return o.Upright && math.Abs(o.Base-m.Base) <= near })
		if cap(r.runes) > maxRow {
			return ""
		}
		lines = r.rows()
	} else {
		lines = s.turnedLines()
	}
	for i := range lines {
		if k := slices.Index(lines[i].at, p); k >= 0 {
			return excerptFrom(lines[i].runes, k)
		}
	}
	return ""
}

// turnedLines is the text that does not run from left to right, as it was drawn.
func (s *sheet) turnedLines() []line {
	if !s.turnedRead {
		s.turnedRead = true
		s.turned = s.reader(func(m *ink.Mark) bool { return !m.Upright }).streams()
	}
	return s.turned
}

// excerptFrom cuts an excerpt out of a line: from a character on, or from an
// earlier one when the line ends soon after. An ellipsis shows what is left out.
func excerptFrom(runes []rune, from int) string {
	if at := max(0, from-maxRow); len(runes)-at > 2*maxRow { // far from what is quoted
		runes, from = runes[at:min(len(runes), at+2*maxRow)], from-at
	}
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
