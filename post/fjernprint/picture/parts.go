package picture

import (
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// mark draws what the interpreter found: text as text, the rest as shapes.
func (d *drawing) mark(m *ink.Mark) {
	b := m.Box
	switch {
	case m.Kind == ink.Text && m.Upright && m.Size > 0:
		const mmPerPoint = 25.4 / 72
		d.printf(`<text x="%s" y="%s" font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" fill="#333">%s</text>`,
			mm(b.X0), mm(m.Base), mm(min(m.Size, 400)*mmPerPoint), mm(max(b.W(), .1)), text(cut(m.Text, 300)))
	case m.Kind == ink.Path:
		d.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="#888" fill-opacity=".15" stroke="#777" stroke-width=".1"/>`,
			mm(b.X0), mm(b.Y0), mm(max(b.W(), .05)), mm(max(b.H(), .05)))
	default:
		d.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="#9aa5b1" fill-opacity=".35" stroke="#6b7683" stroke-width=".15"/>`,
			mm(b.X0), mm(b.Y0), mm(max(b.W(), .05)), mm(max(b.H(), .05)))
	}
}

// zone tints a zone by what it is for, and names it.
func (d *drawing) zone(z *fjernprint.Zone) {
	look := `fill="url(#free)" stroke="#b86a00" stroke-width=".25"`
	ink := "#7a4400"
	switch z.Rule {
	case "FP-043", "FP-045": // the customer's fields
		look, ink = `fill="#2f6fb5" fill-opacity=".10" stroke="#1d4f91" stroke-width=".3" stroke-dasharray="1.6 .8"`, "#1d4f91"
	case "FP-046", "FP-047": // the window
		look, ink = `fill="none" stroke="#51606f" stroke-width=".35" stroke-dasharray="3 1.5"`, "#51606f"
	case "", "FP-048": // content is welcome
		look, ink = `fill="#2b8a57" fill-opacity=".06" stroke="#2b8a57" stroke-width=".2" stroke-dasharray=".6 .9"`, "#1c6640"
	}
	b := z.Box
	d.printf(`<rect x="%s" y="%s" width="%s" height="%s" %s/>`, mm(b.X), mm(b.Y), mm(b.W), mm(b.H), look)
	size := 2.3
	switch {
	case b.H > 3*b.W: // a tall strip is named along its side
		x, y := b.X+b.W/2+size/3, b.Y+b.H-2
		d.printf(`<text x="%s" y="%s" font-size="%s" fill="%s" transform="rotate(-90 %s %s)">%s</text>`, mm(x), mm(y), mm(size), ink, mm(x), mm(y), text(z.Name))
	case z.Rule == "FP-046" || z.Rule == "FP-047": // below, where nothing else is
		d.printf(`<text x="%s" y="%s" font-size="%s" fill="%s">%s</text>`, mm(b.X+18), mm(b.Y+b.H-1), mm(size), ink, text(z.Name+" · "+d.pick(z.Da, z.En)))
	default:
		d.printf(`<text x="%s" y="%s" font-size="%s" fill="%s" text-anchor="end">%s</text>`, mm(b.X+b.W-.6), mm(b.Y+size), mm(min(size, b.W/4)), ink, text(z.Name))
	}
}

// look is how findings of a severity are outlined: by colour and by dash.
func look(s fjernprint.Severity) (colour, dash string) {
	switch s {
	case fjernprint.Reject:
		return "#b00020", ""
	case fjernprint.Warn:
		return "#8a5200", ` stroke-dasharray="2 1"`
	default:
		return "#1d4f91", ` stroke-dasharray=".6 1"`
	}
}

// finding outlines what offends, numbers it and draws its move.
func (d *drawing) finding(i int) {
	f := &d.findings[i]
	if f.Box == nil {
		return
	}
	colour, dash := look(f.Severity)
	const air = .6
	b := f.Box.Rect().Grow(air).Intersect(geom.Rect{X0: -margin + 1, Y0: -margin + 1, X1: d.width + margin - 1, Y1: d.height + margin - 1})
	if b.Empty() {
		return
	}
	d.printf(`<rect x="%s" y="%s" width="%s" height="%s" rx=".5" fill="%s" fill-opacity=".08" stroke="%s" stroke-width=".6"%s/>`,
		mm(b.X0), mm(b.Y0), mm(b.W()), mm(b.H()), colour, colour, dash)
	if f.Move != nil {
		d.arrow(b, f.Move)
	}
	x, y := b.X0, max(b.Y0, 0)
	d.printf(`<circle cx="%s" cy="%s" r="2.3" fill="%s" stroke="#fff" stroke-width=".3"/><text x="%s" y="%s" font-size="2.8" font-weight="bold" fill="#fff" text-anchor="middle">%d</text>`,
		mm(x), mm(y), colour, mm(x), mm(y+1), i+1)
}

// arrow points where the content has to go. A short move gets an arrow that can
// be seen; the number beside it is the true one.
func (d *drawing) arrow(b geom.Rect, move *fjernprint.Move) {
	length := max(minArrow, min(move.MM, 60))
	from := geom.Point{X: (b.X0 + b.X1) / 2, Y: (b.Y0 + b.Y1) / 2}
	to, label := from, from
	anchor := "start"
	switch move.Direction {
	case fjernprint.Right:
		from.X = b.X1
		to = geom.Point{X: from.X + length, Y: from.Y}
		label = geom.Point{X: from.X + 1, Y: from.Y - 1.2}
	case fjernprint.Left:
		from.X = b.X0
		to = geom.Point{X: from.X - length, Y: from.Y}
		label, anchor = geom.Point{X: from.X - 1, Y: from.Y - 1.2}, "end"
	case fjernprint.Down:
		from.Y = b.Y1
		to = geom.Point{X: from.X, Y: from.Y + length}
		label = geom.Point{X: from.X + 1.5, Y: from.Y + length/2 + 1}
	case fjernprint.Up:
		from.Y = b.Y0
		to = geom.Point{X: from.X, Y: from.Y - length}
		label = geom.Point{X: from.X + 1.5, Y: from.Y - length/2 + 1}
	}
	d.printf(`<path d="M%s %sL%s %s" stroke="#fff" stroke-width="2" stroke-opacity=".8"/><path d="M%s %sL%s %s" stroke="#7a0010" stroke-width=".9" marker-end="url(#tip)"/>`,
		mm(from.X), mm(from.Y), mm(to.X), mm(to.Y), mm(from.X), mm(from.Y), mm(to.X), mm(to.Y))
	d.printf(`<text x="%s" y="%s" font-size="3" font-weight="bold" fill="#7a0010" stroke="#fff" stroke-width=".8" paint-order="stroke" text-anchor="%s">%s</text>`,
		mm(label.X), mm(label.Y), anchor, text(d.length(move.MM)))
}

func (d *drawing) length(v float64) string {
	s := fmt.Sprintf("%.1f mm", v)
	if d.danish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// legendRows is how many lines the legend takes.
func (d *drawing) legendRows() int {
	rows := 1 + min(len(d.findings), maxLegend) // the key of the zones, and the findings
	if len(d.findings) > maxLegend || len(d.marks) > maxMarks {
		rows++
	}
	return rows
}

func (d *drawing) legend() {
	y := d.height + 2*margin
	x := 0.0
	for _, key := range []struct{ look, da, en string }{
		{`fill="url(#free)" stroke="#b86a00"`, "skal være fri", "must be free"},
		{`fill="#2f6fb5" fill-opacity=".10" stroke="#1d4f91" stroke-dasharray="1.6 .8"`, "afsender og modtager", "sender and recipient"},
		{`fill="none" stroke="#51606f" stroke-dasharray="3 1.5"`, "kan ses i ruden", "can show in the window"},
	} {
		d.printf(`<rect x="%s" y="%s" width="5" height="3" stroke-width=".3" %s/><text x="%s" y="%s" font-size="3" fill="#333">%s</text>`,
			mm(x), mm(y-2.6), key.look, mm(x+6.5), mm(y), text(d.pick(key.da, key.en)))
		x += 52
	}
	for i := range d.findings[:min(len(d.findings), maxLegend)] {
		y += line
		f := &d.findings[i]
		colour, _ := look(f.Severity)
		d.printf(`<circle cx="2.3" cy="%s" r="2.1" fill="%s"/><text x="2.3" y="%s" font-size="2.6" font-weight="bold" fill="#fff" text-anchor="middle">%d</text><text x="6.5" y="%s" font-size="3" fill="#222">%s</text>`,
			mm(y-1), colour, mm(y-.1), i+1, mm(y), text(d.short(f)))
	}
	left := len(d.findings) - maxLegend
	if left > 0 || len(d.marks) > maxMarks {
		y += line
		said := d.pick("Siden har for mange mærker til, at alle er tegnet.", "The page has too many marks for all to be drawn.")
		if left > 0 {
			said = fmt.Sprintf(d.pick("og %d fund mere, se listen", "and %d findings more, see the list"), left)
		}
		d.printf(`<text x="6.5" y="%s" font-size="3" fill="#444">%s</text>`, mm(y), text(said))
	}
}

// short is a finding in a line of the legend.
func (d *drawing) short(f *fjernprint.Finding) string {
	severity := map[fjernprint.Severity]string{
		fjernprint.Reject: d.pick("afvist", "reject"), fjernprint.Warn: d.pick("advarsel", "warn"),
	}[f.Severity]
	if severity == "" {
		severity = d.pick("oplysning", "note")
	}
	s := fmt.Sprintf("%s %s", f.Rule, severity)
	if f.Zone != "" {
		s += " · " + f.Zone
	}
	if f.Move != nil {
		way := map[fjernprint.Direction]string{
			fjernprint.Left: d.pick("mod venstre", "to the left"), fjernprint.Right: d.pick("mod højre", "to the right"),
			fjernprint.Up: d.pick("opad", "up"), fjernprint.Down: d.pick("nedad", "down"),
		}[f.Move.Direction]
		s += " · " + d.pick("flyt ", "move ") + d.length(f.Move.MM) + " " + way
	}
	if f.Excerpt != "" {
		s += " · „" + cut(f.Excerpt, 40) + "“"
	}
	return s
}

func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}
