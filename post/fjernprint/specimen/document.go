package specimen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// A4 in millimetres.
const (
	a4Width  = 210.0
	a4Height = 297.0
)

// document is a letter being made by hand. What a case wants wrong it sets wrong.
type document struct {
	file
	faces   [4]*typeface
	pages   []*page
	catalog []string // further entries
	count   int      // what the page tree says it holds; -1: the truth
	levels  int      // nodes of the page tree above the pages
	further []ref    // kids of the page tree after the pages
	loop    bool     // the page tree is among its own kids
	compact bool     // write object streams
	on, off []ref    // layers

	named map[string]ref // by what it is: made once
}

func newDocument() (*document, error) {
	faces, err := typefaces()
	if err != nil {
		return nil, err
	}
	return &document{file: file{version: "1.7"}, faces: faces, count: -1, levels: 1, named: map[string]ref{}}, nil
}

// shared makes an object once in a document.
func (d *document) shared(what string, build func() ref) ref {
	if r, ok := d.named[what]; ok {
		return r
	}
	r := build()
	d.named[what] = r
	return r
}

// page is a sheet side. Its content is drawn in points from the bottom left of the
// page as displayed; drawing methods take millimetres from the top left.
type page struct {
	doc     *document
	media   geom.Rect // points
	crop    geom.Rect // the same as media: none is written
	rotate  int
	entries []string // further ones of its dictionary
	annots  []ref
	canvas
}

// page adds an A4 page.
func (d *document) page() *page { return d.sized(a4Width, a4Height) }

// sized adds a page of a size in millimetres.
func (d *document) sized(w, h float64) *page {
	media := geom.Rect{X1: w * geom.PointsPerMM, Y1: h * geom.PointsPerMM}
	p := &page{doc: d, media: media, crop: media, canvas: canvas{doc: d, height: h}}
	d.pages = append(d.pages, p)
	return p
}

// turn has the page shown rotated clockwise, though it looks the same: what was
// drawn and will be drawn stays where it is on paper.
func (p *page) turn(degrees int) {
	p.rotate = degrees
	if degrees%180 != 0 {
		p.media = geom.Rect{X1: p.media.Y1, Y1: p.media.X1}
	}
	p.crop = p.media
}

// margins puts the page into a larger or shifted MediaBox, of which the CropBox
// shows what was there before: by the points that lie left of and below it.
func (p *page) margins(left, below, right, above float64) {
	p.crop = geom.Rect{X1: p.media.W(), Y1: p.media.H()}
	p.media = geom.Rect{X0: p.crop.X0 - left, Y0: p.crop.Y0 - below, X1: p.crop.X1 + right, Y1: p.crop.Y1 + above}
}

// shift moves the origin of user space, as imposing programs do.
func (p *page) shift(x, y float64) {
	for _, r := range []*geom.Rect{&p.media, &p.crop} {
		*r = geom.Rect{X0: r.X0 + x, Y0: r.Y0 + y, X1: r.X1 + x, Y1: r.Y1 + y}
	}
}

// toUser maps the page as displayed to its user space.
func (p *page) toUser() geom.Matrix {
	c := p.crop
	switch p.rotate {
	case 90:
		return geom.Matrix{B: 1, C: -1, E: c.X1, F: c.Y0}
	case 180:
		return geom.Matrix{A: -1, D: -1, E: c.X1, F: c.Y1}
	case 270:
		return geom.Matrix{B: -1, C: 1, E: c.X0, F: c.Y1}
	}
	return geom.Matrix{A: 1, D: 1, E: c.X0, F: c.Y0}
}

// dict writes the page.
func (d *document) dict(p *page, parent ref) ref {
	content := p.content.Bytes()
	if m := p.toUser(); m != geom.Identity {
		content = append([]byte(numbers(m.A, m.B, m.C, m.D, m.E, m.F)+" cm\n"), content...)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<< /Type /Page /Parent %v /MediaBox [%s]", parent, corners(p.media))
	if p.crop != p.media {
		fmt.Fprintf(&b, " /CropBox [%s]", corners(p.crop))
	}
	if p.rotate != 0 {
		fmt.Fprintf(&b, " /Rotate %d", p.rotate)
	}
	if len(p.annots) > 0 {
		fmt.Fprintf(&b, " /Annots %v", p.annots)
	}
	fmt.Fprintf(&b, " /Resources %s /Contents %v", p.resources(), d.stream("", content))
	for _, e := range p.entries {
		b.WriteString(" " + e)
	}
	return d.add("%s", b.String()+" >>")
}

func corners(r geom.Rect) string { return numbers(r.X0, r.Y0, r.X1, r.Y1) }

// bytes writes the document.
func (d *document) bytes() []byte {
	root := d.finish()
	if d.compact {
		return d.file.compact(root)
	}
	return d.plain(root)
}

// finish adds pages, page tree and catalog, the catalog last.
func (d *document) finish() ref {
	nodes := make([]ref, d.levels)
	for i := range nodes {
		nodes[i] = d.reserve()
	}
	leaf := nodes[len(nodes)-1]
	kids := make([]ref, 0, len(d.pages))
	for _, p := range d.pages {
		kids = append(kids, d.dict(p, leaf))
	}
	kids = append(kids, d.further...)
	if d.loop {
		kids = append(kids, nodes[0])
	}
	count := len(kids)
	if d.count >= 0 {
		count = d.count
	}
	for i, n := range nodes {
		below, parent := kids, ""
		if i+1 < len(nodes) {
			below = nodes[i+1 : i+2]
		}
		if i > 0 {
			parent = fmt.Sprintf(" /Parent %v", nodes[i-1])
		}
		d.set(n, fmt.Sprintf("<< /Type /Pages /Kids %v /Count %d%s >>", below, count, parent))
	}
	entries := append([]string{"/Type /Catalog", fmt.Sprintf("/Pages %v", nodes[0])}, d.catalog...)
	if layers := slices.Concat(d.on, d.off); len(layers) > 0 {
		entries = append(entries, fmt.Sprintf("/OCProperties << /OCGs %v /D << /Order %v /ON %v /OFF %v >> >>", layers, layers, d.on, d.off))
	}
	return d.add("<< %s >>", strings.Join(entries, " "))
}
