package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"sync"

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// ChunkSize is how much of a document is in memory at a time, in bytes.
const ChunkSize = 256 << 10

// ahead is how many chunks of a document may wait to be written.
const ahead = 4

// Writer takes the content of one document. Content is addressed by its hash:
// what the space has already is kept once. Not for concurrent use.
type Writer struct {
	store *Store
	space Space
	key   int64
	names Names

	sum     hash.Hash
	size    int64
	buf     []byte
	places  int64    // chunks handed to the store
	pending []*Batch // those of them that may not be durable yet
	err     error
	ended   bool
}

// Names remembers the names of a space's documents, so that a new one is known to
// be new without a look into the database. Safe for concurrent use.
type Names interface {
	// Maybe reports whether the name may have been added; false is certain.
	Maybe(name int64) bool
	Add(name int64)
}

// NewWriter begins a document under a number that no other document of the
// space has. With nil names the database is asked about every document.
func (s *Store) NewWriter(space Space, number int64, names Names) *Writer {
	return &Writer{store: s, space: space, key: space.Key(number), names: names, sum: sha256.New()}
}

// Write takes more content. It waits when the store cannot keep up.
func (w *Writer) Write(p []byte) (int, error) {
	if w.ended {
		return 0, errors.New("the document has been closed already")
	}
	n := len(p)
	for len(p) > 0 {
		if len(w.buf) == ChunkSize {
			w.flush()
		}
		if w.err != nil {
			return n - len(p), w.err
		}
		part := p[:min(len(p), ChunkSize-len(w.buf))]
		w.buf = append(w.buf, part...)
		_, _ = w.sum.Write(part) // a hash never fails
		w.size += int64(len(part))
		p = p[len(part):]
	}
	return n, nil
}

// flush hands the buffer to the store as the next chunk.
func (w *Writer) flush() {
	var b Batch
	if w.places == 0 {
		begun := rows.InsertDocumentParams{Key: w.key}
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.InsertDocument(ctx, begun) })
	}
	chunk := rows.InsertChunkParams{Document: w.key, Place: w.places, Body: w.buf}
	b.Add(func(ctx context.Context, q *rows.Queries) error { return q.InsertChunk(ctx, chunk) })
	w.store.Submit(&b)
	w.pending = append(w.pending, &b)
	w.buf = make([]byte, 0, ChunkSize)
	w.places++
	if len(w.pending) == ahead {
		w.err = w.pending[0].Wait()
		w.pending = w.pending[1:]
	}
}

// Close ends the document and returns its hash (SHA-256, lower-case hex) and
// size. It does not wait for the disk: a batch submitted after Close is durable
// only when the document is.
func (w *Writer) Close() (hash string, size int64, err error) {
	if w.err != nil {
		w.Abort()
		return "", 0, w.err
	}
	if w.ended {
		return "", 0, errors.New("the document has been closed already")
	}
	hash = hex.EncodeToString(w.sum.Sum(nil))
	name := w.space.Fingerprint("document", hash)
	known, err := w.knows(name, hash)
	if err != nil {
		w.Abort()
		return "", 0, err
	}
	if known {
		w.Abort()
		return hash, w.size, nil
	}
	w.ended = true
	var b Batch
	if w.places == 0 {
		whole := rows.InsertDocumentParams{Key: w.key, Name: name, Hash: hash, Size: w.size, Body: w.buf}
		if whole.Body == nil {
			whole.Body = []byte{}
		}
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.InsertDocument(ctx, whole) })
	} else {
		chunk := rows.InsertChunkParams{Document: w.key, Place: w.places, Body: w.buf}
		finished := rows.FinishDocumentParams{Key: w.key, Name: name, Hash: hash, Size: w.size}
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.InsertChunk(ctx, chunk) })
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.FinishDocument(ctx, finished) })
	}
	w.store.Submit(&b)
	w.store.recent.add(name, recentDocument{hash, w.key, w.size, b.Number()})
	if w.names != nil {
		w.names.Add(name)
	}
	w.buf, w.pending = nil, nil
	return hash, w.size, nil
}

// Abort gives the document up. It may be called after Close, to no effect.
func (w *Writer) Abort() {
	if w.ended {
		return
	}
	w.ended = true
	w.buf, w.pending = nil, nil
	if w.places == 0 {
		return
	}
	var b Batch
	key := w.key
	b.Add(func(ctx context.Context, q *rows.Queries) error { return q.DeleteChunks(ctx, key) })
	b.Add(func(ctx context.Context, q *rows.Queries) error { return q.DeleteDocument(ctx, key) })
	w.store.Submit(&b) // what fails here is found by RemoveUnfinished
}

// knows reports whether the space has the content already.
func (w *Writer) knows(name int64, hash string) (bool, error) {
	s := w.store
	if _, ok := s.recent.find(name, hash); ok {
		return true, nil
	}
	if w.names != nil && !w.names.Maybe(name) {
		return false, nil
	}
	found, err := s.read.DocumentsNamed(context.Background(), name)
	if err != nil {
		return false, fmt.Errorf("look for a document: %w", err)
	}
	for _, d := range found {
		if d.Hash == hash {
			s.recent.add(name, recentDocument{hash: hash, key: d.Key, size: d.Size})
			return true, nil
		}
	}
	return false, nil
}

// Reader gives the content of one document, a chunk at a time. Not for
// concurrent use.
type Reader struct {
	ctx   context.Context // an io.Reader has no other way to be told
	store *Store
	key   int64
	size  int64
	at    int64
	place int64 // of the chunk in buf
	buf   []byte
}

// NewReader opens a document of the space by its hash; fs.ErrNotExist when the
// space has none such. The context ends later reads, too.
func (s *Store) NewReader(ctx context.Context, space Space, hash string) (*Reader, error) {
	name := space.Fingerprint("document", hash)
	if d, ok := s.recent.find(name, hash); ok && d.batch <= s.Committed() {
		return &Reader{ctx: ctx, store: s, key: d.key, size: d.size, place: -1}, nil
	}
	found, err := s.read.DocumentsNamed(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("look for a document: %w", err)
	}
	for _, d := range found {
		if d.Hash == hash {
			return &Reader{ctx: ctx, store: s, key: d.Key, size: d.Size, place: -1}, nil
		}
	}
	return nil, fs.ErrNotExist
}

// Size is the length of the content in bytes.
func (r *Reader) Size() int64 { return r.size }

func (r *Reader) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	if place := r.at / ChunkSize; place != r.place {
		body, err := r.chunk(place)
		if err != nil {
			return 0, fmt.Errorf("read a document: %w", err)
		}
		r.buf, r.place = body, place
	}
	offset := r.at % ChunkSize
	if offset >= int64(len(r.buf)) {
		return 0, io.ErrUnexpectedEOF
	}
	n := copy(p, r.buf[offset:])
	r.at += int64(n)
	return n, nil
}

func (r *Reader) chunk(place int64) ([]byte, error) {
	if r.size <= ChunkSize {
		if body, err := r.store.read.DocumentBody(r.ctx, r.key); err != nil || body != nil {
			return body, err
		}
	}
	return r.store.read.Chunk(r.ctx, rows.ChunkParams{Document: r.key, Place: place})
}

// Seek sets where the next Read begins.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("a document has nothing before its beginning")
	}
	r.at = offset
	return offset, nil
}

// Close ends reading.
func (r *Reader) Close() error {
	r.buf = nil
	return nil
}

// recentDocuments remembers documents that were seen lately, committed or on
// their way, so that a mass mailing of one document asks the database once, and
// the print rules read what has just been written without looking for it.
type recentDocuments struct {
	mu    sync.Mutex
	known map[int64]recentDocument // by name
}

type recentDocument struct {
	hash  string
	key   int64
	size  int64
	batch int64 // that finished it
}

// mostRecent bounds the memory; when it is reached, all is forgotten.
const mostRecent = 4096

func (r *recentDocuments) find(name int64, hash string) (recentDocument, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	d, ok := r.known[name]
	return d, ok && d.hash == hash
}

func (r *recentDocuments) add(name int64, d recentDocument) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= mostRecent {
		r.known = map[int64]recentDocument{}
	}
	r.known[name] = d
}
