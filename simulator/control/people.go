package control

import (
	"context"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listPeople(r *request) (reply, error) {
	offset, limit, err := r.page()
	if err != nil {
		return reply{}, err
	}
	people, total, err := r.world.People(r.Context(), offset, limit)
	if err != nil {
		return reply{}, err
	}
	page := PersonPage{Total: total, Items: []Person{}}
	for _, p := range people {
		shown, err := showPerson(r.Context(), r.world, p)
		if err != nil {
			return reply{}, err
		}
		page.Items = append(page.Items, shown)
	}
	return ok(page)
}

func (a *API) getPerson(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	return person(r, p)
}

func (a *API) putPerson(r *request) (reply, error) {
	cpr, err := a.writable(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[PersonEntry](r)
	if err != nil {
		return reply{}, err
	}
	if err := named(in.Name); err != nil {
		return reply{}, err
	}
	p := readPerson(cpr, in)
	if err := r.world.PutPerson(r.Context(), p); err != nil {
		return reply{}, err
	}
	return person(r, p)
}

func (a *API) setPersonStanding(r *request) (reply, error) {
	cpr, err := a.writable(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[PersonStanding](r)
	if err != nil {
		return reply{}, err
	}
	p, known, err := r.world.Person(r.Context(), cpr)
	if err != nil {
		return reply{}, err
	}
	if !known {
		p = world.Person{CPR: cpr, Name: cmpOr(in.Name, "Testperson")}
	}
	if p, err = p.Become(in.Standing, r.world.Now()); err != nil {
		return reply{}, err
	}
	if err := r.world.PutPerson(r.Context(), p); err != nil {
		return reply{}, err
	}
	return person(r, p)
}

func (a *API) exemptPerson(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[Exemption](r)
	if err != nil {
		return reply{}, err
	}
	return changed(r, p.CPR, r.world.Exempt(r.Context(), p.CPR, readExemption(in)))
}

func (a *API) endExemption(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	return changed(r, p.CPR, r.world.EndExemption(r.Context(), p.CPR))
}

func (a *API) registerDeath(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[Death](r)
	if err != nil {
		return reply{}, err
	}
	if in.DiedAt.IsZero() {
		in.DiedAt = r.world.Now()
	}
	p.DiedAt, p.DeathRegisteredAt = &in.DiedAt, nil
	if !in.RegisteredAt.IsZero() {
		p.DeathRegisteredAt = &in.RegisteredAt
	}
	return changed(r, p.CPR, r.world.PutPerson(r.Context(), p))
}

func (a *API) logInPerson(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.world.LogIn(r.Context(), ident.Person(p.CPR)); err != nil {
		return reply{}, err
	}
	return done()
}

func (a *API) getPersonMailbox(r *request) (reply, error) {
	p, err := knownPerson(r)
	if err != nil {
		return reply{}, err
	}
	return mailbox(r, ident.Person(p.CPR))
}

// writable is the CPR number of the address if it may be registered.
func (a *API) writable(r *request) (ident.CPR, error) {
	cpr, err := r.cpr()
	if err != nil {
		return "", err
	}
	if !a.AllowReal && !ident.Fictive(cpr) {
		return "", refuse(codeNotFictive, "this CPR number may be somebody's: use one that fails modulus 11 and is not born on 1 January, or start the simulator with --allow-real")
	}
	return cpr, nil
}

func knownPerson(r *request) (world.Person, error) {
	cpr, err := r.cpr()
	if err != nil {
		return world.Person{}, err
	}
	p, known, err := r.world.Person(r.Context(), cpr)
	if err == nil && !known {
		err = notFound("the register does not know this CPR number: enter the person with PUT")
	}
	return p, err
}

// changed answers with the person as the register has it after a change.
func changed(r *request, cpr ident.CPR, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	p, _, err := r.world.Person(r.Context(), cpr)
	if err != nil {
		return reply{}, err
	}
	return person(r, p)
}

func person(r *request, p world.Person) (reply, error) {
	shown, err := showPerson(r.Context(), r.world, p)
	if err != nil {
		return reply{}, err
	}
	return ok(shown)
}

func showPerson(ctx context.Context, w *world.World, p world.Person) (Person, error) {
	standing, err := w.StandingOf(ctx, ident.Person(p.CPR))
	if err != nil {
		return Person{}, err
	}
	out := Person{
		Cpr: p.CPR.Digits(), Standing: standing, Name: p.Name, Address: showAddress(p.Address), Born: (*date)(p.Born),
		EnteredAt: p.EnteredAt, DepartedAt: p.DepartedAt, NonResident: p.NonResident, EnrolledAt: p.EnrolledAt,
		DiedAt: p.DiedAt, DeathRegisteredAt: p.DeathRegisteredAt,
		NemSMS: p.NemSMS, Mail: p.Mail, Mobile: p.Mobile, FirstLogin: p.FirstLogin,
	}
	for _, e := range p.Exemptions {
		out.Exemptions = append(out.Exemptions, showExemption(e))
	}
	return out, nil
}

func readPerson(cpr ident.CPR, in PersonEntry) world.Person {
	p := world.Person{
		CPR: cpr, Name: in.Name, Address: readAddress(in.Address), Born: (*world.Date)(in.Born),
		EnteredAt: in.EnteredAt, DepartedAt: in.DepartedAt, NonResident: in.NonResident, EnrolledAt: in.EnrolledAt,
		DiedAt: in.DiedAt, DeathRegisteredAt: in.DeathRegisteredAt,
		NemSMS: in.NemSMS, Mail: in.Mail, Mobile: in.Mobile, FirstLogin: in.FirstLogin,
	}
	for _, e := range in.Exemptions {
		p.Exemptions = append(p.Exemptions, readExemption(e))
	}
	return p
}

func showExemption(e world.Exemption) Exemption {
	return Exemption{RegisteredAt: e.RegisteredAt, EndsAt: e.EndsAt, RevokedAt: e.RevokedAt, Ground: e.Ground, Form: e.Form, Municipality: e.Municipality}
}

func readExemption(e Exemption) world.Exemption {
	return world.Exemption{RegisteredAt: e.RegisteredAt, EndsAt: e.EndsAt, RevokedAt: e.RevokedAt, Ground: e.Ground, Form: e.Form, Municipality: e.Municipality}
}

func showAddress(a *world.Address) *Address {
	if a == nil {
		return nil
	}
	return &Address{Name: a.Name, Lines: a.Lines, PostCode: a.PostCode, City: a.City, Country: a.Country}
}

func readAddress(a *Address) *world.Address {
	if a == nil {
		return nil
	}
	return &world.Address{Name: a.Name, Lines: a.Lines, PostCode: a.PostCode, City: a.City, Country: a.Country}
}
