package ident

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// CPR is a Danish personal identification number: ten plain digits, DDMMYYNNNN.
// The zero value is no number. It prints masked, always; see [CPR.Digits].
type CPR string

// ParseCPR reads a CPR number written as DDMMYYNNNN or DDMMYY-NNNN; blanks
// around it are ignored. Numbers that fail modulus 11 are accepted (the CPR
// office has issued such numbers since October 2007).
//
// Errors are *[Error] with [CodeCPRFormat] or [CodeCPRDate].
func ParseCPR(s string) (CPR, error) {
	s = strings.TrimSpace(s)
	if len(s) == 11 && s[6] == '-' {
		s = s[:6] + s[7:]
	}
	if len(s) != 10 || !allDigits(s) {
		return "", &Error{CodeCPRFormat, "a CPR number is ten digits, written DDMMYYNNNN or DDMMYY-NNNN"}
	}
	if !plausible(s) {
		return "", &Error{CodeCPRDate, "the first six digits of a CPR number must be a real date, written DDMMYY"}
	}
	return CPR(s), nil
}

// Digits returns the ten plain digits, for the wire and the store. Do not log it.
func (c CPR) Digits() string { return string(c) }

// BirthDate returns the day of birth. The century follows from digit 7 and the
// year (the CPR office's table): 0-3 is 19xx; 4 and 9 are 20xx up to 36 and 19xx
// from 37; 5-8 are 20xx up to 57 and 18xx from 58. All three are 0 for the zero
// value.
func (c CPR) BirthDate() (year int, month time.Month, day int) {
	if len(c) != 10 || !allDigits(string(c)) {
		return 0, 0, 0
	}
	return born(string(c))
}

// Valid11 reports whether the number satisfies modulus 11. It is information,
// never a reason to refuse.
func (c CPR) Valid11() bool {
	return len(c) == 10 && allDigits(string(c)) && sum11(string(c), "4327654321") == 0
}

// String returns the masked form, DDMM**-****, or "" for the zero value.
func (c CPR) String() string { return maskCPR(string(c)) }

// Format prints the masked form whatever the verb, so that %d, %x or %#v
// cannot show the number.
func (c CPR) Format(f fmt.State, verb rune) { formatMasked(f, verb, c.String()) }

// LogValue is the masked form.
func (c CPR) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText returns the plain digits: encoded data (JSON, XML) carries the
// number itself, only printing masks.
func (c CPR) MarshalText() ([]byte, error) { return []byte(c), nil }

// UnmarshalText reads what [ParseCPR] reads; empty text is the zero value.
func (c *CPR) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = ""
		return nil
	}
	parsed, err := ParseCPR(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// born splits ten digits into a day; the day need not exist.
func born(s string) (year int, month time.Month, day int) {
	yy := number(s[4:6])
	return century(s[6], yy) + yy, time.Month(number(s[2:4])), number(s[0:2])
}

// century is the CPR office's table: digit 7 and the two-digit year.
func century(digit7 byte, yy int) int {
	switch {
	case digit7 <= '3':
		return 1900
	case digit7 == '4' || digit7 == '9':
		if yy <= 36 {
			return 2000
		}
		return 1900
	case yy <= 57:
		return 2000
	default:
		return 1800
	}
}

// plausible reports whether ten digits begin with a day that exists.
func plausible(s string) bool { return dateExists(born(s)) }

func dateExists(year int, month time.Month, day int) bool {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && t.Month() == month && t.Day() == day
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// number reads a short run of digits.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// sum11 is the weighted digit sum modulo 11; weights is a digit string as long
// as s or longer.
func sum11(s, weights string) int {
	sum := 0
	for i := range len(s) {
		sum += int(s[i]-'0') * int(weights[i]-'0')
	}
	return sum % 11
}
