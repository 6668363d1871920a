package steps

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

var utc = time.UTC

// availability sets how long the provider takes from received to available.
func (s *Stage) availability(ctx context.Context, text string) error {
	d, err := length(text)
	if err != nil {
		return err
	}
	return s.change(ctx, func(set *world.Settings) { set.Availability = d })
}

func (s *Stage) noticesFail(ctx context.Context) error {
	return s.change(ctx, func(set *world.Settings) { set.NotificationsDown = true })
}

func (s *Stage) change(ctx context.Context, edit func(*world.Settings)) error {
	settings := s.world.Settings()
	edit(&settings)
	if err := s.world.SetSettings(ctx, settings); err != nil {
		return fmt.Errorf("changing the provider's settings: %w", err)
	}
	return nil
}

// usesForeignToken has one authority's system call the provider with another's
// access token and its own certificate.
func (s *Stage) usesForeignToken(ctx context.Context, thief, owner string) error {
	t, err := s.authorityNamed(thief)
	if err != nil {
		return err
	}
	o, err := s.authorityNamed(owner)
	if err != nil {
		return err
	}
	status, err := s.bed.BorrowToken(ctx, o.seat, t.seat)
	if err != nil {
		return fmt.Errorf("%s uses %s's token: %w", thief, owner, err)
	}
	s.borrowed = status
	return nil
}

// lookUpTellsLittle claims that a look-up of somebody who cannot be reached tells
// just what a look-up of a number that nobody has tells.
func (s *Stage) lookUpTellsLittle(ctx context.Context, name string) error {
	p, err := s.personNamed(name)
	if err != nil {
		return err
	}
	a, err := s.authorityNamed("kommunen")
	if err != nil {
		return err
	}
	nobody, err := ident.NewFictiveCPR(1981, time.June, 16, 901)
	if err != nil {
		return fmt.Errorf("a number that nobody has: %w", err)
	}
	want, err := s.bed.LookUp(ctx, a.seat, ident.Person(nobody))
	if err != nil {
		return err
	}
	got, err := s.bed.LookUp(ctx, a.seat, p.party)
	if err != nil {
		return err
	}
	s.Recorder.claim(aboutLookup, fmt.Sprintf("svaret på et opslag af %s mod svaret på et nummer, som ingen har", name), same(want, got))
	return nil
}

// tokenRefused claims that the borrowed token was refused.
func (s *Stage) tokenRefused(context.Context) error {
	got := fmt.Sprintf("HTTP %d", s.borrowed)
	s.Recorder.claim(aboutToken, "svaret på et kald med en andens adgangsbevis", same(fmt.Sprintf("HTTP %d", http.StatusUnauthorized), got))
	return nil
}
