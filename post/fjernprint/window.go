package fjernprint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// outdent is how far, in millimetres, before a field a line may begin and still be
// meant for it: a page margin of 17 to 20 mm where the field begins at 21.
const outdent = 5

// lineIn is a line of text that is meant for a field: all that stands in it on one
// baseline.
type lineIn struct {
	parts []*line // columns, from left to right
	box   geom.Rect
}

func (l *lineIn) String() string {
	var b strings.Builder
	for i, p := range l.parts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.String())
	}
	return b.String()
}

// characters is how many a reader would count.
func (l *lineIn) characters() int { return utf8.RuneCountInString(l.String()) }

// excerpt is the beginning of the line, masked.
func (l *lineIn) excerpt() string { return excerptFrom([]rune(l.String()), 0) }

// marks are the marks that the line is made of.
func (l *lineIn) marks() []int {
	var all []int
	for _, part := range l.parts {
		for _, p := range part.at {
			if p != noGlyph && (len(all) == 0 || all[len(all)-1] != p.mark) {
				all = append(all, p.mark)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// linesIn lists the lines meant for a field, from the top: ink of theirs is in it
// and their middle lies at its height. others are texts that merely get into it.
func (s *sheet) linesIn(f *field) (lines []lineIn, others []*line) {
	row := -1
	all := s.window()
	for i := range all {
		l := &all[i]
		if !f.inner.Overlaps(l.box) || !s.inkIn(l, f.inner) {
			continue
		}
		if !meant(l.box, f.full) {
			others = append(others, l)
			continue
		}
		if l.row != row {
			row = l.row
			lines = append(lines, lineIn{box: l.box})
		}
		last := &lines[len(lines)-1]
		last.parts, last.box = append(last.parts, l), last.box.Union(l.box)
	}
	return lines, others
}

func (s *sheet) inkIn(l *line, r geom.Rect) bool {
	return slices.ContainsFunc(l.at, func(p place) bool {
		return p != noGlyph && r.Overlaps(s.marks[p.mark].Glyphs[p.glyph].Box)
	})
}

// meant reports whether a line belongs to a field, even when it runs out of it: its
// middle is at the field's height, and it begins in the left half or lies mostly within.
func meant(l, f geom.Rect) bool {
	if y := (l.Y0 + l.Y1) / 2; y < f.Y0 || y > f.Y1 {
		return false
	}
	return l.X0 >= f.X0-outdent && l.X0 <= (f.X0+f.X1)/2 || l.Intersect(f).W() >= l.W()/2
}

// checkSender is FP-045. A return line may be missing.
func (s *sheet) checkSender(f *field) {
	lines, _ := s.linesIn(f)
	s.checkOverrun(f, lines)
	if s.letter.ImprintSender {
		for _, o := range s.gather(f, []geom.Rect{f.inner}, nil) {
			s.tell(s.unwanted("sender.not-blank", f, o))
		}
		return
	}
	limits := s.profile.Sender
	if len(lines) > limits.Lines {
		r := s.block("sender.lines", f, lines)
		r.limit, r.found = same(limits.Lines), same(len(lines))
		r.words = words{"found": plural{len(lines), oneLine, manyLines}}
		s.tell(r)
	}
	for i := range lines {
		if n := lines[i].characters(); n > limits.Characters {
			r := s.block("sender.too-long", f, lines[i:i+1])
			r.limit, r.found = same(limits.Characters), same(n)
			s.tell(r)
		}
	}
}

// checkOverrun rejects return lines that run into what is printed beside or below.
func (s *sheet) checkOverrun(f *field, lines []lineIn) {
	for i := range s.profile.Zones {
		z := &s.profile.Zones[i]
		if z.Rule != addressField && z.Rule != freeInWindow {
			continue
		}
		other, ok := s.lay(z)
		if !ok {
			continue
		}
		for j := range lines {
			for _, part := range lines[j].parts {
				if s.inkIn(part, other.inner) {
					s.tell(s.overrun(f, other, lineIn{parts: []*line{part}, box: part.box}))
				}
			}
		}
	}
}

// overrun is the remark about a return line that runs into another zone.
func (s *sheet) overrun(f, other *field, l lineIn) remark {
	r := s.block("sender.runs-into", f, []lineIn{l})
	r.limit, r.words = area(f.Box), words{"other": other.Name, "beyond": area(other.Box)}
	to, over := Right, other.full.X1-l.box.X0
	switch {
	case other.full.Y0 >= f.full.Y1-barely: // it lies below
		to, over = Up, l.box.Y1-other.full.Y0
	case other.full.Y1 <= f.full.Y0+barely: // above
		to, over = Down, other.full.Y1-l.box.Y0
	case other.full.X0 >= f.full.X1-barely: // to the right
		to, over = Left, l.box.X1-other.full.X0
	}
	r.move, r.found = move(to, over), length(over)
	r.advice = text{"Flyt den mindst {move} {direction}.", "Move it at least {move} {direction}."}
	if r.move.Direction == Left && l.box.X0-r.move.MM < f.full.X0-s.profile.Slack {
		r.move = nil // there is no room for it
		r.advice = text{"Gør den kortere, eller brug mindre skrift.", "Shorten it, or use a smaller size."}
	}
	return r
}

// checkSlack is FP-046: nothing but what is welcome may show in the window.
func (s *sheet) checkSlack(f *field) {
	region := []geom.Rect{f.inner}
	for i := range s.profile.Zones {
		switch z := &s.profile.Zones[i]; z.Rule {
		case "", addressField, senderField:
			if other, ok := s.lay(z); ok {
				region = without(region, other.full.Grow(s.profile.Slack))
			}
		}
	}
	for _, o := range s.gather(f, region, func(i int) bool { return s.reported != nil && s.reported[i] }) {
		s.tell(s.offending("slack.occupied", f, o))
	}
}

// without cuts a rectangle out of others: what is left lies above, below, to the
// left and to the right of it.
func without(from []geom.Rect, hole geom.Rect) []geom.Rect {
	var left []geom.Rect
	for _, r := range from {
		in := r.Intersect(hole)
		if in.Empty() {
			left = append(left, r)
			continue
		}
		for _, rest := range []geom.Rect{
			{X0: r.X0, Y0: r.Y0, X1: r.X1, Y1: in.Y0},
			{X0: r.X0, Y0: in.Y1, X1: r.X1, Y1: r.Y1},
			{X0: r.X0, Y0: in.Y0, X1: in.X0, Y1: in.Y1},
			{X0: in.X1, Y0: in.Y0, X1: r.X1, Y1: in.Y1},
		} {
			if !rest.Empty() {
				left = append(left, rest)
			}
		}
	}
	return left
}

// checkDate is FP-048, which only informs.
func (s *sheet) checkDate(f *field) {
	for _, o := range s.gather(f, []geom.Rect{f.inner}, nil) {
		s.tell(s.offending("date.occupied", f, o))
	}
}
