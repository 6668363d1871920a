package ink

import (
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/font"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// maxStates is how many q may be open in one content stream. The specification
// says 28 (annex C), files in the wild have hundreds; those beyond this bound are
// counted for their Q but change nothing.
const maxStates = 4096

// far is where the paper ends for us: a million points, in millimetres.
const far = 1e6 / geom.PointsPerMM

// everywhere is the clip before anything is clipped.
var everywhere = geom.Rect{X0: -far, Y0: -far, X1: far, Y1: far}

// state is the graphics state (8.4), as far as it decides where there is ink.
type state struct {
	ctm  geom.Matrix // to paper, millimetres
	clip geom.Rect   // on paper; the bounding box of the clipping path

	fill, stroke           paint
	fillSpace, strokeSpace *space
	pen                    pen
	text                   textState

	fillAlpha, strokeAlpha float64 // ca, CA
	softMask               bool
	blend                  string // "" is Normal
	transfer               bool   // a transfer function turns colours into others
}

// pen is how lines are drawn (8.4.3). Dashes are left out: a dashed line is taken
// for a solid one.
type pen struct {
	width      float64 // user space
	cap, join  int
	mitreLimit float64
}

// Line caps and joins, tables 54 and 55.
const (
	buttCap   = 0
	roundCap  = 1
	squareCap = 2
	mitreJoin = 0
	roundJoin = 1
)

// textState is table 104, and the matrices of the text object.
type textState struct {
	font                 *font.Font
	size                 float64
	charSpace, wordSpace float64
	scale                float64 // Tz / 100
	leading, rise        float64
	mode                 int

	matrix, line geom.Matrix // Tm, Tlm; not part of q and Q, but harmless there
}

// initial is the state a content stream of a page begins with.
func initial(ctm geom.Matrix) state {
	return state{
		ctm: ctm, clip: everywhere,
		fill: black, stroke: black,
		fillSpace: deviceGray, strokeSpace: deviceGray,
		pen:       pen{width: 1, mitreLimit: 10},
		text:      textState{scale: 1, matrix: geom.Identity, line: geom.Identity},
		fillAlpha: 1, strokeAlpha: 1,
	}
}

// concat is m × n, with elements so bounded that products stay finite.
func concat(m, n geom.Matrix) geom.Matrix {
	p := m.Mul(n)
	return geom.Matrix{A: tame(p.A), B: tame(p.B), C: tame(p.C), D: tame(p.D), E: tame(p.E), F: tame(p.F)}
}

// tame bounds a number; what is none is 0.
func tame(n float64) float64 {
	const most = 1e12
	if n >= -most && n <= most {
		return n
	}
	if math.IsNaN(n) {
		return 0
	}
	return math.Copysign(most, n)
}

// onPaper bounds a rectangle to the paper that we know.
func onPaper(r geom.Rect) geom.Rect {
	return geom.Rect{X0: within(r.X0), Y0: within(r.Y0), X1: within(r.X1), Y1: within(r.Y1)}
}

func within(n float64) float64 {
	if math.IsNaN(n) {
		return 0
	}
	return min(max(n, -far), far)
}

// nothing is the rectangle that has no point: the start of a union.
var nothing = geom.Rect{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}

// extent is how far a circle of radius 1 around the origin reaches in x and y when mapped by m.
func extent(m geom.Matrix) (x, y float64) { return math.Hypot(m.A, m.C), math.Hypot(m.B, m.D) }
