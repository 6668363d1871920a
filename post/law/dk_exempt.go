package law

// dkExempt: exemption of natural persons, as far as it decides who is reached.
var dkExempt = []Rule{
	{
		ID: "DK-EXEMPT-01", Level: Must, Jurisdiction: Denmark, From: "2014-03-01",
		Da:         "Ingen fritagelse registreres før den 1. marts 2014, hvor bekendtgørelsen trådte i kraft.",
		En:         "No exemption is registered before 1 March 2014, when the order came into force.",
		Sources:    []string{order + "(ikrafttræden)" + orderEnd, seedSlides},
		Confidence: "B", Switches: []Name{ExemptionFirstDate},
	},
	{
		ID: "DK-EXEMPT-10", Level: Must, Jurisdiction: Denmark, From: "2014-03-01", To: "2017-09-30",
		Da:         "En tidsbegrænset fritagelse løber til den 1. november i det andet kalenderår efter registreringen.",
		En:         "A temporary exemption runs until 1 November of the second calendar year after its registration.",
		Sources:    []string{municipalPages + " (Thisted)", "seniorhåndbogen", seedSlides},
		Confidence: "B/C", Switches: []Name{ExemptionDuration, ExemptionEndIncl},
	},
	{
		ID: "DK-EXEMPT-11", Level: Must, Jurisdiction: Denmark, From: "2017-10-01",
		Da:         "Fra den 1. oktober 2017 er enhver fritagelse uden tidsbegrænsning, også dem, der da løb.",
		En:         "From 1 October 2017 every exemption is without time limit, those then running included.",
		Sources:    []string{"denoffentlige.dk 2017", municipalPages},
		Confidence: "C", Switches: []Name{ExemptionDuration},
	},
	{
		ID: "DK-EXEMPT-12", Level: Must, Jurisdiction: Denmark,
		Da:         "En fritagelse virker fra det øjeblik, den er registreret; post, der da var tilgængelig, er kommet frem.",
		En:         "An exemption has effect from the instant of its registration; mail available by then has arrived.",
		Sources:    []string{municipalPages},
		Confidence: "B/D", Switches: []Name{ExemptionPropagation, RegisterBatch, MandatoryEffect},
	},
	{
		ID: "DK-EXEMPT-13", Level: Must, Jurisdiction: Denmark,
		Da:         "En fritagelse kan altid ophæves og virker fra det øjeblik; den, der var fritaget på grund af udrejse, er tilsluttet igen ved indrejse.",
		En:         "An exemption can be revoked at any time with effect from that instant; one given for departure ends on return.",
		Sources:    []string{"lifeindenmark.dk: Digital Post", "Vejledning om læseadgang (august 2019)"},
		Confidence: "B",
	},
	{
		ID: "DK-EXEMPT-15", Level: Must, Jurisdiction: Denmark,
		Da:         "Fritagelsen dækker ikke post, som anden lovgivning lader en myndighed sende digitalt, og ikke post fra private.",
		En:         "Exemption does not cover mail that other legislation lets an authority send digitally, nor mail from private senders.",
		Sources:    []string{municipalPages + " (Mariagerfjord, Thisted)"},
		Confidence: "B/C",
	},
}
