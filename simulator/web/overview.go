package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// worldsPage is the front page.
type worldsPage struct {
	Worlds   []worldRow
	Provider string
}

type worldRow struct {
	ID              string
	Now             time.Time
	Mode            world.ClockMode
	Letters, People int
	Seed            uint64
}

func (s *Site) worlds(v *visit) error {
	page := worldsPage{Provider: s.Provider}
	for _, w := range s.Worlds.List() {
		_, letters, err := w.Letters(v.Context(), world.LetterQuery{Limit: 1})
		if err != nil {
			return err
		}
		_, people, err := w.People(v.Context(), 0, 1)
		if err != nil {
			return err
		}
		page.Worlds = append(page.Worlds, worldRow{
			ID: w.ID(), Now: w.Now(), Mode: w.Clock().Mode, Letters: letters, People: people, Seed: w.Spec().Seed,
		})
	}
	return v.show("worlds", v.t("worlds.title"), "", page)
}

// overviewPage is the first page of a world.
type overviewPage struct {
	Counts  []count
	Letters []letterRow
	Clock   clockPanel
}

type count struct {
	Href, Label string
	Number      int
}

// latestLetters is how many letters the overview shows.
const latestLetters = 12

func (s *Site) overview(v *visit) error {
	page := overviewPage{Clock: v.clock()}
	var err error
	if page.Counts, err = v.counts(); err != nil {
		return err
	}
	found, _, err := v.world.Letters(v.Context(), world.LetterQuery{Limit: latestLetters})
	if err != nil {
		return err
	}
	if page.Letters, err = v.letterRows(found); err != nil {
		return err
	}
	return v.show("overview", v.t("overview")+" · "+v.world.ID(), "overview", page)
}

// states are the states of a letter in the order in which pages list them.
func states() []world.LetterState {
	return []world.LetterState{
		world.StateAccepted, world.StateReceived, world.StateHeld, world.StateAvailable, world.StatePrinting,
		world.StatePosted, world.StateSent, world.StateRefused, world.StateRecalled,
	}
}

func (v *visit) counts() ([]count, error) {
	var out []count
	for _, state := range states() {
		_, n, err := v.world.Letters(v.Context(), world.LetterQuery{State: state, Limit: 1})
		if err != nil {
			return nil, err
		}
		out = append(out, count{
			Href: v.href("letters") + "?state=" + string(state), Label: word(v.lang, "state", string(state)), Number: n,
		})
	}
	return out, nil
}

// latest leads to the newest letter: a stable address for a person who tries things.
func (s *Site) latest(v *visit) error {
	found, _, err := v.world.Letters(v.Context(), world.LetterQuery{Limit: 1})
	if err != nil {
		return err
	}
	target := v.href("letters")
	if len(found) > 0 {
		target = v.href("letters", string(found[0].ID))
	}
	http.Redirect(v.writer, v.Request, target, http.StatusFound)
	return nil
}

// pager walks through a long list.
type pager struct {
	First, Last, Total int
	Previous, Next     string // addresses, "" where there is none
}

// perPage is how many rows a list shows.
const perPage = 50

// offset reads the place in a list from the address; nonsense is the beginning.
func (v *visit) offset() int {
	n, err := strconv.Atoi(v.URL.Query().Get("offset"))
	if err != nil || n < 0 || n > 1<<31 {
		return 0
	}
	return n
}

func (v *visit) pager(offset, shown, total int) pager {
	p := pager{First: min(offset+1, total), Last: offset + shown, Total: total}
	at := func(n int) string {
		query := v.URL.Query()
		query.Del("lang")
		query.Set("offset", strconv.Itoa(n))
		return v.URL.EscapedPath() + "?" + query.Encode()
	}
	if offset > 0 {
		p.Previous = at(max(0, offset-perPage))
	}
	if offset+shown < total {
		p.Next = at(offset + shown)
	}
	return p
}
