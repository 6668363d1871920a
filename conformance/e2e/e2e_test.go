// Package e2e_test drives the real binary as its users do: every command of the
// README, eight letters through brevdue send, and kill -9 in the middle of sending.
// The binary is built once and found on the PATH.
package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// root is the repository.
const root = "../.."

// patience bounds every wait of these tests.
const patience = time.Minute

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "brevdue-e2e-")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		err = build(filepath.Join(dir, "brevdue"))
	}
	if err == nil {
		err = os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// build makes the binary as "make build" does.
func build(out string) error {
	cmd := exec.CommandContext(context.Background(), "go", "build", "-buildvcs=false", "-trimpath", "-o", out, ".")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the binary: %w\n%s", err, text)
	}
	return nil
}

// need skips the test on a person's machine that lacks a tool.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing", tool)
		}
		t.Skipf("%s is missing", tool)
	}
}

// environ is the environment without the variables that steer the binary, and
// without those by which a make that runs the tests would steer the README's.
func environ(more ...string) []string {
	var out []string
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "BREVDUE_") && !slices.Contains([]string{"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "SEED", "GO"}, name) {
			out = append(out, variable)
		}
	}
	return append(out, more...)
}

// service is a running command of the binary that has printed its ready line.
type service struct {
	t    *testing.T
	cmd  *exec.Cmd
	done chan struct{} // closed when the process has ended
	err  error         // how, after done
	log  lockedBuffer
}

// serve starts a command and reads its ready line. Unless it was stopped or killed
// before, it is stopped after the test and must end well.
func serve(t *testing.T, ready any, args ...string) *service {
	t.Helper()
	s := &service{t: t, done: make(chan struct{})}
	s.cmd = exec.CommandContext(context.WithoutCancel(t.Context()), "brevdue", append(args, "--ready-json")...)
	s.cmd.Env, s.cmd.Stderr = environ(), &s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.stop()
		if t.Failed() {
			t.Logf("brevdue %s said:\n%s", args[0], s.log.String())
		}
	})
	failed := json.NewDecoder(out).Decode(ready)
	go func() {
		_, _ = io.Copy(io.Discard, out) // Wait closes the pipe: everything is read first
		s.err = s.cmd.Wait()
		close(s.done)
	}()
	if failed != nil {
		t.Fatalf("brevdue %v printed no ready line: %v\n%s", args, failed, s.log.String())
	}
	return s
}

// stop asks the process to end, once.
func (s *service) stop() {
	s.t.Helper()
	select {
	case <-s.done:
		return
	default:
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Errorf("stop brevdue %s: %v", s.cmd.Args[1], err)
	}
	select {
	case <-s.done:
		if s.err != nil {
			s.t.Errorf("brevdue %s ended with %v", s.cmd.Args[1], s.err)
		}
	case <-time.After(patience):
		s.t.Errorf("brevdue %s does not end", s.cmd.Args[1])
		_ = s.cmd.Process.Kill()
	}
}

// kill is kill -9.
func (s *service) kill() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatalf("kill -9: %v", err)
	}
	<-s.done
}

// provider are the addresses of a simulator, as its ready line has them.
type provider struct{ HTTPS, HTTP, World string }

func simulate(t *testing.T, args ...string) (*service, provider) {
	t.Helper()
	var at provider
	s := serve(t, &at, append([]string{"simulate", "--https", "127.0.0.1:0", "--http", "127.0.0.1:0"}, args...)...)
	return s, at
}

// world is the address of something in the default world.
func (p provider) world(path string) string { return p.HTTP + "/api/worlds/default" + path }

// call calls a JSON API and reads the answer into a value that may be nil.
func call(t *testing.T, method, url string, send, receive any) {
	t.Helper()
	var body bytes.Buffer
	if send != nil {
		if err := json.NewEncoder(&body).Encode(send); err != nil {
			t.Fatal(err)
		}
	}
	text := fetch(t, method, url, &body)
	if receive == nil {
		return
	}
	if err := json.Unmarshal(text, receive); err != nil {
		t.Fatalf("%s %s: %v in %s", method, url, err, text)
	}
}

// fetch makes one call that must succeed.
func fetch(t *testing.T, method, url string, body io.Reader) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		t.Fatalf("%s %s: %s: %s", method, url, response.Status, text)
	}
	return text
}

// lockedBuffer is what a process has said so far.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
