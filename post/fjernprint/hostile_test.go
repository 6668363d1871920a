package fjernprint_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// refusals are what a hostile file gets by what opening it comes to.
var refusals = map[hostile.Outcome]string{
	hostile.NoHeader:   "pdf.no-header",
	hostile.Unreadable: fjernprint.Unreadable,
	hostile.Encrypted:  fjernprint.Encrypted,
	hostile.NoPages:    fjernprint.NoPages,
	hostile.Limit:      "pdf.limit",
}

func TestHostileFilesGetAVerdictAndNothingElseHappens(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, c := range hostile.Cases() {
		r := fjernprint.Check(t.Context(), c.Make(), nil, imprinted())
		consistent(t, r)
		got := codes(r.Findings)
		want, refused := refusals[c.Want]
		late := false
		for _, u := range r.Unchecked {
			switch u.Code {
			case "check.time":
				late = true
			case "check.failed":
				t.Errorf("%s: %s panicked", c.Name, u.Rule)
			}
		}
		switch {
		case late && r.Verdict != fjernprint.Printable: // a slow machine, and no more than that
			seen["late"]++
		case r.Verdict == fjernprint.Inconclusive:
			t.Errorf("%s: inconclusive for another reason than time: %+v", c.Name, r.Unchecked)
		case c.Want == hostile.Limit && r.Verdict == fjernprint.Printable:
			seen["unused"]++ // a bomb that nothing draws is not opened
		case refused && !slices.Contains(got, want):
			t.Errorf("%s: %s with %v, want %s", c.Name, r.Verdict, got, want)
		case c.Want == hostile.Opens && slices.Contains(got, fjernprint.Unreadable):
			t.Errorf("%s opens, but is called unreadable", c.Name)
		default:
			seen[want]++
		}
		if out, err := json.Marshal(r); err != nil || len(out) > 1<<20 {
			t.Errorf("%s: a report of %d bytes, %v", c.Name, len(out), err)
		}
	}
	if n := len(hostile.Cases()); n < 60 || seen["unused"] > 10 || seen["pdf.limit"]+seen["late"] < 30 {
		t.Errorf("%d constructions came to %v", n, seen)
	}
}

func TestAPictureThatIsDrawnVeryOftenIsLookedIntoWithinABudget(t *testing.T) {
	t.Parallel()
	white := "/Type /XObject /Subtype /Image /Width 8000 /Height 8000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode"
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(bytes.Repeat([]byte{0xff}, 8000*8000/8)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"q 700 0 0 700 -50 100 cm /I Do Q\n", "q 100 0 0 100 0 500 cm /I Do Q\n"} {
		document := withContent(strings.Repeat(place, 50_000), "", "/Resources << /XObject << /I 5 0 R >> >>", stream(white, packed.String()))
		r := fjernprint.Check(t.Context(), document, nil, imprinted())
		if !slices.Contains(codes(r.Findings), "pdf.limit") && r.Verdict != fjernprint.Inconclusive {
			t.Errorf("%q: %s with %v", place, r.Verdict, codes(r.Findings))
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n"))
	f.Add(made(f, onePage))
	f.Add(onSheet("/OpenAction << /S /JavaScript /JS (x) >> /Collection << >>", "/Annots [5 0 R] /Rotate 90", "<< /Subtype /Widget /FT /Tx /T (a) /V (b) /F 4 >>"))
	f.Add(withContent("BT /F 12 Tf 105 400 Td (010203-1234) Tj ET", "/AcroForm << /Fields [5 0 R] >>", "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", "<< /FT /Tx /T (a) /Kids [5 0 R] >>"))
	for _, c := range hostile.Cases() {
		if document := c.Make(); len(document) < 2_000 {
			f.Add(document)
		}
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		r := fjernprint.Check(t.Context(), document, nil, fjernprint.Letter{AnyAddress: true})
		for _, u := range r.Unchecked {
			if u.Code == "check.failed" {
				t.Errorf("%s panicked", u.Rule)
			}
		}
		for _, f := range r.Findings {
			if f.Source == "" || f.Da == "" || f.En == "" || strings.Contains(f.Excerpt, "\n") {
				t.Errorf("incomplete: %+v", f)
			}
		}
		if again := fjernprint.Check(t.Context(), document, nil, fjernprint.Letter{AnyAddress: true}); again.Verdict != r.Verdict &&
			again.Verdict != fjernprint.Inconclusive && r.Verdict != fjernprint.Inconclusive {
			t.Errorf("%s, then %s", r.Verdict, again.Verdict)
		}
	})
}
