package world

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// Spec describes a world to be created.
type Spec struct {
	ID         string    // letters, digits, dash; "" means one is made
	Start      time.Time // virtual start; zero means the wall clock, running
	Mode       ClockMode // "" means frozen when Start is set, running otherwise
	Seed       uint64
	Population int // built-in people, -1 for none, not even the magic ones; 0 for the server's default
	Settings   Settings
	// Decisions that differ from the real ones. They live in the process: a
	// world that is opened from the store has the real ones.
	Decisions Decisions
}

// Settings are the knobs of one world, all in virtual time. Zero values are the defaults.
type Settings struct {
	Availability      time.Duration            // from received to available (DK-ARR-06)
	PrintDelays       map[Status]time.Duration // before each print status
	ReturnAfter       time.Duration            // from posting until undeliverable paper is back; 0: seven days
	NotificationsDown bool                     // every notification fails (DK-NOTIF-01)
	Switches          map[string]string        // law switches that differ from their defaults
}

// World is one tenant: clock, seed, register, ledger. All methods are safe for
// concurrent use.
type World struct {
	worlds    *Worlds
	id        string
	space     store.Space
	spec      Spec
	seed      seed
	decisions Decisions

	bell bell         // rings after each commit
	told atomic.Int64 // number of the newest committed event

	mu       sync.Mutex // the one lock; everything below is under it
	ended    error      // why the world answers no more
	clock    clock
	timer    *time.Timer // fires when a running clock reaches the next due instant
	settings Settings
	rules    law.Rules
	agenda   agenda
	totals   totals // of the print shop
	last     numbers
	newest   *store.Batch // submitted last

	authorities map[ident.CVR]*authority
	systems     map[SystemID]*system
	naming      map[SystemID]bool // ids of systems that are being registered

	hot       map[int64]*record    // letters that are not, or not yet so, in the store
	keys      map[int64][]*record  // the same by fingerprint of their keys
	seen      seenKeys             // keys of all letters
	documents documentNames        // names of all documents
	index     index                // the newest letters by their names
	fresh     []fresh              // in the order of their batches
	waiting   map[LetterID]*record // accepted, their answer not out
	ready     []*record            // answered, to be processed in this order
	working   bool                 // a goroutine processes ready
	giveUp    context.CancelFunc   // of the document check that goes on or was the last; nil before the first
	changes   []*change            // of clock, register and settings, waiting for letters
	broken    error                // why processing has stopped

	processed int64 // letters, in this process

	parties parties
}

// numbers are the highest running numbers given out.
type numbers struct {
	event, letter, receipts, due, party, authority, system, document, job int64
}

// build makes a world that is not yet in the store.
func (ws *Worlds) build(s Spec) (*World, error) {
	s.Settings = s.Settings.clone()
	rules, err := ws.rulesOf(s.Settings)
	if err != nil {
		return nil, err
	}
	c, err := newClock(s.Start, s.Mode)
	if err != nil {
		return nil, err
	}
	return &World{
		worlds: ws, id: s.ID, spec: s, seed: newSeed(s.Seed), decisions: s.Decisions.or(ws.real),
		clock: c, settings: s.Settings, rules: rules, totals: totals{},
		authorities: map[ident.CVR]*authority{}, systems: map[SystemID]*system{}, naming: map[SystemID]bool{},
		hot: map[int64]*record{}, keys: map[int64][]*record{}, waiting: map[LetterID]*record{},
	}, nil
}

// found writes a new world to the store.
func (w *World) found(_ context.Context, batch *store.Batch) error {
	spec, err := encodeSpec(w.spec)
	if err != nil {
		return internal(err)
	}
	w.mu.Lock()
	k := w.begin()
	k.batch = batch
	row := rows.InsertWorldParams{Space: int64(w.space), ID: w.id, Spec: spec, State: w.state()}
	k.write(func(ctx context.Context, q *rows.Queries) error { return q.InsertWorld(ctx, row) })
	k.note(Event{Kind: KindWorldCreated, Text: fmt.Sprintf("World %s was created with seed %d.", w.id, w.spec.Seed)})
	w.end(k)
	w.mu.Unlock()
	return k.wait()
}

// revive brings a world back from its row. Nothing is processed yet; see resume.
func (ws *Worlds) revive(ctx context.Context, row rows.World) (*World, error) {
	spec, err := decodeSpec(row.ID, row.Spec)
	if err != nil {
		return nil, err
	}
	w, err := ws.build(spec)
	if err != nil {
		return nil, err
	}
	w.space = store.Space(row.Space)
	var kept keptState
	if err := json.Unmarshal(row.State, &kept); err != nil {
		return nil, err
	}
	w.clock, w.settings = kept.clock(), kept.Settings
	w.totals, w.last.job = totalsOf(kept.Print), kept.Jobs
	if w.rules, err = ws.rulesOf(w.settings); err != nil {
		return nil, err
	}
	w.seen.blind, w.documents.seen.blind = true, true
	return w, w.loadRest(ctx)
}

// loadRest reads numbers, senders, agenda and unprocessed letters.
func (w *World) loadRest(ctx context.Context) error {
	q, low, high := w.worlds.store.Read(), w.space.First(), w.space.Last()
	var err error
	if w.last.event, err = q.LastEvent(ctx, rows.LastEventParams{Low: low, High: high}); err != nil {
		return err
	}
	w.told.Store(w.last.event)
	for _, n := range []struct {
		to  *int64
		key func() (int64, error)
	}{
		{&w.last.letter, func() (int64, error) { return q.LastLetter(ctx, rows.LastLetterParams{Low: low, High: high}) }},
		{&w.last.receipts, func() (int64, error) {
			return q.LastReceiptRow(ctx, rows.LastReceiptRowParams{Low: low, High: high})
		}},
		{&w.last.party, func() (int64, error) { return q.LastParty(ctx, rows.LastPartyParams{Low: low, High: high}) }},
		{&w.last.document, func() (int64, error) {
			return q.LastDocument(ctx, rows.LastDocumentParams{Low: low, High: high})
		}},
	} {
		key, err := n.key()
		if err != nil {
			return err
		}
		*n.to = store.Number(key)
	}
	w.parties.changed = w.last.party
	if err := w.lastReached(ctx); err != nil {
		return err
	}
	if err := w.loadSenders(ctx); err != nil {
		return err
	}
	if err := w.loadAgenda(ctx); err != nil {
		return err
	}
	if err := w.loadIndex(ctx); err != nil {
		return err
	}
	return w.loadUnprocessed(ctx)
}

// loadUnprocessed finds the letters that were accepted by an earlier process.
// Their synchronous answer is considered out.
func (w *World) loadUnprocessed(ctx context.Context) error {
	q := w.worlds.store.Read()
	keys, err := q.LetterKeysInState(ctx, w.stateKey(StateAccepted))
	if err != nil {
		return err
	}
	for _, key := range keys {
		row, err := q.Letter(ctx, key)
		if err != nil {
			return err
		}
		r, err := decodeRecord(row.Key, row.Submission, row.Outcome)
		if err != nil {
			return err
		}
		r.unprocessed = true
		w.hot[r.number] = r
		w.ready = append(w.ready, r)
	}
	return nil
}

// resume goes on with what an earlier process left.
func (w *World) resume() {
	w.mu.Lock()
	k := w.begin()
	w.end(k)
	w.startWorking()
	var waiting []SystemID
	for _, id := range sortedKeys(w.systems) {
		if s := w.systems[id]; s.acknowledged < s.issued {
			waiting = append(waiting, id)
		}
	}
	w.mu.Unlock()
	if tell := w.worlds.config.OnReceipt; tell != nil {
		for _, id := range waiting {
			tell(w, id)
		}
	}
}

// refuse makes the world answer no more.
func (w *World) refuse(why error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended == nil {
		w.ended = why
	}
	if w.giveUp != nil {
		w.giveUp() // after that: an answer cut off must not be taken for one
	}
}

// stop is refuse, and returns when nothing goes on behind the callers' backs.
// What is in line is still written.
func (w *World) stop(why error) {
	w.refuse(why)
	w.mu.Lock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.ready = nil
	for w.working {
		heard := w.bell.listen()
		w.mu.Unlock()
		<-heard
		w.mu.Lock()
	}
	w.mu.Unlock()
	w.bell.ring()
}

// ID is the world's id.
func (w *World) ID() string { return w.id }

// Spec is what the world was created from; ID and Population are filled in.
func (w *World) Spec() Spec {
	s := w.spec
	s.Settings = s.Settings.clone()
	return s
}

// Epoch is raised by Reset, and by deleting and creating again: what was issued
// in an earlier epoch (tokens) is void.
func (w *World) Epoch() int64 { return int64(w.space) }

// Rules is the rule set in force, with this world's switches.
func (w *World) Rules() law.Rules {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rules
}

// Settings returns the world's knobs.
func (w *World) Settings() Settings {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.settings.clone()
}

// SetSettings replaces the world's knobs; what has been decided stays decided.
// Errors: CodeInvalid for a switch that does not exist, a value it does not
// take (a print profile that this provider does not have), a negative delay.
func (w *World) SetSettings(ctx context.Context, s Settings) error {
	s = s.clone()
	rules, err := w.worlds.rulesOf(s)
	if err != nil {
		return err
	}
	return w.doSettled(ctx, func(k *work) error {
		w.settings, w.rules = s, rules
		k.keepState()
		data, err := json.Marshal(s)
		if err != nil {
			return internal(err)
		}
		k.note(Event{Kind: KindSettingsChanged, Text: "The settings were changed.", Data: data})
		return nil
	})
}

func (s Settings) clone() Settings {
	s.PrintDelays, s.Switches = maps.Clone(s.PrintDelays), maps.Clone(s.Switches)
	return s
}

// rulesOf is the rule set that settings amount to.
func (ws *Worlds) rulesOf(s Settings) (law.Rules, error) {
	switch {
	case s.Availability < 0:
		return law.Rules{}, invalid("the time from received to available cannot be negative")
	case s.ReturnAfter < 0:
		return law.Rules{}, invalid("the time until undeliverable paper is back cannot be negative")
	}
	for status, d := range s.PrintDelays {
		if d < 0 {
			return law.Rules{}, invalid(fmt.Sprintf("the delay before %s cannot be negative", status))
		}
	}
	rules := law.Default(law.Denmark)
	for _, name := range sortedKeys(s.Switches) {
		var err error
		if rules, err = rules.With(law.Name(name), s.Switches[name]); err != nil {
			return law.Rules{}, &Error{Code: CodeInvalid, Text: "the settings name a switch that cannot be set so", Cause: err}
		}
	}
	if name := rules.Value(law.PrintProfile); name != fjernprint.DefaultProfile {
		if _, ok := ws.profile(name); !ok {
			return law.Rules{}, ws.noProfile(name)
		}
	}
	return rules, nil
}

// keptState is what of a world changes and is kept in its row.
type keptState struct {
	Base, Wall int64 // microseconds since 1970 UTC
	Mode       ClockMode
	Speed      float64
	Settings   Settings
	Print      []PrintTotal `json:",omitempty"`
	Jobs       int64        `json:",omitempty"` // the last print job's number
}

func (w *World) state() []byte {
	body, err := json.Marshal(keptState{
		Base: w.clock.base.UnixMicro(), Wall: w.clock.wall.UnixMicro(),
		Mode: w.clock.mode, Speed: w.clock.speed, Settings: w.settings,
		Print: w.totals.list(), Jobs: w.last.job,
	})
	if err != nil {
		panic(err) // unreachable: the type has nothing that JSON cannot say
	}
	return body
}

func (s keptState) clock() clock {
	return clock{base: instant(s.Base), wall: instant(s.Wall), mode: s.Mode, speed: s.Speed}
}
