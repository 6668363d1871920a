package strictxml_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

var record = flag.Bool("record", false, "ask libxml2 again and rewrite testdata/simple.verdicts")

// bag holds one value of each type of testdata/simple.xsd; the values do not matter.
type bag struct {
	text  string
	flag  bool
	empty struct{}
	body  strictxml.Content
}

func simpleDocument() strictxml.Document[bag] {
	text := func(b *bag) *string { return &b.text }
	row := func(name string, t *strictxml.Type) strictxml.Row[bag] {
		return strictxml.Text(strictxml.Name{Local: name}, t, strictxml.Opt, text)
	}
	empty := func(b *bag) *struct{} { return &b.empty }
	pnum := strictxml.LongType()
	pnum.Hi = 9999999999
	return strictxml.Document[bag]{Name: strictxml.Name{Local: "r"}, Content: strictxml.Sequence(
		row("boolean", strictxml.BooleanType),
		row("long", strictxml.LongType()),
		row("int", &strictxml.Type{Base: strictxml.Long, Lo: -1 << 31, Hi: 1<<31 - 1, HasRange: true}),
		row("pnum", pnum),
		row("integer", &strictxml.Type{Base: strictxml.Integer}),
		row("small", strictxml.IntegerType(1, 9999)),
		row("positive", strictxml.PositiveType()),
		row("nonneg", strictxml.NonNegativeType()),
		row("decimal", &strictxml.Type{Base: strictxml.Decimal}),
		row("date", &strictxml.Type{Base: strictxml.DateOnly}),
		row("dateTime", &strictxml.Type{Base: strictxml.DateTime}),
		row("zdt", strictxml.PatternType(strictxml.DateTime, ".+Z")),
		row("language", &strictxml.Type{Base: strictxml.Language}),
		row("lang", &strictxml.Type{Base: strictxml.Language, MaxLen: 2}),
		row("anyURI", &strictxml.Type{Base: strictxml.AnyURI}),
		row("uri", &strictxml.Type{Base: strictxml.AnyURI, MaxLen: 20}),
		row("ncname", &strictxml.Type{Base: strictxml.NCName}),
		strictxml.Stream(strictxml.Name{Local: "base64"}, strictxml.Opt, func(b *bag) *strictxml.Content { return &b.body }),
		strictxml.Bool(strictxml.Name{Local: "def"}, strictxml.Opt, func(b *bag) *bool { return &b.flag }).Default("false"),
		strictxml.Child(strictxml.Name{Local: "cplx"}, strictxml.Opt, empty, strictxml.Sequence[struct{}]()),
		strictxml.Child(strictxml.Name{Local: "seq"}, strictxml.Opt, func(b *bag) *bag { return b }, strictxml.Sequence(
			row("a", strictxml.StringType(0, 0)))),
	)}
}

type simpleCase struct {
	name, content string
	valid         bool
}

func (c simpleCase) document() []byte {
	return []byte("<r><" + c.name + ">" + c.content + "</" + c.name + "></r>")
}

func TestSimpleTypesAndWhiteSpaceAreJudgedAsLibxml2Does(t *testing.T) {
	t.Parallel()
	const file = "testdata/simple.verdicts"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []simpleCase
	var docs [][]byte
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		content, err := strconv.Unquote(parts[2])
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		c := simpleCase{parts[0], content, parts[1] == "valid"}
		cases, docs = append(cases, c), append(docs, c.document())
	}
	doc := simpleDocument()
	for _, c := range cases {
		_, findings, err := doc.Read(bytes.NewReader(c.document()), strictxml.Options{})
		if got := err == nil && strictxml.Valid(findings, strictxml.Schema); got != c.valid {
			t.Errorf("%s %q: libxml2 says valid=%t, we say %t: %v %v", c.name, c.content, c.valid, got, findings, err)
		}
	}
	t.Logf("%d values compared", len(cases))
	lint, ok := mutate.FindXmllint()
	if !ok {
		t.Log("xmllint not found: recorded verdicts used")
		return
	}
	fresh, err := lint.Validate(t.Context(), t.TempDir(), filepath.Join("testdata", "simple.xsd"), docs)
	if err != nil {
		t.Fatal(err)
	}
	out := "# What libxml2 says about values: element of simple.xsd, verdict, the XML between its tags as a Go string.\n"
	for i, c := range cases {
		if fresh[i].Valid != c.valid && !*record {
			t.Errorf("%s %q: recorded valid=%t, libxml2 now says %s", c.name, c.content, c.valid, fresh[i].Why)
		}
		word := "invalid"
		if fresh[i].Valid {
			word = "valid"
		}
		out += fmt.Sprintf("%s %s %q\n", c.name, word, c.content)
	}
	if *record {
		if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
