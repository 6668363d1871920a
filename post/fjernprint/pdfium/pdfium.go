// Package pdfium renders pages with PDFium, compiled to WebAssembly: for the
// picture beside a finding, and as a second opinion in tests. No verdict depends
// on it.
//
// It starts in some seconds, or in a tenth of one when a compile cache is kept,
// and cannot be interrupted: run it on hostile files in a process that can be
// killed (package worker).
package pdfium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"

	api "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

const (
	memoryPages = 512 << 20 >> 16 // of 64 KiB: 512 MiB for one instance
	maxDPI      = 300
	white       = 0xFFFFFFFF
)

// Renderer renders pages. Close it. Not for concurrent use.
type Renderer struct {
	pool     api.Pool
	instance api.Pdfium
	cache    wazero.CompilationCache
}

// New starts PDFium. cacheDir keeps the compiled code between processes; "" keeps none.
func New(ctx context.Context, cacheDir string) (*Renderer, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages)
	r := &Renderer{}
	if cacheDir != "" {
		// A cache that cannot be used costs time, nothing else.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			r.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), // no files for the guest
		Stdout:   io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PDFium: %w", err), r.Close())
	}
	r.pool = pool
	if r.instance, err = pool.GetInstanceWithContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("start PDFium: %w", err), r.Close())
	}
	return r, nil
}

// CacheDir is where compiled code may be kept for this user, "" if nowhere.
func CacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "brevdue", "pdfium")
}

// Close ends PDFium.
func (r *Renderer) Close() error {
	var errs []error
	if r.instance != nil {
		errs = append(errs, r.instance.Close())
	}
	if r.pool != nil {
		errs = append(errs, r.pool.Close())
	}
	if r.cache != nil {
		errs = append(errs, r.cache.Close(context.Background()))
	}
	return errors.Join(errs...)
}

// Document is an open file. Close it.
type Document struct {
	renderer *Renderer
	ref      requests.PageByIndex
}

// Open opens a file. The content must not change while it is open.
func (r *Renderer) Open(content []byte) (*Document, error) {
	opened, err := r.instance.OpenDocument(&requests.OpenDocument{File: &content})
	if err != nil {
		return nil, fmt.Errorf("PDFium cannot open the document: %w", err)
	}
	return &Document{renderer: r, ref: requests.PageByIndex{Document: opened.Document}}, nil
}

// Close closes the file.
func (d *Document) Close() error {
	_, err := d.renderer.instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref.Document})
	if err != nil {
		return fmt.Errorf("PDFium cannot close the document: %w", err)
	}
	return nil
}

// Page renders a page (from 1) as it would be printed, on white, annotations
// that are to be printed included; those of form fields are not.
func (d *Document) Page(number, dpi int) (picture *image.RGBA, err error) {
	if dpi < 1 || dpi > maxDPI {
		return nil, fmt.Errorf("%d dpi: choose 1 to %d", dpi, maxDPI)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("PDFium cannot render page %d: %w", number, err)
		}
	}()
	at := d.ref
	at.Index = number - 1
	page := requests.Page{ByIndex: &at}
	guest := d.renderer.instance
	size, err := guest.GetPageSizeInPixels(&requests.GetPageSizeInPixels{Page: page, DPI: dpi})
	if err != nil {
		return nil, err
	}
	// Not by RenderPageInDPI: where there is transparency it leaves the paper out.
	bitmap, err := guest.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: size.Width, Height: size.Height})
	if err != nil {
		return nil, err
	}
	defer func() {
		_, gone := guest.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap.Bitmap})
		err = errors.Join(err, gone)
	}()
	if _, err := guest.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap.Bitmap, Width: size.Width, Height: size.Height, Color: white}); err != nil {
		return nil, err
	}
	if _, err := guest.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap.Bitmap, Page: page, SizeX: size.Width, SizeY: size.Height,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_PRINTING | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	}); err != nil {
		return nil, err
	}
	pixels, err := guest.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap.Bitmap})
	if err != nil {
		return nil, err
	}
	// The pixels are the guest's memory and go with the bitmap. Of four bytes the
	// last says nothing: paper is opaque.
	picture = image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	if len(pixels.Buffer) != len(picture.Pix) {
		return nil, fmt.Errorf("%d bytes for %d by %d pixels", len(pixels.Buffer), size.Width, size.Height)
	}
	copy(picture.Pix, pixels.Buffer)
	for i := 3; i < len(picture.Pix); i += 4 {
		picture.Pix[i] = 0xff
	}
	return picture, nil
}

// PNG renders one page of a file as a PNG.
func (r *Renderer) PNG(content []byte, number, dpi int) (encoded []byte, err error) {
	d, err := r.Open(content)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	page, err := d.Page(number, dpi)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, page); err != nil {
		return nil, fmt.Errorf("encode page %d: %w", number, err)
	}
	return out.Bytes(), nil
}
