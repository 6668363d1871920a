package pixels

import (
	"image"
	"math"
)

// luma tells ink from white without converting to RGB: each of red, green and blue
// is white from some luma on, which depends on the chroma alone.
type luma struct {
	red            [256]int32 // of Cr
	blue           [256]int32 // of Cb
	greenB, greenR [256]int32 // of Cb and Cr, to be added up
	fits           bool       // otherwise there is no such luma
}

// never is more luma than there is.
const never = math.MaxInt32 / 4

// Weights of image/color.YCbCrToRGB: luma and chroma in 65536ths.
const (
	lumaOf    = 0x10101
	redOfCr   = 91881
	greenOfCb = 22554
	greenOfCr = 46802
	blueOfCb  = 116130
)

// inLuma translates a classifier of RGB whose components are white from some
// value on.
func inLuma(c classifier) *luma {
	l := &luma{}
	rgb, ok := c.(*channels)
	if !ok {
		return l
	}
	var from [3]int32
	for i := range from {
		if from[i], ok = whiteFrom(&rgb[i]); !ok {
			return l
		}
	}
	for v := range 256 {
		chroma := int32(v - 128)
		l.red[v] = from[0] - redOfCr*chroma
		l.greenB[v] = from[1] + greenOfCb*chroma
		l.greenR[v] = greenOfCr * chroma
		l.blue[v] = from[2] - blueOfCb*chroma
	}
	l.fits = true
	return l
}

// whiteFrom is the value from which a component is white, in 65536ths, and whether
// there is one.
func whiteFrom(ink *[256]uint8) (from int32, ok bool) {
	v := 0
	for v < len(ink) && ink[v] != 0 {
		v++
	}
	for _, darker := range ink[v:] {
		if darker != 0 {
			return 0, false
		}
	}
	switch v {
	case 0:
		return -never, true
	case len(ink): // 255 is what all lighter values are cut to
		return never, true
	}
	return int32(v) << 16, true
}

// classify fills the plane of a picture, false when it cannot.
func (l *luma) classify(p *plane, m *image.YCbCr) bool {
	if !l.fits {
		return false
	}
	need := make([]int32, p.w) // luma that is white, by column
	last := -1
	for y := range p.rows {
		if at := m.COffset(0, y); at != last {
			last = at
			l.needed(need, m, y)
		}
		row, bright := p.row(y), m.Y[y*m.YStride:][:p.w]
		for i := range row {
			chunk := bright[64*i : min(64*i+64, p.w)]
			limits := need[64*i:][:len(chunk)]
			var word uint64
			for j, v := range chunk {
				// The sign of the difference: set when it is too dark.
				word |= uint64(uint32(int32(v)*lumaOf-limits[j])>>31) << (j & 63)
			}
			row[i] = word
		}
	}
	return true
}

// needed computes the luma that row y needs.
func (l *luma) needed(need []int32, m *image.YCbCr, y int) {
	last, limit := -1, int32(0)
	for x := range need {
		if at := m.COffset(x, y); at != last {
			last = at
			cb, cr := m.Cb[at], m.Cr[at]
			limit = max(l.red[cr], l.greenB[cb]+l.greenR[cr], l.blue[cb])
		}
		need[x] = limit
	}
}
