package world

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// work is what one command does to the world, built under its lock: the ledger
// entries, the changed letters, the receipts. end hands it to the store.
type work struct {
	w     *World
	at    time.Time    // the instant of what is being done
	batch *store.Batch // being built
	sent  *store.Batch // submitted last

	open    entry     // ledger row being filled
	letters []*record // changed
	mail    []outgoing
	told    map[SystemID]bool // systems that got receipts
	spent   bool              // the print totals changed

	collect bool // keep the events, for the caller
	events  []Event
}

// do runs one command: it takes the world, lets fall due what is due, runs f,
// and hands what came of it to the store. The lock is released before waiting
// for the commit, and do returns after it.
//
// f decides before it writes: what it has written is kept even when it returns
// an error, which is how refusals leave their event.
func (w *World) do(_ context.Context, f func(*work) error) error {
	w.mu.Lock()
	return w.doLocked(f)
}

// doLocked is do with the lock held, which it releases.
func (w *World) doLocked(f func(*work) error) error {
	if w.ended != nil {
		defer w.mu.Unlock()
		return w.ended
	}
	k := w.begin()
	err := f(k)
	w.end(k)
	w.mu.Unlock()
	if failed := k.wait(); failed != nil {
		return failed
	}
	return err
}

// doSettled is do in line with the letters: after those answered so far have been
// processed and before those answered later, so that a letter is judged by the
// register, the clock and the settings it was sent under.
func (w *World) doSettled(ctx context.Context, f func(*work) error) error {
	w.mu.Lock()
	c := &change{after: w.processed + int64(len(w.ready))}
	w.changes = append(w.changes, c)
	var gaveUp error
	for gaveUp == nil && w.ended == nil && w.broken == nil && (w.working || w.changes[0] != c || !w.changeIsDue()) {
		heard := w.bell.listen()
		w.mu.Unlock()
		select {
		case <-heard:
		case <-ctx.Done():
			gaveUp = ctx.Err()
		}
		w.mu.Lock()
	}
	defer w.bell.ring() // the next change, or whoever waits for rest
	if gaveUp = cmp.Or(gaveUp, w.broken); gaveUp != nil {
		defer w.mu.Unlock()
		w.leaveLine(c)
		return gaveUp
	}
	return w.doLocked(func(k *work) error {
		defer w.leaveLine(c)
		return f(k)
	})
}

// change is a place in line of what is not a letter.
type change struct {
	after int64 // how many letters are to be processed before it
}

// changeIsDue reports whether letters have to wait for a change. It is called
// with the lock held, as is leaveLine.
func (w *World) changeIsDue() bool {
	return len(w.changes) > 0 && w.processed >= w.changes[0].after
}

func (w *World) leaveLine(c *change) {
	w.changes = slices.DeleteFunc(w.changes, func(other *change) bool { return other == c })
	w.startWorking()
}

// begin is called with the lock held.
func (w *World) begin() *work {
	w.sweep()
	k := &work{w: w, batch: &store.Batch{}, at: w.clock.reached}
	now := w.clock.now()
	k.fireUntil(now)
	k.at = now
	return k
}

// end is called with the lock held. It submits the batch, unless there is
// nothing to write.
func (w *World) end(k *work) {
	k.submit()
	w.setTimer()
}

// submit hands over what was built so far; k can be used on.
func (k *work) submit() {
	w := k.w
	k.closeEntry()
	k.writeReceipts()
	k.writeLetters()
	if k.spent {
		k.keepState()
		k.spent = false
	}
	if k.batch.Empty() {
		return
	}
	event, systems := w.last.event, k.told
	k.batch.After = func() {
		w.told.Store(event)
		w.bell.ring()
		if tell := w.worlds.config.OnReceipt; tell != nil {
			for _, id := range sortedKeys(systems) {
				tell(w, id)
			}
		}
	}
	w.worlds.store.Submit(k.batch)
	w.newest, k.sent = k.batch, k.batch
	w.pin(k.letters, k.batch.Number())
	w.parties.pin(k.batch.Number())
	w.writeIndex()
	k.batch, k.letters, k.told = &store.Batch{}, nil, nil
}

// wait returns when what was submitted last is durable. Call it without the lock.
func (k *work) wait() error {
	if k.sent == nil {
		return nil
	}
	return internal(k.sent.Wait()) // batches are durable in order: the last stands for all
}

func (k *work) write(f func(context.Context, *rows.Queries) error) { k.batch.Add(f) }

func (k *work) keepState() {
	row := rows.UpdateWorldParams{Space: int64(k.w.space), State: k.w.state()}
	k.write(func(ctx context.Context, q *rows.Queries) error { return q.UpdateWorld(ctx, row) })
}

// fresh is what was handed to the store and may not be durable yet, so that
// reading must not go past it.
type fresh struct {
	batch  int64
	letter *record
	isNew  bool
}

// pin keeps changed letters in memory until their batch is durable.
func (w *World) pin(letters []*record, batch int64) {
	for _, r := range letters {
		w.fresh = append(w.fresh, fresh{batch, r, r.fresh})
		r.batch, r.fresh, r.changed = batch, false, false
	}
}

// sweep lets go of letters that are durable and done with.
func (w *World) sweep() {
	committed := w.worlds.store.Committed()
	w.index.sweep(committed)
	n := 0
	for ; n < len(w.fresh) && w.fresh[n].batch <= committed; n++ {
		f := w.fresh[n]
		if f.isNew {
			for _, key := range f.letter.keys {
				w.dropKey(key, f.letter)
			}
		}
		if f.letter.batch == f.batch && !f.letter.unprocessed {
			delete(w.hot, f.letter.number)
		}
	}
	if n == len(w.fresh) {
		w.fresh = w.fresh[:0]
	} else if n > 0 {
		w.fresh = append(w.fresh[:0], w.fresh[n:]...)
	}
}

func (w *World) dropKey(key int64, r *record) {
	left := slices.DeleteFunc(w.keys[key], func(other *record) bool { return other == r })
	if len(left) == 0 {
		delete(w.keys, key)
		return
	}
	w.keys[key] = left
}

// bell tells listeners that something may have changed. Its lock is a leaf.
type bell struct {
	mu sync.Mutex
	ch chan struct{}
}

// listen returns a channel that is closed by the next ring.
func (b *bell) listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
