package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/ident"
)

// Measures of a picture, in millimetres.
const (
	margin   = 6.0  // around the page
	line     = 5.2  // of the legend
	maxPage  = 2000 // a page that is larger is drawn as if it were so large
	minArrow = 9.0  // shorter ones cannot be seen
)

// Most of what is drawn of a page; the legend says so when there is more.
const (
	maxMarks   = 3000
	maxOutlets = 60
	maxLegend  = 14
)

// drawing is a picture being made.
type drawing struct {
	danish        bool
	number        int
	width, height float64
	raster        []byte
	marks         []ink.Mark
	zones         []fjernprint.Zone
	findings      []fjernprint.Finding

	out bytes.Buffer
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
	s := strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0")
	return strings.TrimSuffix(s, ".")
}

// text makes a text of anybody safe: characters that XML cannot carry are
// replaced, markup is escaped, CPR-like numbers are masked.
func text(s string) string {
	var out bytes.Buffer
	if err := xml.EscapeText(&out, []byte(ident.MaskText(s))); err != nil {
		return ""
	}
	return out.String()
}

func (d *drawing) svg() []byte {
	d.width, d.height = clamp(d.width), clamp(d.height)
	rows := d.legendRows()
	w, h := max(d.width, 150)+2*margin, d.height+3*margin+line*float64(rows)
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" width="%smm" height="%smm" role="img" aria-labelledby="title desc" font-family="'Liberation Sans','DejaVu Sans',Arial,sans-serif" lang="%s">`,
		mm(-margin), mm(-margin), mm(w), mm(h), mm(w), mm(h), d.pick("da", "en"))
	d.printf(`<title id="title">%s</title><desc id="desc">%s</desc>`,
		fmt.Sprintf(d.pick("Side %d med printzoner", "Page %d with print zones"), d.number), text(d.description()))
	d.printf(`<defs><pattern id="free" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="3" fill="#f2a33a" fill-opacity=".13"/><path d="M0 0V3" stroke="#b86a00" stroke-width=".5" stroke-opacity=".45"/></pattern>` +
		`<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#7a0010"/></marker></defs>`)
	d.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="#e9edf2"/>`, mm(-margin), mm(-margin), mm(w), mm(h))
	d.printf(`<rect width="%s" height="%s" fill="#fff" stroke="#8b95a3" stroke-width=".3"/>`, mm(d.width), mm(d.height))
	d.printf(`<clipPath id="paper"><rect width="%s" height="%s"/></clipPath><g clip-path="url(#paper)">`, mm(d.width), mm(d.height))
	if d.raster != nil {
		d.printf(`<image width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,`, mm(d.width), mm(d.height))
		d.out.WriteString(base64.StdEncoding.EncodeToString(d.raster))
		d.printf(`"/>`)
	}
	for i := range d.marks[:min(len(d.marks), maxMarks)] {
		d.mark(&d.marks[i])
	}
	for i := range d.zones {
		d.zone(&d.zones[i])
	}
	d.printf(`</g>`)
	for i := range d.findings[:min(len(d.findings), maxOutlets)] {
		d.finding(i)
	}
	d.legend()
	d.printf("</svg>\n")
	return d.out.Bytes()
}

func clamp(v float64) float64 { return max(1, min(v, maxPage)) }

// description tells in words what the picture shows.
func (d *drawing) description() string {
	if len(d.findings) == 0 {
		return d.pick("Ingen fund på siden.", "No findings on the page.")
	}
	var all []string
	for i := range d.findings[:min(len(d.findings), maxLegend)] {
		all = append(all, fmt.Sprintf("%d. %s: %s", i+1, d.findings[i].Rule, d.pick(d.findings[i].Da, d.findings[i].En)))
	}
	return strings.Join(all, " ")
}
