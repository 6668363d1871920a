package conformance

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alecthomas/kong"
	"github.com/cucumber/godog"

	"github.com/brevdue/brevdue/conformance/report"
	"github.com/brevdue/brevdue/conformance/steps"
	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator"
)

// One scenario that is green, and the line by which a test spoils it.
const plain = `# language: da
@DK
Egenskab: Prøve
  @DK-ARR-01
  Scenarie: Et brev kommer frem
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Eksempelkøbing Kommune har en tilslutningsaftale
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Brev" til Anna kun som Digital Post
    @@
    Så er "Brev" kommet frem til Anna "2024-03-01 09:00" dansk tid
`

func feature(line string) fs.FS {
	return fstest.MapFS{"dk/prøve.feature": &fstest.MapFile{Data: []byte(strings.Replace(plain, "@@", line, 1))}}
}

// with adds a sentence to the suite's own.
func with(expression string, step any) func(*godog.ScenarioContext) {
	return func(sc *godog.ScenarioContext) {
		new(steps.Sentences).Register(sc)
		sc.Step(expression, step)
	}
}

func TestWhatTheSuiteCannotDecideIsAnErrorAndNeverGreen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options Options
		says    string
		lines   map[verdict.Verdict]int // of the scenario
	}{
		"a line that no sentence matches": {
			Options{Features: feature(`Og solen skinner`)}, "undefined", map[verdict.Verdict]int{verdict.Pass: 4, verdict.Error: 1, verdict.Skip: 1},
		},
		"a line that two sentences match": {
			Options{Features: feature(`Og solen skinner`), register: func(sc *godog.ScenarioContext) {
				with(`^solen skinner$`, func(context.Context) error { return nil })(sc)
				sc.Step(`^solen (.+)$`, func(context.Context, string) error { return nil })
			}}, "ambiguous", map[verdict.Verdict]int{verdict.Pass: 4, verdict.Error: 1, verdict.Skip: 1},
		},
		"a step that panics": {
			Options{Features: feature(`Og solen skinner`), register: with(`^solen skinner$`, func(context.Context) error { panic("too bright") })},
			"too bright", map[verdict.Verdict]int{verdict.Pass: 4, verdict.Error: 1, verdict.Skip: 1},
		},
		"a step that fails": {
			Options{Features: feature(`Og klokken bliver "i morgen" dansk tid`)}, "is not a time", map[verdict.Verdict]int{verdict.Pass: 4, verdict.Error: 1, verdict.Skip: 1},
		},
		"a step that never ends": {
			Options{Features: feature(`Og solen skinner`), Limit: 3 * time.Second, register: with(`^solen skinner$`, func(ctx context.Context) error {
				<-ctx.Done()
				return ctx.Err()
			})}, "took more than 3s", map[verdict.Verdict]int{verdict.Pass: 4, verdict.Error: 1, verdict.Skip: 1},
		},
		"a tag of which nothing is claimed": {
			Options{Features: fstest.MapFS{"dk/prøve.feature": &fstest.MapFile{Data: []byte(strings.NewReplacer("@@", "", "@DK-ARR-01", "@DK-ARR-01 @DK-PRINT-03").Replace(plain))}}},
			"nothing was asserted of it", map[verdict.Verdict]int{verdict.Pass: 5},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run, err := Run(t.Context(), c.options)
			if err != nil {
				t.Fatal(err)
			}
			if got := run.ExitCode(); got != exitInconclusive {
				t.Errorf("exit code %d, want %d", got, exitInconclusive)
			}
			s := run.Scenarios[0]
			if s.Verdict() != verdict.Error || !strings.Contains(s.Fault, c.says) {
				t.Errorf("verdict %s, fault %q; want error that says %q", s.Verdict(), s.Fault, c.says)
			}
			lines := map[verdict.Verdict]int{}
			for _, st := range s.Steps {
				lines[st.Verdict]++
			}
			for v, n := range c.lines {
				if lines[v] != n {
					t.Errorf("%d lines are %s, want %d: %+v", lines[v], v, n, s.Steps)
				}
			}
			failures, faults := junitCounts(t, run)
			if failures != 0 || faults != 1 {
				t.Errorf("JUnit counts %d failures and %d errors, want 0 and 1", failures, faults)
			}
		})
	}
}

// junitCounts reads the JUnit report of a run: the counts of the suites, and of
// the elements themselves.
func junitCounts(t *testing.T, run *verdict.Run) (failures, faults int) {
	t.Helper()
	var b bytes.Buffer
	if err := report.JUnit(&b, run); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Cases    []struct {
			Failure *struct{} `xml:"failure"`
			Error   *struct{} `xml:"error"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, c := range doc.Cases {
		if c.Failure != nil {
			failures++
		}
		if c.Error != nil {
			faults++
		}
	}
	if failures != doc.Failures || faults != doc.Errors {
		t.Errorf("counts %d and %d differ from the elements, %d and %d", doc.Failures, doc.Errors, failures, faults)
	}
	return failures, faults
}

func TestARunThatIsInterruptedSaysSoAndProvesNothing(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancelCause(t.Context())
	run, err := Run(ctx, Options{Jobs: 1, Tags: "@DK-ARR-01,@DK-ARR-02", Progress: func(done, _ int) {
		if done == 1 {
			interrupt(errors.New("somebody pressed Ctrl-C"))
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := run.ExitCode(); got != exitInconclusive || !strings.Contains(run.Interrupted, "Ctrl-C") {
		t.Errorf("exit code %d, interrupted %q; want %d and the cause", got, run.Interrupted, exitInconclusive)
	}
	var b bytes.Buffer
	if err := report.Terminal(&b, run, law.Default(law.Denmark), report.English); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "Ctrl-C") || !strings.Contains(b.String(), "Inconclusive") {
		t.Errorf("the summary does not say so:\n%s", b.String())
	}
}

func TestAProviderThatDoesNotStartIsNoVerdict(t *testing.T) {
	t.Parallel()
	_, err := Run(t.Context(), Options{Features: feature(""), Bed: testbed.Options{Provider: simulator.Options{HTTPS: "nowhere"}}})
	if err == nil || !strings.Contains(err.Error(), "starting the provider") {
		t.Errorf("error %v, want one about the provider", err)
	}
}

// verify runs the command and returns exit code and what it wrote.
func verify(t *testing.T, c *VerifyCommand) (code int, out, errs string) {
	t.Helper()
	seed := uint64(1)
	c.Seed, c.Lang = &seed, "da"
	if c.Report == "" {
		c.Report = filepath.Join(t.TempDir(), "report")
	}
	var o, e bytes.Buffer
	app, err := kong.New(c, kong.Writers(&o, &e))
	if err != nil {
		t.Fatal(err)
	}
	code = exitOf(c.Run(t.Context(), app))
	return code, o.String(), e.String()
}

func TestWrongUsageAndUnwritableReportsAreNotGreen(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		command VerifyCommand
		code    int
		says    string
	}{
		"a tag that no scenario has":            {VerifyCommand{Tags: "@DK-EXEMPT-99"}, exitUsage, "@DK-EXEMPT-99"},
		"a mistyped tag beside a good one":      {VerifyCommand{Tags: "@DK-EXEMPT-12,@DK-EXMPT-15"}, exitUsage, "@DK-EXMPT-15"},
		"tags that no scenario has together":    {VerifyCommand{Tags: "@DK-EXEMPT-12 && @DK-COV-01"}, exitUsage, "check the tags"},
		"tags that end in the middle":           {VerifyCommand{Tags: "@DK-EXEMPT-12 &&"}, exitUsage, "&&"},
		"a tag without a name":                  {VerifyCommand{Tags: "@DK-EXEMPT-12,@"}, exitUsage, `"@"`},
		"not, and nothing after it":             {VerifyCommand{List: true, Tags: "~"}, exitUsage, `"~"`},
		"tags without anything between them":    {VerifyCommand{Tags: "@DK @DK-COV-01"}, exitUsage, `"@DK @DK-COV-01"`},
		"a rule that does not exist":            {VerifyCommand{IDs: []string{"DK-NO-1"}}, exitUsage, "DK-NO-1"},
		"a rule without a scenario":             {VerifyCommand{IDs: []string{"DK-EXEMPT-12", "DK-COV-12"}}, exitUsage, "DK-COV-12"},
		"a mistyped tag with --list":            {VerifyCommand{List: true, Tags: "@nothing"}, exitUsage, "@nothing"},
		"fewer than no jobs":                    {VerifyCommand{Jobs: -1}, exitUsage, "--jobs"},
		"a report folder that cannot be made":   {VerifyCommand{Report: filepath.Join(file, "report")}, exitInconclusive, "--report"},
		"a report folder that is really a file": {VerifyCommand{Report: file}, exitInconclusive, "--report"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, out, errs := verify(t, &c.command)
			if code != c.code || !strings.Contains(errs, c.says) || out != "" {
				t.Errorf("exit code %d, said %q, printed %q; want %d and %q", code, errs, out, c.code, c.says)
			}
		})
	}
}

func TestListShowsScenariosAndRulesAndPlaysNothing(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "report")
	code, out, errs := verify(t, &VerifyCommand{List: true, IDs: []string{"dk-exempt"}, Report: folder})
	if code != 0 || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	for _, want := range []string{"sending_to_exempt.feature:12", "Post, der var tilgængelig før fritagelsen, er kommet frem", "[DK-EXEMPT-12]", "DK-EXEMPT   2 of  6", "4 scenarios"} {
		if !strings.Contains(out, want) {
			t.Errorf("the list lacks %q:\n%s", want, out)
		}
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("--list made the report folder: %v", err)
	}
}

func TestIDsSelectScenariosAndTheReportIsWritten(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "report")
	code, out, errs := verify(t, &VerifyCommand{IDs: []string{"DK-PRINT-03", "DK-EXEMPT"}, Tags: "~@DK-GDPR-05", Jobs: 1, Report: folder})
	if code != 0 || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	if !strings.Contains(out, "4 scenarier") {
		t.Errorf("want four scenarios:\n%s", out)
	}
	for _, name := range []string{"index.html", "junit.xml", "result.json"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if page, err := os.ReadFile(filepath.Join(folder, "index.html")); err != nil || !bytes.Contains(page, []byte("brevdue verify --seed 1 DK-PRINT-03 DK-EXEMPT --tags &#39;~@DK-GDPR-05&#39;")) {
		t.Errorf("the report does not tell the command that repeats it (%v)", err)
	}
}
