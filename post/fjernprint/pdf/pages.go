package pdf

import (
	"context"
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Page is one leaf of the page tree, inherited attributes filled in.
type Page struct {
	Number    int // from 1
	Dict      types.Dict
	Resources types.Dict
	Media     geom.Rect // points, normalised; US Letter when none is usable, as viewers do
	Crop      geom.Rect // points, within Media; Media when none is given or nothing is left
	Rotate    int       // as written, such as 90 or 45; RotateOK tells whether it is a multiple of 90
	RotateOK  bool
	UserUnit  float64 // 1 when none is given
}

// letter is the page of a file that does not say how large it is.
var letter = geom.Rect{X1: 612, Y1: 792}

// Size is the page as displayed, in millimetres: CropBox, Rotate applied, UserUnit ignored.
func (p *Page) Size() (w, h float64) {
	w, h = p.Crop.W()/geom.PointsPerMM, p.Crop.H()/geom.PointsPerMM
	if p.quarters()%2 == 1 {
		return h, w
	}
	return w, h
}

// ToPaper maps default user space (points) to paper coordinates (see package geom).
func (p *Page) ToPaper() geom.Matrix {
	const k = 1 / geom.PointsPerMM
	c := p.Crop
	switch p.quarters() {
	case 1:
		return geom.Matrix{B: k, C: k, E: -c.Y0 * k, F: -c.X0 * k}
	case 2:
		return geom.Matrix{A: -k, D: k, E: c.X1 * k, F: -c.Y0 * k}
	case 3:
		return geom.Matrix{B: -k, C: -k, E: c.Y1 * k, F: c.X1 * k}
	}
	return geom.Matrix{A: k, D: -k, E: -c.X0 * k, F: c.Y1 * k}
}

// quarters is how many quarter turns clockwise the page is displayed with. A
// rotation that is no multiple of 90 is none, as in viewers.
func (p *Page) quarters() int {
	if !p.RotateOK {
		return 0
	}
	return ((p.Rotate/90)%4 + 4) % 4
}

// inherited are the attributes that pages take from the nodes above (PDF 32000
// table 30).
type inherited struct{ resources, media, crop, rotate types.Object }

// with is what is inherited below a node.
func (i inherited) with(node types.Dict) inherited {
	own := func(key string, above types.Object) types.Object {
		if o := node[key]; o != nil {
			return o
		}
		return above
	}
	return inherited{
		resources: own("Resources", i.resources), media: own("MediaBox", i.media),
		crop: own("CropBox", i.crop), rotate: own("Rotate", i.rotate),
	}
}

// branch is a node of the page tree whose kids are being walked.
type branch struct {
	number int // of the object, 0 when direct
	kids   types.Array
	attrs  inherited
}

// Pages walks the page tree, once. At least one page, at most Limits.Pages (a
// *LimitError beyond). A page that is listed several times counts each time. A
// broken leaf is ErrUnreadable.
func (d *Document) Pages(ctx context.Context) ([]Page, error) {
	w := pageWalk{d: d, above: map[int]bool{}}
	if err := w.enter(d.catalog["Pages"], inherited{}); err != nil {
		return nil, err
	}
	for len(w.stack) > 0 {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("walk the pages: %w", err)
		}
		top := &w.stack[len(w.stack)-1]
		if len(top.kids) == 0 {
			delete(w.above, top.number)
			w.stack = w.stack[:len(w.stack)-1]
			continue
		}
		kid := top.kids[0]
		top.kids = top.kids[1:]
		if err := w.enter(kid, top.attrs); err != nil {
			return nil, err
		}
	}
	if len(w.pages) == 0 {
		return nil, ErrNoPages
	}
	return w.pages, nil
}

// pageWalk is a walk through a page tree, depth first, with a stack of its own.
type pageWalk struct {
	d     *Document
	stack []branch
	above map[int]bool // object numbers between the root and here
	nodes int
	pages []Page
}

// enter takes a node in: a leaf becomes a page, another one goes onto the stack.
func (w *pageWalk) enter(node types.Object, attrs inherited) error {
	if w.nodes++; w.nodes > w.d.budgets.limits.Objects {
		return w.d.budgets.exceeded(Objects)
	}
	number := 0
	if ref, ok := node.(types.IndirectRef); ok {
		number = int(ref.ObjectNumber)
	}
	dict, ok := w.d.Resolve(node).(types.Dict)
	if !ok {
		return fmt.Errorf("%w: a node of the page tree is no dictionary", ErrUnreadable)
	}
	attrs = attrs.with(dict)
	kind := w.d.Name(dict["Type"])
	if kids := w.d.Array(dict["Kids"]); kind == "Pages" || kids != nil && kind != "Page" {
		if w.above[number] {
			return fmt.Errorf("%w: the page tree goes round in circles", ErrUnreadable)
		}
		if err := w.d.Deeper(len(w.stack) + 1); err != nil {
			return err
		}
		if number != 0 {
			w.above[number] = true
		}
		w.stack = append(w.stack, branch{number, kids, attrs})
		return nil
	}
	if len(w.pages) >= w.d.budgets.limits.Pages {
		return w.d.budgets.exceeded(Pages)
	}
	w.pages = append(w.pages, w.d.page(len(w.pages)+1, dict, attrs))
	return nil
}

func (d *Document) page(number int, dict types.Dict, attrs inherited) Page {
	p := Page{
		Number: number, Dict: dict, Resources: d.Dict(attrs.resources),
		Media: letter, RotateOK: true, UserUnit: 1,
	}
	if r, ok := d.Rect(attrs.media); ok && !r.Empty() {
		p.Media = r
	}
	p.Crop = p.Media
	if r, ok := d.Rect(attrs.crop); ok {
		if r = r.Intersect(p.Media); !r.Empty() {
			p.Crop = r
		}
	}
	if r, ok := d.Number(attrs.rotate); ok {
		p.Rotate = int(math.Round(min(max(r, math.MinInt32), math.MaxInt32)))
		p.RotateOK = math.Mod(r, 90) == 0
	}
	if u, ok := d.Number(dict["UserUnit"]); ok && u > 0 {
		p.UserUnit = u
	}
	return p
}
