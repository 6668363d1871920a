package memo_test

import (
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// Bodies as clients in use write them, sf1601 section 2.2.
func TestWhatRealClientsWriteIsRead(t *testing.T) {
	t.Parallel()
	plain := sample(t, "v12/minimum.xml")
	want := readClean(t, plain, memo.Options{})
	head, rest, _ := strings.Cut(plain, "\n")
	for _, c := range []struct {
		why, doc string
	}{
		{"no declaration", rest},
		{"declaration without encoding", `<?xml version="1.0"?>` + "\n" + rest},
		{"encoding utf8", head + rest},
		{"prefix of its own", "<?xml version='1.0' encoding='utf8'?>" + prefixed(rest, "ns0")},
		{"every text in CDATA", cdata(rest)},
		{"namespace redeclared everywhere", redeclared(rest)},
		{"all of it", "\xef\xbb\xbf" + redeclared(cdata(prefixed(rest, "x")))},
	} {
		got, findings, err := memo.Read(strings.NewReader(c.doc), memo.KeepInMemory, memo.Options{})
		if err != nil || len(findings) > 0 {
			t.Errorf("%s: %v %v\n%s", c.why, err, findings, c.doc)
			continue
		}
		if d := sameMessage(want, got); d != "" {
			t.Errorf("%s:\n%s", c.why, d)
		}
	}
}

func TestLatin1BytesUnderAUTF8DeclarationAreAChoice(t *testing.T) {
	t.Parallel()
	latin1 := strings.NewReplacer("ø", "\xf8", "Ø", "\xd8").Replace(sample(t, "v12/minimum.xml"))
	_, _, err := memo.Read(strings.NewReader(latin1), nil, memo.Options{})
	if strictxml.CodeOf(err) != strictxml.CodeInvalidUTF8 {
		t.Errorf("strict: %v", err)
	}
	m, findings, err := memo.Read(strings.NewReader(latin1), nil, memo.Options{XML: strictxml.Options{Latin1Fallback: true}})
	if err != nil || len(findings) != 1 || findings[0].Severity != strictxml.Warning || m.Header.Label != "Prøvebrev" {
		t.Errorf("lenient: %v %v", err, findings)
	}
}

func prefixed(doc, prefix string) string {
	doc = strings.ReplaceAll(doc, "</", "\x00")
	doc = strings.ReplaceAll(doc, "<", "<"+prefix+":")
	doc = strings.ReplaceAll(doc, "\x00", "</"+prefix+":")
	return strings.Replace(doc, "xmlns=", "xmlns:"+prefix+"=", 1)
}

// cdata wraps every text.
func cdata(doc string) string {
	var b strings.Builder
	for i, part := range strings.Split(doc, ">") {
		if i > 0 {
			b.WriteByte('>')
		}
		text, tag, isTag := strings.Cut(part, "<")
		if text != "" && isTag {
			text = "<![CDATA[" + text + "]]>"
		}
		b.WriteString(text)
		if isTag {
			b.WriteString("<" + tag)
		}
	}
	return b.String()
}

// redeclared repeats namespace declarations on each element.
func redeclared(doc string) string {
	var b strings.Builder
	for i, part := range strings.Split(doc, "<") {
		if i > 0 {
			b.WriteByte('<')
		}
		name, after, ok := strings.Cut(part, ">")
		if ok && !strings.ContainsAny(name, "/![= ") {
			ns := ` xmlns="https://DigitalPost.dk/MeMo-1"`
			if prefix, _, has := strings.Cut(name, ":"); has {
				ns = " xmlns:" + prefix + `="https://DigitalPost.dk/MeMo-1"`
			}
			part = name + ns + ` xmlns:grd="https://data.gov.dk/model/core/">` + after
		}
		b.WriteString(part)
	}
	return b.String()
}
