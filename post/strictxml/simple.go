package strictxml

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Base is the XML Schema type that a simple type is made from.
type Base int

// The supported base types. String keeps white space, Long refuses it around the
// digits, all others collapse it.
const (
	String Base = iota
	Boolean
	Integer
	Long // xs:long and the types below it; see checkBase
	Decimal
	DateOnly
	DateTime
	AnyURI
	Language
	NCName // also for xs:ID; uniqueness is not checked
)

// Type is a simple type: a base and what restricts it. Zero fields do not restrict.
type Type struct {
	Base           Base
	MinLen, MaxLen int   // characters
	Lo, Hi         int64 // for Integer, both inclusive
	HasRange       bool  // Lo and Hi are in force; else any size is allowed
	Enum           []string
	Pattern        string            // as findings show it
	Match          func(string) bool // decides about Pattern
}

// BooleanType is xs:boolean: true, false, 1, 0.
var BooleanType = &Type{Base: Boolean}

// StringType is xs:string with a length in characters; max 0 is no limit.
func StringType(minLen, maxLen int) *Type { return &Type{MinLen: minLen, MaxLen: maxLen} }

// EnumType is xs:string with a fixed list of values.
func EnumType(values ...string) *Type { return &Type{Enum: values} }

// IntegerType is a whole number from lo to hi.
func IntegerType(lo, hi int64) *Type { return &Type{Base: Integer, Lo: lo, Hi: hi, HasRange: true} }

// LongType is xs:long. White space around the digits is refused: the standard
// allows it, libxml2 does not, and our verdict is that of libxml2.
func LongType() *Type {
	return &Type{Base: Long, Lo: math.MinInt64, Hi: math.MaxInt64, HasRange: true}
}

// PositiveType is xs:positiveInteger. It has no upper limit in the schema; a
// value beyond an int64 is RuleBigValue. So it is with NonNegativeType.
func PositiveType() *Type { return IntegerType(1, math.MaxInt64) }

// NonNegativeType is xs:nonNegativeInteger.
func NonNegativeType() *Type { return IntegerType(0, math.MaxInt64) }

// PatternType restricts base by an expression that must match the whole value.
// It panics on an expression that does not compile: tables are program text.
func PatternType(base Base, pattern string) *Type {
	re := regexp.MustCompile(`^(?:` + pattern + `)$`)
	return &Type{Base: base, Pattern: pattern, Match: re.MatchString}
}

// fault is what check found wrong; the zero value is nothing.
type fault struct{ rule, limit string }

// check normalises white space as the base demands, looks at every facet, and
// returns the normalised value.
func (t *Type) check(v string) (string, fault) {
	if t.collapses() {
		v = collapse(v)
	}
	if f := t.checkBase(v); f.rule != "" {
		return v, f
	}
	if t.MinLen > 0 || t.MaxLen > 0 {
		n := len(v)
		if n > t.MaxLen || n < 4*t.MinLen {
			n = utf8.RuneCountInString(v)
		}
		if t.MaxLen > 0 && n > t.MaxLen {
			return v, fault{RuleMaxLength, fmt.Sprintf("at most %d characters", t.MaxLen)}
		}
		if n < t.MinLen {
			return v, fault{RuleMinLength, fmt.Sprintf("at least %d characters", t.MinLen)}
		}
	}
	if len(t.Enum) > 0 && !contains(t.Enum, v) {
		return v, fault{RuleEnumeration, strings.Join(t.Enum, " | ")}
	}
	if t.Match != nil && !t.Match(v) {
		return v, fault{RulePattern, t.Pattern}
	}
	return v, fault{}
}

// collapses says whether white space around the value is taken away before it
// is judged. By the standard all types but string do it; libxml2 does not for
// xs:long, nor for dates that no pattern restricts.
func (t *Type) collapses() bool {
	switch t.Base {
	case String, Long:
		return false
	case DateOnly, DateTime:
		return t.Match != nil
	}
	return true
}

func (t *Type) checkBase(v string) fault {
	switch t.Base {
	case Boolean:
		if v != "true" && v != "false" && v != "1" && v != "0" {
			return fault{RuleType, "true, false, 1 or 0"}
		}
	case Integer, Long:
		return t.checkInteger(v)
	case Decimal:
		if !isDecimal(v) {
			return fault{RuleType, "a decimal number"}
		}
	case DateOnly:
		if !isDate(v) {
			return fault{RuleType, "a date, 2030-01-31"}
		}
	case DateTime:
		if !isDateTime(v) {
			return fault{RuleType, "a date and time, 2030-01-31T12:00:00Z"}
		}
	case AnyURI:
		if !isURIReference(v) {
			return fault{RuleType, "a URI"}
		}
	case Language:
		if !isLanguage(v) {
			return fault{RuleType, "a language tag, da"}
		}
	case NCName:
		if !isNCName(v) {
			return fault{RuleType, "a name without colon"}
		}
	}
	return fault{}
}

func (t *Type) checkInteger(v string) fault {
	if !isInteger(v) {
		return fault{RuleType, "a whole number"}
	}
	if !t.HasRange {
		return fault{}
	}
	i, err := parseInt(v)
	if err != nil { // beyond int64: which side?
		if strings.HasPrefix(v, "-") || t.Hi != math.MaxInt64 || t.Lo == math.MinInt64 {
			return fault{RuleRange, t.rangeText()}
		}
		return fault{RuleBigValue, "at most " + strconv.FormatInt(math.MaxInt64, 10)}
	}
	if i < t.Lo || i > t.Hi {
		return fault{RuleRange, t.rangeText()}
	}
	return fault{}
}

func (t *Type) rangeText() string {
	switch {
	case t.Hi == math.MaxInt64 && t.Lo != math.MinInt64:
		return fmt.Sprintf("at least %d", t.Lo)
	case t.Lo == math.MinInt64 && t.Hi != math.MaxInt64:
		return fmt.Sprintf("at most %d", t.Hi)
	}
	return fmt.Sprintf("%d to %d", t.Lo, t.Hi)
}

func contains(list []string, v string) bool {
	for _, e := range list {
		if e == v {
			return true
		}
	}
	return false
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// collapse is whiteSpace="collapse": trimmed, and inner runs become one space.
func collapse(v string) string {
	clean := true
	for i := 0; i < len(v); i++ {
		if isSpace(v[i]) && (v[i] != ' ' || i == 0 || i == len(v)-1 || isSpace(v[i-1])) {
			clean = false
			break
		}
	}
	if clean {
		return v
	}
	return strings.Join(strings.FieldsFunc(v, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) }), " ")
}

func digits(v string) (n int) {
	for n < len(v) && v[n] >= '0' && v[n] <= '9' {
		n++
	}
	return n
}

func unsigned(v string) string {
	if v != "" && (v[0] == '+' || v[0] == '-') {
		return v[1:]
	}
	return v
}

// mostDigits is the longest number, leading zeros aside, that libxml2 takes.
const mostDigits = 24

func isInteger(v string) bool {
	v = unsigned(v)
	return v != "" && digits(v) == len(v) && len(strings.TrimLeft(v, "0")) <= mostDigits
}

func isDecimal(v string) bool {
	v = unsigned(v)
	whole := digits(v)
	if whole == len(v) {
		return whole > 0 && len(strings.TrimLeft(v, "0")) <= mostDigits
	}
	if v[whole] != '.' {
		return false
	}
	rest := v[whole+1:]
	return digits(rest) == len(rest) && whole+len(rest) > 0 &&
		len(strings.TrimLeft(v[:whole], "0"))+len(rest) <= mostDigits
}

func isNCName(v string) bool {
	for i, r := range v {
		if r == ':' || !isNameRune(r) || i == 0 && !isNameStart(r) {
			return false
		}
	}
	return v != ""
}

// isLanguage is the pattern that XML Schema Part 2 gives for xs:language.
func isLanguage(v string) bool {
	for i, part := range strings.Split(v, "-") {
		if part == "" || len(part) > 8 {
			return false
		}
		for j := 0; j < len(part); j++ {
			c := part[j] | 0x20
			letter := c >= 'a' && c <= 'z'
			digit := part[j] >= '0' && part[j] <= '9'
			if !letter && (i == 0 || !digit) {
				return false
			}
		}
	}
	return true
}
