package law

// dkCov: who is connected.
var dkCov = []Rule{
	{
		ID: "DK-COV-01", Level: Must, Jurisdiction: Denmark, From: "2014-11-01",
		Da:         "Den, der er fyldt 15 år og har bopæl eller fast ophold i Danmark, er tilsluttet Digital Post, medmindre personen er fritaget.",
		En:         "A person aged 15 or more with residence or permanent stay in Denmark is connected unless exempt.",
		Sources:    []string{act + "§ 3, stk. 1" + actEnd},
		Confidence: "A/D", Switches: []Name{Leapling},
	},
	{
		ID: "DK-COV-02", Level: Must, Jurisdiction: Denmark, From: "2013-11-01",
		Da:         "Enhver juridisk enhed med CVR-nummer er tilsluttet, medmindre den er fritaget; en enhed uden CVR-nummer er uden for loven og får papir.",
		En:         "Every legal unit with a CVR number is connected unless exempt; a unit without one is outside the Act and gets paper.",
		Sources:    []string{act + "§ 3, stk. 2" + actEnd, companyGuide},
		Confidence: "A/B",
	},
	{
		ID: "DK-COV-03", Level: Must, Jurisdiction: Denmark,
		Da:         "Den, der flytter fra Danmark, er fortsat tilsluttet, indtil personen beder om fritagelse, og den skal altid gives.",
		En:         "A connected person who leaves Denmark stays connected until asking for exemption, which must always be granted.",
		Sources:    []string{act + "§ 3, stk. 4, og § 5, stk. 1" + actEnd},
		Confidence: "A",
	},
	{
		ID: "DK-COV-04", Level: Must, Jurisdiction: Denmark, From: "2013-11-01",
		Da:         "Virksomheder er tilsluttet fra den 1. november 2013; før den dag kun, hvis de selv har tilmeldt sig.",
		En:         "Companies are connected from 1 November 2013; before that day only if they enrolled themselves.",
		Sources:    []string{agencyPages, companyGuide, seedSlides},
		Confidence: "B/D",
	},
	{
		ID: "DK-COV-05", Level: Must, Jurisdiction: Denmark, From: "2014-11-01",
		Da:         "Borgere, der hverken var tilmeldt eller fritaget, blev tilsluttet automatisk den 1. november 2014.",
		En:         "Citizens neither enrolled nor exempt were connected automatically on 1 November 2014.",
		Sources:    []string{agencyPages, seedSlides},
		Confidence: "B",
	},
	{
		ID: "DK-COV-06", Level: Must, Jurisdiction: Denmark,
		Da:         "En fritaget, der selv tilslutter sig, er bundet af det, indtil personen eller enheden fritages igen.",
		En:         "Someone exempt who connects voluntarily is bound by it until exempted again.",
		Sources:    []string{act + "§ 4, stk. 1" + actEnd},
		Confidence: "A",
	},
	{
		ID: "DK-COV-07", Level: Must, Jurisdiction: Denmark,
		Da:         "Den, der er fyldt 15 år uden bopæl i Danmark, kan tilslutte sig med CPR-nummer og log-in, og det er bindende.",
		En:         "A person of 15 or more without Danish residence may connect with a CPR number and a credential, and is bound by it.",
		Sources:    []string{act + "§ 4, stk. 2" + actEnd, agencyLetter},
		Confidence: "A/B",
	},
	{
		ID: "DK-COV-08", Level: Must, Jurisdiction: Denmark,
		Da:         "Når et barn fylder 15 år, oprettes postkassen af sig selv, og post om barnet går fra den dag til barnet selv og ikke til forældrene.",
		En:         "When a child turns 15 the mailbox is created automatically, and from that day mail goes to the young person, not to the parents.",
		Sources:    []string{municipalPages + " (Randers)", "borger.dk: når du fylder 15 år"},
		Confidence: "B/D", Switches: []Name{Leapling},
	},
	{
		ID: "DK-COV-09", Level: Must, Jurisdiction: Denmark,
		Da:         "Postkassen følger CPR- eller CVR-nummeret og ikke adresse, e-mail eller visningsklient.",
		En:         "The mailbox follows the CPR or CVR number, not address, e-mail or viewing client.",
		Sources:    []string{municipalPages + " (Lemvig)", seedSlides},
		Confidence: "B",
	},
	{
		ID: "DK-COV-10", Level: Should, Jurisdiction: Denmark,
		Da:         "En tilflytter får sin postkasse omkring 30 dage efter, at indrejsen er registreret.",
		En:         "A newcomer gets a mailbox about 30 days after the entry was registered.",
		Sources:    []string{municipalPages + " (Næstved)"},
		Confidence: "C", Switches: []Name{ImmigrantDelayDays},
	},
	{
		ID: "DK-COV-11", Level: Must, Jurisdiction: Denmark,
		Da:         "Myndigheder kan ikke sende til en virksomhed de første 12 dage efter registreringen i CVR, medmindre virksomheden logger ind før.",
		En:         "Authorities cannot send to a company in the first 12 days after its CVR registration, unless the company logs in before.",
		Sources:    []string{businessHelp},
		Confidence: "B/D", Switches: []Name{CVRQuarantineDays, QuarantineCount},
	},
	{
		ID: "DK-COV-12", Level: Must, Jurisdiction: Denmark,
		Da:         "En postkasse, der er oprettet ved en fejl, lukkes, og afsenderne får besked om, at posten ikke er kommet frem.",
		En:         "A mailbox created in error is closed, and its senders are told that the mail was not received.",
		Sources:    []string{agencyLetter},
		Confidence: "B",
	},
}
