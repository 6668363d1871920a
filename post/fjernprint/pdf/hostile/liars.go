package hostile

import (
	"fmt"
	"strings"
)

// liars state sizes, counts and places that are not so.
func liars() []Case {
	withTrailer := func(entries string) func() []byte {
		return func() []byte { return New().Page("", "").Table(root + entries) }
	}
	crossReference := func(entries string) func() []byte {
		return func() []byte { return New().Page("", "").CrossReference(root + entries) }
	}
	objectStream := func(dict, data string) func() []byte {
		return func() []byte {
			f := New().Page("/A 6 0 R", "").Stream(5, "/Type/ObjStm"+dict, data)
			f.packed[6] = [2]int{5, 0}
			return f.CrossReference(root)
		}
	}
	count := func(count string) func() []byte {
		return tree("<</Type/Pages/Kids[3 0 R]/Count "+count+">>", "<</Type/Page>>")
	}
	length := func(length string) func() []byte {
		return page("/Contents 5 0 R", "", body("/Length "+length, "0 0 9 9 re f"))
	}
	return []Case{
		{"the page count is a billion", Opens, count("1000000000")},
		{"the page count is negative", Opens, count("-5")},
		{"the page count is a name", Opens, count("/Many")},
		{"the page count is larger than integers are", Opens, count("99999999999999999999999999")},
		{"the size is a billion", Opens, withTrailer("/Size 1000000000")},
		{"the size is negative", Opens, withTrailer("/Size -1")},
		{"Prev is negative", Opens, withTrailer("/Prev -1")},
		{"Prev is behind the end", Opens, withTrailer("/Prev 9223372036854775807")},
		{"Prev is in the middle of an object", Opens, withTrailer("/Prev 20")},
		{"XRefStm is behind the end", Opens, withTrailer("/XRefStm 999999999999")},
		{"a subsection has a billion entries", Opens, table("0 1000000000\n")},
		{"a subsection begins at the largest integer", Opens, table("999999999999999999 5\n")},
		{"a subsection has more entries than integers have", Opens, table("0 99999999999999999999999\n")},
		{"there are subsections of nothing", Opens, table(strings.Repeat("7 0\n", 100_000))},
		{"the cross-reference stream states a billion", Opens, crossReference("/Size 1000000000")},
		{"the cross-reference stream has a size that is a string", Opens, crossReference("/Size(5)")},
		{"the index is negative", Opens, crossReference("/Index[-5 10]")},
		{"the index has a negative count", Opens, crossReference("/Index[0 -10]")},
		{"the index is at the largest integer", Opens, crossReference("/Index[9223372036854775807 9223372036854775807]")},
		{"the index is a million pairs", Limit, func() []byte {
			return New().Page("", "").CrossReference(root + "/Index[" + strings.Repeat("0 1 ", 1_000_000) + "]")
		}},
		{"the fields are eight bytes each", Opens, crossReference("/W[8 8 8]")},
		{"the fields are nothing", Opens, crossReference("/W[0 0 0]")},
		{"the fields are a billion bytes", Opens, crossReference("/W[1 1000000000 1000000000]")},
		{"the fields are negative", Opens, crossReference("/W[1 -4 9]")},
		{"there are no fields", Opens, crossReference("/W null")},
		{"an object stream has a billion objects", Opens, objectStream("/N 1000000000/First 4", "6 0 <<>>")},
		{"an object stream has less than no objects", Opens, objectStream("/N -1/First 4", "6 0 <<>>")},
		{"an object stream begins behind its end", Opens, objectStream("/N 1/First 1000000000", "6 0 <<>>")},
		{"an object stream begins before its beginning", Opens, objectStream("/N 1/First -1000000000", "6 0 <<>>")},
		{"an object stream has an offset that is too large", Opens, objectStream("/N 1/First 23", "6 999999999999999999 <<>>")},
		{"an object stream has no numbers", Opens, objectStream("/N 1/First 4", "<<>> <<>>")},
		{"an object stream states nothing", Opens, objectStream("", "6 0 <<>>")},
		{"an object stream contains a stream", Opens, objectStream("/N 1/First 4", "6 0 <</Length 3>>stream\nabc\nendstream")},
		{"an object stream is a picture", Opens, objectStream("/N 1/First 4/Filter/DCTDecode", "6 0 <<>>")},
		{"a length is too long", Opens, length("1000000")},
		{"a length is too short", Opens, length("3")},
		{"a length is negative", Opens, length("-1")},
		{"a length is the largest integer", Opens, length("9223372036854775807")},
		{"a length is a real", Opens, length("12.0")},
		{"a length is an object that is not there", Opens, length("4711 0 R")},
		{"a length is a string object", Opens, page("/Contents 5 0 R", "", body("/Length 6 0 R", "f"), "(12)")},
		{"a length ends in another stream", Opens, page("/Contents 5 0 R", "", body("/Length 60", "f"), stream("", "9"))},
		{"startxref is behind the end", Opens, start("999999999")},
		{"startxref is larger than integers are", Opens, start("99999999999999999999999")},
		{"startxref is negative", Opens, start("-1")},
		{"startxref is a name", Opens, start("/xref")},
		{"startxref is nothing", Opens, start("")},
		{"startxref is the header", Opens, start("0")},
		{"all offsets are wrong by one", Opens, func() []byte {
			f := New().Page("", "")
			for n := range f.offsets {
				f.offsets[n]++
			}
			return f.Table(root)
		}},
		{"all offsets are the same", Opens, func() []byte {
			f := New().Page("", "")
			for n := range f.offsets {
				f.offsets[n] = f.offsets[4]
			}
			return f.Table(root)
		}},
		{"an offset leads into a stream", Opens, func() []byte {
			f := New().Page("/A 5 0 R", "5 0 obj<</Type/Catalog>>endobj")
			f.offsets[5] = strings.Index(f.b.String(), "5 0 obj<<")
			return f.Table(root)
		}},
		{"a stream contains a file", Opens, func() []byte {
			return New().Page("", string(New().Page("", "").Table(root))).Raw("startxref 5").Bytes()
		}},
		{"the root is a page", Unreadable, func() []byte { return replace(New().Page("", "").Table("/Root 3 0 R"), "/Type/Catalog", "") }},
		{"the root is a string", Opens, withTrailer("/Root(1 0 R)")},
		{"the root is not there", Opens, withTrailer("/Root 4711 0 R")},
		{"there is no root", Opens, func() []byte { return New().Page("", "").Table("") }},
		{"there is no page tree", Unreadable, func() []byte { return New().Object(1, "<</Type/Catalog>>").Table(root) }},
		{"the page tree is an array", Unreadable, tree("[3 0 R]", "<</Type/Page>>")},
		{"a page is a number", Unreadable, tree("<</Type/Pages/Kids[3 0 R]/Count 1>>", "9")},
		{"a page is not there", Unreadable, tree("<</Type/Pages/Kids[3 0 R]/Count 1>>")},
		{"the kids are a dictionary", NoPages, tree("<</Type/Pages/Kids<</A 3 0 R>>/Count 1>>", "<</Type/Page>>")},
		{"the kids are empty", NoPages, tree("<</Type/Pages/Kids[]/Count 1>>")},
		{"a page says it is a tree", NoPages, tree("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Contents 4 0 R>>")},
		{"a page has kids", Opens, tree("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Kids[3 0 R]>>")},
		{"nothing says what it is", Opens, func() []byte {
			return New().Object(1, "<</Pages 2 0 R>>").Object(2, "<</Kids[3 0 R]>>").Object(3, "<<>>").Table(root)
		}},
		{"the page tree is in the trailer", Opens, func() []byte { return New().Table("/Root<</Pages<</Kids[<<>>]>>>>") }},
		{"the version is not one", Opens, func() []byte { return replace(New().Page("", "").Table(root), "%PDF-1.7", "%PDF-x.y") }},
		{"the version is 1.3x", Opens, func() []byte { return replace(New().Page("", "").Table(root), "%PDF-1.7\n", "%PDF-1.3x") }},
		{"the catalog's version is a number", Opens, catalog("/Version 99999")},
	}
}

// table is a page and a cross-reference table that begins with lines that lie.
func table(lines string) func() []byte {
	return func() []byte {
		return replace(New().Page("", "").Table(root), "xref\n", "xref\n"+lines)
	}
}

// start is a page and what startxref says.
func start(at string) func() []byte {
	return func() []byte {
		f := New().Page("", "")
		f.Section(root)
		return f.Raw("startxref\n" + at + "\n%%EOF").Bytes()
	}
}

// boxes are pages of strange sizes.
func boxes() []Case {
	box := func(entries string) func() []byte {
		return tree("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page"+entries+">>")
	}
	return []Case{
		{"a box is as large as numbers are", Opens, box("/MediaBox[-1e308 -1e308 1e308 1e308]/CropBox[" + strings.Repeat("9", 400) + " 0 -" + strings.Repeat("9", 400) + " 9]")},
		{"a box has no numbers", Opens, box("/MediaBox[/NaN /Inf nan inf]")},
		{"a box has three numbers", Opens, box("/MediaBox[0 0 595]")},
		{"a box has no area", Opens, box("/MediaBox[9 9 9 9]/CropBox[0 0 0 0]")},
		{"a box is the wrong way round", Opens, box("/MediaBox[595 842 0 0]")},
		{"a crop box is elsewhere", Opens, box("/MediaBox[0 0 595 842]/CropBox[1000 1000 2000 2000]")},
		{"a box is an array of itself", Opens, tree("<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page/MediaBox 4 0 R>>", "[4 0 R 4 0 R 4 0 R 4 0 R]")},
		{"a rotation is larger than integers are", Opens, box("/Rotate 999999999999999999999999999")},
		{"a rotation is not a number", Opens, box("/Rotate/Left/UserUnit/Large")},
		{"a rotation is 45 and a half", Opens, box("/Rotate 45.5")},
		{"a user unit is infinite", Opens, box("/UserUnit 1" + strings.Repeat("0", 400))},
		{"a user unit is negative", Opens, box("/UserUnit -1")},
		{"numbers are malformed", Opens, box("/MediaBox[--0 +-.0 595.. 8-42.0.0]/UserUnit .")},
	}
}

// encryptions are encrypted, or say so.
func encryptions() []Case {
	with := func(encrypt string) func() []byte {
		return func() []byte { return New().Page("", "").Table(root + encrypt) }
	}
	standard := "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("00", 32) + ">/U<" + strings.Repeat("00", 32) + ">>>/ID[<00><00>]"
	return []Case{
		{"the standard handler", Encrypted, with(standard)},
		{"an unknown handler", Encrypted, with("/Encrypt<</Filter/Nobody>>")},
		{"an encryption dictionary that is not there", Encrypted, with("/Encrypt 4711 0 R")},
		{"an encryption dictionary that is its own reference", Encrypted, func() []byte {
			return New().Page("", "").Object(5, "5 0 R").Table(root + "/Encrypt 5 0 R")
		}},
		{"an encryption dictionary that is a number", Encrypted, with("/Encrypt 1")},
		{"encryption in a cross-reference stream", Encrypted, func() []byte { return New().Page("", "").CrossReference(root + standard) }},
		{"encryption in an older section only", Encrypted, func() []byte {
			f := New().Page("", "")
			at := f.Section(root + standard)
			return f.Table(root + fmt.Sprintf("/Prev %d", at))
		}},
		{"encryption and a damaged cross-reference", Encrypted, func() []byte {
			f := New().Page("", "")
			f.Section(root + standard)
			return f.Bytes()
		}},
		{"encryption and a bomb", Encrypted, func() []byte {
			return New().Page("", "").Stream(5, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", Bomb(" ", 1<<30)).Table(root + standard)
		}},
	}
}
