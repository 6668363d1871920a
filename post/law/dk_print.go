package law

// dkPrint: physical fallback (Fjernprint).
var dkPrint = []Rule{
	{
		ID: "DK-PRINT-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Den, der er fritaget eller ikke tilsluttet, skal have et fysisk brev; et brev kun som Digital Post afvises og printes ikke.",
		En:         "Who is exempt or not connected must get a physical letter; one sent only as digital mail is refused and not printed.",
		Sources:    []string{act + "§ 7, stk. 1" + actEnd, agencyPages, seedWinf},
		Confidence: "A/B",
	},
	{
		ID: "DK-PRINT-02", Level: Should, Jurisdiction: Denmark,
		Da:         "Et brev på papir formodes at være kommet frem et bestemt antal dage efter, at det er sendt.",
		En:         "A letter on paper is presumed to have arrived a certain number of days after it was sent.",
		Sources:    []string{deadlineGuide, appealsBoard, "Udbetaling Danmark: frister (side uden dato)"},
		Confidence: "B", Switches: []Name{PaperProfile},
	},
	{
		ID: "DK-PRINT-03", Level: Must, Jurisdiction: Denmark,
		Da:         "Er der ingen brugbar adresse, får afsenderen det at vide, og brevet regnes aldrig for afleveret.",
		En:         "Without a usable address the sender is told so, and the letter never counts as delivered.",
		Sources:    []string{"Kildekode til den grønlandske e-Boks-klient (Magenta)", inference + " (for Danmark)"},
		Confidence: "C/D",
	},
	{
		ID: "DK-PRINT-04", Level: Must, Jurisdiction: Denmark,
		Da:         "Automatisk valg giver præcis ét brev i præcis én kanal, også når afsendelsen gentages.",
		En:         "Automatic choice gives exactly one letter on exactly one channel, also when the submission is repeated.",
		Sources:    []string{seedWinf, sf1601, sf1601Clients},
		Confidence: "C/D",
	},
	{
		ID: "DK-PRINT-05", Level: Must, Jurisdiction: Denmark,
		Da:         "Et dokument, der kan ende på papir, skal kunne printes, og det prøves, før kanalen vælges.",
		En:         "A document that may end on paper must be printable, and that is checked before the channel is chosen.",
		Sources:    []string{seedWinf, "Arkmål for fjernprint (2013)"},
		Confidence: "S/D", Switches: []Name{PrintProfile, PrintImprintDefault, PrintDigitalCheck},
	},
}
