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

// words are the report's own words in one language.
type words struct {
	Title, Conformant, NotConformant, Inconclusive, Test, Lead      string
	Summary, Scenarios, Rules, OfTheRun, Interrupted, BrokenRules   string
	Scenario, Rule, Check, Source, Level, Verdict, Expected, Actual string
	Checks, Proven, NotProvenRules, Broken, Fault                   string
	Timeline, Virtual, Event, Setting, Evidence, Rows               string
	Exchanges, In, Out, Sent, Received, NoAnswer, Longer            string
	Seed, RuleSet, Switches, Repeat, Version, Started, Duration     string
	AllDefault, Default, Digest                                     string

	Verdicts  map[verdict.Verdict]string
	Families  map[string]string // of rules, by the beginning of their ids
	Kinds     map[string]string // of ledger events
	Calls     map[string]string // by the end of the path
	Evidences map[string]string
}

func (l Language) words() words {
	if l == English {
		return english()
	}
	return danish()
}

func danish() words {
	return words{
		Title: "Prøverapport", Conformant: "Overholder reglerne", NotConformant: "Overholder ikke reglerne", Inconclusive: "Uafklaret",
		Test:    "TEST: kun opdigtede personer og virksomheder",
		Lead:    "Rapporten viser, om et afsendersystem og en udbyder overholder reglerne for Digital Post. Hvert scenarie er spillet med rigtige beskeder mellem de to. En regel er bevist, når mindst ét kontrolpunkt har efterprøvet den, og alle holdt.",
		Summary: "Sammenfatning", Scenarios: "Scenarier", Rules: "Regler", OfTheRun: "Om kørslen", Interrupted: "Afbrudt", BrokenRules: "Det, der ikke holdt",
		Scenario: "Scenarie", Rule: "Regel", Check: "Kontrolpunkt", Source: "Kilde", Level: "Niveau", Verdict: "Resultat", Expected: "Forventet", Actual: "Fundet",
		Checks: "Kontrolpunkter", Proven: "bevist", NotProvenRules: "Regler, som ingen scenarier efterprøver endnu", Broken: "brudt", Fault: "Kunne ikke afgøres",
		Timeline: "Tidslinje", Virtual: "Dansk tid i scenariet", Event: "Hvad der skete", Setting: "Opstilling", Evidence: "Grundlag", Rows: "eksempler",
		Exchanges: "Udvekslede beskeder", In: "afsender → udbyder", Out: "udbyder → afsender", Sent: "Forespørgsel", Received: "Svar", NoAnswer: "intet svar", Longer: "… beskeden er længere; se result.json",
		Seed: "Startværdi (seed)", RuleSet: "Regelsæt", Switches: "Indstillinger", Repeat: "Gentag med", Version: "Version", Started: "Begyndt", Duration: "Varighed",
		AllDefault: "alle som standard", Default: "standard", Digest: "Fingeraftryk af resultatet",
		Verdicts: map[verdict.Verdict]string{
			verdict.Pass: "bestået", verdict.Warn: "advarsel", verdict.Fail: "ikke bestået", verdict.Skip: "kan ikke", verdict.Omit: "ikke relevant", verdict.Error: "uafklaret",
		},
		Families: map[string]string{
			"DK-COV": "Hvem der er tilsluttet", "DK-CVR": "Virksomheder", "DK-EXEMPT": "Fritagelse", "DK-ARR": "Hvornår post er kommet frem", "DK-OUT": "Nedbrud",
			"DK-SEND": "Afsendere", "DK-SIGN": "Underskrift", "DK-REC": "Kvitteringer", "DK-PRINT": "Fjernprint", "DK-NOTIF": "Advisering", "DK-SMS": "NemSMS",
			"DK-DEL": "Sletning og død", "DK-JOUR": "Journalisering", "DK-GDPR": "Persondata", "DK-PRIV": "Privat post", "TIME": "Frister",
		},
		Kinds: map[string]string{
			"world.created": "Verdenen blev oprettet", "clock.moved": "Uret blev stillet", "settings.changed": "En indstilling blev ændret",
			"person.changed": "En person blev ændret i registret", "person.exempted": "En fritagelse blev registreret", "person.exemption.ended": "En fritagelse ophørte", "person.died": "Et dødsfald blev registreret",
			"company.changed": "En virksomhed blev ændret i registret", "company.logged.in": "En virksomhed loggede ind", "authority.changed": "En afsender blev registreret", "system.changed": "Et afsendersystem blev registreret",
			"letter.accepted": "Udbyderen tog imod brevet", "letter.repeated": "Det samme brev kom igen", "letter.routed": "Modtageren blev slået op, og vejen valgt", "letter.received": "Løsningen har brevet",
			"letter.held": "Brevet holdes tilbage til en dato", "letter.available": "Brevet er tilgængeligt: kommet frem", "letter.refused": "Brevet blev afvist", "letter.opened": "Brevet blev åbnet", "letter.warned": "Udbyderen noterede en advarsel",
			"notification.sent": "Modtageren blev adviseret", "notification.failed": "Adviseringen slog fejl", "sms.sent": "En NemSMS blev sendt", "print.status": "Printet gik et skridt videre",
			"receipt.issued": "En kvittering blev lagt i kø til afsenderen", "sender.refused": "Afsenderen blev afvist",
		},
		Calls: map[string]string{
			"/issue": "Afsenderen beder om en attest", "/token": "Attesten byttes til et adgangsbevis", "/kombi": "Et brev sendes", "/memos": "Et brev sendes",
			"/digitalpost": "Opslag: Digital Post", "/nemsms": "Opslag: NemSMS", "/PostStatusBeskedModtag": "En kvittering leveres",
		},
		Evidences: map[string]string{"event": "hændelse", "receipt": "kvittering", "letter": "brev", "sender": "hos afsenderen", "push": "levering"},
	}
}

func english() words {
	return words{
		Title: "Conformance report", Conformant: "Conformant", NotConformant: "Not conformant", Inconclusive: "Inconclusive",
		Test:    "TEST: only invented people and companies",
		Lead:    "The report shows whether a sending system and a provider keep the rules of Digital Post. Each scenario was played with real messages between the two. A rule is proven when at least one check has put it to the test and all of them held.",
		Summary: "Summary", Scenarios: "Scenarios", Rules: "Rules", OfTheRun: "About the run", Interrupted: "Interrupted", BrokenRules: "What did not hold",
		Scenario: "Scenario", Rule: "Rule", Check: "Check", Source: "Source", Level: "Level", Verdict: "Result", Expected: "Expected", Actual: "Found",
		Checks: "Checks", Proven: "proven", NotProvenRules: "Rules that no scenario tests yet", Broken: "broken", Fault: "Could not be decided",
		Timeline: "Timeline", Virtual: "Danish time in the scenario", Event: "What happened", Setting: "Set-up", Evidence: "Evidence", Rows: "examples",
		Exchanges: "Exchanged messages", In: "sender → provider", Out: "provider → sender", Sent: "Request", Received: "Answer", NoAnswer: "no answer", Longer: "… the message is longer; see result.json",
		Seed: "Seed", RuleSet: "Rule set", Switches: "Switches", Repeat: "Repeat with", Version: "Version", Started: "Started", Duration: "Took",
		AllDefault: "all at their defaults", Default: "default", Digest: "Verdict digest",
		Verdicts: map[verdict.Verdict]string{
			verdict.Pass: "passed", verdict.Warn: "warning", verdict.Fail: "failed", verdict.Skip: "unable", verdict.Omit: "not applicable", verdict.Error: "not decided",
		},
		Families: map[string]string{
			"DK-COV": "Who is connected", "DK-CVR": "Companies", "DK-EXEMPT": "Exemption", "DK-ARR": "When mail has arrived", "DK-OUT": "Outages",
			"DK-SEND": "Senders", "DK-SIGN": "Signature", "DK-REC": "Receipts", "DK-PRINT": "Remote print", "DK-NOTIF": "Notification", "DK-SMS": "NemSMS",
			"DK-DEL": "Deletion and death", "DK-JOUR": "Journalising", "DK-GDPR": "Personal data", "DK-PRIV": "Private mail", "TIME": "Periods",
		},
		Calls: map[string]string{
			"/issue": "The sender asks for an assertion", "/token": "The assertion is exchanged for an access token", "/kombi": "A letter is sent", "/memos": "A letter is sent",
			"/digitalpost": "Look-up: Digital Post", "/nemsms": "Look-up: NemSMS", "/PostStatusBeskedModtag": "A receipt is delivered",
		},
		Evidences: map[string]string{"event": "event", "receipt": "receipt", "letter": "letter", "sender": "at the sender", "push": "delivery"},
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
