package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/simulator/world"
)

// arrived claims that a letter became available to a person at an instant.
func (s *Stage) arrived(ctx context.Context, title, name, at string) error {
	want, err := parse(at, s.zone)
	if err != nil {
		return err
	}
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	n, evidence, err := s.inMailbox(ctx, name, title)
	if err != nil {
		return err
	}
	if l.ID != "" {
		evidence = append(evidence, letterEvidence(&l))
	}
	o := same(s.local(&want), s.local(l.AvailableAt), evidence...)
	if o.held && n != 1 {
		o.held, o.actual = false, fmt.Sprintf("%s, men %d gange i postkassen", o.actual, n)
	}
	s.Recorder.claim(aboutArrival, fmt.Sprintf("%q er kommet frem til %s", title, name), o)
	return nil
}

// refused claims, of the letter sent last, a negative receipt with its reason as
// it reached the sender over the wire, that the sender understood it, and that
// nothing reached the recipient.
func (s *Stage) refused(ctx context.Context, words string) error {
	why, ok := reasonFor(reasons, words)
	if !ok {
		return fmt.Errorf("%q is no reason for a negative receipt; see the table of reasons", words)
	}
	if s.last == nil {
		return errors.New("nothing was sent before this line")
	}
	from, title := s.last.from.name, s.last.title
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(why.about, fmt.Sprintf("%s får en negativ kvittering for %q, fordi %s", from, title, words),
		same("Fejlet, "+why.code, told(view), evidenceOf(view)...))
	s.Recorder.claim(why.about, fmt.Sprintf("%s regner %q for", from, title), same(stateWords[outbox.Refused], stateWords[view.State]))

	all, err := s.transmissions(ctx, s.last)
	if err != nil {
		return err
	}
	var ways []string
	var evidence []verdict.Evidence
	for i := range all {
		evidence = append(evidence, letterEvidence(&all[i]))
		switch l := &all[i]; {
		case l.AvailableAt != nil:
			ways = append(ways, "i postkassen")
		case l.PostedAt != nil:
			ways = append(ways, "på papir")
		case l.State == world.StateSent:
			ways = append(ways, "som NemSMS")
		}
	}
	s.Recorder.claim(why.about, fmt.Sprintf("hvordan %q nåede modtageren", title), same("slet ikke", cmp.Or(strings.Join(ways, ", "), "slet ikke"), evidence...))
	return nil
}

// told is what the sender was told in negative receipts.
func told(view sender.Letter) string {
	var codes []string
	for _, e := range view.Evidence {
		if e.Kind == outbox.KindReceipt && e.Report == outbox.ReportFailed {
			codes = append(codes, e.Code)
		}
	}
	if len(codes) == 0 {
		return "ingen negativ kvittering"
	}
	return "Fejlet, " + strings.Join(codes, ", ")
}

// refusedAtOnce claims that the provider refused a letter in its answer.
func (s *Stage) refusedAtOnce(ctx context.Context, title, words string) error {
	why, ok := reasonFor(atOnce, words)
	if !ok {
		return fmt.Errorf("%q is no reason to refuse at once; see the table", words)
	}
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	got := "ikke afvist"
	for _, e := range view.Evidence {
		if e.Kind == outbox.KindDeclined {
			got = e.Code
		}
	}
	held, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	o := same(why.code, got)
	if o.held && held.ID != "" {
		o.held, o.actual = false, got+", men udbyderen har brevet"
		o.evidence = append(o.evidence, letterEvidence(&held))
	}
	s.Recorder.claim(why.about, fmt.Sprintf("%q bliver afvist med det samme, fordi %s", title, words), o)
	return nil
}

// emptyMailbox claims that nothing arrived.
func (s *Stage) emptyMailbox(ctx context.Context, name string) error {
	box, err := s.mailbox(ctx, name)
	if err != nil {
		return err
	}
	o := same(0, len(box))
	for i := range box {
		o.evidence = append(o.evidence, letterEvidence(&box[i]))
	}
	s.Recorder.claim(aboutAbsence, fmt.Sprintf("antal nye breve i %s", genitive(name, "postkasse")), o)
	return nil
}

func (s *Stage) notInMailbox(ctx context.Context, title, name string) error {
	return s.countInMailbox(ctx, title, name, 0, aboutAbsence)
}

func (s *Stage) isInMailbox(ctx context.Context, title, name string) error {
	return s.countInMailbox(ctx, title, name, 1, aboutMailbox)
}

func (s *Stage) isStillInMailbox(ctx context.Context, title, name string) error {
	return s.countInMailbox(ctx, title, name, 1, aboutKeeping)
}

func (s *Stage) exactlyOneInMailbox(ctx context.Context, title, name string) error {
	return s.countInMailbox(ctx, title, name, 1, aboutRepeat)
}

func (s *Stage) countInMailbox(ctx context.Context, title, name string, want int, f family) error {
	n, evidence, err := s.inMailbox(ctx, name, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(f, fmt.Sprintf("antal breve med titlen %q i %s", title, genitive(name, "postkasse")), same(want, n, evidence...))
	return nil
}

// readable claims that a kept letter can be opened and its document read.
func (s *Stage) readable(ctx context.Context, name, title string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	o := outcome{expected: "åbnet og læst", actual: "åbnet og læst", held: true}
	if err := s.readAll(ctx, l); err != nil {
		o.actual, o.held = err.Error(), false
	}
	s.Recorder.claim(aboutKeeping, fmt.Sprintf("%s kan åbne og læse %q", name, title), o)
	return nil
}

func (s *Stage) unopened(ctx context.Context, title string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutReading, fmt.Sprintf("%q er åbnet", title), same("aldrig", s.local(l.OpenedAt), letterEvidence(&l)))
	return nil
}

// effect claims that a letter has, or has not, the effect the law gives public mail.
func (s *Stage) effect(ctx context.Context, title string, want bool) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutEffect, fmt.Sprintf("lovens retsvirkning for %q", title), same(want, l.Statutory && l.AvailableAt != nil, letterEvidence(&l)))
	return nil
}

// logged claims the two instants in the event log and in the receipts that told
// the sender of them.
func (s *Stage) logged(ctx context.Context, title, received, available string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	found, err := s.events(ctx, world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterReceived, world.KindLetterAvailable}})
	if err != nil {
		return err
	}
	at := map[world.Kind]string{world.KindLetterReceived: "aldrig", world.KindLetterAvailable: "aldrig"}
	var evidence []verdict.Evidence
	for i := range found {
		at[found[i].Kind] = s.local(&found[i].At)
		evidence = append(evidence, eventEvidence(&found[i]))
	}
	told, err := s.pushes(ctx, s.letters[title])
	if err != nil {
		return err
	}
	for _, c := range []struct {
		what   string
		kind   world.Kind
		status string
		want   string
	}{
		{"modtaget", world.KindLetterReceived, "Modtaget Digital Post", received},
		{"tilgængelig", world.KindLetterAvailable, "Afleveret Digital Post", available},
	} {
		want, err := parse(c.want, s.zone)
		if err != nil {
			return err
		}
		s.Recorder.claim(aboutLog, fmt.Sprintf("hændelsesloggen for %q: %s", title, c.what), same(s.local(&want), at[c.kind], evidence...))
		s.Recorder.claim(aboutLog, fmt.Sprintf("tidspunktet i kvitteringen %q for %q", c.status, title), same(s.local(&want), s.timeOf(told, c.status), pushEvidence(told)...))
	}
	return nil
}

// notNotified and noticeFailed claim what became of the notification.
func (s *Stage) notNotified(ctx context.Context, _, title string) error {
	return s.notices(ctx, title, world.KindNotified, 0, "antal adviseringer om")
}

func (s *Stage) noticeFailed(ctx context.Context, _, title string) error {
	return s.notices(ctx, title, world.KindNotifyFailed, 1, "antal mislykkede adviseringer om")
}

func (s *Stage) notices(ctx context.Context, title string, kind world.Kind, want int, what string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	found, err := s.events(ctx, world.Query{Letter: l.ID, Kinds: []world.Kind{kind}})
	if err != nil {
		return err
	}
	o := same(want, len(found))
	for i := range found {
		o.evidence = append(o.evidence, eventEvidence(&found[i]))
	}
	s.Recorder.claim(aboutNotice, fmt.Sprintf("%s %q", what, title), o)
	return nil
}

// shownSender claims the sender that the recipient sees.
func (s *Stage) shownSender(ctx context.Context, name, want, title string) error {
	box, err := s.mailbox(ctx, name)
	if err != nil {
		return err
	}
	got := "brevet er der ikke"
	for i := range box {
		if box[i].Message == nil || box[i].Message.Title != title {
			continue
		}
		a, _, err := s.world.Authority(ctx, box[i].Authority)
		if err != nil {
			return fmt.Errorf("reading the shown sender: %w", err)
		}
		got = a.Name
	}
	s.Recorder.claim(aboutSender, fmt.Sprintf("den viste afsender af %q", title), same(want, got))
	return nil
}

// noLookup claims that a refused sender's letter led to no look-up.
func (s *Stage) noLookup(ctx context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	found, err := s.events(ctx, world.Query{Party: p.party.Key(), Kinds: []world.Kind{world.KindLetterRouted}})
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutNoLookup, fmt.Sprintf("antal opslag af %s", name), same(0, len(found)))
	return nil
}

func (s *Stage) cannotLogIn(ctx context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	got := "adgang"
	if err := s.world.LogIn(ctx, p.party); err != nil {
		if world.CodeOf(err) == "internal" {
			return fmt.Errorf("%s logs in: %w", name, err)
		}
		got = "ingen adgang"
	}
	s.Recorder.claim(aboutLogin, fmt.Sprintf("%s logger ind", name), same("ingen adgang", got))
	return nil
}

// genitive tells whose.
func genitive(name, thing string) string { return name + "s " + thing }
