package world

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/brevdue/brevdue/post/ident"
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
