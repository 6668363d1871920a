package fjernprint

// Codes of findings that others ask for by name; the rest are in wordings.
const (
	TooLarge   = "pdf.too.large"
	Unreadable = "pdf.unreadable"
	Encrypted  = "pdf.encrypted"
	NoPages    = "pdf.no-pages"
)

// wordings are the sentences of all rules but those of the layout sheet (see
// zoneWordings): what is wrong, and what to do.
//
// page.turned is off by the catalogue: a lying box that is displayed upright is
// fine (spec 1.5), but a stricter profile may warn of it.
var wordings = []wording{
	{Code: "pdf.no-header", Rule: "FP-001", Severity: Reject, Ends: true, text: text{
		"Filen er tom eller begynder ikke som en PDF. Gem dokumentet som PDF, og send den fil.",
		"The file is empty or does not begin as a PDF. Save the document as PDF and send that file."}},
	{Code: "pdf.missing", Rule: "FP-001", Severity: Reject, Ends: true, text: text{
		"Brevet har intet dokument. Send mindst et hoveddokument som PDF.",
		"The letter has no document. Send at least a main document as PDF."}},
	{Code: TooLarge, Rule: "FP-002", Severity: Reject, text: text{
		"Dokumentet fylder {found} byte, og højst {limit} byte kan trykkes. Gør billederne mindre, eller del dokumentet.",
		"The document has {found} bytes and at most {limit} bytes can be printed. Make its pictures smaller, or split it."}},
	{Code: "pdf.large", Rule: "FP-002", Severity: Warn, text: text{
		"Dokumentet fylder {found} byte, og over {limit} byte afvises nogle steder. Gør helst billederne mindre.",
		"The document has {found} bytes, and more than {limit} bytes are refused in places. Better make its pictures smaller."}},
	{Code: Unreadable, Rule: "FP-003", Severity: Reject, Ends: true, text: text{
		"Dokumentet kan ikke læses som PDF: filen er beskadiget eller ikke hel. Dan PDF-filen igen, og send den nye.",
		"The document cannot be read as a PDF: the file is damaged or not whole. Make the PDF anew and send that one."}},
	{Code: "pdf.limit", Rule: "FP-004", Severity: Reject, Ends: true, text: text{
		"Dokumentet er for tungt at behandle: mere end {limit} {budget}. Forenkl det, for eksempel ved at udskrive det til en ny PDF.",
		"The document is too heavy to process: more than {limit} {budget}. Simplify it, for example by printing it to a new PDF."}},
	{Code: NoPages, Rule: "FP-005", Severity: Reject, Ends: true, text: text{
		"Dokumentet har ingen sider. Send et dokument med mindst én side.",
		"The document has no pages. Send a document with at least one page."}},
	{Code: "pdf.count", Rule: "FP-005", Severity: Reject, text: text{
		"Dokumentet siger, at det har {claimed}, men det har {found}. Dan PDF-filen igen, så ingen sider går tabt.",
		"The document says that it has {claimed}, but it has {found}. Make the PDF anew, so that no page is lost."}},
	{Code: "pdf.too-many-pages", Rule: "FP-005", Severity: Reject, text: text{
		"Dokumentet har {found}, og højst {limit} tages. Kort det ned, eller del det.",
		"The document has {found} and at most {limit} are taken. Shorten it, or split it."}},
	{Code: "pdf.repaired", Rule: "FP-006", Severity: Warn, text: text{
		"Filens krydsreferencer er beskadigede og måtte genopbygges, så noget kan mangle på papiret. Dan PDF-filen igen.",
		"The file's cross-references are damaged and had to be rebuilt, so something may be missing on paper. Make the PDF anew."}},
	{Code: "pdf.damaged", Rule: "FP-006", Severity: Warn, text: text{
		"Filen følger ikke PDF-standarden ({damage}). Dan den igen med et andet program, hvis printet ikke bliver som ventet.",
		"The file does not follow the PDF standard ({damage}). Make it anew with another program if the print is not as expected."}},
	{Code: "page.damaged", Rule: "FP-006", Severity: Warn, text: text{
		"Side {page}: noget af indholdet kan ikke læses og kan mangle på papiret. Dan PDF-filen igen.",
		"Page {page}: some of the content cannot be read and may be missing on paper. Make the PDF anew."}},
	{Code: Encrypted, Rule: "FP-010", Severity: Reject, Ends: true, text: text{
		"Dokumentet er krypteret. Gem det uden adgangskode og uden beskyttelse.",
		"The document is encrypted. Save it without password and without protection."}},
	{Code: "pdf.version", Rule: "FP-011", Severity: Warn, text: text{
		"Dokumentet er i PDF-version {found}, som ikke alle printere kender. Gem det helst i version {best}.",
		"The document is of PDF version {found}, which not every printer knows. Better save it as version {best}."}},
	{Code: "script.javascript", Rule: "FP-012", Severity: Reject, text: text{
		"{place} indeholder JavaScript, som ikke kan udføres på papir. Gem dokumentet uden scripts.",
		"{place} contains JavaScript, which paper cannot run. Save the document without scripts."}},
	{Code: "form.xfa", Rule: "FP-013", Severity: Reject, text: text{
		"Dokumentet er en XFA-formular, hvis sider først dannes i et formularprogram. Udskriv formularen til en almindelig PDF.",
		"The document is an XFA form, whose pages a form program makes when it is opened. Print the form to an ordinary PDF."}},
	{Code: "form.appearances", Rule: "FP-013", Severity: Reject, text: text{
		"Formularfelter tegnes først, når dokumentet åbnes i et program, og kan mangle på papiret. Udskriv den udfyldte formular til en almindelig PDF.",
		"Form fields are drawn only when the document is opened in a program and may be missing on paper. Print the filled-in form to an ordinary PDF."}},
	{Code: "form.fields", Rule: "FP-014", Severity: Warn, text: text{
		"Dokumentet har {fields}. Udskriv formularen til en almindelig PDF, så papiret viser det, skærmen viser.",
		"The document has {fields}. Print the form to an ordinary PDF, so that paper shows what the screen shows."}},
	{Code: "file.embedded", Rule: "FP-015", Severity: Warn, text: text{
		"Dokumentet indeholder {files}, og kun dets sider trykkes. Vedlæg det andet som PDF, hvis modtageren skal have det.",
		"The document contains {files}, and only its pages are printed. Attach the rest as PDF if the recipient is to have it."}},
	{Code: "layer.off", Rule: "FP-016", Severity: Warn, text: text{
		"Dokumentet har {layers} slået fra. Slå det til, der skal med, og slet resten, så papiret viser det, skærmen viser.",
		"The document has {layers} switched off. Switch on what is wanted and delete the rest, so that paper shows what the screen shows."}},
	{Code: "layer.hidden", Rule: "FP-016", Severity: Warn, text: text{
		"Side {page}: noget af indholdet ligger i et lag, der ikke udskrives. Slå laget til, eller slet det.",
		"Page {page}: some of the content lies in a layer that is not printed. Switch the layer on, or delete it."}},
	{Code: "annotation.printed", Rule: "FP-017", Severity: Warn, text: text{
		"Side {page}: {annotations} (som noter, stempler og felter) trykkes med. Fjern det, der ikke skal med, eller udskriv dokumentet til en almindelig PDF.",
		"Page {page}: {annotations} (such as notes, stamps and fields) will be printed. Remove what is not meant to be, or print the document to an ordinary PDF."}},
	{Code: "transparency.used", Rule: "FP-018", Severity: Warn, text: text{
		"Side {page} bruger gennemsigtighed ({kinds}), som kan se anderledes ud på papir. Gem helst uden, for eksempel som PDF/A-1.",
		"Page {page} uses transparency ({kinds}), which may look different on paper. Better save without, for example as PDF/A-1."}},
	{Code: "page.size", Rule: "FP-020", Severity: Reject, text: text{
		"Side {page} er {found}; den skal være {limit}. Vælg det papirformat i det program, der danner PDF-filen.",
		"Page {page} is {found}; it has to be {limit}. Choose that paper size in the program that makes the PDF."}},
	{Code: "page.user-unit", Rule: "FP-020", Severity: Reject, text: text{
		"Side {page} måles i en særlig enhed (UserUnit {found}), som printere overser, så størrelsen bliver forkert. Gem siden i {limit} uden den.",
		"Page {page} is measured in a unit of its own (UserUnit {found}), which printers ignore, so that its size comes out wrong. Save it as {limit} without."}},
	{Code: "page.landscape", Rule: "FP-021", Severity: Reject, text: text{
		"Side {page} ligger ned ({found}). Vend den, så den står op.",
		"Page {page} is landscape ({found}). Turn it to portrait."}},
	{Code: "page.rotation", Rule: "FP-021", Severity: Reject, text: text{
		"Side {page} er drejet {found} grader. Drej den 0, 90, 180 eller 270 grader.",
		"Page {page} is turned by {found} degrees. Turn it by 0, 90, 180 or 270 degrees."}},
	{Code: "page.turned", Rule: "FP-021", Severity: Off, text: text{
		"Side {page} står kun op, fordi den er drejet {found} grader. Gem den i højformat uden drejning.",
		"Page {page} is portrait only because it is turned by {found} degrees. Save it as portrait without turning."}},
	{Code: "page.mixed", Rule: "FP-022", Severity: Warn, text: text{
		"Side {page} er {found}, men side 1 er {limit}. Brug samme papirformat og retning på alle sider.",
		"Page {page} is {found}, but page 1 is {limit}. Use the same paper size and orientation on all pages."}},
	{Code: "page.content.cut", Rule: "FP-023", Severity: Warn, text: text{
		"Side {page}: {kind} rager {found} ud over papirets {edge} og skæres af. {advice}",
		"Page {page}: {kind} runs {found} over the {edge} of the paper and is cut off. {advice}"}},
	{Code: "page.content.outside", Rule: "FP-023", Severity: Warn, text: text{
		"Side {page}: {kind} ligger helt uden for papirets {edge} og trykkes ikke. {advice}",
		"Page {page}: {kind} lies wholly beyond the {edge} of the paper and is not printed. {advice}"}},
	{Code: "font.missing", Rule: "FP-030", Severity: Reject, text: text{
		"Side {page}: skrifttypen {font} er ikke indlejret, så teksten kan blive forkert på papiret. Gem PDF-filen med indlejrede skrifttyper.",
		"Page {page}: the font {font} is not embedded, so that its text may come out wrong on paper. Save the PDF with embedded fonts."}},
	{Code: "font.standard", Rule: "FP-030", Severity: Warn, text: text{
		"Side {page}: skrifttypen {font} er ikke indlejret, så printeren bruger sin egen. Gem helst PDF-filen med indlejrede skrifttyper.",
		"Page {page}: the font {font} is not embedded, so that the printer uses its own. Better save the PDF with embedded fonts."}},
	{Code: "font.type3", Rule: "FP-031", Severity: Info, text: text{
		"Side {page}: skrifttypen {font} er en Type 3-skrift, som kan trykkes groft. Brug helst en TrueType- eller OpenType-skrift.",
		"Page {page}: the font {font} is a Type 3 font, which may print coarsely. Better use a TrueType or OpenType font."}},
	{Code: "sheets.too-many", Rule: "FP-050", Severity: Reject, text: text{
		"Brevet fylder {found}, og højst {limit} kan kuverteres. {advice}",
		"The letter takes {found} and at most {limit} can be enveloped. {advice}"}},
	{Code: "sheets.c4", Rule: "FP-050", Severity: Info, text: text{
		"Brevet fylder {found} og skal i en C4-kuvert; C5 tager {limit}. {advice}",
		"The letter takes {found} and needs a C4 envelope; C5 takes {limit}. {advice}"}},
	{Code: "envelope.too-small", Rule: "FP-051", Severity: Reject, text: text{
		"Brevet fylder {found}, og den bestilte {envelope}-kuvert tager {limit}. Bestil {larger}, eller kort det ned. {advice}",
		"The letter takes {found}, and the {envelope} envelope that was ordered takes {limit}. Order {larger}, or shorten it. {advice}"}},
	{Code: "attachments.too-many", Rule: "FP-052", Severity: Reject, text: text{
		"Brevet har {found}, og højst {limit} kan sendes med. Saml dem i færre filer.",
		"The letter has {found} and at most {limit} can go with it. Put them together into fewer files."}},
	{Code: "color.not-printed", Rule: "FP-053", Severity: Info, text: text{
		"Side {page} har farver, men brevet trykkes i sort-hvid. Bestil farveprint, hvis farverne betyder noget.",
		"Page {page} has colour, but the letter is printed in black and white. Order colour print if the colours matter."}},
	{Code: "image.coarse", Rule: "FP-060", Severity: Warn, text: text{
		"Side {page}: et billede trykkes med {found} ppi og bliver uskarpt under {limit} ppi. Brug billedet i højere opløsning, eller gør det mindre.",
		"Page {page}: a picture is printed at {found} ppi and looks blurred below {limit} ppi. Use it in a higher resolution, or make it smaller."}},
	{Code: "page.blank", Rule: "FP-061", Severity: Warn, text: text{
		"Side {page} er tom og koster det samme som andre sider. Slet den, hvis den ikke skal være der.",
		"Page {page} is blank and costs as much as any other. Delete it unless it is meant to be there."}},
}

// uncheckedTexts say why a rule could not be checked, by code.
var uncheckedTexts = map[string]text{
	"check.no-worker": {
		"Filens opbygning blev ikke valideret, fordi der ikke er nogen hjælpeproces her. Kør kontrollen med programmet brevdue for at få det med.",
		"The file's structure was not validated, because there is no worker process here. Run the check with the program brevdue to have it done."},
	"check.worker": {
		"Filens opbygning kunne ikke valideres: hjælpeprocessen svarede ikke. Prøv igen.",
		"The file's structure could not be validated: the worker process gave no answer. Try again."},
	"check.time": {
		"Tiden gik, før reglen var kontrolleret. Det siger intet om dokumentet: prøv igen, når maskinen har mindre at lave.",
		"Time was up before the rule was checked. That says nothing about the document: try again when the machine is less busy."},
	"check.failed": {
		"Reglen kunne ikke kontrolleres på grund af en fejl i kontrollen selv. Meld den gerne, med dokumentet.",
		"The rule could not be checked because the check itself failed. Please report that, with the document."},
	"check.unread": {
		"Dokumentet kunne ikke hentes frem, så reglen blev ikke kontrolleret. Prøv igen.",
		"The document could not be fetched, so the rule was not checked. Try again."},
}
