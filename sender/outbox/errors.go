package outbox

import "errors"

// Code is the stable name of a way in which the outbox fails.
type Code string

// The codes of [Error].
const (
	CodeUnknownLetter Code = "outbox.letter.unknown"   // no letter has that id
	CodeDocument      Code = "outbox.document"         // a document changed or could not be read while it was stored
	CodeStore         Code = "outbox.store"            // the file could not be read or written
	CodeClosed        Code = "outbox.closed"           // the outbox was closed meanwhile
	CodeReceipt       Code = "outbox.receipt.unusable" // a receipt without an id or without any key
)

// Error is a failure with a stable code and a sentence that says what to do.
type Error struct {
	Code  Code
	Text  string
	Cause error // nil when there is none
}

// Error is code, sentence and cause.
func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Text
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the outermost [Error] in err, or "".
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
