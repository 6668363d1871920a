package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// letterPage is everything about one letter.
type letterPage struct {
	Back, Title, Sender            string
	Name, Recipient, RecipientHref string
	State                          world.LetterState
	Steps                          []step
	Documents                      []documentRow
	Receipts                       []receiptRow
	Exchanges                      string // address
	Facts                          []fact
	Address                        *world.Address
	Open                           string // where the form opens it; "" when it cannot be opened
	Refused                        string // why it was refused, one sentence
	Rule                           *ruleText
	Print                          *printPart // nil when there is nothing to tell of paper
}

type fact struct {
	Label, Value string
	At           time.Time // instead of Value
	Mono         bool
}

type receiptRow struct {
	Seq         int64
	Label, Code string
	At          time.Time
}

func (s *Site) letter(v *visit) error {
	l, err := v.knownLetter()
	if err != nil {
		return err
	}
	page := letterPage{
		Back: v.href("letters"), Title: v.title(&l), Name: recipientName(&l), Recipient: l.Recipient().String(), RecipientHref: v.recipientHref(&l), State: l.State,
		Documents: v.documents(&l), Exchanges: v.href("letters", string(l.ID), "exchanges"), Facts: v.letterFacts(&l),
	}
	if page.Sender, err = v.senderName(&l); err != nil {
		return err
	}
	if page.Steps, err = v.timeline(l.ID); err != nil {
		return err
	}
	if page.Receipts, err = v.receipts(&l); err != nil {
		return err
	}
	if page.Print, err = v.printed(&l); err != nil {
		return err
	}
	if l.Order != nil {
		page.Address = l.Order.Address
	}
	if l.State == world.StateAvailable && l.OpenedAt == nil {
		page.Open = v.href("letters", string(l.ID), "open")
	}
	if l.State == world.StateRefused {
		page.Refused, page.Rule = word(v.lang, "code", l.Code), v.rule(l.Rule)
	}
	return v.show("letter", page.Title, "letters", page)
}

func (v *visit) knownLetter() (world.Letter, error) {
	l, ok, err := v.world.Letter(v.Context(), world.LetterID(v.vars["letter"]))
	if err == nil && !ok {
		err = notFound("letter.none")
	}
	return l, err
}

// recipientHref leads to the recipient's mailbox when it can be somebody's.
func (v *visit) recipientHref(l *world.Letter) string { return v.partyHref(l.Recipient()) }

// partyHref is the page of a person or a company, "" when the number is none.
func (v *visit) partyHref(p ident.Party) string {
	if cpr, ok := p.CPR(); ok {
		return v.href("people", cpr.Digits())
	}
	if cvr, ok := p.CVR(); ok {
		return v.href("companies", cvr.Digits())
	}
	return ""
}

func (v *visit) letterFacts(l *world.Letter) []fact {
	f := facts{v: v}
	f.add("fact.asked", word(v.lang, "channel", string(l.Asked)))
	f.add("fact.way", word(v.lang, "way", string(l.Destination)))
	f.add("fact.standing", word(v.lang, "standing", string(l.Standing)))
	f.at("fact.accepted", &l.AcceptedAt)
	f.at("fact.received", l.ReceivedAt)
	f.at("fact.arrived", l.AvailableAt)
	f.at("fact.opened", l.OpenedAt)
	f.at("fact.posted", l.PostedAt)
	if m := l.Message; m != nil {
		if m.NotBefore != nil {
			f.add("fact.notbefore", fmt.Sprintf("%04d-%02d-%02d", m.NotBefore.Year, m.NotBefore.Month, m.NotBefore.Day))
		}
		f.add("fact.sms", m.SMSText)
	}
	if l.AvailableAt != nil {
		f.add("fact.effect", word(v.lang, "yes", strconv.FormatBool(l.Statutory)))
	}
	f.mono("fact.id", string(l.ID))
	if l.Message != nil {
		f.mono("fact.uuid", l.Message.UUID)
	}
	if l.Order != nil {
		f.mono("fact.dispatch", ident.MaskText(l.Order.DispatchID))
	}
	f.mono("fact.repeat", string(l.RepeatOf))
	f.add("fact.number", strconv.FormatInt(l.Number, 10))
	return f.list
}

func (v *visit) receipts(l *world.Letter) ([]receiptRow, error) {
	found, err := v.world.Receipts(v.Context(), l.System, l.ID)
	if err != nil {
		return nil, err
	}
	var rows []receiptRow
	for _, r := range found {
		rows = append(rows, receiptRow{Seq: r.Seq, Label: word(v.lang, "status", string(r.Status)), Code: r.Code, At: r.At})
	}
	return rows, nil
}

// openLetter opens the letter as its recipient.
func (s *Site) openLetter(v *visit) error {
	l, err := v.knownLetter()
	if err != nil {
		return err
	}
	if err := v.world.Open(v.Context(), l.ID); err != nil {
		if world.CodeOf(err) == "internal" {
			return err
		}
		return &refusal{status: http.StatusConflict, text: "open.refused", cause: err}
	}
	http.Redirect(v.writer, v.Request, v.href("letters", string(l.ID)), http.StatusSeeOther)
	return nil
}

// exchangesPage is what went over the wire about a letter.
type exchangesPage struct {
	Back, Title string
	Exchanges   []exchangeRow
}

type exchangeRow struct {
	ID                                    journal.ID
	Label, Tone, Answer                   string
	Attempt                               int
	Began                                 time.Time
	Took, Method, URL, Code, Fault, Error string
	Request, Response                     half
}

type half struct {
	Header []string
	Text   string
}

// mostExchanges is how many exchanges the page shows.
const mostExchanges = 200

func (s *Site) exchanges(v *visit) error {
	l, err := v.knownLetter()
	if err != nil {
		return err
	}
	found, err := s.Exchanges.Exchanges(v.Context(), journal.Query{World: v.world.ID(), Letter: string(l.ID), Limit: mostExchanges})
	if err != nil {
		return err
	}
	page := exchangesPage{Back: v.href("letters", string(l.ID)), Title: v.title(&l)}
	for i := range found {
		page.Exchanges = append(page.Exchanges, v.exchange(&found[i]))
	}
	return v.show("exchanges", v.t("exchanges")+" · "+page.Title, "letters", page)
}

func (v *visit) exchange(x *journal.Exchange) exchangeRow {
	row := exchangeRow{
		ID: x.ID, Label: word(v.lang, "exchange", string(x.Kind)), Attempt: x.Attempt, Began: x.Began,
		Took: x.Took.Round(10 * time.Microsecond).String(), Method: x.Method, URL: x.URL, Code: x.Code, Fault: x.Fault, Error: x.Error,
		Request: showHalf(x.Request), Response: showHalf(x.Response),
		Answer: v.t("answer.none"), Tone: "bad",
	}
	if x.Status != 0 {
		row.Answer = strconv.Itoa(x.Status) + " " + http.StatusText(x.Status)
		if x.Status < 300 {
			row.Tone = "good"
		}
	}
	return row
}
