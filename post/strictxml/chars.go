package strictxml

import "unicode/utf8"

// isXMLChar is production [2] of XML 1.0.
func isXMLChar(r rune) bool {
	return r >= 0x20 && r <= 0xd7ff || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// isNameStart is production [4] of XML 1.0, fifth edition, colon included.
func isNameStart(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ':' || r == '_' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return r >= 0xc0 && r <= 0xd6 || r >= 0xd8 && r <= 0xf6 || r >= 0xf8 && r <= 0x2ff ||
		r >= 0x370 && r <= 0x37d || r >= 0x37f && r <= 0x1fff || r >= 0x200c && r <= 0x200d ||
		r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef || r >= 0x3001 && r <= 0xd7ff ||
		r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// isNameRune is production [4a], colon included.
func isNameRune(r rune) bool {
	return isNameStart(r) || r == '-' || r == '.' || r >= '0' && r <= '9' || r == 0xb7 ||
		r >= 0x300 && r <= 0x36f || r >= 0x203f && r <= 0x2040
}

// byteClass sorts bytes for the two hot loops: text and names.
type byteClass uint8

const (
	classPlain   byteClass = iota // text that needs no thought
	classMarkup                   // < & ] > and carriage return
	classHigh                     // first or later byte of a longer character
	classIllegal                  // control characters
)

// textClasses gives the class of each byte inside text.
var textClasses = func() (t [256]byteClass) {
	for i := range t {
		switch {
		case i >= 0x80:
			t[i] = classHigh
		case i == '<' || i == '&' || i == ']' || i == '>' || i == '\r':
			t[i] = classMarkup
		case i < 0x20 && i != '\t' && i != '\n':
			t[i] = classIllegal
		}
	}
	return t
}()

// nameBytes holds the ASCII bytes that may stand inside a name.
var nameBytes = func() (t [256]bool) {
	for i := 0; i < utf8.RuneSelf; i++ {
		t[i] = isNameRune(rune(i))
	}
	return t
}()
