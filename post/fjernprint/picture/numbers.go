package picture

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/ident"
)

// numbered lists the text marks that a CPR-like number is written with, alone or
// together with others of their line: writers place figures one by one.
func numbered(marks []ink.Mark) []int {
	var texts []int
	for i := range marks {
		if marks[i].Kind == ink.Text && strings.ContainsFunc(marks[i].Text, isDigit) {
			texts = append(texts, i)
		}
	}
	slices.SortStableFunc(texts, func(a, b int) int {
		return cmp.Or(cmp.Compare(line(&marks[a]), line(&marks[b])), cmp.Compare(marks[a].Box.X0, marks[b].Box.X0))
	})
	var found []int
	for from := 0; from < len(texts); {
		to := from + 1
		for to < len(texts) && line(&marks[texts[to]])-line(&marks[texts[from]]) <= 1 {
			to++
		}
		if hasNumber(marks, texts[from:to]) {
			found = append(found, texts[from:to]...)
		}
		from = to
	}
	return found
}

func isDigit(r rune) bool { return unicode.IsDigit(r) }

// line numbers the lines of the paper, less than half a millimetre each.
func line(m *ink.Mark) int {
	const height = .4
	return int(min(max(m.Base, -farthest), farthest) / height)
}

// hasNumber reports whether marks of one line have a CPR-like number together, be
// their gaps blanks or not.
func hasNumber(marks []ink.Mark, line []int) bool {
	var close, apart strings.Builder
	for n, i := range line {
		if n > 0 && marks[i].Box.X0-marks[line[n-1]].Box.X1 > .2 {
			apart.WriteByte(' ')
		}
		s := visible(marks[i].Text)
		close.WriteString(s)
		apart.WriteString(s)
	}
	return ident.MaskText(close.String()) != close.String() || ident.MaskText(apart.String()) != apart.String()
}

// withoutDigits hides the digits of a text.
func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return '*'
		}
		return r
	}, s)
}

// digits are where a mark has its digits, those next to each other together.
func digits(m *ink.Mark) []geom.Rect {
	var found []geom.Rect
	next := false
	for i := range m.Glyphs {
		g := &m.Glyphs[i]
		switch {
		case !strings.ContainsFunc(g.Text, isDigit):
			next = false
		case next:
			found[len(found)-1] = found[len(found)-1].Union(g.Box)
		default:
			found, next = append(found, g.Box), true
		}
	}
	if found == nil {
		found = append(found, m.Box)
	}
	return found
}

// coverNumbers hides the digits of CPR-like numbers on a rendered page.
func (d *drawing) coverNumbers() {
	for _, box := range d.covered {
		d.shape(bounded(box.Grow(.2)), `fill="#c9d0d9"`)
	}
}
