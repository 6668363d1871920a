package outbox

import (
	"testing"
	"time"
)

func TestLettersBehindAHangingProviderComeBackEverMoreSeldom(t *testing.T) {
	t.Parallel()
	s := share{most: 2, holds: map[string]hold{}}
	start := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	for range 2 {
		if _, ok := s.take("hanging", start); !ok {
			t.Fatal("no worker within the share")
		}
	}
	var waits []time.Duration
	for now := start; now.Before(start.Add(time.Minute)); {
		wait, ok := s.take("hanging", now)
		if ok {
			t.Fatal("a worker beyond the share")
		}
		waits = append(waits, wait)
		now = now.Add(wait)
	}
	if waits[0] != crowded || len(waits) > 20 || waits[len(waits)-1] != longestCrowded {
		t.Errorf("a letter came back %d times in a minute, after %v; want first %v and at last %v", len(waits), waits, crowded, longestCrowded)
	}
	if _, ok := s.take("other", start); !ok {
		t.Error("another authority is held up")
	}
	now := start.Add(time.Minute)
	s.give("hanging", now)
	if _, ok := s.take("hanging", now); !ok {
		t.Error("a worker that was given back is not there")
	}
	if wait, _ := s.take("hanging", now.Add(time.Millisecond)); wait != crowded {
		t.Errorf("wait %v behind a provider that answers, want %v", wait, crowded)
	}
	for _, profile := range []string{"hanging", "hanging", "other"} {
		s.give(profile, now)
	}
	if len(s.holds) != 0 {
		t.Errorf("%v is remembered of authorities that hold nothing", s.holds)
	}
}

func TestWaitingLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	w := newWatch()
	for range 2 {
		if err := w.until(t.Context(), "a letter", func() (bool, error) { return true, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.waiting) != 0 {
		t.Errorf("%d channels are kept for waiters that have gone", len(w.waiting))
	}
	looks := 0
	err := w.until(t.Context(), "a letter", func() (bool, error) {
		if looks++; looks == 1 {
			w.change("a letter")
		}
		return looks == 2, nil
	})
	if err != nil || looks != 2 || len(w.waiting) != 0 {
		t.Errorf("%d looks, %v, %d channels kept; want a second look after the change, and none", looks, err, len(w.waiting))
	}
}
