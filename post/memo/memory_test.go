package memo_test

import (
	"errors"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/memo"
)

// TestReading90MegabytesGrowsTheHeapByLessThan32MiB reads and writes a message
// whose two documents make 90 MB on the wire, while the heap is watched.
func TestReading90MegabytesGrowsTheHeapByLessThan32MiB(t *testing.T) { //nolint:paralleltest // it measures the heap of the process
	const size = 33 << 20 // twice, in base64: 92 MB
	m := letter(size)
	m.Body.AdditionalDocuments = []memo.Document{{Files: []memo.File{{
		EncodingFormat: "application/pdf", Filename: "Bilag.pdf", Language: "da",
		Content: memo.From(size, func() (io.ReadCloser, error) { return io.NopCloser(io.LimitReader(&pattern{}, size)), nil }),
	}}}}
	runtime.GC()
	var start runtime.MemStats
	runtime.ReadMemStats(&start)
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
			select {
			case <-stop:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()

	r, w := io.Pipe()
	wrote := make(chan error, 1)
	go func() { wrote <- errors.Join(memo.Write(w, m, memo.V12), w.Close()) }()
	got, findings, err := memo.Read(r, discard, memo.Options{})
	if err := errors.Join(err, <-wrote); err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	close(stop)
	grown := int64(<-peak) - int64(start.HeapInuse)
	t.Logf("%d bytes read, heap grown by %d KiB at most", got.Size, grown>>10)
	if got.Size < 90_000_000 || got.Body.AdditionalDocuments[0].Files[0].Content.Size != size {
		t.Errorf("only %d bytes read", got.Size)
	}
	if grown > 32<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}
