package hostile

import (
	"fmt"
	"strings"
)

// cycles go round in the structure of the file.
func cycles() []Case {
	return []Case{
		{"a page tree node is its own kid", Unreadable, tree("<</Type/Pages/Kids[2 0 R]/Count 1>>")},
		{"two page tree nodes are each other's kids", Unreadable, tree("<</Type/Pages/Kids[3 0 R]>>", "<</Type/Pages/Kids[2 0 R]>>")},
		{"a page tree comes back after a real page", Unreadable, tree("<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1>>", "<</Type/Page>>")},
		{"the kids are a reference to itself", NoPages, tree("<</Type/Pages/Kids 3 0 R>>", "3 0 R")},
		{"the page tree is the catalog", NoPages, func() []byte {
			return New().Object(1, "<</Type/Pages/Pages 1 0 R>>").Table(root)
		}},
		{"a page is its own parent", Opens, tree("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R>>")},
		{"parents go round", Opens, tree("<</Type/Pages/Parent 4 0 R/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 4 0 R>>", "<</Parent 2 0 R>>")},
		{"the box inherited is a reference to itself", Opens, tree("<</Type/Pages/MediaBox 4 0 R/Kids[3 0 R]>>", "<</Type/Page/MediaBox 4 0 R>>", "4 0 R")},
		{"the contents are a reference to itself", Opens, page("/Contents 5 0 R", "", "5 0 R")},
		{"three references go round", Opens, page("/Contents 5 0 R", "", "6 0 R", "7 0 R", "5 0 R")},
		{"a reference refers to what is not there", Opens, page("/Contents 4711 0 R/Resources 99999999999 0 R", "")},
		{"Prev is the same section", Opens, func() []byte {
			f := New().Page("", "")
			return f.Table(root + fmt.Sprintf("/Prev %d", f.Len()))
		}},
		{"two sections are each other's Prev", Opens, func() []byte {
			f := New().Page("", "")
			first := f.Len()
			second := first + len(strings.Repeat("0000000000 00000 n \n", 5)) + len("xref\n0 5\ntrailer\n<</Size 5/Root 1 0 R/Prev 00000>>\n")
			f.Section(root + fmt.Sprintf("/Prev %05d", second))
			return f.Table(root + fmt.Sprintf("/Prev %05d", first))
		}},
		{"a cross-reference stream is its own Prev", Opens, func() []byte {
			f := New().Page("", "")
			return f.CrossReference(root + fmt.Sprintf("/Prev %d", f.Len()))
		}},
		{"XRefStm is the table itself", Opens, func() []byte {
			f := New().Page("", "")
			return f.Table(root + fmt.Sprintf("/XRefStm %d", f.Len()))
		}},
		{"a length is its own stream", Opens, page("", "", body("/Length 5 0 R", "abc"))},
		{"two lengths are each other's streams", Opens, page("", "", body("/Length 6 0 R", "abc"), body("/Length 5 0 R", "abc"))},
		{"a filter is its own stream", Opens, page("/Contents 5 0 R", "", stream("/Filter 5 0 R", "abc"))},
		{"the filters are their own stream", Opens, page("/Contents 5 0 R", "", stream("/Filter[5 0 R]", "abc"))},
		{"decode parameters are their own stream", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode/DecodeParms 5 0 R", Deflate("abc")))},
		{"filters of two streams are each other", Opens, page("/Contents 5 0 R", "", stream("/Filter 6 0 R", "abc"), stream("/Filter 5 0 R", "abc"))},
		{"an object stream is in itself", Opens, func() []byte {
			f := New().Page("", "").Packed(6, 5, "<</A 5 0 R>>", "<</Type/ObjStm/N 1/First 4>>")
			return f.CrossReference(root)
		}},
		{"two object streams are in each other", Opens, func() []byte {
			f := New().Page("", "").Packed(6, 7, "<<>>").Packed(5, 6, "<<>>")
			delete(f.offsets, 5)
			delete(f.offsets, 6)
			f.packed[5], f.packed[6] = [2]int{6, 0}, [2]int{5, 0}
			return f.CrossReference(root)
		}},
		{"an object stream extends itself", Opens, func() []byte {
			return New().Page("", "").Stream(5, "/Type/ObjStm/N 1/First 4/Extends 5 0 R", "6 0 <</A 6 0 R>>").CrossReference(root)
		}},
	}
}

// graphs go round between objects that only a validator or an interpreter follows.
func graphs() []Case {
	return []Case{
		{"an outline item is its own next", Opens, catalog("/Outlines 5 0 R", "<</First 6 0 R/Last 6 0 R/Count 1>>", "<</Title(a)/Parent 5 0 R/Next 6 0 R/Prev 6 0 R/First 6 0 R/Last 6 0 R>>")},
		{"an action is its own next", Opens, catalog("/OpenAction 5 0 R", "<</S/GoTo/D[3 0 R/Fit]/Next 5 0 R>>")},
		{"a name tree node is its own kid", Opens, catalog("/Names<</JavaScript 5 0 R/EmbeddedFiles 5 0 R/Dests 5 0 R>>", "<</Kids[5 0 R]/Limits[(a)(b)]>>")},
		{"a number tree node is its own kid", Opens, catalog("/PageLabels 5 0 R", "<</Kids[5 0 R]/Limits[0 9]>>")},
		{"a field is its own kid", Opens, catalog("/AcroForm<</Fields[5 0 R]>>", "<</FT/Tx/T(a)/Kids[5 0 R]/Parent 5 0 R>>")},
		{"a structure element is its own kid", Opens, catalog("/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>", "<</Type/StructTreeRoot/K[6 0 R]>>", "<</Type/StructElem/S/P/P 5 0 R/K[6 0 R 6 0 R]>>")},
		{"the order of layers contains itself", Opens, catalog("/OCProperties<</OCGs[6 0 R]/D<</Order 5 0 R/OFF[6 0 R]>>>>", "[6 0 R 5 0 R]", "<</Type/OCG/Name(a)>>")},
		{"a layer membership contains itself", Opens, page("/Resources<</Properties<</a 5 0 R>>>>", "/OC/a BDC 0 0 9 9 re f EMC", "<</Type/OCMD/OCGs[5 0 R]/VE[/And 6 0 R]>>", "[/Not 6 0 R]")},
		{"a thread's bead is its own next", Opens, catalog("/Threads[5 0 R]", "<</F 6 0 R>>", "<</T 5 0 R/N 6 0 R/V 6 0 R/P 3 0 R/R[0 0 9 9]>>")},
		{"an annotation replies to itself", Opens, page("/Annots[5 0 R]", "", "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/IRT 5 0 R/Popup 6 0 R>>", "<</Type/Annot/Subtype/Popup/Rect[0 0 9 9]/Parent 5 0 R>>")},
		{"two annotations reply to each other", Opens, page("/Annots[5 0 R 6 0 R]", "", "<</Subtype/Text/Rect[0 0 9 9]/IRT 6 0 R>>", "<</Subtype/Text/Rect[0 0 9 9]/IRT 5 0 R>>")},
		{"an appearance draws itself", Opens, page("/Annots[<</Subtype/Stamp/F 4/Rect[0 0 9 9]/AP<</N 5 0 R>>>>]", "", stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</a 5 0 R>>>>", "/a Do"))},
		{"the states of an appearance are themselves", Opens, page("/Annots[<</Subtype/Widget/F 4/Rect[0 0 9 9]/AS/a/AP<</N 5 0 R>>>>]", "", "<</a 5 0 R>>")},
		{"renditions contain themselves", Opens, page("/Annots[<</Subtype/Screen/Rect[0 0 9 9]/A<</S/Rendition/OP 0/R 5 0 R/AN 3 0 R>>>>]", "", "<</Type/Rendition/S/SR/R[5 0 R]>>")},
		{"annotations are their own array", Opens, page("/Annots 5 0 R", "", "[5 0 R[5 0 R]]")},
		{"the contents are their own array", Opens, page("/Contents 5 0 R", "", "[5 0 R[5 0 R]5 0 R]")},
		{"resources contain themselves", Opens, page("/Resources 5 0 R", "/a Do/a gs/a cs/a sh/a 9 Tf", "<</XObject 5 0 R/ExtGState 5 0 R/ColorSpace 5 0 R/Shading 5 0 R/Font 5 0 R/a 5 0 R>>")},
		{"a file specification is its own related file", Opens, catalog("/AF[5 0 R]/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>", "<</Type/Filespec/F(a)/EF 5 0 R/RF<</F[(a)5 0 R]>>>>")},
		{"a rich media chain goes round", Opens, page("/Annots[5 0 R]", "", "<</Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent 6 0 R>>", "<</Configurations[<</Instances[6 0 R]>>]/Assets 6 0 R/Views[6 0 R]>>")},
	}
}
