package printcheck

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
)

//go:embed report.html.tmpl
var reportTemplate string

func indexPath(dir string) string { return filepath.Join(dir, "index.html") }

// WriteHTML writes the report into a folder: index.html, and for each letter with
// findings a page with pictures of the pages that have some. No script, nothing
// from the network; the folder can be archived as evidence.
func WriteHTML(ctx context.Context, dir string, run *Run, renderer picture.Renderer) error {
	pages, err := template.New("report").Funcs(template.FuncMap{
		"say": run.Language.pick, "verdict": run.Language.verdict, "severity": run.Language.severity,
		"text": run.Language.text, "where": run.Language.where, "counts": run.Language.counts,
		"final": run.verdict, "name": shownName,
	}).Parse(reportTemplate)
	if err != nil {
		return fmt.Errorf("the template of the report: %w", err)
	}
	index := indexView{Run: run, Version: run.Version, Rules: fjernprint.Rules()}
	for i := range run.Results {
		if err := ctx.Err(); err != nil {
			return err
		}
		v := letterView{Run: run, Result: &run.Results[i], Version: index.Version}
		row := indexRow{Result: v.Result, Verdict: run.verdict(v.Result)}
		index.count(row.Verdict)
		if len(v.Result.Report.All()) > 0 || len(uncheckedOf(v.Result)) > 0 {
			row.Page = fmt.Sprintf("letters/%04d.html", i+1)
			if err := v.draw(ctx, dir, i+1, renderer); err != nil {
				return err
			}
			if err := writePage(filepath.Join(dir, filepath.FromSlash(row.Page)), pages, "letter", &v); err != nil {
				return err
			}
		}
		index.Rows = append(index.Rows, row)
	}
	slices.SortStableFunc(index.Rows, func(a, b indexRow) int { return cmp.Compare(rank(a.Verdict), rank(b.Verdict)) })
	return writePage(indexPath(dir), pages, "index", &index)
}

// rank puts what needs a look first.
func rank(v fjernprint.Verdict) int {
	return slices.Index([]fjernprint.Verdict{fjernprint.Rejected, fjernprint.Inconclusive, fjernprint.Printable}, v)
}

type indexView struct {
	*Run
	Version                           string
	Rules                             []fjernprint.Rule
	Rows                              []indexRow
	Printable, Rejected, Inconclusive int
}

type indexRow struct {
	*Result
	Verdict fjernprint.Verdict
	Page    string // "" when there is nothing to tell
}

func (v *indexView) count(of fjernprint.Verdict) {
	switch of {
	case fjernprint.Printable:
		v.Printable++
	case fjernprint.Rejected:
		v.Rejected++
	default:
		v.Inconclusive++
	}
}

// Class is the verdict of the whole, for the colour of the headline.
func (v *indexView) Class() fjernprint.Verdict {
	switch {
	case v.Rejected > 0:
		return fjernprint.Rejected
	case v.Inconclusive > 0:
		return fjernprint.Inconclusive
	}
	return fjernprint.Printable
}

type letterView struct {
	*Run
	*Result
	Version  string
	Pictures []pictureView
}

type pictureView struct {
	Document, Page int
	File, Alt      string
}

// Unchecked lists the rules that could not be checked.
func (v *letterView) Unchecked() []fjernprint.Unchecked { return uncheckedOf(v.Result) }

// Final is the verdict that counts.
func (v *letterView) Final() fjernprint.Verdict { return v.Run.verdict(v.Result) }

// draw writes a picture of every page with findings.
func (v *letterView) draw(ctx context.Context, dir string, number int, renderer picture.Renderer) error {
	if err := os.MkdirAll(filepath.Join(dir, "letters"), 0o755); err != nil {
		return err
	}
	for d := range v.Report.Documents {
		report := &v.Report.Documents[d]
		pages := picture.WithFindings(report.Findings, maxPictures)
		if len(pages) == 0 || d >= len(v.parts) {
			continue
		}
		content, err := readPart(&v.parts[d])
		if err != nil {
			continue // it has gone since: its findings are there anyway
		}
		for _, page := range pages {
			drawn, err := drawPage(ctx, renderer, content, v.Run, report, d, page)
			if err != nil {
				return err
			}
			if drawn == nil {
				continue
			}
			name := fmt.Sprintf("%04d-%d-%d.svg", number, d, page)
			if err := os.WriteFile(filepath.Join(dir, "letters", name), drawn, 0o644); err != nil {
				return err
			}
			v.Pictures = append(v.Pictures, pictureView{d, page, name, fmt.Sprintf(
				v.Language.pick("Side %d med zonerne og fundene tegnet ind", "Page %d with the zones and the findings drawn in"), page)})
		}
	}
	return nil
}

// maxPictures is how many pages of a document are drawn; the list of findings is
// complete.
const maxPictures = 20

func readPart(p *fjernprint.Part) ([]byte, error) {
	in, err := p.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(in)
	return content, errors.Join(err, in.Close())
}

func writePage(path string, pages *template.Template, name string, view any) error {
	var out strings.Builder
	if err := pages.ExecuteTemplate(&out, name, view); err != nil {
		return fmt.Errorf("the report's page %s: %w", name, err)
	}
	return os.WriteFile(path, []byte(out.String()), 0o644)
}
