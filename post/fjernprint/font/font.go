// Package font turns the bytes of a shown string into glyphs: how wide, where the
// ink can be, and which Unicode text (PDF 32000 9.6 to 9.10).
//
// # Model
//
// [Load] reads a font dictionary into one of two kinds: simple, whose codes are
// single bytes (Type 1, TrueType, Type 3), and composite, whose codes a CMap cuts
// out and turns into CIDs (Type 0). A glyph of either is made when its code is
// first shown, and kept.
//
// Where a glyph has its ink is told by, the first that knows: the outline in the
// embedded program; the published measures of the base 14, widened by what fonts
// that stand in for them differ; a guess from FontBBox, Ascent, Descent, the width
// and the character. Its text is told by ToUnicode, the encoding's glyph names, or
// the program's own table of characters.
//
// # Invariants
//
//   - Fonts are hostile. Ranges are never spread out, every entry that is read is
//     charged to a budget of the document, and the work on outlines is bounded by
//     the size of the program.
//   - A broken font is still a font: boxes get wider, never narrower.
package font

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Font is a font dictionary made ready. It keeps the glyphs it has made, so it is
// not for concurrent use, like the document it came from.
type Font struct {
	Name     string // BaseFont without the subset tag, or the name of a Type 3 font
	Subtype  string // Type1, TrueType, Type0, Type3, MMType1
	Embedded bool   // FontFile, FontFile2 or FontFile3 with content; always for Type 3
	Standard bool   // one of the base 14 or an Arial-like alias of them (FP-030)
	Vertical bool   // writing mode 1

	// Of Type 3 fonts, for the interpreter to draw: glyph space to text space, the
	// procedures by code, the font's own resources (nil: those of the page).
	Matrix    geom.Matrix
	Procs     map[uint32]*types.StreamDict
	Resources types.Dict

	simple    *simple
	composite *composite
}

// Glyph is one shown code. Widths and boxes are in text space for font size 1
// (so 1 is an em).
type Glyph struct {
	Code  uint32
	Width float64 // horizontal displacement; the vertical one (negative) of a Vertical font

	// Box is where ink can be, y upwards; generous, never too small. Its origin is
	// where the text matrix stands, for a Vertical font too: the position vector is
	// applied. Of a Type 3 font it is FontBBox: only its Procs tell the truth.
	Box geom.Rect

	Text      string // Unicode, "" when nothing tells it; Latin ligatures are spelt out
	WordSpace bool   // a single-byte code 32: word spacing applies
	Blank     bool   // draws no ink, such as a space
}

// Subtypes of font dictionaries (table 110).
const (
	type0    = "Type0"
	type1    = "Type1"
	type3    = "Type3"
	trueType = "TrueType"
)

// loadCost is what a font costs of the budget of operators, whatever is in it:
// files have few, and each takes some memory.
const loadCost = 100

// Load reads a font dictionary. A broken one still gives a usable Font with
// wide boxes: the interpreter must not miss its ink. The error is a *pdf.LimitError only.
func Load(d *pdf.Document, dict types.Dict) (*Font, error) {
	if err := d.Spend(pdf.Operators, loadCost); err != nil {
		return nil, err
	}
	f := &Font{Name: untagged(d.Name(dict["BaseFont"])), Subtype: d.Name(dict["Subtype"])}
	var err error
	switch {
	case f.Subtype == type0 || dict["DescendantFonts"] != nil:
		f.Subtype = type0
		err = loadComposite(d, f, dict)
	case f.Subtype == type3:
		err = loadType3(d, f, dict)
	default:
		if f.Subtype == "" {
			f.Subtype = type1
		}
		err = loadSimple(d, f, dict)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Glyphs splits a shown string. It appends to into and returns it.
func (f *Font) Glyphs(into []Glyph, shown []byte) []Glyph {
	switch {
	case f.composite != nil:
		return f.composite.append(into, shown)
	case f.simple != nil:
		for _, code := range shown {
			into = append(into, *f.simple.glyph(code))
		}
	}
	return into
}
