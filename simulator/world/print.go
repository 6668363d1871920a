package world

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
)

// printSteps are the statuses a print job passes through, in order. Each may
// have a delay before it (Settings.PrintDelays).
var printSteps = [...]struct {
	status Status
	text   string
}{
	{StatusPrintCreated, "The print job was created."},
	{StatusPrintReceived, "The printer has the job."},
	{StatusPrintReady, "The job waits to be printed."},
	{StatusPrintHanded, "The job was handed to printing and enveloping."},
	{StatusPosted, "The letter was handed to the postal operator."},
}

// PrintJob is a letter in the print shop and on its way after it.
//
//	created ─ received ─ ready ─┬─ handed ─ posted ─▶ updates of the postal operator
//	                            └─ recalled
type PrintJob struct {
	Number   int64           // running number in the world, from 1
	Envelope string          `json:",omitempty"` // C5, C4 or MA; "" when the documents were not checked
	Pages    int             // of all documents
	Sheets   int             // attachments begin a new one
	Duplex   bool            `json:",omitempty"`
	Color    bool            `json:",omitempty"` // it has colour, and colour was ordered
	Express  bool            `json:",omitempty"`
	Category string          `json:",omitempty"` // postal category as ordered
	Cost     fjernprint.Cost // øre, by the price list of the print profile; a recalled job pays no postage

	Imprint   Imprinted // what the provider prints onto the paper
	Recipient []string  `json:",omitempty"` // the lines in the window, when the provider prints them; CPR numbers masked
	Sender    string    `json:",omitempty"` // the return line, when the provider prints it; CPR numbers masked

	Steps    []PrintStep    `json:",omitempty"` // taken so far
	Recalled *Recall        `json:",omitempty"`
	Updates  []PostalUpdate `json:",omitempty"` // after posting
}

// PrintStep is a status that a job has reached.
type PrintStep struct {
	Status Status
	At     time.Time // virtual
}

func (j *PrintJob) clone() *PrintJob {
	if j == nil {
		return nil
	}
	c := *j
	c.Recipient, c.Steps, c.Updates = slices.Clone(j.Recipient), slices.Clone(j.Steps), slices.Clone(j.Updates)
	return &c
}

// print begins a print job.
func (k *work) print(r *record, report *fjernprint.LetterReport) {
	k.change(r)
	k.w.last.job++
	r.State, r.Destination, r.Printed = StatePrinting, ToPrint, 0
	r.Job = k.newJob(r, report)
	k.charge(r)
	if r.Order != nil && r.Order.Receipts != ReceiptsAll {
		k.warn(r, WarnReceipts, "DK-REC-02", "The order asks for fewer receipts (KvitteringsTypeKode): "+string(r.Order.Receipts)+".")
	}
	k.printOn(r)
}

// newJob is how the letter is printed and enveloped. Without a report, which is so
// where there are no print rules, nobody knows its pages.
func (k *work) newJob(r *record, report *fjernprint.LetterReport) *PrintJob {
	j := &PrintJob{Number: k.w.last.job}
	if report != nil {
		j.Pages, j.Sheets, j.Color, j.Cost = report.Pages, report.Sheets, report.Colored, report.Cost
		j.Envelope = report.Envelope
		if j.Envelope == "" && j.Sheets > 0 {
			j.Envelope = largestEnvelope // that the rules let pass
		}
	}
	o := r.Order
	if o == nil {
		return j
	}
	j.Duplex, j.Express, j.Category = o.Duplex, o.Express, o.Category
	j.Envelope = larger(j.Envelope, o.Envelope)
	j.Imprint = k.w.imprinted(o)
	if j.Imprint.Recipient {
		j.Recipient = convert(o.Address.label(), ident.MaskText)
	}
	if j.Imprint.Sender {
		j.Sender = ident.MaskText(k.returnLine(r))
	}
	return j
}

// envelopes by size. That MA is the largest is our reading: no public text tells.
var envelopes = [...]string{"", "C5", "C4", largestEnvelope}

const largestEnvelope = "MA"

// larger is the larger of two envelopes; one that does not exist is none.
func larger(a, b string) string {
	if slices.Index(envelopes[:], b) > slices.Index(envelopes[:], a) {
		return b
	}
	return a
}

// label is the address as it stands in the window. Senders often leave the town
// out: the post code tells it. Others write both into a line of their own.
func (a *Address) label() []string {
	if a == nil {
		return nil
	}
	city := a.City
	if city == "" {
		city = townOf(a.PostCode)
	}
	lines := append([]string{a.Name}, a.Lines...)
	if !slices.ContainsFunc(a.Lines, func(line string) bool { return a.PostCode != "" && strings.HasPrefix(line, a.PostCode+" ") }) {
		lines = append(lines, strings.TrimSpace(a.PostCode+" "+city))
	}
	if !strings.EqualFold(a.Country, "DK") {
		lines = append(lines, a.Country)
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// returnLine is the sender's address on one line; without one it is the registered
// name.
func (k *work) returnLine(r *record) string {
	if a := r.Order.Sender; a != nil {
		return strings.Join(a.label(), ", ")
	}
	if sender := k.w.authorities[r.Authority]; sender != nil {
		return sender.Name
	}
	return ""
}

// printNext takes the step whose delay has passed, and those after it that have
// no delay.
func (k *work) printNext(r *record) {
	k.step(r)
	k.printOn(r)
}

// printOn takes steps until one has to wait.
func (k *work) printOn(r *record) {
	for r.Printed < len(printSteps) {
		if d := k.w.settings.PrintDelays[printSteps[r.Printed].status]; d > 0 {
			k.schedule(k.later(d), taskPrint, r)
			return
		}
		k.step(r)
	}
}

func (k *work) step(r *record) {
	k.change(r)
	s := printSteps[r.Printed]
	r.Printed++
	e := Event{Kind: KindPrintStatus, Channel: ChannelPrint, Code: string(s.status), Rule: "DK-PRINT-01", Text: s.text}
	if r.Job != nil { // letters of an older data directory have none
		if r.Printed == 1 {
			e.Data = data(r.Job)
		}
		r.Job.Steps = append(r.Job.Steps, PrintStep{s.status, k.at})
	}
	if s.status == StatusPosted {
		at := k.at
		r.State, r.PostedAt = StatePosted, &at
	}
	k.noteOn(r, e)
	k.issue(r, ChannelPrint, s.status, "", "")
	if s.status == StatusPosted {
		k.expectReturn(r)
	}
}

// missingDocument is the failure of a letter for print whose order lacks the content
// of a document: it names one that the print vendor is to have, or an address to
// fetch it from. Nothing is fetched.
func (r *record) missingDocument() *failure {
	if r.Order == nil {
		return nil
	}
	for i, d := range append([]Document{r.Order.Main}, r.Order.Attachments...) {
		if d.Ref.Hash == "" {
			return &failure{FailNoDocument, fmt.Sprintf(
				"document %d of the order came without its content: send it inside the order; what is only referred to is not fetched", i+1), "DK-PRINT-05"}
		}
	}
	return nil
}
