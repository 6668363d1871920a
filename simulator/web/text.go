package web

import "fmt"

// row is one text in both languages.
type row struct{ key, da, en string }

// lookUp finds a text.
func lookUp(lang, key string) (string, error) {
	for _, table := range [][]row{texts[:], words[:]} {
		for _, r := range table {
			if r.key == key {
				if lang == english {
					return r.en, nil
				}
				return r.da, nil
			}
		}
	}
	return "", fmt.Errorf("no text %q", key)
}

// word is the name of a value, such as a standing; an unknown value names itself.
func word(lang, family, value string) string {
	if value == "" {
		return ""
	}
	text, err := lookUp(lang, family+"."+value)
	if err != nil {
		return value
	}
	return text
}

// tone is the colour class of a value. The word beside it says the same.
func tone(value string) string {
	switch value {
	case "connected", "company", "available", "posted", "sent", "running", "printable":
		return "good"
	case "accepted", "received", "held", "quarantine", "minor", "frozen", "warn", "inconclusive", "unchecked":
		return "wait"
	case "exempt", "not.connected", "company.not.connected", "printing":
		return "paper"
	case "dead", "unknown", "ceased", "refused", "recalled", "rejected", "reject":
		return "bad"
	default:
		return ""
	}
}

// texts are the sentences and labels of the pages. Never written to.
var texts = [...]row{
	{"skip", "Spring til indhold", "Skip to content"},
	{"test.note", "Simulator. Ingen breve sendes, og alle personer er opdigtede.", "Simulator. No mail is sent and all people are made up."},
	{"nav", "Verdenens sider", "Pages of the world"},
	{"crumb", "Sti", "Path"},
	{"pager", "Sider", "Result pages"},
	{"previous", "Forrige", "Previous"},
	{"next", "Næste", "Next"},
	{"of", "af", "of"},
	{"show", "Vis", "Show"},
	{"all", "Alle", "All"},
	{"back", "Tilbage", "Back"},
	{"live", "opdateres løbende", "updates live"},
	{"other.lang", "en", "da"},
	{"other.name", "English", "Dansk"},
	{"footer", "Brevdue, en simulator af Digital Post. Ikke en offentlig myndighed.", "Brevdue, a simulator of Digital Post. Not a public authority."},
	{"api", "Kontrol-API", "Control API"},

	{"worlds.title", "Brevdues verdener", "Brevdue's worlds"},
	{"worlds.lead", "Hver verden er en udbyder for sig: eget ur, eget register, egne postkasser.", "Each world is a provider of its own: its own clock, register and mailboxes."},
	{"worlds", "Verdener", "Worlds"},
	{"worlds.none", "Der er ingen verdener. Lav en med POST /api/worlds.", "There are no worlds. Make one with POST /api/worlds."},
	{"world", "Verden", "World"},
	{"world.none", "Der er ingen verden med det navn. Den kan være slettet.", "There is no world of that name. It may have been deleted."},
	{"seed", "Frø", "Seed"},
	{"use.title", "Sådan kommer et system på", "How a system connects"},
	{"use.provider", "Udbyderens side", "The provider's side"},
	{"use.api", "API til tests", "API for tests"},
	{"use.ca", "CA-certifikat, som klienten skal stole på", "CA certificate for the client to trust"},

	{"overview", "Overblik", "Overview"},
	{"latest", "Seneste breve", "Latest letters"},
	{"clock", "Ur", "Clock"},
	{"zone", "Dansk tid", "Danish time"},
	{"clock.next", "Næste hændelse forfalder", "Next event falls due"},
	{"clock.advance", "Stil uret frem", "Move the clock forward"},
	{"clock.tonext", "Til næste hændelse", "To the next event"},
	{"clock.to", "Stil uret til (dansk tid)", "Set the clock to (Danish time)"},
	{"clock.move", "Stil ur", "Set clock"},
	{"clock.freeze", "Stands uret", "Stop the clock"},
	{"clock.run", "Lad uret gå", "Let the clock run"},
	{"clock.minute", "+1 minut", "+1 minute"},
	{"clock.hour", "+1 time", "+1 hour"},
	{"clock.day", "+1 døgn", "+1 day"},
	{"clock.week", "+1 uge", "+1 week"},
	{"clock.month", "+4 uger", "+4 weeks"},
	{"clock.unclear", "Vælg, hvor langt uret skal frem, eller hvornår det skal stå.", "Choose how far to move the clock, or where to set it."},
	{"clock.refused", "Uret kan ikke stilles sådan. Det går kun fremad.", "The clock cannot be set like that. It only moves forward."},

	{"letters", "Breve", "Letters"},
	{"letter", "Brev", "Letter"},
	{"letters.none", "Ingen breve endnu.", "No letters yet."},
	{"letters.found", "breve", "letters"},
	{"letters.find", "UUID eller afsendelsesnummer", "UUID or dispatch id"},
	{"letters.to", "Alle breve til modtageren", "All letters to this recipient"},
	{"letter.none", "Der er intet brev med det nummer i denne verden.", "There is no letter with that id in this world."},
	{"letter.untitled", "Uden titel", "Untitled"},
	{"recipient", "Modtager", "Recipient"},
	{"sender", "Afsender", "Sender"},
	{"state", "Tilstand", "State"},
	{"accepted", "Modtaget", "Accepted"},
	{"from.sender", "Fra", "From"},
	{"to.recipient", "til", "to"},
	{"timeline", "Forløb", "Timeline"},
	{"timeline.none", "Der er endnu ikke sket noget med brevet.", "Nothing has happened to the letter yet."},
	{"documents", "Dokumenter", "Documents"},
	{"documents.none", "Brevet har ingen dokumenter.", "The letter has no documents."},
	{"document.none", "Brevet har ikke det dokument.", "The letter does not have that document."},
	{"show.alone", "Vis i eget vindue", "Show in a window of its own"},
	{"download", "Hent", "Download"},
	{"preview", "Visning af", "Preview of"},
	{"receipts", "Kvitteringer", "Receipts"},
	{"receipt", "Kvittering", "Receipt"},
	{"receipts.none", "Ingen kvitteringer endnu.", "No receipts yet."},
	{"time", "Tid", "Time"},
	{"time.wall", "Tid (rigtigt ur)", "Time (wall clock)"},
	{"code", "Kode", "Code"},
	{"facts", "Oplysninger", "Facts"},
	{"address", "Adresse", "Address"},
	{"open.letter", "Åbn som modtageren", "Open as the recipient"},
	{"open.refused", "Brevet kan ikke åbnes, før det er kommet frem.", "The letter cannot be opened before it has arrived."},
	{"refused.why", "Hvorfor det blev afvist", "Why it was refused"},
	{"exchanges", "Udvekslinger", "Exchanges"},
	{"exchanges.see", "Se, hvad der gik over nettet", "See what went over the wire"},
	{"exchanges.lead", "Det, der gik over nettet om brevet. Lange dokumenter er udeladt, hemmeligheder overstreget.", "What went over the wire about the letter. Long documents are left out, secrets blanked."},
	{"exchanges.none", "Ingen udvekslinger er gemt om brevet.", "No exchanges are kept about the letter."},
	{"attempt", "forsøg", "attempt"},
	{"call", "Kald", "Call"},
	{"fault", "Indlagt fejl", "Scripted fault"},
	{"error", "Fejl", "Error"},
	{"request", "Forespørgsel", "Request"},
	{"answer", "Svar", "Answer"},
	{"answer.none", "intet svar", "no answer"},
	{"body.none", "Tom.", "Empty."},

	{"people", "Personer", "People"},
	{"people.lead", "Registeret, som udbyderen ser det. Alle numre er opdigtede: de fejler modulus 11.", "The register as the provider sees it. All numbers are made up: they fail modulus 11."},
	{"people.find", "CPR-nummer eller navn", "CPR number or name"},
	{"people.none", "Ingen personer fundet.", "No people found."},
	{"person.none", "Registeret kender ikke den person.", "The register does not know that person."},
	{"magic", "Magiske numre", "Magic numbers"},
	{"magic.lead", "De har samme stilling i alle verdener, uden opsætning.", "They have the same standing in every world, with no set-up."},
	{"register", "Register", "Register"},
	{"number", "Nummer", "Number"},
	{"name", "Navn", "Name"},
	{"standing", "Stilling", "Standing"},
	{"purpose", "Formål", "Purpose"},
	{"city", "By", "City"},
	{"mailbox", "Postkasse", "Mailbox"},
	{"mailbox.empty", "Postkassen er tom.", "The mailbox is empty."},
	{"arrived", "Kommet frem", "Arrived"},
	{"opened", "Åbnet", "Opened"},
	{"unopened", "Ulæst", "Unread"},
	{"exemptions", "Fritagelser", "Exemptions"},
	{"from", "Fra", "From"},
	{"to", "Til", "To"},
	{"open.end", "Uden udløb", "No end"},
	{"form", "Blanket", "Form"},
	{"companies", "Virksomheder", "Companies"},
	{"companies.find", "CVR-nummer eller navn", "CVR number or name"},
	{"companies.none", "Ingen virksomheder fundet.", "No companies found."},
	{"company.none", "Registeret kender ikke den virksomhed.", "The register does not know that company."},

	{"senders", "Afsendere", "Senders"},
	{"senders.none", "Ingen afsendere endnu. Start med --certs, eller opret en med kontrol-API'et.", "No senders yet. Start with --certs, or make one with the control API."},
	{"category", "Slags", "Category"},
	{"agreement.yes", "Tilslutningsaftale", "Connection agreement"},
	{"agreement.no", "Ingen tilslutningsaftale", "No connection agreement"},
	{"agreement.from", "Aftale fra", "Agreement from"},
	{"agreement.to", "Aftale til", "Agreement to"},
	{"systems", "Systemer", "Systems"},
	{"systems.none", "Ingen systemer.", "No systems."},
	{"endpoint", "Modtager kvitteringer på", "Receives receipts at"},
	{"endpoint.none", "Intet sted: kvitteringerne venter", "Nowhere: receipts wait"},
	{"certificates", "Certifikater", "Certificates"},
	{"certificates.none", "Ingen", "None"},

	{"register.change", "Ret i registeret", "Change the register"},
	{"register.set", "Ret stilling", "Change standing"},
	{"register.exempt", "Fritag for Digital Post fra nu af", "Exempt from Digital Post from now on"},
	{"register.end", "Afslut fritagelsen nu", "End the exemption now"},
	{"register.unclear", "Vælg en af de stillinger, der står på siden.", "Choose one of the standings on the page."},
	{"register.refused", "Registeret kan ikke rettes sådan nu.", "The register cannot be changed like that now."},
	{"sms", "NemSMS", "NemSMS"},
	{"sms.none", "Der er ikke sendt NemSMS til modtageren.", "No NemSMS has been sent to the recipient."},
	{"sms.text", "Tekst", "Text"},

	{"events", "Hændelser", "Events"},
	{"events.lead", "Verdenens hændelseslog, de nyeste først. Der tilføjes kun.", "The event log of the world, the newest first. It is only added to."},
	{"events.kind", "Slags", "Kind"},
	{"events.none", "Ingen hændelser her.", "No events here."},
	{"events.older", "Ældre", "Older"},
	{"events.newest", "Nyeste", "Newest"},
	{"event", "Hændelse", "Event"},
	{"about", "Om", "About"},

	{"faults", "Indlagte fejl", "Scripted faults"},
	{"faults.lead", "De sættes med kontrol-API'et: PUT /api/worlds/…/faults.", "They are set with the control API: PUT /api/worlds/…/faults."},
	{"faults.at", "Hvor", "Where"},
	{"faults.do", "Hvad", "What"},
	{"faults.when", "Hvornår", "When"},
	{"faults.struck", "Ramt / kald", "Struck / calls"},
	{"faults.after", "Efter kald", "After call"},
	{"faults.next", "De næste", "The next"},
	{"faults.all", "Alle kald.", "All calls."},
	{"faults.onein", "Ét af", "One of"},

	{"print", "Fjernprint", "Remote print"},
	{"print.lead", "Breve, der blev til papir.", "Letters that became paper."},
	{"jobs", "Printjob", "Print jobs"},
	{"check", "Kan det printes?", "Can it be printed?"},
	{"check.lead", "Slip en PDF her og se, om fjernprint tager den. Intet sendes, og intet gemmes.", "Drop a PDF here and see whether remote print takes it. Nothing is sent and nothing is kept."},
	{"check.drop", "Vælg et dokument", "Choose a document"},
	{"check.file", "Slip en PDF-fil her, eller vælg den", "Drop a PDF file here, or choose it"},
	{"check.profile", "Printprofil", "Print profile"},
	{"check.imprint", "Printeren påtrykker modtageren", "The printer imprints the recipient"},
	{"check.color", "Farvetryk", "Colour print"},
	{"check.do", "Efterse", "Check"},
	{"check.clean", "Ingen fund: dokumentet kan printes, som det er.", "No findings: the document can be printed as it is."},
	{"check.alt", "siden med zonerne og fundene tegnet ind", "the page with the zones and the findings drawn in"},
	{"check.source", "Kilde", "Source"},
	{"check.page", "Side %d", "Page %d"},
	{"check.attachment", "Bilag %d", "Attachment %d"},
	{"check.profile.used", "Profil", "Profile"},
	{"check.pages", "Sider", "Pages"},
	{"check.sheets", "Ark", "Sheets"},
	{"check.envelope", "Kuvert", "Envelope"},
	{"check.cost", "Pris", "Cost"},
	{"check.none", "Der kom ingen PDF med. Vælg en fil, og prøv igen.", "No PDF came with the form. Choose a file and try again."},
	{"check.profile.none", "Der er ingen printprofil med det navn.", "There is no print profile of that name."},
	{"check.large", "Filen er for stor til at blive efterset her.", "The file is too large to be checked here."},
	{"paper", "På papir", "On paper"},
	{"paper.digital", "Kunne det være printet?", "Could it have been printed?"},
	{"job.number", "Jobnummer", "Job number"},
	{"job.duplex", "Tryk på begge sider", "Print on both sides"},
	{"job.color", "Farve", "Colour"},
	{"job.category", "Postkategori", "Postal category"},
	{"job.cost", "%s, heraf porto %s", "%s, of which postage %s"},
	{"job.return", "Påtrykt returadresse", "Imprinted return address"},
	{"job.window", "I ruden", "In the window"},
	{"job.recalled", "Tilbagekaldt", "Recalled"},
	{"costs", "Udgifter", "Costs"},
	{"costs.letters", "Breve", "Letters"},
	{"costs.total", "I alt", "Total"},
	{"costs.postage", "Heraf porto", "Of which postage"},
	{"jobs.none", "Intet er printet.", "Nothing has been printed."},
	{"addressee", "Adressat", "Addressee"},
	{"address.none", "Ingen adresse", "No address"},
	{"steps", "Trin", "Steps"},

	{"rules", "Regler", "Rules"},
	{"rules.lead", "Kataloget, som forløb, kvitteringer og rapporter henviser til.", "The catalogue that timelines, receipts and reports refer to."},

	{"problem", "Det gik ikke", "That did not work"},
	{"page.none", "Her er ingen side. Gå tilbage, og vælg fra menuen.", "There is no page here. Go back and choose from the menu."},
	{"page.method", "Adressen tager imod en formular. Gå tilbage til siden med knappen.", "The address takes a form. Go back to the page with the button."},
	{"failed", "Simulatoren fejlede. Loggen siger hvorfor.", "The simulator failed. The log says why."},

	{"fact.id", "Transmission", "Transmission"},
	{"fact.uuid", "Meddelelse", "Message"},
	{"fact.dispatch", "Afsendelse", "Dispatch"},
	{"fact.asked", "Bestilt", "Asked for"},
	{"fact.way", "Vej", "Way"},
	{"fact.standing", "Modtagers stilling", "Recipient's standing"},
	{"fact.accepted", "Modtaget hos udbyder", "Accepted by the provider"},
	{"fact.received", "I løsningen", "In the solution"},
	{"fact.arrived", "Kommet frem", "Arrived"},
	{"fact.opened", "Åbnet", "Opened"},
	{"fact.posted", "Afleveret til posten", "Handed to the post"},
	{"fact.notbefore", "Må tidligst leveres", "Not to be delivered before"},
	{"fact.sms", "Kort tekst", "Short text"},
	{"fact.effect", "Retsvirkning efter § 10", "Effect under section 10"},
	{"fact.repeat", "Gentagelse af", "Repeat of"},
	{"fact.number", "Løbenummer", "Running number"},
	{"fact.cvr", "CVR-nummer", "CVR number"},
	{"fact.cpr", "CPR-nummer", "CPR number"},
	{"fact.nemsms", "NemSMS", "NemSMS"},
	{"fact.mail", "E-mail til advisering", "E-mail for notification"},
	{"fact.mobile", "Mobil til advisering", "Mobile for notification"},
	{"fact.died", "Død", "Died"},
	{"fact.enrolled", "Tilsluttet frivilligt", "Connected voluntarily"},
	{"fact.registered", "Registreret", "Registered"},
	{"fact.ceased", "Ophørt", "Ceased"},
	{"fact.login", "Første login", "First login"},
	{"fact.kind", "Art", "Kind"},
}
