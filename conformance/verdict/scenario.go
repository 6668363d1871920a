package verdict

import (
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// Scenario is one scenario that was run; each row of an outline is one, and
// rows of the same outline share Outline.
type Scenario struct {
	ID         string        `json:"id"`      // URI and line, for example dk/arrival/arrival.feature:12
	Outline    string        `json:"outline"` // the id of the scenario or outline in the file: what counts
	Feature    string        `json:"feature"`
	Name       string        `json:"name"`
	Row        string        `json:"row,omitempty"` // the cells of the outline's row, joined by dots
	Tags       []string      `json:"tags"`
	Steps      []Step        `json:"steps"`
	Assertions []Assertion   `json:"assertions"`
	Fault      string        `json:"fault,omitempty"` // why the suite could not decide
	World      string        `json:"world"`
	Timeline   []Moment      `json:"timeline,omitempty"`
	Exchanges  []Exchange    `json:"exchanges,omitempty"`
	Started    time.Time     `json:"started"`  // wall clock
	Duration   time.Duration `json:"duration"` // wall clock, nanoseconds
}

// Verdict follows from the assertions; a fault of the suite outweighs them.
// A scenario without any assertion shows nothing, which is a fault too.
func (s *Scenario) Verdict() Verdict {
	if s.Fault != "" {
		return Error
	}
	if len(s.Assertions) == 0 {
		return Error
	}
	all := make([]Verdict, 0, len(s.Assertions))
	for _, a := range s.Assertions {
		all = append(all, a.Verdict)
	}
	return Worst(all...)
}

// Rules are the rule ids that assertions of the scenario were made of, each
// once, in the order of the assertions.
func (s *Scenario) Rules() []law.ID {
	var out []law.ID
	seen := map[law.ID]bool{}
	for _, a := range s.Assertions {
		if !seen[a.Rule] {
			seen[a.Rule] = true
			out = append(out, a.Rule)
		}
	}
	return out
}

// Broken returns the assertions that did not hold.
func (s *Scenario) Broken() []Assertion {
	var out []Assertion
	for _, a := range s.Assertions {
		if a.Verdict != Pass {
			out = append(out, a)
		}
	}
	return out
}

// Step is one line of the scenario as it was read.
type Step struct {
	Keyword string  `json:"keyword"` // Givet, Når, Så, Og
	Text    string  `json:"text"`
	Verdict Verdict `json:"verdict"`
	Fault   string  `json:"fault,omitempty"`
}

// Moment is one line of the timeline: a ledger event told to people.
type Moment struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"` // virtual
	Kind string    `json:"kind"`
	Rule law.ID    `json:"rule,omitempty"`
	Code string    `json:"code,omitempty"`
	Text string    `json:"text"`
}

// Exchange is one message on the wire as the provider's journal kept it.
type Exchange struct {
	At        time.Time `json:"at"`        // wall clock
	Direction string    `json:"direction"` // in: to the provider, out: from it
	Request   string    `json:"request"`   // method and path
	Status    int       `json:"status"`    // 0: no answer
	Sent      string    `json:"sent,omitempty"`
	Received  string    `json:"received,omitempty"`
}
