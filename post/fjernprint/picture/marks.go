package picture

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// Most of what is drawn of a page; the legend says so when there is more.
const (
	maxMarks = 3000
	maxText  = 300 // characters of one mark
)

// keep takes the marks that will be drawn, and those that must not be read.
func (d *drawing) keep(marks []ink.Mark) {
	d.marks = marks[:min(len(marks), maxMarks)]
	d.left = len(marks) - len(d.marks)
	d.hidden = map[int]bool{}
	for _, i := range numbered(marks) {
		d.hidden[i] = true
		d.covered = append(d.covered, digits(&marks[i])...)
	}
}

// drawMarks draws what the interpreter found: text as text, the rest as shapes.
func (d *drawing) drawMarks() {
	for i := range d.marks {
		m := &d.marks[i]
		b := bounded(m.Box)
		switch {
		case m.Kind == ink.Text && m.Upright && m.Size > 0 && m.Text != "":
			s := cut(m.Text, maxText)
			if d.hidden[i] {
				s = withoutDigits(s)
			}
			d.write(b, m, s)
		case m.Kind == ink.Image:
			d.shape(b, `fill="#8d99a6" fill-opacity=".28" stroke="#6b7683" stroke-width=".2"`)
			d.printf(`<path d="M%s %sL%s %sM%[1]s %[4]sL%[3]s %[2]s" stroke="#6b7683" stroke-width=".15" stroke-opacity=".6"/>`, mm(b.X0), mm(b.Y0), mm(b.X1), mm(b.Y1))
		case m.Kind == ink.Path && min(b.W(), b.H()) > .5:
			d.shape(b, `fill="#5d6875" fill-opacity=".06" stroke="#5d6875" stroke-width=".15"`)
		case m.Kind == ink.Path: // a rule
			d.shape(geom.Rect{X0: b.X0, Y0: b.Y0, X1: max(b.X1, b.X0+.1), Y1: max(b.Y1, b.Y0+.1)}, `fill="#5d6875"`)
		default:
			d.shape(b, `fill="#8d99a6" fill-opacity=".35"`)
		}
	}
}

func (d *drawing) write(b geom.Rect, m *ink.Mark, s string) {
	const (
		mmPerPoint = 25.4 / 72
		largest    = 600 // points
	)
	d.printf(`<text x="%s" y="%s" font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" fill="#2b3138">%s</text>`,
		mm(b.X0), mm(m.Base), mm(min(m.Size, largest)*mmPerPoint), mm(max(b.W(), .1)), text(s))
}

// bounded moves what is far away nearer, so that it can be written.
func bounded(r geom.Rect) geom.Rect {
	b := r.Intersect(geom.Rect{X0: -farthest, Y0: -farthest, X1: farthest, Y1: farthest})
	if !(b.X0 <= b.X1 && b.Y0 <= b.Y1) {
		return geom.Rect{}
	}
	return b
}
