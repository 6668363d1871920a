package journal_test

import (
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/brevdue/brevdue/simulator/journal"
)

// BenchmarkRecord is what it costs to keep the exchange of one letter, written
// behind the caller's back: CPU of the process.
func BenchmarkRecord(b *testing.B) {
	j := journal.Open(journal.Config{Dir: b.TempDir()})
	header := http.Header{}
	for i := range 8 {
		header.Set("X-Header-"+strconv.Itoa(i), "5b0b7c1e-0000-4000-8000-0c0c0c0c0c0c")
	}
	request := strings.Repeat(`<memo:label xmlns:memo="https://DigitalPost.dk/MeMo-1">Afgørelse</memo:label>`, 15)
	before := cpu(b)
	for n := range b.N {
		j.Record(journal.Exchange{
			World: "default", Direction: journal.In, Kind: journal.KindSend, System: "5b0b7c1e-0000-4000-8000-0c0c0c0c0c0c",
			// Letters have random ids.
			Letter: strconv.FormatUint(uint64(n)*0x9e3779b97f4a7c15, 16), Method: "POST", URL: "/service/KombiPostAfsend_1/kombi", Status: 200,
			Request:  journal.Message{Header: header, Body: journal.Body{Text: request, Size: 3000}},
			Response: journal.Message{Header: header, Body: journal.Body{Text: request[:300], Size: 300}},
		})
		if n%1000 == 999 { // the queue holds four times as many
			if err := j.Flush(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := j.Close(); err != nil || j.Dropped() > 0 {
		b.Fatalf("%d dropped: %v", j.Dropped(), err)
	}
	b.ReportMetric(float64(cpu(b)-before)/float64(b.N), "cpu-µs/op")
}

// cpu is the CPU time of the process in microseconds.
func cpu(b *testing.B) int64 {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return (used.Utime.Nano() + used.Stime.Nano()) / 1000
}
