package ink

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Flags of annotations (table 165). Invisible and NoView are about the screen.
const (
	hiddenFlag   = 1 << 1
	printFlag    = 1 << 2
	noRotateFlag = 1 << 4
)

// selfDrawn are the annotations that viewers draw by their other entries when they
// bring no appearance along (12.5.6), and where one leaves ink. What is no more than
// an icon of the viewer's, such as a stamp, is not among them.
var selfDrawn = map[string]bool{
	"Text": true, "FreeText": true, "Line": true, "Square": true, "Circle": true, "Polygon": true, "PolyLine": true,
	"Highlight": true, "Underline": true, "Squiggly": true, "StrikeOut": true, "Caret": true, "Ink": true,
}

// annotations draws those that print and have an appearance, on top of the page, or
// that viewers draw without one.
func (r *run) annotations(p *pdf.Page, res *resources, base geom.Matrix) error {
	// The groups of the page are not those of its annotations.
	r.groups, r.annotation = nil, true
	for _, o := range r.d.Array(p.Dict["Annots"]) {
		if err := r.charge(1); err != nil {
			return err
		}
		dict := r.d.Dict(o)
		if !prints(r.d, dict) {
			continue
		}
		s := r.appearance(dict)
		if s == nil {
			if err := r.unaided(dict, base); err != nil {
				return err
			}
			continue
		}
		r.out.Annotations++
		if !r.layerOn(dict["OC"]) || !r.layerOn(s.Dict["OC"]) {
			r.out.Hidden = true
			continue
		}
		if err := r.drawAppearance(p, dict, s, res, base); err != nil {
			return err
		}
	}
	return r.settle()
}

// prints reports whether an annotation is meant for paper.
func prints(d *pdf.Document, dict types.Dict) bool {
	n, _ := d.Number(dict["F"])
	flags := int64(n)
	return dict != nil && flags&printFlag != 0 && flags&hiddenFlag == 0 && d.Name(dict["Subtype"]) != "Popup"
}

// unaided makes the mark of an annotation that viewers draw themselves: all of its
// rectangle, and of the text that it marks.
func (r *run) unaided(dict types.Dict, base geom.Matrix) error {
	box, ok := r.d.Rect(dict["Rect"])
	if !ok || r.d.Dict(dict["AP"])["N"] != nil || !selfDrawn[r.d.Name(dict["Subtype"])] {
		return nil
	}
	r.out.Annotations++
	if !r.layerOn(dict["OC"]) {
		r.out.Hidden = true
		return nil
	}
	const corners = 8 // numbers of a quadrilateral
	if err := r.charge(len(r.d.Array(dict["QuadPoints"])) / corners); err != nil {
		return err
	}
	quads := numbers(r.d, dict["QuadPoints"])
	for i := 0; i+1 < len(quads)/corners*corners; i += 2 {
		box = box.Union(geom.Rect{X0: quads[i], Y0: quads[i+1], X1: quads[i], Y1: quads[i+1]})
	}
	const grey = 1 // component of C
	r.state = initial(base)
	return r.emit(Mark{
		Kind: Path, Box: thick(base.Bounds(box)), Unsure: true,
		Colored: len(r.d.Array(dict["C"])) > grey || len(r.d.Array(dict["IC"])) > grey,
	}, use{fill: true})
}

// appearance is the stream that prints for an annotation, nil if none does.
func (r *run) appearance(dict types.Dict) *types.StreamDict {
	normal := r.d.Dict(dict["AP"])["N"]
	if s := r.d.Stream(normal); s != nil {
		return s
	}
	// A dictionary of states: the one that AS names, or the value of the field.
	states := r.d.Dict(normal)
	for _, state := range []types.Object{dict["AS"], dict["V"], r.d.Dict(dict["Parent"])["V"]} {
		if name := r.d.Name(state); name != "" {
			return r.d.Stream(states[name])
		}
	}
	return r.d.Stream(states["Off"])
}

// drawAppearance is algorithm 8.1 of 12.5.5: the box of the appearance, as its
// matrix turns it, is moved and scaled onto the rectangle of the annotation.
func (r *run) drawAppearance(p *pdf.Page, dict types.Dict, s *types.StreamDict, res *resources, base geom.Matrix) error {
	rect, ok := r.d.Rect(dict["Rect"])
	box, boxed := r.d.Rect(s.Dict["BBox"])
	if !ok || !boxed {
		r.damage()
		if !ok {
			return nil
		}
		box = geom.Rect{X1: rect.W(), Y1: rect.H()}
	}
	from := r.d.Matrix(s.Dict["Matrix"]).Bounds(box)
	a := geom.Matrix{A: 1, D: 1}
	if from.W() > 0 && from.H() > 0 {
		a.A, a.D = tame(rect.W()/from.W()), tame(rect.H()/from.H())
	}
	a.E, a.F = tame(rect.X0-from.X0*a.A), tame(rect.Y0-from.Y0*a.D)
	n, _ := r.d.Number(dict["F"])
	if int64(n)&noRotateFlag != 0 && p.RotateOK {
		a = concat(a, unturned(rect, p.Rotate))
	}
	return r.host(res, initial(concat(a, base)), s)
}

// unturned turns about the upper left corner of a rectangle by as much as the page
// is turned the other way (NoRotate, table 165).
func unturned(rect geom.Rect, degrees int) geom.Matrix {
	sin, cos := math.Sincos(float64(degrees%360) * math.Pi / 180)
	m := concat(geom.Matrix{A: 1, D: 1, E: -rect.X0, F: -rect.Y1}, geom.Matrix{A: cos, B: sin, C: -sin, D: cos})
	return concat(m, geom.Matrix{A: 1, D: 1, E: rect.X0, F: rect.Y1})
}

// host draws a form that no content stream names.
func (r *run) host(res *resources, begin state, s *types.StreamDict) error {
	outer, state := r.s, r.state
	r.s, r.state = &stream{res: res, base: begin.ctm}, begin
	err := r.drawForm(s)
	r.s, r.state = outer, state
	return err
}
