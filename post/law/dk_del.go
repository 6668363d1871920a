package law

// dkDel: storage and death.
var dkDel = []Rule{
	{
		ID: "DK-DEL-01", Level: Must, Jurisdiction: Denmark,
		Da:         "Kun modtageren kan slette post, der er kommet frem; afsenderen kan ikke kalde den tilbage.",
		En:         "Only the recipient can delete mail that has arrived; the sender cannot recall it.",
		Sources:    []string{order + "§ 14, stk. 1" + orderEnd, "BEK 2020 af 29/10/2021 § 12, stk. 3"},
		Confidence: "A",
	},
	{
		ID: "DK-DEL-02", Level: Must, Jurisdiction: Denmark,
		Da:         "En fritagelse sletter intet; det, der lå i postkassen, bliver liggende og kan læses.",
		En:         "An exemption deletes nothing; what is in the mailbox stays there and can be read.",
		Sources:    []string{order + "§ 14, stk. 2" + orderEnd},
		Confidence: "A",
	},
	{
		ID: "DK-DEL-04", Level: Must, Jurisdiction: Denmark,
		Da:         "Ny post til en afdød afvises, fra dødsfaldet er nået registret, som opdateres hver nat undtagen natten til søndag og natten til mandag.",
		En:         "New mail to a dead person is refused once the death has reached the register, which is updated nightly except the nights to Sunday and Monday.",
		Sources:    []string{deathArticle},
		Confidence: "C", Switches: []Name{DeathBatch},
	},
}
