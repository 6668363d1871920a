// Package storetest is the one suite that every store of worlds must pass.
//
//	func TestStore(t *testing.T) {
//		storetest.Exercise(t, func(t *testing.T) *store.Store { ... })
//	}
//
// It tests what the engine relies on: order, durability as Wait promises it,
// groups that are committed whole or not at all, documents, and removal.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/simulator/world/store"
	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// Exercise runs the suite. Each call of open gives an empty store of its own;
// the suite closes it.
func Exercise(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, topic := range []struct {
		name string
		test func(*testing.T, *bench)
	}{
		{"a batch can be read when Wait has returned", readAfterWait},
		{"batches are committed in the order of Submit", inOrder},
		{"After is called in order, and after the commit", afterCommit},
		{"a batch that fails ends the store and leaves nothing of itself", failure},
		{"a closed store takes no batch", closed},
		{"ledger rows are paged and filtered", ledger},
		{"documents are kept once for each space", documents},
		{"a removed space is gone, and its neighbours are not", removal},
		{"unfinished documents are removed", unfinished},
		{"keys keep spaces apart", keys},
	} {
		t.Run(topic.name, func(t *testing.T) {
			t.Parallel()
			b := &bench{TB: t, Store: open(t), ctx: t.Context()}
			t.Cleanup(func() { _ = b.Close() }) // closing twice is harmless, and failures are meant in one topic
			topic.test(t, b)
		})
	}
}

type bench struct {
	testing.TB
	*store.Store
	ctx context.Context
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// submit hands in one write.
func (b *bench) submit(write func(context.Context, *rows.Queries) error) *store.Batch {
	batch := &store.Batch{}
	batch.Add(write)
	b.Submit(batch)
	return batch
}

func (b *bench) due(space store.Space, n int64) *store.Batch {
	return b.submit(func(ctx context.Context, q *rows.Queries) error {
		return q.InsertDue(ctx, rows.InsertDueParams{Key: space.Key(n), At: n})
	})
}

func (b *bench) agenda(space store.Space) int {
	b.Helper()
	found, err := b.Read().Agenda(b.ctx, rows.AgendaParams{Low: space.First(), High: space.Last()})
	b.must(err)
	return len(found)
}

func readAfterWait(t *testing.T, b *bench) {
	var callers sync.WaitGroup
	for n := range int64(50) {
		callers.Go(func() {
			if err := b.due(1, n).Wait(); err != nil {
				t.Error(err)
			}
			found, err := b.Read().Agenda(b.ctx, rows.AgendaParams{Low: store.Space(1).Key(n), High: store.Space(1).Key(n)})
			if err != nil || len(found) != 1 {
				t.Errorf("%d: %v, %v", n, found, err)
			}
		})
	}
	callers.Wait()
}

func inOrder(t *testing.T, b *bench) {
	var last *store.Batch
	for n := range int64(200) {
		batch := b.due(1, n)
		if last != nil && batch.Number() != last.Number()+1 {
			t.Errorf("number %d after %d", batch.Number(), last.Number())
		}
		last = batch
	}
	b.must(last.Wait())
	if got := b.agenda(1); got != 200 {
		t.Errorf("the last batch is durable, and %d of 200 are there", got)
	}
	if b.Committed() != last.Number() {
		t.Errorf("committed %d of %d", b.Committed(), last.Number())
	}
}

func afterCommit(t *testing.T, b *bench) {
	var told []int64 // written by the one writer, read after it
	var last *store.Batch
	for n := range int64(50) {
		batch := &store.Batch{}
		batch.Add(func(ctx context.Context, q *rows.Queries) error {
			return q.InsertDue(ctx, rows.InsertDueParams{Key: store.Space(1).Key(n)})
		})
		batch.After = func() {
			if b.agenda(1) <= int(n) {
				t.Errorf("told of %d before it can be read", n)
			}
			told = append(told, n)
		}
		b.Submit(batch)
		last = batch
	}
	b.must(last.Wait())
	b.must(b.Close())
	for i, n := range told {
		if int64(i) != n {
			t.Errorf("told of %d as number %d", n, i)
		}
	}
	if len(told) != 50 {
		t.Errorf("told of %d", len(told))
	}
}

var errMeant = errors.New("meant")

func failure(t *testing.T, b *bench) {
	b.must(b.due(1, 1).Wait())
	batch := &store.Batch{After: func() { t.Error("told of a batch that failed") }}
	batch.Add(func(ctx context.Context, q *rows.Queries) error {
		return q.InsertDue(ctx, rows.InsertDueParams{Key: store.Space(1).Key(2)})
	})
	batch.Add(func(context.Context, *rows.Queries) error { return errMeant })
	b.Submit(batch)
	if err := batch.Wait(); !errors.Is(err, errMeant) {
		t.Errorf("got %v", err)
	}
	if err := b.due(1, 3).Wait(); !errors.Is(err, errMeant) {
		t.Errorf("a later batch: %v", err)
	}
	if !errors.Is(b.Store.Failed(), errMeant) {
		t.Errorf("failed is %v", b.Store.Failed())
	}
	if got := b.agenda(1); got != 1 {
		t.Errorf("%d rows", got)
	}
}

func closed(t *testing.T, b *bench) {
	waiting := b.due(1, 1)
	b.must(b.Close())
	b.must(waiting.Wait())
	if err := b.due(1, 2).Wait(); !errors.Is(err, store.ErrClosed) {
		t.Errorf("got %v", err)
	}
	b.must(b.Close())
}

func ledger(t *testing.T, b *bench) {
	const space = store.Space(3)
	letter, party := space.Key(9), int64(77)
	var want []rows.LedgerPageRow
	batch := &store.Batch{}
	for n := int64(1); n <= 30; n += 3 {
		row := rows.AppendLedgerParams{Key: space.Key(n), Last: n + 2, Kinds: 1 << (n % 2), Body: fmt.Append(nil, n)}
		switch n % 4 {
		case 0:
			row.Letter = &letter
		case 1:
			row.Party = &party
		}
		batch.Add(func(ctx context.Context, q *rows.Queries) error { return q.AppendLedger(ctx, row) })
		want = append(want, rows.LedgerPageRow{Key: row.Key, Last: row.Last, Body: row.Body})
	}
	b.Submit(batch)
	b.must(batch.Wait())
	all := rows.LedgerPageParams{Low: space.First(), High: space.Last(), Kinds: -1, Page: 100}
	got, err := b.Read().LedgerPage(b.ctx, all)
	b.must(err)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	all.After, all.Page = 5, 2 // in the middle of the second row
	got, err = b.Read().LedgerPage(b.ctx, all)
	b.must(err)
	if d := cmp.Diff(want[1:3], got); d != "" {
		t.Error(d)
	}
	odd, err := b.Read().LedgerPage(b.ctx, rows.LedgerPageParams{Low: space.First(), High: space.Last(), Kinds: 2, Page: 100})
	b.must(err)
	if len(odd) != 5 {
		t.Errorf("%d rows of one kind", len(odd))
	}
	ofLetter, err := b.Read().LedgerOfLetter(b.ctx, rows.LedgerOfLetterParams{Letter: &letter, Low: space.First(), High: space.Last(), Kinds: -1, Page: 100})
	b.must(err)
	ofParty, err := b.Read().LedgerOfParty(b.ctx, rows.LedgerOfPartyParams{Party: &party, Low: space.First(), High: space.Last(), Kinds: -1, Page: 100})
	b.must(err)
	if len(ofLetter) != 3 || len(ofParty) != 3 {
		t.Errorf("%d rows of the letter, %d of the party", len(ofLetter), len(ofParty))
	}
	last, err := b.Read().LastEvent(b.ctx, rows.LastEventParams{Low: space.First(), High: space.Last()})
	b.must(err)
	none, err := b.Read().LastEvent(b.ctx, rows.LastEventParams{Low: store.Space(4).First(), High: store.Space(4).Last()})
	b.must(err)
	if last != 30 || none != 0 {
		t.Errorf("last event %d, of another space %d", last, none)
	}
}

func documents(t *testing.T, b *bench) {
	content := bytes.Repeat([]byte("brev"), store.ChunkSize/2)
	write := func(space store.Space, number int64) string {
		w := b.NewWriter(space, number, nil)
		if _, err := io.Copy(struct{ io.Writer }{w}, bytes.NewReader(content)); err != nil {
			t.Fatal(err)
		}
		hash, size, err := w.Close()
		b.must(err)
		if size != int64(len(content)) {
			t.Errorf("size %d", size)
		}
		return hash
	}
	hash := write(1, 1)
	if other := write(1, 2); other != hash {
		t.Errorf("hashes %s and %s", hash, other)
	}
	b.must(b.due(9, 1).Wait()) // what came before is durable
	if _, err := b.NewReader(b.ctx, 2, hash); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another space: %v", err)
	}
	r, err := b.NewReader(b.ctx, 1, hash)
	b.must(err)
	if err := iotest.TestReader(r, content); err != nil {
		t.Error(err)
	}
	kept, err := b.Read().DocumentsNamed(b.ctx, store.Space(1).Fingerprint("document", hash))
	b.must(err)
	last, err := b.Read().LastDocument(b.ctx, rows.LastDocumentParams{Low: store.Space(1).First(), High: store.Space(1).Last()})
	b.must(err)
	if len(kept) != 1 || store.Number(last) != 1 {
		t.Errorf("%d copies, last is %d", len(kept), store.Number(last))
	}
}

func removal(t *testing.T, b *bench) {
	const mine, neighbour = store.Space(1), store.Space(2)
	batch := &store.Batch{}
	for _, space := range []store.Space{mine, neighbour} {
		batch.Add(func(ctx context.Context, q *rows.Queries) error {
			return q.InsertWorld(ctx, rows.InsertWorldParams{Space: int64(space), ID: fmt.Sprint(space), Spec: []byte("{}"), State: []byte("{}")})
		})
		for n := range int64(5000) {
			batch.Add(func(ctx context.Context, q *rows.Queries) error {
				return q.InsertDue(ctx, rows.InsertDueParams{Key: space.Key(n)})
			})
		}
		batch.Add(func(ctx context.Context, q *rows.Queries) error {
			return q.PutSystem(ctx, rows.PutSystemParams{Key: space.Key(1), Body: []byte("{}")})
		})
		w := b.NewWriter(space, 1, nil)
		if _, err := w.Write(make([]byte, 3*store.ChunkSize)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	batch.Add(func(ctx context.Context, q *rows.Queries) error { return q.RetireWorld(ctx, int64(mine)) })
	b.Submit(batch)
	b.must(batch.Wait())
	b.must(b.Remove(b.ctx, mine))
	for space, want := range map[store.Space]int{mine: 0, neighbour: 1} {
		systems, err := b.Read().Systems(b.ctx, rows.SystemsParams{Low: space.First(), High: space.Last()})
		b.must(err)
		document, err := b.Read().LastDocument(b.ctx, rows.LastDocumentParams{Low: space.First(), High: space.Last()})
		b.must(err)
		if got := b.agenda(space); got != want*5000 || len(systems) != want || (document != 0) != (want == 1) {
			t.Errorf("space %d: %d due, %d systems, document %d", space, got, len(systems), document)
		}
	}
	worlds, err := b.Read().Worlds(b.ctx)
	b.must(err)
	if len(worlds) != 1 || worlds[0].Space != int64(neighbour) {
		t.Errorf("got %+v", worlds)
	}
	// The newest space is kept as a mark, so that it is not used again.
	b.must(b.submit(func(ctx context.Context, q *rows.Queries) error { return q.RetireWorld(ctx, int64(neighbour)) }).Wait())
	b.must(b.Remove(b.ctx, neighbour))
	if worlds, err = b.Read().Worlds(b.ctx); err != nil || len(worlds) != 1 || worlds[0].Gone != 1 {
		t.Errorf("got %+v, %v", worlds, err)
	}
}

func unfinished(t *testing.T, b *bench) {
	w := b.NewWriter(1, 1, nil)
	if _, err := w.Write(make([]byte, 5*store.ChunkSize)); err != nil {
		t.Fatal(err)
	}
	b.must(b.due(1, 1).Wait())
	b.must(b.RemoveUnfinished(b.ctx))
	last, err := b.Read().LastDocument(b.ctx, rows.LastDocumentParams{Low: 0, High: math.MaxInt64})
	b.must(err)
	if last != 0 {
		t.Errorf("document %d is left", last)
	}
}

func keys(t *testing.T, _ *bench) {
	if store.Number(store.Space(5).Key(123)) != 123 || store.Space(5).Last() >= store.Space(6).First() || store.MaxSpace.Last() != math.MaxInt64 {
		t.Error("keys overlap")
	}
	if store.Space(1).Fingerprint("a", "bc") == store.Space(2).Fingerprint("a", "bc") || store.Space(1).Fingerprint("a", "bc") == store.Space(1).Fingerprint("ab", "c") {
		t.Error("fingerprints of different things are the same")
	}
}
