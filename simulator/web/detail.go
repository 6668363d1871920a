package web

import (
	"regexp"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// sentence is what the ledger says of an event, in the language it is said in.
type sentence struct{ Text, Lang string }

// detail is the sentence under an event. The ledger speaks English. In Danish it is
// found by what happened; where the code's own meaning is shown already, nothing
// is added to it, unless the ledger knows more (what is wrong with a message).
func (v *visit) detail(e world.Event) sentence {
	text := ident.MaskText(e.Text)
	if v.lang == english {
		return sentence{text, english}
	}
	kind := string(e.Kind)
	if said := printDetail(e, text); said != "" {
		return sentence{said, danish}
	}
	for _, key := range []string{
		kind + " " + string(e.Channel) + " " + string(e.Rule), kind + " " + string(e.Rule), kind + " " + e.Code, kind,
	} {
		if danishText, ok := findDetail(key); ok {
			return sentence{danishText, danish}
		}
	}
	if _, err := lookUp(danish, "code."+e.Code); err == nil && !particular(e.Code) {
		return sentence{}
	}
	return sentence{text, english}
}

// printDetail is what an event says of print rules: it names them, and what they ask
// stands with the findings on the letter's page.
func printDetail(e world.Event, text string) string {
	checked, refused := e.Kind == world.KindPrintChecked, e.Kind == world.KindLetterRefused && e.Code == world.FailUnprintable
	warned := e.Kind == world.KindLetterWarned && e.Rule == "DK-PRINT-05"
	if !checked && !refused && !warned {
		return ""
	}
	rules := strings.Join(slices.Compact(regexp.MustCompile(`\bFP-\d{3}\b`).FindAllString(text, -1)), ", ")
	switch {
	case rules == "" && e.Code == string(fjernprint.Printable):
		return "Dokumenterne kan printes."
	case rules == "":
		return "Det kunne ikke afgøres, om dokumenterne kan printes."
	case warned:
		return "Brevet kunne ikke være printet: " + rules + "."
	}
	return "Dokumenterne kan ikke printes: " + rules + "."
}

// particular reports whether the ledger's sentence names what is wrong, beyond the
// meaning of the code.
func particular(code string) bool {
	switch code {
	case world.FailInvalid, world.FailUnprintable, world.FailNoDocument, world.FailSenderName, world.WarnUnchecked, string(fjernprint.Rejected):
		return true
	}
	return false
}

func findDetail(key string) (string, bool) {
	for _, d := range details {
		if d.key == key {
			return d.da, true
		}
	}
	return "", false
}

// details are the ledger's sentences in Danish. A key is the event's kind, then
// what tells its sentences apart: the rule, the channel asked for, or the code. A
// test walks the route table through them. Never written to.
var details = [...]struct{ key, da string }{
	{"world.created", "Verdenen er oprettet."},
	{"clock.moved frozen", "Uret blev stillet og står stille."},
	{"clock.moved running", "Uret blev stillet og går."},
	{"settings.changed", "Verdenens indstillinger blev ændret."},
	{"person.changed", "Personens oplysninger i registeret blev ændret."},
	{"person.exempted", "Fritagelsen for Digital Post blev registreret."},
	{"person.exemption.ended", "Fritagelsen blev tilbagekaldt."},
	{"person.died", "Et dødsfald blev registreret."},
	{"company.changed", "Virksomhedens oplysninger i registeret blev ændret."},
	{"company.logged.in", "Virksomheden loggede på for første gang."},
	{"authority.changed", "Afsenderens oplysninger blev ændret."},
	{"system.changed", "Afsendersystemets oplysninger blev ændret."},

	{"letter.accepted", "Brevet er modtaget. Hvad der bliver af det, vides endnu ikke."},
	{"letter.repeated", "Det samme system har sendt brevet før. Gentagelsen skaber intet."},
	{"letter.received", "Løsningen har brevet."},
	{"letter.held", "Brevet holdes tilbage til den dato, afsenderen har sat."},
	{"letter.available", "Brevet er tilgængeligt for modtageren: det er kommet frem."},
	{"letter.opened", "Modtageren åbnede brevet. Det var kommet frem før."},
	{"notification.sent", "Modtageren fik at vide, at der er kommet post."},
	{"notification.failed", "Adviseringen kunne ikke sendes. Brevet er kommet frem alligevel."},
	{"receipt.issued", "En kvittering er lagt i kø til afsenderen."},
	{"sms.sent", "NemSMS'en blev sendt til det tilmeldte nummer."},

	{"letter.routed DK-COV-01", "Modtageren er tilsluttet Digital Post."},
	{"letter.routed DK-COV-02", "Modtageren er en juridisk enhed og er tilsluttet."},
	{"letter.routed DK-PRIV-01", "Fritagelse gælder ikke post fra private afsendere."},
	{"letter.routed DK-EXEMPT-15", "Fritagelsen hindrer ikke dette brev: anden lov eller brevets mærkning lader det frem."},
	{"letter.routed sms DK-SMS-01", "Modtageren er tilmeldt NemSMS."},
	{"letter.routed DK-SEND-03", "Afsenderen valgte papir til en, der er tilsluttet."},
	{"letter.routed print DK-PRINT-01", "Afsenderen valgte papir."},
	{"letter.routed auto DK-PRINT-01", "Modtageren kan ikke få Digital Post, så brevet går på papir."},

	{"print.status print.created", "Printjobbet er oprettet."},
	{"print.status print.received", "Printeren har jobbet."},
	{"print.status print.ready", "Jobbet venter på at blive printet."},
	{"print.status print.handed", "Jobbet er afleveret til print og kuvertering."},
	{"print.status posted", "Brevet er afleveret til postvirksomheden."},
	{"print.recalled", "Printjobbet blev kaldt tilbage. Intet printes."},
}
