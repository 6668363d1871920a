package printcheck_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
	"github.com/brevdue/brevdue/post/fjernprint/worker"
)

// How long the print rules take, beside two programs that read PDF files too and do
// less (qpdf) or other things (pdftotext): all on the same letters in one run.

// binary builds brevdue as "make build" does.
func binary(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "brevdue")
	build := exec.CommandContext(b.Context(), "go", "build", "-buildvcs=false", "-trimpath", "-o", path, "../..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, output)
	}
	return path
}

// anna is in the window of every letter.
func anna() []string { return []string{"Anna Eksempel", "Eksempelvej 12A", "9999 Eksempelkøbing"} }

func letter(b *testing.B, pages int) []byte {
	b.Helper()
	content, err := specimen.Letter(specimen.Options{Pages: pages, Recipient: anna()})
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// BenchmarkPrint checks a letter in this process, then with the worker that FP-006
// needs, then has other programs read it. cpu-ms/op is CPU time, that of child
// processes and their start included, cpu-ms/page the same for each page. folder is
// "brevdue check FOLDER" with a thousand letters of one to four pages, workers and all.
func BenchmarkPrint(b *testing.B) {
	self := binary(b)
	for _, pages := range []int{1, 10, 200} {
		content := letter(b, pages)
		file := filepath.Join(b.TempDir(), "brev.pdf")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("pages=%d/rules", pages), func(b *testing.B) {
			measure(b, pages, func(ctx context.Context) error { return check(ctx, fjernprint.Checker{}, content, pages) })
		})
		b.Run(fmt.Sprintf("pages=%d/worker", pages), func(b *testing.B) {
			pool := worker.New(worker.Options{Command: worker.Of(self)})
			checker := fjernprint.Checker{Validator: pool}
			measure(b, pages, func(ctx context.Context) error { return check(ctx, checker, content, pages) }, pool.Close)
		})
		for _, program := range []struct {
			name string
			args []string
		}{
			{"qpdf", []string{"--check", file}},
			{"pdftotext", []string{"-bbox", file, "-"}},
		} {
			b.Run(fmt.Sprintf("pages=%d/%s", pages, program.name), func(b *testing.B) {
				path, err := exec.LookPath(program.name)
				if err != nil {
					b.Skipf("%s is not installed", program.name)
				}
				measure(b, pages, func(ctx context.Context) error { return exec.CommandContext(ctx, path, program.args...).Run() })
			})
		}
	}
	b.Run("folder", func(b *testing.B) { checkFolder(b, self, 1000) })
}

// check checks a correct letter.
func check(ctx context.Context, checker fjernprint.Checker, content []byte, pages int) error {
	r := checker.Check(ctx, content, nil, fjernprint.Letter{AnyAddress: true, Duplex: true})
	if len(r.Pages) != pages || r.Verdict == fjernprint.Inconclusive {
		return fmt.Errorf("%s with %d pages, want %d: %+v", r.Verdict, len(r.Pages), pages, r.Unchecked)
	}
	return nil
}

// measure runs an operation again and again, and what ends it all once.
func measure(b *testing.B, pages int, once func(context.Context) error, end ...func() error) {
	b.Helper()
	before := cpu(b)
	for b.Loop() {
		if err := once(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	for _, f := range end {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	used := float64((cpu(b) - before).Microseconds()) / 1000 / float64(b.N)
	b.ReportMetric(used, "cpu-ms/op")
	b.ReportMetric(used/float64(pages), "cpu-ms/page")
}

// cpu is the CPU time, user and system, of this process and of its children that
// have ended.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var all time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var used syscall.Rusage
		if err := syscall.Getrusage(who, &used); err != nil {
			b.Fatal(err)
		}
		all += time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	return all
}

func checkFolder(b *testing.B, self string, letters int) {
	b.Helper()
	dir := b.TempDir()
	for n := range letters {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("brev-%04d.pdf", n)), letter(b, 1+n%4), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	before, began := cpu(b), time.Now()
	for b.Loop() {
		if output, err := exec.CommandContext(b.Context(), self, "check", "--duplex", dir).CombinedOutput(); err != nil {
			b.Fatalf("check: %v\n%s", err, output[max(0, len(output)-2000):])
		}
	}
	b.ReportMetric(time.Since(began).Seconds()/float64(b.N), "wall-s/op")
	b.ReportMetric((cpu(b)-before).Seconds()/float64(b.N), "cpu-s/op")
}
