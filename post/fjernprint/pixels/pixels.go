// Package pixels looks into image XObjects: which part of a picture is not white.
// A scanned page with white margins covers the whole paper and yet puts no ink there.
package pixels

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Picture is an image dictionary with its data, decoded when first asked. Not
// for concurrent use.
type Picture struct {
	Width, Height int  // pixels, as stated
	Mask          bool // a stencil (ImageMask): it paints the current colour
	Colored       bool // its colour space can show colours other than grey
	Soft          bool // has a soft mask or /SMaskInData
}

// Load reads the dictionary. inline says that its keys may be abbreviated and its
// data is raw (inline images). resources resolves named colour spaces.
func Load(d *pdf.Document, image *types.StreamDict, resources types.Dict, inline bool) *Picture {
	panic("contract")
}

// Ink returns the smallest rectangle of pixels that are not white within the
// given part of the picture; both in the unit square of image space (0,0 lower
// left, 1,1 upper right). White is every component at or over threshold (0 to 1)
// after conversion to RGB, or masked out entirely. any is false when there is no
// ink in that part; known is false when the picture cannot be decoded (JPXDecode,
// JBIG2Decode, damage, budget), and then the whole part counts as ink.
func (p *Picture) Ink(part geom.Rect, threshold float64) (ink geom.Rect, any, known bool) {
	panic("contract")
}
