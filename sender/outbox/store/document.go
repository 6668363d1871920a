package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// chunkSize is how much of a document is in memory at once.
const chunkSize = 256 << 10

// ErrChanged means that a document was not what it was when it was measured.
var ErrChanged = errors.New("the document changed while it was read")

// Measure reads a document through and returns its address and size.
func Measure(r io.Reader) (address string, size int64, err error) {
	sum := sha256.New()
	if size, err = io.Copy(sum, r); err != nil {
		return "", 0, err
	}
	return addressOf(sum), size, nil
}

func addressOf(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)) }

// PutDocument stores a document under the address that Measure gave, inside a
// transaction; open is called only when it is not there yet. It returns
// ErrChanged when the content no longer fits the address.
func PutDocument(ctx context.Context, q *rows.Queries, address string, size int64, open func() (io.ReadCloser, error)) error {
	fresh, err := q.InsertDocument(ctx, rows.InsertDocumentParams{Hash: address, Size: size})
	if err != nil || fresh == 0 {
		return err
	}
	r, err := open()
	if err != nil {
		return err
	}
	put := putChunks(ctx, q, address, r)
	return errors.Join(put, r.Close())
}

func putChunks(ctx context.Context, q *rows.Queries, address string, r io.Reader) error {
	sum := sha256.New()
	buf := make([]byte, chunkSize)
	for n := int64(0); ; n++ {
		got, err := io.ReadFull(r, buf)
		if got > 0 {
			sum.Write(buf[:got])
			if err := q.InsertChunk(ctx, rows.InsertChunkParams{Hash: address, N: n, Data: buf[:got]}); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			if addressOf(sum) != address {
				return ErrChanged
			}
			return nil
		case err != nil:
			return err
		}
	}
}

// Document opens a stored document; reading it fails when it is not there. It
// holds no connection between reads.
func (s *Store) Document(ctx context.Context, address string) io.ReadCloser {
	return &reader{ctx: ctx, store: s, address: address}
}

type reader struct {
	ctx     context.Context
	store   *Store
	address string
	next    int64
	left    []byte
	done    bool
}

func (r *reader) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if r.done {
			return 0, io.EOF
		}
		chunk, err := r.store.reading.GetChunk(r.ctx, rows.GetChunkParams{Hash: r.address, N: r.next})
		if errors.Is(err, sql.ErrNoRows) && r.next > 0 { // the last chunk was a full one
			return 0, io.EOF
		}
		if err != nil {
			return 0, fmt.Errorf("read chunk %d of document %s: %w", r.next, r.address, err)
		}
		r.next++
		r.left = chunk
		r.done = len(chunk) < chunkSize
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *reader) Close() error { return nil }
