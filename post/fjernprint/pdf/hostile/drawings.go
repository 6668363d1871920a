package hostile

import (
	"fmt"
	"strings"
)

// form is the body of a form XObject.
func form(dict, content string) string {
	return stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]"+dict, content)
}

// drawings hurt who interprets the content. The objects of a page are numbered
// from 5 on.
func drawings() []Case {
	draws := func(content string) func() []byte { return page("", content) }
	return []Case{
		{"a form draws itself", Opens, page("/Resources<</XObject<</a 5 0 R>>>>", "/a Do", form("/Resources<</XObject<</a 5 0 R>>>>", "/a Do"))},
		{"two forms draw each other", Opens, page("/Resources<</XObject<</a 5 0 R/b 6 0 R>>>>", "/a Do", form("/Resources<</XObject<</a 6 0 R>>>>", "/a Do"), form("/Resources<</XObject<</a 5 0 R>>>>", "/a Do"))},
		{"a form without resources draws itself", Opens, page("/Resources<</XObject<</a 5 0 R>>>>", "/a Do", form("", "/a Do"))},
		{"forms double thirty times", Opens, doublingForms(30, "0 0 9 9 re f")},
		{"forms double thirty times and draw nothing", Opens, doublingForms(30, "")},
		{"forms are a thousand deep", Opens, func() []byte {
			f := New().Page("/Resources<</XObject<</a 5 0 R>>>>", "/a Do")
			for n := 5; n < 1000; n++ {
				f.Object(n, form(fmt.Sprintf("/Resources<</XObject<</a %d 0 R>>>>", n+1), "q /a Do Q"))
			}
			return f.Object(1000, form("", "0 0 9 9 re f")).Table(root)
		}},
		{"a form is drawn half a million times", Opens, page("/Resources<</XObject<</a 5 0 R>>>>", strings.Repeat("/a Do ", 500_000), form("", "0 0 9 9 re f"))},
		{"a large form is drawn ten thousand times", Opens, page("/Resources<</XObject<</a 5 0 R>>>>", strings.Repeat("/a Do ", 10_000), form("/Filter/FlateDecode", Bomb("0 0 m ", 1<<20)))},
		{"a form with a hundred thousand filters is drawn a hundred thousand times", Opens, page("/Resources<</XObject<</a 5 0 R>>>>", strings.Repeat("/a Do ", 100_000), form("/Filter["+strings.Repeat("/Crypt", 100_000)+"]", ""))},
		{"a glyph shows itself", Opens, page("/Resources<</Font<</F 5 0 R>>>>", "BT/F 9 Tf(a)Tj ET",
			"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>", stream("", "9 0 d0 BT/F 9 Tf(aa)Tj ET"))},
		{"a glyph shows another that shows it", Opens, page("/Resources<</Font<</F 5 0 R>>>>", "BT/F 9 Tf(a)Tj ET",
			"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 98/Widths[9 9]/Encoding<</Differences[97/a/b]>>/CharProcs<</a 6 0 R/b 7 0 R>>/Resources<</Font<</F 5 0 R>>>>>>", stream("", "9 0 d0 BT/F 9 Tf(b)Tj ET"), stream("", "9 0 d0 BT/F 9 Tf(a)Tj ET"))},
		{"a font matrix has no inverse", Opens, page("/Resources<</Font<</F 5 0 R>>>>", "BT/F 9 Tf(aaa)Tj ET",
			"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0 0 0 0 1e308 1e308]/FirstChar 97/LastChar 97/Widths[1e308]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>>>", stream("", "1e308 0 0 0 1e308 1e308 d1 0 0 9 9 re f"))},
		{"a pattern tiles itself", Opens, page("/Resources<</Pattern<</a 5 0 R>>>>", "/Pattern cs/a scn 0 0 99 99 re f",
			stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</a 5 0 R>>>>", "/Pattern cs/a scn 0 0 9 9 re f"))},
		{"a pattern has steps of nothing", Opens, page("/Resources<</Pattern<</a 5 0 R>>>>", "/Pattern cs/a scn 0 0 99 99 re f",
			stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0/YStep 1e-300/Matrix[1e-9 0 0 1e-9 0 0]/Resources<<>>", "0 0 9 9 re f"))},
		{"a soft mask is its own group", Opens, page("/Resources<</ExtGState<</a 5 0 R>>>>", "/a gs 0 0 9 9 re f", "<</SMask<</S/Luminosity/G 6 0 R>>>>", form("/Group<</S/Transparency/CS 6 0 R>>/Resources<</ExtGState<</a 5 0 R>>>>", "/a gs 0 0 9 9 re f"))},
		{"a million saves", Opens, draws(strings.Repeat("q ", 1_000_000))},
		{"a million restores", Opens, draws(strings.Repeat("Q ", 1_000_000))},
		{"a million text objects within text objects", Opens, draws(strings.Repeat("BT ", 1_000_000))},
		{"a million marked contents", Opens, draws(strings.Repeat("/a BMC ", 1_000_000))},
		{"a million compatibility sections", Opens, draws(strings.Repeat("BX ", 1_000_000))},
		{"a path of a million curves", Opens, draws(strings.Repeat("1 2 3 4 5 6 c ", 600_000) + "f")},
		{"a million clips", Opens, draws(strings.Repeat("0 0 9 9 re W n ", 500_000))},
		{"a million operands and no operator", Opens, draws(strings.Repeat("1 ", 4_000_000))},
		{"an array of operands that is a million deep", Opens, draws(strings.Repeat("[", 1_000_000) + "TJ")},
		{"a dictionary of operands that is a million deep", Opens, draws("/a" + strings.Repeat("<</a", 1_000_000) + " DP")},
		{"a dash array of a million entries", Opens, draws("[" + strings.Repeat("1 ", 1_000_000) + "]0 d 0 0 m 595 842 l S")},
		{"a dash of nothing", Opens, draws("[0 0]0 d 0 0 m 595 842 l S [1e-300]1e308 d 0 0 m 595 842 l S [-1 -2]-3 d 0 0 m 9 9 l S")},
		{"coordinates as large as numbers are", Opens, draws("1e308 0 0 1e308 1e308 1e308 cm 1e308 1e308 m -1e308 9e999 l 1e308 w S q 0 0 0 0 0 0 cm 0 0 9 9 re f Q")},
		{"digits without end", Opens, draws(strings.Repeat("9", 1_000_000) + " 0 m " + strings.Repeat("0", 1_000_000) + "." + strings.Repeat("1", 1_000_000) + " 0 l S")},
		{"matrices multiply to infinity", Opens, draws(strings.Repeat("9999 0 0 9999 0 0 cm ", 10_000) + "0 0 9 9 re f")},
		{"text as large as numbers are", Opens, page("/Resources<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>>>>>", "BT/F 1e308 Tf 1e308 Tc 1e308 Tw 1e308 Tz 1e308 TL 1e308 Ts 1e308 0 0 1e308 0 0 Tm(aa aa)Tj T*(a)' 1e308 1e308 (a)\" [1e308(a)-1e308(a)]TJ ET")},
		{"five million glyphs", Opens, page("/Resources<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>>>>>", "BT/F 9 Tf("+strings.Repeat("a", 5_000_000)+")Tj ET")},
		{"a million pieces of text", Opens, page("/Resources<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>>>>>", "BT/F 9 Tf ["+strings.Repeat("(a)1", 1_000_000)+"]TJ ET")},
		{"a hundred thousand fonts are chosen", Opens, page("/Resources<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>>>>>", "BT "+strings.Repeat("/F 9 Tf(a)Tj ", 100_000)+"ET")},
		{"a string without end", Opens, draws("BT (" + strings.Repeat("a", 1_000_000))},
		{"a hexadecimal string without end", Opens, draws("BT <" + strings.Repeat("a", 1_000_000))},
		{"an inline image without end", Opens, draws("BI/W 9/H 9/BPC 8/CS/G ID " + strings.Repeat("E I EI", 100_000))},
		{"an inline image without data", Opens, draws(strings.Repeat("BI ", 500_000))},
		{"an inline image as large as numbers are", Opens, draws("BI/W 999999999/H 999999999/BPC 16/CS/CMYK/F[/Fl/Fl]ID x EI 0 0 9 9 re f")},
		{"a hundred thousand inline images", Opens, draws(strings.Repeat("BI/W 1/H 1/BPC 8/CS/G ID x EI ", 100_000))},
		{"an inline image is a bomb", Opens, draws("BI/W 1/H 1/BPC 8/CS/G/F/Fl ID " + Bomb("\x00", 1<<30) + " EI")},
		{"shadings in a row", Opens, page("/Resources<</Shading<</a<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 0 0]/Function<</FunctionType 2/Domain[0 1]/N 1e308>>>>>>>>", strings.Repeat("/a sh ", 100_000))},
		{"an unknown operator a million times", Opens, draws(strings.Repeat("xyzzy ", 1_000_000))},
		{"names without end", Opens, draws("/" + strings.Repeat("a", 4_000_000) + " Do")},
		{"contents in a hundred thousand pieces", Opens, page("/Contents["+strings.Repeat("4 0 R ", 100_000)+"]", "q ")},
		{"a hundred thousand annotations", Opens, page("/Annots["+strings.Repeat("5 0 R ", 100_000)+"]", "", "<</Subtype/Stamp/F 4/Rect[0 0 9 9]/AP<</N 6 0 R>>>>", form("", "0 0 9 9 re f"))},
		{"an appearance without area", Opens, page("/Annots[<</Subtype/Stamp/F 4/Rect[1e308 0 -1e308 0]/AP<</N 5 0 R>>>>]", "", stream("/Subtype/Form/BBox[0 0 0 0]/Matrix[0 0 0 0 0 0]", "0 0 9 9 re f"))},
	}
}

// doublingForms are forms that draw the next one twice.
func doublingForms(depth int, content string) func() []byte {
	return func() []byte {
		f := New().Page("/Resources<</XObject<</a 5 0 R>>>>", "/a Do /a Do")
		for n := range depth {
			f.Object(5+n, form(fmt.Sprintf("/Resources<</XObject<</a %d 0 R>>>>", 6+n), "/a Do /a Do"))
		}
		return f.Object(5+depth, form("", content)).Table(root)
	}
}
