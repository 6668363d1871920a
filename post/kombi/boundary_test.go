package kombi_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/strictxml"
)

// Every limit of SF1601 4.1 to 4.3, tried at its edge. The schema is asked too
// where it is at hand.
func TestTheLimitsOfForsendelseIHoldAtTheirEdges(t *testing.T) {
	t.Parallel()
	full, lines := "forsendelse-full.xml", "forsendelse-lines.xml"
	lengths := []struct {
		sample, old, element string
		min, max             int // characters
	}{
		{full, "5f3a1c22-7d10-4b6e-9a51-0c4de2f18b01", "AfsendelseIdentifikator", 1, 38},
		{full, "PDF", "FilformatNavn", 0, 10},
		{full, "masse-2026-11", "MasseForsendelseIdentifikator", 1, 38},
		{full, "Borgerservice", "EnhedTekst", 0, 2000},
		{full, "sagsbehandler", "BrugerNavn", 1, 2000},
		{full, "K-570", "KonteringsGruppeTekst", 0, 2000},
		{full, "Åse Prøvesen", "PersonName", 1, 130},
		{full, "Ølgaard", "CoNavn", 1, 130},
		{full, "Eksempelvej", "StreetName", 1, 40},
		{full, "tv", "SuiteIdentifier", 1, 4},
		{full, "Prøvegård", "MailDeliverySublocationIdentifier", 1, 34},
		{full, "Eksempelby", "DistrictSubdivisionIdentifier", 1, 34},
		{full, "Vejledning", "BilagNavn", 0, 300},
		{full, "B-17", "BilagIdentifikator", 0, 10},
		{lines, "99999902", "CVRnummerIdentifikator", 8, 8},
		{lines, "Havnegade 3", "PostalAddressFirstLineText", 0, 34},
		{lines, "Port 4", "PostalAddressSecondLineText", 0, 34},
		{lines, "Eksempelkøbing Havn", "PostalAddressFourthLineText", 0, 34},
		{lines, "9998 Eksempelkøbing", "PostalAddressFifthLineText", 0, 34},
		{lines, "Danmark", "PostalAddressSixthLineText", 0, 34},
	}
	for _, l := range lengths {
		values := map[string]bool{strings.Repeat("ø", l.max): true, strings.Repeat("ø", l.max+1): false}
		if l.min > 0 {
			values[strings.Repeat("ø", l.min)], values[strings.Repeat("ø", l.min-1)] = true, false
		} else {
			values[""] = true
		}
		checkValues(t, l.sample, l.old, l.element, values)
	}

	wrong, right := false, true
	checkValues(t, full, "4711", "ForsendelseTypeIdentifikator", map[string]bool{"1": right, "+7": right, " 7 ": right, "007": right, "0": wrong, "-1": wrong, "1.0": wrong, "": wrong})
	checkValues(t, full, "0000000000", "CPRnummerIdentifikator", map[string]bool{"3101901234": right, "2902901234": right, "3102901234": wrong, "3002901234": wrong, "3104901234": wrong, "3004901234": right, "0000000001": wrong, "310190-1234": wrong, "310190123": wrong})
	checkValues(t, full, "12A", "StreetBuildingIdentifier", map[string]bool{"1": right, "999Z": right, "1000": wrong, "012A": wrong, "12a": wrong, "12Æ": wrong, "A": wrong, "12AB": wrong})
	checkValues(t, full, "st", "FloorIdentifier", map[string]bool{"1": right, "99": right, "ST": right, "kl": right, "KL": right, "k2": right, "K9": right, "St": wrong, "k1": wrong, "100": wrong, "0": wrong, "1.sal": wrong})
	checkValues(t, full, "9999", "PostCodeIdentifier", map[string]bool{"0800": right, "800": wrong, "10000": wrong, " 9999": wrong, "DK-9999": wrong})
	checkValues(t, full, "17", "PostOfficeBoxIdentifier", map[string]bool{"1": right, "9999": right, "0": wrong, "10000": wrong})
	checkValues(t, full, "Kun fejl", "KvitteringsTypeKode", map[string]bool{"Alle": right, "Ingen": right, "alle": wrong, "": wrong, " Alle": wrong})
	checkValues(t, full, "post@eksempelkoebing.example", "KvitteringsEmail", map[string]bool{"@b": right, strings.Repeat("a", 191) + "@" + strings.Repeat("b", 64): right, strings.Repeat("a", 192) + "@b": wrong, "a@" + strings.Repeat("b", 65): wrong, "a b@c": wrong, "a@b@c": wrong, "a": wrong})
	checkValues(t, full, "2026-11-20", "BrevDato", map[string]bool{"2024-02-29": right, "2026-11-20Z": right, "2025-02-29": wrong, "20-11-2026": wrong, "": wrong})
	checkValues(t, full, "Fysisk Post", "KanalKode", map[string]bool{"Digital Post": right, "NemSMS": wrong, "": wrong})
	checkValues(t, full, "Duplex", "SimplexDuplexKode", map[string]bool{"Simplex": right, "simplex": wrong, "": wrong})
	checkValues(t, full, "SH", "FarveSHKode", map[string]bool{"Farve": right, "Sort": wrong})
	checkValues(t, full, "C5", "KuvertTypeKode", map[string]bool{"C4": right, "MA": right, "C6": wrong})
	checkValues(t, full, "angivet", "MeddelelseSvarTypeNavn", map[string]bool{"ikkeMuligt": right, "standard": right, "Standard": wrong})
	checkValues(t, full, "Prioritaire", "PostKategoriKode", map[string]bool{"Economique": right, "Bulk": right, "Rekommanderet": right, "Rekommanderet med modtagerbevis": right, "Forkyndelse": right, "Rekommanderet  med modtagerbevis": wrong, "A": wrong})
	checkValues(t, full, "31", "AllokeringsIdentifikator", map[string]bool{"1": right, "0": wrong})
	checkValues(t, full, "2", "SideKvantitet", map[string]bool{"0": right, "-1": wrong})
	checkValues(t, full, "7", "MeddelelseIndholdstypeIdentifikator", map[string]bool{"0": right, "-1": wrong})
	checkValues(t, full, "12", "MeddelelseSvarPostkasseIdentifikator", map[string]bool{"0": right, "-1": wrong})
	checkValues(t, full, "1c9d7c0e-33aa-4f0e-8f3c-6d3f2b4a9c13", "FESDsagIdentifikator", map[string]bool{"1C9D7C0E-33aa-4f0e-8f3c-6d3f2b4a9c13": wrong, "1c9d7c0e33aa4f0e8f3c6d3f2b4a9c13": wrong})
	checkValues(t, full, "https://eksempelkoebing.example/kort.pdf", "VedhaeftningIndholdURLreference", map[string]bool{"kort.pdf": right, "": right, "https://a b": right, "%zz": wrong})
	checkValues(t, full, "DK", "CountryIdentificationCode", map[string]bool{"DNK": right, "208": right, "5100": right, "D": wrong, "51000": wrong, "D1": wrong})
	checkValues(t, full, `iso3166-alpha2`, "@scheme", map[string]bool{"iso3166-alpha3": right, "un-numeric3": right, "imk": right, "iso3166": wrong, "": wrong})
	checkValues(t, full, "1", "PaatrykBrevdatoIndikator", map[string]bool{"0": right, "true": right, "false": right, "TRUE": wrong, "ja": wrong, "": wrong})
	checkValues(t, full, "JVBERi0xLjQKZWtzZW1wZWwK", "MeddelelseIndholdData", map[string]bool{"": right, "JVBE Ri0x\n": right, "JVBERi0": wrong, "JVBERi0xL": wrong})
}

// checkValues puts each value in the place of the old one and compares the
// verdict with the expectation and, where it is at hand, with the schema.
func checkValues(t *testing.T, sample, old, element string, values map[string]bool) {
	t.Helper()
	doc := string(readSample(t, sample))
	head, tail := element+">", "</"
	if name, ok := strings.CutPrefix(element, "@"); ok {
		head, tail = name+`="`, `"`
	} else if !strings.Contains(doc, head+old+tail) {
		head = ">" // the start tag declares a namespace
	}
	if !strings.Contains(doc, head+old+tail) {
		t.Fatalf("%s no longer holds %s with %q", sample, element, old)
	}
	var docs [][]byte
	var wants []bool
	for value, want := range values {
		bent := []byte(strings.Replace(doc, head+old+tail, head+value+tail, 1))
		_, findings, err := kombi.ReadForsendelse(bytes.NewReader(bent), strictxml.Options{})
		if got, why := verdict(findings, err); got != want {
			t.Errorf("%s %.60q of %d characters is valid: %t, want %t: %s", element, value, len([]rune(value)), got, want, why)
		}
		docs, wants = append(docs, bent), append(wants, want)
	}
	compare(t, fjernprintXSD, docs, wants)
}
