package specimen

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// foreignWriter is the ordinary letter as another writer of PDF files makes it.
func foreignWriter(change func(*fpdf.Fpdf)) func() ([][]byte, error) {
	return made(func() ([]byte, error) {
		doc := fpdf.New("P", "mm", "A4", "")
		// Written into the file: the same letter is the same bytes.
		doc.SetCreationDate(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))
		doc.SetModificationDate(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))
		doc.SetCatalogSort(true)
		doc.SetAutoPageBreak(false, 0)
		change(doc)
		doc.AddUTF8FontFromBytes("Go", "", regular.whole())
		doc.AddUTF8FontFromBytes("Go", "B", bold.whole())
		doc.AddPage()
		for _, lines := range [][]line{head(returnAddress, nil), body([]string{"Prøvebrev"}, text())} {
			for _, l := range lines {
				doc.SetFont("Go", map[family]string{bold: "B"}[l.face], l.size)
				doc.Text(l.x, l.y, l.text)
			}
		}
		var out bytes.Buffer
		if err := doc.Output(&out); err != nil {
			return nil, fmt.Errorf("specimen: making a letter with fpdf: %w", err)
		}
		return out.Bytes(), nil
	})
}

// locked encrypts the letter (RC4), to be opened with a password or without.
func locked(password string) func(*fpdf.Fpdf) {
	return func(doc *fpdf.Fpdf) { doc.SetProtection(fpdf.CnProtectPrint, password, "kun til afsenderen") }
}
