package law

// timeModel: how instants, days and periods are counted.
var timeModel = []Rule{
	{
		ID: "TIME-01", Level: Must, Jurisdiction: Anywhere,
		Da:         "Tidspunkter gemmes i UTC; den retlige dag er den lokale kalenderdag i København, Oslo eller Nuuk.",
		En:         "Instants are stored in UTC; the legal day is the local calendar day in Copenhagen, Oslo or Nuuk.",
		Sources:    []string{inference},
		Confidence: "D",
	},
	{
		ID: "TIME-02", Level: Must, Jurisdiction: Anywhere,
		Da:         "Posten er kommet frem i det øjeblik, den er tilgængelig, på enhver dag og ethvert tidspunkt; begyndelsesdagen flyttes aldrig.",
		En:         "Mail arrives at the instant it is available, at any hour of any day; the start day is never moved.",
		Sources:    []string{deadlineGuide, "Hjulmand & Kaptain, Kammeradvokaten og HK om vejledningen"},
		Confidence: "B/C",
	},
	{
		ID: "TIME-03", Level: Must, Jurisdiction: Anywhere,
		Da:         "Den dag, posten kommer frem, tælles ikke med.",
		En:         "The day of arrival itself is not counted.",
		Sources:    []string{deadlineGuide},
		Confidence: "C",
	},
	{
		ID: "TIME-04", Level: Must, Jurisdiction: Anywhere,
		Da:         "Uger ender på samme ugedag, måneder og år på samme dato eller månedens sidste dag, og dage er kalenderdage.",
		En:         "Weeks end on the same weekday, months and years on the same date or the last day of the month, and days are calendar days.",
		Sources:    []string{deadlineGuide, limitationAct + ", stk. 1 (analogt)"},
		Confidence: "C",
	},
	{
		ID: "TIME-05", Level: Must, Jurisdiction: Anywhere,
		Da:         "Ender en frist på en lørdag, søndag, helligdag eller anden fridag, løber den til den næste hverdag.",
		En:         "A period that ends on a Saturday, Sunday, public holiday or other non-day runs to the next weekday.",
		Sources:    []string{deadlineGuide, limitationAct + ", stk. 2 (anden lov)", "Udbetaling Danmark: frister"},
		Confidence: "B/C", Switches: []Name{NonDays},
	},
	{
		ID: "TIME-06", Level: Must, Jurisdiction: Anywhere,
		Da:         "Fristens sidste dag varer til midnat, uanset kontortid.",
		En:         "The last day runs to midnight, whatever the office hours.",
		Sources:    []string{appeals3823},
		Confidence: "B",
	},
	{
		ID: "TIME-07", Level: Must, Jurisdiction: Anywhere,
		Da:         "Rettidigt er det, der er tilgængeligt før begyndelsen af dagen efter fristens sidste dag.",
		En:         "In time is what is available before the start of the day after the last day.",
		Sources:    []string{inference},
		Confidence: "D",
	},
	{
		ID: "TIME-08", Level: Must, Jurisdiction: Denmark,
		Da:         "Danske helligdage er nytårsdag, påske- og pinsedagene, Kristi himmelfartsdag, juledagene og til og med 2023 store bededag.",
		En:         "Danish holidays are New Year's Day, those of Easter and Whitsun, Ascension Day, 25-26 December and, up to 2023, Great Prayer Day.",
		Sources:    []string{"Almindelig viden; ingen kilde læst"},
		Confidence: "D",
	},
	{
		ID: "TIME-09", Level: Must, Jurisdiction: Anywhere,
		Da:         "Enhver frist kan vises ved at stille uret frem og aldrig ved at vente.",
		En:         "Every period can be proven by advancing the clock, never by waiting.",
		Sources:    []string{houseDesign},
		Confidence: "D",
	},
}
