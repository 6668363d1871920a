package outbox

import "time"

// Kind is what sort of thing was learnt about a letter.
type Kind string

// The kinds of evidence.
const (
	KindSubmitted Kind = "submitted" // the letter is in the outbox
	KindAttempt   Kind = "attempted" // an attempt that told nothing: no answer, 401, 5xx
	KindAnswer    Kind = "answered"  // the provider took the letter (2xx); says nothing about delivery
	KindDeclined  Kind = "declined"  // the provider refused at once (400, 403, Result false); final
	KindReceipt   Kind = "receipted" // a receipt came; Report says which
	KindGaveUp    Kind = "gave-up"   // attempts ran out
	KindOverdue   Kind = "overdue"   // no final receipt within the period (DK-REC-07)
	KindRepeat    Kind = "repeated"  // somebody had the same message sent once more
)

// Report is what a receipt says, in words of our own; the wire's are in
// Evidence.Words.
type Report string

// The reports.
const (
	ReportReceived  Report = "received"  // Modtaget Digital Post
	ReportDelivered Report = "delivered" // Afleveret Digital Post: available to the recipient
	ReportPrinting  Report = "printing"  // Afsendt, Modtaget Fjern-print, Klar, Afleveret til print og kuvertering
	ReportPosted    Report = "posted"    // Modtaget Post Danmark
	ReportRecalled  Report = "recalled"  // Tilbagekaldt
	ReportFailed    Report = "failed"    // Fejlet; Code says why
	ReportPostal    Report = "postal"    // Opdatering fra Post Danmark
	ReportUnknown   Report = "unknown"   // a status this sender does not know
)

// CodeDuplicate is the failure code of a repeat: it proves that an earlier
// attempt was accepted (DK-REC-08).
const CodeDuplicate = "message.uuid.duplicate"

// Evidence is one thing learnt about a letter.
type Evidence struct {
	N            int // 1, 2, ... in the order learnt
	Kind         Kind
	Report       Report // with KindReceipt
	Code         string // why: with KindAttempt, KindDeclined, KindGaveUp, and KindReceipt when it failed
	Words        string // what the provider or we said, for people; masked
	Channel      string // the channel a receipt speaks of, as the provider spells it
	Transmission string // the provider's name of the attempt
	Receipt      string // id of the receipt
	Stated       time.Time
	Instant
	State State // the letter's state with this and all evidence before it
}

func count(all []Evidence, kind Kind) int {
	n := 0
	for _, e := range all {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// Arrival is the instant at which the letter was made available to the
// recipient (DK-ARR-01), as the provider's receipt states it; false while no
// such receipt has come. A printed letter has none: its arrival is presumed.
func Arrival(all []Evidence) (time.Time, bool) { return stated(all, ReportDelivered) }

// AcceptedAt is the earliest instant, on the authority's clock, at which the
// provider is known to have had the letter; false while that is not known.
func AcceptedAt(all []Evidence) (at time.Time, found bool) {
	for _, e := range all {
		if c, ok := claimOf(e); ok && c.state == Accepted && (!found || e.At.Before(at)) {
			at, found = e.At, true
		}
	}
	return at, found
}

// Posted is the instant at which the postal operator took the letter.
func Posted(all []Evidence) (time.Time, bool) { return stated(all, ReportPosted) }

// stated is the earliest instant at which a receipt states the report.
func stated(all []Evidence, report Report) (at time.Time, found bool) {
	for _, e := range all {
		if e.Kind == KindReceipt && e.Report == report && (!found || e.Stated.Before(at)) {
			at, found = e.Stated, true
		}
	}
	return at, found
}
