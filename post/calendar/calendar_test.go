package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

// The dates of a whole year, written by hand.
func TestDanishHolidaysOf2023(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"2023-01-01": "nytårsdag", "2023-04-06": "skærtorsdag", "2023-04-07": "langfredag", "2023-04-09": "påskedag",
		"2023-04-10": "2. påskedag", "2023-05-05": "store bededag", "2023-05-18": "Kristi himmelfartsdag",
		"2023-05-28": "pinsedag", "2023-05-29": "2. pinsedag", "2023-12-25": "juledag", "2023-12-26": "2. juledag",
	}
	got := map[string]string{}
	for d := calendar.On(2023, 1, 1); d.Year == 2023; d = d.AddDays(1) {
		if r, non := (calendar.Calendar{}).NonDay(d); non && r.Rule == "TIME-08" {
			got[d.String()] = r.Da
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEverySwitchOfTheCalendarMakesItsOwnDayANonDay(t *testing.T) {
	t.Parallel()
	for member, on := range map[string]string{
		"grundlovsdag": "2024-06-05", "24dec": "2024-12-24", "31dec": "2024-12-31",
		"fridayAfterAscension": "2024-05-10", "1may": "2024-05-01",
	} {
		with := nonDays(t, rules(t, "dk.nonDays", member))
		var changed []string
		for d := calendar.On(2024, 1, 1); d.Year == 2024; d = d.AddDays(1) {
			_, a := with.NonDay(d)
			if _, b := (calendar.Calendar{}).NonDay(d); a != b {
				changed = append(changed, d.String())
			}
		}
		if diff := cmp.Diff([]string{on}, changed); diff != "" {
			t.Errorf("%s: %s", member, diff)
		}
	}
}

func TestExplainTellsEveryStep(t *testing.T) {
	t.Parallel()
	got := calendar.Explain(instant(t, "2019-11-26T10:00:00Z"), period(t, "4 uger"), nonDays(t, rules(t)), zone(t, law.Denmark))
	want := []string{
		"TIME-01 2019-11-26 Arrived 2019-11-26 (Europe/Copenhagen).",
		"TIME-03 2019-11-26 That day is not counted.",
		"TIME-04 2019-12-24 4 weeks later is 2019-12-24.",
		"TIME-05 2019-12-25 2019-12-24 is Christmas Eve; the period runs on.",
		"TIME-08 2019-12-26 2019-12-25 is Christmas Day; the period runs on.",
		"TIME-08 2019-12-27 2019-12-26 is Boxing Day; the period runs on.",
		"TIME-06 2019-12-27 The last day is 2019-12-27, to midnight.",
	}
	var steps []string
	for _, s := range got.Steps {
		steps = append(steps, fmt.Sprintf("%s %s %s", s.Rule, s.Day, s.En))
		if _, known := law.Default(law.Denmark).Lookup(s.Rule); !known || s.Da == "" || s.Da == s.En {
			t.Errorf("step %+v: unknown rule or no Danish sentence", s)
		}
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got.Arrived != day(t, "2019-11-26") || got.Naive != day(t, "2019-12-24") || got.Last != day(t, "2019-12-27") ||
		!got.Ends.Equal(instant(t, "2019-12-27T23:00:00Z")) {
		t.Errorf("got %+v", got)
	}
	if s := got.Steps[3].Da; s != "2019-12-24 er juleaftensdag; fristen løber videre." {
		t.Error(s)
	}
	if s := got.Steps[2].Da; s != "4 uger derefter er 2019-12-24." {
		t.Error(s)
	}
}

func TestPeriodsReadInBothLanguages(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]calendar.Period{
		"4 uger": {4, calendar.Weeks}, "1 uge": {1, calendar.Weeks}, "4 weeks": {4, calendar.Weeks},
		"1 måned": {1, calendar.Months}, "3 MÅNEDER": {3, calendar.Months}, "1 month": {1, calendar.Months},
		"14 dage": {14, calendar.Days}, "1 day": {1, calendar.Days}, " 2  år ": {2, calendar.Years}, "1 year": {1, calendar.Years},
	} {
		got, err := calendar.ParsePeriod(in)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
		for _, text := range []string{got.String(), got.Danish()} {
			if again, err := calendar.ParsePeriod(text); err != nil || again != want {
				t.Errorf("%s does not read back: %v", text, err)
			}
		}
	}
	if one := (calendar.Period{N: 1, Unit: calendar.Months}); one.String() != "1 month" || one.Danish() != "1 måned" {
		t.Errorf("got %s, %s", one, one.Danish())
	}
	for _, in := range []string{"", "4", "uger", "0 days", "-1 days", "5001 days", "4 fortnights", "4 weeks ago", "x days"} {
		_, err := calendar.ParsePeriod(in)
		if e := (*calendar.Error)(nil); !errors.As(err, &e) || e.Code != calendar.CodePeriod {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestDaysReadAndWrite(t *testing.T) {
	t.Parallel()
	type record struct{ D calendar.Day }
	data, err := json.Marshal(record{calendar.On(2024, 2, 29)})
	if err != nil || string(data) != `{"D":"2024-02-29"}` {
		t.Fatalf("%s, %v", data, err)
	}
	var back record
	if err := json.Unmarshal(data, &back); err != nil || back.D != calendar.On(2024, 2, 29) {
		t.Errorf("%v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"D":""}`), &back); err != nil || !back.D.IsZero() || back.D.String() != "" {
		t.Errorf("%v, %v", back, err)
	}
	for _, in := range []string{"2023-02-29", "2024-1-1", "", "01-02-2024"} {
		_, err := calendar.ParseDay(in)
		if e := (*calendar.Error)(nil); !errors.As(err, &e) || e.Code != calendar.CodeDay {
			t.Errorf("%q: %v", in, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"D":"2023-02-29"}`), &back); err == nil {
		t.Error("a day that does not exist was read")
	}
	if d := calendar.On(2024, 6, 3); d.Law() != "2024-06-03" {
		t.Errorf("got %s", d.Law())
	}
}

func TestOnlyKnownJurisdictionsHaveZonesAndHolidays(t *testing.T) {
	t.Parallel()
	_, err := calendar.Zone("SE")
	if e := (*calendar.Error)(nil); !errors.As(err, &e) || e.Code != calendar.CodeJurisdiction {
		t.Errorf("zone: %v", err)
	}
	_, err = calendar.FromRules(law.Default(law.Greenland))
	if e := (*calendar.Error)(nil); !errors.As(err, &e) || e.Code != calendar.CodeJurisdiction {
		t.Errorf("holidays: %v", err)
	}
}

func drawDay(t *rapid.T, label string) calendar.Day {
	return calendar.On(1970, 1, 1).AddDays(rapid.IntRange(0, 47_000).Draw(t, label)) // to 2098
}

func drawPeriod(t *rapid.T) calendar.Period {
	unit := rapid.SampledFrom([]calendar.Unit{calendar.Days, calendar.Weeks, calendar.Months, calendar.Years}).Draw(t, "unit")
	return calendar.Period{N: rapid.IntRange(1, 60).Draw(t, "n"), Unit: unit}
}

func drawCalendar(t *rapid.T) calendar.Calendar {
	on := rapid.Bool()
	return calendar.Calendar{NonDays: calendar.NonDays{
		Grundlovsdag: on.Draw(t, "5jun"), ChristmasEve: on.Draw(t, "24dec"), NewYearsEve: on.Draw(t, "31dec"),
		FridayAfterAscension: on.Draw(t, "friday"), FirstOfMay: on.Draw(t, "1may"),
	}}
}

func TestADeadlineIsNeverOnANonDayAndNeverBeforeItsNaiveEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, p, start := drawCalendar(t), drawPeriod(t), drawDay(t, "start")
		last := calendar.LastDay(start, p, c)
		if r, non := c.NonDay(last); non {
			t.Errorf("%s from %s ends on %s, %s", p, start, last, r.En)
		}
		naive := p.From(start)
		if last.Before(naive) || !naive.After(start) {
			t.Errorf("%s from %s: naive end %s, last day %s", p, start, naive, last)
		}
		for d := naive; d.Before(last); d = d.AddDays(1) {
			if _, non := c.NonDay(d); !non {
				t.Errorf("%s from %s skips %s", p, start, d)
			}
		}
	})
}

func TestALaterStartNeverEndsEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, p, start := drawCalendar(t), drawPeriod(t), drawDay(t, "start")
		later := start.AddDays(rapid.IntRange(1, 40).Draw(t, "later"))
		if a, b := calendar.LastDay(start, p, c), calendar.LastDay(later, p, c); b.Before(a) {
			t.Errorf("%s from %s ends %s, from %s already %s", p, start, a, later, b)
		}
	})
}

func TestExplainAgreesWithLastDayAndInTime(t *testing.T) {
	t.Parallel()
	dk := zone(t, law.Denmark)
	rapid.Check(t, func(t *rapid.T) {
		c, p := drawCalendar(t), drawPeriod(t)
		at := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "at"), 0)
		d := calendar.Explain(at, p, c, dk)
		if want := calendar.LastDay(calendar.DayOf(at, dk), p, c); d.Last != want {
			t.Errorf("explained %s, want %s", d.Last, want)
		}
		if !calendar.InTime(d.Ends.Add(-time.Nanosecond), d.Last, dk) || calendar.InTime(d.Ends, d.Last, dk) {
			t.Errorf("%s is not the first late instant", d.Ends)
		}
	})
}

func TestADayIsItsInstantsAndTheyAreItsDay(t *testing.T) {
	t.Parallel()
	zones := []*time.Location{zone(t, law.Denmark), zone(t, law.Greenland), zone(t, law.Norway)}
	rapid.Check(t, func(t *rapid.T) {
		z, d := rapid.SampledFrom(zones).Draw(t, "zone"), drawDay(t, "day")
		from, to := d.StartOf(z), d.EndOf(z)
		if calendar.DayOf(from, z) != d || calendar.DayOf(from.Add(-1), z) != d.AddDays(-1) {
			t.Errorf("%s does not start at %s", d, from)
		}
		if calendar.DayOf(to.Add(-1), z) != d || calendar.DayOf(to, z) != d.AddDays(1) {
			t.Errorf("%s does not end at %s", d, to)
		}
		if n := to.Sub(from); n < 23*time.Hour || n > 25*time.Hour {
			t.Errorf("%s lasts %s", d, n)
		}
		if back, err := calendar.ParseDay(d.String()); err != nil || back != d {
			t.Errorf("%s does not read back: %v", d, err)
		}
	})
}

func TestAgeGrowsByOneOnTheBirthday(t *testing.T) {
	t.Parallel()
	sets := []law.Rules{rules(t), rules(t, "leapling", "28feb")}
	rapid.Check(t, func(t *rapid.T) {
		r, born, n := rapid.SampledFrom(sets).Draw(t, "rules"), drawDay(t, "born"), rapid.IntRange(0, 120).Draw(t, "age")
		birthday := calendar.Turns(born, n, r)
		if got := calendar.Age(born, birthday, r); got != n {
			t.Errorf("born %s, %s on turning %d: age %d", born, birthday, n, got)
		}
		if got := calendar.Age(born, birthday.AddDays(-1), r); got != n-1 {
			t.Errorf("born %s, the day before turning %d: age %d", born, n, got)
		}
	})
}

func TestARegisterNightIsNeverAtTheWeekend(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t, "registered")
		night := calendar.RegisterNight(d)
		if w := night.Weekday(); !night.After(d) || w == time.Sunday || w == time.Monday || night.After(d.AddDays(3)) {
			t.Errorf("registered %s, effective %s", d, night)
		}
	})
}
