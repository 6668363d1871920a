package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// ErrClosed is what a batch gets that was submitted after Close.
var ErrClosed = errors.New("the store is closed")

// Batch is a list of writes that are committed together. Build it, submit it
// once, then wait for it if you must. Not for concurrent use before Submit.
type Batch struct {
	// After is called by the writer once the batch is committed, never when it
	// failed. It must be quick: everybody waits for it.
	After func()

	writes []func(context.Context, *rows.Queries) error
	store  *Store // once it is in line
	wanted bool   // somebody waits for it; guarded by store.mu
	number int64
	done   chan struct{}
	err    error // set before done is closed
}

// Add appends one write.
func (b *Batch) Add(write func(context.Context, *rows.Queries) error) {
	b.writes = append(b.writes, write)
}

// Empty reports whether there is nothing to write.
func (b *Batch) Empty() bool { return len(b.writes) == 0 }

// Number tells the batch's place in the order of all batches; see [Store.Committed].
func (b *Batch) Number() int64 { return b.number }

// Wait returns when the submitted batch is durable, or with the error for which
// it is not. It does not end early: what is in line will be written.
func (b *Batch) Wait() error {
	b.Hurry()
	<-b.done
	return b.err
}

// Hurry says that somebody waits for the submitted batch, so that it is not kept
// for company.
func (b *Batch) Hurry() {
	if b.store == nil {
		return // it never was in line
	}
	b.store.mu.Lock()
	defer b.store.mu.Unlock()
	b.wanted = true
	b.store.hurry(b.number)
}

// patience is how long a batch that nobody waits for is kept in line. A commit
// costs more than what it writes, so a document rides with its letter, and what
// became of one letter with the next.
const patience = 5 * time.Millisecond

// hurry has everything up to a number written now. It is called with s.mu held.
func (s *Store) hurry(number int64) {
	if number > s.wanted {
		s.wanted = number
		s.more.Signal()
	}
}

// Submit puts a batch in line and returns at once. It is written as soon as
// somebody waits for it or for a later one, or when patience ends. Order is kept:
// a caller that submits under its own lock has its batches written in the order
// of its lock.
func (s *Store) Submit(b *Batch) {
	b.done = make(chan struct{})
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.failed != nil:
		b.err = s.failed
	case s.closed:
		b.err = ErrClosed
	default:
		s.last++
		b.number, b.store = s.last, s
		s.line = append(s.line, b)
		if len(s.line) == 1 {
			s.patience.Reset(patience)
		}
		return
	}
	close(b.done)
}

// Committed is the number of the newest batch that is durable.
func (s *Store) Committed() int64 { return s.committed.Load() }

// commitGroups is the one writer.
func (s *Store) commitGroups() {
	defer close(s.done)
	// Writing goes on while the process lives, whoever may have lost patience.
	ctx := context.Background()
	var spare []*Batch
	for crowded := false; ; {
		group := s.take(spare)
		if group == nil {
			return
		}
		if crowded = crowded || s.waiting(group) > 1; crowded {
			group = s.gather(group)
			crowded = s.waiting(group) > 1
		}
		err := s.commit(ctx, group)
		if err != nil {
			err = s.fail(err)
		} else {
			s.committed.Store(group[len(group)-1].number)
		}
		for i, b := range group {
			b.err = err
			close(b.done)
			if err == nil && b.After != nil {
				b.After()
			}
			group[i] = nil
		}
		spare = group[:0]
	}
}

// waiting counts the batches that somebody waits for.
func (s *Store) waiting(group []*Batch) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, b := range group {
		if b.wanted {
			n++
		}
	}
	return n
}

// take waits until a batch is wanted and returns all in line, or nil when the
// store is closed and nothing is left.
func (s *Store) take(spare []*Batch) []*Batch {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.line) == 0 || s.line[0].number > s.wanted && !s.closed {
		if len(s.line) == 0 && s.closed {
			return nil
		}
		s.more.Wait()
	}
	s.patience.Stop()
	group := s.line
	s.line = spare
	return group
}

// How long a crowded line is let grow. A commit costs the same pages for one
// letter as for many, so under load waiting a moment saves half the work; a
// caller who is alone does not wait.
const (
	gatherStep  = 500 * time.Microsecond
	gatherSteps = 5
	gatherMost  = 256
)

// gather adds what comes in while more keeps coming.
func (s *Store) gather(group []*Batch) []*Batch {
	step := time.NewTicker(gatherStep)
	defer step.Stop()
	for range gatherSteps {
		<-step.C
		s.mu.Lock()
		more := s.line
		s.line = nil
		s.mu.Unlock()
		group = append(group, more...)
		if len(more) == 0 || len(group) >= gatherMost {
			break
		}
	}
	return group
}

// fail makes the store refuse everything from now on.
func (s *Store) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = fmt.Errorf("the store cannot write, restart with room and rights to write: %w", err)
	}
	return s.failed
}

func (s *Store) commit(ctx context.Context, group []*Batch) error {
	if s.Failed() != nil {
		return s.Failed()
	}
	if _, err := s.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, b := range group {
		for _, write := range b.writes {
			if err := write(ctx, s.write); err != nil {
				_, rollback := s.conn.ExecContext(ctx, "ROLLBACK")
				return errors.Join(err, rollback)
			}
		}
		b.writes = nil
	}
	_, err := s.conn.ExecContext(ctx, "COMMIT")
	return err
}

// Failed is the error for which the store has stopped, nil while it works.
func (s *Store) Failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}
