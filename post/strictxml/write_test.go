package strictxml_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/strictxml"
)

func source(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func TestAStructIsWrittenWithPrefixesOnTheRoot(t *testing.T) {
	t.Parallel()
	l := &letter{Kind: "A", Count: 7, At: time.Date(2030, 1, 2, 3, 4, 5, 5e8, time.FixedZone("", 3600)),
		To: &party{`c"<`, "a&b"}, Pages: []page{{"]]>\r"}, {}}, Phone: "p",
		Body: strictxml.Content{Open: source("Hej")}}
	var out bytes.Buffer
	if err := letterDocument().Write(&out, l); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<l:Letter xmlns:l="urn:example:letter"><l:Kind>A</l:Kind><l:Count>7</l:Count><l:At>2030-01-02T02:04:05.5Z</l:At>` +
		`<l:To scheme="c&#34;&lt;">a&amp;b</l:To><l:Page><l:Title>]]&gt;&#13;</l:Title></l:Page><l:Page><l:Title></l:Title></l:Page>` +
		`<l:Phone>p</l:Phone><l:Body>SGVq</l:Body></l:Letter>`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestWhatCannotBeWrittenIsAnErrorWithItsCode(t *testing.T) {
	t.Parallel()
	cause := errors.New("gone")
	for _, c := range []struct {
		why  string
		l    letter
		code strictxml.Code
	}{
		{"control character", letter{Kind: "a\x01"}, strictxml.CodeWriteChar},
		{"not UTF-8", letter{Kind: "a\xc6"}, strictxml.CodeWriteChar},
		{"in an attribute", letter{To: &party{Scheme: "\x02"}}, strictxml.CodeWriteChar},
		{"two alternatives", letter{Mail: "m", Phone: "p"}, strictxml.CodeWriteChoice},
		{"too many", letter{Pages: make([]page, 4)}, strictxml.CodeWriteRepeated},
		{"content gone", letter{Mail: "m", Body: strictxml.Content{Open: func() (io.ReadCloser, error) { return nil, cause }}}, strictxml.CodeWrite},
	} {
		err := letterDocument().Write(io.Discard, &c.l)
		if strictxml.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", c.why, err, c.code)
		}
	}
	err := letterDocument().Write(failingWriter{cause}, &letter{Body: strictxml.Content{Open: source(strings.Repeat("x", 1<<20))}})
	if strictxml.CodeOf(err) != strictxml.CodeWrite || !errors.Is(err, cause) {
		t.Errorf("failing writer: %v", err)
	}
}

type failingWriter struct{ error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.error }

// twoSpaces is an element without a namespace that holds one with, and back.
type twoSpaces struct{ inner innerSpace }

type innerSpace struct{ qualified, bare string }

func TestNamespacesWithoutAPrefixAreDeclaredWhereTheyBegin(t *testing.T) {
	t.Parallel()
	ns := strictxml.Space("urn:x")
	inner := strictxml.Sequence(
		strictxml.Text(ns.Name("q"), strictxml.StringType(0, 0), strictxml.One, func(i *innerSpace) *string { return &i.qualified }),
		strictxml.Text(strictxml.Name{Local: "b"}, strictxml.StringType(0, 0), strictxml.One, func(i *innerSpace) *string { return &i.bare }),
	)
	doc := strictxml.Document[twoSpaces]{Name: strictxml.Name{Local: "root"}, Content: strictxml.Sequence(
		strictxml.Child(ns.Name("inner"), strictxml.One, func(t *twoSpaces) *innerSpace { return &t.inner }, inner))}
	var out bytes.Buffer
	if err := doc.Write(&out, &twoSpaces{innerSpace{"1", "2"}}); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<root><inner xmlns="urn:x"><q>1</q><b xmlns="">2</b></inner></root>`
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
	got, findings, err := doc.Read(&out, strictxml.Options{})
	if err != nil || len(findings) > 0 || got.inner != (innerSpace{"1", "2"}) {
		t.Errorf("%v %v %+v", err, findings, got)
	}
}
