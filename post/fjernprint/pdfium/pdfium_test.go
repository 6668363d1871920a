package pdfium_test

import (
	"bytes"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint/pdfium"
)

func TestAPageWithTransparencyIsOnWhiteAsAllAre(t *testing.T) {
	t.Parallel()
	r, err := pdfium.New(t.Context(), filepath.Join(os.TempDir(), "brevdue-test-pdfium"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, mode := range []string{"", "Normal", "Multiply", "Darken"} {
		doc := fpdf.New("P", "mm", "A4", "")
		doc.AddPage()
		if mode != "" {
			doc.SetAlpha(0.5, mode)
		}
		doc.SetFillColor(0, 0, 0)
		doc.Rect(100, 100, 50, 50, "F")
		var content bytes.Buffer
		if err := doc.Output(&content); err != nil {
			t.Fatal(err)
		}
		d, err := r.Open(content.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		page, err := d.Page(1, 72)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if w, h := page.Rect.Dx(), page.Rect.Dy(); w != 596 || h != 842 {
			t.Errorf("%q: %d by %d pixels", mode, w, h)
		}
		if got := page.RGBAAt(20, 20); got != (color.RGBA{255, 255, 255, 255}) {
			t.Errorf("%q: bare paper is %v", mode, got)
		}
		want := uint8(0)
		if mode != "" {
			want = 127
		}
		if got := page.RGBAAt(354, 354); got.A != 255 || got.R != got.G || got.R != got.B || got.R < want || got.R > want+2 {
			t.Errorf("%q: ink is %v, want grey of about %d", mode, got, want)
		}
	}
}
