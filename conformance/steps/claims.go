package steps

import (
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/simulator/world"
)

// family is the rules that one kind of statement can speak of; the first is its
// own, used when a scenario is tagged with none of them.
type family []law.ID

// The families of statements. A rule is on a list only when a statement of that
// kind, were it untrue, would show that rule broken.
var (
	// when a message became available: arrival, and what does not move it
	aboutArrival = family{
		"DK-ARR-01", "DK-ARR-02", "DK-ARR-06", "DK-ARR-07", "DK-ARR-11", "DK-ARR-12", "DK-ARR-13", "DK-NOTIF-01",
		"DK-COV-01", "DK-COV-02", "DK-COV-03", "DK-COV-04", "DK-COV-05", "DK-COV-08", "DK-COV-11",
		"DK-EXEMPT-12", "DK-EXEMPT-15", "DK-JOUR-03", "DK-PRINT-04", "DK-PRINT-05", "TIME-02",
	}
	// that nothing arrived, or a named letter did not
	aboutAbsence = family{
		"DK-SEND-04", "DK-ARR-04", "DK-ARR-05", "DK-ARR-06", "DK-ARR-07", "DK-COV-03", "DK-COV-08", "DK-COV-11",
		"DK-EXEMPT-12", "DK-PRINT-01", "DK-PRINT-04", "DK-SEND-01", "DK-SEND-02",
	}
	aboutKeeping  = family{"DK-DEL-02", "DK-CVR-04"}                // what arrived stays and can be read
	aboutReading  = family{"DK-ARR-02"}                             // opened or not
	aboutLog      = family{"DK-ARR-06"}                             // two instants, logged and told
	aboutNotice   = family{"DK-NOTIF-01", "DK-ARR-07", "DK-ARR-11"} // notification sent, failed or held
	aboutEffect   = family{"DK-PRIV-01", "DK-ARR-12"}               // statutory effect or none
	aboutMailbox  = family{"DK-EXEMPT-15", "DK-PRIV-01"}            // a letter lies in the mailbox
	aboutPaper    = family{"DK-PRINT-01", "DK-PRINT-03", "DK-PRINT-04", "DK-PRINT-05", "DK-COV-02", "DK-SEND-03", "DK-SEND-04"}
	aboutChannel  = family{"DK-PRINT-04"}             // one intent, one channel
	aboutPrinting = family{"DK-PRINT-05"}             // print-ready
	aboutSMS      = family{"DK-SMS-01"}               // NemSMS
	aboutReminder = family{"DK-SMS-03"}               // NemSMS gives no arrival
	aboutLogin    = family{"DK-CVR-04"}               // access
	aboutSender   = family{"DK-SEND-05", "DK-ARR-04"} // the shown sender
	aboutToken    = family{"DK-ARR-04"}               // proof of who calls
	aboutNoLookup = family{"DK-SEND-02"}              // refused before any look-up
	aboutLookup   = family{"DK-GDPR-05"}              // what a look-up tells
	aboutResend   = family{"DK-JOUR-03"}              // a new letter, linked
	aboutDeadline = family{"TIME-03", "TIME-02", "TIME-01", "TIME-04", "TIME-05", "TIME-08", "DK-ARR-01", "DK-ARR-02", "DK-JOUR-03"}
	aboutDay      = family{"TIME-01", "DK-ARR-08"}     // the legal day of arrival
	aboutInTime   = family{"TIME-06", "TIME-07"}       // in time or late
	aboutPresumed = family{"DK-ARR-08", "DK-PRINT-02"} // presumed arrival
	aboutAnswer   = family{"DK-REC-01"}                // the synchronous yes
	aboutNever    = family{"DK-REC-01", "DK-PRINT-03"} // never taken for delivered
	aboutFinal    = family{"DK-REC-02"}                // one final outcome
	aboutOrder    = family{"DK-REC-03", "DK-REC-02"}   // order of receipts, retries
	aboutAgain    = family{"DK-REC-04"}                // a repeated receipt is acknowledged
	aboutKeys     = family{"DK-REC-05"}                // keys in receipts
	aboutDetails  = family{"DK-REC-06", "DK-PRINT-05"} // error details
	aboutAlarm    = family{"DK-REC-07"}                // overdue
	aboutRepeat   = family{"DK-REC-08", "DK-REC-07", "DK-PRINT-04"}
)

// belief is what a sender makes of its letter: the features' word, the sender's
// state, and the rules that such a belief can speak of.
type belief struct {
	words string
	state outbox.State
	about family
}

// beliefs is the table of what a sender can make of a letter.
var beliefs = []belief{
	{"accepteret", outbox.Accepted, family{"DK-REC-01", "DK-REC-07", "DK-ARR-06", "DK-ARR-07"}},
	{"kommet frem", outbox.Available, family{"DK-REC-02", "DK-REC-03", "DK-REC-04", "DK-REC-08", "DK-EXEMPT-12", "DK-ARR-11", "DK-NOTIF-01"}},
	{"printet", outbox.Printed, family{"DK-REC-02", "DK-PRINT-01", "DK-PRINT-04", "DK-COV-02"}},
	{"afvist", outbox.Refused, family{"DK-REC-01"}},
}

// reason is why a letter is refused by receipt: the words of the features, the
// provider's code, and the rules such a refusal can speak of.
type reason struct {
	words string
	code  string
	about family
}

// reasons is the table of refusals by receipt.
var reasons = []reason{
	{"modtageren er fritaget", world.FailExempt, family{"DK-SEND-04", "DK-EXEMPT-12", "DK-EXEMPT-15", "DK-COV-03", "DK-COV-05", "DK-PRINT-01", "DK-REC-01", "DK-REC-06"}},
	{"modtageren er under femten år", world.FailMinor, family{"DK-SEND-04", "DK-COV-01", "DK-COV-08", "DK-REC-06"}},
	{"modtageren ikke er tilsluttet", world.FailNotConnected, family{"DK-SEND-04", "DK-COV-04", "DK-COV-05", "DK-REC-06"}},
	{"modtageren er ukendt", world.FailUnknown, family{"DK-SEND-04", "DK-COV-01", "DK-COV-02", "DK-REC-06"}},
	{"modtagerens postkasse er lukket", world.FailClosed, family{"DK-SEND-04", "DK-REC-06"}},
	{"modtageren er i karantæne", world.FailQuarantine, family{"DK-SEND-04", "DK-COV-11"}},
	{"modtageren er ophørt", world.FailCeased, family{"DK-SEND-04", "DK-CVR-04"}},
	{"modtageren ikke er tilmeldt NemSMS", world.FailNotEnrolled, family{"DK-SMS-01", "DK-REC-06"}},
	{"filtypen ikke er tilladt", "file.extension.not.allowed", family{"DK-ARR-05"}},
	{"dokumentet ikke kan printes", world.FailUnprintable, family{"DK-PRINT-05"}},
	{"adressen ikke kan findes", world.FailNoAddress, family{"DK-PRINT-03"}},
}

// atOnce is the table of synchronous refusals.
var atOnce = []reason{
	{"afsenderen mangler en tilslutningsaftale", world.CodeNoAgreement, family{"DK-SEND-02"}},
	{"afsenderen ikke er offentlig", world.CodeNotPublic, family{"DK-SEND-01"}},
	{"afsenderen ikke er den, der sender", world.CodeForeignSender, family{"DK-ARR-04"}},
}

// stateWords are the words for what a sender makes of a letter, all of them.
var stateWords = map[outbox.State]string{
	outbox.Queued: "ikke besvaret", outbox.Accepted: "accepteret", outbox.Available: "kommet frem", outbox.Printed: "printet",
	outbox.Refused: "afvist", outbox.Failed: "opgivet", outbox.Overdue: "forsinket",
}

// evidenceWords are the words for what a sender learns about a letter, where the
// provider's own words are missing.
var evidenceWords = map[outbox.Kind]string{
	outbox.KindSubmitted: "lagt i udbakken", outbox.KindAttempt: "forsøg uden svar", outbox.KindAnswer: "svar fra udbyderen", outbox.KindDeclined: "afslag fra udbyderen",
	outbox.KindReceipt: "kvittering", outbox.KindGaveUp: "opgivet", outbox.KindOverdue: "fristen for kvittering er gået", outbox.KindRepeat: "sendt igen",
}

func reasonFor(table []reason, words string) (reason, bool) {
	for _, r := range table {
		if r.words == words {
			return r, true
		}
	}
	return reason{}, false
}
