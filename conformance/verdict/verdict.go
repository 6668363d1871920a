package verdict

import "github.com/brevdue/brevdue/post/law"

// Verdict is the outcome of an assertion, a scenario or a run.
type Verdict string

// The verdicts, from good to bad where they compare.
const (
	Pass  Verdict = "pass"
	Omit  Verdict = "omit"  // not applicable under the chosen rule set
	Skip  Verdict = "skip"  // the system under test cannot do this
	Warn  Verdict = "warn"  // a broken SHOULD
	Fail  Verdict = "fail"  // a broken MUST
	Error Verdict = "error" // the suite's own fault: nothing was decided
)

// severity orders verdicts: the worst of several is the one that counts.
var severity = map[Verdict]int{Pass: 0, Omit: 1, Skip: 2, Warn: 3, Fail: 4, Error: 5}

// Worst returns the worst of the verdicts, Omit of none: where nothing was
// asserted, nothing was shown.
func Worst(vs ...Verdict) Verdict {
	if len(vs) == 0 {
		return Omit
	}
	worst := vs[0]
	for _, v := range vs[1:] {
		if severity[v] > severity[worst] {
			worst = v
		}
	}
	return worst
}

// Judge turns the outcome of one assertion into a verdict by the level of its
// rule: a broken MUST fails, a broken SHOULD warns, and of a MAY or INFO that
// does not hold the system is only said to be unable. Nothing but an assertion
// that held passes, so that no rule is proven by one that cannot fail.
func Judge(level law.Level, held bool) Verdict {
	switch {
	case held:
		return Pass
	case level == law.Must || level == "":
		return Fail
	case level == law.Should:
		return Warn
	default:
		return Skip
	}
}

// Assertion is one atomic statement about the system under test.
type Assertion struct {
	Rule     law.ID     `json:"rule"`
	Level    law.Level  `json:"level"`
	Verdict  Verdict    `json:"verdict"`
	Step     int        `json:"step"` // index into Scenario.Steps
	Text     string     `json:"text"` // what was asserted, in the language of the feature
	Expected string     `json:"expected,omitempty"`
	Actual   string     `json:"actual,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Evidence points at what an assertion was judged on.
type Evidence struct {
	Kind string `json:"kind"` // event, receipt, letter, exchange
	Ref  string `json:"ref"`  // sequence number or id within the scenario's world
	Text string `json:"text"` // one line, CPR numbers masked
}
