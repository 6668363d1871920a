package ink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnnotationsThatPrintAreMarks(t *testing.T) {
	t.Parallel()
	objects := []string{
		form("/BBox [0 0 10 10]", "0 0 10 10 re f"),                       // 6
		form("/BBox [0 0 10 10] /Matrix [0 1 -1 0 0 0]", "0 0 10 5 re f"), // 7
		form("/BBox [5 5 15 25]", "1 0 0 rg 5 5 5 20 re f"),               // 8
		"<< /On 6 0 R /Off 8 0 R >>",                                      // 9
		"<< /Type /OCG /Name (Fra) >>",                                    // 10
		form("/BBox [0 0 0 10]", "0 0 10 10 re f"),                        // 11
		form("/BBox [0 0 10 10]", "1 g 0 0 10 10 re f"),                   // 12
		form("", "0 0 10 10 re f"),                                        // 13
		form("/BBox [0 0 10 10] /OC 10 0 R", "0 0 10 10 re f"),            // 14
	}
	rect := fmt.Sprintf("/Rect [%f %f %f %f]", 20*mm, 30*mm, 40*mm, 50*mm)
	black, red := "path 20.0 50.0 40.0 70.0 annotation", "path 20.0 50.0 30.0 70.0 coloured annotation"
	own := "path 20.0 50.0 40.0 70.0 unsure annotation"
	for _, c := range []struct {
		name, annotation, page string
		want                   []string
		printed                int
	}{
		{"printed", "/Subtype /Stamp /F 4 /AP << /N 6 0 R >>", "", []string{black}, 1},
		{"without the flag", "/Subtype /Stamp /AP << /N 6 0 R >>", "", nil, 0},
		{"hidden", "/Subtype /Stamp /F 6 /AP << /N 6 0 R >>", "", nil, 0},
		{"not on the screen, but printed", "/Subtype /Stamp /F 36 /AP << /N 6 0 R >>", "", []string{black}, 1},
		{"a popup", "/Subtype /Popup /F 4 /AP << /N 6 0 R >>", "", nil, 0},
		{"without an appearance", "/Subtype /Stamp /F 4", "", nil, 0},
		{"only an appearance under the mouse", "/Subtype /Stamp /F 4 /AP << /R 6 0 R >>", "", nil, 0},
		{"drawn by the viewer", "/Subtype /Square /F 4", "", []string{own}, 1},
		{"drawn by the viewer, unless the mouse is there", "/Subtype /Square /F 4 /AP << /R 6 0 R >>", "", []string{own}, 1},
		{"drawn by the viewer, in colour", "/Subtype /Circle /F 4 /C [1 0 0]", "", []string{strings.Replace(own, "unsure", "coloured unsure", 1)}, 1},
		{"drawn by the viewer on the screen only", "/Subtype /Square", "", nil, 0},
		{"drawn by the viewer, but hidden", "/Subtype /Square /F 6", "", nil, 0},
		{"drawn by the viewer in a layer that is off", "/Subtype /Square /F 4 /OC 10 0 R", "", nil, 1},
		{"lines under text beside its box", fmt.Sprintf("/Subtype /Underline /F 4 /QuadPoints [%f %f %f %f 0 0 0 0]", 60*mm, 50*mm, 80*mm, 60*mm), "", []string{"path 0.0 40.0 80.0 100.0 unsure annotation"}, 1},
		{"a white one", "/Subtype /Stamp /F 4 /AP << /N 12 0 R >>", "", nil, 1},
		{"turned by its matrix", "/Subtype /Stamp /F 4 /AP << /N 7 0 R >>", "", []string{"path 30.0 50.0 40.0 70.0 annotation"}, 1},
		{"scaled from its box", "/Subtype /Stamp /F 4 /AP << /N 8 0 R >>", "", []string{red}, 1},
		{"a state", "/Subtype /Widget /F 4 /AS /On /AP << /N 9 0 R >>", "", []string{black}, 1},
		{"another state", "/Subtype /Widget /F 4 /AS /Off /AP << /N 9 0 R >>", "", []string{red}, 1},
		{"a state that does not exist", "/Subtype /Widget /F 4 /AS /Maybe /AP << /N 9 0 R >>", "", nil, 0},
		{"the state of its value", "/Subtype /Widget /F 4 /V /On /AP << /N 9 0 R >>", "", []string{black}, 1},
		{"no state", "/Subtype /Widget /F 4 /AP << /N 9 0 R >>", "", []string{red}, 1},
		{"in a layer that is off", "/Subtype /Stamp /F 4 /OC 10 0 R /AP << /N 6 0 R >>", "", nil, 1},
		{"with an appearance in a layer that is off", "/Subtype /Stamp /F 4 /AP << /N 14 0 R >>", "", nil, 1},
		{"a box without area", "/Subtype /Stamp /F 4 /AP << /N 11 0 R >>", "", nil, 1},
		// The page is turned clockwise: what is up in it is right on paper.
		{"on a turned page", "/Subtype /Stamp /F 4 /AP << /N 8 0 R >>", "/Rotate 90", []string{"path 30.0 20.0 50.0 30.0 coloured annotation"}, 1},
		{"upright on a turned page", "/Subtype /Stamp /F 20 /AP << /N 8 0 R >>", "/Rotate 90", []string{"path 50.0 20.0 60.0 40.0 coloured annotation"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page := interpret(t, sheet{
				page:    "/Annots [<< /Type /Annot " + rect + " " + c.annotation + " >>] " + c.page,
				catalog: "/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>", objects: objects,
			})
			if diff := cmp.Diff(c.want, marks(page)); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
			if page.Annotations != c.printed {
				t.Errorf("%d print, want %d", page.Annotations, c.printed)
			}
			if page.Damaged {
				t.Error("it counts as damaged")
			}
		})
	}
	t.Run("not in the group of the page", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, sheet{page: "/Group << /S /Transparency >> /Annots [<< " + rect + " /Subtype /Stamp /F 4 /AP << /N 6 0 R >> >>]", objects: objects})
		if len(page.Marks) != 1 || len(page.Transparency) != 0 {
			t.Errorf("marks are %q, transparency %q", marks(page), page.Transparency)
		}
	})
	t.Run("after the content, whatever state that left behind", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, sheet{
			content: "q 9 0 0 9 0 0 cm 1 g 0 0 1 1 re W n /OC /X BDC BT",
			page:    "/Annots [null 5 0 R << " + rect + " /Subtype /Stamp /F 4 /AP << /N 13 0 R >> >> << " + rect + " /Subtype /Stamp /F 4 /AP << /N 6 0 R >> >>]",
			objects: objects,
		})
		// The form without a box is drawn as if it were as large as its rectangle.
		want := []string{"path 20.0 66.5 23.5 70.0 annotation", black}
		if diff := cmp.Diff(want, marks(page)); diff != "" {
			t.Errorf("marks (-want +got):\n%s", diff)
		}
	})
}
