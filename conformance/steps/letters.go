package steps

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// channels are the features' words for what a sender asks for.
var channels = map[string]sender.Channel{
	"kun som Digital Post": outbox.Digital,
	"med automatisk valg":  outbox.Auto,
	"som fysisk post":      outbox.Print,
	"som NemSMS":           outbox.SMS,
}

// extra is something special about a letter, said after a comma.
type extra struct {
	words *regexp.Regexp
	apply func(ctx context.Context, s *Stage, l *submission, args []string) error
}

// submission is a letter on its way into the sender.
type submission struct {
	profile string // which of the sender's profiles
	draft   sender.Draft
	from    *authority
}

// extras is the table of what a feature can say about a letter.
func extras() []extra {
	return []extra{
		{regexp.MustCompile(`^der først må leveres den "([^"]*)"$`), func(_ context.Context, _ *Stage, l *submission, args []string) error {
			day, err := calendar.ParseDay(args[0])
			if err != nil {
				return fmt.Errorf("the day the letter is held until: %w", err)
			}
			l.draft.NotBefore = day
			return nil
		}},
		{regexp.MustCompile(`^med bilaget "([^"]*)"$`), func(_ context.Context, _ *Stage, l *submission, args []string) error {
			l.draft.Attachments = append(l.draft.Attachments, sender.Document{Name: args[0], MIME: "application/octet-stream", Data: []byte("MZ: not a document")})
			return nil
		}},
		{regexp.MustCompile(`^med meddelelsestypen "([^"]*)"$`), func(_ context.Context, _ *Stage, l *submission, args []string) error {
			l.draft.Type = args[0]
			return nil
		}},
		{regexp.MustCompile(`^der skulle være besvaret "([^"]*)" dansk tid$`), func(_ context.Context, s *Stage, l *submission, args []string) error {
			by, err := parse(args[0], s.zone)
			if err != nil {
				return err
			}
			l.draft.Reply, l.draft.ReplyBy = true, by
			return nil
		}},
		{regexp.MustCompile(`^som om det var myndighedspost$`), func(_ context.Context, _ *Stage, l *submission, _ []string) error {
			l.draft.PostType = "MYNDIGHEDSPOST"
			return nil
		}},
		{regexp.MustCompile(`^i (\p{Lu}[\p{L} ]*?)s navn$`), func(ctx context.Context, s *Stage, l *submission, args []string) error {
			other, err := s.authorityNamed(args[0])
			if err != nil {
				return err
			}
			l.profile, err = s.bed.Impersonate(ctx, l.from.seat, other.cvr)
			return err
		}},
		{regexp.MustCompile(`^som en PDF, der er krypteret$`), func(_ context.Context, s *Stage, l *submission, _ []string) error {
			body, err := s.bed.EncryptedPDF()
			if err != nil {
				return err
			}
			l.draft.Document, l.draft.Force = sender.Document{Name: "brev.pdf", Data: body}, forced
			return nil
		}},
		{regexp.MustCompile(`^som en PDF med (.+)$`), func(ctx context.Context, s *Stage, l *submission, args []string) error {
			c, err := specimen.Find(args[0])
			if err != nil {
				return err
			}
			return s.enclose(ctx, l, c)
		}},
	}
}

// forced is why the sender's own look at a document is overruled: what is on trial
// is the provider.
const forced = "Udbyderens eget eftersyn prøves."

// sends lets an authority send a letter and waits until nothing is left to
// happen with it.
func (s *Stage) sends(ctx context.Context, from, title, to, how, more string) error {
	a, err := s.authorityNamed(from)
	if err != nil {
		return err
	}
	p, err := s.personNamed(to)
	if err != nil {
		return err
	}
	channel, ok := channels[how]
	if !ok {
		return fmt.Errorf("%q is no way to send a letter", how)
	}
	if _, taken := s.letters[title]; taken {
		return fmt.Errorf("two letters are called %q; give each its own title", title)
	}
	sub := submission{profile: a.seat.Profile, from: a}
	if sub.draft, err = s.draft(title, p, channel); err != nil {
		return err
	}
	if more != "" {
		if err := s.applyExtra(ctx, &sub, more); err != nil {
			return err
		}
	}
	id, err := s.bed.Sender.Submit(ctx, sub.profile, sub.draft)
	if err != nil {
		return fmt.Errorf("submitting %q: %w", title, err)
	}
	l := &letter{title: title, id: id, from: a, to: p, print: channel == outbox.Print}
	s.letters[title], s.last = l, l
	if s.interlude != nil {
		play := s.interlude
		s.interlude = nil
		if err := play(ctx); err != nil {
			return err
		}
	}
	return s.arrive(ctx, l)
}

// arrive waits until the sender has its answer about a letter and the provider
// has nothing left to do or to tell.
func (s *Stage) arrive(ctx context.Context, l *letter) error {
	if err := s.answered(ctx, l); err != nil {
		return err
	}
	return s.rest(ctx)
}

// answered waits until the sender has nothing to send about a letter.
func (s *Stage) answered(ctx context.Context, l *letter) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := s.bed.Sender.Wait(ctx, l.id, func(v sender.Letter) bool { return !v.Pending }); err != nil {
		return fmt.Errorf("waiting for the provider's answer about %q: %w", l.title, err)
	}
	return nil
}

func (s *Stage) draft(title string, p *person, channel sender.Channel) (sender.Draft, error) {
	d := sender.Draft{To: p.party, Channel: channel, Title: title}
	if channel == outbox.SMS {
		d.SMS = "Husk tiden: " + title
		return d, nil
	}
	body, err := s.bed.PDF(title)
	if err != nil {
		return sender.Draft{}, err
	}
	d.Document = sender.Document{Name: "brev.pdf", Data: body}
	d.Name = p.name
	if p.addressed {
		d.Address = sender.Address{Lines: p.address, PostCode: "9999", City: "Eksempelkøbing"}
	} else {
		d.AddressUnknown = true
	}
	return d, nil
}

func (s *Stage) applyExtra(ctx context.Context, l *submission, more string) error {
	for _, e := range extras() {
		if args := e.words.FindStringSubmatch(more); args != nil {
			return e.apply(ctx, s, l, args[1:])
		}
	}
	var known []string
	for _, e := range extras() {
		known = append(known, e.words.String())
	}
	return fmt.Errorf("%q says nothing about a letter that this suite knows; it knows: %s", more, strings.Join(known, "  "))
}

// sendsAgain has the sender's system send the same letter once more under the
// same ids.
func (s *Stage) sendsAgain(ctx context.Context, title string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	if err := s.bed.Sender.Repeat(ctx, l.id); err != nil {
		return fmt.Errorf("sending %q again: %w", title, err)
	}
	return s.arrive(ctx, l)
}

// resends sends a letter again as a new one.
func (s *Stage) resends(ctx context.Context, title, as string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	id, err := s.bed.Sender.Resend(ctx, l.id, func(d *sender.Draft) { d.Title = as })
	if err != nil {
		return fmt.Errorf("resending %q: %w", title, err)
	}
	again := &letter{title: as, id: id, from: l.from, to: l.to, print: l.print}
	s.letters[as], s.last = again, again
	return s.arrive(ctx, again)
}

// answerLost has the provider take the next letter and lose its answer, while
// the recipient becomes exempt before the sender's second attempt gets through.
// Receipts wait until then: a sender that has one needs no second attempt.
func (s *Stage) answerLost(ctx context.Context, name string) error {
	a, err := s.authorityNamed("kommunen")
	if err != nil {
		return err
	}
	if err := s.bed.ReceiptsTo(ctx, &a.seat, ""); err != nil {
		return err
	}
	rules := []fault.Rule{
		{At: fault.AtSend, Next: 1, Do: fault.AcceptThenClose},
		{At: fault.AtSend, Do: fault.Status, Status: 503},
	}
	if err := s.faults(rules...); err != nil {
		return err
	}
	s.interlude = func(ctx context.Context) error {
		waiting, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		if _, err := s.world.Wait(waiting, world.Query{Kinds: []world.Kind{world.KindLetterAccepted}}); err != nil {
			return fmt.Errorf("waiting until the provider has taken the letter: %w", err)
		}
		if err := s.becomesExempt(ctx, name, ""); err != nil {
			return err
		}
		s.bed.Simulator.Faults.Plan(s.world.ID()).Clear()
		if err := s.answered(ctx, s.last); err != nil {
			return err
		}
		return s.bed.ReceiptsTo(ctx, &a.seat, s.bed.Sender.ReceiptURL(a.seat.Profile))
	}
	return nil
}

// faults scripts what goes wrong in this scenario's world.
func (s *Stage) faults(rules ...fault.Rule) error {
	if err := s.bed.Simulator.Faults.Plan(s.world.ID()).Set(s.world.Spec().Seed, rules); err != nil {
		return fmt.Errorf("scripting the faults: %w", err)
	}
	return nil
}
