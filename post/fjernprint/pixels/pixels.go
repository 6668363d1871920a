package pixels

import (
	"math"

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

	image, mask *source // nil: there is none
	done        bool    // ink and certain are those of threshold
	threshold   float64
	ink         *plane // nil: cannot be decoded
	certain     bool   // ink is no more than what is there
}

// Load reads the dictionary. inline says that its keys may be abbreviated and its
// data is raw (inline images). resources resolves named colour spaces.
func Load(d *pdf.Document, image *types.StreamDict, resources types.Dict, inline bool) *Picture {
	if image == nil {
		return &Picture{Colored: true}
	}
	if inline {
		image = unabbreviated(d, image)
	}
	s := newSource(d, image, resources)
	p := &Picture{Width: s.width, Height: s.height, Mask: s.stencil, Colored: s.coloured(), image: s}
	number, _ := d.Number(image.Dict["SMaskInData"])
	soft := d.Stream(image.Dict["SMask"])
	p.Soft = number != 0 || soft != nil
	switch stencil := d.Stream(image.Dict["Mask"]); {
	case s.stencil: // has neither
	case soft != nil: // overrides Mask (PDF 32000 11.6.5.3)
		p.mask = newOpacity(d, soft, resources)
	case stencil != nil:
		p.mask = newSource(d, stencil, resources)
		p.mask.stencil = true
	}
	return p
}

// Ink returns the smallest rectangle of pixels that are not white within the
// given part of the picture; both in the unit square of image space (0,0 lower
// left, 1,1 upper right), and the ink within the part. White is every component
// at or over threshold (0 to 1) after conversion to RGB, or masked out entirely,
// or of an opacity at which even black is white. any is false when there is no
// ink in that part; known is false when it cannot be told (JPXDecode, JBIG2Decode,
// damage, budget), and then the whole part counts as ink.
//
// What is seen is kept for further parts, until another threshold is asked for.
// Where only the shape of a picture can be decoded, being a mask over colours
// that cannot, all that the mask lets through is ink, and known.
func (p *Picture) Ink(part geom.Rect, threshold float64) (ink geom.Rect, any, known bool) {
	part = within(part)
	if part.Empty() {
		return geom.Rect{}, false, true
	}
	if math.IsNaN(threshold) {
		threshold = 1
	}
	p.look(min(max(threshold, 0), 1))
	if p.ink == nil {
		return part, true, false
	}
	w, h := float64(p.ink.w), float64(p.ink.h)
	x0, x1 := touched(part.X0*w, part.X1*w, p.ink.w)
	y0, y1 := touched((1-part.Y1)*h, (1-part.Y0)*h, p.ink.h)
	if y1 > p.ink.rows {
		return part, true, false
	}
	b, any := p.ink.bounds(pixelBox{x0, y0, x1, y1})
	if !any {
		return geom.Rect{}, false, true
	}
	return part.Intersect(geom.Rect{
		X0: float64(b.x0) / w, X1: float64(b.x1) / w,
		Y0: 1 - float64(b.y1)/h, Y1: 1 - float64(b.y0)/h,
	}), true, p.certain
}

// look decodes the picture for a threshold.
func (p *Picture) look(threshold float64) {
	if p.done && p.threshold == threshold || p.image == nil {
		return
	}
	p.done, p.threshold = true, threshold
	p.ink, p.certain = p.image.plane(threshold), true
	if p.mask == nil {
		return
	}
	mask := p.mask.plane(threshold)
	switch {
	case mask == nil || mask.rows < mask.h:
		p.certain = false
	case p.ink == nil:
		p.ink = mask
	case p.ink.rows == p.ink.h:
		p.ink = p.image.both(p.ink, mask)
	}
}

// within is the part that lies in the unit square; edges that are no numbers are
// those of the square.
func within(r geom.Rect) geom.Rect {
	edge := func(v, otherwise float64) float64 {
		if math.IsNaN(v) {
			return otherwise
		}
		return min(max(v, 0), 1)
	}
	return geom.Rect{X0: edge(r.X0, 0), Y0: edge(r.Y0, 0), X1: edge(r.X1, 1), Y1: edge(r.Y1, 1)}
}

// border is the share of a pixel that a part may reach into without touching it:
// what floating point makes of an edge that lies exactly between two.
const border = 1e-6

// touched are the pixels from low up to but not including high, of n.
func touched(low, high float64, n int) (from, to int) {
	from = min(max(int(math.Floor(low+border)), 0), n-1)
	to = min(max(int(math.Ceil(high-border)), from+1), n)
	return from, to
}
