package world

import (
	"context"
	"fmt"
	"strings"
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

// print begins a print job.
func (k *work) print(r *record) {
	k.change(r)
	r.State, r.Destination, r.Printed = StatePrinting, ToPrint, 0
	k.printOn(r)
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
	if s.status == StatusPosted {
		at := k.at
		r.State, r.PostedAt = StatePosted, &at
	}
	k.noteOn(r, Event{Kind: KindPrintStatus, Channel: ChannelPrint, Code: string(s.status), Rule: "DK-PRINT-01", Text: s.text})
	k.issue(r, ChannelPrint, s.status, "", "")
}

// unprintable is the failure that findings amount to (DK-PRINT-05).
func unprintable(findings []PrintFinding) *failure {
	texts := make([]string, 0, len(findings))
	for _, f := range findings[:min(len(findings), maxDefects)] {
		texts = append(texts, f.Code+": "+f.Text)
	}
	return &failure{FailUnprintable, strings.Join(texts, "; "), cmpRule(findings[0].Rule, "DK-PRINT-05")}
}

// toCheck are the documents that the print rules are to see before the letter
// goes on: all of them when it is to be printed; the main document when it goes
// to a mailbox, because nobody can know who will be exempt tomorrow.
func (w *World) toCheck(r *record) []Document {
	if w.worlds.config.Print == nil || r.plan.failure != nil {
		return nil
	}
	switch r.plan.decision.To {
	case ToPrint:
		if r.Order == nil {
			return nil
		}
		return append([]Document{r.Order.Main}, r.Order.Attachments...)
	case ToMailbox:
		for _, d := range r.Message.Documents {
			if d.Role == RoleMain && d.isPDF() {
				return []Document{d}
			}
		}
	}
	return nil
}

func (d Document) isPDF() bool {
	return strings.EqualFold(d.MIME, "application/pdf") || strings.HasSuffix(strings.ToLower(d.Filename), ".pdf")
}

// checkDocuments shows documents to the print rules, without the lock. A check
// that cannot be made is a warning, never a refusal.
func (w *World) checkDocuments(r *record) ([]PrintFinding, []Defect) {
	var findings []PrintFinding
	warnings := r.plan.warnings
	for i, d := range w.toCheck(r) {
		found, err := w.checkDocument(w.worlds.ctx, d)
		if err != nil {
			warnings = append(warnings[:len(warnings):len(warnings)], Defect{Code: WarnUnchecked, Rule: "DK-PRINT-05",
				Text: fmt.Sprintf("Document %d could not be checked for print: %v", i+1, err)})
		}
		findings = append(findings, found...)
	}
	return findings, warnings
}

func (w *World) checkDocument(ctx context.Context, d Document) (found []PrintFinding, err error) {
	content, err := w.Document(ctx, d.Ref)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closed := content.Close(); err == nil {
			err = closed
		}
	}()
	return w.worlds.config.Print.Check(ctx, content, d.Ref.Size)
}
