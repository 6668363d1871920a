package world_test

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// cpu is the processor time the process has used: what budgets are in, because
// shared machines make wall time noise.
func cpu(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAccept takes letters to people of the population, answered and
// processed, receipts queued: the world's part of the 150 µs budget.
func BenchmarkAccept(b *testing.B) {
	for _, kept := range []bool{false, true} {
		b.Run(fmt.Sprintf("durable=%v", kept), func(b *testing.B) { benchmarkAccept(b, kept, 0) })
	}
}

// BenchmarkAcceptAtHundredThousand does the same in a world that has many letters.
func BenchmarkAcceptAtHundredThousand(b *testing.B) { benchmarkAccept(b, true, 100_000) }

func benchmarkAccept(b *testing.B, kept bool, before int) {
	c := world.Config{}
	if kept {
		c.Dir = b.TempDir()
	}
	bb := setupWith(b, c)
	people, _, err := bb.world.People(bb.ctx, 0, 1000)
	bb.must(err)
	s := bb.letter(world.ChannelDigital, magic(b, "connected association"))
	var n atomic.Int64
	one := func() {
		i := n.Add(1)
		m := *s.Message
		m.UUID = fmt.Sprintf("%08x-0000-4000-8000-%012x", uint32(i*2654435761), i)
		m.Recipient.Kind, m.Recipient.Number = "CPR", people[int(i)%len(people)].CPR.Digits()
		own := s
		own.Message = &m
		a, err := bb.world.Accept(bb.ctx, own)
		if err != nil {
			b.Error(err)
			return
		}
		bb.world.Answered(bb.ctx, a.Letter)
	}
	run := func(letters int) {
		const workers = 16
		done := make(chan struct{})
		for w := range workers {
			go func() {
				for i := w; i < letters; i += workers {
					one()
				}
				done <- struct{}{}
			}()
		}
		for range workers {
			<-done
		}
		ctx, cancel := context.WithTimeout(bb.ctx, 10*time.Minute)
		defer cancel()
		bb.must(bb.world.Settle(ctx))
	}
	run(before)
	b.ReportAllocs()
	b.ResetTimer()
	used := cpu(b)
	run(b.N)
	b.ReportMetric(float64((cpu(b)-used).Microseconds())/float64(b.N), "cpu-µs/op")
}

func BenchmarkNewWorld(b *testing.B) {
	ws := open(b, world.Config{})
	b.ReportAllocs()
	used := cpu(b)
	for i := range b.N {
		if _, err := ws.Create(context.Background(), world.Spec{ID: "w-" + strconv.Itoa(i), Start: noon}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpu(b)-used).Microseconds())/float64(b.N), "cpu-µs/op")
}

func BenchmarkOpen(b *testing.B) {
	used := cpu(b)
	defer func() { b.ReportMetric(float64((cpu(b)-used).Microseconds())/float64(b.N), "cpu-µs/op") }()
	for range b.N {
		ws, err := world.Open(context.Background(), world.Config{})
		if err != nil {
			b.Fatal(err)
		}
		if err := ws.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdvanceTenYears lets ten thousand held letters and print steps fall
// due one by one.
func BenchmarkAdvanceTenYears(b *testing.B) {
	for range b.N {
		b.StopTimer()
		bb := setup(b)
		const pending = 10_000
		for i := range pending {
			s := bb.letter(world.ChannelDigital, magic(b, "connected association"))
			day := noon.AddDate(0, 0, 1+i%360)
			s.Message.NotBefore = &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
			a, err := bb.world.Accept(bb.ctx, s)
			bb.must(err)
			bb.world.Answered(bb.ctx, a.Letter)
		}
		bb.settle()
		b.StartTimer()
		used := cpu(b)
		events, err := bb.world.Advance(bb.ctx, noon.AddDate(10, 0, 0))
		bb.must(err)
		b.ReportMetric(float64((cpu(b) - used).Milliseconds()), "cpu-ms/op")
		if len(events) < pending {
			b.Fatalf("%d events", len(events))
		}
	}
}
