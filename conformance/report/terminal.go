package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
)

// Terminal writes the summary: a line per scenario with its rules, what is
// broken in full, and the totals. It uses no colour and no cursor movement.
func Terminal(w io.Writer, run *verdict.Run, rules law.Rules, lang Language) error {
	say := lang.words()
	var b strings.Builder
	file := ""
	for _, group := range outlines(run) {
		s := group.first
		if f, _, _ := strings.Cut(s.ID, ":"); f != file {
			file = f
			fmt.Fprintf(&b, "\n%s  (%s)\n", s.Feature, f)
		}
		rows := ""
		if group.rows > 1 {
			rows = fmt.Sprintf(" ×%d", group.rows)
		}
		fmt.Fprintf(&b, "  %-5s %s%s  [%s]\n", mark(group.verdict), s.Name, rows, strings.Join(group.rules, " "))
	}
	for _, s := range run.Scenarios {
		v := s.Verdict()
		if v == verdict.Error && run.Interrupted != "" {
			continue // they all say no more than that
		}
		if v == verdict.Fail || v == verdict.Error || v == verdict.Warn {
			fmt.Fprintf(&b, "\n%s: %s (%s)\n", say.Verdicts[v], s.Name, s.ID)
			if v == verdict.Error {
				fmt.Fprintf(&b, "  %s: %s\n", say.Fault, faultOf(s))
			}
			for _, a := range s.Broken() {
				fmt.Fprintf(&b, "  %s: %s\n    %s: %s\n    %s: %s\n", a.Rule, a.Text, say.Expected, a.Expected, say.Actual, a.Actual)
				if rule, ok := rules.Lookup(a.Rule); ok {
					fmt.Fprintf(&b, "    %s: %s (%s)\n", say.Rule, rule.Text(string(lang)), strings.Join(rule.Sources, "; "))
				}
			}
		}
	}
	if run.Interrupted != "" {
		fmt.Fprintf(&b, "\n%s: %s\n", say.Interrupted, run.Interrupted)
	}
	proven, total := provenRules(run, rules)
	fmt.Fprintf(&b, "\n%s: %d %s", say.headline(run), run.Count(), strings.ToLower(say.Scenarios))
	for _, v := range []verdict.Verdict{verdict.Pass, verdict.Warn, verdict.Fail, verdict.Error, verdict.Skip, verdict.Omit} {
		if n := run.Totals()[v]; n > 0 {
			fmt.Fprintf(&b, ", %d %s", n, say.Verdicts[v])
		}
	}
	fmt.Fprintf(&b, "; %d/%d %s %s; %s %d, %s %s, %s %s\n", proven, total, strings.ToLower(say.Rules), say.Proven,
		strings.ToLower(say.Seed), run.Seed, strings.ToLower(say.Digest), run.Digest(), strings.ToLower(say.Duration), run.Duration.Round(10*time.Millisecond))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("report: writing the summary: %w", err)
	}
	return nil
}

func mark(v verdict.Verdict) string {
	if v == verdict.Pass {
		return "ok"
	}
	return strings.ToUpper(string(v))
}

func provenRules(run *verdict.Run, rules law.Rules) (proven, total int) {
	all := rules.All()
	for _, rv := range run.Rules(all) {
		if rv.Assertions > 0 && rv.Verdict == verdict.Pass {
			proven++
		}
	}
	return proven, len(all)
}

// outline is all rows of one scenario.
type outline struct {
	first   *verdict.Scenario
	all     []*verdict.Scenario
	rows    int
	verdict verdict.Verdict
	rules   []string
}

func outlines(run *verdict.Run) []*outline {
	var out []*outline
	byID := map[string]*outline{}
	for _, s := range run.Scenarios {
		g := byID[s.Outline]
		if g == nil {
			g = &outline{first: s, verdict: s.Verdict()}
			byID[s.Outline] = g
			out = append(out, g)
		}
		g.all = append(g.all, s)
		g.rows++
		g.verdict = verdict.Worst(g.verdict, s.Verdict())
		for _, id := range ruleWords(s) {
			if !slices.Contains(g.rules, id) {
				g.rules = append(g.rules, id)
			}
		}
	}
	return out
}
