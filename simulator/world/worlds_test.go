package world_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestResetEmptiesAWorldAndRaisesItsEpoch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.send(b.letter(world.ChannelAuto, magic(t, connected)))
	b.must(b.world.Exempt(b.ctx, cprOf(t, magic(t, connected)), world.Exemption{}))
	_, err := b.world.AdvanceBy(b.ctx, time.Hour)
	b.must(err)
	old := b.world
	w, err := b.worlds.Reset(b.ctx, "test")
	b.must(err)
	if w.Epoch() <= old.Epoch() || !w.Now().Equal(noon) || w.ID() != "test" || w.Spec().Seed != 7 {
		t.Errorf("epoch %d after %d, now %s", w.Epoch(), old.Epoch(), w.Now())
	}
	_, err = old.Accept(b.ctx, b.letter(world.ChannelDigital, magic(t, connected)))
	b.want(err, world.CodeNotFound)
	_, err = old.Events(b.ctx, world.Query{})
	b.want(err, world.CodeNotFound)
	_, total, err := w.Letters(b.ctx, world.LetterQuery{})
	b.must(err)
	authorities, err := w.Authorities(b.ctx)
	b.must(err)
	standing, err := w.StandingOf(b.ctx, magic(t, connected))
	b.must(err)
	if total != 0 || len(authorities) != 0 || standing != world.StandingConnected {
		t.Errorf("%d letters, %d authorities, %s", total, len(authorities), standing)
	}
	// What is made again is the same as the first time.
	b.furnish(w)
	if l := b.send(b.letter(world.ChannelDigital, magic(t, connected))); l.Number != 1 {
		t.Errorf("number %d", l.Number)
	}
}

func TestWorldsAreMadeListedAndDeleted(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	ws := open(t, world.Config{Population: 20})
	b := &bench{TB: t}
	_, err := ws.Create(ctx, world.Spec{ID: "b", Start: noon})
	b.must(err)
	_, err = ws.Create(ctx, world.Spec{ID: "b", Start: noon})
	b.want(err, world.CodeConflict)
	for _, id := range []string{"-a", "a b", "æ", strings.Repeat("x", 64)} {
		_, err = ws.Create(ctx, world.Spec{ID: id})
		b.want(err, world.CodeInvalid)
	}
	_, err = ws.Create(ctx, world.Spec{ID: "c", Settings: world.Settings{Switches: map[string]string{"no.such": "x"}}})
	b.want(err, world.CodeInvalid)
	made, err := ws.Create(ctx, world.Spec{})
	b.must(err)
	if made.ID() == "" || made.Spec().Population != 20 || made.Clock().Mode != world.ClockRunning {
		t.Errorf("got %+v", made.Spec())
	}
	if all := ws.List(); len(all) != 2 || all[0].ID() != "b" {
		t.Errorf("%d worlds", len(all))
	}
	b.must(ws.Delete(ctx, "b"))
	b.want(ws.Delete(ctx, "b"), world.CodeNotFound)
	_, err = ws.Reset(ctx, "b")
	b.want(err, world.CodeNotFound)
	again, err := ws.Create(ctx, world.Spec{ID: "b", Start: noon})
	b.must(err)
	if found, ok := ws.Get("b"); !ok || found != again {
		t.Error("the world is not found")
	}
}

func TestACertificateNamesOneSystemOfOneWorld(t *testing.T) {
	t.Parallel()
	b := setup(t)
	proof := strings.Repeat("0123456789abcdef", 4)
	s := b.system
	s.Thumbprints = []string{proof}
	_, err := b.world.PutSystem(b.ctx, s)
	b.must(err)
	w, found, ok := b.worlds.ByThumbprint(proof)
	if !ok || w != b.world || found.ID != s.ID {
		t.Errorf("got %v, %+v", ok, found)
	}
	other, err := b.worlds.Create(b.ctx, world.Spec{ID: "other", Start: noon})
	b.must(err)
	b.must(other.PutAuthority(b.ctx, b.authority))
	_, err = other.PutSystem(b.ctx, world.System{Name: "Andet", Authority: b.authority.CVR, Thumbprints: []string{proof}})
	b.want(err, world.CodeConflict)
	s.Thumbprints = nil
	_, err = b.world.PutSystem(b.ctx, s)
	b.must(err)
	if _, _, ok := b.worlds.ByThumbprint(proof); ok {
		t.Error("a certificate that was taken away still proves something")
	}
	_, err = other.PutSystem(b.ctx, world.System{Name: "Andet", Authority: b.authority.CVR, Thumbprints: []string{proof}})
	b.must(err)
	b.must(b.worlds.Delete(b.ctx, "other"))
	if _, _, ok := b.worlds.ByThumbprint(proof); ok {
		t.Error("a certificate of a deleted world still proves something")
	}
	for _, bad := range []world.System{
		{Authority: "1"}, {Authority: b.authority.CVR, Thumbprints: []string{"abc"}},
		{Authority: b.authority.CVR, Services: []world.Service{"fax"}}, {Authority: b.authority.CVR, Endpoint: &world.Endpoint{URL: "http://localhost/"}},
	} {
		_, err = b.world.PutSystem(b.ctx, bad)
		b.want(err, world.CodeInvalid)
	}
	stranger, err := ident.NewFictiveCVR(600)
	b.must(err)
	_, err = b.world.PutSystem(b.ctx, world.System{Authority: stranger})
	b.want(err, world.CodeNotFound)
}

func TestEverythingSurvivesClosing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	content := bytes.Repeat([]byte("0123456789"), 60_000)
	var before []world.Event
	var held, unanswered world.LetterID
	var ref world.DocumentRef
	proof := strings.Repeat("ab", 32)
	t.Run("first", func(t *testing.T) {
		b := setupWith(t, world.Config{Dir: dir}, func(s *world.Spec) { s.Settings.Switches = map[string]string{"dk.releaseTime": "06:30"} })
		b.system.Thumbprints = []string{proof}
		_, err := b.world.PutSystem(b.ctx, b.system)
		b.must(err)
		b.must(b.world.PutPerson(b.ctx, world.Person{CPR: born(t, 1980, 2, 2), Name: "Ny Eksempel"}))
		ref = b.document(string(content))
		s := b.letter(world.ChannelDigital, ident.Person(born(t, 1980, 2, 2)))
		s.Message.NotBefore = &world.Date{Year: 2024, Month: 3, Day: 5}
		held = b.send(s).ID
		r, _, err := b.world.NextReceipt(b.ctx, b.system.ID)
		b.must(err)
		b.must(b.world.Acknowledge(b.ctx, b.system.ID, r.Seq))
		_, err = b.world.AdvanceBy(b.ctx, time.Hour)
		b.must(err)
		a, err := b.world.Accept(b.ctx, b.letter(world.ChannelPrint, magic(t, exempt)))
		b.must(err)
		unanswered = a.Letter
		before = b.events(world.Query{})
	})
	told := make(chan world.SystemID, 10)
	ws := open(t, world.Config{Dir: dir, OnReceipt: func(_ *world.World, id world.SystemID) { told <- id }})
	w, ok := ws.Get("test")
	if !ok {
		t.Fatal("the world is gone")
	}
	b := &bench{TB: t, ctx: context.Background(), worlds: ws, world: w}
	b.settle()
	systems, err := w.Systems(b.ctx)
	b.must(err)
	b.system = systems[0]
	if id := <-told; id != b.system.ID {
		t.Errorf("told of %s", id)
	}
	if d := cmp.Diff(before, b.events(world.Query{Limit: len(before)})); d != "" {
		t.Error(d)
	}
	if l := b.get(unanswered); l.State != world.StatePosted {
		t.Errorf("the unanswered letter: %+v", l)
	}
	if _, s, ok := ws.ByThumbprint(proof); !ok || s.ID != b.system.ID {
		t.Error("the certificate proves nothing")
	}
	if now := w.Now(); !now.Equal(noon.Add(time.Hour)) {
		t.Errorf("now is %s", now)
	}
	if s := b.send(b.letterOf(b.system)); s.Code != world.FailDuplicate {
		t.Errorf("a repeat after opening: %+v", s)
	}
	_, err = w.AdvanceBy(b.ctx, 10*24*time.Hour)
	b.must(err)
	if l := b.get(held); l.AvailableAt == nil || !l.AvailableAt.Equal(at(t, "2024-03-05 06:30:00")) {
		t.Errorf("the held letter: %+v", l)
	}
	r, err := w.Document(b.ctx, ref)
	b.must(err)
	if err := iotest.TestReader(r, content); err != nil {
		t.Error(err)
	}
	next, _, err := w.NextReceipt(b.ctx, b.system.ID)
	b.must(err)
	if next.Seq != 2 {
		t.Errorf("next receipt %d", next.Seq)
	}
}

// letterOf is the print letter of the world before, sent again.
func (b *bench) letterOf(s world.System) world.Submission {
	b.Helper()
	found, _, err := b.world.Letters(b.ctx, world.LetterQuery{State: world.StatePosted})
	b.must(err)
	return world.Submission{System: s.ID, Channel: world.ChannelPrint, Order: found[0].Order}
}

func TestDocumentsAreKeptOnceAndStreamed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, size := range []int{0, 1, 256 << 10, 256<<10 + 1, 3<<20 + 7} {
		content := bytes.Repeat([]byte{'a', 'b', byte(size)}, size/3+1)[:size]
		sum := sha256.Sum256(content)
		for range 2 {
			d := b.world.NewDocument(b.ctx)
			if _, err := io.Copy(struct{ io.Writer }{d}, iotest.OneByteReader(bytes.NewReader(content[:min(size, 100)]))); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Write(content[min(size, 100):]); err != nil {
				t.Fatal(err)
			}
			ref, err := d.Close()
			b.must(err)
			d.Abort()
			if _, err := d.Write([]byte("x")); err == nil {
				t.Error("a closed document takes more")
			}
			if ref.Hash != hex.EncodeToString(sum[:]) || ref.Size != int64(size) {
				t.Errorf("%d: got %+v", size, ref)
			}
			b.must(b.world.PutAuthority(b.ctx, b.authority)) // durable, and so is what came before
			r, err := b.world.Document(b.ctx, ref)
			b.must(err)
			if err := iotest.TestReader(r, content); err != nil {
				t.Errorf("%d: %v", size, err)
			}
			b.must(r.Close())
		}
	}
	d := b.world.NewDocument(b.ctx)
	if _, err := d.Write(make([]byte, 3<<20)); err != nil {
		t.Fatal(err)
	}
	d.Abort()
	b.must(b.world.PutAuthority(b.ctx, b.authority))
	sum := sha256.Sum256(make([]byte, 3<<20))
	_, err := b.world.Document(b.ctx, world.DocumentRef{Hash: hex.EncodeToString(sum[:]), Size: 3 << 20})
	b.want(err, world.CodeNotFound)
}

func TestReceiptsAreQueuedInOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 5 {
		b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	}
	for n := int64(1); ; n++ {
		r, ok, err := b.world.NextReceipt(b.ctx, b.system.ID)
		b.must(err)
		if !ok {
			if n != 11 {
				t.Errorf("%d receipts", n-1)
			}
			break
		}
		if again, _, _ := b.world.NextReceipt(b.ctx, b.system.ID); again != r || r.Seq != n {
			t.Errorf("got %+v, then %+v", r, again)
		}
		b.want(b.world.Acknowledge(b.ctx, b.system.ID, n+1), world.CodeConflict)
		b.must(b.world.Acknowledge(b.ctx, b.system.ID, n))
		b.must(b.world.Acknowledge(b.ctx, b.system.ID, n))
	}
	_, _, err := b.world.NextReceipt(b.ctx, "nobody")
	b.want(err, world.CodeNotFound)
	b.want(b.world.Acknowledge(b.ctx, "nobody", 1), world.CodeNotFound)
}

func TestEventsAreFoundByEveryKey(t *testing.T) {
	t.Parallel()
	b := setup(t)
	other, err := b.world.PutSystem(b.ctx, world.System{Name: "Andet", Authority: b.authority.CVR})
	b.must(err)
	s := b.letter(world.ChannelDigital, magic(t, connected))
	l := b.send(s)
	s2 := b.letter(world.ChannelDigital, magic(t, exempt))
	s2.System = other.ID
	l2 := b.send(s2)
	all := b.events(world.Query{})
	for i, e := range all {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d has number %d", i+1, e.Seq)
		}
	}
	for name, c := range map[string]struct {
		q    world.Query
		want func(world.Event) bool
	}{
		"letter":  {world.Query{Letter: l.ID}, func(e world.Event) bool { return e.Letter == l.ID }},
		"message": {world.Query{Message: s.Message.UUID}, func(e world.Event) bool { return e.Letter == l.ID }},
		"party":   {world.Query{Party: magic(t, exempt).Key()}, func(e world.Event) bool { return e.Letter == l2.ID }},
		"system":  {world.Query{System: other.ID}, func(e world.Event) bool { return e.System == other.ID }},
		"code":    {world.Query{Code: world.FailExempt}, func(e world.Event) bool { return e.Code == world.FailExempt }},
		"kind":    {world.Query{Kinds: []world.Kind{world.KindReceiptIssued}}, func(e world.Event) bool { return e.Kind == world.KindReceiptIssued }},
		"after":   {world.Query{After: 5, Letter: l.ID}, func(e world.Event) bool { return e.Seq > 5 && e.Letter == l.ID }},
		"nobody":  {world.Query{Letter: "x"}, func(world.Event) bool { return false }},
		"unknown": {world.Query{System: "x"}, func(world.Event) bool { return false }},
	} {
		var want []world.Event
		for _, e := range all {
			if c.want(e) {
				want = append(want, e)
			}
		}
		if d := cmp.Diff(want, b.events(c.q)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestTheSameSeedAndCallsGiveTheSameLedger(t *testing.T) {
	t.Parallel()
	play := func(seed uint64) []byte {
		b := setup(t, func(s *world.Spec) { s.Seed = seed })
		for i, m := range world.Magic() {
			for _, c := range []world.Channel{world.ChannelDigital, world.ChannelAuto, world.ChannelPrint, world.ChannelSMS} {
				s := b.letter(c, m.Party)
				if i%3 == 0 && s.Message != nil {
					s.Message.NotBefore = &world.Date{Year: 2024, Month: 3, Day: 2 + i}
				}
				l := b.send(s)
				if l.State == world.StateAvailable && i%2 == 0 && m.Standing == world.StandingConnected {
					b.must(b.world.Open(b.ctx, l.ID))
				}
			}
		}
		b.must(b.world.Exempt(b.ctx, cprOf(t, magic(t, connected)), world.Exemption{}))
		_, err := b.world.AdvanceBy(b.ctx, 100*24*time.Hour)
		b.must(err)
		body, err := json.Marshal(b.events(world.Query{Limit: 100_000}))
		b.must(err)
		return body
	}
	one, again, other := play(1), play(1), play(2)
	if !bytes.Equal(one, again) {
		t.Error(cmp.Diff(string(one), string(again)))
	}
	if bytes.Equal(one, other) {
		t.Error("another seed gives the same ledger")
	}
}
