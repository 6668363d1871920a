package font

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

func free(int) error { return nil }

func readText(t testing.TB, content string) *cmap {
	t.Helper()
	m, err := readCMap([]byte(content), free, predefinedCMap)
	if err != nil {
		t.Fatal(err)
	}
	m.seal()
	return m
}

func TestToUnicodeIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		want          map[uint32]string
	}{
		{"characters", "2 beginbfchar <01> <0041> <02> <00E6> endbfchar", map[uint32]string{1: "A", 2: "æ", 3: ""}},
		{"two-byte codes", "1 beginbfchar <0003> <00F8> endbfchar", map[uint32]string{3: "ø"}},
		{"a ligature of several characters", "1 beginbfchar <01> <006600660069> endbfchar", map[uint32]string{1: "ffi"}},
		{"a ligature that is one character", "1 beginbfchar <01> <FB03> endbfchar", map[uint32]string{1: "ffi"}},
		{"surrogates", "1 beginbfchar <01> <D83DDE00> endbfchar", map[uint32]string{1: "😀"}},
		{"half a pair", "1 beginbfchar <01> <D83D> endbfchar", map[uint32]string{1: ""}},
		{"glyph names", "2 beginbfchar <01> /aring <02> /f_i endbfchar", map[uint32]string{1: "å", 2: "fi"}},
		{"single bytes", "1 beginbfchar <01> <41> endbfchar", map[uint32]string{1: "A"}},
		{"nothing", "3 beginbfchar <01> <> <02> <0000> <03> <FFFD> endbfchar", map[uint32]string{1: "", 2: "", 3: ""}},
		{"a range", "1 beginbfrange <10> <13> <00E5> endbfrange", map[uint32]string{0xF: "", 0x10: "å", 0x13: "è", 0x14: ""}},
		{"a range behind a prefix", "1 beginbfrange <10> <11> <00660069> endbfrange", map[uint32]string{0x10: "fi", 0x11: "fj"}},
		{"a range of pairs", "1 beginbfrange <10> <11> <D83DDE00> endbfrange", map[uint32]string{0x11: "😁"}},
		{"a range with an array", "1 beginbfrange <10> <12> [<0041> <00660069> <00C6>] endbfrange",
			map[uint32]string{0x10: "A", 0x11: "fi", 0x12: "Æ", 0x13: ""}},
		{"an array that is too short", "1 beginbfrange <10> <12> [<0041>] <20> <20> <0042> endbfrange", map[uint32]string{0x10: "A", 0x11: "", 0x20: "B"}},
		{"an array that is too long", "1 beginbfrange <10> <10> [<0041> <0042>] endbfrange", map[uint32]string{0x10: "A", 0x11: ""}},
		{"a range the wrong way round", "1 beginbfrange <13> <10> <0041> endbfrange", map[uint32]string{0x10: "", 0x13: ""}},
		{"all there is", "1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", map[uint32]string{0: "A", 1: "B", 0xFFFFFFFF: ""}},
		{"said twice", "2 beginbfchar <01> <0041> <01> <0042> endbfchar", map[uint32]string{1: "B"}},
		{"not in order", "3 beginbfchar <09> <0041> <01> <0042> <05> <0043> endbfchar", map[uint32]string{1: "B", 5: "C", 9: "A"}},
		{"a character within a range", "1 beginbfrange <01> <09> <0041> endbfrange 1 beginbfchar <05> <007A> endbfchar",
			map[uint32]string{4: "D", 5: "z", 6: "F"}},
		{"digits with blanks, an odd one, comments", "beginbfchar % <01> <0041>\n<0 2> <00 4 2> <3> <004> endbfchar", map[uint32]string{1: "", 2: "B", 0x30: "@"}},
		{"a code of too many bytes", "2 beginbfchar <0102030405> <0041> <01> <0042> endbfchar", map[uint32]string{1: "B"}},
		{"cut off", "1 beginbfchar <01> <0041> <02> <00", map[uint32]string{1: "A", 2: ""}},
		{"cut off in an array", "1 beginbfrange <01> <02> [<0041>", map[uint32]string{1: "A"}},
		{"a text beyond Unicode", "1 beginbfrange <00> <FF> <DBFFDFFF> endbfrange", map[uint32]string{1: ""}},
		{"upon Unicode", "/UniGB-UCS2-H usecmap 1 beginbfchar <00E6> <0041> endbfchar", map[uint32]string{0xE6: "A", 0xF8: "ø"}},
		{"a text of endless length", "1 beginbfchar <01> <" + strings.Repeat("0041", 1000) + "> endbfchar", map[uint32]string{1: strings.Repeat("A", maxTarget)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := readText(t, tt.content)
			got := map[uint32]string{}
			for code := range tt.want {
				got[code] = m.text(code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("text by code (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCodesAreCutByTheirCodespaces(t *testing.T) {
	t.Parallel()
	mixed := "4 begincodespacerange <00> <80> <8140> <9FFC> <A0> <DF> <E040> <FCFC> endcodespacerange"
	tests := []struct {
		name, content, shown string
		want                 []uint32
	}{
		{"two bytes", "1 begincodespacerange <0000> <FFFF> endcodespacerange", "\x00\x41\x01\x02", []uint32{0x41, 0x102}},
		{"none stated", "", "\x00\x41\x01\x02", []uint32{0x41, 0x102}},
		{"one byte", "1 begincodespacerange <00> <FF> endcodespacerange", "AB", []uint32{0x41, 0x42}},
		{"mixed", mixed, "A\x82\xA0\xB1\xE0\x40", []uint32{0x41, 0x82A0, 0xB1, 0xE040}},
		{"the second byte is in no codespace", mixed, "\x82\x20A", []uint32{0x8220, 0x41}},
		{"the first byte is in no codespace", mixed, "\xFEA", []uint32{0xFE, 0x41}},
		{"cut off", mixed, "A\x82", []uint32{0x41, 0x82}},
		{"four bytes", "1 begincodespacerange <8EA1A1A1> <8EA2FEFE> endcodespacerange", "\x8E\xA1\xA1\xA1\x8E\xA2\xB0\xB0", []uint32{0x8EA1A1A1, 0x8EA2B0B0}},
		{"ranges of unlike length are none", "1 begincodespacerange <00> <FFFF> endcodespacerange", "\x00\x41", []uint32{0x41}},
		{"of the CMap it is built upon", "/GBK-EUC-H usecmap", "A\x81\x40", []uint32{0x41, 0x8140}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := readText(t, tt.content)
			var got []uint32
			for rest := []byte(tt.shown); len(rest) > 0; {
				code, n := m.next(rest)
				got, rest = append(got, code), rest[n:]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCIDsAreTold(t *testing.T) {
	t.Parallel()
	const unknown = 1 << 20
	tests := []struct {
		name, content string
		want          map[uint32]uint32
	}{
		{"ranges and characters", "1 begincidrange <0010> <001F> 100 endcidrange 1 begincidchar <0015> 7 endcidchar",
			map[uint32]uint32{0xF: unknown, 0x10: 100, 0x14: 104, 0x15: 7, 0x16: 106, 0x20: unknown}},
		{"upon Identity", "/Identity-H usecmap 1 begincidchar <0005> 9 endcidchar", map[uint32]uint32{4: 4, 5: 9, 0xFFFF: 0xFFFF}},
		{"upon one that is not known", "/Nobody-H usecmap 1 begincidchar <0005> 9 endcidchar", map[uint32]uint32{4: unknown, 5: 9}},
		{"beyond all CIDs", "1 begincidrange <00000000> <FFFFFFFF> 65535 endcidrange", map[uint32]uint32{0: 65535, 1: unknown, 0xFFFFFFFF: unknown}},
		{"numbers that are none", "3 begincidchar <01> -1 <02> 65536 <03> 3 endcidchar", map[uint32]uint32{1: unknown, 2: unknown, 3: 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := readText(t, tt.content)
			got := map[uint32]uint32{}
			for code := range tt.want {
				cid, ok := m.cid(code)
				if !ok {
					cid = unknown
				}
				got[code] = cid
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("CID by code (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPredefinedCMapsKnowTheirCodesAndASCII(t *testing.T) {
	t.Parallel()
	for _, p := range predefined {
		name := strings.Replace(p.name, "*", "JIS", 1)
		m := predefinedCMap(name + "-V")
		if !m.vertical || predefinedCMap(name+"-H").vertical {
			t.Errorf("%s: the writing mode is wrong", name)
		}
		for _, c := range m.codespaces {
			if c.bytes < 1 || c.bytes > 4 || c.hi < c.lo {
				t.Errorf("%s: %v is no codespace", name, c)
			}
		}
		if cid, ok := m.cid('A'); !ok || cid != p.ascii+'A'-' ' || m.text('A') != "A" {
			t.Errorf("%s: A is CID %d (%v), text %q", name, cid, ok, m.text('A'))
		}
	}
}

// A CMap of a few bytes must not cost more than a few.
func TestHostileCMapsAreContained(t *testing.T) {
	t.Parallel()
	loop := stream("/Loop usecmap 1 begincidchar <0001> 5 endcidchar")
	loop.Dict["UseCMap"] = loop // as far as a direct object can
	deep := stream("1 begincidchar <0001> 5 endcidchar")
	for range 100 {
		on := stream("")
		on.Dict["UseCMap"] = deep
		deep = on
	}
	for name, encoding := range map[string]types.Object{
		"a loop": loop, "deep": deep,
		"huge ranges":      stream(strings.Repeat("100 begincidrange <00000000> <FFFFFFFF> 1 endcidrange\n", 1000)),
		"many codespaces":  stream("begincodespacerange " + strings.Repeat("<01> <02> ", 10000)),
		"open parentheses": stream(strings.Repeat("(", 100000)),
		"open brackets":    stream("beginbfrange <01> <02> " + strings.Repeat("[", 100000)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := load(t, types.Dict{"Subtype": types.Name("Type0"), "Encoding": encoding, "ToUnicode": encoding, "DescendantFonts": types.Array{types.Dict{}}})
			if n := len(f.composite.encoding.codespaces); n > maxCodespaces+1 {
				t.Errorf("%d codespaces are kept", n)
			}
			if got := f.Glyphs(nil, []byte("\x00\x01\x00\x02")); len(got) == 0 {
				t.Error("no glyphs")
			}
		})
	}
}

func TestAReferenceLoopOfCMapsEnds(t *testing.T) {
	t.Parallel()
	d := documentOf(t, "<</Subtype/Type0/Encoding 5 0 R/DescendantFonts[<<>>]/ToUnicode 5 0 R>>",
		"<</UseCMap 6 0 R/Length 45>>stream\n1 begincidchar <0001> 5 endcidchar           \nendstream",
		"<</UseCMap 5 0 R/Length 45>>stream\n1 begincidchar <0002> 7 endcidchar           \nendstream")
	f, err := Load(d, d.Dict(types.IndirectRef{ObjectNumber: 4}))
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[uint32]uint32{1: 5, 2: 7} {
		if got, ok := f.composite.encoding.cid(code); got != want || !ok {
			t.Errorf("code %d is CID %d (%v), want %d", code, got, ok, want)
		}
	}
}

func TestEveryEntryOfACMapIsCharged(t *testing.T) {
	t.Parallel()
	full := errors.New("full")
	for _, content := range []string{
		"begincodespacerange <00> <01> <00> <01> <00> <01>",
		"begincidrange <00> <01> 1 <00> <01> 1 <00> <01> 1",
		"begincidchar <00> 1 <00> 1 <00> 1",
		"beginbfchar <00> <0041> <00> <0041> <00> <0041>",
		"beginbfrange <00> <01> <0041> <00> <01> <0041> <00> <01> <0041>",
		"beginbfrange <00> <01> [<0041> <0041> <0041>]",
	} {
		left := 2
		_, err := readCMap([]byte(content), func(n int) error {
			if left -= n; left < 0 {
				return full
			}
			return nil
		}, predefinedCMap)
		if !errors.Is(err, full) {
			t.Errorf("%s: the error is %v", content, err)
		}
	}
}

func FuzzReadCMap(f *testing.F) {
	for _, seed := range []string{
		"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /WMode 1 def 1 begincodespacerange <00> <FF> endcodespacerange",
		"2 beginbfchar <01> <0041> <02> /fi endbfchar 1 beginbfrange <03> <05> [<0041> <0042>] <06> <FF> <D83DDE00> endbfrange",
		"/Identity-V usecmap 1 begincidrange <0000> <FFFF> 0 endcidrange 1 begincidchar <01> 7 endcidchar",
		"<< (a\\)b) >> [ <1> ] % comment",
	} {
		f.Add([]byte(seed), []byte("\x00\x01\x82\xA0"))
	}
	f.Fuzz(func(t *testing.T, content, shown []byte) {
		entries := 0
		m, err := readCMap(content, func(n int) error { entries += n; return nil }, predefinedCMap)
		if err != nil {
			t.Fatal(err)
		}
		m.seal()
		if kept := len(m.cids.list) + len(m.texts.list); kept > entries || entries > len(content) {
			t.Errorf("%d entries are kept of %d in %d bytes", kept, entries, len(content))
		}
		for len(shown) > 0 {
			code, n := m.next(shown)
			if n < 1 || n > min(4, len(shown)) {
				t.Fatalf("a code of %d bytes", n)
			}
			if cid, ok := m.cid(code); ok && cid > maxCID {
				t.Fatalf("CID %d", cid)
			}
			m.text(code)
			shown = shown[n:]
		}
	})
}
