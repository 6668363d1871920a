package fjernprint_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// drawn is a letter of one page, written by an ordinary PDF writer.
func drawn(t *testing.T, draw func(*fpdf.Fpdf)) []byte {
	t.Helper()
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	doc.SetFont("Helvetica", "", 10)
	draw(doc)
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// layout checks a letter and gives what the rules of the layout sheet find.
func layout(t *testing.T, l fjernprint.Letter, content []byte) []fjernprint.Finding {
	t.Helper()
	p, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	r := fjernprint.Check(t.Context(), content, p, l)
	if r.Verdict == fjernprint.Inconclusive && !slices.Contains(r.Checked, "FP-040") {
		t.Fatalf("the zones were not looked at: %+v", r.Unchecked)
	}
	return slices.DeleteFunc(r.Findings, func(f fjernprint.Finding) bool { return f.Rule < "FP-040" || f.Rule > "FP-048" })
}

func codesOf(found []fjernprint.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

// ordinary writes a letter as it should be.
func ordinary(doc *fpdf.Fpdf) {
	latin := doc.UnicodeTranslatorFromDescriptor("cp1252")
	doc.SetFont("Helvetica", "B", 16)
	doc.Text(20, 15, latin("Eksempelkøbing Kommune"))
	doc.SetFont("Helvetica", "", 6)
	doc.Text(22, 39.8, latin("Eksempelkøbing Kommune, Torvet 1, 9999 Eksempelkøbing"))
	doc.SetFont("Helvetica", "", 10)
	for i, line := range []string{"Anna Eksempel", "c/o Bo Prøvesen", "Eksempelvej 12A, st. tv", "9999 Eksempelkøbing"} {
		doc.Text(22, 44.6+4.1*float64(i), latin(line))
	}
	doc.Text(150, 44.6, "3. maj 2026")
	doc.SetXY(22, 100)
	doc.MultiCell(165, 5, latin(strings.Repeat("Vi har modtaget din ansøgning, og her er vores svar på den. ", 30)), "", "J", false)
}

func TestAnOrdinaryLetterHasNothingInTheWay(t *testing.T) {
	t.Parallel()
	order := fjernprint.Letter{Address: &fjernprint.Address{
		Name: "Anna Eksempel", Lines: []string{"c/o Bo Prøvesen", "Eksempelvej 12A, st. tv"}, PostCode: "9999", City: "Eksempelkøbing", Country: "DK",
	}}
	for _, f := range layout(t, order, drawn(t, ordinary)) {
		t.Error(f.En)
	}
}

func TestAJustifiedParagraphInTheMarginIsOneFinding(t *testing.T) {
	t.Parallel()
	found := layout(t, fjernprint.Letter{ImprintRecipient: true}, drawn(t, func(doc *fpdf.Fpdf) {
		doc.SetXY(9, 100) // fpdf pads cells by 1 mm
		doc.MultiCell(160, 5, strings.Repeat("Lorem ipsum dolor sit amet ", 20), "", "J", false)
	}))
	if diff := cmp.Diff([]string{"zone.omr.occupied"}, codesOf(found)); diff != "" {
		t.Fatal(diff)
	}
	if m := found[0].Move; m == nil || m.Direction != fjernprint.Right || m.MM < 6.5 || m.MM > 7.5 || !strings.HasPrefix(found[0].Excerpt, "Lorem ipsum") {
		t.Errorf("%+v, move %+v", found[0], m)
	}
}

func TestATurnedNumberInTheWindowIsFound(t *testing.T) {
	t.Parallel()
	found := layout(t, fjernprint.Letter{}, drawn(t, func(doc *fpdf.Fpdf) {
		ordinary(doc)
		doc.TransformBegin()
		doc.TransformRotate(90, 105, 80)
		doc.Text(105, 80, "Sag 070390-1231")
		doc.TransformEnd()
	}))
	if diff := cmp.Diff([]string{"slack.cpr", "slack.occupied"}, codesOf(found)); diff != "" {
		t.Fatal(diff)
	}
	for _, f := range found {
		if f.Excerpt != "Sag 0703**-****" {
			t.Errorf("%s: %s", f.Code, f.Excerpt)
		}
	}
}

// scan is a white page of 100 dpi with black spots, in millimetres.
func scan(t *testing.T, spots ...image.Rectangle) *bytes.Buffer {
	t.Helper()
	const w, h = 840, 1188 // four pixels to the millimetre
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, s := range spots {
		for y := 4 * s.Min.Y; y < 4*s.Max.Y; y++ {
			for x := 4 * s.Min.X; x < 4*s.Max.X; x++ {
				img.SetGray(x, y, color.Gray{})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestOfAScannedPageOnlyItsInkCounts(t *testing.T) {
	t.Parallel()
	body := image.Rect(22, 95, 190, 280)
	imprinted := fjernprint.Letter{ImprintRecipient: true}
	tests := []struct {
		name  string
		spots []image.Rectangle
		turn  float64
		want  []string
		box   *fjernprint.Box
		move  *fjernprint.Move
	}{
		{"white margins", []image.Rectangle{body}, 0, nil, nil, nil},
		{"a spot in OMR", []image.Rectangle{image.Rect(10, 120, 30, 125)}, 0, []string{"zone.omr.occupied"},
			&fjernprint.Box{X: 10, Y: 120, W: 6.5, H: 5}, &fjernprint.Move{Direction: fjernprint.Right, MM: 7}},
		{"a spot beside OMR", []image.Rectangle{image.Rect(17, 120, 30, 125)}, 0, nil, nil, nil},
		{"a spot in OMR of a page that is full of ink", []image.Rectangle{image.Rect(2, 120, 8, 125), image.Rect(22, 95, 202, 286), image.Rect(22, 285, 80, 296), image.Rect(202, 280, 209, 296)}, 0,
			[]string{"zone.omr.occupied"}, &fjernprint.Box{X: 2, Y: 120, W: 6, H: 5}, nil},
		{"upside down, a spot in SDL's place", []image.Rectangle{image.Rect(4, 60, 6, 62)}, 180, []string{"zone.sdl.occupied"},
			&fjernprint.Box{X: 204, Y: 235, W: 2, H: 2}, &fjernprint.Move{Direction: fjernprint.Left, MM: 3}},
		{"a spot in ADDRESS", []image.Rectangle{image.Rect(30, 45, 40, 50)}, 0, []string{"address.not-blank"},
			&fjernprint.Box{X: 30, Y: 45, W: 10, H: 5}, &fjernprint.Move{Direction: fjernprint.Up, MM: 9}},
		{"a logo and a heading", []image.Rectangle{image.Rect(20, 5, 60, 20), image.Rect(22, 80, 60, 84)}, 0, []string{"slack.occupied"},
			&fjernprint.Box{X: 22, Y: 80, W: 38, H: 4}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			content := drawn(t, func(doc *fpdf.Fpdf) {
				o := fpdf.ImageOptions{ImageType: "PNG"}
				doc.RegisterImageOptionsReader("scan", o, scan(t, test.spots...))
				doc.TransformBegin()
				doc.TransformRotate(test.turn, 105, 148.5)
				doc.ImageOptions("scan", 0, 0, 210, 297, false, o, 0, "")
				doc.TransformEnd()
			})
			found := layout(t, imprinted, content)
			if diff := cmp.Diff(test.want, codesOf(found)); diff != "" {
				t.Fatal(diff)
			}
			if len(found) == 0 {
				return
			}
			near := cmp.Comparer(func(a, b float64) bool { return a-b < 0.06 && b-a < 0.06 })
			if diff := cmp.Diff(test.box, found[0].Box, near); diff != "" {
				t.Error(diff)
			}
			if test.move != nil || strings.Contains(found[0].En, "Remove it") {
				if diff := cmp.Diff(test.move, found[0].Move, cmp.Comparer(func(a, b float64) bool { return a-b < 0.11 && b-a < 0.11 })); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}
