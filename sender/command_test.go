package sender

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

// station is a provider with the certificates of an authority in a folder, as
// "brevdue certs" writes them.
type station struct {
	t        *testing.T
	provider *kombitest.Provider
	certs    string
	pdf      string
	control  *httptest.Server
	endpoint chan string // told to the control API
}

func newStation(t *testing.T, configure func(*kombitest.Provider)) *station {
	t.Helper()
	s := &station{t: t, certs: t.TempDir(), endpoint: make(chan string, 1)}
	s.provider = kombitest.Start(t, configure)
	organisation := s.provider.CA.Organisation("Eksempelkøbing Kommune", testCVR.Digits())
	s.write(fileOrganisation, kombitest.Bundle(t, organisation))
	s.write(fileTrust, s.provider.CA.PEM())
	s.pdf = s.write("brev.pdf", madePDF(t, func(*fpdf.Fpdf) {}))
	s.control = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method + " " + r.URL.Path {
		case "GET /api/worlds/default/systems":
			writeJSON(t, w, []map[string]any{
				{"id": "other", "thumbprints": []string{"00"}},
				{"id": "system-1", "thumbprints": []string{thumbprintOf(organisation.Certificate[0])}},
			})
		case "PUT /api/worlds/default/systems/system-1/endpoint":
			var told struct{ URL, CA string }
			if err := json.NewDecoder(r.Body).Decode(&told); err != nil || told.CA == "" {
				t.Errorf("endpoint %+v, %v; want its URL and, as it made its certificate itself, what to trust", told, err)
			}
			s.endpoint <- told.URL
			writeJSON(t, w, map[string]any{})
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.control.Close)
	return s
}

func writeJSON(t *testing.T, w io.Writer, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		t.Error(err)
	}
}

func (s *station) write(name string, text []byte) string {
	s.t.Helper()
	path := filepath.Join(s.certs, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// run is "brevdue send" or "brevdue sender" with the given flags.
func (s *station) run(ctx context.Context, args ...string) (stdout, stderr string, err error) {
	s.t.Helper()
	var out, errs bytes.Buffer
	err = runCommand(ctx, s.t, &out, &errs, args...)
	return out.String(), errs.String(), err
}

func runCommand(ctx context.Context, t *testing.T, stdout, stderr io.Writer, args ...string) error {
	t.Helper()
	var cli struct {
		Send   SendCommand   `cmd:""`
		Sender SenderCommand `cmd:""`
	}
	parser, err := kong.New(&cli, kong.Writers(stdout, stderr), kong.BindTo(ctx, (*context.Context)(nil)), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run()
}

func (s *station) send(more ...string) (stdout, stderr string, err error) {
	s.t.Helper()
	args := []string{"send", "--certs", s.certs, "--provider", s.provider.URL, "--data", newOutbox(s.t),
		"--to", anna, "--pdf", s.pdf, "--title", "Afgørelse"}
	return s.run(s.t.Context(), append(args, more...)...)
}

func TestSendEndsWhenTheProviderHasAnswered(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	out, _, err := s.send("--name", "Anna Prøve", "--address", "Eksempelvej 1|2. th|9999 Eksempelby")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"state     accepted", "CPR 0703**-****", "channel   auto"} {
		if !strings.Contains(out, want) {
			t.Errorf("the table lacks %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, anna) || strings.Contains(out, "forced") {
		t.Errorf("the table shows the CPR number, or a reason nobody gave:\n%s", out)
	}
	m := s.provider.Letters()[0].Request.Message
	if m.Header.Sender.SenderID != testCVR.Digits() || m.Header.Sender.Label != "Eksempelkøbing Kommune" {
		t.Errorf("sender %+v; want the certificate's organisation", m.Header.Sender)
	}
}

func TestSendSaysWhichPrintRuleRefusesAndTakesAReason(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	s.pdf = s.write("brev.pdf", madePDF(t, locked))
	where := []string{"--name", "Anna Prøve", "--address", "Eksempelvej 1|9999 Eksempelby"}
	_, _, err := s.send(where...)
	var refused *Error
	if !errors.As(err, &refused) || !refused.Misuse() || !strings.Contains(err.Error(), "FP-010") {
		t.Fatalf("error %v, want one that names FP-010", err)
	}
	if n := len(s.provider.Letters()); n != 0 {
		t.Errorf("%d letters were sent", n)
	}
	out, _, err := s.send(append(where, "--force", "aftalt med printeren")...)
	if err != nil || !strings.Contains(out, "forced    aftalt med printeren") {
		t.Errorf("forced: %v\n%s", err, out)
	}
}

func TestSendTellsARefusalByItsExitCode(t *testing.T) {
	t.Parallel()
	s := newStation(t, func(p *kombitest.Provider) {
		p.OnSend = func(w http.ResponseWriter, _ *http.Request, _ kombitest.Letter) bool {
			kombitest.Refuse(w, http.StatusForbidden, "agreement.missing", "Ingen tilslutningsaftale.")
			return true
		}
	})
	out, _, err := s.send("--channel", "digital")
	var exit *Exit
	if !errors.As(err, &exit) || exit.ExitCode() != exitRefused {
		t.Fatalf("%v, want exit code %d", err, exitRefused)
	}
	if !strings.Contains(out, "agreement.missing") || !strings.Contains(out, "Ingen tilslutningsaftale.") {
		t.Errorf("the table does not say why:\n%s", out)
	}
}

func TestSendWaitsForTheFinalReceipt(t *testing.T) {
	t.Parallel()
	var s *station
	s = newStation(t, func(p *kombitest.Provider) {
		p.AfterSend = func(l kombitest.Letter) {
			// The endpoint made its own certificate, which the provider's CA did not sign.
			h := kombitest.Envelope(t, kombitest.Status(l, kombi.StatusAfleveretDigitalPost, ""))
			if err := s.provider.PushInsecurely(t.Context(), <-s.endpoint, s.provider.CA.Issue("platform"), h); err != nil {
				t.Error(err)
			}
		}
	})
	out, errs, err := s.send("--channel", "digital", "--wait", "--register", s.control.URL)
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, errs)
	}
	if !strings.Contains(out, "state     available") || !strings.Contains(out, "the provider's receipt, DK-ARR-01") {
		t.Errorf("the table does not say that the letter arrived:\n%s", out)
	}
	if !strings.Contains(errs, "receipts   https://127.0.0.1:") {
		t.Errorf("the endpoint is not named: %q", errs)
	}
}

func TestSendThatWaitsInVainSaysSo(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	_, _, err := s.send("--channel", "digital", "--wait", "--timeout", "300ms")
	var exit *Exit
	if !errors.As(err, &exit) || exit.ExitCode() != exitOpen {
		t.Errorf("%v, want exit code %d", err, exitOpen)
	}
}

func TestSendNamesItsLetterHoweverShortTheWait(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	out, _, err := s.send("--channel", "digital", "--wait", "--timeout", "1ns")
	var exit *Exit
	if !errors.As(err, &exit) || exit.ExitCode() != exitOpen {
		t.Errorf("%v, want exit code %d", err, exitOpen)
	}
	if !strings.Contains(out, "CPR 0703**-****") || !strings.Contains(out, "channel   digital") {
		t.Errorf("the letter is in the outbox, and this does not say which it is:\n%s", out)
	}
}

func TestSendSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "give the recipient's name"},
		{nil, "a sender cannot look it up"},
		{[]string{"--channel", "digital", "--to", "12"}, "ten digits"},
		{[]string{"--channel", "digital", "--pdf", s.certs + "/none.pdf"}, "cannot be read"},
		{[]string{"--channel", "digital", "--pdf", s.certs + "/" + fileTrust}, "is no PDF"},
		{[]string{"--channel", "digital", "--not-before", "tomorrow"}, "YYYY-MM-DD"},
		{[]string{"--channel", "digital", "--profile", "other"}, "--profile"},
		{[]string{"--channel", "digital", "--config", "x.yaml"}, "not both"},
		{[]string{"--channel", "digital", "--provider", "127.0.0.1:8443"}, "https://host:port"},
		{[]string{"--channel", "digital", "--wait", "--register", "nowhere"}, "http://127.0.0.1:8080"},
		{[]string{"--channel", "digital", "--wait", "--register", s.control.URL, "--world", "other"}, "refused (404)"},
	} {
		if _, _, err := s.send(c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v; want it to say %q", c.args, err, c.want)
		}
	}
	if _, _, err := s.run(t.Context(), "send", "--to", anna, "--title", "x", "--pdf", s.pdf); err == nil || !strings.Contains(err.Error(), "--certs DIR") {
		t.Errorf("without certificates: %v", err)
	}
}

func TestConfigurationIsReadStrictly(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	good := "data: d\nreceipts: {listen: '127.0.0.1:0'}\nretry: {first: 2s}\nprofiles:\n- id: a\n  certificate: organisation.pem\n  trust: ca-bundle.pem\n  provider: external-test\n  memoVersion: '1.1'\n  overdueAfter: 48h\n  rules: {dk.arrival.presumption: aes-next-workday}\n"
	c, err := ReadConfig(s.write("good.yaml", []byte(good)))
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != filepath.Join(s.certs, "d") {
		t.Errorf("data %s; want it beside the file", c.Data)
	}
	p, err := c.Profiles[0].profile()
	if err != nil {
		t.Fatal(err)
	}
	if p.CVR != testCVR || p.OverdueAfter != 48*time.Hour || p.Provider.Send != "https://exttest.serviceplatformen.dk" {
		t.Errorf("profile %+v", p)
	}
	for what, c := range map[string]struct{ text, want string }{
		"an unknown key":     {good + "  colour: red\n", "colour"},
		"no profiles":        {"data: d\n", "at least one"},
		"nothing":            {"", "at least one"},
		"a bad duration":     {strings.Replace(good, "2s", "soon", 1), "no duration"},
		"an unknown switch":  {strings.Replace(good, "dk.arrival.presumption", "dk.nothing", 1), "dk.nothing"},
		"an unknown version": {strings.Replace(good, "1.1", "2.0", 1), "choose 1.1 or 1.2"},
		"an unknown service": {strings.Replace(good, "external-test", "{sts: 'https://a', colour: 'https://b'}", 1), "colour"},
		"two documents":      {good + "---\nfoo: bar\n", "more than one"},
		"negative attempts":  {strings.Replace(good, "first: 2s", "attempts: -1", 1), "attempts"},
		"an endless timeout": {strings.Replace(good, "first: 2s", "timeout: 1h", 1), "at most"},
		"a bad public URL":   {strings.Replace(good, "listen: '127.0.0.1:0'", "publicUrl: nonsense", 1), "https://host:port"},
		"no certificate":     {strings.Replace(good, "certificate: organisation.pem", "name: x", 1), "certificate and key"},
	} {
		config, err := ReadConfig(s.write("bad.yaml", []byte(c.text)))
		if err == nil {
			_, err = config.Profiles[0].profile()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want it to name %q", what, err, c.want)
		}
	}
}

func TestAReceiptCertificateThatIsNamedMustBeThere(t *testing.T) {
	t.Parallel()
	c := ReceiptsConfig{Certificate: filepath.Join(t.TempDir(), "none.pem")}
	if _, _, err := c.certificate(Options{}); CodeOf(err) != CodeConfig || !strings.Contains(err.Error(), "none.pem") {
		t.Errorf("%v; want it to name the file", err)
	}
	cert, ca, err := ReceiptsConfig{}.certificate(Options{PublicURL: "https://breve.example"})
	if err != nil || len(cert.Certificate) == 0 || len(ca) == 0 {
		t.Errorf("none named: %v; want one that is made", err)
	}
}

func TestTheServiceTakesLettersAndShowsThem(t *testing.T) {
	t.Parallel()
	s := newStation(t, nil)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- runCommand(ctx, t, w, io.Discard, "sender", "--certs", s.certs, "--provider", s.provider.URL, "--data", t.TempDir(),
			"--http", "127.0.0.1:0", "--receipts", "127.0.0.1:0", "--ready-json")
	}()
	var ready Ready
	if err := json.NewDecoder(r).Decode(&ready); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{
		"to": anna, "channel": "digital", "title": "<b>Afgørelse</b>", "document": map[string]any{"name": "brev.pdf", "data": testPDF},
	})
	if err != nil {
		t.Fatal(err)
	}
	status, text := get(t, http.MethodPost, ready.HTTP+"/api/letters", bytes.NewReader(body), nil)
	var created letterView
	if err := json.Unmarshal([]byte(text), &created); status != http.StatusCreated || err != nil {
		t.Fatalf("%d %s", status, text)
	}
	for _, c := range []struct {
		path, host string
		status     int
		want       string
	}{
		{"/api/letters/" + string(created.ID), "", 200, "CPR 0703**-****"},
		{"/", "", 200, "&lt;b&gt;Afgørelse&lt;/b&gt;"},
		{"/letters/" + string(created.ID), "", 200, "Udbyderen"},
		{"/letters/" + string(created.ID) + "?lang=en", "", 200, "What we know"},
		{"/letters/" + string(created.ID) + "/documents/0", "", 200, "%PDF-"},
		{"/letters/unknown", "", 404, "Siden findes ikke"},
		{"/receipts", "", 200, "Alle kvitteringer hører til et brev"},
		{"/", "evil.example", 403, "not called that"},
	} {
		status, text := get(t, http.MethodGet, ready.HTTP+c.path, nil, func(r *http.Request) { r.Host = c.host })
		if status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("GET %s as %q: %d, want %d and %q:\n%.600s", c.path, c.host, status, c.status, c.want, text)
		}
		if strings.Contains(text, anna) {
			t.Errorf("GET %s shows the CPR number", c.path)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the service ended with %v", err)
	}
}

func get(t *testing.T, method, url string, body io.Reader, change func(*http.Request)) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if change != nil {
		change(req)
	}
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}
