package picture

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode"

	"github.com/brevdue/brevdue/post/ident"
)

// text makes a text of anybody safe: control characters and those that turn the
// direction of writing are left out, CPR-like numbers are masked, markup is escaped.
func text(s string) string {
	var out bytes.Buffer
	if err := xml.EscapeText(&out, []byte(ident.MaskText(visible(s)))); err != nil {
		return ""
	}
	return out.String()
}

func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, s)
}

func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// fit cuts a text to a width.
func fit(s string, size, width float64) string {
	if extent(s, size) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && extent(string(runes), size)+size > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// extent is about how wide a text is in the font of a picture. Labels state it as
// their textLength, so that they are so wide in any font.
func extent(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune(" .,:;|!'·ijlItf()-", r):
			w += .31
		case strings.ContainsRune("mwMW@—", r):
			w += .86
		case unicode.IsUpper(r):
			w += .69
		case unicode.IsDigit(r):
			w += .556
		default:
			w += .53
		}
	}
	return w * size
}

// wrap breaks a text into at most two lines of a width; the second is cut.
func wrap(s string, size, width float64) []string {
	if extent(s, size) <= width {
		return []string{s}
	}
	words := strings.Fields(s)
	n := 1
	for n < len(words) && extent(strings.Join(words[:n+1], " "), size) <= width {
		n++
	}
	if n == len(words) {
		return []string{fit(s, size, width)}
	}
	return []string{fit(strings.Join(words[:n], " "), size, width), fit(strings.Join(words[n:], " "), size, width)}
}
