package world

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
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
	// Format is above 0 when the file is the document before it once more, in
	// another format.
	Format int `json:",omitempty"`
	Ref    DocumentRef
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
	Sender        *Address    `json:",omitempty"` // AfsenderAdresse, nil: none given
	Imprint       Imprint     `json:",omitzero"`  // what the provider is to print onto the paper
	Title         string
	Main          Document
	Attachments   []Document
	UserName      string // BrugerNavn, echoed in receipts
	Unit          string // EnhedTekst, echoed in receipts
	Color, Duplex bool
	Envelope      string        // C4, C5, MA, ""
	Category      string        // PostKategoriKode
	Express       bool          `json:",omitempty"` // HasteBrevIndikator
	Receipts      ReceiptChoice `json:",omitempty"` // KvitteringsTypeKode
}

// Imprint is what an order says of the provider's printing onto the paper; nil is
// nothing said.
type Imprint struct {
	Recipient *bool `json:",omitempty"` // PaatrykModtagerAdresseIndikator
	Sender    *bool `json:",omitempty"` // PaatrykAfsenderAdresseIndikator
	Date      *bool `json:",omitempty"` // PaatrykBrevdatoIndikator
}

// ReceiptChoice is which receipts about the paper its sender wants.
type ReceiptChoice string

// Choices of receipts. Digital receipts come whatever is chosen.
const (
	ReceiptsAll    ReceiptChoice = ""
	ReceiptsErrors ReceiptChoice = "errors" // only of failure
	ReceiptsNone   ReceiptChoice = "none"
)

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
	StateRecalled  LetterState = "recalled" // taken back before it was printed
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

	PrintCheck fjernprint.Verdict // of its documents on paper, whatever its way; "" when they were not checked
	Job        *PrintJob          // nil unless it went to print
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

// PrintDocuments are the documents that are printed, or would be if the letter
// went on paper, the main one first: those of the order when there is one; else
// those of the message that people read, each in one format, PDF before others.
// A [World.PrintReport] counts them in this order.
func (l *Letter) PrintDocuments() []Document {
	switch {
	case l.Order != nil:
		return append([]Document{l.Order.Main}, l.Order.Attachments...)
	case l.Message == nil || l.Message.IsSMS:
		return nil
	}
	var out []Document
	for _, d := range l.Message.Documents {
		switch {
		case d.Role == RoleTechnical: // for machines; nobody is shown it
		case d.Format == 0 || len(out) == 0:
			out = append(out, d)
		case d.isPDF() && !out[len(out)-1].isPDF():
			out[len(out)-1] = d
		}
	}
	return out
}

func (d Document) isPDF() bool {
	return strings.EqualFold(d.MIME, "application/pdf") || strings.HasSuffix(strings.ToLower(d.Filename), ".pdf")
}

// PrintRules judge whether a letter can be printed. They must depend on their
// arguments alone, and be safe for concurrent use. [fjernprint.Checker] has them.
type PrintRules interface {
	CheckLetter(context.Context, []fjernprint.Part, *fjernprint.Profile, fjernprint.Letter) fjernprint.LetterReport
}
