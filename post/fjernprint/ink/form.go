package ink

import (
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// form is a form XObject made ready (8.10).
type form struct {
	src     []byte
	res     *resources // nil: those of where it is drawn, as files older than 1.2 do
	matrix  geom.Matrix
	box     geom.Rect
	boxed   bool
	group   bool // a transparency group
	damaged bool
}

// form reads a form XObject, once for each document. Drawing it again charges its
// operators again.
func (r *run) form(s *types.StreamDict) (*form, error) {
	if f, ok := r.in.forms[s]; ok {
		return f, nil
	}
	f := &form{matrix: r.d.Matrix(s.Dict["Matrix"])}
	was := r.out.Damaged
	r.out.Damaged = false
	src, err := r.decode(s)
	f.src, f.damaged = src, r.out.Damaged
	r.out.Damaged = was
	if err != nil {
		return nil, err
	}
	if res := r.d.Dict(s.Dict["Resources"]); res != nil {
		f.res = newResources(res)
	}
	f.box, f.boxed = r.d.Rect(s.Dict["BBox"])
	f.group = r.d.Name(r.d.Dict(s.Dict["Group"])["S"]) == "Transparency"
	r.in.forms[s] = f
	return f, nil
}

// xobject is Do.
func (r *run) xobject(o []operand) error {
	found := r.resource("XObject", r.s.lex.name(o[0]))
	s := r.d.Stream(found)
	if s == nil {
		r.damage()
		return nil
	}
	if !r.layerOn(s.Dict["OC"]) {
		r.out.Hidden = true
		return nil
	}
	switch r.d.Name(s.Dict["Subtype"]) {
	case "Image":
		return r.image(s)
	case "Form":
		return r.drawForm(s)
	case "PS": // PostScript is for the printer's eyes, and obsolete
		return nil
	}
	r.damage()
	return nil
}

// drawForm draws a form where the current matrix puts it. One that draws itself
// is damage: the specification forbids it.
func (r *run) drawForm(s *types.StreamDict) error {
	if r.active[s] {
		r.damage()
		return nil
	}
	r.active[s] = true
	defer delete(r.active, s)
	f, err := r.form(s)
	if err != nil {
		return err
	}
	if f.damaged || !f.boxed {
		r.damage()
	}
	begin := r.state
	begin.ctm = concat(f.matrix, begin.ctm)
	if f.boxed {
		begin.clip = begin.clip.Intersect(begin.ctm.Bounds(f.box))
	}
	res := f.res
	if res == nil {
		res = r.s.res
	}
	next := frame{depth: r.s.depth + 1, uncoloured: r.s.uncoloured}
	if !f.group {
		return r.content(f.src, res, begin, next)
	}
	return r.within(&begin, func() error { return r.content(f.src, res, begin, next) })
}

// within draws a transparency group (11.6.6): what the graphics state says of
// transparency applies to the group as a whole, and inside it begins anew.
func (r *run) within(begin *state, draw func() error) error {
	groups, unsure, vanished, inverted := r.groups, r.unsure, r.vanished, r.inverted
	kinds := append(r.kinds(use{fill: true}), formGroup)
	r.groups = slices.Concat(groups, kinds)
	r.unsure = unsure || len(kinds) > 1
	r.vanished = vanished || r.state.fillAlpha == 0
	r.inverted = r.turned()
	begin.fillAlpha, begin.strokeAlpha, begin.softMask, begin.blend = 1, 1, false, ""
	err := draw()
	r.groups, r.unsure, r.vanished, r.inverted = groups, unsure, vanished, inverted
	return err
}
