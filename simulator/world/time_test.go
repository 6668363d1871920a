package world_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/simulator/world"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	v, err := time.ParseInLocation("2006-01-02 15:04:05", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return v.UTC()
}

func startAt(t testing.TB, s string) func(*world.Spec) {
	return func(spec *world.Spec) { spec.Start = at(t, s) }
}

func TestAHeldLetterArrivesOnItsDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		settings   world.Settings
	}{
		{"at midnight", "2025-09-15 00:00:00", world.Settings{}},
		{"at the release time", "2025-09-15 06:30:00", world.Settings{Switches: map[string]string{"dk.releaseTime": "06:30"}}},
		{"and the delay after it", "2025-09-15 00:05:00", world.Settings{Availability: 5 * time.Minute}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, startAt(t, "2025-09-10 10:00:00"), func(s *world.Spec) { s.Settings = c.settings })
			s := b.letter(world.ChannelDigital, magic(t, connected))
			s.Message.NotBefore = &world.Date{Year: 2025, Month: 9, Day: 15}
			l := b.send(s)
			if l.State != world.StateHeld || l.AvailableAt != nil || l.ReceivedAt == nil {
				t.Fatalf("got %+v", l)
			}
			box, err := b.world.Mailbox(b.ctx, magic(t, connected))
			b.must(err)
			if len(box) != 0 {
				t.Error("a held letter is visible")
			}
			b.want(b.world.Open(b.ctx, l.ID), world.CodeConflict)
			if d := cmp.Diff([]world.Status{world.StatusDigitalReceived}, b.statuses(l.ID)); d != "" {
				t.Error(d)
			}
			_, err = b.world.Advance(b.ctx, at(t, "2025-10-01 12:00:00"))
			b.must(err)
			l = b.get(l.ID)
			if l.State != world.StateAvailable || l.AvailableAt == nil || !l.AvailableAt.Equal(at(t, c.want)) {
				t.Errorf("got %+v", l)
			}
			b.oneOutcome(l)
		})
	}
}

func TestAHeldLetterIsJudgedAgainOnItsDate(t *testing.T) {
	t.Parallel()
	to := magic(t, connected)
	exempted := func(b *bench) { b.must(b.world.Exempt(b.ctx, cprOf(t, to), world.Exemption{})) }
	died := func(b *bench) {
		p, _, err := b.world.Person(b.ctx, cprOf(t, to))
		b.must(err)
		now := b.world.Now()
		p.DiedAt = &now
		b.must(b.world.PutPerson(b.ctx, p))
	}
	for _, c := range []struct {
		channel  world.Channel
		happens  func(*bench)
		until    int // of September; the 12th is a Friday
		code     string
		standing world.Standing
	}{
		{world.ChannelDigital, exempted, 15, world.FailExempt, world.StandingExempt},
		{world.ChannelAuto, exempted, 15, world.FailExempt, world.StandingExempt},
		{world.ChannelDigital, died, 13, world.FailClosed, world.StandingDead},
		{world.ChannelAuto, died, 15, world.FailClosed, world.StandingDead},
	} {
		b := setup(t, startAt(t, "2025-09-12 10:00:00"))
		s := b.letter(c.channel, to)
		s.Message.NotBefore = &world.Date{Year: 2025, Month: 9, Day: c.until}
		l := b.send(s)
		c.happens(b)
		_, err := b.world.AdvanceBy(b.ctx, 10*24*time.Hour)
		b.must(err)
		if got := b.get(l.ID); got.Code != c.code || got.Standing != c.standing || got.AvailableAt != nil {
			t.Errorf("%s: got %+v", c.channel, got)
		} else {
			b.oneOutcome(got)
		}
	}
}

func TestReceivedAndAvailableAreTwoInstants(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Settings.Availability = 90 * time.Second })
	l := b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	if l.State != world.StateReceived || !l.ReceivedAt.Equal(noon) || l.AvailableAt != nil {
		t.Fatalf("got %+v", l)
	}
	next := b.world.Clock().Next
	if next == nil || !next.Equal(noon.Add(90*time.Second)) {
		t.Errorf("next is %v", next)
	}
	events, err := b.world.AdvanceToNext(b.ctx)
	b.must(err)
	if len(events) == 0 || events[0].Kind != world.KindLetterAvailable || events[len(events)-1].Kind != world.KindClockMoved {
		t.Errorf("got %+v", events)
	}
	if l = b.get(l.ID); !l.AvailableAt.Equal(noon.Add(90 * time.Second)) {
		t.Errorf("got %+v", l)
	}
	_, err = b.world.AdvanceToNext(b.ctx)
	b.want(err, world.CodeNotFound)
}

func TestPrintStatusesComeAfterTheirDelays(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) {
		s.Settings.PrintDelays = map[world.Status]time.Duration{world.StatusPrintReady: time.Hour, world.StatusPosted: 24 * time.Hour}
	})
	l := b.send(b.letter(world.ChannelPrint, magic(t, exempt)))
	if d := cmp.Diff([]world.Status{world.StatusPrintCreated, world.StatusPrintReceived}, b.statuses(l.ID)); d != "" || l.State != world.StatePrinting {
		t.Errorf("%s %s", d, l.State)
	}
	_, err := b.world.AdvanceBy(b.ctx, 48*time.Hour)
	b.must(err)
	l = b.get(l.ID)
	if l.State != world.StatePosted || !l.PostedAt.Equal(noon.Add(25*time.Hour)) {
		t.Errorf("got %+v", l)
	}
	b.oneOutcome(l)
}

func TestTheClockIsOnlyMovedForward(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.world.Advance(b.ctx, noon.Add(-time.Second))
	b.want(err, world.CodeBackwards)
	_, err = b.world.AdvanceBy(b.ctx, -time.Second)
	b.want(err, world.CodeBackwards)
	_, err = b.world.SetClock(b.ctx, time.Time{}, "stopped", 0)
	b.want(err, world.CodeInvalid)
	_, err = b.world.SetClock(b.ctx, time.Time{}, "", -1)
	b.want(err, world.CodeInvalid)
	if !b.world.Now().Equal(noon) {
		t.Errorf("now is %s", b.world.Now())
	}
}

func TestThingsFallDueInOrderEachAtItsOwnInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, days := range []int{9, 3, 6, 3, 1} {
		s := b.letter(world.ChannelDigital, magic(t, connected))
		day := noon.AddDate(0, 0, days)
		s.Message.NotBefore = &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
		b.send(s)
	}
	events, err := b.world.AdvanceBy(b.ctx, 30*24*time.Hour)
	b.must(err)
	var days []int
	for i, e := range events {
		if i > 0 && e.At.Before(events[i-1].At) || i > 0 && e.Seq != events[i-1].Seq+1 {
			t.Errorf("event %d is out of order", i)
		}
		if e.Kind == world.KindLetterAvailable {
			days = append(days, int(e.At.Sub(noon).Hours()+23)/24)
		}
	}
	if d := cmp.Diff([]int{1, 3, 3, 6, 9}, days); d != "" {
		t.Error(d)
	}
}

func TestARunningClockLetsThingsFallDueByItself(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Settings.Availability = time.Hour })
	l := b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	_, err := b.world.SetClock(b.ctx, time.Time{}, world.ClockRunning, 100_000)
	b.must(err)
	e, err := b.world.Wait(b.ctx, world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterAvailable}})
	b.must(err)
	if !e.At.Equal(noon.Add(time.Hour)) || b.world.Now().Before(e.At) {
		t.Errorf("available at %s, now %s", e.At, b.world.Now())
	}
	_, err = b.world.SetClock(b.ctx, time.Time{}, world.ClockFrozen, 0)
	b.must(err)
	if now := b.world.Now(); !now.Equal(b.world.Now()) {
		t.Error("a frozen clock runs")
	}
}

func TestALetterIsProcessedBeforeTheClockMovesOrTheRegisterChanges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	to := magic(t, connected)
	var sent []world.LetterID
	for range 20 {
		a, err := b.world.Accept(b.ctx, b.letter(world.ChannelDigital, to))
		b.must(err)
		b.world.Answered(b.ctx, a.Letter)
		sent = append(sent, a.Letter)
	}
	b.must(b.world.Exempt(b.ctx, cprOf(t, to), world.Exemption{}))
	a, err := b.world.Accept(b.ctx, b.letter(world.ChannelDigital, to))
	b.must(err)
	b.world.Answered(b.ctx, a.Letter)
	_, err = b.world.AdvanceBy(b.ctx, time.Hour)
	b.must(err)
	for _, id := range sent {
		if l := b.get(id); l.AvailableAt == nil || !l.AvailableAt.Equal(noon) {
			t.Errorf("got %+v", l)
		}
	}
	if l := b.get(a.Letter); l.Code != world.FailExempt {
		t.Errorf("got %+v", l)
	}
	box, err := b.world.Mailbox(b.ctx, to)
	b.must(err)
	if len(box) != len(sent) {
		t.Errorf("exemption left %d of %d letters", len(box), len(sent))
	}
}
