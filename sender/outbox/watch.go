package outbox

import (
	"context"
	"sync"
)

// watch tells waiters that something about a letter (or, under the empty id,
// about any letter) has changed. Take the channel first, then look: a change
// between the two is not missed.
type watch struct {
	mu      sync.Mutex
	waiting map[LetterID]*waiters
	done    chan struct{}
	over    bool
}

// waiters share a channel; the last one to leave takes it away.
type waiters struct {
	next  chan struct{}
	count int
}

func newWatch() *watch {
	return &watch{waiting: map[LetterID]*waiters{}, done: make(chan struct{})}
}

// enter returns waiters whose channel is closed at the next change; leave them.
func (w *watch) enter(id LetterID) *waiters {
	w.mu.Lock()
	defer w.mu.Unlock()
	all, ok := w.waiting[id]
	if !ok {
		all = &waiters{next: make(chan struct{})}
		w.waiting[id] = all
	}
	all.count++
	return all
}

func (w *watch) leave(id LetterID, all *waiters) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if all.count--; all.count == 0 && w.waiting[id] == all {
		delete(w.waiting, id)
	}
}

func (w *watch) change(ids ...LetterID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range append(ids, "") {
		if all, ok := w.waiting[id]; ok {
			close(all.next)
			delete(w.waiting, id)
		}
	}
}

func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.over {
		w.over = true
		close(w.done)
	}
}

// until calls look, and again after each change of the letter, until it says
// enough.
func (w *watch) until(ctx context.Context, id LetterID, look func() (enough bool, err error)) error {
	for {
		if enough, err := w.once(ctx, id, look); enough || err != nil {
			return err
		}
	}
}

// once looks, and waits for a change when that was not enough.
func (w *watch) once(ctx context.Context, id LetterID, look func() (bool, error)) (enough bool, err error) {
	all := w.enter(id)
	defer w.leave(id, all)
	if enough, err := look(); enough || err != nil {
		return enough, err
	}
	select {
	case <-all.next:
		return false, nil
	case <-w.done:
		return false, &Error{Code: CodeClosed, Text: "the outbox was closed while somebody waited"}
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
}
