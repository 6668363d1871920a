package pixels

import (
	"encoding/binary"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// fax decodes CCITTFaxDecode (PDF 32000 7.4.6).
func (s *source) fax(data []byte, parms types.Dict, threshold float64) *plane {
	bits, n := s.bits, s.components()
	if s.stencil || bits == 0 {
		bits = 1
	}
	number := func(key string, otherwise int) int {
		if f, ok := s.doc.Number(parms[key]); ok {
			return int(f)
		}
		return otherwise
	}
	flag := func(key string) bool {
		b, _ := s.doc.Resolve(parms[key]).(types.Boolean)
		return bool(b)
	}
	const usualColumns = 1728
	columns := number("Columns", usualColumns)
	if bits != 1 || n != 1 || columns < 1 || columns > maxSide {
		return nil
	}
	size := int64((s.width+7)/8) * int64(s.height)
	if !s.spend(size) {
		return nil
	}
	f := &faxReader{
		tables: faxCodes(), in: data, columns: columns, k: number("K", 0),
		align: flag("EncodedByteAlign") && !flag("EndOfLine"), // an end-of-line code is filled up itself
	}
	stride := int64((columns + 7) / 8)
	lines := f.read(int((size + stride - 1) / stride))
	if !flag("BlackIs1") {
		for i := range lines {
			lines[i] = ^lines[i]
		}
	}
	s.bits = bits
	return s.raw(lines, threshold)
}

// faxReader decodes lines of ITU-T T.4 and T.6.
type faxReader struct {
	tables  *faxTables
	in      []byte
	columns int
	k       int  // below 0: T.6; 0: T.4, one-dimensional; above: T.4, each line says
	align   bool // lines begin at a byte

	at      int    // of in, the next byte for buffer
	buffer  uint64 // the next bits, highest first
	held    uint   // of buffer
	last    []int  // changes of colour in the line before, from white
	current []int
}

// read returns at most the given number of lines, packed, black pixels set: fewer
// when the data ends or is damaged.
func (f *faxReader) read(lines int) []byte {
	stride := (f.columns + 7) / 8
	var out []byte
	for range lines {
		flat, more := f.begin()
		if !more || !f.line(flat) {
			break
		}
		from := len(out)
		out = append(out, make([]byte, stride)...)
		f.paint(out[from:])
		f.last, f.current = f.current, f.last[:0]
	}
	return out
}

// begin reads up to the codes of a line: the end-of-line code before it, which is
// optional unless a tag follows. flat is for one-dimensional coding; two
// end-of-line codes in a row end the picture.
func (f *faxReader) begin() (flat, more bool) {
	if f.align {
		f.skip(f.held % 8)
	}
	ends := 0
	flat = f.k == 0
	for f.endOfLine() {
		ends++
		if f.k > 0 {
			flat = f.peek(1) == 1
			f.skip(1)
		}
	}
	if f.k > 0 && ends == 0 {
		return false, false // encoders do not agree on whether there is a tag then
	}
	return flat, ends < 2
}

// endOfLine skips an end-of-line code and the zeros that fill up before it.
func (f *faxReader) endOfLine() bool {
	const zeros = eolBits - 1
	if f.peek(zeros) != 0 {
		return false
	}
	at, buffer, held := f.at, f.buffer, f.held
	for f.peek(1) == 0 {
		if f.held == 0 {
			f.at, f.buffer, f.held = at, buffer, held
			return false
		}
		f.skip(1)
	}
	f.skip(1)
	return true
}

// line reads the changes of one line; false for damage, and when the data ends.
func (f *faxReader) line(flat bool) bool {
	f.current = f.current[:0]
	a0 := 0
	if flat {
		for black := false; a0 < f.columns; black = !black {
			if a0 = f.run(a0, black); a0 < 0 {
				return false
			}
		}
		return true
	}
	b := 0
	for black := false; a0 < f.columns; {
		code := f.tables.mode[f.peek(longestMode)]
		if code.bits == 0 || !f.skip(uint(code.bits)) {
			return false
		}
		b = f.findB1(b, a0, black)
		switch mode := int(code.value); mode {
		case modePass:
			a0 = f.change(b + 1)
		case modeHorizontal:
			for range 2 {
				if a0 = f.run(a0, black); a0 < 0 {
					return false
				}
				black = !black
			}
		default:
			a1 := f.change(b) + mode
			if a1 < a0 || a1 > f.columns {
				return false
			}
			a0 = a1
			f.turn(a0)
			black = !black
		}
	}
	return true
}

// change is where the line before changes colour for the i-th time, its end
// beyond the last.
func (f *faxReader) change(i int) int {
	if i < len(f.last) {
		return f.last[i]
	}
	return f.columns
}

// findB1 is the change to the opposite of the present colour that is next to the
// right of a0 (at a0 too, where a line begins); from is the one found before.
func (f *faxReader) findB1(from, a0 int, black bool) int {
	i := max(from-2, 0)
	if black != (i%2 == 1) {
		i++
	}
	begins := a0 == 0 && len(f.current) == 0
	for i < len(f.last) && f.last[i] <= a0 && !(begins && f.last[i] == 0) {
		i += 2
	}
	return i
}

// run reads the length of a run that begins at a0 and returns where it ends, -1
// for damage.
func (f *faxReader) run(a0 int, black bool) int {
	table := &f.tables.white
	if black {
		table = &f.tables.black
	}
	for {
		code := table[f.peek(longestRun)]
		if code.bits == 0 || !f.skip(uint(code.bits)) {
			return -1
		}
		if a0 += int(code.value); a0 > f.columns {
			return -1
		}
		if code.value < shortRuns {
			f.turn(a0)
			return a0
		}
	}
}

// turn notes a change of colour. Two at one place are none.
func (f *faxReader) turn(at int) {
	if n := len(f.current); n > 0 && f.current[n-1] == at {
		f.current = f.current[:n-1]
		return
	}
	f.current = append(f.current, at)
}

// paint sets the black pixels of the line in packed bits.
func (f *faxReader) paint(line []byte) {
	for i := 0; i < len(f.current); i += 2 {
		end := f.columns
		if i+1 < len(f.current) {
			end = f.current[i+1]
		}
		blacken(line, f.current[i], end)
	}
}

func blacken(line []byte, from, to int) {
	if from >= to {
		return
	}
	first, last := from/8, (to-1)/8
	head, tail := byte(0xFF)>>(from%8), byte(0xFF)<<(7-(to-1)%8)
	if first == last {
		line[first] |= head & tail
		return
	}
	line[first] |= head
	for i := first + 1; i < last; i++ {
		line[i] = 0xFF
	}
	line[last] |= tail
}

// peek is the next n bits, zeros beyond the end of the data.
func (f *faxReader) peek(n uint) uint {
	if f.held < n {
		f.fill()
	}
	return uint(f.buffer >> (64 - n))
}

// skip passes n bits, false when there are fewer.
func (f *faxReader) skip(n uint) bool {
	if f.held < n {
		f.fill()
	}
	if f.held < n {
		f.buffer, f.held = 0, 0
		return false
	}
	f.buffer <<= n
	f.held -= n
	return true
}

func (f *faxReader) fill() {
	if f.held <= 32 && f.at+4 <= len(f.in) {
		f.buffer |= uint64(binary.BigEndian.Uint32(f.in[f.at:])) << (32 - f.held)
		f.at, f.held = f.at+4, f.held+32
		return
	}
	for ; f.held <= 56 && f.at < len(f.in); f.at++ {
		f.buffer |= uint64(f.in[f.at]) << (56 - f.held)
		f.held += 8
	}
}
