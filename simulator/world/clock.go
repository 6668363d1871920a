package world

import (
	"context"
	"fmt"
	"math"
	"time"
)

// ClockMode says how a world's clock behaves.
type ClockMode string

// Clock modes.
const (
	ClockFrozen  ClockMode = "frozen"
	ClockRunning ClockMode = "running"
)

// ClockState is a world's clock as seen from outside.
type ClockState struct {
	Now   time.Time
	Mode  ClockMode
	Speed float64    // virtual seconds per wall second when running
	Next  *time.Time // the next instant at which something falls due
}

// clock is the virtual clock: a value. Frozen, it stands at base; running, it
// has gone on from base, at speed, since the wall clock showed wall. Instants
// are UTC and whole microseconds, as the store keeps them.
type clock struct {
	base, wall time.Time
	mode       ClockMode
	speed      float64
	reached    time.Time // the latest instant that was used: time never goes back
}

// maxSpeed is a century in a second; more would overrun the instants.
const maxSpeed = 100 * 366 * 24 * 3600

// wallNow is the only reading of the wall clock in this package.
func wallNow() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func instant(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

// newClock is the clock of a new world.
func newClock(start time.Time, mode ClockMode) (clock, error) {
	c := clock{mode: mode, speed: 1, wall: wallNow()}
	c.base = start.UTC().Truncate(time.Microsecond)
	if start.IsZero() {
		c.base = c.wall
	}
	if c.base.Year() < 1 || c.base.After(lastInstant()) {
		return clock{}, invalid("a clock starts in a year from 1 to 9999")
	}
	switch {
	case mode == "" && start.IsZero():
		c.mode = ClockRunning
	case mode == "":
		c.mode = ClockFrozen
	case mode != ClockFrozen && mode != ClockRunning:
		return clock{}, invalid(fmt.Sprintf("a clock is %s or %s", ClockFrozen, ClockRunning))
	}
	return c, nil
}

// lastInstant is where every clock stops: four digits of a year are what JSON, XML
// and people can write.
func lastInstant() time.Time { return time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC) }

// now is the present instant, never before one that was used already.
func (c *clock) now() time.Time {
	now := c.base
	if c.mode == ClockRunning {
		const most = 1e17 // microseconds; a duration holds no more than 292 years
		gone := float64(wallNow().Sub(c.wall).Microseconds()) * c.speed
		now = instant(min(now.UnixMicro()+int64(min(gone, most)), lastInstant().UnixMicro()))
	}
	if now.Before(c.reached) {
		now = c.reached
	}
	c.reached = now
	return now
}

// wallUntil is how long the wall clock must run until the virtual instant.
func (c *clock) wallUntil(at time.Time) time.Duration {
	left := float64(at.Sub(c.now())) / c.speed
	return time.Duration(min(max(left, 0), math.MaxInt64/2))
}

// Now is the present instant on the world's clock, UTC.
func (w *World) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock.now()
}

// Clock describes the world's clock.
func (w *World) Clock() ClockState {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := ClockState{Now: w.clock.now(), Mode: w.clock.mode, Speed: w.clock.speed}
	if next, ok := w.agenda.peek(); ok {
		at := next.when()
		s.Next = &at
	}
	return s
}

// SetClock sets instant, mode and speed at once, letting fall due what is due
// until then; the events that came of it are returned. A zero instant means now,
// an empty mode the present one, speed 0 the present one.
//
// Errors: CodeBackwards for an earlier instant, CodeInvalid for one after the
// year 9999, an unknown mode, or a speed that is negative or beyond a century in
// a second.
func (w *World) SetClock(ctx context.Context, to time.Time, mode ClockMode, speed float64) ([]Event, error) {
	if mode != "" && mode != ClockFrozen && mode != ClockRunning {
		return nil, invalid(fmt.Sprintf("a clock is %s or %s", ClockFrozen, ClockRunning))
	}
	if !(speed >= 0 && speed <= maxSpeed) {
		return nil, invalid(fmt.Sprintf("the speed is virtual seconds per wall second, above 0 and up to %d", maxSpeed))
	}
	return w.move(ctx, func(k *work) (time.Time, error) { return to, nil }, mode, speed)
}

// Advance moves the clock forward; what falls due on the way happens at its own
// instant, what it causes included. Letters whose answer is out are processed
// before the clock moves. Errors: CodeBackwards, CodeInvalid.
func (w *World) Advance(ctx context.Context, to time.Time) ([]Event, error) {
	return w.move(ctx, func(*work) (time.Time, error) { return to, nil }, "", 0)
}

// AdvanceBy is Advance by a duration.
func (w *World) AdvanceBy(ctx context.Context, d time.Duration) ([]Event, error) {
	return w.move(ctx, func(k *work) (time.Time, error) { return k.at.Add(d), nil }, "", 0)
}

// AdvanceToNext moves to the next instant at which something falls due.
// Error: CodeNotFound when nothing does.
func (w *World) AdvanceToNext(ctx context.Context) ([]Event, error) {
	return w.move(ctx, func(k *work) (time.Time, error) {
		next, ok := w.agenda.peek()
		if !ok {
			return time.Time{}, notFound("nothing is due at any time; move the clock by an instant or a duration")
		}
		return next.when(), nil
	}, "", 0)
}

// move is the one way in which a clock is set.
func (w *World) move(ctx context.Context, target func(*work) (time.Time, error), mode ClockMode, speed float64) ([]Event, error) {
	var events []Event
	err := w.doSettled(ctx, func(k *work) error {
		to, err := target(k)
		if err != nil {
			return err
		}
		if to.IsZero() {
			to = k.at
		}
		to = to.UTC().Truncate(time.Microsecond)
		if to.After(lastInstant()) {
			return invalid(fmt.Sprintf("time ends at %s: set the clock to an earlier instant", lastInstant().Format(time.RFC3339)))
		}
		if to.Before(k.at) {
			return &Error{Code: CodeBackwards, Text: fmt.Sprintf(
				"the clock shows %s already and is only moved forward; reset the world to begin again", k.at.Format(time.RFC3339Nano))}
		}
		k.collect = true
		from := k.at
		k.fireUntil(to)
		k.at = to
		w.clock.base, w.clock.wall, w.clock.reached = to, wallNow(), to
		if mode != "" {
			w.clock.mode = mode
		}
		if speed != 0 {
			w.clock.speed = speed
		}
		k.keepState()
		text := fmt.Sprintf("The clock was moved from %s.", from.Format(time.RFC3339Nano))
		k.note(Event{Kind: KindClockMoved, Code: string(w.clock.mode), Text: text})
		k.closeEntry()
		events = k.events
		return nil
	})
	return events, err
}

// setTimer makes a running clock wake the world at the next due instant. It is
// called with the lock held.
func (w *World) setTimer() {
	next, pending := w.agenda.peek()
	if w.clock.mode != ClockRunning || !pending || w.ended != nil || w.broken != nil {
		if w.timer != nil {
			w.timer.Stop()
		}
		return
	}
	after := w.clock.wallUntil(next.when())
	if w.timer == nil {
		w.timer = time.AfterFunc(after, w.wake)
		return
	}
	w.timer.Reset(after)
}

// wake lets fall due what is due.
func (w *World) wake() {
	// Nobody is there to be told of an error: a store that fails says so to the
	// next command, a world that has ended has nothing due.
	_ = w.do(w.worlds.ctx, func(*work) error { return nil })
}
