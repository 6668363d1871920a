// Package calendar counts as the law counts: legal days, periods, last days,
// presumed arrival, birthdays, and the days on which registers take effect.
//
// # Model
//
//	instant --DayOf(zone)--> Day --Period--> naive end --Calendar--> last day --EndOf(zone)--> instant
//
// An instant is a time.Time and belongs to no day until a zone is named
// (TIME-01). A [Day] is a calendar date and has no zone. A [Period] leads from
// one Day to another (TIME-03, TIME-04); a [Calendar] knows on which days a
// period cannot end (TIME-05, TIME-08).
//
// # Invariants
//
//   - The start day is never moved, the end is, and only forward.
//   - Every range of instants is half open: from the start of a day up to, not
//     including, the start of another (TIME-07).
//   - Nothing reads a clock: the instant is always an argument (TIME-09).
//   - What is contested is asked of [law.Rules], never decided here.
//
// The time-zone database is embedded, so that no zone is missing in a small
// container image. All functions are pure and safe for concurrent use.
package calendar
