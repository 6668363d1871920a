package fjernprint_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// bundle is a letter of documents with so many pages each.
func bundle(t testing.TB, pages ...int) []fjernprint.Part {
	var parts []fjernprint.Part
	for _, n := range pages {
		parts = append(parts, part(squares(n)))
	}
	return parts
}

// squares is a document of pages with a square each.
func squares(pages int) []byte {
	objects := []string{tree, "", stream("", "105 400 40 40 re f")}
	kids := ""
	for range pages {
		objects = append(objects, "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>")
		kids += fmt.Sprintf("%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595.276 841.89] >>", pages, kids)
	return small(objects...)
}

func TestSheetsEnvelopesAndWhatTheyCost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		pages    []int
		letter   fjernprint.Letter
		sheets   int
		envelope string
		found    []string
	}{
		{"one page", []int{1}, fjernprint.Letter{}, 1, "C5", nil},
		{"as much as C5 takes", []int{8}, fjernprint.Letter{}, 8, "C5", nil},
		{"one more", []int{9}, fjernprint.Letter{}, 9, "C4", []string{"sheets.c4"}},
		{"the same on both sides", []int{9}, fjernprint.Letter{Duplex: true}, 5, "C5", nil},
		{"each document begins a sheet", []int{1, 1, 1}, fjernprint.Letter{Duplex: true}, 3, "C5", nil},
		{"as much as C4 takes", []int{20, 20}, fjernprint.Letter{}, 40, "C4", []string{"sheets.c4"}},
		{"one more than that", []int{20, 21}, fjernprint.Letter{}, 41, "", []string{"sheets.too-many"}},
		{"C5 ordered", []int{9}, fjernprint.Letter{Envelope: "C5"}, 9, "C4", []string{"envelope.too-small"}},
		{"C5 ordered for what nothing takes", []int{41}, fjernprint.Letter{Envelope: "C5"}, 41, "", []string{"sheets.too-many"}},
		{"C4 ordered for little", []int{1}, fjernprint.Letter{Envelope: "C4"}, 1, "C4", nil},
		{"C4 ordered and needed", []int{9}, fjernprint.Letter{Envelope: "C4"}, 9, "C4", nil},
		{"the largest ordered", []int{9}, fjernprint.Letter{Envelope: "MA"}, 9, "C4", nil},
		{"an envelope nobody knows", []int{1}, fjernprint.Letter{Envelope: "XL"}, 1, "C5", nil},
		{"eleven attachments on paper", []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, fjernprint.Letter{}, 12, "C4", []string{"sheets.c4"}},
		{"ten to a message", []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, fjernprint.Letter{Digital: true}, 11, "C4", []string{"sheets.c4"}},
		{"eleven to a message", []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, fjernprint.Letter{Digital: true}, 12, "C4", []string{"attachments.too-many", "sheets.c4"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.letter.ImprintRecipient = true
			r := fjernprint.Checker{}.CheckLetter(t.Context(), bundle(t, c.pages...), nil, c.letter)
			if got := codes(r.Findings); r.Sheets != c.sheets || r.Envelope != c.envelope || !cmp.Equal(got, c.found) {
				t.Errorf("%d sheets in %q, %v", r.Sheets, r.Envelope, got)
			}
			for _, f := range r.Findings {
				if f.Document != -1 {
					t.Errorf("%s is about document %d", f.Code, f.Document)
				}
			}
		})
	}
}

func TestTheCostOfALetterByHand(t *testing.T) {
	t.Parallel()
	colour := withContent("1 0 0 rg 105 400 40 40 re f", "", "")
	for _, c := range []struct {
		name   string
		parts  []fjernprint.Part
		letter fjernprint.Letter
		want   fjernprint.Cost
	}{
		// 3 pages of 0.40, 3 sheets of 0.15, 22 g in C5.
		{"three pages", bundle(t, 3), fjernprint.Letter{}, fjernprint.Cost{Pages: 120, Sheets: 45, Envelope: 45, Postage: 800, Total: 1010}},
		// 47 g are the most of the first step, 52 g the second.
		{"eight pages", bundle(t, 8), fjernprint.Letter{}, fjernprint.Cost{Pages: 320, Sheets: 120, Envelope: 45, Postage: 800, Total: 1285}},
		{"nine pages", bundle(t, 9), fjernprint.Letter{}, fjernprint.Cost{Pages: 360, Sheets: 135, Envelope: 95, Postage: 1600, Total: 2190}},
		{"nine on both sides", bundle(t, 9), fjernprint.Letter{Duplex: true}, fjernprint.Cost{Pages: 360, Sheets: 75, Envelope: 45, Postage: 800, Total: 1280}},
		{"registered", bundle(t, 1), fjernprint.Letter{Category: "Rekommanderet"}, fjernprint.Cost{Pages: 40, Sheets: 15, Envelope: 45, Postage: 11700, Total: 11800}},
		{"too much for an envelope", bundle(t, 41), fjernprint.Letter{}, fjernprint.Cost{Pages: 1640, Sheets: 615, Total: 2255}},
		{"colour that is printed grey", []fjernprint.Part{part(colour)}, fjernprint.Letter{}, fjernprint.Cost{Pages: 40, Sheets: 15, Envelope: 45, Postage: 800, Total: 900}},
		{"colour", []fjernprint.Part{part(colour), part(squares(2))}, fjernprint.Letter{Color: true}, fjernprint.Cost{Pages: 200, Sheets: 45, Envelope: 45, Postage: 800, Total: 1090}},
	} {
		c.letter.ImprintRecipient = true
		r := fjernprint.Checker{}.CheckLetter(t.Context(), c.parts, nil, c.letter)
		if diff := cmp.Diff(c.want, r.Cost); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
		if r.Colored != (c.name == "colour") {
			t.Errorf("%s: colour %v", c.name, r.Colored)
		}
	}
}

func TestAPriceListMayEndAnywhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, prices string
		want         int64
	}{
		{"heavier than its last step", "{sheetGrams: 1000}", 4800},
		{"as heavy as a step", "{sheetGrams: 93, c5Grams: 7}", 1600},
		{"no steps at all", "{postage: []}", 0},
		{"no steps, but a category", "{postage: [], byCategory: {Bulk: 50}}", 50},
	} {
		l := fjernprint.Letter{ImprintRecipient: true, Category: "Bulk"}
		r := fjernprint.Checker{}.CheckLetter(t.Context(), bundle(t, 1), ownProfile(t, "prices: "+c.prices), l)
		if r.Cost.Postage != c.want {
			t.Errorf("%s: %d, want %d", c.name, r.Cost.Postage, c.want)
		}
	}
	// A profile that knows no envelopes has no limit of sheets either.
	r := fjernprint.Checker{}.CheckLetter(t.Context(), bundle(t, 60), ownProfile(t, "sheets: {c5: 0, c4: 0}"), fjernprint.Letter{ImprintRecipient: true})
	if r.Verdict != fjernprint.Printable || r.Envelope != "" {
		t.Errorf("%s in %q", r.Verdict, r.Envelope)
	}
}

func TestSheetsAndCostFollowTheArithmetic(t *testing.T) {
	t.Parallel()
	profile := builtIn(t, fjernprint.DefaultProfile)
	rapid.Check(t, func(t *rapid.T) {
		pages := rapid.SliceOfN(rapid.IntRange(1, 30), 1, 5).Draw(t, "pages")
		l := fjernprint.Letter{
			ImprintRecipient: true,
			Duplex:           rapid.Bool().Draw(t, "duplex"),
			Envelope:         rapid.SampledFrom([]string{"", "C5", "C4", "MA"}).Draw(t, "envelope"),
			Category:         rapid.SampledFrom([]string{"", "Bulk", "Forkyndelse", "ukendt"}).Draw(t, "category"),
		}
		var parts []fjernprint.Part
		all, simplex, duplex := 0, 0, 0
		for _, n := range pages {
			parts = append(parts, part(squares(n)))
			all, simplex, duplex = all+n, simplex+n, duplex+(n+1)/2
		}
		r := fjernprint.Checker{}.CheckLetter(t.Context(), parts, profile, l)
		want := simplex
		if l.Duplex {
			want = duplex
		}
		if r.Pages != all || r.Sheets != want {
			t.Fatalf("%d pages on %d sheets, want %d on %d", r.Pages, r.Sheets, all, want)
		}
		sum := 0
		for _, d := range r.Documents {
			sum += d.Sheets
		}
		if sum != r.Sheets {
			t.Fatalf("the documents have %d sheets, the letter %d", sum, r.Sheets)
		}
		tooMany, small := r.Sheets > profile.Sheets.C4, l.Envelope == "C5" && r.Sheets > profile.Sheets.C5
		if (r.Envelope == "") != tooMany || (r.Verdict == fjernprint.Rejected) != (tooMany || small) {
			t.Fatalf("%d sheets in %q: %s", r.Sheets, r.Envelope, r.Verdict)
		}
		most := map[string]int{"C5": profile.Sheets.C5, "C4": profile.Sheets.C4}
		if !tooMany && r.Sheets > most[r.Envelope] {
			t.Fatalf("%d sheets do not go into %s", r.Sheets, r.Envelope)
		}
		c := r.Cost
		if c.Total != c.Pages+c.Sheets+c.Envelope+c.Postage || c.Pages != int64(all)*profile.Prices.Page || c.Sheets != int64(want)*profile.Prices.Sheet {
			t.Fatalf("%+v", c)
		}
		if !tooMany && c.Postage < profile.Prices.Postage[0].Price+profile.Prices.ByCategory[l.Category] || tooMany && c.Postage+c.Envelope != 0 {
			t.Fatalf("postage %d for %d sheets", c.Postage, r.Sheets)
		}
	})
}
