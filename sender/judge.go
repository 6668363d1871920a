package sender

import (
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Judge is the sender's legal judgement as pure functions. The zero value of a
// field is the right one. They can be replaced to play a faulty sender: the
// conformance suite's own tests do, to show that it is caught.
type Judge struct {
	// StateOf is what a set of evidence amounts to (DK-REC-01, 02, 04, 08).
	StateOf func([]outbox.Evidence) outbox.State
	// Arrived is when the evidence proves that a letter became available (DK-ARR-01).
	Arrived func([]outbox.Evidence) (at time.Time, proven bool)
	// LastDay is the last day of a period that starts on a day (TIME-02 to TIME-05).
	LastDay func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day
	// InTime is whether something available at an instant is in time (TIME-06, TIME-07).
	InTime func(availableAt time.Time, last calendar.Day, zone *time.Location) bool
}

func (j Judge) withDefaults() Judge {
	if j.StateOf == nil {
		j.StateOf = outbox.StateOf
	}
	if j.Arrived == nil {
		j.Arrived = outbox.Arrival
	}
	if j.LastDay == nil {
		j.LastDay = calendar.LastDay
	}
	if j.InTime == nil {
		j.InTime = calendar.InTime
	}
	return j
}
