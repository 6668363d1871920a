package world_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func born(t testing.TB, year int, month time.Month, day int) ident.CPR {
	t.Helper()
	c, err := ident.NewFictiveCPR(year, month, day, 3400)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestStandingOfPersons(t *testing.T) {
	t.Parallel()
	adult := born(t, 1970, 5, 5)
	when := func(s string) *time.Time { v := at(t, s); return &v }
	for _, c := range []struct {
		name   string
		person world.Person
		set    map[string]string
		want   map[string]world.Standing // by local instant
	}{
		{"fifteen", world.Person{CPR: born(t, 2009, 6, 15)}, nil, map[string]world.Standing{
			"2024-06-14 23:59:59": world.StandingMinor, "2024-06-15 00:00:00": world.StandingConnected}},
		{"leapling", world.Person{CPR: born(t, 2008, 2, 29)}, nil, map[string]world.Standing{
			"2023-02-28 23:59:59": world.StandingMinor, "2023-03-01 00:00:00": world.StandingConnected}},
		{"leapling by the switch", world.Person{CPR: born(t, 2008, 2, 29)}, map[string]string{"leapling": "28feb"}, map[string]world.Standing{
			"2023-02-27 23:59:59": world.StandingMinor, "2023-02-28 00:00:00": world.StandingConnected}},
		{"neither enrolled nor exempt in 2014", world.Person{CPR: adult}, nil, map[string]world.Standing{
			"2014-10-31 23:59:59": world.StandingNotConnected, "2014-11-01 00:00:00": world.StandingConnected}},
		{"enrolled before 2014", world.Person{CPR: adult, EnrolledAt: when("2013-01-01 12:00:00")}, nil, map[string]world.Standing{
			"2013-01-01 11:59:59": world.StandingNotConnected, "2013-01-01 12:00:00": world.StandingConnected}},
		{"departed", world.Person{CPR: adult, DepartedAt: when("2020-01-01 12:00:00")}, nil, map[string]world.Standing{
			"2024-01-01 12:00:00": world.StandingConnected}},
		{"non-resident who enrols", world.Person{CPR: adult, NonResident: true, EnrolledAt: when("2020-01-01 12:00:00")}, nil, map[string]world.Standing{
			"2020-01-01 11:59:59": world.StandingNotConnected, "2020-01-01 12:00:00": world.StandingConnected}},
		{"newcomer", world.Person{CPR: adult, EnteredAt: when("2024-03-01 15:00:00")}, nil, map[string]world.Standing{
			"2024-03-30 23:59:59": world.StandingNotConnected, "2024-03-31 00:00:00": world.StandingConnected}},
		{"death registered on a Tuesday", world.Person{CPR: adult, DiedAt: when("2024-03-12 08:00:00")}, nil, map[string]world.Standing{
			"2024-03-12 23:59:59": world.StandingConnected, "2024-03-13 00:00:00": world.StandingDead}},
		{"death registered on a Friday", world.Person{CPR: adult, DiedAt: when("2024-03-15 08:00:00")}, nil, map[string]world.Standing{
			"2024-03-15 23:59:59": world.StandingConnected, "2024-03-16 00:00:00": world.StandingDead}},
		{"death registered on a Saturday", world.Person{CPR: adult, DiedAt: when("2024-03-14 08:00:00"), DeathRegisteredAt: when("2024-03-16 08:00:00")}, nil, map[string]world.Standing{
			"2024-03-18 23:59:59": world.StandingConnected, "2024-03-19 00:00:00": world.StandingDead}},
		{"exempt, revoked", world.Person{CPR: adult, Exemptions: []world.Exemption{{RegisteredAt: *when("2024-03-01 12:00:00"), RevokedAt: when("2024-04-01 12:00:00")}}}, nil, map[string]world.Standing{
			"2024-03-01 11:59:59": world.StandingConnected, "2024-03-01 12:00:00": world.StandingExempt,
			"2024-04-01 11:59:59": world.StandingExempt, "2024-04-01 12:00:00": world.StandingConnected}},
		{"exempt until", world.Person{CPR: adult, Exemptions: []world.Exemption{{RegisteredAt: *when("2024-03-01 12:00:00"), EndsAt: when("2026-11-01 00:00:00")}}}, nil, map[string]world.Standing{
			"2026-10-31 23:59:59": world.StandingExempt, "2026-11-01 00:00:00": world.StandingConnected}},
		{"exempt from the next night", world.Person{CPR: adult, Exemptions: []world.Exemption{{RegisteredAt: *when("2024-03-01 12:00:00")}}}, map[string]string{"dk.register.batch": "nightlyNoWeekend"}, map[string]world.Standing{
			"2024-03-01 23:59:59": world.StandingConnected, "2024-03-02 00:00:00": world.StandingExempt}},
		{"exempt who enrols", world.Person{CPR: adult, EnrolledAt: when("2024-05-01 12:00:00"), Exemptions: []world.Exemption{{RegisteredAt: *when("2024-03-01 12:00:00")}}}, nil, map[string]world.Standing{
			"2024-05-01 11:59:59": world.StandingExempt, "2024-05-01 12:00:00": world.StandingConnected}},
		{"enrolled who is exempted", world.Person{CPR: adult, EnrolledAt: when("2013-05-01 12:00:00"), Exemptions: []world.Exemption{{RegisteredAt: *when("2024-03-01 12:00:00")}}}, nil, map[string]world.Standing{
			"2024-05-01 12:00:00": world.StandingExempt}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, startAt(t, "2010-01-02 00:00:00"), func(s *world.Spec) { s.Population, s.Settings.Switches = -1, c.set })
			b.must(b.world.PutPerson(b.ctx, c.person))
			got := map[string]world.Standing{}
			for _, instant := range sorted(c.want) {
				_, err := b.world.Advance(b.ctx, at(t, instant))
				b.must(err)
				got[instant], err = b.world.StandingOf(b.ctx, ident.Person(c.person.CPR))
				b.must(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestStandingOfCompanies(t *testing.T) {
	t.Parallel()
	cvr, err := ident.NewFictiveCVR(700)
	if err != nil {
		t.Fatal(err)
	}
	when := func(s string) *time.Time { v := at(t, s); return &v }
	for _, c := range []struct {
		name    string
		company world.Company
		set     map[string]string
		want    map[string]world.Standing
	}{
		{"obliged from 1 November 2013", world.Company{CVR: cvr}, nil, map[string]world.Standing{
			"2013-10-31 23:59:59": world.StandingCompanyNotConnected, "2013-11-01 00:00:00": world.StandingCompany}},
		{"enrolled before", world.Company{CVR: cvr, EnrolledAt: when("2012-06-01 12:00:00")}, nil, map[string]world.Standing{
			"2012-06-01 11:59:59": world.StandingCompanyNotConnected, "2012-06-01 12:00:00": world.StandingCompany}},
		{"new", world.Company{CVR: cvr, RegisteredAt: when("2024-06-03 14:00:00")}, nil, map[string]world.Standing{
			"2024-06-03 13:59:59": world.StandingUnknown, "2024-06-03 14:00:00": world.StandingQuarantine,
			"2024-06-14 23:59:59": world.StandingQuarantine, "2024-06-15 00:00:00": world.StandingCompany}},
		{"new, by the hour", world.Company{CVR: cvr, RegisteredAt: when("2024-06-03 14:00:00")}, map[string]string{"quarantineCount": "exact24h"}, map[string]world.Standing{
			"2024-06-15 13:59:59": world.StandingQuarantine, "2024-06-15 14:00:00": world.StandingCompany}},
		{"new, logged in", world.Company{CVR: cvr, RegisteredAt: when("2024-06-03 14:00:00"), FirstLogin: when("2024-06-06 10:00:00")}, nil, map[string]world.Standing{
			"2024-06-06 09:59:59": world.StandingQuarantine, "2024-06-06 10:00:00": world.StandingCompany}},
		{"ceased", world.Company{CVR: cvr, CeasedAt: when("2024-06-03 00:00:00")}, nil, map[string]world.Standing{
			"2024-06-02 23:59:59": world.StandingCompany, "2024-06-03 00:00:00": world.StandingCeased}},
		{"exempt", world.Company{CVR: cvr, Exempt: true}, nil, map[string]world.Standing{
			"2024-06-02 23:59:59": world.StandingCompanyNotConnected}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, startAt(t, "2010-01-02 00:00:00"), func(s *world.Spec) { s.Population, s.Settings.Switches = -1, c.set })
			b.must(b.world.PutCompany(b.ctx, c.company))
			got := map[string]world.Standing{}
			for _, instant := range sorted(c.want) {
				_, err := b.world.Advance(b.ctx, at(t, instant))
				b.must(err)
				got[instant], err = b.world.StandingOf(b.ctx, ident.Company(cvr))
				b.must(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLoggingInEndsTheQuarantineAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	to := magic(t, "new company in quarantine")
	if l := b.send(b.letter(world.ChannelDigital, to)); l.Code != world.FailQuarantine {
		t.Fatalf("got %+v", l)
	}
	b.must(b.world.LogIn(b.ctx, to))
	if l := b.send(b.letter(world.ChannelDigital, to)); l.State != world.StateAvailable {
		t.Errorf("got %+v", l)
	}
	if n := len(b.events(world.Query{Party: to.Key(), Kinds: []world.Kind{world.KindCompanyLoggedIn}})); n != 1 {
		t.Errorf("%d log-ins", n)
	}
}

func TestWhoHasLostAccessCannotLogInOrOpen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	cvr, err := ident.NewFictiveCVR(701)
	b.must(err)
	c := world.Company{CVR: cvr, Name: "Eksempel ApS"}
	b.must(b.world.PutCompany(b.ctx, c))
	l := b.send(b.letter(world.ChannelDigital, ident.Company(cvr)))
	now := b.world.Now()
	c.CeasedAt = &now
	b.must(b.world.PutCompany(b.ctx, c))
	b.want(b.world.Open(b.ctx, l.ID), world.CodeConflict)
	b.want(b.world.LogIn(b.ctx, ident.Company(cvr)), world.CodeConflict)
	b.want(b.world.LogIn(b.ctx, magic(t, "dead")), world.CodeConflict)
	b.want(b.world.LogIn(b.ctx, magic(t, "not in the register")), world.CodeNotFound)
	box, err := b.world.Mailbox(b.ctx, ident.Company(cvr))
	b.must(err)
	if len(box) != 1 {
		t.Errorf("cessation left %d letters", len(box))
	}
}

func TestExemptionsAreRegisteredAndRevoked(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Settings.Switches = map[string]string{"dk.exemption.duration": "until2ndNov1"} })
	cpr := cprOf(t, magic(t, connected))
	b.must(b.world.Exempt(b.ctx, cpr, world.Exemption{Form: "FD 001"}))
	p, _, err := b.world.Person(b.ctx, cpr)
	b.must(err)
	if len(p.Exemptions) != 1 || !p.Exemptions[0].RegisteredAt.Equal(noon) || p.Exemptions[0].EndsAt == nil || !p.Exemptions[0].EndsAt.Equal(at(t, "2026-11-01 00:00:00")) {
		t.Errorf("got %+v", p.Exemptions)
	}
	p.Exemptions[0].Form = "changed outside"
	b.must(b.world.EndExemption(b.ctx, cpr))
	b.want(b.world.EndExemption(b.ctx, cpr), world.CodeConflict)
	b.want(b.world.Exempt(b.ctx, born(t, 1950, 3, 3), world.Exemption{}), world.CodeNotFound)
	b.want(b.world.Exempt(b.ctx, cpr, world.Exemption{RegisteredAt: at(t, "2014-02-28 12:00:00")}), world.CodeInvalid)
	now := b.world.Now()
	b.want(b.world.Exempt(b.ctx, cpr, world.Exemption{EndsAt: &now}), world.CodeInvalid)
	got := b.events(world.Query{Party: ident.Person(cpr).Key()})
	var kinds []world.Kind
	for _, e := range got {
		kinds = append(kinds, e.Kind)
	}
	if d := cmp.Diff([]world.Kind{world.KindPersonExempted, world.KindExemptionEnded}, kinds); d != "" {
		t.Error(d)
	}
	if string(got[0].Data) != `{"before":"connected","after":"exempt"}` {
		t.Errorf("data %s", got[0].Data)
	}
}

func TestThePopulationIsAFunctionOfSeedAndIndex(t *testing.T) {
	t.Parallel()
	list := func(seed uint64, population int) []world.Person {
		b := setup(t, func(s *world.Spec) { s.Seed, s.Population = seed, population })
		var all []world.Person
		for {
			some, total, err := b.world.People(b.ctx, len(all), 700)
			b.must(err)
			all = append(all, some...)
			if len(all) == total {
				break
			}
		}
		for _, p := range all {
			found, ok, err := b.world.Person(b.ctx, p.CPR)
			b.must(err)
			if !ok || !reflect.DeepEqual(p, found) { // cmp takes its time
				t.Fatalf("seed %d: %s", seed, cmp.Diff(p, found))
			}
			if !ident.Fictive(p.CPR) || p.Name == "" {
				t.Fatalf("seed %d: %+v is not fictive or has no name", seed, p)
			}
		}
		return all
	}
	one, again, other := list(1, 1000), list(1, 1000), list(2, 1000)
	if d := cmp.Diff(one, again); d != "" {
		t.Error(d)
	}
	if cmp.Equal(one, other) {
		t.Error("two seeds make the same people")
	}
	for _, p := range []([]world.Person){one, list(3, 34_500)} {
		numbers := map[ident.CPR]bool{}
		for _, person := range p {
			if numbers[person.CPR] {
				t.Fatal("a number is given twice")
			}
			numbers[person.CPR] = true
		}
	}
}

func TestWhoIsAddedIsListedAfterThePopulation(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Population = 40 })
	_, before, err := b.world.People(b.ctx, 0, 1)
	b.must(err)
	added := world.Person{CPR: born(t, 1981, 4, 4), Name: "Ny Eksempel", NemSMS: "+4511223344"}
	b.must(b.world.PutPerson(b.ctx, added))
	added.Name = "Nyere Eksempel"
	b.must(b.world.PutPerson(b.ctx, added))
	changed, _, err := b.world.People(b.ctx, 20, 1)
	b.must(err)
	changed[0].Name = "Ændret Eksempel"
	b.must(b.world.PutPerson(b.ctx, changed[0]))
	all, after, err := b.world.People(b.ctx, 20, 1000)
	b.must(err)
	if after != before+1 || all[0].Name != "Ændret Eksempel" || all[len(all)-1].Name != "Nyere Eksempel" || len(all) != after-20 {
		t.Errorf("%d before, %d after, first %q, last %q", before, after, all[0].Name, all[len(all)-1].Name)
	}
	companies, n, err := b.world.Companies(b.ctx, 0, 1000)
	b.must(err)
	if n != 5+2 || len(companies) != n {
		t.Errorf("%d companies", n)
	}
	for _, c := range companies {
		if found, ok, err := b.world.Company(b.ctx, c.CVR); err != nil || !ok || found.Name != c.Name || !ident.FictiveCVR(c.CVR) {
			t.Errorf("%+v is not found again", c)
		}
	}
}

func TestAWorldWithoutPopulationIsEmpty(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Population = -1 })
	for _, m := range world.Magic() {
		if s, err := b.world.StandingOf(b.ctx, m.Party); err != nil || s != world.StandingUnknown {
			t.Errorf("%s is %s", m.En, s)
		}
	}
	if people, n, err := b.world.People(b.ctx, 0, 10); err != nil || n != 0 || len(people) != 0 {
		t.Errorf("%d people", n)
	}
}

func TestNonsenseIsUnknownAndNotReachable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, p := range []ident.Party{{}, ident.ParseParty("CVR", "FooBar"), ident.ParseParty("CPR", "0000000000"), ident.ParseParty("CPR", ""), ident.ParseParty("UUID", "1")} {
		reach, err := b.world.LookUp(b.ctx, p, false)
		if err != nil || reach {
			t.Errorf("%s: %v, %v", p, reach, err)
		}
	}
}
