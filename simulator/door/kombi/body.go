package kombi

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/brevdue/brevdue/simulator/journal"
)

// patience is how many times the limit is read and thrown away, so that a client
// that sends first and listens then hears why it is refused.
const patience = 4

// body is a request's body: limited in size and time, its beginning kept for the
// journal. A failure stays: whoever reads again gets it again.
type body struct {
	src     io.ReadCloser
	control *http.ResponseController
	limit   int64
	timeout time.Duration
	seen    journal.Capture
	err     error
	started bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if !b.started {
		b.started = true
		// A writer without deadlines, as in a test, only loses the limit on time.
		_ = b.control.SetReadDeadline(time.Now().Add(b.timeout))
	}
	n, err := b.src.Read(p)
	// Writing to a capture never fails.
	_, _ = b.seen.Write(p[:n])
	if b.seen.Size() > b.limit {
		n, err = 0, refuse(codeTooLarge, "the body has more than %d bytes: send less", b.limit)
	}
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, io.EOF):
		// The connection lives on after the body: the limit was for the body alone.
		// Otherwise it stays, for the server reads on behind a handler's back.
		_ = b.control.SetReadDeadline(time.Time{})
	case isRefusal(err):
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = refuse(codeTooSlow, "the body took more than %s to arrive", b.timeout)
	default:
		err = refuse(codeAborted, "the body ended before its announced length")
	}
	b.err = err
	return n, err
}

// Close does nothing: the server closes its own body.
func (b *body) Close() error { return nil }

// drain reads on without looking, within patience.
func (b *body) drain() {
	if b.err == nil {
		_, _ = io.Copy(io.Discard, b)
	}
	if isRefusal(b.err) && b.seen.Size() > b.limit {
		_ = b.control.SetReadDeadline(time.Now().Add(b.timeout))
		_, _ = io.CopyN(io.Discard, b.src, b.limit*patience)
	}
}

func isRefusal(err error) bool {
	var r *refusal
	return errors.As(err, &r)
}
