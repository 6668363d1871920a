package law

import (
	"slices"
	"strings"
)

// ID names a rule: family and number, such as DK-EXEMPT-12 or TIME-05.
type ID string

// Family is the ID without its number: DK-EXEMPT.
func (id ID) Family() string {
	if i := strings.LastIndexByte(string(id), '-'); i >= 0 {
		return string(id[:i])
	}
	return string(id)
}

// Level says how binding a rule is on the system under test.
type Level string

// The levels. A broken MUST is a failure, a broken SHOULD a warning; MAY and
// INFO are reported only.
const (
	Must   Level = "MUST"
	Should Level = "SHOULD"
	May    Level = "MAY"
	Info   Level = "INFO"
)

// Jurisdiction is the country whose law a rule belongs to.
type Jurisdiction string

// The jurisdictions; Anywhere marks rules that hold in all three.
const (
	Denmark   Jurisdiction = "DK"
	Greenland Jurisdiction = "GL"
	Norway    Jurisdiction = "NO"
	Anywhere  Jurisdiction = "ANY"
)

// Confidence tells how well a rule is founded. Two marks, such as A/D, are for
// its core and its details.
//
//	A  the legal text was read (at least the paragraph relied on)
//	B  official guidance, bill remarks or technical specification
//	C  secondary source: law firm, municipality, newspaper, code
//	S  stated in the material the project began with
//	D  inference, or general knowledge
type Confidence string

// Date is a local calendar date, YYYY-MM-DD; "" is open.
type Date string

// Rule is one demand.
type Rule struct {
	ID           ID           `json:"id"`
	Level        Level        `json:"level"`
	Jurisdiction Jurisdiction `json:"jurisdiction"`
	Da           string       `json:"da"` // the rule in one Danish sentence
	En           string       `json:"en"` // the same in English
	Sources      []string     `json:"sources"`
	Confidence   Confidence   `json:"confidence"`
	From         Date         `json:"from,omitempty"`     // first day in force; "" when that is not known or not dated
	To           Date         `json:"to,omitempty"`       // last day in force; "" when it still is
	Switches     []Name       `json:"switches,omitempty"` // what is contested about it
}

// InForce reports whether the rule is in force on the given day.
func (r Rule) InForce(day Date) bool {
	return (r.From == "" || r.From <= day) && (r.To == "" || day <= r.To)
}

// Text returns the sentence in the given language, "da" or else English.
func (r Rule) Text(lang string) string {
	if lang == "da" {
		return r.Da
	}
	return r.En
}

func (r Rule) clone() Rule {
	r.Sources, r.Switches = slices.Clone(r.Sources), slices.Clone(r.Switches)
	return r
}
