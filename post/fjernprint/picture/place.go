package picture

import "github.com/brevdue/brevdue/post/fjernprint/geom"

// placer finds room for labels.
type placer struct {
	within geom.Rect
	taken  []obstacle
}

// obstacle is what a label should not cover; the heavier, the less.
type obstacle struct {
	geom.Rect
	weight float64
}

// Weights of obstacles.
const (
	lightly  = 1  // another zone
	clearly  = 4  // content of the page
	strictly = 40 // a label, a finding
)

func (p *placer) take(r geom.Rect, weight float64) { p.taken = append(p.taken, obstacle{r, weight}) }

// choose returns that of the places that covers least, the first of equals, and
// takes it. without are obstacles that do not count.
func (p *placer) choose(places []geom.Rect, without func(obstacle) bool) geom.Rect {
	best, least := places[0], 0.0
	for i, place := range places {
		cost := 0.0
		if in := place.Intersect(p.within); in != place {
			cost += 100 * strictly
		}
		for _, o := range p.taken {
			if o.Overlaps(place) && (without == nil || !without(o)) {
				in := o.Intersect(place)
				cost += in.W() * in.H() * o.weight
			}
		}
		if i == 0 || cost < least {
			best, least = place, cost
		}
		if cost == 0 {
			break
		}
	}
	p.take(best, strictly)
	return best
}

// at is a rectangle of some size with its upper left corner at x, y.
func at(x, y, w, h float64) geom.Rect { return geom.Rect{X0: x, Y0: y, X1: x + w, Y1: y + h} }
