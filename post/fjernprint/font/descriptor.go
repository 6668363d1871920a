package font

import (
	"errors"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Flags of a font descriptor (table 123).
const (
	flagSymbolic    = 1 << 2
	flagScript      = 1 << 3
	flagNonsymbolic = 1 << 5
)

// maxWidth is the widest a glyph can be, in ems; what is wider is a mistake, and
// infinity would be another.
const maxWidth = 1000

// weightCost is what is charged to the budget of operators for each name that is
// kept of a program: a few bytes can make many.
const weightCost = 2

// descriptor is a font descriptor (9.8), measures in ems.
type descriptor struct {
	flags           int
	bbox            geom.Rect // as stated
	ascent, descent float64   // as stated
	missing         float64   // MissingWidth
	hasMissing      bool
	embedded        bool
	program         program // nil when there is none that can be read
}

// readDescriptor reads the descriptor of a font and its program. The error is a
// *pdf.LimitError.
func readDescriptor(d *pdf.Document, o types.Object) (descriptor, error) {
	dict := d.Dict(o)
	var out descriptor
	if dict == nil {
		return out, nil
	}
	flags, _ := d.Number(dict["Flags"])
	out.flags = int(flags)
	out.bbox, _ = d.Rect(dict["FontBBox"])
	out.bbox = geom.Matrix{A: 0.001, D: 0.001}.Bounds(out.bbox)
	out.ascent, _ = em(d, dict["Ascent"])
	out.descent, _ = em(d, dict["Descent"])
	out.missing, out.hasMissing = em(d, dict["MissingWidth"])
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		stream := d.Stream(dict[key])
		if stream == nil || out.embedded {
			continue
		}
		content, rest, err := d.Decode(stream)
		if limit := limitOf(err); limit != nil {
			return out, limit
		}
		if len(content) == 0 {
			continue
		}
		out.embedded = true
		if rest != "" {
			continue
		}
		if out.program = readProgram(content); out.program != nil {
			if err := d.Spend(pdf.Operators, weightCost*out.program.weight()); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// symbolic reports whether the font has characters outside the standard Latin set.
func (d descriptor) symbolic() bool { return d.flags&flagSymbolic != 0 && d.flags&flagNonsymbolic == 0 }

// em reads a number of thousandths of an em.
func em(d *pdf.Document, o types.Object) (float64, bool) {
	n, ok := d.Number(o)
	return min(max(n/1000, -maxWidth), maxWidth), ok
}

// limitOf is the budget that is used up, nil for any other error: that is a broken
// font, which is no reason to stop.
func limitOf(err error) error {
	var limit *pdf.LimitError
	if errors.As(err, &limit) {
		return limit
	}
	return nil
}
