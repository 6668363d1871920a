package ink

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// operator is one of the operators of content streams. operands are the kinds of
// its operands, in order: n number, / name, s string, a array, * whatever; any
// number of them is variable. If there are more, the last ones count.
type operator struct {
	operands string
	run      func(*run, []operand) error
}

// variable stands for operands that the operator looks at itself.
const variable = "..."

// operators is the table of annex A, BX and EX apart.
func operators() map[string]operator {
	return map[string]operator{
		// Graphics state (8.4.4)
		"q":  {"", (*run).save},
		"Q":  {"", (*run).restore},
		"cm": {"nnnnnn", (*run).concat},
		"w":  {"n", func(r *run, o []operand) error { r.state.pen.width = o[0].n; return nil }},
		"J":  {"n", func(r *run, o []operand) error { r.state.pen.cap = int(o[0].n); return nil }},
		"j":  {"n", func(r *run, o []operand) error { r.state.pen.join = int(o[0].n); return nil }},
		"M":  {"n", func(r *run, o []operand) error { r.state.pen.mitreLimit = o[0].n; return nil }},
		"d":  {"an", nothingToDo},
		"ri": {"/", nothingToDo},
		"i":  {"n", nothingToDo},
		"gs": {"/", (*run).parameters},

		// Path construction (8.5.2)
		"m":  {"nn", (*run).moveTo},
		"l":  {"nn", (*run).lineTo},
		"c":  {"nnnnnn", (*run).curveTo},
		"v":  {"nnnn", (*run).curveFromHere},
		"y":  {"nnnn", (*run).curveToEnd},
		"h":  {"", func(r *run, _ []operand) error { r.s.path.close(); return nil }},
		"re": {"nnnn", (*run).rectangle},

		// Path painting (8.5.3) and clipping (8.5.4)
		"S":  {"", painting(use{stroke: true}, false, false)},
		"s":  {"", painting(use{stroke: true}, true, false)},
		"f":  {"", painting(use{fill: true}, false, false)},
		"F":  {"", painting(use{fill: true}, false, false)},
		"f*": {"", painting(use{fill: true}, false, true)},
		"B":  {"", painting(use{fill: true, stroke: true}, false, false)},
		"B*": {"", painting(use{fill: true, stroke: true}, false, true)},
		"b":  {"", painting(use{fill: true, stroke: true}, true, false)},
		"b*": {"", painting(use{fill: true, stroke: true}, true, true)},
		"n":  {"", painting(use{}, false, false)},
		"W":  {"", func(r *run, _ []operand) error { r.s.path.clip = true; return nil }},
		"W*": {"", func(r *run, _ []operand) error { r.s.path.clip = true; return nil }},

		// Colour (8.6.8)
		"CS":  {"/", stroking.setSpace},
		"cs":  {"/", filling.setSpace},
		"SC":  {variable, stroking.setColor},
		"SCN": {variable, stroking.setColor},
		"sc":  {variable, filling.setColor},
		"scn": {variable, filling.setColor},
		"G":   {"n", stroking.setDevice(deviceGray)},
		"g":   {"n", filling.setDevice(deviceGray)},
		"RG":  {"nnn", stroking.setDevice(deviceRGB)},
		"rg":  {"nnn", filling.setDevice(deviceRGB)},
		"K":   {"nnnn", stroking.setDevice(deviceCMYK)},
		"k":   {"nnnn", filling.setDevice(deviceCMYK)},

		// Text objects, state, positioning and showing (9.3, 9.4)
		"BT": {"", (*run).beginText},
		"ET": {"", (*run).endText},
		"Tc": {"n", func(r *run, o []operand) error { r.state.text.charSpace = o[0].n; return nil }},
		"Tw": {"n", func(r *run, o []operand) error { r.state.text.wordSpace = o[0].n; return nil }},
		"Tz": {"n", func(r *run, o []operand) error { r.state.text.scale = o[0].n / 100; return nil }},
		"TL": {"n", func(r *run, o []operand) error { r.state.text.leading = o[0].n; return nil }},
		"Tf": {"/n", (*run).setFont},
		"Tr": {"n", func(r *run, o []operand) error { r.state.text.mode = int(o[0].n); return nil }},
		"Ts": {"n", func(r *run, o []operand) error { r.state.text.rise = o[0].n; return nil }},
		"Td": {"nn", func(r *run, o []operand) error { r.state.text.move(o[0].n, o[1].n); return nil }},
		"TD": {"nn", func(r *run, o []operand) error {
			r.state.text.leading = -o[1].n
			r.state.text.move(o[0].n, o[1].n)
			return nil
		}},
		"Tm": {"nnnnnn", (*run).setTextMatrix},
		"T*": {"", func(r *run, _ []operand) error { r.state.text.nextLine(); return nil }},
		"Tj": {"s", (*run).show},
		"TJ": {"a", func(r *run, o []operand) error { return r.show(r.s.lex.list(o[0])) }},
		"'": {"s", func(r *run, o []operand) error {
			r.state.text.nextLine()
			return r.show(o)
		}},
		`"`: {"nns", func(r *run, o []operand) error {
			r.state.text.wordSpace, r.state.text.charSpace = o[0].n, o[1].n
			r.state.text.nextLine()
			return r.show(o[2:])
		}},

		// Type 3 glyphs (9.6.5)
		"d0": {"nn", nothingToDo},
		"d1": {"nnnnnn", func(r *run, _ []operand) error { r.s.uncoloured = true; return nil }},

		// Shading, images, XObjects (8.7.4, 8.8 to 8.10)
		"sh": {"/", (*run).shade},
		"BI": {variable, (*run).inlineImage},
		"Do": {"/", (*run).xobject},

		// Marked content (14.6)
		"BMC": {"/", (*run).beginMarked},
		"BDC": {"/*", (*run).beginMarked},
		"EMC": {"", (*run).endMarked},
		"MP":  {"/", nothingToDo},
		"DP":  {"/*", nothingToDo},
	}
}

func nothingToDo(*run, []operand) error { return nil }

func (r *run) save([]operand) error {
	if len(r.s.states) == maxStates {
		r.s.lost++
		r.damage()
		return nil
	}
	r.s.states = append(r.s.states, r.state)
	return nil
}

func (r *run) restore([]operand) error {
	n := len(r.s.states)
	switch {
	case r.s.lost > 0:
		r.s.lost--
	case n == 0: // a stream cannot undo what stands around it
		r.damage()
	default:
		matrix, line := r.state.text.matrix, r.state.text.line
		r.state = r.s.states[n-1]
		r.state.text.matrix, r.state.text.line = matrix, line
		r.s.states = r.s.states[:n-1]
	}
	return nil
}

func (r *run) concat(o []operand) error {
	r.state.ctm = concat(matrixOf(o), r.state.ctm)
	return nil
}

func matrixOf(o []operand) geom.Matrix {
	return geom.Matrix{A: o[0].n, B: o[1].n, C: o[2].n, D: o[3].n, E: o[4].n, F: o[5].n}
}

// at maps two operands to paper.
func (r *run) at(o []operand) geom.Point {
	return r.state.ctm.Apply(geom.Point{X: o[0].n, Y: o[1].n})
}

func (r *run) moveTo(o []operand) error {
	r.s.path.moveTo(r.at(o))
	return nil
}

// begun reports whether there is a current point to go on from.
func (r *run) begun() bool {
	if !r.s.path.begun {
		r.damage()
	}
	return r.s.path.begun
}

func (r *run) lineTo(o []operand) error {
	if r.begun() {
		r.s.path.lineTo(r.at(o))
	}
	return nil
}

func (r *run) curveTo(o []operand) error {
	if r.begun() {
		r.s.path.curveTo(r.at(o), r.at(o[2:]), r.at(o[4:]))
	}
	return nil
}

func (r *run) curveFromHere(o []operand) error {
	if r.begun() {
		r.s.path.curveTo(r.s.path.at, r.at(o), r.at(o[2:]))
	}
	return nil
}

func (r *run) curveToEnd(o []operand) error {
	if r.begun() {
		end := r.at(o[2:])
		r.s.path.curveTo(r.at(o), end, end)
	}
	return nil
}

func (r *run) rectangle(o []operand) error {
	x, y, w, h := o[0].n, o[1].n, o[2].n, o[3].n
	p, m := &r.s.path, r.state.ctm
	p.moveTo(m.Apply(geom.Point{X: x, Y: y}))
	p.lineTo(m.Apply(geom.Point{X: x + w, Y: y}))
	p.lineTo(m.Apply(geom.Point{X: x + w, Y: y + h}))
	p.lineTo(m.Apply(geom.Point{X: x, Y: y + h}))
	p.close()
	return nil
}

// painting ends the path: it paints it, then clips with it if W stood before.
func painting(u use, closes, evenOdd bool) func(*run, []operand) error {
	return func(r *run, _ []operand) error {
		p := &r.s.path
		if closes {
			p.close()
		}
		var err error
		if p.drawn && (u.fill || u.stroke) {
			err = r.paintPath(u, evenOdd)
		}
		// A path without segments clips nothing away: our choice, viewers differ.
		if p.clip && p.drawn {
			r.state.clip = r.state.clip.Intersect(p.clipping())
		}
		p.reset()
		return err
	}
}

func (r *run) paintPath(u use, evenOdd bool) error {
	u = r.opacity(u)
	p := &r.s.path
	m := Mark{Kind: Path, Box: nothing}
	add := func(wanted *bool, paint paint, box geom.Rect) error {
		if *wanted = *wanted && r.visible(paint, box); !*wanted {
			return nil
		}
		ink, unsure, err := r.inkOf(paint, box)
		if *wanted = ink.ink; ink.ink {
			m.Box = m.Box.Union(box)
			m.Colored, m.Unsure = m.Colored || ink.coloured, m.Unsure || unsure
		}
		return err
	}
	if err := add(&u.fill, r.state.fill, thick(p.bounds)); err != nil {
		return err
	}
	if u.stroke {
		if err := add(&u.stroke, r.state.stroke, p.stroked(r.state.pen, r.state.ctm)); err != nil {
			return err
		}
	}
	if u == (use{}) {
		return nil
	}
	m.Pieces = p.pieces(u, evenOdd, r.state.pen, r.state.ctm)
	return r.emit(m, u)
}

// thick is the rectangle, at least as thick as a hair.
func thick(r geom.Rect) geom.Rect {
	x, y := (r.X0+r.X1)/2, (r.Y0+r.Y1)/2
	return r.Union(geom.Rect{X0: x, Y0: y, X1: x, Y1: y}.Grow(hair))
}
