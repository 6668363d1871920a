package specimen_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

func TestTheNamesOfTheCasesAreTheirOwn(t *testing.T) {
	t.Parallel()
	en, da := map[string]bool{}, map[string]bool{}
	for _, c := range specimen.Cases() {
		if en[c.Name] || da[c.Da] {
			t.Errorf("%s: %q or %q is another case's name", c.Rule, c.Name, c.Da)
		}
		en[c.Name], da[c.Da] = true, true
	}
}

func TestTheSameCaseIsTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, c := range specimen.Cases() {
		var first [][]byte
		for range 2 {
			parts, err := c.Parts()
			if err != nil {
				t.Fatalf("%s %s: %v", c.Rule, c.Name, err)
			}
			if first != nil && !slices.EqualFunc(first, parts, bytes.Equal) {
				t.Errorf("%s %s: other bytes the second time", c.Rule, c.Name)
			}
			first = parts
		}
	}
}

func TestTheSameSeedIsTheSameLetter(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for seed := range uint64(40) {
		one, two := varied(t, seed), varied(t, seed)
		if diff := differ(one, two); diff != "" {
			t.Errorf("seed %d: another letter the second time (-first +second):\n%s", seed, diff)
		}
		if seen[string(one.PDF)] {
			t.Errorf("seed %d: the letter of another seed", seed)
		}
		seen[string(one.PDF)] = true
	}
}

func TestALetterWithSomeOfItsMarksIsOtherwiseTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		whole := varied(t, seed)
		all := make([]int, len(whole.Marks))
		for i := range all {
			all[i] = i
		}
		if diff := differ(whole, varied(t, seed, all...)); diff != "" {
			t.Errorf("seed %d: another letter when all marks are named (-unnamed +named):\n%s", seed, diff)
		}
		one := varied(t, seed, 0)
		if len(all) > 1 && bytes.Equal(one.PDF, whole.PDF) {
			t.Errorf("seed %d: the same with one mark as with all", seed)
		}
		if diff := cmp.Diff(whole.Marks, one.Marks); diff != "" {
			t.Errorf("seed %d: other marks when one is drawn (-all +one):\n%s", seed, diff)
		}
	}
}

// differ is how two letters differ, "" for not at all. Their bytes are not compared
// one by one: that takes long.
func differ(one, two specimen.Variation) string {
	type letter struct {
		Letter fjernprint.Letter
		Marks  []specimen.Drawn
		PDF    [sha256.Size]byte
	}
	return cmp.Diff(letter{one.Letter, one.Marks, sha256.Sum256(one.PDF)}, letter{two.Letter, two.Marks, sha256.Sum256(two.PDF)})
}

func varied(t *testing.T, seed uint64, only ...int) specimen.Variation {
	t.Helper()
	v, err := specimen.Varied(seed, only...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// check is the report about a letter.
func check(t *testing.T, p *fjernprint.Profile, l fjernprint.Letter, contents ...[]byte) fjernprint.LetterReport {
	t.Helper()
	parts := make([]fjernprint.Part, len(contents))
	for i, content := range contents {
		parts[i] = fjernprint.Part{
			Name: fmt.Sprintf("%d.pdf", i), Size: int64(len(content)),
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		}
	}
	return fjernprint.Checker{}.CheckLetter(t.Context(), parts, p, l)
}

// said is what a report says, by rule and severity.
func said(r fjernprint.LetterReport) []string {
	var all []string
	for _, f := range r.All() {
		all = append(all, fmt.Sprintf("%s %s (document %d, page %d): %s %s", f.Rule, f.Severity, f.Document, f.Page, f.Code, f.En))
	}
	return all
}

func TestEveryCaseGetsItsVerdictFromItsRule(t *testing.T) {
	t.Parallel()
	for _, c := range specimen.Cases() {
		t.Run(fmt.Sprintf("%s %s", c.Rule, c.Name), func(t *testing.T) {
			t.Parallel()
			parts, err := c.Parts()
			if err != nil {
				t.Fatal(err)
			}
			profile, err := c.Against()
			if err != nil {
				t.Fatal(err)
			}
			r := check(t, profile, c.Letter, parts...)
			if r.Verdict != c.Verdict() {
				t.Errorf("the verdict is %s, want %s", r.Verdict, c.Verdict())
			}
			found := false
			for _, f := range r.All() {
				own := f.Rule == c.Rule && f.Severity == c.Severity
				found = found || own
				if f.Severity == fjernprint.Reject && !slices.Contains(c.Also, f.Rule) && !(own && c.Breaks) {
					t.Errorf("%s rejects it", f.Rule)
				}
			}
			if found != c.Breaks {
				t.Errorf("a finding of %s with severity %s: %v, want %v", c.Rule, c.Severity, found, c.Breaks)
			}
			if t.Failed() {
				t.Logf("it says:\n%s", strings.Join(said(r), "\n"))
			}
		})
	}
}

func TestEveryRuleHasALetterThatBreaksItAndOneThatDoesNot(t *testing.T) {
	t.Parallel()
	breaks, keeps := map[fjernprint.RuleID]bool{}, map[fjernprint.RuleID]bool{}
	severities := map[string]bool{}
	for _, c := range specimen.Cases() {
		if c.Breaks {
			breaks[c.Rule] = true
			severities[fmt.Sprint(c.Rule, c.Severity)] = true
		} else {
			keeps[c.Rule] = true
		}
	}
	rules := fjernprint.Rules()
	if len(rules) != 36 {
		t.Errorf("%d rules, want 36", len(rules))
	}
	for _, r := range rules {
		if !breaks[r.ID] || !keeps[r.ID] {
			t.Errorf("%s: breaking letter %v, other letter %v", r.ID, breaks[r.ID], keeps[r.ID])
		}
		for _, s := range r.Severities {
			if !severities[fmt.Sprint(r.ID, s)] {
				t.Errorf("%s: no letter breaks it with severity %s", r.ID, s)
			}
		}
	}
}

func TestAnOrdinaryLetterDrawsNotEvenAWarning(t *testing.T) {
	t.Parallel()
	standard, ok := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	if !ok {
		t.Fatal("there is no default profile")
	}
	recipient := []string{"Anna Eksempel", "Eksempelvej 12A", "9999 Eksempelkøbing"}
	for _, tc := range []struct {
		name    string
		options specimen.Options
		letter  fjernprint.Letter
	}{
		{"without a recipient", specimen.Options{}, fjernprint.Letter{ImprintRecipient: true}},
		{"with a recipient", specimen.Options{Recipient: recipient}, fjernprint.Letter{}},
		{"with the recipient stated", specimen.Options{Recipient: recipient}, fjernprint.Letter{Address: &fjernprint.Address{
			Name: "Anna Eksempel", Lines: []string{"Eksempelvej 12A"}, PostCode: "9999", City: "Eksempelkøbing",
		}}},
		{"without a sender", specimen.Options{NoSender: true}, fjernprint.Letter{ImprintRecipient: true, ImprintSender: true}},
		{"of eight pages", specimen.Options{Title: "Et langt brev", Pages: 8}, fjernprint.Letter{ImprintRecipient: true, Duplex: true}},
		{"with a long title", specimen.Options{Title: strings.Repeat("Afgørelse om boligstøtte ", 12)}, fjernprint.Letter{AnyAddress: true}},
	} {
		content, err := specimen.Letter(tc.options)
		if err != nil {
			t.Fatal(err)
		}
		again, err := specimen.Letter(tc.options)
		if err != nil || !bytes.Equal(content, again) {
			t.Errorf("%s: other bytes the second time: %v", tc.name, err)
		}
		r := check(t, standard, tc.letter, content)
		if r.Verdict != fjernprint.Printable {
			t.Errorf("%s: %s", tc.name, r.Verdict)
		}
		for _, f := range r.All() {
			if f.Severity != fjernprint.Info {
				t.Errorf("%s: %s %s", tc.name, f.Rule, f.En)
			}
		}
	}
}
