package strictxml_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/strictxml"
)

// otherEvents is strictxml.Events by way of encoding/xml.
func otherEvents(doc []byte) ([]string, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var events []string
	var text strings.Builder
	depth := 0
	for {
		tok, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return events, nil
			}
			return nil, err
		}
		if c, ok := tok.(xml.CharData); ok {
			if depth > 0 {
				text.Write(c)
			}
			continue
		}
		_, start := tok.(xml.StartElement)
		_, end := tok.(xml.EndElement)
		if text.Len() > 0 && (start || end) {
			events = append(events, fmt.Sprintf("text %q", text.String()))
			text.Reset()
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			var attrs []string
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
					continue
				}
				attrs = append(attrs, strictxml.AttrEvent(a.Name.Space, a.Name.Local, a.Value))
			}
			sort.Strings(attrs)
			events = append(events, fmt.Sprintf("start {%s}%s %v", t.Name.Space, t.Name.Local, attrs))
		case xml.EndElement:
			depth--
			events = append(events, "end")
		}
	}
}

// FuzzTheScannerAgreesWithEncodingXML: what we accept, encoding/xml accepts and
// sees the same; how the bytes arrive makes no difference.
func FuzzTheScannerAgreesWithEncodingXML(f *testing.F) {
	for _, c := range wellFormed {
		f.Add([]byte(c))
	}
	for _, c := range refused {
		f.Add([]byte(c.doc))
	}
	f.Add([]byte(goodLetter))
	files, err := filepath.Glob("../memo/testdata/*/*.xml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		ours, e := strictxml.Events(bytes.NewReader(doc), strictxml.Options{})
		bytewise, e2 := strictxml.Events(iotest.OneByteReader(bytes.NewReader(doc)), strictxml.Options{})
		if (e == nil) != (e2 == nil) || e != nil && e.Code != e2.Code {
			t.Fatalf("whole: %v, byte by byte: %v", e, e2)
		}
		if d := cmp.Diff(ours, bytewise); d != "" {
			t.Fatalf("whole against byte by byte:\n%s", d)
		}
		if e != nil || declaresOtherCharset(doc) {
			return
		}
		theirs, err := otherEvents(doc)
		if err != nil {
			if strings.Contains(err.Error(), "invalid XML name") || strings.Contains(err.Error(), "expected element name") ||
				strings.Contains(err.Error(), "expected target name") || strings.Contains(err.Error(), "invalid characters between") ||
				strings.Contains(err.Error(), "expected attribute name") {
				return // it knows the names of the fourth edition only
			}
			t.Fatalf("we accept what encoding/xml refuses: %v", err)
		}
		if d := cmp.Diff(theirs, ours); d != "" {
			t.Fatalf("encoding/xml (-) sees something else than we (+):\n%s", d)
		}
	})
}

func declaresOtherCharset(doc []byte) bool {
	head := strings.ToLower(string(doc[:min(len(doc), 300)]))
	return strings.Contains(head, "encoding") && !strings.Contains(head, "utf")
}

// FuzzReading: no input makes the reader panic; error and result exclude each
// other, and so do error and findings.
func FuzzReading(f *testing.F) {
	f.Add([]byte(goodLetter), false)
	for _, c := range refused {
		f.Add([]byte(c.doc), true)
	}
	doc := letterDocument()
	f.Fuzz(func(t *testing.T, in []byte, latin1 bool) {
		got, findings, err := doc.Read(bytes.NewReader(in), strictxml.Options{Latin1Fallback: latin1})
		if err != nil {
			if got != nil || findings != nil {
				t.Fatal("a result beside an error")
			}
			if strictxml.CodeOf(err) == "" {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		if !strictxml.Valid(findings) {
			return
		}
		var out bytes.Buffer
		got.Body.Open = nil
		if err := doc.Write(&out, got); err != nil {
			t.Fatalf("accepted, but cannot be written: %v", err)
		}
		again, findings, err := doc.Read(&out, strictxml.Options{})
		if err != nil || !strictxml.Valid(findings) {
			t.Fatalf("written, but not accepted again: %v %v", err, findings)
		}
		got.Body.Size, again.Body.Size = 0, 0
		if d := cmp.Diff(got, again, cmp.Comparer(func(a, b strictxml.Content) bool { return a.Size == b.Size })); d != "" {
			t.Fatal(d)
		}
	})
}
