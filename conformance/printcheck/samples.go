package printcheck

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

// writeSamples writes a letter just outside and one just inside of each rule into
// a folder, for trying other programs with, and a list of what is special about
// each. Letters of several documents, and those whose verdict hangs on more than
// the document (an order for another envelope, say), are left out.
func writeSamples(ctx context.Context, out io.Writer, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return misuse{fmt.Errorf("the folder for the samples cannot be made: %w", err)}
	}
	var list strings.Builder
	table := tabwriter.NewWriter(&list, 0, 0, 2, ' ', 0)
	seen := map[string]int{}
	written := 0
	for _, c := range specimen.Cases() {
		if c.Profile != "" {
			continue
		}
		parts, err := c.Parts()
		if err != nil {
			return err
		}
		if len(parts) != 1 || !showsItself(ctx, &c, parts[0]) {
			continue
		}
		side := "inside"
		if c.Breaks {
			side = string(c.Severity)
		}
		stem := strings.ToLower(fmt.Sprintf("%s-%s", c.Rule, side))
		seen[stem]++
		name := fmt.Sprintf("%s-%02d.pdf", stem, seen[stem])
		if err := os.WriteFile(filepath.Join(dir, name), parts[0], 0o644); err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", name, c.Rule, side, c.Name)
		written++
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "samples.txt"), []byte(list.String()), 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%d letters in %s, what is special about each in %s\n", written, dir, filepath.Join(dir, "samples.txt"))
	return err
}

// showsItself reports whether a letter that is checked with no options gets the
// verdict it is made for, and from its rule.
func showsItself(ctx context.Context, c *specimen.Case, content []byte) bool {
	r := fjernprint.Check(ctx, content, nil, fjernprint.Letter{AnyAddress: true})
	found := slices.ContainsFunc(r.Findings, func(f fjernprint.Finding) bool { return f.Rule == c.Rule && f.Severity == c.Severity })
	return r.Verdict == c.Verdict() && found == c.Breaks
}
