package fjernprint_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/law"
)

func made(t testing.TB, change func(*fpdf.Fpdf)) string {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	change(pdf)
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func onePage(pdf *fpdf.Fpdf) {
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Cell(40, 10, "Afgørelse")
}

// small is a PDF of the given objects, with a right cross-reference table.
func small(objects ...string) string {
	var b strings.Builder
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
	return b.String()
}

func TestDocumentsThatCanAndCannotBePrinted(t *testing.T) {
	t.Parallel()
	whole := made(t, onePage)
	catalog := "<< /Type /Catalog /Pages 2 0 R >>"
	for _, c := range []struct {
		name, document, want string
		hostile              bool
	}{
		{"a page", whole, "", false},
		{"a page after some bytes", strings.Repeat(" ", 100) + whole, "", false},
		{"a small one", small(catalog, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"), "", false},
		{"a password", made(t, func(p *fpdf.Fpdf) { onePage(p); p.SetProtection(0, "hemmelig", "ejer") }), fjernprint.Encrypted, false},
		{"encrypted with an empty password", made(t, func(p *fpdf.Fpdf) { onePage(p); p.SetProtection(fpdf.CnProtectPrint, "", "ejer") }), fjernprint.Encrypted, false},
		{"no pages though it says so", small(catalog, "<< /Type /Pages /Count 7 /Kids [] >>"), fjernprint.NoPages, false},
		{"a page tree that bites its tail", small(catalog, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), fjernprint.Unreadable, false},
		{"no page tree", small("<< /Type /Catalog >>"), fjernprint.Unreadable, false},
		{"cut in the middle", whole[:len(whole)/3], fjernprint.Unreadable, false},
		{"another format", "<html>hej</html>", fjernprint.Unreadable, false},
		{"only a header", "%PDF-1.4\n", fjernprint.Unreadable, false},
		{"nothing", "", fjernprint.Unreadable, false},
		{"deep nesting", small(catalog, "<< /Type /Pages /Count 1 /Kids "+strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000)+" >>"), fjernprint.Unreadable, true},
		{"a page listed too often", small(catalog, "<< /Type /Pages /Count 1 /Kids ["+strings.Repeat("3 0 R ", 100_000)+"] >>", "<< /Type /Page >>"), fjernprint.Unreadable, true},
		{"a bomb", bomb(t), fjernprint.Unreadable, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, err := fjernprint.Check(t.Context(), strings.NewReader(c.document), int64(len(c.document)))
			if c.hostile && errors.Is(err, context.DeadlineExceeded) {
				return // on a slow machine there is no verdict, and that is all
			}
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(found) > 0 {
				got = found[0].Code
				if _, known := law.Default(law.Denmark).Lookup(found[0].Rule); !known || found[0].Profile == "" || !strings.HasPrefix(found[0].Text, found[0].Profile+": ") {
					t.Errorf("incomplete finding: %+v", found[0])
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// bomb is a cross-reference stream that inflates to more than anybody needs.
func bomb(t *testing.T) string {
	t.Helper()
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := io.CopyN(w, zeros{}, 40<<20); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	head := "%PDF-1.5\n"
	return fmt.Sprintf("%s1 0 obj\n<< /Type /XRef /Size 30000000 /W [1 4 2] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		head, z.Len(), z.String(), len(head))
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestWhatIsTooLargeIsNotRead(t *testing.T) {
	t.Parallel()
	found, err := fjernprint.Check(t.Context(), failing{}, fjernprint.MaxSize+1)
	if err != nil || len(found) != 1 || found[0].Code != fjernprint.TooLarge {
		t.Errorf("got %v, %v", found, err)
	}
}

type failing struct{}

var errBroken = errors.New("broken")

func (failing) Read([]byte) (int, error) { return 0, errBroken }

func TestACheckThatCannotBeMadeIsNoVerdict(t *testing.T) {
	t.Parallel()
	if found, err := fjernprint.Check(t.Context(), failing{}, 10); !errors.Is(err, errBroken) || found != nil {
		t.Errorf("got %v, %v", found, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	document := made(t, onePage)
	if found, err := fjernprint.Check(ctx, strings.NewReader(document), int64(len(document))); !errors.Is(err, context.Canceled) || found != nil {
		t.Errorf("got %v, %v", found, err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(made(f, onePage)))
	f.Add([]byte("%PDF-1.4\n"))
	f.Fuzz(func(t *testing.T, document []byte) {
		found, err := fjernprint.Check(context.Background(), bytes.NewReader(document), int64(len(document)))
		if err == nil && len(found) > 1 {
			t.Errorf("%d findings", len(found))
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	document := made(b, func(p *fpdf.Fpdf) {
		onePage(p)
		p.SetCompression(false)
		for range 600 {
			p.MultiCell(0, 5, strings.Repeat("Kommunen har truffet afgørelse. ", 2), "", "", false)
		}
	})
	b.SetBytes(int64(len(document)))
	b.ReportAllocs()
	for b.Loop() {
		if found, err := fjernprint.Check(context.Background(), strings.NewReader(document), int64(len(document))); err != nil || found != nil {
			b.Fatal(found, err)
		}
	}
}
