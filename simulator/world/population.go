package world

import (
	"strconv"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
)

// The built-in population is a function of seed and index: computed when asked
// for, never stored. Going back from a number to its index is arithmetic, too, so
// that a world costs nothing to make and a look-up needs no table.
//
// Indexes begin with the magic numbers. Numbers are fictive by the convention of
// package ident.

const (
	defaultPopulation = 1000
	peoplePerCompany  = 20 // 50 companies for 1,000 people

	firstYear    = 1930
	birthYears   = 93               // up to 2022
	daysPerYear  = 364              // without 1 January; in a leap year nobody is born on 31 December
	birthdays    = birthYears * 364 // slots
	stride       = 15485            // coprime to birthdays, so that neighbours differ in age
	magicNumbers = 3500             // fictive numbers from here on are for magic people
)

// birthYears*daysPerYear = 2^2 * 3 * 7 * 13 * 31, stride = 5 * 19 * 163.

// peopleCount is the size of the seeded population.
func (w *World) peopleCount() int { return max(w.spec.Population, 0) }

func (w *World) companyCount() int {
	return (w.peopleCount() + peoplePerCompany - 1) / peoplePerCompany
}

// builtInPeople counts magic and seeded people.
func (w *World) builtInPeople() int {
	if w.spec.Population < 0 {
		return 0
	}
	return len(magicPeople) + w.peopleCount()
}

func (w *World) builtInCompanies() int {
	if w.spec.Population < 0 {
		return 0
	}
	return len(magicCompanies) + w.companyCount()
}

// personNumber is the CPR number at an index of the register.
func (w *World) personNumber(i int) ident.CPR {
	if i < len(magicPeople) {
		return magicPeople[i].cpr()
	}
	return w.seededNumber(i - len(magicPeople))
}

func (w *World) companyNumber(i int) ident.CVR {
	if i < len(magicCompanies) {
		return magicCompanies[i].cvr()
	}
	return w.seededCompany(i - len(magicCompanies))
}

// seededNumber is the CPR number of the i-th seeded person. Every birthday is
// used once before one is used again.
func (w *World) seededNumber(i int) ident.CPR {
	slot := (i*stride + w.shift(birthdays)) % birthdays
	day := birthday(slot)
	return w.numberOn(day, slot, i/birthdays)
}

// numberOn is the number of the layer-th person born on a day.
func (w *World) numberOn(day calendar.Day, slot, layer int) ident.CPR {
	n := (w.seed.choice("number", "", int64(slot), magicNumbers) + layer) % magicNumbers
	cpr, err := ident.NewFictiveCPR(day.Year, day.Month, day.Day, n)
	if err != nil {
		return "" // unreachable: every slot is a day in range
	}
	return cpr
}

// shift sets where the seed begins among the birthdays.
func (w *World) shift(limit int) int { return w.seed.choice("population", "", 0, limit) }

// birthday is the day of a slot, none of them 1 January.
func birthday(slot int) calendar.Day {
	return calendar.On(firstYear+slot/daysPerYear, time.January, 2+slot%daysPerYear)
}

// slotOf is the slot of a day, or false.
func slotOf(day calendar.Day) (int, bool) {
	start := calendar.On(day.Year, time.January, 2).StartOf(time.UTC)
	n := int(day.StartOf(time.UTC).Sub(start) / (24 * time.Hour))
	if day.Year < firstYear || day.Year >= firstYear+birthYears || n < 0 || n >= daysPerYear {
		return 0, false
	}
	return (day.Year-firstYear)*daysPerYear + n, true
}

// seededIndex is the index of a seeded person, or false.
func (w *World) seededIndex(cpr ident.CPR) (int, bool) {
	slot, ok := slotOf(calendar.On(cpr.BirthDate()))
	if !ok {
		return 0, false
	}
	// i*stride + shift = slot, modulo birthdays
	first := mod(slot-w.shift(birthdays), birthdays) * inverse(stride, birthdays) % birthdays
	for i := first; i < w.peopleCount(); i += birthdays {
		if w.numberOn(birthday(slot), slot, i/birthdays) == cpr {
			return i, true
		}
	}
	return 0, false
}

func mod(a, n int) int { return (a%n + n) % n }

// inverse is the b with a*b = 1 modulo n, by Euclid.
func inverse(a, n int) int {
	t, next := 0, 1
	for r, rest := n, a%n; rest != 0; {
		q := r / rest
		t, next = next, t-q*next
		r, rest = rest, r-q*rest
	}
	return mod(t, n)
}

// builtInPerson finds a magic or seeded person.
func (w *World) builtInPerson(cpr ident.CPR) (Person, bool) {
	if w.spec.Population < 0 {
		return Person{}, false
	}
	for i := range magicPeople {
		if m := &magicPeople[i]; m.sameDay(cpr) && m.cpr() == cpr {
			return m.person(w), true
		}
	}
	i, ok := w.seededIndex(cpr)
	if !ok {
		return Person{}, false
	}
	return w.seededPerson(i, cpr), true
}

// seededPerson is who the seed makes of an index: most are connected; one in
// twelve is exempt, one in forty dead, and who is young enough is a minor.
func (w *World) seededPerson(i int, cpr ident.CPR) Person {
	key := strconv.Itoa(i)
	draw := w.seed.sum("person", key, 0)
	p := Person{
		CPR:     cpr,
		Name:    firstNames[int(draw[0])%len(firstNames)] + " " + surnames[int(draw[1])%len(surnames)],
		Address: address(draw[2:]),
	}
	p.Address.Name = p.Name
	long := calendar.On(2014, time.June, 2).StartOf(time.UTC)
	switch chance := int(draw[8]) % 120; {
	case chance < 10:
		p.Exemptions = []Exemption{{RegisteredAt: long.AddDate(0, 0, int(draw[9])), Form: "FD 001", Municipality: "Eksempelkøbing"}}
	case chance < 13:
		p.DiedAt = ptr(long.AddDate(1, 0, int(draw[9])))
	}
	if draw[10]%3 == 0 {
		p.NemSMS = mobile(draw[11:])
	}
	if draw[10]%2 == 0 {
		p.Mail = "person" + key + "@example.invalid"
		p.Mobile = mobile(draw[13:])
	}
	return p
}

// mobile is a number in a series that Denmark does not assign.
func mobile(draw []byte) string {
	n := int(draw[0])<<8 | int(draw[1])
	return "+451" + strconv.Itoa(1_000_000 + n)[0:7]
}

func address(draw []byte) *Address {
	town := towns[int(draw[0])%len(towns)]
	return &Address{
		Lines:    []string{streets[int(draw[1])%len(streets)] + " " + strconv.Itoa(1+int(draw[2]))},
		PostCode: town.postCode, City: town.name, Country: "DK",
	}
}

// seededCompany is the CVR number of the i-th seeded company.
func (w *World) seededCompany(i int) ident.CVR {
	cvr, err := ident.NewFictiveCVR(w.companyBase() + i)
	if err != nil {
		return "" // unreachable: the base leaves room
	}
	return cvr
}

// companyBase keeps clear of the magic companies, which have the lowest numbers.
func (w *World) companyBase() int {
	return 1000 + w.seed.choice("companies", "", 0, ident.FictiveCVRs/2)
}

func (w *World) seededCompanyIndex(cvr ident.CVR) (int, bool) {
	stem, err := strconv.Atoi(cvr.Digits()[:7])
	if err != nil || stem < 1_000_000 {
		return 0, false
	}
	// Nine numbers share their first seven digits; see ident.NewFictiveCVR.
	first := (stem-1_000_000)*9 - w.companyBase()
	for i := max(first, 0); i < min(first+9, w.companyCount()); i++ {
		if w.seededCompany(i) == cvr {
			return i, true
		}
	}
	return 0, false
}

// builtInCompany finds a magic or seeded company.
func (w *World) builtInCompany(cvr ident.CVR) (Company, bool) {
	if w.spec.Population < 0 {
		return Company{}, false
	}
	for i := range magicCompanies {
		if m := &magicCompanies[i]; m.cvr() == cvr {
			return m.company(w), true
		}
	}
	i, ok := w.seededCompanyIndex(cvr)
	if !ok {
		return Company{}, false
	}
	draw := w.seed.sum("company", strconv.Itoa(i), 0)
	c := Company{
		CVR: cvr, Kind: "company", Address: address(draw[2:]),
		Name: surnames[int(draw[0])%len(surnames)] + "s " + trades[int(draw[1])%len(trades)] + " ApS",
	}
	c.Address.Name = c.Name
	if draw[8]%10 == 0 {
		c.CeasedAt = ptr(calendar.On(2016, time.March, 1).StartOf(time.UTC))
	}
	if draw[9]%4 == 0 {
		c.NemSMS = mobile(draw[10:])
	}
	return c, true
}
