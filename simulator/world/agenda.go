package world

import (
	"container/heap"
	"context"
	"fmt"
	"time"

	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// task is what is to be done with a letter when its instant comes.
type task int64

// Tasks. Their numbers are in the store.
const (
	taskRelease task = 1 // a held letter's date has come
	taskArrive  task = 2 // a received letter becomes available
	taskPrint   task = 3 // a print job takes its next step
	taskReturn  task = 4 // undeliverable paper comes back
)

// due is one line of the agenda: 32 bytes, all of them in memory, in the store
// as well. Lines fire in the order of instant and, within it, number.
type due struct {
	at     int64 // microseconds since 1970 UTC
	number int64
	task   task
	letter int64 // its number
}

func (d due) when() time.Time { return instant(d.at) }

// agenda is a heap of what is due.
type agenda struct{ heap dueHeap }

func (a *agenda) peek() (due, bool) {
	if len(a.heap) == 0 {
		return due{}, false
	}
	return a.heap[0], true
}

type dueHeap []due

func (h dueHeap) Len() int { return len(h) }
func (h dueHeap) Less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].number < h[j].number
}
func (h dueHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)   { *h = append(*h, x.(due)) }
func (h *dueHeap) Pop() any {
	old := *h
	d := old[len(old)-1]
	*h = old[:len(old)-1]
	return d
}

// schedule puts a task on the agenda.
func (k *work) schedule(at time.Time, t task, r *record) {
	w := k.w
	w.last.due++
	d := due{at: at.UnixMicro(), number: w.last.due, task: t, letter: r.number}
	heap.Push(&w.agenda.heap, d)
	row := rows.InsertDueParams{Key: w.space.Key(d.number), At: d.at, Task: int64(t), Letter: d.letter}
	k.write(func(ctx context.Context, q *rows.Queries) error { return q.InsertDue(ctx, row) })
}

// unschedule takes a letter's lines of one task off the agenda. It looks through all
// of it: what calls it is rare.
func (k *work) unschedule(r *record, t task) {
	a := &k.w.agenda
	for i := 0; i < len(a.heap); {
		d := a.heap[i]
		if d.letter != r.number || d.task != t {
			i++
			continue
		}
		heap.Remove(&a.heap, i)
		i = 0 // the rest has moved
		key := k.w.space.Key(d.number)
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.DeleteDue(ctx, key) })
	}
}

// firedPerBatch bounds what a long advance holds in memory before it writes.
const firedPerBatch = 512

// fireUntil lets everything happen that is due up to and including an instant,
// each at its own, what it causes included. A crash on the way leaves the world
// at the instant it had reached.
func (k *work) fireUntil(to time.Time) {
	w := k.w
	for fired := 1; w.broken == nil; fired++ {
		next, ok := w.agenda.peek()
		if !ok || next.when().After(to) {
			return
		}
		heap.Pop(&w.agenda.heap)
		if at := next.when(); at.After(k.at) {
			k.at = at
		}
		if w.clock.mode == ClockFrozen {
			w.clock.base = k.at
		}
		if err := k.fire(next); err != nil {
			heap.Push(&w.agenda.heap, next) // it is due after the next Open
			w.broken = fmt.Errorf("world %s: letter %d: %w", w.id, next.letter, err)
			return
		}
		key := w.space.Key(next.number)
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.DeleteDue(ctx, key) })
		if fired%firedPerBatch == 0 {
			k.keepState()
			k.submit()
		}
	}
}

// fire does one task; with an error it has done nothing.
func (k *work) fire(d due) error {
	r, err := k.w.record(d.letter)
	if err != nil {
		return err
	}
	switch d.task {
	case taskRelease:
		return k.release(r)
	case taskArrive:
		k.arrive(r)
	case taskPrint:
		k.printNext(r)
	case taskReturn:
		k.comeBack(r)
	}
	return nil
}

func (w *World) loadAgenda(ctx context.Context) error {
	found, err := w.worlds.store.Read().Agenda(ctx, rows.AgendaParams{Low: w.space.First(), High: w.space.Last()})
	if err != nil {
		return err
	}
	w.agenda.heap = make(dueHeap, 0, len(found))
	for _, f := range found {
		d := due{at: f.At, number: store.Number(f.Key), task: task(f.Task), letter: f.Letter}
		w.agenda.heap = append(w.agenda.heap, d) // sorted is a heap
		w.last.due = max(w.last.due, d.number)
	}
	return nil
}
