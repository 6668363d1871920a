package world

import (
	"cmp"
	"context"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
)

// PrintTotal is what the print jobs of one authority in one postal category have
// come to. Recalled jobs are in all its numbers, because the shop had prepared
// them; their postage is not, because they were never handed over.
type PrintTotal struct {
	Authority ident.CVR
	Category  string          // postal category as ordered, "" for none
	Letters   int64           // jobs, recalled ones among them
	Recalled  int64           // of those
	Pages     int64           // of all documents
	Sheets    int64           //
	Cost      fjernprint.Cost // øre
}

// totals are all print totals of a world, by authority and category. They are few,
// in memory, and kept in the world's row together with each job that changes them.
type totals map[totalKey]*PrintTotal

type totalKey struct {
	authority ident.CVR
	category  string
}

func (t totals) of(r *record) *PrintTotal {
	key := totalKey{r.Authority, r.Job.Category}
	if t[key] == nil {
		t[key] = &PrintTotal{Authority: key.authority, Category: key.category}
	}
	return t[key]
}

// list is the totals by authority and category.
func (t totals) list() []PrintTotal {
	out := make([]PrintTotal, 0, len(t))
	for _, total := range t {
		out = append(out, *total)
	}
	slices.SortFunc(out, func(a, b PrintTotal) int {
		return cmp.Or(cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Category, b.Category))
	})
	return out
}

func totalsOf(list []PrintTotal) totals {
	t := totals{}
	for _, one := range list {
		t[totalKey{one.Authority, one.Category}] = &one
	}
	return t
}

// charge enters a new job.
func (k *work) charge(r *record) {
	t, j := k.w.totals.of(r), r.Job
	t.Letters++
	t.Pages += int64(j.Pages)
	t.Sheets += int64(j.Sheets)
	t.Cost.Pages += j.Cost.Pages
	t.Cost.Sheets += j.Cost.Sheets
	t.Cost.Envelope += j.Cost.Envelope
	t.Cost.Postage += j.Cost.Postage
	t.Cost.Total += j.Cost.Total
	k.spent = true
}

// spare takes the postage of a recalled job out again.
func (k *work) spare(r *record) {
	t, cost := k.w.totals.of(r), &r.Job.Cost
	t.Recalled++
	t.Cost.Postage -= cost.Postage
	t.Cost.Total -= cost.Postage
	cost.Total -= cost.Postage
	cost.Postage = 0
	k.spent = true
}

// PrintCosts is the cost ledger of the print shop: one line for each authority and
// postal category that has had a job, by CVR number and category. It does not grow
// with the letters.
func (w *World) PrintCosts(context.Context) ([]PrintTotal, error) {
	w.mu.Lock()
	list, newest, ended := w.totals.list(), w.newest, w.ended
	w.mu.Unlock()
	if ended != nil {
		return nil, ended
	}
	if newest != nil {
		if err := newest.Wait(); err != nil { // nothing is told before it is durable
			return nil, internal(err)
		}
	}
	return list, nil
}
