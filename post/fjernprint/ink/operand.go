package ink

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// list returns what is in an array, or the keys and values of a dictionary.
func (l *lexer) list(o operand) []operand {
	if o.kind != array && o.kind != dict {
		return nil
	}
	return l.items[o.from:o.to]
}

// isText reports whether the operand is a string of either notation.
func (o operand) isText() bool { return o.kind == literal || o.kind == hexadecimal }

// name returns the bytes of a name, #xx decoded (7.3.5). They are valid until the
// next call of name or text.
func (l *lexer) name(o operand) []byte {
	raw := l.src[o.from:o.to]
	if bytes.IndexByte(raw, '#') < 0 {
		return raw
	}
	l.scratch = l.scratch[:0]
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			hi, lo := nibble(raw[i+1]), nibble(raw[i+2])
			if hi >= 0 && lo >= 0 {
				l.scratch = append(l.scratch, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		l.scratch = append(l.scratch, raw[i])
	}
	return l.scratch
}

// text returns the bytes of a string (7.3.4). They are valid until the next call
// of name or text.
func (l *lexer) text(o operand) []byte {
	raw := l.src[o.from:o.to]
	if o.kind == hexadecimal {
		l.scratch = appendHex(l.scratch[:0], raw)
		return l.scratch
	}
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	l.scratch = appendLiteral(l.scratch[:0], raw)
	return l.scratch
}

func appendHex(out, raw []byte) []byte {
	high := -1
	for _, c := range raw {
		n := nibble(c)
		switch {
		case n < 0: // white space, and garbage
		case high < 0:
			high = n
		default:
			out = append(out, byte(high<<4|n))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

func nibble(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// escapes are the characters after a backslash that stand for another (table 3).
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func appendLiteral(out, raw []byte) []byte {
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c == '\r' { // an end of line is one line feed, however it is written
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			out = append(out, '\n')
			continue
		}
		if c != '\\' {
			out = append(out, c)
			continue
		}
		i++
		if i == len(raw) {
			break
		}
		c = raw[i]
		switch {
		case c >= '0' && c <= '7':
			n := 0
			end := min(i+3, len(raw))
			for ; i < end && raw[i] >= '0' && raw[i] <= '7'; i++ {
				n = n<<3 | int(raw[i]-'0')
			}
			i--
			out = append(out, byte(n))
		case c == '\r': // the line goes on
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
		case c == '\n':
		default:
			if e, ok := escapes[c]; ok {
				c = e
			}
			out = append(out, c)
		}
	}
	return out
}

// object makes an object of an operand, for what inline images and shared
// dictionaries hold. depth bounds the arrays within arrays.
func (l *lexer) object(o operand, depth int) types.Object {
	switch o.kind {
	case number:
		if o.n == float64(int(o.n)) {
			return types.Integer(int(o.n))
		}
		return types.Float(o.n)
	case name:
		return types.Name(l.name(o))
	case literal:
		return types.HexLiteral(hexOf(l.text(o)))
	case hexadecimal:
		return types.HexLiteral(hexOf(l.text(o)))
	case word:
		switch string(l.src[o.from:o.to]) {
		case "true":
			return types.Boolean(true)
		case "false":
			return types.Boolean(false)
		}
		return nil
	}
	if depth == 0 {
		return nil
	}
	items := l.list(o)
	if o.kind == dict {
		return l.dictOf(items, depth-1)
	}
	out := make(types.Array, 0, len(items))
	for _, item := range items {
		out = append(out, l.object(item, depth-1))
	}
	return out
}

// dictOf makes a dictionary of keys and values; what has no name is left out.
func (l *lexer) dictOf(items []operand, depth int) types.Dict {
	out := types.Dict{}
	for i := 0; i+1 < len(items); i += 2 {
		if items[i].kind != name {
			l.damaged = true
			continue
		}
		key := string(l.name(items[i]))
		out[key] = l.object(items[i+1], depth)
	}
	return out
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}
