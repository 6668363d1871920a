package specimen

import (
	"fmt"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// family is one of the Go fonts, which may be embedded by anybody (BSD licence).
type family int

const (
	regular family = iota
	bold
	italic
	mono
)

// whole is the font program as it comes.
func (f family) whole() []byte {
	return [][]byte{goregular.TTF, gobold.TTF, goitalic.TTF, gomono.TTF}[f]
}

// name is the PostScript name, with the tag of a subset.
func (f family) name() string {
	return []string{"BREVDU+GoRegular", "BREVDU+Go-Bold", "BREVDU+Go-Italic", "BREVDU+GoMono"}[f]
}

// glyph is one of a font. Units are thousandths of an em, y upwards.
type glyph struct {
	id      uint16
	advance float64
	ink     geom.Rect // empty for a blank
}

// typeface is a font program cut down to Latin-1 and some punctuation.
type typeface struct {
	program []byte // TrueType
	packed  []byte // the same, deflated
	glyphs  map[rune]glyph
	box     geom.Rect // around the ink of all
}

// typefaces are the families cut down. It costs milliseconds, so it is done once.
var typefaces = sync.OnceValues(func() (faces [4]*typeface, err error) {
	for _, f := range []family{regular, bold, italic, mono} {
		if faces[f], err = cut(f.whole()); err != nil {
			return faces, fmt.Errorf("specimen: the font %s: %w", f.name(), err)
		}
	}
	return faces, nil
})

func cut(whole []byte) (*typeface, error) {
	letters := []rune("–—‘’“”„…•€")
	for r := ' '; r < 256; r++ {
		if r < 0x7f || r > 0xa0 {
			letters = append(letters, r)
		}
	}
	t := &typeface{program: fpdf.UTF8CutFont(whole, string(letters)), glyphs: map[rune]glyph{}}
	t.packed = deflate(t.program)
	parsed, err := sfnt.Parse(t.program)
	if err != nil {
		return nil, fmt.Errorf("read it: %w", err)
	}
	var b sfnt.Buffer
	em := fixed.I(int(parsed.UnitsPerEm()))
	scale := 1000 / float64(em)
	for _, r := range letters {
		g, err := parsed.GlyphIndex(&b, r)
		if err != nil {
			return nil, fmt.Errorf("look %q up: %w", r, err)
		}
		ink, advance, err := parsed.GlyphBounds(&b, g, em, font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("measure %q: %w", r, err)
		}
		made := glyph{id: uint16(g), advance: float64(advance) * scale, ink: geom.Rect{
			X0: float64(ink.Min.X) * scale, Y0: -float64(ink.Max.Y) * scale,
			X1: float64(ink.Max.X) * scale, Y1: -float64(ink.Min.Y) * scale,
		}}
		t.glyphs[r] = made
		t.box = t.box.Union(made.ink)
	}
	return t, nil
}

// glyph is that of a character, or of a question mark for one that is not there.
func (t *typeface) glyph(r rune) glyph {
	if g, ok := t.glyphs[r]; ok {
		return g
	}
	return t.glyphs['?']
}

// run is text in one font and size.
type run struct {
	face *typeface
	size float64 // points
	text string
}

// width is its advance in millimetres.
func (r run) width() float64 {
	w := 0.0
	for _, c := range r.text {
		w += r.face.glyph(c).advance
	}
	return w * r.size / 1000 / geom.PointsPerMM
}

// ink is where it puts ink, in millimetres from its origin, y downwards.
func (r run) ink() geom.Rect {
	var all geom.Rect
	x, first := 0.0, true
	for _, c := range r.text {
		g := r.face.glyph(c)
		if !g.ink.Empty() {
			b := geom.Rect{X0: x + g.ink.X0, Y0: -g.ink.Y1, X1: x + g.ink.X1, Y1: -g.ink.Y0}
			if first {
				all, first = b, false
			}
			all = all.Union(b)
		}
		x += g.advance
	}
	k := r.size / 1000 / geom.PointsPerMM
	return geom.Rect{X0: all.X0 * k, Y0: all.Y0 * k, X1: all.X1 * k, Y1: all.Y1 * k}
}
