package calendar

import (
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// Turns returns the day on which somebody turns the given age; it counts from
// its start (DK-COV-01). Who is born on 29 February has a birthday on 1 March,
// or with the switch leapling=28feb on 28 February, in years without that day.
func Turns(born Day, age int, r law.Rules) Day {
	day := On(born.Year+age, born.Month, born.Day) // 29 February runs on to 1 March
	if day.Day != born.Day && r.Is(law.Leapling, "28feb") {
		return day.AddDays(-1)
	}
	return day
}

// Age returns how many years somebody has completed on the day; negative before
// birth.
func Age(born, on Day, r law.Rules) int {
	age := on.Year - born.Year
	if on.Before(Turns(born, age, r)) {
		age--
	}
	return age
}

// ConnectedFrom returns the instant from which a resident is old enough to be
// connected: the start of the fifteenth birthday (DK-COV-01, DK-COV-08).
func ConnectedFrom(born Day, r law.Rules, zone *time.Location) time.Time {
	return Turns(born, 15, r).StartOf(zone)
}
