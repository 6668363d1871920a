package fjernprint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/ident"
)

// checkNumbers is FP-047: no CPR-like number may show in the window. It is wider
// than package ident is: what looks like a number to a reader is one too many,
// whether the CPR office could have issued it or not.
func (s *sheet) checkNumbers(f *field) {
	y := s.windowEnds()
	// Text is read by its lines and, where it may be turned or stacked, as it was drawn.
	drawn := s.reader(func(m *ink.Mark) bool { return m.Box.Y0 < y && (!m.Upright || mayCount(m.Text)) }).streams()
	seen := map[place]bool{}
	for _, lines := range [][]line{s.window(), drawn} {
		for i := range lines {
			s.checkLine(f, &lines[i], seen)
		}
	}
}

// imprintedNumber is FP-047 for what the provider prints into the window.
func (e *examination) imprintedNumber() {
	a := e.letter.Address
	if a == nil || !e.letter.ImprintRecipient {
		return
	}
	for _, line := range append([]string{a.Name}, a.Lines...) {
		if len(numbersIn([]rune(line))) == 0 {
			continue
		}
		e.add(Finding{
			Rule: slackNoCPR, Code: "slack.cpr", Severity: Reject, Page: 1, Excerpt: maskNumbers([]rune(line)),
			Da: "Side 1: modtagerens adresse, som printeren påtrykker, indeholder et nummer, der ligner et CPR-nummer. Fjern det fra adressen.",
			En: "Page 1: the recipient's address, which the print service imprints, holds a number that looks like a CPR number. Take it out of the address.",
		})
		return
	}
}

// mayCount reports whether there can be a digit or a dash in a text.
func mayCount(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' || c == '-' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

func (s *sheet) checkLine(f *field, l *line, seen map[place]bool) {
	for _, n := range numbersIn(l.runes) {
		box, touched := bounds{}, false
		for _, p := range l.at[n.start:n.end] {
			if p == noGlyph {
				continue
			}
			g := s.marks[p.mark].Glyphs[p.glyph].Box
			box.add(g)
			touched = touched || f.inner.Overlaps(g)
		}
		first := l.at[n.start]
		if !touched || seen[first] {
			continue
		}
		seen[first] = true
		s.tell(s.cpr(f, l, n, box.Rect))
	}
}

// cpr is the remark about a number. It shows where it stands, never its digits.
func (s *sheet) cpr(f *field, l *line, n number10, box geom.Rect) remark {
	r := remark{
		code: "slack.cpr", field: f, kind: ink.Text, box: box, excerpt: func() string { return excerptFrom(l.runes, n.start) },
		move: moveOut(box, f.full, s.paper), limit: text{"intet", "none"}, found: s.place(f, box),
		advice: text{"Fjern det.", "Remove it."},
	}
	if r.move != nil {
		r.advice = clearIt
	}
	return r
}

// number10 is a CPR-like number within a text: runes[start:end].
type number10 struct{ start, end int }

// digitRun is a row of digits within a text: runes[start:end]. digits is 0 for what
// is no part of a number.
type digitRun struct{ start, end, digits int }

// numbersIn finds CPR-like numbers: ten digits, or six and four with a dash or a
// blank between, no further digit beside them, that begin with a day and month
// (61 to 91 are the days of administrative numbers); or ten digits of which each
// stands alone, as in the boxes of a form. Numbers that share digits are one.
func numbersIn(runes []rune) []number10 {
	runs := runsIn(runes)
	var found []number10
	// From the right, because the four digits that end a number may begin another.
	for i, r := range slices.Backward(runs) {
		if r.digits != 10 && r.digits != 6 || !datePart(runes[r.start:r.end]) {
			continue
		}
		if r.digits == 10 {
			found = append(found, number10{r.start, r.end})
			continue
		}
		if i+1 == len(runs) {
			continue
		}
		next := runs[i+1]
		if sep := separator(runes[r.end:]); sep == 0 || r.end+sep != next.start {
			continue
		}
		switch last := len(found) - 1; {
		case last >= 0 && found[last].start == next.start:
			found[last].start = r.start
		case next.digits == 4:
			found = append(found, number10{r.start, next.end})
		}
	}
	slices.Reverse(found)
	return found
}

func runsIn(runes []rune) []digitRun {
	var runs []digitRun
	for i := 0; i < len(runes); {
		n := digitsAt(runes, i)
		switch n {
		case 0:
			i++
			continue
		case 1:
			end, digits := spaced(runes, i)
			if digits != 10 {
				digits = 0
			}
			runs = append(runs, digitRun{i, end, digits})
		default:
			runs = append(runs, digitRun{i, i + n, n})
		}
		i = runs[len(runs)-1].end
	}
	return runs
}

// digitsAt is how many digits stand in a row.
func digitsAt(runes []rune, i int) int {
	n := 0
	for i+n < len(runes) {
		if _, ok := digit(runes[i+n]); !ok {
			break
		}
		n++
	}
	return n
}

// separator is how long what parts the two halves of a number is: a dash, with or
// without blanks, or a blank; 0 when it is something else.
func separator(runes []rune) int {
	n := 0
	for n < len(runes) && n < 3 && (runes[n] == ' ' || isDash(runes[n])) {
		n++
	}
	return n
}

// spaced follows a row of digits each of which stands alone, parted by blanks or
// dashes. digits is 0 when the row ends in a digit that does not.
func spaced(runes []rune, i int) (end, digits int) {
	for digits = 1; ; digits++ {
		i++
		gap := separator(runes[i:])
		switch n := digitsAt(runes, i+gap); {
		case gap == 0 || n == 0:
			return i, digits
		case n > 1:
			return i, 0
		}
		i += gap
	}
}

// datePart reports whether the first four digits are a day and a month.
func datePart(runes []rune) bool {
	var d [4]int
	n := 0
	for _, c := range runes {
		if v, ok := digit(c); ok {
			if d[n] = v; n == 3 {
				break
			}
			n++
		}
	}
	day, month := 10*d[0]+d[1], 10*d[2]+d[3]
	if day > 60 {
		day -= 60
	}
	return day >= 1 && day <= 31 && month >= 1 && month <= 12
}

// digit reads a digit, plain or full width.
func digit(c rune) (int, bool) {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0'), true
	case c >= '０' && c <= '９':
		return int(c - '０'), true
	}
	return 0, false
}

func isDash(c rune) bool {
	return c == '-' || c == softHyphen || c == '\u2212' || c > unicode.MaxASCII && unicode.Is(unicode.Pd, c)
}

// maskNumbers writes a text with the numbers in it masked as package ident does:
// day and month stay.
func maskNumbers(runes []rune) string {
	var b strings.Builder
	done := 0
	for _, n := range numbersIn(runes) {
		b.WriteString(string(runes[done:n.start]))
		shown := 0
		for _, c := range runes[n.start:n.end] {
			if v, ok := digit(c); ok && shown < 4 {
				b.WriteByte(byte('0' + v))
				shown++
			}
		}
		b.WriteString("**-****")
		done = n.end
	}
	b.WriteString(string(runes[done:]))
	return ident.MaskText(b.String())
}
