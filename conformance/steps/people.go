package steps

import (
	"context"
	"fmt"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// usualBirth is the birthday of a person whose age does not matter.
const usualBirth = "1971-05-17"

// enter puts a person into the register and the scenario. change alters the
// entry before it is registered; nil leaves an ordinary resident adult.
func (s *Stage) enter(ctx context.Context, name, born string, change func(*world.Person)) error {
	if _, known := s.people[name]; known {
		return fmt.Errorf("%s is introduced twice", name)
	}
	day, err := calendar.ParseDay(born)
	if err != nil {
		return fmt.Errorf("%s's birthday: %w", name, err)
	}
	cpr, err := ident.NewFictiveCPR(day.Year, day.Month, day.Day, len(s.people)+1)
	if err != nil {
		return fmt.Errorf("a number for %s: %w", name, err)
	}
	entry := world.Person{
		CPR: cpr, Name: name + " Eksempel",
		Address: &world.Address{Name: name + " Eksempel", Lines: []string{fmt.Sprintf("Eksempelvej %d", len(s.people)+1)}, PostCode: "9999", City: "Eksempelkøbing"},
	}
	if change != nil {
		change(&entry)
	}
	if err := s.world.PutPerson(ctx, entry); err != nil {
		return fmt.Errorf("registering %s: %w", name, err)
	}
	s.people[name] = &person{
		name: entry.Name, party: ident.Person(cpr),
		address: entry.Address.Lines, addressed: true, nemSMS: entry.NemSMS != "",
	}
	return nil
}

func (s *Stage) connected(ctx context.Context, name string) error {
	return s.enter(ctx, name, usualBirth, func(p *world.Person) { p.FirstLogin = s.longAgo() })
}

// parent is a connected person who is somebody's mother or father. No register
// of ours knows the kinship: that no provider may use it is the point.
func (s *Stage) parent(ctx context.Context, name, child string) error {
	if _, err := s.personNamed(child); err != nil {
		return err
	}
	return s.connected(ctx, name)
}

func (s *Stage) neverLoggedIn(ctx context.Context, name string) error {
	return s.enter(ctx, name, usualBirth, nil)
}

func (s *Stage) notified(ctx context.Context, name string) error {
	return s.enter(ctx, name, usualBirth, func(p *world.Person) { p.Mail = "anna@eksempel.invalid" })
}

func (s *Stage) resident(ctx context.Context, name, born string) error {
	return s.enter(ctx, name, born, nil)
}

func (s *Stage) exempt(ctx context.Context, name string) error {
	if err := s.enter(ctx, name, usualBirth, nil); err != nil {
		return err
	}
	return s.becomesExempt(ctx, name, "")
}

func (s *Stage) exemptWithNemSMS(ctx context.Context, name string) error {
	if err := s.enter(ctx, name, usualBirth, func(p *world.Person) { p.NemSMS = "+4500000001" }); err != nil {
		return err
	}
	return s.becomesExempt(ctx, name, "")
}

// enrolledBefore2014 is the person of the outline of 1 November 2014.
func (s *Stage) enrolledEarly(ctx context.Context, name, how string) error {
	switch how {
	case "har tilmeldt sig frivilligt":
		return s.enter(ctx, name, usualBirth, func(p *world.Person) { p.EnrolledAt = s.longAgo() })
	case "er fritaget":
		if err := s.enter(ctx, name, usualBirth, nil); err != nil {
			return err
		}
		return s.becomesExempt(ctx, name, "")
	case "hverken har tilmeldt sig eller er fritaget":
		return s.enter(ctx, name, usualBirth, nil)
	default:
		return fmt.Errorf("%q is not something a person can be; see the step's three words", how)
	}
}

func (s *Stage) dead(ctx context.Context, name string) error {
	return s.enter(ctx, name, usualBirth, func(p *world.Person) { p.DiedAt = s.longAgo() })
}

func (s *Stage) neverResident(ctx context.Context, name string) error {
	return s.enter(ctx, name, usualBirth, func(p *world.Person) { p.NonResident = true })
}

// unregistered is a person with a number that the register does not have.
func (s *Stage) unregistered(_ context.Context, name string) error {
	day, err := calendar.ParseDay(usualBirth)
	if err != nil {
		return err
	}
	cpr, err := ident.NewFictiveCPR(day.Year, day.Month, day.Day, 900)
	if err != nil {
		return err
	}
	s.people[name] = &person{
		name: name + " Eksempel", party: ident.Person(cpr),
		address: []string{"Eksempelvej 99"}, addressed: true,
	}
	return nil
}

// numberless is a person or body that never got a number of that kind: whatever
// number a sender states, the register does not know it.
func (s *Stage) numberless(ctx context.Context, name, kind string) error {
	if kind == "CPR" {
		return s.unregistered(ctx, name)
	}
	cvr, err := ident.NewFictiveCVR(9000)
	if err != nil {
		return fmt.Errorf("a number that nobody has: %w", err)
	}
	s.people[name] = &person{name: name, party: ident.Company(cvr), address: []string{"Eksempelvej 98"}, addressed: true, company: true}
	return nil
}

func (s *Stage) becomesExempt(ctx context.Context, name, ground string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	cpr, ok := p.party.CPR()
	if !ok {
		return fmt.Errorf("%s has no CPR number and cannot be exempted", name)
	}
	if err := s.world.Exempt(ctx, cpr, world.Exemption{Ground: ground, Form: "FD 001", Municipality: Kommunen}); err != nil {
		return fmt.Errorf("exempting %s: %w", name, err)
	}
	return nil
}

func (s *Stage) departs(ctx context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	cpr, _ := p.party.CPR()
	entry, found, err := s.world.Person(ctx, cpr)
	if err != nil || !found {
		return fmt.Errorf("%s is not in the register: %w", name, err)
	}
	now := s.world.Now()
	entry.DepartedAt = &now
	if err := s.world.PutPerson(ctx, entry); err != nil {
		return fmt.Errorf("registering that %s moved abroad: %w", name, err)
	}
	return nil
}

func (s *Stage) addressUnknown(_ context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	p.addressed = false
	return nil
}

// unitRegistered puts a company or association into the register.
func (s *Stage) unitRegistered(ctx context.Context, kind, name, at string) error {
	registered, err := parse(at, s.zone)
	if err != nil {
		return err
	}
	cvr, err := ident.NewFictiveCVR(4000 + len(s.people))
	if err != nil {
		return fmt.Errorf("a number for %s: %w", name, err)
	}
	kinds := map[string]string{"virksomheden": "company", "foreningen": "association"}
	unit := world.Company{CVR: cvr, Name: name, Kind: kinds[kind], RegisteredAt: &registered}
	if err := s.world.PutCompany(ctx, unit); err != nil {
		return fmt.Errorf("registering %s: %w", name, err)
	}
	s.people[name] = &person{
		name: name, party: ident.Company(cvr),
		address: []string{"Havnen 1"}, addressed: true, company: true,
	}
	return nil
}

func (s *Stage) ceases(ctx context.Context, name, at string) error {
	ceased, err := parse(at, s.zone)
	if err != nil {
		return err
	}
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	cvr, _ := p.party.CVR()
	unit, found, err := s.world.Company(ctx, cvr)
	if err != nil || !found {
		return fmt.Errorf("%s is not in the register: %w", name, err)
	}
	unit.CeasedAt = &ceased
	if err := s.world.PutCompany(ctx, unit); err != nil {
		return fmt.Errorf("registering that %s ceases: %w", name, err)
	}
	return nil
}

func (s *Stage) logsIn(ctx context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	if err := s.world.LogIn(ctx, p.party); err != nil {
		return fmt.Errorf("%s logs in: %w", name, err)
	}
	return nil
}

// opens lets the recipient open a letter.
func (s *Stage) opens(ctx context.Context, _, title string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	if err := s.world.Open(ctx, l.ID); err != nil {
		return fmt.Errorf("opening %q: %w", title, err)
	}
	return nil
}

func (s *Stage) longAgo() *time.Time {
	t := opening.AddDate(-3, 0, 0)
	return &t
}
