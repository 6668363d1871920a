package kombi_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door/kombi"
)

// wall is a wall clock that a test moves.
type wall struct{ at atomic.Pointer[time.Time] }

func newWall(at time.Time) *wall {
	w := &wall{}
	w.set(at)
	return w
}

func (w *wall) set(at time.Time)     { w.at.Store(&at) }
func (w *wall) now() time.Time       { return *w.at.Load() }
func (w *wall) use(o *kombi.Options) { o.Now = w.now }

// judged wants an answer with the status and, where it is a refusal, the code.
func (c *caller) judged(what string, r *http.Request, status int, code string) {
	c.t.Helper()
	if a := c.do(r); a.status != status || !strings.Contains(a.body, code) {
		c.t.Errorf("%s: %d %s, want %d and %q", what, a.status, a.body, status, code)
	}
}

// Eight hours and one hour are what clients are built for (sf1601 1.3 and 1.4).
func TestAssertionsHoldEightHoursAndTokensOneOnTheWallClock(t *testing.T) {
	t.Parallel()
	issued := time.Now().UTC().Truncate(time.Second) // the certificate is judged by this clock too
	clock := newWall(issued)
	b := setup(t, clock.use)
	c := b.client()
	assertion := c.assertion(wire.EntityKombiPostAfsend)

	clock.set(issued.Add(time.Hour - time.Second))
	c.judged("a token in its last second", c.send(b.xml(text{})), http.StatusOK, "")
	clock.set(issued.Add(time.Hour))
	c.judged("a token that has ended", c.send(b.xml(text{})), http.StatusUnauthorized, "token.expired")

	// The world's clock has no say in it.
	must2(b.world.Advance(t.Context(), noon().AddDate(1, 0, 0)))(t)
	clock.set(issued.Add(8*time.Hour - time.Second))
	c.judged("an assertion in its last second", c.exchange(assertion), http.StatusOK, "access_token")
	clock.set(issued.Add(8 * time.Hour))
	c.judged("an assertion that has ended", c.exchange(assertion), http.StatusBadRequest, "assertion.expired")

	// A minute of disagreement between two clocks is forgiven.
	clock.set(issued.Add(-time.Minute))
	c.judged("an assertion a minute early", c.exchange(assertion), http.StatusOK, "access_token")
	clock.set(issued.Add(-time.Minute - time.Second))
	c.judged("an assertion too early", c.exchange(assertion), http.StatusBadRequest, "assertion.expired")
}
