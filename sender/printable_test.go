package sender

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

func madePDF(t *testing.T, change func(*fpdf.Fpdf)) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	change(pdf)
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Text(30, 110, "Afgoerelse")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func locked(pdf *fpdf.Fpdf) { pdf.SetProtection(fpdf.CnProtectPrint, "a", "b") }

func TestALetterThatCannotBePrintedStaysOutOfTheOutboxUnlessItIsForced(t *testing.T) {
	t.Parallel()
	whole, encrypted := madePDF(t, func(*fpdf.Fpdf) {}), madePDF(t, locked)
	refuseDigital, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	strict := *refuseDigital
	strict.Digital = "refuse"
	for _, c := range []struct {
		what     string
		channel  Channel
		document []byte
		attached []byte
		force    string
		profile  *fjernprint.Profile
		want     string // code of a problem; "" for none
		kept     bool   // a rejection is kept with the letter
	}{
		{what: "a good letter on paper", channel: outbox.Print, document: whole},
		{what: "an encrypted letter on paper", channel: outbox.Print, document: encrypted, want: "pdf.encrypted"},
		{what: "an encrypted letter that may go on paper", channel: outbox.Auto, document: encrypted, want: "pdf.encrypted"},
		{what: "an encrypted attachment", channel: outbox.Auto, document: whole, attached: encrypted, want: "pdf.encrypted"},
		{what: "digitally it is only noted", channel: outbox.Digital, document: encrypted, kept: true},
		{what: "digitally, by a profile that refuses", channel: outbox.Digital, document: encrypted, profile: &strict, want: "pdf.encrypted"},
		{what: "forced, with a reason", channel: outbox.Print, document: encrypted, force: "printeren kan godt", kept: true},
		{what: "forced, though it is no PDF", channel: outbox.Print, document: []byte("hello"), force: "printeren kan godt", kept: true},
		{what: "forced without a reason worth the name", channel: outbox.Print, document: encrypted, force: "  x ", want: "draft.force"},
		{what: "forced with control characters", channel: outbox.Print, document: encrypted, force: "printeren\x01kan", want: "draft.characters"},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(r *rig, _ *kombitest.Provider) { r.opts.Print, r.profile.Print = nil, c.profile })
			d := draft(c.channel)
			d.Document, d.Force = Document{Name: "brev.pdf", Data: c.document}, c.force
			if c.attached != nil {
				d.Attachments = []Document{{Name: "bilag.pdf", Data: c.attached}}
			}
			id, err := r.sender.Submit(t.Context(), r.profile.ID, d)
			var refused *Error
			if c.want != "" {
				if !errors.As(err, &refused) || !strings.Contains(err.Error(), "("+c.want+")") {
					t.Fatalf("error %v, want one with %s", err, c.want)
				}
				if letters, err := r.sender.Letters(t.Context(), Query{}); err != nil || len(letters) != 0 {
					t.Errorf("%d letters in the outbox, %v", len(letters), err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			letter, err := r.sender.Letter(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if letter.Content.Forced != c.force {
				t.Errorf("the reason kept is %q, want %q", letter.Content.Forced, c.force)
			}
			kept := false
			for _, f := range letter.Content.Print {
				kept = kept || f.Severity == string(fjernprint.Reject)
			}
			if kept != c.kept {
				t.Errorf("kept a rejection: %t, want %t (%v)", kept, c.kept, letter.Content.Print)
			}
		})
	}
}

func TestARefusalNamesThePrintRuleAndTheAttachment(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(r *rig, _ *kombitest.Provider) { r.opts.Print = nil })
	d := draft(outbox.Auto)
	d.Document.Data = madePDF(t, func(*fpdf.Fpdf) {})
	d.Attachments = []Document{{Name: "bilag.pdf", Data: madePDF(t, locked)}}
	_, err := r.sender.Submit(t.Context(), r.profile.ID, d)
	var refused *Error
	if !errors.As(err, &refused) || len(refused.Problems) != 2 {
		t.Fatalf("error %v, want two problems", err)
	}
	p := refused.Problems[0]
	if p.Rule != "DK-PRINT-05" || !strings.HasPrefix(p.Text, "FP-010, attachment 1: ") {
		t.Errorf("the problem is %+v", p)
	}
	if refused.Problems[1].Field != "force" {
		t.Errorf("nothing says that it can be forced: %+v", refused.Problems[1])
	}
}

func TestWhatThePrinterPrintsHimselfIsToldToThePrintRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what              string
		channel           Channel
		change            func(*Draft)
		imprint, anything bool
	}{
		{"an address beside the document", outbox.Print, func(*Draft) {}, true, false},
		{"the same, if it may go on paper", outbox.Auto, func(*Draft) {}, true, false},
		{"the address in the document", outbox.Print, func(d *Draft) { d.AddressInDocument = true }, false, false},
		{"an unknown address", outbox.Auto, func(d *Draft) { d.AddressUnknown = true }, false, true},
		{"digitally", outbox.Digital, func(*Draft) {}, false, true},
	} {
		d := draft(c.channel)
		c.change(&d)
		p := &preflight{draft: d}
		l := p.printLetter()
		if l.ImprintRecipient != c.imprint || l.AnyAddress != c.anything {
			t.Errorf("%s: imprint %t, any address %t", c.what, l.ImprintRecipient, l.AnyAddress)
		}
		if l.ImprintRecipient && (l.Address == nil || l.Address.Name != d.Name) {
			t.Errorf("%s: the address is %v", c.what, l.Address)
		}
	}
}
