package calendar

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/dk"

	"github.com/brevdue/brevdue/post/law"
)

// NonDays are the days besides weekends and public holidays on which a period
// may or may not end: contested, point U-10, switch dk.nonDays.
type NonDays struct {
	Grundlovsdag         bool // 5 June
	ChristmasEve         bool // 24 December
	NewYearsEve          bool // 31 December
	FridayAfterAscension bool
	FirstOfMay           bool
}

// Calendar knows the days on which a period cannot end in Denmark: Saturdays,
// Sundays, public holidays (TIME-08) and the chosen NonDays (TIME-05). The zero
// value has none of the NonDays; [FromRules] has those of a rule set.
type Calendar struct{ NonDays NonDays }

// FromRules returns the calendar of a rule set.
//
// Errors are *[Error] with [CodeJurisdiction]: only the Danish holidays are known.
func FromRules(r law.Rules) (Calendar, error) {
	if r.Jurisdiction() != law.Denmark {
		return Calendar{}, &Error{CodeJurisdiction, fmt.Sprintf("no holidays are known for jurisdiction %q; choose DK", r.Jurisdiction())}
	}
	return Calendar{NonDays{
		Grundlovsdag:         r.On(law.NonDays, "grundlovsdag"),
		ChristmasEve:         r.On(law.NonDays, "24dec"),
		NewYearsEve:          r.On(law.NonDays, "31dec"),
		FridayAfterAscension: r.On(law.NonDays, "fridayAfterAscension"),
		FirstOfMay:           r.On(law.NonDays, "1may"),
	}}, nil
}

// Reason names why a period cannot end on a day.
type Reason struct {
	Rule   law.ID // TIME-08 for a public holiday, otherwise TIME-05
	Da, En string
}

// NonDay tells whether a period cannot end on the day, and why. A holiday on a
// Saturday or Sunday is given by its own name.
func (c Calendar) NonDay(d Day) (Reason, bool) {
	if r, ok := holiday(d); ok {
		return r, true
	}
	switch d.Weekday() {
	case time.Saturday:
		return Reason{"TIME-05", "lørdag", "Saturday"}, true
	case time.Sunday:
		return Reason{"TIME-05", "søndag", "Sunday"}, true
	}
	switch {
	case c.NonDays.Grundlovsdag && d.Month == time.June && d.Day == 5:
		return Reason{"TIME-05", "grundlovsdag", "Constitution Day"}, true
	case c.NonDays.ChristmasEve && d.Month == time.December && d.Day == 24:
		return Reason{"TIME-05", "juleaftensdag", "Christmas Eve"}, true
	case c.NonDays.NewYearsEve && d.Month == time.December && d.Day == 31:
		return Reason{"TIME-05", "nytårsaftensdag", "New Year's Eve"}, true
	case c.NonDays.FirstOfMay && d.Month == time.May && d.Day == 1:
		return Reason{"TIME-05", "1. maj", "1 May"}, true
	case c.NonDays.FridayAfterAscension && falls(dk.KristiHimmelfartsdag, d.AddDays(-1)):
		return Reason{"TIME-05", "dagen efter Kristi himmelfartsdag", "the day after Ascension Day"}, true
	}
	return Reason{}, false
}

// Next returns the day itself, or when a period cannot end on it the first day
// after it on which one can.
func (c Calendar) Next(d Day) Day {
	for {
		if _, non := c.NonDay(d); !non {
			return d
		}
		d = d.AddDays(1)
	}
}

// holiday looks a day up among the Danish public holidays (TIME-08). Great
// Prayer Day ends with 2023; 5 June is not one of them but a switch.
func holiday(d Day) (Reason, bool) {
	for _, h := range [...]struct {
		day    *cal.Holiday
		da, en string
	}{
		{dk.Nytaarsdag, "nytårsdag", "New Year's Day"},
		{dk.Skaertorsdag, "skærtorsdag", "Maundy Thursday"},
		{dk.Langfredag, "langfredag", "Good Friday"},
		{aa.Easter, "påskedag", "Easter Sunday"},
		{dk.AndenPaaskedag, "2. påskedag", "Easter Monday"},
		{dk.StoreBededag, "store bededag", "Great Prayer Day"},
		{dk.KristiHimmelfartsdag, "Kristi himmelfartsdag", "Ascension Day"},
		{aa.Pentecost, "pinsedag", "Whit Sunday"},
		{dk.AndenPinsedag, "2. pinsedag", "Whit Monday"},
		{dk.Juledag, "juledag", "Christmas Day"},
		{dk.AndenJuledag, "2. juledag", "Boxing Day"},
	} {
		if falls(h.day, d) {
			return Reason{"TIME-08", h.da, h.en}, true
		}
	}
	return Reason{}, false
}

func falls(h *cal.Holiday, d Day) bool {
	// The library answers with a midnight of the machine's own zone, which may not
	// exist there and then comes out as late the evening before; noon always does.
	midnight, _ := h.Calc(d.Year)
	return !midnight.IsZero() && dayOf(midnight.Add(12*time.Hour)) == d
}
