package simulator_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/world"
)

// binary builds brevdue as "make build" does.
func binary(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "brevdue")
	build := exec.CommandContext(b.Context(), "go", "build", "-buildvcs=false", "-trimpath", "-o", path, "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, output)
	}
	return path
}

// BenchmarkBinary starts "brevdue simulate" until it says that both listeners are
// ready, with new keys and 1,000 people. ready-ms is the middle of all starts on
// the wall clock, which a busy machine spoils, cpu-ms what they cost, MiB the
// resident memory then.
func BenchmarkBinary(b *testing.B) {
	path := binary(b)
	ready, used, resident := make([]float64, b.N), make([]float64, b.N), make([]float64, b.N)
	b.ResetTimer()
	for n := range b.N {
		ready[n], used[n], resident[n] = startBinary(b, path)
	}
	b.ReportMetric(middle(ready), "ready-ms")
	b.ReportMetric(middle(used), "cpu-ms")
	b.ReportMetric(middle(resident), "MiB")
}

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

func startBinary(b *testing.B, path string) (readyMS, cpuMS, residentM float64) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, path, "simulate", "--https", "127.0.0.1:0", "--http", "127.0.0.1:0", "--ready-json")
	output := ok(c.StdoutPipe())(b)
	began := time.Now()
	ok(0, c.Start())(b)
	line, err := bufio.NewReader(output).ReadString('\n')
	readyMS = milliseconds(time.Since(began))
	if err != nil || !json.Valid([]byte(line)) {
		b.Fatalf("%q: %v", line, err)
	}
	residentM = residentMiB(b, c.Process.Pid)
	ok(0, c.Process.Signal(syscall.SIGTERM))(b)
	ok(0, c.Wait())(b)
	return readyMS, milliseconds(c.ProcessState.UserTime() + c.ProcessState.SystemTime()), residentM
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkInProcess is a server in a test, from nothing to both listeners open.
func BenchmarkInProcess(b *testing.B) {
	var used time.Duration
	for range b.N {
		before := cpu(b)
		s := ok(simulator.New(b.Context(), simulator.Options{}))(b)
		used += cpu(b) - before
		b.StopTimer()
		ok(0, s.Close(b.Context()))(b)
		b.StartTimer()
	}
	b.ReportMetric(milliseconds(used)/float64(b.N), "cpu-ms/op")
}

// BenchmarkOneMoreWorld is one more world in a running server.
func BenchmarkOneMoreWorld(b *testing.B) {
	s := simulator.Start(b)
	before := cpu(b)
	for n := range b.N {
		ok(s.NewWorld(b.Context(), world.Spec{ID: fmt.Sprintf("w-%d", n), Start: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}))(b)
	}
	b.ReportMetric(milliseconds(cpu(b)-before)/float64(b.N), "cpu-ms/op")
}

// BenchmarkAdvance lets ten thousand held letters fall due one by one in ten years.
func BenchmarkAdvance(b *testing.B) {
	const pending = 10_000
	start := time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	var used time.Duration
	for range b.N {
		b.StopTimer()
		s := ok(simulator.New(b.Context(), simulator.Options{Clock: start}))(b)
		w, _ := s.Worlds.Get(simulator.DefaultWorld)
		hold(b, s, w, start, pending)
		b.StartTimer()
		before := cpu(b)
		events := ok(w.Advance(b.Context(), start.AddDate(10, 0, 0)))(b)
		used += cpu(b) - before
		b.StopTimer()
		if len(events) < pending {
			b.Fatalf("%d events", len(events))
		}
		ok(0, s.Close(b.Context()))(b)
		b.StartTimer()
	}
	b.ReportMetric(milliseconds(used)/float64(b.N), "cpu-ms/op")
}

// hold accepts letters that are not to be delivered before a day of the next year.
func hold(b *testing.B, s *simulator.Server, w *world.World, start time.Time, letters int) {
	b.Helper()
	cvr := ok(ident.NewFictiveCVR(0))(b)
	since := start.AddDate(-1, 0, 0)
	c := ok(s.Enrol(b.Context(), w, world.Authority{CVR: cvr, Name: benchAuthority, AgreementFrom: &since}, "bench"))(b)
	people, _, err := w.People(b.Context(), 0, 1000)
	ok(people, err)(b)
	connected := people[:0]
	for _, p := range people {
		if p.DiedAt == nil && len(p.Exemptions) == 0 {
			connected = append(connected, p)
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			for n := int(next.Add(1)); n <= letters; n = int(next.Add(1)) {
				day := start.AddDate(0, 0, 1+n%360)
				a, err := w.Accept(b.Context(), world.Submission{
					System: c.System.ID, Channel: world.ChannelDigital,
					Message: &world.Message{
						UUID: uuid.NewString(), Title: "Afgørelse", Sender: ident.Company(cvr), Recipient: ident.Person(connected[n%len(connected)].CPR),
						NotBefore: &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()},
					},
				})
				if err != nil {
					b.Error(err)
					return
				}
				w.Answered(b.Context(), a.Letter)
			}
		})
	}
	wait.Wait()
	ok(0, w.Settle(b.Context()))(b)
}

// BenchmarkSuite is "brevdue verify": every feature, each in a world of its own.
func BenchmarkSuite(b *testing.B) {
	path := binary(b)
	var took, used time.Duration
	b.ResetTimer()
	for range b.N {
		c := exec.CommandContext(b.Context(), path, "verify", "--report", b.TempDir())
		began := time.Now()
		if output, err := c.CombinedOutput(); err != nil {
			b.Fatalf("verify: %v\n%s", err, output[max(0, len(output)-2000):])
		}
		took += time.Since(began)
		used += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	b.ReportMetric(took.Seconds()/float64(b.N), "wall-s/op")
	b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
}
