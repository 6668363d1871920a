package memo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// sameMessage compares two messages but for their size on the wire and the way to their content.
func sameMessage(a, b *memo.Message) string {
	return cmp.Diff(a, b, cmpopts.IgnoreFields(strictxml.Content{}, "Open"), cmpopts.IgnoreFields(memo.Message{}, "Size"))
}

// contents reads the content of every file of the message.
func contents(t testing.TB, m *memo.Message) (all []string) {
	t.Helper()
	if m.Body == nil {
		return nil
	}
	docs := append([]memo.Document{m.Body.MainDocument}, m.Body.AdditionalDocuments...)
	for _, d := range append(docs, m.Body.TechnicalDocuments...) {
		for _, f := range d.Files {
			var b bytes.Buffer
			r, err := f.Content.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.ReadFrom(r); err != nil {
				t.Fatal(err)
			}
			all = append(all, b.String())
		}
	}
	return all
}

// FuzzRead: nothing makes the reader panic; error and message exclude each
// other; what is read without findings, written and read again is the same
// message with the same documents.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/v*/*.xml")
	if err != nil || len(files) == 0 {
		f.Fatal("no samples", err)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		m, findings, err := memo.Read(bytes.NewReader(doc), memo.KeepInMemory, memo.Options{})
		if err != nil {
			if m != nil || findings != nil || strictxml.CodeOf(err) == "" {
				t.Fatalf("error %v with %v, %v", err, m, findings)
			}
			return
		}
		v, known := m.Version()
		m.Check(memo.CheckOptions{})
		if len(findings) > 0 || !known {
			return
		}
		var out bytes.Buffer
		if err := memo.Write(&out, m, v); err != nil {
			t.Fatalf("accepted, but cannot be written: %v", err)
		}
		again, findings, err := memo.Read(bytes.NewReader(out.Bytes()), memo.KeepInMemory, memo.Options{})
		if err != nil || len(findings) > 0 {
			t.Fatalf("written, but not accepted again: %v %v\n%s", err, findings, out.Bytes())
		}
		if d := sameMessage(m, again); d != "" {
			t.Fatalf("read (-) and read again (+):\n%s", d)
		}
		if d := cmp.Diff(contents(t, m), contents(t, again)); d != "" {
			t.Fatalf("documents read (-) and read again (+):\n%s", d)
		}
	})
}
