package kombi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/simulator/pki"
)

// BenchmarkLetter sends letters through TLS, door and store. cpu-µs/op is the CPU
// time of the whole process, client included. "client" sends the same to a server
// that only reads: what it costs is to be taken off. "alone" waits for each answer,
// so that every letter pays for a commit; "together" lets letters share them.
func BenchmarkLetter(b *testing.B) {
	for name, size := range map[string]int{"1KB": 1 << 10, "50KB": 50 << 10} {
		b.Run(name, func(b *testing.B) {
			p := setup(b)
			c := p.client()
			id := strings.Repeat("u", 36)
			template := p.xml(text{uuid: id, document: strings.Repeat("x", size)})
			send := func(c *caller) {
				if a, err := c.try(c.send(strings.Replace(template, id, uuid.NewString(), 1))); err != nil || a.status != http.StatusOK {
					b.Errorf("%d %s: %v", a.status, a.body, err)
				}
			}
			b.Run("client", func(b *testing.B) {
				reader := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
				reader.TLS = must2(p.ca.ServerTLS(pki.ServerOptions{}))(b)
				reader.StartTLS()
				defer reader.Close()
				c := p.as(p.cert)
				c.base = reader.URL
				defer c.http.CloseIdleConnections()
				measure(b, func() {
					for b.Loop() {
						send(c)
					}
				})
			})
			b.Run("alone", func(b *testing.B) {
				measure(b, func() {
					for b.Loop() {
						send(c)
					}
				})
			})
			b.Run("together", func(b *testing.B) {
				c.http.Transport.(*http.Transport).MaxIdleConnsPerHost = 64
				b.SetParallelism(8)
				measure(b, func() {
					b.RunParallel(func(pb *testing.PB) {
						for pb.Next() {
							send(c)
						}
					})
				})
			})
		})
	}
}

func measure(b *testing.B, run func()) {
	b.ReportAllocs()
	before := cpu()
	run()
	b.ReportMetric(float64(cpu()-before)/float64(b.N), "cpu-µs/op")
}

// cpu is the CPU time of the process in microseconds.
func cpu() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return (used.Utime.Sec+used.Stime.Sec)*1e6 + used.Utime.Usec + used.Stime.Usec
}
