package fjernprint_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// imprinted is a letter whose address field is blank.
func imprinted() fjernprint.Letter { return fjernprint.Letter{ImprintRecipient: true} }

func made(t testing.TB, change func(*fpdf.Fpdf)) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	change(pdf)
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func onePage(pdf *fpdf.Fpdf) {
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Text(30, 120, "Kommunen har truffet en beslutning.")
}

// pagesLong is a document of so many pages of ordinary text.
func pagesLong(t testing.TB, pages int) []byte {
	return made(t, func(pdf *fpdf.Fpdf) {
		for range pages {
			onePage(pdf)
			for line := range 25 {
				pdf.Text(30, 130+float64(line)*5, "Du kan klage over beslutningen inden for fire uger, se vejledningen.")
			}
		}
	})
}

// small is a PDF of the given objects, with a right cross-reference table.
func small(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content)
}

// onSheet is a page of A4 with a black square in the middle; catalog and page are
// more entries of these, the objects are numbered from 5 on.
func onSheet(catalog, page string, objects ...string) []byte {
	return withContent("105 400 40 40 re f", catalog, page, objects...)
}

func withContent(content, catalog, page string, objects ...string) []byte {
	return small(slices.Concat([]string{
		"<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595.276 841.89] >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + page + " >>",
		stream("", content),
	}, objects)...)
}

const tree = "<< /Type /Catalog /Pages 2 0 R >>"

func TestDocumentsGetTheFindingsTheyDeserve(t *testing.T) {
	t.Parallel()
	whole := made(t, onePage)
	script := "/S /JavaScript /JS (app.alert\\(1\\))"
	widget := "<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /V (Anna) /F 4 /Rect [100 100 200 120] "
	for _, c := range []struct {
		name     string
		document []byte
		want     []string // codes
	}{
		{"a page", whole, []string{"font.standard"}},
		{"a page after some bytes", slices.Concat([]byte(strings.Repeat(" ", 100)), whole), []string{"font.standard"}},
		{"a square", onSheet("", ""), nil},

		{"nothing", nil, []string{"pdf.no-header"}},
		{"another format", []byte("<html>hej</html>"), []string{"pdf.no-header"}},
		{"a header too late", slices.Concat(make([]byte, 1024), whole), []string{"pdf.no-header"}},
		{"only a header", []byte("%PDF-1.4\n"), []string{fjernprint.Unreadable}},
		{"a page tree that bites its tail", small(tree, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), []string{fjernprint.Unreadable}},
		{"a password", made(t, func(p *fpdf.Fpdf) { onePage(p); p.SetProtection(0, "hemmelig", "ejer") }), []string{fjernprint.Encrypted}},
		{"an empty password", made(t, func(p *fpdf.Fpdf) { onePage(p); p.SetProtection(fpdf.CnProtectPrint, "", "ejer") }), []string{fjernprint.Encrypted}},
		{"no pages though it says so", small(tree, "<< /Type /Pages /Count 7 /Kids [] >>"), []string{fjernprint.NoPages}},
		{"a count that lies", small(tree, "<< /Type /Pages /Count 1000000000 /Kids [3 0 R] /MediaBox [0 0 595 842] >>", "<< /Type /Page /Parent 2 0 R >>"), []string{"pdf.count", "page.blank"}},
		{"no count at all", small(tree, "<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 595 842] >>", "<< /Type /Page /Parent 2 0 R >>"), []string{"pdf.count", "page.blank"}},
		{"a broken cross-reference", bytes.Replace(onSheet("", ""), []byte("startxref\n"), []byte("startxref\n9"), 1), []string{"pdf.repaired"}},
		{"content that ends in the middle", withContent("105 400 40 40 re f (abc", "", ""), []string{"page.damaged"}},
		{"a later version", onSheet("/Version /2.0", ""), []string{"pdf.version"}},

		{"a script when it opens", onSheet("/OpenAction << "+script+" >>", ""), []string{"script.javascript"}},
		{"a script by name", onSheet("/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", "", "<< "+script+" >>"), []string{"script.javascript"}},
		{"a script of a page", onSheet("", "/AA << /O << "+script+" >> >>"), []string{"script.javascript"}},
		{"a script after another action", onSheet("", "/AA << /O 5 0 R >>", "<< /S /GoTo /Next [6 0 R] >>", "<< "+script+" /Next 5 0 R >>"), []string{"script.javascript"}},
		{"a script of a link", onSheet("", "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /A << "+script+" >> >>]"), []string{"script.javascript"}},
		{"a script of a page and one of the document", onSheet("/OpenAction << "+script+" >>", "/AA << /O << "+script+" >> >>"), []string{"script.javascript", "script.javascript"}},
		{"a script nothing points at", onSheet("", "", "<< "+script+" >>"), []string{"script.javascript"}},
		{"a rendition with a script", onSheet("", "", "<< /S /Rendition /JS 6 0 R >>", stream("", "x")), []string{"script.javascript"}},
		{"a resource called JS", onSheet("", "/Resources << /XObject << /JS 5 0 R >> >>", stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1]", "")), nil},
		{"a structure called JavaScript", onSheet("", "", "<< /Type /StructElem /S /JavaScript >>"), nil},
		{"an empty tree of scripts", onSheet("/Names << /JavaScript << /Names [] >> >>", ""), nil},

		{"an XFA form", onSheet("/AcroForm << /XFA (x) /Fields [] >>", ""), []string{"form.xfa"}},
		{"a form that a program draws", onSheet("/AcroForm << /NeedAppearances true /Fields [5 0 R] >>", "", "<< /FT /Tx /T (navn) >>"), []string{"form.appearances", "form.fields"}},
		{"a form without fields", onSheet("/AcroForm << /NeedAppearances true /Fields [] >>", ""), nil},
		{"a filled field that nobody drew", onSheet("/AcroForm << /Fields [5 0 R] >>", "/Annots [5 0 R]", widget+">>"), []string{"form.appearances", "form.fields"}},
		{"the same, not printed", onSheet("/AcroForm << /Fields [5 0 R] >>", "/Annots [5 0 R]", strings.Replace(widget, "/F 4", "/F 2", 1)+">>"), []string{"form.fields"}},
		{"a filled field that is drawn", onSheet("/AcroForm << /Fields [5 0 R] >>", "/Annots [5 0 R]", widget+"/AP << /N 6 0 R >> >>", stream("/Subtype /Form /BBox [0 0 100 20]", "0 0 50 10 re f")), []string{"form.fields", "annotation.printed"}},
		{"fields that are their own kids", onSheet("/AcroForm << /Fields [5 0 R] >>", "", "<< /FT /Tx /T (navn) /Kids [5 0 R] >>"), nil},

		{"a file by name", onSheet("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", "", "<< /Type /Filespec /F (a) /EF << /F 6 0 R >> >>", stream("/Type /EmbeddedFile", "x")), []string{"file.embedded"}},
		{"a portfolio", onSheet("/Collection << >>", ""), []string{"file.embedded"}},
		{"an associated file", onSheet("/AF [5 0 R]", "", "<< /Type /Filespec /F (a) >>"), []string{"file.embedded"}},
		{"a file on a page", onSheet("", "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 1 1] /FS << /F (a) >> >>]"), []string{"file.embedded"}},
		{"an empty tree of files", onSheet("/Names << /EmbeddedFiles << /Names [] >> >>", ""), nil},

		{"a layer that is off", onSheet("/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>", "", "<< /Type /OCG /Name (a) >>"), []string{"layer.off"}},
		{"layers that are off unless they are on", onSheet("/OCProperties << /OCGs [5 0 R 6 0 R] /D << /BaseState /OFF /ON [6 0 R] >> >>", "", "<< /Type /OCG /Name (a) >>", "<< /Type /OCG /Name (b) >>"), []string{"layer.off"}},
		{"content on a layer that is off", withContent("105 400 40 40 re f /OC /A BDC 5 5 5 5 re f EMC", "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>", "/Resources << /Properties << /A 5 0 R >> >>", "<< /Type /OCG /Name (a) >>"), []string{"layer.off", "layer.hidden"}},
		{"layers that are on", onSheet("/OCProperties << /OCGs [5 0 R] /D << /ON [5 0 R] >> >>", "", "<< /Type /OCG /Name (a) >>"), nil},

		{"a half transparent square", withContent("/A gs 105 400 40 40 re f", "", "/Resources << /ExtGState << /A << /ca 0.5 >> >> >>"), []string{"transparency.used"}},
		{"a page that is a group", onSheet("", "/Group << /S /Transparency >>"), nil},

		{"a page of letter size", onSheet("", "/MediaBox [0 0 612 792]"), []string{"page.size"}},
		{"a small page in a large one", withContent("105 100 40 40 re f", "", "/CropBox [0 0 420 595]"), []string{"page.size"}},
		{"a unit of its own", onSheet("", "/UserUnit 2"), []string{"page.user-unit"}},
		{"landscape", withContent("500 100 40 40 re f", "", "/MediaBox [0 0 842 595]"), []string{"page.landscape"}},
		{"landscape, displayed upright", onSheet("", "/MediaBox [0 0 842 595] /Rotate 90"), nil},
		{"upright, displayed landscape", onSheet("", "/Rotate -90"), []string{"page.landscape"}},
		{"askew", onSheet("", "/Rotate 45"), []string{"page.rotation"}},
		{"cut at the right edge", withContent("105 400 600 40 re f", "", ""), []string{"page.content.cut"}},
		{"beyond the edge", withContent("105 400 40 40 re f 700 400 40 40 re f", "", ""), []string{"page.content.outside"}},
		{"over all edges", withContent("-5 -5 700 900 re f", "", ""), []string{
			"zone.omr.occupied", "zone.barcode.occupied", "zone.srm.occupied", "zone.id.occupied", "zone.group.occupied", "address.not-blank", "zone.sdl.occupied",
			"page.content.cut", "page.content.cut", "page.content.cut", "page.content.cut", "date.occupied"}},
		{"white", withContent("1 g 0 0 700 900 re f", "", ""), []string{"page.blank"}},
		{"colour", withContent("1 0 0 rg 105 400 40 40 re f", "", ""), []string{"color.not-printed"}},
		{"a font that is not there", withContent("BT /F 12 Tf 105 400 Td (Hej) Tj ET", "", "/Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /Ukendt >> >> >>"), []string{"font.missing"}},
		{"a font that draws nothing", withContent("105 400 40 40 re f BT /F 12 Tf 105 400 Td ( ) Tj ET", "", "/Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /Ukendt >> >> >>"), nil},
		{"a coarse picture", withContent("q 200 0 0 200 105 300 cm /I Do Q", "", "/Resources << /XObject << /I 5 0 R >> >>", stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", "\x00\x40\x80\xc0")), []string{"image.coarse"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := fjernprint.Check(t.Context(), c.document, nil, imprinted())
			got := codes(r.Findings)
			slices.Sort(got)
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			consistent(t, r)
		})
	}
}

// consistent looks at what holds for every report.
func consistent(t *testing.T, r fjernprint.Report) {
	t.Helper()
	rejected := false
	for _, f := range r.Findings {
		rejected = rejected || f.Severity == fjernprint.Reject
		if f.Rule == "" || f.Code == "" || f.Source == "" || f.Da == "" || f.En == "" {
			t.Errorf("incomplete: %+v", f)
		}
		if text := f.Da + f.En; strings.ContainsAny(text, "{}") || strings.Contains(text, "?") || strings.Contains(text, "  ") {
			t.Errorf("badly worded: %q, %q", f.Da, f.En)
		}
		if !slices.Contains(r.Checked, f.Rule) {
			unchecked := slices.ContainsFunc(r.Unchecked, func(u fjernprint.Unchecked) bool { return u.Rule == f.Rule })
			if !unchecked {
				t.Errorf("%s was found and not looked at", f.Rule)
			}
		}
		if f.Page > len(r.Pages) {
			t.Errorf("page %d of %d", f.Page, len(r.Pages))
		}
	}
	if rejected && r.Verdict != fjernprint.Rejected || !rejected && r.Verdict == fjernprint.Rejected && len(r.Omitted) == 0 {
		t.Errorf("%s with %v", r.Verdict, codes(r.Findings))
	}
	for _, u := range r.Unchecked {
		if u.Da == "" || u.En == "" || slices.Contains(r.Checked, u.Rule) {
			t.Errorf("not checked: %+v", u)
		}
	}
	if !slices.IsSorted(r.Checked) || len(slices.Compact(slices.Clone(r.Checked))) != len(r.Checked) {
		t.Errorf("checked: %v", r.Checked)
	}
}

func TestAFontIsFoundOnceWhereItDrewFirst(t *testing.T) {
	t.Parallel()
	document := made(t, func(pdf *fpdf.Fpdf) {
		onePage(pdf)
		onePage(pdf)
		pdf.SetFont("Times", "", 11)
		pdf.Text(30, 150, "Hej")
	})
	var got []string
	for _, f := range fjernprint.Check(t.Context(), document, nil, imprinted()).Findings {
		got = append(got, fmt.Sprint(f.Page, " ", f.Found, " ", f.Box != nil))
	}
	if diff := cmp.Diff([]string{"1 Helvetica true", "2 Times-Roman true"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAProfileSaysWhichBoxIsMeasured(t *testing.T) {
	t.Parallel()
	cropped := withContent("200 400 40 40 re f", "", "/CropBox [100 100 400 700]")
	turned := withContent("400 200 40 40 re f", "", "/MediaBox [0 0 842 595] /CropBox [0 0 842 594] /Rotate 90")
	for _, c := range []struct {
		name     string
		document []byte
		page     string
		want     bool
	}{
		{"the CropBox is too small", cropped, "{}", true},
		{"the MediaBox is A4", cropped, "{media: true}", false},
		{"the MediaBox is A4 as displayed", turned, "{media: true}", false},
		{"a unit of its own", onSheet("", "/UserUnit 2"), "{}", true},
		{"a unit that is ignored", onSheet("", "/UserUnit 2"), "{userUnit: true}", false},
		{"Norway rounds", withContent("105 100 40 40 re f", "", "/MediaBox [0 0 567 842]"), "{less: 10.49, more: 0.49}", false},
		{"so far", withContent("105 100 40 40 re f", "", "/MediaBox [0 0 565 842]"), "{less: 10.49, more: 0.49}", true},
	} {
		r := fjernprint.Check(t.Context(), c.document, ownProfile(t, "page: "+c.page), imprinted())
		if got := slices.ContainsFunc(r.Findings, func(f fjernprint.Finding) bool { return f.Rule == "FP-020" }); got != c.want {
			t.Errorf("%s: %v", c.name, codes(r.Findings))
		}
	}
}

func TestAScriptIsLaidAtThePageItHangsOn(t *testing.T) {
	t.Parallel()
	r := fjernprint.Check(t.Context(), onSheet("", "/AA << /O << /S /JavaScript /JS (x) >> >>"), nil, imprinted())
	f := r.Findings[0]
	if f.Page != 1 || f.Da != "Side 1 indeholder JavaScript, som ikke kan udføres på papir. Gem dokumentet uden scripts." {
		t.Errorf("%+v", f)
	}
	r = fjernprint.Check(t.Context(), onSheet("/OpenAction << /S /JavaScript /JS (x) >>", ""), nil, imprinted())
	if f := r.Findings[0]; f.Page != 0 || !strings.HasPrefix(f.En, "The document contains JavaScript") {
		t.Errorf("%+v", f)
	}
}

func TestContentThatRunsOverAnEdgeIsToldHowFarToMove(t *testing.T) {
	t.Parallel()
	// 20 mm wide, 4.7 mm over the left edge.
	r := fjernprint.Check(t.Context(), withContent("-13.323 100 56.693 10 re f", "", ""), nil, imprinted())
	i := slices.IndexFunc(r.Findings, func(f fjernprint.Finding) bool { return f.Rule == "FP-023" })
	if i < 0 {
		t.Fatalf("found %v", codes(r.Findings))
	}
	got := r.Findings[i]
	want := fjernprint.Finding{
		Rule: "FP-023", Code: "page.content.cut", Severity: fjernprint.Warn, Page: 1, Kind: "path",
		Box:   &fjernprint.Box{X: -4.7, Y: 258.19, W: 20, H: 3.53},
		Move:  &fjernprint.Move{Direction: fjernprint.Right, MM: 4.7},
		Found: "4.7 mm", Limit: "0.5 mm", Source: "digipost/printability-validator",
		Da: "Side 1: en streg eller flade rager 4,7 mm ud over papirets venstre kant og skæres af. Flyt indholdet mindst 4,7 mm mod højre.",
		En: "Page 1: a line or area runs 4.7 mm over the left edge of the paper and is cut off. Move the content at least 4.7 mm to the right.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsTooLargeIsRefusedAndNotLookedAt(t *testing.T) {
	t.Parallel()
	document := slices.Concat(made(t, onePage), make([]byte, fjernprint.MaxSize))
	r := fjernprint.Check(t.Context(), document, nil, imprinted())
	if !cmp.Equal(codes(r.Findings), []string{fjernprint.TooLarge}) || r.Verdict != fjernprint.Rejected || !cmp.Equal(r.Checked, []fjernprint.RuleID{"FP-002"}) {
		t.Errorf("%s: %v, checked %v", r.Verdict, codes(r.Findings), r.Checked)
	}
	want := "Dokumentet fylder 10.001.090 byte, og højst 10.000.000 byte kan trykkes. Gør billederne mindre, eller del dokumentet."
	if n := len(document); n == 10_001_090 && r.Findings[0].Da != want {
		t.Error(r.Findings[0].Da)
	}
	r = fjernprint.Check(t.Context(), document[:fjernprint.MaxSize], nil, imprinted())
	if got := codes(r.Findings); r.Verdict != fjernprint.Printable || !slices.Contains(got, "pdf.large") {
		t.Errorf("as large as it may be: %s, %v", r.Verdict, got)
	}
	r = fjernprint.Check(t.Context(), document, ownProfile(t, "rules: {FP-002: {severity: warn}}"), imprinted())
	if r.Verdict != fjernprint.Printable || !slices.Contains(codes(r.Findings), fjernprint.TooLarge) || !slices.Contains(codes(r.Findings), "font.standard") {
		t.Errorf("a warning stops: %s, %v", r.Verdict, codes(r.Findings))
	}
	unlimited := ownProfile(t, "file: {rejectOver: 0}", "rules: {FP-002: {severity: off}}")
	r = fjernprint.Check(t.Context(), make([]byte, fjernprint.MaxBytes+1), unlimited, imprinted())
	if !cmp.Equal(codes(r.Findings), []string{"pdf.limit"}) {
		t.Errorf("no profile is to let in everything: %v", codes(r.Findings))
	}
}

func TestABudgetThatIsUsedUpIsNamed(t *testing.T) {
	t.Parallel()
	document := pagesLong(t, 3)
	for _, c := range []struct{ limits, da string }{
		{"operators: 100", "Dokumentet er for tungt at behandle: mere end 100 tegneoperationer. Forenkl det, for eksempel ved at udskrive det til en ny PDF."},
		{"pages: 2", "Dokumentet er for tungt at behandle: mere end 2 sider. Forenkl det, for eksempel ved at udskrive det til en ny PDF."},
		{"inflated: 100", "Dokumentet er for tungt at behandle: mere end 100 byte udpakket indhold. Forenkl det, for eksempel ved at udskrive det til en ny PDF."},
		{"marks: 20", "Dokumentet er for tungt at behandle: mere end 20 tegn og mærker på siderne. Forenkl det, for eksempel ved at udskrive det til en ny PDF."},
		{"objects: 4", "Dokumentet er for tungt at behandle: mere end 4 objekter. Forenkl det, for eksempel ved at udskrive det til en ny PDF."},
	} {
		r := fjernprint.Check(t.Context(), document, ownProfile(t, "limits: {"+c.limits+"}"), imprinted())
		consistent(t, r)
		if len(r.Findings) != 1 || r.Findings[0].Da != c.da || r.Findings[0].Rule != "FP-004" {
			t.Errorf("%s: %+v", c.limits, r.Findings)
		}
	}
}

type validator func(context.Context, []byte) (string, error)

func (v validator) Validate(ctx context.Context, content []byte) (string, error) {
	return v(ctx, content)
}

func TestDamageIsForTheValidatorToFind(t *testing.T) {
	t.Parallel()
	document := onSheet("", "")
	strict := ownProfile(t, "rules: {FP-006: {severity: reject}}")
	off := ownProfile(t, "rules: {FP-006: {severity: off}}")
	says := func(damage string, err error) validator {
		return func(context.Context, []byte) (string, error) { return damage, err }
	}
	for _, c := range []struct {
		name      string
		validator fjernprint.Validator
		profile   *fjernprint.Profile
		want      fjernprint.Verdict
		found     []string
		unchecked string
	}{
		{"sound", says("", nil), nil, fjernprint.Printable, nil, ""},
		{"damaged", says("page tree: 0102031234 missing", nil), nil, fjernprint.Printable, []string{"pdf.damaged"}, ""},
		{"nobody looked", nil, nil, fjernprint.Printable, nil, "check.no-worker"},
		{"it gave no answer", says("", errors.New("killed")), nil, fjernprint.Printable, nil, "check.worker"},
		{"it panicked", validator(func(context.Context, []byte) (string, error) { panic("no") }), nil, fjernprint.Printable, nil, "check.failed"},
		{"damage that is refused", says("bad", nil), strict, fjernprint.Rejected, []string{"pdf.damaged"}, ""},
		{"nobody looked for damage that is refused", nil, strict, fjernprint.Inconclusive, nil, "check.no-worker"},
		{"no answer about damage that is refused", says("", errors.New("killed")), strict, fjernprint.Inconclusive, nil, "check.worker"},
		{"nobody wants to know", validator(func(context.Context, []byte) (string, error) { panic("asked") }), off, fjernprint.Printable, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := fjernprint.Checker{Validator: c.validator}.Check(t.Context(), document, c.profile, imprinted())
			consistent(t, r)
			unchecked := ""
			for _, u := range r.Unchecked {
				unchecked += u.Code
			}
			if r.Verdict != c.want || !cmp.Equal(codes(r.Findings), c.found) || unchecked != c.unchecked {
				t.Errorf("%s, found %v, not checked %q", r.Verdict, codes(r.Findings), unchecked)
			}
			if len(r.Findings) > 0 && strings.Contains(r.Findings[0].En+r.Findings[0].Found, "1234") {
				t.Errorf("%+v shows a number", r.Findings[0])
			}
		})
	}
}

func TestTimeThatIsUpIsNoVerdict(t *testing.T) {
	t.Parallel()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	r := fjernprint.Check(over, onSheet("", ""), nil, imprinted())
	consistent(t, r)
	if r.Verdict != fjernprint.Inconclusive || len(r.Findings) != 0 {
		t.Errorf("%s, %v", r.Verdict, codes(r.Findings))
	}
	if got := len(r.Checked) + len(r.Unchecked); got != 36-3 || r.Unchecked[0].Code != "check.time" {
		t.Errorf("%d rules, %+v", got, r.Unchecked[0])
	}

	// What was found before stays found.
	during, cancel := context.WithCancel(t.Context())
	slow := validator(func(ctx context.Context, _ []byte) (string, error) {
		cancel()
		<-ctx.Done()
		return "", ctx.Err()
	})
	r = fjernprint.Checker{Validator: slow}.Check(during, onSheet("/OpenAction << /S /JavaScript /JS (x) >>", ""), nil, imprinted())
	consistent(t, r)
	if r.Verdict != fjernprint.Rejected || len(r.Unchecked) != 1 || r.Unchecked[0].Code != "check.time" {
		t.Errorf("%s, %+v", r.Verdict, r.Unchecked)
	}
}

func TestTheSameBytesGiveTheSameReport(t *testing.T) {
	t.Parallel()
	document := withContent("-5 -5 700 900 re f 1 0 0 rg 7 7 40 40 re f", "/OpenAction << /S /JavaScript /JS (x) >> /Collection << >>", "/UserUnit 2 /Rotate 45")
	first := ""
	for range 20 {
		r := fjernprint.Check(t.Context(), document, nil, fjernprint.Letter{})
		out, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(out)
		}
		if string(out) != first {
			t.Fatal(cmp.Diff(first, string(out)))
		}
	}
}

// part is a document of a letter.
func part(content []byte) fjernprint.Part {
	return fjernprint.Part{Name: "brev.pdf", Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

var errBroken = errors.New("broken")

func TestEveryDocumentOfALetterIsChecked(t *testing.T) {
	t.Parallel()
	good := onSheet("", "")
	inWindow := withContent("60 700 40 40 re f", "", "") // 21-35 mm, 36-50 mm: SENDER and ADDRESS
	scripted := onSheet("/OpenAction << /S /JavaScript /JS (x) >>", "")
	huge := fjernprint.Part{Size: fjernprint.MaxSize + 1, Open: func() (io.ReadCloser, error) { panic("opened") }}
	lying := part(make([]byte, fjernprint.MaxSize+1))
	lying.Size = 10
	lost := fjernprint.Part{Open: func() (io.ReadCloser, error) { return nil, errBroken }}
	cut := fjernprint.Part{Open: func() (io.ReadCloser, error) { return io.NopCloser(failing{}), nil }}
	for _, c := range []struct {
		name  string
		parts []fjernprint.Part
		want  fjernprint.Verdict
		found []string // document and code
	}{
		{"one", []fjernprint.Part{part(good)}, fjernprint.Printable, nil},
		{"none", nil, fjernprint.Rejected, []string{"-1 pdf.missing"}},
		{"what is wrong in the window of the main document", []fjernprint.Part{part(inWindow)}, fjernprint.Rejected, []string{"0 address.not-blank"}},
		{"is right in an attachment", []fjernprint.Part{part(good), part(inWindow)}, fjernprint.Printable, nil},
		{"an attachment with a script", []fjernprint.Part{part(good), part(good), part(scripted)}, fjernprint.Rejected, []string{"2 script.javascript"}},
		{"an attachment that is no PDF", []fjernprint.Part{part(good), part([]byte("GIF89a"))}, fjernprint.Rejected, []string{"1 pdf.no-header"}},
		{"an attachment too large to be opened", []fjernprint.Part{part(good), huge}, fjernprint.Rejected, []string{"1 pdf.too.large"}},
		{"an attachment larger than it says", []fjernprint.Part{part(good), lying}, fjernprint.Rejected, []string{"1 pdf.too.large"}},
		{"an attachment that cannot be opened", []fjernprint.Part{part(good), lost}, fjernprint.Inconclusive, nil},
		{"an attachment that breaks off", []fjernprint.Part{part(good), cut}, fjernprint.Inconclusive, nil},
		{"an attachment of nothing", []fjernprint.Part{part(good), {}}, fjernprint.Inconclusive, nil},
		{"a rejected one weighs more than one not opened", []fjernprint.Part{part(scripted), lost}, fjernprint.Rejected, []string{"0 script.javascript"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := fjernprint.Checker{}.CheckLetter(t.Context(), c.parts, nil, imprinted())
			var got []string
			for _, f := range r.All() {
				got = append(got, fmt.Sprint(f.Document, " ", f.Code))
			}
			if r.Verdict != c.want || !cmp.Equal(got, c.found) {
				t.Errorf("%s, %v", r.Verdict, got)
			}
			if len(r.Documents) != len(c.parts) || r.Findings == nil {
				t.Errorf("%d documents of %d", len(r.Documents), len(c.parts))
			}
			for i, d := range r.Documents {
				consistent(t, d)
				if i > 0 && slices.Contains(d.Checked, "FP-043") {
					t.Error("the window is looked for in an attachment")
				}
			}
		})
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }

func TestOnePartIsCheckedAsTheDocumentItself(t *testing.T) {
	t.Parallel()
	for _, document := range [][]byte{pagesLong(t, 9), onSheet("/Collection << >>", ""), make([]byte, fjernprint.MaxSize+5)} {
		alone := fjernprint.Check(t.Context(), document, nil, imprinted())
		letter := fjernprint.Checker{}.CheckLetter(t.Context(), []fjernprint.Part{part(document)}, nil, imprinted())
		if alone.Verdict != letter.Verdict || alone.Size != letter.Documents[0].Size {
			t.Errorf("%s alone, %s in a letter", alone.Verdict, letter.Verdict)
		}
		byCode := func(a, b fjernprint.Finding) int { return strings.Compare(a.Code, b.Code) }
		all := letter.All()
		slices.SortStableFunc(all, byCode)
		slices.SortStableFunc(alone.Findings, byCode)
		if diff := cmp.Diff(alone.Findings, all); diff != "" && len(all) > 0 {
			t.Error(diff)
		}
	}
}
