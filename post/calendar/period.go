package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is what a period is counted in.
type Unit string

// The units. A week is not seven working days and a month is not 30 days (TIME-04).
const (
	Days   Unit = "days"
	Weeks  Unit = "weeks"
	Months Unit = "months"
	Years  Unit = "years"
)

// Period is a length of time as a decision states it: 4 weeks, 1 month.
type Period struct {
	N    int
	Unit Unit
}

// ParsePeriod reads a number from 1 to 5000 and a unit, in Danish or English,
// singular or plural: "4 uger", "1 month".
//
// Errors are *[Error] with [CodePeriod].
func ParsePeriod(s string) (Period, error) {
	const most = 5000 // years from now still have four digits
	words := strings.Fields(s)
	if len(words) == 2 {
		n, err := strconv.Atoi(words[0])
		if unit := unitOf(words[1]); err == nil && n >= 1 && n <= most && unit != "" {
			return Period{n, unit}, nil
		}
	}
	return Period{}, &Error{CodePeriod, fmt.Sprintf("%q is no period; write a number and days, weeks, months or years, such as 4 weeks", s)}
}

// Danish returns the period in Danish words: "4 uger".
func (p Period) Danish() string {
	words := map[Unit][2]string{
		Days: {"dag", "dage"}, Weeks: {"uge", "uger"}, Months: {"måned", "måneder"}, Years: {"år", "år"},
	}[p.Unit]
	if p.N == 1 {
		return "1 " + words[0]
	}
	return fmt.Sprintf("%d %s", p.N, words[1])
}

func unitOf(word string) Unit {
	switch strings.ToLower(word) {
	case "day", "days", "dag", "dage":
		return Days
	case "week", "weeks", "uge", "uger":
		return Weeks
	case "month", "months", "måned", "måneder":
		return Months
	case "year", "years", "år":
		return Years
	default:
		return ""
	}
}

// From returns the day on which the period ends when it starts on the given
// day, before non-days are considered. The start day is not counted (TIME-03):
// days are calendar days, weeks end on the same weekday, months and years on the
// same day number or the last day of the month (TIME-04).
func (p Period) From(start Day) Day {
	switch p.Unit {
	case Weeks:
		return start.AddDays(7 * p.N)
	case Months:
		return start.AddMonths(p.N)
	case Years:
		return start.AddMonths(12 * p.N)
	default:
		return start.AddDays(p.N)
	}
}

// String returns the period in English words: "4 weeks". [ParsePeriod] reads it
// back, and what Danish returns as well.
func (p Period) String() string {
	if p.N == 1 {
		return "1 " + strings.TrimSuffix(string(p.Unit), "s")
	}
	return fmt.Sprintf("%d %s", p.N, p.Unit)
}
