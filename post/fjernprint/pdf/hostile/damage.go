package hostile

import (
	"bytes"
	"strings"
)

// damages are files that were whole once.
func damages() []Case {
	whole := func() []byte {
		return New().Page("/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>", "BT /F 12 Tf 72 720 Td (Fiktiv) Tj ET").
			Object(5, "<</Producer(hostile)>>").Table(root + "/Info 5 0 R")
	}
	packed := func() []byte {
		return New().Packed(9, 1, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>").
			Stream(4, "/Filter/FlateDecode", Deflate("0 0 9 9 re f")).CrossReference(root)
	}
	upTo := func(make func() []byte, part, of int) func() []byte {
		return func() []byte {
			whole := make()
			return whole[:len(whole)*part/of]
		}
	}
	flipped := func(make func() []byte, seed uint32) func() []byte {
		return func() []byte {
			b, chance := make(), noise(seed)
			for range len(b) / 50 {
				b[len("%PDF-1.7")+int(chance())%(len(b)-len("%PDF-1.7"))] ^= 1 << (chance() % 8)
			}
			return b
		}
	}
	without := func(make func() []byte, old, replacement string) func() []byte {
		return func() []byte { return replace(make(), old, replacement) }
	}
	return []Case{
		{"nothing", NoHeader, func() []byte { return nil }},
		{"white space", NoHeader, func() []byte { return []byte("\n\n\n") }},
		{"another format", NoHeader, func() []byte { return []byte("PK\x03\x04 word/document.xml") }},
		{"a header that is cut off", NoHeader, func() []byte { return []byte("%PDF") }},
		{"a header after too much", NoHeader, func() []byte { return append(bytes.Repeat([]byte(" "), 1024), whole()...) }},
		{"a header after something", Opens, func() []byte { return append(bytes.Repeat([]byte("?"), 1000), whole()...) }},
		{"a packed file after something", Opens, func() []byte { return append(bytes.Repeat([]byte("?"), 1000), packed()...) }},
		{"a header alone", Unreadable, func() []byte { return []byte("%PDF-1.7") }},
		{"a header and an end", Unreadable, func() []byte { return []byte("%PDF-1.7\nstartxref\n0\n%%EOF\n") }},
		{"a header and zeros", Unreadable, func() []byte { return append([]byte("%PDF-1.7\n"), make([]byte, 1<<20)...) }},
		{"a header and noise", Unreadable, func() []byte {
			b, chance := []byte("%PDF-1.7\n"), noise(1)
			for range 1 << 20 {
				b = append(b, byte(chance()))
			}
			return b
		}},
		{"a header and ten million brackets", Unreadable, func() []byte { return []byte("%PDF-1.7\n" + strings.Repeat("<<[(", 2_000_000)) }},
		{"cut after a tenth", Unreadable, upTo(whole, 1, 10)},
		{"cut in the middle", Opens, upTo(whole, 1, 2)},
		{"cut before the trailer", Opens, upTo(whole, 3, 4)},
		{"cut before the end", Opens, upTo(whole, 98, 100)},
		{"packed and cut in the middle", Opens, upTo(packed, 1, 2)},
		{"packed and cut before the end", Opens, upTo(packed, 9, 10)},
		{"bits flipped, once", Any, flipped(whole, 1)},
		{"bits flipped, twice", Any, flipped(whole, 2)},
		{"packed and bits flipped, once", Any, flipped(packed, 3)},
		{"packed and bits flipped, twice", Any, flipped(packed, 4)},
		{"no end of objects", Opens, without(whole, "endobj", "")},
		{"no end of streams", Opens, without(whole, "endstream", "")},
		{"no beginning of objects", Unreadable, without(whole, "obj", "")},
		{"no cross-reference", Opens, without(whole, "xref", "")},
		{"lines end with carriage returns", Opens, without(whole, "\n", "\r")},
		{"lines end with both", Opens, without(whole, "\n", "\r\n")},
		{"lines do not end", Opens, without(whole, "\n", "")},
		{"spaces are zeros", Opens, without(whole, " ", "\x00")},
		{"dictionaries are not closed", Opens, without(whole, ">>", "")},
		{"arrays are not closed", Unreadable, without(whole, "]", "")},
		{"strings are not closed", Opens, without(whole, ")", "")},
		{"keys have no slash", Unreadable, without(whole, "/", "")},
		{"each byte twice", NoHeader, func() []byte {
			var b []byte
			for _, c := range whole() {
				b = append(b, c, c)
			}
			return b
		}},
		{"two files in one", Opens, func() []byte { return append(whole(), packed()...) }},
		{"compressed data is noise", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode", "\xff\xfe\xfd\xfc"))},
		{"compressed data is cut off", Opens, page("/Contents 5 0 R", "", stream("/Filter/FlateDecode", Deflate(strings.Repeat("0 0 9 9 re f ", 99))[:20]))},
		{"an unknown filter", Opens, page("/Contents 5 0 R", "", stream("/Filter/Encode", "0"))},
		{"filters that are no names", Opens, page("/Contents 5 0 R", "", stream("/Filter[1(a)null<</A/B>>]", "0"))},
		{"LZW codes that were never defined", Opens, page("/Contents 5 0 R", "", stream("/Filter/LZWDecode", "\xff\xff\xff\xff"))},
		{"run lengths that are cut off", Opens, page("/Contents 5 0 R", "", stream("/Filter/RunLengthDecode", "\x7fa"))},
		{"ASCII85 that is none", Opens, page("/Contents 5 0 R", "", stream("/Filter/ASCII85Decode", "<~\xffabc"))},
	}
}

func replace(b []byte, old, replacement string) []byte {
	return bytes.ReplaceAll(b, []byte(old), []byte(replacement))
}

// noise gives numbers without order, the same ones for a seed (a linear
// congruential generator, its lower half left out).
func noise(seed uint32) func() uint32 {
	state := uint64(seed)
	return func() uint32 {
		state = state*6364136223846793005 + 1442695040888963407
		return uint32(state >> 32)
	}
}
