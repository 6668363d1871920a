package pixels

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Bounds of colour spaces.
const (
	maxNesting    = 4  // a name, Indexed, Separation, ICCBased with an alternate
	maxComponents = 32 // PDF 32000 annex C
	maxPalette    = 256
)

// oneStep is by how much the components of a grey may differ: less than 8 bits tell.
const oneStep = 1.0 / 255

// spaces reads colour spaces.
type spaces struct {
	doc   *pdf.Document
	named types.Dict // of the resources
}

func newSpaces(d *pdf.Document, resources types.Dict) *spaces {
	return &spaces{doc: d, named: d.Dict(resources["ColorSpace"])}
}

// read is nil for what is no colour space of pictures.
func (s *spaces) read(o types.Object) space { return s.nested(o, 0) }

func (s *spaces) nested(o types.Object, depth int) space {
	if depth > maxNesting {
		return nil
	}
	if name := s.doc.Name(o); name != "" {
		if device := deviceSpace(name); device != nil {
			return device
		}
		if other, ok := s.named[name]; ok {
			return s.nested(other, depth+1)
		}
		return nil
	}
	array := s.doc.Array(o)
	if len(array) == 0 {
		return nil
	}
	family := s.doc.Name(array[0])
	at := func(i int) types.Object {
		if i < len(array) {
			return array[i]
		}
		return nil
	}
	switch family {
	case "Lab":
		return s.lab(s.doc.Dict(at(1)))
	case "ICCBased":
		return s.profile(s.doc.Dict(at(1)), depth)
	case "Indexed":
		return s.indexed(s.nested(at(1), depth+1), at(2), at(3))
	case "Separation":
		return s.tint(types.Array{at(1)}, s.nested(at(2), depth+1), at(3))
	case "DeviceN":
		return s.tint(s.doc.Array(at(1)), s.nested(at(2), depth+1), at(3))
	}
	return deviceSpace(family)
}

func deviceSpace(name string) space {
	switch name {
	case "DeviceGray", "CalGray":
		return grey{}
	case "DeviceRGB", "CalRGB":
		return additive{}
	case "DeviceCMYK":
		return subtractive{}
	}
	return nil
}

// byComponents is the colour space that a number of components suggests.
func byComponents(n int) space {
	switch n {
	case 1:
		return grey{}
	case 3:
		return additive{}
	case 4:
		return subtractive{}
	}
	return nil
}

func (s *spaces) lab(dict types.Dict) space {
	l := lab{[4]float64{-100, 100, -100, 100}}
	if limits := s.doc.Array(dict["Range"]); len(limits) == len(l.limits) {
		for i, o := range limits {
			l.limits[i], _ = s.doc.Number(o)
		}
	}
	return l
}

func (s *spaces) profile(dict types.Dict, depth int) space {
	n, _ := s.doc.Number(dict["N"])
	if by := byComponents(int(n)); by != nil {
		return by
	}
	return s.nested(dict["Alternate"], depth+1)
}

// indexed makes the palette. Entries that the table lacks are black: ink.
func (s *spaces) indexed(base space, highest, lookup types.Object) space {
	if _, again := base.(*indexed); again || base == nil {
		return nil
	}
	last, ok := s.doc.Number(highest)
	if !ok || last < 0 {
		return nil
	}
	table, ok := s.doc.Bytes(lookup)
	if stream := s.doc.Stream(lookup); !ok && stream != nil {
		decoded, rest, err := s.doc.Decode(stream)
		if err != nil || rest != "" {
			return nil
		}
		table, ok = decoded, true
	}
	if !ok {
		return nil
	}
	n := base.components()
	decode := base.defaults(math.MaxUint8)
	x := &indexed{grey: true}
	for i := range min(int(last), maxPalette-1) + 1 {
		if (i+1)*n > len(table) {
			x.palette = append(x.palette, [3]float64{})
			continue
		}
		r, g, b := base.rgb(values(nil, table[i*n:(i+1)*n], decode, math.MaxUint8))
		x.palette = append(x.palette, [3]float64{r, g, b})
		x.grey = x.grey && max(r, g, b)-min(r, g, b) < oneStep
	}
	if t, ok := base.(*tint); ok && t.function == nil {
		x.grey = t.neutral // its colour is not computed
	}
	return x
}

// values turns samples into components by a Decode array.
func values(into []float64, samples []byte, decode []float64, max int) []float64 {
	for i, v := range samples {
		low, high := decode[2*i], decode[2*i+1]
		into = append(into, low+float64(float64(v)*(high-low)/float64(max)))
	}
	return into
}

func (s *spaces) tint(names types.Array, alternate space, transform types.Object) space {
	if len(names) == 0 || len(names) > maxComponents {
		return nil
	}
	t := &tint{n: len(names), none: true, neutral: true}
	for _, o := range names {
		switch s.doc.Name(o) {
		case "None":
		case "Black", "All":
			t.none = false
		default:
			t.none, t.neutral = false, false
		}
	}
	if alternate == nil {
		return t
	}
	if !alternate.coloured() {
		t.neutral = true
	}
	if f := s.exponential(s.doc.Dict(transform)); f != nil && t.n == 1 && len(f.c0) == alternate.components() {
		t.function, t.alternate = f, alternate
	}
	return t
}

// exponential is nil for functions of other types, and broken ones.
func (s *spaces) exponential(dict types.Dict) *exponential {
	if kind, _ := s.doc.Number(dict["FunctionType"]); kind != 2 {
		return nil
	}
	numbers := func(o types.Object, otherwise float64) []float64 {
		list := s.doc.Array(o)
		if list == nil {
			return []float64{otherwise}
		}
		var out []float64
		for _, o := range list[:min(len(list), maxComponents)] {
			f, _ := s.doc.Number(o)
			out = append(out, f)
		}
		return out
	}
	e := &exponential{c0: numbers(dict["C0"], 0), c1: numbers(dict["C1"], 1)}
	var ok bool
	if e.exponent, ok = s.doc.Number(dict["N"]); !ok || e.exponent <= 0 || len(e.c0) != len(e.c1) {
		return nil
	}
	return e
}
