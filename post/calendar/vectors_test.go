package calendar_test

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

// Every computed vector of the specification: section 0.2 and the rules that
// state their own arithmetic.

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func period(t *testing.T, s string) calendar.Period {
	t.Helper()
	p, err := calendar.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func zone(t *testing.T, j law.Jurisdiction) *time.Location {
	t.Helper()
	z, err := calendar.Zone(j)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// local reads a Danish wall clock, "2006-01-02 15:04:05".
func local(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(time.DateTime, s, zone(t, law.Denmark))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// rules is the Danish rule set with name and value pairs changed.
func rules(t *testing.T, settings ...string) law.Rules {
	t.Helper()
	r := law.Default(law.Denmark)
	for i := 0; i < len(settings); i += 2 {
		var err error
		if r, err = r.With(law.Name(settings[i]), settings[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func nonDays(t *testing.T, r law.Rules) calendar.Calendar {
	t.Helper()
	c, err := calendar.FromRules(r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	without5June  = "24dec,31dec,fridayAfterAscension"
	without24Dec  = "grundlovsdag,31dec,fridayAfterAscension"
	without31Dec  = "grundlovsdag,24dec,fridayAfterAscension"
	withoutFriday = "grundlovsdag,24dec,31dec"
	withMay       = "grundlovsdag,24dec,31dec,fridayAfterAscension,1may"
)

func TestPeriodsEndAsComputed(t *testing.T) {
	t.Parallel()
	const asDefault = "grundlovsdag,24dec,31dec,fridayAfterAscension"
	tests := []struct {
		available, weekday, period, naive, last, nonDays, why string
	}{
		{"2015-03-20", "Friday", "4 weeks", "2015-04-17", "2015-04-17", asDefault, "published case, DK-ARR-01"},
		{"2019-11-26", "Tuesday", "4 weeks", "2019-12-24", "2019-12-27", asDefault, "24, 25 and 26 December"},
		{"2019-11-27", "Wednesday", "4 weeks", "2019-12-25", "2019-12-27", asDefault, "holidays"},
		{"2019-05-03", "Friday", "4 weeks", "2019-05-31", "2019-06-03", asDefault, "Friday after Ascension"},
		{"2024-05-08", "Wednesday", "4 weeks", "2024-06-05", "2024-06-06", asDefault, "5 June"},
		{"2023-04-07", "Friday", "4 weeks", "2023-05-05", "2023-05-08", asDefault, "Great Prayer Day still existed"},
		{"2024-03-29", "Friday", "4 weeks", "2024-04-26", "2024-04-26", asDefault, "and no longer"},
		{"2019-06-08", "Saturday", "4 weeks", "2019-07-06", "2019-07-08", asDefault, "the start is not moved, the end is"},
		{"2019-01-31", "Thursday", "1 month", "2019-02-28", "2019-02-28", asDefault, "no 31 February"},

		// The same with the switch that decides them turned, and both switches of December.
		{"2019-05-03", "Friday", "4 weeks", "2019-05-31", "2019-05-31", withoutFriday, "an ordinary Friday"},
		{"2019-11-26", "Tuesday", "4 weeks", "2019-12-24", "2019-12-24", without24Dec, "an ordinary Tuesday"},
		{"2024-05-08", "Wednesday", "4 weeks", "2024-06-05", "2024-06-05", without5June, "an ordinary Wednesday"},
		{"2019-12-03", "Tuesday", "4 weeks", "2019-12-31", "2020-01-02", asDefault, "31 December and New Year's Day"},
		{"2019-12-03", "Tuesday", "4 weeks", "2019-12-31", "2019-12-31", without31Dec, "an ordinary Tuesday"},
		{"2019-04-03", "Wednesday", "4 weeks", "2019-05-01", "2019-05-01", asDefault, "1 May is off"},
		{"2019-04-03", "Wednesday", "4 weeks", "2019-05-01", "2019-05-02", withMay, "1 May is on"},
		{"2019-05-03", "Friday", "4 weeks", "2019-05-31", "2019-05-31", "none", "none of the five"},

		// TIME-04, the other units.
		{"2019-01-31", "Thursday", "30 days", "2019-03-02", "2019-03-04", asDefault, "a month is not 30 days"},
		{"2020-02-29", "Saturday", "1 year", "2021-02-28", "2021-03-01", asDefault, "no 29 February, a Sunday"},
		{"2020-01-31", "Friday", "1 month", "2020-02-29", "2020-03-02", asDefault, "leap year, a Saturday"},
		{"2020-01-31", "Friday", "13 months", "2021-02-28", "2021-03-01", asDefault, "over the turn of the year"},
		{"2024-06-03", "Monday", "1 day", "2024-06-04", "2024-06-04", asDefault, "the day of arrival is not counted"},
	}
	for _, test := range tests {
		start := day(t, test.available)
		if got := start.Weekday().String(); got != test.weekday {
			t.Errorf("%s is a %s, not a %s", start, got, test.weekday)
		}
		c := nonDays(t, rules(t, "dk.nonDays", test.nonDays))
		p := period(t, test.period)
		if got := p.From(start); got != day(t, test.naive) {
			t.Errorf("%s + %s = %s, want %s", start, p, got, test.naive)
		}
		if got := calendar.LastDay(start, p, c); got != day(t, test.last) {
			t.Errorf("last day of %s from %s is %s, want %s (%s)", p, start, got, test.last, test.why)
		}
	}
}

func TestTheLegalDayIsTheLocalDate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		at   string
		in   law.Jurisdiction
		want string
	}{
		{"2019-06-10T22:30:00Z", law.Denmark, "2019-06-11"},
		{"2019-06-10T21:59:59Z", law.Denmark, "2019-06-10"},
		{"2019-12-10T22:30:00Z", law.Denmark, "2019-12-10"},
		{"2019-06-10T22:30:00Z", law.Norway, "2019-06-11"},
		{"2021-02-01T02:30:00Z", law.Greenland, "2021-01-31"},
	}
	for _, test := range tests {
		if got := calendar.DayOf(instant(t, test.at), zone(t, test.in)); got != day(t, test.want) {
			t.Errorf("%s in %s is %s, want %s", test.at, test.in, got, test.want)
		}
	}
}

func TestTheLastDayRunsToLocalMidnight(t *testing.T) {
	t.Parallel()
	tests := []struct {
		last, at string
		inTime   bool
	}{
		{"2024-01-15", "2024-01-15T22:59:59Z", true},
		{"2024-01-15", "2024-01-15T22:59:59.999999999Z", true},
		{"2024-01-15", "2024-01-15T23:00:00Z", false},
		{"2024-07-15", "2024-07-15T21:59:59Z", true},
		{"2024-07-15", "2024-07-15T22:00:00Z", false},
		{"2024-03-31", "2024-03-31T21:59:59Z", true}, // 23 hours long
		{"2024-03-31", "2024-03-31T22:00:00Z", false},
		{"2024-10-27", "2024-10-27T22:59:59Z", true}, // 25 hours long
		{"2024-10-27", "2024-10-27T23:00:00Z", false},
	}
	for _, test := range tests {
		if got := calendar.InTime(instant(t, test.at), day(t, test.last), zone(t, law.Denmark)); got != test.inTime {
			t.Errorf("%s for last day %s: in time %v", test.at, test.last, got)
		}
	}
}

func TestGreenlandChangedItsOffset(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		"2023-03-20T12:00:00Z": "2023-03-20T09:00:00-03:00",
		"2023-04-20T12:00:00Z": "2023-04-20T10:00:00-02:00",
		"2024-07-20T12:00:00Z": "2024-07-20T11:00:00-01:00",
	} {
		if got := instant(t, at).In(zone(t, law.Greenland)).Format(time.RFC3339); got != want {
			t.Errorf("%s in Nuuk is %s, want %s", at, got, want)
		}
	}
}

func TestPresumedArrivalOfDigitalMail(t *testing.T) {
	t.Parallel()
	tests := []struct{ profile, sent, available, want string }{
		{"same-day", "2024-03-08", "", "2024-03-08"},
		{"aes-next-workday", "2024-03-08", "", "2024-03-11"}, // Friday to Monday
		{"aes-next-workday", "2024-03-07", "", "2024-03-08"},
		{"aes-next-workday", "2024-03-09", "", "2024-03-10"}, // Saturday: one calendar day
		{"same-day", "2024-03-08", "2024-03-09T23:30:00Z", "2024-03-10"},
		{"aes-next-workday", "2024-03-08", "2024-03-08T12:00:00Z", "2024-03-08"},
	}
	for _, test := range tests {
		var available time.Time // the log has not been seen
		if test.available != "" {
			available = instant(t, test.available)
		}
		r := rules(t, "dk.arrival.presumption", test.profile)
		if got := calendar.DigitalArrival(day(t, test.sent), available, r, zone(t, law.Denmark)); got != day(t, test.want) {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestPresumedArrivalOfPaper(t *testing.T) {
	t.Parallel()
	tests := []struct{ profile, sent, want string }{
		{"sixWeekdays", "2018-07-02", "2018-07-10"},
		{"sixWeekdays", "2018-07-05", "2018-07-13"},
		{"sixWeekdays", "2020-04-08", "2020-04-21"}, // Easter
		{"2016", "2018-07-02", "2018-07-07"},        // Monday + 5
		{"2016", "2018-07-03", "2018-07-08"},        // Tuesday + 5
		{"2016", "2018-07-04", "2018-07-11"},        // Wednesday + 7
		{"2016", "2018-07-05", "2018-07-11"},        // Thursday + 6
		{"2016", "2018-07-06", "2018-07-11"},        // Friday + 5
		{"2016", "2018-07-07", "2018-07-14"},        // Saturday, as Monday the 9th
		{"udk", "2018-07-02", "2018-07-09"},
		{"udk", "2018-07-03", "2018-07-09"},
		{"udk", "2018-07-04", "2018-07-11"},
		{"udk", "2018-07-05", "2018-07-11"},
		{"udk", "2018-07-06", "2018-07-11"},
		{"udk", "2018-07-08", "2018-07-16"}, // Sunday, as Monday the 9th
	}
	for _, test := range tests {
		r := rules(t, "dk.paper.profile", test.profile)
		if got := calendar.PaperArrival(day(t, test.sent), r, nonDays(t, r)); got != day(t, test.want) {
			t.Errorf("%s: sent %s, presumed %s, want %s", test.profile, test.sent, got, test.want)
		}
	}
}

func TestDeathsReachTheRegisterAtNightButNotAtWeekends(t *testing.T) {
	t.Parallel()
	tests := []struct{ batch, registered, refusedFrom string }{
		{"nightlyNoWeekend", "2024-03-12 11:00:00", "2024-03-13 00:00:00"}, // Tuesday
		{"nightlyNoWeekend", "2024-03-14 23:59:59", "2024-03-15 00:00:00"}, // Thursday
		{"nightlyNoWeekend", "2024-03-15 11:00:00", "2024-03-16 00:00:00"}, // Friday
		{"nightlyNoWeekend", "2024-03-16 11:00:00", "2024-03-19 00:00:00"}, // Saturday
		{"nightlyNoWeekend", "2024-03-17 11:00:00", "2024-03-19 00:00:00"}, // Sunday
		{"nightlyNoWeekend", "2024-03-18 00:00:00", "2024-03-19 00:00:00"}, // Monday
		{"off", "2024-03-16 11:00:00", "2024-03-16 11:00:00"},
	}
	for _, test := range tests {
		got := calendar.DeathEffective(local(t, test.registered), rules(t, "dk.death.batch", test.batch), zone(t, law.Denmark))
		if !got.Equal(local(t, test.refusedFrom)) {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestExemptionsBindAtOnceUnlessASwitchDelaysThem(t *testing.T) {
	t.Parallel()
	tests := []struct{ delay, batch, registered, want string }{
		{"0s", "off", "2024-03-16 11:00:00", "2024-03-16 11:00:00"},
		{"2h", "off", "2024-03-16 11:00:00", "2024-03-16 13:00:00"},
		{"0s", "nightlyNoWeekend", "2024-03-16 11:00:00", "2024-03-19 00:00:00"},
		{"14h", "nightlyNoWeekend", "2024-03-14 11:00:00", "2024-03-16 00:00:00"}, // lands on Friday
	}
	for _, test := range tests {
		r := rules(t, "dk.exemptionPropagation", test.delay, "dk.register.batch", test.batch)
		if got := calendar.ExemptionEffective(local(t, test.registered), r, zone(t, law.Denmark)); !got.Equal(local(t, test.want)) {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestFifteenthBirthdayOfSomebodyBornOnLeapDay(t *testing.T) {
	t.Parallel()
	tests := []struct{ leapling, born, want string }{
		{"1mar", "2004-02-29", "2019-03-01"},
		{"28feb", "2004-02-29", "2019-02-28"},
		{"1mar", "2004-02-28", "2019-02-28"},
		{"28feb", "2004-03-01", "2019-03-01"},
		{"28feb", "2010-03-07", "2025-03-07"},
	}
	for _, test := range tests {
		r := rules(t, "leapling", test.leapling)
		if got := calendar.Turns(day(t, test.born), 15, r); got != day(t, test.want) {
			t.Errorf("%+v: got %s", test, got)
		}
		if got, want := calendar.ConnectedFrom(day(t, test.born), r, zone(t, law.Denmark)), local(t, test.want+" 00:00:00"); !got.Equal(want) {
			t.Errorf("%+v: connected from %s", test, got)
		}
	}
	for _, leapling := range []string{"1mar", "28feb"} {
		if got := calendar.Turns(day(t, "2004-02-29"), 16, rules(t, "leapling", leapling)); got != day(t, "2020-02-29") {
			t.Errorf("in a leap year it is the day itself, got %s", got)
		}
	}
}

func TestANewCompanyIsReachableAfterItsQuarantine(t *testing.T) {
	t.Parallel()
	tests := []struct{ days, count, registered, open string }{
		{"12", "calendar", "2024-06-03 10:30:00", "2024-06-15 00:00:00"},
		{"12", "exact24h", "2024-06-03 10:30:00", "2024-06-15 10:30:00"},
		{"12", "calendar", "2024-03-25 00:00:00", "2024-04-06 00:00:00"}, // summer time begins in between
		{"12", "exact24h", "2024-03-25 10:30:00", "2024-04-06 11:30:00"},
		{"0", "calendar", "2024-06-03 10:30:00", "2024-06-03 00:00:00"},
	}
	for _, test := range tests {
		r := rules(t, "dk.cvrQuarantineDays", test.days, "quarantineCount", test.count)
		if got := calendar.QuarantineEnd(local(t, test.registered), r, zone(t, law.Denmark)); !got.Equal(local(t, test.open)) {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestANewcomerGetsAMailboxAfterThirtyDays(t *testing.T) {
	t.Parallel()
	for days, want := range map[string]string{"30": "2024-03-31 00:00:00", "14": "2024-03-15 00:00:00"} {
		r := rules(t, "dk.immigrantDelayDays", days)
		if got := calendar.NewcomerFrom(day(t, "2024-03-01"), r, zone(t, law.Denmark)); !got.Equal(local(t, want)) {
			t.Errorf("%s days: got %s", days, got)
		}
	}
}

func TestExemptionsEndAsTheRuleSetSays(t *testing.T) {
	t.Parallel()
	tests := []struct{ duration, inclusive, registered, end string }{
		{"until2ndNov1", "no", "2014-03-03", "2016-11-01 00:00:00"},
		{"until2ndNov1", "no", "2014-12-31", "2016-11-01 00:00:00"},
		{"until2ndNov1", "no", "2015-01-01", "2017-11-01 00:00:00"},
		{"until2ndNov1", "yes", "2015-01-01", "2017-11-02 00:00:00"},
		{"24months", "no", "2014-03-03", "2016-03-03 00:00:00"},
		{"24months", "yes", "2016-02-29", "2018-03-01 00:00:00"},
		{"unlimited", "no", "2014-03-03", ""},
	}
	for _, test := range tests {
		r := rules(t, "dk.exemption.duration", test.duration, "dk.exemption.endInclusive", test.inclusive)
		got, ends := calendar.ExemptionEnd(day(t, test.registered), r, zone(t, law.Denmark))
		if ends != (test.end != "") || ends && !got.Equal(local(t, test.end)) {
			t.Errorf("%+v: got %s, %v", test, got, ends)
		}
	}
}

func TestAHeldMessageIsReleasedAtTheReleaseTime(t *testing.T) {
	t.Parallel()
	for clock, want := range map[string]string{"00:00": "2025-09-15 00:00:00", "06:30": "2025-09-15 06:30:00"} {
		r := rules(t, "dk.releaseTime", clock)
		if got := calendar.Release(day(t, "2025-09-15"), r, zone(t, law.Denmark)); !got.Equal(local(t, want)) {
			t.Errorf("%s: got %s", clock, got)
		}
	}
}
