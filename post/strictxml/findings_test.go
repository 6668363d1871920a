package strictxml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/strictxml"
)

const (
	minimal  = "<Kind>A</Kind><Page><Title/></Page><Mail>m</Mail><Body/>"
	pageOne  = "<Page><Title>1</Title></Page>"
	mailBody = "<Mail>m</Mail><Body/>"
)

// inLetter puts content into the root element.
func inLetter(attrs, content string) string {
	return `<Letter xmlns="urn:example:letter"` + attrs + `>` + content + `</Letter>`
}

// TestEachBrokenRuleIsOneFinding: documents with one fault (or a few), and all the findings about them.
func TestEachBrokenRuleIsOneFinding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, attrs, content string
		want                []string // path: rule, By
	}{
		{"nothing", "", minimal, nil},
		{"missing element", "", "<Kind>A</Kind><Mail/><Body/>",
			[]string{"/Letter/Page: xsd.element.missing schema"}},
		{"two missing elements", "", "<Kind>A</Kind><Mail/>",
			[]string{"/Letter/Page: xsd.element.missing schema", "/Letter/Body: xsd.element.missing schema"}},
		{"unknown element", "", "<Kind>A</Kind><Rest><Kind>B</Kind>text</Rest>" + pageOne + mailBody,
			[]string{"/Letter/Rest: xsd.element.unknown schema"}},
		{"known name in no namespace", "", `<Kind xmlns="">A</Kind>` + pageOne + mailBody,
			[]string{"/Letter/Kind: xsd.element.unknown schema", "/Letter/Kind: xsd.element.missing schema"}},
		{"wrong order", "", pageOne + "<Kind>A</Kind>" + mailBody,
			[]string{"/Letter/Kind: xsd.element.order schema"}},
		{"too many", "", "<Kind>A</Kind><Kind>B</Kind>" + pageOne + mailBody,
			[]string{"/Letter/Kind: xsd.element.too.many schema"}},
		{"too many of a list", "", "<Kind>A</Kind>" + strings.Repeat(pageOne, 5) + mailBody,
			[]string{"/Letter/Page: xsd.element.too.many schema"}},
		{"two alternatives", "", "<Kind>A</Kind>" + pageOne + "<Mail>m</Mail><Phone>p</Phone><Body/>",
			[]string{"/Letter/Phone: xsd.choice schema"}},
		{"no alternative", "", "<Kind>A</Kind>" + pageOne + "<Body/>",
			[]string{"/Letter: xsd.choice schema"}},
		{"text between elements", "", "x" + minimal + "y",
			[]string{"/Letter: xsd.text schema"}},
		{"value outside the list", "", strings.Replace(minimal, "A", "C", 1),
			[]string{"/Letter/Kind: xsd.enumeration schema"}},
		{"too long, in the second of a list", "", "<Kind>A</Kind>" + pageOne + "<Page><Title>æøåæøå</Title></Page>" + mailBody,
			[]string{"/Letter/Page[2]/Title: xsd.maxLength schema"}},
		{"not a boolean, not a number, not a time", "", "<Kind>A</Kind><Urgent>ja</Urgent><Count>x</Count><At>i morgen</At>" + pageOne + mailBody,
			[]string{"/Letter/Urgent: xsd.type schema", "/Letter/Count: xsd.type schema", "/Letter/At: xsd.type schema"}},
		{"number too large", "", "<Kind>A</Kind><Count>100</Count>" + pageOne + mailBody,
			[]string{"/Letter/Count: xsd.range schema"}},
		{"year that cannot be kept", "", "<Kind>A</Kind><At>12030-01-01T00:00:00Z</At>" + pageOne + mailBody,
			[]string{"/Letter/At: hard.big.value hardening"}},
		{"element inside text", "", "<Kind>A<b/></Kind>" + pageOne + mailBody,
			[]string{"/Letter/Kind/b: xsd.element.unknown schema"}},
		{"unknown attribute", ` colour="red"`, minimal,
			[]string{"/Letter/@colour: xsd.attribute.unknown schema"}},
		{"attribute of wrong type", ` version="x"`, minimal,
			[]string{"/Letter/@version: xsd.type schema"}},
		{"attribute on a text element", "", strings.Replace(minimal, "<Mail>", `<Mail a="1">`, 1),
			[]string{"/Letter/Mail/@a: xsd.attribute.unknown schema"}},
		{"missing attribute, text too short", "", "<Kind>A</Kind><To/>" + pageOne + mailBody,
			[]string{"/Letter/To/@scheme: xsd.attribute.missing schema", "/Letter/To: xsd.minLength schema"}},
		{"schema location", ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"`, minimal, nil},
		{"nil", ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"`, minimal,
			[]string{"/Letter/@xsi:nil: xsd.fixed schema"}},
		{"type substitution", ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"`, minimal,
			[]string{"/Letter/@xsi:type: hard.xsi.type hardening"}},
		{"broken base64", "", strings.Replace(minimal, "<Body/>", "<Body>SGVq=</Body>", 1),
			[]string{"/Letter/Body: xsd.type schema"}},
		{"letters after padding", "", strings.Replace(minimal, "<Body/>", "<Body>SGU=SGU=</Body>", 1),
			[]string{"/Letter/Body: xsd.type schema"}},
		{"letters after padding that would fit without them", "", strings.Replace(minimal, "<Body/>", "<Body>SGU=VQ</Body>", 1),
			[]string{"/Letter/Body: xsd.type schema"}},
		{"foreign character in base64", "", strings.Replace(minimal, "<Body/>", "<Body>SG-Vq</Body>", 1),
			[]string{"/Letter/Body: hard.base64 hardening"}},
		{"element in base64", "", strings.Replace(minimal, "<Body/>", "<Body>SG<b/>Vq</Body>", 1),
			[]string{"/Letter/Body/b: xsd.element.unknown schema"}},
		{"wildcard of the own namespace", "", minimal + "<Extra/>",
			[]string{"/Letter/Extra: xsd.element.unknown schema"}},
		{"wildcard without namespace", "", minimal + `<Extra xmlns=""/>`,
			[]string{"/Letter/Extra: xsd.element.unknown schema"}},
	} {
		_, findings, err := letterDocument().Read(strings.NewReader(inLetter(c.attrs, c.content)), strictxml.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		var got []string
		for _, f := range findings {
			got = append(got, fmt.Sprintf("%s: %s %s", f.Path, f.Rule, f.By))
			if f.Limit == "" || f.Found == "" && f.Rule != strictxml.RuleMinLength {
				t.Errorf("%s: %+v does not say what is demanded and what was found", c.why, f)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, d)
		}
	}
}

func TestAFindingShowsLimitAndFoundValueWithIdentityNumbersMasked(t *testing.T) {
	t.Parallel()
	_, findings, err := letterDocument().Read(strings.NewReader(
		inLetter("", strings.Replace(minimal, ">A<", ">030570-9990 "+strings.Repeat("æ", 100)+"<", 1))), strictxml.Options{})
	if err != nil || len(findings) != 1 {
		t.Fatal(err, findings)
	}
	f := findings[0]
	if f.Limit != "A | B" || strings.Contains(f.Found, "9990") || len([]rune(f.Found)) > 61 || f.Offset <= 0 {
		t.Errorf("%+v", f)
	}
}

// A number that is cut before it is masked shows nine of its ten digits, and
// names may hold numbers too.
func TestNoPartOfAFindingOrErrorShowsAnIdentityNumber(t *testing.T) {
	t.Parallel()
	const number, cut = "0305709990", "03057099" // most of it, and what a cut would leave
	long := strings.Repeat("x", 51)
	for why, doc := range map[string]string{
		"a value cut at 60":            inLetter("", strings.Replace(minimal, ">A<", ">"+long+" "+number+"<", 1)),
		"an element's name":            inLetter("", minimal+"<_"+number+"/>"),
		"an element's long name":       inLetter("", minimal+"<"+long+"_"+number+"/>"),
		"an attribute's name":          inLetter(" _"+number+`=""`, minimal),
		"an attribute's name and xsi":  inLetter(` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:_`+number+`=""`, minimal),
		"an element inside a text":     inLetter("", strings.Replace(minimal, ">A<", "><_"+number+"/><", 1)),
		"the root element's long name": "<" + long + "_" + number + "/>",
		"the encoding":                 `<?xml version="1.0" encoding="` + long[:30] + number + `"?>` + inLetter("", minimal),
		"a prefix":                     inLetter("", minimal+"<_"+number+":x/>"),
	} {
		_, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
		if err == nil && len(findings) == 0 {
			t.Errorf("%s: nothing was found", why)
		}
		if said := fmt.Sprintf("%v %+v", err, findings); strings.Contains(said, cut) {
			t.Errorf("%s: %s", why, said)
		}
	}
}

func TestAStrayCharacterInBase64IsFoundAtItsOffset(t *testing.T) {
	t.Parallel()
	doc := inLetter("", strings.Replace(minimal, "<Body/>", "<Body>"+strings.Repeat("AAAA", 50_000)+"\nSG!Vq</Body>", 1))
	got, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
	if err != nil || len(findings) != 1 {
		t.Fatal(err, findings)
	}
	if want := int64(strings.IndexByte(doc, '!')); findings[0].Offset != want {
		t.Errorf("offset %d, want %d", findings[0].Offset, want)
	}
	if got.Body.Size != 150_003 {
		t.Errorf("%d bytes decoded", got.Body.Size)
	}
}

func TestFindingsBeyondTheLimitAreOneFinding(t *testing.T) {
	t.Parallel()
	doc := inLetter("", "<Kind>A</Kind>"+strings.Repeat("<No/>", 30)+pageOne+mailBody)
	_, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{MaxFindings: 10})
	if err != nil || len(findings) != 11 || findings[10].Rule != strictxml.RuleMore || strictxml.Valid(findings, strictxml.Schema) {
		t.Errorf("%v %d findings: %v", err, len(findings), findings)
	}
}

func TestAnotherRootElementCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{"<Letter/>", `<Kind xmlns="urn:example:letter"/>`} {
		got, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
		if strictxml.CodeOf(err) != strictxml.CodeRoot || got != nil || findings != nil {
			t.Errorf("%s: %v %v %v", doc, got, findings, err)
		}
	}
}
