package pdf

import (
	"bytes"
	"fmt"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"
	oracle "github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// letter writes a letter of so many pages with a library.
func letterOf(tb testing.TB, pages int) []byte {
	tb.Helper()
	f := fpdf.New("P", "mm", "A4", "")
	f.SetTitle("A (fictive) letter", true)
	for n := range pages {
		f.AddPage()
		f.SetFont("Helvetica", "", 11)
		for line := range 40 {
			f.CellFormat(0, 6, fmt.Sprintf("Page %d of a letter to nobody, line %d", n+1, line+1), "", 1, "", false, 0, "")
		}
		f.Rect(20, 20, float64(n%100), 10, "F")
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// What pdfcpu reads of files that have nothing wrong with them is what we read.
func TestWellFormedFilesAreTheSameAsPdfcpuReads(t *testing.T) {
	t.Parallel()
	for name, content := range map[string][]byte{
		"a letter":           letterOf(t, 3),
		"a table":            plain(),
		"an object stream":   packed(),
		"an update":          updated().Bytes(),
		"compressed content": contentOf("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>", hostile.Deflate("\x02abc\x02\x01\x01\x01")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ours := open(t, content, Limits{})
			theirs, err := oracle.ReadWithContext(t.Context(), bytes.NewReader(content), &model.Configuration{
				Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
			})
			if err != nil {
				t.Fatal(err)
			}
			for number, e := range theirs.Table {
				want, err := theirs.Dereference(*types.NewIndirectRef(number, 0))
				if err != nil {
					t.Fatal(err)
				}
				got := ours.Resolve(ref(number))
				switch w := want.(type) {
				case types.StreamDict:
					s := ours.Stream(ref(number))
					if s == nil || !bytes.Equal(s.Raw, w.Raw) {
						t.Errorf("%d: not the same stream", number)
						continue
					}
					if err := w.Decode(); err != nil {
						t.Fatal(err)
					}
					if decoded, _, err := ours.Decode(s); err != nil || !bytes.Equal(decoded, w.Content) {
						t.Errorf("%d: got %q, %v, want %q", number, decoded, err, w.Content)
					}
					want, got = w.Dict, s.Dict
				case types.ObjectStreamDict:
					want, got = w.Dict, ours.Dict(got)
				case types.XRefStreamDict:
					want, got = w.Dict, ours.Dict(got)
				}
				if e.Free {
					want = nil
				}
				if diff := cmp.Diff(upper(want), upper(got)); diff != "" {
					t.Errorf("%d: %s", number, diff)
				}
			}
			if len(ours.numbers) != len(theirs.Table) {
				t.Errorf("got %d entries, want %d", len(ours.numbers), len(theirs.Table))
			}
		})
	}
}
