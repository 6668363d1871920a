package world_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/simulator/world"
)

// rules finds what it was told to find.
type rules map[string][]world.PrintFinding

func (r rules) Check(_ context.Context, pdf io.ReadSeeker, _ int64) ([]world.PrintFinding, error) {
	content, err := io.ReadAll(pdf)
	if string(content) == "uncheckable" {
		return nil, errors.New("no time")
	}
	return r[string(content)], err
}

func TestThePrintRulesAreAsked(t *testing.T) {
	t.Parallel()
	config := world.Config{Print: rules{"encrypted": {{Code: "pdf.encrypted", Text: "Take the protection away."}}}}
	for _, c := range []struct {
		to      string
		channel world.Channel
		content string
		state   world.LetterState
		warned  string
	}{
		{exempt, world.ChannelPrint, "fine", world.StatePosted, ""},
		{exempt, world.ChannelPrint, "encrypted", world.StateRefused, ""},
		{exempt, world.ChannelAuto, "encrypted", world.StateRefused, ""},
		{exempt, world.ChannelPrint, "uncheckable", world.StatePosted, world.WarnUnchecked},
		{connected, world.ChannelDigital, "encrypted", world.StateAvailable, "pdf.encrypted"},
		{connected, world.ChannelAuto, "encrypted", world.StateAvailable, "pdf.encrypted"},
	} {
		b := setupWith(t, config)
		s := b.letter(c.channel, magic(t, c.to))
		if s.Order != nil {
			s.Order.Main.Ref = b.document(c.content)
		}
		if s.Message != nil {
			s.Message.Documents[0].Ref = b.document(c.content)
		}
		l := b.send(s)
		if l.State != c.state || (l.State == world.StateRefused) != (l.Code == world.FailUnprintable) {
			t.Errorf("%+v: got %+v", c, l)
		}
		b.oneOutcome(l)
		if c.warned != "" && len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterWarned}, Code: c.warned})) != 1 {
			t.Errorf("%+v: no warning", c)
		}
		if c.warned == "pdf.encrypted" {
			b.must(b.world.SetSettings(b.ctx, world.Settings{Switches: map[string]string{"dk.print.digitalCheck": "error"}}))
			m := *s.Message
			m.UUID = b.uuid()
			s.Message = &m
			if s.Order != nil {
				s.Order.DispatchID = b.uuid()
			}
			l := b.send(s)
			found, err := b.world.Receipts(b.ctx, b.system.ID, l.ID)
			b.must(err)
			if l.Code != world.FailUnprintable || len(found) != 1 || found[0].Channel != world.ChannelDigital {
				t.Errorf("%+v with the switch: got %+v, %+v", c, l, found)
			}
		}
		if l.State == world.StateRefused {
			if e := b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterRefused}}); !strings.Contains(e[0].Text, "pdf.encrypted") || e[0].Rule != "DK-PRINT-05" {
				t.Errorf("got %+v", e)
			}
		}
	}
}
