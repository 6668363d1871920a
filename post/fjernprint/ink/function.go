package ink

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// function is a PDF function (7.10). It appends its results to out; the input may
// be of any length, missing values are 0.
type function interface {
	eval(in, out []float64) ([]float64, error)
}

// Bounds of functions: how many in one tint transform or shading, within each
// other, and the samples of one.
const (
	maxFunctions     = 64
	maxFunctionDepth = 8
	maxSamples       = 1 << 22
	maxInputs        = 4 // of a sampled function: 2 to this power corners are read
	maxComponents    = 32
)

// functionLoader reads function dictionaries. What it cannot read is a nil
// function, which callers take for one that gives any colour.
type functionLoader struct {
	d     *pdf.Document
	left  int
	steps int   // the most that running it can take
	err   error // a *pdf.LimitError
}

// stepsPerOperator is how many steps of functions cost as much as an operator.
const stepsPerOperator = 16

// loadFunction reads a function, or an array of functions with one result each. cost
// is what running it is charged, in operators.
func loadFunction(d *pdf.Document, o types.Object) (f function, cost int, err error) {
	l := functionLoader{d: d, left: maxFunctions}
	f = l.load(o, 0)
	return f, l.steps / stepsPerOperator, l.err
}

func (l *functionLoader) load(o types.Object, depth int) function {
	if depth > maxFunctionDepth || l.left == 0 || l.err != nil {
		return nil
	}
	l.left--
	if several := l.d.Array(o); several != nil {
		if len(several) == 0 || len(several) > maxComponents {
			return nil
		}
		var all parallel
		for _, o := range several {
			f := l.load(o, depth+1)
			if f == nil {
				return nil
			}
			all = append(all, f)
		}
		return all
	}
	dict := l.d.Dict(o)
	kind, ok := l.d.Number(dict["FunctionType"])
	if !ok {
		return nil
	}
	domain := l.numbers(dict["Domain"])
	if len(domain) < 2 || len(domain) > 2*maxComponents {
		return nil
	}
	var f function
	switch kind {
	case 0:
		f = l.sampled(o, dict, domain)
	case 2:
		f = l.exponential(dict)
	case 3:
		f = l.stitching(dict, domain, depth)
	case 4:
		f = l.calculator(o)
	}
	if f == nil {
		return nil
	}
	return clamped{f, domain, l.numbers(dict["Range"])}
}

// numbers reads an array of numbers; nil if there is anything else in it.
func (l *functionLoader) numbers(o types.Object) []float64 { return numbers(l.d, o) }

func numbers(d *pdf.Document, o types.Object) []float64 {
	a := d.Array(o)
	if len(a) > 1<<16 {
		return nil
	}
	out := make([]float64, 0, len(a))
	for _, o := range a {
		n, ok := d.Number(o)
		if !ok {
			return nil
		}
		out = append(out, tame(n))
	}
	return out
}

// parallel are functions of the same input, one for each component.
type parallel []function

func (p parallel) eval(in, out []float64) ([]float64, error) {
	var err error
	for _, f := range p {
		if out, err = f.eval(in, out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// clamped keeps input and output within Domain and Range.
type clamped struct {
	function
	domain, bounds []float64
}

func (c clamped) eval(in, out []float64) ([]float64, error) {
	var room [maxComponents]float64
	kept := room[:0]
	for i := 0; i+1 < len(c.domain); i += 2 {
		v := 0.0
		if i/2 < len(in) {
			v = in[i/2]
		}
		kept = append(kept, clamp(v, c.domain[i], c.domain[i+1]))
	}
	from := len(out)
	out, err := c.function.eval(kept, out)
	for i := from; i < len(out); i++ {
		out[i] = tame(out[i])
		if at := 2 * (i - from); at+1 < len(c.bounds) {
			out[i] = clamp(out[i], c.bounds[at], c.bounds[at+1])
		}
	}
	return out, err
}

func clamp(v, low, high float64) float64 { return min(max(v, low), high) }

// exponential is type 2 (7.10.3).
type exponential struct {
	c0, c1 []float64
	n      float64
}

func (l *functionLoader) exponential(dict types.Dict) function {
	f := exponential{c0: l.numbers(dict["C0"]), c1: l.numbers(dict["C1"])}
	if len(f.c0) == 0 {
		f.c0 = []float64{0}
	}
	if len(f.c1) == 0 {
		f.c1 = []float64{1}
	}
	var ok bool
	if f.n, ok = l.d.Number(dict["N"]); !ok || len(f.c0) != len(f.c1) || len(f.c0) > maxComponents {
		return nil
	}
	return f
}

func (f exponential) eval(in, out []float64) ([]float64, error) {
	x := in[0]
	if f.n != 1 {
		x = tame(math.Pow(x, f.n))
	}
	for i := range f.c0 {
		out = append(out, f.c0[i]+x*(f.c1[i]-f.c0[i]))
	}
	return out, nil
}

// stitching is type 3 (7.10.4).
type stitching struct {
	parts                  []function
	domain, bounds, encode []float64
}

func (l *functionLoader) stitching(dict types.Dict, domain []float64, depth int) function {
	f := stitching{domain: domain, bounds: l.numbers(dict["Bounds"]), encode: l.numbers(dict["Encode"])}
	parts := l.d.Array(dict["Functions"])
	if len(parts) == 0 || len(parts) > maxFunctions || len(f.bounds) != len(parts)-1 || len(f.encode) < 2*len(parts) {
		return nil
	}
	for _, o := range parts {
		part := l.load(o, depth+1)
		if part == nil {
			return nil
		}
		f.parts = append(f.parts, part)
	}
	return f
}

func (f stitching) eval(in, out []float64) ([]float64, error) {
	x := in[0]
	i := 0
	for i < len(f.bounds) && x >= f.bounds[i] {
		i++
	}
	low, high := f.domain[0], f.domain[1]
	if i > 0 {
		low = f.bounds[i-1]
	}
	if i < len(f.bounds) {
		high = f.bounds[i]
	}
	y := f.encode[2*i]
	if high > low {
		y += (x - low) / (high - low) * (f.encode[2*i+1] - f.encode[2*i])
	}
	return f.parts[i].eval([]float64{y}, out)
}

// sampled is type 0 (7.10.2), read by linear interpolation.
type sampled struct {
	size                   []int
	domain, encode, decode []float64
	bits, results          int
	data                   []byte
}

func (l *functionLoader) sampled(o types.Object, dict types.Dict, domain []float64) function {
	bounds := l.numbers(dict["Range"])
	f := sampled{
		domain: domain, results: len(bounds) / 2,
		encode: l.numbers(dict["Encode"]), decode: l.numbers(dict["Decode"]),
	}
	bits, _ := l.d.Number(dict["BitsPerSample"])
	f.bits = int(clamp(bits, 0, 32))
	switch f.bits {
	case 1, 2, 4, 8, 12, 16, 24, 32:
	default:
		return nil
	}
	inputs := len(domain) / 2
	samples := f.results
	sizes := l.numbers(dict["Size"])
	if samples == 0 || samples > maxComponents || inputs > maxInputs || len(sizes) < inputs {
		return nil
	}
	for i := range inputs {
		n := sizes[i]
		if !(n >= 1 && n <= maxSamples) {
			return nil
		}
		f.size = append(f.size, int(n))
		if samples *= int(n); samples > maxSamples {
			return nil
		}
	}
	if len(f.encode) < 2*inputs {
		f.encode = nil
		for _, n := range f.size {
			f.encode = append(f.encode, 0, float64(n-1))
		}
	}
	if len(f.decode) < 2*f.results {
		f.decode = bounds
	}
	s := l.d.Stream(o)
	if s == nil {
		return nil
	}
	data, rest, err := l.d.Decode(s)
	if err != nil {
		l.err = limit(err)
	}
	if rest != "" || len(data) < (samples*f.bits+7)/8 {
		return nil
	}
	f.data = data
	l.steps += f.results << inputs
	return f
}

func (f sampled) eval(in, out []float64) ([]float64, error) {
	var low [maxInputs]int
	var part [maxInputs]float64
	inputs := len(f.size)
	for i := range inputs {
		e := f.encode[2*i]
		if span := f.domain[2*i+1] - f.domain[2*i]; span > 0 {
			e += (in[i] - f.domain[2*i]) / span * (f.encode[2*i+1] - f.encode[2*i])
		}
		e = clamp(tame(e), 0, float64(f.size[i]-1))
		low[i] = min(int(e), max(f.size[i]-2, 0))
		part[i] = e - float64(low[i])
	}
	most := math.Exp2(float64(f.bits)) - 1
	for r := range f.results {
		sum := 0.0
		for corner := range 1 << inputs {
			weight, at, stride := 1.0, 0, 1
			for i := range inputs {
				k := low[i]
				if corner>>i&1 == 1 {
					weight *= part[i]
					k = min(k+1, f.size[i]-1)
				} else {
					weight *= 1 - part[i]
				}
				at += k * stride
				stride *= f.size[i]
			}
			if weight > 0 {
				sum += weight * f.sample(at*f.results+r)
			}
		}
		d0, d1 := f.decode[2*r], f.decode[2*r+1]
		out = append(out, d0+sum/most*(d1-d0))
	}
	return out, nil
}

func (f sampled) sample(i int) float64 {
	var v uint64
	for bit := i * f.bits; bit < (i+1)*f.bits; {
		take := min(8-bit%8, (i+1)*f.bits-bit)
		b := f.data[bit/8] >> (8 - bit%8 - take) & (1<<take - 1)
		v = v<<take | uint64(b)
		bit += take
	}
	return float64(v)
}
