package fjernprint

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/ident"
)

// A fictive number: it fails modulus 11.
const number0703 = "0703901231"

func TestTheNumberInTheseTestsIsNobodys(t *testing.T) {
	t.Parallel()
	if !ident.Fictive(ident.CPR(number0703)) {
		t.Error("choose a number that fails modulus 11")
	}
}

func TestWhatLooksLikeACPRNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, want string // masked; as it is when there is none
	}{
		{"CPR 070390-1231.", "CPR 0703**-****."},
		{"070390 1231", "0703**-****"},
		{"x0703901231y", "x0703**-****y"},
		{"070390 - 1231", "0703**-****"},
		{"070390–1231", "0703**-****"},
		{"070390\u20111231", "0703**-****"},
		{"070390\u00ad1231", "0703**-****"},
		{"０７０３９０１２３１", "0703**-****"},
		{"0 7 0 3 9 0 - 1 2 3 1", "0703**-****"},
		{"0 7 0 3 9 0 1 2 3 1 ", "0703**-**** "},
		{"670390-1231", "6703**-****"},
		{"910390-1231", "9103**-****"},
		{"310290-1231", "3102**-****"},
		{"0703901231 og 1204011231", "0703**-**** og 1204**-****"},
		{"070390-0703901231", "0703**-****"},
		{"070390 - 010203-1204011231", "0703**-****"},

		{"600390-1231", "600390-1231"},
		{"920390-1231", "920390-1231"},
		{"320390-1231", "320390-1231"},
		{"000390-1231", "000390-1231"},
		{"610090-1231", "610090-1231"},
		{"071390-1231", "071390-1231"},
		{"070390-123", "070390-123"},
		{"070390-12312", "070390-12312"},
		{"1070390-1231", "1070390-1231"},
		{"07039012311", "07039012311"},
		{"070390123", "070390123"},
		{"070390/1231", "070390/1231"},
		{"20 12 34 56 78", "20 12 34 56 78"},
		{"1 0 7 0 3 9 0 1 2 3 1", "1 0 7 0 3 9 0 1 2 3 1"},
		{"0 7 0 3 9 0 1 2 3 12", "0 7 0 3 9 0 1 2 3 12"},
		{"0 7 0 3 9 0 1 2 3", "0 7 0 3 9 0 1 2 3"},
		{"", ""},
	}
	for _, test := range tests {
		if got := maskNumbers([]rune(test.text)); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.text, got, test.want)
		}
		if found := len(numbersIn([]rune(test.text))) > 0; found != (test.text != test.want) {
			t.Errorf("%q: found %v", test.text, found)
		}
	}
}

func TestANumberInTheWindowIsFoundHoweverItIsDrawnAndNeverRepeated(t *testing.T) {
	t.Parallel()
	split := func(parts ...string) (marks []ink.Mark) {
		x := 30.0
		for _, p := range parts {
			m := typed(x, 75, 10, p)
			marks, x = append(marks, m), m.Glyphs[len(m.Glyphs)-1].Box.X1
		}
		return marks
	}
	across := func(gap float64) []ink.Mark { // a digit in each box of a form
		var marks []ink.Mark
		for i, c := range number0703 {
			marks = append(marks, typed(30+gap*float64(i), 75, 10, string(c)))
		}
		return marks
	}
	down := func() (marks []ink.Mark) { // upright digits, one below the other
		for i, c := range number0703 {
			marks = append(marks, typed(30, 30+4*float64(i), 10, string(c)))
		}
		return marks
	}
	column := func(numbers ...string) (marks []ink.Mark) { // set tight
		for i, n := range numbers {
			marks = append(marks, typed(30, 30+3.36*float64(i), 10, n))
		}
		return marks
	}
	reversed := split("Vedr. ", "0703", "90", "-", "12", "31")
	slices.Reverse(reversed)
	vertical := func(parts ...string) (marks []ink.Mark) {
		y := 30.0
		for _, p := range parts {
			m := sideways(typed(0, 0, 10, p), 0, 0)
			m = moved(moved(m, Move{Right, 110}), Move{Down, y})
			marks, y = append(marks, m), m.Box.Y1
		}
		return marks
	}
	tests := []struct {
		name  string
		marks []ink.Mark
		want  bool
	}{
		{"in one piece", split("Vedr. 070390-1231"), true},
		{"split in the middle", split("Vedr. 070390", "-1231"), true},
		{"split within its halves", split("0703", "90-12", "31"), true},
		{"letter by letter", split(strings.Split("070390-1231", "")...), true},
		{"drawn backwards", reversed, true},
		{"with a gap for the blank", []ink.Mark{typed(30, 75, 10, "070390"), typed(42, 75, 10, "1231")}, true},
		{"in two columns", []ink.Mark{typed(30, 75, 10, "070390"), typed(55, 75, 10, "1231")}, false},
		{"in the boxes of a form", across(5), true},
		{"too far apart to be one", across(12), false},
		{"turned", vertical("Vedr. 070390-1231"), true},
		{"turned and split", vertical("0703", "90-1231"), true},
		{"stacked", down(), true},
		{"of a column of numbers", column("07", "03", "90", "12", "31"), false},
		{"in the address", addressed("Anna Eksempel", "0703901231", "9999 By"), true},
		{"in the line of the sender", []ink.Mark{typed(22, 39.8, 6, "Sag 0703901231")}, true},
		{"in the logo", []ink.Mark{typed(60, 10, 10, "0703901231")}, true},
		{"with its end in the window", []ink.Mark{typed(-5, 75, 10, "0703901231")}, true},
		{"with its beginning in the window", []ink.Mark{typed(113, 75, 10, "0703901231")}, true},
		{"right of the window", []ink.Mark{typed(114.6, 75, 10, "0703901231")}, false},
		{"below the window", []ink.Mark{typed(30, 92, 10, "0703901231")}, false},
		{"with more digits right of the window", []ink.Mark{typed(100, 75, 10, "0703901231"), typed(117.65, 75, 10, "55")}, false},
		{"no date", split("Vedr. 320390-1231"), false},
	}
	digits := regexp.MustCompile(`90.?1231|901231`)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := laid(t, standard(t), Letter{AnyAddress: true}, test.marks)
			var numbers []Finding
			for _, f := range found {
				if f.Code == "slack.cpr" {
					numbers = append(numbers, f)
				}
				for _, s := range []string{f.Excerpt, f.Found, f.Limit, f.Da, f.En} {
					if test.want && digits.MatchString(s) {
						t.Errorf("%s shows the number: %s", f.Code, s)
					}
				}
			}
			if len(numbers) > 1 || len(numbers) == 1 != test.want {
				t.Fatalf("%d findings, want %v", len(numbers), test.want)
			}
			if test.want && (numbers[0].Severity != Reject || !strings.Contains(numbers[0].Excerpt, "0703**-****")) {
				t.Errorf("%+v", numbers[0])
			}
		})
	}
}

func TestTheFindingOfANumberSaysWhereItStands(t *testing.T) {
	t.Parallel()
	found := laid(t, standard(t), blank, []ink.Mark{typed(30, 80, 10, "Vedr. 070390-1231 Anna")})
	i := slices.IndexFunc(found, func(f Finding) bool { return f.Code == "slack.cpr" })
	f := found[i]
	f.Source = ""
	want := Finding{
		Rule: "FP-047", Code: "slack.cpr", Severity: Reject, Page: 1, Zone: "SLACK", ZoneBox: &Box{W: 115, H: 89},
		Box: &Box{X: 40.58, Y: 77.35, W: 19.4, H: 3.35}, Kind: "text", Move: &Move{Down, 11.7}, Excerpt: "Vedr. 0703**-**** Anna",
		Limit: "none", Found: "40.6 mm from the left edge and 77.4 mm from the top",
		Da: "Side 1: et nummer, der ligner et CPR-nummer, kan ses i kuvertens rude (40,6 mm fra venstre kant og 77,4 mm fra toppen). Fjern det, eller flyt det mindst 11,7 mm nedad.",
		En: "Page 1: a number that looks like a CPR number can show in the envelope's window (40.6 mm from the left edge and 77.4 mm from the top). Remove it, or move it at least 11.7 mm down.",
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

func TestMaskingNumbersIsIdempotentAndHidesWhatPackageIdentHides(t *testing.T) {
	t.Parallel()
	piece := rapid.OneOf(
		rapid.StringMatching(`[0-9]{1,11}`),
		rapid.StringMatching(`(0[1-9]|[12][0-8])(0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}`),
		rapid.SampledFrom([]string{"-", " ", " - ", "–", "a", "æ", "CPR:"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")
		out := maskNumbers([]rune(in))
		if again := maskNumbers([]rune(out)); again != out {
			t.Errorf("masking %q twice: %q, then %q", in, out, again)
		}
		if ident.MaskText(out) != out || len(numbersIn([]rune(out))) > 0 {
			t.Errorf("masking %q leaves a number: %q", in, out)
		}
	})
}

func FuzzNumbersIn(f *testing.F) {
	for _, s := range []string{"070390-1231", "0 7 0 3 9 0 1 2 3 1", "0703–901231", "1 1 1 1 1 1 1 1 1 1 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		runes := []rune(s)
		end := 0
		for _, n := range numbersIn(runes) {
			if n.start < end || n.end > len(runes) || n.end-n.start < 10 {
				t.Fatalf("%q: %v after %d", s, n, end)
			}
			end = n.end
		}
		maskNumbers(runes)
	})
}

func TestANumberThatIsImprintedShowsToo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		address *Address
		imprint bool
		want    int
	}{
		{"in the name", &Address{Name: "Anna 150644-3893", Lines: []string{"Eksempelvej 1"}}, true, 1},
		{"in a line", &Address{Name: "Anna", Lines: []string{"c/o 1506443893"}}, true, 1},
		{"not printed", &Address{Name: "Anna 150644-3893"}, false, 0},
		{"no number", &Address{Name: "Anna", Lines: []string{"Eksempelvej 12-14"}, PostCode: "9999"}, true, 0},
		{"nobody", nil, true, 0},
	} {
		e := &examination{profile: (*Profile)(nil).orDefault(), letter: Letter{Address: c.address, ImprintRecipient: c.imprint}, main: true}
		e.findings = newFindings(e.profile, 0)
		e.zones()
		found, _ := e.findings.sorted()
		if len(found) != c.want {
			t.Errorf("%s: %d findings, want %d", c.what, len(found), c.want)
		}
		for _, f := range found {
			if f.Rule != "FP-047" || f.Severity != Reject || strings.Contains(f.Excerpt+f.Da+f.En, "3893") {
				t.Errorf("%s: %+v", c.what, f)
			}
		}
	}
}
