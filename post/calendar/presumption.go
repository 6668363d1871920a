package calendar

import (
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// DigitalArrival returns the day on which digital mail counts as arrived
// (DK-ARR-08). When the log shows the instant it became available, that decides;
// otherwise (availableAt zero) the presumption of the rule set, switch
// dk.arrival.presumption:
//
//	same-day          the day it was sent
//	aes-next-workday  the day after; when sent on a Friday, the Monday after
func DigitalArrival(sent Day, availableAt time.Time, r law.Rules, zone *time.Location) Day {
	switch {
	case !availableAt.IsZero():
		return DayOf(availableAt, zone)
	case !r.Is(law.ArrivalPresumption, "aes-next-workday"):
		return sent
	case sent.Weekday() == time.Friday:
		return sent.AddDays(3)
	default:
		return sent.AddDays(1)
	}
}

// PaperArrival returns the day on which a letter on paper is presumed to have
// arrived (DK-PRINT-02), switch dk.paper.profile:
//
//	sixWeekdays  the sixth weekday after, non-days not counted
//	2016         5 calendar days after Monday, Tuesday and Friday, 7 after
//	             Wednesday, 6 after Thursday
//	udk          the week after: Monday when dated Monday or Tuesday, else Wednesday
//
// The last two say nothing of weekends; a letter of a Saturday or Sunday is
// taken as one of the Monday after.
func PaperArrival(sent Day, r law.Rules, c Calendar) Day {
	switch r.Value(law.PaperProfile) {
	case "2016":
		sent = notWeekend(sent)
		switch sent.Weekday() {
		case time.Wednesday:
			return sent.AddDays(7)
		case time.Thursday:
			return sent.AddDays(6)
		default:
			return sent.AddDays(5)
		}
	case "udk":
		sent = notWeekend(sent)
		monday := sent.AddDays(8 - int(sent.Weekday())) // of the week after
		if sent.Weekday() >= time.Wednesday {
			return monday.AddDays(2)
		}
		return monday
	default:
		for range 6 {
			sent = c.Next(sent.AddDays(1))
		}
		return sent
	}
}

func notWeekend(d Day) Day {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDays(1)
	}
	return d
}
