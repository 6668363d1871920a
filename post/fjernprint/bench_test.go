package fjernprint_test

import (
	"fmt"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint"
)

func BenchmarkCheck(b *testing.B) {
	for _, pages := range []int{1, 10, 200} {
		b.Run(fmt.Sprintf("pages=%d", pages), func(b *testing.B) {
			document := pagesLong(b, pages)
			letter := fjernprint.Letter{ImprintRecipient: true, Duplex: true}
			b.SetBytes(int64(len(document)))
			b.ReportAllocs()
			for b.Loop() {
				if r := fjernprint.Check(b.Context(), document, nil, letter); len(r.Pages) != pages || r.Verdict == fjernprint.Inconclusive {
					b.Fatal(r.Verdict, codes(r.Findings))
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N*pages), "ms/page")
		})
	}
}
