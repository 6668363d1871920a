//go:build unix

package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// block is a fenced block of the README: "sh" is run, "output" is what the sh block
// before it prints ("..." stands for anything), everything else is only read. An
// "output any order" has lines that come in no order: a sender may write down a
// receipt before the answer that it followed on the wire.
type block struct {
	line       int
	kind, text string
}

// readReadme returns the whole text and its blocks.
func readReadme(t *testing.T) (string, []block) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []block
	var open *block
	for i, line := range strings.SplitAfter(string(file), "\n") {
		fence, isFence := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "```")
		switch {
		case isFence && open == nil:
			open = &block{line: i + 1, kind: fence}
		case isFence:
			blocks, open = append(blocks, *open), nil
		case open != nil:
			open.text += line
		}
	}
	if open != nil {
		t.Fatalf("README.md:%d: the block has no end", open.line)
	}
	return string(file), blocks
}

// byCI are the two commands that are not run here because they run this test, or
// everything. That CI runs them is checked.
func byCI() []string { return []string{"go run . verify\n", "make test\n"} }

func TestTheTwoTopCommandsAreWhatCIRuns(t *testing.T) {
	t.Parallel()
	ci, err := os.ReadFile(filepath.Join(root, ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	_, blocks := readReadme(t)
	var shown []string
	for _, b := range blocks {
		if b.kind == "sh" {
			shown = append(shown, b.text)
		}
	}
	if !slices.Equal(shown[:2], byCI()) {
		t.Errorf("the README begins with the commands %q, want %q", shown[:2], byCI())
	}
	for _, command := range byCI() {
		if !regexp.MustCompile(`(?m)(^|\s)` + regexp.QuoteMeta(strings.TrimSpace(command)) + `\)?$`).Match(ci) {
			t.Errorf(".ci/run does not run %q", command)
		}
	}
}

func TestNoCommandOfTheReadmeHidesFromItsTest(t *testing.T) {
	t.Parallel()
	_, blocks := readReadme(t)
	kinds := []string{"sh", "output", anyOrder, "text", "go"}
	command := regexp.MustCompile(`(?m)^\s*(\$ |(sudo |\./)?(brevdue|curl|openssl|go|make|docker|git) )`)
	for i, b := range blocks {
		if !slices.Contains(kinds, b.kind) {
			t.Errorf("README.md:%d: a block is one of %v, not %q", b.line, kinds, b.kind)
		}
		if b.kind == "text" && command.MatchString(b.text) {
			t.Errorf("README.md:%d: a command stands in a block that is not run", b.line)
		}
		if strings.HasPrefix(b.kind, "output") && (i == 0 || blocks[i-1].kind != "sh") {
			t.Errorf("README.md:%d: an output follows its sh block", b.line)
		}
	}
}

// TestEveryCommandNamedInTheTextExists looks at commands and flags between
// backquotes: they are not run, but they must be there.
func TestEveryCommandNamedInTheTextExists(t *testing.T) {
	t.Parallel()
	readme, blocks := readReadme(t)
	for _, b := range blocks {
		readme = strings.Replace(readme, b.text, "", 1)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	help := map[string]string{} // by command; "" is all of them
	for _, command := range []string{"verify", "check", "rules", "simulate", "ready", "certs", "send", "sender"} {
		text, err := exec.CommandContext(t.Context(), "brevdue", command, "--help").Output()
		if err != nil {
			t.Fatalf("brevdue %s --help: %v", command, err)
		}
		help[command] = string(text)
		help[""] += string(text)
	}
	flag := regexp.MustCompile(`--[a-z][a-z-]*`)
	seen := 0
	for _, span := range regexp.MustCompile("`((?:make|brevdue) [^`\n]+|--[a-z][^`\n]*)`").FindAllStringSubmatch(readme, -1) {
		seen++
		words := strings.Fields(span[1])
		text := help[""]
		switch words[0] {
		case "make":
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(words[1]) + `:`).Match(makefile) {
				t.Errorf("the README names `%s`, which the Makefile has not", span[1])
			}
			continue
		case "brevdue":
			if text = help[words[1]]; text == "" {
				t.Errorf("the README names `%s`, which is no command", span[1])
			}
		}
		for _, f := range flag.FindAllString(span[1], -1) {
			if !strings.Contains(text, f) {
				t.Errorf("the README names %s in `%s`, which is no flag", f, span[1])
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands and flags were found in the text", seen)
	}
}

// TestTheReadmeTellsTheTruth runs the commands in one shell, in a copy of the
// repository, and compares what each block prints. A block that shows no output
// prints none.
func TestTheReadmeTellsTheTruth(t *testing.T) {
	t.Parallel()
	need(t, "bash", "make", "curl", "openssl")
	_, blocks := readReadme(t)
	dir, outputs := t.TempDir(), t.TempDir()
	copyHouse(t, dir)
	ports, script := freePorts(t)
	script = "set -eu\n" + script
	for i, b := range blocks {
		if b.kind == "sh" && !slices.Contains(byCI(), b.text) {
			script += fmt.Sprintf("exec >%s 2>&1\n%s", filepath.Join(outputs, strconv.Itoa(i)), ports.Replace(b.text))
		}
	}
	failed := runScript(t, dir, script)

	for i, b := range blocks {
		got, err := os.ReadFile(filepath.Join(outputs, strconv.Itoa(i)))
		if errors.Is(err, fs.ErrNotExist) {
			if b.kind == "sh" && !slices.Contains(byCI(), b.text) {
				t.Errorf("README.md:%d: was not run", b.line)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		want, compare := "", matches
		if i+1 < len(blocks) && strings.HasPrefix(blocks[i+1].kind, "output") {
			want = ports.Replace(blocks[i+1].text)
			if blocks[i+1].kind == anyOrder {
				compare = matchesInAnyOrder
			}
		}
		if !compare(want, string(got)) {
			t.Errorf("README.md:%d: it prints\n%s\nshown is\n%s", b.line, got, want)
		}
	}
	if failed != nil {
		t.Errorf("the commands ended with %v", failed)
	}
}

// runScript runs a script of bash, and ends what it leaves behind.
func runScript(t *testing.T, dir, script string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader("")
	cmd.Args = append(cmd.Args, "-c", script)
	cmd.Env = environ("LC_ALL=C.UTF-8", "no_proxy=127.0.0.1,localhost", "TMPDIR="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	group := func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Cancel = group
	var out lockedBuffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if killed := group(); killed == nil {
		t.Errorf("the README leaves processes behind: stop what it starts")
	}
	if text := out.String(); text != "" {
		t.Errorf("printed outside of all blocks: %s", text)
	}
	return err
}

// matches compares what was printed with what is shown: a line of "..." is any
// lines, "..." in a line any text, and blanks may be more or fewer.
func matches(shown, printed string) bool {
	var pattern strings.Builder
	for line := range strings.Lines(shown) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "..." {
			pattern.WriteString(`(?:[^\n]*\n)*?`)
			continue
		}
		parts := strings.Split(line, "...")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		pattern.WriteString(strings.Join(parts, `[^\n]*`) + `\n`)
	}
	var got strings.Builder
	for line := range strings.Lines(printed) {
		got.WriteString(strings.Join(strings.Fields(line), " ") + "\n")
	}
	return regexp.MustCompile(`\A` + pattern.String() + `\z`).MatchString(got.String())
}

// anyOrder is the kind of an output block whose lines come in no order.
const anyOrder = "output any order"

// matchesInAnyOrder gives each shown line a printed line of its own.
func matchesInAnyOrder(shown, printed string) bool {
	left := slices.Collect(strings.Lines(printed))
	for line := range strings.Lines(shown) {
		i := slices.IndexFunc(left, func(got string) bool { return matches(line, got) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return len(left) == 0
}

func TestLinesInAnyOrderAreAllThere(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		shown, printed string
		want           bool
	}{
		{"a\nb ...\n", "b c\na\n", true},
		{"a\nb\n", "a\na\n", false},
		{"a\n", "a\nb\n", false},
		{"a\nb\n", "a\n", false},
	} {
		if got := matchesInAnyOrder(tc.shown, tc.printed); got != tc.want {
			t.Errorf("shown %q, printed %q: %v, want %v", tc.shown, tc.printed, got, tc.want)
		}
	}
}

func TestShownAndPrintedAreCompared(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		shown, printed string
		want           bool
	}{
		{"", "", true},
		{"", "a\n", false},
		{"a\n", "a", true},
		{"a\n", "", false},
		{"a\n", "a\nb\n", false},
		{"a ... c\n", "a bb c\n", true},
		{"a ... c\n", "a\nc\n", false},
		{"a\n...\nd\n", "a\nb\nc\nd\n", true},
		{"a\n...\nd\n", "a\nd\n", true},
		{"a.c\n", "abc\n", false},
		{"a\n", "a  \n", true},
		{"a  b\n", "a b\n", true},
		{"a b\n", "ab\n", false},
	} {
		if got := matches(tc.shown, tc.printed); got != tc.want {
			t.Errorf("shown %q, printed %q: %v, want %v", tc.shown, tc.printed, got, tc.want)
		}
	}
}

// freePorts replaces the ports of the README by free ones. Commands that rely on
// the defaults get them from the environment.
func freePorts(t *testing.T) (replace *strings.Replacer, exports string) {
	t.Helper()
	var pairs []string
	for port, exported := range map[string]string{
		"8443": "export BREVDUE_HTTPS=127.0.0.1:%[1]s BREVDUE_SENDER_PROVIDER=https://127.0.0.1:%[1]s\n",
		"8080": "export BREVDUE_HTTP=127.0.0.1:%s\n",
		"8081": "export BREVDUE_SENDER_HTTP=127.0.0.1:%s\n",
		"8444": "# the receipt endpoint is always named: %s\n",
	} {
		var lc net.ListenConfig
		listener, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := listener.Close(); err != nil {
				t.Error(err)
			}
		}()
		_, free, err := net.SplitHostPort(listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, port, free)
		exports += fmt.Sprintf(exported, free)
	}
	return strings.NewReplacer(pairs...), exports
}

// copyHouse copies what is in the repository, built things left out.
func copyHouse(t *testing.T, to string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		switch {
		case slices.Contains([]string{".git", ".ci/out", ".ci/bin", "brevdue", "brevdue-report"}, filepath.ToSlash(inside)):
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, inside), 0o755)
		case !entry.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another test's file, gone again
		}
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, inside), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
