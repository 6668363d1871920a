package testbed

import (
	"bytes"
	"fmt"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// pdfs are the documents of letters, made once each.
type pdfs struct {
	mu   sync.Mutex
	made map[string][]byte
}

// madeAt is written into every document, so that the same letter is the same bytes.
var madeAt = time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)

// PDF is a one-page letter with the title on it.
func (b *Bed) PDF(title string) ([]byte, error) { return b.pdfs.get(title, false) }

// EncryptedPDF is a letter that a printer cannot open.
func (b *Bed) EncryptedPDF() ([]byte, error) { return b.pdfs.get("Låst brev", true) }

func (p *pdfs) get(title string, locked bool) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := fmt.Sprint(locked, title)
	if body, ok := p.made[key]; ok {
		return body, nil
	}
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCreationDate(madeAt)
	doc.SetModificationDate(madeAt)
	if locked {
		doc.SetProtection(fpdf.CnProtectPrint, "kun til modtageren", "kun til afsenderen")
	}
	latin := doc.UnicodeTranslatorFromDescriptor("cp1252")
	doc.AddPage()
	doc.SetFont("Helvetica", "B", 14)
	doc.SetXY(25, 100)
	doc.Cell(0, 10, latin(title))
	doc.SetFont("Helvetica", "", 11)
	doc.SetXY(25, 115)
	doc.MultiCell(160, 6, latin("Dette brev er en prøve. Afsender og modtager er opdigtede.\n\nVenlig hilsen\nEksempelkøbing Kommune"), "", "L", false)
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fmt.Errorf("making the letter %q: %w", title, err)
	}
	if p.made == nil {
		p.made = map[string][]byte{}
	}
	p.made[key] = out.Bytes()
	return out.Bytes(), nil
}
