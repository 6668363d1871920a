package ink_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drawn is a case of marks that content makes.
type drawn struct {
	name    string
	sheet   sheet
	want    []string
	damaged bool
}

func check(t *testing.T, cases []drawn) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page := interpret(t, c.sheet)
			if diff := cmp.Diff(c.want, marks(page)); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
			if page.Damaged != c.damaged {
				t.Errorf("damaged is %t, want %t", page.Damaged, c.damaged)
			}
		})
	}
}

func draw(content string) sheet { return sheet{content: content} }

func TestAPathIsWhereItsPointsAre(t *testing.T) {
	t.Parallel()
	check(t, []drawn{
		{name: "a filled rectangle", sheet: draw("10 20 30 40 re f"), want: []string{"path 10.0 40.0 40.0 80.0"}},
		{name: "filled with the old operator", sheet: draw("10 20 30 40 re F"), want: []string{"path 10.0 40.0 40.0 80.0"}},
		{name: "filled even-odd", sheet: draw("10 20 30 40 re f*"), want: []string{"path 10.0 40.0 40.0 80.0"}},
		{name: "a rectangle drawn backwards", sheet: draw("40 60 -30 -40 re f"), want: []string{"path 10.0 40.0 40.0 80.0"}},
		{name: "a triangle", sheet: draw("10 10 m 30 10 l 20 50 l h f"), want: []string{"path 10.0 50.0 30.0 90.0"}},
		{name: "two subpaths", sheet: draw("10 10 5 5 re 80 80 5 5 re f"), want: []string{"path 10.0 15.0 85.0 90.0"}},
		{name: "no painting", sheet: draw("10 20 30 40 re n"), want: nil},
		{name: "a point is no path", sheet: draw("10 20 m f"), want: nil},
		{name: "a flat rectangle is a hair thick", sheet: draw("10 20.02 30 0 re f"), want: []string{"path 10.0 79.9 40.0 80.0"}},
		// The curve reaches 3/4 of the way to its control points.
		{name: "a curve, not its control points", sheet: draw("10 10 m 10 50 50 50 50 10 c f"), want: []string{"path 10.0 60.0 50.0 90.0"}},
		{name: "a curve from here", sheet: draw("10 10 m 40 70 40 10 v f"), want: []string{"path 10.0 63.3 40.0 90.0"}},
		{name: "a curve to its control point", sheet: draw("10 10 m 10 70 40 10 y f"), want: []string{"path 10.0 63.3 40.0 90.0"}},
		{name: "scaled and moved", sheet: draw("2 0 0 2 10 10 cm 5 5 10 10 re f"), want: []string{"path 20.0 60.0 40.0 80.0"}},
		{name: "turned by 45 degrees", sheet: draw(".70710678 .70710678 -.70710678 .70710678 50 50 cm 0 0 10 10 re f"), want: []string{"path 42.9 35.9 57.1 50.0"}},
		{name: "undone by Q", sheet: draw("q 2 0 0 2 10 10 cm Q 5 5 10 10 re f"), want: []string{"path 5.0 85.0 15.0 95.0"}},
		{name: "beyond the page", sheet: draw("-10 -20 30 40 re f"), want: []string{"path -10.0 80.0 20.0 120.0"}},
		{name: "a line without a beginning", sheet: draw("10 10 l 20 20 l S 1 1 1 1 re f"), want: []string{"path 1.0 98.0 2.0 99.0"}, damaged: true},
	})
}

func TestAStrokeHasWidthCapsAndJoins(t *testing.T) {
	t.Parallel()
	check(t, []drawn{
		{name: "butt caps end where the line ends", sheet: draw("4 w 10 50 m 40 50 l S"), want: []string{"path 10.0 48.0 40.0 52.0"}},
		{name: "round caps", sheet: draw("4 w 1 J 10 50 m 40 50 l S"), want: []string{"path 8.0 48.0 42.0 52.0"}},
		{name: "square caps", sheet: draw("4 w 2 J 10 50 m 40 50 l S"), want: []string{"path 8.0 48.0 42.0 52.0"}},
		{name: "square caps across", sheet: draw("4 w 2 J 20 20 m 60 60 l S"), want: []string{"path 17.2 37.2 62.8 82.8"}},
		{name: "butt caps across", sheet: draw("4 w 20 20 m 60 60 l S"), want: []string{"path 18.6 38.6 61.4 81.4"}},
		{name: "a frame", sheet: draw("4 w 10 20 30 40 re S"), want: []string{"path 8.0 38.0 42.0 82.0"}},
		{name: "closed by s", sheet: draw("4 w 10 20 m 40 20 l 40 60 l 10 60 l s"), want: []string{"path 8.0 38.0 42.0 82.0"}},
		{name: "the default width is 1", sheet: draw("10 50 m 40 50 l S"), want: []string{"path 10.0 49.5 40.0 50.5"}},
		{name: "no width is a hair", sheet: draw("0 w 10.02 50.02 m 40.02 50.02 l S"), want: []string{"path 10.0 49.9 40.1 50.0"}},
		{name: "width is scaled", sheet: draw("2 0 0 1 0 0 cm 4 w 10 10 m 10 40 l S"), want: []string{"path 16.0 60.0 24.0 90.0"}},
		// A right angle on its tip: the mitre is √2 half widths long.
		{name: "a mitre", sheet: draw("4 w 20 20 m 40 40 l 60 20 l S"), want: []string{"path 18.6 57.2 61.4 81.4"}},
		{name: "no mitre beyond its limit", sheet: draw("4 w 1 M 20 20 m 40 40 l 60 20 l S"), want: []string{"path 18.6 58.6 61.4 81.4"}},
		{name: "a bevel", sheet: draw("4 w 2 j 20 20 m 40 40 l 60 20 l S"), want: []string{"path 18.6 58.6 61.4 81.4"}},
		{name: "a round join", sheet: draw("4 w 1 j 20 20 m 40 40 l 60 20 l S"), want: []string{"path 18.6 58.0 61.4 81.4"}},
		{name: "a sharp mitre", sheet: draw("2 w 20 20 m 60 25 l 20 30 l S"), want: []string{"path 19.9 69.0 68.1 81.0"}},
		{name: "a curve", sheet: draw("4 w 10 10 m 10 50 50 50 50 10 c S"), want: []string{"path 8.0 58.0 52.0 92.0"}},
		{name: "a dot of a round cap", sheet: draw("4 w 1 J 50 50 m 50 50 l S"), want: []string{"path 48.0 48.0 52.0 52.0"}},
		{name: "no dot of a butt cap", sheet: draw("4 w 50 50 m 50 50 l S"), want: nil},
		{name: "dashes count as solid", sheet: draw("[3 2] 0 d 4 w 10 50 m 40 50 l S"), want: []string{"path 10.0 48.0 40.0 52.0"}},
		{name: "fill and stroke are one mark", sheet: draw("4 w 10 20 30 40 re B"), want: []string{"path 8.0 38.0 42.0 82.0"}},
		{name: "fill and stroke, closed", sheet: draw("4 w 10 20 30 40 re b*"), want: []string{"path 8.0 38.0 42.0 82.0"}},
		{name: "only the fill shows of a white stroke", sheet: draw("1 G 4 w 10 20 30 40 re B*"), want: []string{"path 10.0 40.0 40.0 80.0"}},
		{name: "only the stroke shows of a white fill", sheet: draw("1 g 4 w 10 20 30 40 re b"), want: []string{"path 8.0 38.0 42.0 82.0"}},
		{name: "more segments than are kept", sheet: draw("2 w 2 j 10 10 m " + strings.Repeat("11 10 l 10 10 l ", 20_000) + "60 50 l S"), want: []string{"path 8.6 48.6 61.4 91.4"}},
		{name: "width from the graphics state", sheet: sheet{
			content: "/G gs 10 50 m 40 50 l S", resources: "/ExtGState << /G << /LW 4 /LC 2 /LJ 1 /ML 2 >> >>",
		}, want: []string{"path 8.0 48.0 42.0 52.0"}},
	})
}

func TestAClipCutsBoxes(t *testing.T) {
	t.Parallel()
	check(t, []drawn{
		{name: "a part shows", sheet: draw("10 10 20 20 re W n 0 0 100 100 re f"), want: []string{"path 10.0 70.0 30.0 90.0"}},
		{name: "even-odd", sheet: draw("10 10 20 20 re W* n 0 0 100 100 re f"), want: []string{"path 10.0 70.0 30.0 90.0"}},
		{name: "nothing shows", sheet: draw("10 10 20 20 re W n 50 50 10 10 re f"), want: nil},
		{name: "clips within each other", sheet: draw("10 10 20 20 re W n 25 25 50 50 re W n 0 0 100 100 re f"), want: []string{"path 25.0 70.0 30.0 75.0"}},
		{name: "the clip is painted before it clips", sheet: draw("10 10 20 20 re W f 5 5 10 10 re f"), want: []string{"path 10.0 70.0 30.0 90.0", "path 10.0 85.0 15.0 90.0"}},
		{name: "ended by Q", sheet: draw("q 10 10 20 20 re W n Q 50 50 10 10 re f"), want: []string{"path 50.0 40.0 60.0 50.0"}},
		{name: "a line as a clip", sheet: draw("10.02 10 0 20 re W n 0 0 100 100 re f"), want: []string{"path 10.0 70.0 10.1 90.0"}},
		{name: "an empty clip", sheet: draw("10 10 0 0 re W n 0 0 100 100 re f"), want: nil},
		{name: "W without a path", sheet: draw("W n 0 0 10 10 re f"), want: []string{"path 0.0 90.0 10.0 100.0"}},
		{name: "text as a clip", sheet: draw("q BT /F 20 Tf 7 Tr 10 20 Td (H) Tj ET 0 0 100 100 re f Q 60 60 1 1 re f"),
			want: []string{"path " + box(capital(t, 20)), "path 60.0 39.0 61.0 40.0"}},
	})
}
