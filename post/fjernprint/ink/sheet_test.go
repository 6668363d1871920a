package ink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// sheet is a document of one page, 100 by 100 mm. In content and pageless objects
// the unit is the millimetre, from the lower left corner, unless raw is set.
type sheet struct {
	content   string
	resources string   // entries of the page's resources; F is Helvetica
	page      string   // entries of the page; MediaBox if other than the usual
	catalog   string   // entries of the catalog
	objects   []string // from object 6 on
	raw       bool
}

const mm = geom.PointsPerMM

func (s sheet) document() []byte {
	content := s.content
	if !s.raw {
		content = fmt.Sprintf("%.12f 0 0 %.12f 0 0 cm\n", mm, mm) + content
	}
	box := ""
	if !strings.Contains(s.page, "/MediaBox") {
		box = fmt.Sprintf("/MediaBox [0 0 %.12f %.12f]", 100*mm, 100*mm)
	}
	contents := "/Contents 4 0 R"
	if strings.Contains(s.page, "/Contents") {
		contents = ""
	}
	resources := s.resources
	if strings.Contains(resources, "/Font") {
		resources = strings.Replace(resources, "/Font <<", "/Font << /F 5 0 R ", 1)
	} else {
		resources += " /Font << /F 5 0 R >>"
	}
	objects := append([]string{
		"<< /Type /Catalog /Pages 2 0 R " + s.catalog + " >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R " + contents + " /Resources << " + resources + " >> " + box + " " + s.page + " >>",
		stream("", content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}, s.objects...)
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
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
	return []byte(b.String())
}

// stream is a stream object.
func stream(entries, data string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), entries, data)
}

// form is a form XObject.
func form(entries, content string) string {
	return stream("/Type /XObject /Subtype /Form "+entries, content)
}

func interpret(t testing.TB, s sheet) *ink.Page {
	t.Helper()
	page, err := attempt(t, s, pdf.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func attempt(t testing.TB, s sheet, limits pdf.Limits) (*ink.Page, error) {
	t.Helper()
	d, err := pdf.Open(t.Context(), s.document(), limits)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := d.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ink.Interpret(t.Context(), d, &pages[0])
}

// marks describes the marks of a page: kind, box, and what is special.
func marks(p *ink.Page) []string {
	var out []string
	for _, m := range p.Marks {
		s := fmt.Sprintf("%s %s", m.Kind, box(m.Box))
		for _, f := range []struct {
			is   bool
			name string
		}{{m.Colored, "coloured"}, {m.Unsure, "unsure"}, {m.Annotation, "annotation"}} {
			if f.is {
				s += " " + f.name
			}
		}
		out = append(out, s)
	}
	return out
}

// box is a rectangle to a tenth of a millimetre.
func box(r geom.Rect) string {
	return fmt.Sprintf("%.1f %.1f %.1f %.1f", r.X0+0, r.Y0+0, r.X1+0, r.Y1+0)
}
