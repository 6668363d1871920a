package ink_test

import (
	"fmt"
	"testing"
)

func TestPagesAreReadAsTheyAreDisplayed(t *testing.T) {
	t.Parallel()
	media := func(x0, y0, x1, y1 float64) string {
		return fmt.Sprintf("/MediaBox [%f %f %f %f]", x0*mm, y0*mm, x1*mm, y1*mm)
	}
	crop := func(x0, y0, x1, y1 float64) string {
		return fmt.Sprintf(" /CropBox [%f %f %f %f]", x0*mm, y0*mm, x1*mm, y1*mm)
	}
	var cases []drawn
	for _, c := range []struct{ name, page, want string }{
		{"plain", media(0, 0, 100, 200), "path 10.0 170.0 30.0 180.0"},
		{"origin elsewhere", media(-50, -20, 50, 180), "path 60.0 150.0 80.0 160.0"},
		{"corners the other way round", media(100, 200, 0, 0), "path 10.0 170.0 30.0 180.0"},
		{"cropped", media(0, 0, 100, 200) + crop(5, 10, 100, 190), "path 5.0 160.0 25.0 170.0"},
		{"turned by 90", media(0, 0, 100, 200) + " /Rotate 90", "path 20.0 10.0 30.0 30.0"},
		{"turned by 180", media(0, 0, 100, 200) + " /Rotate 180", "path 70.0 20.0 90.0 30.0"},
		{"turned by 270", media(0, 0, 100, 200) + " /Rotate 270", "path 170.0 70.0 180.0 90.0"},
		{"turned backwards", media(0, 0, 100, 200) + " /Rotate -90", "path 170.0 70.0 180.0 90.0"},
		{"turned and cropped", media(0, 0, 100, 200) + crop(5, 10, 95, 190) + " /Rotate 90", "path 10.0 5.0 20.0 25.0"},
	} {
		cases = append(cases, drawn{name: c.name, sheet: sheet{content: "10 20 20 10 re f", page: c.page}, want: []string{c.want}})
	}
	check(t, cases)
}

func TestTheContentOfAPageMayBeInSeveralStreams(t *testing.T) {
	t.Parallel()
	objects := []string{stream("", "10 0 0 10 0 0 cm 1 1"), stream("", "2 2 re"), stream("", "f"), stream("/Filter /FlateDecode", "garbage")}
	check(t, []drawn{
		{name: "an operator over three", sheet: sheet{page: "/Contents [6 0 R 7 0 R 8 0 R]", objects: objects, raw: true}, want: []string{"path 3.5 89.4 10.6 96.5"}},
		{name: "one of them is broken", sheet: sheet{page: "/Contents [6 0 R 9 0 R null 7 0 R 8 0 R]", objects: objects, raw: true}, want: []string{"path 3.5 89.4 10.6 96.5"}, damaged: true},
		{name: "none", sheet: sheet{page: "/Contents []", raw: true}},
		{name: "not there", sheet: sheet{page: "/Contents 99 0 R", raw: true}, damaged: true},
	})
}
