package ink_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

func TestAnImageFillsTheUnitSquare(t *testing.T) {
	t.Parallel()
	resources := "/XObject << /Grey 6 0 R /Color 7 0 R /Stencil 8 0 R /Soft 9 0 R /Dot 11 0 R >>"
	image := func(entries string, n int) string {
		return stream("/Type /XObject /Subtype /Image /BitsPerComponent 8 "+entries, strings.Repeat("\x80", n))
	}
	objects := []string{
		image("/Width 20 /Height 10 /ColorSpace /DeviceGray", 200),
		image("/Width 20 /Height 10 /ColorSpace /DeviceRGB", 600),
		stream("/Type /XObject /Subtype /Image /Width 8 /Height 8 /ImageMask true", "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"),
		image("/Width 20 /Height 10 /ColorSpace /DeviceGray /SMask 10 0 R", 200),
		image("/Width 20 /Height 10 /ColorSpace /DeviceGray", 200),
		image("/Width 1 /Height 1 /ColorSpace /DeviceGray", 1),
	}
	for _, c := range []struct {
		name, content string
		want          []string
		images        string // PPI, of each
	}{
		{"placed", "20 0 0 10 10 20 cm /Grey Do", []string{"image 10.0 70.0 30.0 80.0"}, "25.4"},
		{"stretched", "20 0 0 20 10 20 cm /Grey Do", []string{"image 10.0 60.0 30.0 80.0"}, "12.7"},
		{"turned", "0 20 -10 0 50 20 cm /Grey Do", []string{"image 40.0 60.0 50.0 80.0"}, "25.4"},
		{"upside down", "20 0 0 -10 10 20 cm /Grey Do", []string{"image 10.0 80.0 30.0 90.0"}, "25.4"},
		{"clipped", "15 0 100 100 re W n 20 0 0 10 10 20 cm /Grey Do", []string{"image 15.0 70.0 30.0 80.0"}, "25.4"},
		{"clipped away", "95 0 100 100 re W n 20 0 0 10 10 20 cm /Grey Do", nil, ""},
		{"coloured", "20 0 0 10 10 20 cm /Color Do", []string{"image 10.0 70.0 30.0 80.0 coloured"}, "25.4"},
		{"a stencil", "10 0 0 10 10 20 cm /Stencil Do", []string{"image 10.0 70.0 20.0 80.0"}, "20.3 mask"},
		{"a red stencil", "1 0 0 rg 10 0 0 10 10 20 cm /Stencil Do", []string{"image 10.0 70.0 20.0 80.0 coloured"}, "20.3 mask"},
		{"a white stencil", "1 g 10 0 0 10 10 20 cm /Stencil Do", nil, ""},
		{"a soft mask", "20 0 0 10 10 20 cm /Soft Do", []string{"image 10.0 70.0 30.0 80.0 unsure"}, "25.4"},
		{"one pixel", "20 0 0 10 10 20 cm /Dot Do", []string{"image 10.0 70.0 30.0 80.0"}, ""},
		{"without area", "0 0 0 10 10.02 20 cm /Grey Do", []string{"image 10.0 70.0 10.1 80.0"}, "0.0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sheet{content: c.content, resources: resources, objects: objects}
			check(t, []drawn{{name: "marks", sheet: s, want: c.want}})
			page := interpret(t, s)
			var got []string
			for _, i := range page.Images {
				s := fmt.Sprintf("%.1f", i.PPI)
				if i.Mask {
					s += " mask"
				}
				got = append(got, s)
			}
			if got := strings.Join(got, ", "); got != c.images {
				t.Errorf("images have %s, want %s", got, c.images)
			}
		})
	}
	t.Run("its mark has the picture and its place", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, sheet{content: "20 0 0 10 10 20 cm /Grey Do", resources: resources, objects: objects})
		m := page.Marks[0]
		if m.Picture == nil || m.Picture.Width != 20 {
			t.Fatalf("the picture is %v", m.Picture)
		}
		p := m.ToPaper.Apply(geom.Point{X: 1, Y: 1}) // the upper right corner
		if math.Abs(p.X-30) > 1e-6 || math.Abs(p.Y-70) > 1e-6 {
			t.Errorf("the corner is at %v", p)
		}
	})
}

func TestAnInlineImageEndsWhereItEnds(t *testing.T) {
	t.Parallel()
	image := "image 10.0 70.0 20.0 80.0"
	after := "path 50.0 49.0 51.0 50.0"
	for _, c := range []struct {
		name, image string
		coloured    bool
		damaged     bool
	}{
		{name: "raw", image: "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI"},
		{name: "with long names", image: "BI /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB ID abcdefghijkl EI", coloured: true},
		{name: "data that look like an end", image: "BI /W 2 /H 4 /BPC 8 /CS /G ID  EI Q q  EI"},
		{name: "no blank before the end", image: "BI /W 2 /H 2 /BPC 8 /CS /G ID abcdEI"},
		{name: "a stencil", image: "BI /W 8 /H 2 /IM true ID \xAA\xAA EI"},
		{name: "indexed", image: "BI /W 2 /H 2 /BPC 8 /CS [/I /RGB 1 <FFFFFF000000>] ID \x00\x01\x00\x01 EI", coloured: false},
		{name: "a named colour space", image: "BI /W 2 /H 1 /BPC 8 /CS /Spot ID EI\nEI", coloured: true},
		{name: "hexadecimal", image: "BI /W 2 /H 2 /BPC 8 /CS /G /F /AHx ID 00 EI 80 > EI"},
		{name: "base 85", image: "BI /W 2 /H 2 /BPC 8 /CS /G /F [/A85] ID EI EI!!~> EI"},
		{name: "binary data", image: "BI /W 2 /H 2 /BPC 8 /CS /G /F /Fl ID x\x01\x02 EI \xff\x00\x12 EI \x80 EI"},
		{name: "a stated length", image: "BI /W 2 /H 2 /BPC 8 /CS /G /F /LZW /L 13 ID abc EI q Q jk EI"},
		{name: "a wrong length", image: "BI /W 2 /H 2 /BPC 8 /CS /G /F /LZW /L 5 ID abcdefghi EI"},
		{name: "fewer data than there should be", image: "BI /W 200 /H 200 /BPC 8 /CS /G ID abcd EI"},
		{name: "a line end in two bytes", image: "BI /W 2 /H 2 /BPC 8 /CS /G ID\r\nabcd\r\nEI"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sheet{
				content:   "q 10 0 0 10 10 20 cm " + c.image + " Q 50 50 1 1 re f",
				resources: "/ColorSpace << /Spot [/Separation /Spot /DeviceRGB << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [1 0 0] >>] >>",
			}
			page := interpret(t, s)
			got := marks(page)
			want := []string{image, after}
			if len(got) != 2 || !strings.HasPrefix(got[0], want[0]) || got[1] != want[1] || page.Marks[0].Colored != c.coloured {
				t.Errorf("marks are %q, want %q, coloured %t", got, want, c.coloured)
			}
			if page.Damaged != c.damaged {
				t.Errorf("damaged is %t, want %t", page.Damaged, c.damaged)
			}
		})
	}
	t.Run("another image follows at once", func(t *testing.T) {
		t.Parallel()
		one := "BI /W 2 /H 2 /F /Fl ID \xffa\x01 EI\n"
		if got := marks(interpret(t, draw(strings.Repeat(one, 3)))); len(got) != 3 {
			t.Errorf("marks are %q", got)
		}
	})
	t.Run("content goes on after an image whose end makes no sense", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, draw("BI /W 2 /H 2 /F /Fl ID abc EI nonsense stuff 50 50 1 1 re f"))
		if got := marks(page); len(got) != 2 || got[1] != after {
			t.Errorf("marks are %q", got)
		}
	})
}
