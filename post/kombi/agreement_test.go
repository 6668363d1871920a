package kombi_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

var record = flag.Bool("record", false, "ask the schema about the mutations afresh and rewrite the recorded verdicts")

const (
	fjernprintXSD = "sf1601/bundle/fjernprint.xsd"
	kuvertXSD     = "sf1601/rimi-itk_beskedfordeler/xsd/Beskedkuvert.xsd"
	modtagXSD     = "sf1601/rimi-itk_beskedfordeler/xsd/AnvendersystemOperationer.xsd"
)

// verdict is the schema part of what a reader said.
func verdict(findings []strictxml.Finding, err error) (bool, string) {
	return err == nil && strictxml.Valid(findings, strictxml.Schema), fmt.Sprint(findings, err)
}

func TestForsendelseIAgreesWithTheSchema(t *testing.T) {
	t.Parallel()
	mutate.Suite{
		Schema: fjernprintXSD, Dir: "testdata", Verdicts: "testdata/forsendelse.verdicts",
		Bases:   []string{"forsendelse-full.xml", "forsendelse-lines.xml", "forsendelse-minimal.xml"},
		PerBase: 300, Record: *record,
		Judge: func(doc []byte) (bool, string) {
			_, findings, err := kombi.ReadForsendelse(bytes.NewReader(doc), strictxml.Options{})
			return verdict(findings, err)
		},
	}.Run(t)
}

func TestHaendelsesbeskedAgreesWithTheSchema(t *testing.T) {
	t.Parallel()
	mutate.Suite{
		Schema: kuvertXSD, Dir: "testdata", Verdicts: "testdata/haendelsesbesked.verdicts",
		Bases: []string{"haendelsesbesked.xml"}, PerBase: 400, Record: *record,
		Judge: func(doc []byte) (bool, string) {
			_, findings, err := kombi.ReadHaendelsesbesked(bytes.NewReader(doc))
			return verdict(findings, err)
		},
	}.Run(t)
}

func TestModtagBeskedAgreesWithTheSchema(t *testing.T) {
	t.Parallel()
	mutate.Suite{
		Schema: modtagXSD, Dir: "testdata", Verdicts: "testdata/modtagbesked.verdicts",
		Bases: []string{"modtagbesked.xml"}, PerBase: 400, Record: *record,
		Judge: func(doc []byte) (bool, string) {
			_, findings, err := kombi.ReadModtagBesked(bytes.NewReader(doc))
			return verdict(findings, err)
		},
	}.Run(t)
}

func readSample(t testing.TB, name string) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// validate asks the schema about documents of ours, where it is at hand.
func validate(t *testing.T, schema string, docs ...[]byte) {
	t.Helper()
	wants := make([]bool, len(docs))
	for i := range wants {
		wants[i] = true
	}
	compare(t, schema, docs, wants)
}

// compare asks the schema about documents whose verdict we claim to know.
func compare(t *testing.T, schema string, docs [][]byte, wants []bool) {
	t.Helper()
	lint, haveLint := mutate.FindXmllint()
	schemas, haveSchemas := mutate.FindSchemas()
	if !haveLint || !haveSchemas {
		t.Logf("not asked: xmllint found %t, schema folder found %t", haveLint, haveSchemas)
		return
	}
	verdicts, err := lint.Validate(t.Context(), t.TempDir(), filepath.Join(schemas, filepath.FromSlash(schema)), docs)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range verdicts {
		if v.Valid != wants[i] {
			t.Errorf("the schema says valid: %t, want %t: %s\n%s", v.Valid, wants[i], v.Why, docs[i])
		}
	}
}

func TestWhatWeWriteOfAForsendelseIValidatesAndReadsBackEqual(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"forsendelse-full.xml", "forsendelse-lines.xml", "forsendelse-minimal.xml"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, findings, err := kombi.ReadForsendelse(bytes.NewReader(readSample(t, name)), strictxml.Options{Sink: keep})
			if err != nil || len(findings) > 0 {
				t.Fatal(findings, err)
			}
			var out, again bytes.Buffer
			if err := kombi.WriteForsendelse(&out, want); err != nil {
				t.Fatal(err)
			}
			if err := kombi.WriteForsendelse(&again, want); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
				t.Errorf("written twice, not the same bytes (%v)", err)
			}
			got, findings, err := kombi.ReadForsendelse(bytes.NewReader(out.Bytes()), strictxml.Options{})
			if err != nil || len(findings) > 0 {
				t.Fatal(findings, err)
			}
			if diff := cmp.Diff(want, got, ignoreOpen(), showNumbers()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			validate(t, fjernprintXSD, out.Bytes())
		})
	}
}

func TestWhatWeWriteOfAnEnvelopeValidatesAndReadsBackEqual(t *testing.T) {
	t.Parallel()
	want, findings, err := kombi.ReadHaendelsesbesked(bytes.NewReader(readSample(t, "haendelsesbesked.xml")))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	var alone, pushed bytes.Buffer
	if err := kombi.WriteHaendelsesbesked(&alone, want); err != nil {
		t.Fatal(err)
	}
	if err := kombi.WriteModtagBesked(&pushed, want); err != nil {
		t.Fatal(err)
	}
	got, findings, err := kombi.ReadHaendelsesbesked(bytes.NewReader(alone.Bytes()))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("alone (-want +got):\n%s", diff)
	}
	got, findings, err = kombi.ReadModtagBesked(bytes.NewReader(pushed.Bytes()))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pushed (-want +got):\n%s", diff)
	}
	validate(t, kuvertXSD, alone.Bytes())
	validate(t, modtagXSD, pushed.Bytes())
}

func ignoreOpen() cmp.Option { return cmpopts.IgnoreFields(kombi.Content{}, "Open") }

func TestThePublishedSamplesAreReadWithoutFindings(t *testing.T) {
	t.Parallel()
	schemas, ok := mutate.FindSchemas()
	if !ok {
		t.Log("no schema folder here, so no published samples; our own are read by the other tests")
		return
	}
	sample := func(name string) []byte {
		doc, err := os.ReadFile(filepath.Join(schemas, "sf1601", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	_, findings, err := kombi.ReadForsendelse(bytes.NewReader(sample("itk-dev-rpa_python-serviceplatformen/ForsendelseI_Minimal.xml")), strictxml.Options{})
	if err != nil || len(findings) > 0 {
		t.Error("ForsendelseI_Minimal:", findings, err)
	}
	for _, name := range []string{"testbesked01.xml", "testbesked02.xml", "testbesked03.xml"} {
		_, findings, err := kombi.ReadHaendelsesbesked(bytes.NewReader(sample("rimi-itk_beskedfordeler/beskeder/" + name)))
		if ok, why := verdict(findings, err); !ok {
			t.Errorf("%s: %s", name, why)
		}
	}
}

func TestThePartsOfAWrittenRequestValidate(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := kombi.WriteRequest(&out, full(t)); err != nil {
		t.Fatal(err)
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromBytes(out.Bytes()); err != nil {
		t.Fatal(err)
	}
	cut := func(path string) (parts [][]byte) {
		for _, element := range tree.FindElements(path) {
			alone := element.Copy()
			for up := element.Parent(); up != nil; up = up.Parent() { // prefixes in scope
				for _, a := range up.Attr {
					if a.Space == "xmlns" && alone.SelectAttr(a.FullKey()) == nil {
						alone.CreateAttr(a.FullKey(), a.Value)
					}
				}
			}
			doc := etree.NewDocument()
			doc.SetRoot(alone)
			part, err := doc.WriteToBytes()
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, part)
		}
		if len(parts) == 0 {
			t.Fatalf("nothing at %s in %s", path, out.Bytes())
		}
		return parts
	}
	validate(t, "memo/mortenm12_memo/schemas/Version1.2/MeMo_core.xsd", cut("kombi_request/Message")...)
	validate(t, fjernprintXSD, cut("kombi_request/ForsendelseISamling/ForsendelseI")...)
}
