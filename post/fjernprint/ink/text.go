package ink

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// modes are the text rendering modes (table 106).
var modes = [8]struct{ fill, stroke, clip bool }{
	{fill: true}, {stroke: true}, {fill: true, stroke: true}, {},
	{fill: true, clip: true}, {stroke: true, clip: true}, {fill: true, stroke: true, clip: true}, {clip: true},
}

func (r *run) beginText([]operand) error {
	r.state.text.matrix, r.state.text.line = geom.Identity, geom.Identity
	r.s.textClip = nothing
	return nil
}

// endText clips with what modes 4 to 7 have shown.
func (r *run) endText([]operand) error {
	if r.s.textClip != nothing {
		r.state.clip = r.state.clip.Intersect(r.s.textClip)
	}
	r.s.textClip = nothing
	return nil
}

// move is Td.
func (t *textState) move(x, y float64) {
	t.line = concat(geom.Matrix{A: 1, D: 1, E: x, F: y}, t.line)
	t.matrix = t.line
}

// nextLine is T*.
func (t *textState) nextLine() { t.move(0, -t.leading) }

func (r *run) setTextMatrix(o []operand) error {
	r.state.text.matrix = matrixOf(o)
	r.state.text.line = r.state.text.matrix
	return nil
}

func (r *run) setFont(o []operand) error {
	r.state.text.size = o[1].n
	name := r.s.lex.name(o[0])
	f, ok := r.s.res.fonts[string(name)]
	if !ok {
		var err error
		if f, err = r.font(r.resource("Font", name)); err != nil {
			return err
		}
		r.s.res.fonts[string(name)] = f
	}
	r.state.text.font = f
	return nil
}

// fallback is what a font is taken for that does not exist: viewers do the same.
var fallback = types.Dict{"Type": types.Name("Font"), "Subtype": types.Name("Type1"), "BaseFont": types.Name("Helvetica")}

// font loads a font, once for each document.
func (r *run) font(o types.Object) (*font.Font, error) {
	number := objectNumber(o)
	if f, ok := r.in.fonts[number]; ok && number != 0 {
		return f, nil
	}
	dict := r.d.Dict(o)
	if dict == nil {
		r.damage()
		return r.noFont()
	}
	f, err := font.Load(r.d, dict)
	if err != nil {
		return nil, err
	}
	if number != 0 {
		r.in.fonts[number] = f
	}
	return f, nil
}

// noFont is the font of text that has none.
func (r *run) noFont() (*font.Font, error) {
	if f, ok := r.in.fonts[0]; ok { // no object has this number
		return f, nil
	}
	f, err := font.Load(r.d, fallback)
	if err != nil {
		return nil, err
	}
	r.in.fonts[0] = f
	return f, nil
}
