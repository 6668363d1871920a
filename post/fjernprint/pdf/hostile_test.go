package pdf

import (
	"bytes"
	"context"
	"errors"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// Every hostile file is opened or refused as it should be, and what that costs is
// bounded: an outcome of Limit comes from a budget, never from the deadline.
func TestHostileFilesAreContained(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	// Of all that is allocated, whether it is live at the same time or not, by
	// other tests in the meantime too.
	const mostBytes = 600 << 20
	cases := hostile.Cases()
	if len(cases) < 60 {
		t.Fatalf("there are %d constructions, want 60 at least", len(cases))
	}
	names := map[string]bool{}
	for _, c := range cases {
		if names[c.Name] {
			t.Errorf("there are two constructions %q", c.Name)
		}
		names[c.Name] = true
		content := c.Make()
		if len(content) > hostile.MaxSize {
			t.Errorf("%s: %d bytes, want %d at most", c.Name, len(content), hostile.MaxSize)
		}
		before := allocated()
		got, err := examine(ctx, content, Limits{})
		if grown := allocated() - before; grown > mostBytes {
			t.Errorf("%s: %d bytes were allocated, want %d at most", c.Name, grown, mostBytes)
		}
		if got != c.Want && (c.Want != hostile.Any || got == unknown) {
			t.Errorf("%s: got %s, want %s: %v", c.Name, got, c.Want, err)
		}
		const small = 100_000
		if len(content) > small {
			continue // the next ones say enough about that
		}
		if !bytes.Equal(content, c.Make()) {
			t.Errorf("%s: it is made differently each time", c.Name)
		}
		if again, _ := examine(ctx, content, Limits{}); again != got {
			t.Errorf("%s: first it %s, then it %s", c.Name, got, again)
		}
	}
}

// With a tenth of the limits the same constructions cannot cost more.
func TestSmallerLimitsContainMore(t *testing.T) {
	t.Parallel()
	limits := Limits{Objects: 50_000, Inflated: 12 << 20, Depth: 16, Pages: 100}
	for _, c := range hostile.Cases() {
		if c.Want != hostile.Limit {
			continue
		}
		if got, err := examine(t.Context(), c.Make(), limits); got != hostile.Limit {
			t.Errorf("%s: got %s, want a limit: %v", c.Name, got, err)
		}
	}
}

// examine opens a file, walks its pages and objects and decodes its streams.
func examine(ctx context.Context, content []byte, limits Limits) (hostile.Outcome, error) {
	d, err := Open(ctx, content, limits)
	if err != nil {
		return outcome(err), err
	}
	pages, err := d.Pages(ctx)
	if err != nil {
		return outcome(err), err
	}
	for _, p := range pages {
		if w, h := p.Size(); !(w > 0) || !(h > 0) || w > 1e9 || h > 1e9 || !p.ToPaper().Finite() {
			return unknown, errors.New("a page of no size")
		}
	}
	var failed error
	err = d.Walk(ctx, func(_ int, o types.Object) bool {
		if s, ok := o.(types.StreamDict); ok {
			if _, _, err := d.Decode(&s); err != nil && !errors.Is(err, ErrUnreadable) {
				failed = err
			}
		}
		return failed == nil
	})
	err = errors.Join(err, failed)
	return outcome(err), err
}

// unknown is no outcome that may be.
const unknown hostile.Outcome = "unknown"

func outcome(err error) hostile.Outcome {
	var limit *LimitError
	switch {
	case err == nil:
		return hostile.Opens
	case errors.Is(err, ErrNoHeader):
		return hostile.NoHeader
	case errors.Is(err, ErrUnreadable):
		return hostile.Unreadable
	case errors.Is(err, ErrEncrypted):
		return hostile.Encrypted
	case errors.Is(err, ErrNoPages):
		return hostile.NoPages
	case errors.As(err, &limit):
		return hostile.Limit
	}
	return unknown
}

// allocated is how many bytes this process has allocated ever.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
