package font

import (
	"unicode/utf16"
	"unicode/utf8"
)

// cmap maps character codes (9.7.5): to CIDs, or to Unicode if it is a ToUnicode
// CMap (9.10.3).
type cmap struct {
	codespaces []codespace
	cids       spans[uint32] // value: the CID of lo
	texts      spans[target]
	utf        func(code uint32) rune // of a Unicode CMap: what its codes mean, 0 for nothing
	vertical   bool
	base       *cmap // of usecmap: asked where this one is silent
}

// maxCID is the largest CID (table C.1).
const maxCID = 65535

// codespace says that codes of so many bytes exist whose every byte lies between
// those of lo and hi.
type codespace struct {
	bytes  int
	lo, hi uint32
}

// Bounds of what is kept of a CMap.
const (
	maxCodespaces = 256
	maxUseCMap    = 8  // CMaps upon CMaps
	maxTarget     = 32 // UTF-16 units of one code's text
)

func (c codespace) contains(code uint32) bool {
	for shift := 0; shift < 8*c.bytes; shift += 8 {
		b := code >> shift & 0xFF
		if b < c.lo>>shift&0xFF || b > c.hi>>shift&0xFF {
			return false
		}
	}
	return true
}

// target is the text of the first code of a range: the last character of it grows
// with the code.
type target struct {
	prefix string
	last   rune
}

// twoBytes is the codespace of Identity and of what is not known.
func twoBytes() []codespace { return []codespace{{2, 0, 0xFFFF}} }

// next takes one code from a shown string, which is not empty. Bytes that are in
// no codespace are taken as the shortest code that begins like them, as readers
// do (9.7.6.3).
func (m *cmap) next(shown []byte) (code uint32, n int) {
	if len(m.codespaces) == 1 && m.codespaces[0] == (codespace{2, 0, 0xFFFF}) && len(shown) >= 2 {
		return uint32(shown[0])<<8 | uint32(shown[1]), 2
	}
	for n = 1; n <= min(4, len(shown)); n++ {
		code = code<<8 | uint32(shown[n-1])
		for _, c := range m.codespaces {
			if c.bytes == n && c.contains(code) {
				return code, n
			}
		}
	}
	shortest, alike := 4, 0
	for _, c := range m.codespaces {
		shortest = min(shortest, c.bytes)
		first := uint32(shown[0])
		if shift := 8 * (c.bytes - 1); first >= c.lo>>shift && first <= c.hi>>shift && (alike == 0 || c.bytes < alike) {
			alike = c.bytes
		}
	}
	if alike > 0 {
		shortest = alike
	}
	n = min(shortest, len(shown))
	code = 0
	for _, b := range shown[:n] {
		code = code<<8 | uint32(b)
	}
	return code, n
}

// cid is the CID of a code, false when the CMap does not tell.
func (m *cmap) cid(code uint32) (uint32, bool) {
	for range maxUseCMap {
		if m == nil {
			break
		}
		if s := m.cids.find(code); s != nil {
			cid := uint64(s.value) + uint64(code-s.lo)
			return uint32(cid), cid <= maxCID
		}
		m = m.base
	}
	return 0, false
}

// text is the Unicode of a code, "" when the CMap does not tell.
func (m *cmap) text(code uint32) string {
	for range maxUseCMap {
		if m == nil {
			break
		}
		if s := m.texts.find(code); s != nil {
			last := s.value.last + rune(code-s.lo)
			if code-s.lo > utf8.MaxRune || !utf8.ValidRune(last) || last == 0 || last == utf8.RuneError {
				return ""
			}
			return s.value.prefix + spell(last)
		}
		if m.utf != nil {
			if r := m.utf(code); r != 0 {
				return spell(r)
			}
		}
		m = m.base
	}
	return ""
}

// seal makes the CMap ready for questions.
func (m *cmap) seal() {
	m.cids.seal()
	m.texts.seal()
	if m.base != nil {
		m.codespaces = append(m.codespaces, m.base.codespaces...)
	}
	if len(m.codespaces) == 0 {
		m.codespaces = twoBytes()
	}
}

// targetOf reads UTF-16 as ToUnicode CMaps write it; a single byte stands for
// itself. false when there is nothing in it.
func targetOf(b []byte) (target, bool) {
	if len(b) == 1 {
		return target{last: rune(b[0])}, b[0] != 0
	}
	b = b[:min(len(b), 2*maxTarget)]
	units := make([]uint16, 0, maxTarget)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	runes := utf16.Decode(units)
	if len(runes) == 0 {
		return target{}, false
	}
	t := target{last: runes[len(runes)-1]}
	for _, r := range runes[:len(runes)-1] {
		if r != 0 {
			t.prefix += spell(r)
		}
	}
	return t, true
}
