package conformance

import (
	"net/http"
	"sync"
	"time"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// routed is a provider whose route table is wrong: change alters what the real
// one decides.
func routed(change func(world.Facts, world.Decision) world.Decision) func(*testbed.Options) {
	return func(o *testbed.Options) {
		o.Provider.Decisions.Route = func(f world.Facts, r law.Rules, now time.Time) world.Decision {
			return change(f, world.Route(f, r, now))
		}
	}
}

// misread is a provider that routes by facts it got wrong.
func misread(change func(*world.Facts)) func(*testbed.Options) {
	return func(o *testbed.Options) {
		o.Provider.Decisions.Route = func(f world.Facts, r law.Rules, now time.Time) world.Decision {
			change(&f)
			return world.Route(f, r, now)
		}
	}
}

func routeMutants() []mutant {
	delivered := world.Decision{To: world.ToMailbox, Rule: "DK-ARR-01", Text: "delivered all the same"}
	printed := world.Decision{To: world.ToPrint, Rule: "DK-PRINT-01", Text: "printed all the same"}
	return []mutant{
		{fault: "a letter is delivered to an exempt person", rule: "DK-EXEMPT-12", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Standing == world.StandingExempt && f.Asked == world.ChannelDigital {
				return delivered
			}
			return d
		})},
		{fault: "another legal basis does not count against an exemption", rule: "DK-EXEMPT-15", bed: misread(func(f *world.Facts) { f.OtherBasis = false })},
		{fault: "an exemption stops private mail", rule: "DK-PRIV-01", bed: misread(func(f *world.Facts) { f.Private = false })},
		{fault: "a letter to a dead person is printed", rule: "DK-SEND-04", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Standing == world.StandingDead {
				return printed
			}
			return d
		})},
		{fault: "a letter only as Digital Post falls back to paper", rule: "DK-PRINT-01", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Asked == world.ChannelDigital && d.To == world.ToRefusal {
				return printed
			}
			return d
		})},
		{fault: "the automatic choice refuses where it should print", rule: "DK-PRINT-01", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Asked == world.ChannelAuto && d.To == world.ToPrint {
				return world.Decision{To: world.ToRefusal, Code: world.FailExempt, Rule: "DK-PRINT-01", Text: "refused"}
			}
			return d
		})},
		{fault: "a letter that cannot be printed is delivered digitally instead", rule: "DK-PRINT-05", only: "@FP-010,@FP-040", near: true, bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Asked == world.ChannelAuto && f.Standing == world.StandingExempt {
				return delivered
			}
			return d
		})},
		{fault: "paper goes without a usable address", rule: "DK-PRINT-03", bed: misread(func(f *world.Facts) { f.Address = true })},
		{fault: "nobody is told that paper was not needed", rule: "DK-SEND-03", bed: routed(func(_ world.Facts, d world.Decision) world.Decision {
			d.Advis = ""
			return d
		})},
		{fault: "a NemSMS goes to somebody who did not ask for it", rule: "DK-SMS-01", bed: misread(func(f *world.Facts) { f.NemSMS = true })},
		{fault: "a NemSMS is put into the mailbox", rule: "DK-SMS-03", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Asked == world.ChannelSMS {
				return delivered
			}
			return d
		})},
		{fault: "all refusals have the same code", rule: "DK-REC-06", bed: routed(func(_ world.Facts, d world.Decision) world.Decision {
			if d.To == world.ToRefusal {
				d.Code = world.FailInvalid
			}
			return d
		})},
		{fault: "an association without number gets a mailbox", rule: "DK-COV-02", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Standing == world.StandingUnknown {
				return delivered
			}
			return d
		})},
	}
}

// registerMutants are providers that read the register wrongly.
func registerMutants(zone *time.Location) []mutant {
	person := func(change func(world.Person, world.Standing) world.Standing) func(*testbed.Options) {
		return func(o *testbed.Options) {
			o.Provider.Decisions.Person = func(p world.Person, r law.Rules, now time.Time) world.Standing {
				return change(p, world.RealDecisions(zone).Person(p, r, now))
			}
		}
	}
	company := func(change func(world.Company, world.Standing) world.Standing) func(*testbed.Options) {
		return func(o *testbed.Options) {
			o.Provider.Decisions.Company = func(c world.Company, r law.Rules, now time.Time) world.Standing {
				return change(c, world.RealDecisions(zone).Company(c, r, now))
			}
		}
	}
	taken := func(from, to world.Standing) func(*testbed.Options) {
		swap := func(s world.Standing) world.Standing {
			if s == from {
				return to
			}
			return s
		}
		return func(o *testbed.Options) {
			person(func(_ world.Person, s world.Standing) world.Standing { return swap(s) })(o)
			company(func(_ world.Company, s world.Standing) world.Standing { return swap(s) })(o)
		}
	}
	return []mutant{
		{fault: "a fourteen-year-old is taken for an adult", rule: "DK-COV-01", bed: taken(world.StandingMinor, world.StandingConnected)},
		{fault: "the switch of leap birthdays is ignored", rule: "DK-COV-01", bed: func(o *testbed.Options) {
			o.Provider.Decisions.Person = func(p world.Person, _ law.Rules, now time.Time) world.Standing {
				return world.RealDecisions(zone).Person(p, law.Default(law.Denmark), now)
			}
		}},
		{fault: "a stranger is taken for a connected person", rule: "DK-COV-01", bed: routed(func(f world.Facts, d world.Decision) world.Decision {
			if f.Standing == world.StandingUnknown {
				return world.Decision{To: world.ToMailbox, Rule: "DK-COV-01", Text: "delivered to nobody"}
			}
			return d
		})},
		{fault: "a child of fifteen gets a mailbox a day late", rule: "DK-COV-08", bed: func(o *testbed.Options) {
			o.Provider.Decisions.Person = func(p world.Person, r law.Rules, now time.Time) world.Standing {
				return world.RealDecisions(zone).Person(p, r, now.AddDate(0, 0, -1))
			}
		}},
		{fault: "who moves abroad is cut off", rule: "DK-COV-03", bed: person(func(p world.Person, s world.Standing) world.Standing {
			if p.DepartedAt != nil && s == world.StandingConnected {
				return world.StandingNotConnected
			}
			return s
		})},
		{fault: "an association is no legal unit", rule: "DK-COV-02", bed: company(func(c world.Company, s world.Standing) world.Standing {
			if c.Kind == "association" {
				return world.StandingCompanyNotConnected
			}
			return s
		})},
		{fault: "companies were always obliged", rule: "DK-COV-04", bed: taken(world.StandingCompanyNotConnected, world.StandingCompany)},
		{fault: "citizens were always obliged", rule: "DK-COV-05", bed: taken(world.StandingNotConnected, world.StandingConnected)},
		{fault: "an exempt person is connected again on 1 November 2014", rule: "DK-COV-05", bed: taken(world.StandingExempt, world.StandingConnected)},
		{fault: "a new company can be reached at once", rule: "DK-COV-11", bed: taken(world.StandingQuarantine, world.StandingCompany)},
		{fault: "a login does not end the quarantine", rule: "DK-COV-11", bed: func(o *testbed.Options) {
			o.Provider.Decisions.Company = func(c world.Company, r law.Rules, now time.Time) world.Standing {
				c.FirstLogin = nil
				return world.RealDecisions(zone).Company(c, r, now)
			}
		}},
		{fault: "a company that has ceased can still be written to", rule: "DK-CVR-04", bed: taken(world.StandingCeased, world.StandingCompany)},
		{fault: "a look-up tells an exempt person from a stranger", rule: "DK-GDPR-05", bed: taken(world.StandingExempt, world.StandingConnected)},
	}
}

// providerMutants are providers wrong in their other decisions.
func providerMutants() []mutant {
	// arrival is a provider with another idea of the arrival instant; the zero time
	// is never.
	arrival := func(f func(available, opened time.Time) time.Time) func(*testbed.Options) {
		return func(o *testbed.Options) { o.Provider.Decisions.Arrival = f }
	}
	never := arrival(func(_, _ time.Time) time.Time { return time.Time{} })
	return []mutant{
		{fault: "a letter arrives when it is opened", rule: "DK-ARR-01", bed: arrival(func(_, opened time.Time) time.Time { return opened })},
		{fault: "a letter never opened never arrives", rule: "DK-ARR-02", bed: arrival(func(_, opened time.Time) time.Time { return opened })},
		{fault: "a letter arrives when it is received", rule: "DK-ARR-06", bed: arrival(func(available, _ time.Time) time.Time { return available.Add(-5 * time.Minute) })},
		{fault: "the date a letter is held until is ignored", rule: "DK-ARR-07", bed: func(o *testbed.Options) {
			o.Provider.Decisions.Release = func(world.Date, law.Rules) time.Time { return time.Time{} }
		}},
		{fault: "a letter available before an exemption has not arrived", rule: "DK-EXEMPT-12", near: true, bed: never},
		{fault: "a letter without notification never arrives", rule: "DK-ARR-11", near: true, bed: never},
		{fault: "a letter without notification never arrives either", rule: "DK-NOTIF-01", near: true, bed: never},
		{fault: "a burdensome decision never arrives", rule: "DK-ARR-12", near: true, bed: never},
		{fault: "a letter that is too late never arrives", rule: "DK-ARR-13", near: true, bed: never},
		{fault: "a resend has the arrival of the first letter", rule: "DK-JOUR-03", bed: func(o *testbed.Options) {
			var once sync.Once
			var first time.Time
			o.Provider.Decisions.Arrival = func(available, _ time.Time) time.Time {
				once.Do(func() { first = available })
				return first
			}
		}},
		{fault: "the mailbox is empty after the exemption", rule: "DK-DEL-02", near: true, bed: routed(func(world.Facts, world.Decision) world.Decision {
			return world.Decision{To: world.ToRefusal, Code: world.FailExempt, Rule: "DK-EXEMPT-12", Text: "refused"}
		})},
		{fault: "the automatic choice takes both channels", rule: "DK-PRINT-04", bed: also(world.ChannelAuto)},
		{fault: "a digital letter ends twice", rule: "DK-REC-02", bed: also(world.ChannelDigital)},
		{fault: "a repeat is delivered again", rule: "DK-REC-08", bed: again},
		{fault: "a repeat is printed again", rule: "DK-PRINT-04", bed: again},
		{fault: "every sender has an agreement", rule: "DK-SEND-02", bed: func(o *testbed.Options) {
			o.Enrol = func(a *world.Authority) {
				long := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
				a.AgreementFrom = &long
			}
		}},
		{fault: "a private sender is registered as a public one", rule: "DK-SEND-01", bed: func(o *testbed.Options) {
			o.Enrol = func(a *world.Authority) { a.Category = world.CategoryPublic }
		}},
		{fault: "the sender shown is not the one registered", rule: "DK-SEND-05", bed: func(o *testbed.Options) {
			o.Enrol = func(a *world.Authority) { a.Name = "En kommune" }
		}},
		{fault: "another's access token is taken", rule: "DK-ARR-04", bed: func(o *testbed.Options) {
			o.Provider.Kombi.Holder = func(string, string) bool { return true }
		}},
	}
}

func again(o *testbed.Options) { o.Provider.Decisions.Repeat = func(bool) bool { return false } }

// also is a provider that prints beside delivering.
func also(asked world.Channel) func(*testbed.Options) {
	return func(o *testbed.Options) {
		o.Provider.Decisions.Also = func(f world.Facts, d world.Decision) []world.Destination {
			if f.Asked == asked && d.To == world.ToMailbox {
				return []world.Destination{world.ToPrint}
			}
			return nil
		}
	}
}

// wireMutants are faults on the way between provider and sender.
func wireMutants() []mutant {
	lost := func(o *testbed.Options) { o.Faults = []fault.Rule{{At: fault.AtReceipt, Do: fault.Lose}} }
	return []mutant{
		{fault: "receipts get lost on their way", rule: "DK-REC-03", bed: lost},
		{fault: "there is no receipt to read a key in", rule: "DK-REC-05", near: true, bed: lost},
		{fault: "the receiver does not acknowledge a repeated receipt", rule: "DK-REC-04", bed: func(o *testbed.Options) {
			o.Endpoint = func(onward http.Handler) http.Handler { return &forgetful{onward: onward} }
		}},
	}
}

// forgetful is a receiver that answers each second push with an error.
type forgetful struct {
	onward http.Handler
	mu     sync.Mutex
	pushes int
}

func (f *forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		f.mu.Lock()
		f.pushes++
		deaf := f.pushes%2 == 0
		f.mu.Unlock()
		if deaf {
			http.Error(w, "known already", http.StatusInternalServerError)
			return
		}
	}
	f.onward.ServeHTTP(w, r)
}
