package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// shadingSamples is at how many places of its domain a shading is looked at, in
// each direction: it is white if it is white there, and grey if it is grey there.
const shadingSamples = 33

// shade is sh (8.7.4.2): it fills the clip, which is the whole page if nothing
// clips: it is never cut off by the edge of the page.
func (r *run) shade(o []operand) error {
	found := r.resource("Shading", r.s.lex.name(o[0]))
	dict := r.d.Dict(found)
	if dict == nil {
		r.damage()
		return nil
	}
	box := r.state.clip.Intersect(r.paper)
	if b, ok := r.d.Rect(dict["BBox"]); ok {
		box = box.Intersect(r.state.ctm.Bounds(b))
	}
	u := r.opacity(use{fill: true})
	if !u.fill || box.Empty() || !r.visible(black, box) {
		return nil
	}
	ink, err := r.shading(found)
	if err != nil || !ink.ink {
		return err
	}
	return r.emit(Mark{Kind: Shading, Box: box, Colored: ink.coloured}, u)
}

// shading judges the colours of a shading dictionary.
func (r *run) shading(o types.Object) (paint, error) {
	number := objectNumber(o)
	if p, ok := r.in.shadings[number]; ok && number != 0 {
		return p, nil
	}
	dict := r.d.Dict(o)
	l := r.spaceLoader()
	space := l.load(dict["ColorSpace"], 0)
	if l.err != nil {
		return paint{}, l.err
	}
	p, err := r.sample(dict, space)
	if err != nil {
		return paint{}, err
	}
	if number != 0 {
		r.in.shadings[number] = p
	}
	return p, nil
}

// sample looks at the colours of a shading that has a function of one or two
// parameters (types 1 to 3). Of meshes (4 to 7) any colour is thought possible.
func (r *run) sample(dict types.Dict, space *space) (paint, error) {
	unknown := paint{ink: true, coloured: space.canColor()}
	kind, _ := r.d.Number(dict["ShadingType"])
	if kind < 1 || kind > 3 || dict["Function"] == nil {
		return unknown, nil
	}
	f, cost, err := loadFunction(r.d, dict["Function"])
	if f == nil || err != nil {
		return unknown, err
	}
	domain := numbers(r.d, dict["Domain"])
	rows := 1
	if kind == 1 {
		rows = shadingSamples
	}
	if len(domain) < 2 || kind == 1 && len(domain) < 4 {
		domain = []float64{0, 1, 0, 1}
	} else if kind != 1 {
		domain = append(domain[:2:2], 0, 0)
	}
	if err := r.charge(shadingSamples * rows * (1 + cost)); err != nil {
		return paint{}, err
	}
	out := paint{}
	for y := range rows {
		for x := range shadingSamples {
			in := [2]float64{
				domain[0] + (domain[1]-domain[0])*float64(x)/(shadingSamples-1),
				domain[2] + (domain[3]-domain[2])*float64(y)/(shadingSamples-1),
			}
			c, err := f.eval(in[:], nil)
			if err != nil || len(c) < space.n || space.n == 0 {
				return unknown, nil //nolint:nilerr // a function that cannot be run gives any colour
			}
			p := r.paintOf(space, c)
			out.ink, out.coloured = out.ink || p.ink, out.coloured || p.coloured
		}
	}
	return out, nil
}
