package sender

import (
	"context"
	"testing"

	"github.com/brevdue/brevdue/sender/outbox"
	client "github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

// BenchmarkLetter is a letter from Submit to the provider's answer on the disk,
// over TLS, the provider's work included: one after the other, and many at once.
func BenchmarkLetter(b *testing.B) {
	open := func(b *testing.B) (*Sender, string) {
		b.Helper()
		p := kombitest.Start(b, nil)
		s, err := Open(b.Context(), Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := s.Close(context.WithoutCancel(b.Context())); err != nil {
				b.Error(err)
			}
		})
		profile := Profile{ID: "a", CVR: testCVR, Name: "Eksempelkøbing Kommune", Certificate: p.CA.Issue("a"), Roots: p.CA.Pool(), Provider: client.At(p.URL)}
		if err := s.AddProfile(b.Context(), profile); err != nil {
			b.Fatal(err)
		}
		return s, profile.ID
	}
	send := func(b *testing.B, s *Sender, profile string) {
		id, err := s.Submit(b.Context(), profile, draft(outbox.Digital))
		if err != nil {
			b.Error(err)
			return
		}
		if _, err := s.Wait(b.Context(), id, func(l Letter) bool { return l.State == outbox.Accepted }); err != nil {
			b.Error(err)
		}
	}
	b.Run("alone", func(b *testing.B) {
		s, profile := open(b)
		for b.Loop() {
			send(b, s, profile)
		}
	})
	b.Run("many", func(b *testing.B) {
		s, profile := open(b)
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				send(b, s, profile)
			}
		})
	})
}
