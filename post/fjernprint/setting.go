package fjernprint

import (
	"slices"
	"strings"
)

// worst is the order of severities.
var worst = map[Severity]int{Reject: 3, Warn: 2, Info: 1, Off: 0}

// Severity is what a finding weighs by this profile, given what it weighs by the
// catalogue. A rule that is off stays off; otherwise the profile's word on the code
// goes before that on the rule.
//
// Two things a profile cannot do: let a document pass that cannot be looked at, and
// make more of what a rule says for information only, beside what it rejects or
// warns of (such as the envelope of FP-050).
func (p *Profile) Severity(rule RuleID, code string, own Severity) Severity {
	row, known := wordingOf(code)
	setting := p.Rules[rule]
	switch by, stated := setting.Codes[code]; {
	case known && row.Ends:
		return Reject
	case setting.Severity == Off:
		return Off
	case stated:
		return by
	case own == Off || setting.Severity == "":
		return own
	case own == Info && !onlyInforms(rule):
		return own
	}
	return setting.Severity
}

// Worst is the worst severity that a finding of the rule can have by this profile:
// Off when it says nothing at all.
func (p *Profile) Worst(rule RuleID) Severity {
	out := Off
	take := func(s Severity) {
		if worst[s] > worst[out] {
			out = s
		}
	}
	for _, row := range rowsOf(rule) {
		take(p.Severity(rule, row.Code, row.Severity))
	}
	return out
}

// source is who says a rule, by the profile or else by the catalogue.
func (p *Profile) source(rule RuleID) string {
	if s := p.Rules[rule].Source; s != "" {
		return s
	}
	row, _ := ruleOf(rule)
	return row.Source
}

func onlyInforms(rule RuleID) bool {
	row, _ := ruleOf(rule)
	return !slices.ContainsFunc(row.Severities, func(s Severity) bool { return worst[s] > worst[Info] })
}

// rowsOf are the rows of a rule's codes.
func rowsOf(rule RuleID) []wording {
	var rows []wording
	for _, table := range [][]wording{wordings, zoneWordings} {
		for _, w := range table {
			if w.Rule == rule {
				rows = append(rows, w)
			}
		}
	}
	return rows
}

// codesOf are the codes of what the rule can find by this profile: of the table, and
// of its own zones that have to be free.
func (p *Profile) codesOf(rule RuleID) []string {
	var codes []string
	for _, w := range rowsOf(rule) {
		codes = append(codes, w.Code)
	}
	for _, z := range p.Zones {
		code := "zone." + strings.ToLower(z.Name) + ".occupied"
		if free := z.Rule == "FP-040" || z.Rule == "FP-041" || z.Rule == "FP-042"; free && z.Rule == rule && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// ends reports whether all that the rule finds ends the look at a document.
func (r Rule) ends() bool {
	rows := rowsOf(r.ID)
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(w wording) bool { return !w.Ends })
}

func ruleIDs() []string {
	ids := make([]string, 0, len(catalogue))
	for _, r := range catalogue {
		ids = append(ids, string(r.ID))
	}
	return ids
}
