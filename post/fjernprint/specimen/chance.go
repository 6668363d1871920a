package specimen

import "math"

// chance draws numbers that its seed decides (SplitMix64): the same on every
// machine and with every version of Go.
type chance uint64

func (c *chance) next() uint64 {
	*c += 0x9e3779b97f4a7c15
	z := uint64(*c)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is one of 0 to n-1.
func (c *chance) below(n int) int { return int(c.next() % uint64(n)) }

// between is a number from lo to hi, in steps of a hundredth.
func (c *chance) between(lo, hi float64) float64 {
	steps := int(math.Round((hi - lo) * 100))
	return lo + float64(c.below(steps+1))/100
}

// often is true in so many of a hundred draws.
func (c *chance) often(percent int) bool { return c.below(100) < percent }

// pick is one of several.
func pick[T any](c *chance, of ...T) T { return of[c.below(len(of))] }
