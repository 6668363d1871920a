package world

import (
	"errors"
	"fmt"

	"github.com/brevdue/brevdue/post/law"
)

// Error is what the world's methods return when they refuse: a stable code, a
// sentence that says what to do, and the rule behind it where there is one.
type Error struct {
	Code  string
	Text  string
	Rule  law.ID
	Cause error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Code + ": " + e.Text + ": " + e.Cause.Error()
	}
	return e.Code + ": " + e.Text
}

func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the first *Error in err's chain, "internal" for
// any other error and "" for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}

// Codes of refusals. Those of senders are synchronous: the door answers 403.
const (
	CodeNoAgreement   = "sender.no.agreement"   // DK-SEND-02
	CodeForeignSender = "sender.not.owner"      // senderID is not the calling system's authority, DK-ARR-04
	CodeNotPublic     = "sender.not.public"     // a private sender states public mail, DK-SEND-01
	CodeIncomplete    = "submission.incomplete" // a needed part is missing; the door answers 400
	CodeNotFound      = "not.found"
	CodeConflict      = "conflict"
	CodeInvalid       = "invalid"
	CodeBackwards     = "clock.backwards"
	CodeNotSettled    = "not.settled"
	CodeHanded        = "print.already.handed" // too late to recall: the job was handed to printing and enveloping
	CodeNotPosted     = "print.not.posted"     // the postal operator does not have the letter
)

// Codes of failure receipts. Those of ngdp-memo 3.3 are confirmed, the rest
// are ours (documented in the README).
const (
	FailInvalid      = "memo.invalid"
	FailDuplicate    = "message.uuid.duplicate"
	FailClosed       = "recipient.is.closed" // dead (6003)
	FailExempt       = "recipient.is.exempt"
	FailNotConnected = "recipient.not.connected"
	FailMinor        = "recipient.is.minor"
	FailUnknown      = "recipient.unknown"
	FailCeased       = "recipient.is.ceased"
	FailQuarantine   = "recipient.in.quarantine"
	FailNotEnrolled  = "recipient.not.enrolled.nemsms"
	FailNoAddress    = "address.not.found"
	FailTooLarge     = "message.too.large"
	FailUnprintable  = "print.document.rejected" // DK-PRINT-05; the text begins with the rules, such as FP-040
	FailNoDocument   = "print.document.missing"  // a document of a letter for print came without its content
	FailTooEarly     = "do.not.deliver.until.date.too.early"
	FailTooLate      = "do.not.deliver.until.date.too.late"
	FailLegal        = "legal.notification.not.allowed"
	FailSenderName   = "sender.label.mismatch"         // DK-SEND-05 when the switch says error
	FailChannel      = "message.type.channel.mismatch" // a NemSMS sent as Digital Post or the other way round
	FailSMSContent   = "nemsms.content.not.allowed"    // DK-SMS-03: a NemSMS carries its text and no attachment
	FailSMSTooLong   = "nemsms.too.long"               // DK-SMS-02
)

// Codes of letter.warned events beside those of findings and defects.
const (
	WarnAddressInPDF = "address.in.document"   // print without any recipient: the address is taken to stand in the PDF
	WarnUnchecked    = "print.check.failed"    // it could not be told whether the documents can be printed
	WarnReceipts     = "receipts.not.wanted"   // the order asks for fewer receipts than there are
	WarnSenderName   = "sender.label.mismatch" // DK-SEND-05
)

// AdvisDigitalAvailable is noted when paper goes to someone who could have had it digitally (DK-SEND-03).
const AdvisDigitalAvailable = "DIGITAL_AVAILABLE"

// What a world answers after its end.
var (
	errClosed  = &Error{Code: CodeNotFound, Text: "the simulator is shutting down; start it again"}
	errReset   = &Error{Code: CodeNotFound, Text: "the world has been reset; get it again by its id"}
	errDeleted = &Error{Code: CodeNotFound, Text: "the world has been deleted; create another"}
)

func noWorld(id string) error {
	return &Error{Code: CodeNotFound, Text: fmt.Sprintf("there is no world %q; create it first", id)}
}

func invalid(text string) error { return &Error{Code: CodeInvalid, Text: text} }

func notFound(format string, args ...any) error {
	return &Error{Code: CodeNotFound, Text: fmt.Sprintf(format, args...)}
}

// internal wraps a failure of the machinery, for which no code exists.
func internal(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("world: %w", err)
}
