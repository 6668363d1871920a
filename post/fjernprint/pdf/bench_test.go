package pdf

import (
	"fmt"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// BenchmarkOpen opens letters and goes through their pages.
func BenchmarkOpen(b *testing.B) {
	for _, pages := range []int{1, 10, 200} {
		content := letterOf(b, pages)
		b.Run(fmt.Sprintf("pages=%d", pages), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				d, err := Open(b.Context(), content, Limits{})
				if err != nil {
					b.Fatal(err)
				}
				if got, err := d.Pages(b.Context()); err != nil || len(got) != pages {
					b.Fatal(len(got), err)
				}
			}
		})
	}
}

// BenchmarkWalk shows every object of a letter and decodes its streams.
func BenchmarkWalk(b *testing.B) {
	const pages = 200
	d, err := Open(b.Context(), letterOf(b, pages), Limits{Inflated: 1 << 60})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		err := d.Walk(b.Context(), func(_ int, o types.Object) bool {
			if s, ok := o.(types.StreamDict); ok {
				_, _, err = d.Decode(&s)
			}
			return err == nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
