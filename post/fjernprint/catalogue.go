package fjernprint

import "slices"

// Where the rules come from, as findings cite it.
const (
	bySheet    = "Strålfors Fjernprint layout sheet, October 2013 (as handed out by OS2Forms)"
	bySchema   = "OIO fjernprint 1.0.0 schema (SF1600)"
	byNets     = "Nets Share (Denmark), print channel"
	byIMail    = "21grams iMail Denmark"
	byNorway   = "digipost/printability-validator"
	byNotify   = "GOV.UK Notify template-preview"
	byInferred = "Brevdue's own choice"
)

// catalogue is the list of rules, in order of their ids.
var catalogue = []Rule{
	{ID: "FP-001", Severities: []Severity{Reject},
		Da: "Filen er ikke tom, og PDF-begyndelsen står i de første 1024 byte.", En: "The file is not empty and the PDF header stands within its first 1024 bytes.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-002", Severities: []Severity{Reject, Warn}, Measured: true,
		Da: "Filen er ikke større end tilladt.", En: "The file is no larger than allowed.",
		Source: byNets + "; " + byIMail, Confidence: "B"},
	{ID: "FP-003", Severities: []Severity{Reject},
		Da: "Filen kan læses, og sidetræet hænger sammen.", En: "The file can be read and its page tree resolves.",
		Source: byNorway + "; " + byNotify, Confidence: "C"},
	{ID: "FP-004", Severities: []Severity{Reject}, Measured: true,
		Da:     "Filen kan behandles inden for grænserne for objekter, udpakket indhold, tegneoperationer og indlejring.",
		En:     "The file can be processed within the limits on objects, inflated content, operators and nesting.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-005", Severities: []Severity{Reject},
		Da: "Der er mindst én side, og antallet er det, filen selv siger.", En: "There is at least one page, and as many as the file itself says.",
		Source: byNorway, Confidence: "C"},
	{ID: "FP-006", Severities: []Severity{Warn},
		Da: "Filens opbygning er hel og følger standarden.", En: "The file's structure is sound and follows the standard.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-010", Severities: []Severity{Reject},
		Da: "Filen er ikke krypteret, heller ikke med tom adgangskode.", En: "The file is not encrypted, not even with an empty password.",
		Source: byNorway, Confidence: "C"},
	{ID: "FP-011", Severities: []Severity{Warn},
		Da: "PDF-versionen er en, printere kender.", En: "The PDF version is one that printers know.",
		Source: byNorway, Confidence: "C"},
	{ID: "FP-012", Severities: []Severity{Reject},
		Da: "Filen indeholder ikke JavaScript.", En: "The file contains no JavaScript.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-013", Severities: []Severity{Reject},
		Da: "Filen er ikke en XFA-formular, og ingen felter skal først tegnes af et program.", En: "The file is no XFA form and no field waits for a program to draw it.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-014", Severities: []Severity{Warn},
		Da: "Filen har ingen formularfelter.", En: "The file has no form fields.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-015", Severities: []Severity{Warn},
		Da: "Filen indeholder ikke andre filer.", En: "The file contains no other files.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-016", Severities: []Severity{Warn},
		Da: "Ingen lag er slået fra.", En: "No layer is switched off.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-017", Severities: []Severity{Warn},
		Da: "Ingen noter, stempler eller felter trykkes med.", En: "No notes, stamps or fields are printed along.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-018", Severities: []Severity{Warn},
		Da: "Der bruges ikke gennemsigtighed.", En: "No transparency is used.",
		Source: byIMail, Confidence: "B"},
	{ID: "FP-020", Severities: []Severity{Reject}, Measured: true,
		Da: "Alle sider har papirformatet A4.", En: "All pages have the paper size A4.",
		Source: byNotify + "; " + byIMail, Confidence: "C"},
	{ID: "FP-021", Severities: []Severity{Reject},
		Da: "Alle sider står op, som de vises, og er drejet hele kvarte omgange.", En: "All pages are portrait as displayed and turned by whole quarters.",
		Source: byNotify, Confidence: "C"},
	{ID: "FP-022", Severities: []Severity{Warn}, Measured: true,
		Da: "Alle sider har samme størrelse og retning.", En: "All pages have the same size and orientation.",
		Source: byInferred, Confidence: "D"},
	{ID: "FP-023", Severities: []Severity{Warn}, Measured: true,
		Da: "Intet indhold skæres af ved papirets kant.", En: "No content is cut off at the edge of the paper.",
		Source: byNorway, Confidence: "C"},
	{ID: "FP-030", Severities: []Severity{Reject, Warn},
		Da: "Skrifttyper, der bruges, er indlejret.", En: "Fonts that are used are embedded.",
		Source: byIMail + "; " + byNorway, Confidence: "B"},
	{ID: "FP-031", Severities: []Severity{Info},
		Da: "Der bruges ikke Type 3-skrifter.", En: "No Type 3 fonts are used.",
		Source: byNotify, Confidence: "C"},
	{ID: "FP-040", Severities: []Severity{Reject}, Measured: true,
		Da: "OMR-feltet er frit på alle sider.", En: "The OMR strip is free on all pages.",
		Source: bySheet, Confidence: "A"},
	{ID: "FP-041", Severities: []Severity{Reject}, Measured: true,
		Da: "SDL-feltet er frit på alle sider.", En: "The SDL strip is free on all pages.",
		Source: bySheet, Confidence: "A"},
	{ID: "FP-042", Severities: []Severity{Reject}, Measured: true,
		Da: "Felterne til stregkode, postgruppe, SRM og ID er frie på side 1.", En: "The fields for barcode, postal group, SRM and id are free on page 1.",
		Source: bySheet, Confidence: "A"},
	{ID: "FP-043", Severities: []Severity{Reject}, Measured: true,
		Da:     "Adressefeltet er tomt, når fjernprint trykker modtageren; ellers står kun modtageren der, i linjer der passer.",
		En:     "The address field is blank when the printer prints the recipient; otherwise only the recipient stands there, in lines that fit.",
		Source: bySheet + "; " + bySchema, Confidence: "A"},
	{ID: "FP-044", Severities: []Severity{Warn}, Measured: true,
		Da: "Adressen er den, brevet er bestilt til, i én skrift og størrelse.", En: "The address is the one that was ordered, in one font and size.",
		Source: byIMail, Confidence: "B"},
	{ID: "FP-045", Severities: []Severity{Reject, Warn}, Measured: true,
		Da:     "Afsenderfeltet er tomt, når fjernprint trykker returadressen; ellers står den på én linje.",
		En:     "The sender field is blank when the printer prints the return address; otherwise that stands on one line.",
		Source: bySheet + "; OS2Forms test guide 2026-Q2", Confidence: "A"},
	{ID: "FP-046", Severities: []Severity{Warn}, Measured: true,
		Da: "I kuvertens rude kan kun logo, afsender og modtager ses.", En: "Only logo, sender and recipient can be seen in the envelope's window.",
		Source: bySheet, Confidence: "A"},
	{ID: "FP-047", Severities: []Severity{Reject}, Measured: true,
		Da: "Intet, der ligner et CPR-nummer, kan ses i ruden.", En: "Nothing that looks like a CPR number can be seen in the window.",
		Source: "OS2Forms test guide 2026-Q2", Confidence: "A"},
	{ID: "FP-048", Severities: []Severity{Info}, Measured: true,
		Da: "Linjen til fjernprints dato og data er fri.", En: "The line for the printer's date and data is free.",
		Source: bySheet, Confidence: "A"},
	{ID: "FP-050", Severities: []Severity{Reject, Info}, Measured: true, Whole: true,
		Da: "Brevets ark kan være i en kuvert.", En: "The letter's sheets fit into an envelope.",
		Source: byNets + "; " + byIMail, Confidence: "B"},
	{ID: "FP-051", Severities: []Severity{Reject}, Measured: true, Whole: true,
		Da: "Den bestilte kuvert er stor nok.", En: "The envelope that was ordered is large enough.",
		Source: byNets + "; " + bySchema, Confidence: "B"},
	{ID: "FP-052", Severities: []Severity{Reject}, Measured: true, Whole: true,
		Da: "Brevet har ikke flere bilag end tilladt.", En: "The letter has no more attachments than allowed.",
		Source: bySchema + "; order 183321 (attachments of a message)", Confidence: "A"},
	{ID: "FP-053", Severities: []Severity{Info},
		Da: "Et brev i sort-hvid har ingen farver.", En: "A letter in black and white has no colour.",
		Source: "digst.dk, page Skabeloner", Confidence: "A"},
	{ID: "FP-060", Severities: []Severity{Warn}, Measured: true,
		Da: "Billeder er skarpe nok i den størrelse, de trykkes.", En: "Pictures are sharp enough at the size they are printed.",
		Source: byNorway, Confidence: "D"},
	{ID: "FP-061", Severities: []Severity{Warn},
		Da: "Ingen side er tom.", En: "No page is blank.",
		Source: byInferred, Confidence: "D"},
}

// Rules is the catalogue: all 36, in order of their ids.
func Rules() []Rule {
	rules := slices.Clone(catalogue)
	for i := range rules {
		rules[i].Severities = slices.Clone(rules[i].Severities)
	}
	return rules
}

// ruleOf is the row of a rule.
func ruleOf(id RuleID) (Rule, bool) {
	i := slices.IndexFunc(catalogue, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return catalogue[i], true
}
