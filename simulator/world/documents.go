package world

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/brevdue/brevdue/simulator/world/store"
)

// NewDocument begins a document of this world. Its bytes are streamed to the
// store; equal contents are kept once. Close does not wait for the disk: the
// document is durable when the letter that refers to it has been accepted.
func (w *World) NewDocument(context.Context) DocumentWriter {
	w.mu.Lock()
	w.last.document++
	number := w.last.document
	w.mu.Unlock()
	return documentWriter{w.worlds.store.NewWriter(w.space, number, &w.documents)}
}

// documentNames are the names of a world's documents. Documents come in without
// the world's lock, so they have one of their own, which is a leaf.
type documentNames struct {
	mu   sync.Mutex
	seen seenKeys
}

func (d *documentNames) Maybe(name int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seen.maybe(name)
}

func (d *documentNames) Add(name int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen.add(name)
}

type documentWriter struct{ *store.Writer }

func (d documentWriter) Close() (DocumentRef, error) {
	hash, size, err := d.Writer.Close()
	return DocumentRef{Hash: hash, Size: size}, internal(err)
}

// Document opens the content of a document. Error: CodeNotFound.
func (w *World) Document(ctx context.Context, ref DocumentRef) (io.ReadSeekCloser, error) {
	if err := w.alive(); err != nil {
		return nil, err
	}
	r, err := w.worlds.store.NewReader(ctx, w.space, ref.Hash)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound("this world has no document with the hash %.16s...", ref.Hash)
	}
	if err != nil {
		return nil, fmt.Errorf("open a document: %w", err)
	}
	return r, nil
}
