package fjernprint_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// letter is a page of A4 with a line of text.
func letter(x, y float64, line string) []byte {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Text(x, y, line)
	var out bytes.Buffer
	if pdf.Output(&out) != nil {
		return nil
	}
	return out.Bytes()
}

func ExampleCheck() {
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	document := letter(12.3, 120, "The council has decided")
	report := fjernprint.Check(context.Background(), document, profile, fjernprint.Letter{ImprintRecipient: true})
	fmt.Println(report.Verdict)
	for _, f := range report.Findings {
		fmt.Println(f.Severity, f.Rule, f.Code)
	}
	fmt.Println(report.Findings[0].Move.Direction, report.Findings[0].Zone)
	// Output:
	// rejected
	// reject FP-040 zone.omr.occupied
	// warn FP-030 font.standard
	// right OMR
}

func ExampleChecker_CheckLetter() {
	part := func(name string, content []byte) fjernprint.Part {
		return fjernprint.Part{Name: name, Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(content)), nil
		}}
	}
	report := fjernprint.Checker{}.CheckLetter(context.Background(), []fjernprint.Part{
		part("decision.pdf", letter(25, 120, "The council has decided")),
		part("guide.pdf", letter(25, 20, "How to appeal")),
	}, nil, fjernprint.Letter{ImprintRecipient: true, Category: "Prioritaire"})
	fmt.Println(report.Verdict, report.Sheets, report.Envelope, report.Cost.Total)
	// Output: printable 2 C5 1155
}

func ExampleReadProfile() {
	_, err := fjernprint.ReadProfile(strings.NewReader(`name: eksempelkøbing
extends: dk-fjernprint-2013
rules:
  FP-048: {severity: warning}
zones:
  - {name: OMR, w: 250}
`))
	fmt.Println(err)
	// Output:
	// line 4: rules.FP-048.severity: "warning" is not allowed; off, info, warn or reject is
	// line 6: zones.OMR.x: x 0 to 250, y 0 to 180 is not on the page; 0 to 210 and 0 to 297 is
}
