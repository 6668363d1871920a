package world_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/simulator/world"
)

// Whatever is done in whatever order, every letter that is over has one final
// receipt, one channel and one place, and no other letter has a final receipt.
func TestEveryLetterHasOneOutcomeWhateverHappens(t *testing.T) {
	t.Parallel()
	ws := open(t, world.Config{Population: 20})
	channels := []world.Channel{world.ChannelDigital, world.ChannelSMS, world.ChannelPrint, world.ChannelAuto}
	rapid.Check(t, func(rt *rapid.T) {
		b := &bench{TB: t, ctx: t.Context(), worlds: ws}
		w, err := ws.Create(b.ctx, world.Spec{Start: noon, Seed: rapid.Uint64().Draw(rt, "seed"), Settings: world.Settings{
			Availability: time.Duration(rapid.IntRange(0, 2).Draw(rt, "availability")) * time.Hour,
			PrintDelays: map[world.Status]time.Duration{
				world.StatusPrintHanded: time.Duration(rapid.IntRange(0, 2).Draw(rt, "print")) * time.Hour,
			},
		}})
		b.must(err)
		b.furnish(w)
		var sent []world.Submission
		var open, answered []world.LetterID
		magic := world.Magic()
		accept := func(rt *rapid.T, s world.Submission) {
			a, err := w.Accept(b.ctx, s)
			if err != nil {
				rt.Fatal(err)
			}
			open = append(open, a.Letter)
		}
		rt.Repeat(map[string]func(*rapid.T){
			"send": func(rt *rapid.T) {
				s := b.letter(rapid.SampledFrom(channels).Draw(rt, "channel"), rapid.SampledFrom(magic).Draw(rt, "to").Party)
				if s.Message != nil && rapid.Bool().Draw(rt, "held") {
					day := w.Now().AddDate(0, 0, rapid.IntRange(-1, 40).Draw(rt, "days"))
					s.Message.NotBefore = &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
				}
				if s.Order != nil && rapid.IntRange(0, 3).Draw(rt, "address") == 0 {
					s.Order.Address = &world.Address{}
				}
				sent = append(sent, s)
				accept(rt, s)
			},
			"repeat": func(rt *rapid.T) {
				if len(sent) == 0 {
					rt.Skip("nothing was sent")
				}
				accept(rt, rapid.SampledFrom(sent).Draw(rt, "again"))
			},
			"answer": func(rt *rapid.T) {
				if len(open) == 0 {
					rt.Skip("nothing waits")
				}
				i := rapid.IntRange(0, len(open)-1).Draw(rt, "which")
				w.Answered(b.ctx, open[i])
				answered = append(answered, open[i])
				open = append(open[:i], open[i+1:]...)
			},
			"advance": func(rt *rapid.T) {
				if _, err := w.AdvanceBy(b.ctx, time.Duration(rapid.IntRange(1, 400).Draw(rt, "hours"))*time.Hour); err != nil {
					rt.Fatal(err)
				}
			},
			"exempt": func(rt *rapid.T) {
				m := rapid.SampledFrom(magic).Draw(rt, "who")
				if cpr, ok := m.Party.CPR(); ok {
					err := w.Exempt(b.ctx, cpr, world.Exemption{})
					if code := world.CodeOf(err); code != "" && code != world.CodeNotFound {
						rt.Fatal(err)
					}
				}
			},
			"acknowledge": func(rt *rapid.T) {
				r, ok, err := w.NextReceipt(b.ctx, b.system.ID)
				if err != nil {
					rt.Fatal(err)
				}
				if ok {
					if err := w.Acknowledge(b.ctx, b.system.ID, r.Seq); err != nil {
						rt.Fatal(err)
					}
				}
			},
		})
		for _, id := range open {
			w.Answered(b.ctx, id)
			answered = append(answered, id)
		}
		b.settle()
		_, err = w.AdvanceBy(b.ctx, 2*366*24*time.Hour)
		b.must(err)
		b.settle()
		for _, id := range answered {
			b.oneOutcome(b.get(id))
		}
		_, total, err := w.Letters(b.ctx, world.LetterQuery{})
		b.must(err)
		if total != len(answered) {
			rt.Fatalf("%d letters, %d sent", total, len(answered))
		}
		b.must(ws.Delete(b.ctx, w.ID()))
	})
}
