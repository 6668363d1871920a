package font

import "github.com/brevdue/brevdue/post/fjernprint/geom"

// charstring1 runs a Type 1 charstring (chapter 6 of the format).
type charstring1 struct {
	pen
	program *type1Program
	stack   []float64
	passed  []float64 // of OtherSubrs, to be popped
	bearing float64
	width   float64
	flexing bool
	done    bool
	part    bool // of an accented letter
}

// run runs one charstring; false when it cannot be understood.
func (c *charstring1) run(code []byte, depth int) bool {
	for at := 0; at < len(code) && !c.done; {
		b := int(code[at])
		at++
		if b >= 32 {
			if len(c.stack) == maxOperands {
				return false
			}
			var v float64
			if b == 255 {
				v, at = float64(int32(u32(code, at))), at+4
			} else {
				v, at = operand(code, at, b)
			}
			c.stack = append(c.stack, v)
			continue
		}
		if c.program.steps--; c.program.steps < 0 {
			return false
		}
		switch b {
		case 10: // callsubr
			i, ok := c.pop()
			subr, known := c.program.subrs[int(i)]
			if !ok || !known || depth >= maxSubrs || !c.run(subr, depth+1) {
				return false
			}
		case 11: // return
			return true
		case 12:
			if !c.escaped(u8(code, at)) {
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

func (c *charstring1) pop() (float64, bool) {
	n := len(c.stack)
	if n == 0 {
		return 0, false
	}
	v := c.stack[n-1]
	c.stack = c.stack[:n-1]
	return v, true
}

// take takes the whole stack, which must have at least n operands.
func (c *charstring1) take(n int) ([]float64, bool) {
	s := c.stack
	c.stack = c.stack[:0]
	return s, len(s) >= n
}

// needed is how many operands an operator must have.
var needed = map[int]int{1: 0, 3: 0, 4: 1, 5: 2, 6: 1, 7: 1, 8: 6, 9: 0, 13: 2, 14: 0, 21: 2, 22: 1, 30: 4, 31: 4}

func (c *charstring1) operator(b int) bool {
	n, known := needed[b]
	s, ok := c.take(n)
	if !known || !ok {
		return false
	}
	switch b {
	case 4: // vmoveto
		c.moveTo(0, s[0])
	case 5: // rlineto
		c.line(s[0], s[1])
	case 6: // hlineto
		c.line(s[0], 0)
	case 7: // vlineto
		c.line(0, s[0])
	case 8: // rrcurveto
		c.curve(s[0], s[1], s[2], s[3], s[4], s[5])
	case 13: // hsbw
		c.bearing, c.width = s[0], s[1]
		c.x, c.y = s[0], 0
	case 14: // endchar
		c.done = true
	case 21: // rmoveto
		c.moveTo(s[0], s[1])
	case 22: // hmoveto
		c.moveTo(s[0], 0)
	case 30: // vhcurveto
		c.curve(0, s[0], s[1], s[2], s[3], 0)
	case 31: // hvcurveto
		c.curve(s[0], 0, s[1], s[2], 0, s[3])
	}
	return true
}

// moveTo moves the pen. Within a flex the places it comes to are points of curves.
func (c *charstring1) moveTo(dx, dy float64) {
	if c.flexing {
		c.line(dx, dy)
		return
	}
	c.move(dx, dy)
}

// OtherSubrs that every reader knows (chapter 8 of the format).
const (
	flexEnd     = 0
	flexBegin   = 1
	flexPoint   = 2
	replaceHint = 3
	counter     = 12
	counterEnd  = 13
)

func (c *charstring1) escaped(b int) bool {
	switch b {
	case 0, 1, 2: // dotsection, vstem3, hstem3
		c.take(0)
	case 6: // seac
		s, ok := c.take(5)
		return ok && c.accented(s)
	case 7: // sbw
		s, ok := c.take(4)
		if !ok {
			return false
		}
		c.bearing, c.width = s[0], s[2]
		c.x, c.y = s[0], s[1]
	case 12: // div
		by, _ := c.pop()
		v, ok := c.pop()
		if !ok || by == 0 {
			return false
		}
		c.stack = append(c.stack, v/by)
	case 16: // callothersubr
		which, _ := c.pop()
		count, ok := c.pop()
		n := int(count)
		if !ok || n < 0 || n > len(c.stack) {
			return false
		}
		c.passed = c.passed[:0]
		for range n {
			v, _ := c.pop()
			c.passed = append(c.passed, v)
		}
		switch which {
		case flexBegin:
			c.flexing = true
		case flexEnd:
			c.flexing = false
		case flexPoint, replaceHint, counter, counterEnd:
		default: // of multiple masters: they compute
			return false
		}
	case 17: // pop
		v := 0.0
		if n := len(c.passed); n > 0 {
			v, c.passed = c.passed[n-1], c.passed[:n-1]
		}
		c.stack = append(c.stack, v)
		return len(c.stack) <= maxOperands
	case 33: // setcurrentpoint: the pen is there
		c.take(0)
	default:
		return false
	}
	return true
}

// accented draws a letter and an accent: the accent's bearing, its place, the codes
// of both in the standard encoding.
func (c *charstring1) accented(s []float64) bool {
	c.done = true
	if c.part {
		return false
	}
	for i, offset := range [2]geom.Point{{}, {X: c.bearing + s[1] - s[0], Y: s[2]}} {
		gid, ok := c.program.byName[standardEncoding()[byte(int(s[3+i]))]]
		if !ok {
			return false
		}
		part := charstring1{program: c.program, part: true}
		if !part.run(c.program.glyphs[gid], 0) {
			return false
		}
		if part.any {
			c.addRect(geom.Rect{X0: part.X0 + offset.X, Y0: part.Y0 + offset.Y, X1: part.X1 + offset.X, Y1: part.Y1 + offset.Y})
		}
	}
	return true
}
