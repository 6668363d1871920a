package verdict

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// Schema names the version of the JSON form. It changes when a field changes
// its meaning or goes; new fields do not change it.
const Schema = "brevdue/result/1"

// Run is a whole conformance run.
type Run struct {
	Schema   string        `json:"schema"`
	Version  string        `json:"version"` // of brevdue
	Command  string        `json:"command"` // repeats the run
	Seed     uint64        `json:"seed"`
	RuleSet  string        `json:"ruleSet"`
	Switches []law.Setting `json:"switches,omitempty"` // those that differ from their default
	Started  time.Time     `json:"started"`
	Duration time.Duration `json:"duration"` // nanoseconds
	// Interrupted says why the run ended before its time; "" when it did not.
	Interrupted string      `json:"interrupted,omitempty"`
	Scenarios   []*Scenario `json:"scenarios"`
}

// Totals counts scenarios by verdict; rows of an outline count as one
// scenario with the worst of their verdicts.
func (r *Run) Totals() map[Verdict]int {
	worst := map[string]Verdict{}
	for _, s := range r.Scenarios {
		v := s.Verdict()
		if old, ok := worst[s.Outline]; ok {
			v = Worst(old, v)
		}
		worst[s.Outline] = v
	}
	totals := map[Verdict]int{}
	for _, v := range worst {
		totals[v]++
	}
	return totals
}

// Count is the number of scenarios, outlines counted once.
func (r *Run) Count() int {
	n := 0
	for _, c := range r.Totals() {
		n += c
	}
	return n
}

// Verdict is the run's verdict: Error when nothing ran or not all of it.
func (r *Run) Verdict() Verdict {
	if len(r.Scenarios) == 0 || r.Interrupted != "" {
		return Error
	}
	all := make([]Verdict, 0, len(r.Scenarios))
	for _, s := range r.Scenarios {
		all = append(all, s.Verdict())
	}
	return Worst(all...)
}

// ExitCode is what a command should end with: 0 conformant, 1 not conformant,
// 3 inconclusive: the run was interrupted, a scenario was not decided, or nothing
// was shown. 2 is for wrong usage and not given here.
func (r *Run) ExitCode() int {
	all := map[Verdict]int{}
	for _, s := range r.Scenarios {
		all[s.Verdict()]++
	}
	switch {
	case r.Interrupted != "":
		return 3
	case all[Fail] > 0:
		return 1
	case all[Error] > 0 || all[Pass]+all[Warn] == 0:
		return 3
	default:
		return 0
	}
}

// RuleVerdict is what a run shows about one rule.
type RuleVerdict struct {
	Rule       law.Rule `json:"rule"`
	Verdict    Verdict  `json:"verdict"` // Omit: no assertion of it was made
	Assertions int      `json:"assertions"`
	Broken     int      `json:"broken"`
	Scenarios  []string `json:"scenarios,omitempty"` // ids of the scenarios with assertions of it
}

// Rules tells for every rule given what the run shows about it, in that order.
// A rule without an assertion is not proven, whatever tags name it.
func (r *Run) Rules(rules []law.Rule) []RuleVerdict {
	byRule := map[law.ID]*RuleVerdict{}
	out := make([]RuleVerdict, len(rules))
	for i, rule := range rules {
		out[i] = RuleVerdict{Rule: rule, Verdict: Omit}
		byRule[rule.ID] = &out[i]
	}
	for _, s := range r.Scenarios {
		for _, a := range s.Assertions {
			rv := byRule[a.Rule]
			if rv == nil {
				continue
			}
			if rv.Assertions == 0 {
				rv.Verdict = a.Verdict
			}
			rv.Assertions++
			rv.Verdict = Worst(rv.Verdict, a.Verdict)
			if a.Verdict != Pass {
				rv.Broken++
			}
			if !slices.Contains(rv.Scenarios, s.ID) {
				rv.Scenarios = append(rv.Scenarios, s.ID)
			}
		}
	}
	return out
}

// Digest is a short word for the verdicts of a run: equal for two runs that
// asserted the same and got the same answers, whatever their times, seeds,
// ports and order of scenarios.
func (r *Run) Digest() string {
	lines := make([]string, 0, len(r.Scenarios))
	for _, s := range r.Scenarios {
		var b strings.Builder
		fmt.Fprintf(&b, "%s %s", s.ID, s.Verdict())
		for _, a := range s.Assertions {
			fmt.Fprintf(&b, "\x1f%s %d %s %s", a.Rule, a.Step, a.Verdict, a.Text)
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}

// Sort puts the scenarios in the order of the files, whatever order they ran in.
func (r *Run) Sort() {
	slices.SortStableFunc(r.Scenarios, func(a, b *Scenario) int { return CompareID(a.ID, b.ID) })
}

// CompareID orders path:line ids by path, then by line as a number.
func CompareID(a, b string) int {
	pa, la, _ := strings.Cut(a, ":")
	pb, lb, _ := strings.Cut(b, ":")
	return cmp.Or(strings.Compare(pa, pb), cmp.Compare(len(la), len(lb)), strings.Compare(la, lb))
}
