package kombi

import (
	"context"
	"sync"
	"time"

	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// pusher delivers receipts: one line of delivery per sender system that has
// something to push, and none for those that have not.
//
//	ring ─▶ line: next receipt ─▶ attempt ─▶ 20: acknowledge, next
//	                  ▲              └─▶ else: wait, the same again
//	                  └─ queue empty, world gone: the line ends
//
// The queue is the world's and durable; a line holds nothing that may not be lost.
type pusher struct {
	door    *Door
	courier *courier
	ctx     context.Context
	stop    context.CancelFunc

	mu      sync.Mutex
	started bool
	lines   map[lineKey]*line
	running sync.WaitGroup
}

type lineKey struct {
	world  *world.World
	system world.SystemID
}

func newPusher(d *Door) *pusher {
	p := &pusher{door: d, courier: newCourier(d), lines: map[lineKey]*line{}}
	p.ctx, p.stop = context.WithCancel(context.Background())
	return p
}

// start begins with what waits since an earlier process.
func (p *pusher) start(ctx context.Context) error {
	p.mu.Lock()
	p.started = true
	p.mu.Unlock()
	for _, w := range p.door.options.Worlds.List() {
		systems, err := w.Systems(ctx)
		if err != nil {
			return err
		}
		for _, s := range systems {
			if s.Endpoint != nil {
				p.ring(w, s.ID)
			}
		}
	}
	return nil
}

// ring makes sure that a line looks at the system's queue after this.
func (p *pusher) ring(w *world.World, id world.SystemID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.started || p.ctx.Err() != nil {
		return
	}
	key := lineKey{w, id}
	if l, ok := p.lines[key]; ok {
		select {
		case l.rung <- struct{}{}:
		default: // it will look anyway
		}
		return
	}
	l := &line{pusher: p, key: key, rung: make(chan struct{}, 1), swapped: map[int64]bool{}}
	p.lines[key] = l
	p.running.Go(l.run)
}

// leave ends a line unless it was rung meanwhile.
func (p *pusher) leave(l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-l.rung:
		if p.ctx.Err() == nil {
			return false
		}
	default:
	}
	delete(p.lines, l.key)
	return true
}

// wait stops all lines and waits for attempts under way.
func (p *pusher) wait(ctx context.Context) error {
	p.mu.Lock() // so that no line is begun after this
	p.stop()
	p.mu.Unlock()
	done := make(chan struct{})
	go func() {
		p.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		p.courier.close()
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// line is the delivery to one system.
type line struct {
	pusher *pusher
	key    lineKey
	rung   chan struct{} // holds one ring

	seq     int64          // receipt being delivered
	attempt int            // attempts at it so far
	rule    fault.Rule     // played on it; zero: none
	swapped map[int64]bool // delivered ahead of their turn
}

// run delivers until there is nothing left.
func (l *line) run() {
	for {
		again, err := l.step(l.pusher.ctx)
		switch {
		case l.pusher.ctx.Err() != nil:
			if l.pusher.leave(l) {
				return
			}
		case err != nil && !l.alive(): // reset or deleted
			if l.pusher.leave(l) {
				return
			}
		case err != nil:
			l.pusher.door.log.Error("receipts cannot be read or marked, trying again", "world", l.key.world.ID(), "system", l.key.system, "error", shown(err.Error()))
			l.pause(l.pusher.ctx, defaultRetry, nil)
		case !again && l.pusher.leave(l):
			return
		}
	}
}

// alive reports whether the world is still there.
func (l *line) alive() bool {
	w, ok := l.pusher.door.options.Worlds.Get(l.key.world.ID())
	return ok && w == l.key.world
}

// step delivers one receipt, or tries to. again is false when there is nothing to do.
func (l *line) step(ctx context.Context) (again bool, err error) {
	w, id := l.key.world, l.key.system
	system, ok, err := w.System(ctx, id)
	if err != nil || !ok {
		return false, err
	}
	if system.Endpoint == nil {
		return false, nil // it rings when it gets one
	}
	receipt, ok, err := w.NextReceipt(ctx, id)
	if err != nil || !ok {
		return false, err
	}
	if l.swapped[receipt.Seq] {
		delete(l.swapped, receipt.Seq)
		return true, w.Acknowledge(ctx, id, receipt.Seq)
	}
	to := *system.Endpoint
	if l.seq != receipt.Seq || l.attempt == 0 {
		l.seq, l.attempt = receipt.Seq, 0
		l.rule, _ = l.pusher.door.faults.Strike(w.ID(), fault.AtReceipt)
		if err := l.before(ctx, to, receipt); err != nil {
			return true, err
		}
	}
	if l.rule.Do == fault.Lose {
		l.pusher.courier.lost(w, to, receipt)
	} else {
		l.attempt++
		delivered, err := l.pusher.courier.deliver(ctx, w, to, receipt, l.attempt, l.rule.Do)
		if err != nil {
			return true, err
		}
		if !delivered {
			l.pause(ctx, retryAfter(to), &to)
			return true, nil
		}
		if l.rule.Do == fault.Double {
			if _, err := l.pusher.courier.deliver(ctx, w, to, receipt, l.attempt+1, l.rule.Do); err != nil {
				return true, err
			}
		}
	}
	l.seq, l.attempt, l.rule = 0, 0, fault.Rule{}
	return true, w.Acknowledge(ctx, id, receipt.Seq)
}

// before plays what a fault does ahead of the first attempt.
func (l *line) before(ctx context.Context, to world.Endpoint, first world.Receipt) error {
	switch l.rule.Do {
	case fault.Delay:
		l.pause(ctx, l.rule.Delay, nil)
	case fault.Reorder:
		second, ok, err := l.next(ctx, first)
		if err != nil || !ok {
			return err
		}
		delivered, err := l.pusher.courier.deliver(ctx, l.key.world, to, second, 1, l.rule.Do)
		if err != nil {
			return err
		}
		l.swapped[second.Seq] = delivered
	}
	return nil
}

// next finds the receipt behind another, and waits a moment for one to come.
func (l *line) next(ctx context.Context, first world.Receipt) (world.Receipt, bool, error) {
	over := time.NewTimer(reorderPatience)
	defer over.Stop()
	for {
		all, err := l.key.world.Receipts(ctx, l.key.system, "")
		if err != nil {
			return world.Receipt{}, false, err
		}
		for _, r := range all {
			if r.Seq == first.Seq+1 {
				return r, true, nil
			}
		}
		select {
		case <-l.rung:
		case <-over.C:
			return world.Receipt{}, false, nil
		case <-ctx.Done():
			return world.Receipt{}, false, ctx.Err()
		}
	}
}

// pause waits. After a failure it ends early when the endpoint is no longer the
// one that failed: the line is rung then.
func (l *line) pause(ctx context.Context, d time.Duration, failed *world.Endpoint) {
	over := time.NewTimer(d)
	defer over.Stop()
	for {
		select {
		case <-over.C:
			return
		case <-ctx.Done():
			return
		case <-l.rung:
		}
		if failed == nil {
			continue
		}
		now, ok, err := l.key.world.System(ctx, l.key.system)
		if err != nil || !ok || now.Endpoint == nil || *now.Endpoint != *failed {
			return
		}
	}
}

func retryAfter(to world.Endpoint) time.Duration {
	if to.RetryAfter > 0 {
		return to.RetryAfter
	}
	return defaultRetry
}
