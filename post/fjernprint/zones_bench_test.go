package fjernprint

import (
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// BenchmarkZones is a page of 300 marks and 3,000 glyphs: the first of a letter,
// another one, and a first page all of whose text lies where it must not. The last
// one is hostile: 40,000 marks in the window, in columns that stay apart.
func BenchmarkZones(b *testing.B) {
	p := standard(b)
	page := func(left float64) []ink.Mark {
		marks := addressed(recipient...)
		for line := range 50 {
			for word := range 6 {
				m := typed(left+float64(word)*26, 8+float64(line)*5.4, 10, strings.Repeat("n", 10))
				if left > 17 && m.Base < 95 {
					m.Base += 1000 // to keep the window free: beside the paper
					for i := range m.Glyphs {
						m.Glyphs[i].Box.X0, m.Glyphs[i].Box.X1 = 300, 302
					}
					m.Box = geom.Rect{X0: 300, X1: 302, Y0: m.Box.Y0, Y1: m.Box.Y1}
				}
				marks = append(marks, m)
			}
		}
		return marks
	}
	crowded := func() (marks []ink.Mark) {
		const n = 20_000
		for i := range n {
			x, y := 1+2.1*float64(i%50), 1+85*float64(i)/n
			marks = append(marks, rect(ink.Path, x, y, x+0.01, y+0.00001), typed(x, y, 0.5, "1"))
		}
		return marks
	}
	for _, bench := range []struct {
		name   string
		main   bool
		letter Letter
		marks  []ink.Mark
	}{
		{"first", true, Letter{}, page(22)},
		{"another", false, Letter{}, page(22)},
		{"offending", true, blank, page(5)},
		{"crowded", true, Letter{}, crowded()},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e := examination{
					profile: p, letter: bench.letter, main: bench.main, report: &Report{}, findings: newFindings(p, 0),
					pages: []pdf.Page{a4()}, inks: []*ink.Page{{Marks: bench.marks}},
				}
				e.zones()
			}
		})
	}
}
