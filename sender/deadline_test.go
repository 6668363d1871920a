package sender

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

func copenhagen(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func day(t *testing.T, text string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// pushAt pushes a receipt that states a time of the authority's world.
func (r *rig) pushAt(l kombitest.Letter, key kombi.Status, at time.Time) {
	r.t.Helper()
	s := kombitest.Status(l, key, "")
	s.TransaktionsDatoTid = kombi.At(at)
	if _, kode := r.pushed(kombitest.Envelope(r.t, s)); kode != kombi.KodeModtaget {
		r.t.Fatalf("%s was answered %d", key, kode)
	}
}

func TestAPeriodRunsFromWhatTheReceiptStates(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.clock.Set(copenhagen(t, "2015-03-21 00:10")) // the receipt comes the day after
	id := r.submit(draft(outbox.Digital))
	r.await(id, outbox.Accepted)
	r.pushAt(r.provider.Letters()[0], kombi.StatusAfleveretDigitalPost, copenhagen(t, "2015-03-20 23:55"))
	weeks := calendar.Period{N: 4, Unit: calendar.Weeks}
	d, err := r.sender.Deadline(t.Context(), id, weeks)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Arrival.Proven || d.Arrival.Day != day(t, "2015-03-20") || d.Last != day(t, "2015-04-17") || !d.Ends.Equal(copenhagen(t, "2015-04-18 00:00")) {
		t.Errorf("deadline %+v; want proven arrival on 2015-03-20 and the last day 2015-04-17 to midnight", d)
	}
	for at, want := range map[time.Time]bool{d.Ends.Add(-time.Second): true, d.Ends: false} {
		if got, err := r.sender.InTime(t.Context(), id, weeks, at); err != nil || got != want {
			t.Errorf("available at %v: in time %v, %v; want %v", at, got, err, want)
		}
	}
}

func TestWithoutALogArrivalIsPresumedByTheProfilesRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		channel Channel
		swich   law.Name
		value   string
		sent    string
		receipt kombi.Status // "" for none
		want    string       // "" for no arrival
		rule    law.ID
	}{
		{"digital, same day", outbox.Digital, law.ArrivalPresumption, "same-day", "2024-03-08 12:00", "", "2024-03-08", "DK-ARR-08"},
		{"digital, a Friday, next workday", outbox.Digital, law.ArrivalPresumption, "aes-next-workday", "2024-03-08 12:00", "", "2024-03-11", "DK-ARR-08"},
		{"automatic, known to be digital", outbox.Auto, law.ArrivalPresumption, "same-day", "2024-03-08 12:00", kombi.StatusModtagetDigitalPost, "2024-03-08", "DK-ARR-08"},
		{"automatic, nothing known", outbox.Auto, law.ArrivalPresumption, "same-day", "2024-03-08 12:00", "", "", ""},
		{"paper, six weekdays over Easter", outbox.Print, law.PaperProfile, "sixWeekdays", "2020-04-08 12:00", kombi.StatusModtagetPostDanmark, "2020-04-21", "DK-PRINT-02"},
		{"automatic, on paper", outbox.Auto, law.PaperProfile, "udk", "2024-03-06 12:00", kombi.StatusModtagetPostDanmark, "2024-03-13", "DK-PRINT-02"},
		{"paper, not posted yet", outbox.Print, law.PaperProfile, "udk", "2024-03-06 12:00", kombi.StatusKlar, "", ""},
		{"NemSMS", outbox.SMS, law.ArrivalPresumption, "same-day", "2024-03-08 12:00", kombi.StatusAfleveretDigitalPost, "", ""},
		{"refused", outbox.Digital, law.ArrivalPresumption, "same-day", "2024-03-08 12:00", kombi.StatusFejlet, "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(r *rig, _ *kombitest.Provider) {
				rules, err := r.profile.Rules.With(c.swich, c.value)
				if err != nil {
					t.Fatal(err)
				}
				r.profile.Rules = rules
			})
			r.clock.Set(copenhagen(t, c.sent))
			id := r.submit(draft(c.channel))
			r.await(id, outbox.Accepted)
			if c.receipt != "" {
				r.pushAt(r.provider.Letters()[0], c.receipt, copenhagen(t, c.sent))
			}
			got, err := r.sender.Arrival(t.Context(), id)
			if c.want == "" {
				if CodeOf(err) != CodeNoArrival {
					t.Errorf("arrival %+v, %v; want %s", got, err, CodeNoArrival)
				}
				return
			}
			if err != nil || got.Day != day(t, c.want) || got.Rule != c.rule || got.Proven {
				t.Errorf("arrival %+v, %v; want presumed on %s by %s", got, err, c.want, c.rule)
			}
		})
	}
}

func TestAReplacedJudgeIsAsked(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(r *rig, _ *kombitest.Provider) {
		r.opts.Judge.StateOf = func(all []outbox.Evidence) outbox.State {
			if s := outbox.StateOf(all); s != outbox.Accepted {
				return s
			}
			return outbox.Available // a 2xx taken as delivery
		}
	})
	r.await(r.submit(draft(outbox.Digital)), outbox.Available)
}

func TestOverdueIsTheAuthoritysClocksAffair(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	id := r.submit(draft(outbox.Digital))
	r.await(id, outbox.Accepted)
	r.clock.Set(r.clock.Now().Add(24 * time.Hour))
	if err := r.sender.ScanOverdue(t.Context(), r.profile.ID); err != nil {
		t.Fatal(err)
	}
	l := r.await(id, outbox.Overdue)
	if _, alarm := l.Alarm(); !alarm || len(r.provider.Letters()) != 1 {
		t.Errorf("alarm %v, sent %d times; want an alarm and no second letter", alarm, len(r.provider.Letters()))
	}
	r.pushAt(r.provider.Letters()[0], kombi.StatusAfleveretDigitalPost, r.clock.Now())
	r.await(id, outbox.Available)
}
