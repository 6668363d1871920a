package world_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestTheCostLedgerAddsUpByAuthorityAndCategory(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: encrypted()}, printSlowly)
	send := func(category string, attachments int) world.Letter {
		s := b.letter(world.ChannelPrint, magic(t, exempt))
		s.Order.Category = category
		for range attachments {
			s.Order.Attachments = append(s.Order.Attachments, s.Order.Main)
		}
		return b.send(s)
	}
	send("Prioritaire", 0)
	send("Prioritaire", 2)
	b.must(b.world.Recall(b.ctx, send("Prioritaire", 1).ID, ""))
	send("", 0)
	refused := b.letter(world.ChannelPrint, magic(t, exempt))
	b.fill(&refused, "encrypted")
	b.send(refused)
	got, err := b.world.PrintCosts(b.ctx)
	b.must(err)
	want := []world.PrintTotal{
		{Authority: b.authority.CVR, Letters: 1, Pages: 1, Sheets: 1, Cost: fjernprint.Cost{Pages: 30, Sheets: 10, Envelope: 50, Postage: 800, Total: 890}},
		{Authority: b.authority.CVR, Category: "Prioritaire", Letters: 3, Recalled: 1, Pages: 6, Sheets: 6,
			Cost: fjernprint.Cost{Pages: 180, Sheets: 60, Envelope: 150, Postage: 1600, Total: 1990}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w, err := b.worlds.Reset(b.ctx, "test")
	b.must(err)
	b.furnish(w)
	if got, err := w.PrintCosts(b.ctx); err != nil || len(got) != 0 {
		t.Errorf("after a reset: %+v, %v", got, err)
	}
	if l := b.send(b.letter(world.ChannelPrint, magic(t, exempt))); l.Job.Number != 1 {
		t.Errorf("after a reset the first job has number %d", l.Job.Number)
	}
}

func TestJobsAndCostsOutliveTheProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ids := map[world.LetterID]world.Letter{}
	var costs []world.PrintTotal
	t.Run("first", func(t *testing.T) {
		b := setupWith(t, world.Config{Dir: dir, Print: encrypted()}, printSlowly)
		for i := range 5 {
			s := b.letter(world.ChannelPrint, magic(t, exempt))
			s.Order.Category = []string{"", "Bulk"}[i%2]
			s.Order.Address.Lines = []string{"Returvej 7"}
			l := b.send(s)
			if i == 0 {
				b.must(b.world.Recall(b.ctx, l.ID, "fortrudt"))
			}
			ids[l.ID] = b.get(l.ID)
		}
		_, err := b.world.AdvanceBy(b.ctx, time.Hour)
		b.must(err)
		for id := range ids {
			ids[id] = b.get(id)
		}
		// No clock moves after this one, which would write the totals anyway.
		last := b.send(b.letter(world.ChannelPrint, magic(t, exempt)))
		ids[last.ID] = last
		costs, err = b.world.PrintCosts(b.ctx)
		b.must(err)
	})
	ws := open(t, world.Config{Dir: dir, Print: encrypted()})
	w, _ := ws.Get("test")
	b := &bench{TB: t, ctx: t.Context(), worlds: ws, world: w, sent: 100}
	authorities, err := w.Authorities(b.ctx)
	b.must(err)
	systems, err := w.Systems(b.ctx)
	b.must(err)
	b.authority, b.system = authorities[0], systems[0]
	for id, want := range ids {
		if diff := cmp.Diff(want, b.get(id)); diff != "" {
			t.Errorf("letter %s (-want +got):\n%s", id, diff)
		}
		if _, err := w.PrintReport(b.ctx, id); err != nil {
			t.Error(err)
		}
	}
	got, err := w.PrintCosts(b.ctx)
	b.must(err)
	if diff := cmp.Diff(costs, got); diff != "" {
		t.Errorf("costs (-want +got):\n%s", diff)
	}
	if l := b.send(b.letter(world.ChannelPrint, magic(t, exempt))); l.Job.Number != 7 {
		t.Errorf("the next job has number %d", l.Job.Number)
	}
	_, err = w.AdvanceBy(b.ctx, 30*24*time.Hour)
	b.must(err)
	for id, was := range ids {
		l := b.get(id)
		b.oneOutcome(l)
		undeliverable := l.Order.Address.Lines[0] == "Returvej 7" && was.State != world.StateRecalled
		if back := len(l.Job.Updates) == 1; back != undeliverable {
			t.Errorf("letter %s, %s, has the updates %+v", id, l.State, l.Job.Updates)
		}
	}
}

// Whatever the shop, an operator and the postal operator do in whatever order, a job
// goes one way, and the cost ledger is the sum of the jobs.
func TestAJobGoesOneWayWhateverHappens(t *testing.T) {
	t.Parallel()
	ws := open(t, world.Config{Population: 20, Print: encrypted()})
	steps := []world.Status{world.StatusPrintCreated, world.StatusPrintReceived, world.StatusPrintReady, world.StatusPrintHanded, world.StatusPosted}
	rapid.Check(t, func(rt *rapid.T) {
		delays := map[world.Status]time.Duration{}
		for _, s := range steps {
			delays[s] = time.Duration(rapid.IntRange(0, 2).Draw(rt, string(s))) * time.Hour
		}
		b := &bench{TB: t, ctx: t.Context(), worlds: ws}
		w, err := ws.Create(b.ctx, world.Spec{Start: noon, Settings: world.Settings{PrintDelays: delays, ReturnAfter: 2 * time.Hour}})
		b.must(err)
		b.furnish(w)
		var jobs []world.LetterID
		some := func(rt *rapid.T) world.LetterID {
			if len(jobs) == 0 {
				rt.Skip("nothing is in print")
			}
			return rapid.SampledFrom(jobs).Draw(rt, "job")
		}
		rt.Repeat(map[string]func(*rapid.T){
			"send": func(rt *rapid.T) {
				s := b.letter(rapid.SampledFrom([]world.Channel{world.ChannelPrint, world.ChannelAuto}).Draw(rt, "channel"), magic(t, exempt))
				s.Order.Category = rapid.SampledFrom([]string{"", "Bulk", "Prioritaire"}).Draw(rt, "category")
				s.Order.Address.Lines = []string{rapid.SampledFrom([]string{"Eksempelvej 1", "Returvej 1"}).Draw(rt, "street")}
				b.fill(&s, rapid.SampledFrom([]string{"fine", "fine", uncheckable, "encrypted"}).Draw(rt, "document"))
				jobs = append(jobs, b.send(s).ID)
			},
			"advance": func(rt *rapid.T) {
				_, err := w.AdvanceBy(b.ctx, time.Duration(rapid.IntRange(1, 180).Draw(rt, "minutes"))*time.Minute)
				b.must(err)
			},
			"recall": func(rt *rapid.T) {
				id := some(rt)
				before := b.get(id)
				switch err := w.Recall(b.ctx, id, "fortrudt"); world.CodeOf(err) {
				case "":
					if before.State != world.StatePrinting && before.State != world.StateRecalled {
						rt.Fatalf("a letter that was %s was recalled", before.State)
					}
				case world.CodeHanded:
					if len(before.Job.Steps) < 4 {
						rt.Fatalf("too late after %v", before.Job.Steps)
					}
				case world.CodeConflict:
					if before.Job != nil {
						rt.Fatal(err)
					}
				default:
					rt.Fatal(err)
				}
			},
			"news": func(rt *rapid.T) {
				id := some(rt)
				before := b.get(id)
				err := w.PostalUpdate(b.ctx, id, world.PostalUpdate{Kind: rapid.SampledFrom(world.PostalKinds()).Draw(rt, "kind")})
				if (err == nil) != (before.State == world.StatePosted) {
					rt.Fatalf("news of a letter that is %s: %v", before.State, err)
				}
			},
			"": func(rt *rapid.T) { b.costsAddUp(rt, jobs) },
		})
		_, err = w.AdvanceBy(b.ctx, 48*time.Hour)
		b.must(err)
		for _, id := range jobs {
			l := b.get(id)
			b.oneOutcome(l)
			if l.Job == nil {
				continue
			}
			for i, s := range l.Job.Steps {
				if s.Status != steps[i] || i > 0 && s.At.Before(l.Job.Steps[i-1].At) {
					rt.Fatalf("the steps are %v", l.Job.Steps)
				}
			}
			if posted := len(l.Job.Steps) == len(steps); posted == (l.Job.Recalled != nil) || posted != (l.PostedAt != nil) {
				rt.Fatalf("the letter is %s, its job %+v", l.State, l.Job)
			}
		}
		b.must(ws.Delete(b.ctx, w.ID()))
	})
}

// costsAddUp holds the cost ledger against the jobs.
func (b *bench) costsAddUp(rt *rapid.T, jobs []world.LetterID) {
	want := map[string]world.PrintTotal{}
	for _, id := range jobs {
		l := b.get(id)
		if l.Job == nil {
			continue
		}
		t := want[l.Job.Category]
		t.Authority, t.Category = l.Authority, l.Job.Category
		t.Letters++
		if l.Job.Recalled != nil {
			t.Recalled++
			if l.Job.Cost.Postage != 0 {
				rt.Fatalf("a recalled job pays postage: %+v", l.Job.Cost)
			}
		}
		t.Pages += int64(l.Job.Pages)
		t.Sheets += int64(l.Job.Sheets)
		c := l.Job.Cost
		t.Cost = fjernprint.Cost{Pages: t.Cost.Pages + c.Pages, Sheets: t.Cost.Sheets + c.Sheets, Envelope: t.Cost.Envelope + c.Envelope,
			Postage: t.Cost.Postage + c.Postage, Total: t.Cost.Total + c.Total}
		want[l.Job.Category] = t
	}
	got, err := b.world.PrintCosts(b.ctx)
	b.must(err)
	if len(got) != len(want) {
		rt.Fatalf("got %+v, want %+v", got, want)
	}
	for _, t := range got {
		if t != want[t.Category] || t.Cost.Total != t.Cost.Pages+t.Cost.Sheets+t.Cost.Envelope+t.Cost.Postage {
			rt.Fatalf("got %+v, want %+v", t, want[t.Category])
		}
	}
}

// BenchmarkPrint prints letters; the cost ledger is read after every hundred.
func BenchmarkPrint(b *testing.B) {
	bb := setupWith(b, world.Config{Print: encrypted(), Dir: b.TempDir()})
	s := bb.letter(world.ChannelPrint, ident.Party{Kind: ident.KindCPR, Number: "0000000000"})
	b.ResetTimer()
	used := cpu(b)
	for i := range b.N {
		own := *s.Order
		own.DispatchID = fmt.Sprintf("afs-%d", i)
		letter := s
		letter.Order = &own
		a, err := bb.world.Accept(bb.ctx, letter)
		bb.must(err)
		bb.world.Answered(bb.ctx, a.Letter)
		if i%100 == 0 {
			_, err := bb.world.PrintCosts(bb.ctx)
			bb.must(err)
		}
	}
	bb.settle()
	b.ReportMetric(float64((cpu(b)-used).Microseconds())/float64(b.N), "cpu-µs/op")
}
