package kombi

import (
	"errors"
	"fmt"

	"github.com/brevdue/brevdue/post/ident"
)

// Code is the stable name of a way in which reading or writing fails.
type Code string

// The codes of [Error]. Those beginning with "kombi.request" are what a
// provider answers with status 400: unreadable or incomplete.
const (
	CodeUnreadable   Code = "kombi.request.unreadable" // not well-formed, wrong root, beyond a limit
	CodeChoice       Code = "kombi.request.choice"     // KombiValgKode missing or unknown
	CodeMemoMissing  Code = "kombi.request.memo.missing"
	CodePrintMissing Code = "kombi.request.forsendelse.missing"
	CodeStructure    Code = "kombi.request.structure" // a part is there twice
	CodeSink         Code = "kombi.sink"              // the receiver of documents failed; not the sender's fault
	CodeWrite        Code = "kombi.write"             // the value cannot be written, or the writer failed
	CodeInstant      Code = "kombi.instant"           // text that is no dateTime
	CodeJSON         Code = "kombi.json"              // JSON of another form
	CodeAnswer       Code = "kombi.answer"            // an answer of another form
	CodeEnvelope     Code = "kombi.envelope"          // an unreadable Haendelsesbesked or ModtagBesked
	CodeReceipt      Code = "kombi.receipt"           // an unreadable PKO_PostStatus
)

// Error is a failure with a stable code and a sentence that says what to do.
// The sentence never shows a CPR number.
type Error struct {
	Code  Code
	Text  string
	Cause error // nil when there is none
}

// Error is code, sentence and cause, with numbers masked; a long one is cut.
func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Text
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return fmt.Sprintf("%.1000s", ident.MaskText(s)) // a cause may repeat what was sent
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// shown is a text from elsewhere as the sentence of an error may show it: its
// first characters, CPR numbers masked. Masked first: a number that is cut is
// not one any more, and most of it would show.
func shown(text string) string { return fmt.Sprintf("%.40s", ident.MaskText(text)) }

// CodeOf returns the code of the outermost [Error] in err, or "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
