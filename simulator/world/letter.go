package world

import (
	"context"
	"io"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// Channel is the way a sender asks for (the wire's KombiValgKode in the world's own words).
type Channel string

// The four things a sender can ask for.
const (
	ChannelDigital Channel = "digital" // mailbox or refusal, never paper
	ChannelSMS     Channel = "sms"     // NemSMS
	ChannelPrint   Channel = "print"   // remote print, no register look-up needed
	ChannelAuto    Channel = "auto"    // the provider chooses: mailbox if connected, else print
)

// LetterID names one transmission: what the wire calls TransmissionID. It is a
// UUID derived from the world's seed. A repeat gets a LetterID of its own.
type LetterID string

// Submission is a letter as a door hands it in: authenticated, decoded, its
// documents already in the store, nothing decided.
type Submission struct {
	System   SystemID    // who hands it in; the door has authenticated it
	Channel  Channel     // what is asked for
	Message  *Message    // the digital part; nil when the request had none
	Order    *PrintOrder // the paper part; nil when the request had none
	Size     int64       // bytes of the message part on the wire, for the 99.5 rule; 0 if none
	Invalid  []Defect    // what makes the message invalid; it is accepted all the same and fails later
	Warnings []Defect    // untidy but acceptable data
	Exchange string      // id of the exchange in the transport journal, "" if not recorded
}

// Defect is one thing wrong with a submission's content.
type Defect struct {
	Code string // stable: memo.invalid, file.extension.not.allowed, ...
	Path string // where in the message
	Text string // one sentence, CPR numbers masked
	Rule law.ID // "" when it is the schema that speaks
}

// Message is the digital letter (meddelelse).
type Message struct {
	UUID          string // lower case; "" when unreadable
	SenderRef     string // the sender's own id (messageID)
	TypeCode      string // the sender's message type (messageCode)
	Title         string
	SMSText       string // the short text: NemSMS text or notification
	IsSMS         bool   // messageType NEMSMS
	Sender        ident.Party
	SenderLabel   string
	Recipient     ident.Party
	RecipientName string
	CreatedAt     time.Time // the sender's claim; judged by no rule
	NotBefore     *Date     // doNotDeliverUntilDate: a legal day, not an instant
	Reply         bool
	ReplyBy       *time.Time
	Mandatory     bool
	Legal         bool   // legalNotification: service of process
	PostType      string // PostPublic, PostPrivate, whatever else is stated, ""
	CaseID        string
	Documents     []Document
}

// Post types that mean something to the world. MeMo leaves the words free.
const (
	PostPublic  = "MYNDIGHEDSPOST"
	PostPrivate = "VIRKSOMHEDSPOST"
)

// Date is a calendar date without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DocumentRole tells main document from attachments.
type DocumentRole string

// Roles of documents in a letter.
const (
	RoleMain       DocumentRole = "main"
	RoleAttachment DocumentRole = "attachment"
	RoleTechnical  DocumentRole = "technical"
)

// Document is one file of a letter. Its bytes are in the store under Hash.
type Document struct {
	Role     DocumentRole
	Label    string
	Filename string
	MIME     string
	Language string
	Ref      DocumentRef
}

// DocumentRef addresses the content of a document.
type DocumentRef struct {
	Hash string // SHA-256, lower-case hex
	Size int64  // bytes
}

// PrintOrder is the paper part (ForsendelseI).
type PrintOrder struct {
	DispatchID    string      // AfsendelseIdentifikator, the key of print without a message
	TypeID        string      // ForsendelseTypeIdentifikator
	Recipient     ident.Party // CPR 0000000000 with an address is normal
	Address       *Address    // nil: none given
	Title         string
	Main          Document
	Attachments   []Document
	UserName      string // BrugerNavn, echoed in receipts
	Unit          string // EnhedTekst, echoed in receipts
	Color, Duplex bool
	Envelope      string // C4, C5, MA, ""
	Category      string // PostKategoriKode
}

// Address is a postal address as read, untidy data included.
type Address struct {
	Name                    string
	Lines                   []string // as they go on the envelope, name excluded
	PostCode, City, Country string
}

// Usable reports whether a letter can be addressed: a name and at least one
// address line or a post code (DK-PRINT-03).
func (a *Address) Usable() bool {
	return a != nil && a.Name != "" && (len(a.Lines) > 0 || a.PostCode != "")
}

// Acceptance is the synchronous yes: accepted, never delivered (DK-REC-01).
type Acceptance struct {
	Letter LetterID
	Repeat bool // the key was seen before; a failure receipt will say so
}

// LetterState is where a transmission stands. It is derived from events.
type LetterState string

// States of a letter at the provider.
const (
	StateAccepted  LetterState = "accepted"  // taken, not yet processed
	StateHeld      LetterState = "held"      // waits for its date
	StateReceived  LetterState = "received"  // the solution has it, not yet available (DK-ARR-06)
	StateAvailable LetterState = "available" // in the mailbox: arrived
	StatePrinting  LetterState = "printing"
	StatePosted    LetterState = "posted" // handed to the postal operator
	StateSent      LetterState = "sent"   // SMS sent
	StateRefused   LetterState = "refused"
)

// Letter is the provider's view of one transmission.
type Letter struct {
	ID          LetterID
	Number      int64 // running number in the world, from 1: ForsendelseIdentifikator
	System      SystemID
	Authority   ident.CVR
	Asked       Channel
	Destination Destination // "" until processed
	Standing    Standing    // the recipient's when routed, "" until then or when not looked up
	State       LetterState
	Code        string // why refused
	Rule        law.ID // the rule behind the route
	Message     *Message
	Order       *PrintOrder
	AcceptedAt  time.Time  // virtual
	ReceivedAt  *time.Time // the solution has it (DK-ARR-06)
	AvailableAt *time.Time // arrival (DK-ARR-01); nil for paper, SMS
	Statutory   bool       // arrival has effect under section 10: false for private senders and SMS (DK-PRIV-01, DK-SMS-03)
	OpenedAt    *time.Time // first opening
	PostedAt    *time.Time
	RepeatOf    LetterID // the first transmission of the same key
}

// Recipient is the message's recipient, or the print order's.
func (l *Letter) Recipient() ident.Party {
	if l.Message != nil {
		return l.Message.Recipient
	}
	if l.Order != nil {
		return l.Order.Recipient
	}
	return ident.Party{}
}

// Documents returns the documents that the chosen destination shows: a NemSMS
// none, even if it came with some.
func (l *Letter) Documents() []Document {
	if l.Destination == ToSMS {
		return nil
	}
	if l.Message != nil && (l.Destination != ToPrint || l.Order == nil) {
		return l.Message.Documents
	}
	if l.Order != nil {
		return append([]Document{l.Order.Main}, l.Order.Attachments...)
	}
	return nil
}

// DocumentWriter takes the bytes of one document. Close it to get its
// reference; Abort it when the submission is given up. Not for concurrent use.
type DocumentWriter interface {
	io.Writer
	Close() (DocumentRef, error)
	Abort()
}

// PrintFinding says why a document cannot be printed.
type PrintFinding struct {
	Code string // stable, for example pdf.encrypted
	Rule law.ID
	Text string
}

// PrintRules judges whether a document can be printed. No finding: it can.
// An error means that the check itself could not be made.
type PrintRules interface {
	Check(ctx context.Context, pdf io.ReadSeeker, size int64) ([]PrintFinding, error)
}
