package conformance

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/conformance/report"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
)

// VerifyCommand is brevdue verify: the features against the built-in provider
// and sender.
type VerifyCommand struct {
	Tags   string  `help:"Only scenarios with these tags: '@DK-EXEMPT-12', '@DK-ARR-01,@DK-ARR-07' (one of them), '@DK && ~@DK-SMS-01' (and, not)."`
	Seed   *uint64 `help:"Seed of order and worlds; repeats a run. Random if not given." env:"BREVDUE_SEED"`
	Jobs   int     `help:"Scenarios at a time; 0 chooses." default:"0"`
	Report string  `help:"Folder for index.html, junit.xml and result.json." default:"brevdue-report" type:"path"`
	Lang   string  `help:"Language of the report: da or en." default:"da" enum:"da,en"`
}

// ExitError carries an exit code other than 0; main ends with it. A message in
// it has been said already.
type ExitError struct{ Code int }

func (e *ExitError) Error() string { return fmt.Sprintf("exit code %d", e.Code) }

// ExitCode is the code to end with.
func (e *ExitError) ExitCode() int { return e.Code }

// Run plays the features, prints the summary and writes the report. It returns
// an *ExitError with 1 (not conformant), 2 (wrong usage) or 3 (inconclusive).
func (c *VerifyCommand) Run(ctx context.Context, app *kong.Kong) error {
	out := app.Stdout
	seed := rand.Uint64() >> 32 //nolint:gosec // a seed to be printed and typed again, not a secret
	if c.Seed != nil {
		seed = *c.Seed
	}
	lang, err := report.ParseLanguage(c.Lang)
	if err != nil {
		return err
	}
	run, err := Run(ctx, Options{Tags: c.Tags, Seed: seed, Jobs: c.Jobs, Version: version(), Command: c.repeat(seed)})
	if errors.Is(err, ErrNothing) {
		return errors.Join(say(out, err.Error()+"\n"), &ExitError{2})
	}
	if err != nil {
		return errors.Join(say(out, err.Error()+"\n"), &ExitError{3})
	}
	rules := law.Default(law.Denmark)
	if err := report.Terminal(out, run, rules, lang); err != nil {
		return err
	}
	if err := writeReport(c.Report, run, rules, lang); err != nil {
		return err
	}
	if err := say(out, filepath.Join(c.Report, "index.html")+"\n"); err != nil {
		return err
	}
	if code := run.ExitCode(); code != 0 {
		return &ExitError{code}
	}
	return nil
}

func (c *VerifyCommand) repeat(seed uint64) string {
	command := fmt.Sprintf("brevdue verify --seed %d", seed)
	if c.Tags != "" {
		command += fmt.Sprintf(" --tags '%s'", strings.ReplaceAll(c.Tags, "'", `'\''`))
	}
	return command
}

// writeReport writes the three files of a report, whole or not at all each.
func writeReport(dir string, run *verdict.Run, rules law.Rules, lang report.Language) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a report is to be read by others
		return fmt.Errorf("the report folder: %w", err)
	}
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

// RulesCommand is brevdue rules: the catalogue.
type RulesCommand struct {
	JSON bool     `help:"As JSON, switches included." name:"json"`
	Lang string   `help:"Language of the sentences: da or en." default:"da" enum:"da,en"`
	IDs  []string `arg:"" optional:"" name:"id" help:"Rule ids or families, such as DK-EXEMPT-12 or DK-ARR."`
}

// Run prints the rules asked for; an unknown id is wrong usage.
func (c *RulesCommand) Run(app *kong.Kong) error {
	out := app.Stdout
	found, err := law.Default(law.Denmark).Search(c.IDs...)
	if err != nil {
		return errors.Join(say(out, err.Error()+"\n"), &ExitError{2})
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", " ")
		return enc.Encode(struct {
			Rules    []law.Rule   `json:"rules"`
			Switches []law.Switch `json:"switches"`
		}{found, switchesOf(found)})
	}
	w := bufio.NewWriter(out)
	for _, r := range found {
		fmt.Fprintf(w, "%-12s %-6s %s\n%s %s [%s]\n", r.ID, r.Level, r.Text(c.Lang), strings.Repeat(" ", 19), strings.Join(r.Sources, "; "), r.Confidence)
		for _, s := range switchesOf([]law.Rule{r}) {
			fmt.Fprintf(w, "%s %s = %s: %s\n", strings.Repeat(" ", 19), s.Name, s.Default, map[string]string{"da": s.Da, "en": s.En}[c.Lang])
		}
	}
	return w.Flush()
}

// switchesOf are the switches that the rules name, in the catalogue's order.
func switchesOf(rules []law.Rule) []law.Switch {
	named := map[law.Name]bool{}
	for _, r := range rules {
		for _, n := range r.Switches {
			named[n] = true
		}
	}
	var out []law.Switch
	for _, s := range law.Switches() {
		if named[s.Name] {
			out = append(out, s)
		}
	}
	return out
}

// version is that of the binary's module, with the commit it was built from.
func version() string {
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
