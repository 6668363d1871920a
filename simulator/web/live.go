package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

const (
	// quiet is how long a stream says nothing before it shows that it is alive.
	quiet = 25 * time.Second
	// pause gathers events that come together into one change.
	pause = 250 * time.Millisecond
)

// live is a stream of server-sent events: "change", with the number of the
// newest event of the world, whenever there is one.
func (s *Site) live(v *visit) error {
	after, err := v.newestAfter(0)
	if err != nil {
		return err
	}
	h := v.writer.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	v.writer.WriteHeader(http.StatusOK)
	out := http.NewResponseController(v.writer)
	for {
		if err := out.Flush(); err != nil {
			return nil // the visitor has gone
		}
		message := ": quiet\n\n"
		ctx, cancel := context.WithTimeout(v.Context(), quiet)
		e, err := v.world.Wait(ctx, world.Query{After: after})
		cancel()
		switch {
		case v.Context().Err() != nil:
			return nil
		case err == nil:
			if after, err = v.gather(e.Seq); err != nil {
				return nil // the world is gone
			}
			message = fmt.Sprintf("event: change\nid: %d\ndata: %d\n\n", after, after)
		case !errors.Is(err, context.DeadlineExceeded):
			return nil // the world was deleted or reset
		}
		if _, err := fmt.Fprint(v.writer, message); err != nil {
			return nil
		}
	}
}

// gather waits a moment for more events and returns the number of the newest.
func (v *visit) gather(seq int64) (int64, error) {
	wait := time.NewTimer(pause)
	defer wait.Stop()
	select {
	case <-v.Context().Done():
		return seq, v.Context().Err()
	case <-wait.C:
	}
	return v.newestAfter(seq)
}

// newestAfter finds the number of the newest event. Numbers have no holes, so it
// takes two look-ups for every doubling of the ledger.
func (v *visit) newestAfter(low int64) (int64, error) {
	exists := func(seq int64) (bool, error) {
		found, err := v.world.Events(v.Context(), world.Query{After: seq - 1, Limit: 1})
		return len(found) > 0, err
	}
	high := low + 1 // the newest is at least low, and below high once that does not exist
	for step := int64(1); ; step *= 2 {
		ok, err := exists(high)
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
		low, high = high, high+step
	}
	for low+1 < high {
		middle := low + (high-low)/2
		ok, err := exists(middle)
		if err != nil {
			return 0, err
		}
		if ok {
			low = middle
		} else {
			high = middle
		}
	}
	return low, nil
}
