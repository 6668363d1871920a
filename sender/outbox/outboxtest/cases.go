package outboxtest

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/sender/outbox"
)

func accept(context.Context, outbox.Letter, int) outbox.Outcome {
	return outbox.Outcome{Verdict: outbox.VerdictAccepted}
}

func acceptedOnce(t *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, nil)
	l := b.await(o, id, outbox.Accepted)
	b.settle(o)
	if n := len(b.courier.Carried()); n != 1 {
		t.Errorf("carried %d times, want once", n)
	}
	var kinds []outbox.Kind
	for _, e := range l.Evidence {
		kinds = append(kinds, e.Kind)
		if !e.At.Equal(b.clock.Now()) || e.Wall.IsZero() {
			t.Errorf("%s: at %v, wall %v; want the authority's clock %v and the machine's", e.Kind, e.At, e.Wall, b.clock.Now())
		}
	}
	if diff := cmp.Diff([]outbox.Kind{outbox.KindSubmitted, outbox.KindAnswer}, kinds); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if l = b.letter(o, id); l.Pending {
		t.Error("the letter still waits for an answer")
	}
}

func sameIDs(t *testing.T, b *bench) {
	b.courier.Do = func(_ context.Context, _ outbox.Letter, attempt int) outbox.Outcome {
		if attempt < 4 {
			return outbox.Outcome{Verdict: outbox.VerdictRetry, Code: "http.503"}
		}
		return outbox.Outcome{Verdict: outbox.VerdictAccepted}
	}
	o := b.start()
	id := b.submit(o, nil)
	l := b.await(o, id, outbox.Accepted)
	if l.Attempts() != 3 {
		t.Errorf("%d attempts without answer, want 3", l.Attempts())
	}
	carried := b.courier.Carried()
	if len(carried) != 4 {
		t.Fatalf("carried %d times, want 4", len(carried))
	}
	for _, c := range carried {
		if c.ID != id || c.ConsignmentID != l.ConsignmentID {
			t.Errorf("ids changed between attempts: %s %s", c.ID, c.ConsignmentID)
		}
	}
}

func refusalIsFinal(t *testing.T, b *bench) {
	b.courier.Do = func(context.Context, outbox.Letter, int) outbox.Outcome {
		return outbox.Outcome{Verdict: outbox.VerdictRefused, Code: "agreement.missing", Words: "no agreement for 0703900004"}
	}
	o := b.start()
	l := b.await(o, b.submit(o, nil), outbox.Refused)
	b.settle(o)
	if n := len(b.courier.Carried()); n != 1 {
		t.Errorf("carried %d times, want once", n)
	}
	last := l.Evidence[len(l.Evidence)-1]
	if last.Code != "agreement.missing" || last.Words != "no agreement for 0703**-****" {
		t.Errorf("evidence %q %q; want the provider's code, and its words masked", last.Code, last.Words)
	}
}

func retryAlways(context.Context, outbox.Letter, int) outbox.Outcome {
	return outbox.Outcome{Verdict: outbox.VerdictRetry, Code: "http.500"}
}

func givesUp(t *testing.T, b *bench) {
	b.courier.Do = retryAlways
	b.pacing.Attempts = 3
	o := b.start()
	l := b.await(o, b.submit(o, nil), outbox.Failed)
	b.settle(o)
	if n := len(b.courier.Carried()); n != 3 {
		t.Errorf("carried %d times, want 3", n)
	}
	if why, alarm := l.Alarm(); !alarm {
		t.Errorf("no alarm (%q) although the sender gave up", why)
	}
}

func correctedAfterGivingUp(_ *testing.T, b *bench) {
	b.courier.Do = retryAlways
	b.pacing.Attempts = 1
	o := b.start()
	id := b.submit(o, nil)
	b.await(o, id, outbox.Failed)
	b.record(o, "eksempelkoebing", outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportReceived})
	b.await(o, id, outbox.Accepted)
}

func laterDoesNotCount(t *testing.T, b *bench) {
	b.pacing.Attempts = 2
	b.courier.Do = func(_ context.Context, _ outbox.Letter, attempt int) outbox.Outcome {
		if attempt < 5 {
			return outbox.Outcome{Verdict: outbox.VerdictLater}
		}
		return outbox.Outcome{Verdict: outbox.VerdictAccepted}
	}
	o := b.start()
	l := b.await(o, b.submit(o, nil), outbox.Accepted)
	if l.Attempts() != 0 {
		t.Errorf("%d attempts counted, want none", l.Attempts())
	}
}

func receiptBeforeAnswer(t *testing.T, b *bench) {
	release, carrying := make(chan struct{}), make(chan struct{}, 1)
	b.courier.Do = func(context.Context, outbox.Letter, int) outbox.Outcome {
		carrying <- struct{}{}
		<-release
		return outbox.Outcome{Verdict: outbox.VerdictAccepted}
	}
	o := b.start()
	id := b.submit(o, nil)
	<-carrying
	b.record(o, "eksempelkoebing", outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportDelivered})
	b.await(o, id, outbox.Available)
	close(release)
	b.settle(o)
	if l := b.letter(o, id); l.State != outbox.Available {
		t.Errorf("the late answer made it %s, want available", l.State)
	}
}

func receiptBeforeTransmission(t *testing.T, b *bench) {
	release, carrying := make(chan struct{}), make(chan struct{}, 1)
	b.courier.Do = func(context.Context, outbox.Letter, int) outbox.Outcome {
		carrying <- struct{}{}
		<-release
		return outbox.Outcome{Verdict: outbox.VerdictAccepted, Transmission: "T1-abc"}
	}
	o := b.start()
	id := b.submit(o, nil)
	<-carrying
	if got := b.record(o, "eksempelkoebing", outbox.Receipt{ID: "r1", Transmission: "t1-ABC", Report: outbox.ReportPosted}); got != "" {
		t.Errorf("matched %s before the transmission was known", got)
	}
	close(release)
	b.await(o, id, outbox.Printed)
	left, err := o.Unmatched(t.Context(), "eksempelkoebing")
	if err != nil || len(left) != 0 {
		t.Errorf("%d receipts left unmatched, %v; want none", len(left), err)
	}
}

func repeatedReceipt(t *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, nil)
	b.await(o, id, outbox.Accepted)
	r := outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportDelivered}
	b.record(o, "eksempelkoebing", r)
	want := b.letter(o, id)
	if again := b.record(o, "eksempelkoebing", r); again != id {
		t.Errorf("the repeat matched %q, want the letter", again)
	}
	if diff := cmp.Diff(want, b.letter(o, id)); diff != "" {
		t.Errorf("the repeat changed the letter (-before +after):\n%s", diff)
	}
}

func unmatched(t *testing.T, b *bench) {
	o := b.start()
	b.record(o, "eksempelkoebing", outbox.Receipt{ID: "r1", Message: "11111111-0000-4000-8000-000000000000", Report: outbox.ReportDelivered})
	left, err := o.Unmatched(t.Context(), "eksempelkoebing")
	if err != nil || len(left) != 1 || left[0].ID != "r1" {
		t.Errorf("unmatched %v, %v; want the one receipt", left, err)
	}
	if _, err := o.Record(t.Context(), "eksempelkoebing", outbox.Receipt{ID: "r2"}); outbox.CodeOf(err) != outbox.CodeReceipt {
		t.Errorf("a receipt without any key: %v, want %s", err, outbox.CodeReceipt)
	}
}

func byConsignment(_ *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, func(d *outbox.Draft) { d.Channel = outbox.Print })
	l := b.await(o, id, outbox.Accepted)
	b.record(o, l.Profile, outbox.Receipt{ID: "r1", Consignment: l.ConsignmentID, Report: outbox.ReportPrinting})
	b.record(o, l.Profile, outbox.Receipt{ID: "r2", Consignment: l.ConsignmentID, Report: outbox.ReportPosted})
	b.await(o, id, outbox.Printed)
}

func otherAuthority(t *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, nil)
	b.await(o, id, outbox.Accepted)
	if got := b.record(o, "andenby", outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportDelivered}); got != "" {
		t.Errorf("matched %s", got)
	}
	if l := b.letter(o, id); l.State != outbox.Accepted {
		t.Errorf("state %s, want accepted", l.State)
	}
}

func overdue(t *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, nil)
	b.await(o, id, outbox.Accepted)
	scan := func(want int) {
		t.Helper()
		late, err := o.ScanOverdue(t.Context(), "eksempelkoebing")
		if err != nil || len(late) != want {
			t.Errorf("scan found %v, %v; want %d", late, err, want)
		}
	}
	b.clock.Advance(24*time.Hour - time.Microsecond)
	scan(0)
	b.clock.Advance(time.Microsecond)
	scan(1)
	scan(0) // the alarm is raised once
	l := b.letter(o, id)
	if _, alarm := l.Alarm(); l.State != outbox.Overdue || !alarm {
		t.Errorf("state %s, alarm %v; want overdue with alarm", l.State, alarm)
	}
	b.settle(o)
	if n := len(b.courier.Carried()); n != 1 {
		t.Errorf("carried %d times, want once: an overdue letter is never sent again by itself", n)
	}
	b.record(o, l.Profile, outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportDelivered})
	l = b.await(o, id, outbox.Available)
	if why, alarm := l.Alarm(); alarm {
		t.Errorf("alarm %q after the receipt came, want none", why)
	}
}

func heldOverdue(t *testing.T, b *bench) {
	o := b.start()
	l := b.await(o, b.submit(o, func(d *outbox.Draft) { d.Content.NotBefore = "2024-04-01" }), outbox.Accepted)
	want := time.Date(2024, 4, 1, 23, 0, 0, 0, time.UTC) // 00:00 in the outbox's zone, and 24 hours
	if l = b.letter(o, l.ID); !l.Due.Equal(want) {
		t.Errorf("due %v, want %v", l.Due, want)
	}
}

func repeat(t *testing.T, b *bench) {
	o := b.start()
	id := b.submit(o, nil)
	b.await(o, id, outbox.Accepted)
	if err := o.Repeat(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	b.settle(o)
	if n := len(b.courier.Carried()); n != 2 {
		t.Errorf("carried %d times, want 2", n)
	}
	b.record(o, "eksempelkoebing", outbox.Receipt{ID: "r1", Message: string(id), Report: outbox.ReportFailed, Code: outbox.CodeDuplicate})
	if l := b.letter(o, id); l.State != outbox.Accepted {
		t.Errorf("state %s after the duplicate receipt, want accepted", l.State)
	}
	if err := o.Repeat(t.Context(), "nothing"); outbox.CodeOf(err) != outbox.CodeUnknownLetter {
		t.Errorf("repeat of nothing: %v", err)
	}
}

func provenIsNotSentAgain(t *testing.T, b *bench) {
	b.pacing.First = 50 * time.Millisecond
	var o *outbox.Outbox
	b.courier.Do = func(_ context.Context, l outbox.Letter, _ int) outbox.Outcome {
		b.record(o, l.Profile, outbox.Receipt{ID: "r1", Message: string(l.ID), Report: outbox.ReportReceived})
		return outbox.Outcome{Verdict: outbox.VerdictRetry, Code: "timeout"}
	}
	o = b.start()
	id := b.submit(o, nil)
	b.settle(o)
	if n := len(b.courier.Carried()); n != 1 {
		t.Errorf("carried %d times, want once", n)
	}
	if l := b.letter(o, id); l.State != outbox.Accepted {
		t.Errorf("state %s, want accepted", l.State)
	}
}

func survivesClose(t *testing.T, b *bench) {
	b.courier.Do = retryAlways
	b.pacing.First = 20 * time.Millisecond
	o := b.start()
	id := b.submit(o, nil)
	b.awaitThat(o, id, "an attempt", func(l outbox.Letter) bool { return l.Attempts() > 0 })
	b.close(o)
	b.courier.Do = accept
	o = b.start()
	b.await(o, id, outbox.Accepted)
}

func documents(t *testing.T, b *bench) {
	o := b.start()
	for _, size := range []int{1, 256 << 10, 256<<10 + 1, 1 << 20} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(rand.IntN(256))
		}
		first := b.submit(o, func(d *outbox.Draft) { d.Enclosures = []outbox.Source{Bytes("a.pdf", data)} })
		second := b.submit(o, func(d *outbox.Draft) {
			d.Enclosures = []outbox.Source{Bytes("b.pdf", data), Bytes("c.pdf", []byte("x"))}
		})
		one, two := b.letter(o, first).Enclosures[0], b.letter(o, second).Enclosures[0]
		if one.Hash != two.Hash || two.Name != "b.pdf" || one.Size != int64(size) {
			t.Errorf("enclosures %+v and %+v; want one document under two names", one, two)
		}
		r := o.Document(t.Context(), one.Hash)
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: read %d, %v", size, len(got), err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := io.ReadAll(o.Document(t.Context(), "unknown")); err == nil {
		t.Error("an unknown document was read")
	}
	n := 0
	changing := outbox.Source{Name: "x.pdf", Open: func() (io.ReadCloser, error) {
		n++
		return io.NopCloser(bytes.NewReader([]byte{byte(n)})), nil
	}}
	if _, err := o.Submit(t.Context(), outbox.Draft{Profile: "p", Enclosures: []outbox.Source{changing}}); outbox.CodeOf(err) != outbox.CodeDocument {
		t.Errorf("a document that changes while it is stored: %v, want %s", err, outbox.CodeDocument)
	}
}
