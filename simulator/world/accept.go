package world

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
)

// readyLimit is how many answered letters may wait to be processed before
// Accept waits for them, so that a flood is held up at the door and not in memory.
const readyLimit = 1024

// Accept takes a letter: the synchronous part. It returns when the letter is
// durable, and says nothing about what will become of it (DK-REC-01). Processing
// begins after [World.Answered]. The submission must not be changed afterwards.
//
// A repeat, which has a key that the same system has used before, is accepted
// under a LetterID of its own and will fail (DK-REC-08). The key is the
// messageUUID for digital letters and NemSMS, the dispatch id for print;
// automatic choice checks both. What the channel does not need (a print order
// with a digital letter) is dropped and its key is not looked at. A key counts as
// used even when its first letter was invalid or refused: a sender that wants to
// try again sends a new message.
//
// Refusals are *Error, and leave a sender.refused event: CodeNoAgreement,
// CodeForeignSender, CodeNotPublic, CodeIncomplete; CodeNotFound when the system
// is unknown.
func (w *World) Accept(ctx context.Context, s Submission) (Acceptance, error) {
	if err := w.room(ctx); err != nil {
		return Acceptance{}, err
	}
	s.keepable()
	var taken Acceptance
	err := w.do(ctx, func(k *work) error {
		from, refusal := k.sender(&s)
		if refusal != nil {
			k.note(Event{
				Kind: KindSenderRefused, System: s.System, Channel: s.Channel,
				Rule: refusal.Rule, Code: refusal.Code, Text: refusal.Text,
			})
			return refusal
		}
		r, err := k.newRecord(s, from)
		if err != nil {
			return err
		}
		taken = Acceptance{Letter: r.ID, Repeat: r.RepeatOf != ""}
		k.noteOn(r, Event{Kind: KindLetterAccepted, Channel: s.Channel, Text: "The letter was accepted; what becomes of it is not yet known.", Rule: "DK-REC-01"})
		if taken.Repeat {
			k.noteOn(r, Event{
				Kind: KindLetterRepeated, Channel: s.Channel, Code: FailDuplicate, Rule: "DK-REC-08",
				Text: "The same system has sent this letter before; the repeat creates nothing.",
				Data: data(map[string]LetterID{"first": r.RepeatOf}),
			})
		}
		w.waiting[r.ID] = r
		return nil
	})
	if err != nil {
		return Acceptance{}, err
	}
	return taken, nil
}

// Answered says that the synchronous answer is out: the letter may be processed.
// Call it once for every accepted letter, also when the answer could not be
// delivered.
func (w *World) Answered(_ context.Context, id LetterID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, ok := w.waiting[id]
	if !ok || w.ended != nil {
		return
	}
	delete(w.waiting, id)
	w.ready = append(w.ready, r)
	w.startWorking()
}

// room waits until processing keeps up.
func (w *World) room(ctx context.Context) error {
	for {
		w.mu.Lock()
		heard, full, broken := w.bell.listen(), len(w.ready) > readyLimit, w.broken
		w.mu.Unlock()
		switch {
		case broken != nil:
			return broken
		case !full:
			return nil
		}
		select {
		case <-heard:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// sender checks, before any look at the recipient, who is sending (DK-SEND-02).
func (k *work) sender(s *Submission) (Authority, *Error) {
	sys, ok := k.w.systems[s.System]
	if !ok {
		return Authority{}, &Error{Code: CodeNotFound, Text: "the sender system is not registered in this world; register it first"}
	}
	from, ok := k.w.authorities[sys.Authority]
	if !ok || !from.agreed(k.at) {
		return Authority{}, &Error{Code: CodeNoAgreement, Rule: "DK-SEND-02", Text: fmt.Sprintf(
			"CVR %s has no connection agreement in force at %s; conclude one before sending", sys.Authority, k.at.Format("2006-01-02T15:04Z"))}
	}
	if err := needed(s); err != nil {
		return Authority{}, err
	}
	if m := s.Message; m != nil {
		unreadable := m.Sender == ident.Party{} && len(s.Invalid) > 0
		if cvr, ok := m.Sender.CVR(); !unreadable && (!ok || cvr != sys.Authority) {
			return Authority{}, &Error{Code: CodeForeignSender, Rule: "DK-ARR-04", Text: fmt.Sprintf(
				"the message states the sender %s, the calling system belongs to CVR %s; send with a system of the stated sender", m.Sender, sys.Authority)}
		}
		if from.Category == CategoryPrivate && m.PostType == PostPublic {
			return Authority{}, &Error{Code: CodeNotPublic, Rule: "DK-SEND-01", Text: fmt.Sprintf(
				"CVR %s is no public sender and cannot send %s; leave the post type out or state %s", sys.Authority, PostPublic, PostPrivate)}
		}
	}
	return from.Authority, nil
}

// needed refuses what lacks a part that its channel needs, and drops a part that
// it does not.
func needed(s *Submission) *Error {
	missing := ""
	switch s.Channel {
	case ChannelDigital, ChannelSMS:
		s.Order = nil
		if s.Message == nil {
			missing = "a message"
		}
	case ChannelPrint:
		s.Message, s.Size = nil, 0
		if s.Order == nil {
			missing = "a print order"
		}
	case ChannelAuto:
		if s.Message == nil || s.Order == nil {
			missing = "a message and a print order"
		}
	default:
		return &Error{Code: CodeIncomplete, Text: fmt.Sprintf("there is no channel %q; choose %s, %s, %s or %s",
			s.Channel, ChannelDigital, ChannelSMS, ChannelPrint, ChannelAuto)}
	}
	if missing == "" {
		return nil
	}
	return &Error{Code: CodeIncomplete, Text: fmt.Sprintf("channel %s needs %s; send both parts that belong to it", s.Channel, missing)}
}

// newRecord numbers the letter, names it, and finds out whether it is a repeat.
func (k *work) newRecord(s Submission, from Authority) (*record, error) {
	w := k.w
	r := &record{
		submission: submission{
			System: s.System, Authority: from.CVR, Category: from.Category, Asked: s.Channel, Message: s.Message, Order: s.Order,
			Size: s.Size, Invalid: s.Invalid, Warnings: s.Warnings, Exchange: s.Exchange, AcceptedAt: k.at,
		},
		outcome:     outcome{State: StateAccepted},
		unprocessed: true, fresh: true,
	}
	before, err := w.sameKey(r)
	if err != nil {
		return nil, err
	}
	w.last.letter++
	r.number = w.last.letter
	// The id depends on the sender's own key, so that it does not change with
	// the order in which letters of others come in.
	n := int64(0)
	for _, other := range before {
		if other.key() == r.key() {
			n++
		}
	}
	if r.key() == "" {
		n = r.number
	}
	r.ID = LetterID(w.seed.uuid("letter", string(r.System)+" "+r.key(), n))
	if len(before) > 0 && w.decisions.Repeat(true) {
		r.RepeatOf = cmp.Or(before[0].RepeatOf, before[0].ID) // never a repeat itself
	}
	for _, key := range r.keys {
		w.keys[key] = append(w.keys[key], r)
		w.seen.add(key)
	}
	k.change(r)
	return r, nil
}

// key is what names the letter for its sender, "" when nothing does. A dispatch
// may have the id of a message.
func (r *record) key() string {
	if uuid := r.messageUUID(); uuid != "" {
		return uuid
	}
	if id := r.dispatchID(); id != "" {
		return "dispatch " + id
	}
	return ""
}

// sameKey finds the letters of the same system that have one of the record's
// keys, oldest first.
func (w *World) sameKey(r *record) ([]*record, error) {
	var found []*record
	add := func(key int64, stored func(context.Context, []int64, int64) ([]*record, error), same func(*record) bool) error {
		r.keys = append(r.keys, key)
		for _, other := range w.keys[key] {
			if other.System == r.System && same(other) {
				found = append(found, other)
			}
		}
		if !w.seen.maybe(key) {
			return nil
		}
		pending, mark := w.index.pending(key)
		some, err := stored(w.worlds.ctx, pending, mark)
		for _, other := range some {
			if other.System == r.System {
				found = append(found, other)
			}
		}
		return err
	}
	if uuid := r.messageUUID(); uuid != "" {
		err := add(w.messageKey(uuid),
			func(ctx context.Context, pending []int64, mark int64) ([]*record, error) {
				return w.withMessage(ctx, uuid, pending, mark)
			},
			func(other *record) bool { return other.messageUUID() == uuid })
		if err != nil {
			return nil, err
		}
	}
	if id := r.dispatchID(); id != "" {
		err := add(w.dispatchKey(id),
			func(ctx context.Context, pending []int64, mark int64) ([]*record, error) {
				return w.withDispatch(ctx, id, pending, mark)
			},
			func(other *record) bool { return other.dispatchID() == id })
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b *record) int { return int(a.number - b.number) })
	return slices.CompactFunc(found, func(a, b *record) bool { return a.number == b.number }), nil
}

// defectText is what a failure receipt says of an invalid message.
func defectText(defects []Defect) string {
	parts := make([]string, 0, len(defects))
	for i, d := range defects {
		if i == maxDefects {
			parts = append(parts, "and "+strconv.Itoa(len(defects)-i)+" more")
			break
		}
		if d.Path != "" {
			parts = append(parts, d.Path+": "+d.Text)
			continue
		}
		parts = append(parts, d.Text)
	}
	return ident.MaskText(strings.Join(parts, "; "))
}

// maxDefects is how many defects a receipt tells of.
const maxDefects = 5
