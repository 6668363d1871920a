package conformance

import (
	"slices"
	"testing"
	"time"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// mutant is a provider or sender with one fault in it, and the rule that must
// catch it. The faults are made here, out of the seams that the products have
// for their decisions; nothing of them is compiled into the products.
type mutant struct {
	fault string
	rule  law.ID
	tags  string // the scenarios to play; they must all be green without the fault
	bed   func(*testbed.Options)
}

func mutants(copenhagen *time.Location) []mutant {
	return []mutant{
		{"a letter is delivered to an exempt person", "DK-EXEMPT-12", "@DK-EXEMPT-12", func(o *testbed.Options) {
			o.Provider.Decisions.Route = func(f world.Facts, r law.Rules, now time.Time) world.Decision {
				if f.Standing == world.StandingExempt && f.Asked == world.ChannelDigital {
					return world.Decision{To: world.ToMailbox, Rule: "DK-ARR-01", Text: "delivered all the same"}
				}
				return world.Route(f, r, now)
			}
		}},
		{"the automatic choice takes both channels", "DK-PRINT-04", "@DK-PRINT-04", func(o *testbed.Options) {
			o.Provider.Decisions.Also = func(f world.Facts, d world.Decision) []world.Destination {
				if f.Asked == world.ChannelAuto && d.To == world.ToMailbox {
					return []world.Destination{world.ToPrint}
				}
				return nil
			}
		}},
		{"a letter arrives when it is opened", "DK-ARR-01", "@DK-ARR-01", func(o *testbed.Options) {
			o.Provider.Decisions.Arrival = func(_, opened time.Time) time.Time { return opened }
		}},
		{"a repeat is delivered again", "DK-REC-08", "@DK-REC-08", func(o *testbed.Options) {
			o.Provider.Decisions.Repeat = func(bool) bool { return false }
		}},
		{"receipts get lost on their way", "DK-REC-03", "@DK-REC-03", func(o *testbed.Options) {
			o.Faults = []fault.Rule{{At: fault.AtReceipt, Do: fault.Lose}}
		}},
		{"a sender takes a 2xx for delivery", "DK-REC-01", "@DK-REC-01", func(o *testbed.Options) {
			o.Sender.Judge.StateOf = func(all []outbox.Evidence) outbox.State {
				if slices.ContainsFunc(all, func(e outbox.Evidence) bool { return e.Kind == outbox.KindAnswer }) {
					return outbox.Available
				}
				return outbox.StateOf(all)
			}
		}},
		{"the date a letter is held until is ignored", "DK-ARR-07", "@DK-ARR-07", func(o *testbed.Options) {
			o.Provider.Decisions.Release = func(world.Date, law.Rules) time.Time { return time.Time{} }
		}},
		{"the start of a period is moved to a weekday", "TIME-02", "@TIME-02", func(o *testbed.Options) {
			o.Sender.Judge.LastDay = func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
				return calendar.LastDay(c.Next(start), p, c)
			}
		}},
		{"another's access token is taken", "DK-ARR-04", "@DK-ARR-04", func(o *testbed.Options) {
			o.Provider.Kombi.Holder = func(string, string) bool { return true }
		}},
		{"the last day ends with office hours", "TIME-06", "@TIME-06", func(o *testbed.Options) {
			o.Sender.Judge.InTime = func(at time.Time, last calendar.Day, zone *time.Location) bool {
				return at.Before(last.At(16, 0, zone))
			}
		}},
		{"a new company can be reached at once", "DK-COV-11", "@DK-COV-11", func(o *testbed.Options) {
			o.Provider.Decisions.Company = func(c world.Company, r law.Rules, now time.Time) world.Standing {
				if s := world.RealDecisions(copenhagen).Company(c, r, now); s != world.StandingQuarantine {
					return s
				}
				return world.StandingCompany
			}
		}},
		{"a sender reads the receipt of a repeat as a refusal", "DK-REC-08", "@DK-REC-08", func(o *testbed.Options) {
			o.Sender.Judge.StateOf = func(all []outbox.Evidence) outbox.State {
				if slices.ContainsFunc(all, func(e outbox.Evidence) bool { return e.Code == outbox.CodeDuplicate }) {
					return outbox.Refused
				}
				return outbox.StateOf(all)
			}
		}},
		{"a fourteen-year-old is taken for an adult", "DK-COV-01", "@DK-COV-01", func(o *testbed.Options) {
			o.Provider.Decisions.Person = func(p world.Person, r law.Rules, now time.Time) world.Standing {
				if s := world.RealDecisions(copenhagen).Person(p, r, now); s != world.StandingMinor {
					return s
				}
				return world.StandingConnected
			}
		}},
		{"a letter to a dead person is printed", "DK-SEND-04", "@DK-REC-06", func(o *testbed.Options) {
			o.Provider.Decisions.Route = func(f world.Facts, r law.Rules, now time.Time) world.Decision {
				if f.Standing == world.StandingDead {
					return world.Decision{To: world.ToPrint, Rule: "DK-PRINT-01", Text: "printed all the same"}
				}
				return world.Route(f, r, now)
			}
		}},
		{"paper goes without a usable address", "DK-PRINT-03", "@DK-PRINT-03", func(o *testbed.Options) {
			o.Provider.Decisions.Route = func(f world.Facts, r law.Rules, now time.Time) world.Decision {
				f.Address = true
				return world.Route(f, r, now)
			}
		}},
		{"a month is thirty days", "TIME-04", "@TIME-04", func(o *testbed.Options) {
			o.Sender.Judge.LastDay = func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
				if p.Unit == calendar.Months {
					return c.Next(start.AddDays(30 * p.N))
				}
				return calendar.LastDay(start, p, c)
			}
		}},
	}
}

func TestEveryFaultIsCaughtByTheRuleThatNamesIt(t *testing.T) {
	t.Parallel()
	for _, m := range mutants(zoneOf(t)) {
		t.Run(m.fault, func(t *testing.T) {
			t.Parallel()
			var bed testbed.Options
			m.bed(&bed)
			run, err := Run(t.Context(), Options{Seed: 7, Tags: m.tags, Bed: bed})
			if err != nil {
				t.Fatal(err)
			}
			if got := run.ExitCode(); got != 1 {
				t.Errorf("exit code %d, want 1 (not conformant)", got)
			}
			caught := false
			for _, s := range run.Scenarios {
				if s.Fault != "" {
					t.Errorf("%s: the suite gave up instead of judging: %s", s.ID, s.Fault)
				}
				for _, a := range s.Broken() {
					caught = caught || a.Rule == m.rule && a.Verdict == verdict.Fail
				}
			}
			if !caught {
				t.Errorf("no assertion of %s failed", m.rule)
			}
		})
	}
}

func TestTheScenariosThatCatchFaultsAreGreenWithoutThem(t *testing.T) {
	t.Parallel()
	played := map[string]bool{}
	for _, m := range mutants(zoneOf(t)) {
		if played[m.tags] {
			continue
		}
		played[m.tags] = true
		t.Run(m.tags, func(t *testing.T) {
			t.Parallel()
			run, err := Run(t.Context(), Options{Seed: 7, Tags: m.tags})
			if err != nil {
				t.Fatal(err)
			}
			if v := run.Verdict(); v != verdict.Pass {
				t.Errorf("verdict %s without the fault", v)
			}
		})
	}
}

func zoneOf(t *testing.T) *time.Location {
	t.Helper()
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
