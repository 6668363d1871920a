package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// paint is what fills or strokes: a colour, or a pattern.
type paint struct {
	ink      bool // leaves something on the paper; of a pattern: see run.inkOf
	coloured bool
	pattern  *pattern
}

var black = paint{ink: true}

// pattern is what scn named.
type pattern struct {
	object types.Object // as found in the resources
	under  paint        // of an uncoloured tiling pattern: its colour
}

// paintOf judges a colour.
func (r *run) paintOf(s *space, components []float64) paint {
	r.spent += s.cost
	if s.none {
		return paint{}
	}
	shade := s.shade(components)
	if !shade.known {
		return paint{ink: true, coloured: s.canColor()}
	}
	return paint{ink: !shade.white(), coloured: shade.coloured()}
}

// space finds a colour space by its name.
func (r *run) space(name []byte) (*space, error) {
	if s, ok := deviceSpaces[string(name)]; ok {
		return s, nil
	}
	if s, ok := r.s.res.spaces[string(name)]; ok {
		return s, nil
	}
	o := r.resource("ColorSpace", name)
	if o == nil {
		r.damage()
		return anySpace, nil
	}
	number := objectNumber(o)
	s, ok := r.in.spaces[number]
	if !ok || number == 0 {
		l := r.spaceLoader()
		s = l.load(o, 0)
		if l.err != nil {
			return nil, l.err
		}
		if number != 0 {
			r.in.spaces[number] = s
		}
	}
	r.s.res.spaces[string(name)] = s
	return s, nil
}

func (r *run) spaceLoader() *spaceLoader {
	return &spaceLoader{d: r.d, named: func(name string) types.Object { return r.resource("ColorSpace", []byte(name)) }}
}

// colour is which of the two current colours an operator sets.
type colour struct {
	paint func(*state) *paint
	space func(*state) **space
}

var (
	filling  = colour{func(s *state) *paint { return &s.fill }, func(s *state) **space { return &s.fillSpace }}
	stroking = colour{func(s *state) *paint { return &s.stroke }, func(s *state) **space { return &s.strokeSpace }}
)

// setSpace is CS and cs.
func (c colour) setSpace(r *run, o []operand) error {
	if r.s.uncoloured {
		return nil
	}
	s, err := r.space(r.s.lex.name(o[0]))
	if err != nil {
		return err
	}
	*c.space(&r.state) = s
	*c.paint(&r.state) = r.paintOf(s, s.first())
	if s.family == patterned { // no pattern is chosen yet: nothing is drawn
		*c.paint(&r.state) = paint{}
	}
	return nil
}

// setDevice is G, g, RG, rg, K and k.
func (c colour) setDevice(s *space) func(*run, []operand) error {
	return func(r *run, o []operand) error {
		if r.s.uncoloured {
			return nil
		}
		*c.space(&r.state) = s
		*c.paint(&r.state) = r.paintOf(s, components(o, make([]float64, 0, 4)))
		return nil
	}
}

// setColor is SC, SCN, sc and scn.
func (c colour) setColor(r *run, o []operand) error {
	if r.s.uncoloured {
		return nil
	}
	s := *c.space(&r.state)
	values := components(o, make([]float64, 0, maxComponents))
	if len(o) > 0 && o[len(o)-1].kind == name {
		if s.family != patterned {
			r.damage()
		}
		p := paint{pattern: &pattern{object: r.resource("Pattern", r.s.lex.name(o[len(o)-1]))}}
		if s.base != nil {
			p.pattern.under = r.paintOf(s.base, values)
		} else {
			p.pattern.under = paint{ink: true, coloured: true}
		}
		if p.pattern.object == nil { // nothing says what it would be
			r.damage()
			p = paint{ink: true}
		}
		*c.paint(&r.state) = p
		return nil
	}
	if len(values) < s.n || s.family == patterned {
		r.damage()
		if s.family == patterned || len(values) == 0 {
			return nil
		}
	}
	*c.paint(&r.state) = r.paintOf(s, values)
	return nil
}

// components are the numbers among operands.
func components(o []operand, into []float64) []float64 {
	for _, v := range o {
		if v.kind == number && len(into) < maxComponents {
			into = append(into, v.n)
		}
	}
	return into
}
