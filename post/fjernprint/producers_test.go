package fjernprint_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// The programs with which municipalities make their letters, tried for real: a
// correct letter must be printable, and one whose text begins 12 mm from the left
// edge must be refused for that alone.

// anna is in the window of every letter.
var anna = fjernprint.Address{Name: "Anna Eksempel", Lines: []string{"Eksempelvej 1, 2. th"}, PostCode: "9999", City: "Eksempelby"}

// producer is a program that makes a PDF of a source.
type producer struct {
	name   string
	tool   string // that has to be on the PATH
	source string // file name of the source; LEFT in it is the left edge of the text in millimetres
	text   string
	args   []string // SOURCE, OUT and DIR are replaced
	env    []string
}

func producers() []producer {
	return []producer{
		{name: "LibreOffice Writer", tool: "soffice", source: "brev.fodt", text: writerLetter,
			args: []string{"-env:UserInstallation=file://DIR/profile", "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", "DIR", "SOURCE"}},
		{name: "LibreOffice Writer, PDF/A", tool: "soffice", source: "brev.fodt", text: writerLetter,
			args: []string{"-env:UserInstallation=file://DIR/profile", "--headless", "--convert-to",
				`pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}`, "--outdir", "DIR", "SOURCE"}},
		{name: "WeasyPrint", tool: "weasyprint", source: "brev.html", text: htmlLetter, args: []string{"SOURCE", "OUT"}},
		// Debian's is built without the patches that would let it keep sizes: it makes
		// everything smaller, and a letter has to be written larger.
		{name: "wkhtmltopdf", tool: "wkhtmltopdf", source: "brev.html", text: strings.Replace(htmlLetter, "html, body {", "html { zoom: 1.3 } html, body {", 1), env: []string{"QT_QPA_PLATFORM=offscreen"},
			args: []string{"--page-size", "A4", "-T", "0", "-B", "0", "-L", "0", "-R", "0", "SOURCE", "OUT"}},
		{name: "Chromium", tool: "chromium", source: "brev.html", text: htmlLetter,
			args: []string{"--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=DIR/browser", "--no-pdf-header-footer", "--print-to-pdf=OUT", "SOURCE"}},
		{name: "ReportLab", tool: "/usr/bin/python3", source: "brev.py", text: reportLabLetter, args: []string{"SOURCE", "OUT"}},
		{name: "Cairo", tool: "/usr/bin/python3", source: "brev.py", text: cairoLetter, args: []string{"SOURCE", "OUT"}},
		{name: "Ghostscript", tool: "gs", source: "brev.ps", text: postScriptLetter,
			args: []string{"-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-sPAPERSIZE=a4", "-dEmbedAllFonts=true", "-dSubsetFonts=true",
				"-dPDFSETTINGS=/prepress", "-sOutputFile=OUT", "SOURCE"}},
	}
}

func (p producer) make(t *testing.T, left string) []byte {
	t.Helper()
	if _, err := exec.LookPath(p.tool); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", p.tool)
		}
		t.Skipf("%s is not installed", p.tool)
	}
	dir := t.TempDir()
	source, out := filepath.Join(dir, p.source), filepath.Join(dir, "brev.pdf")
	text := strings.NewReplacer("LEFT", left).Replace(p.text)
	if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	replace := strings.NewReplacer("SOURCE", source, "OUT", out, "DIR", dir)
	var args []string
	for _, a := range p.args {
		args = append(args, replace.Replace(a))
	}
	command := exec.CommandContext(ctx, p.tool, args...)
	command.Env = append(append(os.Environ(), "HOME="+dir), p.env...)
	command.Dir = dir
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", p.name, err, said)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%s: %v\n%s", p.name, err, said)
	}
	return content
}

func TestLettersOfTheProgramsInUseAreJudgedRight(t *testing.T) {
	t.Parallel()
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	letter := fjernprint.Letter{Address: &anna}
	for _, p := range producers() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			good := fjernprint.Check(t.Context(), p.make(t, "20"), profile, letter)
			if good.Verdict != fjernprint.Printable {
				t.Errorf("a correct letter is %s", good.Verdict)
			}
			for _, f := range good.Findings {
				if f.Rule == "FP-044" || f.Severity == fjernprint.Reject {
					t.Errorf("a correct letter: %s %s: %s", f.Rule, f.Severity, f.En)
				} else {
					t.Logf("a correct letter: %s %s: %s", f.Rule, f.Severity, f.En)
				}
			}
			wrong := fjernprint.Check(t.Context(), p.make(t, "12"), profile, letter)
			refused := false
			for _, f := range wrong.Findings {
				if f.Severity != fjernprint.Reject {
					continue
				}
				if f.Rule != "FP-040" {
					t.Errorf("a letter in the OMR strip: %s: %s", f.Rule, f.En)
				}
				refused = true
				if f.Move == nil || f.Move.Direction != fjernprint.Right || f.Move.MM < 4 || f.Move.MM > 6 {
					t.Errorf("a letter in the OMR strip is to move %+v", f.Move)
				}
			}
			if !refused {
				t.Errorf("a letter in the OMR strip is %s", wrong.Verdict)
			}
		})
	}
}

const htmlLetter = `<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Afgørelse</title><style>
@page { size: 210mm 297mm; margin: 0 }
html, body { margin: 0; padding: 0 }
body { font-family: "Liberation Sans", "DejaVu Sans", sans-serif; font-size: 10pt }
div { position: absolute }
p { margin: 0 0 3mm 0 }
</style></head><body>
<div style="left:22mm; top:37.6mm; font-size:6pt; white-space:nowrap">Eksempelkøbing Kommune, Prøvegade 1, 9999 Eksempelby</div>
<div style="left:22mm; top:43mm; line-height:4.1mm">Anna Eksempel<br>Eksempelvej 1, 2. th<br>9999 Eksempelby</div>
<div style="left:LEFTmm; top:100mm; width:165mm">
<h1 style="font-size:14pt; margin:0 0 4mm 0">Afgørelse om boligstøtte</h1>
<p>Kære Anna Eksempel. Du får 1.234,50 kr. om måneden fra den 1. marts. Brevet er en prøve, og alle navne er opdigtede.</p>
<table style="border-collapse:collapse"><tr><td style="border:0.3mm solid #444; padding:1mm">Husleje</td><td style="border:0.3mm solid #444; padding:1mm">5.400,00 kr.</td></tr></table>
<p>Venlig hilsen<br>Eksempelkøbing Kommune</p></div>
</body></html>
`

const reportLabLetter = `import sys
from reportlab.pdfgen import canvas
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
import glob
font = (glob.glob('/usr/share/fonts/**/LiberationSans-Regular.ttf', recursive=True) + glob.glob('/usr/share/fonts/**/DejaVuSans.ttf', recursive=True))[0]
pdfmetrics.registerFont(TTFont('Brev', font))
c = canvas.Canvas(sys.argv[1], pagesize=(210*mm, 297*mm))
def put(x, y, size, text):
    c.setFont('Brev', size)
    c.drawString(x*mm, (297-y)*mm, text)
put(22, 39.8, 6, 'Eksempelkøbing Kommune, Prøvegade 1, 9999 Eksempelby')
for n, line in enumerate(['Anna Eksempel', 'Eksempelvej 1, 2. th', '9999 Eksempelby']):
    put(22, 46 + 4.1*n, 10, line)
put(LEFT, 104, 14, 'Afgørelse om boligstøtte')
put(LEFT, 112, 10, 'Kære Anna Eksempel. Du får 1.234,50 kr. om måneden fra den 1. marts.')
c.rect(LEFT*mm, (297-130)*mm, 60*mm, 10*mm)
c.showPage()
c.save()
`

const cairoLetter = `import sys
import cairo
mm = 72/25.4
surface = cairo.PDFSurface(sys.argv[1], 210*mm, 297*mm)
c = cairo.Context(surface)
c.select_font_face('Liberation Sans')
def put(x, y, size, text):
    c.set_font_size(size)
    c.move_to(x*mm, y*mm)
    c.show_text(text)
put(22, 39.8, 6, 'Eksempelkøbing Kommune, Prøvegade 1, 9999 Eksempelby')
for n, line in enumerate(['Anna Eksempel', 'Eksempelvej 1, 2. th', '9999 Eksempelby']):
    put(22, 46 + 4.1*n, 10, line)
put(LEFT, 104, 14, 'Afgørelse om boligstøtte')
put(LEFT, 112, 10, 'Kære Anna Eksempel. Du får 1.234,50 kr. om måneden fra den 1. marts.')
c.set_line_width(0.8)
c.rectangle(LEFT*mm + 1, 120*mm, 60*mm, 10*mm)
c.stroke()
c.show_page()
surface.finish()
`

const postScriptLetter = `%!PS-Adobe-3.0
%%DocumentMedia: a4 595 842 80 () ()
/mm { 72 mul 25.4 div } def
/latin { findfont dup length dict begin { 1 index /FID ne { def } { pop pop } ifelse } forall /Encoding ISOLatin1Encoding def currentdict end } def
/Brev /Helvetica latin definefont pop
/put { /text exch def /size exch def /y exch def /x exch def
  /Brev findfont size scalefont setfont x mm 297 y sub mm moveto text show } def
22 39.8 6 (Eksempelk\370bing Kommune, Pr\370vegade 1, 9999 Eksempelby) put
22 46 10 (Anna Eksempel) put
22 50.1 10 (Eksempelvej 1, 2. th) put
22 54.2 10 (9999 Eksempelby) put
LEFT 104 14 (Afg\370relse om boligst\370tte) put
LEFT 112 10 (K\346re Anna Eksempel. Du f\345r 1.234,50 kr. om m\345neden fra den 1. marts.) put
0.8 setlinewidth LEFT mm 297 130 sub mm 60 mm 10 mm rectstroke
showpage
`

// writerLetter is a flat OpenDocument text: frames at the window, text below it.
const writerLetter = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Brev" svg:font-family="'Liberation Sans'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Brev" fo:font-size="10pt" fo:language="da" fo:country="DK"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="side"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="100mm" fo:margin-bottom="25mm" fo:margin-left="LEFTmm" fo:margin-right="20mm"/></style:page-layout>
<style:style style:name="lille" style:family="paragraph"><style:text-properties style:font-name="Brev" fo:font-size="6pt"/></style:style>
<style:style style:name="stor" style:family="paragraph"><style:text-properties style:font-name="Brev" fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="felt" style:family="graphic"><style:graphic-properties style:wrap="run-through" style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" style:horizontal-rel="page" fo:padding="0mm" fo:border="none" draw:fill="none" draw:stroke="none"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="side"/></office:master-styles>
<office:body><office:text>
<draw:frame draw:style-name="felt" text:anchor-type="page" text:anchor-page-number="1" svg:x="22mm" svg:y="37.6mm" svg:width="70mm" svg:height="3mm"><draw:text-box><text:p text:style-name="lille">Eksempelkøbing Kommune, Prøvegade 1, 9999 Eksempelby</text:p></draw:text-box></draw:frame>
<draw:frame draw:style-name="felt" text:anchor-type="page" text:anchor-page-number="1" svg:x="22mm" svg:y="43mm" svg:width="56mm" svg:height="15mm"><draw:text-box><text:p>Anna Eksempel</text:p><text:p>Eksempelvej 1, 2. th</text:p><text:p>9999 Eksempelby</text:p></draw:text-box></draw:frame>
<text:p text:style-name="stor">Afgørelse om boligstøtte</text:p>
<text:p>Kære Anna Eksempel. Du får 1.234,50 kr. om måneden fra den 1. marts. Brevet er en prøve, og alle navne er opdigtede.</text:p>
<text:p>Venlig hilsen</text:p><text:p>Eksempelkøbing Kommune</text:p>
</office:text></office:body></office:document>
`
