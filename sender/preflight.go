package sender

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Limits of what a sender takes. The sizes are those real senders use for the
// documents of one letter before base64 (SF1601 2.1).
const (
	MaxDigital = 74 << 20 // bytes of all documents, Digital Post
	MaxPrint   = 7 << 20  // bytes of all documents, print and automatic choice

	maxText      = 256 // characters of a text field in MeMo
	maxName      = 130 // of a name on an envelope
	maxLine      = 34  // of an address line
	maxLines     = 5   // address lines, the one with the town not counted
	pdfSignature = "%PDF-"
	signatureIn  = 1024 // bytes at the start in which the signature must stand
)

var postCode = regexp.MustCompile(`^[0-9]{4}$`)

func tooLong(s string, most int) bool { return utf8.RuneCountInString(s) > most }

// preflight collects everything that is wrong with a draft before it enters the
// outbox.
type preflight struct {
	draft    Draft
	account  *account
	problems []Problem
	sizes    []int64 // of the documents, in bytes
}

func (p *preflight) problem(field, code, format string, args ...any) {
	p.problems = append(p.problems, Problem{Field: field, Code: "draft." + code, Text: ident.MaskText(fmt.Sprintf(format, args...))})
}

// check returns what the print rules found, to be kept with the letter, or an
// *Error with [CodeDraft] and every problem.
func (d Draft) check(ctx context.Context, a *account, printer PrintRules) ([]outbox.PrintFinding, error) {
	p := &preflight{draft: d, account: a}
	p.recipient()
	p.texts()
	p.address()
	p.documents()
	p.force()
	if len(p.problems) == 0 {
		p.message()
	}
	var found []outbox.PrintFinding
	if len(p.problems) == 0 {
		found = p.printable(ctx, printer)
	}
	if len(p.problems) == 0 {
		return found, nil
	}
	return nil, &Error{Code: CodeDraft, Text: "the letter cannot be sent as it is", Problems: p.problems}
}

func (p *preflight) recipient() {
	d := p.draft
	if !slices.Contains(outbox.Channels(), d.Channel) {
		p.problem("channel", "channel", "%q is no channel; choose auto, digital, print or sms", string(d.Channel))
	}
	_, person := d.To.CPR()
	_, company := d.To.CVR()
	if !person && !company && (d.Channel != outbox.Print || !d.To.Nobody()) {
		p.problem("to", "recipient", "give the recipient's CPR number (ten digits) or CVR number (eight digits)")
	}
}

func (p *preflight) texts() {
	d := p.draft
	if strings.TrimSpace(d.Title) == "" {
		p.problem("title", "title", "give the letter a title")
	}
	for _, f := range []struct{ field, value string }{
		{"title", d.Title}, {"type", d.Type}, {"postType", d.PostType}, {"messageId", d.MessageID}, {"caseId", d.CaseID},
	} {
		if tooLong(f.value, maxText) {
			p.problem(f.field, "length", "shorten it to at most %d characters; it has %d", maxText, utf8.RuneCountInString(f.value))
		}
		p.characters(f.field, f.value)
	}
	p.characters("name", d.Name)
	p.characters("address", strings.Join(append(slices.Clone(d.Address.Lines), d.Address.City), "\n"))
	p.characters("sms", d.SMS)
	most := p.account.Rules.Number(law.NemSMSMax)
	switch {
	case d.Channel == outbox.SMS && strings.TrimSpace(d.SMS) == "":
		p.problem("sms", "sms", "give the text of the NemSMS")
	case d.Channel == outbox.SMS && tooLong(d.SMS, most):
		p.problem("sms", "sms", "shorten the NemSMS to at most %d characters; it has %d", most, utf8.RuneCountInString(d.SMS))
	case d.Channel != outbox.SMS && d.SMS != "":
		p.problem("sms", "sms", "a text for NemSMS needs the channel sms")
	}
}

// characters: what XML cannot carry would be found out on the wire only, and
// bytes that are no UTF-8 would arrive as something else.
func (p *preflight) characters(field, value string) {
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unwritable) {
		p.problem(field, "characters", "remove control characters and write it as UTF-8: it cannot be sent as it is")
	}
}

func unwritable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// address: a sender cannot look one up.
func (p *preflight) address() {
	d := p.draft
	if d.Channel != outbox.Print && d.Channel != outbox.Auto || d.AddressInDocument {
		return
	}
	if d.AddressUnknown {
		if d.Channel == outbox.Print {
			p.problem("address", "address", "a physical letter needs an address")
		}
		return
	}
	if d.Name == "" || tooLong(d.Name, maxName) {
		p.problem("name", "name", "give the recipient's name, 1 to %d characters: the letter may go on paper, and a sender cannot look it up", maxName)
	}
	if n := len(d.Address.Lines); n == 0 || n > maxLines {
		p.problem("address", "address", "give the recipient's address as 1 to %d lines, then post code and town: the letter may go on paper, and a sender cannot look it up", maxLines)
	}
	for i, line := range d.Address.Lines {
		if strings.TrimSpace(line) == "" || tooLong(line, maxLine) {
			p.problem("address", "address", "address line %d must have 1 to %d characters", i+1, maxLine)
		}
	}
	if !postCode.MatchString(d.Address.PostCode) || d.Address.City == "" || tooLong(d.Address.TownLine(), maxLine) {
		p.problem("address", "address", "end the address with a post code of four digits and the town, such as 9999 Eksempelby")
	}
}

func (p *preflight) documents() {
	d := p.draft
	all := d.documents()
	switch {
	case d.Channel == outbox.SMS && len(all) > 0:
		p.problem("document", "document", "a NemSMS carries no documents")
	case d.Channel != outbox.SMS && !d.Document.given():
		p.problem("document", "document", "give the letter as a PDF file")
	}
	paper := d.mayBePrinted()
	forced := d.Force != "" // what is about print alone is overruled
	var total int64
	for i, doc := range all {
		source := doc.source()
		p.characters("document", source.Name)
		size, pdf, err := inspect(source)
		total += size
		p.sizes = append(p.sizes, size)
		switch {
		case err != nil:
			p.problem("document", "document", "document %d (%s) cannot be read: %v", i+1, source.Name, err)
		case size == 0:
			p.problem("document", "document", "document %d (%s) is empty", i+1, source.Name)
		case !pdf && (i == 0 || paper) && !forced:
			p.problem("document", "pdf", "document %d (%s) is no PDF: it does not begin with %s", i+1, source.Name, pdfSignature)
		}
	}
	limit := int64(MaxDigital)
	if paper && !forced {
		limit = MaxPrint
	}
	if total > limit {
		p.problem("document", "size", "the documents have %.1f MiB or more together; by this channel a letter has at most %d MiB", float64(total)/(1<<20), limit>>20)
	}
}

// inspect reads a document once: its size, and whether it says it is a PDF. It
// stops where no channel takes the document any more.
func inspect(s outbox.Source) (size int64, pdf bool, err error) {
	r, err := s.Open()
	if err != nil {
		return 0, false, err
	}
	head := make([]byte, signatureIn)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	rest := int64(0)
	if err == nil {
		rest, err = io.Copy(io.Discard, io.LimitReader(r, MaxDigital+1))
	}
	return int64(n) + rest, bytes.Contains(head[:n], []byte(pdfSignature)), errors.Join(err, r.Close())
}

// message applies the message format's own rules, except the list of file
// types: that is the provider's policy, and not public.
func (p *preflight) message() {
	d := p.draft
	if d.Channel == outbox.Print {
		return
	}
	letter := outbox.Letter{ID: "00000000-0000-4000-8000-000000000000", To: d.To, Channel: d.Channel, Content: d.outboxDraft("").Content}
	for _, doc := range d.documents() {
		source := doc.source()
		letter.Enclosures = append(letter.Enclosures, outbox.Enclosure{Name: source.Name, MIME: source.MIME, Size: 1})
	}
	open := func(outbox.Enclosure) func() (io.ReadCloser, error) { return nil }
	for _, f := range p.account.message(letter, open).Check(memo.CheckOptions{}) {
		if f.Severity == strictxml.Broken && f.Code != memo.CodeFileExtension {
			p.problems = append(p.problems, Problem{Field: "document", Code: f.Code, Text: fmt.Sprintf("%s: wants %s, found %q", f.Path, f.Limit, ident.MaskText(f.Found))})
		}
	}
}
