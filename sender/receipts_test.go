package sender

import (
	"bytes"
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

func TestTheReceiptEndpointJudgesWhoPushes(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := kombitest.Envelope(t, &kombi.PostStatus{MessageUUID: "11111111-0000-4000-8000-000000000000", TransaktionsStatusKode: "Fejlet", KanalKode: kombi.KanalDigital})
	for _, c := range []struct {
		what string
		url  string
		as   tls.Certificate
		want int
	}{
		{"the platform", r.sender.ReceiptURL(r.profile.ID), r.push, http.StatusOK},
		{"nobody", r.sender.ReceiptURL(r.profile.ID), tls.Certificate{}, http.StatusForbidden},
		{"a stranger", r.sender.ReceiptURL(r.profile.ID), kombitest.NewCA(t).Issue("platform"), http.StatusForbidden},
		{"for an unknown authority", r.sender.ReceiptURL("ukendt"), r.push, http.StatusNotFound},
	} {
		status, _, err := r.provider.Push(t.Context(), c.url, c.as, h)
		if err != nil || status != c.want {
			t.Errorf("%s: %d, %v; want %d", c.what, status, err, c.want)
		}
	}
	if left, err := r.sender.Unmatched(t.Context(), r.profile.ID); err != nil || len(left) != 1 {
		t.Errorf("%d receipts for no letter are listed, %v; want the one that was acknowledged", len(left), err)
	}
}

func TestTheReceiptEndpointAnswersProbesAndRefusesTheRest(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: r.provider.CA.Pool()}, DisableKeepAlives: true}
	for method, want := range map[string]int{http.MethodHead: 200, http.MethodGet: 200, http.MethodPut: 405} {
		req, err := http.NewRequestWithContext(t.Context(), method, r.sender.ReceiptURL(r.profile.ID), nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Transport: transport}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", method, resp.StatusCode, want)
		}
	}
}

func TestAnIllFormedReceiptIsAnswered40(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for what, body := range map[string]string{
		"not XML":        "hello",
		"cut off":        "<ModtagBeskedInput",
		"nothing":        "",
		"another root":   "<a/>",
		"with a DOCTYPE": `<!DOCTYPE a [<!ENTITY b "c">]><a/>`,
		"far too large":  "<a>" + strings.Repeat("x", 5<<20) + "</a>",
	} {
		status, answer, err := r.provider.PushBytes(t.Context(), r.sender.ReceiptURL(r.profile.ID), r.push, []byte(body))
		if err != nil || status != http.StatusOK || answer.StatusKode != kombi.KodeFejl || answer.FejlbeskedTekst == "" {
			t.Errorf("%s: %d %+v %v; want 200 with StatusKode 40 and a reason", what, status, answer, err)
		}
	}
}

func TestAReceiptPushedTwiceIsAcknowledgedTwiceAndCountsOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	id := r.submit(draft(outbox.Digital))
	r.await(id, outbox.Accepted)
	h := kombitest.Envelope(t, kombitest.Status(r.provider.Letters()[0], kombi.StatusAfleveretDigitalPost, ""))
	for range 2 {
		if status, kode := r.pushed(h); status != http.StatusOK || kode != kombi.KodeModtaget {
			t.Errorf("answered %d, %d; want 200, 20", status, kode)
		}
	}
	if l := r.await(id, outbox.Available); len(l.Evidence) != 3 {
		t.Errorf("%d pieces of evidence, want 3", len(l.Evidence))
	}
}

func TestNumbersInWhatTheProviderSaysAreMaskedInTheLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	r := newRig(t, func(r *rig, _ *kombitest.Provider) { r.opts.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	id := r.submit(draft(outbox.Digital))
	r.await(id, outbox.Accepted)
	known := kombitest.Status(r.provider.Letters()[0], kombi.StatusFejlet, "recipient.unknown "+anna)
	known.Fejl.FejlTekst = "Personen " + anna + " findes ikke."
	unknown := *known
	unknown.MessageUUID, unknown.TransmissionID, unknown.CorrelationID = "11111111-0000-4000-8000-000000000000", "", ""
	for _, s := range []*kombi.PostStatus{known, &unknown} {
		r.pushed(kombitest.Envelope(t, s))
	}
	l := r.await(id, outbox.Refused)
	r.close(r.sender) // nothing is logged any more
	if text := log.String(); strings.Count(text, "findes ikke") != 2 || strings.Contains(text, anna) {
		t.Errorf("the log must tell of both receipts without the number:\n%s", text)
	}
	if e := l.Evidence[len(l.Evidence)-1]; strings.Contains(e.Words+e.Code, anna) {
		t.Errorf("the evidence shows the number: %q %q", e.Code, e.Words)
	}
}

func TestReceiptsInTheWrongOrderEndInTheRightState(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	id := r.submit(draft(outbox.Digital))
	r.await(id, outbox.Accepted)
	sent := r.provider.Letters()[0]
	r.receipt(sent, kombi.StatusAfleveretDigitalPost, "")
	r.receipt(sent, kombi.StatusModtagetDigitalPost, "")
	l, err := r.sender.Letter(t.Context(), id)
	if err != nil || l.State != outbox.Available {
		t.Errorf("%s, %v; want available", l.State, err)
	}
}

func TestALostAnswerIsRepeatedAndTheDuplicateReceiptIsNoRefusal(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(r *rig, p *kombitest.Provider) {
		p.OnSend = func(_ http.ResponseWriter, _ *http.Request, l kombitest.Letter) bool {
			if l.Attempt > 1 {
				return false
			}
			p.Take(l)
			panic(http.ErrAbortHandler) // taken, and the answer is lost
		}
	})
	id := r.submit(draft(outbox.Auto))
	r.await(id, outbox.Accepted)
	if letters, times := r.provider.Taken(); letters != 1 || times != 2 {
		t.Errorf("%d letters taken %d times, want one twice", letters, times)
	}
	r.receipt(r.provider.Letters()[1], kombi.StatusFejlet, outbox.CodeDuplicate)
	r.await(id, outbox.Accepted)
	r.receipt(r.provider.Letters()[0], kombi.StatusAfleveretDigitalPost, "")
	r.await(id, outbox.Available)
}

func TestAReceiptBeforeTheAnswerIsApplied(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	arrived := make(chan kombitest.Letter, 1)
	r := newRig(t, func(_ *rig, p *kombitest.Provider) {
		p.OnSend = func(_ http.ResponseWriter, q *http.Request, l kombitest.Letter) bool {
			arrived <- l
			select {
			case <-release:
			case <-q.Context().Done():
			}
			return false
		}
	})
	id := r.submit(draft(outbox.Digital))
	r.receipt(<-arrived, kombi.StatusAfleveretDigitalPost, "")
	r.await(id, outbox.Available)
	close(release)
	if err := r.sender.Settle(context.WithoutCancel(t.Context()), r.profile.ID); err != nil {
		t.Fatal(err)
	}
	r.await(id, outbox.Available)
}
