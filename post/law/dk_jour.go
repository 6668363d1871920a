package law

// dkJour: records and resending.
var dkJour = []Rule{
	{
		ID: "DK-JOUR-03", Level: Must, Jurisdiction: Denmark,
		Da:         "Et gensendt brev er en ny meddelelse med sin egen fremkomst; det første brevs fremkomst og frist ændres ikke.",
		En:         "A resend is a new message with its own arrival; arrival and deadline of the first are unchanged.",
		Sources:    []string{seedWinf, inference},
		Confidence: "S/D",
	},
}
