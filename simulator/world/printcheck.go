package world

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// printCheck is one question to the print rules.
type printCheck struct {
	parts   []fjernprint.Part
	profile *fjernprint.Profile
	letter  fjernprint.Letter
}

// printCheck is what the print rules are to be asked about a letter before it goes
// on, nil for nothing. Digital letters are checked too, because nobody can know who
// will be exempt tomorrow (DK-PRINT-05); what is refused already is not.
func (k *work) printCheck(r *record, to Destination) *printCheck {
	w := k.w
	if w.worlds.config.Print == nil || to != ToMailbox && to != ToPrint {
		return nil
	}
	letter := r.letter()
	documents := letter.PrintDocuments()
	if len(documents) == 0 {
		return nil
	}
	profile, ok := w.worlds.profile(w.rules.Value(law.PrintProfile))
	if !ok {
		return nil // unreachable: settings name no other profile
	}
	c := &printCheck{profile: profile, letter: w.asPrinted(&letter)}
	for _, d := range documents {
		c.parts = append(c.parts, fjernprint.Part{
			Name: cmp.Or(d.Filename, d.Label), Size: d.Ref.Size,
			Open: func() (io.ReadCloser, error) { return w.Document(w.worlds.ctx, d.Ref) },
		})
	}
	return c
}

// asPrinted is what the print rules have to know of a letter. Without an order
// nobody knows yet how it would be addressed.
func (w *World) asPrinted(l *Letter) fjernprint.Letter {
	o := l.Order
	if o == nil {
		return fjernprint.Letter{Digital: true, AnyAddress: true}
	}
	on := w.imprinted(o)
	out := fjernprint.Letter{
		ImprintRecipient: on.Recipient, ImprintSender: on.Sender, Duplex: o.Duplex, Color: o.Color,
		Envelope: o.Envelope, Category: o.Category, Digital: l.Message != nil,
	}
	if a := o.Address; a != nil {
		out.Address = &fjernprint.Address{Name: a.Name, Lines: a.Lines, PostCode: a.PostCode, City: a.City, Country: a.Country}
	}
	return out
}

// Imprinted is what the provider prints onto the paper.
type Imprinted struct {
	Recipient bool `json:",omitempty"`
	Sender    bool `json:",omitempty"`
	Date      bool `json:",omitempty"`
}

// imprinted decides what is printed onto the paper: what the order says, and where
// it is silent what the switch says of an order that has the address.
func (w *World) imprinted(o *PrintOrder) Imprinted {
	silent := w.rules.Is(law.PrintImprintDefault, "whenAddressed")
	says := func(flag *bool, otherwise bool) bool {
		if flag == nil {
			return otherwise
		}
		return *flag
	}
	return Imprinted{
		Recipient: says(o.Imprint.Recipient, silent && o.Address.Usable()),
		Sender:    says(o.Imprint.Sender, silent && o.Sender != nil && o.Sender.Name != ""),
		Date:      says(o.Imprint.Date, false),
	}
}

// ask puts the question, without the lock. What is answered when the context has
// ended means nothing: the world has ended before it.
func (w *World) ask(ctx context.Context, c *printCheck) *fjernprint.LetterReport {
	report, err := w.worlds.checkLetter(ctx, c.parts, c.profile, c.letter)
	if err != nil {
		return nil
	}
	return &report
}

// checkLetter waits for a place and asks the print rules. Error: the context's.
func (ws *Worlds) checkLetter(
	ctx context.Context, parts []fjernprint.Part, p *fjernprint.Profile, l fjernprint.Letter,
) (fjernprint.LetterReport, error) {
	select {
	case ws.checks <- struct{}{}:
	case <-ctx.Done():
		return fjernprint.LetterReport{}, ctx.Err()
	}
	defer func() { <-ws.checks }()
	return ws.config.Print.CheckLetter(ctx, parts, p, l), nil
}

// noteReport records what the print rules said: the verdict with the letter, the
// report in the ledger.
func (k *work) noteReport(r *record, report *fjernprint.LetterReport) {
	if report == nil {
		return
	}
	k.change(r)
	r.PrintCheck = report.Verdict
	text := "The documents can be printed."
	if ids := ruleIDs(rejecting(report)); len(ids) > 0 {
		text = "The documents cannot be printed: " + strings.Join(ids, ", ") + "."
	} else if report.Verdict == fjernprint.Inconclusive {
		text = "It could not be told whether the documents can be printed."
		k.warn(r, WarnUnchecked, "DK-PRINT-05", unchecked(report))
	}
	k.noteOn(r, Event{
		Kind: KindPrintChecked, Channel: r.Asked, Rule: "DK-PRINT-05", Code: string(report.Verdict), Text: text, Data: data(trimmed(report)),
	})
}

// rejecting lists the first rejecting finding of each rule, in the order of the
// rules.
func rejecting(report *fjernprint.LetterReport) []fjernprint.Finding {
	if report == nil {
		return nil
	}
	all := slices.DeleteFunc(report.All(), func(f fjernprint.Finding) bool { return f.Severity != fjernprint.Reject })
	slices.SortStableFunc(all, func(a, b fjernprint.Finding) int { return cmp.Compare(a.Rule, b.Rule) })
	return slices.CompactFunc(all, func(a, b fjernprint.Finding) bool { return a.Rule == b.Rule })
}

func ruleIDs(findings []fjernprint.Finding) []string {
	return convert(findings, func(f fjernprint.Finding) string { return string(f.Rule) })
}

// unchecked says why a verdict is open.
func unchecked(report *fjernprint.LetterReport) string {
	var texts []string
	for _, d := range report.Documents {
		for _, u := range d.Unchecked {
			if text := string(u.Rule) + ": " + u.En; !slices.Contains(texts, text) && len(texts) < maxDefects {
				texts = append(texts, text)
			}
		}
	}
	if len(texts) == 0 {
		return "The documents could not be checked for print to the end."
	}
	return "The documents could not be checked for print to the end. " + strings.Join(texts, "; ")
}

// unprintable is the failure that rejecting findings amount to: the rules first,
// one finding of each.
func unprintable(findings []fjernprint.Finding) *failure {
	texts := convert(findings[:min(len(findings), maxDefects)], func(f fjernprint.Finding) string { return string(f.Rule) + ": " + f.En })
	if more := len(findings) - len(texts); more > 0 {
		texts = append(texts, "and "+strings.Join(ruleIDs(findings[len(texts):]), ", "))
	}
	return &failure{FailUnprintable, ident.MaskText(strings.Join(texts, "; ")), "DK-PRINT-05"}
}

// refusesDigital reports whether a digital letter is refused because it could not
// have been printed.
func (k *work) refusesDigital(c *printCheck) bool {
	switch k.w.rules.Value(law.PrintDigitalCheck) {
	case "error":
		return true
	case "warn":
		return false
	}
	return c != nil && c.profile.Digital == "refuse"
}

// What is kept of a report: a document may give thousands of findings.
const (
	keptFindings = 100 // in all, the worst first; the others are counted
	keptPages    = 100 // of each document
)

// trimmed is the report as the ledger keeps it.
func trimmed(report *fjernprint.LetterReport) fjernprint.LetterReport {
	out := *report
	out.Documents = slices.Clone(out.Documents)
	left := keptFindings
	keep := func(of *[]fjernprint.Finding, omit func(fjernprint.RuleID)) {
		kept := []fjernprint.Finding{}
		for _, f := range *of { // the worst are first
			if left > 0 {
				left--
				kept = append(kept, f)
			} else {
				omit(f.Rule)
			}
		}
		*of = kept
	}
	keep(&out.Findings, func(fjernprint.RuleID) {}) // of the whole there are never many
	// A document with a thousand remarks does not push out what rejects the next.
	for _, i := range worstFirst(out.Documents) {
		d := &out.Documents[i]
		d.Pages = d.Pages[:min(len(d.Pages), keptPages)]
		var omitted map[fjernprint.RuleID]int
		keep(&d.Findings, func(id fjernprint.RuleID) {
			if omitted == nil {
				omitted = map[fjernprint.RuleID]int{}
			}
			omitted[id]++
		})
		for id, n := range d.Omitted {
			if omitted != nil {
				omitted[id] += n
			}
		}
		if omitted != nil {
			d.Omitted = omitted
		}
	}
	return out
}

// worstFirst are the places of the documents, those first that are rejected.
func worstFirst(documents []fjernprint.Report) []int {
	var out []int
	for _, rejected := range []bool{true, false} {
		for i := range documents {
			if (documents[i].Verdict == fjernprint.Rejected) == rejected {
				out = append(out, i)
			}
		}
	}
	return out
}

// PrintReport is what the print rules said of a letter when it was processed, as
// far as it is kept: the worst hundred findings, a hundred pages of each document.
// Document n of the report is number n of [Letter.PrintDocuments]. Error:
// CodeNotFound for a letter that is not there or was not checked.
func (w *World) PrintReport(ctx context.Context, id LetterID) (*fjernprint.LetterReport, error) {
	found, err := w.Events(ctx, Query{Letter: id, Kinds: []Kind{KindPrintChecked}, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, notFound("no documents of a letter %s were checked for print", id)
	}
	report := &fjernprint.LetterReport{}
	if err := json.Unmarshal(found[0].Data, report); err != nil {
		return nil, internal(fmt.Errorf("read the print check of letter %s: %w", id, err))
	}
	return report, nil
}

// CheckPrint asks the print rules about documents that nobody has sent. It changes
// nothing and leaves no event. An empty profile is the world's. Errors: CodeInvalid
// for a profile that is none; CodeConflict when the provider has no print rules;
// the context's, when it ends before there was a place to check in.
func (w *World) CheckPrint(ctx context.Context, profile string, parts []fjernprint.Part, l fjernprint.Letter) (fjernprint.LetterReport, error) {
	if err := w.alive(); err != nil {
		return fjernprint.LetterReport{}, err
	}
	found, err := w.PrintProfile(profile)
	if err != nil {
		return fjernprint.LetterReport{}, err
	}
	if w.worlds.config.Print == nil {
		return fjernprint.LetterReport{}, &Error{Code: CodeConflict, Text: "this provider runs without print rules"}
	}
	return w.worlds.checkLetter(ctx, parts, found, l)
}

// PrintProfile is a print profile by name; an empty name is the world's own (switch
// dk.print.profile). Error: CodeInvalid for a name that none has.
func (w *World) PrintProfile(name string) (*fjernprint.Profile, error) {
	if name == "" {
		name = w.Rules().Value(law.PrintProfile)
	}
	found, ok := w.worlds.profile(name)
	if !ok {
		return nil, w.worlds.noProfile(name)
	}
	return found, nil
}

// PrintProfiles are the print profiles that a world's settings can name: the
// built-in ones, the default first, and then those of [Config].
func (ws *Worlds) PrintProfiles() []*fjernprint.Profile {
	var out []*fjernprint.Profile
	for _, name := range fjernprint.ProfileNames() {
		if p, ok := fjernprint.BuiltIn(name); ok {
			out = append(out, p)
		}
	}
	return append(out, ws.config.Profiles...)
}

func (ws *Worlds) profile(name string) (*fjernprint.Profile, bool) {
	if i := slices.IndexFunc(ws.config.Profiles, func(p *fjernprint.Profile) bool { return p.Name == name }); i >= 0 {
		return ws.config.Profiles[i], true
	}
	return fjernprint.BuiltIn(name)
}

func (ws *Worlds) noProfile(name string) error {
	names := convert(ws.PrintProfiles(), func(p *fjernprint.Profile) string { return p.Name })
	return invalid(fmt.Sprintf("there is no print profile %q; there are %s. A profile of your own is read from its file when the simulator starts",
		name, strings.Join(names, ", ")))
}

// checkProfiles refuses profiles that no setting could name, and two of one name.
func checkProfiles(own []*fjernprint.Profile) error {
	taken := fjernprint.ProfileNames()
	for _, p := range own {
		if _, err := law.Default(law.Denmark).With(law.PrintProfile, p.Name); err != nil {
			return &Error{Code: CodeInvalid, Text: fmt.Sprintf("%q cannot be the name of a print profile", p.Name), Cause: err}
		}
		if slices.Contains(taken, p.Name) {
			return invalid(fmt.Sprintf("there are two print profiles called %q; give yours a name of its own", p.Name))
		}
		taken = append(taken, p.Name)
	}
	return nil
}
