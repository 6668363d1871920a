package law

// dkSend: senders.
var dkSend = []Rule{
	{
		ID: "DK-SEND-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Kun offentlige myndigheder og de institutioner, ministeren har udpeget, kan sende som offentlig afsender.",
		En:         "Only public authorities, and institutions the minister has named, can send as a public sender.",
		Sources:    []string{act + "§ 7, stk. 1-3" + actEnd},
		Confidence: "A",
	},
	{
		ID: "DK-SEND-02", Level: Must, Jurisdiction: Denmark,
		Da:         "Uden en tilslutningsaftale kan en afsender ikke sende, og det afvises, før modtageren slås op.",
		En:         "Without a connection agreement a sender cannot send, and is refused before the recipient is looked up.",
		Sources:    []string{seedWinf},
		Confidence: "S",
	},
	{
		ID: "DK-SEND-03", Level: May, Jurisdiction: Denmark,
		Da:         "En myndighed har ret til at sende digitalt; et brev på papir til en tilsluttet er ikke ugyldigt, men giver en advarsel.",
		En:         "An authority may send digitally; paper to a connected recipient is not invalid, but draws a warning.",
		Sources:    []string{act + "§§ 1 og 7" + actEnd},
		Confidence: "A",
	},
	{
		ID: "DK-SEND-04", Level: Must, Jurisdiction: Denmark,
		Da:         "Digital Post til en, der er fritaget, i karantæne, lukket, ukendt eller under 15 år, afvises med en grund.",
		En:         "Digital mail to a recipient who is exempt, in quarantine, closed, unknown or under 15 is refused with a reason.",
		Sources:    []string{act + "§ 7, stk. 1" + actEnd, deathArticle + " (recipient.is.closed)"},
		Confidence: "A/C",
	},
	{
		ID: "DK-SEND-05", Level: Must, Jurisdiction: Denmark,
		Da:         "Det skal fremgå, hvilken myndighed en meddelelse kommer fra; modtageren ser registrets navn.",
		En:         "A message must show which authority it comes from; the recipient sees the registered name.",
		Sources:    []string{"Folketingets Ombudsmand om afsenderbetegnelse (2015)"},
		Confidence: "B", Switches: []Name{SenderNameMismatch},
	},
	{
		ID: "DK-SEND-06", Level: Must, Jurisdiction: Denmark,
		Da:         "Kræver anden lovgivning en bestemt fysisk form, kan brevet ikke sendes digitalt.",
		En:         "Where other law requires a particular physical form, the letter cannot be sent digitally.",
		Sources:    []string{act + "§ 7, stk. 1, jf. §§ 9 og 11" + actEnd},
		Confidence: "A/D",
	},
	{
		ID: "DK-SEND-07", Level: Must, Jurisdiction: Denmark,
		Da:         "Bestrider modtageren, at et brev er kommet frem, skal afsenderen kunne vise det med loggen for netop det brev.",
		En:         "If the recipient disputes arrival the sender must be able to prove it by the log of that very letter.",
		Sources:    []string{appealsBoard, "digitaliser.dk: vejledning om nedbrud i visningsklienter (11/02/2025)"},
		Confidence: "B", Switches: []Name{ArrivalAt},
	},
}

// dkSign: signatures.
var dkSign = []Rule{
	{
		ID: "DK-SIGN-01", Level: Must, Jurisdiction: Denmark, From: "2013-12-28",
		Da:         "En afgørelse behøver ikke underskrift, når afsender og endelighed fremgår entydigt; automatiske breve og kvitteringer behøver det heller ikke.",
		En:         "A decision needs no signature when its sender and finality are unambiguous; nor do automatic letters and receipts.",
		Sources:    []string{"Forvaltningsloven § 32 b (lovforslag L 13, 2013)"},
		Confidence: "A",
	},
}
