package strictxml

import (
	"strings"
	"unicode/utf8"
)

func (s *scanner) emit(piece []byte) {
	s.tok = token{kind: tokenText, text: piece, cdata: s.inCDATA}
}

// text reads one piece of character data: a run out of the window, or one
// character that needed thought.
func (s *scanner) text() *Error {
	in := &s.in
	i := in.r
loop:
	for i < in.w {
		b := in.buf[i]
		switch textClasses[b] {
		case classPlain:
			i++
			for i < in.w && textClasses[in.buf[i]] == classPlain {
				i++
			}
		case classHigh:
			r, n := utf8.DecodeRune(in.buf[i:in.w])
			if r == utf8.RuneError && n == 1 || !isXMLChar(r) {
				break loop // cut by the window, or wrong: singly
			}
			i += n
		case classIllegal:
			break loop
		case classMarkup:
			if b == '>' && s.bracketsBefore(i) >= 2 {
				return s.malformed("]]> is not allowed in text: write ]]&gt;")
			}
			if b != '>' && b != ']' {
				break loop
			}
			i++
		}
	}
	if i > in.r {
		s.brackets = s.bracketsBefore(i)
		s.emit(in.buf[in.r:i])
		in.r = i
		return nil
	}
	return s.textSingly()
}

// bracketsBefore counts the ] that end just before buf[i], earlier pieces included.
func (s *scanner) bracketsBefore(i int) int {
	n := 0
	for i-n > s.in.r && s.in.buf[i-n-1] == ']' {
		n++
	}
	if i-n == s.in.r {
		n += s.brackets
	}
	return min(n, 2)
}

// textSingly reads the one character, reference or line end that comes next.
func (s *scanner) textSingly() *Error {
	s.brackets = 0
	var r rune
	var e *Error
	switch b, err := s.in.peek(); {
	case err != nil:
		return s.ioError(err)
	case b == '&' && !s.inCDATA:
		r, e = s.reference()
	case b == '\r':
		s.in.r++
		s.in.hasPrefix("\n")
		r = '\n'
	default:
		r, e = s.char()
	}
	if e != nil {
		return e
	}
	s.emit(s.small[:utf8.EncodeRune(s.small[:], r)])
	return nil
}

// cdata reads one piece of a CDATA section, empty at its end.
func (s *scanner) cdata() *Error {
	in := &s.in
	if s.in.hasPrefix("]]>") {
		s.emit(nil)
		s.inCDATA = false
		return nil
	}
	if err := in.fill(); err != nil {
		return s.ioError(err)
	}
	i := in.r
loop:
	for i < in.w {
		b := in.buf[i]
		switch textClasses[b] {
		case classPlain:
			i++
		case classHigh:
			r, n := utf8.DecodeRune(in.buf[i:in.w])
			if r == utf8.RuneError && n == 1 || !isXMLChar(r) {
				break loop
			}
			i += n
		case classIllegal:
			break loop
		case classMarkup:
			if b == ']' || b == '\r' {
				break loop
			}
			i++
		}
	}
	if i > in.r {
		s.emit(in.buf[in.r:i])
		in.r = i
		return nil
	}
	return s.textSingly()
}

// reference reads &...; and gives the character it stands for.
func (s *scanner) reference() (rune, *Error) {
	const longest = 12
	s.in.r++ // &
	var body []byte
	for {
		b, err := s.in.take()
		if err != nil {
			return 0, s.ioError(err)
		}
		if b == ';' {
			break
		}
		if body = append(body, b); len(body) > longest || !(nameBytes[b] || b == '#') {
			return 0, s.fail(CodeEntity, Schema, "& does not begin a reference: write &amp;")
		}
	}
	switch string(body) {
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "amp":
		return '&', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	num, ok := strings.CutPrefix(string(body), "#")
	if !ok {
		return 0, s.fail(CodeEntity, Schema, "entity %s is not defined: write the character itself", body)
	}
	base := rune(10)
	if hex, ok := strings.CutPrefix(num, "x"); ok {
		num, base = hex, 16
	}
	r := rune(0)
	for i := 0; i < len(num); i++ {
		c := num[i]
		switch {
		case c >= '0' && c <= '9':
			r = r*base + rune(c-'0')
		case base == 16 && isHex(c):
			r = r*base + rune(c|0x20-'a') + 10
		default:
			return 0, s.malformed("&%s; is not a character reference", body)
		}
		if r > utf8.MaxRune {
			return 0, s.malformed("&%s; is not a character", body)
		}
	}
	if num == "" || !isXMLChar(r) {
		return 0, s.malformed("&%s; is not a character that XML allows", body)
	}
	return r, nil
}
