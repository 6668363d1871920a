package world

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// record is a letter as the world works on it: what was handed in, which never
// changes, and what became of it.
type record struct {
	number int64
	submission
	outcome

	unprocessed bool    // stays in memory until it has been processed
	keys        []int64 // fingerprints under which a repeat finds it
	fresh       bool    // not in the store yet
	changed     bool    // in this work
	batch       int64   // that wrote it last

	plan *plan // how it will go on, once judged
}

// submission is the part that is written once.
type submission struct {
	ID         LetterID
	System     SystemID
	Authority  ident.CVR
	Category   Category
	Asked      Channel
	Message    *Message    `json:",omitempty"`
	Order      *PrintOrder `json:",omitempty"`
	Size       int64       `json:",omitempty"`
	Invalid    []Defect    `json:",omitempty"`
	Warnings   []Defect    `json:",omitempty"`
	Exchange   string      `json:",omitempty"`
	AcceptedAt time.Time
	RepeatOf   LetterID `json:",omitempty"`
}

// outcome is the part that changes.
type outcome struct {
	State       LetterState
	Destination Destination `json:",omitempty"`
	Standing    Standing    `json:",omitempty"`
	Code        string      `json:",omitempty"`
	Rule        law.ID      `json:",omitempty"`
	ReceivedAt  *time.Time  `json:",omitempty"`
	AvailableAt *time.Time  `json:",omitempty"`
	OpenedAt    *time.Time  `json:",omitempty"`
	PostedAt    *time.Time  `json:",omitempty"`
	Statutory   bool        `json:",omitempty"`
	Receipts    int64       `json:",omitempty"` // how many were issued about it
	Printed     int         `json:",omitempty"` // print steps taken

	PrintCheck fjernprint.Verdict `json:",omitempty"`
	Job        *PrintJob          `json:",omitempty"`
}

// letter is the record as others see it.
func (r *record) letter() Letter {
	return Letter{
		ID: r.ID, Number: r.number, System: r.System, Authority: r.Authority, Asked: r.Asked,
		Destination: r.Destination, Standing: r.Standing, State: r.State, Code: r.Code, Rule: r.Rule,
		Message: r.Message, Order: r.Order, AcceptedAt: r.AcceptedAt, ReceivedAt: r.ReceivedAt,
		AvailableAt: r.AvailableAt, Statutory: r.Statutory, OpenedAt: r.OpenedAt, PostedAt: r.PostedAt,
		RepeatOf: r.RepeatOf, PrintCheck: r.PrintCheck, Job: r.Job.clone(),
	}
}

// recipient is whom the letter is for; Message before Order, because senders do
// not put the real number into a print order.
func (r *record) recipient() ident.Party {
	if r.Message != nil {
		return r.Message.Recipient
	}
	if r.Order != nil {
		return r.Order.Recipient
	}
	return ident.Party{}
}

// partyKey is the recipient's key, "" when none was stated.
func (r *record) partyKey() string {
	if p := r.recipient(); p != (ident.Party{}) {
		return p.Key()
	}
	return ""
}

// change marks the record for writing at the end of the work.
func (k *work) change(r *record) {
	if !r.changed {
		r.changed = true
		k.w.hot[r.number] = r // until the store has it
		k.letters = append(k.letters, r)
	}
}

// writeLetters writes every changed letter once.
func (k *work) writeLetters() {
	w := k.w
	for _, r := range k.letters {
		key, state, to := w.space.Key(r.number), w.stateKey(r.State), destinationNumber(r.Destination)
		after := data(r.outcome)
		if !r.fresh {
			row := rows.UpdateLetterParams{Key: key, State: state, Destination: to, Outcome: after}
			k.write(func(ctx context.Context, q *rows.Queries) error { return q.UpdateLetter(ctx, row) })
			continue
		}
		row := rows.InsertLetterParams{
			Key: key, Name: w.space.Fingerprint("letter", string(r.ID)),
			Party:  w.partyName(r.partyKey()),
			System: w.space.Key(w.systems[r.System].number),
			State:  state, Destination: to, Submission: data(r.submission), Outcome: after,
		}
		if uuid := r.messageUUID(); uuid != "" {
			row.Message = w.messageKey(uuid)
		}
		if id := r.dispatchID(); id != "" {
			row.Dispatch = w.dispatchKey(id)
		}
		w.index.add(store.LetterKey{Number: r.number, Names: [4]int64{row.Name, row.Message, row.Dispatch, row.Party}})
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.InsertLetter(ctx, row) })
	}
}

func (r *record) messageUUID() string {
	if r.Message == nil {
		return ""
	}
	return strings.ToLower(r.Message.UUID)
}

func (r *record) dispatchID() string {
	if r.Order == nil {
		return ""
	}
	return r.Order.DispatchID
}

func (w *World) messageKey(uuid string) int64 {
	return w.space.Fingerprint("message", strings.ToLower(uuid))
}
func (w *World) dispatchKey(id string) int64 { return w.space.Fingerprint("dispatch", id) }
func (w *World) partyName(key string) int64  { return w.space.Fingerprint("party", key) }

// states and destinations are numbered for the store. Append only.
var (
	states       = [...]LetterState{"", StateAccepted, StateHeld, StateAvailable, StatePrinting, StatePosted, StateSent, StateRefused, StateReceived, StateRecalled}
	destinations = [...]Destination{"", ToMailbox, ToPrint, ToSMS, ToRefusal}
)

// stateKey is a state in this world, for the index.
func (w *World) stateKey(s LetterState) int64 {
	return int64(w.space)<<8 | int64(slices.Index(states[:], s))
}

func destinationNumber(d Destination) int64 { return int64(slices.Index(destinations[:], d)) }

func decodeRecord(key int64, before, after []byte) (*record, error) {
	r := &record{number: store.Number(key)}
	if err := json.Unmarshal(before, &r.submission); err != nil {
		return nil, fmt.Errorf("letter %d cannot be read: %w", r.number, err)
	}
	if err := json.Unmarshal(after, &r.outcome); err != nil {
		return nil, fmt.Errorf("letter %d cannot be read: %w", r.number, err)
	}
	return r, nil
}

// record finds a letter by number for changing it: in memory when the store may
// not have its newest state. It is called with the lock held.
func (w *World) record(number int64) (*record, error) {
	if r, ok := w.hot[number]; ok {
		return r, nil
	}
	row, err := w.worlds.store.Read().Letter(w.worlds.ctx, w.space.Key(number))
	if err != nil {
		return nil, fmt.Errorf("read letter %d: %w", number, err)
	}
	return decodeRecord(row.Key, row.Submission, row.Outcome)
}

// find is the committed state of a letter, nil when there is none of that id.
func (w *World) find(ctx context.Context, id LetterID) (*record, error) {
	w.mu.Lock()
	pending, mark := w.index.pending(w.space.Fingerprint("letter", string(id)))
	w.mu.Unlock()
	found, err := w.named(ctx, w.space.Fingerprint("letter", string(id)), pending, mark, func(r *record) bool { return r.ID == id })
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// ofMessage is the committed state of all letters with a message UUID, newest first.
func (w *World) ofMessage(ctx context.Context, uuid string) ([]*record, error) {
	w.mu.Lock()
	pending, mark := w.index.pending(w.messageKey(uuid))
	w.mu.Unlock()
	return w.withMessage(ctx, uuid, pending, mark)
}

// withMessage is ofMessage with what the index has in memory.
func (w *World) withMessage(ctx context.Context, uuid string, pending []int64, mark int64) ([]*record, error) {
	return w.named(ctx, w.messageKey(uuid), pending, mark, func(r *record) bool { return r.messageUUID() == strings.ToLower(uuid) })
}

// ofDispatch is the same by dispatch id.
func (w *World) ofDispatch(ctx context.Context, id string) ([]*record, error) {
	w.mu.Lock()
	pending, mark := w.index.pending(w.dispatchKey(id))
	w.mu.Unlock()
	return w.withDispatch(ctx, id, pending, mark)
}

func (w *World) withDispatch(ctx context.Context, id string, pending []int64, mark int64) ([]*record, error) {
	return w.named(ctx, w.dispatchKey(id), pending, mark, func(r *record) bool { return r.dispatchID() == id })
}

// named finds committed letters by a fingerprint, newest first: those that the
// index has in memory, and those it has in the store up to its mark.
func (w *World) named(ctx context.Context, name int64, pending []int64, mark int64, wanted func(*record) bool) ([]*record, error) {
	refs, err := w.worlds.store.Read().Refs(ctx, rows.RefsParams{Low: store.RefKey(name, 0), High: store.RefKey(name, mark)})
	if err != nil {
		return nil, internal(err)
	}
	numbers := pending
	for _, ref := range refs {
		numbers = append(numbers, store.Number(ref))
	}
	return w.committed(ctx, numbers, wanted)
}

// committed reads letters by number. Those that are not durable yet are left out.
func (w *World) committed(ctx context.Context, numbers []int64, wanted func(*record) bool) ([]*record, error) {
	var out []*record
	for _, n := range numbers {
		row, err := w.worlds.store.Read().Letter(ctx, w.space.Key(n))
		if isNone(err) {
			continue
		}
		if err != nil {
			return nil, internal(err)
		}
		r, err := decodeRecord(row.Key, row.Submission, row.Outcome)
		if err != nil {
			return nil, internal(err)
		}
		if wanted(r) {
			out = append(out, r)
		}
	}
	return out, nil
}

func decodeSome(got []rows.LetterRow, wanted func(*record) bool) ([]*record, error) {
	var out []*record
	for _, row := range got {
		r, err := decodeRecord(row.Key, row.Submission, row.Outcome)
		if err != nil {
			return nil, internal(err)
		}
		if wanted(r) {
			out = append(out, r)
		}
	}
	return out, nil
}

func ptr[T any](v T) *T { return &v }

func isNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }
