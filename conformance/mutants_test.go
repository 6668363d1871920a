package conformance

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/features"
	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

// mutant is a provider or sender with one fault in it, and the rule that must
// catch it. The faults are made here, out of the seams that the products have
// for their decisions and of the wire between them; nothing of them is compiled
// into the products.
type mutant struct {
	fault string
	rule  law.ID
	bed   func(*testbed.Options)
	// everywhere is a feature all of whose scenarios have to catch the fault; "": one
	// of any is enough.
	everywhere string
	// only are the tags of the scenarios that are played; "": those of the rule.
	only string
	// near says that the products have no seam for a fault of the rule itself; the
	// mutant is the nearest there is, and shows only that the rule's claims can fail.
	near bool
}

func allMutants(t *testing.T) []mutant {
	t.Helper()
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(routeMutants(), registerMutants(zone), providerMutants(), wireMutants(), senderMutants(zone), printMutants())
}

// TestEveryFaultIsCaughtByTheRuleThatNamesIt plays, for each mutant, the scenarios
// tagged with its rule. They are green without the fault: that is
// [TestEveryFeatureHolds].
func TestEveryFaultIsCaughtByTheRuleThatNamesIt(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	caught := map[string]bool{} // outlines in which some fault was caught
	t.Run("mutants", func(t *testing.T) {
		t.Parallel()
		for _, m := range allMutants(t) {
			t.Run(m.fault, func(t *testing.T) {
				t.Parallel()
				var bed testbed.Options
				m.bed(&bed)
				run, err := Run(t.Context(), Options{Seed: 7, Tags: cmp.Or(m.only, "@"+string(m.rule)), Bed: bed})
				if err != nil {
					t.Fatal(err)
				}
				found := false
				red := map[string]bool{} // by outline
				for _, s := range run.Scenarios {
					if s.Fault != "" {
						t.Errorf("%s: the suite gave up instead of judging: %s", s.ID, s.Fault)
					}
					for _, a := range s.Broken() {
						found = found || a.Rule == m.rule
						red[s.Outline] = true
					}
				}
				if !found {
					t.Errorf("no assertion of %s failed", m.rule)
				}
				for _, s := range run.Scenarios {
					if m.everywhere != "" && strings.HasPrefix(s.Outline, m.everywhere+":") && !red[s.Outline] {
						t.Errorf("%s %q did not catch it", s.Outline, s.Name)
					}
				}
				mu.Lock()
				maps.Copy(caught, red)
				mu.Unlock()
				rule, _ := law.Default(law.Denmark).Lookup(m.rule)
				if got := run.ExitCode(); rule.Level == law.Must && got != 1 {
					t.Errorf("exit code %d, want 1 (not conformant): %s is a MUST", got, m.rule)
				}
			})
		}
	})
	t.Cleanup(func() {
		listed, err := List(features.Files, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range listed {
			if !caught[l.ID] {
				t.Errorf("%s %q was red for no fault: what would have to be broken?", l.ID, l.Name)
			}
		}
	})
}

func TestEveryRuleTaggedHasAFaultThatItCatches(t *testing.T) {
	t.Parallel()
	has := map[law.ID]bool{}
	for _, m := range allMutants(t) {
		has[m.rule] = true
		if m.near {
			t.Logf("%s: no seam for the fault itself; played: %s", m.rule, m.fault)
		}
	}
	listed, err := List(features.Files, "")
	if err != nil {
		t.Fatal(err)
	}
	for id := range taggedBy(listed) {
		if !has[id] {
			t.Errorf("%s is claimed, but no fault shows that the claim can fail", id)
		}
	}
}

// TestTheFaultsPromisedAreThere keeps the twelve faults that the suite was first
// asked to catch from getting lost among the others.
func TestTheFaultsPromisedAreThere(t *testing.T) {
	t.Parallel()
	var names []string
	for _, m := range allMutants(t) {
		names = append(names, m.fault+" "+string(m.rule))
	}
	for _, want := range []string{
		"a letter is delivered to an exempt person DK-EXEMPT-12", "the automatic choice takes both channels DK-PRINT-04",
		"a letter arrives when it is opened DK-ARR-01", "a repeat is delivered again DK-REC-08", "receipts get lost on their way DK-REC-03",
		"a sender takes a 2xx for delivery DK-REC-01", "the date a letter is held until is ignored DK-ARR-07",
		"the start of a period is moved to a weekday TIME-02", "another's access token is taken DK-ARR-04",
		"the last day ends with office hours TIME-06", "a new company can be reached at once DK-COV-11",
		"a sender reads the receipt of a repeat as a refusal DK-REC-08",
	} {
		if !slices.Contains(names, want) {
			t.Errorf("missing: %s", want)
		}
	}
}
