package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

const (
	connected = "connected, has NemSMS and notifications"
	exempt    = "exempt"
)

func TestARepeatCreatesNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(first, second *world.Submission){
		"digital by message": func(_, second *world.Submission) { second.Message.UUID = strings.ToUpper(second.Message.UUID) },
		"print by dispatch":  func(*world.Submission, *world.Submission) {},
		"auto by message":    func(_, second *world.Submission) { second.Order.DispatchID = "another" },
		"auto by dispatch":   func(_, second *world.Submission) { second.Message.UUID = "11111111-0000-4000-8000-00000000ffff" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			word, _, _ := strings.Cut(name, " ")
			channel := world.Channel(word)
			first := b.letter(channel, magic(t, connected))
			second := first
			if first.Message != nil {
				m := *first.Message
				second.Message = &m
			}
			if first.Order != nil {
				o := *first.Order
				second.Order = &o
			}
			change(&first, &second)
			original := b.send(first)
			repeat := b.send(second)
			if repeat.ID == original.ID || repeat.RepeatOf != original.ID || repeat.Code != world.FailDuplicate || repeat.Destination != world.ToRefusal {
				t.Errorf("got %+v", repeat)
			}
			b.oneOutcome(original)
			b.oneOutcome(repeat)
			if d := cmp.Diff([]world.Kind{world.KindLetterAccepted, world.KindLetterRepeated, world.KindLetterRefused, world.KindReceiptIssued}, b.kinds(repeat.ID)); d != "" {
				t.Error(d)
			}
			third := b.send(second)
			if third.ID == repeat.ID || third.RepeatOf != original.ID {
				t.Errorf("third: %+v", third)
			}
		})
	}
}

func TestARepeatIsSeenBeforeTheFirstIsDurable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.letter(world.ChannelDigital, magic(t, connected))
	results := make(chan world.Acceptance)
	for range 8 {
		go func() {
			a, err := b.world.Accept(b.ctx, s)
			if err != nil {
				t.Error(err)
			}
			b.world.Answered(b.ctx, a.Letter)
			results <- a
		}()
	}
	repeats, ids := 0, map[world.LetterID]bool{}
	for range 8 {
		a := <-results
		ids[a.Letter] = true
		if a.Repeat {
			repeats++
		}
	}
	b.settle()
	box, err := b.world.Mailbox(b.ctx, magic(t, connected))
	b.must(err)
	if repeats != 7 || len(ids) != 8 || len(box) != 1 {
		t.Errorf("%d repeats, %d ids, %d letters in the mailbox", repeats, len(ids), len(box))
	}
}

func TestKeysBelongToTheSystemAndCountEvenAfterAFailure(t *testing.T) {
	t.Parallel()
	b := setup(t)
	refused := b.letter(world.ChannelDigital, magic(t, exempt))
	if l := b.send(refused); l.Code != world.FailExempt {
		t.Fatalf("got %+v", l)
	}
	if l := b.send(refused); l.Code != world.FailDuplicate {
		t.Errorf("the same key after a refusal: %+v", l)
	}
	other, err := b.world.PutSystem(b.ctx, world.System{Name: "Andet fagsystem", Authority: b.authority.CVR})
	b.must(err)
	refused.System = other.ID
	if a, err := b.world.Accept(b.ctx, refused); err != nil || a.Repeat {
		t.Errorf("the same key from another system: %+v, %v", a, err)
	} else {
		b.world.Answered(b.ctx, a.Letter)
	}
	// Print does not look at a message that it does not need.
	digital := b.letter(world.ChannelDigital, magic(t, connected))
	b.send(digital)
	paper := b.letter(world.ChannelPrint, ident.Party{Kind: ident.KindCPR, Number: "0000000000"})
	paper.Message = digital.Message
	if l := b.send(paper); l.State != world.StatePosted || l.Message != nil {
		t.Errorf("paper with a message beside: %+v", l)
	}
}

func TestSynchronousRefusals(t *testing.T) {
	t.Parallel()
	stranger, err := ident.NewFictiveCVR(501)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, code string
		authority  func(*world.Authority)
		letter     func(*world.Submission)
	}{
		{"no agreement", world.CodeNoAgreement, func(a *world.Authority) { a.AgreementFrom = nil }, nil},
		{"agreement to come", world.CodeNoAgreement, func(a *world.Authority) { later := noon.Add(time.Microsecond); a.AgreementFrom = &later }, nil},
		{"agreement ended", world.CodeNoAgreement, func(a *world.Authority) { now := noon; a.AgreementTo = &now }, nil},
		{"no agreement and incomplete", world.CodeNoAgreement, func(a *world.Authority) { a.AgreementFrom = nil }, func(s *world.Submission) { s.Message = nil }},
		{"foreign sender", world.CodeForeignSender, nil, func(s *world.Submission) { s.Message.Sender = ident.Company(stranger) }},
		{"sender is no company", world.CodeForeignSender, nil, func(s *world.Submission) { s.Message.Sender = ident.ParseParty("CVR", "FooBar") }},
		{"private sender of public mail", world.CodeNotPublic, func(a *world.Authority) { a.Category = world.CategoryPrivate }, nil},
		{"no message", world.CodeIncomplete, nil, func(s *world.Submission) { s.Message = nil }},
		{"print without an order", world.CodeIncomplete, nil, func(s *world.Submission) { s.Channel = world.ChannelPrint }},
		{"auto without an order", world.CodeIncomplete, nil, func(s *world.Submission) { s.Channel = world.ChannelAuto }},
		{"no channel", world.CodeIncomplete, nil, func(s *world.Submission) { s.Channel = "" }},
		{"unknown system", world.CodeNotFound, nil, func(s *world.Submission) { s.System = "nobody" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			a := b.authority
			if c.authority != nil {
				c.authority(&a)
				b.must(b.world.PutAuthority(b.ctx, a))
			}
			s := b.letter(world.ChannelDigital, magic(t, connected))
			if c.letter != nil {
				c.letter(&s)
			}
			_, err := b.world.Accept(b.ctx, s)
			b.want(err, c.code)
			b.settle()
			left := b.events(world.Query{Kinds: []world.Kind{world.KindSenderRefused}, Code: c.code})
			if len(left) != 1 || left[0].Text == "" {
				t.Errorf("events: %+v", left)
			}
			if _, total, err := b.world.Letters(b.ctx, world.LetterQuery{}); err != nil || total != 0 {
				t.Errorf("%d letters, %v", total, err)
			}
		})
	}
}

func TestAcceptedLettersThatFailSayWhy(t *testing.T) {
	t.Parallel()
	day := func(d time.Time) *world.Date { return &world.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()} }
	warned := map[string]string{"another sender name": world.WarnSenderName}
	for _, c := range []struct {
		name, code string
		channel    world.Channel
		switches   map[string]string
		letter     func(*world.Submission)
	}{
		{"invalid", "file.extension.not.allowed", world.ChannelDigital, nil, func(s *world.Submission) {
			s.Invalid = []world.Defect{{Code: "file.extension.not.allowed", Text: "exe"}, {Code: "other"}}
		}},
		{"invalid without a code", world.FailInvalid, world.ChannelDigital, nil, func(s *world.Submission) { s.Invalid = []world.Defect{{Text: "odd"}} }},
		{"unreadable sender", world.FailInvalid, world.ChannelDigital, nil, func(s *world.Submission) {
			s.Message = &world.Message{}
			s.Invalid = []world.Defect{{Text: "odd"}}
		}},
		{"a byte over 99.5 MiB", world.FailTooLarge, world.ChannelDigital, nil, func(s *world.Submission) { s.Size = 104_333_312 + 1 }},
		{"99.5 MiB", "", world.ChannelDigital, nil, func(s *world.Submission) { s.Size = 104_333_312 }},
		{"a byte over 99.5 MB", world.FailTooLarge, world.ChannelDigital, map[string]string{"sf1601.sizeUnit": "MB"}, func(s *world.Submission) { s.Size = 99_500_001 }},
		{"NemSMS as a letter", world.FailChannel, world.ChannelDigital, nil, func(s *world.Submission) { s.Message.IsSMS = true }},
		{"a letter as NemSMS", world.FailChannel, world.ChannelSMS, nil, func(s *world.Submission) { s.Message.IsSMS = false }},
		{"NemSMS with a body", "", world.ChannelSMS, nil, func(s *world.Submission) { s.Message.Documents = []world.Document{{Role: world.RoleMain}} }},
		{"NemSMS with an attachment", world.FailSMSContent, world.ChannelSMS, nil, func(s *world.Submission) {
			s.Message.Documents = []world.Document{{Role: world.RoleMain}, {Role: world.RoleAttachment}}
		}},
		{"NemSMS that serves", world.FailSMSContent, world.ChannelSMS, nil, func(s *world.Submission) { s.Message.Legal = true }},
		{"NemSMS of 150", "", world.ChannelSMS, nil, func(s *world.Submission) { s.Message.SMSText = strings.Repeat("ø", 150) }},
		{"NemSMS of 151", world.FailSMSTooLong, world.ChannelSMS, nil, func(s *world.Submission) { s.Message.SMSText = strings.Repeat("ø", 151) }},
		{"NemSMS of 160 when that is the limit", "", world.ChannelSMS, map[string]string{"dk.nemsms.max": "160"}, func(s *world.Submission) { s.Message.SMSText = strings.Repeat("ø", 160) }},
		{"service without a right", world.FailLegal, world.ChannelDigital, nil, func(s *world.Submission) { s.Message.Legal = true }},
		{"held until yesterday", world.FailTooEarly, world.ChannelDigital, nil, func(s *world.Submission) { s.Message.NotBefore = day(noon.AddDate(0, 0, -1)) }},
		{"held until today", "", world.ChannelDigital, nil, func(s *world.Submission) { s.Message.NotBefore = day(noon) }},
		{"held for a year and a day", world.FailTooLate, world.ChannelDigital, nil, func(s *world.Submission) { s.Message.NotBefore = day(noon.AddDate(1, 0, 1)) }},
		{"another sender name", "", world.ChannelDigital, nil, func(s *world.Submission) { s.Message.SenderLabel = "Staten" }},
		{"another sender name, strictly", world.FailSenderName, world.ChannelDigital, map[string]string{"dk.senderNameMismatch": "error"}, func(s *world.Submission) { s.Message.SenderLabel = "Staten" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, func(s *world.Spec) { s.Settings.Switches = c.switches })
			s := b.letter(c.channel, magic(t, connected))
			c.letter(&s)
			l := b.send(s)
			if l.Code != c.code {
				t.Errorf("got %+v", l)
			}
			b.oneOutcome(l)
			if code := warned[c.name]; code != "" && len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterWarned}, Code: code})) != 1 {
				t.Errorf("no warning %s", code)
			}
		})
	}
}

func TestOnlyAPublicSenderWithTheRightServes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, c := range []struct {
		category world.Category
		may      bool
		code     string
	}{
		{world.CategoryPublic, false, world.FailLegal},
		{world.CategoryPublic, true, ""},
		{world.CategoryPrivate, true, world.FailLegal},
	} {
		b.authority.Category, b.authority.MayServe = c.category, c.may
		b.must(b.world.PutAuthority(b.ctx, b.authority))
		s := b.letter(world.ChannelDigital, magic(t, connected))
		s.Message.Legal, s.Message.PostType = true, ""
		if l := b.send(s); l.Code != c.code {
			t.Errorf("%s, %v: got %q", c.category, c.may, l.Code)
		}
	}
}

func TestWhatExemptionDoesNotCover(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change    func(*world.Authority)
		switches  map[string]string
		mandatory bool
		rule      string
		statutory bool
	}{
		"private sender":    {change: func(a *world.Authority) { a.Category = world.CategoryPrivate }, rule: "DK-PRIV-01"},
		"other legal basis": {change: func(a *world.Authority) { a.OtherLegalBasis = true }, rule: "DK-EXEMPT-15", statutory: true},
		"mandatory":         {switches: map[string]string{"memo.mandatory.effect": "deliver"}, mandatory: true, rule: "DK-EXEMPT-15", statutory: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, func(s *world.Spec) { s.Settings.Switches = c.switches })
			if c.change != nil {
				c.change(&b.authority)
				b.must(b.world.PutAuthority(b.ctx, b.authority))
			}
			s := b.letter(world.ChannelDigital, magic(t, exempt))
			s.Message.PostType, s.Message.Mandatory = "", c.mandatory
			l := b.send(s)
			if l.State != world.StateAvailable || string(l.Rule) != c.rule || l.Statutory != c.statutory {
				t.Errorf("got %+v", l)
			}
		})
	}
	b := setup(t)
	s := b.letter(world.ChannelDigital, magic(t, exempt))
	s.Message.Mandatory = true
	if l := b.send(s); l.Code != world.FailExempt {
		t.Errorf("mandatory alone reaches an exempt person: %+v", l)
	}
}

func TestNothingIsProcessedBeforeTheAnswerIsOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a, err := b.world.Accept(b.ctx, b.letter(world.ChannelDigital, magic(t, connected)))
	b.must(err)
	_, err = b.world.AdvanceBy(b.ctx, time.Hour)
	b.must(err)
	if d := cmp.Diff([]world.Kind{world.KindLetterAccepted}, b.kinds(a.Letter)); d != "" {
		t.Error(d)
	}
	if _, ok, err := b.world.NextReceipt(b.ctx, b.system.ID); ok || err != nil {
		t.Errorf("a receipt before the answer (%v)", err)
	}
	b.world.Answered(b.ctx, a.Letter)
	b.world.Answered(b.ctx, a.Letter) // twice is harmless
	b.settle()
	if l := b.get(a.Letter); l.State != world.StateAvailable || !l.AvailableAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("got %+v", l)
	}
}
