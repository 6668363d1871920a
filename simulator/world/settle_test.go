package world_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

func TestSettleNamesWhatIsLeft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	soon := func() error {
		ctx, cancel := context.WithTimeout(b.ctx, 20*time.Millisecond)
		defer cancel()
		return b.world.Settle(ctx)
	}
	a, err := b.world.Accept(b.ctx, b.letter(world.ChannelDigital, magic(t, connected)))
	b.must(err)
	err = soon()
	b.want(err, world.CodeNotSettled)
	if !strings.Contains(err.Error(), "1 accepted and not answered") || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	b.world.Answered(b.ctx, a.Letter)
	b.settle()
	// Receipts count once the system has an endpoint.
	b.system.Endpoint = &world.Endpoint{URL: "https://localhost:1/"}
	_, err = b.world.PutSystem(b.ctx, b.system)
	b.must(err)
	if err := soon(); !strings.Contains(err.Error(), "2 receipts not acknowledged by system "+string(b.system.ID)) {
		t.Error(err)
	}
	go func() {
		for n := range int64(2) {
			if err := b.world.Acknowledge(b.ctx, b.system.ID, n+1); err != nil {
				t.Error(err)
			}
		}
	}()
	b.settle()
}

func TestWaitFindsThePastAndTheFuture(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.letter(world.ChannelDigital, magic(t, connected))
	q := world.Query{Message: strings.ToUpper(s.Message.UUID), Kinds: []world.Kind{world.KindLetterAvailable}}
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Millisecond)
	defer cancel()
	if _, err := b.world.Wait(ctx, q); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	var waiting sync.WaitGroup
	for range 4 {
		waiting.Go(func() {
			if e, err := b.world.Wait(b.ctx, q); err != nil || e.Kind != world.KindLetterAvailable {
				t.Errorf("got %+v, %v", e, err)
			}
		})
	}
	l := b.send(s)
	waiting.Wait()
	e, err := b.world.Wait(b.ctx, q)
	if err != nil || e.Letter != l.ID {
		t.Errorf("got %+v, %v", e, err)
	}
}
