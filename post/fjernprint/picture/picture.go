package picture

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// DPI is the resolution that pages are rendered in: fine enough to read, small
// enough for a report of many pages.
const DPI = 100

// Renderer renders a page (from 1) of a document as a PNG.
type Renderer interface {
	Render(ctx context.Context, content []byte, page, dpi int) ([]byte, error)
}

// Request says which page is wanted.
type Request struct {
	Content  []byte
	Profile  *fjernprint.Profile
	Findings []fjernprint.Finding // of the document; those of other pages are left out
	Main     bool                 // the main document: its first page shows in the window
	Page     int                  // from 1
	Danish   bool                 // language of the legend; English otherwise
	Renderer Renderer             // nil, or one that fails: the marks are drawn instead
}

// Page draws a page. The error says that the document cannot be opened so far, or
// has no such page.
func Page(ctx context.Context, r Request) ([]byte, error) {
	limits := r.Profile.Limits
	document, err := pdf.Open(ctx, r.Content, limits)
	if err != nil {
		return nil, fmt.Errorf("open the document for a picture: %w", err)
	}
	pages, err := document.Pages(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the page for a picture: %w", err)
	}
	if r.Page < 1 || r.Page > len(pages) {
		return nil, fmt.Errorf("the document has no page %d", r.Page)
	}
	page := &pages[r.Page-1]
	d := drawing{danish: r.Danish, number: r.Page}
	d.width, d.height = page.Size()
	for _, z := range r.Profile.Zones {
		if z.Pages == "all" || z.Pages == "first" && r.Main && r.Page == 1 {
			d.zones = append(d.zones, z)
		}
	}
	for _, f := range r.Findings {
		if f.Page == r.Page {
			d.findings = append(d.findings, f)
		}
	}
	// Under a raster too the marks tell where labels should not be, and what must not
	// be read.
	shown, err := ink.Interpret(ctx, document, page)
	if err != nil {
		d.blind = true
		return d.svg(), nil
	}
	d.keep(shown.Marks)
	if r.Renderer != nil && len(d.covered) <= maxMarks {
		// A page that cannot be rendered still has its marks.
		if raster, err := r.Renderer.Render(ctx, r.Content, r.Page, DPI); err == nil && isPNG(raster) {
			d.raster = raster
		}
	}
	return d.svg(), nil
}

// maxRaster is how many bytes of a rendered page a picture takes in.
const maxRaster = 8 << 20

func isPNG(b []byte) bool {
	return len(b) <= maxRaster && bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n"))
}

// WithFindings lists the pages that have findings, in order, at most so many.
func WithFindings(findings []fjernprint.Finding, most int) []int {
	var pages []int
	for i := range findings {
		if p := findings[i].Page; p > 0 && !slices.Contains(pages, p) {
			pages = append(pages, p)
		}
	}
	slices.Sort(pages)
	return pages[:min(len(pages), most)]
}
