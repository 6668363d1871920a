package law

// dkOut: outages.
var dkOut = []Rule{
	{
		ID: "DK-OUT-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Det, der er modtaget under et nedbrud, kommer først frem, når det er tilgængeligt.",
		En:         "What is accepted during an outage arrives only when it is available.",
		Sources:    []string{inference + " (ud fra § 10)"},
		Confidence: "D",
	},
}
