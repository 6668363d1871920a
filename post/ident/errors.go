package ident

// Code names a reason for which a number is refused. Codes are stable: tests
// and reports may rely on them.
type Code string

// The reasons for which this package refuses input.
const (
	CodeCPRFormat    Code = "cpr.format"    // not ten digits, nor six, a dash and four
	CodeCPRDate      Code = "cpr.date"      // the first six digits are no day of the calendar
	CodeCVRFormat    Code = "cvr.format"    // not eight digits
	CodeFictiveRange Code = "fictive.range" // no fictive number exists for what was asked
)

// Error tells why a number was refused and what to write instead. It never
// repeats the number.
type Error struct {
	Code    Code
	Message string // one sentence that says what to do
}

// Error returns the code and the sentence.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }
