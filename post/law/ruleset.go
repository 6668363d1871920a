package law

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rules is a rule set in force: a jurisdiction and the switches that differ
// from their default. It is immutable; the zero value is Default(Denmark).
type Rules struct {
	jurisdiction Jurisdiction
	changed      map[Name]string // never written after With has returned
}

// Default is the rule set of today in a jurisdiction, every switch at its default.
func Default(j Jurisdiction) Rules { return Rules{jurisdiction: j} }

// Jurisdiction returns whose law it is.
func (r Rules) Jurisdiction() Jurisdiction {
	if r.jurisdiction == "" {
		return Denmark
	}
	return r.jurisdiction
}

// Name is the rule set's name in reports, such as dk-now.
func (r Rules) Name() string { return strings.ToLower(string(r.Jurisdiction())) + "-now" }

// With returns the rule set with one switch changed. The value is kept in one
// canonical form ("31dec, 24dec" becomes "24dec,31dec"). A switch that nothing
// depends on yet takes its default only, so that none is set to no effect.
//
// Errors are *[Error], and list what is allowed: [CodeUnknownSwitch], [CodeBadValue].
func (r Rules) With(name Name, value string) (Rules, error) {
	s, ok := findSwitch(name)
	if !ok {
		return Rules{}, errUnknownSwitch(name)
	}
	canonical, ok := s.parse(value)
	if !ok || s.NotYet && canonical != s.Default {
		return Rules{}, errBadValue(s, value)
	}
	changed := maps.Clone(r.changed)
	if changed == nil {
		changed = map[Name]string{}
	}
	if canonical == s.Default {
		delete(changed, name)
	} else {
		changed[name] = canonical
	}
	return Rules{r.jurisdiction, changed}, nil
}

// Value returns how a switch is set. Names are the constants of this package;
// another one has the value "".
func (r Rules) Value(name Name) string {
	if v, ok := r.changed[name]; ok {
		return v
	}
	s, _ := findSwitch(name)
	return s.Default
}

// Is reports whether a switch is set to the given value.
func (r Rules) Is(name Name, value string) bool { return r.Value(name) == value }

// Number returns a switch whose value is a whole number, in the unit its name
// tells; 0 for others.
func (r Rules) Number(name Name) int {
	n, err := strconv.Atoi(r.Value(name))
	if err != nil {
		return 0
	}
	return n
}

// Days returns a [Number] switch that counts days.
func (r Rules) Days(name Name) int { return r.Number(name) }

// Bool reports whether a yes/no switch says yes.
func (r Rules) Bool(name Name) bool { return r.Value(name) == "yes" }

// On reports whether a [Set] switch has the given member.
func (r Rules) On(name Name, member string) bool {
	return member != "" && slices.Contains(strings.Split(r.Value(name), ","), member)
}

// Duration returns a [Duration] switch; 0 for other kinds.
func (r Rules) Duration(name Name) time.Duration {
	d, err := time.ParseDuration(r.Value(name))
	if err != nil {
		return 0
	}
	return d
}

// Clock returns a [Clock] switch as hour and minute; 0, 0 for other kinds.
func (r Rules) Clock(name Name) (hour, minute int) {
	t, err := time.Parse("15:04", r.Value(name))
	if err != nil {
		return 0, 0
	}
	return t.Hour(), t.Minute()
}

// Date returns a [Day] switch.
func (r Rules) Date(name Name) Date { return Date(r.Value(name)) }

// Setting is a switch and how it is set.
type Setting struct {
	Name    Name   `json:"name"`
	Value   string `json:"value"`
	Default string `json:"default"`
}

// Differences lists the switches that are not at their default, in the order of
// the catalogue. Every report prints them, so that a verdict is never ambiguous.
func (r Rules) Differences() []Setting {
	var out []Setting
	for _, s := range switches {
		if v, ok := r.changed[s.Name]; ok {
			out = append(out, Setting{s.Name, v, s.Default})
		}
	}
	return out
}

// Lookup returns the rule of that id, when it belongs to the jurisdiction.
func (r Rules) Lookup(id ID) (Rule, bool) {
	for _, family := range catalogue {
		for i := range family {
			if family[i].ID == id && r.has(family[i]) {
				return family[i].clone(), true
			}
		}
	}
	return Rule{}, false
}

// All returns every rule of the jurisdiction, in the order of the catalogue.
func (r Rules) All() []Rule {
	var out []Rule
	for _, family := range catalogue {
		for i := range family {
			if r.has(family[i]) {
				out = append(out, family[i].clone())
			}
		}
	}
	return out
}

// Families returns the names of the families that have rules in the
// jurisdiction, in the order of the catalogue.
func (r Rules) Families() []string {
	var out []string
	for _, rule := range r.All() {
		if f := rule.ID.Family(); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// Search returns the rules asked for, each once, in the order of the catalogue:
// all of them when nothing is asked. Something asked is an id (DK-COV-01), a
// family (DK-COV) or the beginning of one up to a dash (DK), in either case.
//
// Errors are *[Error] with [CodeUnknownRule] when something asked matches no rule.
func (r Rules) Search(asked ...string) ([]Rule, error) {
	all := r.All()
	if len(asked) == 0 {
		return all, nil
	}
	wanted := map[ID]bool{}
	for _, a := range asked {
		prefix := strings.ToUpper(strings.TrimSpace(a))
		found := false
		for _, rule := range all {
			if string(rule.ID) == prefix || strings.HasPrefix(string(rule.ID), prefix+"-") {
				wanted[rule.ID], found = true, true
			}
		}
		if !found {
			return nil, &Error{CodeUnknownRule, fmt.Sprintf(
				"no rule is called %q; write an id such as DK-COV-01 or one of the families %s", a, strings.Join(r.Families(), ", "))}
		}
	}
	return slices.DeleteFunc(all, func(rule Rule) bool { return !wanted[rule.ID] }), nil
}

func (r Rules) has(rule Rule) bool {
	return rule.Jurisdiction == Anywhere || rule.Jurisdiction == r.Jurisdiction()
}

// Switches returns every switch, in the order of the catalogue.
func Switches() []Switch {
	out := make([]Switch, len(switches))
	for i, s := range switches {
		out[i] = s.clone()
	}
	return out
}

// findSwitch shares memory with the catalogue and is for this package only.
func findSwitch(name Name) (Switch, bool) {
	for i := range switches {
		if switches[i].Name == name {
			return switches[i], true
		}
	}
	return Switch{}, false
}
