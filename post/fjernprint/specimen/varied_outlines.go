package specimen

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Go Regular in the other forms that font programs have: Type 1, CFF, CFF by CIDs,
// and CFF in OpenType. They are written here, because no font of such a form may be
// taken along as freely.

// drawnGlyph is a glyph as the operators of charstrings: relative, in thousandths
// of an em, with cubic curves.
type drawnGlyph struct {
	char    rune
	name    string
	id      uint16 // in the TrueType font, and the CID
	advance int
	strokes []stroke
}

// stroke is one operator of a charstring and its operands.
type stroke struct {
	operator byte
	operands []int
}

// Operators that Type 1 and Type 2 charstrings have in common.
const (
	rlineto   = 5
	rrcurveto = 8
	closepath = 9  // Type 1 only
	hsbw      = 13 // Type 1 only
	endchar   = 14
	rmoveto   = 21
)

// outlines are the glyphs of Go Regular, by character.
var outlines = sync.OnceValues(func() ([]drawnGlyph, error) {
	faces, err := typefaces()
	if err != nil {
		return nil, err
	}
	t := faces[regular]
	parsed, err := sfnt.Parse(t.program)
	if err != nil {
		return nil, fmt.Errorf("specimen: read Go Regular: %w", err)
	}
	var buffer sfnt.Buffer
	units := int(parsed.UnitsPerEm())
	var glyphs []drawnGlyph
	for _, c := range slices.Sorted(maps.Keys(t.glyphs)) {
		g := t.glyphs[c]
		segments, err := parsed.LoadGlyph(&buffer, sfnt.GlyphIndex(g.id), fixed.I(units), nil)
		if err != nil {
			return nil, fmt.Errorf("specimen: the outline of %q: %w", c, err)
		}
		made := drawnGlyph{char: c, name: fmt.Sprintf("uni%04X", c), id: g.id, advance: int(g.advance)}
		p := plotter{scale: 1000 / float64(units) / 64}
		for _, s := range segments {
			p.segment(s)
		}
		made.strokes = p.strokes
		glyphs = append(glyphs, made)
	}
	return glyphs, nil
})

// plotter turns segments into strokes.
type plotter struct {
	scale   float64
	at      [2]int
	strokes []stroke
}

func (p *plotter) point(q fixed.Point26_6) [2]int {
	return [2]int{int(float64(q.X) * p.scale), -int(float64(q.Y) * p.scale)}
}

func (p *plotter) segment(s sfnt.Segment) {
	a, b, c := p.point(s.Args[0]), p.point(s.Args[1]), p.point(s.Args[2])
	switch s.Op {
	case sfnt.SegmentOpMoveTo:
		p.draw(rmoveto, a)
	case sfnt.SegmentOpLineTo:
		p.draw(rlineto, a)
	case sfnt.SegmentOpQuadTo: // the cubic curve that is the same
		third := func(end, control [2]int) [2]int {
			return [2]int{(end[0] + 2*control[0]) / 3, (end[1] + 2*control[1]) / 3}
		}
		p.draw(rrcurveto, third(p.at, a), third(b, a), b)
	case sfnt.SegmentOpCubeTo:
		p.draw(rrcurveto, a, b, c)
	}
}

func (p *plotter) draw(operator byte, points ...[2]int) {
	s := stroke{operator: operator}
	for _, q := range points {
		s.operands = append(s.operands, q[0]-p.at[0], q[1]-p.at[1])
		p.at = q
	}
	p.strokes = append(p.strokes, s)
}

// type1 is a Type 1 font program and the lengths of its parts (Adobe Type 1 Font
// Format): the dictionary in the clear, the charstrings encrypted.
func type1(name string, glyphs []drawnGlyph) (program []byte, clear, secret int) {
	var b, private bytes.Buffer
	fmt.Fprintf(&b, "%%!PS-AdobeFont-1.0: %[1]s 1.0\n8 dict begin\n/FontName /%[1]s def\n/FontType 1 def\n/PaintType 0 def\n"+
		"/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/FontBBox {-200 -300 1200 1000} readonly def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n", name)
	for _, g := range glyphs {
		if g.char < 256 {
			fmt.Fprintf(&b, "dup %d /%s put\n", g.char, g.name)
		}
	}
	b.WriteString("readonly def\ncurrentdict end\ncurrentfile eexec\n")
	clear = b.Len()
	private.WriteString("dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n/ND {noaccess def} executeonly def\n" +
		"/NP {noaccess put} executeonly def\n/BlueValues [] def\n/MinFeature {16 16} def\n/password 5839 def\n")
	fmt.Fprintf(&private, "2 index /CharStrings %d dict dup begin\n", len(glyphs)+1)
	write := func(name string, charstring []byte) {
		const charstringKey = 4330
		sealed := sealType1(append(make([]byte, 4), charstring...), charstringKey)
		fmt.Fprintf(&private, "/%s %d RD %s ND\n", name, len(sealed), sealed)
	}
	write(".notdef", type1Charstring(drawnGlyph{advance: 500}))
	for _, g := range glyphs {
		write(g.name, type1Charstring(g))
	}
	private.WriteString("end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n")
	const fileKey = 55665
	b.Write(sealType1(append([]byte("brev"), private.Bytes()...), fileKey))
	secret = b.Len() - clear
	for range 8 {
		fmt.Fprintf(&b, "%064d\n", 0)
	}
	b.WriteString("cleartomark\n")
	return b.Bytes(), clear, secret
}

// sealType1 is the encryption of Type 1 fonts, which hides nothing.
func sealType1(text []byte, key uint16) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		out[i] = c ^ byte(key>>8)
		key = (uint16(out[i])+key)*52845 + 22719
	}
	return out
}

func type1Charstring(g drawnGlyph) []byte {
	var b []byte
	put := func(operator byte, operands ...int) {
		for _, n := range operands {
			b = binary.BigEndian.AppendUint32(append(b, 255), uint32(int32(n)))
		}
		b = append(b, operator)
	}
	put(hsbw, 0, g.advance)
	for i, s := range g.strokes {
		if i > 0 && s.operator == rmoveto {
			put(closepath)
		}
		put(s.operator, s.operands...)
	}
	if len(g.strokes) > 0 {
		put(closepath)
	}
	put(endchar)
	return b
}

func type2Charstring(g drawnGlyph) []byte {
	var b []byte
	put := func(n int) { b = binary.BigEndian.AppendUint16(append(b, 28), uint16(int16(n))) }
	put(g.advance) // before the first operator: the width
	for _, s := range g.strokes {
		for _, n := range s.operands {
			put(n)
		}
		b = append(b, s.operator)
	}
	return append(b, endchar)
}

// standardStrings is how many strings a CFF font need not bring along.
const standardStrings = 391

// cff is a CFF font program (Adobe technical note 5176): by glyph name and with an
// encoding of its own, or by CID.
func cff(name string, glyphs []drawnGlyph, byCID bool) []byte {
	charset, encoding := []byte{0}, []byte{0, 0}
	var strings [][]byte
	charstrings := [][]byte{type2Charstring(drawnGlyph{advance: 500})}
	for i, g := range glyphs {
		charstrings = append(charstrings, type2Charstring(g))
		if byCID {
			charset = binary.BigEndian.AppendUint16(charset, g.id)
			continue
		}
		charset = binary.BigEndian.AppendUint16(charset, uint16(standardStrings+i))
		strings = append(strings, []byte(g.name))
		if g.char < 256 { // they come first
			encoding[1]++
			encoding = append(encoding, byte(g.char))
		}
	}
	private := cffDict(cffEntry{20, []int{0}}, cffEntry{21, []int{0}}) // default and nominal width
	fdSelect := append([]byte{0}, make([]byte, len(charstrings))...)
	if byCID {
		strings = [][]byte{[]byte("Adobe"), []byte("Identity")}
	}
	front := append([]byte{1, 0, 4, 4}, cffIndex([]byte(name))...)
	back := append(cffIndex(strings...), cffIndex()...)
	// The offsets have five bytes whatever they are, so that they can be had by
	// writing twice.
	var top []byte
	var body []byte
	for range 2 {
		at := len(front) + len(cffIndex(top)) + len(back)
		body = nil
		place := func(data []byte) (offset int) {
			offset = at + len(body)
			body = append(body, data...)
			return offset
		}
		entries := []cffEntry{{15, []int{place(charset)}}, {17, []int{place(cffIndex(charstrings...))}}}
		own := cffEntry{18, []int{len(private), place(private)}}
		if byCID {
			array := place(cffIndex(cffDict(own)))
			ros := cffEntry{1230, []int{standardStrings, standardStrings + 1, 0}}
			entries = append([]cffEntry{ros}, append(entries, cffEntry{1234, []int{1 << 16}}, cffEntry{1236, []int{array}}, cffEntry{1237, []int{place(fdSelect)}})...)
		} else {
			entries = append(entries, cffEntry{16, []int{place(encoding)}}, own)
		}
		top = cffDict(entries...)
	}
	return slices.Concat(front, cffIndex(top), back, body)
}

// cffEntry is an operator of a DICT, 12xx for the two-byte ones, and its operands.
type cffEntry struct {
	operator int
	operands []int
}

func cffDict(entries ...cffEntry) (b []byte) {
	for _, e := range entries {
		for _, n := range e.operands {
			b = binary.BigEndian.AppendUint32(append(b, 29), uint32(int32(n)))
		}
		if e.operator >= 1200 {
			b = append(b, 12, byte(e.operator-1200))
		} else {
			b = append(b, byte(e.operator))
		}
	}
	return b
}

func cffIndex(items ...[]byte) []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(len(items)))
	if len(items) == 0 {
		return b
	}
	b = append(b, 4)
	offset := uint32(1)
	b = binary.BigEndian.AppendUint32(b, offset)
	for _, item := range items {
		offset += uint32(len(item))
		b = binary.BigEndian.AppendUint32(b, offset)
	}
	return append(b, bytes.Join(items, nil)...)
}

// openType wraps a CFF program as an OpenType font (ISO/IEC 14496-22), with the
// tables that readers cannot do without.
func openType(program []byte, glyphs []drawnGlyph) []byte {
	u16 := func(values ...int) (b []byte) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(int16(v)))
		}
		return b
	}
	count := len(glyphs) + 1
	metrics := u16(500, 0)
	for _, g := range glyphs {
		metrics = append(metrics, u16(g.advance, 0)...)
	}
	groups := binary.BigEndian.AppendUint32(nil, uint32(len(glyphs)))
	for i, g := range glyphs {
		for _, v := range []int{int(g.char), int(g.char), i + 1} {
			groups = binary.BigEndian.AppendUint32(groups, uint32(v))
		}
	}
	length := binary.BigEndian.AppendUint32(nil, uint32(12+len(groups)))
	cmap := slices.Concat(u16(0, 1, 3, 10, 0, 12), u16(12, 0), length, make([]byte, 4), groups)
	head := slices.Concat(u16(1, 0, 1, 0), make([]byte, 4), []byte{0x5f, 0x0f, 0x3c, 0xf5}, u16(0, 1000), make([]byte, 16), u16(-200, -300, 1200, 1000, 0, 8, 2, 0, 0))
	hhea := slices.Concat(u16(1, 0, 945, -211, 0, 1200, -200, -200, 1200, 1, 0, 0), make([]byte, 10), u16(count))
	maxp := slices.Concat([]byte{0, 0, 0x50, 0}, u16(count))
	tables := []struct {
		tag  string
		data []byte
	}{{"CFF ", program}, {"cmap", cmap}, {"head", head}, {"hhea", hhea}, {"hmtx", metrics}, {"maxp", maxp}}
	out := append([]byte("OTTO"), u16(len(tables), 64, 2, 16*len(tables)-64)...)
	offset := len(out) + 16*len(tables)
	var body []byte
	for _, t := range tables {
		out = append(out, t.tag...)
		for _, v := range []int{0, offset + len(body), len(t.data)} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
		body = append(body, t.data...)
		body = append(body, make([]byte, (4-len(body)%4)%4)...)
	}
	return append(out, body...)
}
