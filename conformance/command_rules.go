package conformance

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/law"
)

// RulesCommand is brevdue rules: the catalogue.
type RulesCommand struct {
	JSON bool     `help:"As JSON, switches included." name:"json"`
	Lang string   `help:"Language of the sentences: da or en." default:"da" enum:"da,en"`
	IDs  []string `arg:"" optional:"" name:"id" help:"Rule ids or families, such as DK-EXEMPT-12 or DK-ARR."`
}

// Run prints the rules asked for; an unknown id is wrong usage.
func (c *RulesCommand) Run(app *kong.Kong) error {
	out := app.Stdout
	found, err := law.Default(law.Denmark).Search(c.IDs...)
	if err != nil {
		return errors.Join(say(app.Stderr, "brevdue rules: "+err.Error()+"\n"), &ExitError{exitUsage})
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", " ")
		return enc.Encode(struct {
			Rules    []law.Rule   `json:"rules"`
			Switches []law.Switch `json:"switches"`
		}{found, switchesOf(found)})
	}
	w := bufio.NewWriter(out)
	for _, r := range found {
		fmt.Fprintf(w, "%-12s %-6s %s\n%s %s [%s]\n", r.ID, r.Level, r.Text(c.Lang), strings.Repeat(" ", 19), strings.Join(r.Sources, "; "), r.Confidence)
		for _, s := range switchesOf([]law.Rule{r}) {
			fmt.Fprintf(w, "%s %s = %s: %s\n", strings.Repeat(" ", 19), s.Name, s.Default, map[string]string{"da": s.Da, "en": s.En}[c.Lang])
		}
	}
	return w.Flush()
}

// switchesOf are the switches that the rules name, in the catalogue's order.
func switchesOf(rules []law.Rule) []law.Switch {
	named := map[law.Name]bool{}
	for _, r := range rules {
		for _, n := range r.Switches {
			named[n] = true
		}
	}
	var out []law.Switch
	for _, s := range law.Switches() {
		if named[s.Name] {
			out = append(out, s)
		}
	}
	return out
}
