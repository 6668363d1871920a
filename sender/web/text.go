package web

import "github.com/brevdue/brevdue/sender/outbox"

// row is one text in both languages.
type row struct{ key, da, en string }

// text finds a text; one that is missing shows its key, which a test would see.
func text(lang, key string) string {
	for _, r := range texts() {
		if r.key != key {
			continue
		}
		if lang == english {
			return r.en
		}
		return r.da
	}
	return key
}

// word is the name of a value, such as a state; an unknown value names itself.
func word(lang, family, value string) string {
	if value == "" {
		return ""
	}
	key := family + "." + value
	if found := text(lang, key); found != key {
		return found
	}
	return value
}

// tone is the colour class of a state. The word beside it says the same.
func tone(s outbox.State) string {
	switch s {
	case outbox.Available:
		return "good"
	case outbox.Printed:
		return "paper"
	case outbox.Queued, outbox.Accepted:
		return "wait"
	case outbox.Refused, outbox.Failed, outbox.Overdue:
		return "bad"
	default:
		return ""
	}
}

// texts are the sentences and labels of the pages.
func texts() []row {
	return []row{
		{"app", "Brevdue afsender", "Brevdue sender"},
		{"skip", "Spring til indhold", "Skip to content"},
		{"nav", "Sider", "Pages"},
		{"letters", "Breve", "Letters"},
		{"receipts", "Kvitteringer uden brev", "Receipts without a letter"},
		{"letter", "Brev", "Letter"},
		{"other.name", "English", "Dansk"},
		{"other.lang", "en", "da"},
		{"live", "Opdateres løbende", "Updated live"},
		{"footer", "Et svar straks er ikke levering; først kvitteringen er.", "An answer is not delivery; only the receipt is."},
		{"crumb", "Sti", "Path"},
		{"pager", "Flere sider", "More pages"},
		{"older", "Ældre breve", "Older letters"},
		{"newest", "Nyeste breve", "Newest letters"},
		{"all", "Alle", "All"},
		{"authority", "Myndighed", "Authority"},
		{"show", "Vis", "Show"},
		{"search.label", "Modtagerens CPR- eller CVR-nummer", "Recipient's CPR or CVR number"},
		{"search", "Find breve", "Find letters"},
		{"search.result", "Breve til det nummer", "Letters to that number"},
		{"title", "Titel", "Title"},
		{"recipient", "Modtager", "Recipient"},
		{"state", "Tilstand", "State"},
		{"channel", "Kanal", "Channel"},
		{"submitted", "Indleveret", "Submitted"},
		{"letters.none", "Ingen breve her endnu. Indlever med POST /api/letters eller brevdue send.", "No letters here yet. Submit with POST /api/letters or brevdue send."},
		{"states", "Breve efter tilstand", "Letters by state"},
		{"letters.list", "Breve, nyeste først", "Letters, newest first"},
		{"evidence", "Hvad vi ved, og hvornår vi fik det at vide", "What we know, and when we learnt it"},
		{"facts", "Om brevet", "About the letter"},
		{"documents", "Dokumenter", "Documents"},
		{"documents.none", "En NemSMS har ingen dokumenter.", "A NemSMS has no documents."},
		{"open", "Åbn", "Open"},
		{"from", "Afsender", "Sender"},
		{"address", "Adresse", "Address"},
		{"address.inside", "står i dokumentet", "stands in the document"},
		{"arrived", "Kommet frem", "Arrived"},
		{"arrived.proven", "ifølge udbyderens kvittering", "by the provider's receipt"},
		{"arrived.presumed", "formodet", "presumed"},
		{"due", "Kvittering ventes senest", "Receipt due by"},
		{"held", "Leveres tidligst", "Not before"},
		{"message.id", "Meddelelsens id", "Message id"},
		{"consignment.id", "Afsendelsens id", "Consignment id"},
		{"transmission", "forsendelse", "transmission"},
		{"stated", "Udbyderen angiver", "The provider states"},
		{"wall", "Maskinens ur viste", "The machine's clock showed"},
		{"resend.of", "Genudsendelse af", "Resend of"},
		{"resend", "Genudsend som nyt brev", "Send again as a new letter"},
		{"resend.note", "Genudsendelsen får sin egen ankomst. Det gamle brevs ankomst og frister ændres ikke.", "The new letter gets its own arrival. The old letter's arrival and deadlines do not change."},
		{"becomes", "Brevet er nu", "The letter is now"},
		{"why", "Hvorfor", "Why"},
		{"print", "Kan brevet printes?", "Can the letter be printed?"},
		{"print.forced", "Sendt uanset printreglerne. Grunden:", "Sent whatever the print rules say. The reason:"},
		{"severity.reject", "afvist", "refused"},
		{"severity.warn", "advarsel", "warning"},
		{"attachment", "bilag", "attachment"},
		{"page", "side", "page"},
		{"code", "Kode", "Code"},
		{"status", "Status", "Status"},
		{"receipts.none", "Alle kvitteringer hører til et brev.", "Every receipt belongs to a letter."},
		{"receipts.note", "Kvitteringer, der er bekræftet, men ikke hører til noget brev i denne udbakke.", "Receipts that were acknowledged and belong to no letter in this outbox."},
		{"pending", "Udbyderen har ikke svaret endnu; køen prøver igen.", "The provider has not answered yet; the queue will try again."},
		{"problem.none", "Siden findes ikke", "There is no such page"},
		{"problem.ours", "Siden kan ikke vises; loggen siger hvorfor", "The page cannot be shown; the log says why"},
		{"problem.back", "Til brevene", "To the letters"},
		{"alarm.overdue", "Der er ikke kommet nogen endelig kvittering i tide. Brevet sendes ikke igen af sig selv.", "No final receipt came in time. The letter is not sent again by itself."},
		{"alarm.failed", "Afsenderen har opgivet: udbyderen svarede ikke brugbart.", "The sender gave up: the provider gave no usable answer."},
		{"alarm.conflict", "Kvitteringerne angiver mere end ét endeligt udfald. Spørg udbyderen.", "The receipts state more than one final outcome. Ask the provider."},

		{"state.queued", "i kø", "queued"},
		{"state.accepted", "accepteret", "accepted"},
		{"state.available", "kommet frem", "available"},
		{"state.printed", "printet og afsendt", "printed and posted"},
		{"state.refused", "afvist", "refused"},
		{"state.failed", "opgivet", "failed"},
		{"state.overdue", "forsinket", "overdue"},
		{"channel.auto", "automatisk valg", "automatic choice"},
		{"channel.digital", "kun Digital Post", "Digital Post only"},
		{"channel.print", "fysisk post", "physical letter"},
		{"channel.sms", "NemSMS", "NemSMS"},
		{"kind.submitted", "Lagt i udbakken", "Put into the outbox"},
		{"kind.attempted", "Forsøg uden brugbart svar", "Attempt without a usable answer"},
		{"kind.answered", "Udbyderen tog imod", "The provider took it"},
		{"kind.declined", "Udbyderen afviste straks", "The provider refused at once"},
		{"kind.receipted", "Kvittering", "Receipt"},
		{"kind.gave-up", "Afsenderen opgav", "The sender gave up"},
		{"kind.overdue", "Kvitteringen udeblev", "The receipt is overdue"},
		{"kind.repeated", "Samme meddelelse sendes igen", "The same message is sent once more"},
	}
}
