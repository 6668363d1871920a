package printcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/post/fjernprint/worker"
)

// Command is brevdue check.
type Command struct {
	Profile  string   `help:"Print profile: a built-in name (see --profiles) or the path of a profile file." default:"${print_profile}"`
	JSON     bool     `help:"Write the reports as JSON." xor:"form"`
	SARIF    bool     `help:"Write the findings as SARIF 2.1.0, for code scanning." xor:"form"`
	HTML     string   `help:"Write an HTML report with pictures of the pages into this folder." placeholder:"DIR" type:"path"`
	Address  string   `help:"The recipient that the letter must show in the window: name, lines, post code and town, separated by |." placeholder:"NAME|STREET 1|9999 TOWN"`
	Imprint  []string `help:"What the provider prints, so that its field must be blank: recipient, sender." enum:"recipient,sender"`
	Letter   bool     `help:"The files are one letter: the first is the main document, the others are attachments."`
	Duplex   bool     `help:"Print on both sides."`
	Color    bool     `help:"Print in colour."`
	Envelope string   `help:"The envelope asked for: C5, C4 or MA." enum:",C5,C4,MA" default:""`
	Strict   bool     `help:"Warnings count as rejections."`
	Lang     string   `help:"Language of table and report: da or en." default:"da" enum:"da,en"`
	Jobs     int      `help:"Files at a time; 0 chooses." default:"0"`
	Profiles bool     `help:"List the built-in profiles and check nothing."`
	Show     string   `help:"Print a built-in profile as a file, to change and use with --profile." placeholder:"NAME"`
	Samples  string   `help:"Write sample letters into this folder, right and wrong ones for each rule, and check nothing." placeholder:"DIR" type:"path"`
	Files    []string `arg:"" optional:"" name:"file" help:"PDF files, or folders that are searched for them; - is standard input."`
}

// Exit codes of brevdue check; 0 is printable.
const (
	exitRejected     = 1
	exitUsage        = 2
	exitInconclusive = 3
)

// exitError carries an exit code; what it means has been said already.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// ExitCode is the code to end with.
func (e *exitError) ExitCode() int { return e.code }

// misuse is a command line that cannot be meant.
type misuse struct{ error }

// Misuse makes the exit code 2.
func (misuse) Misuse() bool    { return true }
func (m misuse) Unwrap() error { return m.error }

// Run checks the files and shows the results. It returns an error with ExitCode 1
// (a file is rejected) or 3 (a file could not be judged or the results not be
// written, and none is rejected), or one with Misuse.
func (c *Command) Run(ctx context.Context, app *kong.Kong) error {
	switch {
	case c.Profiles:
		return c.listProfiles(app.Stdout)
	case c.Show != "":
		return show(app.Stdout, c.Show)
	case c.Samples != "":
		return writeSamples(ctx, app.Stdout, c.Samples)
	}
	profile, err := fjernprint.NamedProfile(c.Profile)
	if err != nil {
		return misuse{err}
	}
	letter, err := c.letter()
	if err != nil {
		return misuse{err}
	}
	letters, err := c.letters(os.Stdin)
	if err != nil {
		return misuse{err}
	}
	if c.HTML != "" {
		if err := os.MkdirAll(c.HTML, 0o755); err != nil {
			return misuse{fmt.Errorf("the folder of the report cannot be made: %w", err)}
		}
	}
	checker, pool := fjernprint.Checker{}, (*worker.Pool)(nil)
	if self := app.Model.Vars()["self"]; self != "" {
		pool = worker.New(worker.Options{Command: worker.Of(self), Workers: c.jobs()})
		checker.Validator = pool
	}
	bar := progress(app.Stderr, len(letters))
	results := checkAll(ctx, checker, letters, profile, letter, c.jobs(), bar)
	run := &Run{Profile: profile, Letter: letter, Strict: c.Strict, Results: results, Language: language(c.Lang), Version: app.Model.Vars()["version"]}
	var renderer picture.Renderer // a nil *worker.Pool would be none that is nil
	if pool != nil {
		renderer = pool
	}
	err = errors.Join(ctx.Err(), c.write(ctx, app.Stdout, run, renderer))
	if pool != nil {
		err = errors.Join(err, pool.Close())
	}
	code := run.exitCode()
	if err != nil {
		// Not the code of a rejection, unless there is one: the letters are not to blame.
		if code == 0 {
			code = exitInconclusive
		}
		if _, writeErr := fmt.Fprintln(app.Stderr, "brevdue:", err); writeErr != nil {
			return errors.Join(&exitError{code}, writeErr)
		}
	}
	if code != 0 {
		return &exitError{code}
	}
	return nil
}

func (c *Command) write(ctx context.Context, out io.Writer, run *Run, pictures picture.Renderer) error {
	if c.HTML != "" {
		if err := WriteHTML(ctx, c.HTML, run, pictures); err != nil {
			return err
		}
	}
	switch {
	case c.JSON:
		return WriteJSON(out, run)
	case c.SARIF:
		return WriteSARIF(out, run)
	}
	if err := WriteTable(out, run); err != nil || c.HTML == "" {
		return err
	}
	_, err := fmt.Fprintln(out, indexPath(c.HTML))
	return err
}

func (c *Command) jobs() int {
	if c.Jobs > 0 {
		return c.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// letter is what the check is told of every letter.
func (c *Command) letter() (fjernprint.Letter, error) {
	l := fjernprint.Letter{Duplex: c.Duplex, Color: c.Color, Envelope: c.Envelope}
	for _, what := range c.Imprint {
		l.ImprintRecipient = l.ImprintRecipient || what == "recipient"
		l.ImprintSender = l.ImprintSender || what == "sender"
	}
	if c.Jobs < 0 {
		return l, fmt.Errorf("--jobs %d: use 1 or more, or 0 to leave the choice", c.Jobs)
	}
	if c.Address != "" {
		a, err := parseAddress(c.Address)
		if err != nil {
			return l, err
		}
		l.Address = a
	}
	l.AnyAddress = l.Address == nil && !l.ImprintRecipient
	return l, nil
}

// parseAddress reads name, lines, and post code with town, separated by |.
func parseAddress(s string) (*fjernprint.Address, error) {
	var lines []string
	for line := range strings.SplitSeq(s, "|") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) < 2 {
		return nil, fmt.Errorf(`--address %q: give name, lines, and post code with town, such as "Anna Eksempel|Eksempelvej 1|9999 Eksempelby"`, s)
	}
	a := &fjernprint.Address{Name: lines[0], Lines: lines[1:]}
	last := lines[len(lines)-1]
	if code, town, ok := strings.Cut(last, " "); ok && isPostCode(code) {
		a.Lines, a.PostCode, a.City = lines[1:len(lines)-1], code, strings.TrimSpace(town)
	}
	return a, nil
}

func isPostCode(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == ""
}

func (c *Command) listProfiles(out io.Writer) error {
	for _, name := range fjernprint.ProfileNames() {
		p, _ := fjernprint.BuiltIn(name)
		about := p.En
		if language(c.Lang) == danish {
			about = p.Da
		}
		if _, err := fmt.Fprintf(out, "%-20s %s\n", name, about); err != nil {
			return err
		}
	}
	return nil
}

func show(out io.Writer, name string) error {
	source, ok := fjernprint.BuiltInSource(name)
	if !ok {
		return misuse{fmt.Errorf("there is no built-in profile %q: there are %s", name, strings.Join(fjernprint.ProfileNames(), ", "))}
	}
	_, err := out.Write(source)
	return err
}
