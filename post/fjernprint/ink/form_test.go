package ink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAFormIsDrawnWhereItStands(t *testing.T) {
	t.Parallel()
	resources := "/XObject << /A 6 0 R /Inner 7 0 R /Outer 8 0 R /Self 9 0 R /Ping 10 0 R /Old 12 0 R /Open 13 0 R /NoBox 14 0 R /Bent 15 0 R >>"
	objects := []string{
		form("/BBox [0 0 10 10]", "0 0 50 5 re f"),                                                                             // 6
		form("/BBox [0 0 10 10] /Matrix [2 0 0 2 5 5]", "0 0 10 10 re f"),                                                      // 7
		form("/BBox [0 0 15 100] /Resources << /XObject << /I 7 0 R >> >>", "q 1 0 0 1 2 0 cm /I Do Q 1 0 0 rg 0 50 1 1 re f"), // 8
		form("/BBox [0 0 10 10] /Resources << /XObject << /S 9 0 R >> >>", "0 0 1 1 re f /S Do 2 0 1 1 re f"),                  // 9
		form("/BBox [0 0 10 10] /Resources << /XObject << /Pong 11 0 R >> >>", "/Pong Do"),                                     // 10
		form("/BBox [0 0 10 10] /Resources << /XObject << /Ping 10 0 R >> >>", "/Ping Do 0 0 1 1 re f"),                        // 11
		form("/BBox [0 0 10 10]", "/A Do"),                                                                                     // 12
		form("/BBox [0 0 10 10]", "q q 2 0 0 2 0 0 cm Q Q Q Q 0 0 1 1 re f q"),                                                 // 13
		form("", "0 0 50 5 re f"), // 14
		form("/BBox [0 0 10 10] /Matrix [0 1 -1 0 0 0]", "0 0 10 5 re f"), // 15
	}
	at := func(content string) sheet { return sheet{content: content, resources: resources, objects: objects} }
	check(t, []drawn{
		{name: "cut at its box", sheet: at("1 0 0 1 20 20 cm /A Do"), want: []string{"path 20.0 75.0 30.0 80.0"}},
		{name: "drawn twice", sheet: at("/A Do 1 0 0 1 20 20 cm /A Do"), want: []string{"path 0.0 95.0 10.0 100.0", "path 20.0 75.0 30.0 80.0"}},
		{name: "with a matrix", sheet: at("/Inner Do"), want: []string{"path 5.0 75.0 25.0 95.0"}},
		{name: "turned", sheet: at("1 0 0 1 50 50 cm /Bent Do"), want: []string{"path 45.0 40.0 50.0 50.0"}},
		{name: "within another", sheet: at("/Outer Do"), want: []string{"path 7.0 75.0 15.0 95.0", "path 0.0 49.0 1.0 50.0 coloured"}},
		{name: "colours are inherited", sheet: at("0 0 1 rg /A Do"), want: []string{"path 0.0 95.0 10.0 100.0 coloured"}},
		{name: "and do not come back", sheet: at("/Outer Do 90 0 1 1 re f"), want: []string{"path 7.0 75.0 15.0 95.0", "path 0.0 49.0 1.0 50.0 coloured", "path 90.0 99.0 91.0 100.0"}},
		{name: "one that draws itself", sheet: at("/Self Do"), want: []string{"path 0.0 99.0 1.0 100.0", "path 2.0 99.0 3.0 100.0"}, damaged: true},
		{name: "two that draw each other", sheet: at("/Ping Do"), want: []string{"path 0.0 99.0 1.0 100.0"}, damaged: true},
		{name: "resources of the page", sheet: at("/Old Do"), want: []string{"path 0.0 95.0 10.0 100.0"}},
		{name: "Q cannot leave it", sheet: at("q 1 0 0 1 10 10 cm /Open Do 5 5 1 1 re f Q"), want: []string{"path 10.0 89.0 11.0 90.0", "path 15.0 84.0 16.0 85.0"}, damaged: true},
		{name: "without a box it is not cut", sheet: at("/NoBox Do"), want: []string{"path 0.0 95.0 50.0 100.0"}, damaged: true},
		{name: "one that is not there", sheet: at("/Gone Do /A Do"), want: []string{"path 0.0 95.0 10.0 100.0"}, damaged: true},
	})
}

func TestAPatternIsInkIfItsCellDrawsAny(t *testing.T) {
	t.Parallel()
	tiling := func(entries, content string) string {
		return stream("/PatternType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << /Font << /F 5 0 R >> /XObject << /Im 14 0 R >> /Pattern << /Self 12 0 R >> >> "+entries, content)
	}
	gradient := func(c0, c1 string) string {
		return fmt.Sprintf("<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [%s] /C1 [%s] >> >>", c0, c1)
	}
	resources := `/ColorSpace << /Uncoloured [/Pattern /DeviceRGB] >> /Pattern <<
		/Dots 6 0 R /Red 7 0 R /White 8 0 R /Empty 9 0 R /Uncoloured 10 0 R /Text 11 0 R /Self 12 0 R /Image 13 0 R /Outside 15 0 R
		/Grey << /PatternType 2 /Shading ` + gradient("0 0 0", "1 1 1") + ` >>
		/Rainbow << /PatternType 2 /Shading ` + gradient("1 0 0", "1 1 1") + ` >>
		/Blank << /PatternType 2 /Shading ` + gradient("1 1 1", "1 1 1") + ` >>
		/Broken << /PatternType 1 >>
	>> /Shading << /Grey ` + gradient("0 0 0", "1 1 1") + ` /Blank ` + gradient("1 1 1", "1 1 1") + `
		/Mesh << /ShadingType 4 /ColorSpace /DeviceRGB >> /GreyMesh << /ShadingType 4 /ColorSpace /DeviceGray >>
		/Boxed << /ShadingType 3 /ColorSpace /DeviceGray /BBox [20 20 30 30] >>
		/Triangles << /ShadingType 4 /ColorSpace /DeviceGray /Decode [10 30 20 60 0 1] >>
		/Field << /ShadingType 1 /ColorSpace /DeviceGray /Domain [1 3 2 4] /Matrix [10 0 0 5 0 0] >> /Square << /ShadingType 1 /ColorSpace /DeviceGray /Matrix [20 0 0 20 10 10] >>
		/Cone << /ShadingType 3 /ColorSpace /DeviceGray /Coords [20 50 10 60 50 5] >>
		/Tip << /ShadingType 3 /ColorSpace /DeviceGray /Coords [20 50 10 60 50 5] /Extend [false true] >>
		/Before << /ShadingType 3 /ColorSpace /DeviceGray /Coords [60 50 5 20 50 10] /Extend [true false] >>
		/Flood << /ShadingType 3 /ColorSpace /DeviceGray /Coords [20 50 10 60 50 5] /Extend [true false] >>
		/Tube << /ShadingType 3 /ColorSpace /DeviceGray /Coords [20 50 5 60 50 5] /Extend [false true] >>
		/Plane << /ShadingType 1 /ColorSpace /DeviceGray /Function 16 0 R >> >>`
	objects := []string{
		tiling("/PaintType 1", "0 0 1 1 re f"),
		tiling("/PaintType 1", "1 0 0 rg 0 0 1 1 re f"),
		tiling("/PaintType 1", "1 g 0 0 10 10 re f"),
		tiling("/PaintType 1", ""),
		tiling("/PaintType 2", "1 0 0 rg 0 0 1 1 re f"),
		tiling("/PaintType 1", "BT /F 5 Tf (x) Tj ET"),
		tiling("/PaintType 1", "/Pattern cs /Self scn 0 0 5 5 re f"),
		tiling("/PaintType 1 /Matrix [72 0 0 72 0 0]", "/Im Do"),
		stream("/Type /XObject /Subtype /Image /Width 100 /Height 50 /ColorSpace /DeviceGray /BitsPerComponent 8", strings.Repeat("\x00", 5000)),
		tiling("/PaintType 1", "20 20 5 5 re f"),
		stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]", "{ pop pop 1 }"),
	}
	at := func(content string) sheet { return sheet{content: content, resources: resources, objects: objects} }
	rect := " 10 20 30 40 re f"
	where := "path 10.0 40.0 40.0 80.0"
	check(t, []drawn{
		{name: "dots", sheet: at("/Pattern cs /Dots scn" + rect), want: []string{where}},
		{name: "red dots", sheet: at("/Pattern cs /Red scn" + rect), want: []string{where + " coloured"}},
		{name: "white on white", sheet: at("/Pattern cs /White scn" + rect), want: nil},
		{name: "nothing in the cell", sheet: at("/Pattern cs /Empty scn" + rect), want: nil},
		{name: "only outside of the cell", sheet: at("/Pattern cs /Outside scn" + rect), want: nil},
		{name: "no pattern chosen", sheet: at("/Pattern cs" + rect), want: nil},
		{name: "uncoloured, in black", sheet: at("/Uncoloured cs 0 0 0 /Uncoloured scn" + rect), want: []string{where}},
		{name: "uncoloured, in blue", sheet: at("/Uncoloured cs 0 0 1 /Uncoloured scn" + rect), want: []string{where + " coloured"}},
		{name: "uncoloured, in white", sheet: at("/Uncoloured cs 1 1 1 /Uncoloured scn" + rect), want: nil},
		{name: "stroked", sheet: at("/Pattern CS /Dots SCN 2 w 10 50 m 40 50 l S"), want: []string{"path 10.0 49.0 40.0 51.0"}},
		{name: "text", sheet: at("/Pattern cs /Red scn BT /F 10 Tf 10 20 Td (H) Tj ET"), want: []string{"text " + box(capital(t, 10)) + " coloured"}},
		{name: "white text", sheet: at("/Pattern cs /White scn BT /F 10 Tf 10 20 Td (H) Tj ET"), want: nil},
		{name: "drawn with itself", sheet: at("/Pattern cs /Self scn" + rect), want: nil, damaged: true},
		{name: "broken", sheet: at("/Pattern cs /Broken scn" + rect), want: []string{where}, damaged: true},
		{name: "not there", sheet: at("/Pattern cs /Gone scn" + rect), want: []string{where}, damaged: true},
		{name: "a grey gradient", sheet: at("/Pattern cs /Grey scn" + rect), want: []string{where}},
		{name: "a coloured gradient", sheet: at("/Pattern cs /Rainbow scn" + rect), want: []string{where + " coloured"}},
		{name: "a white gradient", sheet: at("/Pattern cs /Blank scn" + rect), want: nil},
		{name: "a colour again", sheet: at("/Pattern cs /White scn 0 g" + rect), want: []string{where}},
		{name: "sh fills the clip", sheet: at("q 10 20 30 40 re W n /Grey sh Q"), want: []string{"shading 10.0 40.0 40.0 80.0"}},
		{name: "sh fills the page", sheet: at("/Grey sh"), want: []string{"shading 0.0 0.0 100.0 100.0"}},
		{name: "sh in white", sheet: at("/Blank sh"), want: nil},
		{name: "a mesh", sheet: at("/Mesh sh"), want: []string{"shading 0.0 0.0 100.0 100.0 coloured"}},
		{name: "a grey mesh", sheet: at("/GreyMesh sh"), want: []string{"shading 0.0 0.0 100.0 100.0"}},
		{name: "sh with a box", sheet: at("/Boxed sh"), want: []string{"shading 20.0 70.0 30.0 80.0"}},
		{name: "a mesh that says where it is", sheet: at("/Triangles sh"), want: []string{"shading 10.0 40.0 30.0 80.0"}},
		{name: "a plane", sheet: at("/Field sh"), want: []string{"shading 10.0 80.0 30.0 90.0"}},
		{name: "a plane of the usual size", sheet: at("/Square sh"), want: []string{"shading 10.0 70.0 30.0 90.0"}},
		{name: "between two circles", sheet: at("/Cone sh"), want: []string{"shading 10.0 40.0 65.0 60.0"}},
		{name: "between two circles and on to the tip", sheet: at("/Tip sh"), want: []string{"shading 10.0 40.0 100.0 60.0"}},
		{name: "from the tip to two circles", sheet: at("/Before sh"), want: []string{"shading 10.0 40.0 100.0 60.0"}},
		{name: "between two circles and on for ever", sheet: at("/Flood sh"), want: []string{"shading 0.0 0.0 100.0 100.0"}},
		{name: "between two circles alike and on for ever", sheet: at("/Tube sh"), want: []string{"shading 0.0 0.0 100.0 100.0"}},
		{name: "a plane of white", sheet: at("/Plane sh"), want: nil},
		{name: "a shading that is not there", sheet: at("/Gone sh"), want: nil, damaged: true},
	})
	t.Run("what the cell uses is used by the page", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, at("/Pattern cs /Text scn"+rect+" /Image scn"+rect))
		if len(page.Fonts) != 1 || page.Fonts[0].Name != "Helvetica" || box(page.Fonts[0].First) != "10.0 40.0 40.0 80.0" {
			t.Errorf("fonts are %v", page.Fonts)
		}
		if len(page.Images) != 1 || page.Images[0].PPI < 49.9 || page.Images[0].PPI > 50.1 || box(page.Images[0].Box) != "10.0 40.0 40.0 80.0" {
			t.Errorf("images are %v", page.Images)
		}
	})
}

func TestGlyphsOfType3AreDrawnByTheirProcedures(t *testing.T) {
	t.Parallel()
	objects := []string{
		`<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [.01 0 0 .01 0 0] /FirstChar 97 /LastChar 104 /Widths [100 100 100 100 100 100 100 100]
			/Encoding << /Differences [97 /a /b /c /d /e /f /g /h] >>
			/CharProcs << /a 7 0 R /b 8 0 R /c 9 0 R /d 10 0 R /e 11 0 R /f 12 0 R /h 13 0 R >> /Resources << /Font << /Again 6 0 R /F 5 0 R >> /XObject << /Red 14 0 R >> >> >>`,
		stream("", "100 0 0 0 100 100 d1 20 20 50 50 re f"),
		stream("", "100 0 d0 1 0 0 rg 20 20 50 50 re f"),
		stream("", "100 0 d0 1 g 20 20 50 50 re f"),
		stream("", "100 0 0 0 100 100 d1 50 0 0 50 10 10 cm BI /W 8 /H 2 /IM true ID \xAA\xAA EI"),
		stream("", "100 0 d0 BT /Again 100 Tf (e) Tj (a) Tj ET"),
		stream("", "100 0 d0 BT /F 100 Tf (H) Tj ET"),
		stream("", "100 0 0 0 100 100 d1 /Red Do"),
		form("/BBox [0 0 100 100]", "1 0 0 rg 20 20 50 50 re f"),
	}
	at := func(content string) sheet {
		return sheet{content: "BT /T 10 Tf 10 20 Td " + content + " ET", resources: "/Font << /T 6 0 R >>", objects: objects}
	}
	check(t, []drawn{
		{name: "where the procedure draws", sheet: at("(a) Tj"), want: []string{"text 12.0 73.0 17.0 78.0"}},
		{name: "in the current colour", sheet: at("0 0 1 rg (a) Tj"), want: []string{"text 12.0 73.0 17.0 78.0 coloured"}},
		{name: "in white", sheet: at("1 g (a) Tj"), want: nil},
		{name: "in no colour of a form either", sheet: at("(h) Tj"), want: []string{"text 12.0 73.0 17.0 78.0"}},
		{name: "in its own colour", sheet: at("1 g (b) Tj"), want: []string{"text 12.0 73.0 17.0 78.0 coloured"}},
		{name: "in its own white", sheet: at("(c) Tj"), want: nil},
		{name: "a bitmap", sheet: at("(d) Tj"), want: []string{"text 11.0 74.0 16.0 79.0"}},
		{name: "one that shows itself, and another", sheet: at("(e) Tj"), want: []string{"text 22.0 73.0 27.0 78.0"}, damaged: true},
		{name: "one without a procedure", sheet: at("(g) Tj"), want: nil},
	})
	t.Run("fonts within are used, bitmaps are text", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, at("(fd) Tj"))
		var names []string
		for _, f := range page.Fonts {
			names = append(names, f.Name)
		}
		if diff := cmp.Diff([]string{"Helvetica", ""}, names); diff != "" {
			t.Errorf("fonts (-want +got):\n%s", diff)
		}
		if len(page.Images) != 0 {
			t.Errorf("images are %v", page.Images)
		}
	})
}
