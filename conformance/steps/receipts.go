package steps

import (
	"context"
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// oneFinal claims the single final outcome of a letter, as the receipts on the
// wire have it; a receipt that is pushed again is still one.
func (s *Stage) oneFinal(ctx context.Context, title, want string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.pushes(ctx, l)
	if err != nil {
		return err
	}
	var got []string
	seen := map[string]bool{}
	for _, p := range found {
		row, known := kombi.StatusByText(p.receipt.TransaktionsStatusKode)
		if known && row.Final && !seen[p.id] {
			got = append(got, row.Text)
		}
		seen[p.id] = true
	}
	s.Recorder.claim(aboutFinal, fmt.Sprintf("de endelige udfald af %q", title), same(want, strings.Join(got, ", "), pushEvidence(found)...))
	return nil
}

// push is one attempt to push a receipt, as the provider's journal has it.
type push struct {
	receipt      kombi.PostStatus
	id           string
	status       int
	acknowledged bool
}

// pushes are all attempts to push receipts about a letter, in order.
func (s *Stage) pushes(ctx context.Context, l *letter) ([]push, error) {
	if err := s.bed.Simulator.Journal.Flush(ctx); err != nil {
		return nil, fmt.Errorf("reading the pushes: %w", err)
	}
	all, err := s.transmissions(ctx, l)
	if err != nil {
		return nil, err
	}
	mine := map[string]bool{}
	for i := range all {
		mine[string(all[i].ID)] = true
	}
	found, err := s.bed.Simulator.Journal.Exchanges(ctx, journal.Query{World: s.world.ID(), Direction: journal.Out, Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("reading the pushes: %w", err)
	}
	var out []push
	for _, x := range found {
		if x.Kind != journal.KindReceipt || !mine[x.Letter] || x.Request.Body.Size == 0 {
			continue // a receipt that was lost on purpose has no body: nothing was sent
		}
		p, err := readPush(x)
		if err != nil {
			return nil, fmt.Errorf("a push about %q: %w", l.title, err)
		}
		out = append(out, p)
	}
	return out, nil
}

// receivedTwice claims that an unacknowledged receipt came again before the next.
func (s *Stage) receivedTwice(ctx context.Context, title string, times int) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.pushes(ctx, l)
	if err != nil {
		return err
	}
	n := 0
	for n < len(found) && found[n].id == found[0].id {
		n++
	}
	o := outcome{expected: fmt.Sprintf("mindst %d gange", times), actual: fmt.Sprintf("%d gange", n), held: n >= times && n < len(found), evidence: pushEvidence(found)}
	s.Recorder.claim(aboutOrder, fmt.Sprintf("den første kvittering for %q, før den næste", title), o)
	return nil
}

// allAcknowledged claims that repeats came and were acknowledged like the rest.
func (s *Stage) allAcknowledged(ctx context.Context, title string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.pushes(ctx, l)
	if err != nil {
		return err
	}
	ids := map[string]int{}
	yes := 0
	for _, p := range found {
		ids[p.id]++
		if p.acknowledged {
			yes++
		}
	}
	repeated := 0
	for _, n := range ids {
		if n > 1 {
			repeated++
		}
	}
	o := outcome{
		expected: "alle bekræftet, hver kvittering kom igen", actual: fmt.Sprintf("%d af %d bekræftet, %d af %d kom igen", yes, len(found), repeated, len(ids)),
		held: len(found) > 0 && yes == len(found) && repeated == len(ids), evidence: pushEvidence(found),
	}
	s.Recorder.claim(aboutAgain, fmt.Sprintf("kvitteringerne for %q", title), o)
	return nil
}

// cameBefore claims the order in which two receipts reached the sender.
func (s *Stage) cameBefore(ctx context.Context, first, title, second string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.pushes(ctx, l)
	if err != nil {
		return err
	}
	at := func(text string) int {
		for i, p := range found {
			if p.receipt.TransaktionsStatusKode == text {
				return i
			}
		}
		return -1
	}
	a, b := at(first), at(second)
	o := outcome{expected: first + " først", actual: "i den rækkefølge", held: a >= 0 && b >= 0 && a < b, evidence: pushEvidence(found)}
	if !o.held {
		o.actual = fmt.Sprintf("plads %d og %d", a+1, b+1)
	}
	s.Recorder.claim(aboutOrder, fmt.Sprintf("rækkefølgen af kvitteringer for %q", title), o)
	return nil
}

// attempts claims how often the sender's system sent a letter.
func (s *Stage) attempts(ctx context.Context, title string, atLeast, atMost int) error {
	if err := s.bed.Simulator.Journal.Flush(ctx); err != nil {
		return fmt.Errorf("counting the attempts: %w", err)
	}
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.bed.Simulator.Journal.Exchanges(ctx, journal.Query{World: s.world.ID(), System: string(l.from.seat.System.ID), Direction: journal.In, Limit: 1000})
	if err != nil {
		return fmt.Errorf("counting the attempts: %w", err)
	}
	n := 0
	for _, x := range found {
		if x.Kind == journal.KindSend && strings.Contains(strings.ToLower(x.Request.Body.Text), string(l.id)) {
			n++
		}
	}
	o := outcome{expected: fmt.Sprintf("%d", atLeast), actual: fmt.Sprintf("%d", n), held: n >= atLeast && (atMost == 0 || n <= atMost)}
	if atMost == 0 {
		o.expected = fmt.Sprintf("mindst %d", atLeast)
	}
	s.Recorder.claim(aboutRepeat, fmt.Sprintf("antal gange %q blev sendt over ledningen", title), o)
	return nil
}

// emptyDetails claims that every receipt is free of errors.
func (s *Stage) emptyDetails(ctx context.Context, title string) error {
	return s.eachPush(ctx, title, aboutDetails, "fejldetaljer i kvitteringerne for %q", func(p push) (string, bool) {
		return p.receipt.Fejl.FejlKode + " " + p.receipt.Fejl.FejlTekst, !p.receipt.Fejl.Failed()
	})
}

// codeAndText claims that there is a negative receipt and that it says why.
func (s *Stage) codeAndText(ctx context.Context, title string) error {
	return s.eachPush(ctx, title, aboutDetails, "kode og tekst i den negative kvittering for %q", func(p push) (string, bool) {
		return p.receipt.Fejl.FejlKode + ": " + p.receipt.Fejl.FejlTekst,
			p.receipt.TransaktionsStatusKode == "Fejlet" && p.receipt.Fejl.FejlKode != "" && p.receipt.Fejl.FejlTekst != ""
	})
}

// causes are the features' words for what is wrong with a document, and the rule
// by which a receipt names it.
var causes = map[string]string{"dokumentet er krypteret": "FP-010"}

// namesCause claims that the negative receipt names what is wrong.
func (s *Stage) namesCause(ctx context.Context, title, words string) error {
	rule, ok := causes[words]
	if !ok {
		return fmt.Errorf("%q is nothing that can be wrong with a document; see the table of causes", words)
	}
	return s.eachPush(ctx, title, aboutDetails, "årsagen i den negative kvittering for %q", func(p push) (string, bool) {
		return p.receipt.Fejl.FejlKode + ": " + p.receipt.Fejl.FejlTekst, strings.HasPrefix(p.receipt.Fejl.FejlTekst, rule+": ")
	})
}

// timeOf is the instant that the first receipt with a status states.
func (s *Stage) timeOf(found []push, status string) string {
	for _, p := range found {
		if p.receipt.TransaktionsStatusKode != status {
			continue
		}
		at, err := p.receipt.TransaktionsDatoTid.Time()
		if err != nil {
			return err.Error()
		}
		return s.local(&at)
	}
	return "ingen kvittering"
}

// digitalKeys and physicalKeys claim the keys of receipts.
func (s *Stage) digitalKeys(ctx context.Context, title string) error {
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	return s.eachPush(ctx, title, aboutKeys, "forsendelsens og meddelelsens id i kvitteringerne for %q", func(p push) (string, bool) {
		return fmt.Sprintf("%s %s, sammenhæng %s", p.receipt.TransmissionID, p.receipt.MessageUUID, p.receipt.CorrelationID),
			p.receipt.TransmissionID == string(l.ID) && p.receipt.CorrelationID == string(l.ID) && strings.EqualFold(p.receipt.MessageUUID, string(s.letters[title].id))
	})
}

func (s *Stage) physicalKeys(ctx context.Context, title string) error {
	view, err := s.sent(ctx, title)
	if err != nil {
		return err
	}
	l, err := s.held(ctx, title)
	if err != nil {
		return err
	}
	return s.eachPush(ctx, title, aboutKeys, "afsendelsens og forsendelsens id i kvitteringerne for %q", func(p push) (string, bool) {
		return fmt.Sprintf("%s, sammenhæng %s", p.receipt.AfsendelseIdentifikator, p.receipt.CorrelationID),
			p.receipt.AfsendelseIdentifikator == view.ConsignmentID && p.receipt.CorrelationID == string(l.ID)
	})
}

// eachPush claims something of every receipt that reached the sender.
func (s *Stage) eachPush(ctx context.Context, title string, f family, text string, good func(push) (string, bool)) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	found, err := s.pushes(ctx, l)
	if err != nil {
		return err
	}
	o := outcome{expected: "som foreskrevet i alle", actual: "ingen kvitteringer", evidence: pushEvidence(found)}
	for i, p := range found {
		said, ok := good(p)
		if i == 0 {
			o.held, o.actual = true, fmt.Sprintf("som foreskrevet i alle %d", len(found))
		}
		if !ok {
			o.held, o.actual = false, fmt.Sprintf("%s: %q", p.receipt.TransaktionsStatusKode, strings.TrimSpace(said))
		}
	}
	if o.held {
		o.expected = o.actual
	}
	s.Recorder.claim(f, fmt.Sprintf(text, title), o)
	return nil
}

// repeatReceipt claims that a repeat got a receipt of its own that calls it one.
func (s *Stage) repeatReceipt(ctx context.Context, title string) error {
	l, err := s.letterTitled(title)
	if err != nil {
		return err
	}
	all, err := s.transmissions(ctx, l)
	if err != nil {
		return err
	}
	o := outcome{expected: "Fejlet " + outbox.CodeDuplicate, actual: "ingen gentagelse"}
	for i := range all {
		if all[i].RepeatOf == "" {
			continue
		}
		o.actual = "ingen kvittering"
		found, err := s.world.Receipts(ctx, l.from.seat.System.ID, all[i].ID)
		if err != nil {
			return fmt.Errorf("reading the receipts of the repeat: %w", err)
		}
		for j := range found {
			o.evidence = append(o.evidence, receiptEvidence(&found[j]))
			if found[j].Status == world.StatusFailed {
				o.actual = "Fejlet " + found[j].Code
			}
		}
	}
	o.held = o.actual == o.expected
	s.Recorder.claim(aboutRepeat, fmt.Sprintf("kvitteringen for gentagelsen af %q", title), o)
	return nil
}

// receiptFaults script what goes wrong with receipts.
func (s *Stage) receiptsLost(context.Context) error {
	return s.faults(fault.Rule{At: fault.AtReceipt, Do: fault.Lose})
}

func (s *Stage) receiptsDoubled(context.Context) error {
	return s.faults(fault.Rule{At: fault.AtReceipt, Do: fault.Double})
}

func (s *Stage) receiptsSwapped(context.Context) error {
	return s.faults(fault.Rule{At: fault.AtReceipt, Next: 1, Do: fault.Reorder})
}

func pushEvidence(found []push) []verdict.Evidence {
	out := make([]verdict.Evidence, 0, len(found))
	for i, p := range found {
		out = append(out, verdict.Evidence{Kind: "push", Ref: fmt.Sprint(i + 1), Text: fmt.Sprintf("%s %s, HTTP %d, bekræftet: %v", p.id, p.receipt.TransaktionsStatusKode, p.status, p.acknowledged)})
	}
	return out
}
