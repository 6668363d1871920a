package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/law"
)

//go:embed report.html.tmpl
var page string

// HTML writes the run as one self-contained file: no script, no other file,
// no network. It can be archived as evidence and printed.
func HTML(w io.Writer, run *verdict.Run, rules law.Rules, lang Language) error {
	say := lang.words()
	tmpl, err := template.New("report").Funcs(template.FuncMap{
		"rule": func(id law.ID) law.Rule { r, _ := rules.Lookup(id); return r },
		"text": func(r law.Rule) string { return r.Text(string(lang)) },
		"join": strings.Join,
		"dict": func(k1 string, v1 any, k2 string, v2 any) map[string]any { return map[string]any{k1: v1, k2: v2} },
		"slug": slug,
		"word": func(v verdict.Verdict) string { return say.Verdicts[v] },
		"time": func(t time.Time) string { return t.In(zone(rules)).Format("2006-01-02 15:04:05") },
		"wall": func(t time.Time) string { return t.UTC().Format("15:04:05.000") },
		"took": func(d time.Duration) string { return d.Round(time.Millisecond).String() },
	}).Parse(page)
	if err != nil {
		return fmt.Errorf("report: the page's template: %w", err)
	}
	proven, total := provenRules(run, rules)
	data := struct {
		Run                  *verdict.Run
		W                    words
		Lang                 Language
		Headline             string
		Verdict              verdict.Verdict
		Totals               map[verdict.Verdict]int
		Order                []verdict.Verdict
		Count, Proven, Total int
		Features             []feature
		Rules                []verdict.RuleVerdict
	}{
		Run: run, W: say, Lang: lang, Headline: say.headline(run), Verdict: run.Verdict(), Totals: run.Totals(),
		Order: []verdict.Verdict{verdict.Pass, verdict.Warn, verdict.Fail, verdict.Error, verdict.Skip, verdict.Omit},
		Count: run.Count(), Proven: proven, Total: total, Features: featuresOf(run), Rules: run.Rules(rules.All()),
	}
	if err := tmpl.Execute(w, data); err != nil {
		return fmt.Errorf("report: writing HTML: %w", err)
	}
	return nil
}

// feature is one feature file's outlines.
type feature struct {
	File, Name string
	Verdict    verdict.Verdict
	Outlines   []outlineView
}

type outlineView struct {
	Name, ID string
	Verdict  verdict.Verdict
	Rules    []string
	Rows     []*verdict.Scenario
}

func featuresOf(run *verdict.Run) []feature {
	var out []feature
	for _, g := range outlines(run) {
		file, _, _ := strings.Cut(g.first.ID, ":")
		if len(out) == 0 || out[len(out)-1].File != file {
			out = append(out, feature{File: file, Name: g.first.Feature, Verdict: g.verdict})
		}
		f := &out[len(out)-1]
		f.Verdict = verdict.Worst(f.Verdict, g.verdict)
		f.Outlines = append(f.Outlines, outlineView{g.first.Name, g.first.Outline, g.verdict, g.rules, g.all})
	}
	return out
}

// zone is the zone of the legal day, in which people read virtual time.
func zone(rules law.Rules) *time.Location {
	names := map[law.Jurisdiction]string{law.Denmark: "Europe/Copenhagen", law.Greenland: "America/Nuuk", law.Norway: "Europe/Oslo"}
	if loc, err := time.LoadLocation(names[rules.Jurisdiction()]); err == nil {
		return loc
	}
	return time.UTC
}

func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, s)
}
