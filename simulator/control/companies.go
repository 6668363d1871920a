package control

import (
	"context"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listCompanies(r *request) (reply, error) {
	offset, limit, err := r.page()
	if err != nil {
		return reply{}, err
	}
	companies, total, err := r.world.Companies(r.Context(), offset, limit)
	if err != nil {
		return reply{}, err
	}
	page := CompanyPage{Total: total, Items: []Company{}}
	for _, c := range companies {
		shown, err := showCompany(r.Context(), r.world, c)
		if err != nil {
			return reply{}, err
		}
		page.Items = append(page.Items, shown)
	}
	return ok(page)
}

func (a *API) getCompany(r *request) (reply, error) {
	c, err := knownCompany(r)
	if err != nil {
		return reply{}, err
	}
	return company(r, c, nil)
}

func (a *API) putCompany(r *request) (reply, error) {
	cvr, err := r.cvr()
	if err != nil {
		return reply{}, err
	}
	in, err := decode[CompanyEntry](r)
	if err != nil {
		return reply{}, err
	}
	if err := named(in.Name); err != nil {
		return reply{}, err
	}
	c := world.Company{
		CVR: cvr, Name: in.Name, Address: readAddress(in.Address), Kind: in.Kind, RegisteredAt: in.RegisteredAt,
		FirstLogin: in.FirstLogin, EnrolledAt: in.EnrolledAt, CeasedAt: in.CeasedAt, NemSMS: in.NemSMS, Exempt: in.Exempt,
	}
	return company(r, c, r.world.PutCompany(r.Context(), c))
}

func (a *API) setCompanyStanding(r *request) (reply, error) {
	cvr, err := r.cvr()
	if err != nil {
		return reply{}, err
	}
	in, err := decode[CompanyStanding](r)
	if err != nil {
		return reply{}, err
	}
	c, known, err := r.world.Company(r.Context(), cvr)
	if err != nil {
		return reply{}, err
	}
	if !known {
		c = world.Company{CVR: cvr, Name: cmpOr(in.Name, "Testvirksomhed")}
	}
	if c, err = c.Become(in.Standing, r.world.Now()); err != nil {
		return reply{}, err
	}
	return company(r, c, r.world.PutCompany(r.Context(), c))
}

func (a *API) logInCompany(r *request) (reply, error) {
	c, err := knownCompany(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.world.LogIn(r.Context(), ident.Company(c.CVR)); err != nil {
		return reply{}, err
	}
	return done()
}

func (a *API) getCompanyMailbox(r *request) (reply, error) {
	c, err := knownCompany(r)
	if err != nil {
		return reply{}, err
	}
	return mailbox(r, ident.Company(c.CVR))
}

func knownCompany(r *request) (world.Company, error) {
	cvr, err := r.cvr()
	if err != nil {
		return world.Company{}, err
	}
	c, known, err := r.world.Company(r.Context(), cvr)
	if err == nil && !known {
		err = notFound("the register does not know this CVR number: enter the company with PUT")
	}
	return c, err
}

func company(r *request, c world.Company, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	shown, err := showCompany(r.Context(), r.world, c)
	if err != nil {
		return reply{}, err
	}
	return ok(shown)
}

func showCompany(ctx context.Context, w *world.World, c world.Company) (Company, error) {
	standing, err := w.StandingOf(ctx, ident.Company(c.CVR))
	if err != nil {
		return Company{}, err
	}
	return Company{
		Cvr: c.CVR.Digits(), Standing: standing, Name: c.Name, Address: showAddress(c.Address), Kind: c.Kind,
		RegisteredAt: c.RegisteredAt, FirstLogin: c.FirstLogin, EnrolledAt: c.EnrolledAt, CeasedAt: c.CeasedAt,
		NemSMS: c.NemSMS, Exempt: c.Exempt,
	}, nil
}
