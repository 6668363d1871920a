package world

import (
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// Standing is what the register says of a recipient at an instant, seen from
// a public sender of Digital Post. Route depends on nothing else of a person.
type Standing string

// The standings of persons and companies.
const (
	StandingConnected           Standing = "connected"     // person: mailbox
	StandingNotConnected        Standing = "not.connected" // not covered (yet), newcomer, non-resident who never enrolled
	StandingExempt              Standing = "exempt"        // fritaget
	StandingMinor               Standing = "minor"         // under fifteen
	StandingDead                Standing = "dead"
	StandingUnknown             Standing = "unknown"               // no such number in the register
	StandingCompany             Standing = "company"               // legal unit with a mailbox
	StandingCeased              Standing = "ceased"                // DK-CVR-04
	StandingQuarantine          Standing = "quarantine"            // new company, DK-COV-11
	StandingCompanyNotConnected Standing = "company.not.connected" // before 1 November 2013, or exempt (DK-COV-04)
)

// Person is an entry of the register. The zero value of a field means
// "nothing registered".
type Person struct {
	CPR               ident.CPR
	Name              string
	Address           *Address   // the registered address; senders cannot look it up
	Born              *Date      // nil: from the CPR number
	EnteredAt         *time.Time // entry from abroad registered (DK-COV-10); nil: always resident
	DepartedAt        *time.Time // registered as departed (DK-COV-03)
	NonResident       bool       // has a CPR number but never lived in Denmark (DK-COV-07)
	EnrolledAt        *time.Time // voluntary connection (DK-COV-05, 06, 07)
	DiedAt            *time.Time
	DeathRegisteredAt *time.Time  // nil with DiedAt set: the same instant
	Exemptions        []Exemption // oldest first
	NemSMS            string      // mobile number enrolled in NemSMS; "" not enrolled (DK-SMS-01)
	Mail              string      // e-mail for notifications
	Mobile            string      // mobile for notifications
	FirstLogin        *time.Time
}

// Exemption (fritagelse) of a person.
type Exemption struct {
	RegisteredAt time.Time  // effective from this instant (DK-EXEMPT-12)
	EndsAt       *time.Time // exclusive; nil without limit
	RevokedAt    *time.Time
	Ground       string // optional, never disclosed (DK-EXEMPT-07)
	Form         string // FD 001
	Municipality string
}

// Company is a legal unit with a CVR number.
type Company struct {
	CVR          ident.CVR
	Name         string
	Address      *Address
	Kind         string     // company, association, ...
	RegisteredAt *time.Time // nil: long ago
	FirstLogin   *time.Time // ends the quarantine
	EnrolledAt   *time.Time // voluntary, before 1 November 2013
	CeasedAt     *time.Time
	NemSMS       string
	Exempt       bool
}
