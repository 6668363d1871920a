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
	say, local := lang.words(), zone(rules)
	tmpl, err := template.New("report").Funcs(template.FuncMap{
		"text":  func(r law.Rule) string { return r.Text(string(lang)) },
		"join":  strings.Join,
		"dict":  func(k1 string, v1 any, k2 string, v2 any) map[string]any { return map[string]any{k1: v1, k2: v2} },
		"slug":  slug,
		"word":  func(v verdict.Verdict) string { return say.Verdicts[v] },
		"lower": strings.ToLower,
		"level": levelWord(lang),
		"time":  func(t time.Time) string { return t.In(local).Format("2006-01-02 15:04:05") },
		"wall":  func(t time.Time) string { return t.UTC().Format("15:04:05.000") },
		"took":  func(d time.Duration) string { return d.Round(time.Millisecond).String() },
	}).Parse(page)
	if err != nil {
		return fmt.Errorf("report: the page's template: %w", err)
	}
	if err := tmpl.Execute(w, viewOf(run, rules, lang)); err != nil {
		return fmt.Errorf("report: writing HTML: %w", err)
	}
	return nil
}

// levelWord tells the level of a rule: in English it is the RFC word itself.
func levelWord(lang Language) func(law.Level) string {
	danish := map[law.Level]string{law.Must: "skal", law.Should: "bør", law.May: "kan", law.Info: "oplysning"}
	return func(l law.Level) string {
		if lang == Danish {
			return danish[l]
		}
		return strings.ToLower(string(l))
	}
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
