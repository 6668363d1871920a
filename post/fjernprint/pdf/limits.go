package pdf

import (
	"fmt"
	"math"
)

// Limits are budgets of one document. They are counted, never timed, so that the
// outcome is the same on every machine (FP-004). A field that is not positive
// means its default, see [DefaultLimits].
type Limits struct {
	Objects   int   `json:"objects"`   // objects of the file, and entries of its cross-reference
	Inflated  int64 `json:"inflated"`  // bytes that streams decode to, all together, repeats counted
	Operators int   `json:"operators"` // operators of content streams, forms counted each time they are drawn
	Depth     int   `json:"depth"`     // nesting: of objects, page tree, forms, graphics states; more than 500 is 500
	Marks     int   `json:"marks"`     // marks and glyphs kept of all pages together
	Pages     int   `json:"pages"`     // pages looked at
}

// deepest bounds the stack whatever the limits say.
const deepest = 500

// DefaultLimits are those of the profile dk-fjernprint-2013.
func DefaultLimits() Limits {
	return Limits{Objects: 500_000, Inflated: 128 << 20, Operators: 3_000_000, Depth: 64, Marks: 2_000_000, Pages: 5_000}
}

func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ is, otherwise *int }{
		{&l.Objects, &d.Objects}, {&l.Operators, &d.Operators}, {&l.Depth, &d.Depth},
		{&l.Marks, &d.Marks}, {&l.Pages, &d.Pages},
	} {
		if *f.is <= 0 {
			*f.is = *f.otherwise
		}
	}
	if l.Inflated <= 0 {
		l.Inflated = d.Inflated
	}
	l.Depth = min(l.Depth, deepest)
	return l
}

// Budget names one of the limits.
type Budget string

// Budgets.
const (
	Objects   Budget = "objects"
	Inflated  Budget = "inflated bytes"
	Operators Budget = "operators"
	Depth     Budget = "nesting"
	Marks     Budget = "marks"
	Pages     Budget = "pages"
)

// LimitError says that a budget is used up.
type LimitError struct {
	Budget Budget
	Limit  int64
}

func (e *LimitError) Error() string { return fmt.Sprintf("more than %d %s", e.Limit, e.Budget) }

// budgets are what is spent of limits.
type budgets struct {
	limits Limits
	each   [6]struct{ spent, limit int64 } // by index
}

func newBudgets(l Limits) *budgets {
	l = l.orDefaults()
	b := &budgets{limits: l}
	for name, limit := range map[Budget]int64{
		Objects: int64(l.Objects), Inflated: l.Inflated, Operators: int64(l.Operators),
		Depth: int64(l.Depth), Marks: int64(l.Marks), Pages: int64(l.Pages),
	} {
		b.each[name.index()].limit = limit
	}
	return b
}

// index is the place of a budget: spending happens for every operator.
func (b Budget) index() int {
	switch b {
	case Operators:
		return 0
	case Marks:
		return 1
	case Inflated:
		return 2
	case Objects:
		return 3
	case Depth:
		return 4
	}
	return 5
}

func (b *budgets) exceeded(name Budget) *LimitError {
	return &LimitError{Budget: name, Limit: b.each[name.index()].limit}
}

// spend charges n. Once a budget is used up it stays so.
func (b *budgets) spend(name Budget, n int64) error {
	of := &b.each[name.index()]
	of.spent += min(max(n, 0), math.MaxInt64-of.spent)
	if of.spent > of.limit {
		return b.exceeded(name)
	}
	return nil
}

func (b *budgets) spent(name Budget) int64 { return b.each[name.index()].spent }

// left is what can still be spent.
func (b *budgets) left(name Budget) int64 {
	of := b.each[name.index()]
	return max(0, of.limit-of.spent)
}

// Spend charges a budget by n; a *LimitError when it is used up, now or before.
// A negative n is 0. Nesting is not summed up: use [Document.Deeper].
func (d *Document) Spend(b Budget, n int) error { return d.budgets.spend(b, int64(n)) }

// Deeper reports a *LimitError when a nesting of depth is too deep.
func (d *Document) Deeper(depth int) error {
	if depth > d.budgets.limits.Depth {
		return d.budgets.exceeded(Depth)
	}
	return nil
}
