package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// Measures of a picture, in millimetres.
const (
	margin   = 9.0  // around the page: room for the scale, and for what reaches over the edge
	minWidth = 150  // of the legend, on smaller pages
	maxPage  = 2000 // a page that is larger is drawn as if it were so large
	farthest = 1e4  // coordinates beyond are moved there
)

// drawing is a picture being made.
type drawing struct {
	danish        bool
	number        int
	width, height float64
	raster        []byte       // PNG, nil: the marks are drawn
	marks         []ink.Mark   // of the page, at most maxMarks of them
	left          int          // marks that are not drawn
	hidden        map[int]bool // marks whose digits are not shown
	covered       []geom.Rect  // digits that a raster must not show
	blind         bool         // the marks could not be found
	zones         []fjernprint.Zone
	findings      []fjernprint.Finding

	labels placer
	out    bytes.Buffer
}

func (d *drawing) pick(da, en string) string {
	if d.danish {
		return da
	}
	return en
}

// printf writes markup; every text argument must have gone through text.
func (d *drawing) printf(format string, args ...any) { fmt.Fprintf(&d.out, format, args...) }

// mm writes a length with at most two decimals.
func mm(v float64) string {
	if math.IsNaN(v) {
		v = 0
	}
	s := strings.TrimRight(strconv.FormatFloat(min(max(v, -farthest), farthest), 'f', 2, 64), "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// length is a length for people.
func (d *drawing) length(v float64) string { return d.decimal(fmt.Sprintf("%.1f mm", v)) }

// decimal writes a number as the language does.
func (d *drawing) decimal(s string) string {
	if d.danish {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// shape is a rectangle with how it looks.
func (d *drawing) shape(r geom.Rect, look string) {
	d.printf(`<rect x="%s" y="%s" width="%s" height="%s" %s/>`, mm(r.X0), mm(r.Y0), mm(r.W()), mm(r.H()), look)
}

// svg draws all of it: the page, what lies over it, the legend below.
func (d *drawing) svg() []byte {
	d.width, d.height = clamp(d.width), clamp(d.height)
	paper := geom.Rect{X1: d.width, Y1: d.height}
	d.zones = slices.DeleteFunc(d.zones, func(z fjernprint.Zone) bool { return !z.Box.Rect().Overlaps(paper) })
	d.labels = placer{within: paper.Grow(margin - 1)}
	legend := d.legend()
	w, h := max(d.width, minWidth)+2*margin, d.height+2*margin+legend.height+margin
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" width="%smm" height="%smm" role="img" lang="%s" aria-labelledby="title-%d" aria-describedby="desc-%[8]d" font-family="%s">`,
		mm(-margin), mm(-margin), mm(w), mm(h), mm(w), mm(h), d.pick("da", "en"), d.number,
		"'Liberation Sans','DejaVu Sans',Helvetica,Arial,sans-serif")
	d.printf(`<title id="title-%d">%s</title><desc id="desc-%[1]d">%[3]s</desc>`,
		d.number, text(fmt.Sprintf(d.pick("Side %d med zoner og fund", "Page %d with zones and findings"), d.number)), text(d.description()))
	d.out.WriteString(patterns)
	d.shape(geom.Rect{X0: -margin, Y0: -margin, X1: w - margin, Y1: h - margin}, `fill="#edf0f4"`)
	d.scale()
	d.shape(geom.Rect{X0: .8, Y0: .8, X1: d.width + .8, Y1: d.height + .8}, `fill="#c9d0d9"`)
	d.shape(paper, `fill="#fff" stroke="#8b95a3" stroke-width=".25"`)
	d.printf(`<clipPath id="paper"><rect width="%s" height="%s"/></clipPath><g clip-path="url(#paper)">`, mm(d.width), mm(d.height))
	d.page()
	d.drawZones()
	d.printf(`</g>`)
	d.drawFindings()
	d.nameZones()
	d.printf(`<g transform="translate(0 %s)">%s</g></svg>`+"\n", mm(d.height+margin), legend.out.Bytes())
	return d.out.Bytes()
}

func clamp(v float64) float64 {
	if math.IsNaN(v) {
		v = 0
	}
	return max(1, min(v, maxPage))
}

// page draws the page itself.
func (d *drawing) page() {
	if d.raster == nil {
		d.drawMarks()
		return
	}
	d.printf(`<image width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,`, mm(d.width), mm(d.height))
	d.out.WriteString(base64.StdEncoding.EncodeToString(d.raster))
	d.printf(`"/>`)
	d.coverNumbers()
}

// scale draws a ruler along the left and the upper edge, in centimetres.
func (d *drawing) scale() {
	step, named := 10.0, 50.0
	if max(d.width, d.height) > 600 {
		step, named = 100, 500
	}
	d.printf(`<g stroke="#8b95a3" stroke-width=".2" fill="none"><path d="`)
	for v := 0.0; v <= d.width; v += step {
		d.printf("M%s %sv%s", mm(v), mm(-1.2), mm(-tick(v, named)))
	}
	for v := 0.0; v <= d.height; v += step {
		d.printf("M%s %sh%s", mm(-1.2), mm(v), mm(-tick(v, named)))
	}
	d.printf(`"/></g><g font-size="2.4" fill="#5d6875">`)
	for v := named; v <= d.width; v += named {
		d.printf(`<text x="%s" y="-4.4" text-anchor="middle">%s</text>`, mm(v), mm(v))
	}
	for v := named; v <= d.height; v += named {
		d.printf(`<text x="-4.2" y="%s" text-anchor="end">%s</text>`, mm(v+.9), mm(v))
	}
	d.printf(`<text x="-4.2" y="-4.4" text-anchor="end">mm</text></g>`)
}

func tick(v, named float64) float64 {
	if math.Mod(v, named) == 0 {
		return 2.2
	}
	return 1.1
}

// description tells in words what the picture shows.
func (d *drawing) description() string {
	if len(d.findings) == 0 {
		return d.pick("Ingen fund på siden.", "No findings on the page.")
	}
	var all []string
	for i := range d.findings[:min(len(d.findings), maxRows)] {
		all = append(all, fmt.Sprintf("%d. %s: %s", i+1, d.findings[i].Rule, d.pick(d.findings[i].Da, d.findings[i].En)))
	}
	return strings.Join(all, " ")
}
