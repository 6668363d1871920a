package calendar

import (
	"fmt"
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// LastDay returns the last day of a period that starts on the given day: the
// naive end, or the next day on which a period can end (TIME-03 to TIME-05).
func LastDay(start Day, p Period, c Calendar) Day { return c.Next(p.From(start)) }

// InTime reports whether something available to the authority at an instant is
// in time: before the start of the day after the last day (TIME-06, TIME-07).
func InTime(availableAt time.Time, lastDay Day, zone *time.Location) bool {
	return availableAt.Before(lastDay.EndOf(zone))
}

// Deadline is a last day and how it was found.
type Deadline struct {
	Arrived Day       // the legal day of arrival; not counted
	Naive   Day       // the end before non-days are considered
	Last    Day       // the last day
	Ends    time.Time // the first instant that is late, UTC
	Steps   []Step    // in the order of the reckoning
}

// Step is one step of a reckoning: the rule, the day it leads to, and a
// sentence for people.
type Step struct {
	Rule law.ID `json:"rule"`
	Day  Day    `json:"day"`
	Da   string `json:"da"`
	En   string `json:"en"`
}

// Explain finds the last day of a period that starts when something becomes
// available, and tells every step.
func Explain(availableAt time.Time, p Period, c Calendar, zone *time.Location) Deadline {
	d := Deadline{Arrived: DayOf(availableAt, zone)}
	d.Naive = p.From(d.Arrived)
	d.step("TIME-01", d.Arrived, "Kommet frem %s (%s).", "Arrived %s (%s).", d.Arrived, zone)
	d.step("TIME-03", d.Arrived, "Den dag tælles ikke med.", "That day is not counted.")
	d.step("TIME-04", d.Naive, "%[1]s derefter er %[3]s.", "%[2]s later is %[3]s.", p.Danish(), p, d.Naive)
	d.Last = d.Naive
	for {
		r, non := c.NonDay(d.Last)
		if !non {
			break
		}
		next := d.Last.AddDays(1)
		d.step(r.Rule, next, "%[1]s er %[2]s; fristen løber videre.", "%[1]s is %[3]s; the period runs on.", d.Last, r.Da, r.En)
		d.Last = next
	}
	d.Ends = d.Last.EndOf(zone).UTC()
	d.step("TIME-06", d.Last, "Sidste dag er %s til midnat.", "The last day is %s, to midnight.", d.Last)
	return d
}

func (d *Deadline) step(rule law.ID, day Day, da, en string, args ...any) {
	d.Steps = append(d.Steps, Step{rule, day, fmt.Sprintf(da, args...), fmt.Sprintf(en, args...)})
}
