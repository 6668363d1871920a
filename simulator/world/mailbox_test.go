package world_test

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

func TestAFailedNotificationDoesNotPostponeArrival(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.must(b.world.SetSettings(b.ctx, world.Settings{NotificationsDown: true}))
	l := b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	if l.AvailableAt == nil || !l.AvailableAt.Equal(noon) || len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindNotifyFailed}})) != 2 {
		t.Errorf("got %+v", l)
	}
	b.want(b.world.SetSettings(b.ctx, world.Settings{Availability: -1}), world.CodeInvalid)
}

func TestOpeningChangesNothingAboutTheArrival(t *testing.T) {
	t.Parallel()
	b := setup(t)
	l := b.send(b.letter(world.ChannelDigital, magic(t, connected)))
	_, err := b.world.AdvanceBy(b.ctx, time.Hour)
	b.must(err)
	b.must(b.world.Open(b.ctx, l.ID))
	_, err = b.world.AdvanceBy(b.ctx, time.Hour)
	b.must(err)
	b.must(b.world.Open(b.ctx, l.ID))
	got := b.get(l.ID)
	if !got.AvailableAt.Equal(noon) || !got.OpenedAt.Equal(noon.Add(time.Hour)) || len(b.statuses(l.ID)) != 2 {
		t.Errorf("got %+v", got)
	}
	b.want(b.world.Open(b.ctx, "nobody"), world.CodeNotFound)
}
