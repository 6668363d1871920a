package pixels

import "math"

// raw reads samples that no filter is left of (PDF 32000 8.9.5.2).
func (s *source) raw(data []byte, threshold float64) *plane {
	bits, n := s.bits, s.components()
	if s.stencil {
		bits = 1
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil
	}
	if n == 0 {
		return nil
	}
	stride := (s.width*n*bits + 7) / 8
	most := 1<<bits - 1
	key := s.key
	if bits == 16 {
		most, key = math.MaxUint8, upperHalves(key)
	}
	c := s.classifier(most, key, threshold)
	if c == nil {
		return nil
	}
	p := newPlane(s.width, s.height, min(s.height, len(data)/stride))
	if one, ok := c.(*lone); ok && bits == 1 {
		one.packed(p, data, stride)
		return p
	}
	samples := make([]byte, s.width*n)
	for y := range p.rows {
		row := data[y*stride : (y+1)*stride]
		if bits == 8 {
			samples = row
		} else {
			unpack(samples, row, bits)
		}
		c.classify(p.row(y), samples, s.width)
	}
	return p
}

// classifier is for samples of 0 to most.
func (s *source) classifier(most int, key []span, threshold float64) classifier {
	switch {
	case s.stencil:
		paints := &lone{1, 0}
		if len(s.decode) == 2 && s.decode[0] > s.decode[1] {
			paints = &lone{0, 1}
		}
		return paints
	case s.opacity:
		// What black looks like at this opacity decides.
		decode := s.decode
		if decode == nil {
			decode = grey{}.defaults(most)
		}
		clear := make([]float64, len(decode))
		for i, v := range decode {
			clear[i] = 1 - v
		}
		return newClassifier(grey{}, clear, most, nil, threshold)
	}
	return newClassifier(s.space, s.decode, most, key, threshold)
}

// upperHalves is a colour key for samples of which only the upper 8 of 16 bits
// are looked at: only those values are masked that are so whatever the lower bits.
func upperHalves(key []span) []span {
	var out []span
	for _, k := range key {
		out = append(out, span{(k.low + 255) >> 8, (k.high+1)>>8 - 1})
	}
	return out
}

// packed fills a plane from samples of one bit.
func (l *lone) packed(p *plane, data []byte, stride int) {
	if l[0] == l[1] {
		for y := range p.rows {
			if l[0] != 0 {
				p.fill(y)
			}
		}
		return
	}
	var invert uint64
	if l[0] != 0 {
		invert = math.MaxUint64
	}
	for y := range p.rows {
		p.setPacked(y, data[y*stride:(y+1)*stride], invert)
	}
}

// unpack spreads samples of fewer or more than 8 bits to bytes, the upper 8 of 16.
func unpack(samples, row []byte, bits int) {
	if bits == 16 {
		for i := range samples {
			samples[i] = row[2*i]
		}
		return
	}
	mask := byte(1<<bits - 1)
	for i := range samples {
		at := i * bits
		samples[i] = row[at/8] >> (8 - bits - at%8) & mask
	}
}
