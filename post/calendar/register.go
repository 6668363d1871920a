package calendar

import (
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// When what is registered takes effect. All of these return instants in the
// given zone from which on something holds.

// QuarantineEnd returns the instant from which a new company can be written to
// when it has not logged in before (DK-COV-11). With quarantineCount=calendar it
// is the start of the day dk.cvrQuarantineDays after the day of registration,
// with exact24h that many times 24 hours after the instant.
func QuarantineEnd(registered time.Time, r law.Rules, zone *time.Location) time.Time {
	days := r.Days(law.CVRQuarantineDays)
	if r.Is(law.QuarantineCount, "exact24h") {
		return registered.In(zone).Add(time.Duration(days) * 24 * time.Hour)
	}
	return DayOf(registered, zone).AddDays(days).StartOf(zone)
}

// NewcomerFrom returns the instant from which a newcomer has a mailbox: the
// start of the day dk.immigrantDelayDays after the entry (DK-COV-10).
func NewcomerFrom(entry Day, r law.Rules, zone *time.Location) time.Time {
	return entry.AddDays(r.Days(law.ImmigrantDelayDays)).StartOf(zone)
}

// DeathEffective returns the instant from which mail to a dead person is
// refused: the first register night after the registration, or the registration
// itself when dk.death.batch=off (DK-DEL-04).
func DeathEffective(registered time.Time, r law.Rules, zone *time.Location) time.Time {
	return afterBatch(registered, r.Value(law.DeathBatch), zone)
}

// ExemptionEffective returns the instant from which an exemption binds senders
// (DK-EXEMPT-12): its registration, delayed by dk.exemptionPropagation, and with
// dk.register.batch=nightlyNoWeekend to the next register night.
func ExemptionEffective(registered time.Time, r law.Rules, zone *time.Location) time.Time {
	return afterBatch(registered.Add(r.Duration(law.ExemptionPropagation)), r.Value(law.RegisterBatch), zone)
}

func afterBatch(at time.Time, batch string, zone *time.Location) time.Time {
	if batch != "nightlyNoWeekend" {
		return at.In(zone)
	}
	return RegisterNight(DayOf(at, zone)).StartOf(zone)
}

// RegisterNight returns the day that begins with the first register run after
// the given day. The register runs every night except those to Sunday and to
// Monday (DK-DEL-04).
func RegisterNight(registered Day) Day {
	day := registered.AddDays(1)
	for day.Weekday() == time.Sunday || day.Weekday() == time.Monday {
		day = day.AddDays(1)
	}
	return day
}

// ExemptionEnd returns the instant at which an exemption registered on the day
// ends, or false when it has no end, switch dk.exemption.duration:
//
//	until2ndNov1  1 November of the second calendar year after (DK-EXEMPT-10)
//	24months      the same date two years on
//	unlimited     never (DK-EXEMPT-11)
//
// The last day itself is exempt only when dk.exemption.endInclusive=yes.
func ExemptionEnd(registered Day, r law.Rules, zone *time.Location) (time.Time, bool) {
	var last Day
	switch r.Value(law.ExemptionDuration) {
	case "until2ndNov1":
		last = On(registered.Year+2, time.November, 1)
	case "24months":
		last = registered.AddMonths(24)
	default:
		return time.Time{}, false
	}
	if r.Bool(law.ExemptionEndIncl) {
		return last.EndOf(zone), true
	}
	return last.StartOf(zone), true
}

// Release returns the instant at which a message that is not to be delivered
// until a day becomes available: dk.releaseTime of that day (DK-ARR-07).
func Release(day Day, r law.Rules, zone *time.Location) time.Time {
	hour, minute := r.Clock(law.ReleaseTime)
	return day.At(hour, minute, zone)
}
