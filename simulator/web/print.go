package web

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// printPage lists print jobs.
type printPage struct {
	Jobs  []jobRow
	Costs []costRow
	Pager pager
}

// costRow is a line of the cost ledger.
type costRow struct {
	Authority, Category    string
	Letters, Pages, Sheets int64
	Postage, Total         string
}

type jobRow struct {
	Href, Title string
	State       world.LetterState
	Address     *world.Address
	Window      []string // the lines in the window, when the provider prints them
	Paper       string   // sheets, envelope, cost
	Steps       []step
}

func (s *Site) print(v *visit) error {
	offset := v.offset()
	letters, total, err := v.world.Letters(v.Context(), world.LetterQuery{Destination: world.ToPrint, Offset: offset, Limit: perPage})
	if err != nil {
		return err
	}
	page := printPage{Pager: v.pager(offset, len(letters), total)}
	for i := range letters {
		l := &letters[i]
		job := jobRow{Href: v.href("letters", string(l.ID)), Title: v.title(l), State: l.State}
		if l.Order != nil {
			job.Address = l.Order.Address
		}
		if j := l.Job; j != nil {
			job.Paper, job.Window = v.paper(j), j.Recipient
			for _, s := range j.Steps {
				job.Steps = append(job.Steps, step{At: s.At, Label: word(v.lang, "status", string(s.Status))})
			}
			if j.Recalled != nil {
				job.Steps = append(job.Steps, step{At: j.Recalled.At, Label: v.t("job.recalled")})
			}
			for _, u := range j.Updates {
				job.Steps = append(job.Steps, step{At: u.At, Label: word(v.lang, "postal", string(u.Kind))})
			}
		}
		page.Jobs = append(page.Jobs, job)
	}
	if page.Costs, err = v.costs(); err != nil {
		return err
	}
	return v.show("print", v.t("print")+" · "+v.world.ID(), "print", page)
}

// paper is a job in a few words.
func (v *visit) paper(j *world.PrintJob) string {
	words := []string{fmt.Sprintf("%s: %d", v.t("check.sheets"), j.Sheets)}
	if j.Envelope != "" {
		words = append(words, v.t("check.envelope")+" "+j.Envelope)
	}
	if j.Cost.Total > 0 {
		words = append(words, v.kroner(j.Cost.Total))
	}
	return strings.Join(words, ", ")
}

func (v *visit) costs() ([]costRow, error) {
	totals, err := v.world.PrintCosts(v.Context())
	if err != nil {
		return nil, err
	}
	authorities, err := v.world.Authorities(v.Context())
	if err != nil {
		return nil, err
	}
	names := map[ident.CVR]string{}
	for _, a := range authorities {
		names[a.CVR] = a.Name
	}
	var rows []costRow
	for _, t := range totals {
		rows = append(rows, costRow{
			Authority: cmp.Or(names[t.Authority], t.Authority.Digits()), Category: t.Category, Letters: t.Letters, Pages: t.Pages, Sheets: t.Sheets,
			Postage: v.kroner(t.Cost.Postage), Total: v.kroner(t.Cost.Total),
		})
	}
	return rows, nil
}
