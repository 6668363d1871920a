package outbox_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/sender/outbox"
)

func receipt(r outbox.Report) outbox.Evidence {
	return outbox.Evidence{Kind: outbox.KindReceipt, Report: r}
}

// The pieces of evidence that the table is tested with.
var (
	submitted = outbox.Evidence{Kind: outbox.KindSubmitted}
	attempt   = outbox.Evidence{Kind: outbox.KindAttempt}
	answer    = outbox.Evidence{Kind: outbox.KindAnswer}
	declined  = outbox.Evidence{Kind: outbox.KindDeclined, Code: "agreement.missing"}
	gaveUp    = outbox.Evidence{Kind: outbox.KindGaveUp}
	alarmed   = outbox.Evidence{Kind: outbox.KindOverdue}
	repeated  = outbox.Evidence{Kind: outbox.KindRepeat}
	failed    = outbox.Evidence{Kind: outbox.KindReceipt, Report: outbox.ReportFailed, Code: "recipient.exempt"}
	duplicate = outbox.Evidence{Kind: outbox.KindReceipt, Report: outbox.ReportFailed, Code: outbox.CodeDuplicate}
)

func TestStateOfASetOfEvidence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what  string
		given []outbox.Evidence
		want  outbox.State
	}{
		{"nothing", nil, outbox.Queued},
		{"submitted", []outbox.Evidence{submitted, attempt}, outbox.Queued},
		{"a 2xx answer is acceptance, not delivery (DK-REC-01)", []outbox.Evidence{submitted, answer}, outbox.Accepted},
		{"Modtaget Digital Post", []outbox.Evidence{submitted, receipt(outbox.ReportReceived)}, outbox.Accepted},
		{"Afleveret Digital Post", []outbox.Evidence{submitted, answer, receipt(outbox.ReportDelivered)}, outbox.Available},
		{"earlier physical statuses", []outbox.Evidence{submitted, receipt(outbox.ReportPrinting)}, outbox.Accepted},
		{"Modtaget Post Danmark", []outbox.Evidence{submitted, answer, receipt(outbox.ReportPosted)}, outbox.Printed},
		{"Fejlet", []outbox.Evidence{submitted, answer, failed}, outbox.Refused},
		{"Tilbagekaldt", []outbox.Evidence{submitted, answer, receipt(outbox.ReportRecalled)}, outbox.Refused},
		{"a duplicate proves acceptance (DK-REC-08)", []outbox.Evidence{submitted, attempt, duplicate}, outbox.Accepted},
		{"a duplicate refuses nothing that was delivered", []outbox.Evidence{submitted, receipt(outbox.ReportDelivered), duplicate}, outbox.Available},
		{"a duplicate does not excuse a failure", []outbox.Evidence{submitted, failed, duplicate}, outbox.Refused},
		{"Opdatering changes nothing", []outbox.Evidence{submitted, receipt(outbox.ReportPosted), receipt(outbox.ReportPostal)}, outbox.Printed},
		{"Opdatering alone says nothing", []outbox.Evidence{submitted, receipt(outbox.ReportPostal)}, outbox.Queued},
		{"an unknown status changes nothing", []outbox.Evidence{submitted, answer, receipt(outbox.ReportUnknown)}, outbox.Accepted},
		{"declined at once", []outbox.Evidence{submitted, declined}, outbox.Refused},
		{"a declined repeat does not undo acceptance", []outbox.Evidence{submitted, receipt(outbox.ReportReceived), declined}, outbox.Accepted},
		{"gave up", []outbox.Evidence{submitted, attempt, gaveUp}, outbox.Failed},
		{"gave up, but it had got through", []outbox.Evidence{submitted, gaveUp, receipt(outbox.ReportDelivered)}, outbox.Available},
		{"overdue", []outbox.Evidence{submitted, answer, alarmed}, outbox.Overdue},
		{"a receipt that is not final leaves it overdue", []outbox.Evidence{submitted, answer, alarmed, receipt(outbox.ReportReceived)}, outbox.Overdue},
		{"the receipt came after all", []outbox.Evidence{submitted, answer, alarmed, failed}, outbox.Refused},
		{"a repeat by hand", []outbox.Evidence{submitted, answer, receipt(outbox.ReportDelivered), repeated}, outbox.Available},
	} {
		if got := outbox.StateOf(c.given); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestStateIsTheSameInAnyOrderAndHoweverOftenEvidenceComes(t *testing.T) {
	t.Parallel()
	kinds := []outbox.Kind{
		outbox.KindSubmitted, outbox.KindAttempt, outbox.KindAnswer, outbox.KindDeclined, outbox.KindReceipt,
		outbox.KindGaveUp, outbox.KindOverdue, outbox.KindRepeat,
	}
	reports := []outbox.Report{
		outbox.ReportReceived, outbox.ReportDelivered, outbox.ReportPrinting, outbox.ReportPosted, outbox.ReportRecalled,
		outbox.ReportFailed, outbox.ReportPostal, outbox.ReportUnknown,
	}
	piece := rapid.Custom(func(t *rapid.T) outbox.Evidence {
		e := outbox.Evidence{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		if e.Kind == outbox.KindReceipt {
			e.Report = rapid.SampledFrom(reports).Draw(t, "report")
			e.Code = rapid.SampledFrom([]string{"", "recipient.exempt", outbox.CodeDuplicate}).Draw(t, "code")
		}
		return e
	})
	rapid.Check(t, func(t *rapid.T) {
		learnt := rapid.SliceOfN(piece, 0, 10).Draw(t, "learnt")
		heard := append([]outbox.Evidence(nil), learnt...)
		if len(learnt) > 0 {
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(learnt)-1), 0, 5).Draw(t, "twice") {
				heard = append(heard, learnt[i])
			}
		}
		heard = rapid.Permutation(heard).Draw(t, "heard")
		want, got := outbox.StateOf(learnt), outbox.StateOf(heard)
		if got != want {
			t.Fatalf("%s in one order, %s in another", want, got)
		}
		whyWant, alarmWant := outbox.Alarm(learnt, want)
		if why, alarm := outbox.Alarm(heard, got); alarm != alarmWant || why != whyWant {
			t.Fatalf("alarm %q in one order, %q in another", whyWant, why)
		}
	})
}

func TestTwoFinalOutcomesRaiseAnAlarm(t *testing.T) {
	t.Parallel()
	both := []outbox.Evidence{submitted, answer, receipt(outbox.ReportDelivered), receipt(outbox.ReportPosted)}
	if _, alarm := outbox.Alarm(both, outbox.StateOf(both)); !alarm {
		t.Error("no alarm although receipts state a mailbox and a postal operator (DK-REC-02)")
	}
	one := []outbox.Evidence{submitted, answer, receipt(outbox.ReportDelivered), receipt(outbox.ReportDelivered), duplicate}
	if why, alarm := outbox.Alarm(one, outbox.StateOf(one)); alarm {
		t.Errorf("alarm %q for one outcome told twice", why)
	}
}

func TestAcceptedAtIsTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	on := func(e outbox.Evidence, hour int) outbox.Evidence {
		e.At = at.Add(time.Duration(hour) * time.Hour)
		return e
	}
	// A receipt that was kept until its letter was known is applied after the answer.
	late, early := on(answer, 2), on(receipt(outbox.ReportReceived), 1)
	for _, all := range [][]outbox.Evidence{{on(submitted, 0), late, early}, {early, on(submitted, 0), late}} {
		if got, ok := outbox.AcceptedAt(all); !ok || !got.Equal(early.At) {
			t.Errorf("%v, %v; want the earliest proof, %v", got, ok, early.At)
		}
	}
	if got, ok := outbox.AcceptedAt([]outbox.Evidence{submitted, attempt, gaveUp}); ok {
		t.Errorf("accepted at %v without any proof", got)
	}
}
