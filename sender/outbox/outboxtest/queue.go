package outboxtest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/sender/outbox"
)

func fairness(_ *testing.T, b *bench) {
	release := make(chan struct{})
	defer close(release)
	b.pacing.Workers, b.pacing.Share = 4, 2
	b.courier.Do = func(ctx context.Context, l outbox.Letter, _ int) outbox.Outcome {
		if l.Profile == "hanging" {
			select {
			case <-release:
			case <-ctx.Done():
			}
		}
		return outbox.Outcome{Verdict: outbox.VerdictAccepted}
	}
	o := b.start()
	for range 20 {
		b.submit(o, func(d *outbox.Draft) { d.Profile = "hanging" })
	}
	b.await(o, b.submit(o, nil), outbox.Accepted)
}

// River's own patience is 25 attempts with days between them.
func faultOfOurs(t *testing.T, b *bench) {
	b.pacing.Longest = 2 * time.Millisecond
	b.pacing.Workers, b.pacing.Share = 1, 1
	b.courier.Do = func(_ context.Context, _ outbox.Letter, attempt int) outbox.Outcome {
		if attempt <= 26 {
			panic("a fault of ours")
		}
		return outbox.Outcome{Verdict: outbox.VerdictAccepted}
	}
	o := b.start()
	id := b.submit(o, nil)
	l := b.await(o, id, outbox.Accepted)
	if n := len(b.courier.Carried()); n != 27 || l.Attempts() != 0 {
		t.Errorf("carried %d times with %d attempts noted; want 27, and none blamed on the provider", n, l.Attempts())
	}
}

func lists(t *testing.T, b *bench) {
	o := b.start()
	var ids []outbox.LetterID
	for i := range 5 {
		ids = append(ids, b.submit(o, func(d *outbox.Draft) {
			if i == 2 {
				d.Profile, d.To.Number = "andenby", "0703900012"
			}
		}))
	}
	b.settle(o)
	list := func(q outbox.Query) []outbox.LetterID {
		t.Helper()
		letters, err := o.Letters(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []outbox.LetterID
		for _, l := range letters {
			got = append(got, l.ID)
		}
		slices.Reverse(got)
		return got
	}
	for _, c := range []struct {
		query outbox.Query
		want  []outbox.LetterID
	}{
		{outbox.Query{}, ids},
		{outbox.Query{Limit: 2}, ids[3:]},
		{outbox.Query{Profile: "andenby"}, ids[2:3]},
		{outbox.Query{Number: "0703900012"}, ids[2:3]},
		{outbox.Query{State: outbox.Accepted}, ids},
		{outbox.Query{State: outbox.Printed}, nil},
		{outbox.Query{Before: b.letter(o, ids[2]).Submitted.Wall}, ids[:2]},
	} {
		if diff := cmp.Diff(c.want, list(c.query)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.query, diff)
		}
	}
}
