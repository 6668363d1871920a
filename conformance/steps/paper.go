package steps

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/simulator/world"
)

// printedExactlyOne and printedNothing claim what came out of the print shop.
func (s *Stage) printedExactlyOne(ctx context.Context, name string) error {
	return s.countPrinted(ctx, name, 1)
}

func (s *Stage) printedNothing(ctx context.Context, name string) error {
	return s.countPrinted(ctx, name, 0)
}

func (s *Stage) countPrinted(ctx context.Context, name string, want int) error {
	jobs, err := s.printed(ctx, name)
	if err != nil {
		return err
	}
	o := same(want, len(jobs))
	for i := range jobs {
		o.evidence = append(o.evidence, letterEvidence(&jobs[i]))
		if jobs[i].State != world.StatePosted {
			o.held = false
			o.actual += fmt.Sprintf(" (%s)", jobs[i].State)
		}
	}
	s.Recorder.claim(aboutPaper, fmt.Sprintf("antal breve printet og sendt til %s", name), o)
	return nil
}

// oneChannel claims that a letter reached a person once in all, whatever the way.
func (s *Stage) oneChannel(ctx context.Context, name, title string) error {
	n, evidence, err := s.inMailbox(ctx, name, title)
	if err != nil {
		return err
	}
	jobs, err := s.printed(ctx, name)
	if err != nil {
		return err
	}
	texts, err := s.smsTo(ctx, name)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutChannel, fmt.Sprintf("antal gange %s har fået %q, alle kanaler", name, title), same(1, n+len(jobs)+len(texts), evidence...))
	return nil
}

func (s *Stage) smsTo(ctx context.Context, name string) ([]world.Event, error) {
	p, err := s.personNamed(name)
	if err != nil {
		return nil, err
	}
	return s.events(ctx, world.Query{Party: p.party.Key(), Kinds: []world.Kind{world.KindSMSSent}})
}

func (s *Stage) exactlyOneSMS(ctx context.Context, name string) error {
	found, err := s.smsTo(ctx, name)
	if err != nil {
		return err
	}
	o := same(1, len(found))
	for i := range found {
		o.evidence = append(o.evidence, eventEvidence(&found[i]))
	}
	s.Recorder.claim(aboutSMS, fmt.Sprintf("antal NemSMS sendt til %s", name), o)
	return nil
}

// reminder claims one NemSMS that arrives nowhere in the sense of the law.
func (s *Stage) reminder(ctx context.Context, name string) error {
	if err := s.exactlyOneSMS(ctx, name); err != nil {
		return err
	}
	if s.last == nil {
		return errors.New("nothing was sent before this line")
	}
	l, err := s.held(ctx, s.last.title)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutReminder, "tidspunkt, hvor NemSMS'en er kommet frem i lovens forstand", same("aldrig", s.local(l.AvailableAt), letterEvidence(&l)))
	o := outcome{expected: "ingen", actual: "ingen", held: true}
	if at, err := s.bed.Sender.Arrival(ctx, s.last.id); err == nil {
		o.held, o.actual = false, at.Day.String()
	}
	s.Recorder.claim(aboutReminder, "den ankomstdag, som kommunen regner en frist fra", o)
	return nil
}

// printedThoughDigital claims paper with the advis that it could have been digital.
func (s *Stage) printedThoughDigital(ctx context.Context, title, name string) error {
	if err := s.countPrinted(ctx, name, 1); err != nil {
		return err
	}
	return s.warned(ctx, title, aboutPaper, world.AdvisDigitalAvailable, func(e world.Event) string { return e.Code }, fmt.Sprintf("det er noteret, at %s kunne have fået %q digitalt", name, title))
}

// notPrintable claims that the provider noted that a digital letter could not
// have been printed.
func (s *Stage) notPrintable(ctx context.Context, title string) error {
	return s.warned(ctx, title, aboutPrinting, "DK-PRINT-05", func(e world.Event) string { return string(e.Rule) }, fmt.Sprintf("det er noteret, at %q ikke kunne være printet", title))
}

// warned claims a note on a letter in which word is what the feature asks for.
func (s *Stage) warned(ctx context.Context, title string, f family, want string, word func(world.Event) string, text string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	found, err := s.events(ctx, world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterWarned}})
	if err != nil {
		return err
	}
	o := outcome{expected: want, actual: "intet noteret"}
	var evidence []verdict.Evidence
	for i := range found {
		evidence = append(evidence, eventEvidence(&found[i]))
		if word(found[i]) == want {
			o.actual, o.held = want, true
		}
	}
	o.evidence = evidence
	s.Recorder.claim(f, text, o)
	return nil
}

// readAll opens a letter as its recipient and reads its documents to the end.
func (s *Stage) readAll(ctx context.Context, l world.Letter) error {
	if err := s.world.Open(ctx, l.ID); err != nil {
		return err
	}
	for _, d := range l.Documents() {
		f, err := s.world.Document(ctx, d.Ref)
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, f)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return err
		}
		if n != d.Ref.Size || n == 0 {
			return fmt.Errorf("%s has %d bytes, %d were sent", d.Filename, n, d.Ref.Size)
		}
	}
	return nil
}
