package kombi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// quick is a pause between attempts that tests can bear.
const quick = 5 * time.Millisecond

func attempt(p push) string {
	return p.besked.Beskedkuvert.Leveranceinformation.Leveranceruter.Leverancerute[0].LokalUdvidelse.AntalLeveranceforsoeg
}

func statuses(pushes ...push) (out []string) {
	for _, p := range pushes {
		out = append(out, p.status.TransaktionsStatusKode)
	}
	return out
}

// Whatever is not a clear yes is tried again: the same receipt, the next attempt,
// and none behind it before.
func TestAReceiptIsPushedUntilItIsTaken(t *testing.T) {
	t.Parallel()
	code := func(n int) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			_ = wire.WritePushAnswer(w, wire.PushAnswer{StatusKode: wire.StatusKode(n), FejlbeskedTekst: "fejl"})
		}
	}
	for name, refuse := range map[string]func(http.ResponseWriter){
		"StatusKode 40":    code(40),
		"StatusKode 41":    code(41),
		"status 500":       func(w http.ResponseWriter) { w.WriteHeader(500); twenty(w) },
		"status 202":       func(w http.ResponseWriter) { w.WriteHeader(202); twenty(w) },
		"a redirect":       func(w http.ResponseWriter) { w.Header().Set("Location", "/da/modtag"); w.WriteHeader(302) },
		"a lasting one":    func(w http.ResponseWriter) { w.Header().Set("Location", "/da/modtag"); w.WriteHeader(308) },
		"nothing":          func(http.ResponseWriter) {},
		"not XML":          func(w http.ResponseWriter) { _, _ = w.Write([]byte("ok")) },
		"no StatusKode":    func(w http.ResponseWriter) { _, _ = w.Write([]byte("<ModtagBeskedOutput/>")) },
		"a broken line":    func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"an answer cut of": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "100"); twenty(w) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			r := b.receive(quick)
			r.answers(func(n int, w http.ResponseWriter, _ string) {
				if n <= 2 {
					refuse(w)
					return
				}
				twenty(w)
			})
			if name == "a broken line" { // the panic leaves before the push is told
				b.client().accepted(b.xml(text{}))
				first, second := r.next(), r.next()
				if attempt(first) != "3" || attempt(second) != "1" {
					t.Errorf("attempts %s and %s, want 3 and 1", attempt(first), attempt(second))
				}
				return
			}
			b.client().accepted(b.xml(text{}))
			got := []push{r.next(), r.next(), r.next(), r.next()}
			want := []string{"Modtaget Digital Post", "Modtaget Digital Post", "Modtaget Digital Post", "Afleveret Digital Post"}
			if diff := cmp.Diff(want, statuses(got...)); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			for i, n := range []string{"1", "2", "3", "1"} {
				if attempt(got[i]) != n {
					t.Errorf("push %d says attempt %s, want %s", i+1, attempt(got[i]), n)
				}
			}
			if got[0].besked.BeskedID != got[2].besked.BeskedID || got[2].besked.BeskedID == got[3].besked.BeskedID {
				t.Error("BeskedId must stay over the attempts and differ between receipts")
			}
			r.settled()
			check(t, b.journal.Flush(t.Context()))
			tried := must2(b.journal.Exchanges(t.Context(), journal.Query{Direction: journal.Out, Kind: journal.KindReceipt}))(t)
			if len(tried) != 4 || tried[0].Error == "" || tried[1].Attempt != 2 || tried[2].Error != "" || tried[3].Receipt != 2 {
				t.Errorf("journal: %+v", tried)
			}
		})
	}
}

// Receivers in operation write other roots and namespaces.
func TestTheAnswerToAPushIsReadLeniently(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(quick)
	r.answers(func(n int, w http.ResponseWriter, _ string) {
		_, _ = fmt.Fprint(w, []string{
			`<ModtagBeskedOutputType xmlns="urn:oio:sag-dok:3.0.0"><StandardRetur><StatusKode> 20 </StatusKode><FejlbeskedTekst>Ok</FejlbeskedTekst></StandardRetur></ModtagBeskedOutputType>`,
			`<x:y xmlns:x="urn:z"><x:StatusKode>20</x:StatusKode></x:y>`,
		}[n-1])
	})
	b.client().accepted(b.xml(text{}))
	r.next()
	r.next()
	r.settled()
}

func TestNoReceiptComesBeforeTheAnswerIsOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(0)
	var answered atomic.Bool
	r.answers(func(_ int, w http.ResponseWriter, _ string) {
		if !answered.Load() {
			t.Error("a receipt came before the answer")
		}
		twenty(w)
	})
	check(t, b.faults.Plan("default").Set(1, []fault.Rule{{At: fault.AtSend, Next: 1, Do: fault.AcceptThenHang}}))
	c := b.client()
	gone := make(chan struct{})
	c.http.Transport.(*http.Transport).ResponseHeaderTimeout = 100 * time.Millisecond
	go func() {
		defer close(gone)
		if a, err := c.try(c.send(b.xml(text{}))); err == nil {
			t.Errorf("answered: %d", a.status)
		}
	}()
	// The letter is accepted while its sender waits, and nothing is told of it.
	event := must2(b.world.Wait(t.Context(), world.Query{Kinds: []world.Kind{world.KindLetterAccepted}}))(t)
	if receipts := must2(b.world.Receipts(t.Context(), b.system.ID, event.Letter))(t); len(receipts) != 0 && !isDone(gone) {
		t.Errorf("%d receipts before the answer", len(receipts))
	}
	answered.Store(true) // the client gives up on its own
	<-gone
	r.next()
	r.next()
	r.settled()
}

func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestReceiptsWaitForAnEndpointAndFollowItsChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	c.accepted(b.xml(text{}))
	must2(b.world.Wait(t.Context(), world.Query{Kinds: []world.Kind{world.KindLetterAvailable}}))(t)
	dead := httptest.NewServer(nil)
	dead.Close()
	b.endpoint(world.Endpoint{URL: strings.Replace(dead.URL, "http:", "https:", 1), RetryAfter: time.Hour})
	for failed := false; !failed; { // the first attempt fails, and the next is an hour away
		check(t, b.journal.Flush(t.Context()))
		for _, x := range must2(b.journal.Exchanges(t.Context(), journal.Query{Kind: journal.KindReceipt}))(t) {
			failed = failed || x.Error != ""
		}
	}
	r := b.receive(quick)
	if diff := cmp.Diff([]string{"Modtaget Digital Post", "Afleveret Digital Post"}, statuses(r.next(), r.next())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r.settled()
}

func TestOnlyTrustedEndpointsGetReceipts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	foreign := httptest.NewUnstartedServer(nil)
	r := &receiver{b: b, pushes: make(chan push, 10)}
	foreign.Config.Handler = r
	foreign.StartTLS() // with a certificate of Go's own
	t.Cleanup(foreign.Close)
	b.endpoint(world.Endpoint{URL: foreign.URL, RetryAfter: time.Hour})
	b.client().accepted(b.xml(text{}))
	for refused := false; !refused; {
		check(t, b.journal.Flush(t.Context()))
		for _, x := range must2(b.journal.Exchanges(t.Context(), journal.Query{Kind: journal.KindReceipt}))(t) {
			refused = refused || strings.Contains(x.Error, "certificate")
		}
	}
	ca := pemOf(foreign.Certificate().Raw)
	b.endpoint(world.Endpoint{URL: foreign.URL, RetryAfter: time.Hour, CA: "no PEM"})
	b.endpoint(world.Endpoint{URL: foreign.URL, RetryAfter: time.Hour, CA: ca})
	r.next()
	r.next()
}

func TestReceiptsSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := open(t, dir)
	b.world = must2(b.worlds.Create(t.Context(), world.Spec{ID: "default", Start: noon(), Seed: 1, Population: 1}))(t)
	b.system, b.cert = b.newSystem(b.world, authority, 0)
	b.person = "0703801235"
	check(t, b.world.PutPerson(t.Context(), world.Person{CPR: b.person, Name: "Anna Eksempel"}))
	b.endpoint(world.Endpoint{URL: "https://127.0.0.1:1/", RetryAfter: time.Hour})
	b.client().accepted(b.xml(text{}))
	must2(b.world.Wait(t.Context(), world.Query{Kinds: []world.Kind{world.KindLetterAvailable}}))(t)
	b.close()

	again := open(t, dir)
	again.world, _ = again.worlds.Get("default")
	again.system = b.system
	r := again.receive(quick)
	if diff := cmp.Diff([]string{"Modtaget Digital Post", "Afleveret Digital Post"}, statuses(r.next(), r.next())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r.settled()
}

func TestScriptedFaultsOfReceipts(t *testing.T) {
	t.Parallel()
	const received, delivered = "Modtaget Digital Post", "Afleveret Digital Post"
	for name, c := range map[string]struct {
		rule fault.Rule
		want []string
	}{
		"lost":      {fault.Rule{Do: fault.Lose, Next: 1}, []string{delivered}},
		"doubled":   {fault.Rule{Do: fault.Double, Next: 1}, []string{received, received, delivered}},
		"reordered": {fault.Rule{Do: fault.Reorder, Next: 1}, []string{delivered, received}},
		"late":      {fault.Rule{Do: fault.Delay, Delay: 20 * time.Millisecond, Next: 1}, []string{received, delivered}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			c.rule.At = fault.AtReceipt
			check(t, b.faults.Plan("default").Set(1, []fault.Rule{c.rule}))
			r := b.receive(quick)
			b.client().accepted(b.xml(text{}))
			var got []string
			for range c.want {
				got = append(got, statuses(r.next())...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			r.settled()
		})
	}
}
