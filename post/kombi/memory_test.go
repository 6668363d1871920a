package kombi_test

import (
	"encoding/base64"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

const mib = 1 << 20

// zeros is a document of n bytes that exists nowhere.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

// base64Of streams the base64 of n zero bytes; n is a multiple of 3.
func base64Of(n int64) io.Reader {
	chunk := strings.Repeat("AAAA", 1024)
	return io.LimitReader(&repeat{text: chunk}, n/3*4)
}

type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

// big is a kombi_request whose documents are made as they are read.
func big(t testing.TB, choice string, message bool, letters int, size int64) io.Reader {
	t.Helper()
	readers := []io.Reader{strings.NewReader("<kombi_request><KombiValgKode>" + choice + "</KombiValgKode>")}
	document := func(sample, content string) {
		head, tail, ok := strings.Cut(sample, content)
		if !ok {
			t.Fatal("the sample no longer holds its document")
		}
		readers = append(readers, strings.NewReader(head), base64Of(size), strings.NewReader(tail))
	}
	if message {
		document(part(t, "memo-part.xml"), "JVBERi0xLjQKZWtzZW1wZWwK")
	}
	if letters > 0 {
		readers = append(readers, strings.NewReader(`<ForsendelseISamling xmlns="urn:oio:fjernprint:1.0.0">`))
		for range letters {
			document(part(t, "forsendelse-full.xml"), "JVBERi0xLjQKZWtzZW1wZWwK")
		}
		readers = append(readers, strings.NewReader(`</ForsendelseISamling>`))
	}
	readers = append(readers, strings.NewReader("</kombi_request>"))
	return io.MultiReader(readers...)
}

// watch runs f and returns by how much the heap in use grew at most, seen at
// each of the calls that f makes to the function it is given.
func watch(f func(look func())) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapInuse, m.HeapInuse
	f(func() {
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	})
	return most - before
}

// looking is a reader that lets the heap be looked at every 4 MiB.
type looking struct {
	io.Reader
	look func()
	n    int
}

func (l *looking) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if l.n += n; l.n > 4*mib {
		l.n = 0
		l.look()
	}
	return n, err
}

// Not parallel: another test's garbage would be counted here.
func TestReadingHoldsNoDocument(t *testing.T) { //nolint:paralleltest // see above
	const limit = 32 * mib
	cases := []struct {
		name, choice string
		message      bool
		letters      int
		size         int64 // decoded, per document
	}{
		{"a message of 74 MiB", "Digital Post", true, 0, 74 * mib / 3 * 3},
		{"the same content twice, 74 MiB each", "Automatisk Valg", true, 1, 74 * mib / 3 * 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got atomic.Int64
			count := counter{&got}
			grown := watch(func(look func()) {
				_, _, err := kombi.ReadRequest(&looking{Reader: big(t, c.choice, c.message, c.letters, c.size), look: look}, kombi.RequestOptions{
					XML:       strictxml.Options{MaxBytes: 256 * mib}, // twice 74 MiB in base64 is more than the default
					MemoSink:  func(*memo.File) (io.WriteCloser, error) { return count, nil },
					PrintSink: func(any, *kombi.Content) (io.WriteCloser, error) { return count, nil },
				})
				if err != nil {
					t.Error(err)
				}
			})
			t.Logf("heap grew by %.1f MiB", float64(grown)/mib)
			if grown > limit {
				t.Errorf("heap grew by %d MiB, at most %d are allowed", grown/mib, limit/mib)
			}
			want := c.size * int64(c.letters)
			if c.message {
				want += c.size
			}
			if got.Load() < want {
				t.Errorf("the sinks got %d bytes, want at least %d", got.Load(), want)
			}
		})
	}
}

type counter struct{ n *atomic.Int64 }

func (c counter) Write(p []byte) (int, error) { c.n.Add(int64(len(p))); return len(p), nil }
func (counter) Close() error                  { return nil }

func TestWritingHoldsNoDocument(t *testing.T) { //nolint:paralleltest // measures the heap
	const size = 74 * mib
	q := full(t)
	open := func() (io.ReadCloser, error) { return io.NopCloser(&zeros{left: size}), nil }
	q.Forsendelser()[0].MeddelelseIndholdData = kombi.Content{Open: open}
	grown := watch(func(look func()) {
		out := &lookingWriter{look: look}
		if err := kombi.WriteRequest(out, q); err != nil {
			t.Error(err)
		}
		if want := base64.StdEncoding.EncodedLen(size); out.all < want {
			t.Errorf("%d bytes written, want more than %d", out.all, want)
		}
	})
	t.Logf("heap grew by %.1f MiB", float64(grown)/mib)
	if grown > 32*mib {
		t.Errorf("heap grew by %d MiB, at most 32 are allowed", grown/mib)
	}
}

type lookingWriter struct {
	look   func()
	n, all int
}

func (l *lookingWriter) Write(p []byte) (int, error) {
	l.all += len(p)
	if l.n += len(p); l.n > 4*mib {
		l.n = 0
		l.look()
	}
	return len(p), nil
}
