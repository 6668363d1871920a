package steps

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/simulator/world"
)

// Kommunen is the authority that features call "kommunen".
const Kommunen = "Eksempelkøbing Kommune"

// opening is when every scenario's world begins, before any date a feature
// names: clocks only go forward.
var opening = time.Date(2010, 1, 4, 8, 0, 0, 0, time.UTC)

// Stage is what one scenario plays on. Not for concurrent use.
type Stage struct {
	Recorder *Recorder

	bed       *testbed.Bed
	world     *world.World
	zone      *time.Location
	people    map[string]*person
	senders   map[string]*authority
	letters   map[string]*letter
	last      *letter                     // the letter sent last
	interlude func(context.Context) error // played once, right after the next submission
	borrowed  int                         // HTTP status of a call with somebody else's token
	fronts    []*testbed.Front
}

// person is a person or company known by name.
type person struct {
	name      string
	party     ident.Party // the zero value when there is no number
	address   []string    // lines
	addressed bool        // the sender knows the address
	company   bool
	nemSMS    bool
}

// letter is a letter known by its title.
type letter struct {
	title string
	id    sender.LetterID
	from  *authority
	to    *person
	print bool // asked for as paper only: its key is the consignment id
}

// Open makes the stage for one scenario: a world of its own, seeded by the run
// and the scenario. tags are the scenario's.
func Open(ctx context.Context, bed *testbed.Bed, id string, seed uint64, tags []string) (*Stage, error) {
	w, err := bed.NewWorld(ctx, world.Spec{ID: worldID(id), Start: opening, Mode: world.ClockFrozen, Seed: seed, Population: -1})
	if err != nil {
		return nil, fmt.Errorf("opening the scenario's world: %w", err)
	}
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		return nil, fmt.Errorf("opening the scenario's world: %w", err)
	}
	return &Stage{
		Recorder: NewRecorder(tags, law.Default(law.Denmark)), bed: bed, world: w, zone: zone,
		people: map[string]*person{}, senders: map[string]*authority{}, letters: map[string]*letter{},
	}, nil
}

// worldID turns a scenario's id into a world's: letters, digits, dash.
func worldID(id string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(id)), "-")
}

// World is the scenario's world, for the report.
func (s *Stage) World() *world.World { return s.world }

// Close ends the scenario: its senders stop and its world goes.
func (s *Stage) Close(ctx context.Context) error {
	for _, f := range s.fronts {
		f.Close()
	}
	for _, a := range s.senders {
		s.bed.Leave(a.seat)
	}
	s.bed.Simulator.Faults.Forget(s.world.ID())
	if err := s.bed.Simulator.Worlds.Delete(ctx, s.world.ID()); err != nil {
		return fmt.Errorf("closing the scenario's world: %w", err)
	}
	return nil
}

// letterTitled finds a letter by the title a feature gave it.
func (s *Stage) letterTitled(title string) (*letter, error) {
	l, ok := s.letters[title]
	if !ok {
		return nil, fmt.Errorf("no letter called %q was sent in this scenario", title)
	}
	return l, nil
}

// personNamed finds a person or company; features may name one for the first
// time in a claim (Mette), who then is an ordinary connected person.
func (s *Stage) personNamed(name string) (*person, error) {
	p, ok := s.people[name]
	if !ok {
		return nil, fmt.Errorf("the scenario does not say who %s is", name)
	}
	return p, nil
}

// parse reads "2024-03-01 09:00" or with seconds as a local time of the zone.
func parse(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time; write it like 2024-03-01 09:00 or 2024-03-01 09:00:00", text)
}

// local tells an instant as people of the zone read it.
func (s *Stage) local(t *time.Time) string {
	if t == nil {
		return "aldrig"
	}
	return t.In(s.zone).Format("2006-01-02 15:04:05")
}
