package world

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Settle waits until nothing is left that would happen by itself: no letter
// whose answer is not out, none to be processed, nothing due now, no receipt
// that waits for a system which has an endpoint, nothing that is not durable.
// Every statement that something did not happen is made after it.
//
// Receipts of systems without an endpoint wait for ever and are not waited for.
// Error: CodeNotSettled at the context's deadline, naming what is left.
func (w *World) Settle(ctx context.Context) error {
	for {
		heard := w.bell.listen()
		left, err := w.left()
		if err != nil {
			return err
		}
		if left == "" {
			return nil
		}
		select {
		case <-heard:
		case <-ctx.Done():
			// What was left may have gone while nobody looked.
			if left, err = w.left(); err != nil || left == "" {
				return err
			}
			return &Error{Code: CodeNotSettled, Text: "the world has not come to rest: " + left, Cause: context.Cause(ctx)}
		}
	}
}

// left names what is left to happen, "" when nothing is.
func (w *World) left() (string, error) {
	if err := w.worlds.store.Failed(); err != nil {
		return "", internal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := errors.Join(w.ended, w.broken); err != nil {
		return "", err
	}
	var parts []string
	add := func(n int64, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(int64(len(w.waiting)), "accepted and not answered")
	add(int64(len(w.ready)), "answered and not processed")
	if w.working && len(w.ready) == 0 {
		parts = append(parts, "a letter being processed")
	}
	if next, ok := w.agenda.peek(); ok && !next.when().After(w.clock.now()) {
		parts = append(parts, "something due now")
	}
	for _, id := range sortedKeys(w.systems) {
		if s := w.systems[id]; s.Endpoint != nil {
			add(s.issued-s.acknowledged, fmt.Sprintf("receipts not acknowledged by system %s (%s)", id, s.Name))
		}
	}
	if len(parts) == 0 && w.newest != nil && w.newest.Number() > w.worlds.store.Committed() {
		w.newest.Hurry()
		parts = append(parts, "writes that are not durable")
	}
	return strings.Join(parts, ", "), nil
}
