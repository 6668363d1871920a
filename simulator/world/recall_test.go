package world_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestAJobCanBeRecalledUntilItIsHandedToPrinting(t *testing.T) {
	t.Parallel()
	for hours, code := range map[int]string{0: "", 1: "", 2: "", 3: world.CodeHanded, 4: world.CodeHanded} {
		b := setupWith(t, world.Config{Print: encrypted()}, printSlowly)
		l := b.send(b.letter(world.ChannelPrint, magic(t, exempt)))
		_, err := b.world.AdvanceBy(b.ctx, time.Duration(hours)*time.Hour)
		b.must(err)
		before := b.statuses(l.ID)
		err = b.world.Recall(b.ctx, l.ID, "Sendt til 0703901234 ved en fejl")
		if got := world.CodeOf(err); got != code {
			t.Fatalf("after %d hours: %v", hours, err)
		}
		if code == "" {
			b.must(b.world.Recall(b.ctx, l.ID, "igen")) // changes nothing
		}
		_, err = b.world.AdvanceBy(b.ctx, longPrint)
		b.must(err)
		l = b.get(l.ID)
		b.oneOutcome(l)
		if code != "" {
			if l.State != world.StatePosted || l.Job.Recalled != nil {
				t.Errorf("after %d hours: %+v", hours, l)
			}
			continue
		}
		want := &world.Recall{At: noon.Add(time.Duration(hours) * time.Hour), Reason: "Sendt til 0703**-**** ved en fejl"}
		if diff := cmp.Diff(want, l.Job.Recalled); diff != "" || l.State != world.StateRecalled || l.PostedAt != nil {
			t.Errorf("after %d hours: %s, %s", hours, l.State, diff)
		}
		if diff := cmp.Diff(append(before, world.StatusRecalled), b.statuses(l.ID)); diff != "" {
			t.Errorf("after %d hours: receipts (-want +got):\n%s", hours, diff)
		}
		if l.Job.Cost != (fjernprint.Cost{Pages: 30, Sheets: 10, Envelope: 50, Total: 90}) {
			t.Errorf("a recalled job costs %+v", l.Job.Cost)
		}
		if c := b.world.Clock(); c.Next != nil {
			t.Errorf("after %d hours: something of the job is still due at %s", hours, c.Next)
		}
		if n := len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindPrintRecalled}})); n != 1 {
			t.Errorf("%d events of the recall", n)
		}
	}
}

func TestOnlyOneJobIsTakenOffTheAgenda(t *testing.T) {
	t.Parallel()
	b := setup(t, printSlowly)
	var ids []world.LetterID
	for range 40 {
		ids = append(ids, b.send(b.letter(world.ChannelPrint, magic(t, exempt))).ID)
	}
	for _, id := range ids[:20] {
		b.must(b.world.Recall(b.ctx, id, ""))
	}
	_, err := b.world.AdvanceBy(b.ctx, longPrint)
	b.must(err)
	for i, id := range ids {
		l := b.get(id)
		b.oneOutcome(l)
		if (l.State == world.StateRecalled) != (i < 20) {
			t.Errorf("letter %d is %s", i+1, l.State)
		}
	}
}

func TestWhatIsNotInPrintCannotBeRecalled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.want(b.world.Recall(b.ctx, "none", ""), world.CodeNotFound)
	digital := b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	b.want(b.world.Recall(b.ctx, digital.ID, ""), world.CodeConflict)
	posted := b.send(b.letter(world.ChannelPrint, magic(t, exempt))) // without delays it is posted at once
	b.want(b.world.Recall(b.ctx, posted.ID, ""), world.CodeHanded)
	b.want(b.world.Recall(b.ctx, posted.ID, strings.Repeat("æ", 301)), world.CodeInvalid)
	b.want(b.world.Recall(b.ctx, posted.ID, "a\nb"), world.CodeInvalid)
	b.oneOutcome(b.get(posted.ID))
}

func TestThePostalOperatorHasNewsOnlyOfPostedLetters(t *testing.T) {
	t.Parallel()
	b := setup(t, printSlowly)
	l := b.send(b.letter(world.ChannelPrint, magic(t, exempt)))
	returned := world.PostalUpdate{Kind: world.PostalReturned}
	b.want(b.world.PostalUpdate(b.ctx, l.ID, returned), world.CodeNotPosted)
	_, err := b.world.AdvanceBy(b.ctx, longPrint)
	b.must(err)
	b.want(b.world.PostalUpdate(b.ctx, l.ID, world.PostalUpdate{Kind: "lost"}), world.CodeInvalid)
	b.want(b.world.PostalUpdate(b.ctx, l.ID, world.PostalUpdate{Kind: world.PostalTracking, Text: "a\tb"}), world.CodeInvalid)
	b.want(b.world.PostalUpdate(b.ctx, "none", returned), world.CodeNotFound)
	final := b.get(l.ID)
	for _, kind := range world.PostalKinds() {
		b.must(b.world.PostalUpdate(b.ctx, l.ID, world.PostalUpdate{Kind: kind, Text: "om 0703901234"}))
	}
	after := b.get(l.ID)
	b.oneOutcome(after)
	if after.State != final.State || *after.PostedAt != *final.PostedAt || len(after.Job.Updates) != 4 || after.Job.Updates[0].Text != "om 0703**-****" {
		t.Errorf("got %+v, %+v", after, after.Job)
	}
	got := b.statuses(l.ID)
	if n := len(got); n != 9 || got[4] != world.StatusPosted || slices.ContainsFunc(got[5:], func(s world.Status) bool { return s != world.StatusPostalUpdate }) {
		t.Errorf("receipts %v", got)
	}
	for range 96 {
		b.must(b.world.PostalUpdate(b.ctx, l.ID, returned))
	}
	b.want(b.world.PostalUpdate(b.ctx, l.ID, returned), world.CodeConflict)

	recalled := b.send(b.letter(world.ChannelPrint, magic(t, exempt)))
	b.must(b.world.Recall(b.ctx, recalled.ID, ""))
	b.want(b.world.PostalUpdate(b.ctx, recalled.ID, returned), world.CodeNotPosted)
}

func TestPaperToTheMagicStreetComesBack(t *testing.T) {
	t.Parallel()
	const nobody = "0000000000"
	for name, c := range map[string]struct {
		to         string // magic number, or ""
		street     string
		population int
		after      time.Duration // setting
		back       time.Duration // 0: never
	}{
		"the number":          {"exempt, paper comes back (as from any address in Returvej)", "Eksempelvej 1", 0, 0, 7 * 24 * time.Hour},
		"the street":          {"", "returvej 12, 3. tv", 0, 0, 7 * 24 * time.Hour},
		"after another time":  {"", "Returvej", 0, 30 * time.Hour, 30 * time.Hour},
		"another street":      {"", "Returvejen 12", 0, 0, 0},
		"a world without any": {"", "Returvej 12", -1, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, func(s *world.Spec) { s.Settings.ReturnAfter, s.Population = c.after, c.population })
			s := b.letter(world.ChannelPrint, magic(t, exempt))
			s.Order.Recipient.Number = nobody
			if c.to != "" {
				s = b.letter(world.ChannelAuto, magic(t, c.to))
			}
			s.Order.Address.Lines = []string{c.street}
			l := b.send(s)
			_, err := b.world.AdvanceBy(b.ctx, 365*24*time.Hour)
			b.must(err)
			l = b.get(l.ID)
			b.oneOutcome(l)
			want := []world.PostalUpdate(nil)
			if c.back > 0 {
				want = []world.PostalUpdate{{Kind: world.PostalReturned, Text: "The recipient is unknown at the address.", At: noon.Add(c.back)}}
			}
			if diff := cmp.Diff(want, l.Job.Updates); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
