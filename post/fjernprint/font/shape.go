package font

import (
	"strings"
	"unicode"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// shape guesses where glyphs have their ink when no outline tells.
type shape struct {
	frame  geom.Rect // around all glyphs
	narrow bool      // the frame is that of ordinary text: characters say more
}

// Guesses, in ems. They hold for text faces; a font that is larger says so in its
// FontBBox.
const (
	usualTop    = 1.0
	usualBottom = -0.25
	overhang    = 0.25 // of italics over their advance
	overshoot   = 0.08 // of round letters over the baseline
	usualHeight = 1.7  // at most, of the frames of ordinary text faces
	absurd      = 5.0  // a FontBBox or Ascent that reaches further is a mistake
	tiny        = 0.3  // one that is smaller too
)

// shapeOf weighs what descriptor and program say. Only what is sane counts; what
// is not embedded is drawn by some other font, of the usual size.
func shapeOf(d descriptor) shape {
	var around box
	for _, r := range []func() (geom.Rect, bool){
		func() (geom.Rect, bool) { return d.bbox, true },
		func() (geom.Rect, bool) {
			if d.program == nil {
				return geom.Rect{}, false
			}
			return d.program.frame()
		},
	} {
		if r, ok := r(); ok && r.W() > tiny && r.H() > tiny && r.X0 > -absurd && r.Y0 > -absurd && r.X1 < absurd && r.Y1 < absurd {
			around.addRect(r)
		}
	}
	if !around.any || !d.embedded {
		around.addRect(geom.Rect{X0: -overhang, Y0: usualBottom, X1: 1 + overhang, Y1: usualTop})
	}
	if d.ascent > tiny && d.ascent < absurd {
		around.add(0, d.ascent)
	}
	if depth := max(d.descent, -d.descent); depth < absurd { // some state it without its sign
		around.add(0, -depth)
	}
	return shape{frame: around.Rect, narrow: around.H() <= usualHeight && d.flags&flagScript == 0}
}

// ofWidth is the box of a glyph of which the width and the text are known.
func (s shape) ofWidth(width float64, text string) geom.Rect {
	r := s.frame
	if width > 0 { // others may be drawn anywhere, such as accents over what went before
		r.X0, r.X1 = max(r.X0, -overhang), min(r.X1, width+overhang)
		r.X0, r.X1 = min(r.X0, 0), max(r.X1, width)
	}
	if !s.narrow {
		return r
	}
	for _, c := range classes {
		if text != "" && strings.Trim(text, c.characters) == "" {
			r.Y0, r.Y1 = max(r.Y0, c.bottom), min(r.Y1, c.top)
		}
	}
	return r
}

// classes are characters that stay within bounds in every text face.
var classes = []struct {
	characters  string
	bottom, top float64
}{
	{"acemnorsuvwxzæœø", -overshoot, 0.75},
	{"bdhiklt" + "ABCDEFGHIKLMNOPRSTUVWXYZ" + "ÆØÅÄÖÜÉåäöüé", -overshoot, absurd},
	{".,_", -absurd, 0.3},
	{"-–—", 0, 0.65},
}

// blank reports whether a text is only white space, and some.
func blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return text != ""
}
