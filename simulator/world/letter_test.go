package world_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/simulator/world"
)

func TestALetterToAConnectedPersonArrives(t *testing.T) {
	t.Parallel()
	b := setup(t)
	to := magic(t, "connected, has NemSMS and notifications")
	l := b.send(b.letter(world.ChannelDigital, to))
	if l.State != world.StateAvailable || l.AvailableAt == nil || !l.AvailableAt.Equal(noon) || !l.Statutory || l.Destination != world.ToMailbox {
		t.Errorf("got %+v", l)
	}
	if d := cmp.Diff([]world.Kind{
		world.KindLetterAccepted, world.KindLetterRouted, world.KindLetterReceived, world.KindReceiptIssued,
		world.KindLetterAvailable, world.KindReceiptIssued, world.KindNotified, world.KindNotified,
	}, b.kinds(l.ID)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]world.Status{world.StatusDigitalReceived, world.StatusDigitalDelivered}, b.statuses(l.ID)); d != "" {
		t.Error(d)
	}
	box, err := b.world.Mailbox(b.ctx, to)
	b.must(err)
	if len(box) != 1 || box[0].ID != l.ID {
		t.Errorf("mailbox: %+v", box)
	}
}
