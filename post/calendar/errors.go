package calendar

// Code names a reason for which this package refuses input.
type Code string

// The reasons.
const (
	CodeDay          Code = "calendar.day"          // no date that exists
	CodePeriod       Code = "calendar.period"       // no number and unit
	CodeJurisdiction Code = "calendar.jurisdiction" // no zone or no list of holidays is known for it
)

// Error tells what was not understood and what to write instead.
type Error struct {
	Code    Code
	Message string
}

// Error returns the code and the sentence.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }
