package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// cellKey is what the drawing of a pattern cell depends on.
type cellKey struct {
	stream *types.StreamDict
	base   geom.Matrix
	under  paint // without a pattern of its own
}

// inkOf judges a paint in a box that it fills: a colour is known, a pattern is
// looked at.
func (r *run) inkOf(p paint, box geom.Rect) (ink paint, unsure bool, err error) {
	if p.pattern != nil {
		p, unsure, err = r.patternInk(p, box)
	}
	p.ink = p.ink || r.turned()
	return p, unsure, err
}

// patternInk draws the cell of a tiling pattern, or samples a shading. What the
// pattern uses (fonts, pictures, transparency) is recorded.
func (r *run) patternInk(p paint, box geom.Rect) (ink paint, unsure bool, err error) {
	dict := r.d.Dict(p.pattern.object)
	if kind, _ := r.d.Number(dict["PatternType"]); kind == 2 {
		ink, err = r.shading(dict["Shading"])
		return ink, false, err
	}
	s := r.d.Stream(p.pattern.object)
	if s == nil {
		r.damage()
		return paint{ink: true}, false, nil
	}
	d, err := r.cell(s, p.pattern.under)
	if err != nil {
		return paint{}, false, err
	}
	if !d.ink {
		r.blame(d)
		return paint{}, false, nil
	}
	r.merge(d, box)
	return paint{ink: true, coloured: d.coloured}, d.unsure, nil
}

// cell draws the cell of a tiling pattern once (8.7.3), where its matrix puts it.
func (r *run) cell(s *types.StreamDict, under paint) (*drawing, error) {
	uncoloured := false
	if kind, _ := r.d.Number(s.Dict["PaintType"]); kind == 2 {
		uncoloured = true
	} else {
		under = black
	}
	under.pattern = nil
	key := cellKey{s, r.s.base, under}
	if d, ok := r.in.cells[key]; ok {
		return d, nil
	}
	if r.active[s] { // drawn with itself
		r.damage()
		return &drawing{}, nil
	}
	r.active[s] = true
	defer delete(r.active, s)
	f, err := r.form(s) // the same keys
	if err != nil {
		return nil, err
	}
	begin := initial(concat(f.matrix, r.s.base))
	begin.fill, begin.stroke = under, under
	if f.boxed {
		begin.clip = begin.ctm.Bounds(f.box)
	}
	res := f.res
	if res == nil {
		res = r.s.res
	}
	child := r.child(everywhere)
	child.out.Damaged = f.damaged || !f.boxed
	if err := child.content(f.src, res, begin, frame{depth: r.s.depth + 1, uncoloured: uncoloured}); err != nil {
		return nil, err
	}
	if len(r.in.cells) < maxKept {
		r.in.cells[key] = child.drawing
	}
	return child.drawing, nil
}
