package font

import (
	"slices"

	"golang.org/x/text/encoding/charmap"
)

// subtable is one of the mappings from characters to glyphs of a cmap table.
type subtable struct {
	platform, encoding int
	data               []byte // from its format on
}

// Platforms and encodings of the subtables that PDF speaks of (9.6.6.4).
const (
	platformUnicode   = 0
	platformMacintosh = 1
	platformMicrosoft = 3
	microsoftSymbol   = 0
	microsoftUnicode  = 1
	microsoftUCS4     = 10
)

func readSubtables(cmap []byte) []subtable {
	var list []subtable
	for i := range min(u16(cmap, 2), maxSubtables) {
		at := 4 + 8*i
		if data := cut(cmap, u32(cmap, at+4), len(cmap)); len(data) > 0 {
			list = append(list, subtable{u16(cmap, at), u16(cmap, at+2), data})
		}
	}
	return list
}

func (s subtable) unicode() bool {
	return s.platform == platformUnicode ||
		s.platform == platformMicrosoft && (s.encoding == microsoftUnicode || s.encoding == microsoftUCS4)
}

func (s subtable) symbol() bool {
	return s.platform == platformMicrosoft && s.encoding == microsoftSymbol
}

func (s subtable) roman() bool { return s.platform == platformMacintosh && s.encoding == 0 }

// glyph looks a character up; 0 when it has no glyph.
func (s subtable) glyph(c int) int {
	b := s.data
	switch u16(b, 0) {
	case 0:
		if c < 256 {
			return u8(b, 6+c)
		}
	case 4:
		return s.glyphOfSegment(c)
	case 6:
		if first := u16(b, 6); c >= first && c < first+u16(b, 8) {
			return u16(b, 10+2*(c-first))
		}
	case 12:
		lo, hi := 0, s.groups()
		for lo < hi { // the first group that does not end before c
			if mid := (lo + hi) / 2; u32(b, 16+12*mid+4) < c {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		if first := u32(b, 16+12*lo); lo < s.groups() && first <= c {
			return u32(b, 16+12*lo+8) + c - first
		}
	}
	return 0
}

// groups of format 12, no more than there are bytes for.
func (s subtable) groups() int { return max(0, min(u32(s.data, 12), (len(s.data)-16)/12)) }

// segments of format 4, no more than there are bytes for.
func (s subtable) segments() int { return max(0, min(u16(s.data, 6)/2, (len(s.data)-16)/8)) }

func (s subtable) glyphOfSegment(c int) int {
	n := s.segments()
	lo, hi := 0, n
	for lo < hi {
		if mid := (lo + hi) / 2; u16(s.data, 14+2*mid) < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == n || c > 0xFFFF {
		return 0
	}
	// Behind the ends: two bytes of padding, starts, deltas, offsets.
	start, delta := u16(s.data, 16+2*n+2*lo), u16(s.data, 16+4*n+2*lo)
	at := 16 + 6*n + 2*lo
	offset := u16(s.data, at)
	switch {
	case c < start:
		return 0
	case offset == 0:
		return (c + delta) & 0xFFFF
	}
	gid := u16(s.data, at+offset+2*(c-start))
	if gid == 0 {
		return 0
	}
	return (gid + delta) & 0xFFFF
}

// each calls f for characters of a subtable and their glyphs, in rising order. It
// stops where the order is broken, and after so many characters.
func (s subtable) each(left int, f func(c, gid int)) {
	after := 0
	span := func(first, last int) bool {
		if first < after || last < first {
			return false
		}
		for c := first; c <= last; c++ {
			if left--; left < 0 {
				return false
			}
			if gid := s.glyph(c); gid != 0 {
				f(c, gid)
			}
		}
		after = last + 1
		return true
	}
	switch u16(s.data, 0) {
	case 0:
		span(0, 255)
	case 4:
		n := s.segments()
		for i := range n {
			if last := u16(s.data, 14+2*i); !span(u16(s.data, 16+2*n+2*i), min(last, 0xFFFE)) {
				return
			}
		}
	case 6:
		span(u16(s.data, 6), u16(s.data, 6)+u16(s.data, 8)-1)
	case 12:
		for i := range s.groups() {
			if !span(u32(s.data, 16+12*i), min(u32(s.data, 16+12*i+4), 0x10FFFF)) {
				return
			}
		}
	}
}

// charactersPerGlyph is how many characters of a subtable are looked at: in honest
// ones most have a glyph of their own. It keeps the work in proportion to the size
// of the program.
const charactersPerGlyph = 4

// text is the first character that a Unicode subtable gives the glyph, or what its
// name says.
func (f *sfntProgram) text(gid int) string {
	if f.reversed == nil {
		f.reversed = make([]rune, f.glyphs)
		for _, s := range f.subtables {
			if !s.unicode() {
				continue
			}
			s.each(charactersPerGlyph*f.glyphs+256, func(c, gid int) {
				if gid < len(f.reversed) && f.reversed[gid] == 0 {
					f.reversed[gid] = valid(rune(c))
				}
			})
		}
	}
	switch {
	case gid > 0 && gid < len(f.reversed) && f.reversed[gid] != 0:
		return spell(f.reversed[gid])
	case f.cff != nil:
		return f.cff.text(gid)
	}
	return ""
}

// simple follows 9.6.6.4: a font that is not symbolic is asked by the name of the
// glyph, a symbolic one by the code. What the one way does not find, the other may;
// but not the code a name when there are names to go by: that is another glyph.
func (f *sfntProgram) simple(code byte, glyph string, symbolic bool) (int, bool) {
	if f.cff != nil {
		if gid, ok := f.cff.simple(code, glyph, symbolic); ok {
			return gid, true
		}
	}
	var gid int
	switch {
	case glyph == "":
		gid = f.byCode(code)
	case symbolic:
		if gid = f.byCode(code); gid == 0 {
			gid = f.byName(glyph)
		}
	default:
		if gid = f.byName(glyph); gid == 0 && !slices.ContainsFunc(f.subtables, subtable.unicode) {
			gid = f.byCode(code)
		}
	}
	return gid, gid > 0 && gid < f.glyphs
}

func (f *sfntProgram) byName(glyph string) int {
	r, ok := runeOf(glyph)
	if !ok {
		return f.postName(glyph)
	}
	for _, s := range f.subtables {
		if !s.unicode() {
			continue
		}
		if gid := s.glyph(int(r)); gid != 0 {
			return gid
		}
	}
	if b, ok := charmap.Macintosh.EncodeRune(r); ok {
		for _, s := range f.subtables {
			if !s.roman() {
				continue
			}
			if gid := s.glyph(int(b)); gid != 0 {
				return gid
			}
		}
	}
	return f.postName(glyph)
}

// postName finds a glyph by the names of the post table. Of those only the font's
// own are looked at: the others have a character, which is in cmap.
func (f *sfntProgram) postName(glyph string) int {
	const head, format2, ownNames = 32, 0x00020000, 258
	if f.named == nil {
		f.named = map[string]int{}
		count := min(u16(f.post, head), f.glyphs)
		var names []string
		at := head + 2 + 2*u16(f.post, head)
		for at < len(f.post) && u32(f.post, 0) == format2 {
			name := cut(f.post, at+1, u8(f.post, at))
			names = append(names, string(name))
			at += 1 + len(name)
		}
		for gid := range count {
			if i := u16(f.post, head+2+2*gid) - ownNames; i >= 0 && i < len(names) {
				f.named[names[i]] = gid
			}
		}
	}
	return f.named[glyph]
}

func (f *sfntProgram) byCode(code byte) int {
	for _, s := range f.subtables {
		if !s.symbol() {
			continue
		}
		for _, page := range []int{0xF000, 0, 0xF100, 0xF200} { // where such fonts keep their codes
			if gid := s.glyph(page + int(code)); gid != 0 {
				return gid
			}
		}
	}
	for _, s := range f.subtables {
		if !s.roman() {
			continue
		}
		if gid := s.glyph(int(code)); gid != 0 {
			return gid
		}
	}
	for _, s := range f.subtables {
		if !s.unicode() {
			continue
		}
		if gid := s.glyph(int(code)); gid != 0 {
			return gid
		}
	}
	return 0
}
