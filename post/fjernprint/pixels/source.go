package pixels

import (
	"errors"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Limits of one picture, beyond the budgets of the document.
const (
	maxSide   = 1 << 20     // pixels
	maxPixels = 150_000_000 // A4 at 1200 dpi has 139 million
)

// source is an image dictionary, of a picture or of its mask (PDF 32000 table 89).
type source struct {
	doc           *pdf.Document
	stream        *types.StreamDict
	width, height int  // as stated, at most 2^31-1; 0 when nothing usable is stated
	bits          int  // of a component, 0 when nothing usable is stated
	stencil       bool // ImageMask: a sample of 0 paints, by default
	opacity       bool // a soft mask: a sample is how opaque the picture is there
	stated        bool // there is an entry ColorSpace
	space         space
	decode        []float64 // nil: the default of the colour space
	key           []span    // of a colour key mask, nil without one
}

// span is a range of sample values, both ends included.
type span struct{ low, high int }

func newSource(d *pdf.Document, image *types.StreamDict, resources types.Dict) *source {
	s := &source{
		doc: d, stream: image,
		width:  count(d, image.Dict["Width"]),
		height: count(d, image.Dict["Height"]),
		bits:   count(d, image.Dict["BitsPerComponent"]),
	}
	if stencil, ok := d.Resolve(image.Dict["ImageMask"]).(types.Boolean); ok && bool(stencil) {
		s.stencil = true
	}
	if cs := d.Resolve(image.Dict["ColorSpace"]); cs != nil && !s.stencil {
		s.stated = true
		s.space = newSpaces(d, resources).read(image.Dict["ColorSpace"])
	}
	for _, o := range d.Array(image.Dict["Decode"]) {
		f, _ := d.Number(o)
		s.decode = append(s.decode, f)
	}
	s.key = colourKey(d, d.Array(image.Dict["Mask"]))
	return s
}

// newOpacity reads a soft mask. It is always grey (PDF 32000 table 145).
func newOpacity(d *pdf.Document, image *types.StreamDict, resources types.Dict) *source {
	s := newSource(d, image, resources)
	s.opacity, s.stencil, s.key = true, false, nil
	s.stated, s.space = true, grey{}
	return s
}

// count is a number of pixels or bits.
func count(d *pdf.Document, o types.Object) int {
	const most = 1<<31 - 1
	f, _ := d.Number(o)
	return int(min(max(f, 0), most))
}

func colourKey(d *pdf.Document, limits types.Array) []span {
	var key []span
	for i := 0; i+1 < len(limits); i += 2 {
		low, _ := d.Number(limits[i])
		high, _ := d.Number(limits[i+1])
		key = append(key, span{int(low), int(high)})
	}
	return key
}

func (s *source) coloured() bool {
	switch {
	case s.stencil:
		return false
	case s.space != nil:
		return s.space.coloured()
	}
	return true
}

// plane decodes the picture: ink is what is darker than threshold. It is nil when
// that cannot be done; fewer rows are known when the data ends too early.
func (s *source) plane(threshold float64) *plane {
	if s.width < 1 || s.height < 1 || s.width > maxSide || s.height > maxSide ||
		int64(s.width)*int64(s.height) > maxPixels {
		return nil
	}
	filters, parms := s.filters()
	data, rest, err := s.doc.Decode(s.stream)
	switch {
	case errors.Is(err, pdf.ErrUnreadable) && len(filters) == 1 && makes[filters[0]] == ofBytes:
		// The rows before the damage are good.
	case err != nil:
		return nil
	case rest != "" && slices.IndexFunc(filters, isOfPixels) != len(filters)-1:
		return nil // its picture would be fed to another filter
	}
	switch rest {
	case "":
		return s.raw(data, threshold)
	case "CCITTFaxDecode":
		return s.fax(data, parms, threshold)
	case "DCTDecode":
		return s.jpeg(data, parms, threshold)
	}
	return nil
}

// filters are the names of the filters and the parameters of the last one.
func (s *source) filters() (names []string, parms types.Dict) {
	filter, parm := s.doc.Resolve(s.stream.Dict["Filter"]), s.doc.Resolve(s.stream.Dict["DecodeParms"])
	list, ok := filter.(types.Array)
	if !ok {
		list = types.Array{filter}
	}
	for _, o := range list {
		names = append(names, s.doc.Name(o))
	}
	if each, ok := parm.(types.Array); ok {
		parm = nil
		if last := len(names) - 1; last >= 0 && last < len(each) {
			parm = each[last]
		}
	}
	return names, s.doc.Dict(parm)
}

// product is what a filter makes.
type product int

const (
	ofBytes  product = iota + 1 // as many of them as it could, when the data is damaged
	ofPixels                    // left to this package
)

// makes lists the filters (PDF 32000 tables 6 and 94).
var makes = map[string]product{
	"FlateDecode": ofBytes, "Fl": ofBytes, "LZWDecode": ofBytes, "LZW": ofBytes, "RunLengthDecode": ofBytes, "RL": ofBytes,
	"ASCIIHexDecode": ofBytes, "AHx": ofBytes, "ASCII85Decode": ofBytes, "A85": ofBytes,
	"DCTDecode": ofPixels, "DCT": ofPixels, "CCITTFaxDecode": ofPixels, "CCF": ofPixels,
	"JPXDecode": ofPixels, "JBIG2Decode": ofPixels,
}

func isOfPixels(filter string) bool { return makes[filter] == ofPixels }

// components is how many numbers a pixel has, 0 when that is unknown.
func (s *source) components() int {
	switch {
	case s.stencil:
		return 1
	case s.space != nil:
		return s.space.components()
	}
	return 0
}

// spend charges decoded bytes to the document and reports whether it allows them.
func (s *source) spend(bytes int64) bool { return s.doc.Spend(pdf.Inflated, int(bytes)) == nil }

// both is where the picture and its mask have ink, nil when the grid is too fine.
func (s *source) both(picture, mask *plane) *plane {
	w, h := int64(max(picture.w, mask.w)), int64(max(picture.h, mask.h))
	if w*h > maxPixels || !s.spend(w*h/8) {
		return nil
	}
	return and(picture, mask)
}
