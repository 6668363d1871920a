package world

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// plan is what is to become of a letter: it fails, or goes by a decision.
type plan struct {
	failure  *failure
	facts    Facts
	decision Decision
	looked   bool // the standing was looked up
	warnings []Defect
	check    *printCheck              // what the print rules are to be asked; nil: nothing
	report   *fjernprint.LetterReport // what they said
}

// failure is why a letter ends.
type failure struct {
	code, text string
	rule       law.ID
}

// startWorking makes sure that somebody processes what is ready. It is called
// with the lock held.
func (w *World) startWorking() {
	if len(w.ready) == 0 || w.working || w.broken != nil || w.ended != nil || w.changeIsDue() {
		return
	}
	w.working = true
	w.worlds.behind.Go(w.process)
}

// perTurn bounds how long others wait for the lock.
const perTurn = 32

// process takes ready letters in the order in which they were answered, until
// none is left. Documents are shown to the print rules without the lock.
func (w *World) process() {
	for {
		w.mu.Lock()
		var next *record
		if w.ended == nil {
			k := w.begin()
			next = k.processReady()
			w.end(k)
		}
		if w.ended != nil || w.broken != nil || len(w.ready) == 0 || w.changeIsDue() {
			w.working = false
			w.mu.Unlock()
			w.bell.ring()
			return
		}
		if next == nil {
			w.mu.Unlock()
			continue
		}
		ctx, done := context.WithCancel(w.worlds.ctx)
		w.giveUp = done
		w.mu.Unlock()
		next.plan.report = w.ask(ctx, next.plan.check)
		done()
	}
}

// processReady processes letters until one is met whose documents have to be
// checked first, which it returns.
func (k *work) processReady() *record {
	w := k.w
	for range perTurn {
		if len(w.ready) == 0 || w.changeIsDue() {
			return nil
		}
		r := w.ready[0]
		if r.plan == nil {
			p, err := k.judge(r)
			if err != nil {
				w.broken = fmt.Errorf("world %s: letter %s cannot be processed: %w", w.id, r.ID, err)
				return nil
			}
			r.plan = p
		}
		if r.plan.check != nil && r.plan.report == nil {
			return r
		}
		w.ready = w.ready[1:]
		w.processed++
		r.unprocessed = false
		k.carryOut(r)
	}
	return nil
}

// judge decides, at the instant of the work, by what the letter says, and then
// by the recipient's standing.
func (k *work) judge(r *record) (*plan, error) {
	p := &plan{warnings: r.Warnings}
	if p.failure = k.content(r, p); p.failure != nil {
		return p, nil
	}
	if err := k.look(r, r.Asked, p); err != nil {
		return nil, err
	}
	if p.failure == nil && p.decision.To == ToPrint {
		p.failure = r.missingDocument()
	}
	if p.failure == nil {
		p.check = k.printCheck(r, p.decision.To)
	}
	return p, nil
}

// content judges what needs no look at the recipient. The first failure counts.
func (k *work) content(r *record, p *plan) *failure {
	if r.RepeatOf != "" {
		return &failure{FailDuplicate, "the same system has sent this letter before; the first one counts", "DK-REC-08"}
	}
	if len(r.Invalid) > 0 {
		first := r.Invalid[0]
		if first.Code == "" {
			first.Code = FailInvalid
		}
		return &failure{first.Code, defectText(r.Invalid), first.Rule}
	}
	if limit, unit := k.w.sizeLimit(); r.Size > limit {
		return &failure{FailTooLarge, fmt.Sprintf("the message has %d bytes; 99.5 %s is the limit", r.Size, unit), ""}
	}
	m := r.Message
	if m == nil {
		return nil
	}
	if f := k.smsContent(r); f != nil {
		return f
	}
	if sender := k.w.authorities[r.Authority]; m.Legal && (sender == nil || !sender.MayServe || r.Category == CategoryPrivate) {
		return &failure{FailLegal, "legalNotification may be set only by public senders that may serve documents", "DK-SEND-06"}
	}
	if f := k.heldDate(m); f != nil {
		return f
	}
	return k.senderName(r, p)
}

// sizeLimit is the 99.5 rule of the whole message.
func (w *World) sizeLimit() (limit int64, unit string) {
	if w.rules.Is(law.SizeUnit, "MB") {
		return 99_500_000, "MB"
	}
	return 995 << 20 / 10, "MiB"
}

// smsContent holds what is sent as NemSMS to text alone (DK-SMS-02, DK-SMS-03),
// and refuses a type that contradicts the channel (our choice; nothing public
// tells what the platform does).
func (k *work) smsContent(r *record) *failure {
	m := r.Message
	if m.IsSMS != (r.Asked == ChannelSMS) {
		return &failure{FailChannel, "a message of type NEMSMS goes by the channel NemSMS and no other message does", "DK-SMS-01"}
	}
	if !m.IsSMS {
		return nil
	}
	// A client in use cannot leave the body out (sf1601 2.2): its main document
	// is let pass and shown to nobody. Package memo has the warning.
	attached := slices.ContainsFunc(m.Documents, func(d Document) bool { return d.Role != RoleMain })
	if attached || m.Legal {
		return &failure{FailSMSContent, "a NemSMS has no attachments and serves nothing; send a letter instead", "DK-SMS-03"}
	}
	if limit, n := k.w.rules.Number(law.NemSMSMax), utf8.RuneCountInString(m.SMSText); n > limit {
		return &failure{FailSMSTooLong, fmt.Sprintf("the text has %d characters; %d is the limit, and it is never split", n, limit), "DK-SMS-02"}
	}
	return nil
}

// heldDate refuses dates that have passed or are more than a year ahead, by the
// local date of the world's clock. Today is in time.
func (k *work) heldDate(m *Message) *failure {
	if m.NotBefore == nil {
		return nil
	}
	today := calendar.DayOf(k.at, k.w.worlds.zone)
	day := calendar.On(m.NotBefore.Year, m.NotBefore.Month, m.NotBefore.Day)
	switch {
	case day.Before(today):
		return &failure{FailTooEarly, fmt.Sprintf("doNotDeliverUntilDate %s has passed; today is %s", day, today), "DK-ARR-07"}
	case day.After(today.AddMonths(12)):
		return &failure{FailTooLate, fmt.Sprintf("doNotDeliverUntilDate %s is more than a year after today, %s", day, today), "DK-ARR-07"}
	}
	return nil
}

// senderName compares the stated name with the register's (DK-SEND-05). The
// recipient sees the register's in any case.
func (k *work) senderName(r *record, p *plan) *failure {
	sender := k.w.authorities[r.Authority]
	if sender == nil || r.Message.SenderLabel == "" || strings.EqualFold(r.Message.SenderLabel, sender.Name) {
		return nil
	}
	text := fmt.Sprintf("the message names its sender %q; the register says %q, and that is what the recipient sees",
		ident.MaskText(r.Message.SenderLabel), sender.Name)
	if k.w.rules.Is(law.SenderNameMismatch, "error") {
		return &failure{FailSenderName, text, "DK-SEND-05"}
	}
	p.warnings = append(p.warnings[:len(p.warnings):len(p.warnings)], Defect{Code: WarnSenderName, Text: text, Rule: "DK-SEND-05"})
	return nil
}

// look looks the recipient up and asks the route table for the way by a channel.
func (k *work) look(r *record, asked Channel, p *plan) error {
	w := k.w
	to := r.recipient()
	f := Facts{
		Asked: asked, Standing: StandingUnknown, Private: r.Category == CategoryPrivate,
		Mandatory: r.Message != nil && r.Message.Mandatory && r.Category != CategoryPrivate && w.rules.Is(law.MandatoryEffect, "deliver"),
	}
	if sender := w.authorities[r.Authority]; sender != nil {
		f.OtherBasis = sender.OtherLegalBasis
	}
	_, isPerson := to.CPR()
	_, isCompany := to.CVR()
	if asked == ChannelPrint && !isPerson && !isCompany {
		f.Unknown = true
	} else {
		entry, err := w.party(to)
		if err != nil {
			return err
		}
		f.Standing, f.NemSMS = entry.standing(w, k.at), entry.subscribed()
		p.looked = true
	}
	if o := r.Order; o != nil {
		f.Address = o.Address.Usable()
		if o.inDocument() {
			f.Address = true
			if asked == ChannelPrint {
				p.warnings = append(p.warnings[:len(p.warnings):len(p.warnings)], Defect{Code: WarnAddressInPDF, Rule: "DK-PRINT-03",
					Text: "The order names no recipient at all, so the address is taken to stand in the document."})
			}
		}
	}
	p.facts = f
	p.decision = w.decisions.Route(f, w.rules, k.at)
	if p.decision.To == ToRefusal {
		p.failure = &failure{p.decision.Code, p.decision.Text, p.decision.Rule}
	}
	return nil
}

// inDocument reports whether the order leaves the recipient out altogether: some
// senders print the address into the PDF and rely on the envelope's window. An
// address that is stated and unusable is another matter, and so is an order to print
// the recipient that names none.
func (o *PrintOrder) inDocument() bool {
	imprint := o.Imprint.Recipient != nil && *o.Imprint.Recipient
	return o.Address == nil && o.Recipient.Kind == "" && o.Recipient.Number == "" && !imprint
}

// carryOut does what was decided.
func (k *work) carryOut(r *record) {
	p := r.plan
	r.plan = nil
	k.change(r)
	if p.looked {
		r.Standing = p.facts.Standing
	}
	if p.decision.To != "" {
		r.Rule = p.decision.Rule
		k.noteOn(r, Event{
			Kind: KindLetterRouted, Channel: r.Asked, Rule: p.decision.Rule, Code: p.decision.Code,
			Text: p.decision.Text, Data: data(p.decision),
		})
	}
	for _, d := range p.warnings {
		k.warn(r, d.Code, d.Rule, d.Text)
	}
	if p.decision.Advis != "" {
		k.warn(r, p.decision.Advis, p.decision.Rule, "The recipient could have had this letter digitally.")
	}
	if p.failure != nil {
		k.fail(r, p.failure)
		return
	}
	k.noteReport(r, p.report)
	k.deliver(r, p.decision.To, p)
	for _, also := range k.w.decisions.Also(p.facts, p.decision) {
		k.deliver(r, also, &plan{})
	}
}

// deliver takes the letter to one destination. What cannot be printed does not go to
// the print shop; a digital letter is only warned about it, unless switch or profile
// say otherwise (DK-PRINT-05).
func (k *work) deliver(r *record, to Destination, p *plan) {
	r.Destination = to
	findings := rejecting(p.report)
	switch to {
	case ToMailbox:
		if len(findings) > 0 && k.refusesDigital(p.check) {
			k.fail(r, unprintable(findings))
			return
		}
		for _, f := range findings {
			k.warn(r, f.Code, "DK-PRINT-05", string(f.Rule)+": would not have been printable: "+f.En)
		}
		k.receive(r)
	case ToSMS:
		k.receive(r)
	case ToPrint:
		if len(findings) > 0 {
			k.fail(r, unprintable(findings))
			return
		}
		k.print(r, p.report)
	}
}

// warn notes an advis on a letter.
func (k *work) warn(r *record, code string, rule law.ID, text string) {
	k.noteOn(r, Event{Kind: KindLetterWarned, Channel: r.Asked, Code: code, Rule: rule, Text: ident.MaskText(text)})
}

// fail ends a letter, with a receipt that says why (DK-REC-06).
func (k *work) fail(r *record, f *failure) {
	k.change(r)
	about := r.failureChannel(f.code)
	r.State, r.Destination, r.Code = StateRefused, ToRefusal, f.code
	if f.rule != "" {
		r.Rule = f.rule
	}
	k.noteOn(r, Event{Kind: KindLetterRefused, Channel: r.Asked, Code: f.code, Rule: f.rule, Text: f.text})
	k.issue(r, about, StatusFailed, f.code, f.text)
}

// failureChannel is what a failure receipt is about. With automatic choice it is
// the digital message, by which the sender knows the letter, unless it is the
// paper that failed.
func (r *record) failureChannel(code string) Channel {
	switch {
	case r.Asked != ChannelAuto:
		return r.Asked
	case r.Destination == ToPrint || code == FailNoAddress || code == FailNoDocument:
		return ChannelPrint
	}
	return ChannelDigital
}

// later is the instant d after the work's.
func (k *work) later(d time.Duration) time.Time { return k.at.Add(d).Truncate(time.Microsecond) }
