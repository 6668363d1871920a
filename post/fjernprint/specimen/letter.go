package specimen

import (
	"bytes"
	"cmp"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Options say what a letter is like. The zero value is a letter of one page
// without a recipient, for the provider to print there.
type Options struct {
	Title     string   // "" is "Prøvebrev"; broken into lines where it is long
	Text      []string // lines below it; nil is a few that say it is a sample
	Recipient []string // lines in the field of the recipient, 2 to 5; nil leaves it blank
	Sender    string   // the line above them; "" is that of Eksempelkøbing Kommune
	NoSender  bool     // leaves it blank
	Pages     int      // 0 is 1
	Locked    bool     // encrypted, though no password is needed to open it (FP-010)
}

// madeAt is written into every document, so that the same letter is the same bytes.
func madeAt() time.Time { return time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC) }

// Letter makes a letter that breaks no rule and draws no warning, by the layout
// sheet: A4, fonts embedded, its text below the window.
func Letter(o Options) ([]byte, error) {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCreationDate(madeAt())
	doc.SetModificationDate(madeAt())
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	if o.Locked {
		doc.SetProtection(fpdf.CnProtectPrint, "", "kun til afsenderen")
	}
	doc.AddUTF8FontFromBytes("Go", "", regular.whole())
	doc.AddUTF8FontFromBytes("Go", "B", bold.whole())
	write := func(lines []line) {
		for _, l := range lines {
			doc.SetFont("Go", map[family]string{bold: "B"}[l.face], l.size)
			doc.Text(l.x, l.y, l.text)
		}
	}
	doc.AddPage()
	sender := cmp.Or(o.Sender, returnAddress)
	if o.NoSender {
		sender = ""
	}
	write(head(sender, o.Recipient))
	doc.SetFont("Go", "B", 14)
	words := o.Text
	if words == nil {
		words = text()
	}
	write(body(doc.SplitText(cmp.Or(o.Title, "Prøvebrev"), 165), words))
	for n := 2; n <= o.Pages; n++ {
		doc.AddPage()
		write(following(n))
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fmt.Errorf("specimen: making the letter %q: %w", o.Title, err)
	}
	return out.Bytes(), nil
}
