package law

// dkRec: receipts, technical and business.
var dkRec = []Rule{
	{
		ID: "DK-REC-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Et positivt svar på afsendelsen betyder modtaget og ikke leveret; hvad der videre sker, siger en senere kvittering.",
		En:         "A positive answer to a submission means accepted, not delivered; a later receipt tells what became of it.",
		Sources:    []string{sf1601},
		Confidence: "B",
	},
	{
		ID: "DK-REC-02", Level: Must, Jurisdiction: Denmark,
		Da:         "Enhver forsendelse ender i præcis én endelig status: afleveret digitalt, modtaget af postvæsenet, fejlet eller tilbagekaldt.",
		En:         "Every transmission ends in exactly one final status: delivered digitally, received by the postal service, failed or recalled.",
		Sources:    []string{sf1601, sf1601Clients},
		Confidence: "C",
	},
	{
		ID: "DK-REC-03", Level: Must, Jurisdiction: Denmark,
		Da:         "Kvitteringer sendes mindst én gang og i rækkefølge; en, der ikke er bekræftet, sendes igen før de næste.",
		En:         "Receipts are pushed at least once and in order; one not acknowledged is pushed again before any later one.",
		Sources:    []string{sf1601, sf1601Clients},
		Confidence: "B/C",
	},
	{
		ID: "DK-REC-04", Level: Must, Jurisdiction: Denmark,
		Da:         "En gentaget kvittering bekræftes igen og ændrer intet.",
		En:         "A repeated receipt is acknowledged again and changes nothing.",
		Sources:    []string{sf1601Clients},
		Confidence: "C",
	},
	{
		ID: "DK-REC-05", Level: Must, Jurisdiction: Denmark,
		Da:         "En digital kvittering bærer TransmissionId og MessageUUID, en fysisk bærer AfsendelseIdentifikator.",
		En:         "A digital receipt carries TransmissionId and MessageUUID, a physical one AfsendelseIdentifikator.",
		Sources:    []string{sf1601, sf1601Clients},
		Confidence: "C",
	},
	{
		ID: "DK-REC-06", Level: Must, Jurisdiction: Denmark,
		Da:         "En fejlkvittering siger hvorfor, med én kode for hver årsag.",
		En:         "A receipt of failure says why, with one code per cause.",
		Sources:    []string{sf1601},
		Confidence: "B/C",
	},
	{
		ID: "DK-REC-07", Level: Should, Jurisdiction: Denmark,
		Da:         "En afsender, der mangler en endelig kvittering efter fristen, slår alarm og sender ikke igen af sig selv.",
		En:         "A sender without a final receipt after its period raises an alarm and does not resend by itself.",
		Sources:    []string{inference},
		Confidence: "D", Switches: []Name{ReceiptOverdueHours},
	},
	{
		ID: "DK-REC-08", Level: Must, Jurisdiction: Denmark,
		Da:         "Den samme meddelelse sendt to gange leveres én gang; gentagelsen får sin egen fejlkvittering, som beviser, at den første er modtaget.",
		En:         "The same message sent twice is delivered once; the repeat gets its own receipt of failure, which proves that the first was accepted.",
		Sources:    []string{inference + " (koden message.uuid.duplicate er vores)"},
		Confidence: "D",
	},
}
