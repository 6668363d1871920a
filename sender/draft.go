package sender

import (
	"bytes"
	"io"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// The words of the outbox that callers of a Sender need.
type (
	LetterID = outbox.LetterID
	Letter   = outbox.Letter
	Channel  = outbox.Channel
	Address  = outbox.Address
	Query    = outbox.Query
)

// Draft is a letter to be sent.
type Draft struct {
	To      ident.Party
	Channel Channel // default auto
	Title   string  // 1 to 256 characters

	Document    Document // the letter itself, a PDF; none for NemSMS
	Attachments []Document

	// Name and address of the recipient: required for print and auto, because a
	// sender cannot look them up. With AddressInDocument they stand in the PDF, in
	// the envelope's window, and are not sent beside it.
	Name              string
	Address           Address
	AddressInDocument bool
	// AddressUnknown sends without an address: if the letter cannot go digitally it
	// comes back refused, and is not printed (DK-PRINT-03).
	AddressUnknown bool

	SMS       string       // the text of a NemSMS
	NotBefore calendar.Day // do not deliver before this day; zero: at once
	Type      string       // the sender's letter type, such as BOERNETILSKUD/SINGLE
	PostType  string       // default the profile's
	Reply     bool         // the recipient may answer
	ReplyBy   time.Time    // and should do so before then
	Mandatory bool         // MeMo mandatory: goes to exempt recipients if the sender may
	Legal     bool         // MeMo legalNotification: service of process
	MessageID string       // the sender's own id
	CaseID    string

	// Force sends what the print rules refuse, and says why; the reason is kept
	// with the letter. 5 to 500 characters.
	Force string
}

// Document is a file to send: exactly one of Path, Data and Open says where its
// bytes are.
type Document struct {
	Name string // file name shown to the recipient; default the base of Path
	MIME string // default by the name's extension; a PDF without one
	Path string
	Data []byte
	Open func() (io.ReadCloser, error) // may be called several times, for the same bytes
}

func (d Document) given() bool { return d.Path != "" || d.Data != nil || d.Open != nil }

func (d Document) source() outbox.Source {
	s := outbox.Source{Name: d.Name, MIME: d.MIME, Open: d.Open}
	switch {
	case s.Open != nil:
	case d.Data != nil:
		s.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(d.Data)), nil }
	default:
		s.Open = func() (io.ReadCloser, error) { return os.Open(d.Path) }
		if s.Name == "" {
			s.Name = filepath.Base(d.Path)
		}
	}
	if s.Name == "" {
		s.Name = "brev.pdf"
	}
	if s.MIME == "" {
		s.MIME = mimeOf(s.Name)
	}
	return s
}

// mimeOf guesses a media type from a file name.
func mimeOf(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if ext == "" || ext == ".pdf" {
		return mimePDF
	}
	if media, _, err := mime.ParseMediaType(mime.TypeByExtension(ext)); err == nil {
		return media
	}
	return "application/octet-stream"
}

const mimePDF = "application/pdf"

// documents lists the main document and the attachments.
func (d Draft) documents() []Document {
	var all []Document
	if d.Document.given() {
		all = append(all, d.Document)
	}
	return append(all, d.Attachments...)
}

func (d Draft) outboxDraft(profile string) outbox.Draft {
	out := outbox.Draft{
		Profile: profile, To: d.To, Channel: d.Channel,
		Content: outbox.Content{
			Title: d.Title, Name: d.Name, Address: d.Address, AddressInDocument: d.AddressInDocument, AddressUnknown: d.AddressUnknown, SMS: d.SMS,
			NotBefore: d.NotBefore.String(), Type: d.Type, PostType: d.PostType, Reply: d.Reply, ReplyBy: d.ReplyBy.UTC(),
			Mandatory: d.Mandatory, Legal: d.Legal, MessageID: d.MessageID, CaseID: d.CaseID,
			Forced: d.Force,
		},
	}
	if d.ReplyBy.IsZero() {
		out.Content.ReplyBy = time.Time{}
	}
	for _, doc := range d.documents() {
		out.Enclosures = append(out.Enclosures, doc.source())
	}
	return out
}
