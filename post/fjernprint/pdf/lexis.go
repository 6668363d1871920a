package pdf

import (
	"strconv"
	"strings"
)

// isSpace reports white space (PDF 32000 table 1).
func isSpace(c byte) bool {
	switch c {
	case 0, '\t', '\n', '\f', '\r', ' ':
		return true
	}
	return false
}

// isDelimiter reports the characters that end a token and begin another (PDF
// 32000 table 2).
func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// hexDigit is the value of a hexadecimal digit, -1 if it is none.
func hexDigit(c byte) int {
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

// skipSpace is the position of the next token at or after pos: white space and
// comments are passed.
func skipSpace(src string, pos int) int {
	for pos < len(src) {
		switch c := src[pos]; {
		case isSpace(c):
			pos++
		case c == '%':
			end := strings.IndexAny(src[pos:], "\r\n")
			if end < 0 {
				return len(src)
			}
			pos += end
		default:
			return pos
		}
	}
	return len(src)
}

// fewBlanks is how much white space is passed where it is looked ahead and the
// bytes are not charged.
const fewBlanks = 64

// skipBlanks is skipSpace for looking ahead: a little white space, no comments.
func skipBlanks(src string, pos int) int {
	for end := min(len(src), pos+fewBlanks); pos < end && isSpace(src[pos]); {
		pos++
	}
	return pos
}

// maxDigits is how many digits an integer may have: more do not fit 64 bits.
const maxDigits = 18

// natural reads an unsigned integer at pos.
func natural(src string, pos int) (n, end int, ok bool) {
	end = pos
	for end < len(src) && isDigit(src[end]) {
		if end-pos >= maxDigits {
			return 0, end, false
		}
		n = n*10 + int(src[end]-'0')
		end++
	}
	return n, end, end > pos
}

// number reads what a token says as a number as far as it goes: viewers do the
// same with 1.2.3 and 12-7. whole tells integers.
func number(token string) (f float64, n int, whole, ok bool) {
	negative := false
	i := 0
	for i < len(token) && (token[i] == '+' || token[i] == '-') {
		negative = negative || token[i] == '-'
		i++
	}
	n, end, ok := natural(token, i)
	if end == len(token) && ok {
		if negative {
			n = -n
		}
		return float64(n), n, true, true
	}
	end = i
	point := false
	for end < len(token) && (isDigit(token[end]) || token[end] == '.' && !point) {
		point = point || token[end] == '.'
		end++
	}
	digits := token[i:end]
	if digits == "" || digits == "." {
		return 0, 0, false, false
	}
	// Out of range gives an infinity, which Number moves to its bound.
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil && f == 0 {
		return 0, 0, false, false
	}
	if negative {
		f = -f
	}
	return f, 0, false, true
}
