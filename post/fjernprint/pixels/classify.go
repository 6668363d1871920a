package pixels

import "math"

// tolerance is how much darker than the threshold still counts as white: the last
// digits of floating point numbers, which processors disagree on, decide nothing.
const tolerance = 1e-6

// classifier tells ink from white. It sets the bits of the pixels with ink in a
// clear row; samples are bytes, interleaved, and enough for all n pixels.
type classifier interface {
	classify(row []uint64, samples []byte, n int)
}

// newClassifier is for samples of 0 to max in a colour space; decode and key may
// be nil. It is nil when they do not fit the space.
func newClassifier(sp space, decode []float64, max int, key []span, threshold float64) classifier {
	n := sp.components()
	if decode == nil {
		decode = sp.defaults(max)
	}
	if len(decode) < 2*n || key != nil && len(key) != n {
		return nil
	}
	c := byKind(sp, decode[:2*n], max, threshold)
	if one, ok := c.(*lone); ok && key != nil {
		one.clear(key[0])
		return one
	}
	if key != nil {
		return &keyed{n: n, classifier: c, key: key}
	}
	return c
}

func byKind(sp space, decode []float64, max int, threshold float64) classifier {
	switch kind := sp.(type) {
	case additive:
		c := &channels{}
		for i := range c {
			for v := range max + 1 {
				f := values(nil, []byte{byte(v)}, decode[2*i:], max)[0]
				c[i][v] = bit(f < threshold-tolerance)
			}
		}
		return c
	case subtractive:
		c := &inks{most: int32(math.Floor((1 - threshold + tolerance) * inkUnit))}
		for i := range c.amount {
			for v := range max + 1 {
				f := values(nil, []byte{byte(v)}, decode[2*i:], max)[0]
				c.amount[i][v] = int32(math.Floor(min(math.Max(f, 0), 1) * inkUnit))
			}
		}
		return c
	default:
		d := &dark{space: kind, decode: decode, max: max, threshold: threshold - tolerance}
		if sp.components() > 1 {
			return d
		}
		c := &lone{}
		for v := range max + 1 {
			c[v] = bit(d.ink([]byte{byte(v)}))
		}
		return c
	}
}

func bit(set bool) uint8 {
	if set {
		return 1
	}
	return 0
}

// lone is for one component: 1 for the sample values that are ink.
type lone [256]uint8

func (l *lone) clear(key span) {
	for v := max(key.low, 0); v <= min(key.high, len(l)-1); v++ {
		l[v] = 0
	}
}

func (l *lone) classify(row []uint64, samples []byte, n int) {
	for i := range row {
		chunk := samples[64*i : min(64*i+64, n)]
		var word uint64
		for j, v := range chunk {
			word |= uint64(l[v]) << (j & 63)
		}
		row[i] = word
	}
}

// channels is for RGB: a pixel is ink if one of its components is.
type channels [3][256]uint8

func (c *channels) classify(row []uint64, samples []byte, n int) {
	for i := range row {
		chunk := samples[3*64*i : 3*min(64*i+64, n)]
		var word uint64
		for j := uint(0); len(chunk) >= 3; j++ {
			word |= uint64(c[0][chunk[0]]|c[1][chunk[1]]|c[2][chunk[2]]) << (j & 63)
			chunk = chunk[3:]
		}
		row[i] = word
	}
}

// inks is for CMYK: a pixel is ink if black and the most of the others are more
// than most, together.
type inks struct {
	amount [4][256]int32
	most   int32
}

const inkUnit = 1 << 16 // a full tone

func (c *inks) classify(row []uint64, samples []byte, n int) {
	for i := range row {
		chunk := samples[4*64*i : 4*min(64*i+64, n)]
		var word uint64
		for j := uint(0); len(chunk) >= 4; j++ {
			sum := c.amount[3][chunk[3]] + max(c.amount[0][chunk[0]], c.amount[1][chunk[1]], c.amount[2][chunk[2]])
			word |= uint64(bit(sum > c.most)) << (j & 63)
			chunk = chunk[4:]
		}
		row[i] = word
	}
}

// dark is for all other spaces: it computes the colour.
type dark struct {
	space     space
	decode    []float64
	max       int
	threshold float64
	scratch   []float64
}

func (d *dark) ink(samples []byte) bool {
	d.scratch = values(d.scratch[:0], samples, d.decode, d.max)
	r, g, b := d.space.rgb(d.scratch)
	return min(r, g, b) < d.threshold
}

func (d *dark) classify(row []uint64, samples []byte, n int) {
	size := d.space.components()
	var last []byte // neighbours are often alike
	var ink bool
	for x := range n {
		pixel := samples[x*size : (x+1)*size]
		if last == nil || string(last) != string(pixel) {
			last, ink = pixel, d.ink(pixel)
		}
		row[x/64] |= uint64(bit(ink)) << (x % 64)
	}
}

// keyed leaves out the pixels of a colour key mask (PDF 32000 8.9.6.4).
type keyed struct {
	classifier
	n   int
	key []span
}

func (k *keyed) classify(row []uint64, samples []byte, n int) {
	k.classifier.classify(row, samples, n)
	for x := range n {
		if k.masked(samples[x*k.n : (x+1)*k.n]) {
			row[x/64] &^= 1 << (x % 64)
		}
	}
}

func (k *keyed) masked(pixel []byte) bool {
	for i, v := range pixel {
		if int(v) < k.key[i].low || int(v) > k.key[i].high {
			return false
		}
	}
	return true
}
