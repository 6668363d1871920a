package steps

import (
	"context"
	"fmt"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// authority is a sending organisation with its own sender system, certificate
// and profile at the sender.
type authority struct {
	name string
	cvr  ident.CVR
	seat testbed.Seat
}

// authorityNamed is the sender a feature speaks of; "kommunen" is Eksempelkøbing
// Kommune.
func (s *Stage) authorityNamed(name string) (*authority, error) {
	if name == "kommunen" || name == "Kommunen" {
		name = Kommunen
	}
	a, ok := s.senders[name]
	if !ok {
		return nil, fmt.Errorf("the scenario does not say what kind of sender %s is", name)
	}
	return a, nil
}

// kinds of senders, by what the features say of them.
func (s *Stage) hasAgreement(ctx context.Context, name string) error {
	return s.admit(ctx, name, func(a *world.Authority) { a.AgreementFrom = s.longAgo() })
}

func (s *Stage) hasNoAgreement(ctx context.Context, name string) error {
	return s.admit(ctx, name, nil)
}

func (s *Stage) hasOwnBasis(ctx context.Context, name string) error {
	return s.admit(ctx, name, func(a *world.Authority) { a.AgreementFrom, a.OtherLegalBasis = s.longAgo(), true })
}

func (s *Stage) isPrivate(ctx context.Context, name string) error {
	return s.admit(ctx, name, func(a *world.Authority) { a.AgreementFrom, a.Category = s.longAgo(), world.CategoryPrivate })
}

// admit registers a sender at the provider, with a system and certificate of its
// own, and gives it a profile at the sender.
func (s *Stage) admit(ctx context.Context, name string, change func(*world.Authority)) error {
	cvr, err := ident.NewFictiveCVR(100 + len(s.senders))
	if err != nil {
		return fmt.Errorf("a number for %s: %w", name, err)
	}
	entry := world.Authority{CVR: cvr, Name: name, Category: world.CategoryPublic}
	if change != nil {
		change(&entry)
	}
	seat, err := s.bed.Seat(ctx, s.world, entry)
	if err != nil {
		return fmt.Errorf("admitting %s: %w", name, err)
	}
	s.senders[name] = &authority{name: name, cvr: cvr, seat: seat}
	return nil
}
