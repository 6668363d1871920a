package ink

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// unit is the square that image space fills (8.9.5.1).
var unit = geom.Rect{X1: 1, Y1: 1}

// image draws an image XObject.
func (r *run) image(s *types.StreamDict) error {
	return r.paintImage(func() *pixels.Picture {
		p, ok := r.in.pictures[s]
		if !ok {
			p = pixels.Load(r.d, s, r.s.res.dict, false)
			r.in.pictures[s] = p
		}
		return p
	})
}

// paintImage makes the mark of a picture, which is loaded only when it can be seen.
func (r *run) paintImage(load func() *pixels.Picture) error {
	u := r.opacity(use{fill: true})
	box := thick(r.state.ctm.Bounds(unit))
	if !u.fill || !r.visible(black, box) {
		return nil
	}
	p := load()
	m := Mark{Kind: Image, Box: box, Colored: p.Colored, Picture: p, ToPaper: r.state.ctm}
	if p.Mask { // a stencil
		ink, unsure, err := r.inkOf(r.state.fill, box)
		if err != nil || !ink.ink {
			return err
		}
		m.Colored, m.Unsure = ink.coloured, unsure
	}
	if r.turned() && !p.Mask { // what is white of it may be what leaves ink
		m.Picture = nil
	}
	if p.Soft {
		r.note(softMask)
		m.Unsure = true
	}
	// A picture one pixel wide or high is a rule or a gradient: it has no resolution.
	if p.Width > 1 && p.Height > 1 {
		r.out.Images = append(r.out.Images, ImageUse{
			Box: onPaper(box.Intersect(r.state.clip)), PPI: resolution(p, r.state.ctm), Mask: p.Mask,
		})
	}
	return r.emit(m, u)
}

// resolution is the pixels an inch of a picture as printed, the lower of both directions.
func resolution(p *pixels.Picture, toPaper geom.Matrix) float64 {
	const inch = 25.4
	w, h := math.Hypot(toPaper.A, toPaper.B), math.Hypot(toPaper.C, toPaper.D)
	if !(w > 0 && h > 0) || toPaper.Det() == 0 {
		return 0
	}
	return min(float64(p.Width)/w, float64(p.Height)/h) * inch
}
