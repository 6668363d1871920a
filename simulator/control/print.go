package control

import (
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
		job, err := printJob(r, l)
		if err != nil {
			return reply{}, err
		}
		page.Items = append(page.Items, job)
	}
	return ok(page)
}

func (a *API) getPrintJob(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	if l.Destination != world.ToPrint {
		return reply{}, notFound("this letter did not go to print")
	}
	job, err := printJob(r, l)
	if err != nil {
		return reply{}, err
	}
	return ok(job)
}

func printJob(r *request, l world.Letter) (PrintJob, error) {
	events, err := r.world.Events(r.Context(), world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindPrintStatus}})
	if err != nil {
		return PrintJob{}, err
	}
	job := PrintJob{Letter: showLetter(l), Statuses: []PrintStatus{}}
	for _, e := range events {
		job.Statuses = append(job.Statuses, PrintStatus{Status: world.Status(e.Code), At: e.At})
	}
	return job, nil
}
