package steps

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/simulator/world"
)

var ruleNames = regexp.MustCompile(`\bFP-\d{3}\b`)

// enclose puts the documents of a specimen into a letter and says of it on the wire
// what the specimen is about: whether the provider has to print the recipient, and
// which envelope is asked for.
func (s *Stage) enclose(ctx context.Context, l *submission, c specimen.Case) error {
	told := c.Letter
	told.ImprintRecipient, told.Envelope, told.Digital = false, "", false
	if c.Profile != "" || told != (fjernprint.Letter{}) {
		return fmt.Errorf("a sender cannot say on the wire what goes with a letter with %s", c.Da)
	}
	parts, err := c.Parts()
	if err != nil {
		return fmt.Errorf("making the letter with %s: %w", c.Da, err)
	}
	l.draft.Force = forced
	l.draft.AddressInDocument = !c.Letter.ImprintRecipient
	l.draft.Document = sender.Document{Name: "brev.pdf", Data: parts[0]}
	for i, part := range parts[1:] {
		l.draft.Attachments = append(l.draft.Attachments, sender.Document{Name: fmt.Sprintf("bilag %d.pdf", i+1), Data: part})
	}
	if c.Letter.Envelope == "" {
		return nil
	}
	front, err := s.bed.Envelope(ctx, l.from.seat, c.Letter.Envelope)
	if err != nil {
		return err
	}
	s.fronts = append(s.fronts, front)
	return nil
}

// breaksPrintRule claims that the letter sent last was refused before it was
// printed, by a receipt that names the rule, and that the provider has it on record.
func (s *Stage) breaksPrintRule(ctx context.Context, rule string) error {
	if err := s.refused(ctx, "dokumentet ikke kan printes"); err != nil {
		return err
	}
	view, err := s.sent(ctx, s.last.title)
	if err != nil {
		return err
	}
	o := outcome{expected: rule, actual: "ingen regel", evidence: evidenceOf(view)}
	for _, e := range view.Evidence {
		if named := ruleNames.FindAllString(e.Words, -1); len(named) > 0 {
			o.actual, o.held = strings.Join(named, ", "), slices.Contains(named, rule)
		}
	}
	s.Recorder.claim(aboutPrinting, "de regler, som den negative kvittering nævner", o)
	if err := s.claimPrinted(ctx, 0); err != nil {
		return err
	}
	return s.onRecord(ctx, rule, true)
}

// keepsPrintRule claims that the letter sent last came out of the print shop once,
// and that the provider looked at the rule and found nothing that forbids it.
func (s *Stage) keepsPrintRule(ctx context.Context, rule string) error {
	if err := s.claimPrinted(ctx, 1); err != nil {
		return err
	}
	return s.onRecord(ctx, rule, false)
}

// claimPrinted counts what was printed in the scenario, whoever it went to.
func (s *Stage) claimPrinted(ctx context.Context, want int) error {
	jobs, _, err := s.world.Letters(ctx, world.LetterQuery{Destination: world.ToPrint, Limit: 1000})
	if err != nil {
		return fmt.Errorf("reading the print jobs: %w", err)
	}
	posted := 0
	var evidence []verdict.Evidence
	for i := range jobs {
		evidence = append(evidence, letterEvidence(&jobs[i]))
		if jobs[i].PostedAt != nil {
			posted++
		}
	}
	s.Recorder.claim(aboutPrinting, "antal breve printet og sendt", same(want, posted, evidence...))
	return nil
}

// onRecord claims what the provider's own record says of a rule and the letter sent
// last.
func (s *Stage) onRecord(ctx context.Context, rule string, broken bool) error {
	if s.last == nil {
		return errors.New("nothing was sent before this line")
	}
	l, err := s.held(ctx, s.last.title)
	if err != nil {
		return err
	}
	words := map[bool]string{true: "brudt", false: "overholdt"}
	o := outcome{expected: words[broken], actual: "intet noteret"}
	report, err := s.world.PrintReport(ctx, l.ID)
	switch {
	case err != nil && world.CodeOf(err) != world.CodeNotFound:
		return fmt.Errorf("reading the print check of %q: %w", s.last.title, err)
	case err == nil:
		o.actual = words[true]
		if !rejects(report, fjernprint.RuleID(rule)) {
			o.actual = "ikke undersøgt"
			if looked(report, fjernprint.RuleID(rule)) {
				o.actual = words[false]
			}
		}
		for _, f := range report.All() {
			o.evidence = append(o.evidence, verdict.Evidence{Kind: "finding", Ref: string(f.Rule), Text: fmt.Sprintf("%s %s: %s", f.Severity, f.Code, f.Da)})
		}
	}
	o.held = o.actual == o.expected
	s.Recorder.claim(aboutPrinting, fmt.Sprintf("det er noteret hos udbyderen, at %s er", rule), o)
	return nil
}

func rejects(r *fjernprint.LetterReport, rule fjernprint.RuleID) bool {
	return slices.ContainsFunc(r.All(), func(f fjernprint.Finding) bool { return f.Rule == rule && f.Severity == fjernprint.Reject })
}

// looked reports whether every document was held against the rule; one about the
// letter as a whole is looked at whenever its sheets are counted.
func looked(r *fjernprint.LetterReport, rule fjernprint.RuleID) bool {
	if slices.ContainsFunc(fjernprint.Rules(), func(known fjernprint.Rule) bool { return known.ID == rule && known.Whole }) {
		return r.Sheets > 0
	}
	return len(r.Documents) > 0 && !slices.ContainsFunc(r.Documents, func(d fjernprint.Report) bool { return !slices.Contains(d.Checked, rule) })
}
