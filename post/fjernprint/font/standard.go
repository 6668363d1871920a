package font

import (
	"strings"
	"unicode"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// plain takes dashes, commas and blanks out of a font name and writes it in
// capitals.
func plain(name string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", ",", "", " ", "").Replace(name))
}

// families are the words by which a font name is taken for one of the base 14 or
// an alias of it (FP-030), and the fonts that stand for it: regular, bold, italic,
// bold italic.
var families = []struct {
	word  string
	fonts [4]string
}{
	{"TIMES", [4]string{"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"}},
	{"COURIER", [4]string{"Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"}},
	{"HELVETICA", [4]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"}},
	{"ARIAL", [4]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"}},
	{"ZAPFDINGBATS", [4]string{dingbatsFont, dingbatsFont, dingbatsFont, dingbatsFont}},
	{"SYMBOL", [4]string{symbolFont, symbolFont, symbolFont, symbolFont}},
}

// standard is the font of the base 14 that a name stands for, false when it stands
// for none.
func standard(name string) (face, bool) {
	name = plain(name)
	for _, f := range families {
		if !strings.Contains(name, f.word) {
			continue
		}
		style := 0
		if strings.Contains(name, "BOLD") {
			style++
		}
		if strings.Contains(name, "ITALIC") || strings.Contains(name, "OBLIQUE") {
			style += 2
		}
		return faceOf(f.fonts[style])
	}
	return face{}, false
}

// untagged takes the tag of a subset, six capitals and a plus, off a font name
// (9.6.4).
func untagged(name string) string {
	const tag = 6
	if len(name) <= tag || name[tag] != '+' {
		return name
	}
	for i := range tag {
		if name[i] < 'A' || name[i] > 'Z' {
			return name
		}
	}
	return name[tag+1:]
}

// Fonts that readers use for those of the base 14 are as wide, but not of the same
// drawing. Their ink lies within these margins around it, in ems (all characters of
// WinAnsi of the Liberation and Nimbus fonts do): that of letters and figures, and
// that of signs, which designers place as they please.
const (
	letterMargin  = 0.075
	obliqueMargin = 0.11 // of an oblique Helvetica, which may be a true italic
	courierMargin = 0.13 // of Courier, which is a light design that others are not
	signMargin    = 0.24
	usualWidths   = 0.01 // widths that differ by less are the same
)

// margin is that of a glyph.
func (f face) margin(glyph string) float64 {
	r, _ := runeOf(glyph)
	switch name := f.table.fonts[f.column]; {
	case r == 'Q' || r == '1' || !unicode.In(r, unicode.Lu, unicode.Ll, unicode.Nd) && !strings.ContainsRune(".,-/", r):
		return signMargin
	case strings.HasPrefix(name, "Courier"):
		return courierMargin
	case strings.HasPrefix(name, "Helvetica") && strings.HasSuffix(name, "Oblique"):
		return obliqueMargin
	}
	return letterMargin
}

// box is where a font that stands in for this one draws a glyph. Some readers
// stretch it to the width that the PDF states, others do not.
func (f face) box(glyph string, m measure, width float64) geom.Rect {
	r := m.box
	if off := width - m.width; m.width > 0 && width > 0 && (off > usualWidths || off < -usualWidths) {
		factor := width / m.width
		r = r.Union(geom.Rect{X0: r.X0 * factor, Y0: r.Y0, X1: r.X1 * factor, Y1: r.Y1})
	}
	return r.Grow(f.margin(glyph))
}
