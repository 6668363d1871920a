package world

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// Kind says what happened. The words are stable: tests, pages and reports read them.
type Kind string

// Kinds of events.
const (
	KindWorldCreated     Kind = "world.created"
	KindClockMoved       Kind = "clock.moved"
	KindSettingsChanged  Kind = "settings.changed"
	KindPersonChanged    Kind = "person.changed" // any change of a register entry; Data has before and after standing
	KindPersonExempted   Kind = "person.exempted"
	KindExemptionEnded   Kind = "person.exemption.ended"
	KindPersonDied       Kind = "person.died"
	KindCompanyChanged   Kind = "company.changed"
	KindCompanyLoggedIn  Kind = "company.logged.in"
	KindAuthorityChanged Kind = "authority.changed"
	KindSystemChanged    Kind = "system.changed"

	KindLetterAccepted  Kind = "letter.accepted"  // synchronous yes given
	KindLetterRepeated  Kind = "letter.repeated"  // same key again: DK-REC-08
	KindLetterRouted    Kind = "letter.routed"    // standing looked up, way chosen; Data: Decision
	KindLetterReceived  Kind = "letter.received"  // the solution has it (DK-ARR-06)
	KindLetterHeld      Kind = "letter.held"      // until its date (DK-ARR-07)
	KindLetterAvailable Kind = "letter.available" // arrival (DK-ARR-01)
	KindLetterRefused   Kind = "letter.refused"
	KindLetterOpened    Kind = "letter.opened"
	KindLetterWarned    Kind = "letter.warned" // advis such as DIGITAL_AVAILABLE, untidy address, unprintable
	KindNotified        Kind = "notification.sent"
	KindNotifyFailed    Kind = "notification.failed"
	KindSMSSent         Kind = "sms.sent"
	KindPrintStatus     Kind = "print.status"   // Code holds the Status; Data of the first: PrintJob
	KindPrintChecked    Kind = "print.checked"  // the documents were held against the print rules; Code: the verdict, Data: the report
	KindPrintRecalled   Kind = "print.recalled" // the job was taken back before it was printed
	KindPostalUpdate    Kind = "postal.update"  // news of posted paper; Code: the PostalKind
	KindReceiptIssued   Kind = "receipt.issued" // Code holds the Status; Data: Receipt
	KindSenderRefused   Kind = "sender.refused" // synchronous 403: no agreement, foreign sender
)

// Event is one entry of the ledger: append-only, numbered from 1 in its
// world. The same seed and the same calls in the same order give the same
// ledger, byte for byte.
type Event struct {
	Seq     int64           `json:"seq"`
	At      time.Time       `json:"at"` // virtual
	Kind    Kind            `json:"kind"`
	Letter  LetterID        `json:"letter,omitempty"`
	Party   string          `json:"party,omitempty"` // plain key of the person or company concerned; mask before showing
	System  SystemID        `json:"system,omitempty"`
	Channel Channel         `json:"channel,omitempty"`
	Rule    law.ID          `json:"rule,omitempty"` // the rule behind this step
	Code    string          `json:"code,omitempty"`
	Text    string          `json:"text,omitempty"` // one English sentence, CPR numbers masked
	Data    json.RawMessage `json:"data,omitempty"`
}

// Query selects events. Empty fields match everything.
type Query struct {
	After   int64 // only events with a higher Seq
	Kinds   []Kind
	Letter  LetterID
	Party   string
	System  SystemID
	Code    string
	Message string // messageUUID, lower case: resolved to its letters
	Limit   int    // 0: 1,000
}

// kinds numbers the kinds for the store, which keeps a set of them as bits.
// Append only: the numbers are in data directories.
var kinds = [...]Kind{
	KindWorldCreated, KindClockMoved, KindSettingsChanged, KindPersonChanged, KindPersonExempted,
	KindExemptionEnded, KindPersonDied, KindCompanyChanged, KindCompanyLoggedIn, KindAuthorityChanged,
	KindSystemChanged, KindLetterAccepted, KindLetterRepeated, KindLetterRouted, KindLetterReceived,
	KindLetterHeld, KindLetterAvailable, KindLetterRefused, KindLetterOpened, KindLetterWarned,
	KindNotified, KindNotifyFailed, KindSMSSent, KindPrintStatus, KindReceiptIssued, KindSenderRefused,
	KindPrintChecked, KindPrintRecalled, KindPostalUpdate,
}

// Kinds lists every kind of event.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// bits is the set of kinds; every kind when none is named. An unknown kind is
// in no set.
func bits(of ...Kind) int64 {
	if len(of) == 0 {
		return -1
	}
	var set int64
	for _, k := range of {
		if i := slices.Index(kinds[:], k); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}
