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
	<-b.done
	return b.err
}

// Submit puts a batch in line and returns at once. Order is kept: a caller that
// submits under its own lock has its batches written in the order of its lock.
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
		b.number = s.last
		s.line = append(s.line, b)
		s.more.Signal()
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
		if crowded = crowded || len(group) > 1; crowded {
			group = s.gather(group)
			crowded = len(group) > 1
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

// take waits for batches and returns all in line, or nil when the store is
// closed and nothing is left.
func (s *Store) take(spare []*Batch) []*Batch {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.line) == 0 {
		if s.closed {
			return nil
		}
		s.more.Wait()
	}
	group := s.line
	s.line = spare
	return group
}

// How long a crowded line is let grow. A commit costs the same pages for one
// letter as for many, so under load waiting a moment saves half the work; a
// caller who is alone does not wait.
const (
	gatherStep  = 200 * time.Microsecond
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
