package control

import (
	"fmt"
	"net/url"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listAuthorities(r *request) (reply, error) {
	all, err := r.world.Authorities(r.Context())
	if err != nil {
		return reply{}, err
	}
	out := []Authority{}
	for _, each := range all {
		out = append(out, showAuthority(each))
	}
	return ok(out)
}

func (a *API) getAuthority(r *request) (reply, error) {
	found, err := knownAuthority(r)
	if err != nil {
		return reply{}, err
	}
	return ok(showAuthority(found))
}

func (a *API) putAuthority(r *request) (reply, error) {
	cvr, err := r.cvr()
	if err != nil {
		return reply{}, err
	}
	in, err := decode[AuthorityEntry](r)
	if err != nil {
		return reply{}, err
	}
	if err := named(in.Name); err != nil {
		return reply{}, err
	}
	if in.Category == "" {
		in.Category = world.CategoryPublic
	}
	return putAuthority(r, world.Authority{
		CVR: cvr, Name: in.Name, Category: in.Category, AgreementFrom: in.AgreementFrom, AgreementTo: in.AgreementTo,
		OtherLegalBasis: in.OtherLegalBasis, MayServe: in.MayServe,
	})
}

func (a *API) putAgreement(r *request) (reply, error) {
	found, err := knownAuthority(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[Agreement](r)
	if err != nil {
		return reply{}, err
	}
	if in.From.IsZero() {
		in.From = r.world.Now()
	}
	found.AgreementFrom, found.AgreementTo = &in.From, in.To
	return putAuthority(r, found)
}

func (a *API) endAgreement(r *request) (reply, error) {
	found, err := knownAuthority(r)
	if err != nil {
		return reply{}, err
	}
	now := r.world.Now()
	if found.AgreementFrom != nil && found.AgreementFrom.After(now) {
		now = *found.AgreementFrom // it never was in force
	}
	found.AgreementTo = &now
	return putAuthority(r, found)
}

func putAuthority(r *request, a world.Authority) (reply, error) {
	if a.AgreementFrom != nil && a.AgreementTo != nil && a.AgreementTo.Before(*a.AgreementFrom) {
		return reply{}, refuse(world.CodeInvalid, "the agreement ends before it begins: change from or to")
	}
	if err := r.world.PutAuthority(r.Context(), a); err != nil {
		return reply{}, err
	}
	return ok(showAuthority(a))
}

func knownAuthority(r *request) (world.Authority, error) {
	cvr, err := r.cvr()
	if err != nil {
		return world.Authority{}, err
	}
	found, known, err := r.world.Authority(r.Context(), cvr)
	if err == nil && !known {
		err = notFound("there is no authority with this CVR number: make it with PUT")
	}
	return found, err
}

func showAuthority(a world.Authority) Authority {
	return Authority{
		Cvr: a.CVR.Digits(), Name: a.Name, Category: a.Category, AgreementFrom: a.AgreementFrom, AgreementTo: a.AgreementTo,
		OtherLegalBasis: a.OtherLegalBasis, MayServe: a.MayServe,
	}
}

func (a *API) listSystems(r *request) (reply, error) {
	all, err := r.world.Systems(r.Context())
	if err != nil {
		return reply{}, err
	}
	out := []System{}
	for _, each := range all {
		out = append(out, showSystem(each))
	}
	return ok(out)
}

func (a *API) createSystem(r *request) (reply, error) {
	s, err := readSystem(r)
	if err != nil {
		return reply{}, err
	}
	if s, err = r.world.PutSystem(r.Context(), s); err != nil {
		return reply{}, err
	}
	return created(showSystem(s))
}

func (a *API) getSystem(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	return ok(showSystem(s))
}

func (a *API) putSystem(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	in, err := readSystem(r)
	if err != nil {
		return reply{}, err
	}
	s.Name, s.Authority, s.Services = in.Name, in.Authority, in.Services
	return putSystem(r, s)
}

// readSystem reads the body and checks that its authority exists.
func readSystem(r *request) (world.System, error) {
	in, err := decode[SystemEntry](r)
	if err != nil {
		return world.System{}, err
	}
	if err := named(in.Name); err != nil {
		return world.System{}, err
	}
	cvr, err := ident.ParseCVR(in.Authority)
	if err != nil {
		return world.System{}, err
	}
	_, known, err := r.world.Authority(r.Context(), cvr)
	if err == nil && !known {
		err = notFound("there is no authority " + cvr.String() + ": make it first, with PUT authorities/" + cvr.String())
	}
	return world.System{Name: in.Name, Authority: cvr, Services: in.Services}, err
}

func (a *API) putEndpoint(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[Endpoint](r)
	if err != nil {
		return reply{}, err
	}
	if u, err := url.Parse(in.URL); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.Fragment != "" {
		return reply{}, refuse(world.CodeInvalid, fmt.Sprintf("%q is no place to push receipts to: give an absolute https URL, without a password or a fragment", in.URL))
	}
	if in.Ca != "" {
		if _, err := parseCertificates(in.Ca); err != nil {
			return reply{}, err
		}
	}
	s.Endpoint = &world.Endpoint{URL: in.URL, CA: in.Ca, RetryAfter: time.Duration(in.RetryAfter)}
	return putSystem(r, s)
}

func (a *API) deleteEndpoint(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	s.Endpoint = nil
	return putSystem(r, s)
}

func putSystem(r *request, s world.System) (reply, error) {
	s, err := r.world.PutSystem(r.Context(), s)
	if err != nil {
		return reply{}, err
	}
	return ok(showSystem(s))
}

func knownSystem(r *request) (world.System, error) {
	s, known, err := r.world.System(r.Context(), world.SystemID(r.vars["system"]))
	if err == nil && !known {
		err = notFound("there is no such system in this world: GET systems lists them, POST systems makes one")
	}
	return s, err
}

func showSystem(s world.System) System {
	out := System{ID: s.ID, Name: s.Name, Authority: s.Authority.Digits(), Services: s.Services, Thumbprints: s.Thumbprints}
	if out.Thumbprints == nil {
		out.Thumbprints = []string{}
	}
	if s.Endpoint != nil {
		out.Endpoint = &Endpoint{URL: s.Endpoint.URL, Ca: s.Endpoint.CA, RetryAfter: duration(s.Endpoint.RetryAfter)}
	}
	return out
}
