package fjernprint

import (
	"bytes"
	"slices"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// ordinary is a page that nothing is wrong with but its font.
func ordinary(t *testing.T) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Text(30, 120, "Hej")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAPageThatTheInterpreterGivesUpOnLeavesItsRulesUnchecked(t *testing.T) {
	t.Parallel()
	p, _ := BuiltIn(DefaultProfile)
	e := Checker{}.examination(p, Letter{ImprintRecipient: true}, 0)
	e.content, e.failed = ordinary(t), true
	e.examine(t.Context())
	if e.report.Verdict != Inconclusive {
		t.Errorf("the verdict is %s", e.report.Verdict)
	}
	for _, s := range steps() {
		for _, id := range s.rules {
			unchecked := slices.ContainsFunc(e.report.Unchecked, func(u Unchecked) bool { return u.Rule == id && u.Code == "check.failed" })
			if unchecked != s.inked {
				t.Errorf("%s: not checked is %v, though it needs pages is %v", id, unchecked, s.inked)
			}
		}
	}
}

func TestEveryRuleHasItsStep(t *testing.T) {
	t.Parallel()
	var stepped []RuleID
	for _, s := range steps() {
		stepped = append(stepped, s.rules...)
	}
	for _, r := range catalogue {
		if slices.Contains(stepped, r.ID) == r.Whole {
			t.Errorf("%s is looked at in a document, or as a whole: one of both", r.ID)
		}
	}
	if slices.Sort(stepped); len(slices.Compact(stepped)) != 33 {
		t.Errorf("%d rules of a document", len(stepped))
	}
}

func TestARuleThatIsOffIsNotLookedAt(t *testing.T) {
	t.Parallel()
	p := profileOf(t, "rules: {FP-030: {severity: off}, FP-061: {severity: off}, FP-006: {severity: off}}")
	r := Check(t.Context(), ordinary(t), p, Letter{ImprintRecipient: true})
	if len(r.Findings) != 0 || len(r.Unchecked) != 0 {
		t.Errorf("found %v, not checked %v", r.Findings, r.Unchecked)
	}
	for _, id := range []RuleID{"FP-030", "FP-061", "FP-006"} {
		if slices.Contains(r.Checked, id) {
			t.Errorf("%s was looked at", id)
		}
	}
	if len(r.Checked) != 33 {
		t.Errorf("%d were", len(r.Checked))
	}
}
