package world_test

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// Each switch makes the difference that it says, seen by what becomes of a letter.
func TestASwitchMakesADifferenceToALetter(t *testing.T) {
	t.Parallel()
	adult := born(t, 1970, 5, 5)
	cvr, err := ident.NewFictiveCVR(702)
	if err != nil {
		t.Fatal(err)
	}
	when := func(s string) *time.Time { v := at(t, s); return &v }
	died := func(s string) world.Person { return world.Person{CPR: adult, DiedAt: when(s)} }
	exemptFrom := func(s string) world.Person {
		return world.Person{CPR: adult, Exemptions: []world.Exemption{{RegisteredAt: *when(s)}}}
	}
	for _, c := range []struct {
		name, value string
		person      world.Person
		company     world.Company
		exempt      bool   // a second later than the start, by the municipality
		start, sent string // local
		byDefault   string // code of the letter
		changed     string
	}{
		{name: "dk.death.batch", value: "off", person: died("2024-03-16 08:00:00"), sent: "2024-03-16 08:00:00", changed: world.FailClosed},
		{name: "dk.death.batch", value: "off", person: died("2024-03-16 08:00:00"), sent: "2024-03-18 23:59:59", changed: world.FailClosed},
		{name: "dk.register.batch", value: "nightlyNoWeekend", person: exemptFrom("2024-03-16 08:00:00"), sent: "2024-03-18 23:59:59", byDefault: world.FailExempt},
		{name: "dk.exemptionPropagation", value: "90m", person: exemptFrom("2024-03-16 08:00:00"), sent: "2024-03-16 09:29:59", byDefault: world.FailExempt},
		{name: "dk.exemptionPropagation", value: "90m", person: exemptFrom("2024-03-16 08:00:00"), sent: "2024-03-16 09:30:00", byDefault: world.FailExempt, changed: world.FailExempt},
		{name: "dk.exemption.duration", value: "24months", exempt: true, person: world.Person{CPR: adult}, start: "2024-03-16 08:00:00", sent: "2026-03-16 00:00:00", byDefault: world.FailExempt},
		{name: "dk.exemption.duration", value: "24months", exempt: true, person: world.Person{CPR: adult}, start: "2024-03-16 08:00:00", sent: "2026-03-15 23:59:59", byDefault: world.FailExempt, changed: world.FailExempt},
		{name: "dk.exemption.duration", value: "until2ndNov1", exempt: true, person: world.Person{CPR: adult}, start: "2024-03-16 08:00:00", sent: "2026-11-01 00:00:00", byDefault: world.FailExempt},
		{name: "quarantineCount", value: "exact24h", company: world.Company{CVR: cvr, RegisteredAt: when("2024-06-03 14:00:00")}, sent: "2024-06-15 13:59:59", changed: world.FailQuarantine},
		{name: "dk.cvrQuarantineDays", value: "1", company: world.Company{CVR: cvr, RegisteredAt: when("2024-06-03 14:00:00")}, sent: "2024-06-04 00:00:00", byDefault: world.FailQuarantine},
		{name: "dk.immigrantDelayDays", value: "0", person: world.Person{CPR: adult, EnteredAt: when("2024-03-01 15:00:00")}, sent: "2024-03-01 15:00:00", byDefault: world.FailNotConnected},
		{name: "leapling", value: "28feb", person: world.Person{CPR: born(t, 2008, 2, 29)}, sent: "2023-02-28 12:00:00", byDefault: world.FailMinor},
		{name: "dk.exemption.firstDate", value: "2024-03-17", exempt: true, person: world.Person{CPR: adult}, start: "2024-03-16 08:00:00", sent: "2024-03-16 09:00:00", byDefault: world.FailExempt},
	} {
		t.Run(c.name+" "+c.sent, func(t *testing.T) {
			t.Parallel()
			ws := open(t, world.Config{})
			for value, want := range map[string]string{"": c.byDefault, c.value: c.changed} {
				start := c.sent
				if c.start != "" {
					start = c.start
				}
				spec := world.Spec{Start: at(t, start), Population: -1}
				if value != "" {
					spec.Settings.Switches = map[string]string{c.name: value}
				}
				b := &bench{TB: t, ctx: t.Context(), worlds: ws}
				w, err := ws.Create(b.ctx, spec)
				b.must(err)
				b.furnish(w)
				to := ident.Person(c.person.CPR)
				if c.company.CVR != "" {
					to = ident.Company(c.company.CVR)
					b.must(w.PutCompany(b.ctx, c.company))
				} else {
					b.must(w.PutPerson(b.ctx, c.person))
				}
				if c.exempt {
					if err := w.Exempt(b.ctx, adult, world.Exemption{}); err != nil {
						b.want(err, world.CodeInvalid)
					}
				}
				_, err = w.Advance(b.ctx, at(t, c.sent))
				b.must(err)
				if l := b.send(b.letter(world.ChannelDigital, to)); l.Code != want {
					t.Errorf("%s=%s: got %q, want %q", c.name, value, l.Code, want)
				}
			}
		})
	}
}

func TestTheLastDayOfAnExemptionIsExemptWhenTheSwitchSaysSo(t *testing.T) {
	t.Parallel()
	b := setup(t, startAt(t, "2024-03-16 08:00:00"), func(s *world.Spec) {
		s.Settings.Switches = map[string]string{"dk.exemption.duration": "24months", "dk.exemption.endInclusive": "yes"}
	})
	to := magic(t, connected)
	b.must(b.world.Exempt(b.ctx, cprOf(t, to), world.Exemption{}))
	for _, c := range []struct{ at, code string }{
		{"2026-03-16 23:59:59", world.FailExempt},
		{"2026-03-17 00:00:00", ""},
	} {
		_, err := b.world.Advance(b.ctx, at(t, c.at))
		b.must(err)
		if l := b.send(b.letter(world.ChannelDigital, to)); l.Code != c.code {
			t.Errorf("%s: got %q", c.at, l.Code)
		}
	}
}
