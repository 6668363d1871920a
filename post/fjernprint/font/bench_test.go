package font

import (
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

func BenchmarkGlyphs(b *testing.B) {
	simple := embedded("TrueType", goregular.TTF, flagNonsymbolic)
	simple["Encoding"] = types.Name("WinAnsiEncoding")
	for name, font := range map[string]types.Dict{
		"simple": simple,
		"composite": {"Subtype": types.Name("Type0"), "Encoding": types.Name("Identity-H"),
			"DescendantFonts": types.Array{embedded("CIDFontType2", goregular.TTF, flagSymbolic)}},
	} {
		b.Run(name, func(b *testing.B) {
			f := load(b, font)
			shown := []byte("En linje tekst, som den star i et brev fra kommunen til en borger. ")
			var glyphs []Glyph
			b.ReportAllocs()
			for b.Loop() {
				glyphs = f.Glyphs(glyphs[:0], shown)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(glyphs)), "ns/glyph")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	d := document(b, pdf.Limits{Operators: 1 << 40, Inflated: 1 << 60})
	for name, font := range map[string]types.Dict{
		"Helvetica": {"Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica"), "Encoding": types.Name("WinAnsiEncoding")},
		"TrueType":  embedded("TrueType", goregular.TTF, flagNonsymbolic),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := Load(d, font)
				if err != nil {
					b.Fatal(err)
				}
				f.Glyphs(nil, []byte("Kommunen"))
			}
		})
	}
}
