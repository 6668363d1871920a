package world

import (
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
)

// Magic numbers have the same standing in every world, whatever its clock and
// seed, unless somebody changes their entry; a world with Population -1 has none.

// MagicEntry is one number that always has the same standing.
type MagicEntry struct {
	Party    ident.Party
	Name     string
	Standing Standing
	NemSMS   bool
	Da, En   string // what it is for
}

// magicPerson is made to have a standing at any instant.
type magicPerson struct {
	born     calendar.Day
	n        int // above the numbers of the seeded population
	name     string
	standing Standing
	nemSMS   bool
	homeless bool // no address registered
	make     func(p *Person, w *World)
	da, en   string
}

// longAgo is before every law and every clock of interest.
var longAgo = time.Date(1990, time.June, 5, 12, 0, 0, 0, time.UTC)

func enrolled(p *Person, _ *World) { p.EnrolledAt = ptr(longAgo) }
func loggedIn(p *Person, w *World) { enrolled(p, w); p.FirstLogin = ptr(longAgo) }
func exempted(p *Person, _ *World) {
	p.Exemptions = []Exemption{{RegisteredAt: longAgo, Form: "FD 001", Municipality: "Eksempelkøbing"}}
}
func movedAway(p *Person, w *World) {
	exempted(p, w)
	p.Address.Lines = []string{magicStreet + " 1"}
}
func died(p *Person, _ *World)   { p.DiedAt = ptr(longAgo) }
func abroad(p *Person, _ *World) { p.NonResident = true }
func reachable(p *Person, w *World) {
	loggedIn(p, w)
	p.Mail, p.Mobile = "anna@example.invalid", "+4511000001"
}

// tenYearsOld keeps the person ten years old on every clock; only the number
// grows older.
func tenYearsOld(p *Person, w *World) {
	day := calendar.DayOf(w.clock.now(), w.worlds.zone).AddMonths(-120)
	p.Born = &Date{Year: day.Year, Month: day.Month, Day: day.Day}
}

var magicPeople = [...]magicPerson{
	{on(1971, 3, 12), 1, "Anna Eksempel", StandingConnected, true, false, reachable, "tilsluttet, har NemSMS og advisering", "connected, has NemSMS and notifications"},
	{on(1968, 4, 23), 2, "Bo Eksempel", StandingConnected, false, false, loggedIn, "tilsluttet, uden NemSMS og advisering", "connected, without NemSMS and notifications"},
	{on(1950, 5, 14), 3, "Carla Eksempel", StandingConnected, false, false, enrolled, "tilsluttet, har aldrig logget på", "connected, has never logged in"},
	{on(1944, 6, 15), 4, "Dagny Eksempel", StandingExempt, false, false, exempted, "fritaget", "exempt"},
	{on(1947, 7, 16), 5, "Erik Eksempel", StandingExempt, true, false, exempted, "fritaget, har NemSMS", "exempt, has NemSMS"},
	{on(1952, 8, 17), 6, "Fie Eksempel", StandingExempt, false, true, exempted, "fritaget, ukendt adresse", "exempt, address unknown"},
	{on(1939, 9, 18), 7, "Gert Eksempel", StandingDead, false, false, died, "død", "dead"},
	{on(2017, 10, 19), 8, "Hugo Eksempel", StandingMinor, false, false, tenYearsOld, "under femten", "under fifteen"},
	{on(2016, 11, 20), 9, "Isa Eksempel", StandingMinor, true, false, tenYearsOld, "under femten, har NemSMS", "under fifteen, has NemSMS"},
	{on(1985, 12, 21), 10, "Jan Eksempel", StandingNotConnected, false, false, abroad, "ikke tilsluttet (har aldrig boet i landet)", "not connected (never lived in the country)"},
	{on(1986, 2, 22), 11, "Kim Eksempel", StandingNotConnected, true, false, abroad, "ikke tilsluttet, har NemSMS", "not connected, has NemSMS"},
	{on(1949, 4, 18), 12, "Lone Eksempel", StandingExempt, false, false, movedAway, "fritaget, papir kommer tilbage (som fra enhver adresse på Returvej)", "exempt, paper comes back (as from any address in Returvej)"},
}

// unknownPerson is a number that no world has.
var unknownPerson = magicPerson{born: on(1960, 2, 10), n: 99, standing: StandingUnknown, da: "ukendt i registret", en: "not in the register"}

func on(year int, month time.Month, day int) calendar.Day { return calendar.On(year, month, day) }

func (m *magicPerson) cpr() ident.CPR {
	cpr, err := ident.NewFictiveCPR(m.born.Year, m.born.Month, m.born.Day, magicNumbers+m.n)
	if err != nil {
		return "" // unreachable: a test makes them all
	}
	return cpr
}

// sameDay spares making the number of everybody else.
func (m *magicPerson) sameDay(c ident.CPR) bool { return calendar.On(c.BirthDate()) == m.born }

func (m *magicPerson) person(w *World) Person {
	p := Person{CPR: m.cpr(), Name: m.name}
	if !m.homeless {
		p.Address = &Address{Name: m.name, Lines: []string{"Eksempelvej 1"}, PostCode: towns[0].postCode, City: towns[0].name, Country: "DK"}
	}
	if m.nemSMS {
		p.NemSMS = "+4511000000"
	}
	m.make(&p, w)
	return p
}

// magicCompany is made in the same way.
type magicCompany struct {
	n        int
	name     string
	kind     string
	standing Standing
	nemSMS   bool
	make     func(c *Company, w *World)
	da, en   string
}

func longRegistered(c *Company, _ *World) { c.RegisteredAt, c.EnrolledAt = ptr(longAgo), ptr(longAgo) }
func ceased(c *Company, _ *World)         { c.CeasedAt = ptr(longAgo) }
func notConnected(c *Company, _ *World)   { c.Exempt = true }

// threeDaysOld keeps the company in its quarantine on every clock from November
// 2013 on, until it logs in.
func threeDaysOld(c *Company, w *World) { c.RegisteredAt = ptr(w.clock.now().AddDate(0, 0, -3)) }

var magicCompanies = [...]magicCompany{
	{1, "Eksempel Handel ApS", "company", StandingCompany, true, longRegistered, "tilsluttet virksomhed, har NemSMS", "connected company, has NemSMS"},
	{2, "Foreningen Eksemplets Venner", "association", StandingCompany, false, longRegistered, "tilsluttet forening", "connected association"},
	{3, "Eksempel Nystart ApS", "company", StandingQuarantine, false, threeDaysOld, "ny virksomhed i karantæne", "new company in quarantine"},
	{4, "Eksempel Ophør A/S", "company", StandingCeased, false, ceased, "ophørt virksomhed", "ceased company"},
	{5, "Eksempel Fritaget I/S", "company", StandingCompanyNotConnected, false, notConnected, "fritaget virksomhed", "exempt company"},
}

func (m *magicCompany) cvr() ident.CVR {
	cvr, err := ident.NewFictiveCVR(m.n)
	if err != nil {
		return "" // unreachable: a test makes them all
	}
	return cvr
}

func (m *magicCompany) company(w *World) Company {
	c := Company{CVR: m.cvr(), Name: m.name, Kind: m.kind}
	c.Address = &Address{Name: m.name, Lines: []string{"Prøvegade 2"}, PostCode: towns[0].postCode, City: towns[0].name, Country: "DK"}
	if m.nemSMS {
		c.NemSMS = "+4511000002"
	}
	m.make(&c, w)
	return c
}

// Magic returns the documented numbers with built-in standings: people, then
// companies.
func Magic() []MagicEntry {
	var out []MagicEntry
	for _, m := range append(magicPeople[:len(magicPeople):len(magicPeople)], unknownPerson) {
		out = append(out, MagicEntry{ident.Person(m.cpr()), m.name, m.standing, m.nemSMS, m.da, m.en})
	}
	for _, m := range magicCompanies {
		out = append(out, MagicEntry{ident.Company(m.cvr()), m.name, m.standing, m.nemSMS, m.da, m.en})
	}
	return out
}
