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
	waiting map[LetterID]chan struct{}
	done    chan struct{}
	over    bool
}

func newWatch() *watch {
	return &watch{waiting: map[LetterID]chan struct{}{}, done: make(chan struct{})}
}

// changed returns a channel that is closed at the next change.
func (w *watch) changed(id LetterID) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, ok := w.waiting[id]
	if !ok {
		ch = make(chan struct{})
		w.waiting[id] = ch
	}
	return ch
}

func (w *watch) change(ids ...LetterID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range append(ids, "") {
		if ch, ok := w.waiting[id]; ok {
			close(ch)
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
		next := w.changed(id)
		if enough, err := look(); enough || err != nil {
			return err
		}
		select {
		case <-next:
		case <-w.done:
			return &Error{Code: CodeClosed, Text: "the outbox was closed while somebody waited"}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// share holds each authority to its share of the workers, so that one whose
// provider hangs does not stop the others.
type share struct {
	mu    sync.Mutex
	most  int
	taken map[string]int
}

func (s *share) take(profile string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken[profile] >= s.most {
		return false
	}
	s.taken[profile]++
	return true
}

func (s *share) give(profile string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken[profile]--; s.taken[profile] == 0 {
		delete(s.taken, profile)
	}
}
