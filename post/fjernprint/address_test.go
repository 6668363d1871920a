package fjernprint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

var recipient = []string{"Anna Eksempel", "c/o Bo Prøvesen", "Eksempelvej 12A, st. tv", "9999 Eksempelkøbing"}

// addressed is the address field filled in, from its upper left corner.
func addressed(lines ...string) []ink.Mark { return sized(10, lines...) }

func sized(size float64, lines ...string) []ink.Mark {
	var marks []ink.Mark
	for i, l := range lines {
		marks = append(marks, typed(22, 44.2+4.1*float64(i), size, l))
	}
	return marks
}

func with(marks []ink.Mark, more ...ink.Mark) []ink.Mark { return append(slices.Clone(marks), more...) }

func unreadable(m ink.Mark) ink.Mark {
	m.Glyphs = slices.Clone(m.Glyphs)
	for i := range m.Glyphs {
		m.Glyphs[i].Text = "\uFFFD"
	}
	return m
}

func TestTheAddressField(t *testing.T) {
	t.Parallel()
	good := addressed(recipient...)
	narrow := func(n int) ink.Mark { return typed(22, 44.2, 8, strings.Repeat("n", n)) } // 1.41 mm each
	tight := func(lines ...string) (marks []ink.Mark) {
		for i, l := range lines {
			marks = append(marks, typed(22, 43.9+3.4*float64(i), 8, l))
		}
		return marks
	}
	tests := []struct {
		name   string
		letter Letter
		marks  []ink.Mark
		want   []string
	}{
		{"a good address", Letter{}, good, nil},
		{"no address", Letter{}, nil, []string{"address.missing"}},
		{"only blanks", Letter{}, addressed("   ", " "), []string{"address.missing"}},
		{"no address, before anybody knows", Letter{AnyAddress: true}, nil, nil},
		{"a good address, before anybody knows", Letter{AnyAddress: true}, good, nil},
		{"a bad address, before anybody knows", Letter{AnyAddress: true}, good[:1], []string{"address.lines"}},
		{"an address where one is imprinted", blank, good, []string{"address.not-blank"}},
		{"a blank field where one is imprinted", blank, nil, nil},
		{"a line just below the field's inner edge where one is imprinted", blank, []ink.Mark{rect(ink.Path, 25, 61.6, 30, 61.9)}, nil},
		{"a line within the field where one is imprinted", blank, []ink.Mark{rect(ink.Path, 25, 61.4, 30, 61.9)}, []string{"address.not-blank"}},

		{"1 line", Letter{}, addressed(recipient[:1]...), []string{"address.lines"}},
		{"2 lines", Letter{}, addressed(recipient[:2]...), nil},
		{"5 lines", Letter{}, addressed(recipient[0], recipient[1], recipient[2], "Prøvebyen", recipient[3]), nil},
		{"6 lines", Letter{}, tight("a", "b", "c", "d", "e", "f"), []string{"address.lines"}},

		{"a line of 34 characters", Letter{}, with(good[1:], narrow(34)), []string{"address.fonts"}},
		{"a line of 35 characters", Letter{}, with(good[1:], narrow(35)), []string{"address.fonts", "address.line.too-long"}},

		{"a picture", Letter{}, with(good, rect(ink.Image, 60, 45, 70, 50)), []string{"address.not-text"}},
		{"a line drawn under it", Letter{}, with(good, rect(ink.Path, 22, 57.6, 60, 57.7)), []string{"address.not-text"}},
		{"a line at the very bottom", Letter{}, with(good, rect(ink.Path, 22, 61.6, 60, 61.7)), nil},
		{"a picture alone", Letter{}, []ink.Mark{rect(ink.Image, 22, 45, 70, 50)}, []string{"address.not-text"}},
		{"turned text", Letter{}, with(good, sideways(typed(75, 45, 10, "Lodret"), 75, 45)), []string{"address.not-text"}},
		{"an address that cannot be decoded", Letter{}, []ink.Mark{unreadable(good[0]), unreadable(good[1])}, []string{"address.undecodable"}},
		{"one line that cannot be decoded", Letter{}, []ink.Mark{good[0], unreadable(good[1])}, []string{"address.undecodable"}},

		{"a tab within a line", Letter{}, with(good[:3], typed(22, 44.2+3*4.1, 10, "9999"), typed(40, 44.2+3*4.1, 10, "Eksempelkøbing")), nil},
		{"a date beside it", Letter{}, with(good, typed(150, 44.2, 10, "3. maj 2026")), nil},
		{"a number beside a short line", Letter{}, with(good[1:], typed(22, 44.2, 10, "Anna"), typed(78, 44.2, 10, "Sagsnummer 2026-17")), []string{"address.outside"}},
		{"a paragraph that begins in its last line", Letter{}, with(good, typed(22, 62.9, 10, "Kære Anna")), []string{"address.outside"}},
		{"a paragraph that begins below", Letter{}, with(good, typed(22, 64.5, 10, "Kære Anna")), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := laid(t, standard(t), test.letter, test.marks)
			found = slices.DeleteFunc(found, func(f Finding) bool { return f.Rule != "FP-043" && f.Rule != "FP-044" })
			if diff := cmp.Diff(test.want, codes(found)); diff != "" {
				t.Error(diff)
				for _, f := range found {
					t.Log(f.En)
				}
			}
		})
	}
}

func TestALineOfTheAddressThatLeavesTheFieldIsToldHowFarToMove(t *testing.T) {
	t.Parallel()
	second := typed(22, 50, 10, "9999 By")
	tests := []struct {
		name string
		mark ink.Mark
		move *Move // of address.outside; nil: none
		code bool
	}{
		{"half a millimetre over the left edge", typed(20.5, 45, 10, "Anna Eksempel"), nil, false},
		{"more", typed(20.4, 45, 10, "Anna Eksempel"), &Move{Right, 0.6}, true},
		{"at the page margin", typed(17, 45, 10, "Anna Eksempel"), &Move{Right, 4}, true},
		{"half a millimetre over the right edge", endingAt(80.5, "Anna Eksempel"), nil, false},
		{"more on the right", endingAt(80.61, "Anna Eksempel"), &Move{Left, 0.7}, true},
		{"too wide for the field", typed(22, 45, 12, strings.Repeat("n", 30)), nil, true},
		{"at the page margin and far too wide", typed(17, 45, 10, strings.Repeat("n", 80)), nil, true},
		{"half a millimetre over the top", typed(22, 43.15, 10, "Anna Eksempel"), nil, false},
		{"more over the top", typed(22, 43, 10, "Anna Eksempel"), &Move{Down, 0.7}, true},
		{"over the bottom", typed(22, 62, 10, "Anna Eksempel"), &Move{Up, 0.8}, true},
		{"not meant for the field, below", typed(22, 63.5, 10, "Kære Anna"), &Move{Down, 1.2}, true},
		{"not meant for the field, beside", typed(78.5, 45, 10, "Sag 2026-17"), &Move{Right, 1.5}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := slices.DeleteFunc(laid(t, standard(t), Letter{}, []ink.Mark{test.mark, second}), func(f Finding) bool { return f.Code != "address.outside" })
			if len(found) != map[bool]int{true: 1}[test.code] {
				t.Fatalf("%d findings", len(found))
			}
			if len(found) == 0 {
				return
			}
			if diff := cmp.Diff(test.move, found[0].Move); diff != "" {
				t.Errorf("%s\n%s", found[0].En, diff)
			}
			if (test.move == nil) != strings.Contains(found[0].En, "Split the line") {
				t.Error(found[0].En)
			}
		})
	}
}

// endingAt is text that ends there.
func endingAt(x float64, s string) ink.Mark {
	w := typed(0, 45, 10, s).Box.X1
	return typed(x-w, 45, 10, s)
}

func TestAnAddressThatIsMovedAsAdvisedStaysInTheField(t *testing.T) {
	t.Parallel()
	p := standard(t)
	rapid.Check(t, func(rt *rapid.T) {
		x := float64(rapid.IntRange(1700, 9000).Draw(rt, "x")) / 100
		y := float64(rapid.IntRange(3900, 6600).Draw(rt, "y")) / 100
		m := typed(x, y, 9, rapid.StringMatching(`[A-Z][a-z]{0,38}`).Draw(rt, "text"))
		for range 3 { // once over a side, once over top or bottom
			i := 0
			found := laid(t, p, Letter{AnyAddress: true}, []ink.Mark{m})
			for ; i < len(found); i++ {
				if f := found[i]; f.Code == "address.outside" && f.Move != nil {
					m = moved(m, *f.Move)
					break
				}
			}
			if i == len(found) {
				return
			}
		}
		rt.Fatal("three moves and still outside")
	})
}

func TestAnAddressIsReadHoweverItIsDrawn(t *testing.T) {
	t.Parallel()
	order := Letter{Address: &Address{Name: "Anna Eksempel", Lines: []string{"Eksempelvej 12A"}, PostCode: "9999", City: "Eksempelkøbing"}}
	lines := []string{"Anna Eksempel", "Eksempelvej 12A", "9999 Eksempelkøbing"}
	whole := addressed(lines...)
	var letters, words, shuffled []ink.Mark
	for _, m := range whole {
		for i, g := range m.Glyphs {
			if !g.Blank {
				letters = append(letters, ink.Mark{Kind: ink.Text, Box: g.Box, Text: g.Text, Font: m.Font, Size: m.Size, Upright: true, Base: m.Base, Glyphs: m.Glyphs[i : i+1]})
			}
		}
		x := 22.0
		for word := range strings.FieldsSeq(m.Text) {
			w := typed(x, m.Base, m.Size, word)
			words, x = append(words, w), w.Box.X1+1
		}
	}
	shuffled = slices.Clone(letters)
	slices.Reverse(shuffled)
	bold := slices.Clone(whole)
	for _, m := range whole {
		bold = append(bold, moved(m, Move{Right, 0.1}))
	}
	for name, marks := range map[string][]ink.Mark{
		"by lines": whole, "by letters": letters, "by words": words, "backwards": shuffled, "twice, to be bold": bold,
	} {
		if found := laid(t, standard(t), order, marks); len(found) > 0 {
			t.Errorf("%s: %s", name, found[0].En)
		}
		var got []string
		s := &sheet{examination: &examination{profile: standard(t)}, marks: marks, first: true, paper: geom.Rect{X1: 210, Y1: 297}}
		f, _ := s.fieldOf(addressField)
		read, _ := s.linesIn(f)
		for i := range read {
			got = append(got, read[i].String())
		}
		if diff := cmp.Diff(lines, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheAddressAgreesWithTheOrderHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	order := Address{Name: "André Åkjær", Lines: []string{"c/o Prøvesen", "Eksempelvej 12A, st. tv"}, PostCode: "9999", City: "Eksempelkøbing"}
	cityless, foreign, dk := order, order, order
	cityless.City, foreign.Country, dk.Country, dk.PostCode = "", "Sverige", "DK", "DK-9999"
	tests := []struct {
		name    string
		order   Address
		written string // lines parted by |
		want    int
	}{
		{"as it is", order, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", -1},
		{"blanks and punctuation", order, "André  Åkjær|C/O Prøvesen,|Eksempelvej 12 A st tv|9999  Eksempelkøbing", -1},
		{"capitals", order, "ANDRÉ ÅKJÆR|C/O PRØVESEN|EKSEMPELVEJ 12A, ST. TV|9999 EKSEMPELKØBING", -1},
		{"accents apart", order, "Andre\u0301 A\u030akj\u00e6r|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", -1},
		{"no accents, aa", order, "Andre Aakjaer|c/o Proevesen|Eksempelvej 12A, st. tv|9999 Eksempelkoebing", -1},
		{"ends of lines elsewhere", order, "André Åkjær c/o Prøvesen|Eksempelvej 12A|st. tv|9999 Eksempelkøbing", -1},
		{"the country", order, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|DK-9999 Eksempelkøbing|Danmark", -1},
		{"the country in the order only", dk, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", -1},
		{"a city the order lacks", cityless, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", -1},
		{"a foreign country", foreign, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing|SVERIGE", -1},
		{"a foreign country left out", foreign, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", 4},
		{"another name", order, "Anna Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", 0},
		{"another number", order, "André Åkjær|c/o Prøvesen|Eksempelvej 12B, st. tv|9999 Eksempelkøbing", 2},
		{"a line too few", order, "André Åkjær|Eksempelvej 12A, st. tv|9999 Eksempelkøbing", 1},
		{"a line too many", order, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Eksempelkøbing|Fortroligt", 4},
		{"another city", order, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9999 Prøveby", 3},
		{"another post code", cityless, "André Åkjær|c/o Prøvesen|Eksempelvej 12A, st. tv|9998 Eksempelkøbing", 3},
		{"nothing", order, "", 1},
	}
	for _, test := range tests {
		if got := test.order.differs(strings.Split(test.written, "|")); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
	floor := Address{Name: "Anna", Lines: []string{"Eksempelvej 1, 3. tv"}, PostCode: "9999"}
	if got := floor.differs([]string{"Anna", "Eksempelvej 1, 3. sal tv.", "9999 By"}); got != -1 {
		t.Errorf("a floor with sal: %d", got)
	}
}

func TestAnAddressThatIsNotTheOrdersIsAWarning(t *testing.T) {
	t.Parallel()
	order := Letter{Address: &Address{Name: "Bo Prøvesen", Lines: []string{"Eksempelvej 1"}, PostCode: "9999", City: "By"}}
	found := laid(t, standard(t), order, addressed("Anna Eksempel", "Eksempelvej 1", "9999 By"))
	if len(found) != 1 || found[0].Code != "address.differs" || found[0].Severity != Warn || found[0].Excerpt != "Anna Eksempel" {
		t.Fatalf("%+v", found)
	}
	const want = "Side 1: adressefeltet siger »Anna Eksempel, Eksempelvej 1, 9999 By«, men brevet er bestilt til »Bo Prøvesen, Eksempelvej 1, 9999 By«. Ret den af dem, der er forkert."
	if diff := cmp.Diff(want, found[0].Da); diff != "" {
		t.Error(diff)
	}
}

func TestTheAddressHasOneFontOfEightToTwelvePoints(t *testing.T) {
	t.Parallel()
	other := addressed("Anna Eksempel", "Eksempelvej 1", "9999 By")
	other[1].Font = "Anden"
	mixed := addressed("Anna Eksempel", "Eksempelvej 1", "9999 By")
	mixed[2] = typed(22, 52.4, 9, "9999 By")
	nearly := addressed("Anna Eksempel", "Eksempelvej 1", "9999 By")
	nearly[2] = typed(22, 52.4, 10.04, "9999 By")
	tests := []struct {
		name  string
		marks []ink.Mark
		want  []string
		found string
	}{
		{"7.9 points", sized(7.9, "Anna", "9999 By"), []string{"address.size"}, "7.9 pt"},
		{"8 points, nearly", sized(7.96, "Anna", "9999 By"), nil, ""},
		{"8 points", sized(8, "Anna", "9999 By"), nil, ""},
		{"12 points", sized(12, "Anna", "9999 By"), nil, ""},
		{"12.1 points", sized(12.1, "Anna", "9999 By"), []string{"address.size"}, "12.1 pt"},
		{"two fonts", other, []string{"address.fonts"}, "Prøve, Anden, 10 pt"},
		{"two sizes", mixed, []string{"address.fonts"}, "Prøve, 9 pt, 10 pt"},
		{"sizes that differ by rounding", nearly, nil, ""},
	}
	for _, test := range tests {
		found := laid(t, standard(t), Letter{}, test.marks)
		if diff := cmp.Diff(test.want, codes(found)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
			continue
		}
		if len(found) > 0 && (found[0].Found != test.found || found[0].Severity != Warn) {
			t.Errorf("%s: found %q", test.name, found[0].Found)
		}
	}
}
