package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// eventsPage is the ledger of a world, the newest first.
type eventsPage struct {
	Kinds  []choice
	Events []eventRow
	Older  string // address, "" at the beginning of time
	Newest string // address, "" when the newest are shown
}

type eventRow struct {
	Seq              int64
	Step             step
	Letter           string // address of the letter, "" when the event has none
	Party, PartyHref string // masked; address of the page
}

const (
	// stretch is how many events are read at a time, backwards.
	stretch = 1000
	// furthest is how many stretches a filter looks back before it asks to go on.
	furthest = 20
)

func (s *Site) events(v *visit) error {
	in := v.URL.Query()
	page := eventsPage{Kinds: v.kinds(world.Kind(in.Get("kind")))}
	newest, err := v.newestAfter(0)
	if err != nil {
		return err
	}
	top := newest
	if before, err := strconv.ParseInt(in.Get("before"), 10, 64); err == nil && before > 0 && before <= newest {
		top = before - 1
	}
	q := world.Query{Limit: stretch}
	if kind := world.Kind(in.Get("kind")); slices.Contains(world.Kinds(), kind) {
		q.Kinds = []world.Kind{kind}
	}
	found, rest, err := v.backwards(q, top)
	if err != nil {
		return err
	}
	for _, e := range found {
		page.Events = append(page.Events, v.eventRow(e))
	}
	at := func(before string) string {
		query := v.URL.Query()
		query.Del("lang")
		query.Del("before")
		if before != "" {
			query.Set("before", before)
		}
		return strings.TrimSuffix(v.URL.EscapedPath()+"?"+query.Encode(), "?")
	}
	if rest > 0 {
		page.Older = at(strconv.FormatInt(rest+1, 10))
	}
	if top < newest {
		page.Newest = at("")
	}
	return v.show("events", v.t("events")+" · "+v.world.ID(), "events", page)
}

// backwards finds the newest events up to a number, newest first, and the number
// up to which the rest lies.
func (v *visit) backwards(q world.Query, top int64) (found []world.Event, rest int64, err error) {
	for range furthest {
		if top <= 0 || len(found) >= perPage {
			break
		}
		q.After = max(top-stretch, 0)
		if len(q.Kinds) == 0 {
			q.After = max(top-perPage, 0)
		}
		batch, err := v.world.Events(v.Context(), q)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range slices.Backward(batch) {
			if e.Seq > top {
				continue // came while this was read
			}
			if len(found) == perPage {
				return found, e.Seq, nil
			}
			found = append(found, e)
		}
		top = q.After
	}
	return found, top, nil
}

func (v *visit) kinds(now world.Kind) []choice {
	var out []choice
	for _, k := range world.Kinds() {
		out = append(out, choice{string(k), word(v.lang, "kind", string(k)), k == now})
	}
	return out
}

func (v *visit) eventRow(e world.Event) eventRow {
	row := eventRow{Seq: e.Seq, Step: v.step(e)}
	if e.Letter != "" {
		row.Letter = v.href("letters", string(e.Letter))
	}
	if kind, number, ok := strings.Cut(e.Party, ":"); ok {
		p := ident.ParseParty(kind, number)
		row.Party, row.PartyHref = p.String(), v.partyHref(p)
	}
	return row
}
