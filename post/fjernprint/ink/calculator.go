package ink

import (
	"errors"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Bounds of calculator functions. Their programs have no loops: they end.
const (
	maxProgram      = 1 << 14 // bytes
	maxProgramDepth = 16
	maxStack        = 100
)

// errProgram says that a calculator function cannot be run.
var errProgram = errors.New("the calculator function makes no sense")

// program is a calculator function, type 4 (7.10.5): a sequence of numbers,
// operators and blocks.
type program []step

type step struct {
	run      func(*stack)
	n        float64
	isNumber bool
	then, or program // if and ifelse: isBranch
	isBranch bool
}

func (l *functionLoader) calculator(o types.Object) function {
	s := l.d.Stream(o)
	if s == nil {
		return nil
	}
	source, rest, err := l.d.Decode(s)
	if err != nil {
		l.err = limit(err)
		return nil
	}
	if rest != "" || len(source) > maxProgram {
		return nil
	}
	p := programReader{src: source}
	if p.token() != "{" {
		return nil
	}
	out, ok := p.block(0)
	if !ok {
		return nil
	}
	l.steps += len(source) / 2 // a step is a character and a blank at least
	return out
}

type programReader struct {
	src []byte
	pos int
}

func (p *programReader) token() string {
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		switch {
		case classes[c] == white:
			p.pos++
			continue
		case c == '%':
			for p.pos < len(p.src) && p.src[p.pos] != '\n' && p.src[p.pos] != '\r' {
				p.pos++
			}
			continue
		}
		from := p.pos
		for p.pos < len(p.src) && classes[p.src[p.pos]] == regular {
			p.pos++
		}
		if p.pos == from {
			p.pos++
		}
		return string(p.src[from:p.pos])
	}
	return ""
}

// block reads to the closing brace.
func (p *programReader) block(depth int) (program, bool) {
	if depth > maxProgramDepth {
		return nil, false
	}
	var out program
	var pending []program // blocks that wait for if or ifelse
	for {
		t := p.token()
		switch t {
		case "":
			return nil, false
		case "}":
			return out, len(pending) == 0
		case "{":
			b, ok := p.block(depth + 1)
			if !ok || len(pending) == 2 {
				return nil, false
			}
			pending = append(pending, b)
			continue
		case "if", "ifelse":
			blocks := 1
			if t == "ifelse" {
				blocks = 2
			}
			if len(pending) != blocks {
				return nil, false
			}
			s := step{isBranch: true, then: pending[0]}
			if blocks == 2 {
				s.or = pending[1]
			}
			out, pending = append(out, s), nil
			continue
		}
		if len(pending) > 0 {
			return nil, false
		}
		if run, ok := calculus[t]; ok {
			out = append(out, step{run: run})
			continue
		}
		l := lexer{src: []byte(t)}
		l.next()
		if len(l.operands) != 1 || l.operands[0].kind != number {
			return nil, false
		}
		out = append(out, step{isNumber: true, n: l.operands[0].n})
	}
}

func (p program) eval(in, out []float64) ([]float64, error) {
	var s stack
	for _, v := range in {
		s.push(v)
	}
	p.run(&s)
	if s.bad {
		return out, errProgram
	}
	return append(out, s.v[:s.n]...), nil
}

func (p program) run(s *stack) {
	for i := range p {
		if s.bad {
			return
		}
		switch c := &p[i]; {
		case c.isNumber:
			s.push(c.n)
		case c.isBranch:
			if s.pop() != 0 {
				c.then.run(s)
			} else {
				c.or.run(s)
			}
		default:
			c.run(s)
		}
	}
}

// stack holds numbers; true is 1 and false is 0.
type stack struct {
	v   [maxStack]float64
	n   int
	bad bool
}

func (s *stack) push(v float64) {
	if s.n == len(s.v) {
		s.bad = true
		return
	}
	s.v[s.n] = tame(v)
	s.n++
}

func (s *stack) pop() float64 {
	if s.n == 0 {
		s.bad = true
		return 0
	}
	s.n--
	return s.v[s.n]
}

func one(f func(a float64) float64) func(*stack) {
	return func(s *stack) { s.push(f(s.pop())) }
}

func two(f func(a, b float64) float64) func(*stack) {
	return func(s *stack) {
		b := s.pop()
		s.push(f(s.pop(), b))
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// logic works on the bits of integers, and so on truth values too.
func logic(f func(a, b int64) int64) func(*stack) {
	return two(func(a, b float64) float64 { return float64(f(int64(a), int64(b))) })
}

func constant(v float64) func(*stack) { return func(s *stack) { s.push(v) } }

// calculus are the operators of table 42, without if and ifelse.
var calculus = map[string]func(*stack){
	"abs":      one(math.Abs),
	"neg":      one(func(a float64) float64 { return -a }),
	"ceiling":  one(math.Ceil),
	"floor":    one(math.Floor),
	"round":    one(func(a float64) float64 { return math.Floor(a + 0.5) }),
	"truncate": one(math.Trunc),
	"cvi":      one(math.Trunc),
	"cvr":      one(func(a float64) float64 { return a }),
	"sqrt":     one(math.Sqrt),
	"sin":      one(func(a float64) float64 { return math.Sin(a * math.Pi / 180) }),
	"cos":      one(func(a float64) float64 { return math.Cos(a * math.Pi / 180) }),
	"ln":       one(math.Log),
	"log":      one(math.Log10),
	"add":      two(func(a, b float64) float64 { return a + b }),
	"sub":      two(func(a, b float64) float64 { return a - b }),
	"mul":      two(func(a, b float64) float64 { return a * b }),
	"div":      two(func(a, b float64) float64 { return a / b }),
	"idiv":     two(func(a, b float64) float64 { return math.Trunc(math.Trunc(a) / math.Trunc(b)) }),
	"mod":      two(func(a, b float64) float64 { return math.Mod(math.Trunc(a), math.Trunc(b)) }),
	"exp":      two(math.Pow),
	"atan": two(func(a, b float64) float64 {
		return math.Mod(math.Atan2(a, b)*180/math.Pi+360, 360)
	}),
	"eq":  two(func(a, b float64) float64 { return truth(a == b) }),
	"ne":  two(func(a, b float64) float64 { return truth(a != b) }),
	"gt":  two(func(a, b float64) float64 { return truth(a > b) }),
	"ge":  two(func(a, b float64) float64 { return truth(a >= b) }),
	"lt":  two(func(a, b float64) float64 { return truth(a < b) }),
	"le":  two(func(a, b float64) float64 { return truth(a <= b) }),
	"and": logic(func(a, b int64) int64 { return a & b }),
	"or":  logic(func(a, b int64) int64 { return a | b }),
	"xor": logic(func(a, b int64) int64 { return a ^ b }),
	// not of an integer flips its bits; those programs that use it negate truths.
	"not":      one(func(a float64) float64 { return truth(a == 0) }),
	"bitshift": logic(shift),
	"true":     constant(1),
	"false":    constant(0),
	"pop":      func(s *stack) { s.pop() },
	"dup":      func(s *stack) { v := s.pop(); s.push(v); s.push(v) },
	"exch":     func(s *stack) { b, a := s.pop(), s.pop(); s.push(b); s.push(a) },
	"copy":     copyTop,
	"index":    index,
	"roll":     roll,
}

func shift(a, by int64) int64 {
	switch {
	case by >= 0 && by < 32:
		return int64(int32(a << by))
	case by < 0 && by > -32:
		return int64(uint32(a) >> -by)
	}
	return 0
}

// count pops a number of elements that must be there.
func (s *stack) count() int {
	n := s.pop()
	if !(n >= 0 && n <= float64(s.n)) {
		s.bad = true
		return 0
	}
	return int(n)
}

func copyTop(s *stack) {
	n := s.count()
	for range n {
		if s.bad {
			return
		}
		s.push(s.v[s.n-n])
	}
}

func index(s *stack) {
	n := s.count()
	if s.bad || n >= s.n {
		s.bad = true
		return
	}
	s.push(s.v[s.n-1-n])
}

func roll(s *stack) {
	by := s.pop()
	n := s.count()
	if s.bad || n == 0 {
		return
	}
	top := s.v[s.n-n : s.n]
	k := int(math.Mod(math.Trunc(by), float64(n)))
	if k < 0 {
		k += n
	}
	var was [maxStack]float64
	copy(was[:], top)
	for i := range top {
		top[(i+k)%n] = was[i]
	}
}
