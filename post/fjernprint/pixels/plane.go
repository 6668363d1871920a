package pixels

import (
	"encoding/binary"
	"math/bits"
)

// plane is a map of a picture: one bit for each pixel, set where there is ink.
type plane struct {
	w, h   int
	rows   int      // of h, those that are known, from the top
	stride int      // words of a row
	words  []uint64 // pixel x of a row is bit x%64 of its word x/64; bits beyond w are clear
}

func newPlane(w, h, rows int) *plane {
	stride := (w + 63) / 64
	return &plane{w: w, h: h, rows: rows, stride: stride, words: make([]uint64, stride*rows)}
}

func (p *plane) row(y int) []uint64 { return p.words[y*p.stride : (y+1)*p.stride] }

// setPacked fills a row from packed bits, the first pixel in the highest bit of
// the first byte, each XORed with invert (all bits set or none).
func (p *plane) setPacked(y int, packed []byte, invert uint64) {
	row := p.row(y)
	for i := range row {
		var word uint64
		if from := 8 * i; from+8 <= len(packed) {
			word = binary.BigEndian.Uint64(packed[from:])
		} else {
			var last [8]byte
			copy(last[:], packed[from:])
			word = binary.BigEndian.Uint64(last[:])
		}
		row[i] = bits.Reverse64(word) ^ invert
	}
	p.trim(row)
}

// fill sets all pixels of a row.
func (p *plane) fill(y int) {
	row := p.row(y)
	for i := range row {
		row[i] = ^uint64(0)
	}
	p.trim(row)
}

// trim clears the bits beyond the last pixel.
func (p *plane) trim(row []uint64) {
	if rest := p.w % 64; rest != 0 {
		row[len(row)-1] &= 1<<rest - 1
	}
}

// pixelBox are the columns x0 to x1 and rows y0 to y1, the last ones not included.
type pixelBox struct{ x0, y0, x1, y1 int }

// bounds is the smallest box around the ink within a box of known rows.
func (p *plane) bounds(in pixelBox) (box pixelBox, any bool) {
	box = pixelBox{x0: in.x1, x1: in.x0}
	for y := in.y0; y < in.y1; y++ {
		first, last, found := extent(p.row(y), in.x0, in.x1)
		if !found {
			continue
		}
		if !any {
			box.y0, any = y, true
		}
		box.y1 = y + 1
		box.x0, box.x1 = min(box.x0, first), max(box.x1, last+1)
	}
	return box, any
}

// extent is the first and the last bit set between x0 and x1, not included.
func extent(row []uint64, x0, x1 int) (first, last int, found bool) {
	from, to := x0/64, (x1-1)/64
	head := ^uint64(0) << (x0 % 64)
	tail := ^uint64(0) >> (63 - (x1-1)%64)
	masked := func(i int) uint64 {
		w := row[i]
		if i == from {
			w &= head
		}
		if i == to {
			w &= tail
		}
		return w
	}
	for i := from; i <= to; i++ {
		w := masked(i)
		if w == 0 {
			continue
		}
		first = 64*i + bits.TrailingZeros64(w)
		for j := to; ; j-- {
			if w := masked(j); w != 0 {
				return first, 64*j + 63 - bits.LeadingZeros64(w), true
			}
		}
	}
	return 0, 0, false
}

// and is where both have ink, on the finer grid of the two in each direction. A
// pixel of the coarser one is that which holds the centre of the finer one.
func and(a, b *plane) *plane {
	w, h := max(a.w, b.w), max(a.h, b.h)
	out := newPlane(w, h, h)
	rowA, rowB := newStretched(a, out), newStretched(b, out)
	for y := range h {
		row, ra, rb := out.row(y), rowA.at(y), rowB.at(y)
		for i := range row {
			row[i] = ra[i] & rb[i]
		}
	}
	return out
}

// stretched shows the rows of a plane on a finer grid.
type stretched struct {
	*plane
	grid  *plane
	wide  []uint64
	shown int // the row that wide holds, -1 at first
}

func newStretched(p, grid *plane) *stretched {
	s := &stretched{plane: p, grid: grid, shown: -1}
	if p.w != grid.w {
		s.wide = make([]uint64, grid.stride)
	}
	return s
}

func (s *stretched) at(y int) []uint64 {
	from := centre(y, s.grid.h, s.h)
	if s.wide == nil {
		return s.row(from)
	}
	if from == s.shown {
		return s.wide
	}
	s.shown = from
	clear(s.wide)
	row := s.row(from)
	for x := range s.grid.w {
		at := centre(x, s.grid.w, s.w)
		s.wide[x/64] |= row[at/64] >> (at % 64) & 1 << (x % 64)
	}
	return s.wide
}

// centre is which of n pixels the centre of pixel i of the finer grid lies in.
func centre(i, grid, n int) int { return int((2*int64(i) + 1) * int64(n) / (2 * int64(grid))) }
