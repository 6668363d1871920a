package font

import (
	"bytes"
	"strconv"
)

// kind of a token of a CMap or the clear text of a Type 1 font, which are
// PostScript (9.7.5.4).
type kind uint8

const (
	kindEnd     kind = iota
	kindWord         // an operator
	kindName         // without its slash
	kindText         // the bytes of a string, literal or hexadecimal
	kindInteger      // other numbers are words
	kindOpen         // [ or <<
	kindShut         // ] or >>
)

// token is one of the words of the language.
type token struct {
	kind   kind
	bytes  []byte // of a word, name or text
	number int
}

// is reports whether the token is this operator.
func (t token) is(operator string) bool { return t.kind == kindWord && string(t.bytes) == operator }

// lexer splits PostScript. It never fails: what makes no sense is skipped.
type lexer struct {
	rest []byte
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// next is the next token, of kind kindEnd when there is none.
func (l *lexer) next() token {
	for len(l.rest) > 0 {
		c := l.rest[0]
		switch {
		case isSpace(c) || c == '{' || c == '}' || c == ')':
			l.rest = l.rest[1:]
		case c == '%':
			eol := bytes.IndexAny(l.rest, "\r\n")
			if eol < 0 {
				eol = len(l.rest)
			}
			l.rest = l.rest[eol:]
		case c == '/':
			l.rest = l.rest[1:]
			return token{kind: kindName, bytes: l.regular()}
		case c == '(':
			return l.literal()
		case c == '[':
			l.rest = l.rest[1:]
			return token{kind: kindOpen}
		case c == ']':
			l.rest = l.rest[1:]
			return token{kind: kindShut}
		case c == '<':
			if len(l.rest) > 1 && l.rest[1] == '<' {
				l.rest = l.rest[2:]
				return token{kind: kindOpen}
			}
			return l.hex()
		case c == '>':
			l.rest = l.rest[1:]
			if len(l.rest) > 0 && l.rest[0] == '>' {
				l.rest = l.rest[1:]
				return token{kind: kindShut}
			}
		default:
			b := l.regular()
			if n, err := strconv.Atoi(string(b)); err == nil {
				return token{kind: kindInteger, number: n, bytes: b}
			}
			return token{kind: kindWord, bytes: b}
		}
	}
	return token{}
}

// regular takes the characters up to a space or delimiter.
func (l *lexer) regular() []byte {
	n := 0
	for n < len(l.rest) && !isSpace(l.rest[n]) && !isDelimiter(l.rest[n]) {
		n++
	}
	b := l.rest[:n]
	l.rest = l.rest[n:]
	return b
}

// hex takes a hexadecimal string. An odd last digit counts as if 0 followed.
func (l *lexer) hex() token {
	l.rest = l.rest[1:]
	n := bytes.IndexByte(l.rest, '>')
	if n < 0 {
		n = len(l.rest)
	}
	out := make([]byte, 0, n/2+1)
	digits := 0
	for _, c := range l.rest[:n] {
		v, ok := hexDigit(c)
		switch {
		case !ok:
			continue
		case digits%2 == 0:
			out = append(out, v<<4)
		default:
			out[len(out)-1] |= v
		}
		digits++
	}
	l.rest = l.rest[min(n+1, len(l.rest)):]
	return token{kind: kindText, bytes: out}
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case (c|0x20) >= 'a' && (c|0x20) <= 'f':
		return (c | 0x20) - 'a' + 10, true
	}
	return 0, false
}

// literal takes a string in parentheses. Escapes are kept as they are: nothing
// that is read here has any.
func (l *lexer) literal() token {
	depth := 0
	for i := 0; i < len(l.rest); i++ {
		switch l.rest[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				b := l.rest[1:i]
				l.rest = l.rest[i+1:]
				return token{kind: kindText, bytes: b}
			}
		}
	}
	b := l.rest[1:]
	l.rest = nil
	return token{kind: kindText, bytes: b}
}
