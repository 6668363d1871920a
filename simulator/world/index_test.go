package world_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// Letters are found whether the index has them in memory, in the store, or partly
// so, and after opening the store again.
func TestLettersAreFoundWhereverTheIndexIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sent := map[ident.Party][]world.Letter{} // newest first
	var submissions []world.Submission
	people := []string{connected, exempt, "connected association"}
	check := func(b *bench) {
		for to, letters := range sent {
			for _, l := range letters {
				if got := b.get(l.ID); got.Number != l.Number {
					t.Errorf("letter %d is found as %d", l.Number, got.Number)
				}
				found, n, err := b.world.Letters(b.ctx, world.LetterQuery{MessageUUID: l.Message.UUID, Party: to})
				b.must(err)
				if n != 1 || found[0].ID != l.ID {
					t.Errorf("letter %d: %d of its message", l.Number, n)
				}
				if found, n, err = b.world.Letters(b.ctx, world.LetterQuery{DispatchID: l.Order.DispatchID}); err != nil || n != 1 || found[0].ID != l.ID {
					t.Errorf("letter %d: %d of its dispatch, %v", l.Number, n, err)
				}
			}
			for offset := range len(letters) + 1 {
				found, n, err := b.world.Letters(b.ctx, world.LetterQuery{Party: to, System: b.system.ID, Offset: offset, Limit: 4})
				b.must(err)
				if n != len(letters) {
					t.Fatalf("%d letters of the party, want %d", n, len(letters))
				}
				if d := cmp.Diff(numbers(letters[offset:min(offset+4, n)]), numbers(found)); d != "" {
					t.Errorf("from %d: %s", offset, d)
				}
			}
			events := b.events(world.Query{Party: to.Key(), Kinds: []world.Kind{world.KindLetterAccepted}})
			if len(events) != len(letters) {
				t.Errorf("%d events of the party", len(events))
			}
			for i, e := range events {
				if e.Letter != letters[len(letters)-1-i].ID {
					t.Errorf("event %d is about another letter", i)
				}
			}
		}
		for _, s := range submissions[:3] {
			a, err := b.world.Accept(b.ctx, s)
			b.must(err)
			b.world.Answered(b.ctx, a.Letter)
			if !a.Repeat {
				t.Errorf("a repeat of %s is taken for a new letter", s.Message.UUID)
			}
		}
	}
	t.Run("first", func(t *testing.T) {
		b := setupWith(t, world.Config{Dir: dir})
		b.world.GatherForIndex(10)
		for i := range 47 {
			s := b.letter(world.ChannelAuto, magic(t, people[i%len(people)]))
			l := b.send(s)
			to := s.Message.Recipient
			sent[to] = append([]world.Letter{l}, sent[to]...)
			submissions = append(submissions, s)
		}
		if mark := b.world.IndexedUpTo(); mark < 30 || mark >= 47 {
			t.Errorf("indexed up to %d", mark)
		}
		check(b)
	})
	for to := range sent {
		sent[to] = withRepeats(t, dir, to)
	}
	ws := open(t, world.Config{Dir: dir})
	w, _ := ws.Get("test")
	b := &bench{TB: t, ctx: context.Background(), worlds: ws, world: w}
	systems, err := w.Systems(b.ctx)
	b.must(err)
	b.system = systems[0]
	for _, s := range submissions {
		if l := b.send(s); l.Code != world.FailDuplicate {
			t.Fatalf("a repeat after opening: %+v", l)
		}
	}
	for to, letters := range sent {
		_, n, err := w.Letters(b.ctx, world.LetterQuery{Party: to})
		b.must(err)
		again := 0
		for _, s := range submissions {
			if s.Message.Recipient == to {
				again++
			}
		}
		if n != len(letters)+again {
			t.Errorf("%d letters, want %d and %d repeats", n, len(letters), again)
		}
	}
	_, err = ws.Reset(b.ctx, "test")
	b.must(err)
}

// withRepeats lists a party's letters in a store that was closed.
func withRepeats(t *testing.T, dir string, to ident.Party) []world.Letter {
	t.Helper()
	ws, err := world.Open(t.Context(), world.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	}()
	w, _ := ws.Get("test")
	if err := w.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, _, err := w.Letters(t.Context(), world.LetterQuery{Party: to, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func numbers(letters []world.Letter) []string {
	var out []string
	for _, l := range letters {
		out = append(out, fmt.Sprint(l.Number))
	}
	return out
}
