package hostile

import (
	"fmt"
	"strings"
)

// bombs are few bytes that become many.
func bombs() []Case {
	return []Case{
		{"a cross-reference stream inflates to two gigabytes", Limit, func() []byte { return crossReferenceBomb("\x00\x00\x00\x00", "/Size 900000000") }},
		{"a cross-reference stream lists half a billion objects", Limit, func() []byte { return crossReferenceBomb("\x01\x00\x00\x10", "/Size 900000000/Index[0 900000000]") }},
		{"a cross-reference stream lists objects in object streams that are not there", Limit, func() []byte { return crossReferenceBomb("\x02\x12\x34\x00", "/Index[5 900000000]/Size 900000000") }},
		{"a cross-reference stream inflates twice", Limit, func() []byte {
			f := New().Page("", "")
			at := f.Len()
			f.Stream(5, "/Type/XRef/Size 9/W[1 2 1]/Filter[/FlateDecode/FlateDecode]"+root, Deflate(Bomb("\x00", 2<<30)))
			return f.Raw(fmt.Sprintf("startxref\n%d\n%%%%EOF", at)).Bytes()
		}},
		{"a cross-reference stream with an escaped type inflates to a gigabyte", Limit, func() []byte {
			f := New().Page("", "")
			at := f.Len()
			f.Stream(5, "/#54ype/X#52ef/Size 9/#57[1 2 1]/F#69lter/Fl"+root, Bomb("\x00", 1<<30))
			return f.Raw(fmt.Sprintf("startxref\n%d\n%%%%EOF", at)).Bytes()
		}},
		{"an object stream inflates to a gigabyte", Limit, func() []byte { return objectStreamBomb("/N 2/First 16", "5 0 7 3 ", " ", 1<<30) }},
		{"an object stream is a hundred million bytes of numbers", Limit, func() []byte { return objectStreamBomb("/N 1/First 8", "5 0     [", "1 ", 100<<20) }},
		{"an object stream is full of dictionaries", Limit, func() []byte { return objectStreamBomb("/N 1/First 8", "5 0     [", "<</A/B>>", 100<<20) }},
		{"an object stream lists ten million objects", Limit, func() []byte { return objectStreamBomb("/N 999999999/First 100000000", "", "5 0 ", 100<<20) }},
		{"a thousand objects of an object stream are the same large one", Limit, func() []byte {
			head := strings.Repeat("5 0 ", 10)
			for n := 5; n < 5000; n++ {
				head += fmt.Sprintf("%d 0 ", n)
			}
			return objectStreamBomb(fmt.Sprintf("/N 5000/First %d", len(head)), head+"[", "9 ", 4<<20)
		}},
		{"a content stream inflates to a gigabyte", Limit, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode", Bomb("q Q ", 1<<30)))},
		{"a content stream inflates four times", Limit, page("/Contents 5 0 R", "", stream("/Filter[/Fl/Fl/Fl/Fl]", Deflate(Deflate(Deflate(Bomb(" ", 1<<30))))))},
		{"a thousand streams inflate to a megabyte each", Limit, func() []byte {
			f := New().Page("", "")
			data := Bomb("0 0 m ", 1<<20)
			for n := range 1000 {
				f.Stream(5+n, "/Filter/FlateDecode", data)
			}
			return f.Table(root)
		}},
		{"one stream is the content ten thousand times", Opens, page("/Contents["+strings.Repeat("5 0 R ", 10000)+"]", "", stream("/Filter/FlateDecode", Bomb("q Q ", 4<<20)))},
		{"run lengths become a gigabyte in two steps", Limit, page("/Contents 5 0 R", "", stream("/Filter[/Fl/RL]", Bomb("\x81 ", 100<<20)))},
		{"LZW codes grow", Limit, page("/Contents 5 0 R", "", stream("/Filter/LZWDecode", lzwBomb(20)))},
		{"hexadecimal digits within hexadecimal digits", Opens, page("/Contents 5 0 R", "", stream("/Filter["+strings.Repeat("/AHx", 20)+"]", strings.Repeat("33", 1<<20)))},
		{"a hundred thousand filters", Opens, page("/Contents 5 0 R", "", stream("/Filter["+strings.Repeat("/RL", 100_000)+"]", strings.Repeat("\x00a", 1000)))},
		{"ASCII85 is all z", Limit, page("/Contents 5 0 R", "", stream("/Filter[/Fl/A85/A85]", Bomb("z", 60<<20)))},
		{"a predictor has a billion columns", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1000000000>>", Deflate("\x02abc")))},
		{"a predictor has more bits than integers have", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 9223372036854775807/Colors 9223372036854775807/BitsPerComponent 64>>", Deflate("abc")))},
		{"a predictor has no columns and less than no colours", Opens, page("/Contents 5 0 R", "", stream("/Filter/LZWDecode/DecodeParms<</Predictor 12/Columns 0/Colors -1/BitsPerComponent 0>>", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"))},
		{"stored blocks of nothing", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode", "\x78\x9c"+strings.Repeat("\x00\x00\x00\xff\xff", 1_000_000)))},
	}
}

// crossReferenceBomb is a page whose cross-reference stream inflates to far too
// much of the entry.
func crossReferenceBomb(entry, dict string) []byte {
	f := New().Page("", "")
	at := f.Len()
	f.Stream(5, "/Type/XRef/W[1 2 1]/Filter/FlateDecode"+dict+root, Bomb(entry, 2<<30))
	return f.Raw(fmt.Sprintf("startxref\n%d\n%%%%EOF", at)).Bytes()
}

// objectStreamBomb is a page and an object stream that begins with head and goes
// on with the pattern.
func objectStreamBomb(dict, head, pattern string, size int) []byte {
	f := New().Page("", "")
	for n := 5; n < 5000; n++ {
		f.packed[n] = [2]int{5000, n - 5}
	}
	// The head is a stored block in front of the bomb.
	data := "\x78\x9c\x00" + string([]byte{byte(len(head)), byte(len(head) >> 8), ^byte(len(head)), ^byte(len(head) >> 8)}) + head + Bomb(pattern, size)[2:]
	return f.Stream(5000, "/Type/ObjStm/Filter/FlateDecode"+dict, data).CrossReference(root)
}

// lzwBomb is LZW data of which each time 5.7 KB become 7.4 MB: every code is the
// one that is being defined.
func lzwBomb(times int) string {
	var b strings.Builder
	var buffer, bits uint
	put := func(code, width uint) {
		for buffer, bits = buffer<<width|code, bits+width; bits >= 8; bits -= 8 {
			b.WriteByte(byte(buffer >> (bits - 8)))
		}
	}
	width := uint(9)
	for range times {
		put(256, width)
		width = 9
		put(0, width)
		for code := uint(258); code < 4095; code++ {
			if code+1 >= 1<<width {
				width++
			}
			put(code, min(width, 12))
		}
		width = 12
	}
	put(257, width)
	put(0, 8)
	return b.String()
}

// crowds are many of something, or much of it.
func crowds() []Case {
	return []Case{
		{"a page is listed a million times", Limit, tree("<</Type/Pages/Count 1000000/Kids["+strings.Repeat("3 0 R ", 1_000_000)+"]>>", "<</Type/Page>>")},
		{"a page tree doubles forty times", Limit, doubling("<</Type/Page>>")},
		{"a page tree doubles forty times and has no pages", Limit, doubling("<</Type/Pages/Kids[]>>")},
		{"a page tree is ten thousand deep", Limit, func() []byte {
			f := New().Object(1, "<</Type/Catalog/Pages 2 0 R>>")
			for n := 2; n < 10_000; n++ {
				f.Object(n, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]>>", n+1))
			}
			return f.Object(10_000, "<</Type/Page>>").Table(root)
		}},
		{"six thousand pages", Limit, func() []byte {
			return tree("<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 6000)+"]>>", "<</Type/Page>>")()
		}},
		{"two hundred thousand objects", Opens, func() []byte {
			f := New().Page("", "")
			for n := 5; n < 200_000; n++ {
				f.Object(n, "<<>>")
			}
			return f.Table(root)
		}},
		{"three hundred thousand objects in object streams", Opens, func() []byte {
			f := New().Page("", "")
			objects := strings.Split(strings.Repeat("9,", 1000), ",")
			for n := range 300 {
				f.Packed(5+n, 1000+n*len(objects), objects...)
			}
			return f.CrossReference(root)
		}},
		{"six hundred thousand objects without cross-reference", Limit, func() []byte {
			var b strings.Builder
			for n := range 600_000 {
				fmt.Fprintf(&b, "%d 0 obj 1 ", n)
			}
			return New().Raw(b.String()).Bytes()
		}},
		{"a million times the same number without cross-reference", Opens, func() []byte {
			return New().Page("", "").Raw(strings.Repeat("9 0 obj ", 1_000_000)).Bytes()
		}},
		{"half a million free entries", Limit, func() []byte {
			f := New().Page("", "")
			at := f.Len()
			f.Raw("xref\n5 500001\n" + strings.Repeat("0 0 f\n", 500_001) + "0 5\n")
			return f.Raw(fmt.Sprintf("trailer<<%s>>startxref %d", root, at)).Bytes()
		}},
		{"a quarter million entries point at the same white space", Opens, func() []byte { return sameOffset(strings.Repeat(" ", 4_000_000) + "5 0 obj<<>>endobj ") }},
		{"a quarter million entries point at the same object", Opens, func() []byte { return sameOffset("5 0 obj[" + strings.Repeat("1 ", 100_000) + "]endobj ") }},
		{"two hundred thousand streams have no end", Limit, func() []byte {
			f := New().Page("", "")
			for n := 5; n < 200_000; n++ {
				f.Raw(fmt.Sprintf("%d 0 obj<<>>stream\n", n))
			}
			return f.Bytes()
		}},
		{"a million streams begin before the first object", Unreadable, func() []byte {
			return New().Raw(strings.Repeat("stream ", 1_000_000) + "1 0 obj<</Type/Catalog>>endobj").Bytes()
		}},
		{"a million streams end before the first object", Unreadable, func() []byte {
			return New().Raw(strings.Repeat("<<>>stream", 500_000) + strings.Repeat("endstream", 500_000) + "1 0 obj<</Type/Catalog>>endobj").Bytes()
		}},
		{"a hundred thousand strings have no end", Limit, func() []byte {
			f := New().Page("", "")
			for n := 5; n < 100_000; n++ {
				f.offsets[n] = f.Len()
				f.Raw(fmt.Sprintf("%d 0 obj(", n))
			}
			return f.Table(root)
		}},
		{"a hundred thousand comments have no end", Limit, func() []byte {
			f := New().Page("", "")
			for n := 5; n < 100_000; n++ {
				f.offsets[n] = f.Len()
				f.Raw(fmt.Sprintf("%d 0 obj%%", n))
			}
			return f.Raw("\n").Table(root)
		}},
		{"a hundred thousand arrays are nested", Limit, page("", "", strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000))},
		{"a hundred thousand dictionaries are nested", Limit, page("", "", strings.Repeat("<</A", 100_000)+strings.Repeat(">>", 100_000))},
		{"arrays and dictionaries are nested without end", Limit, page("", "", strings.Repeat("[<</A", 1_000_000))},
		{"the trailer is nested", Limit, func() []byte { return New().Page("", "").Table(root + "/A" + strings.Repeat("[", 1_000_000)) }},
		{"a million parentheses are nested", Opens, page("", "", strings.Repeat("(", 1_000_000)+strings.Repeat(")", 1_000_000))},
		{"a million strings and one comment", Limit, page("", "", "["+strings.Repeat("()", 2_500_000)+"%\n]")},
		{"a name of five million letters", Opens, page("", "", "/"+strings.Repeat("a", 5_000_000))},
		{"a number of five million digits", Opens, page("", "", "["+strings.Repeat("9", 5_000_000)+"]")},
		{"five million bytes of white space", Opens, page("", "", strings.Repeat(" \n", 2_500_000)+"1")},
		{"two million comments", Opens, page("", "", strings.Repeat("%\n", 2_000_000)+"1")},
		{"a dictionary of a million entries", Limit, func() []byte {
			var b strings.Builder
			for n := range 1_000_000 {
				fmt.Fprintf(&b, "/%x 1", n)
			}
			return page("", "", "<<"+b.String()+">>")()
		}},
		{"a million trailers", Limit, func() []byte { return New().Page("", "").Raw(strings.Repeat("trailer<<>>", 800_000)).Bytes() }},
		{"a million starts of cross-references", Opens, func() []byte {
			f := New().Page("", "")
			data := string(f.Table(root))
			return []byte(data + strings.Repeat("startxref\n", 900_000))
		}},
		{"a hundred thousand sections", Opens, func() []byte {
			f := New().Page("", "")
			at := f.Section(root)
			for range 100_000 {
				next := f.Len()
				f.Raw(fmt.Sprintf("xref\ntrailer<</Prev %d%s>>\n", at, root))
				at = next
			}
			return f.Raw(fmt.Sprintf("startxref %d", at)).Bytes()
		}},
		{"one box for five thousand pages", Opens, func() []byte {
			return tree("<</Type/Pages/MediaBox[0 0 595 842]/Resources<</Font<<>>>>/Kids["+strings.Repeat("3 0 R ", 5000)+"]>>", "<</Type/Page>>")()
		}},
	}
}

// doubling is a page tree whose nodes list the next one twice, leaf at the end.
func doubling(leaf string) func() []byte {
	var nodes []string
	for n := range 40 {
		nodes = append(nodes, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R %[1]d 0 R]>>", n+3))
	}
	return tree(append(nodes, leaf)...)
}

// sameOffset is a page and a quarter million cross-reference entries that all
// point where the body begins.
func sameOffset(body string) []byte {
	f := New().Page("", "")
	for n := 6; n < 250_000; n++ {
		f.packed[n] = [2]int{}
	}
	at := f.Len()
	f.Raw(body)
	f.offsets[5] = at
	for n := range f.packed {
		f.offsets[n] = at
	}
	return f.CrossReference(root)
}
