package steps

import (
	"context"
	"fmt"

	"github.com/brevdue/brevdue/post/calendar"
)

// The deadline of a letter is the authority's arithmetic on the arrival that
// the provider told it: claims ask the sender, not the calendar.

// lastDay claims the last day of a period that runs from a letter.
func (s *Stage) lastDay(ctx context.Context, period, title, want string) error {
	l, p, err := s.letterAndPeriod(title, period)
	if err != nil {
		return err
	}
	var got string
	d, err := s.bed.Sender.Deadline(ctx, l.id, p)
	if err != nil {
		got = err.Error()
	} else {
		got = d.Last.String()
	}
	s.Recorder.claim(aboutDeadline, fmt.Sprintf("en frist på %s fra %q udløber", period, title), same(want, got))
	return nil
}

// arrivalDay claims the legal day of arrival.
func (s *Stage) arrivalDay(ctx context.Context, title, want string) error {
	return s.dayOf(ctx, title, want, aboutDay, "ankomstdagen for %q")
}

// presumed claims the day on which a letter is presumed to have arrived.
func (s *Stage) presumed(ctx context.Context, title, want string) error {
	return s.dayOf(ctx, title, want, aboutPresumed, "%q formodes at være kommet frem")
}

func (s *Stage) dayOf(ctx context.Context, title, want string, f family, text string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	var got string
	arrival, err := s.bed.Sender.Arrival(ctx, l.id)
	if err != nil {
		got = err.Error()
	} else {
		got = arrival.Day.String()
	}
	s.Recorder.claim(f, fmt.Sprintf(text, title), same(want, got))
	return nil
}

// inTime claims whether an answer available at an instant (UTC) is in time.
func (s *Stage) inTime(ctx context.Context, title, period, at, word string) error {
	words := map[bool]string{true: "rettidigt", false: "for sent"}
	l, p, err := s.letterAndPeriod(title, period)
	if err != nil {
		return err
	}
	available, err := parse(at, utc)
	if err != nil {
		return err
	}
	var got string
	in, err := s.bed.Sender.InTime(ctx, l.id, p, available)
	if err != nil {
		got = err.Error()
	} else {
		got = words[in]
	}
	s.Recorder.claim(aboutInTime, fmt.Sprintf("et svar på %q inden %s, tilgængeligt %s UTC", title, period, at), same(word, got))
	return nil
}

func (s *Stage) letterAndPeriod(title, period string) (*letter, calendar.Period, error) {
	l, err := s.letterTitled(title)
	if err != nil {
		return nil, calendar.Period{}, err
	}
	p, err := calendar.ParsePeriod(period)
	if err != nil {
		return nil, calendar.Period{}, fmt.Errorf("the period of %q: %w", title, err)
	}
	return l, p, nil
}
