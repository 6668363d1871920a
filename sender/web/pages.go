package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// perPage is how many letters a page lists.
const perPage = 50

// listPage is the list of letters.
type listPage struct {
	Counts      []countView
	Authorities []Authority
	Profile     string
	State       outbox.State
	States      []outbox.State
	Searched    bool
	Letters     []outbox.Letter
	Names       map[string]string // of authorities
	Next        string
}

type countView struct {
	State   outbox.State
	Letters int
	Href    string
	Current bool
}

func (s *Site) letters(v *visit) error {
	query := v.URL.Query()
	q := outbox.Query{Profile: query.Get("profile"), State: outbox.State(query.Get("state")), Limit: perPage}
	if before, err := time.Parse(time.RFC3339Nano, query.Get("before")); err == nil {
		q.Before = before
	}
	return s.list(v, q)
}

// search finds letters by the recipient's number, which comes in the body.
func (s *Site) search(v *visit) error {
	v.Body = http.MaxBytesReader(v.writer, v.Body, 4<<10)
	number := strings.NewReplacer("-", "", " ", "").Replace(v.FormValue("number"))
	if number == "" {
		http.Redirect(v.writer, v.Request, "/", http.StatusSeeOther)
		return nil
	}
	return s.list(v, outbox.Query{Number: number, Limit: perPage})
}

func (s *Site) list(v *visit, q outbox.Query) error {
	found, err := s.Desk.Letters(v.Context(), q)
	if err != nil {
		return err
	}
	counts, err := s.Desk.Counts(v.Context())
	if err != nil {
		return err
	}
	p := listPage{
		Authorities: s.Desk.Authorities(), Profile: q.Profile, State: q.State, States: outbox.States(),
		Searched: q.Number != "", Letters: found, Names: s.names(),
	}
	for _, state := range outbox.States() {
		p.Counts = append(p.Counts, countView{state, counts[state], listHref(q.Profile, state, time.Time{}), state == q.State})
	}
	if len(found) == perPage {
		p.Next = listHref(q.Profile, q.State, found[len(found)-1].Submitted.Wall)
	}
	live := "/live"
	if p.Searched {
		live = "" // the script would fetch the list without the search
	}
	return v.show("letters", http.StatusOK, "letters", live, p)
}

func listHref(profile string, state outbox.State, before time.Time) string {
	query := url.Values{}
	if profile != "" {
		query.Set("profile", profile)
	}
	if state != "" {
		query.Set("state", string(state))
	}
	if !before.IsZero() {
		query.Set("before", before.Format(time.RFC3339Nano))
	}
	if len(query) == 0 {
		return "/"
	}
	return "/?" + query.Encode()
}

func (s *Site) names() map[string]string {
	names := map[string]string{}
	for _, a := range s.Desk.Authorities() {
		names[a.ID] = a.Name
	}
	return names
}

// letterPage is a letter with the evidence for its state.
type letterPage struct {
	outbox.Letter
	From    string
	Alarm   string
	Why     outbox.Evidence // of a refusal; zero otherwise
	Arrival Arrival
	Arrived bool
	Steps   []step // newest last
	Resends []outbox.Letter
}

// step is a piece of evidence in the timeline.
type step struct {
	outbox.Evidence
	Changed bool // the state changed with it
	Later   bool // the machine's clock shows another time than the authority's
}

// clocksDiffer is the difference from which both times are shown.
const clocksDiffer = 2 * time.Second

func (s *Site) letter(v *visit) error {
	l, err := s.Desk.Letter(v.Context(), outbox.LetterID(v.vars["letter"]))
	if err != nil {
		return err
	}
	p := letterPage{Letter: l, From: s.names()[l.Profile]}
	if p.From == "" {
		p.From = l.Profile
	}
	if _, alarm := l.Alarm(); alarm {
		p.Alarm = "alarm." + string(l.State)
		if l.State != outbox.Overdue && l.State != outbox.Failed {
			p.Alarm = "alarm.conflict"
		}
	}
	p.Arrival, p.Arrived = s.Desk.Arrived(v.Context(), l.ID)
	before := outbox.State("")
	for _, e := range l.Evidence {
		e.Words = ident.MaskText(e.Words)
		p.Steps = append(p.Steps, step{e, e.State != before, e.Wall.Sub(e.At).Abs() > clocksDiffer})
		before = e.State
	}
	if i := slices.IndexFunc(l.Evidence, func(e outbox.Evidence) bool { return e.Code != "" && e.State == l.State }); i >= 0 && (l.State == outbox.Refused || l.State == outbox.Failed) {
		p.Why = p.Steps[i].Evidence
	}
	return v.show("letter", http.StatusOK, "letter", "/live", p)
}

func (s *Site) resend(v *visit) error {
	id, err := s.Desk.Resend(v.Context(), outbox.LetterID(v.vars["letter"]))
	if err != nil {
		return err
	}
	http.Redirect(v.writer, v.Request, "/letters/"+url.PathEscape(string(id)), http.StatusSeeOther)
	return nil
}

// receiptsPage lists receipts that speak of no known letter.
type receiptsPage struct{ Groups []receiptGroup }

type receiptGroup struct {
	Authority Authority
	Receipts  []outbox.Receipt
}

func (s *Site) receipts(v *visit) error {
	var p receiptsPage
	for _, a := range s.Desk.Authorities() {
		found, err := s.Desk.Unmatched(v.Context(), a.ID)
		if err != nil {
			return err
		}
		p.Groups = append(p.Groups, receiptGroup{a, found})
	}
	return v.show("receipts", http.StatusOK, "receipts", "/live", p)
}
