package pdf

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A parser reads objects from text. It takes what is damaged as far as it goes,
// as viewers do: brackets that are not closed end with the object, and what is no
// object between others is passed over.
//
// What it reads is charged to Objects by the memory it takes: each dictionary and
// array is one, and so are every entriesPerUnit entries, every bytesPerUnit of
// text, and each entry that makes a dictionary larger than largeDict: growing a map
// takes time. A few bytes cannot become much.
type parser struct {
	src     string
	pos     int
	budgets *budgets
	entries int // since the last charge
}

const (
	entriesPerUnit = 4
	bytesPerUnit   = 256
	largeDict      = 1024
)

// token is the sort of what was read.
type token int

const (
	objectToken token = iota
	wordToken         // neither an object nor structure
	structToken       // a keyword of the file's structure, not consumed
	endArray
	endDict
	endOfText
)

// structure are the words that cannot be inside an object: there it ends, closed or not.
var structure = map[string]bool{
	"obj": true, "endobj": true, "stream": true, "endstream": true,
	"xref": true, "trailer": true, "startxref": true,
}

// object reads one object. It is nil for null and for what is none; the error is
// a *LimitError.
func (p *parser) object() (types.Object, error) {
	start := p.pos
	o, _, err := p.next(1)
	if err != nil {
		return nil, err
	}
	return o, p.budgets.spend(Objects, int64(p.pos-start)/bytesPerUnit)
}

func (p *parser) next(depth int) (types.Object, token, error) {
	p.pos = skipSpace(p.src, p.pos)
	if p.pos >= len(p.src) {
		return nil, endOfText, nil
	}
	two := p.src[p.pos:min(p.pos+2, len(p.src))]
	switch {
	case two[0] == '/':
		return types.Name(p.name()), objectToken, nil
	case two[0] == '(':
		return p.literal(), objectToken, nil
	case two == "<<":
		p.pos += 2
		o, err := p.dict(depth)
		return o, objectToken, err
	case two == ">>":
		p.pos += 2
		return nil, endDict, nil
	case two[0] == '<':
		return p.hex(), objectToken, nil
	case two[0] == '[':
		p.pos++
		o, err := p.array(depth)
		return o, objectToken, err
	case two[0] == ']':
		p.pos++
		return nil, endArray, nil
	case !isRegular(two[0]):
		p.pos++
		return nil, wordToken, nil
	}
	o, t := p.word()
	return o, t, nil
}

// word reads a number, a reference or a keyword.
func (p *parser) word() (types.Object, token) {
	start := p.pos
	for p.pos < len(p.src) && isRegular(p.src[p.pos]) {
		p.pos++
	}
	word := p.src[start:p.pos]
	switch c := word[0]; {
	case isDigit(c):
		if ref, end, ok := reference(p.src, start); ok {
			p.pos = end
			return ref, objectToken
		}
		fallthrough
	case c == '+' || c == '-' || c == '.':
		switch f, n, whole, ok := number(word); {
		case !ok:
			return nil, wordToken
		case whole:
			return types.Integer(n), objectToken
		default:
			return types.Float(f), objectToken
		}
	}
	switch {
	case word == "true", word == "false":
		return types.Boolean(word == "true"), objectToken
	case word == "null":
		return nil, objectToken
	case structure[word]:
		p.pos = start
		return nil, structToken
	}
	return nil, wordToken
}

// reference reads "12 0 R" at pos.
func reference(src string, pos int) (ref types.IndirectRef, end int, ok bool) {
	n, end, ok := natural(src, pos)
	if !ok {
		return ref, 0, false
	}
	g, end, ok := natural(src, skipBlanks(src, end))
	if !ok {
		return ref, 0, false
	}
	end = skipBlanks(src, end)
	if end >= len(src) || src[end] != 'R' || end+1 < len(src) && isRegular(src[end+1]) {
		return ref, 0, false
	}
	return types.IndirectRef{ObjectNumber: types.Integer(n), GenerationNumber: types.Integer(g)}, end + 1, true
}

// enter charges for a dictionary or an array.
func (p *parser) enter(depth int) error {
	if depth > p.budgets.limits.Depth {
		return p.budgets.exceeded(Depth)
	}
	return p.budgets.spend(Objects, 1)
}

// entry charges for one more entry of a dictionary or an array.
func (p *parser) entry() error {
	if p.entries++; p.entries%entriesPerUnit != 0 {
		return nil
	}
	return p.budgets.spend(Objects, 1)
}

func (p *parser) array(depth int) (types.Object, error) {
	if err := p.enter(depth); err != nil {
		return nil, err
	}
	a := types.Array{}
	for {
		o, t, err := p.next(depth + 1)
		if err != nil {
			return nil, err
		}
		switch t {
		case objectToken:
			if err := p.entry(); err != nil {
				return nil, err
			}
			a = append(a, o)
		case wordToken:
		case endDict:
			p.pos -= len(">>") // it closes the dictionary around this
			return a, nil
		default:
			return a, nil
		}
	}
}

func (p *parser) dict(depth int) (types.Object, error) {
	if err := p.enter(depth); err != nil {
		return nil, err
	}
	d := types.Dict{}
	for {
		p.pos = skipSpace(p.src, p.pos)
		if p.pos < len(p.src) && p.src[p.pos] != '/' {
			// Not a key: over, or something to be passed over.
			_, t, err := p.next(depth + 1)
			if err != nil {
				return nil, err
			}
			if t == endDict || t == structToken {
				return d, nil
			}
			continue
		}
		if p.pos >= len(p.src) {
			return d, nil
		}
		key := p.name()
		o, t, err := p.next(depth + 1)
		if err != nil {
			return nil, err
		}
		if t == endDict || t == structToken || t == endOfText {
			return d, nil
		}
		if o == nil {
			continue // null is as good as no entry (PDF 32000 7.3.7)
		}
		if err := p.entry(); err != nil {
			return nil, err
		}
		if len(d) >= largeDict {
			if err := p.budgets.spend(Objects, 1); err != nil {
				return nil, err
			}
		}
		d[key] = o
	}
}

// name reads a name at its slash; #xx are decoded, wrong ones stay as they are.
func (p *parser) name() string {
	p.pos++
	start, escaped := p.pos, false
	for p.pos < len(p.src) && isRegular(p.src[p.pos]) {
		escaped = escaped || p.src[p.pos] == '#'
		p.pos++
	}
	raw := p.src[start:p.pos]
	if !escaped {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if h, l := hexDigit(raw[i+1]), hexDigit(raw[i+2]); h >= 0 && l >= 0 {
				b.WriteByte(byte(h<<4 | l))
				i += 2
				continue
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}

// literal reads a string in parentheses, escapes left in as pdfcpu does.
func (p *parser) literal() types.StringLiteral {
	p.pos++
	start, open := p.pos, 1
	for ; p.pos < len(p.src); p.pos++ {
		switch p.src[p.pos] {
		case '\\':
			p.pos++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.pos++
				return types.StringLiteral(p.src[start : p.pos-1])
			}
		}
	}
	p.pos = len(p.src)
	return types.StringLiteral(p.src[start:])
}

// hex reads a hexadecimal string, an even number of digits without anything else.
func (p *parser) hex() types.HexLiteral {
	p.pos++
	start, clean := p.pos, true
	for p.pos < len(p.src) && p.src[p.pos] != '>' {
		clean = clean && hexDigit(p.src[p.pos]) >= 0
		p.pos++
	}
	raw := p.src[start:p.pos]
	p.pos = min(p.pos+1, len(p.src))
	if clean && len(raw)%2 == 0 {
		return types.HexLiteral(raw)
	}
	var b strings.Builder
	for i := range len(raw) {
		if hexDigit(raw[i]) >= 0 {
			b.WriteByte(raw[i])
		}
	}
	if b.Len()%2 != 0 {
		b.WriteByte('0')
	}
	return types.HexLiteral(b.String())
}
