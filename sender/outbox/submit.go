package outbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox/store"
	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// Draft is a letter that is not in the outbox yet.
type Draft struct {
	Profile    string
	To         ident.Party
	Channel    Channel
	Content    Content
	Enclosures []Source // the first is the main document; none for NemSMS
	ResendOf   LetterID
}

// Source is a document to enclose. Open is called up to three times, each time
// for the same bytes.
type Source struct {
	Name string
	MIME string
	Open func() (io.ReadCloser, error)
}

// Submit puts a letter into the outbox and gives it its ids. When it returns
// without error the letter is on the disk and will be sent, whatever happens to
// the process.
func (o *Outbox) Submit(ctx context.Context, d Draft) (LetterID, error) {
	enclosures := make([]Enclosure, len(d.Enclosures))
	for i, source := range d.Enclosures {
		hash, size, err := measure(source)
		if err != nil {
			return "", &Error{CodeDocument, fmt.Sprintf("document %d (%s) cannot be read", i+1, ident.MaskText(source.Name)), err}
		}
		enclosures[i] = Enclosure{Name: source.Name, MIME: source.MIME, Hash: hash, Size: size}
	}
	content, err := json.Marshal(d.Content)
	if err != nil {
		return "", &Error{CodeStore, "the letter cannot be stored", err}
	}
	id := LetterID(uuid.NewString())
	now := o.now(d.Profile)
	err = o.write(ctx, func(tx *sql.Tx, q *rows.Queries) error {
		if err := q.InsertLetter(ctx, rows.InsertLetterParams{
			ID: string(id), Profile: d.Profile, Consignment: uuid.NewString(), Channel: string(d.Channel),
			ToKind: string(d.To.Kind), ToNumber: d.To.Number, Title: d.Content.Title, Content: string(content),
			ResendOf: string(d.ResendOf), At: now.At.UnixMicro(), Wall: now.Wall.UnixMicro(), State: string(Queued), Pending: 1,
		}); err != nil {
			return err
		}
		for i, e := range enclosures {
			if err := store.PutDocument(ctx, q, e.Hash, e.Size, d.Enclosures[i].Open); err != nil {
				return &Error{CodeDocument, fmt.Sprintf("document %d cannot be stored", i+1), err}
			}
			if err := q.InsertEnclosure(ctx, rows.InsertEnclosureParams{Letter: string(id), N: int64(i), Hash: e.Hash, Size: e.Size, Name: e.Name, Mime: e.MIME}); err != nil {
				return err
			}
		}
		letter, err := q.GetLetter(ctx, string(id))
		if err != nil {
			return err
		}
		if _, err := o.learn(ctx, q, letter, Evidence{Kind: KindSubmitted, Instant: now}); err != nil {
			return err
		}
		_, err = o.queue.InsertTx(ctx, tx, job{Letter: id}, nil)
		return err
	})
	if err != nil {
		return "", err
	}
	o.watch.change(id)
	return id, nil
}

func measure(s Source) (hash string, size int64, err error) {
	r, err := s.Open()
	if err != nil {
		return "", 0, err
	}
	hash, size, err = store.Measure(r)
	return hash, size, errors.Join(err, r.Close())
}

// Repeat has the same message sent once more, with the same ids: a correct
// provider delivers nothing and answers with a duplicate receipt. It is for
// tests of providers and for an operator who doubts that an answer was real; a
// letter that shall arrive a second time is a new letter.
func (o *Outbox) Repeat(ctx context.Context, id LetterID) error {
	err := o.write(ctx, func(tx *sql.Tx, q *rows.Queries) error {
		letter, err := o.mustGet(ctx, q, id)
		if err != nil {
			return err
		}
		if _, err := o.learn(ctx, q, letter, Evidence{Kind: KindRepeat, Instant: o.now(letter.Profile)}); err != nil {
			return err
		}
		if err := q.SetPending(ctx, rows.SetPendingParams{Pending: 1, ID: string(id)}); err != nil {
			return err
		}
		_, err = o.queue.InsertTx(ctx, tx, job{Letter: id, Repeat: true}, nil)
		return err
	})
	if err == nil {
		o.watch.change(id)
	}
	return err
}

// write is a transaction whose errors carry a code.
func (o *Outbox) write(ctx context.Context, do func(*sql.Tx, *rows.Queries) error) error {
	err := o.store.Write(ctx, do)
	if err == nil || CodeOf(err) != "" {
		return err
	}
	return &Error{CodeStore, "the outbox could not be written", err}
}

func (o *Outbox) mustGet(ctx context.Context, q *rows.Queries, id LetterID) (rows.Letter, error) {
	letter, err := q.GetLetter(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return rows.Letter{}, &Error{CodeUnknownLetter, fmt.Sprintf("there is no letter %q in this outbox; list the letters to find its id", ident.MaskText(string(id))), nil}
	}
	return letter, err
}
