package outbox

// State is what the evidence about a letter amounts to.
type State string

// The states. Final are available, printed and refused; failed ends the sender's
// own attempts, and a receipt may still correct it.
const (
	Queued    State = "queued"    // not answered yet
	Accepted  State = "accepted"  // the provider has it; not delivered (DK-REC-01)
	Available State = "available" // available to the recipient: arrived (DK-ARR-01)
	Printed   State = "printed"   // handed to the postal operator
	Refused   State = "refused"   // will not be delivered; the evidence says why
	Failed    State = "failed"    // the sender gave up
	Overdue   State = "overdue"   // accepted, and no final receipt within the period
)

// States lists them in the order of a letter's way.
func States() []State {
	return []State{Queued, Accepted, Available, Printed, Refused, Failed, Overdue}
}

// Final reports whether nothing more is waited for.
func (s State) Final() bool {
	return s == Available || s == Printed || s == Refused || s == Failed
}

// claim is a row of the state table: evidence that matches claims the state.
type claim struct {
	kind   Kind
	report Report
	code   string // "" matches any
	state  State
	weight int // the heaviest claim decides
}

// claims is the state table. The first row that matches a piece of evidence is
// its claim; evidence that matches none claims nothing. Weights, not order of
// arrival, decide between claims, so that the state is a function of the set:
//
//   - the law asks what reached the recipient, so delivery outweighs all else;
//   - proof that a letter was accepted outweighs a refused or abandoned attempt,
//     for that attempt was a repeat of one that had got through;
//   - an alarm outweighs acceptance, and any final receipt outweighs the alarm.
func claims() []claim {
	return []claim{
		{kind: KindSubmitted, state: Queued, weight: 1},
		{kind: KindGaveUp, state: Failed, weight: 2},
		{kind: KindDeclined, state: Refused, weight: 3},
		{kind: KindAnswer, state: Accepted, weight: 4},
		{kind: KindReceipt, report: ReportFailed, code: CodeDuplicate, state: Accepted, weight: 4},
		{kind: KindReceipt, report: ReportReceived, state: Accepted, weight: 4},
		{kind: KindReceipt, report: ReportPrinting, state: Accepted, weight: 4},
		{kind: KindOverdue, state: Overdue, weight: 5},
		{kind: KindReceipt, report: ReportFailed, state: Refused, weight: 6},
		{kind: KindReceipt, report: ReportRecalled, state: Refused, weight: 6},
		{kind: KindReceipt, report: ReportPosted, state: Printed, weight: 7},
		{kind: KindReceipt, report: ReportDelivered, state: Available, weight: 8},
	}
}

func claimOf(e Evidence) (claim, bool) {
	for _, c := range claims() {
		if c.kind == e.Kind && c.report == e.Report && (c.code == "" || c.code == e.Code) {
			return c, true
		}
	}
	return claim{}, false
}

// StateOf is the state that a set of evidence amounts to; order and repetition
// do not matter. Without evidence a letter is queued.
func StateOf(all []Evidence) State {
	best := claim{state: Queued}
	for _, e := range all {
		if c, ok := claimOf(e); ok && c.weight > best.weight {
			best = c
		}
	}
	return best.state
}

// Alarm reports whether somebody should look at a letter in the given state, and
// why. Like the state it is a function of the set of evidence.
func Alarm(all []Evidence, state State) (why string, alarm bool) {
	switch {
	case state == Overdue:
		return "no final receipt within the period", true
	case state == Failed:
		return "the sender gave up", true
	case len(outcomes(all)) > 1:
		return "the receipts state more than one final outcome", true
	}
	return "", false
}

// outcomes are the different final states that receipts claim; a correct
// provider states exactly one (DK-REC-02).
func outcomes(all []Evidence) map[State]bool {
	stated := map[State]bool{}
	for _, e := range all {
		if c, ok := claimOf(e); ok && e.Kind == KindReceipt && c.state.Final() {
			stated[c.state] = true
		}
	}
	return stated
}
