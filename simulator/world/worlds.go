package world

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// Config is what all worlds of a process share.
type Config struct {
	Dir        string     // data directory; "" means a temporary store removed on Close
	Print      PrintRules // nil: nothing is checked, and everything printed
	Population int        // default for Spec.Population; 0 means 1,000
	// Profiles are print profiles beside the built-in ones of package fjernprint,
	// by names of their own. A world's settings choose one (dk.print.profile).
	Profiles []*fjernprint.Profile
	// OnReceipt is told, after commit and after the synchronous answer, that
	// the system's queue has something to push, or that the system's entry was
	// changed and may have another endpoint. It must not block. Open calls it
	// too, before it returns, for queues that an earlier process left.
	OnReceipt func(*World, SystemID)
}

// Worlds is all worlds of a process over one store. All methods are safe for
// concurrent use.
type Worlds struct {
	config Config
	store  *store.Store
	zone   *time.Location // in which legal days are counted
	real   Decisions

	// ctx is the process's own: work that goes on behind the callers' backs.
	ctx    context.Context // lives from Open to Close
	cancel context.CancelFunc
	behind sync.WaitGroup // removals going on

	// checks has a place for each document check that may go on at once. They take
	// memory and processor, and have little time once begun: it is not spent waiting.
	checks chan struct{}

	mu        sync.Mutex
	byID      map[string]*World
	proofs    map[string]proof
	lastSpace store.Space
	closed    bool
}

// proof is what a client certificate proves.
type proof struct {
	world  *World
	system SystemID
}

// Open opens the store and the worlds in it; unfinished work goes on: letters
// that were accepted are processed as if their answer had gone out. Error:
// CodeInvalid for profiles that cannot be, and for a world whose settings name a
// profile that is not among them.
func Open(ctx context.Context, c Config) (*Worlds, error) {
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		return nil, err
	}
	if err := checkProfiles(c.Profiles); err != nil {
		return nil, err
	}
	if c.Population == 0 {
		c.Population = defaultPopulation
	}
	opened, err := store.Open(ctx, c.Dir)
	if err != nil {
		return nil, err
	}
	ws := &Worlds{
		config: c, store: opened, zone: zone, real: RealDecisions(zone),
		byID: map[string]*World{}, proofs: map[string]proof{}, checks: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	ws.ctx, ws.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if err := ws.load(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("load the worlds: %w", err), ws.Close())
	}
	return ws, nil
}

// load brings back what the store has.
func (ws *Worlds) load(ctx context.Context) error {
	if err := ws.store.RemoveUnfinished(ctx); err != nil {
		return err
	}
	kept, err := ws.store.Read().Worlds(ctx)
	if err != nil {
		return err
	}
	var found []*World
	for _, row := range kept {
		ws.lastSpace = max(ws.lastSpace, store.Space(row.Space))
		if row.Gone != 0 {
			ws.remove(store.Space(row.Space))
			continue
		}
		w, err := ws.revive(ctx, row)
		if err != nil {
			return fmt.Errorf("world %s: %w", row.ID, err)
		}
		ws.byID[w.id] = w
		found = append(found, w)
		for id, s := range w.systems {
			for _, t := range s.Thumbprints {
				ws.proofs[t] = proof{w, id}
			}
		}
	}
	for _, w := range found {
		w.resume()
	}
	return nil
}

// remove takes a retired space's rows away behind everybody's back.
func (ws *Worlds) remove(space store.Space) {
	ws.behind.Go(func() {
		// What is not removed now is removed after the next Open.
		_ = ws.store.Remove(ws.ctx, space)
	})
}

// Close stops all work and closes the store. What was accepted and not
// processed is processed after the next Open.
func (ws *Worlds) Close() error {
	ws.mu.Lock()
	if ws.closed {
		ws.mu.Unlock()
		return nil
	}
	ws.closed = true
	all := make([]*World, 0, len(ws.byID))
	for _, w := range ws.byID {
		all = append(all, w)
	}
	ws.mu.Unlock()

	// First nobody may work any more: a look into the store that is cut off by
	// the end of the context must not be taken for an answer.
	for _, w := range all {
		w.refuse(errClosed)
	}
	ws.cancel()
	for _, w := range all {
		w.stop(errClosed)
	}
	ws.behind.Wait()
	return ws.store.Close()
}

var worldID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)

// Create makes a world. Errors: CodeConflict if the id is taken, CodeInvalid for
// an id, a clock mode or a switch that is none.
func (ws *Worlds) Create(ctx context.Context, s Spec) (*World, error) {
	if s.ID != "" && !worldID.MatchString(s.ID) {
		return nil, invalid("a world's id is 1 to 63 letters, digits and dashes, and begins with no dash")
	}
	if s.Population == 0 {
		s.Population = ws.config.Population
	}
	return ws.put(ctx, s, nil)
}

// put makes a world, in the place of an older one if that is given.
func (ws *Worlds) put(ctx context.Context, s Spec, old *World) (*World, error) {
	w, err := ws.build(s)
	if err != nil {
		return nil, err
	}
	if err := ws.enter(w, old); err != nil {
		return nil, err
	}
	batch := &store.Batch{}
	if old != nil {
		old.stop(errReset)
		retire(batch, old.space)
	}
	if err := w.found(ctx, batch); err != nil {
		ws.leave(w)
		return nil, err
	}
	if old != nil {
		ws.remove(old.space)
	}
	return w, nil
}

// enter gives the world its space and its place under its id.
func (ws *Worlds) enter(w, old *World) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.closed {
		return errClosed
	}
	if ws.lastSpace == store.MaxSpace {
		return &Error{Code: CodeConflict, Text: "this data directory has had 16 million worlds; begin a new one"}
	}
	next := ws.lastSpace + 1
	if w.id == "" {
		for n := int64(next); ; n++ {
			w.id = "w" + strconv.FormatInt(n, 10)
			if _, taken := ws.byID[w.id]; !taken {
				break
			}
		}
		w.spec.ID = w.id
	}
	if ws.byID[w.id] != old {
		return &Error{Code: CodeConflict, Text: fmt.Sprintf("there is a world %q already; choose another id, or reset or delete it", w.id)}
	}
	ws.lastSpace = next
	w.space = next
	ws.byID[w.id] = w
	ws.dropProofs(old)
	return nil
}

// leave takes the world's place away, unless it has lost it already.
func (ws *Worlds) leave(w *World) bool {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.dropProofs(w)
	if ws.byID[w.id] != w {
		return false
	}
	delete(ws.byID, w.id)
	return true
}

// dropProofs is called with ws.mu held.
func (ws *Worlds) dropProofs(w *World) {
	for t, p := range ws.proofs {
		if p.world == w {
			delete(ws.proofs, t)
		}
	}
}

func retire(b *store.Batch, space store.Space) {
	b.Add(func(ctx context.Context, q *rows.Queries) error { return q.RetireWorld(ctx, int64(space)) })
}

// Get finds a world by id.
func (ws *Worlds) Get(id string) (*World, bool) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w, ok := ws.byID[id]
	return w, ok
}

// List returns all worlds by id.
func (ws *Worlds) List() []*World {
	ws.mu.Lock()
	all := make([]*World, 0, len(ws.byID))
	for _, w := range ws.byID {
		all = append(all, w)
	}
	ws.mu.Unlock()
	slices.SortFunc(all, func(a, b *World) int { return cmp.Compare(a.id, b.id) })
	return all
}

// Reset empties a world: same id, spec and seed; clock and settings as at first;
// authorities and systems gone, too. The old *World answers CodeNotFound from
// then on. Errors: CodeNotFound.
func (ws *Worlds) Reset(ctx context.Context, id string) (*World, error) {
	old, ok := ws.Get(id)
	if !ok {
		return nil, noWorld(id)
	}
	return ws.put(ctx, old.spec, old)
}

// Delete removes a world. Errors: CodeNotFound.
func (ws *Worlds) Delete(_ context.Context, id string) error {
	w, ok := ws.Get(id)
	if !ok || !ws.leave(w) {
		return noWorld(id)
	}
	w.stop(errDeleted)
	batch := &store.Batch{}
	retire(batch, w.space)
	ws.store.Submit(batch)
	if err := batch.Wait(); err != nil {
		return internal(err)
	}
	ws.remove(w.space)
	return nil
}

// ByThumbprint finds the world and system that a client certificate proves, by
// the SHA-256 of its DER in lower-case hex.
func (ws *Worlds) ByThumbprint(sha256hex string) (*World, System, bool) {
	ws.mu.Lock()
	p, ok := ws.proofs[sha256hex]
	ws.mu.Unlock()
	if !ok {
		return nil, System{}, false
	}
	s, ok, err := p.world.System(ws.ctx, p.system)
	return p.world, s, ok && err == nil
}

// claim reserves thumbprints for a system, and gives back a way to undo it. A
// certificate names one system of one world: CodeConflict otherwise.
func (ws *Worlds) claim(w *World, id SystemID, thumbprints []string) (undo func(), err error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	mine := proof{w, id}
	for _, t := range thumbprints {
		if p, taken := ws.proofs[t]; taken && p != mine {
			return nil, &Error{Code: CodeConflict, Text: fmt.Sprintf(
				"the certificate %.16s... is registered for another system in world %q; a certificate names one system", t, p.world.id)}
		}
	}
	var before []string
	for t, p := range ws.proofs {
		if p == mine {
			before = append(before, t)
			delete(ws.proofs, t)
		}
	}
	for _, t := range thumbprints {
		ws.proofs[t] = mine
	}
	return func() {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		for _, t := range thumbprints {
			delete(ws.proofs, t)
		}
		for _, t := range before {
			ws.proofs[t] = mine
		}
	}, nil
}

// storedSpec is a Spec as it is kept: everything but the functions.
type storedSpec struct {
	Start      time.Time
	Mode       ClockMode
	Seed       uint64
	Population int
	Settings   Settings
}

func encodeSpec(s Spec) ([]byte, error) {
	return json.Marshal(storedSpec{s.Start, s.Mode, s.Seed, s.Population, s.Settings})
}

func decodeSpec(id string, body []byte) (Spec, error) {
	var s storedSpec
	err := json.Unmarshal(body, &s)
	return Spec{ID: id, Start: s.Start, Mode: s.Mode, Seed: s.Seed, Population: s.Population, Settings: s.Settings}, err
}
