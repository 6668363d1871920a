package memo_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// envelope is a larger document around a message.
type envelope struct {
	code    string
	message *memo.Message
}

func TestAMessageIsReadAndWrittenInsideALargerDocument(t *testing.T) {
	t.Parallel()
	doc := strictxml.Document[envelope]{Name: strictxml.Name{Local: "kombi_request"}, Content: strictxml.Sequence(
		strictxml.Text(strictxml.Name{Local: "KombiValgKode"}, strictxml.StringType(0, 0), strictxml.One, func(e *envelope) *string { return &e.code }),
		strictxml.OptChild(memo.Name, strictxml.Opt, func(e *envelope) **memo.Message { return &e.message }, memo.Elements(memo.Options{})),
	)}
	_, inner, _ := strings.Cut(sample(t, "v11/minimum.xml"), "\n")
	in := "<kombi_request><KombiValgKode>Digital Post</KombiValgKode>" + inner + "</kombi_request>"
	e, findings, err := doc.Read(strings.NewReader(in), strictxml.Options{Sink: memo.Sink(memo.KeepInMemory).XML(nil)})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	if e.message.Size != int64(len(inner)) {
		t.Errorf("size %d, want %d", e.message.Size, len(inner))
	}
	var out bytes.Buffer
	if err := doc.Write(&out, e); err != nil {
		t.Fatal(err)
	}
	again, findings, err := doc.Read(&out, strictxml.Options{Sink: memo.Sink(memo.KeepInMemory).XML(nil)})
	if err != nil || len(findings) > 0 || sameMessage(e.message, again.message) != "" || contents(t, again.message)[0] != "Hej" {
		t.Error(err, findings, sameMessage(e.message, again.message))
	}
	broken := strings.Replace(in, "DIGITALPOST", "BREV", 1)
	_, findings, err = doc.Read(strings.NewReader(broken), strictxml.Options{})
	if err != nil || !finds(findings, "/kombi_request/Message/MessageHeader/messageType", strictxml.RuleEnumeration) {
		t.Error(err, findings)
	}
}
