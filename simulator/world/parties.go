package world

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// registered is what the register has of a party: a person, a company or neither.
type registered struct {
	person  *Person
	company *Company
	builtIn bool  // of the population, perhaps changed
	kept    bool  // in the store
	batch   int64 // that wrote it, 0 while it is not known
}

// standing is the party's standing at an instant.
func (r registered) standing(w *World, at time.Time) Standing {
	switch {
	case r.person != nil:
		return w.decisions.Person(*r.person, w.rules, at)
	case r.company != nil:
		return w.decisions.Company(*r.company, w.rules, at)
	}
	return StandingUnknown
}

// subscribed reports whether the party is enrolled in NemSMS.
func (r registered) subscribed() bool {
	return r.person != nil && r.person.NemSMS != "" || r.company != nil && r.company.NemSMS != ""
}

func (r registered) known() bool { return r.person != nil || r.company != nil }

// parties remembers register entries that were looked up lately. What was
// changed stays until it is durable, so that nobody reads past it.
type parties struct {
	changed int64 // entries in the store; none means there is no need to look
	cache   map[string]registered
	unsent  []string // changed by the present work
}

// cachedParties bounds the memory; when it is reached, what is durable is forgotten.
const cachedParties = 4096

// pin tells which batch writes what the present work changed.
func (p *parties) pin(batch int64) {
	for _, key := range p.unsent {
		r := p.cache[key]
		r.batch = batch
		p.cache[key] = r
	}
	p.unsent = p.unsent[:0]
}

func (p *parties) put(key string, r registered, committed int64) {
	if p.cache == nil {
		p.cache = map[string]registered{}
	}
	if len(p.cache) >= cachedParties {
		for k, old := range p.cache {
			if old.batch <= committed && !slices.Contains(p.unsent, k) {
				delete(p.cache, k)
			}
		}
	}
	p.cache[key] = r
}

// party looks a party up: a change in the store, or else the population. It is
// called with the lock held.
func (w *World) party(p ident.Party) (registered, error) {
	cpr, isPerson := p.CPR()
	cvr, isCompany := p.CVR()
	if p.Nobody() || !isPerson && !isCompany {
		return registered{}, nil
	}
	key := p.Key()
	r, ok := w.parties.cache[key]
	if ok {
		return r, nil
	}
	if w.parties.changed > 0 {
		var err error
		if r, err = w.stored(w.worlds.ctx, p); err != nil {
			return registered{}, err
		}
	}
	switch {
	case r.known():
	case isPerson:
		if person, ok := w.builtInPerson(cpr); ok {
			r = registered{person: &person, builtIn: true}
		}
	default:
		if company, ok := w.builtInCompany(cvr); ok {
			r = registered{company: &company, builtIn: true}
		}
	}
	if r.known() {
		w.parties.put(key, r, w.worlds.store.Committed())
	}
	return r, nil
}

// stored reads a party's entry in the store; nobody when it has none.
func (w *World) stored(ctx context.Context, p ident.Party) (registered, error) {
	body, err := w.worlds.store.Read().Party(ctx, w.space.Fingerprint("party", p.Key()))
	if isNone(err) {
		return registered{}, nil
	}
	if err != nil {
		return registered{}, fmt.Errorf("look a party up: %w", err)
	}
	return decodeParty(body)
}

// keptParty is an entry as it is stored.
type keptParty struct {
	Person  *Person  `json:",omitempty"`
	Company *Company `json:",omitempty"`
	BuiltIn bool     `json:",omitempty"`
}

func decodeParty(body []byte) (registered, error) {
	var k keptParty
	if err := json.Unmarshal(body, &k); err != nil {
		return registered{}, fmt.Errorf("a register entry cannot be read: %w", err)
	}
	return registered{person: k.Person, company: k.Company, builtIn: k.BuiltIn, kept: true}, nil
}

// The kinds of added parties, for the index.
const (
	addedPerson  = 1
	addedCompany = 2
)

func (w *World) addedKey(kind int64) int64 { return int64(w.space)<<8 | kind }

// keep writes a register entry.
func (k *work) keep(p ident.Party, r registered) {
	w := k.w
	name, body := w.space.Fingerprint("party", p.Key()), data(keptParty{r.person, r.company, r.builtIn})
	if r.kept {
		row := rows.UpdatePartyParams{Name: name, Body: body}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.UpdateParty(ctx, row) })
	} else {
		w.last.party++
		w.parties.changed++
		row := rows.InsertPartyParams{Key: w.space.Key(w.last.party), Name: name, Body: body}
		if !r.builtIn {
			kind := int64(addedPerson)
			if r.company != nil {
				kind = addedCompany
			}
			row.Added = ptr(w.addedKey(kind))
		}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.InsertParty(ctx, row) })
	}
	r.kept, r.batch = true, math.MaxInt64 // not to be forgotten until pin says when
	w.parties.put(p.Key(), r, w.worlds.store.Committed())
	w.parties.unsent = append(w.parties.unsent, p.Key())
}

// standingChange is the payload of register events.
type standingChange struct {
	Before Standing `json:"before"`
	After  Standing `json:"after"`
}

// changeParty replaces an entry and notes it.
func (k *work) changeParty(p ident.Party, before, after registered, e Event) {
	after.builtIn, after.kept = before.builtIn, before.kept
	e.Party = p.Key()
	e.Data = data(standingChange{before.standing(k.w, k.at), after.standing(k.w, k.at)})
	k.keep(p, after)
	k.note(e)
}

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
// (DK-EXEMPT-01).
func (w *World) Exempt(ctx context.Context, cpr ident.CPR, e Exemption) error {
	return w.changePerson(ctx, cpr, func(k *work, p *Person) (Event, error) {
		zone := w.worlds.zone
		if e.RegisteredAt.IsZero() {
			e.RegisteredAt = k.at
		}
		day := calendar.DayOf(e.RegisteredAt, zone)
		if first := w.rules.Date(law.ExemptionFirstDate); day.Law() < first {
			return Event{}, &Error{Code: CodeInvalid, Rule: "DK-EXEMPT-01", Text: fmt.Sprintf("no exemption could be registered before %s", first)}
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

// StandingOf is the standing of a party now; unknown for what is no number.
func (w *World) StandingOf(_ context.Context, p ident.Party) (Standing, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return "", w.ended
	}
	r, err := w.party(p)
	if err != nil {
		return "", internal(err)
	}
	return r.standing(w, w.clock.now()), nil
}

// LookUp tells whether a party can be reached by Digital Post or, with sms, by
// NemSMS. Nothing else is told (DK-GDPR-05); what is no number cannot be reached.
func (w *World) LookUp(_ context.Context, p ident.Party, sms bool) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return false, w.ended
	}
	r, err := w.party(p)
	if err != nil {
		return false, internal(err)
	}
	f := Facts{Asked: ChannelDigital, Standing: r.standing(w, w.clock.now()), NemSMS: r.subscribed()}
	if sms {
		f.Asked = ChannelSMS
	}
	return w.decisions.Route(f, w.rules, w.clock.now()).To != ToRefusal, nil
}

// People returns the register's people: the magic ones, the population in its
// order, then those added, and how many there are in all.
func (w *World) People(ctx context.Context, offset, limit int) ([]Person, int, error) {
	found, total, err := w.listed(ctx, addedPerson, w.builtInPeople(), offset, limit, func(i int) ident.Party {
		return ident.Person(w.personNumber(i))
	})
	return convert(found, func(r registered) Person { return r.person.clone() }), total, err
}

// Companies returns the register's companies in the same way.
func (w *World) Companies(ctx context.Context, offset, limit int) ([]Company, int, error) {
	found, total, err := w.listed(ctx, addedCompany, w.builtInCompanies(), offset, limit, func(i int) ident.Party {
		return ident.Company(w.companyNumber(i))
	})
	return convert(found, func(r registered) Company { return r.company.clone() }), total, err
}

// listed pages through built-in parties and then the added ones.
func (w *World) listed(ctx context.Context, kind int64, builtIn, offset, limit int, at func(int) ident.Party) ([]registered, int, error) {
	if err := w.alive(); err != nil {
		return nil, 0, err
	}
	offset = max(offset, 0)
	if limit <= 0 {
		limit = 100
	}
	added := w.addedKey(kind)
	n, err := w.worlds.store.Read().CountPartiesAdded(ctx, &added)
	if err != nil {
		return nil, 0, internal(err)
	}
	total := builtIn + int(n)
	var out []registered
	for i := offset; i < builtIn && len(out) < limit; i++ {
		w.mu.Lock()
		r, err := w.party(at(i))
		w.mu.Unlock()
		if err != nil {
			return nil, 0, internal(err)
		}
		out = append(out, r)
	}
	if len(out) == limit || offset+len(out) >= total {
		return out, total, nil
	}
	bodies, err := w.worlds.store.Read().PartiesAdded(ctx, rows.PartiesAddedParams{
		Added: &added, Skip: int32(max(offset-builtIn, 0)), Page: int32(limit - len(out))})
	if err != nil {
		return nil, 0, internal(err)
	}
	for _, body := range bodies {
		r, err := decodeParty(body)
		if err != nil {
			return nil, 0, internal(err)
		}
		out = append(out, r)
	}
	return out, total, nil
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
