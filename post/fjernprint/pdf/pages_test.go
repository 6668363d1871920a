package pdf

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// treeOf is a file with nothing but a page tree: its objects are numbered from 2 on.
func treeOf(objects ...string) []byte {
	f := hostile.New().Object(1, "<</Type/Catalog/Pages 2 0 R>>")
	for i, o := range objects {
		f.Object(2+i, o)
	}
	return f.Table(root)
}

func pagesOf(t *testing.T, content []byte) []Page {
	t.Helper()
	pages, err := open(t, content, Limits{}).Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestPagesInheritWhatTheyDoNotSay(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, treeOf(
		"<</Type/Pages/Kids[3 0 R 6 0 R 6 0 R]/MediaBox[0 0 595 842]/Rotate 90/Resources<</A/root>>>>",
		"<</Type/Pages/Kids[4 0 R 5 0 R]/CropBox[10 10 585 832]/Resources 7 0 R/Rotate null>>",
		"<</Type/Page/N 1>>",
		"<</Type/Page/N 2/MediaBox[595 842 0 100]/Rotate -90/CropBox[-100 0 300 9999]/UserUnit 2>>",
		"<</Type/Page/N 3>>",
		"<</A/inner>>",
	))
	a4 := geom.Rect{X1: 595, Y1: 842}
	own := geom.Rect{Y0: 100, X1: 595, Y1: 842}
	inner, outer := types.Dict{"A": types.Name("inner")}, types.Dict{"A": types.Name("root")}
	want := []Page{
		{Number: 1, Resources: inner, Media: a4, Crop: geom.Rect{X0: 10, Y0: 10, X1: 585, Y1: 832}, Rotate: 90, RotateOK: true, UserUnit: 1},
		{Number: 2, Resources: inner, Media: own, Crop: geom.Rect{X0: 0, Y0: 100, X1: 300, Y1: 842}, Rotate: -90, RotateOK: true, UserUnit: 2},
		{Number: 3, Resources: outer, Media: a4, Crop: a4, Rotate: 90, RotateOK: true, UserUnit: 1},
		{Number: 4, Resources: outer, Media: a4, Crop: a4, Rotate: 90, RotateOK: true, UserUnit: 1},
	}
	if diff := cmp.Diff(want, pages, cmpopts.IgnoreFields(Page{}, "Dict")); diff != "" {
		t.Error(diff)
	}
	for i, n := range []types.Integer{1, 2, 3, 3} {
		if pages[i].Dict["N"] != n {
			t.Errorf("page %d is %v", i+1, pages[i].Dict)
		}
	}
}

func TestPagesOfStrangeSizes(t *testing.T) {
	t.Parallel()
	letter := geom.Rect{X1: 612, Y1: 792}
	a4 := geom.Rect{X1: 595, Y1: 842}
	for _, c := range []struct {
		name, entries string
		want          Page
	}{
		{"no box", "", Page{Media: letter, Crop: letter, RotateOK: true, UserUnit: 1}},
		{"a box without area", "/MediaBox[5 5 5 9]", Page{Media: letter, Crop: letter, RotateOK: true, UserUnit: 1}},
		{"a box that is none", "/MediaBox[0 0 595]/CropBox/None", Page{Media: letter, Crop: letter, RotateOK: true, UserUnit: 1}},
		{"a crop box elsewhere", "/MediaBox[0 0 595 842]/CropBox[600 0 700 842]", Page{Media: a4, Crop: a4, RotateOK: true, UserUnit: 1}},
		{"a crop box that is larger", "/MediaBox[0 0 595 842]/CropBox[-9 -9 999 999]", Page{Media: a4, Crop: a4, RotateOK: true, UserUnit: 1}},
		{"a rotation of 45", "/MediaBox[0 0 595 842]/Rotate 45", Page{Media: a4, Crop: a4, Rotate: 45, UserUnit: 1}},
		{"a rotation of 90.5", "/MediaBox[0 0 595 842]/Rotate 90.5", Page{Media: a4, Crop: a4, Rotate: 91, UserUnit: 1}},
		{"a rotation that is real", "/MediaBox[0 0 595 842]/Rotate 180.0", Page{Media: a4, Crop: a4, Rotate: 180, RotateOK: true, UserUnit: 1}},
		{"a rotation of many turns", "/MediaBox[0 0 595 842]/Rotate 3690", Page{Media: a4, Crop: a4, Rotate: 3690, RotateOK: true, UserUnit: 1}},
		{"a rotation that is a name", "/MediaBox[0 0 595 842]/Rotate/Left", Page{Media: a4, Crop: a4, RotateOK: true, UserUnit: 1}},
		{"a rotation without end", "/MediaBox[0 0 595 842]/Rotate 1" + strings.Repeat("0", 400), Page{Media: a4, Crop: a4, Rotate: math.MaxInt32, UserUnit: 1}},
		{"a user unit of nothing", "/MediaBox[0 0 595 842]/UserUnit 0", Page{Media: a4, Crop: a4, RotateOK: true, UserUnit: 1}},
		{"a user unit without end", "/MediaBox[0 0 595 842]/UserUnit 1" + strings.Repeat("0", 400), Page{Media: a4, Crop: a4, RotateOK: true, UserUnit: 1e15}},
		{"the largest box", "/MediaBox[-1" + strings.Repeat("0", 400) + " 0 1" + strings.Repeat("0", 400) + " 9]", Page{Media: geom.Rect{X0: -1e9, X1: 1e9, Y1: 9}, Crop: geom.Rect{X0: -1e9, X1: 1e9, Y1: 9}, RotateOK: true, UserUnit: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pages := pagesOf(t, treeOf("<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page"+c.entries+">>"))
			c.want.Number = 1
			if diff := cmp.Diff([]Page{c.want}, pages, cmpopts.IgnoreFields(Page{}, "Dict")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The corners of the crop box, from its lower left counter-clockwise, in the page's
// own coordinates go to corners of the paper.
func TestToPaperTurnsThePage(t *testing.T) {
	t.Parallel()
	const w, h = 100, 200 // mm
	const k = geom.PointsPerMM
	crop := geom.Rect{X0: 30, Y0: -40, X1: 30 + w*k, Y1: -40 + h*k}
	at := func(x, y float64) geom.Point { return geom.Point{X: x, Y: y} }
	upright := []geom.Point{at(0, h), at(w, h), at(w, 0), at(0, 0)}
	for _, c := range []struct {
		rotate int
		ok     bool
		size   geom.Point
		want   []geom.Point
	}{
		{0, true, at(w, h), upright},
		{90, true, at(h, w), []geom.Point{at(0, 0), at(0, w), at(h, w), at(h, 0)}},
		{180, true, at(w, h), []geom.Point{at(w, 0), at(0, 0), at(0, h), at(w, h)}},
		{270, true, at(h, w), []geom.Point{at(h, w), at(h, 0), at(0, 0), at(0, w)}},
		{-90, true, at(h, w), []geom.Point{at(h, w), at(h, 0), at(0, 0), at(0, w)}},
		{360, true, at(w, h), upright},
		{450, true, at(h, w), []geom.Point{at(0, 0), at(0, w), at(h, w), at(h, 0)}},
		{45, false, at(w, h), upright},
		{91, false, at(w, h), upright},
	} {
		p := Page{Crop: crop, Rotate: c.rotate, RotateOK: c.ok, UserUnit: 2}
		var got []geom.Point
		for _, corner := range []geom.Point{at(crop.X0, crop.Y0), at(crop.X1, crop.Y0), at(crop.X1, crop.Y1), at(crop.X0, crop.Y1)} {
			got = append(got, p.ToPaper().Apply(corner))
		}
		if diff := cmp.Diff(c.want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("%d degrees: %s", c.rotate, diff)
		}
		width, height := p.Size()
		if diff := cmp.Diff(c.size, at(width, height), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("%d degrees: %s", c.rotate, diff)
		}
	}
}

func TestPageTreesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		objects []string
		want    error
	}{
		{"no kids", []string{"<</Type/Pages/Count 1>>"}, ErrNoPages},
		{"empty kids", []string{"<</Type/Pages/Kids[]>>"}, ErrNoPages},
		{"trees without leaves", []string{"<</Type/Pages/Kids[3 0 R 3 0 R]>>", "<</Type/Pages/Kids[]>>"}, ErrNoPages},
		{"a leaf that is null", []string{"<</Type/Pages/Kids[null]>>"}, ErrUnreadable},
		{"a leaf that is a stream", []string{"<</Type/Pages/Kids[3 0 R]>>", "<</Length 1>>stream\na\nendstream"}, ErrUnreadable},
		{"a circle", []string{"<</Type/Pages/Kids[3 0 R]>>", "<</Type/Pages/Kids[2 0 R]>>"}, ErrUnreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pages, err := open(t, treeOf(c.objects...), Limits{}).Pages(t.Context())
			if !errors.Is(err, c.want) || pages != nil {
				t.Errorf("got %d pages, %v, want %v", len(pages), err, c.want)
			}
		})
	}
}

func TestPagesHaveALimit(t *testing.T) {
	t.Parallel()
	of := func(n int) []byte {
		return treeOf("<</Type/Pages/Kids["+strings.Repeat("3 0 R ", n)+"]>>", "<</Type/Page>>")
	}
	if pages, err := open(t, of(7), Limits{Pages: 7}).Pages(t.Context()); err != nil || len(pages) != 7 {
		t.Errorf("got %d pages, %v", len(pages), err)
	}
	_, err := open(t, of(8), Limits{Pages: 7}).Pages(t.Context())
	if limit := (*LimitError)(nil); !errors.As(err, &limit) || limit.Budget != Pages {
		t.Errorf("got %v, want a limit of pages", err)
	}
	deep := treeOf("<</Type/Pages/Kids[3 0 R]>>", "<</Type/Pages/Kids[4 0 R]>>", "<</Type/Pages/Kids[5 0 R]>>", "<</Type/Page>>")
	if _, err := open(t, deep, Limits{Depth: 3}).Pages(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = open(t, deep, Limits{Depth: 2}).Pages(t.Context())
	if limit := (*LimitError)(nil); !errors.As(err, &limit) || limit.Budget != Depth {
		t.Errorf("got %v, want a limit of nesting", err)
	}
}
