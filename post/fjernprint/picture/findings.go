package picture

import (
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// maxOutlines is how many findings are outlined.
const maxOutlines = 60

// weight is how findings of a severity look: by colour, by dash and by the shape
// of their badge.
type weight struct {
	colour, dash string
	corner       float64 // radius of the badge's corners, a circle when it is as large as that
	da, en       string
}

var weights = map[fjernprint.Severity]weight{
	fjernprint.Reject: {"#b00020", "", badge / 2, "afvist", "rejected"},
	fjernprint.Warn:   {"#7d4a00", ` stroke-dasharray="2 1"`, .5, "advarsel", "warning"},
	fjernprint.Info:   {"#1d4f91", ` stroke-dasharray=".1 1.1" stroke-linecap="round"`, 1.4, "oplysning", "note"},
}

func weightOf(f *fjernprint.Finding) weight {
	if w, ok := weights[f.Severity]; ok {
		return w
	}
	return weights[fjernprint.Info]
}

// outlined is a finding with a place.
type outlined struct {
	number int
	*fjernprint.Finding
	weight
	box geom.Rect
}

// drawFindings outlines what offends, then draws the moves, then the numbers, so
// that none lies under another.
func (d *drawing) drawFindings() {
	const air = .6
	var all []outlined
	for i := range d.findings[:min(len(d.findings), maxOutlines)] {
		f := &d.findings[i]
		place := f.Box
		if place == nil {
			place = f.ZoneBox // something is missing there
		}
		if place == nil {
			continue
		}
		box := place.Rect().Grow(air).Intersect(geom.Rect{X1: d.width, Y1: d.height}.Grow(margin - 2))
		if !box.Empty() {
			all = append(all, outlined{i + 1, f, weightOf(f), box})
		}
	}
	for i := range d.marks {
		d.labels.take(d.marks[i].Box, clearly)
	}
	for _, o := range all {
		d.shape(o.box, `rx=".6" fill="`+o.colour+`" fill-opacity=".09" stroke="#fff" stroke-width="1.1" stroke-opacity=".7"`)
		d.shape(o.box, `rx=".6" fill="none" stroke="`+o.colour+`" stroke-width=".6"`+o.dash)
	}
	for _, o := range all {
		if o.Move != nil {
			d.labels.take(swept(d.shaft(&o)), strictly)
		}
	}
	for _, o := range all {
		if o.Move != nil {
			d.arrow(&o)
		}
	}
	for _, o := range all {
		b := o.box
		d.badge(d.labels.choose([]geom.Rect{
			at(b.X0-badge, b.Y0-badge*.7, badge, badge), at(b.X0-badge/2, b.Y0-badge, badge, badge),
			at(b.X1-badge/2, b.Y0-badge, badge, badge), at(b.X1, b.Y0-badge*.7, badge, badge),
			at(b.X0-badge, b.Y1-badge*.3, badge, badge), at(b.X1, b.Y1-badge*.3, badge, badge),
			at(b.X0-badge/2, b.Y1, badge, badge), at(b.X1-badge/2, b.Y1, badge, badge),
			at(b.X0, b.Y0, badge, badge), at(b.X0+badge, b.Y0, badge, badge), at(b.X0+2*badge, b.Y0, badge, badge),
			at(b.X0, b.Y0+badge, badge, badge), at(b.X0, b.Y0+2*badge, badge, badge),
		}, nil), &o.weight, o.number)
	}
}

// badge is the size of the number of a finding.
const badge = 4.6

func (d *drawing) badge(r geom.Rect, w *weight, number int) {
	d.printf(`<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s" stroke="#fff" stroke-width=".4"/>`,
		mm(r.X0), mm(r.Y0), mm(badge), mm(badge), mm(w.corner), w.colour)
	d.printf(`<text x="%s" y="%s" font-size="2.9" font-weight="bold" fill="#fff" text-anchor="middle">%d</text>`,
		mm((r.X0+r.X1)/2), mm((r.Y0+r.Y1)/2+1.02), number)
}

// Arrows: shorter ones cannot be seen, longer ones say no more.
const (
	minArrow = 8.0
	maxArrow = 60.0
	head     = 2.6
)

// ways are the directions on the page.
var ways = map[fjernprint.Direction]struct {
	geom.Point
	da, en string
}{
	fjernprint.Left:  {geom.Point{X: -1}, "mod venstre", "to the left"},
	fjernprint.Right: {geom.Point{X: 1}, "mod højre", "to the right"},
	fjernprint.Up:    {geom.Point{Y: -1}, "opad", "up"},
	fjernprint.Down:  {geom.Point{Y: 1}, "nedad", "down"},
}

// shaft is where the arrow of a move begins and ends: it leaves the box at its
// edge, and begins further back where the picture ends soon behind that. A short
// move gets an arrow that can be seen; the number beside it is the true one.
func (d *drawing) shaft(o *outlined) (from, to geom.Point) {
	way := ways[o.Move.Direction].Point
	edge := geom.Point{
		X: (o.box.X0 + o.box.X1 + o.box.W()*way.X) / 2,
		Y: (o.box.Y0 + o.box.Y1 + o.box.H()*way.Y) / 2,
	}
	length := max(minArrow, min(o.Move.MM, maxArrow))
	to = geom.Point{
		X: min(max(edge.X+length*way.X, 1-margin), d.width+margin-1),
		Y: min(max(edge.Y+length*way.Y, 1-margin), d.height+margin-1),
	}
	length = max(minArrow, (to.X-edge.X)*way.X+(to.Y-edge.Y)*way.Y)
	return geom.Point{X: to.X - length*way.X, Y: to.Y - length*way.Y}, to
}

func swept(from, to geom.Point) geom.Rect {
	return geom.Rect{X0: min(from.X, to.X), Y0: min(from.Y, to.Y), X1: max(from.X, to.X), Y1: max(from.Y, to.Y)}.Grow(.9)
}

// arrow points where the content has to go and says how far.
func (d *drawing) arrow(o *outlined) {
	way := ways[o.Move.Direction].Point
	if way == (geom.Point{}) {
		return
	}
	from, to := d.shaft(o)
	neck := geom.Point{X: to.X - head*way.X, Y: to.Y - head*way.Y}
	side := geom.Point{X: way.Y * head * .55, Y: way.X * head * .55}
	line := "M" + mm(from.X) + " " + mm(from.Y) + "L"
	tip := "M" + mm(to.X) + " " + mm(to.Y) + "L" + mm(neck.X+side.X) + " " + mm(neck.Y+side.Y) + "L" + mm(neck.X-side.X) + " " + mm(neck.Y-side.Y) + "Z"
	d.printf(`<path d="%s%s %s" stroke="#fff" stroke-width="2.2" stroke-opacity=".85"/><path d="%s" fill="#fff" stroke="#fff" stroke-width="1.2" stroke-opacity=".85"/>`,
		line, mm(neck.X), mm(neck.Y), tip)
	d.printf(`<path class="move" d="%s%s %s" stroke="%s" stroke-width=".9"/><path d="%s" fill="%s"/>`,
		line, mm(to.X-head*.8*way.X), mm(to.Y-head*.8*way.Y), o.colour, tip, o.colour)
	d.measure(from, to, way, o)
}

// measure writes how far beside an arrow.
func (d *drawing) measure(from, to, way geom.Point, o *outlined) {
	const size, air, gap = 3.1, .7, 1.2
	s := d.length(o.Move.MM)
	w, h := extent(s, size)+2*air, size+air
	middle := geom.Point{X: (from.X + to.X) / 2, Y: (from.Y + to.Y) / 2}
	places := []geom.Rect{
		at(to.X+gap*way.X-w*(1-way.X)/2, to.Y-h/2, w, h), // beyond the tip
		at(middle.X-w/2, middle.Y-h-gap, w, h),
		at(middle.X-w/2, middle.Y+gap, w, h),
	}
	if way.X == 0 {
		places = []geom.Rect{
			at(middle.X+gap, middle.Y-h/2, w, h), at(middle.X-gap-w, middle.Y-h/2, w, h),
			at(to.X-w/2, to.Y+gap*way.Y-h*(1-way.Y)/2, w, h),
		}
	}
	r := d.labels.choose(places, func(obs obstacle) bool { return obs.weight == lightly })
	d.shape(r, `rx=".7" fill="#fff" fill-opacity=".92" stroke="`+o.colour+`" stroke-width=".25"`)
	d.printf(`<text x="%s" y="%s" font-size="%s" font-weight="bold" fill="%s" textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`,
		mm(r.X0+air), mm(r.Y1-1), mm(size), o.colour, mm(w-2*air), text(s))
}
