package font

import (
	"cmp"
	"slices"
)

// span gives the codes lo to hi, both included, a value.
type span[T any] struct {
	lo, hi uint32
	value  T
}

// spans are ranges as a font states them. They are never spread out to single
// codes: a file of a few bytes can name four thousand million of them.
type spans[T any] struct {
	list     []span[T]
	unsorted bool
}

func (s *spans[T]) add(lo, hi uint32, value T) {
	if hi < lo {
		return
	}
	if n := len(s.list); n > 0 && lo < s.list[n-1].lo {
		s.unsorted = true
	}
	s.list = append(s.list, span[T]{lo, hi, value})
}

// seal makes find possible. Of ranges that begin alike the later stated counts.
func (s *spans[T]) seal() {
	if s.unsorted {
		slices.SortStableFunc(s.list, func(a, b span[T]) int { return cmp.Compare(a.lo, b.lo) })
		s.unsorted = false
	}
}

// overlaps is how many ranges that begin before a code are looked at. Well made
// tables do not overlap; what lies deeper in a bad one is not found.
const overlaps = 8

// find gives the range around a code, nil when there is none.
func (s *spans[T]) find(code uint32) *span[T] {
	after, _ := slices.BinarySearchFunc(s.list, code, func(e span[T], code uint32) int {
		if e.lo <= code {
			return -1
		}
		return 1
	})
	for i := after - 1; i >= max(0, after-overlaps); i-- {
		if s.list[i].hi >= code {
			return &s.list[i]
		}
	}
	return nil
}
