package world

import "time"

// Become is the entry changed so that the person has the standing from the given
// instant on: connected, not.connected, exempt, minor or dead. Error: CodeInvalid
// for any other.
func (p Person) Become(s Standing, now time.Time) (Person, error) {
	p.DiedAt, p.DeathRegisteredAt, p.DepartedAt = nil, nil, nil
	p.NonResident, p.Born = false, adult(p, now)
	p.Exemptions = ended(p.Exemptions, now)
	switch s {
	case StandingConnected:
		p.EnrolledAt = &now
	case StandingNotConnected:
		p.NonResident, p.EnrolledAt = true, nil
	case StandingExempt:
		p.EnrolledAt = nil
		p.Exemptions = append(p.Exemptions, Exemption{RegisteredAt: now, Form: "FD 001"})
	case StandingMinor:
		p.EnrolledAt = nil
		p.Born = &Date{Year: now.Year() - 8, Month: time.June, Day: 15}
	case StandingDead:
		// Senders are told of a death only after the register's run (DK-DEL-04).
		died := now.AddDate(0, -1, 0)
		p.DiedAt = &died
	default:
		return p, invalid("a person can be made connected, not.connected, exempt, minor or dead")
	}
	return p, nil
}

// adult is the birth date to enter: none when the person's number makes an adult
// of its bearer.
func adult(p Person, now time.Time) *Date {
	year, _, _ := p.CPR.BirthDate()
	if now.Year()-year > 15 {
		return nil
	}
	return &Date{Year: now.Year() - 40, Month: time.June, Day: 15}
}

// ended is the exemptions with those in force revoked.
func ended(all []Exemption, now time.Time) []Exemption {
	out := make([]Exemption, 0, len(all)+1)
	for _, e := range all {
		if e.RevokedAt == nil && (e.EndsAt == nil || e.EndsAt.After(now)) {
			e.RevokedAt = &now
		}
		out = append(out, e)
	}
	return out
}

// Become is the entry changed so that the company has the standing from the given
// instant on: company, ceased, quarantine or company.not.connected. Error:
// CodeInvalid for any other.
func (c Company) Become(s Standing, now time.Time) (Company, error) {
	c.CeasedAt, c.Exempt = nil, false
	switch s {
	case StandingCompany:
		c.RegisteredAt, c.FirstLogin = nil, &now
	case StandingCeased:
		c.CeasedAt = &now
	case StandingQuarantine:
		c.RegisteredAt, c.FirstLogin, c.EnrolledAt = &now, nil, nil
	case StandingCompanyNotConnected:
		c.Exempt = true
	default:
		return c, invalid("a company can be made company, ceased, quarantine or company.not.connected")
	}
	return c, nil
}
