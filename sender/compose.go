package sender

import (
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/sender/outbox"
)

// choices is what each channel is called on the wire.
func choices() map[outbox.Channel]kombi.KombiValgKode {
	return map[outbox.Channel]kombi.KombiValgKode{
		outbox.Auto: kombi.AutomatiskValg, outbox.Digital: kombi.DigitalPost,
		outbox.Print: kombi.FysiskPost, outbox.SMS: kombi.NemSMS,
	}
}

// opener says how an enclosure's bytes are opened.
type opener func(outbox.Enclosure) func() (io.ReadCloser, error)

// request puts a letter into the form of the wire. The same letter gives the
// same bytes: every id and instant in it is the letter's own.
func (a *account) request(l outbox.Letter, open opener) *kombi.Request {
	q := &kombi.Request{KombiValgKode: choices()[l.Channel]}
	needs, _ := q.KombiValgKode.Needs()
	if needs.Memo {
		q.Message = a.message(l, open)
	}
	if needs.Forsendelse {
		q.ForsendelseISamling = &kombi.ForsendelseISamling{ForsendelseI: []kombi.ForsendelseI{a.forPrint(l, open)}}
	}
	return q
}

// message is the letter as MeMo.
func (a *account) message(l outbox.Letter, open opener) *memo.Message {
	c := l.Content
	m := &memo.Message{Header: memo.Header{
		MessageType: memo.DigitalPost, MessageUUID: string(l.ID), MessageID: c.MessageID, MessageCode: c.Type,
		Label: c.Title, Notification: c.SMS, Reply: c.Reply, ReplyByDateTime: c.ReplyBy,
		Mandatory: c.Mandatory, LegalNotification: c.Legal, PostType: c.PostType,
		Sender:    memo.Sender{SenderID: a.SenderCVR.Digits(), IDType: string(ident.KindCVR), Label: a.Name},
		Recipient: memo.Recipient{RecipientID: l.To.Number, IDType: string(l.To.Kind), Label: c.Name},
	}}
	if m.Header.PostType == "" {
		m.Header.PostType = a.PostType
	}
	if held, err := time.Parse(time.DateOnly, c.NotBefore); err == nil {
		m.Header.DoNotDeliverUntilDate = held
	}
	if c.CaseID != "" {
		m.Header.ContentData = &memo.ContentData{CaseID: &memo.CaseID{CaseID: c.CaseID, CaseSystem: caseSystem}}
	}
	if l.Channel == outbox.SMS {
		m.Header.MessageType = memo.NemSMS
		return m.As(a.MemoVersion)
	}
	m.Body = &memo.Body{CreatedDateTime: l.Submitted.At.UTC().Truncate(time.Second)}
	for i, e := range l.Enclosures {
		doc := memo.Document{Label: labelOf(c, i, e), Files: []memo.File{{
			EncodingFormat: e.MIME, Filename: e.Name, Language: language, Content: memo.From(e.Size, open(e)),
		}}}
		if i == 0 {
			m.Body.MainDocument = doc
		} else {
			m.Body.AdditionalDocuments = append(m.Body.AdditionalDocuments, doc)
		}
	}
	return m.As(a.MemoVersion)
}

const (
	language   = "da"
	caseSystem = "Brevdue"
	country    = "DK"
	countryIn  = "iso3166-alpha2"

	postCategory = "Prioritaire"
)

// labelOf is what the recipient sees above a document.
func labelOf(c outbox.Content, i int, e outbox.Enclosure) string {
	if i == 0 {
		return c.Title
	}
	return e.Name
}

// nobody stands for a person on an envelope when the message beside it has the
// number already (SF1601 4.4).
const nobody = ident.CPR("0000000000")

// forPrint is the letter as ForsendelseI.
func (a *account) forPrint(l outbox.Letter, open opener) kombi.ForsendelseI {
	c := l.Content
	f := kombi.ForsendelseI{
		AfsendelseIdentifikator:      l.ConsignmentID,
		ForsendelseTypeIdentifikator: a.PrintType,
		FilformatNavn:                "PDF",
		DokumentParametre:            kombi.DokumentParametre{TitelTekst: c.Title},
		PostParametre:                &kombi.PostParametre{PostKategoriKode: postCategory},
		ForsendelseModtager:          &kombi.ForsendelseModtager{AfsendelseModtager: kombi.Identitet(l.To)},
	}
	if l.Channel == outbox.Auto && l.To.Kind == ident.KindCPR {
		f.ForsendelseModtager.AfsendelseModtager = &kombi.SlutbrugerIdentitet{CPR: nobody}
	}
	switch {
	case c.AddressInDocument:
		f.ForsendelseModtager = nil // as senders do that leave all to the envelope's window (SF1601 4.4)
	case !c.AddressUnknown:
		f.ForsendelseModtager.ModtagerAdresse = addressed(c)
	}
	for i, e := range l.Enclosures {
		content := memo.From(e.Size, open(e))
		if i == 0 {
			f.MeddelelseIndholdData = content
			continue
		}
		if f.BilagSamling == nil {
			f.BilagSamling = &kombi.BilagSamling{}
		}
		f.BilagSamling.Bilag = append(f.BilagSamling.Bilag, kombi.Bilag{
			BilagNavn: strings.TrimSuffix(e.Name, filepath.Ext(e.Name)), FilformatNavn: "PDF",
			BilagSorteringsIndeksIdentifikator: strconv.Itoa(i), VedhaeftningIndholdData: &content,
		})
	}
	return f
}

// addressed is name and address as lines: real address data seldom fits the
// schema's fields.
func addressed(c outbox.Content) *kombi.KontaktOplysning {
	k := &kombi.KontaktOplysning{
		PersonName: c.Name, PostCodeIdentifier: c.Address.PostCode, CountryIdentificationCode: country, CountryScheme: countryIn,
	}
	n := copy(k.Lines[:maxLines], c.Address.Lines)
	k.Lines[n] = c.Address.TownLine()
	return k
}
