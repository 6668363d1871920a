package ink

import "bytes"

// Bounds of one operator with its operands. Beyond them operands are dropped and
// the content counts as damaged; the specification itself ends arrays at 8,191.
const (
	maxOperands = 1 << 18
	maxOpen     = 64 // arrays and dictionaries within each other
)

// huge is the largest number of a content stream. Larger ones are taken for it, so
// that no sum and no product of what follows leaves the finite numbers.
const huge = 1e9

// kind is the type of an operand.
type kind uint8

const (
	number kind = iota + 1
	name
	literal // (string)
	hexadecimal
	array
	dict
	word // true, false and null as operands
)

// operand is one operand, without its bytes: from and to are where they stand in
// the source; of an array or dictionary, which of lexer.items are in it.
type operand struct {
	kind     kind
	n        float64
	from, to int
}

// lexer splits a content stream into operators with their operands (7.2, 7.8.2).
// It keeps no more than the current operator, never recurses and takes garbage
// for what comes nearest.
type lexer struct {
	src     []byte
	pos     int
	damaged bool

	operands []operand // of the current operator; within them those of open arrays
	items    []operand // of the closed arrays and dictionaries
	open     []int     // where in operands the open ones begin
	dicts    uint64    // bit n: the nth open one is a dictionary
	scratch  []byte
}

// Classes of characters, 7.2.2.
const (
	regular = iota
	white
	delimiter
)

var classes = [256]uint8{
	0: white, '\t': white, '\n': white, '\f': white, '\r': white, ' ': white,
	'(': delimiter, ')': delimiter, '<': delimiter, '>': delimiter, '[': delimiter,
	']': delimiter, '{': delimiter, '}': delimiter, '/': delimiter, '%': delimiter,
}

// next reads up to the next operator and returns its name, nil at the end. Its
// operands are in l.operands until next is called again.
func (l *lexer) next() []byte {
	l.operands, l.items, l.open = l.operands[:0], l.items[:0], l.open[:0]
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case classes[c] == white:
			l.pos++
		case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
			l.number()
		case c == '/':
			l.pos++
			from := l.pos
			l.skipRegular()
			l.push(operand{kind: name, from: from, to: l.pos})
		case c == '(':
			l.literal()
		case c == '[':
			l.pos++
			l.begin(false)
		case c == ']':
			l.pos++
			l.end(false)
		case c == '<':
			l.pos++
			if l.pos < len(l.src) && l.src[l.pos] == '<' {
				l.pos++
				l.begin(true)
			} else {
				l.hexadecimal()
			}
		case c == '>':
			l.pos++
			if l.pos < len(l.src) && l.src[l.pos] == '>' {
				l.pos++
				l.end(true)
			} else {
				l.damaged = true
			}
		case c == '%':
			n := bytes.IndexAny(l.src[l.pos:], "\r\n")
			if n < 0 {
				n = len(l.src) - l.pos
			}
			l.pos += n
		case classes[c] == delimiter: // ) { }
			l.pos++
			l.damaged = true
		default:
			from := l.pos
			l.skipRegular()
			w := l.src[from:l.pos]
			switch string(w) {
			case "true", "false", "null":
				l.push(operand{kind: word, from: from, to: l.pos})
				continue
			}
			if len(l.open) > 0 { // no operator can stand in an array
				l.damaged = true
				for len(l.open) > 0 {
					l.close()
				}
			}
			return w
		}
	}
	if len(l.operands) > 0 {
		l.damaged = true
	}
	return nil
}

func (l *lexer) skipRegular() {
	for l.pos < len(l.src) && classes[l.src[l.pos]] == regular {
		l.pos++
	}
}

func (l *lexer) push(o operand) {
	if len(l.operands)+len(l.items) >= maxOperands {
		l.damaged = true
		return
	}
	l.operands = append(l.operands, o)
}

func (l *lexer) begin(isDict bool) {
	if len(l.open) == maxOpen {
		l.damaged = true
		return
	}
	bit := uint64(1) << len(l.open)
	l.dicts &^= bit
	if isDict {
		l.dicts |= bit
	}
	l.open = append(l.open, len(l.operands))
}

// end closes the innermost array or dictionary, whichever it is.
func (l *lexer) end(isDict bool) {
	if len(l.open) == 0 {
		l.damaged = true
		return
	}
	if isDict != l.innermostIsDict() {
		l.damaged = true
	}
	l.close()
}

func (l *lexer) innermostIsDict() bool { return l.dicts>>(len(l.open)-1)&1 == 1 }

func (l *lexer) close() {
	o := operand{kind: array, from: len(l.items)}
	if l.innermostIsDict() {
		o.kind = dict
	}
	at := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	l.items = append(l.items, l.operands[at:]...)
	l.operands = l.operands[:at]
	o.to = len(l.items)
	l.push(o)
}

// number reads digits with a sign and a point wherever they stand. What does not
// belong to a number is skipped with it: 1.2.3 is 1.2, --4 is -4, 5e3 is 5.
func (l *lexer) number() {
	from := l.pos
	var mantissa, scale float64 = 0, 1
	var digits int
	negative, point := false, false
loop:
	for ; l.pos < len(l.src); l.pos++ {
		switch c := l.src[l.pos]; {
		case c >= '0' && c <= '9':
			digits++
			if !point {
				mantissa = mantissa*10 + float64(c-'0')
			} else if scale < 1e15 {
				mantissa = mantissa*10 + float64(c-'0')
				scale *= 10
			}
		case c == '.' && !point:
			point = true
		case c == '-' && digits == 0 && !point:
			negative = true
		case c == '+' && l.pos == from:
		default:
			break loop
		}
	}
	if l.pos < len(l.src) && classes[l.src[l.pos]] == regular {
		l.damaged = true
		l.skipRegular()
	}
	n := min(mantissa/scale, huge)
	if negative {
		n = 0 - n // never -0
	}
	l.push(operand{kind: number, n: n, from: from, to: l.pos})
}

// literal reads (a string), balanced parentheses and escapes in it; the bytes are
// decoded when they are wanted.
func (l *lexer) literal() {
	l.pos++
	from := l.pos
	for depth := 1; l.pos < len(l.src); l.pos++ {
		switch l.src[l.pos] {
		case '\\':
			l.pos++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.push(operand{kind: literal, from: from, to: l.pos})
				l.pos++
				return
			}
		}
	}
	l.pos = len(l.src)
	l.damaged = true
	l.push(operand{kind: literal, from: from, to: l.pos})
}

func (l *lexer) hexadecimal() {
	from := l.pos
	for l.pos < len(l.src) && l.src[l.pos] != '>' {
		l.pos++
	}
	l.push(operand{kind: hexadecimal, from: from, to: l.pos})
	if l.pos == len(l.src) {
		l.damaged = true
		return
	}
	l.pos++
}
