package mutate

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// T is the part of testing.TB that a [Suite] needs.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	TempDir() string
	Context() context.Context
}

// Suite compares one reader with one schema over mutations of base documents.
type Suite struct {
	// Schema is the XSD, relative to the schema folder (see [FindSchemas]).
	// Empty: the oracle is never asked, only recorded verdicts count.
	Schema string
	// Dir holds the base files.
	Dir string
	// Bases are the base files, relative to Dir. The bases themselves are
	// compared too.
	Bases []string
	// Verdicts is the path of the recorded verdicts.
	Verdicts string
	// PerBase is how many mutations of each base are recorded, with seeds 1 to
	// PerBase. Further seeds are added until each element has been dropped,
	// repeated, emptied and swapped once, as far as that can be. Only recording
	// uses it: a check follows the file.
	PerBase int
	// Record judges the mutations afresh and rewrites Verdicts before checking.
	// It needs the schema folder and xmllint.
	Record bool
	// Judge is the reader under test: does the schema part of its verdict accept
	// the document, and if not, why. It must not keep doc.
	Judge func(doc []byte) (valid bool, why string)
}

// judged is a case together with its bytes.
type judged struct {
	Case
	doc []byte
}

// Run compares Judge with the recorded verdicts and, where the oracle is at
// hand, the recorded verdicts with the oracle.
func (s Suite) Run(t T) {
	t.Helper()
	lint, haveLint := FindXmllint()
	schemas, haveSchemas := FindSchemas()
	oracle := haveLint && haveSchemas && s.Schema != ""
	schema := filepath.Join(schemas, filepath.FromSlash(s.Schema))
	if s.Record {
		if !oracle {
			t.Fatalf("recording needs xmllint (found: %t) and ../shared/schemas (found: %t)", haveLint, haveSchemas)
		}
		s.record(t, lint, schema)
	}
	cases := s.load(t)
	valid := 0
	for _, c := range cases {
		got, why := s.Judge(c.doc)
		if c.Valid {
			valid++
		}
		if got != c.Valid {
			t.Errorf("%s seed %d (%s):\n the schema says %s\n the reader says %s: %s", c.Base, c.Seed, c.Description, verdictWord(c.Valid), verdictWord(got), why)
		}
	}
	t.Logf("%d mutations compared, %d valid and %d invalid by the schema", len(cases), valid, len(cases)-valid)
	if !oracle {
		t.Logf("recorded verdicts used: xmllint found %t, schema folder found %t", haveLint, haveSchemas)
		return
	}
	docs := make([][]byte, len(cases))
	for i, c := range cases {
		docs[i] = c.doc
	}
	fresh, err := lint.Validate(t.Context(), t.TempDir(), schema, docs)
	if err != nil {
		t.Fatalf("ask the oracle afresh: %v", err)
	}
	for i, c := range cases {
		if fresh[i].Valid != c.Valid {
			t.Errorf("%s seed %d: recorded as %s, the oracle says %s: %s; record again", c.Base, c.Seed, verdictWord(c.Valid), verdictWord(fresh[i].Valid), fresh[i].Why)
		}
	}
}

// load reads the recorded cases and makes their documents again.
func (s Suite) load(t T) []judged {
	t.Helper()
	file, err := os.ReadFile(s.Verdicts)
	if err != nil {
		t.Fatalf("recorded verdicts: %v", err)
	}
	cases, err := ReadCases(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%s: %v", s.Verdicts, err)
	}
	if len(cases) == 0 {
		t.Fatalf("%s holds no cases", s.Verdicts)
	}
	bases := s.bases(t)
	all := make([]judged, 0, len(cases))
	for _, c := range cases {
		base, ok := bases[c.Base]
		if !ok {
			t.Fatalf("%s names base %q, which the suite does not list", s.Verdicts, c.Base)
		}
		doc := variant(base, c.Seed)
		if Digest(doc) != c.SHA256 {
			t.Fatalf("%s seed %d makes other bytes than were judged: base or mutation engine has changed, record again", c.Base, c.Seed)
		}
		all = append(all, judged{Case: c, doc: doc})
	}
	return all
}

// variant is the document of a seed; seed 0 stands for the base itself.
func variant(base []byte, seed uint64) []byte {
	if seed == 0 {
		return base
	}
	doc, _ := Mutate(base, seed)
	return doc
}

func (s Suite) bases(t T) map[string][]byte {
	t.Helper()
	bases := make(map[string][]byte, len(s.Bases))
	for _, name := range s.Bases {
		doc, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatalf("base document: %v", err)
		}
		bases[name] = doc
	}
	return bases
}

// searchFactor bounds the search for seeds that cover every element: this many
// times PerBase.
const searchFactor = 60

// elementWise takes kind and place out of a description, and tells whether the
// kind is one that should be tried on every element.
func elementWise(description string) (key string, structural bool) {
	kind, rest, _ := strings.Cut(description, ":")
	if at := strings.LastIndex(rest, " at "); at >= 0 {
		key = kind + rest[at:]
	}
	switch kind {
	case "drop element", "duplicate element", "empty element", "swap siblings":
		return key, true
	}
	return key, false
}

func (s Suite) record(t T, lint Xmllint, schema string) {
	t.Helper()
	bases := s.bases(t)
	var cases []Case
	var docs [][]byte
	for _, name := range s.Bases {
		cases = append(cases, Case{Base: name, SHA256: Digest(bases[name]), Description: "the base document itself"})
		docs = append(docs, bases[name])
		seen := make(map[string]bool)
		for seed := uint64(1); seed <= uint64(s.PerBase*searchFactor); seed++ {
			doc, what := Mutate(bases[name], seed)
			key, structural := elementWise(what)
			if seed > uint64(s.PerBase) && (!structural || seen[key]) {
				continue
			}
			seen[key] = true
			cases = append(cases, Case{Base: name, Seed: seed, SHA256: Digest(doc), Description: what})
			docs = append(docs, doc)
		}
	}
	verdicts, err := lint.Validate(t.Context(), t.TempDir(), schema, docs)
	if err != nil {
		t.Fatalf("ask the oracle: %v", err)
	}
	for i := range cases {
		cases[i].Valid = verdicts[i].Valid
	}
	var out bytes.Buffer
	header := fmt.Sprintf("Verdicts of xmllint with %s over mutations made by post/strictxml/mutate.\nbase, seed, SHA-256 of the mutated bytes, verdict, description; seed 0 is the base itself.", s.Schema)
	if err := WriteCases(&out, header, cases); err != nil {
		t.Fatalf("%v", err)
	}
	if err := os.WriteFile(s.Verdicts, out.Bytes(), 0o644); err != nil {
		t.Fatalf("write recorded verdicts: %v", err)
	}
	t.Logf("recorded %d verdicts in %s", len(cases), s.Verdicts)
}
