package world_test

import (
	"testing"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// The route table by example: what becomes of a letter to each magic
// number by each channel.
func TestEveryStandingByEveryChannel(t *testing.T) {
	t.Parallel()
	type outcome struct {
		state world.LetterState
		code  string
	}
	var (
		mailbox = outcome{world.StateAvailable, ""}
		printed = outcome{world.StatePosted, ""}
		sms     = outcome{world.StateSent, ""}
		refused = func(code string) outcome { return outcome{world.StateRefused, code} }
	)
	for _, c := range []struct {
		to                          string
		digital, nemsms, paper, any outcome
	}{
		{"connected, has NemSMS and notifications", mailbox, sms, printed, mailbox},
		{"connected, without NemSMS and notifications", mailbox, refused(world.FailNotEnrolled), printed, mailbox},
		{"connected, has never logged in", mailbox, refused(world.FailNotEnrolled), printed, mailbox},
		{"exempt", refused(world.FailExempt), refused(world.FailNotEnrolled), printed, printed},
		{"exempt, has NemSMS", refused(world.FailExempt), sms, printed, printed},
		{"dead", refused(world.FailClosed), refused(world.FailClosed), printed, refused(world.FailClosed)},
		{"under fifteen", refused(world.FailMinor), refused(world.FailNotEnrolled), printed, printed},
		{"under fifteen, has NemSMS", refused(world.FailMinor), sms, printed, printed},
		{"not connected (never lived in the country)", refused(world.FailNotConnected), refused(world.FailNotEnrolled), printed, printed},
		{"not connected, has NemSMS", refused(world.FailNotConnected), sms, printed, printed},
		{"not in the register", refused(world.FailUnknown), refused(world.FailUnknown), printed, printed},
		{"connected company, has NemSMS", mailbox, sms, printed, mailbox},
		{"connected association", mailbox, refused(world.FailNotEnrolled), printed, mailbox},
		{"new company in quarantine", refused(world.FailQuarantine), refused(world.FailNotEnrolled), printed, printed},
		{"ceased company", refused(world.FailCeased), refused(world.FailCeased), printed, refused(world.FailCeased)},
		{"exempt company", refused(world.FailNotConnected), refused(world.FailNotEnrolled), printed, printed},
	} {
		t.Run(c.to, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			to := magic(t, c.to)
			for channel, want := range map[world.Channel]outcome{
				world.ChannelDigital: c.digital, world.ChannelSMS: c.nemsms, world.ChannelPrint: c.paper, world.ChannelAuto: c.any,
			} {
				l := b.send(b.letter(channel, to))
				if got := (outcome{l.State, l.Code}); got != want {
					t.Errorf("%s: got %v, want %v", channel, got, want)
				}
				b.oneOutcome(l)
				reach, err := b.world.LookUp(b.ctx, to, channel == world.ChannelSMS)
				b.must(err)
				if channel == world.ChannelDigital && reach != (want == mailbox) || channel == world.ChannelSMS && reach != (want == sms) {
					t.Errorf("%s: the look-up says %v", channel, reach)
				}
			}
		})
	}
}

// oneOutcome checks what is true of every processed letter: one final receipt, on
// one channel, followed by nothing but news of posted paper, and a mailbox, printer
// or SMS that agrees.
func (b *bench) oneOutcome(l world.Letter) {
	b.Helper()
	found, err := b.world.Receipts(b.ctx, b.system.ID, l.ID)
	b.must(err)
	if len(found) == 0 {
		b.Fatalf("no receipt about %+v", l)
	}
	channel, ids := found[0].Channel, map[string]bool{}
	last := len(found) - 1
	for last > 0 && found[last].Status == world.StatusPostalUpdate && l.PostedAt != nil {
		last--
	}
	for i, r := range found {
		final := r.Status == world.StatusDigitalDelivered || r.Status == world.StatusPosted || r.Status == world.StatusFailed || r.Status == world.StatusRecalled
		if final != (i == last) {
			b.Errorf("letter %s: %s is receipt %d of %d", l.ID, r.Status, i+1, len(found))
		}
		if r.Channel != channel || ids[r.ID] || (r.Code != "") != (r.Status == world.StatusFailed) {
			b.Errorf("letter %s: receipt %+v", l.ID, r)
		}
		ids[r.ID] = true
	}
	count := func(k world.Kind, code string) int {
		return len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{k}, Code: code}))
	}
	available, posted, sent, refused, recalled := count(world.KindLetterAvailable, ""), count(world.KindPrintStatus, string(world.StatusPosted)),
		count(world.KindSMSSent, ""), count(world.KindLetterRefused, ""), count(world.KindPrintRecalled, "")
	if available+posted+sent+refused+recalled != 1 {
		b.Errorf("letter %s: %d available, %d posted, %d sent, %d refused, %d recalled", l.ID, available, posted, sent, refused, recalled)
	}
	want := map[world.LetterState]int{
		world.StateAvailable: available, world.StatePosted: posted, world.StateSent: sent, world.StateRefused: refused,
		world.StateRecalled: recalled,
	}
	if want[l.State] != 1 {
		b.Errorf("letter %s is %s, its events say otherwise", l.ID, l.State)
	}
}

func TestPaperToSomebodyConnectedIsNoted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	l := b.send(b.letter(world.ChannelPrint, magic(t, "connected association")))
	if n := len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterWarned}, Code: world.AdvisDigitalAvailable})); n != 1 {
		t.Errorf("%d advis", n)
	}
	nobody := b.send(b.letter(world.ChannelPrint, ident.Party{Kind: ident.KindCPR, Number: "0000000000"}))
	if nobody.State != world.StatePosted || nobody.Standing != "" {
		t.Errorf("a letter with an address and no number: %+v", nobody)
	}
}

func TestPaperNeedsAnAddress(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, change := range map[string]func(*world.PrintOrder){
		"no address":  func(o *world.PrintOrder) { o.Address = nil },
		"only a name": func(o *world.PrintOrder) { o.Address = &world.Address{Name: "Prøve Person"} },
		"no name":     func(o *world.PrintOrder) { o.Address.Name = "" },
		"empty":       func(o *world.PrintOrder) { o.Address = &world.Address{} },
	} {
		for _, channel := range []world.Channel{world.ChannelPrint, world.ChannelAuto} {
			s := b.letter(channel, magic(t, "exempt, address unknown"))
			change(s.Order)
			if l := b.send(s); l.Code != world.FailNoAddress {
				t.Errorf("%s by %s: %+v", name, channel, l)
			} else {
				b.oneOutcome(l)
			}
		}
	}
	// A sender that leaves the recipient out has printed the address into the PDF.
	s := b.letter(world.ChannelPrint, ident.Party{})
	s.Order.Address = nil
	l := b.send(s)
	if l.State != world.StatePosted || len(b.events(world.Query{Letter: l.ID, Code: world.WarnAddressInPDF})) != 1 {
		t.Errorf("address in the document: %+v", l)
	}
}

func TestMagicNumbersHaveTheirStandingOnEveryClock(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2012, 2014, 2024, 2040} {
		b := setup(t, func(s *world.Spec) { s.Start = noon.AddDate(year-2024, 0, 0); s.Seed = uint64(year) })
		numbers := map[ident.Party]bool{}
		for _, m := range world.Magic() {
			if numbers[m.Party] || m.Party.Number == "" {
				t.Errorf("%s: the number is missing or not its own", m.En)
			}
			numbers[m.Party] = true
			got, err := b.world.StandingOf(b.ctx, m.Party)
			b.must(err)
			want := m.Standing
			if year == 2012 && want == world.StandingQuarantine {
				want = world.StandingCompanyNotConnected // no company was obliged yet
			}
			if got != want {
				t.Errorf("%d: %s is %s", year, m.En, got)
			}
		}
	}
}
