package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// longPrint is more than printSlowly takes.
const longPrint = 5 * time.Hour

// printSlowly has an hour before each step.
func printSlowly(s *world.Spec) {
	s.Settings.PrintDelays = map[world.Status]time.Duration{
		world.StatusPrintReceived: time.Hour, world.StatusPrintReady: time.Hour, world.StatusPrintHanded: time.Hour, world.StatusPosted: time.Hour,
	}
}

func TestAPrintJobTellsHowTheLetterIsPrinted(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: encrypted()}, printSlowly)
	s := b.letter(world.ChannelPrint, magic(t, exempt))
	s.Order.Attachments = []world.Document{s.Order.Main}
	s.Order.Duplex, s.Order.Express, s.Order.Category, s.Order.Envelope = true, true, "Rekommanderet", "C4"
	s.Order.Address.City = "" // as senders leave it out
	s.Order.Sender = &world.Address{Name: "Eksempelkøbing Kommune", Lines: []string{"Rådhuspladsen 1"}, PostCode: "0102", City: "Prøverup", Country: "DK"}
	l := b.send(s)
	want := &world.PrintJob{
		Number: 1, Envelope: "C4", Pages: 2, Sheets: 2, Duplex: true, Express: true, Category: "Rekommanderet",
		Cost:      fjernprint.Cost{Pages: 60, Sheets: 20, Envelope: 50, Postage: 800, Total: 930},
		Imprint:   world.Imprinted{Recipient: true, Sender: true},
		Recipient: []string{"Prøve Person", "Eksempelvej 1", "0101 Eksempelkøbing"},
		Sender:    "Eksempelkøbing Kommune, Rådhuspladsen 1, 0102 Prøverup",
		Steps:     []world.PrintStep{{Status: world.StatusPrintCreated, At: noon}},
	}
	if diff := cmp.Diff(want, l.Job); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err := b.world.AdvanceBy(b.ctx, longPrint)
	b.must(err)
	for i, status := range []world.Status{world.StatusPrintReceived, world.StatusPrintReady, world.StatusPrintHanded, world.StatusPosted} {
		want.Steps = append(want.Steps, world.PrintStep{Status: status, At: noon.Add(time.Duration(i+1) * time.Hour)})
	}
	if diff := cmp.Diff(want, b.get(l.ID).Job); diff != "" {
		t.Errorf("posted (-want +got):\n%s", diff)
	}
	if next := b.send(b.letter(world.ChannelPrint, magic(t, exempt))); next.Job.Number != 2 {
		t.Errorf("the next job has number %d", next.Job.Number)
	}
}

func TestTheEnvelopeIsTheOneAskedForOnlyIfItIsLarger(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: encrypted()}) // everything fits into C5
	for asked, want := range map[string]string{"": "C5", "C5": "C5", "C4": "C4", "MA": "MA", "B4": "C5"} {
		s := b.letter(world.ChannelPrint, magic(t, exempt))
		s.Order.Envelope = asked
		if l := b.send(s); l.Job.Envelope != want {
			t.Errorf("asked for %q, got %q", asked, l.Job.Envelope)
		}
	}
}

func TestTheImprintIsWhatTheOrderSays(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	b := setup(t)
	s := b.letter(world.ChannelPrint, magic(t, exempt))
	s.Order.Imprint = world.Imprint{Recipient: &no, Sender: &yes, Date: &yes}
	l := b.send(s)
	if l.Job.Recipient != nil || l.Job.Sender != b.authority.Name || l.Job.Imprint != (world.Imprinted{Sender: true, Date: true}) {
		t.Errorf("got %+v", l.Job)
	}
	abroad := b.letter(world.ChannelPrint, magic(t, exempt))
	abroad.Order.Address = &world.Address{Name: "Prøve Person", Lines: []string{"Teststrasse 1", "00000 Probestadt"}, Country: "DE"}
	if l := b.send(abroad); strings.Join(l.Job.Recipient, "|") != "Prøve Person|Teststrasse 1|00000 Probestadt|DE" {
		t.Errorf("the window shows %q", l.Job.Recipient)
	}
	own := b.letter(world.ChannelPrint, magic(t, exempt))
	own.Order.Address = &world.Address{Name: "Prøve Person", Lines: []string{"Testalle 1", "9999 Prøveby"}, PostCode: "9999", Country: "DK"}
	if l := b.send(own); strings.Join(l.Job.Recipient, "|") != "Prøve Person|Testalle 1|9999 Prøveby" {
		t.Errorf("the window shows %q", l.Job.Recipient)
	}
	// An order to print a recipient that it does not name cannot be carried out.
	nobody := b.letter(world.ChannelPrint, ident.Party{})
	nobody.Order.Address, nobody.Order.Imprint.Recipient = nil, &yes
	if l := b.send(nobody); l.Code != world.FailNoAddress {
		t.Errorf("got %+v", l)
	}
}

func TestADocumentThatIsOnlyReferredToIsNotPrinted(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: encrypted()})
	for channel, want := range map[world.Channel]world.Channel{world.ChannelPrint: world.ChannelPrint, world.ChannelAuto: world.ChannelPrint} {
		s := b.letter(channel, magic(t, exempt))
		s.Order.Attachments = []world.Document{{Role: world.RoleAttachment, Label: "Bilag"}}
		l := b.send(s)
		found, err := b.world.Receipts(b.ctx, b.system.ID, l.ID)
		b.must(err)
		if l.Code != world.FailNoDocument || len(found) != 1 || found[0].Channel != want || !strings.Contains(found[0].Text, "document 2 ") {
			t.Errorf("%s: %+v, %+v", channel, l, found)
		}
	}
	s := b.letter(world.ChannelAuto, magic(t, connected))
	s.Order.Attachments = []world.Document{{Role: world.RoleAttachment, Label: "Bilag"}}
	if l := b.send(s); l.State != world.StateAvailable {
		t.Errorf("the digital letter is %s", l.State)
	}
}

func TestOnlyTheReceiptsThatTheOrderWantsAreIssued(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		choice         world.ReceiptChoice
		posted, failed int // receipts
	}{
		{world.ReceiptsAll, 5, 1}, {world.ReceiptsErrors, 0, 1}, {world.ReceiptsNone, 0, 0},
	} {
		b := setup(t)
		posted := b.letter(world.ChannelPrint, magic(t, exempt))
		failed := b.letter(world.ChannelPrint, magic(t, exempt))
		failed.Order.Address = &world.Address{}
		digital := b.letter(world.ChannelAuto, magic(t, connected))
		for s, want := range map[*world.Submission]int{&posted: c.posted, &failed: c.failed, &digital: 2} {
			s.Order.Receipts = c.choice
			l := b.send(*s)
			if got := b.statuses(l.ID); len(got) != want {
				t.Errorf("choice %q, letter %s: %v", c.choice, l.State, got)
			}
			warned := len(b.events(world.Query{Letter: l.ID, Code: world.WarnReceipts}))
			if (warned == 1) != (c.choice != world.ReceiptsAll && l.State == world.StatePosted) {
				t.Errorf("choice %q, letter %s: %d warnings", c.choice, l.State, warned)
			}
		}
	}
}

func TestNumbersInTheWindowAreMaskedInTheJobAndItsEvents(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: encrypted()})
	s := b.letter(world.ChannelPrint, magic(t, "exempt"))
	s.Order.Address.Name = "Prøve Person 150644-3893"
	s.Order.Sender = &world.Address{Name: "Kontor 150644-3893", Lines: []string{"Prøvevej 2"}, PostCode: "0101"}
	l := b.send(s)
	if l.Job == nil || l.Job.Recipient[0] != "Prøve Person 1506**-****" || !strings.HasPrefix(l.Job.Sender, "Kontor 1506**-****, ") {
		t.Errorf("got %+v", l.Job)
	}
	for _, e := range b.events(world.Query{Letter: l.ID}) {
		if strings.Contains(string(e.Data)+e.Text, "150644-3893") {
			t.Errorf("%s: %s %s", e.Kind, e.Text, e.Data)
		}
	}
}
