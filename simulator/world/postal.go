package world

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// PostalKind is what the postal operator tells about posted paper (sf1601 5.4).
type PostalKind string

// Kinds of news.
const (
	PostalReturned       PostalKind = "returned"         // it came back
	PostalAddressChange  PostalKind = "address-change"   // the recipient has another address
	PostalProofOfReceipt PostalKind = "proof-of-receipt" // the recipient has signed
	PostalTracking       PostalKind = "tracking"         // a tracking number
)

// PostalKinds lists every kind of news.
func PostalKinds() []PostalKind {
	return []PostalKind{PostalReturned, PostalAddressChange, PostalProofOfReceipt, PostalTracking}
}

// PostalUpdate is news of posted paper.
type PostalUpdate struct {
	Kind PostalKind
	Text string    `json:",omitempty"` // the new address, the tracking number, ...; CPR numbers masked
	At   time.Time // virtual; filled in by the world
}

// maxUpdates is how many updates one letter may have.
const maxUpdates = 100

// PostalUpdate plays the postal operator's news of a letter, such as returned mail.
// The sender gets the receipt Opdatering fra Post Danmark; what was handed over stays
// handed over, so state and final receipt stay (DK-REC-02). Text is one line of up to
// 300 characters and may be empty.
//
// Errors: CodeNotFound; CodeNotPosted for a letter that the operator does not have;
// CodeInvalid; CodeConflict for a letter without a print job, or with a hundred
// updates.
func (w *World) PostalUpdate(ctx context.Context, id LetterID, u PostalUpdate) error {
	if !slices.Contains(PostalKinds(), u.Kind) {
		return invalid(fmt.Sprintf("there is no postal update %q; there are %v", u.Kind, PostalKinds()))
	}
	if err := remark("the text of a postal update", u.Text); err != nil {
		return err
	}
	return w.doWithJob(ctx, id, func(k *work, r *record) error {
		switch {
		case r.State != StatePosted:
			return &Error{Code: CodeNotPosted, Rule: "DK-REC-02", Text: fmt.Sprintf("the letter is %s: the postal operator does not have it", r.State)}
		case len(r.Job.Updates) == maxUpdates:
			return &Error{Code: CodeConflict, Text: fmt.Sprintf("the letter has had %d postal updates, which is all it can have", maxUpdates)}
		}
		k.update(r, u)
		return nil
	})
}

// update tells of posted paper.
func (k *work) update(r *record, u PostalUpdate) {
	k.change(r)
	u.At, u.Text = k.at, ident.MaskText(u.Text)
	r.Job.Updates = append(r.Job.Updates, u)
	text := "News from the postal operator: " + string(u.Kind) + "."
	if u.Text != "" {
		text = "News from the postal operator: " + string(u.Kind) + ": " + u.Text
	}
	k.noteOn(r, Event{Kind: KindPostalUpdate, Channel: ChannelPrint, Code: string(u.Kind), Rule: "DK-REC-02", Text: text, Data: data(u)})
	k.issue(r, ChannelPrint, StatusPostalUpdate, "", u.Text)
}

// magicStreet is where nobody lives: paper to an address in it comes back, and so does
// paper to a person or company that the register has there, so that returned mail can
// be tried with no set-up (see magic.go).
const magicStreet = "Returvej"

// defaultReturn is Settings.ReturnAfter when it is not set.
const defaultReturn = 7 * 24 * time.Hour

// expectReturn schedules that posted paper comes back, if it is undeliverable.
func (k *work) expectReturn(r *record) {
	if r.Job == nil || !k.w.undeliverable(r) {
		return
	}
	after := k.w.settings.ReturnAfter
	if after == 0 {
		after = defaultReturn
	}
	k.schedule(k.later(after), taskReturn, r)
}

func (w *World) undeliverable(r *record) bool {
	if w.spec.Population < 0 {
		return false // a world without magic
	}
	if r.Order != nil && r.Order.Address.magic() {
		return true
	}
	to, err := w.party(r.recipient())
	return err == nil && (to.person != nil && to.person.Address.magic() || to.company != nil && to.company.Address.magic())
}

// magic reports whether the address is in the magic street.
func (a *Address) magic() bool {
	return a != nil && slices.ContainsFunc(a.Lines, func(line string) bool {
		street, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		return strings.EqualFold(street, magicStreet)
	})
}

// comeBack is the return of undeliverable paper.
func (k *work) comeBack(r *record) {
	if len(r.Job.Updates) < maxUpdates {
		k.update(r, PostalUpdate{Kind: PostalReturned, Text: "The recipient is unknown at the address."})
	}
}
