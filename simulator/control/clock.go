package control

import (
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

func showClock(w *world.World) Clock {
	c := w.Clock()
	out := Clock{Now: c.Now.UTC(), Mode: c.Mode, Speed: c.Speed}
	if c.Next != nil {
		next := c.Next.UTC()
		out.Next = &next
	}
	return out
}

func moved(w *world.World, events []world.Event, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	if events == nil {
		events = []world.Event{}
	}
	return ok(Moved{Clock: showClock(w), Events: events})
}

func (a *API) getClock(r *request) (reply, error) { return ok(showClock(r.world)) }

func (a *API) setClock(r *request) (reply, error) {
	in, err := decode[ClockChange](r)
	if err != nil {
		return reply{}, err
	}
	if in == (ClockChange{}) {
		return reply{}, refuse(codeMalformed, "say what to change: now, mode or speed")
	}
	events, err := r.world.SetClock(r.Context(), in.Now, in.Mode, in.Speed)
	return moved(r.world, events, err)
}

func (a *API) advanceClock(r *request) (reply, error) {
	in, err := decode[Advance](r)
	if err != nil {
		return reply{}, err
	}
	by := time.Duration(in.By)
	var events []world.Event
	switch {
	case by > 0 && in.To.IsZero() && !in.Next:
		events, err = r.world.AdvanceBy(r.Context(), by)
	case by == 0 && !in.To.IsZero() && !in.Next:
		events, err = r.world.Advance(r.Context(), in.To)
	case by == 0 && in.To.IsZero() && in.Next:
		events, err = r.world.AdvanceToNext(r.Context())
	default:
		return reply{}, refuse(codeMalformed, `say one of {"by":"10d"}, {"to":"2024-03-01T08:00:00Z"} and {"next":true}`)
	}
	return moved(r.world, events, err)
}
