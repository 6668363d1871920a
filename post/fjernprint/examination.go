package fjernprint

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// examination is one document being looked at: the rules read it and add findings.
type examination struct {
	profile *Profile
	letter  Letter
	main    bool // the main document: its first page shows in the window
	content []byte

	document *pdf.Document
	pages    []pdf.Page
	inks     []*ink.Page // by page, nil where it was not interpreted

	report *Report

	validator Validator
	findings  findings
	failed    bool                      // a page could not be interpreted, by a fault of ours
	seen      map[*pixels.Picture]sight // whole pictures that were looked into
}

// step looks at some rules. An error ends the examination: errEnds after a finding
// that leaves nothing to look at, a *pdf.LimitError (FP-004), or the context's.
type step struct {
	rules []RuleID
	look  func(*examination, context.Context) error
	inked bool // it needs all pages interpreted
}

// errEnds says that a finding was made after which nothing can be looked at.
var errEnds = errors.New("nothing can be looked at")

// seenBefore are the rules that were looked at when one of them ends it.
var seenBefore = map[RuleID][]RuleID{
	"FP-001": nil,
	"FP-002": nil,
	"FP-003": {"FP-001"},
	"FP-004": nil,
	"FP-005": {"FP-001", "FP-003", "FP-010"},
	"FP-010": {"FP-001"},
}

// end makes such a finding.
func (e *examination) end(code string, f Finding, w words) error {
	f.Code = code
	e.find(f, w)
	row, _ := wordingOf(code)
	e.checked(slices.Concat(seenBefore[row.Rule], []RuleID{row.Rule})...)
	return errEnds
}

// steps are the way through a document: what costs little and decides most comes first.
func steps() []step {
	return []step{
		{rules: []RuleID{"FP-002"}, look: (*examination).size},
		{rules: []RuleID{"FP-001", "FP-003", "FP-005", "FP-010"}, look: (*examination).open},
		{rules: []RuleID{"FP-011"}, look: (*examination).version},
		{rules: []RuleID{"FP-012", "FP-015"}, look: (*examination).objects},
		{rules: []RuleID{"FP-013", "FP-014"}, look: (*examination).form},
		{rules: []RuleID{"FP-020", "FP-021", "FP-022"}, look: (*examination).paper},
		{rules: []RuleID{"FP-004"}, look: (*examination).interpret},
		{rules: []RuleID{"FP-016"}, look: (*examination).layers, inked: true},
		{rules: []RuleID{"FP-017", "FP-018"}, look: (*examination).overlays, inked: true},
		{rules: []RuleID{"FP-023", "FP-053", "FP-061"}, look: (*examination).marks, inked: true},
		{rules: []RuleID{"FP-030", "FP-031"}, look: (*examination).fonts, inked: true},
		{rules: slices.Concat([]RuleID{"FP-040", "FP-041"}, windowRules()), look: (*examination).layout, inked: true},
		{rules: []RuleID{"FP-060"}, look: (*examination).pictures, inked: true},
		{rules: []RuleID{"FP-006"}, look: (*examination).structure}, // last: the worker may take its time
	}
}

// windowRules are about the page that shows in the window: page 1 of the main document.
func windowRules() []RuleID {
	return []RuleID{"FP-042", "FP-043", "FP-044", "FP-045", "FP-046", "FP-047", "FP-048"}
}

// wanted are the rules of a step that the profile has looked at in this document.
func (e *examination) wanted(s step) []RuleID {
	return slices.DeleteFunc(slices.Clone(s.rules), func(id RuleID) bool {
		return e.profile.Rules[id].Severity == Off || !e.main && slices.Contains(windowRules(), id)
	})
}

// run takes all steps and fills the report.
func (e *examination) run(ctx context.Context) {
	late, ended := false, false // time was up; a finding ended it
	for _, s := range steps() {
		rules := e.wanted(s)
		if len(rules) == 0 || ended {
			continue
		}
		if late = late || ctx.Err() != nil; late {
			e.unchecked("check.time", rules...)
			continue
		}
		err := cmp.Or(e.take(ctx, s), e.exhausted())
		var limit *pdf.LimitError
		switch {
		case errors.As(err, &limit):
			ended = errors.Is(e.overLimit(limit), errEnds)
		case errors.Is(err, errEnds):
			ended = true
		case errors.Is(err, errPanicked), err == nil && s.inked && e.failed:
			e.unchecked("check.failed", rules...)
		case err != nil:
			late = true
			e.unchecked("check.time", rules...)
		default:
			e.checked(rules...)
		}
	}
	slices.Sort(e.report.Checked)
	e.report.Findings, e.report.Omitted = e.findings.sorted()
	e.report.Verdict = e.verdict(late)
}

// exhausted is the error of the budget that rules spend without saying so.
func (e *examination) exhausted() error {
	if e.document == nil {
		return nil
	}
	return e.document.Spend(pdf.Operators, 0)
}

// errPanicked says that a rule's own code gave up. It is our fault, never the
// document's, and says nothing of other rules.
var errPanicked = errors.New("the check panicked")

func (e *examination) take(ctx context.Context, s step) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	return s.look(e, ctx)
}

// checked notes rules that were looked at to the end, unless they said otherwise.
func (e *examination) checked(rules ...RuleID) {
	for _, id := range rules {
		if !slices.ContainsFunc(e.report.Unchecked, func(u Unchecked) bool { return u.Rule == id }) {
			e.report.Checked = append(e.report.Checked, id)
		}
	}
}

func (e *examination) unchecked(code string, rules ...RuleID) {
	for _, id := range rules {
		e.report.Unchecked = append(e.report.Unchecked, uncheckedRule(id, code))
	}
}

func uncheckedRule(id RuleID, code string) Unchecked {
	t := uncheckedTexts[code]
	return Unchecked{Rule: id, Code: code, Da: t.da, En: t.en}
}

// verdict is the answer, see [Verdict].
func (e *examination) verdict(late bool) Verdict {
	switch {
	case e.findings.rejected:
		return Rejected
	case late || slices.ContainsFunc(e.report.Unchecked, func(u Unchecked) bool { return e.profile.Worst(u.Rule) == Reject }):
		return Inconclusive
	}
	return Printable
}

// add takes a finding whose Rule, Code, Severity (by the catalogue), texts and
// places are set. The profile's word on severity and source is applied here, the
// cap of findings kept, digits of CPR-like numbers in the excerpt masked.
func (e *examination) add(f Finding) { e.findings.add(f) }

// find words a finding by its code and adds it; its rule and severity are the code's.
func (e *examination) find(f Finding, w words) { e.findings.find(f, w) }
