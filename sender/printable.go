package sender

import (
	"context"
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/sender/outbox"
)

// maxPrintFindings is how many findings a letter keeps, and a refusal tells of.
const maxPrintFindings = 20

// printable shows the documents to the print rules (DK-PRINT-05): nobody can know
// who is exempt, so whatever may be printed must be printable. A letter that goes
// digitally or not at all is only told about, unless the profile refuses it.
//
// It returns what is to be kept with the letter.
func (p *preflight) printable(ctx context.Context, rules PrintRules) []outbox.PrintFinding {
	d := p.draft
	if d.Channel == outbox.SMS || !d.Document.given() {
		return nil
	}
	report := rules.CheckLetter(ctx, p.parts(), p.account.Print, p.printLetter())
	refuses := d.Force == "" && (d.mayBePrinted() || p.account.Print.Digital == "refuse")
	var kept []outbox.PrintFinding
	refused := 0
	for _, f := range report.All() {
		if len(kept) < maxPrintFindings && f.Severity != fjernprint.Info {
			kept = append(kept, outbox.PrintFinding{
				Rule: string(f.Rule), Code: f.Code, Severity: string(f.Severity), Document: f.Document, Page: f.Page, Da: f.Da, En: f.En,
			})
		}
		if f.Severity != fjernprint.Reject || !refuses {
			continue
		}
		if refused++; refused <= maxPrintFindings {
			p.problems = append(p.problems, Problem{Field: "document", Code: f.Code, Rule: "DK-PRINT-05", Text: inDocument(f) + f.En})
		}
	}
	if refused > 0 {
		p.problem("force", "force", "correct the document, or send it all the same and say why: the reason is kept with the letter")
	}
	return kept
}

func inDocument(f fjernprint.Finding) string {
	if f.Document > 0 {
		return fmt.Sprintf("%s, attachment %d: ", f.Rule, f.Document)
	}
	return string(f.Rule) + ": "
}

// mayBePrinted: automatic choice prints for whoever is exempt.
func (d Draft) mayBePrinted() bool { return d.Channel == outbox.Print || d.Channel == outbox.Auto }

// printLetter is what the print rules have to know, as the provider will see it:
// an address that is sent beside the document is imprinted, and its field must be
// blank (dk.print.imprintDefault).
func (p *preflight) printLetter() fjernprint.Letter {
	d := p.draft
	l := fjernprint.Letter{Digital: d.Channel != outbox.Print, Category: postCategory}
	switch {
	case !d.mayBePrinted() || d.AddressUnknown:
		l.AnyAddress = true
	case !d.AddressInDocument:
		l.ImprintRecipient = true
		l.Address = &fjernprint.Address{
			Name: d.Name, Lines: d.Address.Lines, PostCode: d.Address.PostCode, City: d.Address.City, Country: country,
		}
	}
	return l
}

func (p *preflight) parts() []fjernprint.Part {
	var parts []fjernprint.Part
	for i, doc := range p.draft.documents() {
		source := doc.source()
		parts = append(parts, fjernprint.Part{Name: source.Name, Size: p.sizes[i], Open: source.Open})
	}
	return parts
}

// force judges the reason for which the print rules are overruled.
func (p *preflight) force() {
	const least, most = 5, 500 // characters
	reason := p.draft.Force
	if reason == "" {
		return
	}
	p.characters("force", reason)
	if n := len([]rune(strings.TrimSpace(reason))); n < least || n > most {
		p.problem("force", "force", "say in %d to %d characters why the print rules are overruled; the reason has %d", least, most, n)
	}
}
