package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
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
	box := r.state.clip.Intersect(r.paper).Intersect(r.state.ctm.Bounds(r.reach(dict)))
	if b, ok := r.d.Rect(dict["BBox"]); ok {
		box = box.Intersect(r.state.ctm.Bounds(b))
	}
	u := r.opacity(use{fill: true})
	if !u.fill || box.Empty() || !r.visible(black, box) {
		return nil
	}
	ink, err := r.shading(found)
	if err != nil || !ink.ink && !r.turned() {
		return err
	}
	return r.emit(Mark{Kind: Shading, Box: box, Colored: ink.coloured}, u)
}

// reach bounds where a shading paints, in its own space: everywhere if it says
// nothing, or paints without end.
func (r *run) reach(dict types.Dict) geom.Rect {
	switch kind, _ := r.d.Number(dict["ShadingType"]); {
	case kind == 1: // its domain
		domain := geom.Rect{X1: 1, Y1: 1}
		if d := r.leading(dict["Domain"], 4); len(d) == 4 {
			domain = geom.Rect{X0: min(d[0], d[1]), Y0: min(d[2], d[3]), X1: max(d[0], d[1]), Y1: max(d[2], d[3])}
		}
		return r.d.Matrix(dict["Matrix"]).Bounds(domain)
	case kind == 3:
		return r.cone(dict)
	case kind >= 4 && kind <= 7: // its vertices and control points
		if d := r.leading(dict["Decode"], 4); len(d) == 4 {
			return geom.Rect{X0: min(d[0], d[1]), Y0: min(d[2], d[3]), X1: max(d[0], d[1]), Y1: max(d[2], d[3])}
		}
	}
	return everywhere
}

// leading are the first n numbers of an array, fewer if it has not so many.
func (r *run) leading(o types.Object, n int) []float64 {
	a := r.d.Array(o)
	return numbers(r.d, a[:min(len(a), n)])
}

// cone bounds a radial shading: all circles between two, and where it is extended
// those beyond, which end in a tip or never.
func (r *run) cone(dict types.Dict) geom.Rect {
	c := r.leading(dict["Coords"], 6)
	if len(c) < 6 || c[2] < 0 || c[5] < 0 {
		return everywhere
	}
	circle := func(x, y, radius float64) geom.Rect {
		return geom.Rect{X0: x, Y0: y, X1: x, Y1: y}.Grow(radius)
	}
	box := circle(c[0], c[1], c[2]).Union(circle(c[3], c[4], c[5]))
	extend := r.d.Array(dict["Extend"])
	for i, o := range extend[:min(len(extend), 2)] {
		if extends, _ := r.d.Resolve(o).(types.Boolean); !extends {
			continue
		}
		here, there := c[2], c[5]
		if i == 1 {
			here, there = there, here
		}
		if here >= there {
			return everywhere
		}
		tip := tame(c[2] / (c[2] - c[5])) // nearly equal radii make no infinite number
		box = box.Union(circle(c[0]+tip*(c[3]-c[0]), c[1]+tip*(c[4]-c[1]), 0))
	}
	return box
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
