package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/brevdue/brevdue/conformance/verdict"
)

// The JUnit form that CI servers read: one suite per feature file, one case
// per scenario, <failure> for a broken rule, <error> where the suite could not
// decide, <skipped> where it did not apply.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Time     string       `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Time       string          `xml:"time,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr"`
		Time    string        `xml:"time,attr"`
		Failure *junitProblem `xml:"failure,omitempty"`
		Error   *junitProblem `xml:"error,omitempty"`
		Skipped *junitProblem `xml:"skipped,omitempty"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the run as JUnit XML.
func JUnit(w io.Writer, run *verdict.Run) error {
	doc := junitSuites{Name: "brevdue", Time: seconds(run.Duration)}
	var suite *junitSuite
	last, spent := "", time.Duration(0)
	for _, s := range run.Scenarios {
		file, _, _ := strings.Cut(s.ID, ":")
		if file != last {
			doc.Suites = append(doc.Suites, junitSuite{
				Name: s.Feature, Timestamp: run.Started.UTC().Format("2006-01-02T15:04:05"),
				Properties: []junitProperty{{"seed", fmt.Sprint(run.Seed)}, {"ruleSet", run.RuleSet}, {"command", run.Command}},
			})
			suite, last, spent = &doc.Suites[len(doc.Suites)-1], file, 0
		}
		c := junitCaseOf(s)
		suite.Cases = append(suite.Cases, c)
		suite.Tests++
		doc.Tests++
		switch {
		case c.Failure != nil:
			suite.Failures++
			doc.Failures++
		case c.Error != nil:
			suite.Errors++
			doc.Errors++
		case c.Skipped != nil:
			suite.Skipped++
			doc.Skipped++
		}
		spent += s.Duration
		suite.Time = seconds(spent)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("report: writing JUnit: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("report: writing JUnit: %w", err)
	}
	return nil
}

func junitCaseOf(s *verdict.Scenario) junitCase {
	file, _, _ := strings.Cut(s.ID, ":")
	class := strings.ReplaceAll(strings.TrimSuffix(file, ".feature"), "/", ".")
	name := s.Name
	if s.ID != s.Outline {
		name += " (" + s.ID + ")"
	}
	c := junitCase{Class: class, Name: name, File: s.ID, Time: seconds(s.Duration), Output: "rules: " + strings.Join(ruleWords(s), " ")}
	switch s.Verdict() {
	case verdict.Fail:
		c.Failure = &junitProblem{Message: brokenLine(s), Type: "broken rule", Text: brokenText(s)}
	case verdict.Error:
		c.Error = &junitProblem{Message: faultOf(s), Type: "not decided", Text: brokenText(s)}
	case verdict.Skip, verdict.Omit:
		c.Skipped = &junitProblem{Message: brokenLine(s), Type: string(s.Verdict())}
	case verdict.Warn:
		c.Output += "\nwarning: " + brokenText(s)
	case verdict.Pass:
	}
	return c
}

func faultOf(s *verdict.Scenario) string {
	if s.Fault != "" {
		return s.Fault
	}
	return "no assertion was made"
}

func brokenLine(s *verdict.Scenario) string {
	for _, a := range s.Broken() {
		return string(a.Rule) + ": " + a.Text
	}
	return ""
}

func brokenText(s *verdict.Scenario) string {
	var b strings.Builder
	for _, a := range s.Broken() {
		fmt.Fprintf(&b, "%s %s: %s\n  expected: %s\n  actual:   %s\n", a.Rule, a.Verdict, a.Text, a.Expected, a.Actual)
		for _, e := range a.Evidence {
			fmt.Fprintf(&b, "  %s %s: %s\n", e.Kind, e.Ref, e.Text)
		}
	}
	return b.String()
}

func ruleWords(s *verdict.Scenario) []string {
	ids := s.Rules()
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
