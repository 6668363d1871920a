package ink

import (
	"math"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// Bounds of one mark: longer strings are shown in pieces and make several.
const (
	maxString    = 1 << 16 // bytes
	maxLine      = 1 << 14 // glyphs
	maxGlyphText = 64      // bytes of Unicode text for one glyph; more is no text
)

// glyphsPerOperator is how many glyphs cost as much as an operator, seen or not.
const glyphsPerOperator = 8

// showing is what stays the same while an operator shows its strings.
type showing struct {
	r        *run
	t        *textState
	em       geom.Matrix // from the em of the font to paper, at the origin of the next glyph
	x, y     geom.Point  // what a step of 1 in text space is on paper
	moved    float64     // along the writing direction, in text space
	ex, ey   float64     // half a line width on paper, when glyphs are stroked
	draws    bool        // leaves ink, as far as is known
	clips    bool
	resolved bool // whether draws is known for sure
	use      use
	fill     paint // of Type 3 glyphs; no pattern
	coloured bool
	unsure   bool
}

// glyphLine gathers the glyphs of the mark that is being made.
type glyphLine struct {
	found    []font.Glyph // of one string
	glyphs   []Glyph
	text     []byte
	last     int // how many glyphs there are up to the last one with ink
	textEnd  int // and how much text
	box      geom.Rect
	base     float64
	coloured bool
	unsure   bool
}

func (l *glyphLine) clear() {
	l.glyphs, l.text, l.last, l.textEnd, l.box = l.glyphs[:0], l.text[:0], 0, 0, nothing
	l.coloured, l.unsure = false, false
}

// show is Tj and TJ: strings, and numbers that move by thousandths of an em (9.4.3).
// A move by more than an em ends the mark, so that columns are marks of their own.
func (r *run) show(parts []operand) error {
	t := &r.state.text
	if t.font == nil {
		f, err := r.font(nil)
		if err != nil {
			return err
		}
		t.font = f
	}
	s := r.showing()
	r.line.clear()
	for _, p := range parts {
		switch {
		case p.kind == number:
			if math.Abs(p.n) > 1000 {
				if err := s.flush(); err != nil {
					return err
				}
			}
			step := -p.n / 1000 * t.size
			if !t.font.Vertical {
				step *= t.scale
			}
			s.advance(step)
		case p.isText():
			if err := s.string(r.s.lex.text(p)); err != nil {
				return err
			}
		default:
			r.damage()
		}
	}
	by := geom.Matrix{A: 1, D: 1, E: tame(s.moved)}
	if t.font.Vertical {
		by = geom.Matrix{A: 1, D: 1, F: tame(s.moved)}
	}
	t.matrix = concat(by, t.matrix)
	return s.flush()
}

// showing prepares what all glyphs have in common.
func (r *run) showing() showing {
	t := &r.state.text
	mode := modes[0]
	if t.mode >= 0 && t.mode < len(modes) {
		mode = modes[t.mode]
	} else {
		r.damage()
	}
	toPaper := concat(t.matrix, r.state.ctm)
	s := showing{
		r: r, t: t,
		em: concat(geom.Matrix{A: t.size * t.scale, D: t.size, F: t.rise}, toPaper),
		x:  geom.Point{X: toPaper.A, Y: toPaper.B}, y: geom.Point{X: toPaper.C, Y: toPaper.D},
		clips: mode.clip,
	}
	if s.em.Det() == 0 { // flat: there is nothing to see
		return s
	}
	if t.font.Subtype == "Type3" { // painted by its procedures, not filled or stroked
		s.use = r.opacity(use{fill: mode.fill || mode.stroke})
		s.draws = s.use.fill
		return s
	}
	s.use = r.opacity(use{mode.fill && r.mayDraw(r.state.fill), mode.stroke && r.mayDraw(r.state.stroke)})
	s.draws = s.use != use{}
	if s.use.stroke {
		half := math.Abs(r.state.pen.width) / 2
		s.ex, s.ey = extent(r.state.ctm)
		s.ex, s.ey = s.ex*half, s.ey*half
	}
	return s
}

// mayDraw reports whether a paint leaves ink, as far as that is known before its
// pattern is looked at.
func (r *run) mayDraw(p paint) bool { return p.ink || p.pattern != nil || r.turned() }

// string shows the bytes of a string.
func (s *showing) string(b []byte) error {
	l := &s.r.line
	for first := true; first || len(b) > 0; first = false {
		n := min(len(b), maxString)
		l.found = s.t.font.Glyphs(l.found[:0], b[:n])
		b = b[n:]
		if err := s.r.charge(len(l.found) / glyphsPerOperator); err != nil {
			return err
		}
		for i := range l.found {
			if err := s.glyph(&l.found[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// glyph draws a glyph and moves on by its width (9.4.4).
func (s *showing) glyph(g *font.Glyph) error {
	step := g.Width*s.t.size + s.t.charSpace
	if g.WordSpace {
		step += s.t.wordSpace
	}
	if !s.t.font.Vertical {
		step *= s.t.scale
	}
	if s.draws || s.clips {
		if err := s.draw(g, step); err != nil {
			return err
		}
	}
	s.advance(step)
	return nil
}

func (s *showing) advance(step float64) {
	step = tame(step)
	s.moved += step
	d := s.x
	if s.t.font.Vertical {
		d = s.y
	}
	s.em.E = tame(s.em.E + step*d.X)
	s.em.F = tame(s.em.F + step*d.Y)
}

func (s *showing) draw(g *font.Glyph, step float64) error {
	box, blank := g.Box, g.Blank
	var type3 *drawing
	if s.t.font.Subtype == "Type3" && s.draws {
		var err error
		if type3, err = s.procedure(g); err != nil {
			return err
		}
		s.r.blame(type3)
		box, blank = s.t.font.Matrix.Bounds(type3.box), !type3.ink
	}
	l := &s.r.line
	if blank || box.Empty() {
		if l.last > 0 {
			s.keep(g, s.blank(step), true)
		}
		return nil
	}
	on := grow(s.em.Bounds(box), s.ex, s.ey)
	if s.clips {
		s.r.s.textClip = s.r.s.textClip.Union(on)
	}
	if !s.draws || !s.r.visible(black, on) {
		return nil
	}
	if err := s.resolve(on); err != nil || !s.draws {
		return err
	}
	if type3 != nil {
		s.r.merge(type3, on)
		l.coloured, l.unsure = l.coloured || type3.coloured, l.unsure || type3.unsure
	}
	if l.last == 0 {
		l.base = within(s.em.F)
	}
	on = onPaper(on.Intersect(s.r.state.clip))
	l.box = l.box.Union(on)
	s.keep(g, on, false)
	l.last, l.textEnd = len(l.glyphs), len(l.text)
	if len(l.glyphs) >= maxLine {
		return s.flush()
	}
	return nil
}

// resolve looks at the patterns that glyphs are painted with, when the first of
// them can be seen.
func (s *showing) resolve(on geom.Rect) error {
	if s.resolved {
		return nil
	}
	s.resolved = true
	for _, p := range []struct {
		is    *bool
		paint paint
	}{{&s.use.fill, s.r.state.fill}, {&s.use.stroke, s.r.state.stroke}} {
		if !*p.is {
			continue
		}
		ink, unsure, err := s.r.inkOf(p.paint, on)
		if err != nil {
			return err
		}
		*p.is = ink.ink
		s.coloured = s.coloured || ink.ink && ink.coloured
		s.unsure = s.unsure || ink.ink && unsure
	}
	s.draws = s.use != use{}
	return nil
}

// blank is the box of a glyph without ink: its advance, 0.7 em high.
func (s *showing) blank(step float64) geom.Rect {
	const height = 0.7
	x := geom.Point{X: step * s.x.X, Y: step * s.x.Y}
	y := geom.Point{X: height * s.em.C, Y: height * s.em.D}
	if s.t.font.Vertical {
		x = geom.Point{X: height * s.em.A, Y: height * s.em.B}
		y = geom.Point{X: step * s.y.X, Y: step * s.y.Y}
	}
	return onPaper(geom.Matrix{A: x.X, B: x.Y, C: y.X, D: y.Y, E: s.em.E, F: s.em.F}.Bounds(unit))
}

// keep adds a glyph to the mark.
func (s *showing) keep(g *font.Glyph, box geom.Rect, blank bool) {
	l := &s.r.line
	text := g.Text
	switch {
	case text == "" && blank:
		text = " "
	case text == "" || len(text) > maxGlyphText || !utf8.ValidString(text):
		text = "\uFFFD"
	}
	l.glyphs = append(l.glyphs, Glyph{Text: text, Box: box, Blank: blank})
	l.text = append(l.text, text...)
}

// flush makes the mark of the glyphs so far, blanks at its end left out.
func (s *showing) flush() error {
	r, l := s.r, &s.r.line
	if l.last == 0 {
		return nil
	}
	defer l.clear()
	r.useFont(s.t.font, l.firstInk())
	m := Mark{
		Kind: Text, Box: l.box, Colored: s.coloured || l.coloured, Unsure: s.unsure || l.unsure,
		Font: s.t.font.Name, Base: l.base, Upright: s.upright(),
		Size: min(math.Abs(s.t.size)*math.Hypot(s.y.X, s.y.Y), far) * geom.PointsPerMM,
	}
	if r.drawing == nil {
		m.Text, m.Glyphs = string(l.text[:l.textEnd]), r.store(l.glyphs[:l.last])
	}
	return r.emit(m, s.use)
}

func (l *glyphLine) firstInk() geom.Rect {
	for _, g := range l.glyphs {
		if !g.Blank {
			return g.Box
		}
	}
	return geom.Rect{}
}

// upright reports whether the line runs to the right on the paper, within half a degree.
func (s *showing) upright() bool {
	if s.t.font.Vertical {
		return false
	}
	const slope = 0.0087269 // tan 0.5°
	way := math.Copysign(1, s.t.size) * math.Copysign(1, s.t.scale)
	dx, dy := way*s.x.X, way*s.x.Y
	return dx > 0 && math.Abs(dy) <= slope*dx
}

// store copies glyphs to where they stay: a few large pieces of memory instead of
// one for each mark.
func (r *run) store(glyphs []Glyph) []Glyph {
	if cap(r.slab)-len(r.slab) < len(glyphs) {
		r.slab = make([]Glyph, 0, max(len(glyphs), min(max(2*cap(r.slab), 64), 1024)))
	}
	from := len(r.slab)
	r.slab = append(r.slab, glyphs...)
	return r.slab[from:len(r.slab):len(r.slab)]
}
