package fjernprint

// zoneWordings are the sentences of the layout sheet's rules, FP-040 to FP-048:
// what is wrong, and what to do. Zones of other names that have to be free are
// worded likewise, with a code by their name.
var zoneWordings = []wording{
	{Code: "zone.omr.occupied", Rule: freeEverywhere, Severity: Reject, text: occupied},
	{Code: "zone.sdl.occupied", Rule: freeOnEdge, Severity: Reject, text: occupied},
	{Code: "zone.barcode.occupied", Rule: freeInWindow, Severity: Reject, text: occupied},
	{Code: "zone.group.occupied", Rule: freeInWindow, Severity: Reject, text: occupied},
	{Code: "zone.srm.occupied", Rule: freeInWindow, Severity: Reject, text: occupied},
	{Code: "zone.id.occupied", Rule: freeInWindow, Severity: Reject, text: occupied},

	{Code: "address.missing", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: adressen mangler. Skriv modtagerens navn og adresse i {zone}-feltet ({area}), eller lad fjernprint påtrykke den.",
		"Page {page}: the address is missing. Write the recipient's name and address in the {zone} field ({area}), or have the print service imprint it."}},
	{Code: "address.not-blank", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: {kind} {place} ligger i {zone}-feltet ({area}), som skal være tomt, fordi fjernprint påtrykker adressen.{note} {advice}",
		"Page {page}: {kind} {place} lies in the {zone} field ({area}), which has to be blank because the print service imprints the address.{note} {advice}"}},
	{Code: "address.lines", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: adressen har {found}; den skal have {limit}. Skriv navn, vej og husnummer, postnummer og by på hver sin linje.",
		"Page {page}: the address has {found}; it has to have {limit}. Write name, street and number, post code and city on lines of their own."}},
	{Code: "address.line.too-long", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: adresselinjen »{excerpt}« har {found} tegn, og højst {limit} er tilladt. Forkort den, eller del den i to linjer.",
		"Page {page}: the address line \"{excerpt}\" has {found} characters and at most {limit} are allowed. Shorten it, or split it in two."}},
	{Code: "address.outside", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: {what}.{note} {advice}",
		"Page {page}: {what}.{note} {advice}"}},
	{Code: "address.not-text", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: {kind} {place} ligger i {zone}-feltet ({area}), hvor der kun må stå modtagerens adresse som vandret tekst.{note} {advice}",
		"Page {page}: {kind} {place} lies in the {zone} field ({area}), where only the recipient's address may stand, as level text.{note} {advice}"}},
	{Code: "address.undecodable", Rule: addressField, Severity: Reject, text: text{
		"Side {page}: adressen kan ikke læses, fordi skrifttypen mangler oplysning om, hvilke tegn den viser (ToUnicode). Gem PDF-filen igen med indlejrede skrifttyper og søgbar tekst.",
		"Page {page}: the address cannot be read because its font does not tell which characters it shows (ToUnicode). Save the PDF anew with embedded fonts and searchable text."}},

	{Code: "address.differs", Rule: addressAgrees, Severity: Warn, text: text{
		"Side {page}: adressefeltet siger »{found}«, men brevet er bestilt til »{limit}«. Ret den af dem, der er forkert.",
		"Page {page}: the address field says \"{found}\", but the letter is ordered for \"{limit}\". Correct the one that is wrong."}},
	{Code: "address.fonts", Rule: addressAgrees, Severity: Warn, text: text{
		"Side {page}: adressen er skrevet med flere skrifttyper eller størrelser ({found}). Brug én skrifttype i én størrelse.",
		"Page {page}: the address is written in several fonts or sizes ({found}). Use one font in one size."}},
	{Code: "address.size", Rule: addressAgrees, Severity: Warn, text: text{
		"Side {page}: adressen er skrevet i {found}; den bør være {limit}. Vælg en anden størrelse.",
		"Page {page}: the address is written in {found}; it should be {limit}. Choose another size."}},

	{Code: "sender.not-blank", Rule: senderField, Severity: Warn, text: text{
		"Side {page}: {kind} {place} ligger i {zone}-feltet ({area}), som skal være tomt, fordi fjernprint påtrykker returadressen.{note} {advice}",
		"Page {page}: {kind} {place} lies in the {zone} field ({area}), which has to be blank because the print service imprints the return address.{note} {advice}"}},
	{Code: "sender.lines", Rule: senderField, Severity: Warn, text: text{
		"Side {page}: returadressen i {zone}-feltet fylder {found}, og der er plads til {limit}. Skriv den på én linje.",
		"Page {page}: the return address in the {zone} field takes {found} and there is room for {limit}. Write it on one line."}},
	{Code: "sender.too-long", Rule: senderField, Severity: Warn, text: text{
		"Side {page}: returadressen »{excerpt}« har {found} tegn, og højst {limit} er tilladt. Forkort den.",
		"Page {page}: the return address \"{excerpt}\" has {found} characters and at most {limit} are allowed. Shorten it."}},
	{Code: "sender.runs-into", Rule: senderField, Severity: Reject, text: text{
		"Side {page}: returadressen »{excerpt}« rager {found} ind i {other}-feltet ({beyond}). {advice}",
		"Page {page}: the return address \"{excerpt}\" runs {found} into the {other} field ({beyond}). {advice}"}},

	{Code: "slack.occupied", Rule: slackFree, Severity: Warn, text: text{
		"Side {page}: {kind} {place} kan ses i kuvertens rude ({area}).{note} {advice}",
		"Page {page}: {kind} {place} can show in the envelope's window ({area}).{note} {advice}"}},
	{Code: "slack.cpr", Rule: slackNoCPR, Severity: Reject, text: text{
		"Side {page}: et nummer, der ligner et CPR-nummer, kan ses i kuvertens rude ({place}). {advice}",
		"Page {page}: a number that looks like a CPR number can show in the envelope's window ({place}). {advice}"}},
	{Code: "date.occupied", Rule: dateLine, Severity: Info, text: text{
		"Side {page}: {kind} {place} ligger, hvor fjernprint kan trykke sin linje med brevdata ({area}).{note} Det er tilladt, men kan blive trykt over.",
		"Page {page}: {kind} {place} lies where the print service may print its line of letter data ({area}).{note} That is allowed, but it may be printed over."}},
}

var occupied = text{
	"Side {page}: {kind} {place} ligger i {zone}-feltet ({area}).{note} {advice}",
	"Page {page}: {kind} {place} lies in the {zone} field ({area}).{note} {advice}"}

// Clauses of those sentences.
var (
	moveIt    = text{"Flyt indholdet mindst {move} {direction}.", "Move the content at least {move} {direction}."}
	removeIt  = text{"Fjern det, eller gør det mindre.", "Remove it, or make it smaller."}
	clearIt   = text{"Fjern det, eller flyt det mindst {move} {direction}.", "Remove it, or move it at least {move} {direction}."}
	shortenIt = text{"Del linjen i to, eller brug mindre skrift.", "Split the line in two, or use a smaller size."}

	overEdge = text{
		"adresselinjen »{excerpt}« rager {found} ud over {zone}-feltets {side} ({area})",
		"the address line \"{excerpt}\" runs {found} over the {side} of the {zone} field ({area})"}
	noRoom = text{
		"adresselinjen »{excerpt}« fylder {found}, og {zone}-feltet ({area}) har kun plads til {limit}",
		"the address line \"{excerpt}\" takes {found}, and the {zone} field ({area}) has room for {limit} only"}
	intruding = text{
		"»{excerpt}« ({place}) rager ind i {zone}-feltet ({area}) uden at høre til adressen",
		"\"{excerpt}\" ({place}) runs into the {zone} field ({area}) without being part of the address"}

	turnedText = text{"drejet tekst", "turned text"}
	unseenNote = text{" Billedet kan ikke afkodes, så hele dets flade tæller med.", " The picture cannot be looked into, so all of its area counts."}
	unsureNote = text{" Det er gennemsigtigt, så der kan være mindre at se.", " It is transparent, so there may be less to see."}

	oneLine, manyLines = text{"linje", "line"}, text{"linjer", "lines"}
)
