package printcheck

import (
	"fmt"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// Language is the language of what is shown.
type Language string

const (
	danish  Language = "da"
	english Language = "en"
)

func language(s string) Language {
	if s == string(english) {
		return english
	}
	return danish
}

// text is a finding's sentence.
func (l Language) text(f *fjernprint.Finding) string { return l.pick(f.Da, f.En) }

func (l Language) pick(da, en string) string {
	if l == english {
		return en
	}
	return da
}

func (l Language) verdict(v fjernprint.Verdict) string {
	switch v {
	case fjernprint.Printable:
		return l.pick("kan printes", "printable")
	case fjernprint.Rejected:
		return l.pick("afvist", "rejected")
	default:
		return l.pick("uafgjort", "inconclusive")
	}
}

func (l Language) severity(s fjernprint.Severity) string {
	switch s {
	case fjernprint.Reject:
		return l.pick("afvist", "reject")
	case fjernprint.Warn:
		return l.pick("advarsel", "warn")
	default:
		return l.pick("oplysning", "info")
	}
}

// where names document and page of a finding.
func (l Language) where(f *fjernprint.Finding) string {
	document := ""
	switch {
	case f.Document < 0:
		return l.pick("hele brevet", "whole letter")
	case f.Document > 0:
		document = fmt.Sprintf(l.pick("bilag %d", "attachment %d"), f.Document)
	}
	switch {
	case f.Page == 0 && document == "":
		return l.pick("hele filen", "whole file")
	case f.Page == 0:
		return document
	case document == "":
		return fmt.Sprintf(l.pick("side %d", "page %d"), f.Page)
	}
	return document + ", " + fmt.Sprintf(l.pick("side %d", "page %d"), f.Page)
}

// counts tells how many findings of each severity a result has.
func (l Language) counts(r *Result) string {
	out := ""
	for _, c := range []struct {
		severity             fjernprint.Severity
		oneDa, da, oneEn, en string
	}{
		{fjernprint.Reject, "afvisning", "afvisninger", "rejection", "rejections"},
		{fjernprint.Warn, "advarsel", "advarsler", "warning", "warnings"},
		{fjernprint.Info, "oplysning", "oplysninger", "note", "notes"},
	} {
		n := r.count(c.severity)
		if n == 0 {
			continue
		}
		word := l.pick(c.da, c.en)
		if n == 1 {
			word = l.pick(c.oneDa, c.oneEn)
		}
		if out != "" {
			out += ", "
		}
		out += fmt.Sprintf("%d %s", n, word)
	}
	if out == "" {
		return l.pick("ingen fund", "no findings")
	}
	return out
}
