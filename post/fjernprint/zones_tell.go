package fjernprint

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// remark is a finding before it is put into words.
type remark struct {
	code    string // row of zoneWordings
	field   *field
	marks   []int     // that offend
	box     geom.Rect // what of them; of nothing when kind is ""
	kind    ink.Kind
	move    *Move
	excerpt func() string // masked; nil: nothing is quoted
	limit   text
	found   text
	words   words // that only this sentence has

	what, note, advice text // clauses of the sentence, with placeholders of their own
}

// offending is the remark about something that lies in a field and has to leave it.
func (s *sheet) offending(code string, f *field, o offence) remark {
	r := remark{
		code: code, field: f, marks: o.marks, box: o.box, kind: o.kind,
		move: moveOut(o.whole, f.full, s.paper), limit: area(f.Box), found: s.place(f, o.box),
		advice: removeIt,
	}
	if r.move != nil {
		r.advice = moveIt
	}
	switch {
	case o.unseen:
		r.note = unseenNote
	case o.unsure:
		r.note = unsureNote
	}
	if o.kind == ink.Text {
		r.excerpt = func() string { return s.quote(o.first) }
	}
	return r
}

// unwanted is the remark about something in a field that has to be blank because
// it is imprinted: to move it is not what its sender will want most.
func (s *sheet) unwanted(code string, f *field, o offence) remark {
	r := s.offending(code, f, o)
	if r.move != nil {
		r.advice = clearIt
	}
	return r
}

// tell words a remark and adds it to the report.
func (s *sheet) tell(r remark) {
	row, ok := wordingOf(r.code)
	if !ok { // a zone that only this profile has
		row = wording{Code: r.code, Severity: Reject, text: occupied}
	}
	if row.text == occupied {
		row.Rule = r.field.Rule
	}
	f := Finding{Rule: row.Rule, Code: row.Code, Severity: row.Severity}
	severity := s.profile.Severity(f.Rule, f.Code, f.Severity)
	if severity != Off {
		s.claim(r.marks)
	}
	if severity == Off || s.full(f.Rule, severity) {
		s.add(f) // only counts: that is no reason to word it
		return
	}
	quote := ""
	if r.excerpt != nil {
		quote = r.excerpt()
	}
	f.Page, f.Zone, f.ZoneBox, f.Kind = s.number, r.field.Name, new(r.field.Box), string(r.kind)
	f.Move, f.Excerpt, f.Limit, f.Found = r.move, quote, r.limit.en, r.found.en
	w := words{
		"page": s.number, "zone": r.field.Name, "area": area(r.field.Box), "place": r.found,
		"excerpt": quote, "limit": r.limit, "found": r.found,
	}
	if r.kind != "" {
		f.Box = boxAround(r.box.Intersect(s.paper))
		w["kind"] = kinds[r.kind]
	}
	if r.move != nil {
		w["move"], w["direction"] = millimetres(r.move.MM), directions[r.move.Direction]
	}
	maps.Copy(w, r.words)
	f.Da, f.En = r.sentence(row.text).say(w)
	s.add(f)
}

// full reports whether no more findings of that kind are kept.
func (s *sheet) full(rule RuleID, severity Severity) bool {
	n := 0
	for _, f := range s.findings.kept[rule] {
		if f.Severity == severity {
			n++
		}
	}
	return n >= MaxFindings
}

// sentence puts the clauses in.
func (r *remark) sentence(t text) text {
	for _, c := range []struct {
		name string
		text
	}{{"{what}", r.what}, {"{note}", r.note}, {"{advice}", r.advice}} {
		t.da, t.en = strings.Replace(t.da, c.name, c.da, 1), strings.Replace(t.en, c.name, c.en, 1)
	}
	return t
}

// same is a number that needs no translation.
func same(n int) text { return text{strconv.Itoa(n), strconv.Itoa(n)} }

// length is a number of millimetres.
func length(v float64) text {
	da, en := mm(v)
	return text{da, en}
}

// area says where a zone is, as the layout sheet does.
func area(b Box) text {
	x0, x0en := number(b.X, 1)
	x1, x1en := number(b.X+b.W, 1)
	y0, y0en := number(b.Y, 1)
	y1, y1en := number(b.Y+b.H, 1)
	return text{
		fmt.Sprintf("%s-%s mm, %s-%s mm fra toppen", x0, x1, y0, y1),
		fmt.Sprintf("%s-%s mm, %s-%s mm from the top", x0en, x1en, y0en, y1en),
	}
}

// place says where something is by the edges of the paper that help most: the
// one that the zone lies along, otherwise left and top.
func (s *sheet) place(f *field, box geom.Rect) text {
	left, leftEn := mm(max(box.X0, 0))
	switch {
	case f.full.X0 == 0 && f.full.Y1 > f.full.X1:
		return text{left + " fra venstre kant", leftEn + " from the left edge"}
	case f.full.X1 == s.paper.X1 && f.full.H() > f.full.W():
		right, rightEn := mm(max(s.paper.X1-box.X1, 0))
		return text{right + " fra højre kant", rightEn + " from the right edge"}
	}
	top, topEn := mm(max(box.Y0, 0))
	return text{
		left + " fra venstre kant og " + top + " fra toppen",
		leftEn + " from the left edge and " + topEn + " from the top",
	}
}
