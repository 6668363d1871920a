package law

// dkCvr: companies and associations.
var dkCvr = []Rule{
	{
		ID: "DK-CVR-04", Level: Must, Jurisdiction: Denmark,
		Da:         "Når en virksomhed ophører, mister den al adgang og kan ikke modtage post, og indholdet gemmes i 10 år.",
		En:         "When a company ceases it loses all access and cannot be written to, and its content is kept for 10 years.",
		Sources:    []string{businessHelp},
		Confidence: "B",
	},
}
