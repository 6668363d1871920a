package strictxml_test

import (
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/strictxml"
)

func TestCharsetsAreDecodedAsDeclared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, declaration, mail, want string
	}{
		{"nothing declared", "", "Æble", "Æble"},
		{"utf8", `<?xml version='1.0' encoding='utf8'?>`, "Æble", "Æble"},
		{"UTF8", `<?xml version='1.0' encoding='UTF8'?>`, "Æble", "Æble"},
		{"utf-8", `<?xml version='1.0' encoding='utf-8'?>`, "Æble", "Æble"},
		{"Latin-1", `<?xml version='1.0' encoding='ISO-8859-1'?>`, "\xc6ble", "Æble"},
		{"Windows", `<?xml version='1.0' encoding='windows-1252'?>`, "\xc6ble \x80", "Æble €"},
		{"Latin-9", `<?xml version='1.0' encoding='ISO-8859-15'?>`, "\xc6ble \xa4", "Æble €"},
		{"mark beats declaration", "\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?>", "Æble", "Æble"},
	} {
		doc := c.declaration + inLetter("", strings.Replace(minimal, ">m<", ">"+c.mail+"<", 1))
		got, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
		if err != nil || len(findings) > 0 || got.Mail != c.want {
			t.Errorf("%s: %v %v %+v", c.why, err, findings, got)
		}
	}
}

func TestLatin1BytesUnderUTF8AreRefusedOrAcceptedWithAWarning(t *testing.T) {
	t.Parallel()
	doc := `<?xml version='1.0' encoding='utf8'?>` +
		inLetter("", strings.Replace(minimal, ">m<", ">\xc6ble, \xc3\xa6ble og \xe5\x3c/Mail><!-- \xf8 --><Nej>\xe6<", 1))
	doc = strings.Replace(doc, "<Nej>\xe6</Mail>", "", 1)

	_, _, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
	if strictxml.CodeOf(err) != strictxml.CodeInvalidUTF8 || !strings.Contains(err.Error(), "0xC6") || !strings.Contains(err.Error(), "ISO-8859-1") {
		t.Errorf("strict: %v", err)
	}

	got, findings, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{Latin1Fallback: true})
	if err != nil {
		t.Fatal(err)
	}
	if got.Mail != "Æble, æble og å" {
		t.Errorf("read as %q", got.Mail)
	}
	if len(findings) != 1 || findings[0].Rule != strictxml.RuleLatin1 || findings[0].Severity != strictxml.Warning ||
		findings[0].By != strictxml.Hardening || !strictxml.Valid(findings) {
		t.Errorf("%v", findings)
	}
	for _, same := range []bool{false, true} {
		_, findings, err := letterDocument().Read(strings.NewReader(inLetter("", minimal)), strictxml.Options{Latin1Fallback: same})
		if err != nil || len(findings) > 0 {
			t.Errorf("plain UTF-8 with fallback %t: %v %v", same, findings, err)
		}
	}
}
