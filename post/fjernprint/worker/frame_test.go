package worker

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFramesComeAsTheyWent(t *testing.T) {
	t.Parallel()
	var wire bytes.Buffer
	sent := Job{Task: Render, Page: 3, DPI: 100, Document: []byte("%PDF-1.4 \x00\xff")}
	if err := writeFrame(&wire, sent, sent.Document); err != nil {
		t.Fatal(err)
	}
	got, err := ReadJob(&wire)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sent, got); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadJob(&wire); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame: %v", err)
	}
}

func FuzzReadJob(f *testing.F) {
	var wire bytes.Buffer
	if err := writeFrame(&wire, Job{Task: Validate}, []byte("document")); err != nil {
		f.Fatal(err)
	}
	f.Add(wire.Bytes())
	f.Add([]byte("hello"))
	f.Add([]byte{0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff, '{', '}'})
	f.Fuzz(func(t *testing.T, in []byte) {
		if j, err := ReadJob(bytes.NewReader(in)); err == nil && len(j.Document) > len(in) {
			t.Errorf("%d bytes became %d", len(in), len(j.Document))
		}
	})
}
