package mutate_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

const base = `<?xml version="1.0" encoding="UTF-8"?>
<a:letter xmlns:a="urn:example:letter" xmlns="urn:example:other" version="1.2">
  <a:id>0a6c7c38-1111-4000-8000-aaaabbbbcccc</a:id>
  <a:sent>2026-11-22T10:00:00Z</a:sent>
  <page kind="first"><count>3</count></page>
  <page><count>4</count><final>true</final></page>
  <content>JVBERi0xLjQ=</content>
</a:letter>
`

const schema = `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:one" elementFormDefault="qualified">
  <element name="one"><complexType><sequence><element name="n" type="integer" maxOccurs="2"/></sequence></complexType></element>
</schema>`

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		one, what := mutate.Mutate([]byte(base), seed)
		two, again := mutate.Mutate([]byte(base), seed)
		if diff := cmp.Diff(string(one), string(two)); diff != "" || what != again {
			t.Fatalf("seed %d differs (%q, %q): %s", seed, what, again, diff)
		}
	}
}

func TestEveryMutationChangesTheDocumentAndEveryKindIsDrawn(t *testing.T) {
	t.Parallel()
	kinds := map[string]int{}
	for seed := range uint64(2000) {
		doc, what := mutate.Mutate([]byte(base), seed)
		if bytes.Equal(doc, []byte(base)) {
			t.Errorf("seed %d left the document as it was: %s", seed, what)
		}
		kind, _, _ := strings.Cut(what, ":")
		kinds[kind]++
	}
	want := []string{
		"drop element", "duplicate element", "swap siblings", "move element", "rename element", "wrong namespace", "borrowed namespace",
		"unknown element", "empty element", "stray text", "long text", "value", "padded value", "extra attribute", "missing attribute",
		"attribute value", "comment", "processing instruction", "CDATA", "split text", "prefix", "after the root",
	}
	for _, kind := range want {
		if kinds[kind] == 0 {
			t.Errorf("kind %q was never drawn", kind)
		}
	}
	if len(kinds) != len(want) {
		t.Errorf("kinds drawn: %v, want exactly %v", kinds, want)
	}
}

// tokens is the meaning of a document: names, attributes and joined text.
func tokens(t *testing.T, doc []byte) []string {
	t.Helper()
	var out []string
	dec := xml.NewDecoder(bytes.NewReader(doc))
	for {
		tok, err := dec.Token()
		if tok == nil {
			if err.Error() != "EOF" {
				t.Fatalf("%v in %s", err, doc)
			}
			return out
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			line := "<" + tok.Name.Space + " " + tok.Name.Local
			for _, a := range tok.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					line += fmt.Sprintf(" %s=%q", a.Name, a.Value)
				}
			}
			out = append(out, line)
		case xml.EndElement:
			out = append(out, ">")
		case xml.CharData:
			if last := len(out) - 1; last < 0 {
				continue // line breaks around the root
			} else if strings.HasPrefix(out[last], "text ") {
				out[last] += string(tok)
			} else {
				out = append(out, "text "+string(tok))
			}
		}
	}
}

func TestHarmlessMutationsKeepTheMeaning(t *testing.T) {
	t.Parallel()
	want := tokens(t, []byte(base))
	seen := 0
	for seed := range uint64(2000) {
		doc, what := mutate.Mutate([]byte(base), seed)
		for _, harmless := range []string{"comment:", "processing instruction:", "CDATA:", "split text:", "prefix:"} {
			if strings.HasPrefix(what, harmless) {
				seen++
				if diff := cmp.Diff(want, tokens(t, doc)); diff != "" {
					t.Errorf("seed %d, %s (-want +got):\n%s\n%s", seed, what, diff, doc)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d harmless mutations seen", seen)
	}
}

func TestAnIllFormedBaseComesBackUnchanged(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{"", "<a", "no markup", "<a></b>"} {
		got, what := mutate.Mutate([]byte(doc), 1)
		if string(got) != doc || !strings.HasPrefix(what, "unchanged") {
			t.Errorf("Mutate(%q) = %q, %q", doc, got, what)
		}
	}
}

func TestCasesReadBackAsWritten(t *testing.T) {
	t.Parallel()
	want := []mutate.Case{
		{Base: "a.xml", Seed: 0, SHA256: mutate.Digest([]byte("a")), Valid: true, Description: "the base"},
		{Base: "sub/b.xml", Seed: 1<<64 - 1, SHA256: mutate.Digest(nil), Description: `value: text became "\t" at /a`},
	}
	var file bytes.Buffer
	if err := mutate.WriteCases(&file, "first\nsecond", want); err != nil {
		t.Fatal(err)
	}
	got, err := mutate.ReadCases(&file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABrokenVerdictLineIsNamed(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"a.xml\t1\tff\tvalid", "a.xml\tx\tff\tvalid\tw", "a.xml\t1\tff\tmaybe\tw"} {
		_, err := mutate.ReadCases(strings.NewReader("# head\n\n" + line + "\n"))
		if err == nil || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("ReadCases(%q) error = %v, want one that names line 3", line, err)
		}
	}
}

// recorder is a T that keeps what it is told.
type recorder struct {
	*testing.T
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestTheOracleTellsValidFromInvalidAndIllFormed(t *testing.T) {
	t.Parallel()
	lint, ok := mutate.FindXmllint()
	if !ok {
		t.Log("xmllint is not installed: nothing to compare here")
		return
	}
	dir := t.TempDir()
	xsd := filepath.Join(dir, "one.xsd")
	if err := os.WriteFile(xsd, []byte(schema), 0o600); err != nil {
		t.Fatal(err)
	}
	docs := [][]byte{
		[]byte(`<one xmlns="urn:example:one"><n>1</n></one>`),
		[]byte(`<one xmlns="urn:example:one"><n>en</n></one>`),
		[]byte(`<one xmlns="urn:example:one"><n>1</n>`),
		[]byte(`<one xmlns="urn:example:one"><n>1</n><n>2</n></one>`),
		[]byte(`<one xmlns="urn:example:one"><n>1</n></one>text`),
	}
	verdicts, err := lint.Validate(context.Background(), dir, xsd, docs)
	if err != nil {
		t.Fatal(err)
	}
	var got []bool
	for _, v := range verdicts {
		got = append(got, v.Valid)
		if v.Valid != (v.Why == "") {
			t.Errorf("verdict %+v: a reason belongs to the invalid ones only", v)
		}
	}
	if diff := cmp.Diff([]bool{true, false, false, true, false}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := os.WriteFile(xsd, []byte("<schema/>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := lint.Validate(context.Background(), dir, xsd, docs); err == nil {
		t.Error("a schema that does not compile must be an error, not a verdict")
	}
}

func TestASuiteCatchesAReaderThatDisagrees(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	doc := []byte(`<one><n>1</n></one>`)
	if err := os.WriteFile(filepath.Join(dir, "one.xml"), doc, 0o600); err != nil {
		t.Fatal(err)
	}
	mutated, what := mutate.Mutate(doc, 4)
	var file bytes.Buffer
	err := mutate.WriteCases(&file, "by hand", []mutate.Case{
		{Base: "one.xml", SHA256: mutate.Digest(doc), Valid: true, Description: "the base"},
		{Base: "one.xml", Seed: 4, SHA256: mutate.Digest(mutated), Valid: true, Description: what},
	})
	if err != nil {
		t.Fatal(err)
	}
	verdicts := filepath.Join(dir, "verdicts")
	if err := os.WriteFile(verdicts, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	rec := &recorder{T: t}
	mutate.Suite{Dir: dir, Bases: []string{"one.xml"}, Verdicts: verdicts, Judge: func(d []byte) (bool, string) {
		return bytes.Equal(d, doc), "not the base"
	}}.Run(rec)
	if len(rec.errors) != 1 || !strings.Contains(rec.errors[0], "seed 4") {
		t.Errorf("errors = %q, want exactly one about seed 4", rec.errors)
	}
}
