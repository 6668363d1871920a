package strictxml_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/brevdue/brevdue/post/strictxml"
)

// order is an element whose rows may come in any order; it has two versions.
type order struct {
	Version string
	Day     time.Time
	Note    string
	Extra   string // version 2
	Picture *strictxml.Content
	Size    int64
}

func orderDocument() strictxml.Document[order] {
	name := func(local string) strictxml.Name { return strictxml.Name{Local: local} }
	version := func(v int) *strictxml.Elements[order] {
		return strictxml.Sequence(
			strictxml.Date(name("day"), &strictxml.Type{Base: strictxml.DateOnly}, strictxml.Opt, func(o *order) *time.Time { return &o.Day }),
			strictxml.Text(name("note"), strictxml.StringType(0, 0), strictxml.One, func(o *order) *string { return &o.Note }),
			strictxml.Text(name("extra"), strictxml.StringType(0, 0), strictxml.One, func(o *order) *string { return &o.Extra }).If(v == 2),
			strictxml.OptStream(name("picture"), strictxml.Opt, func(o *order) **strictxml.Content { return &o.Picture }),
		).AnyOrder().
			Attributes(strictxml.Attribute("v", strictxml.EnumType("1", "2"), true, func(o *order) *string { return &o.Version })).
			Span(func(o *order, start, end int64) { o.Size = end - start })
	}
	one, two := version(1), version(2)
	return strictxml.Document[order]{Name: name("order"), Content: strictxml.Pick(
		func(a strictxml.Attrs) *strictxml.Elements[order] {
			if v, ok := a.Get("v"); ok && v == "2" {
				return two
			}
			return one
		},
		func(o *order) (*strictxml.Elements[order], error) {
			switch o.Version {
			case "1":
				return one, nil
			case "2":
				return two, nil
			}
			return nil, fmt.Errorf("no version %q", o.Version)
		})}
}

func TestTheStartTagChoosesTheTableAndRowsMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	day := time.Date(2030, 2, 3, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		doc  string
		want *order
		rule string
	}{
		{`<order v="1"><note>n</note><day>2030-02-03+02:00</day></order>`, &order{Version: "1", Day: day, Note: "n"}, ""},
		{`<order v="2"><extra>e</extra><picture>SGVq</picture><note/></order>`,
			&order{Version: "2", Extra: "e", Picture: &strictxml.Content{Size: 3}}, ""},
		{`<order v="1"><note/><extra/></order>`, &order{Version: "1"}, strictxml.RuleUnknownElement},
		{`<order v="2"><note/></order>`, &order{Version: "2"}, strictxml.RuleMissingElement},
		{`<order v="1"><note/><day/><note/></order>`, &order{Version: "1"}, strictxml.RuleType},
		{`<order v="3"><note/></order>`, &order{Version: "3"}, strictxml.RuleEnumeration},
	} {
		got, findings, err := orderDocument().Read(strings.NewReader("<!-- x -->"+c.doc+"\n"), strictxml.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.doc, err)
			continue
		}
		c.want.Size = int64(len(c.doc))
		if d := cmp.Diff(c.want, got, cmpopts.IgnoreFields(strictxml.Content{}, "Open")); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.doc, d)
		}
		if c.rule == "" != (len(findings) == 0) || c.rule != "" && findings[0].Rule != c.rule {
			t.Errorf("%s: %v, want %q", c.doc, findings, c.rule)
		}
	}
}

func TestTheModelChoosesTheTableForTheWriter(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := &order{Version: "2", Day: time.Date(2030, 2, 3, 0, 0, 0, 0, time.UTC), Picture: &strictxml.Content{Open: source("Hej")}}
	if err := orderDocument().Write(&out, in); err != nil {
		t.Fatal(err)
	}
	const want = `<order v="2"><day>2030-02-03</day><note></note><extra></extra><picture>SGVq</picture></order>`
	if got := strings.TrimPrefix(out.String(), `<?xml version="1.0" encoding="UTF-8"?>`+"\n"); got != want {
		t.Errorf("got %s", got)
	}
	if err := orderDocument().Write(io.Discard, &order{}); strictxml.CodeOf(err) != strictxml.CodeWrite {
		t.Errorf("no version: %v", err)
	}
}

func TestFindingsAndErrorsReadAsSentences(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]fmt.Stringer{
		`/a: xsd.type, wants a date, found "x" (schema)`: strictxml.Finding{Path: "/a", Rule: "xsd.type", Limit: "a date", Found: "x"},
		`/a: MEMO-R2 (business)`:                         strictxml.Finding{Path: "/a", Rule: "MEMO-R2", By: strictxml.Business},
		"hardening":                                      strictxml.Hardening,
		"broken":                                         strictxml.Broken,
		"warning":                                        strictxml.Warning,
	} {
		if got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if strictxml.CodeOf(io.EOF) != "" {
		t.Error("a foreign error has a code")
	}
}
