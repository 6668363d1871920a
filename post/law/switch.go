package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Name names a switch, as it is written in configuration and reports.
type Name string

// Kind says what values a switch takes.
type Kind string

// The kinds.
const (
	Choice   Kind = "choice"   // one of Values
	Set      Kind = "set"      // any of Values, joined by commas; "none" (or "") is the empty set
	Number   Kind = "number"   // a whole number from 0 to 10000; the name tells the unit
	Clock    Kind = "clock"    // a local time of day, HH:MM
	Day      Kind = "day"      // a calendar date, YYYY-MM-DD
	Duration Kind = "duration" // as Go writes it: 90s, 12h
	Label    Kind = "label"    // small letters, digits, dots and dashes; names something that whoever asks must know
)

// Switch is a point on which sources differ or are silent.
type Switch struct {
	Name      Name     `json:"name"`
	Contested string   `json:"contested,omitempty"` // the point's id in the specification, such as U-18
	Kind      Kind     `json:"kind"`
	Values    []string `json:"values,omitempty"` // for Choice and Set
	Default   string   `json:"default"`
	Da        string   `json:"da"` // what is in question, in one Danish sentence
	En        string   `json:"en"` // the same in English
	Source    string   `json:"source"`
	// NotYet marks a switch that nothing depends on yet: it keeps its default.
	NotYet bool `json:"notYet,omitempty"`
}

// Allowed describes the values the switch takes, for messages and help.
func (s Switch) Allowed() string {
	if s.NotYet {
		return "only " + s.Default + ", because nothing depends on this switch yet"
	}
	switch s.Kind {
	case Choice:
		return strings.Join(s.Values, "|")
	case Set:
		return "none, or any of " + strings.Join(s.Values, ",")
	case Number:
		return "a whole number from 0 to 10000"
	case Clock:
		return "a time of day, HH:MM"
	case Day:
		return "a date, YYYY-MM-DD"
	case Label:
		return "a name of small letters, digits, dots and dashes"
	default:
		return "a duration such as 0s, 90s or 12h"
	}
}

func (s Switch) clone() Switch {
	s.Values = slices.Clone(s.Values)
	return s
}

// parse returns the value in its one canonical form, or false.
func (s Switch) parse(value string) (string, bool) {
	value = strings.TrimSpace(value)
	switch s.Kind {
	case Choice:
		return value, slices.Contains(s.Values, value)
	case Set:
		return s.parseSet(value)
	case Number:
		n, err := strconv.Atoi(value)
		return strconv.Itoa(n), err == nil && n >= 0 && n <= 10_000
	case Clock:
		_, err := time.Parse("15:04", value)
		return value, err == nil && len(value) == len("15:04")
	case Day:
		_, err := time.Parse(time.DateOnly, value)
		return value, err == nil
	case Duration:
		d, err := time.ParseDuration(value)
		return d.String(), err == nil && d >= 0
	case Label:
		return value, isLabel(value)
	}
	return "", false
}

// isLabel reports whether a text is a name of up to 64 small letters, digits, dots
// and dashes that begins with a letter or digit.
func isLabel(text string) bool {
	const most = 64
	for i, c := range []byte(text) {
		small := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		if !small && (i == 0 || c != '.' && c != '-') {
			return false
		}
	}
	return text != "" && len(text) <= most
}

// parseSet returns the members in the order of Values.
func (s Switch) parseSet(value string) (string, bool) {
	if value == "" || value == "none" {
		return "none", true
	}
	asked := strings.Split(value, ",")
	for i := range asked {
		asked[i] = strings.TrimSpace(asked[i])
		if !slices.Contains(s.Values, asked[i]) {
			return "", false
		}
	}
	members := slices.DeleteFunc(slices.Clone(s.Values), func(v string) bool { return !slices.Contains(asked, v) })
	return strings.Join(members, ","), true
}

// ErrorCode names a reason for which a question to the catalogue is refused.
type ErrorCode string

// The reasons for which this package refuses input.
const (
	CodeUnknownSwitch ErrorCode = "law.switch.unknown"
	CodeBadValue      ErrorCode = "law.switch.value"
	CodeUnknownRule   ErrorCode = "law.rule.unknown"
)

// Error tells what was not understood and what is allowed instead.
type Error struct {
	Code    ErrorCode
	Message string
}

// Error returns the code and the sentence.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

func errUnknownSwitch(name Name) error {
	names := make([]string, len(switches))
	for i, s := range switches {
		names[i] = string(s.Name)
	}
	return &Error{CodeUnknownSwitch, fmt.Sprintf("there is no switch %q; choose one of %s", name, strings.Join(names, ", "))}
}

func errBadValue(s Switch, value string) error {
	return &Error{CodeBadValue, fmt.Sprintf("switch %s cannot be %q; allowed: %s", s.Name, value, s.Allowed())}
}
