package font

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// words writes 16-bit numbers.
func words(n ...int) []byte {
	var b []byte
	for _, v := range n {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// table is one of a crafted TrueType program.
type table struct {
	tag  string
	data []byte
}

// trueTypeOf puts tables together.
func trueTypeOf(tables ...table) []byte {
	out := append([]byte{0, 1, 0, 0}, words(len(tables), 0, 0, 0)...)
	var body []byte
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(12+16*len(tables)+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, t.data...)
	}
	return append(out, body...)
}

// crafted has these glyph descriptions, an em of 1000, and loca as given; nil is
// the honest one.
func crafted(glyphs [][]byte, loca []int, more ...table) *sfntProgram {
	var glyf []byte
	var honest []int
	for _, g := range glyphs {
		honest = append(honest, len(glyf)/2)
		glyf = append(glyf, g...)
	}
	honest = append(honest, len(glyf)/2)
	if loca == nil {
		loca = honest
	}
	head := make([]byte, 54)
	binary.BigEndian.PutUint16(head[18:], 1000)
	return readSfnt(trueTypeOf(append(more, table{"glyf", glyf}, table{"head", head}, table{"loca", words(loca...)},
		table{"maxp", words(0, 1, len(glyphs))})...))
}

// square is a glyph from (x, y) of so many units, its header telling other things.
func square(x, y, size int) []byte {
	b := words(1, 7, 7, 7, 7, 3, 0) // one contour, four points, no instructions
	b = append(b, 1, 1, 1, 1)       // flags: full coordinates
	b = append(b, words(x, size, 0, -size)...)
	return append(b, words(y, 0, size, 0)...)
}

func TestOutlinesOfCraftedTrueType(t *testing.T) {
	t.Parallel()
	base := square(100, 200, 50)
	bearing := []table{{"hhea", append(make([]byte, 34), 0, 1)}, {"hmtx", words(600, 27)}} // its header says 7
	component := func(flags int, arguments ...int) []byte {
		return append(words(-1, 0, 0, 0, 0, flags, 0), words(arguments...)...)
	}
	const half = 1 << 13
	tests := []struct {
		name    string
		program *sfntProgram
		gid     int
		want    *geom.Rect // in thousandths; nil: not known
	}{
		{"points, not the header", crafted([][]byte{base}, nil), 0, &geom.Rect{X0: 100, Y0: 200, X1: 150, Y1: 250}},
		{"with and without its bearing", crafted([][]byte{base}, nil, bearing...), 0, &geom.Rect{X0: 100, Y0: 200, X1: 170, Y1: 250}},
		{"an end before the begin", crafted([][]byte{base, base}, []int{len(base) / 2, 0, 0}), 0, &geom.Rect{X0: 100, Y0: 200, X1: 150, Y1: 250}},
		{"empty", crafted([][]byte{base, nil}, nil), 1, &geom.Rect{}},
		{"a component that is moved", crafted([][]byte{base, component(wordArguments|xyArguments, -300, 10)}, nil), 1, &geom.Rect{X0: -200, Y0: 210, X1: -150, Y1: 260}},
		{"a component moved by bytes", crafted([][]byte{base, component(xyArguments, 0x10FF)}, nil), 1, &geom.Rect{X0: 116, Y0: 199, X1: 166, Y1: 249}},
		{"of half the size", crafted([][]byte{base, component(wordArguments|xyArguments|oneScale, 0, 0, half)}, nil), 1, &geom.Rect{X0: 50, Y0: 100, X1: 75, Y1: 125}},
		{"of half the height", crafted([][]byte{base, component(wordArguments|xyArguments|twoScales, 0, 0, 2*half, half)}, nil), 1, &geom.Rect{X0: 100, Y0: 100, X1: 150, Y1: 125}},
		{"sheared upwards", crafted([][]byte{base, component(wordArguments|xyArguments|fourScales, 0, 0, 2*half, half, 0, 2*half)}, nil), 1,
			&geom.Rect{X0: 100, Y0: 250, X1: 150, Y1: 325}},
		{"with an offset that may be scaled", crafted([][]byte{base, component(wordArguments|xyArguments|oneScale|scaledOffset, 100, 0, half)}, nil), 1,
			&geom.Rect{X0: 100, Y0: 100, X1: 175, Y1: 125}},
		{"placed by points", crafted([][]byte{base, component(wordArguments, 1, 2)}, nil), 1, nil},
		{"a component of itself", crafted([][]byte{component(wordArguments|xyArguments, 0, 0)}, nil), 0, nil},
		{"a component that is not there", crafted([][]byte{append(words(-1, 0, 0, 0, 0, xyArguments, 9), 0, 0)}, nil), 0, nil},
		{"cut off", crafted([][]byte{base[:len(base)-4]}, nil), 0, nil},
		{"a glyph that is not there", crafted([][]byte{base}, nil), 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := tt.program.outline(tt.gid)
			if ok != (tt.want != nil) {
				t.Fatalf("known: %v, %v", ok, got)
			}
			if !ok {
				return
			}
			want := geom.Matrix{A: 0.001, D: 0.001}.Bounds(*tt.want)
			if diff := cmp.Diff(want, got.box, near); diff != "" || got.blank != (want == geom.Rect{}) {
				t.Errorf("blank %v, box (-want +got):\n%s", got.blank, diff)
			}
		})
	}
}

func TestSubtablesOfEveryFormatAreRead(t *testing.T) {
	t.Parallel()
	bytes256 := make([]byte, 6+256)
	bytes256[6+'A'] = 5
	long := func(n ...uint32) []byte {
		var b []byte
		for _, v := range n {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		return b
	}
	for _, tt := range []struct {
		name string
		data []byte
		want map[int]int
	}{
		{"0", bytes256, map[int]int{'A': 5, 'B': 0, 256: 0}},
		// Two segments and the last: by delta; by an array, to which the delta is added.
		{"4", words(4, 0, 0, 6, 0, 0, 0, 'C', 'F', 0xFFFF, 0, 'A', 'E', 0xFFFF, 10-'A', 3, 1, 0, 4, 0, 40, 0),
			map[int]int{'@': 0, 'A': 10, 'C': 12, 'D': 0, 'E': 43, 'F': 0, 'G': 0, 0x10041: 0}},
		{"6", words(6, 0, 0, 'A', 2, 7, 8), map[int]int{'@': 0, 'A': 7, 'B': 8, 'C': 0}},
		{"12", append(words(12, 0), long(0, 0, 2, 'A', 'C', 9, 0x1F600, 0x1F601, 30)...), map[int]int{'@': 0, 'A': 9, 'C': 11, 'D': 0, 0x1F601: 31, 0x1F602: 0}},
		{"of no format", words(99, 1, 2, 3), map[int]int{'A': 0}},
		{"nothing", nil, map[int]int{'A': 0}},
	} {
		s := subtable{data: tt.data}
		each := map[int]int{}
		s.each(1000, func(c, gid int) { each[c] = gid })
		for c, want := range tt.want {
			if got := s.glyph(c); got != want {
				t.Errorf("format %s: %#x is glyph %d, want %d", tt.name, c, got, want)
			}
			if each[c] != want {
				t.Errorf("format %s, turned round: %#x is glyph %d, want %d", tt.name, c, each[c], want)
			}
		}
	}
}

// real writes a number of a CFF dictionary in half bytes.
func real(nibbles ...byte) []byte {
	out := []byte{30}
	if len(nibbles)%2 == 1 {
		nibbles = append(nibbles, 0xF)
	} else {
		nibbles = append(nibbles, 0xF, 0xF)
	}
	for pair := range slices.Chunk(nibbles, 2) {
		out = append(out, pair[0]<<4|pair[1])
	}
	return out
}

func TestNumbersOfCFFDictionariesAreRead(t *testing.T) {
	t.Parallel()
	const point, minus, e, eMinus = 0xA, 0xE, 0xB, 0xC
	for _, tt := range []struct {
		data []byte
		want float64
	}{
		{real(minus, 2, point, 2, 5), -2.25},
		{real(0, point, 1, 4, 0, 5, 4, 1, eMinus, 3), 0.000140541},
		{real(1, 2, e, 3), 12000},
		{real(9, e, 9, 9, 9, 9), 0},
		{[]byte{28, 0xD8, 0xF0}, -10000},
		{[]byte{29, 0xFF, 0xFE, 0x79, 0x60}, -100000},
		{[]byte{139}, 0}, {[]byte{239}, 100}, {[]byte{39}, -100}, {[]byte{250, 124}, 1000}, {[]byte{254, 124}, -1000},
	} {
		dict := readDict(append(slices.Clone(tt.data), opFontBBox))
		if got := dict[opFontBBox]; len(got) != 1 || math.Abs(got[0]-tt.want) > 1e-12 {
			t.Errorf("% x is %v, want %v", tt.data, got, tt.want)
		}
	}
}

// compact makes a CFF font: what the top dictionary has besides offsets, where
// charset, encoding and FDSelect come from, and its glyphs.
type compact struct {
	top      []byte
	charset  []byte
	encoding []byte
	selector []byte
	fonts    [][]byte // dictionaries of a CID font
	glyphs   [][]byte
}

func packed(items ...[]byte) []byte {
	if len(items) == 0 {
		return words(0)
	}
	x := indexOf(items...)
	return append(append(append(words(x.count), byte(x.size)), x.offsets...), x.items...)
}

func (c compact) bytes() []byte {
	number := func(v, operator int) []byte {
		b := binary.BigEndian.AppendUint32([]byte{29}, uint32(v))
		if operator > 0xFF {
			b = append(b, byte(operator>>8))
		}
		return append(b, byte(operator))
	}
	var out []byte
	at := make([]int, 5)
	for range 2 { // the second time the offsets are known
		top := slices.Clone(c.top)
		for i, operator := range []int{opCharset, opEncoding, opFDSelect, opFDArray, opCharStrings} {
			if at[i] > 0 || operator == opCharStrings {
				top = append(top, number(at[i], operator)...)
			} else {
				top = append(top, number(0, operator&0xFF00|13)...) // as long, means nothing here
			}
		}
		out = append([]byte{1, 0, 4, 4}, packed([]byte("Own"))...)
		out = append(out, packed(top)...)
		out = append(out, packed([]byte("first"), []byte("second"))...)
		out = append(out, packed()...)
		for i, part := range [][]byte{c.charset, c.encoding, c.selector, packed(c.fonts...), packed(c.glyphs...)} {
			if at[i] = 0; part != nil {
				at[i] = len(out)
			}
			out = append(out, part...)
		}
	}
	return out
}

func TestCFFFontsTellTheirGlyphsByNameCodeAndCID(t *testing.T) {
	t.Parallel()
	glyph := charstring(0, hmoveto, 100, 200, rlineto, endchar)
	glyphs := [][]byte{glyph, glyph, glyph, glyph}
	const own = 391 // the first name of the font itself
	names := map[string]int{"A": 1, "B": 2, "first": 3}
	tests := []struct {
		name  string
		font  compact
		names map[string]int
		codes map[byte]int
	}{
		{"charset 0, encoding 0", compact{charset: append([]byte{0}, words(34, 35, own)...), encoding: []byte{0, 2, 'x', 'y'}}, names, map[byte]int{'x': 1, 'y': 2, 'z': 0}},
		{"charset 1, encoding 1", compact{charset: append(append([]byte{1}, append(words(34), 1)...), append(words(own), 0)...), encoding: []byte{1, 1, 'k', 2}},
			names, map[byte]int{'k': 1, 'l': 2, 'm': 3}},
		{"charset 2, standard encoding", compact{charset: append([]byte{2}, words(34, 1, own, 0)...)}, names, map[byte]int{'A': 1, 'B': 2, 'C': 0}},
		{"the charset of everybody", compact{}, map[string]int{"space": 1, "exclam": 2, "quotedbl": 3}, map[byte]int{' ': 1, '!': 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.font.glyphs = glyphs
			f := readCFF(tt.font.bytes())
			if f == nil {
				t.Fatal("the font is not read")
			}
			for name, want := range tt.names {
				if got, ok := f.simple(0, name, false); got != want || !ok {
					t.Errorf("%s is glyph %d (%v), want %d", name, got, ok, want)
				}
			}
			for code, want := range tt.codes {
				if got, ok := f.simple(code, "", false); ok != (want > 0) || ok && got != want {
					t.Errorf("code %d is glyph %d (%v), want %d", code, got, ok, want)
				}
			}
			if o, ok := f.outline(1); !ok || o.box != (geom.Rect{X1: 0.1, Y1: 0.2}) {
				t.Errorf("the outline is %v, %v", o, ok)
			}
		})
	}
}

func TestCIDFontsOfCFFChooseTheirDictionary(t *testing.T) {
	t.Parallel()
	glyph := charstring(0, hmoveto, 100, 200, rlineto, endchar)
	matrix := func(scale ...byte) []byte {
		zero := []byte{139}
		return slices.Concat(real(scale...), zero, zero, real(scale...), zero, zero, []byte{12, 7})
	}
	ros := append([]byte{139, 139, 139}, 12, 30)
	small, large := matrix(0, 0xA, 0, 0, 1), matrix(0, 0xA, 0, 0, 2) // 0.001 and 0.002
	for name, selector := range map[string][]byte{
		"format 0": {0, 0, 0, 1, 1},
		"format 3": append([]byte{3}, slices.Concat(words(2, 0), []byte{0}, words(2), []byte{1}, words(4))...),
	} {
		f := readCFF(compact{top: ros, charset: append([]byte{2}, words(10, 2)...), selector: selector, fonts: [][]byte{small, large}, glyphs: [][]byte{glyph, glyph, glyph, glyph}}.bytes())
		if f == nil {
			t.Errorf("%s: the font is not read", name)
			continue
		}
		for cid, want := range map[uint32]float64{10: 0.1, 11: 0.2, 12: 0.2} {
			gid, ok := f.cid(cid)
			o, known := f.outline(gid)
			if !ok || !known || math.Abs(o.box.X1-want) > 1e-9 {
				t.Errorf("%s: CID %d is glyph %d (%v) and goes to %v (%v), want %v", name, cid, gid, ok, o.box.X1, known, want)
			}
		}
		if gid, ok := f.cid(9); ok {
			t.Errorf("%s: a CID that is not there is glyph %d", name, gid)
		}
	}
}

// encrypt is the other way of decrypt.
func encrypt(data []byte, key uint16) []byte {
	out := make([]byte, 0, len(data))
	for _, p := range data {
		c := p ^ byte(key>>8)
		key = (uint16(c)+key)*52845 + 22719
		out = append(out, c)
	}
	return out
}

func TestType1FontsSayHowTheyAreEncrypted(t *testing.T) {
	t.Parallel()
	glyph := charstring(10, 600, op(13), 100, 200, rlineto, endchar)
	pad := func(n int) []byte { return append(make([]byte, n), glyph...) }
	for _, tt := range []struct {
		name  string
		lenIV string
		code  []byte
	}{
		{"as usual", "", encrypt(pad(4), charstringKey)},
		{"without leading bytes", "/lenIV 0 def ", encrypt(pad(0), charstringKey)},
		{"with one", "/lenIV 1 def ", encrypt(pad(1), charstringKey)},
		{"not at all", "/lenIV -1 def ", glyph},
	} {
		private := slices.Concat([]byte("xxxx/Private begin "+tt.lenIV+"/CharStrings 1 dict begin /A "), []byte(types.Integer(len(tt.code)).String()),
			[]byte(" -| "), tt.code, []byte(" |- end"))
		data := slices.Concat([]byte("%!PS-AdobeFont-1.0\n/FontMatrix [0.002 0 0 .001 0 0] readonly def /Encoding 256 array dup 7 /A put readonly def currentfile eexec\n"),
			encrypt(private, eexecKey))
		f := readType1(data)
		if f == nil {
			t.Errorf("%s: the font is not read", tt.name)
			continue
		}
		gid, ok := f.simple(7, "", false)
		o, known := f.outline(gid)
		if diff := cmp.Diff(geom.Rect{X0: 0.02, X1: 0.22, Y1: 0.2}, o.box, near); !ok || !known || diff != "" || f.text(gid) != "A" {
			t.Errorf("%s: found %v, known %v, text %q, box (-want +got):\n%s", tt.name, ok, known, f.text(gid), diff)
		}
	}
}
