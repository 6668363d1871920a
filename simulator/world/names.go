package world

// The words of which built-in names and addresses are made. First names and
// surnames are ordinary; places, streets and companies are invented.

var firstNames = [...]string{
	"Agnes", "Albert", "Alma", "Anders", "Anna", "Asger", "Asta", "Bente", "Birgit", "Bjarne", "Bodil", "Carl",
	"Clara", "Dagmar", "Ebbe", "Edith", "Ejnar", "Ellen", "Emil", "Esther", "Finn", "Freja", "Frida", "Gerda",
	"Gunnar", "Hanne", "Helga", "Holger", "Ida", "Inge", "Ivar", "Jens", "Johanne", "Karen", "Kirsten", "Knud",
	"Lars", "Laura", "Lis", "Magnus", "Maja", "Marie", "Mikkel", "Niels", "Oda", "Oluf", "Palle", "Poul",
	"Rikke", "Rosa", "Signe", "Sigurd", "Sofie", "Svend", "Søren", "Tage", "Thea", "Tove", "Ulla", "Valdemar",
	"Vibeke", "Viggo", "Åge", "Åse",
}

var surnames = [...]string{
	"Agerholm", "Bakkegård", "Birkelund", "Bjergskov", "Brinkmose", "Dalsby", "Engholt", "Enghave", "Fjordbæk",
	"Granlund", "Hedelund", "Højmark", "Kildegård", "Klitmøller", "Krogsøe", "Lindemark", "Lundsager", "Lyngdal",
	"Mosegård", "Møllehave", "Nørremark", "Overgård", "Rosenvang", "Rønnebæk", "Sandager", "Skovmose", "Solbakke",
	"Stenholt", "Strandvig", "Sønderlund", "Toftegård", "Vesterbæk", "Vibehave", "Østermark", "Ådal", "Ågård",
}

var streets = [...]string{
	"Eksempelvej", "Prøvegade", "Testalle", "Forsøgsvænget", "Skabelonstien", "Mønsterparken", "Attrapvej",
	"Modelstræde", "Blanketgade", "Kladdevænget", "Formularvej", "Skitsestien",
}

// towns have post codes that no Danish town has.
var towns = [...]struct{ postCode, name string }{
	{"0101", "Eksempelkøbing"}, {"0102", "Prøverup"}, {"0103", "Testlev"}, {"0104", "Forsøgsby"}, {"0105", "Mønsterholm"},
}

// townOf is the town of a post code, "" for one of somewhere else.
func townOf(postCode string) string {
	for _, t := range towns {
		if t.postCode == postCode {
			return t.name
		}
	}
	return ""
}

var trades = [...]string{
	"Bageri", "Boghandel", "Cykler", "Gartneri", "Maskinfabrik", "Murerfirma", "Rejsebureau", "Revision", "Smedje",
	"Snedkeri", "Tagdækning", "Vognmandsforretning",
}
