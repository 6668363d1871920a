package kombi_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestScriptedFaultsOfAnswers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	plan := b.faults.Plan("default")
	letters := func() int {
		_, total, err := b.world.Letters(t.Context(), world.LetterQuery{})
		check(t, err)
		return total
	}
	set := func(r fault.Rule) { check(t, plan.Set(1, []fault.Rule{r})) }

	set(fault.Rule{At: fault.AtSend, After: 1, Next: 2, Do: fault.Status, Status: 503, RetryAfter: 2 * time.Second})
	for i, want := range []int{200, 503, 503, 200} {
		a := c.do(c.send(b.xml(text{})))
		if a.status != want || (want == 503) != (a.header.Get("Retry-After") == "2") {
			t.Errorf("call %d: %d, Retry-After %q, want %d", i+1, a.status, a.header.Get("Retry-After"), want)
		}
	}
	if n := letters(); n != 2 {
		t.Errorf("%d letters, want 2", n)
	}

	set(fault.Rule{At: fault.AtSend, Next: 1, Do: fault.ResultFalse})
	a := c.do(c.send(b.xml(text{})))
	got, err := wire.ReadResponse(strings.NewReader(a.body))
	if a.status != 200 || err != nil || got.Result || got.Fejl[0].FejlID != "SIM-4001" || letters() != 2 {
		t.Errorf("result false: %d %s %v", a.status, a.body, err)
	}

	set(fault.Rule{At: fault.AtSend, Next: 1, Do: fault.AcceptThenStatus, Status: 500})
	if a := c.do(c.send(b.xml(text{}))); a.status != 500 || !strings.Contains(a.body, "fault.scripted") || letters() != 3 {
		t.Errorf("accept, then status: %d %s, %d letters", a.status, a.body, letters())
	}

	for _, do := range []fault.Action{fault.Close, fault.AcceptThenClose} {
		set(fault.Rule{At: fault.AtSend, Next: 1, Do: do})
		r := c.send(b.xml(text{}))
		r.GetBody = nil // net/http must not try again by itself
		if a, err := c.try(r); err == nil {
			t.Errorf("%s: answered %d", do, a.status)
		}
	}
	if n := letters(); n != 4 {
		t.Errorf("%d letters, want 4", n)
	}

	set(fault.Rule{At: fault.AtSTS, Next: 1, Do: fault.Slow, Delay: 30 * time.Millisecond})
	began := time.Now()
	if a := c.do(c.sts(wire.EntityKombiPostAfsend)); a.status != 200 || time.Since(began) < 30*time.Millisecond {
		t.Errorf("slow: %d after %s", a.status, time.Since(began))
	}
	plan.Clear()
	if a := c.do(c.send(b.xml(text{}))); a.status != 200 {
		t.Errorf("after clear: %d", a.status)
	}
	check(t, b.journal.Flush(t.Context()))
	played := map[string]int{}
	for _, x := range must2(b.journal.Exchanges(t.Context(), journal.Query{Direction: journal.In}))(t) {
		played[x.Fault]++
	}
	if played["status"] != 2 || played["close"] != 1 || played["accept-then-close"] != 1 || played["slow"] != 1 {
		t.Errorf("the journal has the faults %v", played)
	}
}

func TestAHangEndsWithTheClientOrTheDoor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	check(t, b.faults.Plan("default").Set(1, []fault.Rule{{At: fault.AtLookup, Do: fault.Hang}, {At: fault.AtSend, Do: fault.Hang}}))
	c.http.Transport.(*http.Transport).ResponseHeaderTimeout = 30 * time.Millisecond
	if a, err := c.try(c.send(b.xml(text{}))); err == nil {
		t.Errorf("answered %d", a.status)
	}
	waitFor(t, b, "hang", 1)

	patient := b.client()
	ended := make(chan error, 1)
	body, feed := io.Pipe()
	go func() {
		_, err := patient.try(patient.service(http.MethodPost, wire.PathKombi, body))
		ended <- err
	}()
	_, err := feed.Write([]byte(b.xml(text{})))
	check(t, err)
	check(t, feed.Close())
	b.close()
	if err := <-ended; err == nil {
		t.Error("a closed door answered")
	}
}

// waitFor waits until the journal has so many exchanges with a fault.
func waitFor(t *testing.T, b *bundle, played string, want int) {
	t.Helper()
	for n := 0; n < want; {
		check(t, t.Context().Err())
		check(t, b.journal.Flush(t.Context()))
		n = 0
		for _, x := range must2(b.journal.Exchanges(t.Context(), journal.Query{}))(t) {
			if x.Fault == played {
				n++
			}
		}
	}
}
