package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
)

// The page shows views: the run sorted and joined for people who read it from the
// top. They hold nothing that does not follow from the run and the catalogue.
type (
	view struct {
		Run                  *verdict.Run
		W                    words
		Lang                 Language
		Headline             string
		Class                verdict.Verdict // colours the headline
		Totals               map[verdict.Verdict]int
		Order                []verdict.Verdict
		Count, Proven, Total int
		Broken               []brokenRule
		Families             []family
		Unproven             []law.Rule
		Features             []feature
	}
	// family is the rules of one family that were put to the test.
	family struct {
		Name, Title   string
		Proven, Total int
		Rules         []provenRule
	}
	provenRule struct {
		verdict.RuleVerdict
		By []link
	}
	link struct{ ID, Name string }
	// brokenRule is one rule that did not hold, with the checks that showed it.
	brokenRule struct {
		Rule    law.Rule
		Verdict verdict.Verdict
		Checks  []brokenCheck
	}
	brokenCheck struct {
		Scenario link
		Check    check
	}
	// feature is one feature file's scenarios.
	feature struct {
		File, Name string
		Verdict    verdict.Verdict
		Outlines   []outlineView
	}
	outlineView struct {
		Name, ID string
		Verdict  verdict.Verdict
		Rules    []string
		Rows     []scenarioView
	}
	scenarioView struct {
		*verdict.Scenario
		Checks    []check
		Rules     []law.Rule // each once, of the checks
		Timeline  []moment
		Exchanges []exchange
	}
	// check is one statement, with all rules that it speaks of.
	check struct {
		Verdict                verdict.Verdict
		Text, Expected, Actual string
		Rules                  []string
		Evidence               []string
	}
	moment struct {
		verdict.Moment
		Event  string
		SetUp  bool // the scenario's own doing, not the provider's
		Native bool // Event is in the report's language; otherwise in English
	}
	exchange struct {
		verdict.Exchange
		What, Way      string
		Class          verdict.Verdict
		Sent, Received string // laid out for reading
	}
)

func viewOf(run *verdict.Run, rules law.Rules, lang Language) view {
	v := view{
		Run: run, W: lang.words(), Lang: lang, Class: run.Verdict(), Totals: run.Totals(), Count: run.Count(),
		Order: []verdict.Verdict{verdict.Pass, verdict.Warn, verdict.Fail, verdict.Error, verdict.Skip, verdict.Omit},
	}
	v.Headline = v.W.headline(run)
	v.Proven, v.Total = provenRules(run, rules)
	v.Features = featuresOf(run, rules, v.W)
	names := map[string]link{}
	for _, s := range run.Scenarios {
		names[s.ID] = link{s.Outline, s.Name}
	}
	for _, rv := range run.Rules(rules.All()) {
		id := rv.Rule.ID.Family()
		i := slices.IndexFunc(v.Families, func(f family) bool { return f.Name == id })
		if i < 0 {
			i = len(v.Families)
			v.Families = append(v.Families, family{Name: id, Title: cmp.Or(v.W.Families[id], id)})
		}
		f := &v.Families[i]
		f.Total++
		if rv.Assertions == 0 {
			v.Unproven = append(v.Unproven, rv.Rule)
			continue
		}
		if rv.Verdict == verdict.Pass {
			f.Proven++
		}
		p := provenRule{RuleVerdict: rv}
		for _, s := range rv.Scenarios {
			if l := names[s]; !slices.Contains(p.By, l) {
				p.By = append(p.By, l)
			}
		}
		f.Rules = append(f.Rules, p)
	}
	v.Families = slices.DeleteFunc(v.Families, func(f family) bool { return len(f.Rules) == 0 })
	v.Broken = v.broken(rules)
	return v
}

// broken are the rules that did not hold, worst first.
func (v *view) broken(rules law.Rules) []brokenRule {
	var out []brokenRule
	for _, f := range v.Features {
		for _, o := range f.Outlines {
			for _, s := range o.Rows {
				for _, c := range s.Checks {
					if c.Verdict == verdict.Pass {
						continue
					}
					for _, id := range c.Rules {
						i := slices.IndexFunc(out, func(b brokenRule) bool { return string(b.Rule.ID) == id })
						if i < 0 {
							rule, _ := rules.Lookup(law.ID(id))
							i = len(out)
							out = append(out, brokenRule{Rule: rule, Verdict: c.Verdict})
						}
						out[i].Verdict = verdict.Worst(out[i].Verdict, c.Verdict)
						out[i].Checks = append(out[i].Checks, brokenCheck{link{o.ID, o.Name}, c})
					}
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b brokenRule) int {
		switch worst := verdict.Worst(a.Verdict, b.Verdict); {
		case a.Verdict == b.Verdict:
			return strings.Compare(string(a.Rule.ID), string(b.Rule.ID))
		case worst == a.Verdict:
			return -1
		default:
			return 1
		}
	})
	return out
}

func featuresOf(run *verdict.Run, rules law.Rules, w words) []feature {
	var out []feature
	for _, g := range outlines(run) {
		file, _, _ := strings.Cut(g.first.ID, ":")
		if len(out) == 0 || out[len(out)-1].File != file {
			out = append(out, feature{File: file, Name: g.first.Feature, Verdict: g.verdict})
		}
		f := &out[len(out)-1]
		f.Verdict = verdict.Worst(f.Verdict, g.verdict)
		o := outlineView{Name: g.first.Name, ID: g.first.Outline, Verdict: g.verdict, Rules: g.rules}
		for _, s := range g.all {
			o.Rows = append(o.Rows, scenarioOf(s, rules, w))
		}
		f.Outlines = append(f.Outlines, o)
	}
	return out
}

func scenarioOf(s *verdict.Scenario, rules law.Rules, w words) scenarioView {
	v := scenarioView{Scenario: s, Checks: checksOf(s, w)}
	for _, id := range s.Rules() {
		if rule, ok := rules.Lookup(id); ok {
			v.Rules = append(v.Rules, rule)
		}
	}
	for _, m := range s.Timeline {
		word, native := w.Kinds[m.Kind]
		v.Timeline = append(v.Timeline, moment{Moment: m, Event: cmp.Or(word, m.Text), Native: native, SetUp: setUp(m.Kind)})
	}
	for _, x := range s.Exchanges {
		v.Exchanges = append(v.Exchanges, exchangeOf(x, w))
	}
	return v
}

// setUp reports whether an event is a scenario putting up its stage.
func setUp(kind string) bool {
	return kind == "world.created" || kind == "clock.moved" || kind == "settings.changed" || strings.HasSuffix(kind, ".changed")
}

// checksOf joins the assertions that one statement made of several rules.
func checksOf(s *verdict.Scenario, w words) []check {
	var out []check
	last := -1
	for i, a := range s.Assertions {
		if last >= 0 {
			before := s.Assertions[i-1]
			if before.Step == a.Step && before.Text == a.Text && before.Expected == a.Expected && before.Actual == a.Actual && !slices.Contains(out[last].Rules, string(a.Rule)) {
				out[last].Rules = append(out[last].Rules, string(a.Rule))
				out[last].Verdict = verdict.Worst(out[last].Verdict, a.Verdict)
				continue
			}
		}
		c := check{Verdict: a.Verdict, Text: a.Text, Expected: a.Expected, Actual: a.Actual, Rules: []string{string(a.Rule)}}
		for _, e := range a.Evidence {
			c.Evidence = append(c.Evidence, cmp.Or(w.Evidences[e.Kind], e.Kind)+" "+e.Ref+": "+e.Text)
		}
		out = append(out, c)
		last = len(out) - 1
	}
	return out
}

func exchangeOf(x verdict.Exchange, w words) exchange {
	e := exchange{Exchange: x, Way: w.In, Class: verdict.Pass, Sent: layOut(x.Sent, w.Longer), Received: layOut(x.Received, w.Longer)}
	if x.Direction != "in" {
		e.Way = w.Out
	}
	switch {
	case x.Status == 0:
		e.Class = verdict.Warn
	case x.Status >= 400:
		e.Class = verdict.Fail
	}
	path, _, _ := strings.Cut(x.Request, "?")
	for end, word := range w.Calls {
		if strings.HasSuffix(path, end) {
			e.What = word
		}
	}
	return e
}
