package steps

import (
	"context"
	"fmt"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/simulator/world"
)

// This file is how claims look at both sides. Nothing here judges.

// transmissions are all transmissions of a letter at the provider, repeats
// included, oldest first.
func (s *Stage) transmissions(ctx context.Context, l *letter) ([]world.Letter, error) {
	view, err := s.bed.Sender.Letter(ctx, l.id)
	if err != nil {
		return nil, fmt.Errorf("reading %q at the sender: %w", l.title, err)
	}
	q := world.LetterQuery{System: l.from.seat.System.ID, MessageUUID: string(l.id), Limit: 1000}
	if l.print {
		q.MessageUUID, q.DispatchID = "", view.ConsignmentID
	}
	found, _, err := s.world.Letters(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("reading %q at the provider: %w", l.title, err)
	}
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found, nil
}

// held is the letter as the provider took it: its first transmission.
func (s *Stage) held(ctx context.Context, title string) (world.Letter, error) {
	l, err := s.letterTitled(title)
	if err != nil {
		return world.Letter{}, err
	}
	all, err := s.transmissions(ctx, l)
	if err != nil {
		return world.Letter{}, err
	}
	for _, t := range all {
		if t.RepeatOf == "" {
			return t, nil
		}
	}
	return world.Letter{}, nil
}

// sent is the letter as its sender knows it.
func (s *Stage) sent(ctx context.Context, title string) (sender.Letter, error) {
	l, err := s.letterTitled(title)
	if err != nil {
		return sender.Letter{}, err
	}
	view, err := s.bed.Sender.Letter(ctx, l.id)
	if err != nil {
		return sender.Letter{}, fmt.Errorf("reading %q at the sender: %w", title, err)
	}
	return view, nil
}

// mailbox is what a person finds in the mailbox.
func (s *Stage) mailbox(ctx context.Context, name string) ([]world.Letter, error) {
	p, err := s.personNamed(name)
	if err != nil {
		return nil, err
	}
	box, err := s.world.Mailbox(ctx, p.party)
	if err != nil {
		return nil, fmt.Errorf("reading %s's mailbox: %w", name, err)
	}
	return box, nil
}

// inMailbox reports how often a letter of that title lies in the mailbox.
func (s *Stage) inMailbox(ctx context.Context, name, title string) (int, []verdict.Evidence, error) {
	box, err := s.mailbox(ctx, name)
	if err != nil {
		return 0, nil, err
	}
	n := 0
	var evidence []verdict.Evidence
	for i := range box {
		if box[i].Message != nil && box[i].Message.Title == title {
			n++
			evidence = append(evidence, letterEvidence(&box[i]))
		}
	}
	return n, evidence, nil
}

// printed are the letters that were printed to a person, told by number or, for
// those who have none, by the name on the envelope.
func (s *Stage) printed(ctx context.Context, name string) ([]world.Letter, error) {
	p, err := s.personNamed(name)
	if err != nil {
		return nil, err
	}
	jobs, _, err := s.world.Letters(ctx, world.LetterQuery{Destination: world.ToPrint, Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("reading the print jobs: %w", err)
	}
	var mine []world.Letter
	for _, j := range jobs {
		if j.Order != nil && (j.Order.Address != nil && j.Order.Address.Name == p.name || p.party.Number != "" && j.Order.Recipient == p.party) {
			mine = append(mine, j)
		}
	}
	return mine, nil
}

// events reads the ledger.
func (s *Stage) events(ctx context.Context, q world.Query) ([]world.Event, error) {
	found, err := s.world.Events(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("reading the event log: %w", err)
	}
	return found, nil
}

func letterEvidence(l *world.Letter) verdict.Evidence {
	return verdict.Evidence{Kind: "letter", Ref: string(l.ID), Text: fmt.Sprintf("%s to %s: %s %s", l.Asked, l.Destination, l.State, l.Code)}
}

func eventEvidence(e *world.Event) verdict.Evidence {
	return verdict.Evidence{Kind: "event", Ref: fmt.Sprint(e.Seq), Text: fmt.Sprintf("%s %s %s", e.Kind, e.Code, e.Text)}
}

func receiptEvidence(r *world.Receipt) verdict.Evidence {
	return verdict.Evidence{Kind: "receipt", Ref: r.ID, Text: fmt.Sprintf("%s %s %s", r.Status, r.Code, r.Text)}
}
