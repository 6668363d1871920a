package web

import (
	"fmt"
	"html/template"
	"net/http"
	"strconv"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// printPart is what the page of a letter tells of paper: what the print rules said
// of it, whichever way it went, and its print job.
type printPart struct {
	Verdict  fjernprint.Verdict
	Digital  bool // it went another way: the verdict is what would have been
	Findings []findingRow
	Facts    []fact
	Pictures []pageView
	Window   []string // the lines that the provider prints into the window
	Recalled *world.Recall
	Updates  []updateRow
}

type updateRow struct {
	world.PostalUpdate
	Label string
}

// mostFindings is how many findings the page of a letter lists.
const mostFindings = 20

// printed is nil for a letter whose documents were not checked and not printed.
func (v *visit) printed(l *world.Letter) (*printPart, error) {
	report, err := v.world.PrintReport(v.Context(), l.ID)
	if world.CodeOf(err) == world.CodeNotFound {
		if l.Job == nil {
			return nil, nil
		}
		report, err = &fjernprint.LetterReport{Profile: "", Pages: l.Job.Pages, Sheets: l.Job.Sheets, Envelope: l.Job.Envelope, Cost: l.Job.Cost}, nil
	}
	if err != nil {
		return nil, err
	}
	p := &printPart{Verdict: report.Verdict, Digital: l.Destination == world.ToMailbox, Findings: v.findings(report)}
	p.Findings = p.Findings[:min(len(p.Findings), mostFindings)]
	if j := l.Job; j != nil {
		p.Window, p.Recalled = j.Recipient, j.Recalled
		p.Facts = v.jobFacts(report.Profile, j)
		for _, u := range j.Updates {
			p.Updates = append(p.Updates, updateRow{u, word(v.lang, "postal", string(u.Kind))})
		}
	} else {
		p.Facts = v.printFacts(report)
	}
	for d := range report.Documents {
		p.Pictures = append(p.Pictures, v.pictures(l, d, &report.Documents[d])...)
	}
	p.Pictures = p.Pictures[:min(len(p.Pictures), maxPictures)]
	return p, nil
}

// pictures are the addresses of the pages worth a look: those with findings, and
// the first page, which shows in the window.
func (v *visit) pictures(l *world.Letter, document int, r *fjernprint.Report) []pageView {
	if len(r.Pages) == 0 {
		return nil // nobody can open it
	}
	pages := picture.WithFindings(r.Findings, maxPictures)
	if document == 0 && (len(pages) == 0 || pages[0] != 1) {
		pages = append([]int{1}, pages...)
	}
	var out []pageView
	for _, n := range pages {
		label := fmt.Sprintf(v.t("check.page"), n)
		if document > 0 {
			label = fmt.Sprintf(v.t("check.attachment"), document) + ", " + label
		}
		out = append(out, pageView{label, template.URL(v.href("letters", string(l.ID), "print", strconv.Itoa(document), strconv.Itoa(n)))})
	}
	return out
}

func (v *visit) jobFacts(profile string, j *world.PrintJob) []fact {
	f := facts{v: v}
	f.add("job.number", strconv.FormatInt(j.Number, 10))
	f.add("check.profile.used", profile)
	f.add("check.pages", strconv.Itoa(j.Pages))
	f.add("check.sheets", strconv.Itoa(j.Sheets))
	f.add("check.envelope", j.Envelope)
	f.add("job.duplex", word(v.lang, "yes", strconv.FormatBool(j.Duplex)))
	f.add("job.color", word(v.lang, "yes", strconv.FormatBool(j.Color)))
	f.add("job.category", j.Category)
	if j.Cost.Total > 0 {
		f.add("check.cost", fmt.Sprintf(v.t("job.cost"), v.kroner(j.Cost.Total), v.kroner(j.Cost.Postage)))
	}
	f.add("job.return", ident.MaskText(j.Sender))
	return f.list
}

// printPicture is the picture of a page of a letter's document.
func (s *Site) printPicture(v *visit) error {
	l, err := v.knownLetter()
	if err != nil {
		return err
	}
	report, err := v.world.PrintReport(v.Context(), l.ID)
	if err != nil {
		return notFound("document.none")
	}
	documents := l.PrintDocuments()
	document, errD := strconv.Atoi(v.vars["document"])
	page, errP := strconv.Atoi(v.vars["page"])
	if errD != nil || errP != nil || document < 0 || document >= min(len(documents), len(report.Documents)) {
		return notFound("document.none")
	}
	profile, err := v.world.PrintProfile(report.Profile)
	if err != nil {
		return notFound("document.none") // a profile that this provider has no more
	}
	content, err := readDocument(v, documents[document])
	if err != nil {
		return err
	}
	svg, err := picture.Page(v.Context(), picture.Request{
		Content: content, Profile: profile, Findings: report.Documents[document].Findings, Main: document == 0, Page: page,
		Danish: v.lang == danish, Renderer: s.Renderer,
	})
	if err != nil {
		return notFound("document.none")
	}
	h := v.writer.Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'")
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Content-Length", strconv.Itoa(len(svg)))
	v.writer.WriteHeader(http.StatusOK)
	_, _ = v.writer.Write(svg) // the visitor may have gone
	return nil
}
