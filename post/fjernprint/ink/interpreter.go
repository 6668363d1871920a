package ink

import (
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// Interpreter reads the pages of one document. It keeps what pages share (fonts,
// colour spaces, forms, layers), so one is made for each document. Not for
// concurrent use.
type Interpreter struct {
	d         *pdf.Document
	operators map[string]operator
	layers    *layers // nil until asked for

	// By object number.
	fonts    map[int]*font.Font
	spaces   map[int]*space
	shadings map[int]paint

	forms    map[*types.StreamDict]*form
	pictures map[*types.StreamDict]*pixels.Picture
	cells    map[cellKey]*drawing
	glyphs   map[glyphKey]*drawing
}

// maxKept is how many drawings of pattern cells, and of Type 3 glyphs, are kept.
// Others are made anew each time, and charged each time.
const maxKept = 1 << 14

// New is an interpreter of d.
func New(d *pdf.Document) *Interpreter {
	return &Interpreter{
		d: d, operators: operators(),
		fonts: map[int]*font.Font{}, spaces: map[int]*space{}, shadings: map[int]paint{},
		forms: map[*types.StreamDict]*form{}, pictures: map[*types.StreamDict]*pixels.Picture{},
		cells: map[cellKey]*drawing{}, glyphs: map[glyphKey]*drawing{},
	}
}

// Page runs the content of a page, then its annotations. The error is a
// *pdf.LimitError or the context's; damaged content gives what was understood.
func (i *Interpreter) Page(ctx context.Context, p *pdf.Page) (*Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("interpret page %d: %w", p.Number, err)
	}
	w, h := p.Size()
	r := &run{
		ctx: ctx, in: i, d: i.d, out: &Page{}, paper: geom.Rect{X1: w, Y1: h},
		seen: map[*font.Font]bool{}, active: map[*types.StreamDict]bool{},
	}
	if err := r.page(p); err != nil {
		return nil, fmt.Errorf("interpret page %d: %w", p.Number, err)
	}
	return r.out, nil
}

// Interpret is New(d).Page(ctx, p): for a single page.
func Interpret(ctx context.Context, d *pdf.Document, p *pdf.Page) (*Page, error) {
	return New(d).Page(ctx, p)
}

// page draws a page and what is on top of it.
func (r *run) page(p *pdf.Page) error {
	if r.d.Name(r.d.Dict(p.Dict["Group"])["S"]) == "Transparency" {
		r.groups = append(r.groups, pageGroup)
	}
	src, err := r.contents(p.Dict["Contents"])
	if err != nil {
		return err
	}
	base := p.ToPaper()
	res := newResources(p.Resources)
	if err := r.content(src, res, initial(base), frame{}); err != nil {
		return err
	}
	return r.annotations(p, res, base)
}

// contents joins the streams of a page with a blank (7.8.2): a token never goes
// from one to the next.
func (r *run) contents(o types.Object) ([]byte, error) {
	streams := r.d.Array(o)
	if streams == nil {
		if r.d.Resolve(o) == nil { // an empty page
			if o != nil {
				r.damage()
			}
			return nil, nil
		}
		streams = types.Array{o}
	}
	var all []byte
	for _, o := range streams {
		if err := r.charge(1); err != nil {
			return nil, err
		}
		s := r.d.Stream(o)
		if s == nil {
			r.damage()
			continue
		}
		src, err := r.decode(s)
		if err != nil {
			return nil, err
		}
		if len(streams) == 1 {
			return src, nil
		}
		all = append(append(all, src...), '\n')
	}
	return all, nil
}

// decode reads a content stream; what cannot be read is left out.
func (r *run) decode(s *types.StreamDict) ([]byte, error) {
	src, rest, err := r.d.Decode(s)
	if err := limit(err); err != nil {
		return nil, err
	}
	if err != nil || rest != "" {
		r.damage()
	}
	if rest != "" {
		return nil, nil
	}
	return src, nil
}

// limit is the error if a budget is used up, and nil if it is damage.
func limit(err error) error {
	var spent *pdf.LimitError
	if errors.As(err, &spent) {
		return err
	}
	return nil
}

// objectNumber is that of a reference, 0 for a direct object.
func objectNumber(o types.Object) int {
	if ref, ok := o.(types.IndirectRef); ok {
		return int(ref.ObjectNumber)
	}
	return 0
}
