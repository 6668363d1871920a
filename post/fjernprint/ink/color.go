package ink

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// family is what a colour space does with its components (8.6).
type family uint8

const (
	unknownSpace family = iota // its colours may be any
	gray
	rgb
	cmyk
	lab
	indexed
	tinted // Separation and DeviceN
	patterned
)

// maxSpaceDepth is how many colour spaces may stand within each other: a pattern of
// an Indexed of a DeviceN of an ICCBased with an Alternate is the deepest that makes sense.
const maxSpaceDepth = 8

// space is a colour space made ready. Calibrated spaces are taken for the device's
// of as many components: what is white and what is grey is the same in them.
// DefaultGray, DefaultRGB and DefaultCMYK are therefore not looked at.
type space struct {
	family family
	n      int    // components
	base   *space // of Indexed, Separation, DeviceN, and of uncoloured patterns; nil if unknown

	table     []byte     // Indexed
	last      int        // Indexed: hival
	cost      int        // of running tint, and that of base
	tint      function   // Separation, DeviceN; nil if it cannot be run
	none      bool       // only colorants None: draws nothing
	all       bool       // colorant All: every ink
	darkens   bool       // the only colorant is Black: never coloured
	bounds    []float64  // Lab: Range
	beginning [4]float64 // the first components after CS or cs
}

// The device spaces.
var (
	deviceGray = &space{family: gray, n: 1}
	deviceRGB  = &space{family: rgb, n: 3}
	deviceCMYK = &space{family: cmyk, n: 4, beginning: [4]float64{3: 1}}
	anySpace   = &space{}
)

// deviceSpaces are the names that need no resource. The abbreviations of inline
// images are not among them: they may be names of resources.
var deviceSpaces = map[string]*space{
	"DeviceGray": deviceGray, "CalGray": deviceGray,
	"DeviceRGB": deviceRGB, "CalRGB": deviceRGB,
	"DeviceCMYK": deviceCMYK, "CalCMYK": deviceCMYK,
	"Pattern": {family: patterned},
}

// byComponents is what an ICC profile of n components is taken for.
var byComponents = map[float64]*space{1: deviceGray, 3: deviceRGB, 4: {family: cmyk, n: 4}}

// spaceLoader reads colour spaces; named finds those of the resources.
type spaceLoader struct {
	d     *pdf.Document
	named func(string) types.Object
	err   error // a *pdf.LimitError
}

func (l *spaceLoader) load(o types.Object, depth int) *space {
	if depth > maxSpaceDepth || l.err != nil {
		return anySpace
	}
	o = l.d.Resolve(o)
	if n, ok := o.(types.Name); ok {
		if s, ok := deviceSpaces[string(n)]; ok {
			return s
		}
		if o := l.named(string(n)); o != nil {
			return l.load(o, depth+1)
		}
		return anySpace
	}
	a := l.d.Array(o)
	if len(a) == 0 {
		return anySpace
	}
	family := l.d.Name(a[0])
	if s, ok := deviceSpaces[family]; ok && (len(a) == 1 || s.family != patterned) {
		return s
	}
	switch {
	case family == "Pattern":
		return &space{family: patterned, base: l.load(a[1], depth+1)}
	case family == "ICCBased" && len(a) > 1:
		return l.icc(a, depth)
	case family == "Lab" && len(a) > 1:
		return l.lab(a)
	case family == "Indexed" && len(a) > 3:
		return l.indexed(a, depth)
	case (family == "Separation" || family == "DeviceN") && len(a) > 3:
		return l.colorants(a, depth)
	}
	return anySpace
}

func (l *spaceLoader) lab(a types.Array) *space {
	s := &space{family: lab, n: 3, bounds: numbers(l.d, l.d.Dict(a[1])["Range"])}
	if len(s.bounds) < 4 {
		s.bounds = []float64{-100, 100, -100, 100}
	}
	return s
}

func (l *spaceLoader) icc(a types.Array, depth int) *space {
	dict := l.d.Dict(a[1])
	if alternate := l.load(dict["Alternate"], depth+1); alternate.family == lab {
		return alternate
	}
	n, _ := l.d.Number(dict["N"])
	if s, ok := byComponents[n]; ok {
		return s
	}
	return l.load(dict["Alternate"], depth+1)
}

func (l *spaceLoader) indexed(a types.Array, depth int) *space {
	s := &space{family: indexed, n: 1, base: l.load(a[1], depth+1)}
	s.cost = s.base.cost
	last, _ := l.d.Number(a[2])
	s.last = int(clamp(last, 0, 255))
	if stream := l.d.Stream(a[3]); stream != nil {
		table, _, err := l.d.Decode(stream)
		if err != nil {
			l.err = limit(err)
		}
		s.table = table
	} else {
		s.table, _ = l.d.Bytes(a[3])
	}
	return s
}

// colorants are Separation and DeviceN.
func (l *spaceLoader) colorants(a types.Array, depth int) *space {
	s := &space{family: tinted, n: 1}
	names := l.d.Array(a[1])
	if names == nil {
		names = types.Array{a[1]}
	}
	s.n = min(len(names), maxComponents)
	s.none = len(names) > 0
	s.darkens = s.none
	for i, o := range names {
		name := l.d.Name(o)
		s.none = s.none && name == "None"
		s.all = s.all || name == "All"
		s.darkens = s.darkens && (name == "Black" || name == "None")
		if i < len(s.beginning) {
			s.beginning[i] = 1
		}
	}
	s.base = l.load(a[2], depth+1)
	tint, cost, err := loadFunction(l.d, a[3])
	if err != nil {
		l.err = err
	}
	s.tint, s.cost = tint, cost+s.base.cost
	return s
}

// shade is a colour as printed: red, green and blue from 0 to 1, if they are known.
type shade struct {
	rgb   [3]float64
	known bool
}

// white reports whether a printer with 256 steps leaves the paper blank.
func (s shade) white() bool {
	return s.known && min(s.rgb[0], s.rgb[1], s.rgb[2]) >= 1-0.5/255
}

// coloured reports whether the colour differs from every grey by more than a step.
func (s shade) coloured() bool {
	return max(s.rgb[0], s.rgb[1], s.rgb[2])-min(s.rgb[0], s.rgb[1], s.rgb[2]) > 1.0/255+1e-9
}

func shadeOf(r, g, b float64) shade {
	return shade{[3]float64{clamp(r, 0, 1), clamp(g, 0, 1), clamp(b, 0, 1)}, true}
}

// first are the components of the colour after CS or cs (8.6.8).
func (s *space) first() []float64 {
	out := make([]float64, s.n)
	for i := range out {
		if i < len(s.beginning) {
			out[i] = s.beginning[i]
		} else if s.family == tinted {
			out[i] = 1
		}
	}
	return out
}

// shade is the colour of the given components; missing ones are 0.
func (s *space) shade(c []float64) shade {
	var room [maxComponents]float64
	n := copy(room[:min(s.n, len(room))], c)
	v := room[:max(n, s.n)]
	switch s.family {
	case gray:
		return shadeOf(v[0], v[0], v[0])
	case rgb:
		return shadeOf(v[0], v[1], v[2])
	case cmyk:
		k := 1 - v[3]
		return shadeOf(k-v[0], k-v[1], k-v[2])
	case lab:
		return s.fromLab(v)
	case indexed:
		return s.entry(v[0])
	case tinted:
		return s.mixed(v)
	}
	return shade{}
}

// entry looks up a colour of an Indexed space.
func (s *space) entry(v float64) shade {
	i := int(clamp(math.Round(v), 0, float64(s.last)))
	n := s.base.n
	if n == 0 || (i+1)*n > len(s.table) {
		return shade{}
	}
	var room [maxComponents]float64
	c := room[:min(n, len(room))]
	for k := range c {
		c[k] = float64(s.table[i*n+k]) / 255
	}
	if s.base.family == lab {
		c[0] *= 100
		for k := range 2 {
			low, high := s.base.bounds[2*k], s.base.bounds[2*k+1]
			c[k+1] = low + c[k+1]*(high-low)
		}
	}
	return s.base.shade(c)
}

// mixed runs the tint transform. Without one, no tint is white.
func (s *space) mixed(tints []float64) shade {
	if s.all {
		k := 1 - tints[0]
		return shadeOf(k, k, k)
	}
	if s.tint != nil && s.base.n > 0 {
		var room [maxComponents]float64
		out, err := s.tint.eval(tints, room[:0])
		if err == nil && len(out) >= s.base.n {
			return s.base.shade(out)
		}
	}
	for _, t := range tints {
		if t > 0 {
			return shade{}
		}
	}
	return shadeOf(1, 1, 1)
}

// fromLab converts CIE L*a*b* to sRGB, relative to the white point of the space.
func (s *space) fromLab(v []float64) shade {
	a, b := clamp(v[1], s.bounds[0], s.bounds[1]), clamp(v[2], s.bounds[2], s.bounds[3])
	m := (clamp(v[0], 0, 100) + 16) / 116
	g := func(x float64) float64 {
		if x >= 6.0/29 {
			return x * x * x
		}
		return 108.0 / 841 * (x - 4.0/29)
	}
	// XYZ of the white point D65, which sRGB is defined by: so that a = b = 0 is grey.
	x, y, z := 0.95047*g(m+a/500), g(m), 1.08883*g(m-b/200)
	gamma := func(c float64) float64 {
		if c <= 0.0031308 {
			return 12.92 * c
		}
		return 1.055*math.Pow(c, 1/2.4) - 0.055
	}
	return shadeOf(
		gamma(3.2404542*x-1.5371385*y-0.4985314*z),
		gamma(-0.9692660*x+1.8760108*y+0.0415560*z),
		gamma(0.0556434*x-0.2040259*y+1.0572252*z),
	)
}

// canColor reports whether the space has colours other than greys, as far as it tells.
func (s *space) canColor() bool {
	switch s.family {
	case gray:
		return false
	case indexed:
		return s.base.canColor()
	case tinted:
		return !s.all && !s.darkens && s.base.canColor()
	}
	return true
}
