package world

import (
	"context"
	"fmt"
	"slices"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// Person returns the register's entry.
func (w *World) Person(_ context.Context, cpr ident.CPR) (Person, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return Person{}, false, w.ended
	}
	r, err := w.party(ident.Person(cpr))
	if err != nil || r.person == nil {
		return Person{}, false, internal(err)
	}
	return r.person.clone(), true, nil
}

// PutPerson registers a person or replaces the entry. Error: CodeInvalid for a
// number that is none.
func (w *World) PutPerson(ctx context.Context, p Person) error {
	if _, err := ident.ParseCPR(p.CPR.Digits()); err != nil {
		return &Error{Code: CodeInvalid, Text: "a person needs a CPR number", Cause: err}
	}
	if err := writable(p); err != nil {
		return err
	}
	p = p.clone()
	return w.doSettled(ctx, func(k *work) error {
		key := ident.Person(p.CPR)
		before, err := w.party(key)
		if err != nil {
			return internal(err)
		}
		k.changeParty(key, before, registered{person: &p}, Event{Kind: KindPersonChanged, Text: "The register's entry was changed."})
		if p.DiedAt != nil && (before.person == nil || before.person.DiedAt == nil) {
			k.note(Event{Kind: KindPersonDied, Party: key.Key(), Rule: "DK-DEL-04", Text: "A death was registered."})
		}
		return nil
	})
}

// changePerson changes one person's entry.
func (w *World) changePerson(ctx context.Context, cpr ident.CPR, f func(*work, *Person) (Event, error)) error {
	return w.doSettled(ctx, func(k *work) error {
		key := ident.Person(cpr)
		before, err := w.party(key)
		if err != nil {
			return internal(err)
		}
		if before.person == nil {
			return notFound("the register does not know %s; register the person first", key)
		}
		p := before.person.clone()
		e, err := f(k, &p)
		if err != nil {
			return err
		}
		k.changeParty(key, before, registered{person: &p}, e)
		return nil
	})
}

// Exempt registers an exemption. A zero RegisteredAt is now, and without EndsAt
// the rule set decides whether and when it ends (DK-EXEMPT-10, DK-EXEMPT-11).
// Errors: CodeNotFound; CodeInvalid before exemptions could be registered
// (DK-EXEMPT-01), and for an end before the beginning.
func (w *World) Exempt(ctx context.Context, cpr ident.CPR, e Exemption) error {
	if err := writable(e); err != nil {
		return err
	}
	return w.changePerson(ctx, cpr, func(k *work, p *Person) (Event, error) {
		zone := w.worlds.zone
		if e.RegisteredAt.IsZero() {
			e.RegisteredAt = k.at
		}
		day := calendar.DayOf(e.RegisteredAt, zone)
		if first := w.rules.Date(law.ExemptionFirstDate); day.Law() < first {
			return Event{}, &Error{Code: CodeInvalid, Rule: "DK-EXEMPT-01", Text: fmt.Sprintf("no exemption could be registered before %s", first)}
		}
		if e.EndsAt != nil && !e.EndsAt.After(e.RegisteredAt) {
			return Event{}, invalid("an exemption ends after it is registered; leave the end out for one without a limit")
		}
		if e.EndsAt == nil {
			if end, limited := calendar.ExemptionEnd(day, w.rules, zone); limited {
				e.EndsAt = &end
			}
		}
		p.Exemptions = append(p.Exemptions, e)
		return Event{Kind: KindPersonExempted, Rule: "DK-EXEMPT-12", Text: "An exemption from Digital Post was registered."}, nil
	})
}

// EndExemption revokes what exemptions are in force, from now on
// (DK-EXEMPT-13). Errors: CodeNotFound; CodeConflict when there are none.
func (w *World) EndExemption(ctx context.Context, cpr ident.CPR) error {
	return w.changePerson(ctx, cpr, func(k *work, p *Person) (Event, error) {
		ended := 0
		for i := range p.Exemptions {
			if e := &p.Exemptions[i]; !since(e.EndsAt, k.at) && !since(e.RevokedAt, k.at) {
				e.RevokedAt = ptr(k.at)
				ended++
			}
		}
		if ended == 0 {
			return Event{}, &Error{Code: CodeConflict, Text: "the person is not exempt, so there is nothing to end"}
		}
		return Event{Kind: KindExemptionEnded, Rule: "DK-EXEMPT-13", Text: "The exemption was revoked."}, nil
	})
}

// Company returns the register's entry.
func (w *World) Company(_ context.Context, cvr ident.CVR) (Company, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return Company{}, false, w.ended
	}
	r, err := w.party(ident.Company(cvr))
	if err != nil || r.company == nil {
		return Company{}, false, internal(err)
	}
	return r.company.clone(), true, nil
}

// PutCompany registers a company or replaces the entry. Error: CodeInvalid for a
// number that is none.
func (w *World) PutCompany(ctx context.Context, c Company) error {
	if _, err := ident.ParseCVR(c.CVR.Digits()); err != nil {
		return &Error{Code: CodeInvalid, Text: "a company needs a CVR number", Cause: err}
	}
	if err := writable(c); err != nil {
		return err
	}
	c = c.clone()
	return w.doSettled(ctx, func(k *work) error {
		key := ident.Company(c.CVR)
		before, err := w.party(key)
		if err != nil {
			return internal(err)
		}
		k.changeParty(key, before, registered{company: &c}, Event{Kind: KindCompanyChanged, Text: "The register's entry was changed."})
		return nil
	})
}

// LogIn is a person or company logging in to the mailbox. The first time is
// kept; it ends a new company's quarantine at once (DK-COV-11). Errors:
// CodeNotFound; CodeConflict for who has lost all access.
func (w *World) LogIn(ctx context.Context, p ident.Party) error {
	return w.doSettled(ctx, func(k *work) error {
		before, err := w.party(p)
		if err != nil {
			return internal(err)
		}
		if !before.known() {
			return notFound("the register does not know %s; register it first", p)
		}
		if err := k.access(p); err != nil {
			return err
		}
		if before.company != nil {
			c := before.company.clone()
			if c.FirstLogin != nil {
				return nil
			}
			c.FirstLogin = ptr(k.at)
			k.changeParty(p, before, registered{company: &c}, Event{Kind: KindCompanyLoggedIn, Rule: "DK-COV-11", Text: "The company logged in for the first time."})
			return nil
		}
		person := before.person.clone()
		if person.FirstLogin != nil {
			return nil
		}
		person.FirstLogin = ptr(k.at)
		k.changeParty(p, before, registered{person: &person}, Event{Kind: KindPersonChanged, Text: "The person logged in for the first time."})
		return nil
	})
}

func (p Person) clone() Person {
	p.Exemptions = slices.Clone(p.Exemptions)
	if p.Address != nil {
		p.Address = p.Address.clone()
	}
	return p
}

func (c Company) clone() Company {
	if c.Address != nil {
		c.Address = c.Address.clone()
	}
	return c
}

func (a Address) clone() *Address {
	a.Lines = slices.Clone(a.Lines)
	return &a
}
