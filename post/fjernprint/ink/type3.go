package ink

import (
	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// glyphKey is what the drawing of a Type 3 glyph depends on.
type glyphKey struct {
	font     *font.Font
	code     uint32
	fill     paint // without a pattern
	inverted bool
}

// procedure runs the procedure of a Type 3 glyph (9.6.5), once for each colour
// that makes a difference. The drawing is in glyph space. Pictures in it are text,
// so they have no resolution of their own.
func (s *showing) procedure(g *font.Glyph) (*drawing, error) {
	r := s.r
	if err := s.type3Fill(); err != nil {
		return nil, err
	}
	proc := s.t.font.Procs[g.Code]
	if proc == nil {
		return &drawing{box: nothing}, nil
	}
	key := glyphKey{s.t.font, g.Code, s.fill, r.turned()}
	if d, ok := r.in.glyphs[key]; ok {
		return d, nil
	}
	if r.active[proc] { // a glyph that shows itself
		r.damage()
		return &drawing{box: nothing}, nil
	}
	r.active[proc] = true
	defer delete(r.active, proc)
	src, err := r.decode(proc)
	if err != nil {
		return nil, err
	}
	begin := initial(geom.Identity)
	begin.fill, begin.stroke = s.fill, s.fill
	begin.pen = r.state.pen
	res := r.s.res
	if s.t.font.Resources != nil {
		res = newResources(s.t.font.Resources)
	}
	child := r.child(everywhere)
	child.inverted = key.inverted
	if err := child.content(src, res, begin, frame{depth: r.s.depth + 1}); err != nil {
		return nil, err
	}
	child.out.Images = nil
	if len(r.in.glyphs) < maxKept {
		r.in.glyphs[key] = child.drawing
	}
	return child.drawing, nil
}

// type3Fill makes a colour of the current fill: a pattern is what its cells are.
func (s *showing) type3Fill() error {
	if s.resolved {
		return nil
	}
	s.resolved = true
	ink, unsure, err := s.r.inkOf(s.r.state.fill, s.em.Bounds(unit))
	s.fill, s.unsure = paint{ink: ink.ink, coloured: ink.coloured}, unsure
	return err
}
