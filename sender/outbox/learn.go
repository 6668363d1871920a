package outbox

import (
	"context"
	"encoding/json"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// learn adds a piece of evidence to a letter, inside a transaction, and brings
// its state and due date up to date. It returns the letter with all evidence.
func (o *Outbox) learn(ctx context.Context, q *rows.Queries, row rows.Letter, e Evidence) (Letter, error) {
	letter, err := o.full(ctx, q, row)
	if err != nil {
		return Letter{}, err
	}
	e.N = len(letter.Evidence) + 1
	e.Words, e.Code = ident.MaskText(e.Words), ident.MaskText(e.Code)
	e.State = o.cfg.StateOf(append(letter.Evidence, e))
	letter.Evidence = append(letter.Evidence, e)
	letter.State = e.State
	letter.Due = o.due(letter)
	if err := q.InsertEvidence(ctx, rows.InsertEvidenceParams{
		Letter: string(letter.ID), N: int64(e.N), Kind: string(e.Kind), Report: string(e.Report), Code: e.Code, Words: e.Words,
		Channel: e.Channel, Transmission: e.Transmission, Receipt: e.Receipt,
		Stated: micros(e.Stated), At: micros(e.At), Wall: micros(e.Wall), State: string(e.State),
	}); err != nil {
		return Letter{}, err
	}
	err = q.SetState(ctx, rows.SetStateParams{State: string(letter.State), DueAt: micros(letter.Due), ID: string(letter.ID)})
	return letter, err
}

// due is the instant from which an accepted letter is overdue: a period after
// its acceptance, or after the day until which the provider holds it.
func (o *Outbox) due(l Letter) time.Time {
	if l.State != Accepted {
		return time.Time{}
	}
	from, ok := AcceptedAt(l.Evidence)
	if !ok { // only with a replaced StateOf
		from = l.Submitted.At
	}
	if held, err := time.ParseInLocation(time.DateOnly, l.Content.NotBefore, o.cfg.Zone); err == nil && held.After(from) {
		from = held
	}
	return from.Add(o.cfg.Period(l.Profile)).UTC()
}

// full reads what belongs to a letter.
func (o *Outbox) full(ctx context.Context, q *rows.Queries, row rows.Letter) (Letter, error) {
	letter, err := brief(row)
	if err != nil {
		return Letter{}, err
	}
	enclosures, err := q.ListEnclosures(ctx, row.ID)
	if err != nil {
		return Letter{}, err
	}
	for _, e := range enclosures {
		letter.Enclosures = append(letter.Enclosures, Enclosure{Name: e.Name, MIME: e.Mime, Hash: e.Hash, Size: e.Size})
	}
	evidence, err := q.ListEvidence(ctx, row.ID)
	if err != nil {
		return Letter{}, err
	}
	for _, e := range evidence {
		letter.Evidence = append(letter.Evidence, Evidence{
			N: int(e.N), Kind: Kind(e.Kind), Report: Report(e.Report), Code: e.Code, Words: e.Words, Channel: e.Channel,
			Transmission: e.Transmission, Receipt: e.Receipt, Stated: instant(e.Stated),
			Instant: Instant{At: instant(e.At), Wall: instant(e.Wall)}, State: State(e.State),
		})
	}
	return letter, nil
}

// brief is a letter as far as its own row goes.
func brief(row rows.Letter) (Letter, error) {
	letter := Letter{
		ID: LetterID(row.ID), Profile: row.Profile, ConsignmentID: row.Consignment,
		To: ident.Party{Kind: ident.Kind(row.ToKind), Number: row.ToNumber}, Channel: Channel(row.Channel),
		ResendOf: LetterID(row.ResendOf), Submitted: Instant{At: instant(row.At), Wall: instant(row.Wall)},
		State: State(row.State), Pending: row.Pending == 1, Due: instant(row.DueAt),
	}
	if err := json.Unmarshal([]byte(row.Content), &letter.Content); err != nil {
		return Letter{}, &Error{CodeStore, "a stored letter is damaged", err}
	}
	return letter, nil
}

// micros and instant are the stored form of instants; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
