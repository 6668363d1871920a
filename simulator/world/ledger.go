package world

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// entry is one row of the ledger: consecutive events about the same letter, or
// the same party, written by one step.
type entry struct {
	letter int64 // number, 0 for none
	party  string
	system SystemID
	events []Event
}

// entryLimit is how many events a row can hold. Reading from the middle of a
// row relies on it.
const entryLimit = 64

// note appends an event to the ledger, at the instant of the work.
func (k *work) note(e Event) { k.append(0, e) }

// noteOn appends an event about a letter.
func (k *work) noteOn(r *record, e Event) {
	e.Letter, e.System = r.ID, r.System
	if e.Party == "" {
		e.Party = r.partyKey()
	}
	k.append(r.number, e)
}

func (k *work) append(letter int64, e Event) {
	w := k.w
	if o := &k.open; len(o.events) > 0 &&
		(o.letter != letter || letter == 0 && (o.party != e.Party || o.system != e.System) || len(o.events) == entryLimit) {
		k.closeEntry()
	}
	w.last.event++
	e.Seq, e.At = w.last.event, k.at
	k.open.letter, k.open.party, k.open.system = letter, e.Party, e.System
	k.open.events = append(k.open.events, e)
}

// closeEntry writes the row that is being filled.
func (k *work) closeEntry() {
	events := k.open.events
	if len(events) == 0 {
		return
	}
	if k.collect {
		k.events = append(k.events, events...)
	}
	space := k.w.space
	row := rows.AppendLedgerParams{Key: space.Key(events[0].Seq), Last: events[len(events)-1].Seq}
	for _, e := range events {
		row.Kinds |= bits(e.Kind)
	}
	switch {
	case k.open.letter != 0:
		key := space.Key(k.open.letter)
		row.Letter = &key
	case k.open.party != "":
		name := space.Fingerprint("party", k.open.party)
		row.Party = &name
	}
	if s := k.w.systems[k.open.system]; s != nil {
		row.System = space.Key(s.number)
	}
	row.Body = appendEvents(make([]byte, 0, 512*len(events)), events)
	k.write(func(ctx context.Context, q *rows.Queries) error { return q.AppendLedger(ctx, row) })
	k.open = entry{}
}

// Events returns what happened, in the order of Seq, at most q.Limit of it.
func (w *World) Events(ctx context.Context, q Query) ([]Event, error) {
	if err := w.alive(); err != nil {
		return nil, err
	}
	if q.Limit <= 0 {
		q.Limit = 1000
	}
	sources, err := w.sources(ctx, q)
	if err != nil {
		return nil, err
	}
	var found []Event
	for _, next := range sources {
		some, err := readEntries(next, q)
		if err != nil {
			return nil, internal(err)
		}
		found = append(found, some...)
	}
	if len(sources) > 1 {
		slices.SortFunc(found, func(a, b Event) int { return int(a.Seq - b.Seq) })
		found = found[:min(len(found), q.Limit)]
	}
	return found, nil
}

// Wait returns the first event that matches, past or future. It ends with the
// context's error at its deadline. q.Limit is ignored.
func (w *World) Wait(ctx context.Context, q Query) (Event, error) {
	q.Limit = 1
	for {
		heard := w.bell.listen()
		seen := w.told.Load()
		found, err := w.Events(ctx, q)
		if err != nil {
			return Event{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
		q.After = max(q.After, seen)
		select {
		case <-heard:
		case <-ctx.Done():
			return Event{}, ctx.Err()
		}
	}
}

// page is how many rows are read at a time.
const page = 256

// pager returns the rows after an event number, fewer than page at the end.
type pager func(after int64) ([]rows.LedgerPageRow, error)

// sources chooses the indexes by which a query is answered.
func (w *World) sources(ctx context.Context, q Query) ([]pager, error) {
	read, high, mask := w.worlds.store.Read(), w.space.Last(), bits(q.Kinds...)
	low := func(after int64) int64 { return w.space.Key(max(after-entryLimit, 0)) }
	ofLetter := func(letter int64) pager {
		key := w.space.Key(letter)
		return func(after int64) ([]rows.LedgerPageRow, error) {
			found, err := read.LedgerOfLetter(ctx, rows.LedgerOfLetterParams{
				Letter: &key, Low: low(after), High: high, After: after, Kinds: mask, Page: page})
			return convert(found, func(r rows.LedgerOfLetterRow) rows.LedgerPageRow { return rows.LedgerPageRow(r) }), err
		}
	}
	switch {
	case q.Letter != "":
		r, err := w.find(ctx, q.Letter)
		if err != nil || r == nil {
			return nil, err
		}
		return []pager{ofLetter(r.number)}, nil
	case q.Message != "":
		letters, err := w.ofMessage(ctx, strings.ToLower(q.Message))
		if err != nil {
			return nil, err
		}
		return convert(letters, func(r *record) pager { return ofLetter(r.number) }), nil
	case q.Party != "":
		party := w.partyName(q.Party)
		w.mu.Lock()
		pending, mark := w.index.pending(party)
		w.mu.Unlock()
		older := func(after int64) ([]rows.LedgerPageRow, error) {
			found, err := read.LedgerOfParty(ctx, rows.LedgerOfPartyParams{
				Space: w.space.First(), FirstRef: store.RefKey(party, 0), LastRef: store.RefKey(party, mark),
				Party: &party, Low: low(after), High: high, After: after, Kinds: mask, Page: page})
			return convert(found, func(r rows.LedgerOfPartyRow) rows.LedgerPageRow { return rows.LedgerPageRow(r) }), err
		}
		return append([]pager{older}, convert(pending, ofLetter)...), nil
	}
	var system int64
	if q.System != "" {
		n, known := w.systemNumber(q.System)
		if !known {
			return nil, nil
		}
		system = w.space.Key(n)
	}
	return []pager{func(after int64) ([]rows.LedgerPageRow, error) {
		return read.LedgerPage(ctx, rows.LedgerPageParams{
			Low: low(after), High: high, After: after, Kinds: mask, System: system, Page: page})
	}}, nil
}

// readEntries reads rows until enough events match.
func readEntries(next pager, q Query) ([]Event, error) {
	var found []Event
	for after := q.After; ; {
		got, err := next(after)
		if err != nil {
			return nil, err
		}
		for _, row := range got {
			after = row.Last
			var events []Event
			if err := json.Unmarshal(row.Body, &events); err != nil {
				return nil, errors.Join(errors.New("a ledger row cannot be read"), err)
			}
			for _, e := range events {
				if q.matches(e) {
					found = append(found, e)
				}
				if len(found) == q.Limit {
					return found, nil
				}
			}
		}
		if len(got) < page {
			return found, nil
		}
	}
}

func (q Query) matches(e Event) bool {
	return e.Seq > q.After &&
		(len(q.Kinds) == 0 || slices.Contains(q.Kinds, e.Kind)) &&
		(q.Letter == "" || q.Letter == e.Letter) &&
		(q.Party == "" || q.Party == e.Party) &&
		(q.System == "" || q.System == e.System) &&
		(q.Code == "" || q.Code == e.Code)
}

func convert[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = f(a)
	}
	return out
}

// alive is the reason for which the world answers no more, or nil.
func (w *World) alive() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
}

// lastReached is the instant of the newest event: no clock may show less.
func (w *World) lastReached(ctx context.Context) error {
	if w.last.event == 0 {
		return nil
	}
	rows, err := w.worlds.store.Read().LedgerPage(ctx, rows.LedgerPageParams{
		Low: w.space.Key(max(w.last.event-entryLimit, 0)), High: w.space.Last(), After: w.last.event - 1, Kinds: -1, Page: 1})
	if err != nil || len(rows) == 0 {
		return err
	}
	var events []Event
	if err := json.Unmarshal(rows[0].Body, &events); err != nil {
		return err
	}
	w.clock.reached = events[len(events)-1].At
	return nil
}
