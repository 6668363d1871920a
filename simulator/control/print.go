package control

import (
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/simulator/world"
)

func (a *API) listPrintJobs(r *request) (reply, error) {
	offset, limit, err := r.page()
	if err != nil {
		return reply{}, err
	}
	letters, total, err := r.world.Letters(r.Context(), world.LetterQuery{Destination: world.ToPrint, Offset: offset, Limit: limit})
	if err != nil {
		return reply{}, err
	}
	page := PrintJobPage{Total: total, Items: []PrintJob{}}
	for _, l := range letters {
		page.Items = append(page.Items, showJob(l))
	}
	return ok(page)
}

func (a *API) getPrintJob(r *request) (reply, error) {
	l, err := knownJob(r)
	if err != nil {
		return reply{}, err
	}
	return ok(showJob(l))
}

func (a *API) recallPrintJob(r *request) (reply, error) {
	in, err := decode[PrintRecall](r)
	if err != nil {
		return reply{}, err
	}
	l, err := knownJob(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.world.Recall(r.Context(), l.ID, in.Reason); err != nil {
		return reply{}, err
	}
	return a.getPrintJob(r)
}

func (a *API) addPostalUpdate(r *request) (reply, error) {
	in, err := decode[PostalNews](r)
	if err != nil {
		return reply{}, err
	}
	l, err := knownJob(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.world.PostalUpdate(r.Context(), l.ID, world.PostalUpdate{Kind: in.Kind, Text: in.Text}); err != nil {
		return reply{}, err
	}
	answer, err := a.getPrintJob(r)
	if err != nil {
		return reply{}, err
	}
	return created(answer.body)
}

func (a *API) getPrintCosts(r *request) (reply, error) {
	totals, err := r.world.PrintCosts(r.Context())
	if err != nil {
		return reply{}, err
	}
	out := []PrintTotal{}
	for _, t := range totals {
		out = append(out, PrintTotal{
			Authority: t.Authority.Digits(), Category: t.Category, Letters: t.Letters, Recalled: t.Recalled,
			Pages: t.Pages, Sheets: t.Sheets, Cost: t.Cost,
		})
	}
	return ok(out)
}

func (a *API) listPrintProfiles(*request) (reply, error) {
	out := []PrintProfile{}
	builtIn := fjernprint.ProfileNames()
	for _, p := range a.Worlds.PrintProfiles() {
		out = append(out, PrintProfile{
			Name: p.Name, Da: p.Da, En: p.En, Source: p.Source, Digital: p.Digital, BuiltIn: slices.Contains(builtIn, p.Name),
		})
	}
	return ok(out)
}

// knownJob is a letter that went to print.
func knownJob(r *request) (world.Letter, error) {
	l, err := knownLetter(r)
	if err == nil && l.Destination != world.ToPrint {
		err = notFound("this letter did not go to print")
	}
	return l, err
}

// showJob shows a job with its letter. Letters of an older data directory have a job
// without particulars.
func showJob(l world.Letter) PrintJob {
	out := PrintJob{Letter: showLetter(l), Statuses: []PrintStatus{}, Updates: []PostalUpdate{}}
	j := l.Job
	if j == nil {
		return out
	}
	out.Number, out.Envelope, out.Pages, out.Sheets = j.Number, j.Envelope, j.Pages, j.Sheets
	out.Duplex, out.Color, out.Express, out.Category, out.Cost = j.Duplex, j.Color, j.Express, j.Category, j.Cost
	out.Imprint = Imprinted{Recipient: j.Imprint.Recipient, Sender: j.Imprint.Sender, Date: j.Imprint.Date}
	out.Recipient, out.Sender = j.Recipient, j.Sender
	for _, s := range j.Steps {
		out.Statuses = append(out.Statuses, PrintStatus{Status: s.Status, At: s.At})
	}
	if j.Recalled != nil {
		out.Recalled = &Recalled{At: j.Recalled.At, Reason: j.Recalled.Reason}
	}
	for _, u := range j.Updates {
		out.Updates = append(out.Updates, PostalUpdate{Kind: u.Kind, Text: u.Text, At: u.At})
	}
	return out
}
