package world

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// receive: the solution has the letter (DK-ARR-06). It becomes available at
// once, after the settings' delay, or on its date.
func (k *work) receive(r *record) {
	k.change(r)
	at := k.at
	r.ReceivedAt, r.State = &at, StateReceived
	k.noteOn(r, Event{Kind: KindLetterReceived, Channel: r.wire(), Rule: "DK-ARR-06", Text: "The solution has the letter."})
	k.issue(r, r.wire(), StatusDigitalReceived, "", "")
	if m := r.Message; m != nil && m.NotBefore != nil {
		if release := k.w.decisions.Release(*m.NotBefore, k.w.rules); release.After(k.at) {
			r.State = StateHeld
			k.noteOn(r, Event{Kind: KindLetterHeld, Channel: r.wire(), Rule: "DK-ARR-07",
				Text: fmt.Sprintf("The letter is held until %04d-%02d-%02d.", m.NotBefore.Year, m.NotBefore.Month, m.NotBefore.Day)})
			k.schedule(release, taskRelease, r)
			return
		}
	}
	k.afterDelay(r)
}

// afterDelay lets the letter arrive when the settings' delay has passed.
func (k *work) afterDelay(r *record) {
	if d := k.w.settings.Availability; d > 0 {
		r.State = StateReceived
		k.schedule(k.later(d), taskArrive, r)
		return
	}
	k.arrive(r)
}

// release lets a held letter out on its date. Whether the recipient may be
// written to is asked once more, because arrival is this instant (our choice).
// The channel is not chosen again: its first receipt is out, and a letter goes
// one way only.
func (k *work) release(r *record) error {
	k.change(r)
	p := &plan{}
	if err := k.look(r, r.wire(), p); err != nil {
		return err
	}
	if p.failure == nil {
		k.afterDelay(r)
		return nil
	}
	r.plan = p
	k.carryOut(r)
	return nil
}

// arrive makes the letter available: that is its arrival, read or not
// (DK-ARR-01, DK-ARR-02). A NemSMS is sent instead.
func (k *work) arrive(r *record) {
	k.change(r)
	if r.Destination == ToSMS {
		k.sendSMS(r)
		return
	}
	r.State = StateAvailable
	r.Statutory = r.Category != CategoryPrivate // DK-PRIV-01
	if at := k.w.decisions.Arrival(k.at, time.Time{}); !at.IsZero() {
		k.arrived(r, at)
	}
	k.notify(r)
}

// arrived records the arrival instant and tells the sender.
func (k *work) arrived(r *record, at time.Time) {
	r.AvailableAt = &at
	k.noteOn(r, Event{Kind: KindLetterAvailable, Channel: ChannelDigital, Rule: "DK-ARR-01", Text: "The letter is available to its recipient: it has arrived."})
	k.issue(r, ChannelDigital, StatusDigitalDelivered, "", "")
}

// notify tells the recipient by mail and SMS that a letter has come. It is a
// service: whether it works changes nothing about the letter (DK-NOTIF-01).
func (k *work) notify(r *record) {
	to, err := k.w.party(r.recipient())
	if err != nil || to.person == nil {
		return // the letter has arrived all the same
	}
	e := Event{Kind: KindNotified, Rule: "DK-NOTIF-01", Text: "The recipient was told that mail has come."}
	if k.w.settings.NotificationsDown {
		e.Kind, e.Text = KindNotifyFailed, "The notification could not be sent; the letter has arrived all the same."
	}
	if to.person.Mail != "" {
		e.Code = "mail"
		k.noteOn(r, e)
	}
	if to.person.Mobile != "" {
		e.Code = "sms"
		k.noteOn(r, e)
	}
}

// wire is the channel of receipts about a letter that is not on paper.
func (r *record) wire() Channel {
	if r.Destination == ToSMS {
		return ChannelSMS
	}
	return ChannelDigital
}

// Mailbox returns the letters that are available to a person or company, newest
// first. Exemption, death and cessation delete nothing (DK-DEL-02).
func (w *World) Mailbox(ctx context.Context, p ident.Party) ([]Letter, error) {
	if err := w.alive(); err != nil {
		return nil, err
	}
	found, _, err := w.letters(ctx, LetterQuery{Party: p, State: StateAvailable, Destination: ToMailbox, Limit: math.MaxInt32})
	if err != nil {
		return nil, err
	}
	return convert(found, (*record).letter), nil
}

// Open is the recipient opening a letter. The first time is kept; it changes
// nothing about the arrival. Errors: CodeNotFound; CodeConflict for a letter that
// is not available, and for recipients who have lost all access (DK-CVR-04,
// DK-DEL-04).
func (w *World) Open(ctx context.Context, id LetterID) error {
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
		if r.State != StateAvailable || r.Destination != ToMailbox {
			return &Error{Code: CodeConflict, Text: "the letter is not in a mailbox, so nobody can open it"}
		}
		if err := k.access(r.recipient()); err != nil {
			return err
		}
		if r.OpenedAt != nil {
			return nil
		}
		k.change(r)
		at := k.at
		r.OpenedAt = &at
		k.noteOn(r, Event{Kind: KindLetterOpened, Channel: ChannelDigital, Rule: "DK-ARR-01", Text: "The recipient opened the letter; it had arrived before."})
		if r.AvailableAt == nil {
			if arrival := w.decisions.Arrival(k.at, at); !arrival.IsZero() {
				k.arrived(r, arrival)
			}
		}
		return nil
	})
}

// access refuses who has lost all access to the mailbox.
func (k *work) access(p ident.Party) error {
	entry, err := k.w.party(p)
	if err != nil {
		return internal(err)
	}
	switch entry.standing(k.w, k.at) {
	case StandingCeased:
		return &Error{Code: CodeConflict, Rule: "DK-CVR-04", Text: "the company has ceased and lost all access to its mailbox"}
	case StandingDead:
		return &Error{Code: CodeConflict, Rule: "DK-DEL-04", Text: "the person is dead, and nobody has access to the mailbox"}
	}
	return nil
}
