package conformance

import (
	"slices"
	"time"

	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/sender/outbox"
)

// believing is a sender that reads the evidence wrongly.
func believing(read func([]outbox.Evidence) outbox.State) func(*testbed.Options) {
	return func(o *testbed.Options) { o.Sender.Judge.StateOf = read }
}

// counting is a sender that counts periods wrongly.
func counting(last func(calendar.Day, calendar.Period, calendar.Calendar) calendar.Day) func(*testbed.Options) {
	return func(o *testbed.Options) { o.Sender.Judge.LastDay = last }
}

// when reads all evidence that meets a condition as a state, and the rest rightly.
func when(holds func(outbox.Evidence) bool, state outbox.State) func(*testbed.Options) {
	return believing(func(all []outbox.Evidence) outbox.State {
		if slices.ContainsFunc(all, holds) {
			return state
		}
		return outbox.StateOf(all)
	})
}

// stubborn is a sender that knows no switch of contested law.
func stubborn(o *testbed.Options) {
	o.Profile = func(p *sender.Profile) { p.Rules = law.Default(law.Denmark) }
}

func senderMutants(zone *time.Location) []mutant {
	return []mutant{
		{fault: "a sender takes a 2xx for delivery", rule: "DK-REC-01",
			bed: when(func(e outbox.Evidence) bool { return e.Kind == outbox.KindAnswer }, outbox.Available)},
		{fault: "a sender takes received for available", rule: "DK-ARR-06",
			bed: when(func(e outbox.Evidence) bool { return e.Report == outbox.ReportReceived }, outbox.Available)},
		{fault: "the receipt that comes last decides", rule: "DK-REC-02", bed: believing(func(all []outbox.Evidence) outbox.State {
			for _, e := range slices.Backward(all) {
				if e.Kind == outbox.KindReceipt {
					return outbox.StateOf([]outbox.Evidence{e})
				}
			}
			return outbox.StateOf(all)
		})},
		{fault: "a sender reads the receipt of a repeat as a refusal", rule: "DK-REC-08",
			bed: when(func(e outbox.Evidence) bool { return e.Code == outbox.CodeDuplicate }, outbox.Refused)},
		{fault: "a sender takes a file type that is not allowed for delivered", rule: "DK-ARR-05", near: true,
			bed: when(func(e outbox.Evidence) bool { return e.Code == "file.extension.not.allowed" }, outbox.Available)},
		{fault: "a sender never misses a receipt", rule: "DK-REC-07", bed: believing(func(all []outbox.Evidence) outbox.State {
			if s := outbox.StateOf(all); s != outbox.Overdue {
				return s
			}
			return outbox.Accepted
		})},
		{fault: "a sender's presumption ignores its appeals body", rule: "DK-ARR-08", bed: stubborn},
		{fault: "a sender's presumption goes before the log", rule: "DK-ARR-08", bed: func(o *testbed.Options) {
			o.Sender.Judge.Arrived = func(all []outbox.Evidence) (time.Time, bool) {
				if at, ok := outbox.Arrival(all); ok {
					return at.AddDate(0, 0, -1), true
				}
				return time.Time{}, false
			}
		}},
		{fault: "a sender's presumption of paper ignores the profile", rule: "DK-PRINT-02", bed: stubborn},
		{fault: "the legal day is read off the UTC date", rule: "TIME-01", bed: func(o *testbed.Options) {
			o.Sender.Judge.Arrived = func(all []outbox.Evidence) (time.Time, bool) {
				at, ok := outbox.Arrival(all)
				_, offset := at.In(zone).Zone()
				return at.Add(-time.Duration(offset) * time.Second), ok
			}
		}},
		{fault: "the start of a period is moved to a weekday", rule: "TIME-02", bed: counting(func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
			return calendar.LastDay(c.Next(start), p, c)
		})},
		{fault: "the day of arrival is counted", rule: "TIME-03", bed: counting(func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
			return calendar.LastDay(start.AddDays(-1), p, c)
		})},
		{fault: "a month is thirty days", rule: "TIME-04", bed: counting(func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
			if p.Unit == calendar.Months {
				return c.Next(start.AddDays(30 * p.N))
			}
			return calendar.LastDay(start, p, c)
		})},
		{fault: "a period ends on any day", rule: "TIME-05", bed: counting(func(start calendar.Day, p calendar.Period, _ calendar.Calendar) calendar.Day {
			return naive(start, p)
		})},
		{fault: "only weekends move the end of a period", rule: "TIME-08", bed: counting(func(start calendar.Day, p calendar.Period, _ calendar.Calendar) calendar.Day {
			end := naive(start, p)
			for weekday := end.Weekday(); weekday == time.Saturday || weekday == time.Sunday; weekday = end.Weekday() {
				end = end.AddDays(1)
			}
			return end
		})},
		{fault: "Great Prayer Day is still a holiday in 2024", rule: "TIME-08", bed: counting(func(start calendar.Day, p calendar.Period, c calendar.Calendar) calendar.Day {
			end := calendar.LastDay(start, p, c)
			if end == calendar.On(2024, time.April, 26) {
				return c.Next(end.AddDays(1))
			}
			return end
		})},
		{fault: "the last day ends with office hours", rule: "TIME-06", bed: func(o *testbed.Options) {
			o.Sender.Judge.InTime = func(at time.Time, last calendar.Day, zone *time.Location) bool {
				return at.Before(last.At(16, 0, zone))
			}
		}},
		{fault: "midnight after the last day is in time", rule: "TIME-07", bed: func(o *testbed.Options) {
			o.Sender.Judge.InTime = func(at time.Time, last calendar.Day, zone *time.Location) bool {
				return !at.After(last.EndOf(zone))
			}
		}},
	}
}

// naive is the end of a period before anything moves it.
func naive(start calendar.Day, p calendar.Period) calendar.Day {
	if p.Unit == calendar.Weeks {
		return start.AddDays(7 * p.N)
	}
	return start.AddDays(p.N)
}
