package outbox

import (
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// LetterID names a letter for ever: the UUID (version 4) that goes on the wire
// as MeMo messageUUID.
type LetterID string

// Channel is what the sender asks for, not what came of it.
type Channel string

// The channels.
const (
	Auto    Channel = "auto"    // the provider chooses: digital if connected, else print
	Digital Channel = "digital" // Digital Post or nothing
	Print   Channel = "print"   // a physical letter
	SMS     Channel = "sms"     // NemSMS; it has no legal effect of arrival (DK-SMS-03)
)

// Channels lists them in the order in which people are offered them.
func Channels() []Channel { return []Channel{Auto, Digital, Print, SMS} }

// Address is where a physical letter goes. A sender cannot look one up.
type Address struct {
	Lines    []string `json:"lines,omitempty"` // 1 to 6 lines of up to 34 characters, without post code and town
	PostCode string   `json:"postCode,omitempty"`
	City     string   `json:"city,omitempty"`
}

// Content is what a letter says beside its documents and its recipient.
type Content struct {
	Title   string  `json:"title"`
	Name    string  `json:"name,omitempty"` // the recipient's, on the envelope
	Address Address `json:"address,omitzero"`
	// AddressInDocument: the address stands in the PDF, in the envelope's window,
	// and is not sent beside it.
	AddressInDocument bool      `json:"addressInDocument,omitempty"`
	AddressUnknown    bool      `json:"addressUnknown,omitempty"` // nobody knows it: not to be printed
	SMS               string    `json:"sms,omitempty"`            // the text of a NemSMS
	NotBefore         string    `json:"notBefore,omitempty"`      // doNotDeliverUntilDate, YYYY-MM-DD
	Type              string    `json:"type,omitempty"`           // the sender's letter type, MeMo messageCode
	PostType          string    `json:"postType,omitempty"`       // MeMo postType
	Reply             bool      `json:"reply,omitempty"`          // the recipient may answer
	ReplyBy           time.Time `json:"replyBy,omitzero"`         // and should do so before then
	Mandatory         bool      `json:"mandatory,omitempty"`      // MeMo mandatory
	Legal             bool      `json:"legal,omitempty"`          // MeMo legalNotification
	MessageID         string    `json:"messageId,omitempty"`      // the sender's own id, echoed in receipts
	CaseID            string    `json:"caseId,omitempty"`

	// Forced is why the letter was sent although the print rules refused it, and
	// Print what they said: of every letter, forced or not.
	Forced string         `json:"forced,omitempty"`
	Print  []PrintFinding `json:"print,omitempty"`
}

// PrintFinding is what a print rule said of a letter before it was sent.
type PrintFinding struct {
	Rule     string `json:"rule"` // such as FP-040
	Code     string `json:"code"`
	Severity string `json:"severity"`           // reject or warn
	Document int    `json:"document,omitempty"` // 0 the main document, attachments from 1, -1 the letter as a whole
	Page     int    `json:"page,omitempty"`     // from 1; 0 none
	Da       string `json:"da"`
	En       string `json:"en"`
}

// Enclosure is one document of a letter; the first is the main document.
type Enclosure struct {
	Name string // file name
	MIME string
	Hash string // SHA-256, hexadecimal; [Outbox.Document] opens it
	Size int64  // bytes
}

// Instant is one moment on two clocks.
type Instant struct {
	At   time.Time // the authority's clock, which law and contract follow
	Wall time.Time // the machine's clock
}

// Letter is a letter with all that is known about it.
type Letter struct {
	ID            LetterID
	Profile       string // the authority it is sent for
	ConsignmentID string // AfsendelseIdentifikator, the key of physical receipts
	To            ident.Party
	Channel       Channel
	Content       Content
	Enclosures    []Enclosure
	ResendOf      LetterID // the letter this one sends again; "" for none
	Submitted     Instant
	State         State
	Pending       bool       // the provider has not answered yet; the queue will try (again)
	Due           time.Time  // overdue from then on; zero when nothing is waited for
	Evidence      []Evidence // in the order it was learnt; absent in lists
}

// Attempts counts how often the letter was sent without an answer that counts.
func (l Letter) Attempts() int { return count(l.Evidence, KindAttempt) }

// Alarm reports whether somebody should look at the letter, and why.
func (l Letter) Alarm() (why string, alarm bool) { return Alarm(l.Evidence, l.State) }

// TownLine is the last line of an address: "9999 Eksempelby".
func (a Address) TownLine() string { return strings.TrimSpace(a.PostCode + " " + a.City) }
