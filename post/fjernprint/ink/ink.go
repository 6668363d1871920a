package ink

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// Kind says what makes a mark.
type Kind string

// Kinds of marks.
const (
	Text    Kind = "text"
	Path    Kind = "path"
	Image   Kind = "image"
	Shading Kind = "shading"
)

// Mark is something that puts ink on paper: text (not render mode 3 or 7), path,
// image, shading, or what a printable annotation's appearance draws. White marks
// (in a device colour space, or one that converts to it) and hidden layers are left out.
type Mark struct {
	Kind       Kind
	Box        geom.Rect // on paper, millimetres from the top left; within the clip, not cut at the page edge
	Annotation bool      // from a printable annotation (FP-017)
	Colored    bool      // in a colour that is not grey (FP-053)
	Unsure     bool      // transparency, blend mode or soft mask: there may be less ink than the box says

	// Of text: one mark for each operator that shows text; in a TJ a move by more
	// than an em begins another. Glyphs are those with ink or a blank between
	// them, in the order of drawing.
	Text    string  // Unicode of the whole; unknown glyphs are U+FFFD
	Font    string  // Font.Name
	Size    float64 // points on paper
	Upright bool    // runs from left to right on the paper, within half a degree
	Base    float64 // y of the baseline of the first glyph, mm
	Glyphs  []Glyph

	// Of images: the picture, and the map from image space (unit square) to paper.
	Picture *pixels.Picture
	ToPaper geom.Matrix

	// Of paths of several parts: boxes that hold all of the ink. A frame around the
	// page has four, along its sides.
	Pieces []geom.Rect
}

// Glyph is one character of a text mark.
type Glyph struct {
	Text  string
	Box   geom.Rect // on paper; of a blank: its advance
	Blank bool
}

// FontUse is a font that drew at least one glyph with ink (FP-030, FP-031).
type FontUse struct {
	Name               string
	Embedded, Standard bool
	Type3              bool
	First              geom.Rect // where it drew first
}

// ImageUse is a picture as printed (FP-060). Those one pixel wide or high (rules,
// gradients) and bitmaps of Type 3 glyphs are left out.
type ImageUse struct {
	Box  geom.Rect
	PPI  float64 // the lower of both directions; 0 when it has no area
	Mask bool
}

// Page is what one page puts on paper.
type Page struct {
	Marks  []Mark
	Fonts  []FontUse // in order of first use, each once (forms, annotations, Type 3, patterns included)
	Images []ImageUse
	// Transparency are the kinds that were used for something drawn, in order of
	// first use (FP-018): "ca", "CA", "SMask", "BM Multiply" and the other modes,
	// "Group" of a form, "page Group" of the page. The last says little: most
	// producers write one.
	Transparency []string
	Hidden       bool // something was left out because its layer is off (FP-016)
	Annotations  int  // printable annotations with an appearance (FP-017)
	Damaged      bool // content that could not be read to its end, or operators that made no sense
}
