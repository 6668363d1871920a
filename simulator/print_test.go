package simulator

import (
	"bytes"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

func TestPrintRulesFindWhatCannotBePrinted(t *testing.T) {
	t.Parallel()
	make := func(change func(*fpdf.Fpdf)) string {
		pdf := fpdf.New("P", "mm", "A4", "")
		change(pdf)
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	page := func(pdf *fpdf.Fpdf) { pdf.AddPage() }
	whole := make(page)
	for _, tc := range []struct{ name, document, want string }{
		{"a page", whole, ""},
		{"a password", make(func(pdf *fpdf.Fpdf) { page(pdf); pdf.SetProtection(0, "hemmelig", "ejer") }), pdfEncrypted},
		{"encrypted without a password", make(func(pdf *fpdf.Fpdf) { page(pdf); pdf.SetProtection(fpdf.CnProtectPrint, "", "ejer") }), pdfEncrypted},
		{"cut in the middle", whole[:len(whole)/3], pdfUnreadable},
		{"no pages", strings.NewReplacer("/Count 1", "/Count 0", "[3 0 R ]", "[      ]").Replace(whole), pdfNoPages},
		{"not a PDF", "<html>hej</html>", pdfUnreadable},
		{"nothing", "", pdfUnreadable},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			found, err := printRules{}.Check(t.Context(), strings.NewReader(tc.document), int64(len(tc.document)))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(found) > 0 {
				got = found[0].Code
				if found[0].Rule != printable || found[0].Text == "" {
					t.Errorf("finding without rule or sentence: %+v", found[0])
				}
			}
			if got != tc.want {
				t.Errorf("code %q, want %q", got, tc.want)
			}
		})
	}
}
