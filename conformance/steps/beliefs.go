package steps

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/sender/outbox"
)

// This file claims what a sender makes of its letters.

// believes claims what the sender makes of its letter.
func (s *Stage) believes(ctx context.Context, _, title, word string) error {
	i := slices.IndexFunc(beliefs, func(b belief) bool { return b.words == word })
	if i < 0 {
		return fmt.Errorf("%q is nothing a sender makes of a letter; see the table of beliefs", word)
	}
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(beliefs[i].about, fmt.Sprintf("%s regner %q for", s.letters[title].from.name, title), same(stateWords[beliefs[i].state], stateWords[view.State], evidenceOf(view)...))
	return nil
}

// neverBelieved claims that the sender never took a letter for delivered, at
// no moment of its history.
func (s *Stage) neverBelieved(ctx context.Context, title string) error {
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	got := "aldrig"
	for _, e := range view.Evidence {
		if e.State == outbox.Available || e.State == outbox.Printed {
			got = stateWords[e.State]
		}
	}
	s.Recorder.claim(aboutNever, fmt.Sprintf("%q har været regnet for printet eller kommet frem", title), same("aldrig", got, evidenceOf(view)...))
	return nil
}

// answeredYes claims the synchronous yes.
func (s *Stage) answeredYes(ctx context.Context, title string) error {
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	got := "intet ja"
	for _, e := range view.Evidence {
		if e.Kind == outbox.KindAnswer {
			got = "modtaget"
		}
	}
	s.Recorder.claim(aboutAnswer, fmt.Sprintf("udbyderens svar på %q", title), same("modtaget", got, evidenceOf(view)...))
	return nil
}

// overdue claims the alarm about a missing receipt.
func (s *Stage) overdue(ctx context.Context, _, title string) error {
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutAlarm, fmt.Sprintf("%s regner %q for", s.letters[title].from.name, title), same(stateWords[outbox.Overdue], stateWords[view.State], evidenceOf(view)...))
	why, alarm := view.Alarm()
	s.Recorder.claim(aboutAlarm, fmt.Sprintf("%s slår alarm for %q", s.letters[title].from.name, title), outcome{"alarm", why, alarm, nil})
	return nil
}

// resendLinked claims that a resend knows its original and has its own id.
func (s *Stage) resendLinked(ctx context.Context, title, original string) error {
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	first, err := s.letterTitled(original)
	if err != nil {
		return err
	}
	got := "intet brev"
	for _, l := range s.letters {
		if l.id == view.ResendOf {
			got = l.title
		}
	}
	o := same(original, got)
	if view.ID == first.id {
		o.held, o.actual = false, got+", med samme id"
	}
	s.Recorder.claim(aboutResend, fmt.Sprintf("%q er en genudsendelse af", title), o)
	return nil
}

func evidenceOf(l sender.Letter) []verdict.Evidence {
	out := make([]verdict.Evidence, 0, len(l.Evidence))
	for _, e := range l.Evidence {
		out = append(out, verdict.Evidence{Kind: "sender", Ref: fmt.Sprint(e.N), Text: strings.TrimSpace(fmt.Sprintf("%s %s → %s", cmp.Or(e.Words, evidenceWords[e.Kind]), e.Code, stateWords[e.State]))})
	}
	return out
}
