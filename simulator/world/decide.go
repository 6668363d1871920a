package world

import (
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

// Destination is where a letter goes.
type Destination string

// Destinations.
const (
	ToMailbox Destination = "mailbox"
	ToPrint   Destination = "print"
	ToSMS     Destination = "sms"
	ToRefusal Destination = "refused"
)

// Facts are all that Route may know.
type Facts struct {
	Asked      Channel
	Standing   Standing
	NemSMS     bool // enrolled in NemSMS
	Address    bool // a usable address was given
	Private    bool // private sender: exemption does not concern it (DK-PRIV-01)
	OtherBasis bool // other legal basis (DK-EXEMPT-15)
	Mandatory  bool // with switch memo.mandatory.effect = deliver
	Unknown    bool // print without a number: no look-up was made
}

// Decision is Route's answer. It names its rule.
type Decision struct {
	To    Destination `json:"to"`
	Code  string      `json:"code,omitempty"` // failure code when refused
	Advis string      `json:"advis,omitempty"`
	Rule  law.ID      `json:"rule"`
	Text  string      `json:"text"` // why, one sentence
}

// Decisions are the provider's legal decisions as pure functions. The zero
// value of a field means the real one. They can be replaced to play a faulty
// provider: the conformance suite's own tests do, to show that it is caught.
type Decisions struct {
	Route   func(Facts, law.Rules, time.Time) Decision
	Person  func(Person, law.Rules, time.Time) Standing
	Company func(Company, law.Rules, time.Time) Standing
	// Release is the instant a message held until a date is let out (DK-ARR-07).
	Release func(Date, law.Rules) time.Time
	// Arrival is the arrival instant of a message that became available at
	// the first instant and was opened at the second (zero: never).
	Arrival func(available, opened time.Time) time.Time
	// Repeat reports whether a key seen before makes this submission a repeat (DK-REC-08).
	Repeat func(seen bool) bool
	// Also gives further destinations beside the decided one; the real one gives none.
	Also func(Facts, Decision) []Destination
}

// RealDecisions are the decisions as the law and the platform make them, by the
// legal day of the zone. They are what the zero Decisions stand for.
func RealDecisions(zone *time.Location) Decisions {
	return Decisions{
		Route:   Route,
		Person:  personStanding(zone),
		Company: companyStanding(zone),
		Release: func(d Date, rules law.Rules) time.Time {
			return calendar.Release(calendar.On(d.Year, d.Month, d.Day), rules, zone)
		},
		Arrival: func(available, _ time.Time) time.Time { return available },
		Repeat:  func(seen bool) bool { return seen },
		Also:    func(Facts, Decision) []Destination { return nil },
	}
}

// or fills in what is missing.
func (d Decisions) or(real Decisions) Decisions {
	if d.Route == nil {
		d.Route = real.Route
	}
	if d.Person == nil {
		d.Person = real.Person
	}
	if d.Company == nil {
		d.Company = real.Company
	}
	if d.Release == nil {
		d.Release = real.Release
	}
	if d.Arrival == nil {
		d.Arrival = real.Arrival
	}
	if d.Repeat == nil {
		d.Repeat = real.Repeat
	}
	if d.Also == nil {
		d.Also = real.Also
	}
	return d
}
