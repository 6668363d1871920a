// Package outboxtest is the suite that every outbox must pass, whatever engine
// is under it: [Exercise] runs it against outboxes that the caller opens.
package outboxtest

import (
	"bytes"
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Opener opens an outbox with the configuration; the suite fills everything but
// Path, which the opener sets. Calling it twice in one test opens the same file
// again.
type Opener func(t *testing.T, cfg outbox.Config) *outbox.Outbox

// Exercise runs the suite. newStore is called once per test and returns an
// opener of a store that is empty at first.
func Exercise(t *testing.T, newStore func(t *testing.T) Opener) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(*testing.T, *bench)
	}{
		{"a submitted letter is carried once and accepted", acceptedOnce},
		{"ids stay the same on every attempt", sameIDs},
		{"a refusal is final", refusalIsFinal},
		{"the sender gives up after the named number of attempts", givesUp},
		{"a receipt corrects a sender that gave up", correctedAfterGivingUp},
		{"an attempt that was not made does not count", laterDoesNotCount},
		{"a receipt before the answer is kept and applied", receiptBeforeAnswer},
		{"a receipt under a transmission not yet known is applied when it becomes known", receiptBeforeTransmission},
		{"a receipt recorded twice changes nothing", repeatedReceipt},
		{"a receipt for nobody is kept and listed", unmatched},
		{"a physical receipt finds its letter by consignment", byConsignment},
		{"a receipt never reaches another authority's letter", otherAuthority},
		{"a letter without final receipt becomes overdue on the authority's clock and is not sent again", overdue},
		{"a held letter is waited for from its date", heldOverdue},
		{"a repeat sends the same message once more", repeat},
		{"a proven letter is not sent again", provenIsNotSentAgain},
		{"what was submitted survives closing, and is carried at the next start", survivesClose},
		{"documents come back byte for byte and are stored once", documents},
		{"one authority whose provider hangs does not stop another", fairness},
		{"a fault of ours delays a letter and loses none", faultOfOurs},
		{"lists filter and page", lists},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := &bench{t: t, open: newStore(t), clock: &Clock{now: time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)}, courier: &Courier{}}
			test.run(t, b)
		})
	}
}

// bench is what a test has at hand.
type bench struct {
	t       *testing.T
	open    Opener
	clock   *Clock
	courier *Courier
	pacing  outbox.Pacing
}

func (b *bench) start() *outbox.Outbox {
	b.t.Helper()
	if b.pacing.First == 0 {
		b.pacing.First = time.Millisecond
	}
	// Polling is most of the work of an idle outbox, and many of them run at once.
	b.pacing.Poll = 10 * time.Millisecond
	o := b.open(b.t, outbox.Config{
		Courier: b.courier,
		Now:     func(string) time.Time { return b.clock.Now() },
		Period:  func(string) time.Duration { return 24 * time.Hour },
		Zone:    time.FixedZone("CET", 3600),
		Pacing:  b.pacing,
	})
	b.t.Cleanup(func() { b.close(o) })
	return o
}

func (b *bench) close(o *outbox.Outbox) {
	b.t.Helper()
	// The test's own context is done in clean-up.
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := o.Close(ctx); err != nil {
		b.t.Errorf("close: %v", err)
	}
}

func (b *bench) submit(o *outbox.Outbox, change func(*outbox.Draft)) outbox.LetterID {
	b.t.Helper()
	d := outbox.Draft{
		Profile: "eksempelkoebing", To: ident.Party{Kind: ident.KindCPR, Number: "0703900004"}, Channel: outbox.Digital,
		Content:    outbox.Content{Title: "Afgørelse om boligstøtte"},
		Enclosures: []outbox.Source{Bytes("brev.pdf", []byte("%PDF-1.7 prøve"))},
	}
	if change != nil {
		change(&d)
	}
	id, err := o.Submit(b.t.Context(), d)
	if err != nil {
		b.t.Fatalf("submit: %v", err)
	}
	return id
}

// await waits until the letter's state is the given one.
func (b *bench) await(o *outbox.Outbox, id outbox.LetterID, want outbox.State) outbox.Letter {
	b.t.Helper()
	return b.awaitThat(o, id, string(want), func(l outbox.Letter) bool { return l.State == want })
}

func (b *bench) awaitThat(o *outbox.Outbox, id outbox.LetterID, what string, enough func(outbox.Letter) bool) outbox.Letter {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	l, err := o.Wait(ctx, id, enough)
	if err != nil {
		b.t.Fatalf("waiting for %s: %v; the letter is %s with %d pieces of evidence", what, err, l.State, len(l.Evidence))
	}
	return l
}

func (b *bench) settle(o *outbox.Outbox) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	if err := o.Settle(ctx); err != nil {
		b.t.Fatalf("settle: %v", err)
	}
}

func (b *bench) record(o *outbox.Outbox, profile string, r outbox.Receipt) outbox.LetterID {
	b.t.Helper()
	if r.Stated.IsZero() {
		r.Stated = b.clock.Now()
	}
	id, err := o.Record(b.t.Context(), profile, r)
	if err != nil {
		b.t.Fatalf("record: %v", err)
	}
	return id
}

func (b *bench) letter(o *outbox.Outbox, id outbox.LetterID) outbox.Letter {
	b.t.Helper()
	l, err := o.Letter(b.t.Context(), id)
	if err != nil {
		b.t.Fatalf("letter: %v", err)
	}
	return l
}

// Bytes is a document in memory.
func Bytes(name string, data []byte) outbox.Source {
	return outbox.Source{Name: name, MIME: "application/pdf", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

// Clock is an authority's clock that tests move.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves it forward.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Courier is a provider that does what Do says, and remembers what it was given.
// Without Do it accepts.
type Courier struct {
	Do func(ctx context.Context, l outbox.Letter, attempt int) outbox.Outcome

	mu      sync.Mutex
	carried []outbox.Letter
}

// Carry implements [outbox.Courier].
func (c *Courier) Carry(ctx context.Context, l outbox.Letter) outbox.Outcome {
	c.mu.Lock()
	c.carried = append(c.carried, l)
	attempt := 0
	for _, earlier := range c.carried {
		if earlier.ID == l.ID {
			attempt++
		}
	}
	c.mu.Unlock()
	if c.Do != nil {
		return c.Do(ctx, l, attempt)
	}
	return outbox.Outcome{Verdict: outbox.VerdictAccepted, Transmission: "t-" + string(l.ID)}
}

// Carried lists the attempts in order.
func (c *Courier) Carried() []outbox.Letter {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]outbox.Letter(nil), c.carried...)
}
