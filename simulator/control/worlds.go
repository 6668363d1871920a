package control

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// MaxPopulation is how many built-in people a world has at most: more than any
// municipality, and far fewer than there are fictive numbers.
const MaxPopulation = 1_000_000

func showWorld(w *world.World) World {
	s := w.Spec()
	return World{ID: w.ID(), Epoch: w.Epoch(), Seed: s.Seed, Population: s.Population, Clock: showClock(w)}
}

func (a *API) listWorlds(*request) (reply, error) {
	all := []World{}
	for _, w := range a.Worlds.List() {
		all = append(all, showWorld(w))
	}
	return ok(all)
}

func (a *API) createWorld(r *request) (reply, error) {
	in, err := decode[WorldSpec](r)
	if err != nil {
		return reply{}, err
	}
	if err := checkSettings(in.Settings); err != nil {
		return reply{}, err
	}
	if in.Population < -1 || in.Population > MaxPopulation {
		return reply{}, refuse(world.CodeInvalid, fmt.Sprintf(
			"population is a number of people up to %d, -1 for nobody; left out or 0 it is the server's", MaxPopulation))
	}
	w, err := a.Worlds.Create(r.Context(), world.Spec{
		ID: in.ID, Start: in.Start, Mode: in.Mode, Seed: in.Seed, Population: in.Population, Settings: readSettings(in.Settings),
	})
	if err != nil {
		return reply{}, err
	}
	return created(showWorld(w))
}

func (a *API) getWorld(r *request) (reply, error) { return ok(showWorld(r.world)) }

func (a *API) deleteWorld(r *request) (reply, error) {
	if err := a.Worlds.Delete(r.Context(), r.world.ID()); err != nil {
		return reply{}, err
	}
	a.Faults.Forget(r.world.ID())
	return done()
}

func (a *API) resetWorld(r *request) (reply, error) {
	w, err := a.Worlds.Reset(r.Context(), r.world.ID())
	if err != nil {
		return reply{}, err
	}
	a.Faults.Forget(w.ID())
	return ok(showWorld(w))
}

func (a *API) settle(r *request) (reply, error) {
	limit, err := r.timeout()
	if err != nil {
		return reply{}, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	if err := r.world.Settle(ctx); err != nil {
		if code := world.CodeOf(err); code == codeInternal && ctx.Err() != nil && r.Context().Err() == nil {
			return reply{}, refuse(world.CodeNotSettled, fmt.Sprintf("the world had not settled after %s: wait longer with timeout=, or look at GET events", limit))
		}
		return reply{}, err
	}
	return done()
}

func (a *API) getSettings(r *request) (reply, error) { return ok(showSettings(r.world.Settings())) }

func (a *API) putSettings(r *request) (reply, error) {
	in, err := decode[Settings](r)
	if err != nil {
		return reply{}, err
	}
	if err := checkSettings(in); err != nil {
		return reply{}, err
	}
	if err := r.world.SetSettings(r.Context(), readSettings(in)); err != nil {
		return reply{}, err
	}
	return ok(showSettings(r.world.Settings()))
}

func showSettings(s world.Settings) Settings {
	out := Settings{
		Availability: duration(s.Availability), ReturnAfter: duration(s.ReturnAfter), NotificationsDown: s.NotificationsDown, Switches: s.Switches,
	}
	if len(s.PrintDelays) > 0 {
		out.PrintDelays = map[string]Span{}
		for status, delay := range s.PrintDelays {
			out.PrintDelays[string(status)] = duration(delay)
		}
	}
	return out
}

// checkSettings refuses a delay before a status that no print job has.
func checkSettings(in Settings) error {
	steps := []world.Status{world.StatusPrintCreated, world.StatusPrintReceived, world.StatusPrintReady, world.StatusPrintHanded, world.StatusPosted}
	for status := range in.PrintDelays {
		if !slices.Contains(steps, world.Status(status)) {
			return refuse(world.CodeInvalid, fmt.Sprintf("printDelays has no status %q; there are %v", status, steps))
		}
	}
	return nil
}

func readSettings(in Settings) world.Settings {
	s := world.Settings{
		Availability: time.Duration(in.Availability), ReturnAfter: time.Duration(in.ReturnAfter),
		NotificationsDown: in.NotificationsDown, Switches: in.Switches,
	}
	if len(in.PrintDelays) > 0 {
		s.PrintDelays = map[world.Status]time.Duration{}
		for status, delay := range in.PrintDelays {
			s.PrintDelays[world.Status(status)] = time.Duration(delay)
		}
	}
	return s
}

func (a *API) getFaults(r *request) (reply, error) { return ok(a.showFaults(r.world.ID())) }

func (a *API) putFaults(r *request) (reply, error) {
	in, err := decode[[]FaultRule](r)
	if err != nil {
		return reply{}, err
	}
	rules := make([]fault.Rule, len(in))
	for i, f := range in {
		rules[i] = fault.Rule{
			At: f.At, After: f.After, Next: f.Next, OneIn: f.OneIn, Do: f.Do, Status: f.Status,
			RetryAfter: time.Duration(f.RetryAfter), Delay: time.Duration(f.Delay),
		}
	}
	if err := a.Faults.Plan(r.world.ID()).Set(r.world.Spec().Seed, rules); err != nil {
		return reply{}, err
	}
	return ok(a.showFaults(r.world.ID()))
}

func (a *API) showFaults(id string) []Fault {
	out := []Fault{}
	for _, e := range a.Faults.Plan(id).List() {
		out = append(out, Fault{
			At: e.At, After: e.After, Next: e.Next, OneIn: e.OneIn, Do: e.Do, Status: e.Status,
			RetryAfter: duration(e.RetryAfter), Delay: duration(e.Delay), Seen: e.Seen, Struck: e.Struck,
		})
	}
	return out
}
