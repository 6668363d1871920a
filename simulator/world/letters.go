package world

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// Letter returns the provider's view of one transmission.
func (w *World) Letter(ctx context.Context, id LetterID) (Letter, bool, error) {
	if err := w.alive(); err != nil {
		return Letter{}, false, err
	}
	r, err := w.find(ctx, id)
	if err != nil || r == nil {
		return Letter{}, false, err
	}
	return r.letter(), true, nil
}

// LetterQuery selects letters. Empty fields match everything.
type LetterQuery struct {
	Party         ident.Party
	System        SystemID
	MessageUUID   string
	DispatchID    string
	State         LetterState
	Destination   Destination
	Offset, Limit int // Limit 0: 100
}

// Letters returns letters, newest first, and how many there are in all.
func (w *World) Letters(ctx context.Context, q LetterQuery) ([]Letter, int, error) {
	if err := w.alive(); err != nil {
		return nil, 0, err
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	found, total, err := w.letters(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	return convert(found, (*record).letter), total, nil
}

// letters answers a query by the index that narrows it most.
func (w *World) letters(ctx context.Context, q LetterQuery) ([]*record, int, error) {
	if q.MessageUUID != "" || q.DispatchID != "" {
		return w.lettersByKey(ctx, q)
	}
	var system, state int64
	if q.System != "" {
		n, known := w.systemNumber(q.System)
		if !known {
			return nil, 0, nil
		}
		system = w.space.Key(n)
	}
	if q.State != "" {
		state = w.stateKey(q.State)
	}
	to, skip, limit := destinationNumber(q.Destination), int32(min(max(q.Offset, 0), math.MaxInt32)), int32(min(q.Limit, math.MaxInt32))
	read := w.worlds.store.Read()
	var got []rows.LetterRow
	var total int64
	var err, errCount error
	switch {
	case q.Party != ident.Party{}:
		return w.lettersOfParty(ctx, q, system, state, to)
	case q.System != "":
		var some []rows.LettersOfSystemRow
		some, err = read.LettersOfSystem(ctx, rows.LettersOfSystemParams{
			System: system, State: state, Destination: to, Skip: skip, Page: limit})
		got = convert(some, func(r rows.LettersOfSystemRow) rows.LetterRow { return rows.LetterRow(r) })
		total, errCount = read.CountLettersOfSystem(ctx, rows.CountLettersOfSystemParams{
			System: system, State: state, Destination: to})
	case q.State != "":
		var some []rows.LettersInStateRow
		some, err = read.LettersInState(ctx, rows.LettersInStateParams{State: state, Destination: to, Skip: skip, Page: limit})
		got = convert(some, func(r rows.LettersInStateRow) rows.LetterRow { return rows.LetterRow(r) })
		total, errCount = read.CountLettersInState(ctx, rows.CountLettersInStateParams{State: state, Destination: to})
	default:
		low, high := w.space.First(), w.space.Last()
		var some []rows.LettersPageRow
		some, err = read.LettersPage(ctx, rows.LettersPageParams{Low: low, High: high, Destination: to, Skip: skip, Page: limit})
		got = convert(some, func(r rows.LettersPageRow) rows.LetterRow { return rows.LetterRow(r) })
		total, errCount = read.CountLetters(ctx, rows.CountLettersParams{Low: low, High: high, Destination: to})
	}
	if err = errors.Join(err, errCount); err != nil {
		return nil, 0, internal(err)
	}
	found, err := decodeSome(got, func(*record) bool { return true })
	return found, int(total), err
}

// lettersOfParty lists the letters that the index has in memory, which are the
// newest, and then those it has in the store.
func (w *World) lettersOfParty(ctx context.Context, q LetterQuery, system, state, to int64) ([]*record, int, error) {
	name := w.partyName(q.Party.Key())
	w.mu.Lock()
	pending, mark := w.index.pending(name)
	w.mu.Unlock()
	newest, err := w.committed(ctx, pending, q.selects)
	if err != nil {
		return nil, 0, err
	}
	read, low, high := w.worlds.store.Read(), store.RefKey(name, 0), store.RefKey(name, mark)
	older, err := read.CountLettersOfParty(ctx, rows.CountLettersOfPartyParams{
		Space: w.space.First(), Low: low, High: high, Party: name, System: system, State: state, Destination: to})
	if err != nil {
		return nil, 0, internal(err)
	}
	total := len(newest) + int(older)
	skip := max(q.Offset-len(newest), 0)
	found := newest[min(max(q.Offset, 0), len(newest)):]
	if len(found) >= q.Limit {
		return found[:q.Limit], total, nil
	}
	some, err := read.LettersOfParty(ctx, rows.LettersOfPartyParams{
		Space: w.space.First(), Low: low, High: high, Party: name, System: system, State: state, Destination: to,
		Skip: int32(min(skip, math.MaxInt32)), Page: int32(min(q.Limit-len(found), math.MaxInt32))})
	if err != nil {
		return nil, 0, internal(err)
	}
	rest, err := decodeSome(convert(some, func(r rows.LettersOfPartyRow) rows.LetterRow { return rows.LetterRow(r) }), q.selects)
	return append(found[:len(found):len(found)], rest...), total, err
}

// selects reports whether a letter is among those asked for.
func (q LetterQuery) selects(r *record) bool {
	return (q.Party == ident.Party{} || r.recipient() == q.Party) &&
		(q.System == "" || r.System == q.System) &&
		(q.MessageUUID == "" || r.messageUUID() == strings.ToLower(q.MessageUUID)) &&
		(q.DispatchID == "" || r.dispatchID() == q.DispatchID) &&
		(q.State == "" || r.State == q.State) &&
		(q.Destination == "" || r.Destination == q.Destination)
}

// lettersByKey answers queries that name a key: few letters have the same.
func (w *World) lettersByKey(ctx context.Context, q LetterQuery) ([]*record, int, error) {
	var found []*record
	var err error
	if q.MessageUUID != "" {
		found, err = w.ofMessage(ctx, q.MessageUUID)
	} else {
		found, err = w.ofDispatch(ctx, q.DispatchID)
	}
	if err != nil {
		return nil, 0, err
	}
	found = slices.DeleteFunc(found, func(r *record) bool { return !q.selects(r) })
	total := len(found)
	found = found[min(max(q.Offset, 0), total):]
	return found[:min(q.Limit, len(found))], total, nil
}
