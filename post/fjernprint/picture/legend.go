package picture

import (
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// maxRows is how many findings the legend lists.
const maxRows = 14

// Measures of the legend, in millimetres.
const (
	rowHeight = 5.4
	padding   = 5.0
	bodySize  = 3.0
	columns   = 3
)

// card is the legend, drawn from its own upper left corner.
type card struct {
	drawing
	height float64
	y      float64
}

// legend lists what the numbers and the looks mean.
func (d *drawing) legend() *card {
	c := &card{}
	c.danish, c.width = d.danish, max(d.width, minWidth)
	c.y = padding + bodySize
	c.heading(fmt.Sprintf(d.pick("Side %d · %s × %s mm", "Page %d · %s × %s mm"), d.number, d.decimal(mm(d.width)), d.decimal(mm(d.height))))
	if len(d.findings) == 0 {
		c.line(0, "#0f5c40", d.pick("Ingen fund på siden.", "No findings on this page."))
	}
	for i := range d.findings[:min(len(d.findings), maxRows)] {
		c.finding(i+1, &d.findings[i])
	}
	if left := len(d.findings) - maxRows; left > 0 {
		c.line(badge+2, "#3d4854", fmt.Sprintf(d.pick("og %d fund mere, se listen", "and %d findings more, see the list"), left))
	}
	c.y += 1.5
	c.key(d.zones)
	for _, note := range d.notes() {
		c.line(0, "#3d4854", note)
	}
	c.height = c.y - rowHeight + padding
	body := c.out.Bytes()
	framed := &card{height: c.height}
	framed.shape(geom.Rect{X1: c.width, Y1: c.height}, `rx="2" fill="#fff" stroke="#c3cad3" stroke-width=".25"`)
	framed.out.Write(body)
	return framed
}

func (c *card) heading(s string) {
	c.printf(`<text x="%s" y="%s" font-size="3.6" font-weight="bold" fill="#1f262e">%s</text>`, mm(padding), mm(c.y), text(s))
	c.y += rowHeight + 1
}

func (c *card) line(indent float64, colour, s string) {
	c.printf(`<text x="%s" y="%s" font-size="%s" fill="%s">%s</text>`,
		mm(padding+indent), mm(c.y), mm(bodySize), colour, text(fit(s, bodySize, c.width-2*padding-indent)))
	c.y += rowHeight
}

// finding is a row: number, rule and severity, then where and what to do.
func (c *card) finding(number int, f *fjernprint.Finding) {
	w := weightOf(f)
	c.badge(at(padding, c.y-bodySize*.35-badge/2, badge, badge), &w, number)
	rule := fmt.Sprintf("%s %s", cut(string(f.Rule), 12), c.pick(w.da, w.en))
	const indent = badge + 2
	c.printf(`<text x="%s" y="%s" font-size="%s" font-weight="bold" fill="%s" textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`,
		mm(padding+indent), mm(c.y), mm(bodySize), w.colour, mm(extent(rule, bodySize)), text(rule))
	after := indent + extent(rule, bodySize) + 2
	for _, line := range wrap(c.says(f), bodySize, c.width-2*padding-after) {
		c.line(after, "#1f262e", line)
		c.y -= rowHeight * .2
	}
	c.y += rowHeight * .2
}

// says is a finding in a few words.
func (c *card) says(f *fjernprint.Finding) string {
	var parts []string
	if f.Zone != "" {
		parts = append(parts, cut(visible(f.Zone), 24))
	}
	if f.Move != nil {
		way := ways[f.Move.Direction]
		parts = append(parts, c.pick("flyt ", "move ")+c.length(f.Move.MM)+" "+c.pick(way.da, way.en))
	}
	if f.Excerpt != "" {
		parts = append(parts, c.pick("»", "“")+cut(visible(f.Excerpt), 40)+c.pick("«", "”"))
	}
	if f.Move == nil && f.Excerpt == "" {
		parts = append(parts, visible(strings.TrimPrefix(c.pick(f.Da, f.En), fmt.Sprintf(c.pick("Side %d: ", "Page %d: "), f.Page))))
	}
	return strings.Join(parts, " · ")
}

// key explains the looks of zones, and the zones by name.
func (c *card) key(zones []fjernprint.Zone) {
	column := (c.width - 2*padding) / columns
	for _, s := range styles {
		var of []*fjernprint.Zone
		for i := range zones {
			if styleOf(&zones[i]) == s {
				of = append(of, &zones[i])
			}
		}
		if len(of) == 0 {
			continue
		}
		c.shape(at(padding, c.y-bodySize+.4, badge, bodySize), s.look)
		c.printf(`<text x="%s" y="%s" font-size="%s" font-weight="bold" fill="%s">%s</text>`,
			mm(padding+badge+2), mm(c.y), mm(bodySize), s.ink, text(c.pick(s.da, s.en)))
		for i, z := range of {
			if i%columns == 0 {
				c.y += rowHeight * .8
			}
			x := padding + badge + 2 + float64(i%columns)*(column-2)
			name := cut(visible(z.Name), 24)
			c.printf(`<text x="%s" y="%s" font-size="2.6" fill="#3d4854"><tspan font-weight="bold" fill="%s">%s</tspan> %s</text>`,
				mm(x), mm(c.y), s.ink, text(name), text(fit(c.pick(z.Da, z.En), 2.6, column-4-extent(name+" ", 2.6))))
		}
		c.y += rowHeight
	}
}

// notes say what the picture does not show.
func (d *drawing) notes() []string {
	var notes []string
	if d.raster == nil && d.blind {
		notes = append(notes, d.pick("Sidens indhold kunne ikke tegnes.", "The content of the page could not be drawn."))
	}
	if d.raster == nil && d.left > 0 {
		notes = append(notes, fmt.Sprintf(d.pick("Siden har %d mærker mere, end der er tegnet.", "The page has %d more marks than are drawn."), d.left))
	}
	if left := len(d.findings) - maxOutlines; left > 0 {
		notes = append(notes, fmt.Sprintf(d.pick("%d fund er ikke tegnet ind.", "%d findings are not outlined."), left))
	}
	return notes
}
