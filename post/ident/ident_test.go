package ident_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/ident"
)

// All numbers here are fictive or impossible; see TestNumbersInTheseTestsAreFictive.
const (
	anna  = ident.CPR("0703901231") // born 7 March 1990
	viggo = ident.CPR("2902045558") // born 29 February 2004
)

func TestNumbersInTheseTestsAreFictive(t *testing.T) {
	t.Parallel()
	for _, c := range []ident.CPR{anna, viggo} {
		if !ident.Fictive(c) {
			t.Errorf("%s is not fictive", c)
		}
	}
}

func TestParseCPRReadsBothForms(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"0703901231", "070390-1231", " 070390-1231\t", "\n0703901231 "} {
		got, err := ident.ParseCPR(in)
		if err != nil || got != anna {
			t.Errorf("ParseCPR(%q) = %#v, %v", in, got.Digits(), err)
		}
	}
}

func TestParseCPRRefusesWithCodeAndWithoutTheNumber(t *testing.T) {
	t.Parallel()
	tests := map[string]ident.Code{
		"":             ident.CodeCPRFormat,
		"070390123":    ident.CodeCPRFormat,
		"07039012312":  ident.CodeCPRFormat,
		"0703-901231":  ident.CodeCPRFormat,
		"070390 1231":  ident.CodeCPRFormat,
		"070390--1231": ident.CodeCPRFormat,
		"07039O1231":   ident.CodeCPRFormat,
		"٠٧٠٣٩٠١٢":     ident.CodeCPRFormat,
		"0000000000":   ident.CodeCPRDate,
		"3202901231":   ident.CodeCPRDate,
		"3002901231":   ident.CodeCPRDate,
		"0713901231":   ident.CodeCPRDate,
		"2902005558":   "", // 2000 was a leap year
		"2902001231":   ident.CodeCPRDate,
	}
	for in, want := range tests {
		got, err := ident.ParseCPR(in)
		var code ident.Code
		if e := (*ident.Error)(nil); errors.As(err, &e) {
			code = e.Code
		}
		if code != want || (err != nil && got != "") {
			t.Errorf("ParseCPR(%q) = %q, %v, want code %q", in, got.Digits(), err, want)
		}
		if err != nil && in != "" && strings.Contains(err.Error(), in) {
			t.Errorf("the error repeats the number: %v", err)
		}
	}
}

// The rows of the CPR office's table, at both ends of each.
func TestCenturyFollowsDigitSevenAndYear(t *testing.T) {
	t.Parallel()
	tests := []struct {
		year, digits string
		want         int
	}{
		{"00", "0123", 1900}, {"99", "0123", 1999},
		{"00", "49", 2000}, {"36", "49", 2036}, {"37", "49", 1937}, {"99", "49", 1999},
		{"00", "5678", 2000}, {"57", "5678", 2057}, {"58", "5678", 1858}, {"99", "5678", 1899},
	}
	for _, test := range tests {
		for _, digit := range test.digits {
			c, err := ident.ParseCPR(fmt.Sprintf("0703%s%c231", test.year, digit))
			if err != nil {
				t.Fatal(err)
			}
			if year, month, day := c.BirthDate(); year != test.want || month != time.March || day != 7 {
				t.Errorf("year %s, digit 7 %c: born %d-%d-%d, want 7 March %d", test.year, digit, year, month, day, test.want)
			}
		}
	}
}

// One digit at a time and the check digit that goes with it, so that every
// weight is tested. None of them is anybody's: the dates are impossible, and no
// CVR number begins with 0 or 5.
func TestModulus11WeighsEveryDigit(t *testing.T) {
	t.Parallel()
	for _, c := range []ident.CPR{
		"1000000007", "0100000008", "0010000009", "0001000004", "0000100005",
		"0000010006", "0000001007", "0000000108", "0000000019",
	} {
		if !c.Valid11() || (c[:9] + "0").Valid11() {
			t.Errorf("modulus 11 of %q is wrong", c.Digits())
		}
	}
	for _, c := range []ident.CVR{
		"50000001", "01000004", "00100005", "00010006", "00001007", "00000108", "00000019",
	} {
		if !c.Valid11() || ident.FictiveCVR(c) || (c[:7] + "2").Valid11() {
			t.Errorf("modulus 11 of %s is wrong", c)
		}
	}
	if ident.CPR("").Valid11() || ident.CVR("x").Valid11() {
		t.Error("what is no number satisfies nothing")
	}
}

func TestParseCVR(t *testing.T) {
	t.Parallel()
	if got, err := ident.ParseCVR(" 10000002 "); err != nil || got != "10000002" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, in := range []string{"", "1234567", "123456789", "DK123456", "1234 567"} {
		_, err := ident.ParseCVR(in)
		if e := (*ident.Error)(nil); !errors.As(err, &e) || e.Code != ident.CodeCVRFormat {
			t.Errorf("ParseCVR(%q): %v", in, err)
		}
	}
}

func TestEveryWayOfPrintingMasks(t *testing.T) {
	t.Parallel()
	party := ident.Person(anna)
	values := []any{anna, &party, party, []ident.CPR{anna}, map[ident.CPR]int{anna: 1}, struct{ C ident.CPR }{anna}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%20s", "%-20q", "%U"} {
		for _, v := range values {
			if out := fmt.Sprintf(verb, v); strings.Contains(out, "1231") || strings.Contains(out, "31323331") {
				t.Errorf("%s of %T shows the number: %s", verb, v, out)
			}
		}
	}
	if got := fmt.Sprintf("%v|%q|%14s|%v", anna, anna, anna, ident.CPR("")); got != `0703**-****|"0703**-****"|   0703**-****|` {
		t.Error(got)
	}
	if got := ident.CPR("not a number").String(); got != "******-****" {
		t.Error(got)
	}
}

func TestLogsMask(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		slog.New(h).Info("letter", "to", anna, "party", ident.Person(anna), slog.Group("g", "to", anna))
	}
	if out := b.String(); strings.Contains(out, "1231") || strings.Count(out, "0703**-****") != 6 {
		t.Error(out)
	}
}

func TestEncodedDataIsPlain(t *testing.T) {
	t.Parallel()
	type record struct {
		C ident.CPR
		V ident.CVR
		P ident.Party
	}
	in := record{anna, "10000002", ident.Person(anna)}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"C":"0703901231","V":"10000002","P":{"kind":"CPR","number":"0703901231"}}`; string(data) != want {
		t.Errorf("got %s", data)
	}
	var out record
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if out != in {
		t.Error("reading back differs")
	}
	if err := json.Unmarshal([]byte(`{"C":"123"}`), &out); err == nil {
		t.Error("nonsense was read as a CPR number")
	}
	if err := json.Unmarshal([]byte(`{"V":"123"}`), &out); err == nil {
		t.Error("nonsense was read as a CVR number")
	}
	if err := json.Unmarshal([]byte(`{"C":"","V":""}`), &out); err != nil || out.C != "" || out.V != "" {
		t.Errorf("empty text is the zero value: %v", err)
	}
}

func TestParseParty(t *testing.T) {
	t.Parallel()
	tests := []struct {
		idType, id string
		want       ident.Party
		prints     string
	}{
		{"cpr", "070390-1231", ident.Person(anna), "CPR 0703**-****"},
		{" CPR ", " 0703 90 1231", ident.Person(anna), "CPR 0703**-****"},
		{"Cvr", "10000002 ", ident.Company("10000002"), "CVR 10000002"},
		{"CPR", "0000000000", ident.Party{Kind: ident.KindCPR, Number: "0000000000"}, "CPR 0000000000"},
		{"CPR", "7039012", ident.Party{Kind: ident.KindCPR, Number: "7039012"}, "CPR ******-****"},
		{"CVR", "0703901231", ident.Party{Kind: ident.KindCVR, Number: "0703901231"}, "CVR 0703**-****"},
		{"p-nr", "1-2", ident.Party{Kind: "P-NR", Number: "1-2"}, "P-NR 1-2"},
		{"", "", ident.Party{}, ""},
	}
	for _, test := range tests {
		got := ident.ParseParty(test.idType, test.id)
		if diff := cmp.Diff(test.want.Key(), got.Key()); diff != "" {
			t.Errorf("ParseParty(%q, …): %s", test.idType, diff)
		}
		if got.String() != test.prints {
			t.Errorf("ParseParty(%q, …) prints %q, want %q", test.idType, got, test.prints)
		}
	}
}

func TestPartyIsSomebodyOnlyByItsOwnKind(t *testing.T) {
	t.Parallel()
	if c, ok := ident.Person(anna).CPR(); !ok || c != anna {
		t.Error("a person has a CPR number")
	}
	if got := fmt.Sprint(ident.CVR("0703901231")); got != "0703**-****" {
		t.Errorf("a person's number in a company's place prints as %s", got)
	}
	if _, ok := ident.Person(anna).CVR(); ok {
		t.Error("a person has no CVR number")
	}
	if c, ok := ident.Company("10000002").CVR(); !ok || c != "10000002" {
		t.Error("a company has a CVR number")
	}
	nobody := ident.ParseParty("CPR", "000000-0000")
	if _, ok := nobody.CPR(); ok || !nobody.Nobody() || ident.Person(anna).Nobody() {
		t.Error("ten zeros are nobody")
	}
	if got := ident.Person(anna).Key(); got != "CPR:0703901231" {
		t.Error("the key is not the plain number with its kind")
	}
}

func TestFictiveNumbersHaveTheirDateAndAreDistinct(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1858, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 73047).Draw(t, "day"))
		if day.Month() == time.January && day.Day() == 1 {
			return // refused, tested elsewhere
		}
		last := ident.FictiveCPRs(day.Year()) - 1
		n, m := rapid.IntRange(0, last).Draw(t, "n"), rapid.IntRange(0, last).Draw(t, "m")
		a, err := ident.NewFictiveCPR(day.Year(), day.Month(), day.Day(), n)
		if err != nil {
			t.Fatal(err)
		}
		b, err := ident.NewFictiveCPR(day.Year(), day.Month(), day.Day(), m)
		if err != nil {
			t.Fatal(err)
		}
		if (a == b) != (n == m) {
			t.Errorf("n=%d and m=%d: distinctness is wrong", n, m)
		}
		if y, mo, d := a.BirthDate(); y != day.Year() || mo != day.Month() || d != day.Day() {
			t.Errorf("born %d-%d-%d, want %s", y, mo, d, day.Format(time.DateOnly))
		}
		if !ident.Fictive(a) || a.Valid11() {
			t.Error("not fictive")
		}
		if back, err := ident.ParseCPR(a.Digits()); err != nil || back != a {
			t.Errorf("does not read back: %v", err)
		}
	})
}

func TestFictiveNumbersOfABirthdayAreCounted(t *testing.T) {
	t.Parallel()
	for year, want := range map[int]int{
		1857: 0, 1858: 3600, 1899: 3600, 1900: 3600, 1936: 3600, 1937: 5400, 1999: 5400,
		2000: 5400, 2036: 5400, 2037: 3600, 2057: 3600, 2058: 0,
	} {
		if got := ident.FictiveCPRs(year); got != want {
			t.Errorf("%d: %d numbers, want %d", year, got, want)
		}
	}
}

func TestFictiveRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	tests := []struct {
		year  int
		month time.Month
		day   int
		n     int
		want  ident.Code
	}{
		{1990, time.January, 1, 0, ident.CodeFictiveRange},
		{1990, time.February, 29, 0, ident.CodeCPRDate},
		{1857, time.March, 1, 0, ident.CodeFictiveRange},
		{2058, time.March, 1, 0, ident.CodeFictiveRange},
		{1990, time.March, 1, -1, ident.CodeFictiveRange},
		{1990, time.March, 1, 5400, ident.CodeFictiveRange},
		{1920, time.March, 1, 3600, ident.CodeFictiveRange},
	}
	for _, test := range tests {
		_, err := ident.NewFictiveCPR(test.year, test.month, test.day, test.n)
		if e := (*ident.Error)(nil); !errors.As(err, &e) || e.Code != test.want {
			t.Errorf("%+v: %v", test, err)
		}
	}
	if ident.Fictive("0101901231") || ident.Fictive("3202901231") || ident.Fictive("") {
		t.Error("1 January, no date and no number are not fictive people")
	}
	for _, n := range []int{-1, ident.FictiveCVRs} {
		if _, err := ident.NewFictiveCVR(n); err == nil {
			t.Errorf("NewFictiveCVR(%d) gave a number", n)
		}
	}
}

func TestFictiveCompaniesAreDistinct(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, ident.FictiveCVRs-2).Draw(t, "n")
		a, err := ident.NewFictiveCVR(n)
		if err != nil {
			t.Fatal(err)
		}
		b, err := ident.NewFictiveCVR(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		if a >= b {
			t.Errorf("%s is not below %s", a, b)
		}
		if !ident.FictiveCVR(a) {
			t.Errorf("%s is not fictive", a)
		}
		if _, err := ident.ParseCVR(a.Digits()); err != nil {
			t.Error(err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0703901231", "070390-1231", "", "10000002", " 1", "ÿ"} {
		f.Add("CPR", s)
	}
	f.Add("cvr", "10000002")
	f.Fuzz(func(t *testing.T, idType, id string) {
		p := ident.ParseParty(idType, id)
		if again := ident.ParseParty(string(p.Kind), p.Number); again != p {
			t.Errorf("reading %q again differs", p.Key())
		}
		if c, ok := p.CPR(); ok {
			if _, err := ident.ParseCPR(c.Digits()); err != nil || strings.Contains(p.String(), c.Digits()[4:]) {
				t.Errorf("a number that does not read back or mask: %v", err)
			}
		}
		if c, err := ident.ParseCPR(id); err == nil {
			if year, _, _ := c.BirthDate(); year < 1858 || year > 2057 {
				t.Errorf("born in %d", year)
			}
		}
	})
}
