package outbox

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// job is what River keeps: which letter to carry.
type job struct {
	Letter LetterID `json:"letter"`
	// Repeat: somebody asked for one more attempt although the letter is known
	// to be accepted.
	Repeat bool `json:"repeat,omitempty"`
}

// Kind is River's name of the job.
func (job) Kind() string { return "carry" }

type worker struct {
	river.WorkerDefaults[job]
	outbox *Outbox
}

// Work makes one attempt to send a letter and writes down what came of it.
func (w *worker) Work(ctx context.Context, j *river.Job[job]) error {
	o := w.outbox
	row, err := o.store.Read().GetLetter(ctx, string(j.Args.Letter))
	if err != nil {
		return err
	}
	letter, err := o.full(ctx, o.store.Read(), row)
	if err != nil {
		return err
	}
	if !j.Args.Repeat && !o.cfg.Pacing.Blind && settled(letter.Evidence) {
		return o.finish(ctx, j, nil, Outcome{})
	}
	if wait, ok := o.share.take(letter.Profile, MachineClock{}.Now()); !ok {
		return river.JobSnooze(wait)
	}
	outcome := o.carry(ctx, letter)

	if ctx.Err() != nil && outcome.Verdict != VerdictAccepted && outcome.Verdict != VerdictRefused {
		// Cut off by Close: nothing was learnt, and it does not count.
		return river.JobSnooze(0)
	}
	e := Evidence{Transmission: outcome.Transmission, Code: outcome.Code, Words: outcome.Words, Instant: o.now(letter.Profile)}
	switch outcome.Verdict {
	case VerdictAccepted:
		e.Kind = KindAnswer
	case VerdictRefused:
		e.Kind = KindDeclined
	case VerdictLater:
		return river.JobSnooze(max(outcome.After, o.cfg.Pacing.First))
	default:
		attempts := letter.Attempts() + 1
		if attempts < o.cfg.Pacing.Attempts {
			e.Kind = KindAttempt
			return o.again(ctx, letter, e, o.cfg.Pacing.pause(attempts, outcome.After))
		}
		e.Kind = KindGaveUp
	}
	return o.finish(ctx, j, &e, outcome)
}

// carry makes the attempt; the worker is given back even when the courier panics.
func (o *Outbox) carry(ctx context.Context, letter Letter) Outcome {
	defer func() { o.share.give(letter.Profile, MachineClock{}.Now()) }()
	return o.cfg.Courier.Carry(ctx, letter)
}

// NextRetry is when a job is tried again that failed by a fault of ours, such as
// a full disk: paced like any attempt. River would wait for days and then drop it.
func (w *worker) NextRetry(j *river.Job[job]) time.Time {
	return MachineClock{}.Now().Add(w.outbox.cfg.Pacing.pause(j.Attempt, 0))
}

// settled reports whether a receipt has proved that the provider has the letter,
// or it was answered: an attempt more could only be a repeat.
func settled(all []Evidence) bool {
	for _, e := range all {
		if c, ok := claimOf(e); ok && c.state != Queued && c.state != Failed {
			return true
		}
	}
	return false
}

// again writes down an attempt that told nothing and lets the job sleep. The two
// are separate commits: a crash between them costs a pause, nothing else.
func (o *Outbox) again(ctx context.Context, letter Letter, e Evidence, pause time.Duration) error {
	err := o.write(ctx, func(_ *sql.Tx, q *rows.Queries) error {
		row, err := o.mustGet(ctx, q, letter.ID)
		if err != nil {
			return err
		}
		_, err = o.learn(ctx, q, row, e)
		return err
	})
	if err != nil {
		return err
	}
	o.watch.change(letter.ID)
	return river.JobSnooze(pause)
}

// finish ends the job in the transaction that writes what ended it.
func (o *Outbox) finish(ctx context.Context, j *river.Job[job], e *Evidence, outcome Outcome) error {
	id := j.Args.Letter
	// The answer is there: it is written down even while the outbox closes.
	ctx = context.WithoutCancel(ctx)
	err := o.write(ctx, func(tx *sql.Tx, q *rows.Queries) error {
		row, err := o.mustGet(ctx, q, id)
		if err != nil {
			return err
		}
		if e != nil {
			if _, err := o.learn(ctx, q, row, *e); err != nil {
				return err
			}
		}
		if outcome.Transmission != "" {
			if err := o.name(ctx, q, row, outcome.Transmission); err != nil {
				return err
			}
		}
		if err := q.SetPending(ctx, rows.SetPendingParams{Pending: 0, ID: row.ID}); err != nil {
			return err
		}
		_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, tx, j)
		return err
	})
	if err == nil {
		o.watch.change(id)
	}
	return err
}

// name remembers the provider's name for an attempt and applies the receipts
// that came under it before it was known.
func (o *Outbox) name(ctx context.Context, q *rows.Queries, row rows.Letter, transmission string) error {
	transmission = strings.ToLower(transmission) // as receipts name it
	if err := q.InsertTransmission(ctx, rows.InsertTransmissionParams{Profile: row.Profile, ID: transmission, Letter: row.ID}); err != nil {
		return err
	}
	kept, err := q.ListUnmatchedOf(ctx, rows.ListUnmatchedOfParams{Profile: row.Profile, Transmission: transmission})
	if err != nil {
		return err
	}
	for _, r := range kept {
		if err := q.MatchReceipt(ctx, rows.MatchReceiptParams{Letter: row.ID, Profile: r.Profile, ID: r.ID}); err != nil {
			return err
		}
		if _, err := o.learn(ctx, q, row, receiptOf(r).evidence(Instant{At: instant(r.At), Wall: instant(r.Wall)})); err != nil {
			return err
		}
	}
	return nil
}
