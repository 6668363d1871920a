package memo_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

func TestACorrectMessageHasNoBusinessFindings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"v11/full.xml", "v11/minimum.xml", "v11/nemsms.xml", "v11/attachment.xml",
		"v12/full.xml", "v12/minimum.xml", "v12/nemsms.xml", "v12/attachment.xml"} {
		m := readClean(t, sample(t, name), memo.Options{})
		if got := m.Check(memo.CheckOptions{}); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestEachBusinessRuleIsFoundWithPathAndCode(t *testing.T) {
	t.Parallel()
	const (
		full, sms = "v12/full.xml", "v12/nemsms.xml"
		main      = "/Message/MessageBody/MainDocument"
	)
	for _, c := range []struct {
		why, sample, old, new string
		opts                  memo.CheckOptions
		want                  []string // rule, path, code
	}{
		{"R2: colon", full, "Afgørelse.pdf", "Sag: 1.pdf", memo.CheckOptions{}, []string{"MEMO-R2 " + main + "/File[1]/filename " + memo.CodeFilename}},
		{"R2: no-break space", full, "Afgørelse.pdf", "a\u00a0b.pdf", memo.CheckOptions{}, []string{"MEMO-R2 " + main + "/File[1]/filename " + memo.CodeFilename}},
		{"R2: en space", full, "data.xml", "a\u2002b.xml", memo.CheckOptions{}, []string{"MEMO-R2 /Message/MessageBody/TechnicalDocument[1]/File[1]/filename " + memo.CodeFilename}},
		{"R2: emoji are fine", full, "Afgørelse.pdf", "\U0001F4E8.pdf", memo.CheckOptions{}, nil},
		{"R3: http", full, "https://eksempelkoebing.example/skema", "http://eksempelkoebing.example/skema", memo.CheckOptions{}, []string{"MEMO-R3 " + main + "/Action[2]/EntryPoint/url " + memo.CodeActionURL}},
		{"R3: relative", full, "https://eksempelkoebing.example/</", "/skema</", memo.CheckOptions{}, []string{"MEMO-R3 /Message/MessageBody/AdditionalDocument[1]/Action[1]/EntryPoint/url " + memo.CodeActionURL}},
		{"R3: no host", full, "https://eksempelkoebing.example/</", "https:///skema</", memo.CheckOptions{}, []string{"MEMO-R3 /Message/MessageBody/AdditionalDocument[1]/Action[1]/EntryPoint/url " + memo.CodeActionURL}},
		{"R4: empty text", sms, "Husk din aftale på Rådhuset i morgen kl. 9. Eksempelkøbing Kommune", " ", memo.CheckOptions{}, []string{"MEMO-R4 /Message/MessageHeader/notification empty.notification.not.allowed"}},
		{"R4: with a body", full, "DIGITALPOST", "NEMSMS", memo.CheckOptions{}, []string{"MEMO-R4 /Message/MessageBody " + memo.CodeBodyUnused}},
		{"no body", sms, "NEMSMS", "DIGITALPOST", memo.CheckOptions{}, []string{"MEMO-BODY /Message/MessageBody " + memo.CodeBodyMissing}},
		{"R6: sender", full, "<memo:contactPointID>7b1d9a52-3c1f-4a53-9d1e-0123456789ab", "<memo:contactPointID>7b1d9a52", memo.CheckOptions{}, []string{"MEMO-R6 /Message/MessageHeader/Sender/ContactPoint/contactPointID contact.point.id.format.not.allowed"}},
		{"R6: forwarded", full, "0123456789ac", "0123456789ag", memo.CheckOptions{}, []string{"MEMO-R6 /Message/MessageHeader/ForwardData/contactPointID contact.point.id.format.not.allowed"}},
		{"R7: at the limit", full, "", "", memo.CheckOptions{Size: memo.MaxSizeMiB}, nil},
		{"R7: beyond the limit", full, "", "", memo.CheckOptions{Size: memo.MaxSizeMiB + 1}, []string{"MEMO-R7 /Message " + memo.CodeTooLarge}},
		{"R7: read as MB", full, "", "", memo.CheckOptions{Size: memo.MaxSizeMB + 1, MaxSize: memo.MaxSizeMB}, []string{"MEMO-R7 /Message " + memo.CodeTooLarge}},
		{"R7: what a 74 MiB document makes", full, "", "", memo.CheckOptions{Size: 103_460_463}, nil},
		{"R7: its own size", full, "", "", memo.CheckOptions{MaxSize: 1000}, []string{"MEMO-R7 /Message " + memo.CodeTooLarge}},
		{"extension", full, "Vejledning.pdf", "Vejledning.exe", memo.CheckOptions{}, []string{"MEMO-EXT /Message/MessageBody/AdditionalDocument[2]/File[1]/filename file.extension.not.allowed"}},
		{"no extension", full, "Vejledning.pdf", "Vejledning", memo.CheckOptions{}, []string{"MEMO-EXT /Message/MessageBody/AdditionalDocument[2]/File[1]/filename file.extension.not.allowed"}},
		{"archive", full, "Vejledning.pdf", "Vejledning.zip", memo.CheckOptions{}, []string{"MEMO-EXT /Message/MessageBody/AdditionalDocument[2]/File[1]/filename file.extension.not.allowed"}},
		{"upper case extension", full, "Vejledning.pdf", "Vejledning.PDF", memo.CheckOptions{}, nil},
		{"own list", sms, "", "", memo.CheckOptions{Extensions: []string{"txt"}}, nil},
		{"own list refuses", "v12/attachment.xml", "Bilag 1.pdf", "Bilag 1.txt", memo.CheckOptions{Extensions: []string{"txt"}}, []string{"MEMO-EXT " + main + "/File[1]/filename file.extension.not.allowed"}},
		{"empty file", "v12/minimum.xml", "SGVq", "", memo.CheckOptions{}, []string{"MEMO-EMPTY " + main + "/File[1]/content file.empty.not.allowed"}},
	} {
		doc := sample(t, c.sample)
		if !strings.Contains(doc, c.old) {
			t.Errorf("%s: the sample has no %q", c.why, c.old)
		}
		m := readClean(t, strings.Replace(doc, c.old, c.new, 1), memo.Options{})
		var got []string
		for _, f := range m.Check(c.opts) {
			if f.By != strictxml.Business || f.Limit == "" {
				t.Errorf("%s: %+v", c.why, f)
			}
			got = append(got, f.Rule+" "+f.Path+" "+f.Code)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, d)
		}
	}
}

func TestANemSMSWithABodyIsOnlyWarnedAbout(t *testing.T) {
	t.Parallel()
	m := readClean(t, strings.Replace(sample(t, "v12/full.xml"), "DIGITALPOST", "NEMSMS", 1), memo.Options{})
	if got := m.Check(memo.CheckOptions{}); len(got) != 1 || !strictxml.Valid(got) {
		t.Error(got)
	}
}

func TestAllForbiddenCharactersOfFileNamesAreFound(t *testing.T) {
	t.Parallel()
	for _, r := range "<>:\"/\\|?*\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u205f\u2060\u3000" {
		m := letter(1)
		m.Body.MainDocument.Files[0].Filename = "a" + string(r) + ".pdf"
		if got := m.Check(memo.CheckOptions{}); len(got) != 1 || got[0].Rule != "MEMO-R2" {
			t.Errorf("U+%04X: %v", r, got)
		}
	}
}

func TestBusinessFindingsMaskIdentityNumbers(t *testing.T) {
	t.Parallel()
	m := letter(1)
	for _, name := range []string{"030570-9990.exe", strings.Repeat("x", 50) + "030570-9990.exe"} {
		m.Body.MainDocument.Files[0].Filename = name
		findings := m.Check(memo.CheckOptions{})
		if len(findings) == 0 {
			t.Error("nothing was found")
		}
		for _, f := range findings {
			if strings.Contains(f.Found, "0570-999") {
				t.Errorf("%+v", f)
			}
		}
	}
}

func TestEachCodeIsGivenAndNoOther(t *testing.T) {
	t.Parallel()
	want := map[string]bool{
		memo.CodeVersion: true, memo.CodeEmptyNotification: true, memo.CodeBodyMissing: true, memo.CodeBodyUnused: true,
		memo.CodeContactPoint: true, memo.CodeFilename: true, memo.CodeFileExtension: true, memo.CodeFileEmpty: true,
		memo.CodeActionURL: true, memo.CodeTooLarge: true,
	}
	bad := &memo.Message{MemoVersion: "9", Header: memo.Header{MessageType: memo.NemSMS,
		Sender:    memo.Sender{ContactPoint: &memo.ContactPoint{}},
		Recipient: memo.Recipient{ContactPoint: &memo.ContactPoint{}}},
		Body: &memo.Body{MainDocument: memo.Document{Files: []memo.File{{Filename: ":"}},
			Actions: []memo.Action{{EntryPoint: &memo.EntryPoint{}}}}}}
	bodiless := &memo.Message{Header: memo.Header{MessageType: memo.DigitalPost}}
	got := map[string]bool{}
	for _, f := range append(bad.Check(memo.CheckOptions{Size: 1 << 40}), bodiless.Check(memo.CheckOptions{})...) {
		got[f.Code] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
