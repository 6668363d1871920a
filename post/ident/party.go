package ident

import (
	"fmt"
	"log/slog"
	"strings"
)

// Kind is the kind of number a [Party] is stated by, in capitals.
type Kind string

// The kinds that can be somebody in the Danish registers. The wire may state
// others; they are kept as they are and belong to nobody.
const (
	KindCPR Kind = "CPR"
	KindCVR Kind = "CVR"
)

// Party is a recipient or sender as stated on the wire, perhaps nonsense. It is
// comparable: two equal parties were stated the same way, dashes, blanks and
// case apart. It prints masked.
type Party struct {
	Kind   Kind   `json:"kind"`
	Number string `json:"number"` // plain; digits when it is a real CPR or CVR number
}

// ParseParty reads an id type and an id; it never fails. The type is compared
// without regard to case. Blanks around the id are dropped, and in a CPR number
// every dash and blank.
func ParseParty(idType, id string) Party {
	p := Party{
		Kind:   Kind(strings.ToUpper(strings.TrimSpace(idType))),
		Number: strings.TrimSpace(id),
	}
	if p.Kind == KindCPR {
		p.Number = strings.NewReplacer("-", "", " ", "").Replace(p.Number)
	}
	return p
}

// Person is the party with the given CPR number.
func Person(c CPR) Party { return Party{KindCPR, c.Digits()} }

// Company is the party with the given CVR number.
func Company(c CVR) Party { return Party{KindCVR, c.Digits()} }

// CPR returns the person's number, or false when the party is stated by
// another kind or by something that is no CPR number.
func (p Party) CPR() (CPR, bool) {
	if p.Kind != KindCPR {
		return "", false
	}
	c, err := ParseCPR(p.Number)
	return c, err == nil
}

// CVR returns the company's number, or false when the party is stated by
// another kind or by something that is no CVR number.
func (p Party) CVR() (CVR, bool) {
	if p.Kind != KindCVR {
		return "", false
	}
	c, err := ParseCVR(p.Number)
	return c, err == nil
}

// Nobody reports whether the party is CPR 0000000000, which senders of physical
// letters write when they know an address and no number.
func (p Party) Nobody() bool { return p.Kind == KindCPR && p.Number == "0000000000" }

// Key returns a plain, stable key such as "CPR:0703901234", for maps and
// indexes. Do not log it.
func (p Party) Key() string { return string(p.Kind) + ":" + p.Number }

// String returns kind and number, masked: "CPR 0703**-****". What is stated as
// a CPR number and is none may be one with a slip of the pen, so nothing of it
// is shown.
func (p Party) String() string {
	number := MaskText(p.Number)
	if p.Kind == KindCPR && !p.Nobody() {
		number = "******-****"
		if c, ok := p.CPR(); ok {
			number = c.String()
		}
	}
	return strings.TrimSpace(MaskText(string(p.Kind)) + " " + number)
}

// Format prints [Party.String] whatever the verb.
func (p Party) Format(f fmt.State, verb rune) { formatMasked(f, verb, p.String()) }

// LogValue is [Party.String].
func (p Party) LogValue() slog.Value { return slog.StringValue(p.String()) }
