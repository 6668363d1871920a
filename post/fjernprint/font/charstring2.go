package font

import "github.com/brevdue/brevdue/post/fjernprint/geom"

// pen follows an outline.
type pen struct {
	box
	x, y float64
}

func (p *pen) move(dx, dy float64) { p.x, p.y = p.x+dx, p.y+dy }

func (p *pen) line(dx, dy float64) {
	p.add(p.x, p.y)
	p.move(dx, dy)
	p.add(p.x, p.y)
}

func (p *pen) curve(dx1, dy1, dx2, dy2, dx3, dy3 float64) {
	p.line(dx1, dy1)
	p.line(dx2, dy2)
	p.line(dx3, dy3)
}

// maxSubrs is how deep subroutines may call each other (note 5177).
const maxSubrs = 10

// charstring2 runs a Type 2 charstring (note 5177).
type charstring2 struct {
	pen
	program *cffProgram
	private private
	stack   []float64
	stems   int
	width   float64
	begun   bool // the width was looked for
	done    bool
	part    bool // of an accented letter
}

func (f *cffProgram) run(gid int) (*charstring2, bool) {
	if gid < 0 || gid >= f.glyphs.count {
		return nil, false
	}
	font := f.fontOf(gid)
	if font >= len(f.privates) {
		return nil, false
	}
	c := &charstring2{program: f, private: f.privates[font], stack: make([]float64, 0, maxOperands)}
	c.width = c.private.standard
	return c, c.run(f.glyphs.item(gid), 0)
}

// fontOf is the font dictionary of a glyph of a CID font.
func (f *cffProgram) fontOf(gid int) int {
	s := f.selector
	switch {
	case !f.cidKeyed:
		return 0
	case u8(s, 0) == 0:
		return u8(s, 1+gid)
	}
	ranges := min(u16(s, 1), (len(s)-5)/3)
	lo, hi := 0, max(ranges, 0)
	for lo < hi { // the first that begins behind the glyph
		if mid := (lo + hi) / 2; u16(s, 3+3*mid) <= gid {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return u8(s, 3+3*(lo-1)+2)
}

func (f *cffProgram) outline(gid int) (outline, bool) {
	c, ok := f.run(gid)
	if !ok {
		return outline{}, false
	}
	if !c.any {
		return outline{blank: true}, true
	}
	r := c.private.matrix.Mul(f.matrix).Bounds(c.Rect)
	return outline{box: r}, sane(r)
}

func (f *cffProgram) width(gid int) (float64, bool) {
	c, ok := f.run(gid)
	if !ok {
		return 0, false
	}
	w := c.width * c.private.matrix.A * f.matrix.A
	return w, w >= -maxWidth && w <= maxWidth
}

// sane reports whether a box is one, and not larger than a glyph can be.
func sane(r geom.Rect) bool {
	return r.X0 >= -maxWidth && r.Y0 >= -maxWidth && r.X1 <= maxWidth && r.Y1 <= maxWidth
}

// run runs one charstring; false when it cannot be understood.
func (c *charstring2) run(code []byte, depth int) bool {
	for at := 0; at < len(code) && !c.done; {
		b := int(code[at])
		at++
		if b >= 32 || b == 28 {
			if len(c.stack) == maxOperands {
				return false
			}
			var v float64
			v, at = operand(code, at, b)
			c.stack = append(c.stack, v)
			continue
		}
		if c.program.steps--; c.program.steps < 0 {
			return false
		}
		switch b {
		case 10, 29: // callsubr, callgsubr
			subrs := c.private.subrs
			if b == 29 {
				subrs = c.program.globals
			}
			if len(c.stack) == 0 || depth >= maxSubrs {
				return false
			}
			i := int(c.stack[len(c.stack)-1]) + bias(subrs.count)
			c.stack = c.stack[:len(c.stack)-1]
			if i < 0 || i >= subrs.count || !c.run(subrs.item(i), depth+1) {
				return false
			}
		case 11: // return
			return true
		case 19, 20: // hintmask, cntrmask: stems may stand before them unnamed
			c.hint()
			at += (c.stems + 7) / 8
		case 12:
			if !c.flex(u8(code, at)) {
				return false
			}
			at++
		default:
			if !c.operator(b) {
				return false
			}
		}
	}
	return true
}

// operand reads a number whose first byte is b.
func operand(code []byte, at, b int) (float64, int) {
	switch {
	case b == 28:
		return float64(i16(code, at)), at + 2
	case b <= 246:
		return float64(b - 139), at
	case b <= 250:
		return float64((b-247)*256 + u8(code, at) + 108), at + 1
	case b <= 254:
		return float64(-(b-251)*256 - u8(code, at) - 108), at + 1
	}
	return float64(int32(u32(code, at))) / (1 << 16), at + 4
}

// bias is added to the numbers of subroutines.
func bias(count int) int {
	switch {
	case count < 1240:
		return 107
	case count < 33900:
		return 1131
	}
	return 32768
}

// begin takes the width, which the first operator has as one operand too many.
func (c *charstring2) begin(more bool) {
	if !c.begun && more && len(c.stack) > 0 {
		c.width = c.private.normal + c.stack[0]
		c.stack = c.stack[1:]
	}
	c.begun = true
}

func (c *charstring2) hint() {
	c.begin(len(c.stack)%2 == 1)
	c.stems += len(c.stack) / 2
	c.stack = c.stack[:0]
}

// operator runs one of the operators that take the whole stack.
func (c *charstring2) operator(b int) bool {
	switch b {
	case 1, 3, 18, 23: // hstem, vstem, hstemhm, vstemhm
		c.hint()
		return true
	case 21: // rmoveto
		c.begin(len(c.stack) > 2)
	case 4, 22: // vmoveto, hmoveto
		c.begin(len(c.stack) > 1)
	case 14: // endchar
		c.begin(len(c.stack) == 1 || len(c.stack) > 4)
		c.done = true
		if len(c.stack) >= 4 {
			return c.accented()
		}
		return true
	}
	s := c.stack
	c.stack = c.stack[:0]
	arg := func(i int) float64 {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	switch b {
	case 21:
		c.move(arg(0), arg(1))
	case 22:
		c.move(arg(0), 0)
	case 4:
		c.move(0, arg(0))
	case 5: // rlineto
		c.lines(s)
	case 6, 7: // hlineto, vlineto
		for i, d := range s {
			if (b == 6) == (i%2 == 0) {
				c.line(d, 0)
			} else {
				c.line(0, d)
			}
		}
	case 8: // rrcurveto
		c.curves(s)
	case 24: // rcurveline
		n := max(len(s)-2, 0)
		c.curves(s[:n])
		c.lines(s[n:])
	case 25: // rlinecurve
		n := max(len(s)-6, 0)
		c.lines(s[:n])
		c.curves(s[n:])
	case 26: // vvcurveto
		x := 0.0
		if len(s)%4 == 1 {
			x, s = s[0], s[1:]
		}
		for ; len(s) >= 4; s = s[4:] {
			c.curve(x, s[0], s[1], s[2], 0, s[3])
			x = 0
		}
	case 27: // hhcurveto
		y := 0.0
		if len(s)%4 == 1 {
			y, s = s[0], s[1:]
		}
		for ; len(s) >= 4; s = s[4:] {
			c.curve(s[0], y, s[1], s[2], s[3], 0)
			y = 0
		}
	case 30, 31: // vhcurveto, hvcurveto
		for across := b == 31; len(s) >= 4; across = !across {
			last := 0.0
			if len(s) == 5 {
				last = s[4]
			}
			if across {
				c.curve(s[0], 0, s[1], s[2], last, s[3])
			} else {
				c.curve(0, s[0], s[1], s[2], s[3], last)
			}
			s = s[4:]
		}
	default:
		return false
	}
	return true
}

func (c *charstring2) lines(s []float64) {
	for ; len(s) >= 2; s = s[2:] {
		c.line(s[0], s[1])
	}
}

func (c *charstring2) curves(s []float64) {
	for ; len(s) >= 6; s = s[6:] {
		c.curve(s[0], s[1], s[2], s[3], s[4], s[5])
	}
}

// flex runs one of the operators behind the escape that draw. The others compute;
// no font needs them, so a glyph that does is not understood.
func (c *charstring2) flex(b int) bool {
	s := c.stack
	c.stack = c.stack[:0]
	switch {
	case b == 34 && len(s) >= 7: // hflex
		c.curve(s[0], 0, s[1], s[2], s[3], 0)
		c.curve(s[4], 0, s[5], -s[2], s[6], 0)
	case b == 35 && len(s) >= 12: // flex
		c.curves(s[:12])
	case b == 36 && len(s) >= 9: // hflex1
		c.curve(s[0], s[1], s[2], s[3], s[4], 0)
		c.curve(s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]))
	case b == 37 && len(s) >= 11: // flex1
		dx, dy := s[0]+s[2]+s[4]+s[6]+s[8], s[1]+s[3]+s[5]+s[7]+s[9]
		c.curves(s[:6])
		if dx*dx > dy*dy {
			c.curve(s[6], s[7], s[8], s[9], s[10], -dy)
		} else {
			c.curve(s[6], s[7], s[8], s[9], -dx, s[10])
		}
	default:
		return false
	}
	return true
}

// accented draws a letter and an accent, as endchar does with four operands:
// place of the accent, codes of both in the standard encoding.
func (c *charstring2) accented() bool {
	s := c.stack[len(c.stack)-4:]
	for i, offset := range [2]geom.Point{{}, {X: s[0], Y: s[1]}} {
		name := standardEncoding()[byte(int(s[2+i]))]
		gid, ok := c.program.byName[name]
		if !ok {
			return false
		}
		part := &charstring2{program: c.program, private: c.private, part: true, stack: make([]float64, 0, maxOperands)}
		if c.part || !part.run(c.program.glyphs.item(gid), 0) {
			return false
		}
		if part.any {
			c.addRect(geom.Rect{X0: part.X0 + offset.X, Y0: part.Y0 + offset.Y, X1: part.X1 + offset.X, Y1: part.Y1 + offset.Y})
		}
	}
	return true
}
