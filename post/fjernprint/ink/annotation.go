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

// annotations draws those that print and have an appearance, on top of the page.
func (r *run) annotations(p *pdf.Page, res *resources, base geom.Matrix) error {
	// The groups of the page are not those of its annotations.
	r.groups, r.annotation = nil, true
	for _, o := range r.d.Array(p.Dict["Annots"]) {
		if err := r.charge(1); err != nil {
			return err
		}
		dict := r.d.Dict(o)
		s := r.appearance(dict)
		if s == nil {
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

// appearance is the stream that prints for an annotation, nil if none does.
func (r *run) appearance(dict types.Dict) *types.StreamDict {
	n, _ := r.d.Number(dict["F"])
	flags := int64(n)
	if dict == nil || flags&printFlag == 0 || flags&hiddenFlag != 0 || r.d.Name(dict["Subtype"]) == "Popup" {
		return nil
	}
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
