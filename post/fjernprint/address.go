package fjernprint

import (
	"cmp"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// checkAddress is FP-043, and FP-044 of what can be read.
func (s *sheet) checkAddress(f *field) {
	region := []geom.Rect{f.inner}
	if s.letter.ImprintRecipient {
		for _, o := range s.gather(f, region, nil) {
			s.tell(s.unwanted("address.not-blank", f, o))
		}
		return
	}
	foreign := s.checkForeign(f, region)
	lines, others := s.linesIn(f)
	s.checkIntruders(f, others)
	if len(lines) == 0 {
		if !foreign && !s.letter.AnyAddress {
			s.tell(remark{code: "address.missing", field: f})
		}
		return
	}
	s.checkLines(f, lines)
	s.checkEdges(f, lines)
	if s.wants(addressAgrees) {
		s.checkLook(f, lines)
		s.checkAgreement(f, lines)
	}
}

// checkForeign rejects what cannot be read as an address: graphics, and text that
// does not run from left to right.
func (s *sheet) checkForeign(f *field, region []geom.Rect) (any bool) {
	level := func(i int) bool { return s.marks[i].Kind == ink.Text && s.marks[i].Upright }
	for _, o := range s.gather(f, region, level) {
		any = true
		r := s.offending("address.not-text", f, o)
		if o.kind == ink.Text {
			r.words = words{"kind": turnedText}
		}
		s.tell(r)
	}
	return any
}

// checkIntruders rejects text that gets into the field without being meant for it,
// such as a heading beside or a paragraph below.
func (s *sheet) checkIntruders(f *field, others []*line) {
	slices.SortStableFunc(others, func(a, b *line) int { return fromTopLeft(a.box, b.box) })
	var all merger
	for _, l := range others {
		one := lineIn{parts: []*line{l}}
		o := offence{kind: ink.Text, marks: one.marks(), first: l.at[0], box: l.box, whole: l.box}
		all.add(o, l.box.Y0, em(&s.marks[l.at[0].mark]))
	}
	for _, o := range all.offences() {
		r := s.offending("address.outside", f, o)
		r.what = intruding
		s.tell(r)
	}
}

// checkLines is about how many lines there are, how long each is, and whether
// they can be read.
func (s *sheet) checkLines(f *field, lines []lineIn) {
	limits := s.profile.Address
	if n := len(lines); n < limits.MinLines || n > limits.MaxLines {
		r := s.block("address.lines", f, lines)
		r.limit = fromTo(same(limits.MinLines), same(limits.MaxLines), text{"linjer", "lines"})
		r.found = same(n)
		r.words = words{"found": plural{n, oneLine, manyLines}}
		s.tell(r)
	}
	var unread []lineIn
	for i := range lines {
		l := &lines[i]
		if n := l.characters(); n > limits.Characters {
			r := s.block("address.line.too-long", f, lines[i:i+1])
			r.limit, r.found = same(limits.Characters), same(n)
			s.tell(r)
		}
		if slices.ContainsFunc([]rune(l.String()), undecoded) {
			unread = append(unread, *l)
		}
	}
	if len(unread) > 0 {
		s.tell(s.block("address.undecodable", f, unread))
	}
}

// block is a remark about lines of a field.
func (s *sheet) block(code string, f *field, lines []lineIn) remark {
	box, marks := bounds{}, []int(nil)
	for i := range lines {
		box.add(lines[i].box)
		marks = append(marks, lines[i].marks()...)
	}
	return remark{code: code, field: f, kind: ink.Text, marks: marks, box: box.Rect, excerpt: lines[0].excerpt}
}

// side is one of the four of a field, and how far a line runs over it.
type side struct {
	name text
	back Direction // in which a line has to be moved
	over func(line, field geom.Rect) float64
}

var sides = []side{
	{text{"venstre kant", "left edge"}, Right, func(l, f geom.Rect) float64 { return f.X0 - l.X0 }},
	{text{"højre kant", "right edge"}, Left, func(l, f geom.Rect) float64 { return l.X1 - f.X1 }},
	{text{"øverste kant", "top edge"}, Down, func(l, f geom.Rect) float64 { return f.Y0 - l.Y0 }},
	{text{"nederste kant", "bottom edge"}, Up, func(l, f geom.Rect) float64 { return l.Y1 - f.Y1 }},
}

// checkEdges rejects lines that run out of the field by more than the profile's
// slack, which holds outwards as it does inwards for zones that have to be free.
// Lines over the same edge are one finding, by the farthest, unless they have no
// room in the field.
func (s *sheet) checkEdges(f *field, lines []lineIn) {
	slack := s.profile.Slack + barely
	for _, e := range sides {
		var over []lineIn
		for _, l := range lines {
			if e.over(l.box, f.full) <= slack {
				continue
			}
			if s.fits(l.box, f.full, e) {
				over = append(over, l)
				continue
			}
			if e.back == Right && f.full.X1+slack < l.box.X1 || e.back == Down && f.full.Y1+slack < l.box.Y1 {
				continue // over the opposite edge as well: one finding will do
			}
			r := s.block("address.outside", f, []lineIn{l})
			r.found, r.limit = length(e.along(l.box)), length(e.along(f.full))
			r.what, r.advice = noRoom, shortenIt
			s.tell(r)
		}
		if len(over) == 0 {
			continue
		}
		far := slices.MaxFunc(over, func(a, b lineIn) int { return cmp.Compare(e.over(a.box, f.full), e.over(b.box, f.full)) })
		r := s.block("address.outside", f, over)
		r.excerpt = far.excerpt
		r.move = move(e.back, e.over(far.box, f.full))
		r.found, r.limit = length(e.over(far.box, f.full)), length(0)
		r.what, r.advice, r.words = overEdge, moveIt, words{"side": e.name}
		s.tell(r)
	}
}

// fits reports whether a line that runs over an edge has room in the field once it
// is moved back.
func (s *sheet) fits(l, f geom.Rect, e side) bool {
	moved := roundUp(e.over(l, f))
	return e.along(l) <= e.along(f)+s.profile.Slack-(moved-e.over(l, f))
}

// along is the extent of a rectangle in the direction of the move.
func (e side) along(r geom.Rect) float64 {
	if e.back == Left || e.back == Right {
		return r.W()
	}
	return r.H()
}
