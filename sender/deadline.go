package sender

import (
	"context"
	"fmt"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Arrival is when a letter counts as arrived.
type Arrival struct {
	Day    calendar.Day `json:"day"`         // the legal day; not counted in periods (TIME-03)
	At     time.Time    `json:"at,omitzero"` // the instant the provider's receipt states; zero when presumed
	Proven bool         `json:"proven"`      // by the provider's receipt; otherwise presumed by Rule
	Rule   law.ID       `json:"rule"`        // DK-ARR-01 when proven, else DK-ARR-08 or DK-PRINT-02
}

// Deadline is the last day of a period that runs from a letter's arrival.
type Deadline struct {
	Arrival Arrival
	Period  calendar.Period
	Last    calendar.Day
	Ends    time.Time // the first instant that is late (TIME-07)
}

// Arrival tells when a letter counts as arrived. A receipt that it became
// available decides. Without one, digital mail that was accepted is presumed to
// have arrived by the switch dk.arrival.presumption (DK-ARR-08), and paper that
// was posted by the switch dk.paper.profile (DK-PRINT-02).
//
// The error has [CodeNoArrival] for a letter of which neither can be said:
// unanswered, refused or failed; sent by automatic choice while it is not known
// which channel was chosen; or a NemSMS, which has no legal arrival (DK-SMS-03).
func (s *Sender) Arrival(ctx context.Context, id LetterID) (Arrival, error) {
	l, a, err := s.letterOf(ctx, id)
	if err != nil {
		return Arrival{}, err
	}
	return s.arrival(l, a)
}

func (s *Sender) arrival(l Letter, a *account) (Arrival, error) {
	none := func(why string) (Arrival, error) {
		return Arrival{}, &Error{Code: CodeNoArrival, Text: fmt.Sprintf("letter %s has no arrival: %s", l.ID, why)}
	}
	if l.Channel == outbox.SMS {
		return none("a NemSMS has no legal effect of arrival")
	}
	if at, proven := s.opts.Judge.Arrived(l.Evidence); proven {
		return Arrival{Day: calendar.DayOf(at, a.zone), At: at, Proven: true, Rule: "DK-ARR-01"}, nil
	}
	if posted, ok := outbox.Posted(l.Evidence); ok {
		return Arrival{Day: calendar.PaperArrival(calendar.DayOf(posted, a.zone), a.Rules, a.calendar), Rule: "DK-PRINT-02"}, nil
	}
	switch {
	case l.State != outbox.Accepted && l.State != outbox.Overdue:
		return none(fmt.Sprintf("it is %s", l.State))
	case l.Channel == outbox.Print || onPaper(l.Evidence):
		return none("it is on paper and not yet handed to the postal operator")
	case l.Channel == outbox.Auto && !digitally(l.Evidence):
		return none("no receipt has told yet whether it went digitally or on paper")
	}
	accepted, ok := outbox.AcceptedAt(l.Evidence)
	if !ok { // only with a replaced Judge
		accepted = l.Submitted.At
	}
	sent := calendar.DayOf(accepted, a.zone)
	if held, err := calendar.ParseDay(l.Content.NotBefore); err == nil && held.After(sent) {
		sent = held // held until then on the sender's own wish (DK-ARR-07)
	}
	return Arrival{Day: calendar.DigitalArrival(sent, time.Time{}, a.Rules, a.zone), Rule: "DK-ARR-08"}, nil
}

func onPaper(all []outbox.Evidence) bool   { return told(all, outbox.ReportPrinting) }
func digitally(all []outbox.Evidence) bool { return told(all, outbox.ReportReceived) }

func told(all []outbox.Evidence, report outbox.Report) bool {
	for _, e := range all {
		if e.Kind == outbox.KindReceipt && e.Report == report {
			return true
		}
	}
	return false
}

// Deadline finds the last day of a period that runs from the letter's arrival.
func (s *Sender) Deadline(ctx context.Context, id LetterID, p calendar.Period) (Deadline, error) {
	l, a, err := s.letterOf(ctx, id)
	if err != nil {
		return Deadline{}, err
	}
	arrival, err := s.arrival(l, a)
	if err != nil {
		return Deadline{}, err
	}
	last := s.opts.Judge.LastDay(arrival.Day, p, a.calendar)
	return Deadline{Arrival: arrival, Period: p, Last: last, Ends: last.EndOf(a.zone).UTC()}, nil
}

// InTime tells whether an answer to the letter that became available to the
// authority at an instant keeps a period that runs from the letter's arrival.
func (s *Sender) InTime(ctx context.Context, id LetterID, p calendar.Period, availableAt time.Time) (bool, error) {
	d, err := s.Deadline(ctx, id, p)
	if err != nil {
		return false, err
	}
	_, a, err := s.letterOf(ctx, id)
	if err != nil {
		return false, err
	}
	return s.opts.Judge.InTime(availableAt, d.Last, a.zone), nil
}

func (s *Sender) letterOf(ctx context.Context, id LetterID) (Letter, *account, error) {
	l, err := s.outbox.Letter(ctx, id)
	if err != nil {
		return Letter{}, nil, err
	}
	a, err := s.account(l.Profile)
	return l, a, err
}
