package law

// dkGdpr: personal data.
var dkGdpr = []Rule{
	{
		ID: "DK-GDPR-04", Level: Must, Jurisdiction: Denmark,
		Da:         "CPR-numre står aldrig i logge, målinger, filnavne, webadresser eller fejlbeskeder.",
		En:         "CPR numbers never stand in logs, metrics, file names, URLs or error messages.",
		Sources:    []string{"Databeskyttelsesforordningen art. 32", "Databeskyttelsesloven § 11", inference},
		Confidence: "D",
	},
	{
		ID: "DK-GDPR-05", Level: Must, Jurisdiction: Denmark,
		Da:         "Et opslag siger kun, om modtageren kan nås i kanalen, og aldrig hvorfor ikke.",
		En:         "A look-up tells only whether the recipient can be reached on the channel, never why not.",
		Sources:    []string{"Databeskyttelsesforordningen art. 5, stk. 1, litra c", inference},
		Confidence: "D",
	},
}

// dkPriv: private senders.
var dkPriv = []Rule{
	{
		ID: "DK-PRIV-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Post fra private er uden for loven: den har ingen lovbestemt fremkomst og rammes ikke af en fritagelse.",
		En:         "Mail from private senders is outside the Act: it has no statutory arrival and is not affected by exemption.",
		Sources:    []string{act1Remarks, municipalPages, seedSlides},
		Confidence: "B",
	},
}
