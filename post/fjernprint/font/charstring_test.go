package font

import (
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// op is an operator of a charstring; op(12<<8|34) an escaped one.
type op int

// charstring writes numbers and operators.
func charstring(items ...any) []byte {
	var b []byte
	for _, item := range items {
		switch v := item.(type) {
		case op:
			if v > 0xFF {
				b = append(b, byte(v>>8))
			}
			b = append(b, byte(v))
		case []byte: // as it is, such as the mask of hints
			b = append(b, v...)
		case int:
			switch {
			case v >= -107 && v <= 107:
				b = append(b, byte(v+139))
			case v >= 108 && v <= 1131:
				b = append(b, byte(247+(v-108)>>8), byte(v-108))
			case v >= -1131 && v <= -108:
				b = append(b, byte(251+(-v-108)>>8), byte(-v-108))
			}
		}
	}
	return b
}

const (
	rmoveto, hmoveto, vmoveto = op(21), op(22), op(4)
	rlineto, hlineto, vlineto = op(5), op(6), op(7)
	rrcurveto, callsubr       = op(8), op(10)
	endchar, hstem            = op(14), op(1)
)

// font2 is a CFF program with these glyphs, no subroutines but one.
func font2(glyphs ...[]byte) *cffProgram {
	f := &cffProgram{matrix: geom.Matrix{A: 0.001, D: 0.001}, steps: 1000, byName: map[string]int{}}
	f.glyphs = indexOf(glyphs...)
	f.privates = []private{{subrs: indexOf(charstring(10, 20, rlineto, op(11))), standard: 500, normal: 400, matrix: geom.Identity}}
	f.globals = indexOf(charstring(-107, op(29))) // calls itself
	return f
}

func indexOf(items ...[]byte) index {
	x := index{size: 4, count: len(items)}
	for _, item := range items {
		x.offsets = binary.BigEndian.AppendUint32(x.offsets, uint32(len(x.items)+1))
		x.items = append(x.items, item...)
	}
	x.offsets = binary.BigEndian.AppendUint32(x.offsets, uint32(len(x.items)+1))
	return x
}

func TestType2CharstringsDrawWhatTheySay(t *testing.T) {
	t.Parallel()
	thousandths := func(x0, y0, x1, y1 float64) *geom.Rect {
		r := geom.Matrix{A: 0.001, D: 0.001}.Bounds(geom.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1})
		return &r
	}
	tests := []struct {
		name  string
		code  []byte
		want  *geom.Rect // nil: not understood
		width float64
	}{
		{"lines", charstring(100, 50, rmoveto, 10, 20, 30, -100, rlineto, endchar), thousandths(100, -30, 140, 70), 0.5},
		{"a width", charstring(-100, 100, hmoveto, 10, 20, rlineto, endchar), thousandths(100, 0, 110, 20), 0.3},
		{"a width before a hint", charstring(50, 0, 10, hstem, 100, vmoveto, 10, 20, rlineto, endchar), thousandths(0, 100, 10, 120), 0.45},
		{"a move alone draws nothing", charstring(0, 0, rmoveto, 5, 5, rlineto, 900, 900, rmoveto, endchar), thousandths(0, 0, 5, 5), 0.5},
		{"lines by turns", charstring(0, hmoveto, 10, 20, 30, hlineto, -50, 5, vlineto, endchar), thousandths(0, -30, 45, 20), 0.5},
		{"curves", charstring(0, hmoveto, 1, 2, 3, 4, 5, 6, 10, 10, 10, 10, 10, 10, rrcurveto, endchar), thousandths(0, 0, 39, 42), 0.5},
		{"curves and a line", charstring(0, hmoveto, 1, 2, 3, 4, 5, 6, 100, 100, op(24), endchar), thousandths(0, 0, 109, 112), 0.5},
		{"lines and a curve", charstring(0, hmoveto, -50, -60, 1, 2, 3, 4, 5, 6, op(25), endchar), thousandths(-50, -60, 0, 0), 0.5},
		{"curves upright", charstring(0, hmoveto, 7, 1, 2, 3, 4, op(26), endchar), thousandths(0, 0, 9, 8), 0.5},
		{"curves level", charstring(0, hmoveto, 7, 1, 2, 3, 4, op(27), endchar), thousandths(0, 0, 7, 10), 0.5},
		{"curves by turns, level first", charstring(0, hmoveto, 10, 20, 30, 40, 50, 60, 70, 80, 5, op(31), endchar), thousandths(0, 0, 170, 195), 0.5},
		{"curves by turns, upright first", charstring(0, hmoveto, 10, 20, 30, 40, 5, op(30), endchar), thousandths(0, 0, 60, 45), 0.5},
		{"flex", charstring(0, hmoveto, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50, op(12<<8|35), endchar), thousandths(0, 0, 6, 6), 0.5},
		{"flex level", charstring(0, hmoveto, 10, 10, 20, 10, 10, 10, 10, op(12<<8|34), endchar), thousandths(0, 0, 60, 20), 0.5},
		{"flex to the same height", charstring(0, hmoveto, 10, 1, 10, 20, 10, 10, 10, 5, 10, op(12<<8|36), endchar), thousandths(0, 0, 60, 26), 0.5},
		{"flex the longer way", charstring(0, hmoveto, 10, 1, 10, 2, 10, 3, 10, 4, 10, 5, 99, op(12<<8|37), endchar), thousandths(0, 0, 149, 15), 0.5},
		{"flex the longer way upright", charstring(0, hmoveto, 1, 10, 2, 10, 3, 10, 4, 10, 5, 10, 99, op(12<<8|37), endchar), thousandths(0, 0, 15, 149), 0.5},
		{"masks, whose bytes are no operators", charstring(0, 1, op(18), 0, 1, 0, 1, op(19), []byte{0xFF}, 10, hmoveto, 5, 5, rlineto, endchar), thousandths(10, 0, 15, 5), 0.5},
		{"a subroutine", charstring(0, hmoveto, -107, callsubr, endchar), thousandths(0, 0, 10, 20), 0.5},
		{"numbers of each size", charstring(0, hmoveto, []byte{28, 0xFF, 0x00}, 0, rlineto, []byte{255, 0, 100, 0x80, 0}, 1131, rlineto, endchar), thousandths(-256, 0, 0, 1131), 0.5},
		{"nothing", charstring(endchar), &geom.Rect{}, 0.5},
		{"a subroutine that calls itself", charstring(-107, op(29)), nil, 0},
		{"a subroutine that is not there", charstring(5, callsubr), nil, 0},
		{"a subroutine of no number", charstring(callsubr), nil, 0},
		{"arithmetic", charstring(1, 2, op(12<<8|10), endchar), nil, 0},
		{"an operator of nothing", charstring(op(2)), nil, 0},
		{"more operands than there may be", charstring(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), nil, 0},
		{"flex with too few operands", charstring(1, op(12<<8|35)), nil, 0},
		{"an accented letter without parts", charstring(10, 20, 65, 66, endchar), nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := font2(tt.code)
			got, ok := f.outline(0)
			if ok != (tt.want != nil) {
				t.Fatalf("understood: %v, box %v", ok, got.box)
			}
			if !ok {
				return
			}
			if diff := cmp.Diff(*tt.want, got.box, near); diff != "" || got.blank != (*tt.want == geom.Rect{}) {
				t.Errorf("blank %v, box (-want +got):\n%s", got.blank, diff)
			}
			if w, ok := f.width(0); !ok || w != tt.width {
				t.Errorf("the width is %v, want %v", w, tt.width)
			}
		})
	}
}

func TestAccentedLettersOfCFFAreMadeOfTwo(t *testing.T) {
	t.Parallel()
	letter := charstring(10, 0, rmoveto, 100, 500, rlineto, endchar)
	accent := charstring(0, 20, rmoveto, 50, 30, rlineto, endchar)
	both := charstring(25, 600, 65, 0xC2, endchar)
	f := font2(both, letter, accent)
	f.byName = map[string]int{"A": 1, "acute": 2, "B": 0}
	got, ok := f.outline(0)
	want := geom.Rect{X0: 0.01, Y0: 0, X1: 0.11, Y1: 0.65}
	if diff := cmp.Diff(want, got.box, near); !ok || diff != "" {
		t.Errorf("understood %v, box (-want +got):\n%s", ok, diff)
	}
	f.byName["A"] = 0 // made of itself
	if got, ok := f.outline(0); ok {
		t.Errorf("a letter that is a part of itself has the box %v", got.box)
	}
}

// font1 is a Type 1 program with these glyphs and the subroutines of flexes and
// hints that all such fonts have.
func font1(glyphs ...[]byte) *type1Program {
	f := &type1Program{glyphs: glyphs, matrix: geom.Matrix{A: 0.001, D: 0.001}, steps: 1000, byName: map[string]int{}}
	f.subrs = map[int][]byte{
		0: charstring(3, 0, op(12<<8|16), op(12<<8|17), op(12<<8|17), op(12<<8|33), op(11)),
		1: charstring(0, 1, op(12<<8|16), op(11)),
		2: charstring(0, 2, op(12<<8|16), op(11)),
		3: charstring(op(11)),
		4: charstring(1, 3, op(12<<8|16), op(12<<8|17), callsubr, op(11)),
		5: charstring(5, callsubr),
	}
	return f
}

func TestType1CharstringsDrawWhatTheySay(t *testing.T) {
	t.Parallel()
	const hsbw, closepath = op(13), op(9)
	box := func(x0, y0, x1, y1 float64) *geom.Rect {
		r := geom.Matrix{A: 0.001, D: 0.001}.Bounds(geom.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1})
		return &r
	}
	tests := []struct {
		name string
		code []byte
		want *geom.Rect // nil: not understood
	}{
		{"lines from the bearing", charstring(50, 600, hsbw, 10, 20, rmoveto, 100, hlineto, 30, vlineto, closepath, endchar), box(60, 20, 160, 50)},
		{"bearing and width in both directions", charstring(50, 40, 600, 0, op(12<<8|7), 5, 6, rlineto, endchar), box(50, 40, 55, 46)},
		{"curves", charstring(0, 600, hsbw, 1, 2, 3, 4, 5, 6, rrcurveto, 10, 10, 10, 10, op(30), 10, 10, 10, 10, op(31), endchar), box(0, 0, 49, 52)},
		{"a flex", charstring(0, 600, hsbw, 0, hmoveto, 1, callsubr, 50, 10, rmoveto, 2, callsubr, -40, -10, rmoveto, 2, callsubr, 10, 5, rmoveto, 2, callsubr,
			30, 5, rmoveto, 2, callsubr, 30, 0, rmoveto, 2, callsubr, 10, -5, rmoveto, 2, callsubr, 10, -5, rmoveto, 2, callsubr, 50, 100, 0, 0, callsubr, 5, 5, rlineto, endchar),
			box(0, 0, 105, 10)},
		{"hints that are replaced", charstring(0, 600, hsbw, 3, 4, callsubr, 5, 5, rlineto, endchar), box(0, 0, 5, 5)},
		{"a division", charstring(0, 600, hsbw, 1000, 4, op(12<<8|12), 10, rlineto, endchar), box(0, 0, 250, 10)},
		{"a number of four bytes", charstring(0, 600, hsbw, []byte{255, 0, 0, 4, 0}, 10, rlineto, endchar), box(0, 0, 1024, 10)},
		{"nothing", charstring(0, 600, hsbw, endchar), &geom.Rect{}},
		{"a division by zero", charstring(0, 600, hsbw, 1, 0, op(12<<8|12), endchar), nil},
		{"an endless subroutine", charstring(5, callsubr), nil},
		{"a subroutine that is not there", charstring(77, callsubr), nil},
		{"too few operands", charstring(1, rlineto), nil},
		{"what computes with several masters", charstring(1, 2, 2, 14, op(12<<8|16)), nil},
		{"more arguments than there are", charstring(1, 99, 3, op(12<<8|16)), nil},
		{"an operator of nothing", charstring(op(2)), nil},
		{"an escaped operator of nothing", charstring(op(12<<8 | 99)), nil},
		{"an accented letter without parts", charstring(0, 0, 0, 65, 66, op(12<<8|6)), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := font1(tt.code).outline(0)
			if ok != (tt.want != nil) {
				t.Fatalf("understood: %v, box %v", ok, got.box)
			}
			if !ok {
				return
			}
			if diff := cmp.Diff(*tt.want, got.box, near); diff != "" || got.blank != (*tt.want == geom.Rect{}) {
				t.Errorf("blank %v, box (-want +got):\n%s", got.blank, diff)
			}
		})
	}
}

func TestAccentedLettersOfType1AreMadeOfTwo(t *testing.T) {
	t.Parallel()
	letter := charstring(10, 600, op(13), 100, 500, rlineto, endchar)
	accent := charstring(7, 300, op(13), 20, vmoveto, 50, 30, rlineto, endchar)
	both := charstring(10, 600, op(13), 7, 25, 600, 65, 0xC2, op(12<<8|6))
	f := font1(both, letter, accent)
	f.byName = map[string]int{"A": 1, "acute": 2}
	got, ok := f.outline(0)
	want := geom.Rect{X0: 0.01, Y0: 0, X1: 0.11, Y1: 0.65}
	if diff := cmp.Diff(want, got.box, near); !ok || diff != "" {
		t.Errorf("understood %v, box (-want +got):\n%s", ok, diff)
	}
	f.byName["A"] = 0 // made of itself
	if got, ok := f.outline(0); ok {
		t.Errorf("a letter that is a part of itself has the box %v", got.box)
	}
}

func FuzzCharstrings(f *testing.F) {
	f.Add(charstring(100, 50, rmoveto, 10, 20, 30, -100, rlineto, endchar), charstring(10, rlineto))
	f.Add(charstring(0, 600, op(13), 1000, 4, op(12<<8|12), 10, rlineto, endchar), charstring(1, 3, op(12<<8|16), op(12<<8|17), callsubr))
	f.Add(charstring(0, 1, op(18), 0, 1, op(19), []byte{0xFF}, -107, callsubr, 25, 600, 65, 66, endchar), charstring(-107, op(29)))
	f.Add(charstring(7, 25, 600, 65, 66, op(12<<8|6)), charstring(1, callsubr, 1, callsubr))
	f.Fuzz(func(t *testing.T, glyph, subr []byte) {
		two := font2(glyph, subr)
		two.globals, two.privates[0].subrs = indexOf(subr, glyph), indexOf(glyph, subr)
		two.byName = map[string]int{"A": 1, "B": 0}
		one := font1(glyph, subr)
		one.subrs[0], one.subrs[1] = subr, glyph
		one.byName = two.byName
		for _, p := range []program{two, one} {
			o, ok := p.outline(0)
			if ok && !(o.box.X0 <= o.box.X1 && o.box.Y0 <= o.box.Y1 && sane(o.box)) {
				t.Errorf("%T: the box is %v", p, o.box)
			}
			if w, ok := p.width(0); ok && !(w >= -maxWidth && w <= maxWidth) {
				t.Errorf("%T: the width is %v", p, w)
			}
		}
		if two.steps < -10 || one.steps < -10 { // each call finds out anew
			t.Errorf("%d and %d steps are left", two.steps, one.steps)
		}
	})
}

// FuzzPrograms reads font programs of every kind and asks for everything.
func FuzzPrograms(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01head"))
	f.Add(build(3, []byte{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, xShort | yShort, xShort, 1, 1, 1, 1}))
	f.Add(moduleFile(f, imageModule, "font", "testdata", "CFFTest.otf"))
	f.Add(moduleFile(f, imageModule, "font", "testdata", "glyfTest.ttf"))
	f.Add([]byte("%!PS\n/FontMatrix [0.001 0 0 0.001 0 0] def /Encoding 256 array dup 65 /A put readonly def /FontBBox {0 0 1 1} def currentfile eexec\n0123456789"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			t.Skip()
		}
		p := readProgram(data)
		if p == nil {
			return
		}
		for code := range 256 {
			for _, name := range []string{"", "A", "aring"} {
				gid, ok := p.simple(byte(code), name, code%2 == 0)
				if !ok {
					gid = code
				}
				o, ok := p.outline(gid)
				if ok && !(o.box.X0 <= o.box.X1 && o.box.Y0 <= o.box.Y1 && sane(o.box)) {
					t.Fatalf("glyph %d: the box is %v", gid, o.box)
				}
				if w, ok := p.width(gid); ok && !(w >= -maxWidth && w <= maxWidth) {
					t.Fatalf("glyph %d: the width is %v", gid, w)
				}
				p.text(gid)
			}
			if gid, ok := p.cid(uint32(code)); ok {
				p.outline(gid)
			}
		}
		p.frame()
	})
}
