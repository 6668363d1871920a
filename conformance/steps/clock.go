package steps

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// clockIs sets the scenario's clock, local time of the zone.
func (s *Stage) clockIs(ctx context.Context, text string) error { return s.moveTo(ctx, text, s.zone) }

// clockIsUTC sets the scenario's clock, UTC.
func (s *Stage) clockIsUTC(ctx context.Context, text string) error {
	return s.moveTo(ctx, text, time.UTC)
}

func (s *Stage) moveTo(ctx context.Context, text string, zone *time.Location) error {
	to, err := parse(text, zone)
	if err != nil {
		return err
	}
	return s.advance(ctx, to)
}

// passes lets a length of time go by.
func (s *Stage) passes(ctx context.Context, text string) error {
	d, err := length(text)
	if err != nil {
		return err
	}
	return s.advance(ctx, s.world.Now().Add(d))
}

// units are the features' words for lengths of time.
var units = map[string]time.Duration{"minut": time.Minute, "minutter": time.Minute, "time": time.Hour, "timer": time.Hour}

// length reads a length of time such as "24 timer".
func length(text string) (time.Duration, error) {
	number, word, _ := strings.Cut(text, " ")
	n, err := strconv.ParseUint(number, 10, 16)
	unit, known := units[word]
	if err != nil || !known {
		return 0, fmt.Errorf("%q is not a length of time; write it like \"24 timer\" or \"5 minutter\"", text)
	}
	return time.Duration(n) * unit, nil
}

// advance moves the clock and everything that hangs on it: what falls due at
// the provider, then the authorities' own due dates.
func (s *Stage) advance(ctx context.Context, to time.Time) error {
	if _, err := s.world.Advance(ctx, to); err != nil {
		return fmt.Errorf("moving the clock: %w", err)
	}
	if err := s.rest(ctx); err != nil {
		return err
	}
	for _, a := range s.senders {
		if err := s.bed.Sender.ScanOverdue(ctx, a.seat.Profile); err != nil {
			return fmt.Errorf("looking for overdue letters: %w", err)
		}
	}
	return nil
}

// rest waits until nothing is left to happen at the provider.
func (s *Stage) rest(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := s.world.Settle(ctx); err != nil {
		return fmt.Errorf("waiting for the provider to settle: %w", err)
	}
	return nil
}

// patience is how long, on the wall clock, anything is waited for before the
// suite says that it cannot decide.
const patience = 30 * time.Second

// setSwitch sets a switch of contested law for this scenario.
func (s *Stage) setSwitch(ctx context.Context, name, value string) error {
	settings := s.world.Settings()
	switches := map[string]string{name: value}
	for k, v := range settings.Switches {
		if k != name {
			switches[k] = v
		}
	}
	settings.Switches = switches
	if err := s.world.SetSettings(ctx, settings); err != nil {
		return fmt.Errorf("setting the switch %s: %w", name, err)
	}
	for _, a := range s.senders {
		if err := s.bed.Rule(ctx, a.seat); err != nil {
			return fmt.Errorf("setting the switch %s at %s: %w", name, a.name, err)
		}
	}
	return nil
}
