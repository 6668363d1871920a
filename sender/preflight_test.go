package sender

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// zeros is a document of a size without the bytes.
func zeros(size int64) Document {
	return Document{Name: "stor.pdf", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(io.MultiReader(strings.NewReader(pdfSignature), endless{}), size)), nil
	}}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestPreflightNamesEveryProblemBeforeTheOutbox(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for _, c := range []struct {
		what    string
		channel Channel
		change  func(*Draft)
		want    string // field and code; "" for none
	}{
		{"a good letter", outbox.Auto, func(*Draft) {}, ""},
		{"digital needs no address", outbox.Digital, func(d *Draft) { d.Name, d.Address = "", Address{} }, ""},
		{"the address in the document", outbox.Print, func(d *Draft) { d.Name, d.Address, d.AddressInDocument = "", Address{}, true }, ""},
		{"print without a number", outbox.Print, func(d *Draft) { d.To = ident.Party{Kind: ident.KindCPR, Number: "0000000000"} }, ""},
		{"an encrypted PDF is the provider's affair", outbox.Auto, func(d *Draft) { d.Document.Data = []byte("%PDF-1.7 /Encrypt") }, ""},
		{"an attachment of any kind, digitally", outbox.Digital, func(d *Draft) { d.Attachments = []Document{{Name: "installer.exe", Data: []byte("MZ")}} }, ""},
		{"a company", outbox.Auto, func(d *Draft) { d.To = ident.Company(testCVR) }, ""},
		{"no recipient", outbox.Auto, func(d *Draft) { d.To = ident.Party{} }, "to draft.recipient"},
		{"nobody, digitally", outbox.Digital, func(d *Draft) { d.To.Number = "0000000000" }, "to draft.recipient"},
		{"no such channel", "fax", func(*Draft) {}, "channel draft.channel"},
		{"no title", outbox.Digital, func(d *Draft) { d.Title = " " }, "title draft.title"},
		{"a long title", outbox.Digital, func(d *Draft) { d.Title = strings.Repeat("å", 257) }, "title draft.length"},
		{"control characters", outbox.Digital, func(d *Draft) { d.Title = "a\x01b" }, "title draft.characters"},
		{"control characters in the name", outbox.Auto, func(d *Draft) { d.Name = "Anna\x01" }, "name draft.characters"},
		{"control characters in the address", outbox.Print, func(d *Draft) { d.Address.City = "By\uFFFF" }, "address draft.characters"},
		{"bytes that are no UTF-8", outbox.Digital, func(d *Draft) { d.Title = "K\xf8benhavn" }, "title draft.characters"},
		{"control characters in a NemSMS", outbox.SMS, func(d *Draft) { d.SMS = "a\x02" }, "sms draft.characters"},
		{"control characters in a file name", outbox.Print, func(d *Draft) { d.Document.Name = "a\x02.pdf" }, "document draft.characters"},
		{"letters of other languages", outbox.Auto, func(d *Draft) { d.Title, d.Name = "Жĸ þ 😀", "Łukasz Ðæøå" }, ""},
		{"a number in the name of a file that is not there", outbox.Digital, func(d *Draft) { d.Document = Document{Path: "/" + anna + ".pdf"} }, "document draft.document"},
		{"a file without end", outbox.Digital, func(d *Draft) { d.Document = Document{Path: "/dev/zero"} }, "document draft.size"},
		{"no name", outbox.Auto, func(d *Draft) { d.Name = "" }, "name draft.name"},
		{"no lines", outbox.Print, func(d *Draft) { d.Address.Lines = nil }, "address draft.address"},
		{"a long line", outbox.Print, func(d *Draft) { d.Address.Lines = []string{strings.Repeat("x", 35)} }, "address draft.address"},
		{"no post code", outbox.Print, func(d *Draft) { d.Address.PostCode = "999" }, "address draft.address"},
		{"no document", outbox.Digital, func(d *Draft) { d.Document = Document{} }, "document draft.document"},
		{"a file that is not there", outbox.Digital, func(d *Draft) { d.Document = Document{Path: "none.pdf"} }, "document draft.document"},
		{"an empty file", outbox.Digital, func(d *Draft) { d.Document.Data = []byte{} }, "document draft.document"},
		{"no PDF", outbox.Digital, func(d *Draft) { d.Document.Data = []byte("hello") }, "document draft.pdf"},
		{"an attachment that is no PDF, on paper", outbox.Auto, func(d *Draft) { d.Attachments = []Document{{Name: "a.txt", Data: []byte("x")}} }, "document draft.pdf"},
		{"7 MiB on paper", outbox.Print, func(d *Draft) { d.Document = zeros(MaxPrint) }, ""},
		{"more than 7 MiB on paper", outbox.Print, func(d *Draft) { d.Document = zeros(MaxPrint + 1) }, "document draft.size"},
		{"more than 74 MiB", outbox.Digital, func(d *Draft) { d.Document = zeros(MaxDigital + 1) }, "document draft.size"},
		{"a file name that is not allowed", outbox.Digital, func(d *Draft) { d.Document.Name = "a/b.pdf" }, "document sim.file.name.not.allowed"},
		{"a NemSMS", outbox.SMS, func(*Draft) {}, ""},
		{"a NemSMS without text", outbox.SMS, func(d *Draft) { d.SMS = "" }, "sms draft.sms"},
		{"a long NemSMS", outbox.SMS, func(d *Draft) { d.SMS = strings.Repeat("x", 151) }, "sms draft.sms"},
		{"a NemSMS with a document", outbox.SMS, func(d *Draft) { d.Document = Document{Data: testPDF} }, "document draft.document"},
		{"a text by another channel", outbox.Digital, func(d *Draft) { d.SMS = "x" }, "sms draft.sms"},
	} {
		d := draft(c.channel)
		c.change(&d)
		a, err := r.sender.account(r.profile.ID)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		var refused *Error
		if _, err = d.check(t.Context(), a, r.opts.Print); errors.As(err, &refused) {
			for _, p := range refused.Problems {
				got += p.Field + " " + p.Code + ";"
				if p.Text == "" || strings.Contains(p.Text, anna) {
					t.Errorf("%s: the problem says %q", c.what, p.Text)
				}
			}
		}
		if c.want == "" && got != "" || c.want != "" && !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	if letters, err := r.sender.Letters(t.Context(), Query{}); err != nil || len(letters) != 0 {
		t.Errorf("%d letters in the outbox, %v", len(letters), err)
	}
}

func TestAProfileThatCannotBeServedIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for what, change := range map[string]func(*Profile){
		"no id":                    func(p *Profile) { p.ID = "" },
		"an id with a slash":       func(p *Profile) { p.ID = "a/b" },
		"an id that is taken":      func(p *Profile) { p.ID = r.profile.ID },
		"no CVR number":            func(p *Profile) { p.CVR = "" },
		"no name":                  func(p *Profile) { p.Name = "" },
		"no certificate":           func(p *Profile) { p.Certificate.Certificate = nil },
		"an address with a path":   func(p *Profile) { p.Provider.Send += "/kombi" },
		"an address without https": func(p *Profile) { p.Provider.STS = "http://127.0.0.1" },
	} {
		p := r.profile
		p.ID = "anden"
		change(&p)
		if err := r.sender.AddProfile(t.Context(), p); CodeOf(err) != CodeProfile {
			t.Errorf("%s: %v, want %s", what, err, CodeProfile)
		}
	}
	if _, err := r.sender.Submit(t.Context(), "ukendt", draft(outbox.Digital)); CodeOf(err) != CodeUnknown {
		t.Errorf("a letter for an unknown profile: %v", err)
	}
	if _, err := Open(t.Context(), Options{Dir: r.dir}); CodeOf(err) != CodeOptions {
		t.Errorf("a second sender on the same folder: %v", err)
	}
}
