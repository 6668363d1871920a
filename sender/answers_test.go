package sender

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
	client "github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

func TestAnswersAreRefusedRetriedOrTakenAsTheTableSays(t *testing.T) {
	t.Parallel()
	answer := func(status int, header ...string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			for i := 0; i+1 < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			kombitest.Refuse(w, status, "code.of.the.provider", "Sådan er det.")
		}
	}
	body := func(text string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", kombi.MediaXML)
			if _, err := w.Write([]byte(text)); err != nil {
				t.Error(err)
			}
		}
	}
	for _, c := range []struct {
		what  string
		first func(http.ResponseWriter)
		want  outbox.State
		code  string // of the evidence the first answer left
		tries int
	}{
		{"400 is final", answer(400), outbox.Refused, "code.of.the.provider", 1},
		{"403 is final", answer(403), outbox.Refused, "code.of.the.provider", 1},
		{"413 is final", answer(413), outbox.Refused, "code.of.the.provider", 1},
		{"404 is a wrong address", answer(404), outbox.Accepted, "code.of.the.provider", 2},
		{"429 is tried again", answer(429), outbox.Accepted, "code.of.the.provider", 2},
		{"500 is tried again", answer(500), outbox.Accepted, "code.of.the.provider", 2},
		{"503 is tried again", answer(503), outbox.Accepted, "code.of.the.provider", 2},
		{"a redirect is not followed", answer(307, "Location", "/elsewhere"), outbox.Accepted, "code.of.the.provider", 2},
		{"a 200 that is not XML is tried again", body("OK"), outbox.Accepted, "provider.answer", 2},
		{"a 200 with Result false is a refusal", body("<kombi_response><Result>false</Result><HovedoplysningerSvarREST><SvarReaktion><Fejl><FejlId>SIM-1</FejlId><FejlTekst>Nej</FejlTekst></Fejl></SvarReaktion></HovedoplysningerSvarREST></kombi_response>"), outbox.Refused, "SIM-1", 1},
		{"a duplicate refused at once proves acceptance", func(w http.ResponseWriter) { kombitest.Refuse(w, 400, outbox.CodeDuplicate, "set før") }, outbox.Accepted, outbox.CodeDuplicate, 1},
		{"a broken connection is tried again", func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, outbox.Accepted, "provider.no-answer", 2},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(_ *rig, p *kombitest.Provider) {
				p.OnSend = func(w http.ResponseWriter, _ *http.Request, l kombitest.Letter) bool {
					if l.Attempt > 1 {
						return false
					}
					c.first(w)
					return true
				}
			})
			l := r.await(r.submit(draft(outbox.Digital)), c.want)
			if e := l.Evidence[1]; e.Code != c.code || e.Words == "" {
				t.Errorf("evidence %s %q %q, want code %q", e.Kind, e.Code, e.Words, c.code)
			}
			sent := r.provider.Letters()
			if len(sent) != c.tries {
				t.Errorf("sent %d times, want %d", len(sent), c.tries)
			}
			for _, s := range sent {
				if s.MessageUUID() != string(l.ID) {
					t.Errorf("sent as %s, want the same id on every attempt", s.MessageUUID())
				}
			}
		})
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	t.Parallel()
	var first, second time.Time
	r := newRig(t, func(_ *rig, p *kombitest.Provider) {
		p.OnSend = func(w http.ResponseWriter, _ *http.Request, l kombitest.Letter) bool {
			if l.Attempt > 1 {
				second = time.Now()
				return false
			}
			first = time.Now()
			w.Header().Set("Retry-After", "1")
			kombitest.Refuse(w, 503, "busy", "Prøv senere.")
			return true
		}
	})
	r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	if waited := second.Sub(first); waited < time.Second {
		t.Errorf("tried again after %v, want at least the second that was asked for", waited)
	}
}

func TestTokensAreCachedAndFetchedOnceForMany(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	var ids []LetterID
	for range 20 {
		ids = append(ids, r.submit(draft(outbox.Digital)))
	}
	for _, id := range ids {
		r.await(id, outbox.Accepted)
	}
	if issued, exchanged := r.provider.Calls(); issued != 1 || exchanged != 1 {
		t.Errorf("%d assertions and %d tokens for 20 letters, want one of each", issued, exchanged)
	}
}

func TestAForgottenTokenIsReplacedAtOnceAndOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	r.provider.Forget()
	l := r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	if l.Attempts() != 0 {
		t.Errorf("%d attempts without answer, want none: the chain is renewed within the attempt", l.Attempts())
	}
	if issued, exchanged := r.provider.Calls(); issued != 2 || exchanged != 2 {
		t.Errorf("%d assertions and %d tokens, want two of each", issued, exchanged)
	}
}

func TestAMissingServiceAgreementRefusesTheLetter(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *rig, p *kombitest.Provider) {
		p.OnIssue = func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusBadRequest)
			return kombi.WriteSTSError(w, "no service agreement") == nil
		}
	})
	l := r.await(r.submit(draft(outbox.Digital)), outbox.Refused)
	if e := l.Evidence[1]; e.Code != "sts.400" || !strings.Contains(e.Words, "no service agreement") {
		t.Errorf("evidence %q %q", e.Code, e.Words)
	}
}

func TestACertificateThatIsRefusedCostsNoLetter(t *testing.T) {
	t.Parallel()
	calls := 0
	r := newRig(t, func(_ *rig, p *kombitest.Provider) {
		p.OnIssue = func(w http.ResponseWriter, _ *http.Request) bool {
			if calls++; calls > 1 {
				return false
			}
			w.WriteHeader(http.StatusForbidden)
			return kombi.WriteSTSError(w, "the certificate has expired") == nil
		}
	})
	l := r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	if e := l.Evidence[1]; l.Attempts() != 1 || e.Code != "sts.403" || !strings.Contains(e.Words, "has expired") {
		t.Errorf("%d attempts, evidence %q %q; want the reason, and another attempt", l.Attempts(), e.Code, e.Words)
	}
}

func TestTheBreakerLeavesAFailingProviderAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(r *rig, p *kombitest.Provider) {
		r.opts.Retry.Rest = time.Hour
		p.OnSend = func(w http.ResponseWriter, _ *http.Request, _ kombitest.Letter) bool {
			kombitest.Refuse(w, 500, "broken", "I stykker.")
			return true
		}
	})
	id := r.submit(draft(outbox.Digital))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := r.sender.Wait(ctx, id, func(l Letter) bool { return l.Attempts() == 5 }); err != nil {
		t.Fatal(err)
	}
	if _, err := r.sender.LookUp(ctx, r.profile.ID, ident.Party{Kind: ident.KindCPR, Number: anna}, false); err == nil || !strings.Contains(err.Error(), string(client.CodeResting)) {
		t.Errorf("look-up after five failures in a row: %v, want %s", err, client.CodeResting)
	}
	if n := len(r.provider.Letters()); n != 5 {
		t.Errorf("called %d times, want 5", n)
	}
}
