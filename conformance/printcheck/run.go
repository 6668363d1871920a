package printcheck

import (
	"context"
	"os"
	"sync"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// Result is what came of one letter.
type Result struct {
	Name   string // path as given
	Report fjernprint.LetterReport

	parts []fjernprint.Part
}

// Run is a whole check, ready to be shown.
type Run struct {
	Profile  *fjernprint.Profile
	Letter   fjernprint.Letter
	Strict   bool // warnings count as rejections
	Language Language
	Version  string   // of brevdue
	Results  []Result // in the order of the files
}

// verdict is the verdict that counts for a result.
func (r *Run) verdict(of *Result) fjernprint.Verdict {
	if r.Strict && of.Report.Verdict != fjernprint.Rejected && of.count(fjernprint.Warn) > 0 {
		return fjernprint.Rejected
	}
	return of.Report.Verdict
}

func (r *Result) count(s fjernprint.Severity) int {
	n := 0
	for _, f := range r.Report.All() {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// exitCode is 1 when a letter is rejected, else 3 when one could not be judged.
func (r *Run) exitCode() int {
	code := 0
	for i := range r.Results {
		switch r.verdict(&r.Results[i]) {
		case fjernprint.Rejected:
			return exitRejected
		case fjernprint.Inconclusive:
			code = exitInconclusive
		}
	}
	return code
}

// checkAll checks letters, some at a time; the results are in the letters' order.
func checkAll(ctx context.Context, checker fjernprint.Checker, letters []target, p *fjernprint.Profile, l fjernprint.Letter, jobs int, done func()) []Result {
	results := make([]Result, len(letters))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(jobs, len(letters)) {
		wg.Go(func() {
			for i := range next {
				t := &letters[i]
				results[i] = Result{Name: t.name, Report: checker.CheckLetter(ctx, t.parts, p, l), parts: t.parts}
				done()
			}
		})
	}
	for i := range letters {
		next <- i // after the context's end every check is over at once
	}
	close(next)
	wg.Wait()
	return results
}

// progress shows a bar on a terminal when there is more than a moment's work,
// and nothing anywhere else.
func progress(w any, all int) func() {
	const worthwhile = 20
	f, ok := w.(*os.File)
	if !ok || all < worthwhile || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	bar := progressbar.NewOptions(all, progressbar.OptionSetWriter(f), progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) } // a bar that cannot be drawn is no reason to stop
}
