package world

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/ident"
)

// Recall is a print job that was taken back.
type Recall struct {
	At     time.Time // virtual
	Reason string    `json:",omitempty"` // CPR numbers masked
}

// Recall takes a letter back out of the print shop: its final receipt is
// Tilbagekaldt (DK-REC-02), nothing is printed, and no postage is charged. The wire
// has no such call; it is an operator's. Recalling again changes nothing. The reason
// may be empty and has up to 300 characters.
//
// Errors: CodeNotFound; CodeConflict for a letter that is not in print; CodeHanded
// when the job was handed to printing and enveloping, which a job without delays
// (Settings.PrintDelays) is at once; CodeInvalid for the reason.
func (w *World) Recall(ctx context.Context, id LetterID, reason string) error {
	if err := remark("a reason", reason); err != nil {
		return err
	}
	return w.doWithJob(ctx, id, func(k *work, r *record) error {
		switch {
		case r.State == StateRecalled:
			return nil
		case r.State != StatePrinting && r.State != StatePosted:
			return &Error{Code: CodeConflict, Rule: "DK-REC-02", Text: fmt.Sprintf("the letter is %s: only one that is in print can be recalled", r.State)}
		case r.handed():
			return &Error{Code: CodeHanded, Rule: "DK-REC-02", Text: "the job has been handed to printing and enveloping and cannot be recalled any more"}
		}
		k.recall(r, ident.MaskText(reason))
		return nil
	})
}

// handed reports whether the job was handed to printing and enveloping.
func (r *record) handed() bool {
	return slices.ContainsFunc(r.Job.Steps, func(s PrintStep) bool { return s.Status == StatusPrintHanded })
}

func (k *work) recall(r *record, reason string) {
	k.change(r)
	k.unschedule(r, taskPrint)
	r.State = StateRecalled
	r.Job.Recalled = &Recall{At: k.at, Reason: reason}
	k.spare(r)
	text := "The print job was recalled: nothing is printed."
	if reason != "" {
		text = "The print job was recalled, nothing is printed: " + reason
	}
	k.noteOn(r, Event{Kind: KindPrintRecalled, Channel: ChannelPrint, Rule: "DK-REC-02", Text: text, Data: data(r.Job)})
	k.issue(r, ChannelPrint, StatusRecalled, "", reason)
}

// doWithJob does something, in line with the letters, with one that has a print job.
func (w *World) doWithJob(ctx context.Context, id LetterID, f func(*work, *record) error) error {
	found, err := w.find(ctx, id)
	if err != nil {
		return err
	}
	if found == nil {
		return notFound("there is no letter %s in this world", id)
	}
	return w.doSettled(ctx, func(k *work) error {
		r, err := w.record(found.number)
		if err != nil {
			return internal(err)
		}
		if r.Job == nil {
			return &Error{Code: CodeConflict, Text: "the letter has no print job: it did not go on paper"}
		}
		return f(k, r)
	})
}

// longestRemark is how many characters people may add to a job.
const longestRemark = 300

// remark refuses a text that cannot be shown on one line.
func remark(what, text string) error {
	if utf8.RuneCountInString(text) > longestRemark || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return invalid(fmt.Sprintf("%s is up to %d characters without line breaks", what, longestRemark))
	}
	return nil
}
