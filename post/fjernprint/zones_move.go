package fjernprint

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// moveOut is the smallest move that frees a zone of something and leaves it on the
// paper; nil when there is none, because it is too large.
func moveOut(whole, zone, paper geom.Rect) *Move {
	const rounding = 0.05 // mm: a page's size is rounded too
	var least *Move
	for _, way := range []struct {
		to       Direction
		distance float64
		room     float64 // from the edge of the paper
		free     bool    // between the zone and that edge there is paper
	}{
		{Right, zone.X1 - whole.X0, paper.X1 - whole.X1, zone.X1 < paper.X1},
		{Left, whole.X1 - zone.X0, whole.X0 - paper.X0, zone.X0 > paper.X0},
		{Down, zone.Y1 - whole.Y0, paper.Y1 - whole.Y1, zone.Y1 < paper.Y1},
		{Up, whole.Y1 - zone.Y0, whole.Y0 - paper.Y0, zone.Y0 > paper.Y0},
	} {
		m := move(way.to, way.distance)
		if way.free && m.MM <= way.room+rounding && (least == nil || m.MM < least.MM) {
			least = m
		}
	}
	return least
}

// move is a move by at least so many millimetres, rounded up to a tenth.
func move(to Direction, distance float64) *Move {
	return &Move{Direction: to, MM: roundUp(distance)}
}
