package law

// The switches, by name.
const (
	Leapling             Name = "leapling"
	CVRQuarantineDays    Name = "dk.cvrQuarantineDays"
	QuarantineCount      Name = "quarantineCount"
	ImmigrantDelayDays   Name = "dk.immigrantDelayDays"
	ExemptionFirstDate   Name = "dk.exemption.firstDate"
	ExemptionDuration    Name = "dk.exemption.duration"
	ExemptionEndIncl     Name = "dk.exemption.endInclusive"
	ExemptionPropagation Name = "dk.exemptionPropagation"
	RegisterBatch        Name = "dk.register.batch"
	DeathBatch           Name = "dk.death.batch"
	ReleaseTime          Name = "dk.releaseTime"
	ArrivalAt            Name = "dk.arrival.at"
	ArrivalPresumption   Name = "dk.arrival.presumption"
	NonDays              Name = "dk.nonDays"
	PaperProfile         Name = "dk.paper.profile"
	FirstDigitalNotice   Name = "dk.firstDigitalNotice"
	SenderNameMismatch   Name = "dk.senderNameMismatch"
	MandatoryEffect      Name = "memo.mandatory.effect"
	SizeUnit             Name = "sf1601.sizeUnit"
	ReceiptOverdueHours  Name = "dk.receiptOverdueHours"
	PrintProfile         Name = "dk.print.profile"
	PrintImprintDefault  Name = "dk.print.imprintDefault"
	PrintDigitalCheck    Name = "dk.print.digitalCheck"
	NemSMSMax            Name = "dk.nemsms.max"
)

// switches in the order of the families that name them.
var switches = []Switch{
	{
		Name: Leapling, Contested: "U-26", Kind: Choice, Values: []string{"1mar", "28feb"}, Default: "1mar",
		Da:     "Hvornår den, der er født den 29. februar, fylder år i et år uden skuddag.",
		En:     "When somebody born on 29 February has a birthday in a year without that day.",
		Source: "Ikke angivet i loven; " + inference,
	},
	{
		Name: CVRQuarantineDays, Contested: "U-18", Kind: Number, Default: "12",
		Da:     "Hvor mange dage en nyregistreret virksomhed ikke kan modtage post.",
		En:     "For how many days a newly registered company cannot be written to.",
		Source: businessHelp,
	},
	{
		Name: QuarantineCount, Contested: "U-18", Kind: Choice, Values: []string{"calendar", "exact24h"}, Default: "calendar",
		Da:     "Om karantænen ender ved døgnets begyndelse eller på klokkeslættet for registreringen.",
		En:     "Whether the quarantine ends at the beginning of a day or at the hour of the registration.",
		Source: "Ikke angivet hos virk.dk; " + inference,
	},
	{
		Name: ImmigrantDelayDays, Contested: "U-18", Kind: Number, Default: "30",
		Da:     "Hvor mange dage efter indrejse en tilflytter får sin postkasse.",
		En:     "How many days after entry a newcomer gets a mailbox.",
		Source: municipalPages + " (Næstved)",
	},
	{
		Name: ExemptionFirstDate, Contested: "U-01", Kind: Day, Default: "2014-03-01",
		Da:     "Den første dag, en fritagelse kan registreres.",
		En:     "The first day on which an exemption can be registered.",
		Source: order + "(ikrafttræden)" + orderEnd + "; oplægget nævner sommeren 2014",
	},
	{
		Name: ExemptionDuration, Contested: "U-02", Kind: Choice,
		Values: []string{"until2ndNov1", "24months", "unlimited"}, Default: "unlimited",
		Da:     "Hvor længe en fritagelse varer.",
		En:     "How long an exemption lasts.",
		Source: "denoffentlige.dk 2017; " + municipalPages + "; ældre tekster har to år eller til 1. november",
	},
	{
		Name: ExemptionEndIncl, Contested: "U-03", Kind: Choice, Values: []string{"no", "yes"}, Default: "no",
		Da:     "Om den dag, en tidsbegrænset fritagelse udløber, selv er fritaget.",
		En:     "Whether the day on which a temporary exemption ends is itself exempt.",
		Source: "Ikke angivet; " + inference,
	},
	{
		Name: ExemptionPropagation, Contested: "U-19", Kind: Duration, Default: "0s",
		Da:     "Hvor lang tid der går, fra en fritagelse er registreret, til den virker for afsendere.",
		En:     "How long it takes from the registration of an exemption until it binds senders.",
		Source: "\"Fra registreringen\" hos kommunerne; forsinkelsen er ikke angivet",
	},
	{
		Name: RegisterBatch, Contested: "U-19", Kind: Choice, Values: []string{"off", "nightlyNoWeekend"}, Default: "off",
		Da:     "Om fritagelser slår igennem straks eller ved registrets natlige kørsel.",
		En:     "Whether exemptions work at once or from the register's nightly run.",
		Source: inference + "; dødsfald viser natlige kørsler uden weekend",
	},
	{
		Name: ArrivalAt, Contested: "U-07", Kind: Choice, Values: []string{"solution", "anyClient", "chosenClient"}, Default: "solution",
		Da:     "Om posten er tilgængelig i løsningen, i en visningsklient eller i den klient, modtageren bruger.",
		En:     "Whether mail is available in the solution, in any viewing client, or in the one the recipient uses.",
		Source: appealsBoard + "; ældre tekster siger løsningen",
		NotYet: true,
	},
	{
		Name: FirstDigitalNotice, Contested: "U-05", Kind: Choice, Values: []string{"off", "warn", "error"}, Default: "warn",
		Da:     "Hvad der sker, når en afsender går fra papir til Digital Post uden varsel.",
		En:     "What happens when a sender changes from paper to digital without notice.",
		Source: "Ankestyrelsens afgørelse af 28/11/2013 mod " + highCourt,
		NotYet: true,
	},
	{
		Name: ReleaseTime, Contested: "U-22", Kind: Clock, Default: "00:00",
		Da:     "Hvad klokken er, når en meddelelse med udskudt levering frigives på sin dag.",
		En:     "At what hour a message with deferred delivery is released on its day.",
		Source: "Ikke angivet; " + inference,
	},
	{
		Name: ArrivalPresumption, Contested: "", Kind: Choice, Values: []string{"same-day", "aes-next-workday"}, Default: "same-day",
		Da:     "Hvilken dag Digital Post formodes at være kommet frem, når loggen ikke er set.",
		En:     "On which day digital mail is presumed to have arrived when the log has not been seen.",
		Source: appealsBoard,
	},
	{
		Name: SenderNameMismatch, Contested: "", Kind: Choice, Values: []string{"error", "warn"}, Default: "warn",
		Da:     "Om et afsendernavn, der ikke er registrets, afvises eller giver en advarsel.",
		En:     "Whether a sender name other than the register's is refused or draws a warning.",
		Source: "Ikke angivet; " + inference,
	},
	{
		Name: MandatoryEffect, Contested: "U-08", Kind: Choice, Values: []string{"none", "deliver"}, Default: "none",
		Da:     "Om MeMo-feltet mandatory får en meddelelse leveret til en fritaget modtager.",
		En:     "Whether the MeMo field mandatory makes a message reach an exempt recipient.",
		Source: "Feltet er set i kildekode uden forklaring; " + inference,
	},
	{
		Name: SizeUnit, Contested: "", Kind: Choice, Values: []string{"MiB", "MB"}, Default: "MiB",
		Da:     "Om grænsen på 99,5 for en meddelelses størrelse er MiB eller MB.",
		En:     "Whether the limit of 99.5 for the size of a message is in MiB or MB.",
		Source: sf1601 + " (enheden er ikke entydig)",
	},
	{
		Name: ReceiptOverdueHours, Contested: "", Kind: Number, Default: "24",
		Da:     "Hvor mange timer en afsender venter på en endelig kvittering, før den slår alarm.",
		En:     "For how many hours a sender waits for a final receipt before it raises an alarm.",
		Source: inference,
	},
	{
		Name: PaperProfile, Contested: "U-09", Kind: Choice, Values: []string{"sixWeekdays", "2016", "udk"}, Default: "sixWeekdays",
		Da:     "Hvornår et brev på papir formodes at være kommet frem.",
		En:     "When a letter on paper is presumed to have arrived.",
		Source: deadlineGuide + "; " + appealsBoard + "; Udbetaling Danmarks side; efter postreformen 2024-26 er intet set",
	},
	{
		Name: PrintProfile, Contested: "U-24", Kind: Label, Default: "dk-fjernprint-2013",
		Da:     "Hvilken profil af printregler leverandøren følger: arkmål, skrifttyper, formater, kuverter og priser.",
		En:     "Which profile of print rules the provider follows: measures, fonts, formats, envelopes and prices.",
		Source: "Arkmål for fjernprint (2013); leverandører er uenige om resten",
	},
	{
		Name: PrintImprintDefault, Contested: "", Kind: Choice, Values: []string{"whenAddressed", "never"}, Default: "whenAddressed",
		Da:     "Om leverandøren påtrykker modtager- og afsenderadresse, når bestillingen har adressen og intet siger om påtryk.",
		En:     "Whether the provider prints recipient and sender when the order has the address and says nothing about printing it.",
		Source: sf1601Clients + " (udelader ofte påtryksfelterne); " + inference,
	},
	{
		Name: PrintDigitalCheck, Contested: "", Kind: Choice, Values: []string{"profile", "warn", "error"}, Default: "profile",
		Da:     "Om et dokument, der ikke kan printes, afvises eller kun giver en advarsel, når brevet leveres digitalt: som profilen siger, eller altid det ene.",
		En:     "Whether a document that cannot be printed is refused or only draws a warning when the letter goes digitally: as the profile says, or always the one.",
		Source: seedWinf + "; " + inference,
	},
	{
		Name: NemSMSMax, Contested: "U-11", Kind: Choice, Values: []string{"150", "160"}, Default: "150",
		Da:     "Hvor mange tegn en NemSMS højst må have.",
		En:     "How many characters a NemSMS may have at most.",
		Source: agencyPages + " (160 tegn, 2015); " + sf1601Clients + " (150 tegn)",
	},
	{
		Name: DeathBatch, Contested: "U-19", Kind: Choice, Values: []string{"nightlyNoWeekend", "off"}, Default: "nightlyNoWeekend",
		Da:     "Om et registreret dødsfald slår igennem ved registrets natlige kørsel eller straks.",
		En:     "Whether a registered death works from the register's nightly run or at once.",
		Source: deathArticle,
	},
	{
		Name: NonDays, Contested: "U-10", Kind: Set,
		Values:  []string{"grundlovsdag", "24dec", "31dec", "fridayAfterAscension", "1may"},
		Default: "grundlovsdag,24dec,31dec,fridayAfterAscension",
		Da:      "Hvilke dage uden for helligdagene en frist ikke kan ende på.",
		En:      "On which days besides public holidays a period cannot end.",
		Source:  limitationAct + ", stk. 2; Udbetaling Danmarks side (dagen efter Kristi himmelfartsdag); 1. maj er ikke set",
	},
}
