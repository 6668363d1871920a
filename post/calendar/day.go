package calendar

import (
	"cmp"
	"fmt"
	"time"
	_ "time/tzdata" // TIME-01 must hold in an image without zone files

	"github.com/brevdue/brevdue/post/law"
)

// Day is a calendar date without a zone. It is comparable and may be a map key;
// the zero value is no day. Make one with [On], [DayOf] or [ParseDay], which see
// to it that the date exists.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the day of a date; a date that does not exist is counted on as
// time.Date does (31 April is 1 May).
func On(year int, month time.Month, day int) Day {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf returns the legal day of an instant: the local calendar date (TIME-01).
func DayOf(at time.Time, zone *time.Location) Day { return dayOf(at.In(zone)) }

func dayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// ParseDay reads YYYY-MM-DD.
//
// Errors are *[Error] with [CodeDay].
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, &Error{CodeDay, fmt.Sprintf("%q is no day; write a date that exists as YYYY-MM-DD", s)}
	}
	return dayOf(t), nil
}

// StartOf returns the instant at which the day begins in the zone.
func (d Day) StartOf(zone *time.Location) time.Time { return d.At(0, 0, zone) }

// EndOf returns the instant at which the day is over: the start of the next
// (TIME-06, TIME-07).
func (d Day) EndOf(zone *time.Location) time.Time { return d.AddDays(1).StartOf(zone) }

// At returns the instant of a local time of day.
func (d Day) At(hour, minute int, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, zone)
}

// AddDays counts calendar days, backwards when n is negative.
func (d Day) AddDays(n int) Day { return On(d.Year, d.Month, d.Day+n) }

// AddMonths counts calendar months and keeps the day number; in a month that
// does not have it the last day of the month is taken (TIME-04).
func (d Day) AddMonths(n int) Day {
	first := On(d.Year, d.Month+time.Month(n), 1)
	last := On(first.Year, first.Month+1, 0)
	return Day{first.Year, first.Month, min(d.Day, last.Day)}
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.StartOf(time.UTC).Weekday() }

// Compare is -1, 0 or 1 as d is before, equal to or after other.
func (d Day) Compare(other Day) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d is before other.
func (d Day) Before(other Day) bool { return d.Compare(other) < 0 }

// After reports whether d is after other.
func (d Day) After(other Day) bool { return d.Compare(other) > 0 }

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// String returns YYYY-MM-DD, or "" for the zero value.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Law returns the day as the rule catalogue writes it.
func (d Day) Law() law.Date { return law.Date(d.String()) }

// MarshalText returns YYYY-MM-DD, or nothing for the zero value.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDay] reads; empty text is the zero value.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	parsed, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// The zone of each jurisdiction (TIME-01).
const (
	Copenhagen = "Europe/Copenhagen"
	Nuuk       = "America/Nuuk"
	Oslo       = "Europe/Oslo"
)

// Zone loads the zone in which a jurisdiction counts its legal days. Load it
// once and pass it on.
//
// Errors are *[Error] with [CodeJurisdiction].
func Zone(j law.Jurisdiction) (*time.Location, error) {
	name, ok := map[law.Jurisdiction]string{
		law.Denmark: Copenhagen, law.Greenland: Nuuk, law.Norway: Oslo,
	}[j]
	if !ok {
		return nil, &Error{CodeJurisdiction, fmt.Sprintf("jurisdiction %q has no legal zone; choose DK, GL or NO", j)}
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("load zone %s: %w", name, err)
	}
	return zone, nil
}
