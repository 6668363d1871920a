package font

import (
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// cffProgram is a font program in the Compact Font Format (Adobe technical note
// 5176), of which the first font is read.
type cffProgram struct {
	glyphs   index
	globals  index
	privates []private // one, or one for each font dictionary of a CID font
	selector []byte    // FDSelect, from its format on
	names    []uint16  // by glyph: SID, or CID of a CID font
	strings  index
	cidKeyed bool
	codes    [256]uint16 // the built-in encoding: glyphs by code
	byName   map[string]int
	byCID    []uint16 // of a CID font
	matrix   geom.Matrix
	bounds   geom.Rect
	steps    int // operators that may still be looked at
}

// private is what glyphs of one font dictionary have in common.
type private struct {
	subrs            index
	standard, normal float64 // defaultWidthX, nominalWidthX
	matrix           geom.Matrix
}

// index is an INDEX structure: items behind a table of their offsets.
type index struct {
	offsets []byte
	size    int // bytes of an offset
	count   int
	items   []byte // offset 1 is its begin
}

// readIndex reads the INDEX at a place, and where it ends; false when it is broken.
func readIndex(data []byte, at int) (index, int, bool) {
	count := u16(data, at)
	if at < 0 || at+2 > len(data) {
		return index{}, at, false
	}
	if count == 0 {
		return index{}, at + 2, true
	}
	x := index{size: u8(data, at+2), count: count}
	if x.size < 1 || x.size > 4 || at+3+(count+1)*x.size > len(data) {
		return index{}, at, false
	}
	x.offsets = data[at+3 : at+3+(count+1)*x.size]
	begin := at + 3 + (count+1)*x.size
	end := x.offset(count)
	if end < 1 || end-1 > len(data)-begin {
		return index{}, at, false
	}
	x.items = data[begin : begin+end-1]
	return x, begin + end - 1, true
}

func (x index) offset(i int) int {
	v := 0
	for _, b := range cut(x.offsets, i*x.size, x.size) {
		v = v<<8 | int(b)
	}
	return v
}

// item is one of the items, nil when there is none.
func (x index) item(i int) []byte {
	if i < 0 || i >= x.count {
		return nil
	}
	from, to := x.offset(i), x.offset(i+1)
	return cut(x.items, from-1, to-from)
}

// Operators of dictionaries; escaped ones have 12 before them.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opDefault     = 20
	opNominal     = 21
	opFontBBox    = 5
	opFontMatrix  = 12<<8 | 7
	opROS         = 12<<8 | 30
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// maxDict is how many bytes of a dictionary are read; fonts have some hundred.
const maxDict = 4096

// readDict reads the operands by operator.
func readDict(data []byte) map[int][]float64 {
	dict := map[int][]float64{}
	var operands []float64
	data = data[:min(len(data), maxDict)]
	for at := 0; at < len(data); {
		b := int(data[at])
		at++
		switch {
		case b <= 21:
			if b == 12 {
				b = 12<<8 | u8(data, at)
				at++
			}
			dict[b] = operands
			operands = nil
			continue
		case b == 28:
			operands = append(operands, float64(i16(data, at)))
			at += 2
		case b == 29:
			operands = append(operands, float64(int32(u32(data, at))))
			at += 4
		case b == 30:
			var v float64
			v, at = realNumber(data, at)
			operands = append(operands, v)
		case b >= 32 && b <= 246:
			operands = append(operands, float64(b-139))
		case b >= 247 && b <= 250:
			operands = append(operands, float64((b-247)*256+u8(data, at)+108))
			at++
		case b >= 251 && b <= 254:
			operands = append(operands, float64(-(b-251)*256-u8(data, at)-108))
			at++
		}
		if len(operands) > maxOperands {
			operands = operands[:maxOperands]
		}
	}
	return dict
}

// maxOperands is the size of the operand stack (note 5176, and note 5177 for
// charstrings).
const maxOperands = 48

// realNumber reads a decimal number of half bytes.
func realNumber(data []byte, at int) (float64, int) {
	const digits = "0123456789"
	mantissa, scale, exponent, sign, exponentSign := 0.0, 0, 0, 1.0, 1
	fraction, inExponent := false, false
	for at < len(data) {
		b := data[at]
		at++
		for _, n := range [2]byte{b >> 4, b & 0xF} {
			switch {
			case int(n) < len(digits) && inExponent:
				exponent = min(exponent*10+int(n), 400)
			case int(n) < len(digits):
				mantissa = mantissa*10 + float64(n)
				if fraction {
					scale++
				}
			case n == 0xA:
				fraction = true
			case n == 0xB, n == 0xC:
				inExponent = true
				if n == 0xC {
					exponentSign = -1
				}
			case n == 0xE:
				sign = -1
			case n == 0xF:
				v := sign * mantissa * math.Pow10(exponentSign*exponent-scale)
				if math.IsNaN(v) || math.IsInf(v, 0) {
					v = 0
				}
				return v, at
			}
		}
	}
	return 0, at
}

// readCFF reads a font, nil when there is none.
func readCFF(data []byte) *cffProgram {
	f := &cffProgram{steps: stepsPerByte*len(data) + 1000}
	_, at, ok := readIndex(data, u8(data, 2)) // the names
	if !ok {
		return nil
	}
	dicts, at, ok := readIndex(data, at)
	if !ok {
		return nil
	}
	if f.strings, at, ok = readIndex(data, at); !ok {
		return nil
	}
	if f.globals, _, ok = readIndex(data, at); !ok {
		return nil
	}
	top := readDict(dicts.item(0))
	if f.glyphs, _, ok = readIndex(data, offset(top, opCharStrings)); !ok || f.glyphs.count == 0 {
		return nil
	}
	f.matrix = matrixOf(top[opFontMatrix], geom.Matrix{A: 0.001, D: 0.001})
	if b := top[opFontBBox]; len(b) >= 4 {
		f.bounds = f.matrix.Bounds(geom.Rect{X0: b[0], Y0: b[1], X1: b[2], Y1: b[3]})
	}
	_, f.cidKeyed = top[opROS]
	if !f.cidKeyed {
		f.privates = []private{readPrivate(data, top, geom.Identity)}
	} else {
		fonts, _, _ := readIndex(data, offset(top, opFDArray))
		for i := range min(fonts.count, 256) {
			dict := readDict(fonts.item(i))
			own := matrixOf(dict[opFontMatrix], geom.Identity)
			if _, both := top[opFontMatrix]; !both && dict[opFontMatrix] != nil {
				own.A, own.B, own.C, own.D, own.E, own.F = own.A*1000, own.B*1000, own.C*1000, own.D*1000, own.E*1000, own.F*1000
			}
			f.privates = append(f.privates, readPrivate(data, dict, own))
		}
		f.selector = cut(data, offset(top, opFDSelect), len(data))
	}
	f.readCharset(data, offset(top, opCharset))
	f.readEncoding(data, offset(top, opEncoding))
	return f
}

func offset(dict map[int][]float64, operator int) int {
	if v := dict[operator]; len(v) > 0 && v[0] >= 0 && v[0] <= math.MaxInt32 {
		return int(v[0])
	}
	return 0
}

func matrixOf(v []float64, otherwise geom.Matrix) geom.Matrix {
	if len(v) < 6 {
		return otherwise
	}
	m := geom.Matrix{A: v[0], B: v[1], C: v[2], D: v[3], E: v[4], F: v[5]}
	if !m.Finite() || m.Det() == 0 {
		return otherwise
	}
	return m
}

func readPrivate(data []byte, dict map[int][]float64, matrix geom.Matrix) private {
	p := private{matrix: matrix}
	where := dict[opPrivate]
	if len(where) < 2 {
		return p
	}
	at := offset(map[int][]float64{opPrivate: {where[1]}}, opPrivate)
	own := readDict(cut(data, at, int(min(max(where[0], 0), math.MaxInt32))))
	if v := own[opDefault]; len(v) > 0 {
		p.standard = v[0]
	}
	if v := own[opNominal]; len(v) > 0 {
		p.normal = v[0]
	}
	if subrs := offset(own, opSubrs); subrs > 0 {
		p.subrs, _, _ = readIndex(data, at+subrs)
	}
	return p
}
