package conformance

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/features"
	"github.com/brevdue/brevdue/post/fjernprint"
)

// printRules is the feature of one outline for each print rule that can reject a
// letter.
const printRules = "dk/sending/print_rules.feature"

// somePrintRules are a rule about files, one about zones, one about the address and
// one about the whole letter: outlines differ in nothing but their letters.
const somePrintRules = "@FP-012,@FP-040,@FP-043,@FP-051"

// printMutants are providers whose print rules are wrong. Every outline has to catch
// the first of them, and those of somePrintRules each.
func printMutants() []mutant {
	says := func(change func(*fjernprint.LetterReport)) func(*testbed.Options) {
		return func(o *testbed.Options) { o.Provider.PrintRules = liar(change) }
	}
	return []mutant{
		{fault: "the print rules always say yes", rule: "DK-PRINT-05", everywhere: printRules, bed: says(func(r *fjernprint.LetterReport) {
			r.Verdict = fjernprint.Printable
			eachList(r, func(findings []fjernprint.Finding) []fjernprint.Finding {
				return slices.DeleteFunc(findings, func(f fjernprint.Finding) bool { return f.Severity == fjernprint.Reject })
			})
		})},
		{fault: "the print rules always say no", rule: "DK-PRINT-05", everywhere: printRules, only: somePrintRules, bed: says(func(r *fjernprint.LetterReport) {
			r.Verdict = fjernprint.Rejected
			for _, known := range fjernprint.Rules() {
				r.Findings = append(r.Findings, fjernprint.Finding{
					Rule: known.ID, Code: "always", Severity: fjernprint.Reject, Document: -1, Da: "Nej.", En: "No.",
				})
			}
		})},
		{fault: "a refusal for print names another rule", rule: "DK-PRINT-05", everywhere: printRules, only: somePrintRules, bed: says(func(r *fjernprint.LetterReport) {
			eachList(r, func(findings []fjernprint.Finding) []fjernprint.Finding {
				for i := range findings {
					if findings[i].Severity == fjernprint.Reject {
						findings[i].Rule = "FP-061"
					}
				}
				return findings
			})
		})},
		{fault: "the provider does not say which print rules it looked at", rule: "DK-PRINT-05", everywhere: printRules, only: somePrintRules, bed: says(func(r *fjernprint.LetterReport) {
			r.Sheets = 0
			for i := range r.Documents {
				r.Documents[i].Checked = nil
			}
		})},
	}
}

// liar are print rules that look properly and then say something else.
type liar func(*fjernprint.LetterReport)

func (l liar) CheckLetter(ctx context.Context, parts []fjernprint.Part, p *fjernprint.Profile, letter fjernprint.Letter) fjernprint.LetterReport {
	r := fjernprint.Checker{}.CheckLetter(ctx, parts, p, letter)
	l(&r)
	return r
}

// eachList changes the findings about the letter and about each document.
func eachList(r *fjernprint.LetterReport, change func([]fjernprint.Finding) []fjernprint.Finding) {
	r.Findings = change(r.Findings)
	for i := range r.Documents {
		r.Documents[i].Findings = change(r.Documents[i].Findings)
	}
}

func TestEveryPrintRuleThatRejectsHasItsOutline(t *testing.T) {
	t.Parallel()
	for _, r := range fjernprint.Rules() {
		if !slices.Contains(r.Severities, fjernprint.Reject) {
			continue
		}
		listed, err := List(features.Files, "@"+string(r.ID))
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		if len(listed) != 1 || !strings.HasPrefix(listed[0].ID, printRules+":") {
			t.Errorf("%s: %+v, want one outline of %s", r.ID, listed, printRules)
		}
	}
}

func TestAPrintRuleSelectsItsScenario(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		ids  []string
		want int // scenarios; 0: wrong usage
	}{
		{[]string{"FP-040"}, 1},
		{[]string{"fp-040", "FP-047"}, 2},
		{[]string{"FP-040", "DK-PRINT-03"}, 2},
		{[]string{"FP-044"}, 0}, // only warns
		{[]string{"FP-999"}, 0},
	} {
		code, out, errs := verify(t, &VerifyCommand{List: true, IDs: tc.ids})
		if tc.want == 0 {
			if code != exitUsage || !strings.Contains(errs, tc.ids[0]) {
				t.Errorf("verify %v: exit code %d, %q; want 2 and the id", tc.ids, code, errs)
			}
			continue
		}
		if code != 0 || !strings.Contains(out, fmt.Sprintf("%d scenarios", tc.want)) {
			t.Errorf("verify %v: exit code %d, %q %q; want %d scenarios", tc.ids, code, out, errs, tc.want)
		}
	}
}
