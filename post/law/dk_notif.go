package law

// dkNotif: notifications of new mail.
var dkNotif = []Rule{
	{
		ID: "DK-NOTIF-01", Level: Must, Jurisdiction: Denmark,
		Da:         "En advisering om ny post er en service og ingen betingelse for, at posten er kommet frem.",
		En:         "A notification of new mail is a service and no condition of arrival.",
		Sources:    []string{"Lovforslag L 47 (2020-21), § 2 a", act1Remarks, seedSlides},
		Confidence: "B/D",
	},
}

// dkSms: NemSMS.
var dkSms = []Rule{
	{
		ID: "DK-SMS-01", Level: Must, Jurisdiction: Denmark,
		Da:         "NemSMS er sin egen kanal med egen tilmelding; fritagede og børn under 15 år kan være tilmeldt.",
		En:         "NemSMS is a channel of its own with its own enrolment; exempt people and children under 15 may be enrolled.",
		Sources:    []string{agencyPages + " (NemSMS)", municipalPages + " (Brønderslev, Ringkøbing-Skjern)"},
		Confidence: "B",
	},
	{
		ID: "DK-SMS-02", Level: Must, Jurisdiction: Denmark,
		Da:         "En NemSMS har en største længde og deles aldrig.",
		En:         "A NemSMS has a greatest length and is never split.",
		Sources:    []string{agencyPages + " (NemSMS)", sf1601Clients},
		Confidence: "B/C", Switches: []Name{NemSMSMax},
	},
	{
		ID: "DK-SMS-03", Level: Must, Jurisdiction: Denmark,
		Da:         "En NemSMS er en påmindelse uden retsvirkning; den kan ikke bære en afgørelse, et bilag eller en forkyndelse.",
		En:         "A NemSMS is a reminder without legal effect; it cannot carry a decision, an attachment or service of process.",
		Sources:    []string{agencyPages + " (NemSMS)", inference + " (virkningen)"},
		Confidence: "D",
	},
}
