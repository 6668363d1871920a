package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// peoplePage lists the register, with the magic numbers on its first page.
type peoplePage struct {
	Query  string
	Magic  []magicRow
	People []partyRow
	Pager  pager
}

// companiesPage lists the companies.
type companiesPage struct {
	Query     string
	Companies []partyRow
	Pager     pager
}

type magicRow struct {
	Number, Href, Name, Purpose string
	Standing                    world.Standing
	NemSMS                      bool
}

type partyRow struct {
	Number, Href, Name, City string
	Standing                 world.Standing
}

// searched is how many entries a search by name looks through.
const searched = 20_000

func (s *Site) people(v *visit) error {
	page := peoplePage{Query: strings.TrimSpace(v.URL.Query().Get("q"))}
	offset := v.offset()
	if page.Query == "" && offset == 0 {
		page.Magic = v.magic()
	}
	found, total, err := find(v.Context(), page.Query, offset, v.world.People, func(p world.Person) (string, string) { return p.CPR.Digits(), p.Name })
	if err != nil {
		return err
	}
	for _, p := range found {
		row := partyRow{Number: dashed(p.CPR), Href: v.href("people", p.CPR.Digits()), Name: p.Name, City: city(p.Address)}
		if row.Standing, err = v.world.StandingOf(v.Context(), ident.Person(p.CPR)); err != nil {
			return err
		}
		page.People = append(page.People, row)
	}
	page.Pager = v.pager(offset, len(found), total)
	return v.show("people", v.t("people")+" · "+v.world.ID(), "people", page)
}

func (s *Site) companies(v *visit) error {
	page := companiesPage{Query: strings.TrimSpace(v.URL.Query().Get("q"))}
	offset := v.offset()
	found, total, err := find(v.Context(), page.Query, offset, v.world.Companies, func(c world.Company) (string, string) { return c.CVR.Digits(), c.Name })
	if err != nil {
		return err
	}
	for _, c := range found {
		row := partyRow{Number: c.CVR.Digits(), Href: v.href("companies", c.CVR.Digits()), Name: c.Name, City: city(c.Address)}
		if row.Standing, err = v.world.StandingOf(v.Context(), ident.Company(c.CVR)); err != nil {
			return err
		}
		page.Companies = append(page.Companies, row)
	}
	page.Pager = v.pager(offset, len(found), total)
	return v.show("companies", v.t("companies")+" · "+v.world.ID(), "companies", page)
}

// find returns a page of a register. With a query it looks through the register for
// numbers that begin with it and names that contain it; the register has no index
// for that, so it is bounded.
func find[T any](ctx context.Context, query string, offset int, list func(context.Context, int, int) ([]T, int, error),
	of func(T) (number, name string)) ([]T, int, error) {
	if query == "" {
		return list(ctx, offset, perPage)
	}
	number := strings.ReplaceAll(query, "-", "")
	name := strings.ToLower(query)
	var hits []T
	for at := 0; at < searched; {
		batch, total, err := list(ctx, at, 1000)
		if err != nil {
			return nil, 0, err
		}
		for _, entry := range batch {
			if n, who := of(entry); strings.HasPrefix(n, number) || strings.Contains(strings.ToLower(who), name) {
				hits = append(hits, entry)
			}
		}
		if at += len(batch); len(batch) == 0 || at >= total {
			break
		}
	}
	from := min(offset, len(hits))
	return hits[from:min(from+perPage, len(hits))], len(hits), nil
}

func (v *visit) magic() []magicRow {
	var rows []magicRow
	for _, m := range world.Magic() {
		row := magicRow{Number: m.Party.Number, Name: m.Name, Purpose: m.En, Standing: m.Standing, NemSMS: m.NemSMS}
		if v.lang == danish {
			row.Purpose = m.Da
		}
		if cpr, ok := m.Party.CPR(); ok {
			row.Number, row.Href = dashed(cpr), v.href("people", cpr.Digits())
		} else if cvr, ok := m.Party.CVR(); ok {
			row.Href = v.href("companies", cvr.Digits())
		}
		if m.Standing == world.StandingUnknown {
			row.Href = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// dashed writes a CPR number in full, as people read it. The register's pages are
// the only place for it.
func dashed(c ident.CPR) string {
	d := c.Digits()
	if len(d) != 10 {
		return d
	}
	return d[:6] + "-" + d[6:]
}

func city(a *world.Address) string {
	if a == nil {
		return ""
	}
	return strings.TrimSpace(a.PostCode + " " + a.City)
}

// mailboxPage is a person or a company with its mailbox.
type mailboxPage struct {
	Back, BackLabel, Name string
	Standing              world.Standing
	Facts                 []fact
	Address               *world.Address
	Exemptions            []exemptionRow
	Mailbox               []letterRow
	SMS                   []smsRow
	Forms                 *partyForms // nil: nothing can be changed
	Letters               []letterRow
}

type exemptionRow struct {
	From time.Time
	To   *time.Time
	Form string
}

// smsRow is a NemSMS that was sent.
type smsRow struct {
	Href, Text, Sender string
	At                 time.Time
}

// knownPerson is the person of the address.
func (v *visit) knownPerson() (world.Person, error) {
	cpr, err := ident.ParseCPR(v.vars["cpr"])
	if err != nil {
		return world.Person{}, notFound("person.none")
	}
	p, ok, err := v.world.Person(v.Context(), cpr)
	if err == nil && !ok {
		err = notFound("person.none")
	}
	return p, err
}

// knownCompany is the company of the address.
func (v *visit) knownCompany() (world.Company, error) {
	cvr, err := ident.ParseCVR(v.vars["cvr"])
	if err != nil {
		return world.Company{}, notFound("company.none")
	}
	c, ok, err := v.world.Company(v.Context(), cvr)
	if err == nil && !ok {
		err = notFound("company.none")
	}
	return c, err
}

func (s *Site) person(v *visit) error {
	p, err := v.knownPerson()
	if err != nil {
		return err
	}
	page := mailboxPage{Back: v.href("people"), BackLabel: v.t("people"), Name: p.Name, Address: p.Address}
	f := facts{v: v}
	f.add("fact.cpr", dashed(p.CPR))
	f.add("fact.nemsms", orNo(v, p.NemSMS))
	f.add("fact.mail", p.Mail)
	f.add("fact.mobile", p.Mobile)
	f.at("fact.enrolled", p.EnrolledAt)
	f.at("fact.login", p.FirstLogin)
	f.at("fact.died", p.DiedAt)
	page.Facts = f.list
	for _, e := range p.Exemptions {
		to := e.EndsAt
		if e.RevokedAt != nil {
			to = e.RevokedAt
		}
		page.Exemptions = append(page.Exemptions, exemptionRow{From: e.RegisteredAt, To: to, Form: e.Form})
	}
	return v.mailbox(page, ident.Person(p.CPR), "people")
}

func (s *Site) company(v *visit) error {
	c, err := v.knownCompany()
	if err != nil {
		return err
	}
	page := mailboxPage{Back: v.href("companies"), BackLabel: v.t("companies"), Name: c.Name, Address: c.Address}
	f := facts{v: v}
	f.add("fact.cvr", c.CVR.Digits())
	f.add("fact.kind", c.Kind)
	f.add("fact.nemsms", orNo(v, c.NemSMS))
	f.at("fact.registered", c.RegisteredAt)
	f.at("fact.login", c.FirstLogin)
	f.at("fact.ceased", c.CeasedAt)
	page.Facts = f.list
	return v.mailbox(page, ident.Company(c.CVR), "companies")
}

// mailbox adds standing and letters to a page and shows it.
func (v *visit) mailbox(page mailboxPage, p ident.Party, nav string) error {
	var err error
	if page.Standing, err = v.world.StandingOf(v.Context(), p); err != nil {
		return err
	}
	if cpr, ok := p.CPR(); ok {
		page.Forms = v.personForms(cpr, page.Standing)
	} else if cvr, ok := p.CVR(); ok {
		page.Forms = &partyForms{Standing: v.href("companies", cvr.Digits(), "standing"), Standings: v.standings(companyStandings(), page.Standing)}
	}
	if page.SMS, err = v.smsOf(p); err != nil {
		return err
	}
	box, err := v.world.Mailbox(v.Context(), p)
	if err != nil {
		return err
	}
	if page.Mailbox, err = v.letterRows(box); err != nil {
		return err
	}
	all, _, err := v.world.Letters(v.Context(), world.LetterQuery{Party: p, Limit: perPage})
	if err != nil {
		return err
	}
	if page.Letters, err = v.letterRows(all); err != nil {
		return err
	}
	return v.show("mailbox", page.Name, nav, page)
}

// smsOf is what was sent to somebody as NemSMS, the newest first.
func (v *visit) smsOf(p ident.Party) ([]smsRow, error) {
	sent, _, err := v.world.Letters(v.Context(), world.LetterQuery{Party: p, Destination: world.ToSMS, Limit: perPage})
	if err != nil {
		return nil, err
	}
	var rows []smsRow
	for i := range sent {
		l := &sent[i]
		row := smsRow{Href: v.href("letters", string(l.ID)), Text: v.title(l), At: l.AcceptedAt}
		if l.Message != nil && l.Message.SMSText != "" {
			row.Text = l.Message.SMSText
		}
		if row.Sender, err = v.senderName(l); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// facts gathers what is known, leaving out what is not.
type facts struct {
	v    *visit
	list []fact
}

func (f *facts) add(label, value string) {
	if value != "" {
		f.list = append(f.list, fact{Label: f.v.t(label), Value: value})
	}
}

func (f *facts) mono(label, value string) {
	if value != "" {
		f.list = append(f.list, fact{Label: f.v.t(label), Value: value, Mono: true})
	}
}

func (f *facts) at(label string, t *time.Time) {
	if t != nil && !t.IsZero() {
		f.list = append(f.list, fact{Label: f.v.t(label), At: *t})
	}
}

func orNo(v *visit, s string) string {
	if s == "" {
		return word(v.lang, "yes", fmt.Sprint(false))
	}
	return s
}
