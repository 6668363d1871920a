package hostile

import (
	"fmt"
	"strings"
)

// resources hurt who loads fonts, colour spaces, functions and pictures. The
// objects of a page are numbered from 5 on.
func resources() []Case {
	space := func(objects ...string) func() []byte {
		return page("/Resources<</ColorSpace<</a 5 0 R>>/XObject<</i 9 0 R>>>>", "/a cs 0 scn 0 0 9 9 re f /a CS 0 0 0 0 SCN", objects...)
	}
	function := func(objects ...string) func() []byte {
		return page("/Resources<</ColorSpace<</a[/Separation/Spot/DeviceGray 5 0 R]>>/Shading<</s<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 5 0 R>>>>/ExtGState<</g<</TR 5 0 R/BG 5 0 R/UCR 5 0 R>>>>>>",
			"/g gs /a cs 0.5 scn 0 0 9 9 re f /s sh", objects...)
	}
	image := func(dict, data string, objects ...string) func() []byte {
		return page("/Resources<</XObject<</i 5 0 R>>>>", "99 0 0 99 0 0 cm /i Do", append([]string{stream("/Type/XObject/Subtype/Image"+dict, data)}, objects...)...)
	}
	font := func(dict string, objects ...string) func() []byte {
		return page("/Resources<</Font<</F 5 0 R>>>>", "BT/F 9 Tf(aa\\377)Tj<0000ffff>Tj ET", append([]string{"<</Type/Font" + dict + ">>"}, objects...)...)
	}
	return []Case{
		{"an indexed space is its own base", Opens, space("[/Indexed 5 0 R 9(abc)]")},
		{"two indexed spaces are each other's base", Opens, space("[/Indexed 6 0 R 9(abc)]", "[/Indexed 5 0 R 9(abc)]")},
		{"a separation is its own alternate", Opens, space("[/Separation/Spot 5 0 R 6 0 R]", "<</FunctionType 2/Domain[0 1]/N 1>>")},
		{"two separations are each other's alternate", Opens, space("[/Separation/Spot 6 0 R 7 0 R]", "[/Separation/Spot 5 0 R 7 0 R]", "<</FunctionType 2/Domain[0 1]/N 1>>")},
		{"a DeviceN space is its own alternate", Opens, space("[/DeviceN[/A/B]5 0 R 6 0 R]", "<</FunctionType 2/Domain[0 1]/N 1>>")},
		{"a DeviceN space is its own colorant and process", Opens, space("[/DeviceN[/A]/DeviceGray 6 0 R<</Colorants<</A 5 0 R>>/Process<</ColorSpace 5 0 R>>>>]", "<</FunctionType 2/Domain[0 1]/N 1>>")},
		{"a DeviceN space has a million colorants", Limit, space("[/DeviceN["+strings.Repeat("/A", 2_500_000)+"]/DeviceGray 6 0 R]", "<</FunctionType 2/Domain[0 1]/N 1>>")},
		{"an ICC profile is its own alternate", Opens, space("[/ICCBased 6 0 R]", stream("/N 3/Alternate 5 0 R", "abc"))},
		{"an ICC profile has a billion components", Opens, space("[/ICCBased 6 0 R]", stream("/N 1000000000", "abc"))},
		{"a pattern space is its own base", Opens, space("[/Pattern 5 0 R]")},
		{"a colour space is its own name", Opens, page("/Resources<</ColorSpace<</a/a/DefaultGray/DefaultGray/DefaultRGB/a>>>>", "/a cs 0 g 0 0 1 rg 0 0 9 9 re f")},
		{"a colour space is a thousand arrays", Opens, space(strings.Repeat("[", 50) + "/DeviceGray" + strings.Repeat("]", 50))},
		{"colour spaces are a thousand deep", Opens, func() []byte {
			f := New().Page("/Resources<</ColorSpace<</a 5 0 R>>>>", "/a cs 0 scn 0 0 9 9 re f")
			for n := 5; n < 1005; n++ {
				f.Object(n, fmt.Sprintf("[/Separation/Spot %d 0 R 2000 0 R]", n+1))
			}
			return f.Object(1005, "/DeviceGray").Object(2000, "<</FunctionType 2/Domain[0 1]/N 1>>").Table(root)
		}},
		{"an index is a billion", Opens, space("[/Indexed/DeviceRGB 1000000000(abc)]")},
		{"a stitching function stitches itself", Opens, function("<</FunctionType 3/Domain[0 1]/Functions[5 0 R 5 0 R]/Bounds[.5]/Encode[0 1 0 1]>>")},
		{"two stitching functions stitch each other", Opens, function("<</FunctionType 3/Domain[0 1]/Functions[6 0 R]/Bounds[]/Encode[0 1]>>", "<</FunctionType 3/Domain[0 1]/Functions[5 0 R]/Bounds[]/Encode[0 1]>>")},
		{"stitching functions double thirty times", Opens, func() []byte {
			f := New().Page("/Resources<</ColorSpace<</a[/Separation/Spot/DeviceGray 5 0 R]>>>>", "/a cs 0.5 scn 0 0 9 9 re f")
			for n := 5; n < 35; n++ {
				f.Object(n, fmt.Sprintf("<</FunctionType 3/Domain[0 1]/Functions[%d 0 R %[1]d 0 R]/Bounds[.5]/Encode[0 1 0 1]>>", n+1))
			}
			return f.Object(35, "<</FunctionType 2/Domain[0 1]/N 1>>").Table(root)
		}},
		{"a function is an array of itself", Opens, function("[5 0 R 5 0 R 5 0 R]")},
		{"a sampled function has a billion samples", Opens, function(stream("/FunctionType 0/Domain[0 1 0 1 0 1]/Range[0 1]/Size[1000000 1000000 1000000]/BitsPerSample 32", "abc"))},
		{"a sampled function has a million dimensions", Limit, function(stream("/FunctionType 0/Domain["+strings.Repeat("0 1 ", 1_000_000)+"]/Range[0 1]/Size[2]/BitsPerSample 8", "abc"))},
		{"a calculator is nested", Opens, function(stream("/FunctionType 4/Domain[0 1]/Range[0 1]", strings.Repeat("{", 1_000_000)))},
		{"a calculator copies and rolls without end", Opens, function(stream("/FunctionType 4/Domain[0 1]/Range[0 1]", "{"+strings.Repeat("dup 1000000 copy 1000000000 1000000000 roll 1000000000 index ", 10_000)+"}"))},
		{"an exponential function has an infinite exponent", Opens, function("<</FunctionType 2/Domain[-1e308 1e308]/N -1e308/C0[1e308]/C1[-1e308]>>")},
		{"a halftone contains itself", Opens, page("/Resources<</ExtGState<</g<</HT 5 0 R>>>>>>", "/g gs 0 0 9 9 re f", "<</Type/Halftone/HalftoneType 5/Default 5 0 R/Cyan 5 0 R>>")},
		{"a picture is its own mask", Opens, image("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask 5 0 R", "x")},
		{"a picture is its own soft mask", Opens, image("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R/Matte[0]", "x")},
		{"a picture is its own alternate", Opens, image("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Alternates[<</Image 5 0 R>>]", "x")},
		{"two pictures are each other's masks", Opens, image("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R", "x", stream("/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R", "x"))},
		{"a picture has a billion pixels a side", Opens, image("/Width 1000000000/Height 1000000000/BitsPerComponent 8/ColorSpace/DeviceGray", "x")},
		{"a picture has more pixels than integers", Opens, image("/Width 9223372036854775807/Height 9223372036854775807/BitsPerComponent 16/ColorSpace/DeviceCMYK", "x")},
		{"a picture has less than no pixels", Opens, image("/Width -5/Height -5/BitsPerComponent -8/ColorSpace/DeviceGray/Decode[1e308 -1e308]", "x")},
		{"a picture is a bomb", Limit, image("/Width 99999/Height 99999/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", Bomb("\x00", 1<<30))},
		{"a picture is drawn a hundred thousand times", Opens, page("/Resources<</XObject<</i 5 0 R>>>>", strings.Repeat("/i Do ", 100_000), stream("/Subtype/Image/Width 1000/Height 1000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", Bomb("\x00", 1<<20)))},
		{"a fax has a billion columns and rows", Opens, image("/Width 9/Height 9/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 1000000000/Rows 1000000000>>", strings.Repeat("\xff", 1000))},
		{"a fax is all zeros", Opens, image("/Width 10000/Height 10000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K 4/Columns 10000>>", strings.Repeat("\x00", 100_000))},
		{"a JPEG says it is sixty thousand pixels a side", Opens, image("/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode", "\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda")},
		{"a CMap uses itself", Opens, font("/Subtype/Type0/BaseFont/A/Encoding 6 0 R/DescendantFonts[7 0 R]/ToUnicode 6 0 R", stream("/Type/CMap/CMapName/A/UseCMap 6 0 R", "/A usecmap"), "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>>>")},
		{"a CMap has ranges of four billion", Opens, font("/Subtype/Type0/BaseFont/A/Encoding 6 0 R/DescendantFonts[7 0 R]/ToUnicode 6 0 R", stream("/Type/CMap/CMapName/A", "1 begincodespacerange<00000000><ffffffff>endcodespacerange 99999999 begincidrange<00000000><ffffffff>0 endcidrange 9 beginbfrange<0000><ffff><0000><00000000><ffffffff>[<00>]endbfrange"), "<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>")},
		{"a font is its own descendant", Opens, font("/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[5 0 R]")},
		{"a font has widths for a billion codes", Opens, font("/Subtype/TrueType/BaseFont/A/FirstChar -1000000000/LastChar 1000000000/Widths[1e308 -1e308]")},
		{"a font has differences for a million codes", Limit, font("/Subtype/Type1/BaseFont/A/Encoding<</Differences[0" + strings.Repeat("/a", 2_500_000) + "]>>")},
		{"widths of CIDs are ranges of a billion", Opens, font("/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]", "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 1e308/W[0 1000000000 500 -1000000000 2000000000 7 5[1e308]]/W2[0 1000000000 1 2 3]/CIDToGIDMap 7 0 R>>", stream("/Filter/FlateDecode", Bomb("\x00\x01", 1<<20)))},
		{"a font program is a bomb", Limit, font("/Subtype/TrueType/BaseFont/A/FontDescriptor<</FontFile2 6 0 R/FontBBox[1e308 1e308 -1e308 -1e308]>>", stream("/Length1 1000000000/Filter/FlateDecode", Bomb("\x00\x01\x00\x00\xff\xff", 1<<30)))},
		{"a font program lies about its tables", Opens, font("/Subtype/TrueType/BaseFont/A/FontDescriptor<</FontFile2 6 0 R>>", stream("/Length1 99", "\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"+strings.Repeat("cmap\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff", 100)))},
		{"a font is its own descriptor and program", Opens, font("/Subtype/TrueType/BaseFont/A/FontDescriptor 5 0 R/FontFile2 5 0 R/ToUnicode 5 0 R/Encoding 5 0 R/Widths 5 0 R")},
		{"an encoding has names without end", Opens, font("/Subtype/Type1/BaseFont/A/Encoding<</Differences[-5/a 300/b 1000000000/c/" + strings.Repeat("u", 1_000_000) + "]>>")},
		{"a shading has a function for nothing", Opens, page("/Resources<</Shading<</s<</ShadingType 1/ColorSpace/DeviceRGB/Domain[1e308 -1e308 0 0]/Matrix[0 0 0 0 0 0]/Function 5 0 R>>>>>>", "/s sh", "null")},
		{"a mesh has a million triangles", Opens, page("/Resources<</Shading<</s 5 0 R>>>>", "/s sh", stream("/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 32/BitsPerComponent 16/BitsPerFlag 8/Decode[-1e308 1e308 -1e308 1e308 0 1]/Filter/FlateDecode", Bomb("\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11<<20)))},
		{"a lattice has a billion columns", Opens, page("/Resources<</Shading<</s 5 0 R>>>>", "/s sh", stream("/ShadingType 5/VerticesPerRow 1000000000/ColorSpace/DeviceGray/BitsPerCoordinate 1/BitsPerComponent 1/Decode[0 1 0 1 0 1]", "abc"))},
		{"a shading's colour space is the shading", Opens, page("/Resources<</Shading<</s 5 0 R>>/Pattern<</p<</PatternType 2/Shading 5 0 R>>>>>>", "/s sh/Pattern cs/p scn 0 0 9 9 re f", "<</ShadingType 3/ColorSpace 5 0 R/Coords[0 0 1e308 0 0 -1e308]/Function 5 0 R>>")},
		{"graphics state parameters contain themselves", Opens, page("/Resources<</ExtGState<</g 5 0 R>>>>", "/g gs 0 0 9 9 re f", "<</Font[5 0 R 1e308]/SMask 5 0 R/BM 5 0 R/ca 5 0 R/D[5 0 R 5 0 R]/LW 1e308>>")},
		{"blend modes are a list without end", Limit, page("/Resources<</ExtGState<</g<</BM["+strings.Repeat("/a", 2_500_000)+"]>>>>>>", "/g gs 0 0 9 9 re f")},
	}
}
