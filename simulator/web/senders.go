package web

import (
	"time"

	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world"
)

// sendersPage lists the authorities with their systems, and the faults that are
// scripted for what they do.
type sendersPage struct {
	Authorities []authorityRow
	Faults      []Fault
}

// Fault is a scripted fault as the pages show it.
type Fault struct {
	At, Do             string // where and what, in the control API's words
	Status             int    // of the answer that is played, 0 when none is
	Delay              time.Duration
	After, Next, OneIn int // calls that pass first; that are struck then, 0 for all; one in so many
	Seen, Struck       int // calls so far, and how many were struck
}

type authorityRow struct {
	CVR, Name string
	Category  world.Category
	Agreement bool // in force now
	From, To  *time.Time
	Systems   []systemRow
}

type systemRow struct {
	ID             world.SystemID
	Name, Endpoint string
	Thumbprints    []string
}

func (s *Site) senders(v *visit) error {
	authorities, err := v.world.Authorities(v.Context())
	if err != nil {
		return err
	}
	systems, err := v.world.Systems(v.Context())
	if err != nil {
		return err
	}
	now := v.world.Now()
	var page sendersPage
	for _, a := range authorities {
		row := authorityRow{
			CVR: a.CVR.Digits(), Name: a.Name, Category: a.Category, From: a.AgreementFrom, To: a.AgreementTo,
			Agreement: a.AgreementFrom != nil && !a.AgreementFrom.After(now) && (a.AgreementTo == nil || a.AgreementTo.After(now)),
		}
		for _, each := range systems {
			if each.Authority != a.CVR {
				continue
			}
			shown := systemRow{ID: each.ID, Name: each.Name, Thumbprints: each.Thumbprints}
			if each.Endpoint != nil {
				shown.Endpoint = each.Endpoint.URL
			}
			row.Systems = append(row.Systems, shown)
		}
		page.Authorities = append(page.Authorities, row)
	}
	if s.Faults != nil {
		page.Faults = s.Faults(v.world.ID())
	}
	return v.show("senders", v.t("senders")+" · "+v.world.ID(), "senders", page)
}

// rulesPage is the rule catalogue.
type rulesPage struct{ Families []ruleFamily }

type ruleFamily struct {
	Name  string
	Rules []ruleRow
}

type ruleRow struct {
	ID      law.ID
	Level   law.Level
	Text    string
	Sources []string
}

func (s *Site) rules(v *visit) error {
	var page rulesPage
	for _, r := range law.Default(law.Denmark).All() {
		family := r.ID.Family()
		if n := len(page.Families); n == 0 || page.Families[n-1].Name != family {
			page.Families = append(page.Families, ruleFamily{Name: family})
		}
		last := &page.Families[len(page.Families)-1]
		last.Rules = append(last.Rules, ruleRow{ID: r.ID, Level: r.Level, Text: r.Text(v.lang), Sources: r.Sources})
	}
	return v.show("rules", v.t("rules"), "", page)
}
