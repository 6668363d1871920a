package ink_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAPathIsToldByItsPieces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, content string
		want          []string // nil: the box is all
	}{
		{"one rectangle", "10 20 30 40 re f", nil},
		{"one line", "10 50 m 40 50 l S", nil},
		{"two rectangles", "10 10 5 5 re 80 80 5 5 re f", []string{"10.0 85.0 15.0 90.0", "80.0 15.0 85.0 20.0"}},
		{"a stroked frame", "2 w 10 10 80 80 re S", []string{"9.0 89.0 91.0 91.0", "89.0 9.0 91.0 91.0", "9.0 9.0 91.0 11.0", "9.0 9.0 11.0 91.0"}},
		{"a frame filled even-odd", "10 10 80 80 re 12 12 76 76 re f*", []string{"10.0 10.0 90.0 12.0", "10.0 88.0 90.0 90.0", "10.0 12.0 12.0 88.0", "88.0 12.0 90.0 88.0"}},
		{"a frame by the winding rule", "10 10 80 80 re 12 88 76 -76 re f", []string{"10.0 10.0 90.0 12.0", "10.0 88.0 90.0 90.0", "10.0 12.0 12.0 88.0", "88.0 12.0 90.0 88.0"}},
		{"the same way round is filled all over", "10 10 80 80 re 12 12 76 76 re f", []string{"10.0 10.0 90.0 90.0", "12.0 12.0 88.0 88.0"}},
		{"a filled and stroked rectangle has its middle", "2 w 10 10 80 80 re B", []string{"10.0 10.0 90.0 90.0", "9.0 89.0 91.0 91.0", "89.0 9.0 91.0 91.0", "9.0 9.0 91.0 11.0", "9.0 9.0 11.0 91.0"}},
		{"white inside, black around", "1 g 2 w 10 10 80 80 re B", []string{"9.0 89.0 91.0 91.0", "89.0 9.0 91.0 91.0", "9.0 9.0 91.0 11.0", "9.0 9.0 11.0 91.0"}},
		{"a leaning line", "20 20 m 30 29 l S", []string{"19.7 76.3 24.0 80.4", "22.6 73.3 27.4 77.7", "26.0 70.6 30.3 74.7"}},
		{"an open path has no corner where it ends", "2 w 10 10 m 80 10 l 80 80 l S", []string{"10.0 89.0 81.0 91.0", "79.0 20.0 81.0 91.0"}},
		{"a line that hardly leans", "20 20 m 80 22 l S", nil},
		{"within the clip", "0 0 50 100 re W n 2 w 10 10 80 80 re S", []string{"9.0 89.0 50.0 91.0", "9.0 9.0 50.0 11.0", "9.0 9.0 11.0 91.0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page := interpret(t, draw(c.content))
			var got []string
			for _, p := range page.Marks[0].Pieces {
				got = append(got, box(p))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("pieces (-want +got):\n%s", diff)
			}
		})
	}
}

func TestThePiecesOfAStrokeHoldItsCornersAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		content := fmt.Sprintf("%d j %d J %d w ", rapid.IntRange(0, 2).Draw(r, "join"), rapid.IntRange(0, 2).Draw(r, "cap"), rapid.IntRange(1, 6).Draw(r, "width"))
		n := rapid.IntRange(2, 6).Draw(r, "points")
		for i := range n {
			content += fmt.Sprintf("%d %d %s ", rapid.IntRange(20, 80).Draw(r, "x"), rapid.IntRange(20, 80).Draw(r, "y"), map[bool]string{true: "m", false: "l"}[i == 0])
		}
		content += rapid.SampledFrom([]string{"S", "s"}).Draw(r, "end")
		page := interpret(t, draw(content))
		if len(page.Marks) == 0 {
			return
		}
		m := page.Marks[0]
		if len(m.Pieces) == 0 {
			return
		}
		around := m.Pieces[0]
		for _, p := range m.Pieces {
			around = around.Union(p)
		}
		const close = 1e-6
		if !around.Grow(0.11).Contains(m.Box) || !m.Box.Grow(0.11+close).Contains(around) {
			r.Errorf("%s: the pieces are within %v, the path within %v", content, around, m.Box)
		}
	})
}

func TestACornerAcrossASegmentOfNoLengthHasItsTip(t *testing.T) {
	t.Parallel()
	m := interpret(t, draw("2 w 20 20 m 30 60 l 30 60 l 20 58 l S")).Marks[0]
	around := m.Pieces[0]
	for _, p := range m.Pieces {
		around = around.Union(p)
	}
	if box(around) != box(m.Box) {
		t.Errorf("the pieces are within %s, the path within %s", box(around), box(m.Box))
	}
}
