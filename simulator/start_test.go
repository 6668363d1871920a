package simulator_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// nine is nine o'clock in Denmark on 1 March 2024.
func nine() time.Time { return time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC) }

func kommune() world.Authority {
	from := nine()
	return world.Authority{CVR: "11111111", Name: "Eksempelkøbing Kommune", Category: world.CategoryPublic, AgreementFrom: &from}
}

// sts is the address at which a sender system asks for an assertion.
const sts = "/runtime/api/rest/wstrust/v1/issue"

// get asks for an address and returns status and body.
func get(t *testing.T, client *http.Client, url string, header ...string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestAStartedServerAnswersOnBothSides(t *testing.T) {
	t.Parallel()
	s := simulator.Start(t)
	for path, want := range map[string]string{"/readyz": "ready", "/api/worlds": "default", "/": "TEST", "/w/default": "Brevdue"} {
		if status, body := get(t, http.DefaultClient, s.ControlURL+path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
	w, err := s.NewWorld(t.Context(), world.Spec{Start: nine()})
	if err != nil {
		t.Fatal(err)
	}
	cred, err := s.Enrol(t.Context(), w, kommune(), "ESDH")
	if err != nil {
		t.Fatal(err)
	}
	if found, system, ok := s.Worlds.ByThumbprint(cred.Issued.Thumbprint()); !ok || found != w || system.ID != cred.System.ID {
		t.Errorf("the certificate proves %v, %v", system, ok)
	}
	// The address is there, wants a POST, and speaks to a stranger and to a friend.
	for _, client := range []*http.Client{s.Client(cred), s.Client(simulator.Credential{})} {
		if status, body := get(t, client, s.URL+sts); status != 405 {
			t.Errorf("GET of the STS: %d %s", status, body)
		}
	}
}

func TestTheServerCertificateNamesTheRealHosts(t *testing.T) {
	t.Parallel()
	s := simulator.Start(t, simulator.Options{Hosts: []string{"brevdue"}})
	for _, host := range append(pki.RealHosts(), "localhost", "brevdue", "w.brevdue.test") {
		dialer := &tls.Dialer{Config: s.Authority.ClientTLS(nil)}
		dialer.Config.ServerName = host
		conn, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "https://"))
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestStrictTLSRefusesInTheHandshake(t *testing.T) {
	t.Parallel()
	s := simulator.Start(t, simulator.Options{TLS: simulator.TLSStrict})
	w, err := s.NewWorld(t.Context(), world.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	good, err := s.Enrol(t.Context(), w, kommune(), "ESDH")
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, s.Client(good), s.URL+sts); status != 405 {
		t.Errorf("a good certificate: %d", status)
	}
	// Uploaded certificates of other CAs pass; faulty ones of ours do not, known or not.
	other, err := pki.Open("", pki.Options{})
	if err != nil {
		t.Fatal(err)
	}
	uploaded, err := other.Organisation("Fremmed", "22222222", pki.OrganisationOptions{})
	if err != nil {
		t.Fatal(err)
	}
	expired, err := s.Authority.Faulty(pki.Expired, "Udløbet", "11111111", pki.OrganisationOptions{})
	if err != nil {
		t.Fatal(err)
	}
	system := good.System
	system.Thumbprints = append(system.Thumbprints, uploaded.Thumbprint(), expired.Thumbprint())
	if _, err := w.PutSystem(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, s.Client(simulator.Credential{Issued: uploaded}), s.URL+sts); status != 405 {
		t.Errorf("an uploaded certificate: %d", status)
	}
	stranger, err := other.Organisation("Fremmed", "22222222", pki.OrganisationOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, cert := range map[string]*pki.Certificate{"none": nil, "expired": expired, "a stranger's": stranger} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+sts, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := s.Client(simulator.Credential{Issued: cert}).Do(request); err == nil {
			_ = answer.Body.Close()
			t.Errorf("%s: the handshake was not refused", name)
		}
	}
}

func TestTheControlSideDemandsATokenBeyondLoopback(t *testing.T) {
	t.Parallel()
	if _, err := simulator.New(t.Context(), simulator.Options{HTTP: "0.0.0.0:0"}); err == nil || !strings.Contains(err.Error(), simulator.CodeToken) {
		t.Fatalf("started without a token: %v", err)
	}
	s := simulator.Start(t, simulator.Options{HTTP: "0.0.0.0:0", Token: "hemmelig"})
	for path, want := range map[string]int{"/api/worlds": 401, "/": 401, "/readyz": 200, "/healthz": 200} {
		if status, _ := get(t, http.DefaultClient, s.ControlURL+path); status != want {
			t.Errorf("%s without a token: %d, want %d", path, status, want)
		}
	}
	if status, _ := get(t, http.DefaultClient, s.ControlURL+"/api/worlds", "Authorization", "Bearer hemmelig"); status != 200 {
		t.Errorf("with the token: %d", status)
	}
}

func TestWrongOptionsAreRefused(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	for code, o := range map[string]simulator.Options{
		simulator.CodeOptions:                  {TLS: "perhaps"},
		simulator.CodeOptions + ": population": {Population: -2},
		simulator.CodeOptions + ": \"8443\"":   {HTTPS: "8443"},
		simulator.CodeListen:                   {HTTP: taken.Addr().String()},
		"pki.invalid-name":                     {Hosts: []string{"no such name"}},
	} {
		s, err := simulator.New(t.Context(), o)
		if err == nil {
			t.Errorf("%s: started", code)
			_ = s.Close(t.Context())
		} else if !strings.Contains(err.Error(), code) && string(pki.CodeOf(err)) != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}

func TestCloseEndsLongPollsAtOnceAndNamesWhatHangs(t *testing.T) {
	t.Parallel()
	s, err := simulator.New(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var polls sync.WaitGroup
	for _, path := range []string{"/api/worlds/default/events/wait?after=100000&timeout=4m", "/w/default/live"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.ControlURL+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		polls.Go(func() {
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				return
			}
			body, _ := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if strings.Contains(path, "wait") && !strings.Contains(string(body), "service.unavailable") {
				t.Errorf("a long poll ended with %s", body)
			}
		})
	}
	// A connection that never says anything must not hold Close up either.
	silent, err := net.Dial("tcp", strings.TrimPrefix(s.ControlURL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	// A body that never ends is what hangs.
	body, writer := io.Pipe()
	t.Cleanup(func() { _ = writer.Close() })
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.ControlURL+"/api/worlds", body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	// The body is asked for only when the handler reads it, so that the call runs
	// for certain when the first byte is taken.
	request.Header.Set("Expect", "100-continue")
	patient := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	polls.Go(func() {
		if answer, err := patient.Do(request); err == nil {
			_ = answer.Body.Close()
		}
	})
	if _, err := writer.Write([]byte("{")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	err = s.Close(ctx)
	if err == nil || !strings.Contains(err.Error(), simulator.CodeHanging) || !strings.Contains(err.Error(), "POST /api/worlds from") {
		t.Errorf("Close says %v, want the hanging POST by name", err)
	}
	if err != nil && strings.Contains(err.Error(), "GET ") {
		t.Errorf("a long poll held Close up: %v", err)
	}
	if again := s.Close(t.Context()); again == nil || again.Error() != err.Error() {
		t.Errorf("a second Close says %v", again)
	}
	if err := writer.Close(); err != nil {
		t.Error(err)
	}
	polls.Wait()
}

func TestDecisionsOfTheServerReachItsWorlds(t *testing.T) {
	t.Parallel()
	s := simulator.Start(t, simulator.Options{Decisions: world.Decisions{Repeat: func(bool) bool { return false }}})
	w, err := s.NewWorld(t.Context(), world.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	if d := w.Spec().Decisions; d.Repeat == nil || d.Repeat(true) || d.Route != nil {
		t.Error("the server's decision did not reach the world, or another one did")
	}
}

func TestTheCommandServesUntilItIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out, lines := io.Pipe()
	var cli struct {
		Simulate simulator.SimulateCommand `cmd:""`
	}
	parser, err := kong.New(&cli, kong.Writers(lines, io.Discard), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		t.Fatal(err)
	}
	certs := filepath.Join(t.TempDir(), "certs")
	command, err := parser.Parse([]string{"simulate", "--https", "127.0.0.1:0", "--http", "127.0.0.1:0", "--certs", certs,
		"--clock", "2024-03-01T09:00:00+01:00", "--seed", "7", "--population", "3", "--tls", "strict", "--print-profile", profile(t, ownProfile), "--ready-json"})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Run() }()
	var ready simulator.Ready
	if err := json.NewDecoder(out).Decode(&ready); err != nil {
		t.Fatal(err)
	}
	if err := (&simulator.ReadyCommand{URL: ready.HTTP, Timeout: time.Second}).Run(t.Context()); err != nil {
		t.Errorf("ready: %v", err)
	}
	var w control.World
	_, body := get(t, http.DefaultClient, ready.HTTP+"/api/worlds/"+ready.World)
	if err := json.Unmarshal([]byte(body), &w); err != nil || !w.Clock.Now.Equal(nine()) || w.Seed != 7 {
		t.Errorf("world %s, %v", body, err)
	}
	if _, body := get(t, http.DefaultClient, ready.HTTP+"/api/print-profiles"); !strings.Contains(body, `"kommunens-egen"`) {
		t.Errorf("print profiles %s", body)
	}
	if ready.Certs != certs {
		t.Errorf("ready line %+v", ready)
	}
	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	err = (&simulator.ReadyCommand{URL: ready.HTTP, Timeout: 200 * time.Millisecond, Wait: true}).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), simulator.CodeUnready) {
		t.Errorf("ready after the end: %v", err)
	}
}

// recorder is a TB that notes what Start does with it.
type recorder struct {
	failed   bytes.Buffer
	cleanups []func()
}

func (r *recorder) Helper()                      {}
func (r *recorder) Cleanup(f func())             { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Fatalf(f string, args ...any) { fmt.Fprintf(&r.failed, f, args...); panic(r) }

func TestStartTellsTheTestWhatIsWrong(t *testing.T) {
	t.Parallel()
	var r recorder
	func() {
		defer func() { _ = recover() }()
		simulator.Start(&r, simulator.Options{TLS: "perhaps"})
	}()
	if !strings.Contains(r.failed.String(), "use lenient or strict") || len(r.cleanups) != 0 {
		t.Errorf("the test was told %q", r.failed.String())
	}
}

func ExampleStart() {
	t := &recorder{} // a *testing.T in a test
	s := simulator.Start(t)
	w, err := s.NewWorld(context.Background(), world.Spec{Start: time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatalf("%v", err)
	}
	fmt.Println(w.Now().Format(time.DateTime))
	for _, f := range t.cleanups {
		f()
	}
	// Output: 2024-03-01 08:00:00
}
