package conformance

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/law"
)

// Coverage is how many rules of one family the features are tagged with. It is
// read off the tags; whether a rule was proven only a run can tell.
type Coverage struct {
	Family  string // DK-COV
	Rules   []law.ID
	Missing []law.ID // rules without a tag
}

// Listed is one scenario of the table of contents; rows of an outline are one.
type Listed struct {
	ID      string // path:line
	Feature string
	Name    string
	Rows    int
	Rules   []law.ID
}

// List is the table of contents of the features that a tag expression selects.
// The errors are those of [Run].
func List(features fs.FS, tags string) ([]Listed, error) {
	places, err := locate(reader(features, tags))
	if err != nil {
		return nil, err
	}
	byID := map[string]*Listed{}
	for _, p := range places {
		l := byID[p.outline]
		if l == nil {
			l = &Listed{ID: p.outline, Feature: p.feature, Name: p.name}
			byID[p.outline] = l
		}
		l.Rows++
		l.Rules = append(l.Rules, rulesOf(p.tags)...)
	}
	out := make([]Listed, 0, len(byID))
	for _, l := range byID {
		slices.Sort(l.Rules)
		l.Rules = slices.Compact(l.Rules)
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Listed) int { return verdict.CompareID(a.ID, b.ID) })
	return out, nil
}

// Cover counts the rules of the catalogue against the scenarios' tags, by family.
func Cover(rules law.Rules, listed []Listed) []Coverage {
	tagged := taggedBy(listed)
	var out []Coverage
	for _, r := range rules.All() {
		family := r.ID.Family()
		i := slices.IndexFunc(out, func(c Coverage) bool { return c.Family == family })
		if i < 0 {
			i = len(out)
			out = append(out, Coverage{Family: family})
		}
		out[i].Rules = append(out[i].Rules, r.ID)
		if !tagged[r.ID] {
			out[i].Missing = append(out[i].Missing, r.ID)
		}
	}
	return out
}

func taggedBy(listed []Listed) map[law.ID]bool {
	tagged := map[law.ID]bool{}
	for _, l := range listed {
		for _, id := range l.Rules {
			tagged[id] = true
		}
	}
	return tagged
}

// rulesOf are the tags that name rules of the catalogue: all but those of countries
// and of print rules.
func rulesOf(tags []string) []law.ID {
	var out []law.ID
	for _, t := range tags {
		if strings.Contains(t, "-") && !isPrintRule(t) {
			out = append(out, law.ID(strings.TrimPrefix(t, "@")))
		}
	}
	return out
}

// isPrintRule tells whether a tag or an id names a print rule (FP-040). They are the
// parts of DK-PRINT-05, and a scenario is tagged with both.
func isPrintRule(tag string) bool {
	id := fjernprint.RuleID(strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(tag), "@")))
	return slices.ContainsFunc(fjernprint.Rules(), func(r fjernprint.Rule) bool { return r.ID == id })
}

// contents is the text of brevdue verify --list.
func contents(rules law.Rules, listed []Listed) string {
	var b strings.Builder
	feature := ""
	for _, l := range listed {
		if file, _, _ := strings.Cut(l.ID, ":"); file != feature {
			feature = file
			fmt.Fprintf(&b, "\n%s  (%s)\n", l.Feature, file)
		}
		rows := ""
		if l.Rows > 1 {
			rows = fmt.Sprintf(" ×%d", l.Rows)
		}
		fmt.Fprintf(&b, "  %-52s %s%s  %v\n", l.ID, l.Name, rows, l.Rules)
	}
	b.WriteString("\n")
	for _, c := range Cover(rules, listed) {
		missing := ""
		if len(c.Missing) > 0 && len(c.Missing) < len(c.Rules) {
			missing = fmt.Sprintf("  without: %v", c.Missing)
		}
		fmt.Fprintf(&b, "%-10s %2d of %2d rules tagged%s\n", c.Family, len(c.Rules)-len(c.Missing), len(c.Rules), missing)
	}
	fmt.Fprintf(&b, "%d scenarios\n", len(listed))
	return b.String()
}
