package kombi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Code is the stable name of a way in which a call fails.
type Code string

// The codes of [Error].
const (
	CodeAddress    Code = "client.address"     // an address that cannot be meant
	CodeCert       Code = "client.certificate" // no usable client certificate
	CodeNoAnswer   Code = "provider.no-answer" // no connection, broken off, timed out
	CodeResting    Code = "provider.resting"   // too many failures; not called for a while
	CodeStatus     Code = "provider.status"    // an HTTP status that means failure
	CodeUnreadable Code = "provider.answer"    // an answer of another form
	CodeLetter     Code = "letter.unwritable"  // the letter cannot be written to the wire
)

// Error is a failed call.
type Error struct {
	Code     Code
	Step     string        // "sts", "token", "send" or "lookup"
	Status   int           // HTTP status; 0 without an answer
	Provider string        // the provider's own code, when it gave one
	Text     string        // what happened, the provider's sentence included
	After    time.Duration // how long the provider asks to be left alone
	Cause    error
}

// Error is the sentence with numbers masked.
func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Text
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return ident.MaskText(s)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// verdicts is what an HTTP status means for a letter, first match decides.
// Final are the statuses by which a provider says that this very letter will
// never be taken; everything that an operator or time can mend is tried again,
// with the same ids.
func verdicts() []struct {
	step     string // "" matches any
	from, to int
	verdict  outbox.Verdict
} {
	return []struct {
		step     string
		from, to int
		verdict  outbox.Verdict
	}{
		{"", 200, 299, outbox.VerdictAccepted},
		{"", 300, 399, outbox.VerdictRetry},      // a wrong address; never followed
		{"token", 400, 400, outbox.VerdictRetry}, // an assertion refused twice, a fresh one included
		{"", 400, 400, outbox.VerdictRefused},    // unreadable, incomplete; STS: no service agreement
		{"", 401, 401, outbox.VerdictRetry},      // after one fresh chain of tokens
		{"sts", 403, 403, outbox.VerdictRetry},   // the certificate: an operator gets a new one
		{"token", 403, 403, outbox.VerdictRetry}, // likewise
		{"", 403, 403, outbox.VerdictRefused},    // no connection agreement, foreign sender
		{"", 404, 405, outbox.VerdictRetry},      // a wrong address
		{"", 408, 408, outbox.VerdictRetry},
		{"", 425, 425, outbox.VerdictRetry},
		{"", 429, 429, outbox.VerdictRetry},
		{"", 400, 499, outbox.VerdictRefused}, // 413 too large and the like
		{"", 500, 599, outbox.VerdictRetry},
	}
}

func verdictOf(step string, status int) outbox.Verdict {
	for _, row := range verdicts() {
		if (row.step == "" || row.step == step) && row.from <= status && status <= row.to {
			return row.verdict
		}
	}
	return outbox.VerdictRetry
}

// outcomeOf is what a failed call means for the letter.
func outcomeOf(err error) outbox.Outcome {
	var e *Error
	if !errors.As(err, &e) {
		return outbox.Outcome{Verdict: outbox.VerdictRetry, Code: string(CodeNoAnswer), Words: err.Error()}
	}
	o := outbox.Outcome{Verdict: outbox.VerdictRetry, Code: e.Provider, Words: e.Error(), After: e.After}
	switch {
	case e.Provider == outbox.CodeDuplicate:
		o.Verdict = outbox.VerdictAccepted // a repeat proves that the first got through (DK-REC-08)
	case e.Code == CodeResting:
		o.Verdict = outbox.VerdictLater
	case e.Code == CodeLetter:
		o.Verdict = outbox.VerdictRefused
	case e.Code == CodeStatus:
		o.Verdict = verdictOf(e.Step, e.Status)
	}
	if o.Code == "" {
		o.Code = string(e.Code)
		if e.Code == CodeStatus {
			o.Code = fmt.Sprintf("%s.%d", e.Step, e.Status)
		}
	}
	return o
}

// noAnswer is the error of a call that brought no HTTP answer.
func (c *Client) noAnswer(step string, err error) error {
	if errors.Is(err, circuitbreaker.ErrOpen) {
		return &Error{Code: CodeResting, Step: step, Text: "the provider failed several times in a row and is left alone for a while", After: c.breaker.RemainingDelay(), Cause: err}
	}
	text := "the provider did not answer"
	if errors.Is(err, context.DeadlineExceeded) {
		text = "the provider did not answer in time"
	}
	return &Error{Code: CodeNoAnswer, Step: step, Text: text, Cause: err}
}

// maxErrorBody is how much of a refusal is read.
const maxErrorBody = 64 << 10

// statusError reads a refusal: its status, and the provider's code and sentence
// in whichever form the body has.
func statusError(step string, resp *http.Response) *Error {
	e := &Error{Code: CodeStatus, Step: step, Status: resp.StatusCode, After: retryAfter(resp.Header, time.Now())}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	if err != nil {
		e.Cause = err
	}
	code, words := reason(string(body))
	e.Provider = code
	e.Text = fmt.Sprintf("%s answered %d", step, resp.StatusCode)
	if words != "" {
		e.Text += ": " + words
	}
	return e
}

// reason finds code and sentence in the body of a refusal: fault XML, or the
// JSON of the STS or of the token service.
func reason(body string) (code, words string) {
	if fault, err := kombi.ReadFault(strings.NewReader(body)); err == nil && len(fault.Errors) > 0 {
		return fault.Errors[0].Code, fault.Errors[0].Text
	}
	if e := kombi.ReadTokenError(strings.NewReader(body)); e.Code != "" {
		return e.Code, e.Description
	}
	return "", kombi.ReadSTSError(strings.NewReader(body)).Message
}

// retryAfter reads the header Retry-After: seconds or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil {
		return max(0, min(time.Duration(seconds)*time.Second, longestAsked))
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, min(at.Sub(now), longestAsked))
	}
	return 0
}

// longestAsked bounds what a provider may ask for.
const longestAsked = time.Hour
