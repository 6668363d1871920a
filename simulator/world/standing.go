package world

import (
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

// How long the law has bound whom. Local days, as calendar counts them.
var (
	companiesFrom = calendar.On(2013, time.November, 1) // DK-COV-04
	personsFrom   = calendar.On(2014, time.November, 1) // DK-COV-05
)

// personStanding judges a person at an instant. The first answer counts: death,
// age, exemption, and only then whether and since when there is a mailbox.
func personStanding(zone *time.Location) func(Person, law.Rules, time.Time) Standing {
	return func(p Person, rules law.Rules, at time.Time) Standing {
		switch {
		case p.dead(rules, zone, at):
			return StandingDead
		case at.Before(calendar.ConnectedFrom(p.born(), rules, zone)):
			return StandingMinor // DK-COV-01, DK-COV-08
		case p.exempt(rules, zone, at):
			return StandingExempt
		case since(p.EnrolledAt, at):
			return StandingConnected // DK-COV-05, DK-COV-06, DK-COV-07
		case p.NonResident, at.Before(personsFrom.StartOf(zone)):
			return StandingNotConnected // DK-COV-07, DK-COV-05
		case p.EnteredAt != nil && at.Before(calendar.NewcomerFrom(calendar.DayOf(*p.EnteredAt, zone), rules, zone)):
			return StandingNotConnected // DK-COV-10
		}
		return StandingConnected // DK-COV-01; whoever has departed stays so, DK-COV-03
	}
}

// companyStanding judges a company at an instant.
func companyStanding(zone *time.Location) func(Company, law.Rules, time.Time) Standing {
	return func(c Company, rules law.Rules, at time.Time) Standing {
		switch {
		case since(c.CeasedAt, at):
			return StandingCeased // DK-CVR-04
		case c.RegisteredAt != nil && at.Before(*c.RegisteredAt):
			return StandingUnknown
		case c.Exempt:
			return StandingCompanyNotConnected
		case since(c.EnrolledAt, at):
			return StandingCompany
		case at.Before(companiesFrom.StartOf(zone)):
			return StandingCompanyNotConnected // DK-COV-04
		case c.RegisteredAt != nil && !since(c.FirstLogin, at) && at.Before(calendar.QuarantineEnd(*c.RegisteredAt, rules, zone)):
			return StandingQuarantine // DK-COV-11
		}
		return StandingCompany // DK-COV-02
	}
}

// since reports whether something has happened at or before an instant.
func since(when *time.Time, at time.Time) bool { return when != nil && !at.Before(*when) }

// born is the day of birth: the registered one, or else that of the number.
func (p Person) born() calendar.Day {
	if p.Born != nil {
		return calendar.On(p.Born.Year, p.Born.Month, p.Born.Day)
	}
	return calendar.On(p.CPR.BirthDate())
}

// dead reports whether senders are told of the death: from the register's run
// after its registration on (DK-DEL-04).
func (p Person) dead(rules law.Rules, zone *time.Location, at time.Time) bool {
	registered := p.DeathRegisteredAt
	if registered == nil {
		registered = p.DiedAt
	}
	return p.DiedAt != nil && !at.Before(calendar.DeathEffective(*registered, rules, zone))
}

// exempt reports whether an exemption binds senders. Who enrols after being
// exempted has given the exemption up (DK-COV-06).
func (p Person) exempt(rules law.Rules, zone *time.Location, at time.Time) bool {
	for _, e := range p.Exemptions {
		enrolledSince := p.EnrolledAt != nil && p.EnrolledAt.After(e.RegisteredAt) && since(p.EnrolledAt, at)
		if !at.Before(calendar.ExemptionEffective(e.RegisteredAt, rules, zone)) &&
			!since(e.EndsAt, at) && !since(e.RevokedAt, at) && !enrolledSince {
			return true
		}
	}
	return false
}
