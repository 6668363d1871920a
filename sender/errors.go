package sender

import (
	"errors"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// Code is the stable name of a way in which the sender refuses or fails.
type Code string

// The codes of [Error]. Those of the outbox and of the provider's client come
// through unchanged.
const (
	CodeProfile   Code = "sender.profile"         // a profile that cannot be served
	CodeUnknown   Code = "sender.profile.unknown" // no profile has that id
	CodeDraft     Code = "sender.draft"           // a draft with problems; see Problems
	CodeOptions   Code = "sender.options"         // options that contradict each other
	CodeConfig    Code = "sender.config"          // a configuration file or variable that cannot be used
	CodeNoArrival Code = "sender.arrival.none"    // the letter has not arrived and cannot be presumed to have
)

// Error is a refusal or failure with a stable code and a sentence that says what
// to do.
type Error struct {
	Code     Code
	Text     string
	Rule     law.ID    // the rule it follows from, when there is one
	Problems []Problem // with CodeDraft
	Cause    error
}

// Problem is one thing that is wrong with a draft.
type Problem struct {
	Field string `json:"field"` // as in the JSON form of a draft
	Code  string `json:"code"`
	Text  string `json:"text"` // what to do
	Rule  law.ID `json:"rule,omitempty"`
}

// Error is code, sentence, problems and cause; numbers in it, such as one in a
// file name, are masked.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code) + ": " + e.Text)
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.Field + ": " + p.Text + " (" + p.Code + ")")
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return ident.MaskText(b.String())
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Misuse reports whether what was asked for cannot be done as it was asked, so
// that a command ends with the exit code of wrong usage.
func (e *Error) Misuse() bool { return e.Code != CodeNoArrival }

// CodeOf returns the code of the outermost [Error] in err, or "".
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
