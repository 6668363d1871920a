package outbox

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"math"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/brevdue/brevdue/sender/outbox/store"
)

// Courier takes a letter to the provider, once.
type Courier interface {
	// Carry makes one attempt and says what came of it. It must use the ids of
	// the letter as they are. It may be called for several letters at once, and
	// for one letter again after a crash.
	Carry(context.Context, Letter) Outcome
}

// Verdict is what an attempt amounts to.
type Verdict string

// The verdicts.
const (
	VerdictAccepted Verdict = "accepted" // the provider took the letter
	VerdictRefused  Verdict = "refused"  // the provider will never take it
	VerdictRetry    Verdict = "retry"    // nothing is known; try again with the same ids
	VerdictLater    Verdict = "later"    // no attempt was made (breaker open, authority not set up); does not count
)

// Outcome is what came of an attempt.
type Outcome struct {
	Verdict      Verdict
	Transmission string        // the provider's name of the attempt, when it gave one
	Code         string        // stable, for programs
	Words        string        // for people
	After        time.Duration // wait at least so long before the next attempt
}

// Config says what an outbox works with. Path, Courier and Now are required.
type Config struct {
	Path    string // the SQLite file
	Courier Courier
	// Now is the authority's clock; it must answer for unknown profiles too.
	Now func(profile string) time.Time
	// Period is how long after acceptance a final receipt may take, on the
	// authority's clock.
	Period func(profile string) time.Duration
	// Zone is where the authority's days begin; a letter held until a date is
	// waited for from that midnight. Default UTC.
	Zone    *time.Location
	StateOf func([]Evidence) State // default [StateOf]
	Pacing  Pacing
	Log     *slog.Logger // default discards
}

// Outbox is an open outbox. Safe for concurrent use. Close it.
type Outbox struct {
	cfg   Config
	store *store.Store
	queue *river.Client[*sql.Tx]
	watch *watch
	share share

	stop context.CancelFunc
	once sync.Once
	shut error
}

// Open opens or creates the outbox and begins to work what is in it, letters
// that a killed process left in the middle included.
func Open(ctx context.Context, cfg Config) (*Outbox, error) {
	cfg.Pacing = cfg.Pacing.withDefaults()
	if cfg.StateOf == nil {
		cfg.StateOf = StateOf
	}
	if cfg.Zone == nil {
		cfg.Zone = time.UTC
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	// River reports a job's own troubles at warning level; ours are evidence.
	quiet := slog.New(atLeast{cfg.Log.Handler(), slog.LevelError})
	files, err := store.Open(ctx, cfg.Path, quiet)
	if err != nil {
		return nil, &Error{CodeStore, "the outbox file cannot be opened; is its folder there, writable, and no other brevdue using it?", err}
	}
	o := &Outbox{cfg: cfg, store: files, watch: newWatch(), share: share{most: cfg.Pacing.Share, holds: map[string]hold{}}}
	if err := o.start(ctx, quiet); err != nil {
		return nil, errors.Join(&Error{CodeStore, "the job queue did not start", err}, files.Close())
	}
	return o, nil
}

func (o *Outbox) start(ctx context.Context, log *slog.Logger) error {
	freed, err := o.store.Free(ctx)
	if err != nil {
		return err
	}
	if freed > 0 {
		o.cfg.Log.Info("letters were being sent when the last process ended; they are sent again with the same ids", "letters", freed)
	}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &worker{outbox: o}); err != nil {
		return err
	}
	o.queue, err = river.NewClient(riversqlite.New(o.store.Queue()), &river.Config{
		Logger:  log,
		Workers: workers,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.cfg.Pacing.Workers}},
		// River wakes its fetcher for inserts outside a transaction only; ours are
		// inside one, so the poll is what a letter waits for. An empty poll costs
		// about a tenth of a millisecond.
		FetchCooldown:        min(2*time.Millisecond, o.cfg.Pacing.Poll),
		FetchPollInterval:    o.cfg.Pacing.Poll,
		JobTimeout:           jobTimeout,
		MaxAttempts:          math.MaxInt16, // ends of a job are ours to decide (finish), never River's
		RescueStuckJobsAfter: 2 * jobTimeout,
	})
	if err != nil {
		return err
	}
	// The queue lives as long as the outbox, not as long as the call to Open.
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	o.stop = stop
	if err := o.queue.Start(run); err != nil {
		stop()
		return err
	}
	return nil
}

// jobTimeout is far beyond what one attempt may take; the courier sets its own
// limits.
const jobTimeout = 10 * time.Minute

// Close stops the work, waits for attempts under way until ctx ends, and closes
// the file. Attempts that are cut off are made again when it is next opened.
func (o *Outbox) Close(ctx context.Context) error {
	o.once.Do(func() {
		o.watch.close()
		stopped := o.queue.Stop(ctx)
		if stopped != nil {
			cut, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			stopped = o.queue.StopAndCancel(cut)
			cancel()
		}
		o.stop()
		o.shut = errors.Join(stopped, o.store.Close())
	})
	return o.shut
}

// Document opens a stored document by its hash. The caller closes it.
func (o *Outbox) Document(ctx context.Context, hash string) io.ReadCloser {
	return o.store.Document(ctx, hash)
}

func (o *Outbox) now(profile string) Instant {
	// Microseconds, as stored: what is returned now equals what is read later.
	return Instant{At: o.cfg.Now(profile).UTC().Truncate(time.Microsecond), Wall: time.Now().UTC().Truncate(time.Microsecond)}
}

// atLeast drops log records below a level.
type atLeast struct {
	slog.Handler
	level slog.Level
}

func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}

func (h atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{h.Handler.WithAttrs(attrs), h.level}
}

func (h atLeast) WithGroup(name string) slog.Handler {
	return atLeast{h.Handler.WithGroup(name), h.level}
}

// MachineClock is the machine's clock.
type MachineClock struct{}

// Now is the time.
func (MachineClock) Now() time.Time { return time.Now() }
