package strictxml_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/brevdue/brevdue/post/strictxml"
)

const letterNS = strictxml.Space("urn:example:letter")

type letter struct {
	Version string
	Kind    string
	Urgent  bool
	Count   int64
	At      time.Time
	To      *party
	Pages   []page
	Mail    string
	Phone   string
	Body    strictxml.Content
}

type party struct {
	Scheme string
	ID     string
}

type page struct{ Title string }

func letterDocument() strictxml.Document[letter] {
	n := letterNS.Name
	to := strictxml.SimpleContent(strictxml.StringType(1, 10), func(p *party) *string { return &p.ID }).
		Attributes(strictxml.Attribute("scheme", strictxml.EnumType("cpr", "cvr"), true, func(p *party) *string { return &p.Scheme }))
	pg := strictxml.Sequence(
		strictxml.Text(n("Title"), strictxml.StringType(0, 5), strictxml.One, func(p *page) *string { return &p.Title }))
	content := strictxml.Sequence(
		strictxml.Text(n("Kind"), strictxml.EnumType("A", "B"), strictxml.One, func(l *letter) *string { return &l.Kind }),
		strictxml.Bool(n("Urgent"), strictxml.Opt, func(l *letter) *bool { return &l.Urgent }).Default("false"),
		strictxml.Int(n("Count"), strictxml.IntegerType(0, 99), strictxml.Opt, func(l *letter) *int64 { return &l.Count }),
		strictxml.Time(n("At"), &strictxml.Type{Base: strictxml.DateTime}, strictxml.Opt, func(l *letter) *time.Time { return &l.At }),
		strictxml.OptChild(n("To"), strictxml.Opt, func(l *letter) **party { return &l.To }, to),
		strictxml.List(n("Page"), strictxml.Occurs{Min: 1, Max: 3}, func(l *letter) *[]page { return &l.Pages }, pg),
		strictxml.Text(n("Mail"), strictxml.StringType(0, 0), strictxml.One, func(l *letter) *string { return &l.Mail }).In(1, 0),
		strictxml.Text(n("Phone"), strictxml.StringType(0, 0), strictxml.One, func(l *letter) *string { return &l.Phone }).In(1, 1),
		strictxml.Stream(n("Body"), strictxml.One, func(l *letter) *strictxml.Content { return &l.Body }),
		strictxml.Any[letter](letterNS, true, strictxml.AnyNum),
	).Attributes(strictxml.Attribute("version", &strictxml.Type{Base: strictxml.Decimal}, false, func(l *letter) *string { return &l.Version })).
		Declare(strictxml.Prefix{Prefix: "l", Space: string(letterNS)}).RequireChoice(1)
	return strictxml.Document[letter]{Name: n("Letter"), Content: content}
}

const goodLetter = `<?xml version='1.0' encoding='utf8'?>
<!-- before --><l:Letter version="1.0" xmlns:l="urn:example:letter">
  <l:Kind>A</l:Kind><l:Urgent/><l:Count> +7 </l:Count><l:At>2030-01-02T03:04:05.5+01:00</l:At>
  <l:To scheme="cvr">99999901</l:To>
  <Page xmlns="urn:example:letter"><Title><![CDATA[Æ&]]>&lt;</Title></Page><l:Page><l:Title/></l:Page>
  <l:Mail>a@example.dk</l:Mail>
  <l:Body>SGVq IGR1
</l:Body>
  <x:extra xmlns:x="urn:other"><x:b/></x:extra>
</l:Letter>
<?after pi?>`

type memorySink struct{ strings.Builder }

func (*memorySink) Close() error { return nil }

func TestADocumentIsReadIntoItsStruct(t *testing.T) {
	t.Parallel()
	var body memorySink
	got, findings, err := letterDocument().Read(strings.NewReader(goodLetter), strictxml.Options{
		Sink: func(owner any, _ *strictxml.Content) (io.WriteCloser, error) {
			if owner.(*letter).Mail == "" {
				t.Error("the sink was asked before the fields above were filled")
			}
			return &body, nil
		}})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	want := &letter{Version: "1.0", Kind: "A", Count: 7, At: time.Date(2030, 1, 2, 2, 4, 5, 5e8, time.UTC),
		To: &party{"cvr", "99999901"}, Pages: []page{{"Æ&<"}, {""}}, Mail: "a@example.dk",
		Body: strictxml.Content{Size: 6}}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(strictxml.Content{}, "Open")); d != "" {
		t.Error(d)
	}
	if body.String() != "Hej du" {
		t.Errorf("body %q", body.String())
	}
}
