package font

import (
	"bytes"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// program is an embedded font program. It is as hostile as the rest of the file:
// every method answers for any glyph and any content.
type program interface {
	// simple finds the glyph of a code of a simple font. glyph is its name by the
	// font's Encoding, "" when there is none; symbolic is what the descriptor says.
	simple(code byte, glyph string, symbolic bool) (gid int, ok bool)
	// cid finds the glyph of a CID. Fonts that have no CIDs are indexed by them.
	cid(cid uint32) (gid int, ok bool)
	// outline is where the ink of a glyph is; false when that cannot be told.
	outline(gid int) (outline, bool)
	// width is the advance in ems.
	width(gid int) (float64, bool)
	// text is the Unicode of a glyph by what the program itself says, or "".
	text(gid int) string
	// frame is a box around all glyphs by what the program says.
	frame() (geom.Rect, bool)
	// weight is how many names and the like are kept, beside the bytes themselves.
	weight() int
}

// outline is a glyph's shape, of which we want to know this much.
type outline struct {
	box   geom.Rect // in ems, around all points, control points included
	blank bool      // there is none
}

// readProgram reads a font program, of whatever kind it is: what a descriptor
// calls it is often wrong. nil when it is none that we know.
func readProgram(data []byte) program {
	switch {
	case bytes.HasPrefix(data, []byte("\x00\x01\x00\x00")), bytes.HasPrefix(data, []byte("true")),
		bytes.HasPrefix(data, []byte("OTTO")):
		if p := readSfnt(data); p != nil {
			return p
		}
	case bytes.HasPrefix(data, []byte("\x01\x00")):
		if p := readCFF(data); p != nil {
			return p
		}
	case bytes.HasPrefix(data, []byte("%!")), bytes.HasPrefix(data, []byte("\x80\x01")):
		if p := readType1(data); p != nil {
			return p
		}
	}
	return nil
}

// box collects points.
type box struct {
	geom.Rect
	any bool
}

func (b *box) add(x, y float64) {
	if !b.any {
		b.Rect, b.any = geom.Rect{X0: x, Y0: y, X1: x, Y1: y}, true
		return
	}
	b.Rect = b.Union(geom.Rect{X0: x, Y0: y, X1: x, Y1: y})
}

func (b *box) addRect(r geom.Rect) {
	b.add(r.X0, r.Y0)
	b.add(r.X1, r.Y1)
}

// scaled is the outline of the points, times f.
func (b *box) scaled(f float64) outline {
	return outline{box: geom.Rect{X0: b.X0 * f, Y0: b.Y0 * f, X1: b.X1 * f, Y1: b.Y1 * f}, blank: !b.any}
}

// Big-endian numbers; 0 behind the end.

func u8(b []byte, at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func u16(b []byte, at int) int { return u8(b, at)<<8 | u8(b, at+1) }

func i16(b []byte, at int) int { return int(int16(u16(b, at))) }

func u32(b []byte, at int) int { return u16(b, at)<<16 | u16(b, at+2) }

// cut is n bytes from at, fewer or none where the data ends.
func cut(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) {
		return nil
	}
	return b[at : at+min(n, len(b)-at)]
}
