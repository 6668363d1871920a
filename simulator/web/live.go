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
	// together is how long events are gathered into one change.
	together = 250 * time.Millisecond
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
	s.stream(v, after)
	return nil
}

// stream writes until the visitor goes or the world is no more. Either shows as a
// failure of one of the steps and is the stream's end, not an error.
func (s *Site) stream(v *visit, after int64) {
	out := http.NewResponseController(v.writer)
	for {
		if out.Flush() != nil {
			return
		}
		ctx, cancel := context.WithTimeout(v.Context(), quiet)
		e, err := v.world.Wait(ctx, world.Query{After: after})
		cancel()
		message := ": quiet\n\n"
		if err == nil {
			v.pause()
			if after, err = v.newestAfter(e.Seq); err != nil {
				return
			}
			message = fmt.Sprintf("event: change\nid: %d\ndata: %d\n\n", after, after)
		} else if v.Context().Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
			return
		}
		if _, err := fmt.Fprint(v.writer, message); err != nil {
			return
		}
	}
}

// pause waits a moment, so that events that come together are one change.
func (v *visit) pause() {
	wait := time.NewTimer(together)
	defer wait.Stop()
	select {
	case <-v.Context().Done():
	case <-wait.C:
	}
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
