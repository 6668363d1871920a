package control

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listEvents(r *request) (reply, error) {
	q, err := eventQuery(r)
	if err != nil {
		return reply{}, err
	}
	if q.Limit, err = r.number("limit", defaultLimit, 1, maxLimit); err != nil {
		return reply{}, err
	}
	events, err := r.world.Events(r.Context(), q)
	if err != nil {
		return reply{}, err
	}
	if events == nil {
		events = []world.Event{}
	}
	return ok(events)
}

func (a *API) waitForEvent(r *request) (reply, error) {
	q, err := eventQuery(r)
	if err != nil {
		return reply{}, err
	}
	limit, err := r.timeout()
	if err != nil {
		return reply{}, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	event, err := r.world.Wait(ctx, q)
	if err != nil {
		return reply{}, err
	}
	return ok(event)
}

func eventQuery(r *request) (world.Query, error) {
	q := world.Query{
		Letter: world.LetterID(r.query.Get("letter")), System: world.SystemID(r.query.Get("system")),
		Code: r.query.Get("code"), Message: strings.ToLower(r.query.Get("message")),
	}
	for _, k := range r.query["kind"] {
		if !slices.Contains(world.Kinds(), world.Kind(k)) {
			return q, refuse(codeMalformed, fmt.Sprintf("there is no kind of event %q; there are %v", k, world.Kinds()))
		}
		q.Kinds = append(q.Kinds, world.Kind(k))
	}
	if text := r.query.Get("after"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return q, refuse(codeMalformed, "after is the number of an event, 0 or more")
		}
		q.After = n
	}
	p, err := party(r.query.Get("party"))
	if err != nil {
		return q, err
	}
	if p.Number != "" {
		q.Party = p.Key()
	}
	return q, nil
}
