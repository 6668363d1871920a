//go:build unix

package sender

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
	client "github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

// crashPlanEnv names the file that tells a re-executed test binary to be a
// sender that gets killed.
const crashPlanEnv = "BREVDUE_TEST_CRASH_PLAN"

// crashPlan is what such a process does.
type crashPlan struct {
	Dir      string
	Provider string
	CA       []byte
	Bundle   string // file with the authority's certificate and key
	Server   string // file with the endpoint's
	Letters  int    // submit so many first
	// DieAfterAnswer: kill yourself when the provider has answered and nothing
	// is written yet.
	DieAfterAnswer bool
	// Finish: end when every letter is available.
	Finish bool
}

// crashChild is the process: it prints the endpoint, then the id of each letter
// as soon as Submit has returned, and works until it is killed or finished.
func crashChild(planFile string) int {
	if err := crashRun(planFile); err != nil {
		fmt.Fprintln(os.Stderr, "the sender process failed:", err)
		return 1
	}
	return 0
}

func crashRun(planFile string) error {
	text, err := os.ReadFile(planFile)
	if err != nil {
		return err
	}
	var plan crashPlan
	if err := json.Unmarshal(text, &plan); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := loadCertificate(plan.Server)
	if err != nil {
		return err
	}
	opts := Options{Dir: plan.Dir, ServerCertificate: server, Retry: Retry{Pacing: outbox.Pacing{First: time.Millisecond, Poll: 20 * time.Millisecond}, Rest: 10 * time.Millisecond}}
	s, err := open(ctx, opts, func(c outbox.Courier) outbox.Courier {
		if plan.DieAfterAnswer {
			return suicidal{c}
		}
		return c
	})
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(plan.CA)
	certificate, err := loadCertificate(plan.Bundle)
	if err != nil {
		return err
	}
	if err := s.AddProfile(ctx, Profile{
		ID: "eksempelkoebing", CVR: testCVR, Name: "Eksempelkøbing Kommune", Certificate: certificate,
		Roots: pool, ReceiptCA: pool, Provider: client.At(plan.Provider),
	}); err != nil {
		return err
	}
	fmt.Println("endpoint", s.ReceiptURL("eksempelkoebing"))
	for range plan.Letters {
		id, err := s.Submit(ctx, "eksempelkoebing", draft(outbox.Digital))
		if err != nil {
			return err
		}
		fmt.Println("submitted", id)
	}
	if !plan.Finish {
		<-ctx.Done()
		return ctx.Err()
	}
	letters, err := s.Letters(ctx, Query{})
	if err != nil {
		return err
	}
	for _, l := range letters {
		l, err := s.Wait(ctx, l.ID, func(l Letter) bool { return l.State == outbox.Available })
		if err != nil {
			return fmt.Errorf("letter %s is %s: %w", l.ID, l.State, err)
		}
		fmt.Println("available", l.ID)
	}
	if err := s.Settle(ctx); err != nil {
		return err
	}
	return s.Close(ctx)
}

// suicidal kills the process between the provider's answer and the commit.
type suicidal struct{ outbox.Courier }

func (s suicidal) Carry(ctx context.Context, l outbox.Letter) outbox.Outcome {
	o := s.Courier.Carry(ctx, l)
	if o.Verdict == outbox.VerdictAccepted {
		if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
			o.Words = err.Error()
		}
		select {} // until the signal is there
	}
	return o
}

// crashRig is a provider that outlives its sender processes.
type crashRig struct {
	t        *testing.T
	provider *kombitest.Provider
	plan     crashPlan
	platform func(h *kombi.Haendelsesbesked, url string) bool

	mu        sync.Mutex
	hold      bool // push nothing yet: a receipt would prove the letter and spare the repeat
	url       string
	submitted map[string]bool
	available map[string]bool
	unpushed  []*kombi.Haendelsesbesked
	point     func(string) // called at each point where a kill may come
}

func newCrashRig(t *testing.T) *crashRig {
	t.Helper()
	dir := t.TempDir()
	r := &crashRig{t: t, submitted: map[string]bool{}, available: map[string]bool{}, point: func(string) {}}
	r.provider = kombitest.Start(t, func(p *kombitest.Provider) {
		p.OnSend = func(w http.ResponseWriter, q *http.Request, l kombitest.Letter) bool {
			r.at("arrived")
			first := p.Take(l)
			r.at("taken")
			kombitest.Accept(w, l)
			if f, ok := w.(http.Flusher); ok {
				f.Flush()
			}
			r.at("answered")
			status := kombitest.Status(l, kombi.StatusAfleveretDigitalPost, "")
			if !first {
				status = kombitest.Status(l, kombi.StatusFejlet, outbox.CodeDuplicate)
			}
			r.mu.Lock()
			r.unpushed = append(r.unpushed, kombitest.Envelope(t, status))
			r.mu.Unlock()
			go r.push()
			return true
		}
	})
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	r.plan = crashPlan{
		Dir: newOutbox(t), Provider: r.provider.URL, CA: r.provider.CA.PEM(),
		Bundle: write("authority.pem", kombitest.Bundle(t, r.provider.CA.Issue("Eksempelkøbing Kommune"))),
		Server: write("server.pem", kombitest.Bundle(t, r.provider.CA.Issue("localhost"))),
	}
	certificate := r.provider.CA.Issue("platform")
	r.platform = func(h *kombi.Haendelsesbesked, url string) bool {
		_, answer, err := r.provider.Push(context.WithoutCancel(t.Context()), url, certificate, h)
		return err == nil && answer.StatusKode == kombi.KodeModtaget
	}
	return r
}

func (r *crashRig) at(point string) {
	r.mu.Lock()
	visit := r.point
	r.mu.Unlock()
	visit(point)
}

// push delivers what is not acknowledged yet, in order; what fails stays for the
// next process (at least once, DK-REC-03).
func (r *crashRig) push() {
	for {
		r.mu.Lock()
		if r.hold || len(r.unpushed) == 0 || r.url == "" {
			r.mu.Unlock()
			return
		}
		h, url := r.unpushed[0], r.url
		r.mu.Unlock()
		r.at("pushing")
		ok := r.platform(h, url)
		r.at("pushed")
		r.mu.Lock()
		if ok && len(r.unpushed) > 0 && r.unpushed[0] == h {
			r.unpushed = r.unpushed[1:]
		}
		if !ok && r.url == url {
			r.url = "" // that process is gone
		}
		r.mu.Unlock()
	}
}

// killed reports whether a process was ended by SIGKILL.
func killed(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signal() == syscall.SIGKILL
}

// run starts a sender process, lets point kill it, and returns when it has ended.
func (r *crashRig) run(plan crashPlan, point func(kill func()) func(string)) error {
	r.t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		r.t.Fatal(err)
	}
	file := filepath.Join(r.t.TempDir(), "plan.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.CommandContext(r.t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crashPlanEnv+"="+file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	kill := sync.OnceFunc(func() {
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			r.t.Errorf("kill: %v", err)
		}
	})
	r.mu.Lock()
	r.point = point(kill)
	r.mu.Unlock()
	r.listen(out)
	err = cmd.Wait()
	r.mu.Lock()
	r.url, r.point = "", func(string) {}
	r.mu.Unlock()
	if said.Len() > 0 {
		r.t.Logf("the process said: %s", said.String())
	}
	return err
}

func (r *crashRig) listen(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		what, value, _ := strings.Cut(lines.Text(), " ")
		r.mu.Lock()
		switch what {
		case "endpoint":
			r.url = value
			go r.push()
		case "submitted":
			r.submitted[value] = true
		case "available":
			r.available[value] = true
		}
		r.mu.Unlock()
	}
}

// finish runs a last process to the end and checks that nothing was lost and
// nothing was delivered twice.
func (r *crashRig) finish() {
	r.t.Helper()
	plan := r.plan
	plan.Finish, plan.DieAfterAnswer, plan.Letters = true, false, 0
	if err := r.run(plan, func(func()) func(string) { return func(string) {} }); err != nil {
		r.t.Fatalf("the last process: %v", err)
	}
	for id := range r.submitted {
		if !r.available[id] {
			r.t.Errorf("letter %s was submitted and is lost", id)
		}
		if !r.provider.Has(id) {
			r.t.Errorf("letter %s never reached the provider", id)
		}
	}
	bodies := map[string]*kombi.Request{}
	for _, l := range r.provider.Letters() {
		id := l.MessageUUID()
		if !r.available[id] {
			r.t.Errorf("the provider got letter %s, which the sender does not know", id)
		}
		if first, seen := bodies[id]; seen {
			if diff := cmp.Diff(first.Message.Header, l.Request.Message.Header); diff != "" {
				r.t.Errorf("a repeat of letter %s is another message (-first +repeat):\n%s", id, diff)
			}
		}
		bodies[id] = l.Request
	}
	letters, times := r.provider.Taken()
	if letters != len(r.available) {
		r.t.Errorf("the provider delivered %d letters, the sender knows %d", letters, len(r.available))
	}
	r.t.Logf("%d letters, sent %d times", letters, times)
}

func TestKillBetweenTheAnswerAndTheCommitLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	r := newCrashRig(t)
	r.hold = true
	plan := r.plan
	plan.Letters, plan.DieAfterAnswer = 1, true
	nothing := func(func()) func(string) { return func(string) {} }
	for range 3 { // the second and third process send the letter of the first again
		if err := r.run(plan, nothing); !killed(err) {
			t.Fatalf("the process ended with %v; it should have killed itself after the answer", err)
		}
		plan.Letters = 0
	}
	r.mu.Lock()
	r.hold = false
	r.mu.Unlock()
	r.finish()
	if letters, times := r.provider.Taken(); letters != 1 || times < 3 {
		t.Errorf("%d letters sent %d times; want one, sent by each killed process", letters, times)
	}
}

func TestKillAtTwentyRandomPointsLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	r := newCrashRig(t)
	points := []string{"arrived", "taken", "answered", "pushing", "pushed"}
	for range 20 {
		plan := r.plan
		plan.Letters = 3
		where, count := points[dice.IntN(len(points))], dice.IntN(3)
		err := r.run(plan, func(kill func()) func(string) {
			var mu sync.Mutex
			return func(point string) {
				mu.Lock()
				defer mu.Unlock()
				if point != where {
					return
				}
				if count--; count < 0 {
					kill()
				}
			}
		})
		if !killed(err) {
			t.Fatalf("the process ended with %v; it should have been killed when a letter was %s", err, where)
		}
	}
	r.finish()
}
