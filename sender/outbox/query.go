package outbox

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"time"

	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// Letter returns a letter with its evidence. The error has [CodeUnknownLetter]
// when there is none with that id.
func (o *Outbox) Letter(ctx context.Context, id LetterID) (Letter, error) {
	row, err := o.mustGet(ctx, o.store.Read(), id)
	if err != nil {
		return Letter{}, readError(err)
	}
	letter, err := o.full(ctx, o.store.Read(), row)
	return letter, readError(err)
}

// Query selects letters; empty fields match all.
type Query struct {
	Profile string
	State   State
	Number  string    // plain CPR or CVR number of the recipient
	Before  time.Time // submitted before this wall time, to page on
	Limit   int       // default and most 500
}

// mostListed is how many letters a list has at most.
const mostListed = 500

// Letters lists letters, newest first, without their evidence and enclosures.
func (o *Outbox) Letters(ctx context.Context, query Query) ([]Letter, error) {
	q := o.store.Read()
	before := int64(math.MaxInt64)
	if !query.Before.IsZero() {
		before = query.Before.UnixMicro()
	}
	most := int32(min(cmp.Or(max(query.Limit, 0), mostListed), mostListed))
	var found []rows.Letter
	var err error
	switch {
	case query.Number != "":
		found, err = q.ListLettersTo(ctx, rows.ListLettersToParams{Recipient: query.Number, Profile: query.Profile, State: string(query.State), Before: before, Most: most})
	case query.Profile != "":
		found, err = q.ListLettersOf(ctx, rows.ListLettersOfParams{Profile: query.Profile, State: string(query.State), Before: before, Most: most})
	default:
		found, err = q.ListLetters(ctx, rows.ListLettersParams{State: string(query.State), Before: before, Most: most})
	}
	if err != nil {
		return nil, readError(err)
	}
	letters := make([]Letter, len(found))
	for i, row := range found {
		if letters[i], err = brief(row); err != nil {
			return nil, err
		}
	}
	return letters, nil
}

// Counts is how many letters are in each state.
func (o *Outbox) Counts(ctx context.Context) (map[State]int, error) {
	found, err := o.store.Read().CountByState(ctx)
	if err != nil {
		return nil, readError(err)
	}
	counts := make(map[State]int, len(found))
	for _, row := range found {
		counts[State(row.State)] = int(row.Letters)
	}
	return counts, nil
}

// Wait returns the letter as soon as enough says so: at once when it does so
// already, else after the change that made it so. It ends with ctx.
func (o *Outbox) Wait(ctx context.Context, id LetterID, enough func(Letter) bool) (Letter, error) {
	var letter Letter
	err := o.watch.until(ctx, id, func() (bool, error) {
		var err error
		letter, err = o.Letter(ctx, id)
		return err == nil && enough(letter), err
	})
	return letter, err
}

// Changed returns a channel that is closed when any letter changes next.
func (o *Outbox) Changed() <-chan struct{} { return o.watch.enter("").next }

// Settle returns when no letter of the profiles (of any, when none is named)
// waits for an answer. A letter that is being tried again waits.
func (o *Outbox) Settle(ctx context.Context, profiles ...string) error {
	return o.watch.until(ctx, "", func() (bool, error) {
		if len(profiles) == 0 {
			n, err := o.store.Read().CountPending(ctx)
			return n == 0, readError(err)
		}
		for _, profile := range profiles {
			if n, err := o.store.Read().CountPendingOf(ctx, profile); n > 0 || err != nil {
				return false, readError(err)
			}
		}
		return true, nil
	})
}

// ScanOverdue raises the alarm for every letter of the authority whose final
// receipt is overdue on the authority's clock (DK-REC-07), and returns them. Run
// it when that clock moves. Nothing is sent.
func (o *Outbox) ScanOverdue(ctx context.Context, profile string) ([]LetterID, error) {
	now := o.now(profile)
	var late []LetterID
	err := o.write(ctx, func(_ *sql.Tx, q *rows.Queries) error {
		due, err := q.ListDue(ctx, rows.ListDueParams{Profile: profile, DueAt: now.At.UnixMicro()})
		if err != nil {
			return err
		}
		for _, id := range due {
			row, err := o.mustGet(ctx, q, LetterID(id))
			if err != nil {
				return err
			}
			if _, err := o.learn(ctx, q, row, Evidence{Kind: KindOverdue, Instant: now}); err != nil {
				return err
			}
			late = append(late, LetterID(id))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(late) > 0 {
		o.watch.change(late...)
	}
	return late, nil
}

func readError(err error) error {
	if err == nil || CodeOf(err) != "" {
		return err
	}
	return &Error{CodeStore, "the outbox could not be read", err}
}
