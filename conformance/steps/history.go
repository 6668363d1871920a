package steps

import (
	"context"
	"fmt"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// Limits of what a report keeps of one scenario.
const (
	keepEvents    = 500
	keepExchanges = 100
	keepBody      = 4096 // bytes of a message
)

// Record adds the scenario's timeline and the messages exchanged to the result.
func (s *Stage) Record(ctx context.Context, into *verdict.Scenario) error {
	found, err := s.events(ctx, world.Query{Limit: keepEvents})
	if err != nil {
		return err
	}
	for i := range found {
		e := &found[i]
		into.Timeline = append(into.Timeline, verdict.Moment{Seq: e.Seq, At: e.At, Kind: string(e.Kind), Rule: e.Rule, Code: e.Code, Text: ident.MaskText(e.Text)})
	}
	if err := s.bed.Simulator.Journal.Flush(ctx); err != nil {
		return fmt.Errorf("reading the exchanges: %w", err)
	}
	exchanges, err := s.bed.Simulator.Journal.Exchanges(ctx, journal.Query{World: s.world.ID(), Limit: keepExchanges})
	if err != nil {
		return fmt.Errorf("reading the exchanges: %w", err)
	}
	for _, x := range exchanges {
		into.Exchanges = append(into.Exchanges, verdict.Exchange{
			At: x.Began, Direction: string(x.Direction), Request: x.Method + " " + ident.MaskText(x.URL), Status: x.Status,
			Sent: shorten(x.Request.Body.Text), Received: shorten(x.Response.Body.Text),
		})
	}
	return nil
}

// shorten keeps the beginning of a message, numbers masked.
func shorten(text string) string {
	if len(text) > keepBody {
		text = fmt.Sprintf("%s … (%d bytes in all)", text[:keepBody], len(text))
	}
	return ident.MaskText(text)
}
