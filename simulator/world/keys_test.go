package world_test

import (
	"testing"

	"github.com/brevdue/brevdue/simulator/world"
)

// Senders use one id for message and dispatch, and mix them up on the second
// attempt; every transmission has its own id all the same.
func TestNoTwoTransmissionsHaveTheSameID(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const one, two, three = "11111111-0000-4000-8000-0000000000a1", "11111111-0000-4000-8000-0000000000a2", "11111111-0000-4000-8000-0000000000a3"
	var sent []world.Letter
	for _, c := range []struct {
		channel           world.Channel
		message, dispatch string
		repeatOf          int // 0: it is none
	}{
		{world.ChannelDigital, one, "", 0},
		{world.ChannelPrint, "", one, 0}, // the fallback to paper, under the id of the message
		{world.ChannelPrint, "", one, 2},
		{world.ChannelAuto, two, two, 0},
		{world.ChannelAuto, three, two, 4}, // a new message with the old order
		{world.ChannelDigital, three, "", 4},
		{world.ChannelAuto, three, three, 4},
		{world.ChannelPrint, "", two, 4},
		{world.ChannelPrint, "", three, 4},
		{world.ChannelDigital, two, "", 4},
	} {
		s := b.letter(c.channel, magic(t, exempt))
		if s.Message != nil {
			s.Message.UUID = c.message
		}
		if s.Order != nil {
			s.Order.DispatchID = c.dispatch
		}
		l := b.send(s)
		b.oneOutcome(l)
		for i, other := range sent {
			if other.ID == l.ID {
				t.Errorf("letters %d and %d have the same id", i+1, l.Number)
			}
		}
		sent = append(sent, l)
		var first world.LetterID
		if c.repeatOf > 0 {
			first = sent[c.repeatOf-1].ID
		}
		if l.RepeatOf != first {
			t.Errorf("letter %d repeats %q, want %q", l.Number, l.RepeatOf, first)
		}
	}
}
