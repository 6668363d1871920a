package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
)

// sample is a run with every verdict in it.
func sample() *verdict.Run {
	at := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	scenario := func(id, outline, name string, vs ...verdict.Verdict) *verdict.Scenario {
		s := &verdict.Scenario{
			ID: id, Outline: outline, Feature: "Brev til en <fritaget> borger", Name: name, Tags: []string{"@DK"}, World: "w", Started: at, Duration: 12 * time.Millisecond,
			Steps:     []verdict.Step{{Keyword: "Givet", Text: "at klokken er \"2024-03-01 09:00\" dansk tid", Verdict: verdict.Pass}},
			Timeline:  []verdict.Moment{{Seq: 1, At: at, Kind: "letter.accepted", Rule: "DK-REC-01", Text: "accepted"}},
			Exchanges: []verdict.Exchange{{At: at, Direction: "in", Request: "POST /service/KombiPostAfsend_1/kombi", Status: 200, Sent: "<kombi_request><script>alert(1)</script></kombi_request>"}},
		}
		for _, v := range vs {
			s.Assertions = append(s.Assertions, verdict.Assertion{
				Rule: "DK-EXEMPT-12", Level: law.Must, Verdict: v, Text: "brevet afvises", Expected: "afvist", Actual: "leveret",
				Evidence: []verdict.Evidence{{Kind: "event", Ref: "7", Text: "letter.available"}},
			})
		}
		return s
	}
	undecided := scenario("dk/b.feature:9", "dk/b.feature:9", "Uafklaret")
	undecided.Fault = "the provider did not start"
	run := &verdict.Run{
		Schema: verdict.Schema, Version: "test", Command: "brevdue verify --seed 7", Seed: 7, RuleSet: "dk-now", Started: at, Duration: 2 * time.Second,
		Switches: []law.Setting{{Name: "leapling", Value: "28feb", Default: "1mar"}},
		Scenarios: []*verdict.Scenario{
			scenario("dk/a.feature:20", "dk/a.feature:12", "Abstrakt", verdict.Fail),
			scenario("dk/a.feature:4", "dk/a.feature:4", "God", verdict.Pass, verdict.Pass),
			scenario("dk/a.feature:19", "dk/a.feature:12", "Abstrakt", verdict.Pass),
			scenario("dk/a.feature:30", "dk/a.feature:30", "Advarsel", verdict.Warn),
			scenario("dk/b.feature:2", "dk/b.feature:2", "Ikke relevant", verdict.Omit),
			undecided,
		},
	}
	run.Sort()
	return run
}

func TestJUnitFilesABrokenRuleAsFailureAndAnUndecidedScenarioAsError(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := JUnit(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Tests int    `xml:"tests,attr"`
			Cases []struct {
				Class   string `xml:"classname,attr"`
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message, Text string `xml:",chardata"`
				} `xml:"failure"`
				Error *struct {
					Message string `xml:"message,attr"`
				} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatalf("not XML: %v", err)
	}
	if diff := cmp.Diff([]int{6, 1, 1, 1}, []int{doc.Tests, doc.Failures, doc.Errors, doc.Skipped}); diff != "" {
		t.Errorf("tests, failures, errors, skipped (-want +got):\n%s", diff)
	}
	if len(doc.Suites) != 2 || doc.Suites[0].Tests != 4 {
		t.Fatalf("suites: %+v", doc.Suites)
	}
	failing := doc.Suites[0].Cases[2]
	if failing.Failure == nil || failing.Error != nil || failing.Class != "dk.a" || !strings.Contains(failing.Name, "dk/a.feature:20") {
		t.Errorf("the broken row is not a named failure: %+v", failing)
	}
	if undecided := doc.Suites[1].Cases[1]; undecided.Error == nil || undecided.Error.Message != "the provider did not start" || undecided.Failure != nil {
		t.Errorf("the undecided scenario is not an error: %+v", undecided)
	}
}

func TestTotalsCountAnOutlineOnceWithItsWorstRow(t *testing.T) {
	t.Parallel()
	want := map[verdict.Verdict]int{verdict.Pass: 1, verdict.Fail: 1, verdict.Warn: 1, verdict.Omit: 1, verdict.Error: 1}
	if diff := cmp.Diff(want, sample().Totals()); diff != "" {
		t.Error(diff)
	}
	if got := sample().ExitCode(); got != 1 {
		t.Errorf("exit code %d, want 1: a broken rule outweighs an undecided scenario", got)
	}
}

func TestJSONCarriesWhatFollowsFromTheRun(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := JSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Schema, Verdict, Digest string
		Totals                  map[string]int
		Scenarios               []struct{ ID, Verdict string }
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != verdict.Schema || doc.Verdict != "error" || doc.Totals["fail"] != 1 || len(doc.Scenarios) != 6 || doc.Scenarios[0].Verdict != "pass" {
		t.Errorf("got %+v", doc)
	}
	if doc.Digest != sample().Digest() {
		t.Errorf("digest %q differs from the run's %q", doc.Digest, sample().Digest())
	}
}

func TestTheDigestSeesVerdictsAndNotTimes(t *testing.T) {
	t.Parallel()
	a, b := sample(), sample()
	b.Seed, b.Duration = 99, time.Hour
	b.Scenarios[0], b.Scenarios[1] = b.Scenarios[1], b.Scenarios[0]
	if a.Digest() != b.Digest() {
		t.Error("another seed, duration or order changes the digest")
	}
	b.Scenarios[0].Assertions[0].Verdict = verdict.Warn
	if a.Digest() == b.Digest() {
		t.Error("another verdict leaves the digest as it was")
	}
}

func TestHTMLIsOneFileThatInterpretsNothingOfALetter(t *testing.T) {
	t.Parallel()
	for _, lang := range []Language{Danish, English} {
		var b bytes.Buffer
		if err := HTML(&b, sample(), law.Default(law.Denmark), lang); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		for _, forbidden := range []string{"<script", "src=", "href=\"http", "@import", "url("} {
			if strings.Contains(got, forbidden) {
				t.Errorf("%s: the page contains %q", lang, forbidden)
			}
		}
		rule, _ := law.Default(law.Denmark).Lookup("DK-EXEMPT-12")
		for _, wanted := range []string{"&lt;script&gt;alert(1)", "Brev til en &lt;fritaget&gt; borger", rule.Text(string(lang)), "brevdue verify --seed 7", "leapling=28feb", lang.words().NotConformant, lang.words().NotProvenRules} {
			if !strings.Contains(got, wanted) {
				t.Errorf("%s: the page lacks %q", lang, wanted)
			}
		}
		if path := os.Getenv("BREVDUE_REPORT_SAMPLE"); path != "" && lang == Danish {
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTerminalNamesTheBrokenRuleAndItsSource(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Terminal(&b, sample(), law.Default(law.Denmark), English); err != nil {
		t.Fatal(err)
	}
	rule, _ := law.Default(law.Denmark).Lookup("DK-EXEMPT-12")
	for _, wanted := range []string{"FAIL  Abstrakt ×2", "DK-EXEMPT-12: brevet afvises", rule.En, rule.Sources[0], "Not conformant: 5 scenarios", "seed 7"} {
		if !strings.Contains(b.String(), wanted) {
			t.Errorf("the summary lacks %q:\n%s", wanted, b.String())
		}
	}
}

func TestMessagesAreLaidOutForReading(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"xml":         {`<?xml version="1.0"?><a x="1"><b>text</b><c/><d><e></e></d></a>`, "<?xml version=\"1.0\"?>\n<a x=\"1\">\n  <b>text</b>\n  <c/>\n  <d>\n    <e></e>\n  </d>\n</a>"},
		"cut off xml": {`<a><b>te … (9000 bytes in all)`, "<a>\n  <b>te … (9000 bytes in all)"},
		"json":        {`{"a":[1]}`, "{\n  \"a\": [\n    1\n  ]\n}"},
		"cut off":     {`{"a":[1`, `{"a":[1`},
		"neither":     {"a=1&b=2", "a=1&b=2"},
		"too long":    {strings.Repeat("æ", shown), strings.Repeat("æ", shown/2) + "\nand so on"},
	} {
		if diff := cmp.Diff(c.want, layOut(c.text, "and so on")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOneStatementOfSeveralRulesIsOneCheck(t *testing.T) {
	t.Parallel()
	a := verdict.Assertion{Rule: "DK-ARR-01", Verdict: verdict.Pass, Text: "x", Expected: "1", Actual: "1"}
	b := a
	b.Rule, b.Verdict = "DK-ARR-08", verdict.Warn
	again := a
	got := checksOf(&verdict.Scenario{Assertions: []verdict.Assertion{a, b, again}}, english())
	if len(got) != 2 || got[0].Verdict != verdict.Warn || len(got[0].Rules) != 2 || len(got[1].Rules) != 1 {
		t.Errorf("got %+v, want one check of two rules and its repetition", got)
	}
}

func TestBothLanguagesHaveAllWords(t *testing.T) {
	t.Parallel()
	for _, lang := range []Language{Danish, English} {
		w := lang.words()
		for _, v := range []verdict.Verdict{verdict.Pass, verdict.Omit, verdict.Skip, verdict.Warn, verdict.Fail, verdict.Error} {
			if w.Verdicts[v] == "" {
				t.Errorf("%s has no word for %s", lang, v)
			}
		}
		for _, f := range law.Default(law.Denmark).Families() {
			if w.Families[f] == "" {
				t.Errorf("%s has no title for the family %s", lang, f)
			}
		}
		for name, word := range map[string]string{"title": w.Title, "lead": w.Lead, "fault": w.Fault, "proven": w.Proven, "interrupted": w.Interrupted} {
			if word == "" {
				t.Errorf("%s has no word for %s", lang, name)
			}
		}
	}
}
