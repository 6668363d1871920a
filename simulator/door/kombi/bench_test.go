package kombi_test

import (
	"net/http"
	"strings"
	"syscall"
	"testing"

	"github.com/google/uuid"
)

// BenchmarkLetter sends letters through TLS, door and store, one connection kept
// alive. cpu-µs/op is the CPU time of the whole process, client included; the
// client's own part is measured against a server that does nothing.
func BenchmarkLetter(b *testing.B) {
	for name, size := range map[string]int{"1KB": 1 << 10, "50KB": 50 << 10} {
		b.Run(name, func(b *testing.B) {
			p := setup(b)
			c := p.client()
			template := p.xml(text{uuid: strings.Repeat("u", 36), document: strings.Repeat("x", size)})
			b.ReportAllocs()
			before := cpu()
			for b.Loop() {
				if a, err := c.try(c.send(strings.Replace(template, strings.Repeat("u", 36), uuid.NewString(), 1))); err != nil || a.status != http.StatusOK {
					b.Fatalf("%d %s: %v", a.status, a.body, err)
				}
			}
			b.ReportMetric(float64(cpu()-before)/float64(b.N), "cpu-µs/op")
		})
	}
}

// cpu is the CPU time of the process in microseconds.
func cpu() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return (used.Utime.Sec+used.Stime.Sec)*1e6 + int64(used.Utime.Usec+used.Stime.Usec)
}
