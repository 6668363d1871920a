package law_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/law"
)

func everyRule() []law.Rule { return law.Default(law.Denmark).All() }

func TestRuleIDsAreUniqueAndWellFormed(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^([A-Z]+-)+\d\d$`)
	seen := map[law.ID]bool{}
	for _, r := range everyRule() {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		if !form.MatchString(string(r.ID)) {
			t.Errorf("%s is not family and number", r.ID)
		}
		if r.Jurisdiction != law.Anywhere && !strings.HasPrefix(string(r.ID), "TIME-") &&
			!strings.HasPrefix(string(r.ID), string(r.Jurisdiction)+"-") {
			t.Errorf("%s belongs to %s", r.ID, r.Jurisdiction)
		}
	}
}

func TestEveryRuleIsOneSentenceInBothLanguagesWithSources(t *testing.T) {
	t.Parallel()
	levels := []law.Level{law.Must, law.Should, law.May, law.Info}
	confidence := regexp.MustCompile(`^[ABCSD](/[ABCSD])?$`)
	date := regexp.MustCompile(`^(\d{4}-\d\d-\d\d)?$`)
	for _, r := range everyRule() {
		for _, text := range []string{r.Text("da"), r.Text("en")} {
			if !strings.HasSuffix(text, ".") || strings.Contains(strings.TrimSuffix(text, "."), ". ") &&
				!strings.Contains(text, "1. ") { // "den 1. november" is no end of a sentence
				t.Errorf("%s is not one sentence: %s", r.ID, text)
			}
		}
		if r.Da == r.En {
			t.Errorf("%s is in one language only", r.ID)
		}
		if len(r.Sources) == 0 || slices.Contains(r.Sources, "") {
			t.Errorf("%s has no source", r.ID)
		}
		for _, s := range r.Sources {
			if strings.Contains(s, "[") {
				t.Errorf("%s: source %q is a key, not a name", r.ID, s)
			}
		}
		if !slices.Contains(levels, r.Level) || !confidence.MatchString(string(r.Confidence)) {
			t.Errorf("%s: level %q, confidence %q", r.ID, r.Level, r.Confidence)
		}
		if !date.MatchString(string(r.From)) || !date.MatchString(string(r.To)) || r.To != "" && r.To < r.From {
			t.Errorf("%s: in force from %q to %q", r.ID, r.From, r.To)
		}
	}
}

// The rules the first milestone touches, in the order of reports.
func TestTheCatalogueIsCompleteAndItsOrderIsStable(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"DK-COV": "01 02 03 04 05 06 07 08 09 10 11 12", "DK-CVR": "04", "DK-EXEMPT": "01 10 11 12 13 15",
		"DK-ARR": "01 02 03 04 05 06 07 08 09 10 11 12 13", "DK-OUT": "01", "DK-SEND": "01 02 03 04 05 06 07",
		"DK-SIGN": "01", "DK-REC": "01 02 03 04 05 06 07 08", "DK-PRINT": "01 02 03 04 05", "DK-NOTIF": "01",
		"DK-SMS": "01 02 03", "DK-DEL": "01 02 04", "DK-JOUR": "03", "DK-GDPR": "04 05", "DK-PRIV": "01",
		"TIME": "01 02 03 04 05 06 07 08 09",
	}
	got := map[string]string{}
	for _, r := range everyRule() {
		family := r.ID.Family()
		got[family] = strings.TrimSpace(got[family] + " " + string(r.ID)[len(family)+1:])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
	families := []string{
		"DK-COV", "DK-CVR", "DK-EXEMPT", "DK-ARR", "DK-OUT", "DK-SEND", "DK-SIGN", "DK-REC", "DK-PRINT",
		"DK-NOTIF", "DK-SMS", "DK-DEL", "DK-JOUR", "DK-GDPR", "DK-PRIV", "TIME",
	}
	if diff := cmp.Diff(families, law.Default(law.Denmark).Families()); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestRulesAndSwitchesKnowEachOther(t *testing.T) {
	t.Parallel()
	named := map[law.Name]bool{
		law.SizeUnit: true, // about the wire only: no rule of law speaks of the size
	}
	known := map[law.Name]bool{}
	for _, s := range law.Switches() {
		if known[s.Name] {
			t.Errorf("switch %s is there twice", s.Name)
		}
		known[s.Name] = true
	}
	for _, r := range everyRule() {
		for _, name := range r.Switches {
			named[name] = true
			if !known[name] {
				t.Errorf("%s names a switch %s that does not exist", r.ID, name)
			}
		}
	}
	for name := range known {
		if !named[name] {
			t.Errorf("no rule names switch %s", name)
		}
	}
}

func TestEverySwitchIsDescribedAndAcceptsItsOwnValues(t *testing.T) {
	t.Parallel()
	contested := regexp.MustCompile(`^(U-\d\d)?$`)
	for _, s := range law.Switches() {
		if s.Da == "" || s.En == "" || s.Da == s.En || s.Source == "" || !contested.MatchString(s.Contested) {
			t.Errorf("switch %s is not fully described", s.Name)
		}
		if (s.Kind == law.Choice || s.Kind == law.Set) != (len(s.Values) > 1) {
			t.Errorf("switch %s is a %s with values %v", s.Name, s.Kind, s.Values)
		}
		for _, v := range append(s.Values, s.Default) {
			r, err := law.Default(law.Denmark).With(s.Name, v)
			if s.NotYet && v != s.Default {
				if err == nil {
					t.Errorf("switch %s can be set to %q to no effect", s.Name, v)
				}
			} else if err != nil {
				t.Errorf("switch %s refuses its own value %q: %v", s.Name, v, err)
			} else if got := r.Value(s.Name); got != v {
				t.Errorf("switch %s set to %q is %q", s.Name, v, got)
			}
		}
		_, err := law.Default(law.Denmark).With(s.Name, "No such value!")
		if err == nil || !strings.Contains(err.Error(), s.Allowed()) {
			t.Errorf("switch %s: %v", s.Name, err)
		}
	}
}
