package outbox

import (
	"cmp"
	"math"
	"time"
)

// Pacing says how hard the sender tries. The zero value of a field is its
// default. All durations are wall time.
type Pacing struct {
	First    time.Duration // pause after the first attempt; default 1 s, doubled after each further one
	Longest  time.Duration // longest pause; default 5 min
	Attempts int           // give up after so many attempts without an answer; default [DefaultAttempts]
	Poll     time.Duration // how often the queue is looked at; default 5 ms, about the latency of Submit
	Workers  int           // letters in flight at once; default 64
	Share    int           // letters in flight for one authority; default a quarter of Workers
	// Blind sends again a letter without an answer even when a receipt has
	// proved meanwhile that the provider has it. Only useful for testing how
	// providers treat repeats.
	Blind bool
}

// DefaultAttempts is how often a letter is sent before the sender gives up: with
// the default pauses a little more than a day.
const DefaultAttempts = 300

func (p Pacing) withDefaults() Pacing {
	p.First = cmp.Or(p.First, time.Second)
	p.Longest = cmp.Or(p.Longest, 5*time.Minute)
	p.Attempts = cmp.Or(p.Attempts, DefaultAttempts)
	p.Poll = cmp.Or(p.Poll, 5*time.Millisecond)
	p.Workers = cmp.Or(p.Workers, 64)
	p.Share = cmp.Or(p.Share, max(1, p.Workers/4))
	return p
}

// pause is how long to wait after so many attempts (1, 2, ...), or as long as
// the provider asked for when that is longer.
func (p Pacing) pause(attempts int, asked time.Duration) time.Duration {
	own := float64(p.First) * math.Pow(2, float64(min(attempts, 60)-1))
	return max(time.Duration(min(own, float64(p.Longest))), asked)
}
