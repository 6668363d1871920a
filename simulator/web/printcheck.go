package web

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/simulator/world"
)

const (
	maxUpload   = 32 << 20 // bytes of a form with a PDF; every profile's limit is far below
	maxPictures = 6        // pages drawn of one document
)

// checkPage is where a PDF is dropped, and what the print rules say of it.
type checkPage struct {
	Action   string
	Profiles []option
	Imprint  bool // the provider prints the recipient
	Duplex   bool
	Color    bool
	Done     bool
	Name     string
	Verdict  fjernprint.Verdict
	Findings []findingRow
	Facts    []fact
	Pictures []pageView
}

type option struct {
	Value, Label string
	Chosen       bool
}

// findingRow is a finding, or a rule that could not be checked.
type findingRow struct {
	Rule                fjernprint.RuleID
	Severity            string // with unchecked besides those of package fjernprint
	Where, Text, Source string
}

// pageView is the picture of a page.
type pageView struct {
	Label string
	Src   template.URL // an address of ours, or a picture in itself
}

func (s *Site) printCheckForm(v *visit) error {
	page, err := s.checkForm(v, "")
	if err != nil {
		return err
	}
	page.Imprint = true // as senders do that state the address in the order
	return v.show("printcheck", v.t("check"), "check", page)
}

func (s *Site) checkForm(v *visit, chosen string) (checkPage, error) {
	own, err := v.world.PrintProfile(chosen)
	if err != nil {
		return checkPage{}, &refusal{status: http.StatusBadRequest, text: "check.profile.none", cause: err}
	}
	page := checkPage{Action: v.href("check")}
	for _, p := range s.Worlds.PrintProfiles() {
		label := p.En
		if v.lang == danish {
			label = p.Da
		}
		page.Profiles = append(page.Profiles, option{p.Name, label, p.Name == own.Name})
	}
	return page, nil
}

// printCheck looks at a PDF that somebody dropped. Nothing is sent or kept.
func (s *Site) printCheck(v *visit) error {
	v.Body = http.MaxBytesReader(v.writer, v.Body, maxUpload)
	if err := v.ParseMultipartForm(maxUpload); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return &refusal{status: http.StatusRequestEntityTooLarge, text: "check.large"}
		}
		return &refusal{status: http.StatusBadRequest, text: "check.none"}
	}
	page, err := s.checkForm(v, v.FormValue("profile"))
	if err != nil {
		return err
	}
	page.Imprint, page.Duplex, page.Color = v.FormValue("imprint") != "", v.FormValue("duplex") != "", v.FormValue("color") != ""
	name, content, err := uploaded(v.MultipartForm)
	if err != nil {
		return &refusal{status: http.StatusBadRequest, text: "check.none"}
	}
	profile, err := v.world.PrintProfile(v.FormValue("profile"))
	if err != nil {
		return err
	}
	part := fjernprint.Part{Name: name, Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
	report, err := v.world.CheckPrint(v.Context(), profile.Name, []fjernprint.Part{part}, fjernprint.Letter{
		ImprintRecipient: page.Imprint, AnyAddress: !page.Imprint, Duplex: page.Duplex, Color: page.Color,
	})
	if err != nil {
		return &refusal{status: http.StatusConflict, text: "check.none", cause: err}
	}
	page.Done, page.Name, page.Verdict = true, cleanName(name, 0), report.Verdict
	page.Findings, page.Facts = v.findings(&report), v.printFacts(&report)
	if len(report.Documents) > 0 {
		page.Pictures = s.drawn(v, content, profile, report.Documents[0].Findings)
	}
	// The pictures are in the page itself, since nothing is kept.
	h := v.writer.Header()
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "img-src 'self'", "img-src 'self' data:", 1))
	return v.show("printcheck", v.t("check"), "check", page)
}

func uploaded(form *multipart.Form) (name string, content []byte, err error) {
	files := form.File["pdf"]
	if len(files) == 0 || files[0].Size == 0 {
		return "", nil, errors.New("no file came with the form")
	}
	f, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	content, err = io.ReadAll(f)
	return files[0].Filename, content, errors.Join(err, f.Close())
}

// drawn are pictures of the pages with findings, or of the first page. What cannot
// be drawn is left out: the findings say why.
func (s *Site) drawn(v *visit, content []byte, profile *fjernprint.Profile, findings []fjernprint.Finding) []pageView {
	pages := picture.WithFindings(findings, maxPictures)
	if len(pages) == 0 {
		pages = []int{1}
	}
	var out []pageView
	for _, n := range pages {
		svg, err := picture.Page(v.Context(), picture.Request{
			Content: content, Profile: profile, Findings: findings, Main: true, Page: n, Danish: v.lang == danish, Renderer: s.Renderer,
		})
		if err == nil {
			out = append(out, pageView{fmt.Sprintf(v.t("check.page"), n), template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg))})
		}
	}
	return out
}

// findings are the rows of a report: what is wrong, and what could not be checked.
func (v *visit) findings(r *fjernprint.LetterReport) []findingRow {
	var rows []findingRow
	for _, f := range r.All() {
		row := findingRow{Rule: f.Rule, Severity: string(f.Severity), Text: f.En, Source: f.Source}
		if v.lang == danish {
			row.Text = f.Da
		}
		switch {
		case f.Document > 0 && f.Page > 0:
			row.Where = fmt.Sprintf(v.t("check.attachment"), f.Document) + ", " + fmt.Sprintf(v.t("check.page"), f.Page)
		case f.Document > 0:
			row.Where = fmt.Sprintf(v.t("check.attachment"), f.Document)
		case f.Page > 0:
			row.Where = fmt.Sprintf(v.t("check.page"), f.Page)
		}
		rows = append(rows, row)
	}
	seen := map[fjernprint.Unchecked]bool{}
	for i := range r.Documents {
		for _, u := range r.Documents[i].Unchecked {
			if seen[u] {
				continue
			}
			seen[u] = true
			row := findingRow{Rule: u.Rule, Severity: "unchecked", Text: u.En}
			if v.lang == danish {
				row.Text = u.Da
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// printFacts are what the letter becomes on paper.
func (v *visit) printFacts(r *fjernprint.LetterReport) []fact {
	f := facts{v: v}
	f.add("check.profile.used", r.Profile)
	f.add("check.pages", fmt.Sprint(r.Pages))
	f.add("check.sheets", fmt.Sprint(r.Sheets))
	f.add("check.envelope", r.Envelope)
	if r.Cost.Total > 0 {
		f.add("check.cost", v.kroner(r.Cost.Total))
	}
	return f.list
}

// kroner writes an amount in øre.
func (v *visit) kroner(ore int64) string {
	text := fmt.Sprintf("%d.%02d", ore/100, ore%100)
	if v.lang == danish {
		return strings.Replace(text, ".", ",", 1) + " kr."
	}
	return "DKK " + text
}

// readDocument is a whole document of a letter, for its picture.
func readDocument(v *visit, d world.Document) ([]byte, error) {
	content, err := v.world.Document(v.Context(), d.Ref)
	if err != nil {
		return nil, err
	}
	whole, err := io.ReadAll(io.LimitReader(content, maxUpload))
	return whole, errors.Join(err, content.Close())
}
