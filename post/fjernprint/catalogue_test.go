package fjernprint

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheCatalogueHas36RulesInOrderThatSayWhatTheyAsk(t *testing.T) {
	t.Parallel()
	rules := Rules()
	if len(rules) != 36 || !slices.IsSortedFunc(rules, func(a, b Rule) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
		t.Errorf("%d rules, or out of order", len(rules))
	}
	id := regexp.MustCompile(`^FP-0\d\d$`)
	for _, r := range rules {
		if !id.MatchString(string(r.ID)) || r.Source == "" || !strings.Contains("ABCD", r.Confidence) || r.Confidence == "" {
			t.Errorf("incomplete: %+v", r)
		}
		for _, s := range []string{r.Da, r.En} {
			if !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q is no sentence", r.ID, s)
			}
		}
	}
	rules[0].Severities[0] = Off
	if Rules()[0].Severities[0] == Off {
		t.Error("the catalogue can be changed through what it hands out")
	}
}

func TestEveryCodeBelongsToARuleAndHasItsSeverity(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, w := range slices.Concat(wordings, zoneWordings) {
		if seen[w.Code] {
			t.Errorf("%s is there twice", w.Code)
		}
		seen[w.Code] = true
		rule, ok := ruleOf(w.Rule)
		if !ok || w.Severity != Off && !slices.Contains(rule.Severities, w.Severity) {
			t.Errorf("%s is %s of %s, which has %v", w.Code, w.Severity, w.Rule, rule.Severities)
		}
	}
	for _, rule := range catalogue {
		var got []Severity
		for _, w := range rowsOf(rule.ID) {
			if w.Severity != Off && !slices.Contains(got, w.Severity) {
				got = append(got, w.Severity)
			}
		}
		slices.SortFunc(got, func(a, b Severity) int { return worst[b] - worst[a] })
		if !slices.Equal(got, rule.Severities) {
			t.Errorf("%s: its codes have %v, the catalogue says %v", rule.ID, got, rule.Severities)
		}
		if p, _ := BuiltIn(DefaultProfile); p.Worst(rule.ID) != rule.Severities[0] {
			t.Errorf("%s is %s at worst by the default profile, the catalogue says %s", rule.ID, p.Worst(rule.ID), rule.Severities[0])
		}
	}
}

func TestBothLanguagesSayTheSameAndWhatToDo(t *testing.T) {
	t.Parallel()
	placeholder := regexp.MustCompile(`\{\w+\}`)
	sentences := 0
	say := func(code string, w text) {
		da, en := placeholder.FindAllString(w.da, -1), placeholder.FindAllString(w.en, -1)
		slices.Sort(da)
		slices.Sort(en)
		if !slices.Equal(da, en) {
			t.Errorf("%s: Danish has %v, English %v", code, da, en)
		}
		if w.da == w.en || w.da == "" || w.en == "" {
			t.Errorf("%s is said in one language", code)
		}
		sentences++
	}
	for _, w := range slices.Concat(wordings, zoneWordings) {
		say(w.Code, w.text)
	}
	for code, w := range uncheckedTexts {
		say(code, w)
	}
	if sentences < 60 {
		t.Errorf("only %d", sentences)
	}
}
