package report

import (
	"fmt"

	"github.com/brevdue/brevdue/conformance/verdict"
)

// Language of a report's own words.
type Language string

// The languages.
const (
	Danish  Language = "da"
	English Language = "en"
)

// ParseLanguage reads "da" or "en".
func ParseLanguage(s string) (Language, error) {
	switch l := Language(s); l {
	case Danish, English:
		return l, nil
	default:
		return "", fmt.Errorf("language %q is not known; use da or en", s)
	}
}

// Words are the report's own words in one language.
type words struct {
	Title, Conformant, NotConformant, Inconclusive                string
	Scenarios, Rules, Assertions, Rule, Source, Sources, Verdict  string
	Expected, Actual, Evidence, Timeline, Exchanges, Steps        string
	Seed, RuleSet, Switches, Repeat, Version, Started, Duration   string
	Proven, NotProven, Broken, Sent, Received, NoAnswer, Fault    string
	Virtual, Event, All, Digest, SwitchesNone, DefaultWord, World string
	Contents, Interrupted, OfTheRun, Level, Test, In, Out, Summary             string
	Verdicts                                                      map[verdict.Verdict]string
}

func (l Language) words() words {
	if l == English {
		return words{
			Title: "Conformance report", Conformant: "Conformant", NotConformant: "Not conformant", Inconclusive: "Inconclusive",
			Scenarios: "scenarios", Rules: "rules", Assertions: "assertions", Rule: "Rule", Source: "Source", Sources: "Sources", Verdict: "Verdict",
			Expected: "Expected", Actual: "Actual", Evidence: "Evidence", Timeline: "Timeline", Exchanges: "Exchanged messages", Steps: "Steps",
			Seed: "Seed", RuleSet: "Rule set", Switches: "Switches", Repeat: "Repeat with", Version: "Version", Started: "Started", Duration: "Took",
			Proven: "proven", NotProven: "no assertion made", Broken: "broken", Sent: "Request", Received: "Answer", NoAnswer: "no answer", Fault: "The suite could not decide",
			Virtual: "Time in the world", Event: "What happened", All: "all at their defaults", Digest: "Verdict digest", DefaultWord: "default", World: "World",
			Contents: "Contents", Interrupted: "Interrupted", OfTheRun: "About the run", Level: "Level", Test: "TEST: only invented people and companies", In: "to the provider", Out: "from the provider", Summary: "Summary",
			Verdicts: map[verdict.Verdict]string{verdict.Pass: "passed", verdict.Warn: "warning", verdict.Fail: "failed", verdict.Skip: "skipped", verdict.Omit: "not applicable", verdict.Error: "not decided"},
		}
	}
	return words{
		Title: "Overensstemmelsesrapport", Conformant: "Overholder reglerne", NotConformant: "Overholder ikke reglerne", Inconclusive: "Uafklaret",
		Scenarios: "scenarier", Rules: "regler", Assertions: "påstande", Rule: "Regel", Source: "Kilde", Sources: "Kilder", Verdict: "Dom",
		Expected: "Forventet", Actual: "Fundet", Evidence: "Bevis", Timeline: "Tidslinje", Exchanges: "Udvekslede meddelelser", Steps: "Trin",
		Seed: "Frø", RuleSet: "Regelsæt", Switches: "Kontakter", Repeat: "Gentag med", Version: "Version", Started: "Begyndt", Duration: "Varighed",
		Proven: "bevist", NotProven: "ingen påstand", Broken: "brudt", Sent: "Forespørgsel", Received: "Svar", NoAnswer: "intet svar", Fault: "Suiten kunne ikke afgøre det",
		Virtual: "Tid i verdenen", Event: "Hvad der skete", All: "alle som standard", Digest: "Domsmærke", DefaultWord: "standard", World: "Verden",
		Contents: "Indhold", Interrupted: "Afbrudt", OfTheRun: "Om kørslen", Level: "Niveau", Test: "TEST: kun opdigtede personer og virksomheder", In: "til udbyderen", Out: "fra udbyderen", Summary: "Sammenfatning",
		Verdicts: map[verdict.Verdict]string{verdict.Pass: "bestået", verdict.Warn: "advarsel", verdict.Fail: "ikke bestået", verdict.Skip: "sprunget over", verdict.Omit: "ikke relevant", verdict.Error: "uafklaret"},
	}
}

// headline says the run's outcome in three words.
func (w words) headline(r *verdict.Run) string {
	switch r.ExitCode() {
	case 0:
		return w.Conformant
	case 1:
		return w.NotConformant
	default:
		return w.Inconclusive
	}
}
