package picture

import (
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// style is how zones of one purpose look: by colour, and by pattern or dash, so
// that they differ in grey as well.
type style struct {
	look   string
	ink    string // of the name
	da, en string // purpose
}

var (
	free     = style{`fill="url(#free)" stroke="#a85f00" stroke-width=".3"`, "#7a4400", "skal være fri", "must be free"}
	own      = style{`fill="#2f6fb5" fill-opacity=".11" stroke="#1d4f91" stroke-width=".35" stroke-dasharray="1.6 .8"`, "#1d4f91", "afsender og modtager", "sender and recipient"}
	window   = style{`fill="none" stroke="#4d5a68" stroke-width=".4" stroke-dasharray="3.2 1.4"`, "#3d4854", "kan ses i kuvertens rude", "can show in the envelope's window"}
	welcome  = style{`fill="#1b7f5a" fill-opacity=".07" stroke="#1b7f5a" stroke-width=".3" stroke-dasharray=".5 .9" stroke-linecap="round"`, "#0f5c40", "indhold er velkomment", "content is welcome"}
	styles   = []*style{&free, &own, &window, &welcome}
	patterns = `<defs><pattern id="free" width="2.6" height="2.6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
		`<rect width="2.6" height="2.6" fill="#f2a33a" fill-opacity=".14"/><path d="M0 0V2.6" stroke="#b86a00" stroke-width=".45" stroke-opacity=".5"/></pattern></defs>`
)

func styleOf(z *fjernprint.Zone) *style {
	switch z.Rule {
	case "FP-043", "FP-044", "FP-045":
		return &own
	case "FP-046", "FP-047":
		return &window
	case "", "FP-048":
		return &welcome
	}
	return &free
}

// drawZones draws the larger ones first, so that the smaller ones lie upon them.
func (d *drawing) drawZones() {
	slices.SortStableFunc(d.zones, func(a, b fjernprint.Zone) int {
		switch areaA, areaB := a.Box.W*a.Box.H, b.Box.W*b.Box.H; {
		case areaA > areaB:
			return -1
		case areaA < areaB:
			return 1
		}
		return 0
	})
	for i := range d.zones {
		box := d.zones[i].Box.Rect()
		d.shape(box, styleOf(&d.zones[i]).look)
		d.labels.take(box, lightly)
	}
}

const (
	nameSize = 2.3 // of the names of zones
	nameAir  = .5
)

// nameZones puts the name of each zone where it covers nothing, if there is such
// a place.
func (d *drawing) nameZones() {
	for i := range d.zones {
		z := &d.zones[i]
		box := z.Box.Rect()
		// Zones around this one are no obstacles.
		around := func(o obstacle) bool { return o.weight == lightly && o.Contains(box) }
		name := cut(visible(z.Name), 24)
		w, h := extent(name, nameSize)+2*nameAir, nameSize+nameAir
		if box.W() < w && box.H() > w {
			d.name(name, styleOf(z).ink, d.labels.choose(alongside(box, h, w), around), true)
			continue
		}
		d.name(name, styleOf(z).ink, d.labels.choose(corners(box, w, h), around), false)
	}
}

// corners are places for a label in and around a box.
func corners(b geom.Rect, w, h float64) []geom.Rect {
	const gap = .4
	var places []geom.Rect
	if b.W() > w+2*gap && b.H() > h+2*gap {
		places = append(places,
			at(b.X1-w-gap, b.Y0+gap, w, h), at(b.X1-w-gap, b.Y1-h-gap, w, h),
			at(b.X0+gap, b.Y0+gap, w, h), at(b.X0+gap, b.Y1-h-gap, w, h))
	}
	return append(places,
		at(b.X1-w, b.Y0-h, w, h), at(b.X0, b.Y0-h, w, h),
		at(b.X1-w, b.Y1, w, h), at(b.X0, b.Y1, w, h),
		at(b.X1, b.Y0, w, h), at(b.X0-w, b.Y0, w, h))
}

// alongside are places for a label that stands along a narrow box.
func alongside(b geom.Rect, w, h float64) []geom.Rect {
	const steps = 6
	x := (b.X0 + b.X1 - w) / 2
	var places []geom.Rect
	for i := range steps + 1 {
		places = append(places, at(x, b.Y1-h-1-(b.H()-h-2)*float64(i)/steps, w, h))
	}
	return places
}

func (d *drawing) name(name, ink string, r geom.Rect, upwards bool) {
	d.shape(r, `rx=".5" fill="#fff" fill-opacity=".82"`)
	x, y, turn := r.X0+nameAir, r.Y1-.75, ""
	if upwards {
		x, y = r.X1-.75, r.Y1-nameAir
		turn = ` transform="rotate(-90 ` + mm(x) + ` ` + mm(y) + `)"`
	}
	d.printf(`<text x="%s" y="%s" font-size="%s" font-weight="bold" fill="%s" textLength="%s" lengthAdjust="spacingAndGlyphs"%s>%s</text>`,
		mm(x), mm(y), mm(nameSize), ink, mm(extent(name, nameSize)), turn, text(name))
}
