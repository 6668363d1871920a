// Package font turns the bytes of a shown string into glyphs: how wide, where the
// ink can be, and which Unicode text (PDF 32000 9.6 to 9.10).
package font

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Font is a font dictionary made ready. Safe for reading by one document's owner.
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
}

// Glyph is one shown code. Widths and boxes are in text space for font size 1
// (so 1 is an em).
type Glyph struct {
	Code      uint32
	Width     float64   // horizontal displacement; the vertical one (negative) of a Vertical font
	Box       geom.Rect // where ink can be, y upwards, origin at the glyph's origin; generous, never too small
	Text      string    // Unicode, "" when nothing tells it
	WordSpace bool      // a single-byte code 32: word spacing applies
	Blank     bool      // draws no ink, such as a space
}

// Load reads a font dictionary. A broken one still gives a usable Font with
// wide boxes: the interpreter must not miss its ink. The error is a *pdf.LimitError only.
func Load(d *pdf.Document, dict types.Dict) (*Font, error) { panic("contract") }

// Glyphs splits a shown string. It appends to into and returns it.
func (f *Font) Glyphs(into []Glyph, shown []byte) []Glyph { panic("contract") }
