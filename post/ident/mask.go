package ident

import (
	"fmt"
	"strings"
)

// MaskText masks every CPR-looking number inside a text: ten digits in a row,
// or six and four with a dash or one blank between, no further digit beside
// them, and beginning with a date that exists. Use it on any text from
// elsewhere before it reaches a log, an error or a file name.
//
// UUIDs are left alone although their groups may look like CPR numbers: they
// identify letters, and are what a log is searched by. MaskText(MaskText(s))
// equals MaskText(s), and text without such a number is returned as it is.
func MaskText(s string) string {
	// Masking the second of two joined numbers may leave its first digits
	// beside six others ("010203-0405061234"), so go on until nothing changes;
	// each round takes digits away.
	for {
		masked, found := maskOnce(s)
		if !found {
			return s
		}
		s = masked
	}
}

func maskOnce(s string) (masked string, found bool) {
	var b strings.Builder
	done := 0 // everything before this is in b
	for i := 0; i < len(s); {
		if uuidAt(s, i) {
			i += uuidLen
			continue
		}
		if !isDigit(s[i]) {
			i++
			continue
		}
		end := runEnd(s, i)
		digits, after := cprAt(s, i, end)
		if digits == "" || !plausible(digits) {
			i = end
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(maskCPR(digits))
		i, done, found = after, after, true
	}
	if !found {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// cprAt returns the ten digits written at the run of digits s[start:end], and
// where they end; "" when the run has another shape.
func cprAt(s string, start, end int) (digits string, after int) {
	switch end - start {
	case 10:
		return s[start:end], end
	case 6:
		if end < len(s) && (s[end] == '-' || s[end] == ' ') {
			if after = runEnd(s, end+1); after-end-1 == 4 {
				return s[start:end] + s[end+1:after], after
			}
		}
	}
	return "", 0
}

// runEnd returns where the run of digits that begins at i ends.
func runEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

const uuidLen = 36

// uuidAt reports whether a UUID in its usual form begins at i, on its own.
func uuidAt(s string, i int) bool {
	if len(s)-i < uuidLen || i > 0 && isHex(s[i-1]) || len(s)-i > uuidLen && isHex(s[i+uuidLen]) {
		return false
	}
	for k := range uuidLen {
		switch k {
		case 8, 13, 18, 23:
			if s[i+k] != '-' {
				return false
			}
		default:
			if !isHex(s[i+k]) {
				return false
			}
		}
	}
	return true
}

func isHex(b byte) bool {
	return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

// maskCPR shows day and month of ten digits, and nothing of anything else.
func maskCPR(s string) string {
	switch {
	case s == "":
		return ""
	case len(s) == 10 && allDigits(s):
		return s[:4] + "**-****"
	default:
		return "******-****"
	}
}

// formatMasked prints an already masked text: %q quotes it, every other verb
// prints it as %s does; width and padding are obeyed.
func formatMasked(f fmt.State, verb rune, masked string) {
	if verb != 'q' {
		verb = 's'
	}
	// A Formatter has nobody to report a failed write to; fmt drops it as well.
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), masked)
}
