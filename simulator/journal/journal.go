package journal

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

const (
	queueLength = 4096
	queueBytes  = 32 << 20 // bodies waiting to be written
	batch       = 256      // exchanges in one transaction
	defaultKeep = 10_000

	// linger is how long an exchange waits for company: a transaction costs more
	// than what it writes.
	linger = 100 * time.Millisecond
)

// Config says where a journal lies and how much it keeps. The zero value is a
// temporary journal.
type Config struct {
	Dir  string       // data directory; "" means a temporary file, removed on Close
	Keep int          // newest exchanges that are kept; 0 means 10,000
	Log  *slog.Logger // nil: nothing is logged
}

// ErrClosed is returned by the methods of a closed journal.
var ErrClosed = errors.New("journal: closed")

// Journal stores exchanges. All methods may be called from many goroutines.
type Journal struct {
	keep int
	log  *slog.Logger

	lastID  atomic.Int64
	pending atomic.Int64 // bytes in the queue
	dropped atomic.Int64

	mu     sync.RWMutex // guards closed against sends on queue
	closed bool
	queue  chan item
	done   chan struct{} // the writer has ended
	store  *store        // set before opened is closed
	failed error         // why there is no store
	opened chan struct{}
}

// item is an exchange to be written, or a mark that all before it are.
type item struct {
	exchange Exchange
	flushed  chan<- error
}

// Open begins a journal. The database is made in the background, so that starting
// stays cheap; if that fails, Flush and Exchanges return the reason and Record
// drops. Call Close.
func Open(c Config) *Journal {
	j := &Journal{
		keep:   c.Keep,
		log:    c.Log,
		queue:  make(chan item, queueLength),
		done:   make(chan struct{}),
		opened: make(chan struct{}),
	}
	if j.keep <= 0 {
		j.keep = defaultKeep
	}
	if j.log == nil {
		j.log = slog.New(slog.DiscardHandler)
	}
	go j.write(c.Dir)
	return j
}

// NewID gives the id of an exchange that has just begun.
func (j *Journal) NewID() ID {
	for {
		last := j.lastID.Load()
		next := max(last+1, time.Now().UnixMicro())
		if j.lastID.CompareAndSwap(last, next) {
			return ID(next)
		}
	}
}

// Record takes a finished exchange and returns its id, a new one if it had none.
// It never waits: what the queue cannot hold is dropped and counted. The headers
// must not be changed afterwards.
func (j *Journal) Record(x Exchange) ID {
	if x.ID == 0 {
		x.ID = j.NewID()
	}
	j.mu.RLock()
	defer j.mu.RUnlock()
	size := int64(len(x.Request.Body.Text) + len(x.Response.Body.Text))
	if j.closed || j.pending.Add(size) > queueBytes {
		j.drop(size)
		return x.ID
	}
	select {
	case j.queue <- item{exchange: x}:
	default:
		j.drop(size)
	}
	return x.ID
}

func (j *Journal) drop(size int64) {
	j.pending.Add(-size)
	j.dropped.Add(1)
}

// Dropped is the number of exchanges that could not be kept.
func (j *Journal) Dropped() int64 { return j.dropped.Load() }

// Flush returns when everything recorded before is stored, or with the reason why
// it cannot be.
func (j *Journal) Flush(ctx context.Context) error {
	flushed := make(chan error, 1)
	if err := j.send(ctx, item{flushed: flushed}); err != nil {
		return err
	}
	select {
	case err := <-flushed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (j *Journal) send(ctx context.Context, it item) error {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return ErrClosed
	}
	select {
	case j.queue <- it:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Exchanges returns the stored exchanges that match, oldest first. Call Flush
// before to see the latest.
func (j *Journal) Exchanges(ctx context.Context, q Query) ([]Exchange, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return nil, ErrClosed
	}
	select {
	case <-j.opened:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if j.failed != nil {
		return nil, j.failed
	}
	return j.store.find(ctx, q)
}

// Close stores what is recorded and ends the journal.
func (j *Journal) Close() error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return nil
	}
	j.closed = true
	close(j.queue)
	j.mu.Unlock()
	<-j.done
	if j.failed != nil {
		return j.failed
	}
	return j.store.close()
}

// write is the one writer.
func (j *Journal) write(dir string) {
	defer close(j.done)
	j.store, j.failed = openStore(dir)
	close(j.opened)
	if j.failed != nil {
		j.log.Error("the transport journal cannot be opened, exchanges are not kept", "error", j.failed)
	}
	var last error
	for first := range j.queue {
		items := j.gather(first)
		err := j.failed
		if err == nil {
			err = j.store.add(items, j.keep)
		}
		if err != nil {
			for _, it := range items {
				if it.flushed == nil {
					j.dropped.Add(1)
				}
			}
			if last == nil {
				j.log.Error("the transport journal cannot be written, exchanges are lost", "error", err)
			}
		}
		last = err
		for _, it := range items {
			if it.flushed != nil {
				it.flushed <- err
			}
			j.pending.Add(-int64(len(it.exchange.Request.Body.Text) + len(it.exchange.Response.Body.Text)))
		}
	}
}

// gather takes what comes within linger, up to a batch. A flush ends the waiting.
func (j *Journal) gather(first item) []item {
	items := []item{first}
	over := time.NewTimer(linger)
	defer over.Stop()
	for len(items) < batch && items[len(items)-1].flushed == nil {
		select {
		case next, ok := <-j.queue:
			if !ok {
				return items
			}
			items = append(items, next)
		case <-over.C:
			return items
		}
	}
	return items
}
