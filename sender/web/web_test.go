package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// madeUpDesk has one letter in each state, with hostile texts.
type madeUpDesk struct {
	mu     sync.Mutex // a browser asks for several things at once
	number string
}

// searched is the number that was last searched for.
func (d *madeUpDesk) searched() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.number
}

const number = "0703900004"

func madeUp(state outbox.State) outbox.Letter {
	at := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	told := func(minute int, kind outbox.Kind, state outbox.State, words string) outbox.Evidence {
		i := outbox.Instant{At: at.Add(time.Duration(minute) * time.Minute), Wall: at.AddDate(2, 0, 0)}
		return outbox.Evidence{Kind: kind, State: state, Words: words, Instant: i}
	}
	l := outbox.Letter{
		ID: outbox.LetterID(state), Profile: "a", ConsignmentID: "0a6c7c38-0000-4000-8000-aaaabbbbcccc", State: state,
		To: ident.Party{Kind: ident.KindCPR, Number: number}, Channel: outbox.Auto, Submitted: outbox.Instant{At: at, Wall: at},
		Content: outbox.Content{
			Title: "<script>alert(1)</script> Afgørelse om boligstøtte efter din ansøgning, " + number, Name: "Anna Prøve", NotBefore: "2024-03-04",
			Address: outbox.Address{Lines: []string{"Eksempelvej 1"}, PostCode: "9999", City: "Eksempelby"},
		},
		Enclosures: []outbox.Enclosure{{Name: "brev-" + number + ".pdf", MIME: "application/pdf", Size: 5}, {Name: "side.html", MIME: "text/html", Size: 5}},
		Evidence:   []outbox.Evidence{told(0, outbox.KindSubmitted, outbox.Queued, ""), told(1, outbox.KindAttempt, outbox.Queued, "the provider did not answer in time")},
		ResendOf:   "queued",
	}
	if state != outbox.Queued {
		l.Evidence = append(l.Evidence, told(2, outbox.KindAnswer, outbox.Accepted, "DigitalPost: Received"))
		last := told(3, outbox.KindReceipt, state, "Fejlet: <b>"+number+"</b>")
		last.Code, last.Receipt, last.Stated = "recipient.is.exempt", "r1", at
		if state == outbox.Overdue {
			last = told(3, outbox.KindOverdue, state, "")
		}
		l.Evidence = append(l.Evidence, last)
	}
	return l
}

func (d *madeUpDesk) Letters(_ context.Context, q outbox.Query) ([]outbox.Letter, error) {
	d.mu.Lock()
	d.number = q.Number
	d.mu.Unlock()
	var all []outbox.Letter
	for _, s := range outbox.States() {
		if q.State == "" || q.State == s {
			all = append(all, madeUp(s))
		}
	}
	return all, nil
}

func (d *madeUpDesk) Letter(_ context.Context, id outbox.LetterID) (outbox.Letter, error) {
	for _, s := range outbox.States() {
		if string(id) == string(s) {
			return madeUp(s), nil
		}
	}
	return outbox.Letter{}, &outbox.Error{Code: outbox.CodeUnknownLetter, Text: "none"}
}

func (d *madeUpDesk) Counts(context.Context) (map[outbox.State]int, error) {
	return map[outbox.State]int{outbox.Available: 12345}, nil
}

func (d *madeUpDesk) Document(context.Context, outbox.Enclosure) io.ReadCloser {
	return io.NopCloser(strings.NewReader("%PDF-"))
}

func (d *madeUpDesk) Resend(context.Context, outbox.LetterID) (outbox.LetterID, error) {
	return "accepted", nil
}

func (d *madeUpDesk) Unmatched(context.Context, string) ([]outbox.Receipt, error) {
	return []outbox.Receipt{{ID: "r9", Words: "Afleveret Digital Post", Message: "11111111-0000-4000-8000-222222222222"}}, nil
}

func (d *madeUpDesk) Authorities() []Authority {
	return []Authority{{"a", "Eksempelkøbing Kommune"}, {"b", "Nabokøbing Kommune"}}
}

func (d *madeUpDesk) Arrived(_ context.Context, id outbox.LetterID) (Arrival, bool) {
	return Arrival{Day: "2024-03-04", Rule: "DK-ARR-08"}, id == "accepted"
}

func (d *madeUpDesk) Changed() <-chan struct{} { return make(chan struct{}) }

func call(t *testing.T, h http.Handler, method, path string, change func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://localhost"+path, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPagesEscapeWhatOthersWroteAndMaskNumbers(t *testing.T) {
	t.Parallel()
	site := New(Options{Desk: &madeUpDesk{}})
	paths := []string{"/", "/receipts", "/?state=refused&profile=a"}
	for _, s := range outbox.States() {
		paths = append(paths, "/letters/"+string(s))
	}
	for _, path := range paths {
		w := call(t, site, http.MethodGet, path, nil)
		text := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, bad := range []string{"<script>alert", "<b>07", number} {
			if strings.Contains(text, bad) {
				t.Errorf("%s shows %q", path, bad)
			}
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s has the policy %q", path, policy)
		}
	}
}

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	t.Parallel()
	site := New(Options{Desk: &madeUpDesk{}})
	for _, lang := range []string{danish, english} {
		for _, s := range outbox.States() {
			if word(lang, "state", string(s)) == string(s) && lang == danish {
				t.Errorf("state %s has no Danish name", s)
			}
		}
		for _, c := range outbox.Channels() {
			if text(lang, "channel."+string(c)) == "channel."+string(c) {
				t.Errorf("channel %s has no name in %s", c, lang)
			}
		}
		for _, k := range []outbox.Kind{
			outbox.KindSubmitted, outbox.KindAttempt, outbox.KindAnswer, outbox.KindDeclined, outbox.KindReceipt,
			outbox.KindGaveUp, outbox.KindOverdue, outbox.KindRepeat,
		} {
			if text(lang, "kind."+string(k)) == "kind."+string(k) {
				t.Errorf("kind %s has no name in %s", k, lang)
			}
		}
	}
	for _, r := range texts() {
		if r.da == "" || r.en == "" {
			t.Errorf("text %s lacks a language", r.key)
		}
	}
	if w := call(t, site, http.MethodGet, "/letters/overdue", nil); !strings.Contains(w.Body.String(), `role="alert"`) {
		t.Error("an overdue letter shows no alarm")
	}
}

func TestANumberIsSearchedForInTheBodyOnly(t *testing.T) {
	t.Parallel()
	desk := &madeUpDesk{}
	site := New(Options{Desk: desk})
	w := call(t, site, http.MethodPost, "/search", func(r *http.Request) {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body = io.NopCloser(strings.NewReader(url.Values{"number": {"070390-0004"}}.Encode()))
	})
	if w.Code != http.StatusOK || desk.searched() != number {
		t.Errorf("%d, searched for %d digits", w.Code, len(desk.searched()))
	}
	if call(t, site, http.MethodGet, "/?number="+number, nil); desk.searched() != "" {
		t.Error("a number in an address was searched for")
	}
}

func TestDocumentsAreServedAsDataOnly(t *testing.T) {
	t.Parallel()
	site := New(Options{Desk: &madeUpDesk{}})
	for path, want := range map[string]string{"0": "application/pdf inline", "1": "application/octet-stream attachment"} {
		h := call(t, site, http.MethodGet, "/letters/accepted/documents/"+path, nil).Header()
		kind, _, _ := strings.Cut(h.Get("Content-Disposition"), ";")
		if got := h.Get("Content-Type") + " " + kind; got != want {
			t.Errorf("document %s: %s, want %s", path, got, want)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("document %s lacks nosniff or the sandbox", path)
		}
	}
	for _, path := range []string{"2", "-1", "x"} {
		if w := call(t, site, http.MethodGet, "/letters/accepted/documents/"+path, nil); w.Code != http.StatusNotFound {
			t.Errorf("document %s: %d", path, w.Code)
		}
	}
}

func TestTheGuardKnowsWhoMayCall(t *testing.T) {
	t.Parallel()
	site := Guard(GuardOptions{Token: "hemmelig", Hosts: []string{"afsender.example"}}, New(Options{Desk: &madeUpDesk{}}))
	with := func(host, token, site string) func(*http.Request) {
		return func(r *http.Request) {
			r.Host = host
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
			if site != "" {
				r.Header.Set("Sec-Fetch-Site", site)
				r.Header.Set("Origin", "https://evil.example")
			}
		}
	}
	for _, c := range []struct {
		what, method string
		change       func(*http.Request)
		want         int
	}{
		{"with the token", http.MethodGet, with("localhost:8081", "hemmelig", ""), 200},
		{"by address", http.MethodGet, with("[::1]:8081", "hemmelig", ""), 200},
		{"by a name that was given", http.MethodGet, with("afsender.example", "hemmelig", ""), 200},
		{"by another name", http.MethodGet, with("evil.example", "hemmelig", ""), 403},
		{"without the token", http.MethodGet, with("localhost", "", ""), 401},
		{"with another token", http.MethodGet, with("localhost", "x", ""), 401},
		{"for another site", http.MethodPost, with("localhost", "hemmelig", "cross-site"), 403},
	} {
		path := "/"
		if c.method == http.MethodPost {
			path = "/letters/accepted/resend"
		}
		if w := call(t, site, c.method, path, c.change); w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.what, w.Code, c.want)
		}
	}
}
