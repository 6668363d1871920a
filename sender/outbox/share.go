package outbox

import (
	"sync"
	"time"
)

// A letter whose authority has its share of the workers already waits between
// these two.
const (
	crowded        = 200 * time.Millisecond
	longestCrowded = 4 * time.Second // River's scheduler looks every 5 s at what waits longer
)

// share holds each authority to its share of the workers, so that one whose
// provider hangs does not stop the others.
type share struct {
	mu    sync.Mutex
	most  int
	holds map[string]hold
}

// hold is what an authority has of the workers, and when it last got or gave
// back one.
type hold struct {
	taken int
	moved time.Time
}

// take takes a worker. When there is none left for the authority, it says how
// long to wait: as long as nothing has moved. So a thousand letters behind a
// provider that hangs come back ever more seldom, and behind one that works
// they come back soon.
func (s *share) take(profile string, now time.Time) (wait time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.holds[profile]
	if h.taken >= s.most {
		return min(max(now.Sub(h.moved), crowded), longestCrowded), false
	}
	s.holds[profile] = hold{h.taken + 1, now}
	return 0, true
}

// give gives a worker back.
func (s *share) give(profile string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.holds[profile]
	if h.taken <= 1 {
		delete(s.holds, profile)
		return
	}
	s.holds[profile] = hold{h.taken - 1, now}
}
