package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Bounds of visibility expressions and membership dictionaries.
const (
	maxExpressionDepth = 16
	maxExpression      = 1 << 10 // groups and operators
)

// layers are the optional content groups that are off when the document is
// printed: in the default configuration (8.11.4), as its usage application for
// printing changes it.
type layers struct {
	d    *pdf.Document
	off  map[int]bool // by object number
	base bool         // those that are listed nowhere are off
	on   map[int]bool

	known map[int]bool // outcomes, of groups and membership dictionaries
}

// layerOn reports whether what is marked with an optional content group or
// membership dictionary prints.
func (r *run) layerOn(o types.Object) bool {
	if o == nil {
		return true
	}
	if r.in.layers == nil {
		r.in.layers = loadLayers(r.d)
	}
	number := objectNumber(o)
	if on, ok := r.in.layers.known[number]; ok && number != 0 {
		return on
	}
	left := maxExpression
	on := r.in.layers.visible(o, &left)
	r.spent += maxExpression - left
	if number != 0 {
		r.in.layers.known[number] = on
	}
	return on
}

func loadLayers(d *pdf.Document) *layers {
	l := &layers{d: d, off: map[int]bool{}, on: map[int]bool{}, known: map[int]bool{}}
	properties := d.Dict(d.Catalog()["OCProperties"])
	config := d.Dict(properties["D"])
	l.base = d.Name(config["BaseState"]) == "OFF"
	l.set(config["ON"], true)
	l.set(config["OFF"], false)
	for _, o := range d.Array(config["AS"]) {
		usage := d.Dict(o)
		if d.Name(usage["Event"]) != "Print" || !l.forPrinting(usage["Category"]) {
			continue
		}
		for _, group := range d.Array(usage["OCGs"]) {
			state := d.Name(d.Dict(d.Dict(d.Dict(group)["Usage"])["Print"])["PrintState"])
			if state == "ON" || state == "OFF" {
				l.set(types.Array{group}, state == "ON")
			}
		}
	}
	return l
}

func (l *layers) forPrinting(categories types.Object) bool {
	for _, c := range l.d.Array(categories) {
		if l.d.Name(c) == "Print" {
			return true
		}
	}
	return false
}

func (l *layers) set(groups types.Object, on bool) {
	for _, g := range l.d.Array(groups) {
		if n := objectNumber(g); n != 0 {
			l.on[n], l.off[n] = on, !on
		}
	}
}

// group reports whether one group is on.
func (l *layers) group(o types.Object) bool {
	n := objectNumber(o)
	if l.base {
		return l.on[n]
	}
	return !l.off[n]
}

// visible judges a group or membership dictionary (8.11.2). What is neither is on.
func (l *layers) visible(o types.Object, left *int) bool {
	dict := l.d.Dict(o)
	switch l.d.Name(dict["Type"]) {
	case "OCG":
		return l.group(o)
	case "OCMD":
		if expression := l.d.Array(dict["VE"]); expression != nil {
			return l.expression(expression, 0, left)
		}
		return l.policy(dict, left)
	}
	return true
}

// policy is P of a membership dictionary: how the states of OCGs come together.
func (l *layers) policy(dict types.Dict, left *int) bool {
	groups := l.d.Array(dict["OCGs"])
	if groups == nil {
		groups = types.Array{dict["OCGs"]}
	}
	on, off := 0, 0
	for _, g := range groups {
		if *left--; *left < 0 {
			break
		}
		switch {
		case l.d.Dict(g) == nil: // no such group: as if it were not listed
		case l.group(g):
			on++
		default:
			off++
		}
	}
	if on+off == 0 {
		return true
	}
	switch l.d.Name(dict["P"]) {
	case "AllOn":
		return off == 0
	case "AnyOff":
		return off > 0
	case "AllOff":
		return on == 0
	}
	return on > 0
}

// expression is VE: And, Or and Not of groups and expressions. What is too large
// or makes no sense is on.
func (l *layers) expression(e types.Array, depth int, left *int) bool {
	if *left--; *left < 0 || depth > maxExpressionDepth || len(e) < 2 {
		return true
	}
	operand := func(o types.Object) bool {
		if a := l.d.Array(o); a != nil {
			return l.expression(a, depth+1, left)
		}
		*left--
		return l.d.Dict(o) == nil || l.group(o)
	}
	operator := l.d.Name(e[0])
	if operator == "Not" {
		return !operand(e[1])
	}
	for _, o := range e[1:] {
		if *left < 0 {
			return true
		}
		switch on := operand(o); {
		case operator == "Or" && on:
			return true
		case operator == "And" && !on:
			return false
		}
	}
	return operator != "Or"
}

// beginMarked is BMC and BDC: content of a layer that is off is hidden up to its EMC.
func (r *run) beginMarked(o []operand) error {
	s := r.s
	if len(s.marked) == maxMarked {
		s.ignored++
		r.damage()
		return nil
	}
	hidden := false
	if len(o) > 1 && o[1].kind == name && string(s.lex.name(o[0])) == "OC" {
		hidden = !r.layerOn(r.resource("Properties", s.lex.name(o[1])))
	}
	if hidden {
		s.hidden++
	}
	s.marked = append(s.marked, hidden)
	return nil
}

func (r *run) endMarked([]operand) error {
	s := r.s
	switch n := len(s.marked); {
	case s.ignored > 0:
		s.ignored--
	case n == 0:
		r.damage()
	default:
		if s.marked[n-1] {
			s.hidden--
		}
		s.marked = s.marked[:n-1]
	}
	return nil
}
