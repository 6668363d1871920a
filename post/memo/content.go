package memo

import (
	"bytes"
	"io"

	"github.com/brevdue/brevdue/post/strictxml"
)

// File is one file of a document.
type File struct {
	EncodingFormat string // MIME type
	Filename       string // shown to the recipient; rule R2
	Language       string // two letters
	// Content has the size, and opens the bytes if a sink or the sender said how.
	Content strictxml.Content
}

// Sink gives the place where the decoded bytes of one file go; f has everything
// but the content. It may set f.Content.Open, so that a later Write finds the
// bytes again. f may be kept only until the writer is closed; the reader closes
// it, once, in any case. A nil writer drops the bytes.
type Sink func(f *File) (io.WriteCloser, error)

// XML is the sink in the form that strictxml.Options wants, for readers of
// larger documents that hold a Message. Content that is not of a MeMo goes to
// other; nil drops it.
func (s Sink) XML(other strictxml.Sink) strictxml.Sink {
	return func(owner any, c *strictxml.Content) (io.WriteCloser, error) {
		f, ours := owner.(*File)
		switch {
		case ours && s != nil:
			return s(f)
		case !ours && other != nil:
			return other(owner, c)
		}
		return nil, nil
	}
}

// Bytes is content that is in memory already.
func Bytes(b []byte) strictxml.Content {
	return From(int64(len(b)), func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(b)), nil
	})
}

// From is content of size bytes that open gives, once per Write; Write closes it.
func From(size int64, open func() (io.ReadCloser, error)) strictxml.Content {
	return strictxml.Content{Size: size, Open: open}
}

// memory collects one file; KeepInMemory hands it out.
type memory struct {
	bytes.Buffer
	file *File
}

// Close makes the collected bytes the content of the file.
func (m *memory) Close() error {
	b := m.Bytes()
	m.file.Content.Open = Bytes(b).Open
	return nil
}

// KeepInMemory is a Sink that keeps every document in memory: for tests and
// for messages known to be small.
func KeepInMemory(f *File) (io.WriteCloser, error) { return &memory{file: f}, nil }
