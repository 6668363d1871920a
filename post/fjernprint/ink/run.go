package ink

import (
	"context"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// run draws the content of one page, or one cell of a pattern, or one glyph.
type run struct {
	ctx   context.Context
	in    *Interpreter
	d     *pdf.Document
	out   *Page
	paper geom.Rect // the page as displayed; everywhere when that is unknown

	state   state
	s       *stream   // the content stream that is being read
	streams []*stream // by nesting, used again
	nested  int

	drawing *drawing // of cells and glyphs: marks are summed up there and not kept
	seen    map[*font.Font]bool
	active  map[*types.StreamDict]bool // forms, cells and glyphs being drawn, against cycles

	annotation bool
	groups     []string // transparency around what is drawn: groups, and how they are drawn
	unsure     bool     // a group around is drawn with transparency
	vanished   bool     // a group around is drawn with an opacity of 0
	inverted   bool     // white may leave ink, because of how a group around is drawn

	spent    int // operators, not charged yet
	operated int // operators since the context was looked at

	line glyphLine
	slab []Glyph // where the glyphs of marks are
}

// drawing is what a cell or glyph draws, all together.
type drawing struct {
	ink, coloured, unsure bool
	box                   geom.Rect
	fonts                 []*font.Font
	page                  Page // images, transparency and so on; no marks
}

// stream is a content stream that is being read.
type stream struct {
	frame
	lex     lexer
	res     *resources
	base    geom.Matrix // the CTM it began with, to which patterns refer
	states  []state     // q
	lost    int         // q beyond maxStates
	marked  []bool      // marked content: true is hidden
	hidden  int         // how many of marked are
	ignored int         // BDC beyond maxMarked

	path     path
	textClip geom.Rect // of modes 4 to 7, until ET
}

// frame is what a content stream takes from where it is drawn.
type frame struct {
	depth      int
	uncoloured bool // colours are those of the caller: d1, PaintType 2
}

// maxMarked is how many marked-content sequences may be open.
const maxMarked = 1 << 12

// resources are the named objects of content streams (7.8.3), looked up once.
type resources struct {
	dict       types.Dict
	categories map[string]types.Dict
	fonts      map[string]*font.Font
	spaces     map[string]*space
}

func newResources(dict types.Dict) *resources {
	return &resources{
		dict: dict, categories: make(map[string]types.Dict, 4),
		fonts: make(map[string]*font.Font, 4), spaces: make(map[string]*space, 4),
	}
}

// resource finds a named object; nil if there is none.
func (r *run) resource(category string, name []byte) types.Object {
	c, ok := r.s.res.categories[category]
	if !ok {
		c = r.d.Dict(r.s.res.dict[category])
		r.s.res.categories[category] = c
	}
	return c[string(name)]
}

// damage says that something made no sense.
func (r *run) damage() { r.out.Damaged = true }

// batch is how many operators are charged at once.
const batch = 256

// charge counts operators, or what costs as much.
func (r *run) charge(n int) error {
	r.spent += n
	if r.spent < batch {
		return nil
	}
	return r.settle()
}

// settle charges what is spent, and looks whether there is time left.
func (r *run) settle() error {
	n := r.spent
	r.spent = 0
	if r.operated += n; r.operated >= 4096 {
		r.operated = 0
		if err := r.ctx.Err(); err != nil {
			return err
		}
	}
	return r.d.Spend(pdf.Operators, n)
}

// bytesPerOperator is how many bytes of content cost as much as an operator, so that
// long strings and comments are not free.
const bytesPerOperator = 256

// content reads a content stream from a state, which ends with it.
func (r *run) content(src []byte, res *resources, begin state, f frame) error {
	if err := r.d.Deeper(f.depth); err != nil {
		return err
	}
	if err := r.charge(1 + len(src)/bytesPerOperator); err != nil {
		return err
	}
	if r.nested == len(r.streams) {
		r.streams = append(r.streams, &stream{})
	}
	outer, state := r.s, r.state
	s := r.streams[r.nested]
	r.nested++
	s.frame, s.res, s.base = f, res, begin.ctm
	s.lex.src, s.lex.pos, s.lex.damaged = src, 0, false
	s.states, s.lost = s.states[:0], 0
	s.marked, s.hidden, s.ignored = s.marked[:0], 0, 0
	if outer != nil && outer.hidden > 0 {
		s.hidden = 1
	}
	s.path.reset()
	s.textClip = nothing
	r.s, r.state = s, begin
	err := r.operate()
	if s.lex.damaged || len(s.states) > 0 {
		r.damage()
	}
	s.lex.src = nil
	r.nested--
	r.s, r.state = outer, state
	if err != nil {
		return err
	}
	return r.settle()
}

// operate runs operators to the end of the stream.
func (r *run) operate() error {
	ignoring := 0 // BX within each other (7.8.2)
	for {
		w := r.s.lex.next()
		if w == nil {
			return nil
		}
		if err := r.charge(1); err != nil {
			return err
		}
		op, ok := r.in.operators[string(w)]
		if !ok {
			switch string(w) {
			case "BX":
				ignoring++
			case "EX":
				ignoring--
			default:
				if ignoring <= 0 {
					r.damage()
				}
			}
			continue
		}
		operands := r.s.lex.operands
		if n := len(op.operands); op.operands != variable {
			if len(operands) < n {
				r.damage()
				continue
			}
			operands = operands[len(operands)-n:]
			if !fit(operands, op.operands) {
				r.damage()
				continue
			}
		}
		if err := op.run(r, operands); err != nil {
			return err
		}
	}
}

// fit reports whether operands are of the kinds that an operator wants.
func fit(operands []operand, want string) bool {
	for i, o := range operands {
		ok := true
		switch want[i] {
		case 'n':
			ok = o.kind == number
		case '/':
			ok = o.kind == name
		case 's':
			ok = o.isText()
		case 'a':
			ok = o.kind == array
		}
		if !ok {
			return false
		}
	}
	return true
}

// use is a way in which a mark is drawn: what it does to transparency.
type use struct{ fill, stroke bool }

// visible reports whether something in the given box can leave ink: before the
// pattern or picture that it is drawn with is looked at. It notes what layers hide.
func (r *run) visible(p paint, box geom.Rect) bool {
	if !r.mayDraw(p) || box.Intersect(r.state.clip).Empty() {
		return false
	}
	if r.s.hidden > 0 {
		r.out.Hidden = true
		return false
	}
	return true
}

// opacity tells whether a use draws nothing, because its alpha constant is 0.
func (r *run) opacity(u use) use {
	u.fill = u.fill && !r.vanished && r.state.fillAlpha > 0
	u.stroke = u.stroke && !r.vanished && r.state.strokeAlpha > 0
	return u
}

// emit keeps a mark; its box is cut at the clip and bounded here.
func (r *run) emit(m Mark, u use) error {
	m.Box = onPaper(m.Box.Intersect(r.state.clip))
	m.Annotation = r.annotation
	own := r.kinds(u)
	m.Unsure = m.Unsure || r.unsure || r.state.transfer || len(own) > 0
	r.note(r.groups...)
	r.note(own...)
	if d := r.drawing; d != nil {
		d.ink = true
		d.coloured = d.coloured || m.Colored
		d.unsure = d.unsure || m.Unsure
		d.box = d.box.Union(m.Box)
		return nil
	}
	m.Pieces = r.shown(m.Pieces)
	if err := r.d.Spend(pdf.Marks, 1+len(m.Glyphs)+len(m.Pieces)); err != nil {
		return err
	}
	r.out.Marks = append(r.out.Marks, m)
	return nil
}

// shown are the pieces within the clip.
func (r *run) shown(pieces []geom.Rect) []geom.Rect {
	kept := pieces[:0]
	for _, p := range pieces {
		if p = p.Intersect(r.state.clip); p.X0 <= p.X1 && p.Y0 <= p.Y1 {
			kept = append(kept, onPaper(p))
		}
	}
	return kept
}

// note records kinds of transparency, each once.
func (r *run) note(kinds ...string) {
	for _, kind := range kinds {
		if !slices.Contains(r.out.Transparency, kind) {
			r.out.Transparency = append(r.out.Transparency, kind)
		}
	}
}

// useFont records a font that drew.
func (r *run) useFont(f *font.Font, at geom.Rect) {
	if r.seen[f] {
		return
	}
	r.seen[f] = true
	r.out.Fonts = append(r.out.Fonts, FontUse{
		Name: f.Name, Embedded: f.Embedded, Standard: f.Standard, Type3: f.Subtype == "Type3",
		First: onPaper(at.Intersect(r.state.clip)),
	})
	if r.drawing != nil {
		r.drawing.fonts = append(r.drawing.fonts, f)
	}
}

// child is a run that draws a cell or glyph on its own.
func (r *run) child(paper geom.Rect) *run {
	d := &drawing{box: nothing}
	return &run{
		ctx: r.ctx, in: r.in, d: r.d, out: &d.page, paper: paper,
		drawing: d, seen: map[*font.Font]bool{}, active: r.active,
		operated: r.operated,
	}
}

// merge takes over what a cell or glyph used, now that it is drawn in a box.
func (r *run) merge(d *drawing, box geom.Rect) {
	p := &d.page
	r.blame(d)
	r.note(p.Transparency...)
	for _, f := range d.fonts {
		r.useFont(f, box)
	}
	for _, i := range p.Images {
		i.Box = onPaper(box.Intersect(r.state.clip))
		r.out.Images = append(r.out.Images, i)
	}
}

// blame takes over what went wrong in a cell or glyph, and what it hides.
func (r *run) blame(d *drawing) {
	r.out.Hidden = r.out.Hidden || d.page.Hidden
	r.out.Damaged = r.out.Damaged || d.page.Damaged
}
