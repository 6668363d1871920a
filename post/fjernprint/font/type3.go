package font

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// drawn is what a Type 3 font has instead of outlines.
type drawn struct {
	box   geom.Rect
	procs map[uint32]*types.StreamDict
}

// loadType3 reads a font whose glyphs are content streams (9.6.5).
func loadType3(d *pdf.Document, f *Font, dict types.Dict) error {
	s := &simple{}
	f.simple, f.Embedded = s, true
	if f.Name == "" {
		f.Name = d.Name(dict["Name"])
	}
	if f.Name == "" {
		f.Name = untagged(d.Name(d.Dict(dict["FontDescriptor"])["FontName"]))
	}
	if err := s.load(d, dict); err != nil {
		return err
	}
	f.Matrix = geom.Matrix{A: 0.001, D: 0.001}
	if len(d.Array(dict["FontMatrix"])) >= 6 {
		f.Matrix = d.Matrix(dict["FontMatrix"])
	}
	for i := range s.widths { // they are in glyph space
		s.widths[i] = min(max(1000*s.widths[i]*f.Matrix.A, -maxWidth), maxWidth)
	}
	f.Resources = d.Dict(dict["Resources"])
	f.Procs = map[uint32]*types.StreamDict{}
	procs := d.Dict(dict["CharProcs"])
	for code := range 256 {
		name := s.name(byte(code))
		if name == "" {
			continue
		}
		if proc := d.Stream(procs[name]); proc != nil {
			f.Procs[uint32(code)] = proc
		}
	}
	s.drawn = &drawn{shapeOf(descriptor{}).frame, f.Procs}
	if bbox, ok := d.Rect(dict["FontBBox"]); ok && !bbox.Empty() { // all zeros say nothing
		s.drawn.box = f.Matrix.Bounds(bbox)
	}
	return nil
}
