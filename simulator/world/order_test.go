package world_test

import (
	"context"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// gate are print rules that say when they are asked, and answer when they are let.
type gate struct{ asked, let chan struct{} }

func (g gate) CheckLetter(ctx context.Context, _ []fjernprint.Part, p *fjernprint.Profile, _ fjernprint.Letter) fjernprint.LetterReport {
	out := fjernprint.LetterReport{Profile: p.Name, Verdict: fjernprint.Inconclusive}
	select {
	case g.asked <- struct{}{}:
	case <-ctx.Done():
		return out
	}
	select {
	case <-g.let:
		out.Verdict = fjernprint.Printable
	case <-ctx.Done():
	}
	return out
}

func TestAChangeStandsInLineWithTheLetters(t *testing.T) {
	t.Parallel()
	g := gate{make(chan struct{}), make(chan struct{})}
	b := setupWith(t, world.Config{Print: g})
	to := magic(t, connected)
	answer := func() world.LetterID {
		a, err := b.world.Accept(b.ctx, b.letter(world.ChannelDigital, to))
		b.must(err)
		b.world.Answered(b.ctx, a.Letter)
		return a.Letter
	}
	before := answer()
	<-g.asked
	changed := make(chan error)
	hurry, giveUp := context.WithCancel(b.ctx)
	go func() {
		_, err := b.world.AdvanceBy(hurry, time.Hour)
		changed <- err
	}()
	giveUp()
	if err := <-changed; err == nil {
		t.Fatal("the clock moved while a letter was being processed")
	}
	go func() { changed <- b.world.Exempt(b.ctx, cprOf(t, to), world.Exemption{}) }()
	for b.world.Changes() == 0 { // until it stands in line
		if err := b.world.Settle(expired(b.ctx)); world.CodeOf(err) != world.CodeNotSettled {
			t.Fatal(err)
		}
	}
	after := answer()
	g.let <- struct{}{}
	b.must(<-changed)
	b.settle()
	if l := b.get(before); l.State != world.StateAvailable {
		t.Errorf("the letter before the exemption: %+v", l)
	}
	if l := b.get(after); l.Code != world.FailExempt {
		t.Errorf("the letter after the exemption: %+v", l)
	}
	var order []world.Kind
	for _, e := range b.events(world.Query{Kinds: []world.Kind{world.KindLetterAvailable, world.KindPersonExempted, world.KindLetterRefused}}) {
		order = append(order, e.Kind)
	}
	if d := cmp.Diff([]world.Kind{world.KindLetterAvailable, world.KindPersonExempted, world.KindLetterRefused}, order); d != "" {
		t.Error(d)
	}
}

// expired is a context whose time is up.
func expired(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx
}

func TestChangesGetTheirTurnUnderAFloodOfLetters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx, stop := context.WithCancel(b.ctx)
	var flood sync.WaitGroup
	for i := range 4 {
		s := b.letter(world.ChannelSMS, magic(t, connected))
		flood.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				m := *s.Message
				m.SenderRef = strings.Repeat("x", i)
				s.Message = &m // the same message again and again: repeats are letters, too
				a, err := b.world.Accept(b.ctx, s)
				if err != nil {
					t.Error(err)
					return
				}
				b.world.Answered(b.ctx, a.Letter)
			}
		})
	}
	for range 20 {
		_, err := b.world.AdvanceBy(b.ctx, time.Minute)
		b.must(err)
	}
	stop()
	flood.Wait()
	b.settle()
	if now := b.world.Now(); !now.Equal(noon.Add(20 * time.Minute)) {
		t.Errorf("now is %s", now)
	}
}

func TestALetterWhoseCheckIsCutOffByClosingIsCheckedAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var id world.LetterID
	t.Run("first", func(t *testing.T) {
		g := gate{make(chan struct{}), make(chan struct{})}
		b := setupWith(t, world.Config{Dir: dir, Print: g})
		a, err := b.world.Accept(b.ctx, b.letter(world.ChannelPrint, magic(t, exempt)))
		b.must(err)
		b.world.Answered(b.ctx, a.Letter)
		<-g.asked
		id = a.Letter
	})
	ws := open(t, world.Config{Dir: dir, Print: &rules{find: map[string][]fjernprint.Finding{
		"%PDF-1.4 prøve": {{Rule: "FP-010", Severity: fjernprint.Reject, En: "Take the protection away."}},
	}}})
	w, _ := ws.Get("test")
	b := &bench{TB: t, ctx: t.Context(), worlds: ws, world: w}
	b.settle()
	if l := b.get(id); l.Code != world.FailUnprintable {
		t.Errorf("got %+v", l)
	}
}

func TestARunningClockGoesOnAfterClosing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var id world.LetterID
	var last time.Time
	t.Run("first", func(t *testing.T) {
		b := setupWith(t, world.Config{Dir: dir}, func(s *world.Spec) { s.Settings.Availability = 24 * time.Hour })
		id = b.send(b.letter(world.ChannelDigital, magic(t, connected))).ID
		_, err := b.world.SetClock(b.ctx, time.Time{}, world.ClockRunning, 3_600) // a day in 24 seconds
		b.must(err)
		last = b.world.Now()
	})
	ws := open(t, world.Config{Dir: dir})
	w, _ := ws.Get("test")
	b := &bench{TB: t, ctx: t.Context(), worlds: ws, world: w}
	if c := w.Clock(); c.Mode != world.ClockRunning || c.Speed != 3_600 || c.Now.Before(last) || c.Next == nil {
		t.Errorf("got %+v", c)
	}
	_, err := w.SetClock(b.ctx, time.Time{}, "", 1e6)
	b.must(err)
	e, err := w.Wait(b.ctx, world.Query{Letter: id, Kinds: []world.Kind{world.KindLetterAvailable}})
	b.must(err)
	if !e.At.Equal(noon.Add(24 * time.Hour)) {
		t.Errorf("available at %s", e.At)
	}
}

func TestHeldLettersAtTheEdgesOfDaysAndOfSummerTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		now, until, code, arrives string
	}{
		{"2024-03-30 23:59:59", "2024-03-31", "", "2024-03-31 00:00:00"}, // the night before summer time
		{"2024-03-31 00:00:00", "2024-03-31", "", "2024-03-31 00:00:00"}, // today is in time, and at once
		{"2024-03-31 00:00:00", "2024-03-30", world.FailTooEarly, ""},
		{"2024-03-30 23:59:59", "2024-03-30", "", "2024-03-30 23:59:59"},
		{"2024-03-31 23:59:59", "2024-04-01", "", "2024-04-01 00:00:00"}, // a day of 23 hours
		{"2024-10-26 12:00:00", "2024-10-27", "", "2024-10-27 00:00:00"},
		{"2024-10-27 12:00:00", "2024-10-28", "", "2024-10-28 00:00:00"}, // after a day of 25 hours
		{"2024-07-15 00:00:00", "2024-07-14", world.FailTooEarly, ""},    // 14 July 22:00 UTC
		{"2023-03-01 00:00:00", "2024-03-01", "", "2024-03-01 00:00:00"}, // 366 days, one year
		{"2024-03-01 23:59:59", "2025-03-02", world.FailTooLate, ""},     // 366 days, more than a year
		{"2024-03-02 00:00:00", "2025-03-02", "", "2025-03-02 00:00:00"},
		{"2024-02-29 12:00:00", "2025-03-01", world.FailTooLate, ""},
	} {
		b := setup(t, startAt(t, c.now))
		s := b.letter(world.ChannelDigital, magic(t, connected))
		day, err := time.Parse(time.DateOnly, c.until)
		b.must(err)
		s.Message.NotBefore = &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
		s.Message.CreatedAt = b.world.Now().AddDate(-30, 0, 0) // the sender's clock is no matter
		l := b.send(s)
		if l.State == world.StateHeld {
			_, err = b.world.AdvanceToNext(b.ctx)
			b.must(err)
			l = b.get(l.ID)
		}
		b.oneOutcome(l)
		if l.Code != c.code || (l.AvailableAt == nil) != (c.arrives == "") || l.AvailableAt != nil && !l.AvailableAt.Equal(at(t, c.arrives)) {
			t.Errorf("at %s until %s: %s, available %v", c.now, c.until, l.Code, l.AvailableAt)
		}
	}
}

// Worlds do not share what one of them can take away.
func TestADocumentOutlivesAnotherWorldThatHadIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	content := strings.Repeat("fælles ", 100_000)
	other, err := b.worlds.Create(b.ctx, world.Spec{ID: "other", Start: noon})
	b.must(err)
	here := b.world
	mine := b.document(content)
	b.world = other
	theirs := b.document(content)
	b.must(other.PutAuthority(b.ctx, b.authority)) // durable, and so is what came before
	b.must(b.worlds.Delete(b.ctx, "other"))
	_, err = other.Document(b.ctx, theirs)
	if err == nil {
		t.Error("a deleted world still shows its documents")
	}
	r, err := here.Document(b.ctx, mine)
	b.must(err)
	defer func() { b.must(r.Close()) }()
	got, err := io.ReadAll(r)
	if err != nil || string(got) != content || mine != theirs {
		t.Errorf("%d bytes of %d, %v", len(got), len(content), err)
	}
}

// A number stands in the field that is for it and in no text (DK-GDPR-04).
func TestNoTextNamesAPerson(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) {
		s.Settings.Switches = map[string]string{"dk.senderNameMismatch": "error"}
	})
	cpr := cprOf(t, magic(t, connected)).Digits()
	for _, m := range world.Magic() {
		for _, c := range []world.Channel{world.ChannelDigital, world.ChannelAuto, world.ChannelPrint, world.ChannelSMS} {
			b.send(b.letter(c, m.Party))
		}
		if n, ok := m.Party.CPR(); ok {
			for _, err := range []error{b.world.Exempt(b.ctx, n, world.Exemption{}), b.world.EndExemption(b.ctx, n), b.world.LogIn(b.ctx, m.Party)} {
				if err != nil && strings.Contains(err.Error(), n.Digits()) {
					t.Errorf("an error names the person: %v", err)
				}
			}
		}
	}
	labelled := b.letter(world.ChannelDigital, magic(t, connected))
	labelled.Message.SenderLabel = "Kommunen om " + cpr
	b.send(labelled)
	broken := b.letter(world.ChannelDigital, magic(t, connected))
	broken.Invalid = []world.Defect{{Code: "memo.invalid", Path: "/Message[" + cpr + "]", Text: "found " + cpr}}
	b.send(broken)
	foreign := b.letter(world.ChannelDigital, magic(t, connected))
	foreign.Message.Sender = magic(t, connected)
	_, err := b.world.Accept(b.ctx, foreign)
	b.want(err, world.CodeForeignSender)
	if strings.Contains(err.Error(), cpr) {
		t.Error(err)
	}
	number := regexp.MustCompile(`\b\d{6}-?\d{4}\b`)
	for _, e := range b.events(world.Query{Limit: 100_000}) {
		if e.Party != "" && !strings.HasPrefix(e.Party, string(ident.KindCPR)) && !strings.HasPrefix(e.Party, string(ident.KindCVR)) {
			t.Errorf("party %q", e.Party)
		}
		e.Party = ""
		body, err := json.Marshal(e)
		b.must(err)
		if found := number.Find(body); found != nil {
			t.Errorf("%s names %s", body, found)
		}
	}
}

func TestWorldsComeAndGoWhileLettersAreSent(t *testing.T) {
	t.Parallel()
	b := setup(t, func(s *world.Spec) { s.Settings.Availability = time.Hour })
	to := magic(t, connected)
	gone := func(err error) bool { return err == nil || world.CodeOf(err) == world.CodeNotFound }
	ctx, stop := context.WithCancel(b.ctx)
	var busy sync.WaitGroup
	for i := range 3 {
		s := b.letter(world.ChannelDigital, to)
		busy.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				w, ok := b.worlds.Get("test")
				if !ok {
					continue // between deleting and creating
				}
				m := *s.Message
				m.UUID = strings.Replace(m.UUID, "-0000-", "-000"+string(rune('1'+i))+"-", 1)
				s.Message = &m
				a, err := w.Accept(b.ctx, s)
				if err == nil {
					w.Answered(b.ctx, a.Letter)
					_, err = w.AdvanceBy(b.ctx, time.Hour)
				}
				if !gone(err) {
					t.Error(err)
				}
			}
		})
	}
	for round := range 20 {
		if round%2 == 0 {
			_, err := b.worlds.Reset(b.ctx, "test")
			b.must(err)
		} else {
			var deleted sync.WaitGroup
			var once sync.Mutex
			n := 0
			for range 2 {
				deleted.Go(func() {
					if err := b.worlds.Delete(b.ctx, "test"); err == nil {
						once.Lock()
						n++
						once.Unlock()
					} else if !gone(err) {
						t.Error(err)
					}
				})
			}
			deleted.Wait()
			if n != 1 {
				t.Errorf("%d deletions of one world", n)
			}
			_, err := b.worlds.Create(b.ctx, world.Spec{ID: "test", Start: noon, Seed: 7})
			b.must(err)
		}
		w, _ := b.worlds.Get("test")
		b.must(w.PutAuthority(b.ctx, b.authority))
		_, err := w.PutSystem(b.ctx, b.system)
		b.must(err)
	}
	stop()
	busy.Wait()
	b.world, _ = b.worlds.Get("test")
	b.settle()
	_, err := b.world.AdvanceBy(b.ctx, 24*time.Hour)
	b.must(err)
	found, _, err := b.world.Letters(b.ctx, world.LetterQuery{Limit: 10_000})
	b.must(err)
	for i, l := range found {
		if l.Number != int64(len(found)-i) {
			t.Errorf("letter %d has number %d", len(found)-i, l.Number)
		}
		b.oneOutcome(l)
	}
}
