package web

import (
	"net/http"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// partyForms is what a person's or company's page can change.
type partyForms struct {
	Standing  string // address of the form
	Standings []choice
	Exempt    string // address of the form that exempts, "" when it cannot be used
	End       string // address of the form that ends the exemption
}

// personStandings and companyStandings are what a form can make of somebody.
func personStandings() []world.Standing {
	return []world.Standing{world.StandingConnected, world.StandingNotConnected, world.StandingExempt, world.StandingMinor, world.StandingDead}
}

func companyStandings() []world.Standing {
	return []world.Standing{world.StandingCompany, world.StandingCompanyNotConnected, world.StandingQuarantine, world.StandingCeased}
}

func (v *visit) standings(all []world.Standing, now world.Standing) []choice {
	var out []choice
	for _, s := range all {
		out = append(out, choice{string(s), word(v.lang, "standing", string(s)), s == now})
	}
	return out
}

// personForms are the forms of a person's page.
func (v *visit) personForms(cpr ident.CPR, now world.Standing) *partyForms {
	at := func(what string) string { return v.href("people", cpr.Digits(), what) }
	f := &partyForms{Standing: at("standing"), Standings: v.standings(personStandings(), now)}
	switch now {
	case world.StandingExempt:
		f.End = at("end-exemption")
	case world.StandingConnected, world.StandingNotConnected:
		f.Exempt = at("exempt")
	}
	return f
}

func (s *Site) setPersonStanding(v *visit) error {
	p, err := v.knownPerson()
	if err != nil {
		return err
	}
	standing, err := v.chosenStanding()
	if err != nil {
		return err
	}
	if p, err = p.Become(standing, v.world.Now()); err == nil {
		err = v.world.PutPerson(v.Context(), p)
	}
	return v.changed(err, v.href("people", p.CPR.Digits()))
}

func (s *Site) exempt(v *visit) error {
	p, err := v.knownPerson()
	if err != nil {
		return err
	}
	return v.changed(v.world.Exempt(v.Context(), p.CPR, world.Exemption{Form: "FD 001"}), v.href("people", p.CPR.Digits()))
}

func (s *Site) endExemption(v *visit) error {
	p, err := v.knownPerson()
	if err != nil {
		return err
	}
	return v.changed(v.world.EndExemption(v.Context(), p.CPR), v.href("people", p.CPR.Digits()))
}

func (s *Site) setCompanyStanding(v *visit) error {
	c, err := v.knownCompany()
	if err != nil {
		return err
	}
	standing, err := v.chosenStanding()
	if err != nil {
		return err
	}
	if c, err = c.Become(standing, v.world.Now()); err == nil {
		err = v.world.PutCompany(v.Context(), c)
	}
	return v.changed(err, v.href("companies", c.CVR.Digits()))
}

// chosenStanding reads the form.
func (v *visit) chosenStanding() (world.Standing, error) {
	v.Body = http.MaxBytesReader(v.writer, v.Body, maxForm)
	if err := v.ParseForm(); err != nil {
		return "", &refusal{status: http.StatusBadRequest, text: "register.unclear"}
	}
	return world.Standing(v.PostForm.Get("standing")), nil
}

// changed leads back to the page whose form was sent, or says why nothing changed.
func (v *visit) changed(err error, back string) error {
	switch {
	case err == nil:
		http.Redirect(v.writer, v.Request, back, http.StatusSeeOther)
		return nil
	case world.CodeOf(err) == world.CodeInvalid:
		return &refusal{status: http.StatusBadRequest, text: "register.unclear", cause: err}
	case world.CodeOf(err) != "internal":
		return &refusal{status: http.StatusConflict, text: "register.refused", cause: err}
	}
	return err
}
