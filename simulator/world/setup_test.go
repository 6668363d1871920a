package world_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// bench is a world with one municipality and its system.
type bench struct {
	testing.TB
	ctx       context.Context
	worlds    *world.Worlds
	world     *world.World
	authority world.Authority
	system    world.System
	sent      int
}

var noon = time.Date(2024, 3, 1, 11, 0, 0, 0, time.UTC) // 12:00 in Copenhagen, a Friday

func open(t testing.TB, c world.Config) *world.Worlds {
	t.Helper()
	ws, err := world.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	return ws
}

func setup(t testing.TB, change ...func(*world.Spec)) *bench {
	t.Helper()
	return setupWith(t, world.Config{}, change...)
}

func setupWith(t testing.TB, c world.Config, change ...func(*world.Spec)) *bench {
	t.Helper()
	b := &bench{TB: t, ctx: context.Background(), worlds: open(t, c)}
	spec := world.Spec{ID: "test", Start: noon, Seed: 7}
	for _, f := range change {
		f(&spec)
	}
	w, err := b.worlds.Create(b.ctx, spec)
	b.must(err)
	b.furnish(w)
	return b
}

// furnish registers the municipality and its system in a world.
func (b *bench) furnish(w *world.World) {
	b.Helper()
	b.world = w
	long := w.Now().AddDate(-1, 0, 0)
	cvr, err := ident.NewFictiveCVR(500)
	b.must(err)
	b.authority = world.Authority{CVR: cvr, Name: "Eksempelkøbing Kommune", AgreementFrom: &long}
	b.must(w.PutAuthority(b.ctx, b.authority))
	b.system, err = w.PutSystem(b.ctx, world.System{Name: "Fagsystem", Authority: cvr})
	b.must(err)
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) want(err error, code string) {
	b.Helper()
	if got := world.CodeOf(err); got != code {
		b.Fatalf("code %q, want %q (%v)", got, code, err)
	}
}

func (b *bench) settle() {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	b.must(b.world.Settle(ctx))
}

// magic finds the magic number that is described so, in English.
func magic(t testing.TB, en string) ident.Party {
	t.Helper()
	for _, m := range world.Magic() {
		if m.En == en {
			return m.Party
		}
	}
	t.Fatalf("no magic number is described as %q", en)
	return ident.Party{}
}

func cprOf(t testing.TB, p ident.Party) ident.CPR {
	t.Helper()
	c, ok := p.CPR()
	if !ok {
		t.Fatalf("%s is no person", p)
	}
	return c
}

func (b *bench) uuid() string {
	b.sent++
	return fmt.Sprintf("11111111-0000-4000-8000-%012x", b.sent)
}

// letter is a submission by a channel to somebody.
func (b *bench) letter(channel world.Channel, to ident.Party) world.Submission {
	b.Helper()
	s := world.Submission{System: b.system.ID, Channel: channel, Size: 1000}
	if channel != world.ChannelPrint {
		s.Message = &world.Message{
			UUID: b.uuid(), Title: "Afgørelse om boligstøtte", Sender: ident.Company(b.authority.CVR), SenderLabel: b.authority.Name,
			Recipient: to, IsSMS: channel == world.ChannelSMS, PostType: "MYNDIGHEDSPOST",
		}
		if channel == world.ChannelSMS {
			s.Message.SMSText = "Husk din tid i morgen."
		} else {
			s.Message.Documents = []world.Document{{Role: world.RoleMain, Label: "Afgørelse", Filename: "afgoerelse.pdf", MIME: "application/pdf", Ref: b.document("%PDF-1.4 prøve")}}
		}
	}
	if channel == world.ChannelPrint || channel == world.ChannelAuto {
		s.Order = &world.PrintOrder{
			DispatchID: b.uuid(), TypeID: "4711", Recipient: ident.Party{Kind: ident.KindCPR, Number: "0000000000"}, Title: "Afgørelse",
			Address: &world.Address{Name: "Prøve Person", Lines: []string{"Eksempelvej 1"}, PostCode: "0101", City: "Eksempelkøbing"},
			Main:    world.Document{Role: world.RoleMain, Filename: "afgoerelse.pdf", MIME: "application/pdf", Ref: b.document("%PDF-1.4 prøve")},
		}
		if channel == world.ChannelPrint {
			s.Order.Recipient = to
		}
	}
	return s
}

func (b *bench) document(content string) world.DocumentRef {
	b.Helper()
	d := b.world.NewDocument(b.ctx)
	_, err := d.Write([]byte(content))
	b.must(err)
	ref, err := d.Close()
	b.must(err)
	return ref
}

// send hands a letter in, answers, and waits for what becomes of it.
func (b *bench) send(s world.Submission) world.Letter {
	b.Helper()
	a, err := b.world.Accept(b.ctx, s)
	b.must(err)
	b.world.Answered(b.ctx, a.Letter)
	b.settle()
	return b.get(a.Letter)
}

func (b *bench) get(id world.LetterID) world.Letter {
	b.Helper()
	l, ok, err := b.world.Letter(b.ctx, id)
	b.must(err)
	if !ok {
		b.Fatalf("letter %s is gone", id)
	}
	return l
}

func (b *bench) events(q world.Query) []world.Event {
	b.Helper()
	found, err := b.world.Events(b.ctx, q)
	b.must(err)
	return found
}

// kinds lists what happened to a letter.
func (b *bench) kinds(id world.LetterID) []world.Kind {
	b.Helper()
	var out []world.Kind
	for _, e := range b.events(world.Query{Letter: id}) {
		out = append(out, e.Kind)
	}
	return out
}

// statuses lists the receipts about a letter.
func (b *bench) statuses(id world.LetterID) []world.Status {
	b.Helper()
	found, err := b.world.Receipts(b.ctx, b.system.ID, id)
	b.must(err)
	var out []world.Status
	for _, r := range found {
		out = append(out, r.Status)
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
