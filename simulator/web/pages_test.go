package web_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/web"
	"github.com/brevdue/brevdue/simulator/world"
)

// hostile is what a sender may write anywhere.
const hostile = `<script>alert(1)</script>"'&`

// bench is the pages over a world with one letter in a mailbox.
type bench struct {
	t      *testing.T
	world  *world.World
	server *httptest.Server
	system world.SystemID
	reader ident.Party // connected
	log    *safeBuffer
	faults []web.Fault
}

func setup(t *testing.T) *bench {
	t.Helper()
	worlds, err := world.Open(t.Context(), world.Config{Population: 20, Print: fjernprint.Checker{}})
	if err != nil {
		t.Fatal(err)
	}
	book := journal.Open(journal.Config{})
	b := &bench{t: t, log: &safeBuffer{}}
	site := web.New(web.Options{
		Worlds: worlds, Exchanges: book, Faults: func(string) []web.Fault { return b.faults }, Provider: "https://127.0.0.1:8443",
		Log: slog.New(slog.NewTextHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	b.server = httptest.NewServer(site)
	t.Cleanup(func() {
		b.server.Close()
		if err := worlds.Close(); err != nil {
			t.Error(err)
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	start := time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC)
	if b.world, err = worlds.Create(t.Context(), world.Spec{ID: "w", Start: start}); err != nil {
		t.Fatal(err)
	}
	if err := b.world.PutAuthority(t.Context(), world.Authority{CVR: "11111111", Name: "Eksempelkøbing Kommune", Category: world.CategoryPublic, AgreementFrom: &start}); err != nil {
		t.Fatal(err)
	}
	system, err := b.world.PutSystem(t.Context(), world.System{Name: "ESDH", Authority: "11111111"})
	if err != nil {
		t.Fatal(err)
	}
	b.system = system.ID
	for _, m := range world.Magic() {
		if m.Standing == world.StandingConnected {
			b.reader = m.Party
			break
		}
	}
	return b
}

// letter puts a letter with one document into the reader's mailbox.
func (b *bench) letter(title, filename, kind, content string) world.LetterID {
	b.t.Helper()
	writer := b.world.NewDocument(b.t.Context())
	if _, err := io.WriteString(writer, content); err != nil {
		b.t.Fatal(err)
	}
	ref, err := writer.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	accepted, err := b.world.Accept(b.t.Context(), world.Submission{System: b.system, Channel: world.ChannelDigital, Message: &world.Message{
		UUID: "5b3f4e1a-7c2d-4f6a-9b8e-0a1b2c3d4e5f", Title: title, Sender: ident.Party{Kind: ident.KindCVR, Number: "11111111"},
		SenderLabel: "Eksempelkøbing Kommune", Recipient: b.reader, RecipientName: title, PostType: "MYNDIGHEDSPOST",
		Documents: []world.Document{{Role: world.RoleMain, Label: title, Filename: filename, MIME: kind, Ref: ref}},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
	b.world.Answered(b.t.Context(), accepted.Letter)
	if err := b.world.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	return accepted.Letter
}

// get asks for a page without following redirects.
func (b *bench) get(path string, header ...string) (*http.Response, string) {
	b.t.Helper()
	return b.do(http.MethodGet, path, nil, header...)
}

func (b *bench) do(method, path string, form url.Values, header ...string) (*http.Response, string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := b.server.Client().Transport.RoundTrip(request)
	if err != nil {
		b.t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		b.t.Fatal(err)
	}
	return answer, string(body)
}

func TestEveryPageIsShownInBothLanguages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := string(b.letter("Afgørelse om boligstøtte", "afgørelse.pdf", "application/pdf", "%PDF-1.4"))
	for path, want := range map[string][2]string{
		"/":                    {"Brevdues verdener", "Brevdue&#39;s worlds"},
		"/rules":               {"DK-ARR-01", "DK-ARR-01"},
		"/w/w":                 {"Afgørelse om boligstøtte", "Latest letters"},
		"/w/w/letters":         {"Kommet frem", "Arrived"},
		"/w/w/letters?q=" + id: {"Afgørelse om boligstøtte", "1 letters"},
		"/w/w/letters?q=5B3F4E1A-7C2D-4F6A-9B8E-0A1B2C3D4E5F": {"Afgørelse om boligstøtte", "1 letters"},
		"/w/w/letters?state=refused":                          {"Ingen breve endnu.", "No letters yet."},
		"/w/w/letters/" + id:                                  {"DK-ARR-01", "Timeline"},
		"/w/w/letters/" + id + "/exchanges":                   {"Ingen udvekslinger", "No exchanges"},
		"/w/w/people":                                         {"Magiske numre", "Magic numbers"},
		"/w/w/people?q=anna":                                  {"Anna", "Anna"},
		"/w/w/people/" + b.reader.Number:                      {"Afgørelse om boligstøtte", "Unread"},
		"/w/w/companies":                                      {"Virksomheder", "Companies"},
		"/w/w/senders":                                        {"ESDH", "Connection agreement"},
		"/w/w/print":                                          {"Intet er printet.", "Nothing has been printed."},
	} {
		for i, lang := range []string{"da", "en"} {
			answer, body := b.get(path, "Accept-Language", lang)
			if answer.StatusCode != 200 || !strings.Contains(body, want[i]) || !strings.Contains(body, `<html lang="`+lang+`">`) {
				t.Errorf("%s in %s: %d, without %q:\n%.2000s", path, lang, answer.StatusCode, want[i], body)
			}
			if !strings.Contains(body, ">TEST<") {
				t.Errorf("%s does not say TEST", path)
			}
			policy := answer.Header.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: policy %q", path, policy)
			}
		}
	}
	if log := b.log.String(); strings.Contains(log, b.reader.Number) || !strings.Contains(log, "/w/{world}/people/{cpr}") {
		t.Error("the log lacks the route or has the CPR number")
	}
}

func TestWhatIsNotThereIsSaidKindly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/w/none", "/nothing", "/w/w/letters/none", "/w/w/people/0101010101", "/w/w/people/x", "/w/w/companies/87654321", "/w/w/letters/none/documents/0"} {
		answer, body := b.get(path)
		if answer.StatusCode != 404 || !strings.Contains(body, "Det gik ikke") {
			t.Errorf("%s: %d %.300s", path, answer.StatusCode, body)
		}
	}
	if answer, _ := b.do(http.MethodPost, "/w/w/people", url.Values{}); answer.StatusCode != 405 {
		t.Errorf("POST to a list: %d", answer.StatusCode)
	}
}

func TestTheLanguageIsRemembered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	answer, body := b.get("/?lang=en", "Accept-Language", "da")
	cookie := answer.Header.Get("Set-Cookie")
	if !strings.Contains(body, `lang="en"`) || !strings.Contains(cookie, "brevdue-lang=en") || !strings.Contains(cookie, "HttpOnly") {
		t.Errorf("cookie %q", cookie)
	}
	for accept, want := range map[string]string{"": "da", "da-DK,en;q=0.5": "da", "nb": "da", "en-GB": "en", "de-DE,de": "en", "*;q=1,§": "da"} {
		if _, body := b.get("/", "Accept-Language", accept); !strings.Contains(body, `<html lang="`+want+`">`) {
			t.Errorf("Accept-Language %q did not give %s", accept, want)
		}
	}
	if _, body := b.get("/", "Accept-Language", "da", "Cookie", "brevdue-lang=en"); !strings.Contains(body, `<html lang="en">`) {
		t.Error("the cookie was not honoured")
	}
}

func TestAHostileLetterStaysText(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := string(b.letter(hostile, hostile+"../../0703901234.html", "text/html", hostile))
	for _, path := range []string{"/w/w", "/w/w/letters", "/w/w/letters/" + id, "/w/w/letters/" + id + "/exchanges", "/w/w/people/" + b.reader.Number, "/w/w/letters?q=" + url.QueryEscape(hostile)} {
		if _, body := b.get(path); strings.Contains(body, "<script>alert") {
			t.Errorf("%s runs what a sender wrote", path)
		}
	}
	answer, body := b.get("/w/w/letters/" + id + "/documents/0")
	kind, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	if err != nil || kind != "attachment" || strings.ContainsAny(params["filename"], `<>"/\`) || strings.Contains(params["filename"], "0703901234") {
		t.Errorf("disposition %q %v", answer.Header.Get("Content-Disposition"), err)
	}
	if body != hostile || answer.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("document %q as %q", body, answer.Header.Get("Content-Type"))
	}
}

func TestDocumentsAreServedWithoutRights(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string][2]string{
		"application/pdf":                {"application/pdf", "inline"},
		"text/plain; charset=utf-7":      {"text/plain; charset=utf-8", "inline"},
		"text/html":                      {"application/octet-stream", "attachment"},
		"image/svg+xml":                  {"application/octet-stream", "attachment"},
		"application/pdf\r\nX-Evil: 1":   {"application/octet-stream", "attachment"},
		"":                               {"application/octet-stream", "attachment"},
		"application/xhtml+xml;a=\"\x00": {"application/octet-stream", "attachment"},
	} {
		b := setup(t)
		id := string(b.letter("Brev", "brev æøå.pdf", kind, "hej"))
		answer, _ := b.get("/w/w/letters/" + id + "/documents/0")
		disposition, _, _ := strings.Cut(answer.Header.Get("Content-Disposition"), ";")
		if got := [2]string{answer.Header.Get("Content-Type"), disposition}; got != want {
			t.Errorf("%q is served as %v, want %v", kind, got, want)
		}
		policy := answer.Header.Values("Content-Security-Policy")
		if len(policy) != 1 || !strings.HasPrefix(policy[0], "sandbox; default-src 'none'") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%q: policy %q", kind, policy)
		}
		forced, _ := b.get("/w/w/letters/" + id + "/documents/0?download=1")
		if disposition, _, _ := strings.Cut(forced.Header.Get("Content-Disposition"), ";"); disposition != "attachment" {
			t.Errorf("%q: download=1 gives %q", kind, disposition)
		}
	}
}

func TestFormsMoveTheClockAndOpenLetters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := string(b.letter("Brev", "a.pdf", "application/pdf", "x"))
	before := b.world.Now()
	for _, step := range []struct {
		form url.Values
		want time.Time
	}{
		{url.Values{"by": {"24h"}}, before.Add(24 * time.Hour)},
		{url.Values{"to": {"2024-07-01T09:00"}}, time.Date(2024, time.July, 1, 7, 0, 0, 0, time.UTC)}, // summer time
	} {
		answer, body := b.do(http.MethodPost, "/w/w/clock", step.form)
		if answer.StatusCode != 303 || !b.world.Now().Equal(step.want) {
			t.Errorf("%v: %d, the clock shows %s, want %s\n%.300s", step.form, answer.StatusCode, b.world.Now(), step.want, body)
		}
	}
	for form, want := range map[string]int{"to=2020-01-01T00:00": 409, "by=-1h": 400, "by=soon": 400, "mode=sideways": 400, "": 400} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		if answer, _ := b.do(http.MethodPost, "/w/w/clock", values); answer.StatusCode != want {
			t.Errorf("%q: %d, want %d", form, answer.StatusCode, want)
		}
	}
	for _, mode := range []world.ClockMode{world.ClockRunning, world.ClockFrozen} {
		if answer, _ := b.do(http.MethodPost, "/w/w/clock", url.Values{"mode": {string(mode)}}); answer.StatusCode != 303 || b.world.Clock().Mode != mode {
			t.Errorf("mode %s: %d, the clock is %s", mode, answer.StatusCode, b.world.Clock().Mode)
		}
	}
	foreign := []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://attacker.example"}
	now := b.world.Now()
	if answer, _ := b.do(http.MethodPost, "/w/w/clock", url.Values{"by": {"1h"}}, foreign...); answer.StatusCode != 403 || !b.world.Now().Equal(now) {
		t.Errorf("a foreign page moved the clock: %d", answer.StatusCode)
	}
	if answer, _ := b.do(http.MethodPost, "/w/w/letters/"+id+"/open", url.Values{}); answer.StatusCode != 303 {
		t.Errorf("open: %d", answer.StatusCode)
	}
	l, _, err := b.world.Letter(t.Context(), world.LetterID(id))
	if err != nil || l.OpenedAt == nil {
		t.Errorf("opened at %v, %v", l.OpenedAt, err)
	}
	if answer, _ := b.get("/w/w/letters/latest"); answer.Header.Get("Location") != "/w/w/letters/"+id {
		t.Errorf("latest leads to %q", answer.Header.Get("Location"))
	}
}

func TestTheLiveStreamTellsOfNewEvents(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, b.server.URL+"/w/w/live", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := b.server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { cancel(); _ = answer.Body.Close() }()
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("the stream is %q", kind)
	}
	b.letter("Brev", "a.pdf", "application/pdf", "x")
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if lines.Text() == "event: change" {
			return
		}
	}
	t.Errorf("the stream ended: %v", lines.Err())
}

func TestStaticFilesAreServed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if answer, body := b.do(http.MethodHead, "/w/w", nil); answer.StatusCode != 200 || body != "" {
		t.Errorf("HEAD of a page: %d", answer.StatusCode)
	}
	for path, kind := range map[string]string{"/static/brevdue.css": "text/css; charset=utf-8", "/static/live.js": "text/javascript; charset=utf-8", "/static/brevdue.svg": "image/svg+xml"} {
		answer, body := b.get(path)
		if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != kind || body == "" {
			t.Errorf("%s: %d %q", path, answer.StatusCode, answer.Header.Get("Content-Type"))
		}
	}
	for _, path := range []string{"/static/../web.go", "/static/%2e%2e/web.go", "/static/none.css", "/static/"} {
		if answer, _ := b.get(path); answer.StatusCode == 200 {
			t.Errorf("%s was served", path)
		}
	}
}

// safeBuffer is a buffer for many goroutines.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}
