package fjernprint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func profileOf(t *testing.T, file string) *Profile {
	t.Helper()
	p, err := ReadProfile(strings.NewReader("name: egen\nextends: dk-fjernprint-2013\n" + file))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAProfilesWordOnSeverityGoesBeforeTheCatalogues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, rules string
		rule        RuleID
		code        string
		own, want   Severity
	}{
		{"nothing is said", "", "FP-061", "page.blank", Warn, Warn},
		{"the rule is said", "FP-061: {severity: reject}", "FP-061", "page.blank", Warn, Reject},
		{"the rule is off", "FP-061: {severity: off}", "FP-061", "page.blank", Warn, Off},
		{"one severity for both of a rule's", "FP-030: {severity: reject}", "FP-030", "font.standard", Warn, Reject},
		{"the code goes before the rule", "FP-030: {severity: reject, codes: {font.standard: info}}", "FP-030", "font.standard", Warn, Info},
		{"a code does not wake a rule that is off", "FP-030: {severity: off, codes: {font.standard: warn}}", "FP-030", "font.standard", Warn, Off},
		{"what only informs beside a rejection stays so", "FP-050: {severity: reject}", "FP-050", "sheets.c4", Info, Info},
		{"unless it is named", "FP-050: {codes: {sheets.c4: warn}}", "FP-050", "sheets.c4", Info, Warn},
		{"a rule that only informs can be made more", "FP-031: {severity: reject}", "FP-031", "font.type3", Info, Reject},
		{"a stricter code sleeps", "", "FP-021", "page.turned", Off, Off},
		{"even when the rule is said", "FP-021: {severity: reject}", "FP-021", "page.turned", Off, Off},
		{"until it is named", "FP-021: {codes: {page.turned: warn}}", "FP-021", "page.turned", Off, Warn},
		{"what cannot be looked at is always rejected", "FP-005: {severity: off}", "FP-005", NoPages, Reject, Reject},
		{"a zone of one's own", "FP-042: {codes: {zone.id.occupied: info}}", "FP-042", "zone.id.occupied", Reject, Info},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := profileOf(t, "rules: {"+c.rules+"}")
			if got := p.Severity(c.rule, c.code, c.own); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			f := newFindings(p, 3)
			f.add(Finding{Rule: c.rule, Code: c.code, Severity: c.own})
			all, _ := f.sorted()
			if c.want == Off {
				if len(all) != 0 || f.rejected {
					t.Errorf("kept %+v", all)
				}
			} else if len(all) != 1 || all[0].Severity != c.want || all[0].Document != 3 || f.rejected != (c.want == Reject) {
				t.Errorf("kept %+v, rejected %v", all, f.rejected)
			}
		})
	}
}

func TestASourceIsTheProfilesOrElseTheCatalogues(t *testing.T) {
	t.Parallel()
	p := profileOf(t, "rules: {FP-061: {source: vores trykkeri}}")
	f := newFindings(p, 0)
	f.find(Finding{Code: "page.blank", Page: 1}, nil)
	f.find(Finding{Code: "form.xfa"}, nil)
	all, _ := f.sorted()
	if all[0].Source != byInferred || all[1].Source != "vores trykkeri" {
		t.Errorf("got %q and %q", all[0].Source, all[1].Source)
	}
}

func TestTheWorstAndTheFirstFindingsOfARuleAreKept(t *testing.T) {
	t.Parallel()
	f := newFindings(profileOf(t, ""), 0)
	for page := 1; page <= 200; page++ {
		f.find(Finding{Code: "font.standard", Page: page}, words{"font": "Helvetica"})
		f.find(Finding{Code: "page.blank", Page: page}, nil)
	}
	for page := 201; page <= 203; page++ {
		f.find(Finding{Code: "font.missing", Page: page}, words{"font": "Ukendt"})
	}
	all, omitted := f.sorted()
	if diff := cmp.Diff(map[RuleID]int{"FP-030": 153, "FP-061": 150}, omitted); diff != "" {
		t.Error(diff)
	}
	if len(all) != 2*MaxFindings || !f.rejected {
		t.Errorf("%d are kept, rejected %v", len(all), f.rejected)
	}
	if all[0].Page != 201 || all[2].Page != 203 || all[3].Page != 1 || all[3].Severity != Warn {
		t.Errorf("they begin with pages %d, %d, %d", all[0].Page, all[2].Page, all[3].Page)
	}
}

func TestARejectionCountsEvenWhenItIsNotKept(t *testing.T) {
	t.Parallel()
	f := newFindings(profileOf(t, "rules: {FP-061: {severity: reject}}"), 0)
	for page := 1; page <= MaxFindings+1; page++ {
		f.find(Finding{Code: "page.blank", Page: page}, nil)
	}
	if all, omitted := f.sorted(); len(all) != MaxFindings || omitted["FP-061"] != 1 || !f.rejected {
		t.Errorf("%d kept, %v omitted", len(all), omitted)
	}
}

func TestFindingsAreInOrder(t *testing.T) {
	t.Parallel()
	at := func(severity Severity, page int, rule RuleID, x, y float64) Finding {
		return Finding{Rule: rule, Severity: severity, Page: page, Box: &Box{X: x, Y: y}, Code: "any"}
	}
	want := []Finding{
		at(Reject, 1, "FP-040", 5, 5), at(Reject, 1, "FP-040", 6, 5), at(Reject, 1, "FP-040", 1, 9), at(Reject, 1, "FP-041", 0, 0),
		at(Reject, 2, "FP-020", 0, 0), at(Warn, 1, "FP-018", 0, 0), at(Info, 1, "FP-031", 0, 0),
	}
	f := newFindings(profileOf(t, ""), 0)
	for _, i := range []int{6, 3, 0, 5, 2, 4, 1} {
		f.add(want[i])
	}
	got, _ := f.sorted()
	for i := range want {
		if got[i].Rule != want[i].Rule || *got[i].Box != *want[i].Box {
			t.Errorf("%d is %s at %v, want %s at %v", i, got[i].Rule, *got[i].Box, want[i].Rule, *want[i].Box)
		}
	}
}

func TestNumbersAreTidyAndMovesAreLongEnough(t *testing.T) {
	t.Parallel()
	f := newFindings(profileOf(t, ""), 0)
	given := Box{X: 1.0049, Y: -0.0001, W: 2.005, H: 3.999}
	f.add(Finding{Rule: "FP-040", Code: "zone.omr.occupied", Severity: Reject, Box: &given, ZoneBox: &given, Move: &Move{Right, 4.61}})
	f.add(Finding{Rule: "FP-041", Code: "zone.sdl.occupied", Severity: Reject, Move: &Move{Left, 4.7000000001}})
	all, _ := f.sorted()
	if diff := cmp.Diff(&Box{X: 1, Y: 0, W: 2.01, H: 4}, all[0].Box); diff != "" {
		t.Error(diff)
	}
	if given.X != 1.0049 {
		t.Error("the caller's box was changed")
	}
	if all[0].Move.MM != 4.7 || all[1].Move.MM != 4.7 {
		t.Errorf("moves are %v and %v", all[0].Move.MM, all[1].Move.MM)
	}
}

func TestNumbersOfPeopleAreMasked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"in a line", "CPR 010203-1234 mv.", "CPR 0102**-**** mv."},
		{"with another dash", "010203–1234", "0102**-****"},
		{"with blanks around it", "010203 - 1234", "0102**-****"},
		{"over two lines", "010203\n1234", "0102**-****"},
		{"with a hard blank", "010203\u00a01234", "0102**-****"},
		{"in wide digits", "０１０２０３１２３４", "0102**-****"},
		{"where the text is cut", strings.Repeat("x", 30) + " 0102031234", strings.Repeat("x", 30) + " 0102**-*…"},
		{"cut by characters, not bytes", strings.Repeat("ø", 45), strings.Repeat("ø", 39) + "…"},
		{"control characters are nothing to quote", "a\x00b\x1b[31mc\ufffd", "ab[31mc\ufffd"},
		{"an accent is not taken apart", "Ste\u0301n ¸", "Stén ¸"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := excerpt(c.text, maxExcerpt); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	f := newFindings(profileOf(t, ""), 0)
	f.add(Finding{Rule: "FP-030", Code: "font.missing", Severity: Reject, Excerpt: "0102031234", Da: "skrift 0102031234", En: "font 010203-1234", Found: "0102031234"})
	all, _ := f.sorted()
	for _, s := range []string{all[0].Excerpt, all[0].Da, all[0].En, all[0].Found} {
		if strings.Contains(s, "1234") {
			t.Errorf("%q shows a number", s)
		}
	}
}

func TestNumbersReadAsTheyDoInEitherLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value  any
		da, en string
	}{
		{millimetres(4.66), "4,7 mm", "4.7 mm"},
		{millimetres(17), "17 mm", "17 mm"},
		{millimetres(-0.01), "0 mm", "0 mm"},
		{decimal(149.94), "149,9", "149.9"},
		{10_000_000, "10.000.000", "10,000,000"},
		{int64(-1234), "-1.234", "-1,234"},
		{999, "999", "999"},
		{pagesOf(1), "1 side", "1 page"},
		{pagesOf(2), "2 sider", "2 pages"},
		{text{"ja", "yes"}, "ja", "yes"},
		{"C4", "C4", "C4"},
	} {
		if da, en := written(c.value); da != c.da || en != c.en {
			t.Errorf("%v: got %q, %q", c.value, da, en)
		}
	}
	da, en := text{"Side {page}: {excerpt}", "Page {page}: {excerpt}"}.say(words{"page": 3, "excerpt": "{page}"})
	if da != "Side 3: {page}" || en != "Page 3: {page}" {
		t.Errorf("what a document says is taken for a placeholder: %q, %q", da, en)
	}
}
