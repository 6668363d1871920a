package strictxml_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/strictxml"
)

// repeated is head, then unit n times, then tail, made as it is read.
func repeated(head, unit string, n int, tail string) io.Reader {
	return io.MultiReader(strings.NewReader(head), &repeater{unit: unit, left: n}, strings.NewReader(tail))
}

type repeater struct {
	unit string
	left int
	at   int
}

func (r *repeater) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && r.left > 0 {
		m := copy(p[n:], r.unit[r.at:])
		n += m
		if r.at += m; r.at == len(r.unit) {
			r.at = 0
			r.left--
		}
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func TestEachLimitRefusesWithItsCode(t *testing.T) {
	t.Parallel()
	const open = `<Letter xmlns="urn:example:letter">`
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(" a" + strings.Repeat("x", i+1) + "='1'")
		}
		return b.String()
	}
	for _, c := range []struct {
		why  string
		doc  io.Reader
		opts strictxml.Options
		code strictxml.Code
	}{
		{"200,000 deep", repeated(open, "<a>", 200_000, ""), strictxml.Options{}, strictxml.CodeDepth},
		{"65 deep", repeated(open, "<a>", 64, ""), strictxml.Options{}, strictxml.CodeDepth},
		{"65 attributes", strings.NewReader("<Letter" + many(65) + "/>"), strictxml.Options{}, strictxml.CodeAttributes},
		{"long element name", repeated("<", "a", 257, "/>"), strictxml.Options{}, strictxml.CodeNameLength},
		{"endless element name", repeated("<", "æ", 1<<20, "/>"), strictxml.Options{}, strictxml.CodeNameLength},
		{"long attribute name", repeated("<a ", "b", 257, "=''/>"), strictxml.Options{}, strictxml.CodeNameLength},
		{"long attribute value", repeated("<a b='", "x", 70_000, "'/>"), strictxml.Options{}, strictxml.CodeTextLength},
		{"long attribute value of references", repeated("<a b='", "&#65;", 70_000, "'/>"), strictxml.Options{}, strictxml.CodeTextLength},
		{"long text", repeated(open+"<Kind>", "x", 70_000, "</Kind></Letter>"), strictxml.Options{}, strictxml.CodeTextLength},
		{"all texts together", repeated(open, "<Page><Title>0123456789</Title></Page>", 5000, "</Letter>"), strictxml.Options{MaxKept: 20}, strictxml.CodeTextLength},
		{"many elements", repeated(open, "<No/>", 20_000, "</Letter>"), strictxml.Options{}, strictxml.CodeElements},
		{"many namespaces, but fewer than the limit", repeated(open, "<a xmlns:a='1' xmlns:b='2'><a xmlns:a='3' xmlns:b='4'>", 30, ""), strictxml.Options{MaxDepth: 1000}, strictxml.CodeTruncated},
		{"too many namespaces", repeated(open, "<a xmlns:a='1' xmlns:b='2'><a xmlns:a='3' xmlns:b='4'>", 100, ""), strictxml.Options{MaxDepth: 1000}, strictxml.CodeAttributes},
		{"namespaces repeated", repeated(open, "<a xmlns:a='1' xmlns:b='2'>", 300, ""), strictxml.Options{MaxDepth: 1000}, strictxml.CodeTruncated},
		{"size", repeated(open, " ", 2000, "</Letter>"), strictxml.Options{MaxBytes: 1000}, strictxml.CodeSize},
		{"size, in a comment", repeated("<!--", "x", 1<<20, "--><a/>"), strictxml.Options{MaxBytes: 1 << 19}, strictxml.CodeSize},
		{"endless XML declaration", repeated("<?xml ", " ", 1<<20, "?>"), strictxml.Options{}, strictxml.CodeMalformed},
		{"endless reference", repeated(open+"<Kind>&", "a", 1<<20, ";"), strictxml.Options{}, strictxml.CodeEntity},
	} {
		got, findings, err := letterDocument().Read(c.doc, c.opts)
		if strictxml.CodeOf(err) != c.code || got != nil || findings != nil {
			t.Errorf("%s: got %v, want %s", c.why, err, c.code)
		}
	}
}

func TestWhatIsJustInsideTheLimitsPasses(t *testing.T) {
	t.Parallel()
	doc := strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64)
	if _, e := strictxml.Events(strings.NewReader(doc), strictxml.Options{}); e != nil {
		t.Error(e)
	}
	if _, e := strictxml.Events(strings.NewReader(doc), strictxml.Options{MaxBytes: int64(len(doc))}); e != nil {
		t.Error(e)
	}
	name := strings.Repeat("a", 256)
	if _, e := strictxml.Events(strings.NewReader("<"+name+"/>"), strictxml.Options{}); e != nil {
		t.Error(e)
	}
}

func TestADeepDocumentCostsLittle(t *testing.T) { //nolint:paralleltest // it measures what is allocated
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _, err := letterDocument().Read(repeated(`<Letter xmlns="urn:example:letter">`, "<a>", 200_000, ""), strictxml.Options{})
	runtime.ReadMemStats(&after)
	if strictxml.CodeOf(err) != strictxml.CodeDepth {
		t.Fatal(err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 256<<10 {
		t.Errorf("%d bytes allocated", used)
	}
}

type failingSource struct{ error }

func (f failingSource) Read([]byte) (int, error) { return 0, f.error }

func TestAFailingSourceIsTheCauseOfTheError(t *testing.T) {
	t.Parallel()
	cause := errors.New("line dropped")
	_, _, err := letterDocument().Read(io.MultiReader(strings.NewReader("<Letter"), failingSource{cause}), strictxml.Options{})
	if strictxml.CodeOf(err) != strictxml.CodeRead || !errors.Is(err, cause) {
		t.Error(err)
	}
}

// sinkOf fails where it is told to.
type sinkOf struct {
	write, close error
	closed       int
}

func (s *sinkOf) Write(p []byte) (int, error) { return len(p), s.write }
func (s *sinkOf) Close() error                { s.closed++; return s.close }

func TestAFailingSinkIsTheCauseOfTheErrorAndIsClosedOnce(t *testing.T) {
	t.Parallel()
	cause := errors.New("disk full")
	full := inLetter("", strings.Replace(minimal, "<Body/>", "<Body>SGVq</Body>", 1))
	for _, c := range []struct {
		why    string
		sink   sinkOf
		open   error
		doc    string
		code   strictxml.Code
		closes int
	}{
		{"open", sinkOf{}, cause, full, strictxml.CodeSink, 0},
		{"write", sinkOf{write: cause}, nil, full, strictxml.CodeSink, 1},
		{"close", sinkOf{close: cause}, nil, full, strictxml.CodeSink, 1},
		{"document cut", sinkOf{close: cause}, nil, full[:len(full)-20], strictxml.CodeTruncated, 1},
	} {
		_, _, err := letterDocument().Read(strings.NewReader(c.doc), strictxml.Options{
			Sink: func(any, *strictxml.Content) (io.WriteCloser, error) { return &c.sink, c.open }})
		if strictxml.CodeOf(err) != c.code || c.code == strictxml.CodeSink && !errors.Is(err, cause) {
			t.Errorf("%s: %v", c.why, err)
		}
		if c.sink.closed != c.closes {
			t.Errorf("%s: closed %d times, want %d", c.why, c.sink.closed, c.closes)
		}
	}
}
