package fjernprint

import (
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// BenchmarkZones is a page of 300 marks and 3,000 glyphs: the first of a letter,
// another one, and a first page all of whose text lies where it must not.
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
	for _, bench := range []struct {
		name   string
		main   bool
		letter Letter
		marks  []ink.Mark
	}{
		{"first", true, Letter{}, page(22)},
		{"another", false, Letter{}, page(22)},
		{"offending", true, blank, page(5)},
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
