package pixels

import "math"

// space is a colour space (PDF 32000 8.6).
type space interface {
	components() int
	defaults(max int) []float64                 // the default Decode array for samples of 0 to max
	rgb(components []float64) (r, g, b float64) // 0 to 1 each
	coloured() bool                             // can show colours other than grey
}

// unit is the default Decode array of n components from 0 to 1.
func unit(n int) []float64 {
	d := make([]float64, 2*n)
	for i := range n {
		d[2*i+1] = 1
	}
	return d
}

// grey is DeviceGray, CalGray and ICCBased of one component.
type grey struct{}

func (grey) components() int                   { return 1 }
func (grey) defaults(int) []float64            { return unit(1) }
func (grey) coloured() bool                    { return false }
func (grey) rgb(c []float64) (r, g, b float64) { return c[0], c[0], c[0] }

// additive is DeviceRGB, CalRGB and ICCBased of three components.
type additive struct{}

func (additive) components() int                   { return 3 }
func (additive) defaults(int) []float64            { return unit(3) }
func (additive) coloured() bool                    { return true }
func (additive) rgb(c []float64) (r, g, b float64) { return c[0], c[1], c[2] }

// subtractive is DeviceCMYK and ICCBased of four components.
type subtractive struct{}

func (subtractive) components() int        { return 4 }
func (subtractive) defaults(int) []float64 { return unit(4) }
func (subtractive) coloured() bool         { return true }
func (subtractive) rgb(c []float64) (r, g, b float64) {
	return 1 - min(1, c[0]+c[3]), 1 - min(1, c[1]+c[3]), 1 - min(1, c[2]+c[3])
}

// lab is Lab (PDF 32000 8.6.5.4), its white point taken for the paper's.
type lab struct{ limits [4]float64 } // of a* and b*

func (lab) components() int { return 3 }
func (l lab) defaults(int) []float64 {
	return []float64{0, 100, l.limits[0], l.limits[1], l.limits[2], l.limits[3]}
}
func (lab) coloured() bool { return true }
func (l lab) rgb(c []float64) (r, g, b float64) {
	m := (c[0] + 16) / 116
	x, y, z := 0.9505*labPart(m+c[1]/500), labPart(m), 1.089*labPart(m-c[2]/200)
	return companded(3.2406*x - 1.5372*y - 0.4986*z),
		companded(-0.9689*x + 1.8758*y + 0.0415*z),
		companded(0.0557*x - 0.2040*y + 1.0570*z)
}

func labPart(f float64) float64 {
	if f >= 6.0/29 {
		return f * f * f
	}
	return 108.0 / 841 * (f - 4.0/29)
}

// companded is a linear component as sRGB has it.
func companded(v float64) float64 {
	if v <= 0.0031308 {
		return max(0, 12.92*v)
	}
	return min(1, 1.055*math.Pow(v, 1/2.4)-0.055)
}

// indexed is Indexed: a sample is a place in a palette.
type indexed struct {
	palette [][3]float64
	grey    bool // every entry is
}

func (*indexed) components() int            { return 1 }
func (*indexed) defaults(max int) []float64 { return []float64{0, float64(max)} }
func (x *indexed) coloured() bool           { return !x.grey }
func (x *indexed) rgb(c []float64) (r, g, b float64) {
	i := int(min(max(math.Round(c[0]), 0), float64(len(x.palette)-1)))
	e := x.palette[i]
	return e[0], e[1], e[2]
}

// tint is Separation and DeviceN: how much there is of each colourant.
type tint struct {
	n         int
	none      bool // the colourant None: never paints
	neutral   bool // only black and grey colourants
	function  *exponential
	alternate space // of function
}

func (t *tint) components() int        { return t.n }
func (t *tint) defaults(int) []float64 { return unit(t.n) }
func (t *tint) coloured() bool         { return !t.neutral }
func (t *tint) rgb(c []float64) (r, g, b float64) {
	switch {
	case t.none:
		return 1, 1, 1
	case t.function != nil:
		return t.alternate.rgb(t.function.at(c[0]))
	}
	most := 0.0
	for _, v := range c {
		most = max(most, v)
	}
	return 1 - most, 1 - most, 1 - most
}

// exponential is a function of type 2 (PDF 32000 7.10.3).
type exponential struct {
	c0, c1   []float64
	exponent float64
}

func (e *exponential) at(t float64) []float64 {
	out := make([]float64, len(e.c0))
	p := min(max(t, 0), 1)
	if e.exponent != 1 {
		p = math.Pow(p, e.exponent)
	}
	for i := range out {
		out[i] = min(max(e.c0[i]+float64(p*(e.c1[i]-e.c0[i])), 0), 1)
	}
	return out
}
