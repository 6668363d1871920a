package ident

import "strings"

// CVR is the number of a Danish legal unit: eight plain digits. It is public,
// not personal, and prints as it is. The zero value is no number.
type CVR string

// ParseCVR reads eight digits; blanks around them are ignored. Modulus 11 is
// not demanded, because our fictive companies fail it on purpose.
//
// Errors are *[Error] with [CodeCVRFormat].
func ParseCVR(s string) (CVR, error) {
	s = strings.TrimSpace(s)
	if len(s) != 8 || !allDigits(s) {
		return "", &Error{CodeCVRFormat, "a CVR number is eight digits"}
	}
	return CVR(s), nil
}

// Digits returns the eight digits.
func (c CVR) Digits() string { return string(c) }

// String returns the eight digits. Of what was written as a CVR number and is
// none, a CPR number is masked.
func (c CVR) String() string { return MaskText(string(c)) }

// Valid11 reports whether the number satisfies modulus 11, as every number
// given to a real company does.
func (c CVR) Valid11() bool {
	return len(c) == 8 && allDigits(string(c)) && sum11(string(c), "27654321") == 0
}

// MarshalText returns the eight digits.
func (c CVR) MarshalText() ([]byte, error) { return []byte(c), nil }

// UnmarshalText reads what [ParseCVR] reads; empty text is the zero value.
func (c *CVR) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = ""
		return nil
	}
	parsed, err := ParseCVR(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
