package conformance

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/brevdue/brevdue/conformance/report"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/features"
	"github.com/brevdue/brevdue/post/law"
)

// VerifyCommand is brevdue verify: the features against the built-in provider
// and sender.
type VerifyCommand struct {
	Tags   string   `help:"Only scenarios with these tags: '@DK-EXEMPT-12', '@DK-ARR-01,@DK-ARR-07' (one of them), '@DK && ~@DK-SMS-01' (and, not)."`
	List   bool     `help:"List the scenarios and the rules they are tagged with, and play nothing."`
	Seed   *uint64  `help:"Seed of order and worlds; repeats a run. Random if not given." env:"BREVDUE_SEED"`
	Jobs   int      `help:"Scenarios at a time; 0 chooses." default:"0"`
	Report string   `help:"Folder for index.html, junit.xml and result.json." default:"brevdue-report" type:"path"`
	Lang   string   `help:"Language of the report: da or en." default:"da" enum:"da,en"`
	IDs    []string `arg:"" optional:"" name:"id" help:"Only scenarios of these rules or families, such as DK-EXEMPT-12 or DK-ARR, or of print rules, such as FP-040."`
}

// Exit codes of brevdue verify; 1 is a system that is not conformant.
const (
	exitUsage        = 2
	exitInconclusive = 3
)

// ExitError carries an exit code other than 0; main ends with it. What it means
// has been said already.
type ExitError struct{ Code int }

func (e *ExitError) Error() string { return fmt.Sprintf("exit code %d", e.Code) }

// ExitCode is the code to end with.
func (e *ExitError) ExitCode() int { return e.Code }

// Run plays the features, prints the summary and writes the report. It returns
// an *ExitError with 1 (not conformant), 2 (wrong usage) or 3 (inconclusive: the
// suite could not decide, was interrupted, or could not write its report).
func (c *VerifyCommand) Run(ctx context.Context, app *kong.Kong) error {
	out, errs := app.Stdout, app.Stderr
	rules := law.Default(law.Denmark)
	lang, err := report.ParseLanguage(c.Lang)
	if err != nil {
		return end(errs, exitUsage, err)
	}
	if c.Jobs < 0 {
		return end(errs, exitUsage, fmt.Errorf("--jobs %d: use 1 or more, or 0 to leave the choice", c.Jobs))
	}
	tags, err := c.expression(rules)
	if err != nil {
		return end(errs, exitUsage, err)
	}
	if c.List {
		listed, err := List(features.Files, tags)
		if err != nil {
			return end(errs, exitUsage, err)
		}
		return say(out, contents(rules, listed))
	}
	// A report that cannot be written is better known before the run than after it.
	if err := writable(c.Report); err != nil {
		return end(errs, exitInconclusive, err)
	}
	seed, err := c.seed()
	if err != nil {
		return end(errs, exitInconclusive, err)
	}
	run, err := Run(ctx, Options{
		Tags: tags, Seed: seed, Jobs: c.Jobs, Version: Version(), Command: c.repeat(seed), Progress: progressOn(errs),
	})
	switch {
	case errors.Is(err, ErrNothing), errors.Is(err, ErrTag), errors.Is(err, ErrExpression):
		return end(errs, exitUsage, err)
	case err != nil:
		return end(errs, exitInconclusive, err)
	}
	if err := report.Terminal(out, run, rules, lang); err != nil {
		return end(errs, exitInconclusive, err)
	}
	if err := writeReport(c.Report, run, rules, lang); err != nil {
		return end(errs, exitInconclusive, err)
	}
	if err := say(out, filepath.Join(c.Report, "index.html")+"\n"); err != nil {
		return end(errs, exitInconclusive, err)
	}
	if code := run.ExitCode(); code != 0 {
		return &ExitError{code}
	}
	return nil
}

// seed is the one given, or one short enough to be typed again.
func (c *VerifyCommand) seed() (uint64, error) {
	if c.Seed != nil {
		return *c.Seed, nil
	}
	var drawn [4]byte
	if _, err := rand.Read(drawn[:]); err != nil {
		return 0, fmt.Errorf("drawing a seed: %w", err)
	}
	return uint64(binary.BigEndian.Uint32(drawn[:])), nil
}

// expression joins the ids and the tags asked for.
func (c *VerifyCommand) expression(rules law.Rules) (string, error) {
	if len(c.IDs) == 0 {
		return c.Tags, nil
	}
	all, err := List(features.Files, "")
	if err != nil {
		return "", err
	}
	return tagsFor(rules, taggedBy(all), c.IDs, c.Tags)
}

// end says why a command ends with a code.
func end(errs io.Writer, code int, why error) error {
	return errors.Join(say(errs, fmt.Sprintf("brevdue verify: %v\n", why)), &ExitError{code})
}

// progressOn shows a bar on a terminal and nothing anywhere else.
func progressOn(w io.Writer) func(done, all int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, all int) {
		if bar == nil {
			bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(30),
				progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		}
		if err := bar.Set(done); err != nil {
			bar = nil // a bar that cannot be drawn is no reason to end a run
		}
	}
}

// repeat is the command line that repeats a run.
func (c *VerifyCommand) repeat(seed uint64) string {
	command := fmt.Sprintf("brevdue verify --seed %d", seed)
	if len(c.IDs) > 0 {
		command += " " + strings.Join(c.IDs, " ")
	}
	if c.Tags != "" {
		command += fmt.Sprintf(" --tags '%s'", strings.ReplaceAll(c.Tags, "'", `'\''`))
	}
	return command
}

// writable makes the report's folder and tries to write into it.
func writable(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a report is to be read by others
		return fmt.Errorf("the report folder cannot be made; choose another with --report: %w", err)
	}
	f, err := os.CreateTemp(dir, ".brevdue-*")
	if err != nil {
		return fmt.Errorf("the report folder cannot be written to; choose another with --report: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// writeReport writes the three files of a report, whole or not at all each.
func writeReport(dir string, run *verdict.Run, rules law.Rules, lang report.Language) error {
	for name, render := range map[string]func(io.Writer) error{
		"index.html":  func(w io.Writer) error { return report.HTML(w, run, rules, lang) },
		"junit.xml":   func(w io.Writer) error { return report.JUnit(w, run) },
		"result.json": func(w io.Writer) error { return report.JSON(w, run) },
	} {
		if err := writeFile(filepath.Join(dir, name), render); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path string, render func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".brevdue-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(f.Name()))
		}
	}()
	w := bufio.NewWriter(f)
	if err := errors.Join(render(w), w.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Version is that of the binary's module, with the commit it was built from.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}

func say(out io.Writer, text string) error {
	_, err := io.WriteString(out, text)
	return err
}
