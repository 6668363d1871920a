package verdict

import (
	"testing"

	"github.com/brevdue/brevdue/post/law"
)

func TestOnlyWhatHeldPasses(t *testing.T) {
	t.Parallel()
	for level, want := range map[law.Level]Verdict{law.Must: Fail, law.Should: Warn, law.May: Skip, law.Info: Skip, "": Fail} {
		if got := Judge(level, false); got != want {
			t.Errorf("a broken %q is %s, want %s", level, got, want)
		}
		if got := Judge(level, true); got != Pass {
			t.Errorf("a %q that held is %s", level, got)
		}
	}
}

func TestExitCodesOfRuns(t *testing.T) {
	t.Parallel()
	run := func(all ...Verdict) *Run {
		r := &Run{}
		for _, v := range all {
			r.Scenarios = append(r.Scenarios, &Scenario{ID: string(v), Outline: string(v), Assertions: []Assertion{{Rule: "DK-ARR-01", Verdict: v}}})
		}
		return r
	}
	interrupted := run(Pass, Fail)
	interrupted.Interrupted = "Ctrl-C"
	silent := run(Pass)
	silent.Scenarios[0].Assertions = nil
	for name, c := range map[string]struct {
		run  *Run
		want int
	}{
		"green":                                    {run(Pass, Pass), 0},
		"a broken SHOULD":                          {run(Pass, Warn), 0},
		"a MAY that is not done":                   {run(Pass, Skip), 0},
		"a broken MUST":                            {run(Pass, Fail), 1},
		"a broken MUST beside an undecided one":    {run(Fail, Error), 1},
		"an undecided scenario":                    {run(Pass, Error), 3},
		"nothing ran":                              {run(), 3},
		"nothing was shown":                        {run(Skip, Omit), 3},
		"a scenario that asserted nothing":         {silent, 3},
		"interrupted, whatever was seen till then": {interrupted, 3},
	} {
		if got := c.run.ExitCode(); got != c.want {
			t.Errorf("%s: exit code %d, want %d", name, got, c.want)
		}
	}
}

func TestARuleIsProvenOnlyByAssertionsThatHeld(t *testing.T) {
	t.Parallel()
	r := &Run{Scenarios: []*Scenario{{ID: "a", Assertions: []Assertion{
		{Rule: "DK-ARR-01", Verdict: Pass}, {Rule: "DK-SEND-03", Verdict: Judge(law.May, false)}, {Rule: "DK-ARR-02", Verdict: Fail}, {Rule: "DK-ARR-02", Verdict: Pass},
	}}}}
	want := map[law.ID]Verdict{"DK-ARR-01": Pass, "DK-SEND-03": Skip, "DK-ARR-02": Fail, "DK-COV-01": Omit}
	for _, rv := range r.Rules([]law.Rule{{ID: "DK-ARR-01"}, {ID: "DK-SEND-03"}, {ID: "DK-ARR-02"}, {ID: "DK-COV-01"}}) {
		if rv.Verdict != want[rv.Rule.ID] {
			t.Errorf("%s is %s, want %s", rv.Rule.ID, rv.Verdict, want[rv.Rule.ID])
		}
	}
}
