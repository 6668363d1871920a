package testbed

import (
	"fmt"
	"sync"

	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

// pdfs are the documents of letters, made once each.
type pdfs struct {
	mu   sync.Mutex
	made map[string][]byte
}

// PDF is a one-page letter with the title on it, which can be printed.
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
	body, err := specimen.Letter(specimen.Options{Title: title, Locked: locked})
	if err != nil {
		return nil, fmt.Errorf("making the letter %q: %w", title, err)
	}
	if p.made == nil {
		p.made = map[string][]byte{}
	}
	p.made[key] = body
	return body, nil
}
