package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// Recorder collects the assertions of one scenario. Not for concurrent use: the
// steps of a scenario run one after the other.
type Recorder struct {
	rules      law.Rules
	tagged     []law.ID // the scenario's rule tags
	step       int      // index of the step that is running
	assertions []verdict.Assertion
}

// NewRecorder makes a recorder for a scenario with the given tags (@DK-ARR-01);
// tags that name no rule of the catalogue are left alone.
func NewRecorder(tags []string, rules law.Rules) *Recorder {
	r := &Recorder{rules: rules}
	for _, tag := range tags {
		id := law.ID(strings.TrimPrefix(tag, "@"))
		if _, ok := rules.Lookup(id); ok && !slices.Contains(r.tagged, id) {
			r.tagged = append(r.tagged, id)
		}
	}
	return r
}

// At tells the recorder which step is running.
func (r *Recorder) At(step int) { r.step = step }

// Assertions returns what was asserted so far.
func (r *Recorder) Assertions() []verdict.Assertion { return r.assertions }

// Unproven returns the tagged rules of which nothing was asserted.
func (r *Recorder) Unproven() []law.ID {
	return slices.DeleteFunc(slices.Clone(r.tagged), func(id law.ID) bool {
		return slices.ContainsFunc(r.assertions, func(a verdict.Assertion) bool { return a.Rule == id })
	})
}

// outcome is what a claim found.
type outcome struct {
	expected, actual string
	held             bool
	evidence         []verdict.Evidence
}

// claim records a statement about the system under test under every tagged rule
// that its family can speak of, or under the family's own first rule when the
// scenario is tagged with none of them.
func (r *Recorder) claim(f family, text string, o outcome) {
	ids := slices.DeleteFunc(slices.Clone(r.tagged), func(id law.ID) bool { return !slices.Contains(f, id) })
	if len(ids) == 0 {
		ids = f[:1]
	}
	for _, id := range ids {
		rule, _ := r.rules.Lookup(id)
		r.assertions = append(r.assertions, verdict.Assertion{
			Rule: id, Level: rule.Level, Verdict: verdict.Judge(rule.Level, o.held), Step: r.step,
			Text: ident.MaskText(text), Expected: ident.MaskText(o.expected), Actual: ident.MaskText(o.actual), Evidence: o.evidence,
		})
	}
}

// same is the outcome of comparing two values as they are told to people.
func same[T comparable](want, got T, evidence ...verdict.Evidence) outcome {
	return outcome{fmt.Sprint(want), fmt.Sprint(got), want == got, evidence}
}
