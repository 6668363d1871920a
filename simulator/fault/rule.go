package fault

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Point is a place at which something can go wrong.
type Point string

// The points. Each call there is counted once; a receipt counts once however
// often it is pushed.
const (
	AtSTS     Point = "sts"     // an assertion is asked for
	AtToken   Point = "token"   // an assertion is exchanged for an access token
	AtLookup  Point = "lookup"  // PostForespoerg
	AtSend    Point = "send"    // KombiPostAfsend
	AtReceipt Point = "receipt" // a receipt is about to be pushed for the first time
)

// Action is what goes wrong.
type Action string

// The actions. The first group answers without doing the work, the second does
// the work and spoils the answer, the third is for receipts.
const (
	Status      Action = "status"       // answer with Rule.Status
	Close       Action = "close"        // close the connection without an answer
	Hang        Action = "hang"         // never answer
	ResultFalse Action = "result-false" // refuse inside a 200: Result false (sf1601 2.3)
	Slow        Action = "slow"         // do the work Rule.Delay later

	AcceptThenStatus Action = "accept-then-status"
	AcceptThenClose  Action = "accept-then-close"
	AcceptThenHang   Action = "accept-then-hang"

	Lose    Action = "lose"    // count the receipt as delivered without sending it
	Delay   Action = "delay"   // push it Rule.Delay later; those behind it wait too
	Double  Action = "double"  // push it twice
	Reorder Action = "reorder" // push the one behind it first
)

// Limits of a rule's numbers.
const (
	MaxDelay = 10 * time.Minute
	MaxRules = 100
)

// Rule is one line of the script. The zero value of After, Next, OneIn,
// RetryAfter and Delay is the plain case.
type Rule struct {
	At         Point         `json:"at"`
	After      int           `json:"after,omitempty"`      // calls that pass first
	Next       int           `json:"next,omitempty"`       // calls that are struck then; 0: all
	OneIn      int           `json:"oneIn,omitempty"`      // of those only one in so many, chosen by the seed; 0 and 1: each
	Do         Action        `json:"do"`                   // what is played
	Status     int           `json:"status,omitempty"`     // 400 to 599, with status and accept-then-status
	RetryAfter time.Duration `json:"retryAfter,omitempty"` // sent as whole seconds beside Status
	Delay      time.Duration `json:"delay,omitempty"`      // wall time, with slow and delay; up to MaxDelay
}

// Entry is a rule with what it has done so far.
type Entry struct {
	Rule
	Seen   int `json:"seen"`   // calls at its point since it was set
	Struck int `json:"struck"` // calls on which it was played
}

// CodeInvalid is the code of every [Error].
const CodeInvalid = "fault.invalid"

// Error refuses a rule. Text says what to change.
type Error struct {
	Code string
	Text string
}

func (e *Error) Error() string { return e.Code + ": " + e.Text }

// actions says which actions can be played at a point.
func actions(at Point) []Action {
	answer := []Action{Status, Close, Hang, Slow, AcceptThenStatus, AcceptThenClose, AcceptThenHang}
	switch at {
	case AtSTS, AtToken, AtLookup:
		return answer
	case AtSend:
		return append(answer, ResultFalse)
	case AtReceipt:
		return []Action{Lose, Delay, Double, Reorder}
	default:
		return nil
	}
}

// Check returns an [*Error] for a rule that cannot be played.
func (r Rule) Check() error {
	allowed := actions(r.At)
	needsStatus := r.Do == Status || r.Do == AcceptThenStatus
	needsDelay := r.Do == Slow || r.Do == Delay
	switch {
	case allowed == nil:
		return invalid("at is %q: use sts, token, lookup, send or receipt", r.At)
	case !slices.Contains(allowed, r.Do):
		return invalid("do is %q: at %s use one of %s", r.Do, r.At, list(allowed))
	case r.After < 0 || r.Next < 0 || r.OneIn < 0:
		return invalid("after, next and oneIn count calls: use 0 or more")
	case needsStatus && (r.Status < 400 || r.Status > 599):
		return invalid("status is %d: %s needs 400 to 599", r.Status, r.Do)
	case !needsStatus && (r.Status != 0 || r.RetryAfter != 0):
		return invalid("status and retryAfter go with status and accept-then-status, not with %s", r.Do)
	case r.RetryAfter < 0 || r.RetryAfter%time.Second != 0:
		return invalid("retryAfter is %s: use whole seconds", r.RetryAfter)
	case needsDelay && (r.Delay <= 0 || r.Delay > MaxDelay):
		return invalid("delay is %s: %s needs more than nothing and at most %s", r.Delay, r.Do, MaxDelay)
	case !needsDelay && r.Delay != 0:
		return invalid("delay goes with slow and delay, not with %s", r.Do)
	default:
		return nil
	}
}

func invalid(format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Text: fmt.Sprintf(format, args...)}
}

func list(actions []Action) string {
	words := make([]string, len(actions))
	for i, a := range actions {
		words[i] = string(a)
	}
	return strings.Join(words, ", ")
}
