package printcheck

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
)

// WriteTable writes a line for each letter, and below it what was found.
func WriteTable(w io.Writer, run *Run) error {
	out := bufio.NewWriter(w)
	l := run.Language
	fmt.Fprintf(out, l.pick("Profil: %s\n\n", "Profile: %s\n\n"), run.Profile.Name)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, l.pick("UDFALD\tSIDER\tARK\tKUVERT\tFUND\tFIL", "VERDICT\tPAGES\tSHEETS\tENVELOPE\tFINDINGS\tFILE"))
	for i := range run.Results {
		r := &run.Results[i]
		envelope := r.Report.Envelope
		if envelope == "" {
			envelope = "-"
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\t%s\n", l.verdict(run.verdict(r)), r.Report.Pages, r.Report.Sheets,
			envelope, l.counts(r), shownName(r.Name))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for i := range run.Results {
		writeFindings(out, l, &run.Results[i])
	}
	return out.Flush()
}

func writeFindings(out io.Writer, l Language, r *Result) {
	all := r.Report.All()
	unchecked := uncheckedOf(r)
	if len(all) == 0 && len(unchecked) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", shownName(r.Name))
	for i := range all {
		f := &all[i]
		fmt.Fprintf(out, "  %s  %-9s  %s\n", f.Rule, l.severity(f.Severity), l.text(f))
	}
	for _, u := range unchecked {
		fmt.Fprintf(out, "  %s  %-9s  %s\n", u.Rule, l.pick("ikke set", "unchecked"), l.pick(u.Da, u.En))
	}
	for i := range r.Report.Documents {
		for rule, n := range sorted(r.Report.Documents[i].Omitted) {
			fmt.Fprintf(out, l.pick("  %s  og %d fund mere\n", "  %s  and %d findings more\n"), rule, n)
		}
	}
}

// uncheckedOf lists what could not be checked, each rule once.
func uncheckedOf(r *Result) []fjernprint.Unchecked {
	var all []fjernprint.Unchecked
	seen := map[fjernprint.Unchecked]bool{}
	for i := range r.Report.Documents {
		for _, u := range r.Report.Documents[i].Unchecked {
			if !seen[u] {
				seen[u] = true
				all = append(all, u)
			}
		}
	}
	return all
}

// shownName is a path in which no CPR number can be read and no control
// character, nor one that turns the direction of writing, does anything.
func shownName(name string) string {
	return ident.MaskText(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return '?'
		}
		return r
	}, name))
}
