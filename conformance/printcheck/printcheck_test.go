package printcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

func profile(t *testing.T) *fjernprint.Profile {
	t.Helper()
	p, ok := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	if !ok {
		t.Fatal("there is no default profile")
	}
	return p
}

func letterReport(v fjernprint.Verdict, findings ...fjernprint.Finding) fjernprint.LetterReport {
	return fjernprint.LetterReport{
		Profile: fjernprint.DefaultProfile, Verdict: v, Pages: 1, Sheets: 1, Envelope: "C5",
		Documents: []fjernprint.Report{{Profile: fjernprint.DefaultProfile, Verdict: v, Findings: findings}},
	}
}

var (
	inOMR = fjernprint.Finding{
		Rule: "FP-040", Code: "zone.omr.occupied", Severity: fjernprint.Reject, Page: 1, Zone: "OMR",
		Box: &fjernprint.Box{X: 12.3, Y: 100, W: 40, H: 4}, Move: &fjernprint.Move{Direction: fjernprint.Right, MM: 4.7},
		Source: "Arkmål", Da: "Side 1: flyt 4,7 mm mod højre.", En: "Page 1: move 4.7 mm to the right.",
	}
	baseFont = fjernprint.Finding{Rule: "FP-030", Code: "font.standard", Severity: fjernprint.Warn, Source: "21grams", Da: "Indlejr <b>skriften</b>.", En: "Embed the font."}
)

// someRun is a folder with a good letter, a wrong one, one with a warning and one
// that could not be judged. The wrong one's name has a CPR number.
func someRun(t *testing.T) *Run {
	unsure := letterReport(fjernprint.Inconclusive)
	unsure.Documents[0].Unchecked = []fjernprint.Unchecked{{Rule: "FP-004", Code: "check.time", Da: "Tiden gik.", En: "Time ran out."}}
	return &Run{
		Profile: profile(t), Language: english, Version: "brevdue test",
		Results: []Result{
			{Name: "breve/god.pdf", Report: letterReport(fjernprint.Printable)},
			{Name: "breve/0703941234.pdf", Report: letterReport(fjernprint.Rejected, inOMR, baseFont)},
			{Name: "breve/advarsel.pdf", Report: letterReport(fjernprint.Printable, baseFont)},
			{Name: "breve/tung.pdf", Report: unsure},
		},
	}
}

func TestTheTableNamesEveryLetterAndFinding(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := WriteTable(&out, someRun(t)); err != nil {
		t.Fatal(err)
	}
	want := `Profile: dk-fjernprint-2013

VERDICT       PAGES  SHEETS  ENVELOPE  FINDINGS                FILE
printable     1      1       C5        no findings             breve/god.pdf
rejected      1      1       C5        1 rejection, 1 warning  breve/0703**-****.pdf
printable     1      1       C5        1 warning               breve/advarsel.pdf
inconclusive  1      1       C5        no findings             breve/tung.pdf

breve/0703**-****.pdf
  FP-040  reject     Page 1: move 4.7 mm to the right.
  FP-030  warn       Embed the font.

breve/advarsel.pdf
  FP-030  warn       Embed the font.

breve/tung.pdf
  FP-004  unchecked  Time ran out.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTheExitCodeFollowsTheWorstVerdict(t *testing.T) {
	t.Parallel()
	good := Result{Report: letterReport(fjernprint.Printable)}
	warned := Result{Report: letterReport(fjernprint.Printable, baseFont)}
	wrong := Result{Report: letterReport(fjernprint.Rejected, inOMR)}
	unsure := Result{Report: letterReport(fjernprint.Inconclusive)}
	for _, c := range []struct {
		what    string
		strict  bool
		results []Result
		want    int
	}{
		{"good", false, []Result{good}, 0},
		{"a warning", false, []Result{good, warned}, 0},
		{"a warning, strictly", true, []Result{good, warned}, 1},
		{"wrong", false, []Result{good, wrong, unsure}, 1},
		{"unsure", false, []Result{unsure, good}, 3},
		{"unsure with a warning elsewhere, strictly", true, []Result{unsure, warned}, 1},
	} {
		if got := (&Run{Strict: c.strict, Results: c.results}).exitCode(); got != c.want {
			t.Errorf("%s: exit code %d, want %d", c.what, got, c.want)
		}
	}
}

func TestJSONAndSARIFCarryTheFindings(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := WriteJSON(&out, someRun(t)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version int
		Letters []struct {
			File    string
			Verdict fjernprint.Verdict
			Report  fjernprint.LetterReport
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&inOMR, &got.Letters[1].Report.Documents[0].Findings[0]); diff != "" || got.Version != 1 {
		t.Errorf("version %d, %s", got.Version, diff)
	}
	if strings.Contains(out.String(), "0703941234") {
		t.Error("JSON shows the CPR number of a file name")
	}

	out.Reset()
	if err := WriteSARIF(&out, someRun(t)); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	if len(results) != 3 || results[0].Level != "error" || results[1].Level != "warning" {
		t.Fatalf("SARIF results: %+v", results)
	}
	rules := log.Runs[0].Tool.Driver.Rules
	for _, r := range results {
		if rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %d is %s, the result says %s", r.RuleIndex, rules[r.RuleIndex].ID, r.RuleID)
		}
	}
	if got := results[0].Locations[0].Physical.Artifact.URI; got != "breve/0703%2A%2A-%2A%2A%2A%2A.pdf" && got != "breve/0703**-****.pdf" {
		t.Errorf("the artifact is %q", got)
	}
}

func TestTheReportIsWholeAndEscapesWhatItQuotes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run := someRun(t)
	run.Language = danish
	if err := WriteHTML(t.Context(), dir, run, nil); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`href="(letters/[^"]*)"`).FindAllSubmatch(index, -1)
	if len(links) != 3 {
		t.Errorf("%d links to letters, want 3", len(links))
	}
	if first, second := bytes.Index(index, []byte("0703**-****")), bytes.Index(index, []byte("god.pdf")); first < 0 || first > second {
		t.Error("the rejected letter does not come first")
	}
	for _, link := range links {
		page, err := os.ReadFile(filepath.Join(dir, string(link[1])))
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range []string{"<b>skriften", "0703941234", "<script", "http:", "https:"} {
			if bytes.Contains(page, []byte(wrong)) {
				t.Errorf("%s contains %q", link[1], wrong)
			}
		}
	}
}

func TestWhatTheCommandLineNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"b.PDF", "a.pdf", "under/c.pdf", "under/readme.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	empty := t.TempDir()
	for _, c := range []struct {
		what   string
		files  []string
		letter bool
		want   []int // parts of each letter; nil for an error
	}{
		{"a folder", []string{dir}, false, []int{1, 1, 1}},
		{"a file of any name", []string{filepath.Join(dir, "under/readme.txt")}, false, []int{1}},
		{"one letter", []string{filepath.Join(dir, "a.pdf"), filepath.Join(dir, "b.PDF")}, true, []int{2}},
		{"standard input", []string{"-"}, false, []int{1}},
		{"nothing", nil, false, nil},
		{"a folder without letters", []string{empty}, false, nil},
		{"a file that is not there", []string{filepath.Join(dir, "none.pdf")}, false, nil},
		{"standard input twice", []string{"-", filepath.Join(dir, "a.pdf"), "-"}, false, nil},
		{"a device", []string{os.DevNull}, false, nil},
	} {
		found, err := (&Command{Files: c.files, Letter: c.letter}).letters(strings.NewReader("%PDF-1.4"))
		var got []int
		for _, l := range found {
			got = append(got, len(l.parts))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || (err == nil) != (c.want != nil) {
			t.Errorf("%s: error %v, %s", c.what, err, diff)
		}
		for _, l := range found {
			for _, p := range l.parts {
				in, err := p.Open()
				if err != nil {
					t.Fatal(err)
				}
				content, err := io.ReadAll(in)
				if err = errors.Join(err, in.Close()); err != nil || int64(len(content)) != p.Size {
					t.Errorf("%s: %s has %d bytes, stated %d (%v)", c.what, p.Name, len(content), p.Size, err)
				}
			}
		}
	}
}

func TestAnAddressIsReadAsItStandsOnAnEnvelope(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]*fjernprint.Address{
		"Anna Eksempel|Eksempelvej 1, 2. th|9999 Eksempelby": {Name: "Anna Eksempel", Lines: []string{"Eksempelvej 1, 2. th"}, PostCode: "9999", City: "Eksempelby"},
		" Anna | c/o Bo ": {Name: "Anna", Lines: []string{"c/o Bo"}},
		"Anna":            nil,
		"":                nil,
	} {
		got, err := parseAddress(given)
		if diff := cmp.Diff(want, got); diff != "" || (err == nil) != (want != nil) {
			t.Errorf("%q: error %v, %s", given, err, diff)
		}
	}
}

func TestTheLetterFollowsTheFlags(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		command Command
		want    fjernprint.Letter
	}{
		{"nothing said", Command{}, fjernprint.Letter{AnyAddress: true}},
		{"an address", Command{Address: "A|B 1"}, fjernprint.Letter{Address: &fjernprint.Address{Name: "A", Lines: []string{"B 1"}}}},
		{"imprints", Command{Imprint: []string{"recipient", "sender"}, Duplex: true}, fjernprint.Letter{ImprintRecipient: true, ImprintSender: true, Duplex: true}},
	} {
		got, err := c.command.letter()
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", c.what, err, diff)
		}
	}
	if _, err := (&Command{Jobs: -1}).letter(); err == nil {
		t.Error("a negative number of jobs is taken")
	}
}

func TestWhatCannotBeOpenedInAFolderIsInconclusiveAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, to := range map[string]string{"a.pdf": "nowhere.pdf", "b.pdf": os.DevNull, "c.pdf": "c.pdf"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "d.pdf"), []byte("no PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	letters, err := (&Command{Files: []string{dir}}).letters(nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]fjernprint.Verdict{}
	for _, r := range checkAll(t.Context(), fjernprint.Checker{}, letters, profile(t), fjernprint.Letter{}, 1, func() {}) {
		got[filepath.Base(r.Name)] = r.Report.Verdict
	}
	want := map[string]fjernprint.Verdict{
		"a.pdf": fjernprint.Inconclusive, "b.pdf": fjernprint.Inconclusive, "c.pdf": fjernprint.Inconclusive, "d.pdf": fjernprint.Rejected,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestANameShowsNothingButItself(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"breve/æøå 1.pdf":         "breve/æøå 1.pdf",
		"a\u202efdp.exe":          "a?fdp.exe",
		"a\x1b[31m\n\u0085.pdf":   "a?[31m??.pdf",
		"a\u2028b.pdf":            "a?b.pdf",
		"070394-1234 bilag 2.pdf": "0703**-**** bilag 2.pdf",
	} {
		if got := shownName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}

func TestAReportThatCannotBeWrittenIsNoRejection(t *testing.T) {
	t.Parallel()
	good, err := specimen.Letter(specimen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what    string
		content []byte
		want    int
	}{
		{"a printable letter", good, 3},
		{"a rejected one", []byte("no PDF"), 1},
	} {
		file, report := filepath.Join(t.TempDir(), "letter.pdf"), t.TempDir()
		if err := os.WriteFile(file, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(filepath.Join(report, "index.html"), 0o700); err != nil { // in its way
			t.Fatal(err)
		}
		var command Command
		var said bytes.Buffer
		app, err := kong.New(&command, kong.Vars{"print_profile": fjernprint.DefaultProfile, "self": "", "version": "test"}, kong.Writers(io.Discard, &said))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := app.Parse([]string{file, "--html", report}); err != nil {
			t.Fatal(err)
		}
		var ends *exitError
		if err := command.Run(t.Context(), app); !errors.As(err, &ends) || ends.ExitCode() != c.want || !strings.Contains(said.String(), "index.html") {
			t.Errorf("%s: %v, and it said %q; want exit code %d", c.what, err, said.String(), c.want)
		}
	}
}

func TestASampleGetsAFindingOfTheRuleItIsNamedAfter(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := writeSamples(t.Context(), io.Discard, dir); err != nil {
		t.Fatal(err)
	}
	letters, err := (&Command{Files: []string{dir}}).letters(nil)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`^(fp-\d{3})-(reject|warn|info)-`)
	breaking := 0
	for _, r := range checkAll(t.Context(), fjernprint.Checker{}, letters, profile(t), fjernprint.Letter{AnyAddress: true}, 1, func() {}) {
		m := named.FindStringSubmatch(filepath.Base(r.Name))
		if m == nil {
			continue
		}
		breaking++
		rule, severity := fjernprint.RuleID(strings.ToUpper(m[1])), fjernprint.Severity(m[2])
		if !slices.ContainsFunc(r.Report.All(), func(f fjernprint.Finding) bool { return f.Rule == rule && f.Severity == severity }) {
			t.Errorf("%s: %s does not find anything (%s)", filepath.Base(r.Name), rule, severity)
		}
	}
	if breaking < 80 {
		t.Errorf("only %d samples break a rule", breaking)
	}
}
