package memo_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

var record = flag.Bool("record", false, "judge the mutations afresh and rewrite the recorded verdicts")

// edition is one version of the schema with what its published set says.
type edition struct {
	name    string
	schema  string // below the schema folder
	samples string
	options memo.Options
}

func editions() []edition {
	return []edition{
		{"v11", "memo/python-serviceplatformen-history/memo-1.1-xsd/MeMo_core.xsd",
			"memo/itk-dev-rpa_python-serviceplatformen/memo-1.1-samples",
			memo.Options{As: memo.V11, NotificationMax: 150}},
		{"v12", "memo/mortenm12_memo/schemas/Version1.2/MeMo_core.xsd",
			"memo/itk-dev-rpa_python-serviceplatformen/memo-1.2-samples",
			memo.Options{As: memo.V12, NotificationMax: 160}},
	}
}

// judge gives the schema part of the reader's verdict.
func (e edition) judge(doc []byte) (bool, string) {
	_, findings, err := memo.Read(bytes.NewReader(doc), nil, e.options)
	if err != nil {
		return false, err.Error()
	}
	return strictxml.Valid(findings, strictxml.Schema), fmt.Sprint(findings)
}

func TestTheSchemaPartOfTheVerdictAgreesWithTheSchemaOnMutationsOfOurSamples(t *testing.T) {
	t.Parallel()
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			mutate.Suite{
				Schema:   e.schema,
				Dir:      filepath.Join("testdata", e.name),
				Bases:    []string{"full.xml", "minimum.xml", "nemsms.xml", "attachment.xml"},
				Verdicts: filepath.Join("testdata", e.name, "mutations.verdicts"),
				PerBase:  150,
				Record:   *record,
				Judge:    e.judge,
			}.Run(t)
		})
	}
}

// The official samples cannot be copied here, so these are judged where they are.
func TestTheVerdictAgreesWithTheSchemaOnTheOfficialSamplesAndTheirMutations(t *testing.T) {
	t.Parallel()
	schemas, haveSchemas := mutate.FindSchemas()
	lint, haveLint := mutate.FindXmllint()
	if !haveSchemas || !haveLint {
		t.Logf("not run: xmllint found %t, schema folder found %t", haveLint, haveSchemas)
		return
	}
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			files, err := filepath.Glob(filepath.Join(schemas, filepath.FromSlash(e.samples), "*.xml"))
			if err != nil || len(files) != 4 {
				t.Fatalf("official samples: %v, %v", files, err)
			}
			var names []string
			var docs [][]byte
			for _, file := range files {
				base, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if ok, why := e.judge(base); !ok {
					t.Errorf("official sample %s is refused: %s", filepath.Base(file), why)
				}
				names, docs = append(names, filepath.Base(file)), append(docs, base)
				for seed := uint64(1); seed <= 60; seed++ {
					doc, what := mutate.Mutate(base, seed)
					names, docs = append(names, fmt.Sprintf("%s seed %d (%s)", filepath.Base(file), seed, what)), append(docs, doc)
				}
			}
			verdicts, err := lint.Validate(t.Context(), t.TempDir(), filepath.Join(schemas, filepath.FromSlash(e.schema)), docs)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range verdicts {
				if got, why := e.judge(docs[i]); got != v.Valid {
					t.Errorf("%s:\n the schema says %t: %s\n the reader says %t: %s", names[i], v.Valid, v.Why, got, why)
				}
			}
		})
	}
}
