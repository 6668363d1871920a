package world

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// authority and system are senders as the world holds them: all in memory, in
// the store as well.
type authority struct {
	number int64
	Authority
}

type system struct {
	number int64
	System
	issued, acknowledged int64 // positions in its receipt queue
}

// agreed reports whether the connection agreement is in force.
func (a Authority) agreed(at time.Time) bool {
	return since(a.AgreementFrom, at) && (a.AgreementTo == nil || at.Before(*a.AgreementTo))
}

// Authority returns an organisation that sends.
func (w *World) Authority(_ context.Context, cvr ident.CVR) (Authority, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a, ok := w.authorities[cvr]; ok && w.ended == nil {
		return a.Authority, true, nil
	}
	return Authority{}, false, w.ended
}

// PutAuthority registers an organisation that sends, or replaces its entry. An
// empty category is public. Error: CodeInvalid.
func (w *World) PutAuthority(ctx context.Context, a Authority) error {
	if _, err := ident.ParseCVR(a.CVR.Digits()); err != nil {
		return &Error{Code: CodeInvalid, Text: "an authority needs a CVR number", Cause: err}
	}
	if err := writable(a); err != nil {
		return err
	}
	switch a.Category {
	case "":
		a.Category = CategoryPublic
	case CategoryPublic, CategoryInstitution, CategoryPrivate:
	default:
		return invalid(fmt.Sprintf("a sender is %s, %s or %s", CategoryPublic, CategoryInstitution, CategoryPrivate))
	}
	return w.doSettled(ctx, func(k *work) error {
		held := w.authorities[a.CVR]
		if held == nil {
			w.last.authority++
			held = &authority{number: w.last.authority}
			w.authorities[a.CVR] = held
		}
		held.Authority = a
		row := rows.PutAuthorityParams{Key: w.space.Key(held.number), Body: data(a)}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.PutAuthority(ctx, row) })
		k.note(Event{Kind: KindAuthorityChanged, Party: ident.Company(a.CVR).Key(), Rule: "DK-SEND-02", Text: "A sender's entry was changed.", Data: row.Body})
		return nil
	})
}

// Authorities returns all organisations that send, by CVR number.
func (w *World) Authorities(context.Context) ([]Authority, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return nil, w.ended
	}
	out := make([]Authority, 0, len(w.authorities))
	for _, cvr := range sortedKeys(w.authorities) {
		out = append(out, w.authorities[cvr].Authority)
	}
	return out, nil
}

// System returns a registered IT system.
func (w *World) System(_ context.Context, id SystemID) (System, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.systems[id]; ok && w.ended == nil {
		return s.System.clone(), true, nil
	}
	return System{}, false, w.ended
}

func (w *World) systemNumber(id SystemID) (int64, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.systems[id]; ok {
		return s.number, true
	}
	return 0, false
}

var thumbprint = regexp.MustCompile(`^[0-9a-f]{64}$`)

// PutSystem registers an IT system of an authority, or replaces its entry; an
// empty ID is made. Errors: CodeInvalid; CodeNotFound when the authority is not
// registered; CodeConflict when a thumbprint is another system's.
func (w *World) PutSystem(ctx context.Context, s System) (System, error) {
	s = s.clone()
	if err := s.check(); err != nil {
		return System{}, err
	}
	if s.ID == "" {
		s.ID = w.nameSystem(s)
		defer w.systemIsNamed(s.ID)
	}
	undo, err := w.worlds.claim(w, s.ID, s.Thumbprints)
	if err != nil {
		return System{}, err
	}
	err = w.doSettled(ctx, func(k *work) error {
		if w.authorities[s.Authority] == nil {
			return notFound("no authority with CVR %s is registered; register it before its systems", s.Authority)
		}
		held := w.systems[s.ID]
		if held == nil {
			w.last.system++
			held = &system{number: w.last.system}
			w.systems[s.ID] = held
		}
		held.System = s
		row := rows.PutSystemParams{Key: w.space.Key(held.number), Body: data(s)}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.PutSystem(ctx, row) })
		k.note(Event{Kind: KindSystemChanged, Party: ident.Company(s.Authority).Key(), System: s.ID, Text: "A sender system's entry was changed."})
		return nil
	})
	if err != nil {
		undo()
		return System{}, err
	}
	if tell := w.worlds.config.OnReceipt; tell != nil {
		tell(w, s.ID) // what was waiting may have a place to go now
	}
	return s.clone(), nil
}

// nameSystem finds an id for a system, and keeps it from others until systemIsNamed.
func (w *World) nameSystem(s System) SystemID {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n := int64(0); ; n++ {
		id := SystemID(w.seed.uuid("system", s.Authority.Digits()+" "+s.Name, n))
		if w.systems[id] == nil && !w.naming[id] {
			w.naming[id] = true
			return id
		}
	}
}

func (w *World) systemIsNamed(id SystemID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.naming, id)
}

// check says what is wrong with an entry.
func (s System) check() error {
	if _, err := ident.ParseCVR(s.Authority.Digits()); err != nil {
		return &Error{Code: CodeInvalid, Text: "a system needs the CVR number of its authority", Cause: err}
	}
	for _, service := range s.Services {
		if service != ServiceSend && service != ServiceLookup {
			return invalid(fmt.Sprintf("there is no service %q; choose %s or %s", service, ServiceSend, ServiceLookup))
		}
	}
	for _, t := range s.Thumbprints {
		if !thumbprint.MatchString(t) {
			return invalid("a thumbprint is the SHA-256 of the certificate's DER as 64 lower-case hex digits")
		}
	}
	if s.Endpoint == nil {
		return nil
	}
	u, err := url.Parse(s.Endpoint.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return invalid("a receipt endpoint is an absolute https URL")
	}
	return nil
}

// Systems returns all registered IT systems, by name and id.
func (w *World) Systems(context.Context) ([]System, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended != nil {
		return nil, w.ended
	}
	out := make([]System, 0, len(w.systems))
	for _, s := range w.systems {
		out = append(out, s.System.clone())
	}
	slices.SortFunc(out, func(a, b System) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return out, nil
}

func (s System) clone() System {
	s.Services, s.Thumbprints = slices.Clone(s.Services), slices.Clone(s.Thumbprints)
	if s.Endpoint != nil {
		s.Endpoint = ptr(*s.Endpoint)
	}
	return s
}

// loadSenders brings authorities, systems and their queues' positions back.
func (w *World) loadSenders(ctx context.Context) error {
	q, low, high := w.worlds.store.Read(), w.space.First(), w.space.Last()
	authorities, err := q.Authorities(ctx, rows.AuthoritiesParams{Low: low, High: high})
	if err != nil {
		return err
	}
	for _, row := range authorities {
		a := &authority{number: store.Number(row.Key)}
		if err := json.Unmarshal(row.Body, &a.Authority); err != nil {
			return err
		}
		w.authorities[a.CVR] = a
		w.last.authority = max(w.last.authority, a.number)
	}
	systems, err := q.Systems(ctx, rows.SystemsParams{Low: low, High: high})
	if err != nil {
		return err
	}
	for _, row := range systems {
		s := &system{number: store.Number(row.Key), acknowledged: row.Acknowledged}
		if err := json.Unmarshal(row.Body, &s.System); err != nil {
			return err
		}
		if s.issued, err = q.LastReceipt(ctx, row.Key); err != nil {
			return err
		}
		w.systems[s.ID] = s
		w.last.system = max(w.last.system, s.number)
	}
	return nil
}
