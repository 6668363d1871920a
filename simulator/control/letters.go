package control

import (
	"strconv"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listLetters(r *request) (reply, error) {
	recipient, err := party(r.query.Get("recipient"))
	if err != nil {
		return reply{}, err
	}
	state, err := known(r, "state", world.StateAccepted, world.StateReceived, world.StateHeld, world.StateAvailable, world.StatePrinting,
		world.StatePosted, world.StateSent, world.StateRefused, world.StateRecalled)
	if err != nil {
		return reply{}, err
	}
	destination, err := known(r, "destination", world.ToMailbox, world.ToPrint, world.ToSMS, world.ToRefusal)
	if err != nil {
		return reply{}, err
	}
	offset, limit, err := r.page()
	if err != nil {
		return reply{}, err
	}
	letters, total, err := r.world.Letters(r.Context(), world.LetterQuery{
		Party: recipient, System: world.SystemID(r.query.Get("system")), MessageUUID: r.query.Get("message"),
		DispatchID: r.query.Get("dispatch"), State: state, Destination: destination, Offset: offset, Limit: limit,
	})
	if err != nil {
		return reply{}, err
	}
	return ok(LetterPage{Total: total, Items: showLetters(letters)})
}

func (a *API) getLetter(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	return ok(showLetter(l))
}

func (a *API) getDocument(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	documents := l.Documents()
	index, err := strconv.Atoi(r.vars["document"])
	if err != nil || index < 0 || index >= len(documents) {
		return reply{}, notFound("the letter has " + strconv.Itoa(len(documents)) + " documents, numbered from 0")
	}
	content, err := r.world.Document(r.Context(), documents[index].Ref)
	if err != nil {
		return reply{}, err
	}
	return reply{status: 200, bytes: content, header: map[string]string{
		// The type the sender states is a claim: it is in the letter, not here.
		"Content-Type":            "application/octet-stream",
		"Content-Disposition":     "attachment",
		"Content-Security-Policy": "sandbox; default-src 'none'",
		"Content-Length":          strconv.FormatInt(documents[index].Ref.Size, 10),
	}}, nil
}

func (a *API) openLetter(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.world.Open(r.Context(), l.ID); err != nil {
		return reply{}, err
	}
	return a.getLetter(r)
}

func (a *API) listReceipts(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	receipts, err := r.world.Receipts(r.Context(), l.System, l.ID)
	if err != nil {
		return reply{}, err
	}
	if receipts == nil {
		receipts = []world.Receipt{}
	}
	return ok(receipts)
}

func (a *API) listExchanges(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	found, err := a.Exchanges.Exchanges(r.Context(), journal.Query{World: r.world.ID(), Letter: string(l.ID), Limit: maxLimit})
	if err != nil {
		return reply{}, err
	}
	out := []Exchange{}
	for _, x := range found {
		out = append(out, Exchange{
			ID: int64(x.ID), Direction: x.Direction, Kind: x.Kind, System: x.System, Receipt: x.Receipt, Attempt: x.Attempt,
			Began: x.Began.UTC(), Took: duration(x.Took), Protocol: x.Protocol, Method: x.Method, URL: x.URL, Remote: x.Remote,
			Thumbprint: x.Thumbprint, Status: x.Status, Code: x.Code, Fault: x.Fault, Error: x.Error,
			Request: x.Request, Response: x.Response,
		})
	}
	return ok(out)
}

func mailbox(r *request, p ident.Party) (reply, error) {
	letters, err := r.world.Mailbox(r.Context(), p)
	if err != nil {
		return reply{}, err
	}
	return ok(showLetters(letters))
}

func knownLetter(r *request) (world.Letter, error) {
	l, known, err := r.world.Letter(r.Context(), world.LetterID(r.vars["letter"]))
	if err == nil && !known {
		err = notFound("there is no letter with this transmission id in this world: GET letters?message= finds one by its message UUID")
	}
	return l, err
}

func showLetters(letters []world.Letter) []Letter {
	out := make([]Letter, 0, len(letters))
	for _, l := range letters {
		out = append(out, showLetter(l))
	}
	return out
}

func showLetter(l world.Letter) Letter {
	out := Letter{
		ID: l.ID, Number: l.Number, System: l.System, Authority: l.Authority.Digits(), Asked: l.Asked, Destination: l.Destination,
		Standing: l.Standing, State: l.State, Code: l.Code, Rule: l.Rule, Recipient: l.Recipient(), Documents: []Document{},
		AcceptedAt: l.AcceptedAt, ReceivedAt: l.ReceivedAt, AvailableAt: l.AvailableAt, Statutory: l.Statutory,
		OpenedAt: l.OpenedAt, PostedAt: l.PostedAt, RepeatOf: l.RepeatOf, PrintCheck: l.PrintCheck,
	}
	for i, d := range l.Documents() {
		out.Documents = append(out.Documents, Document{
			Index: i, Role: d.Role, Label: d.Label, Filename: d.Filename, Mime: d.MIME, Language: d.Language, Format: d.Format,
			Size: d.Ref.Size, Sha256: d.Ref.Hash,
		})
	}
	if m := l.Message; m != nil {
		out.Title = m.Title
		out.Message = showMessage(m)
	}
	if o := l.Order; o != nil {
		out.Title = cmpOr(out.Title, o.Title)
		out.Order = &PrintOrder{
			DispatchID: o.DispatchID, TypeID: o.TypeID, Address: showAddress(o.Address), Sender: showAddress(o.Sender),
			Imprint:  ImprintFlags{Recipient: o.Imprint.Recipient, Sender: o.Imprint.Sender, Date: o.Imprint.Date},
			UserName: o.UserName, Unit: o.Unit, Color: o.Color, Duplex: o.Duplex, Envelope: o.Envelope, Category: o.Category,
			Express: o.Express, Receipts: o.Receipts,
		}
	}
	return out
}

func showMessage(m *world.Message) *Message {
	return &Message{
		UUID: m.UUID, SenderRef: m.SenderRef, TypeCode: m.TypeCode, SmsText: m.SMSText, IsSMS: m.IsSMS, Sender: m.Sender,
		SenderLabel: m.SenderLabel, RecipientName: m.RecipientName, CreatedAt: m.CreatedAt, NotBefore: (*date)(m.NotBefore),
		Reply: m.Reply, ReplyBy: copyTime(m.ReplyBy), Mandatory: m.Mandatory, Legal: m.Legal, PostType: m.PostType, CaseID: m.CaseID,
	}
}

func copyTime(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
