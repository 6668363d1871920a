package kombi

import (
	"sync"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// The element table of ForsendelseI, row by row as in the schemas
// (SF1600_EP_SP1-2/xsd/oio). Reader, writer and mutation tests share it.

// forsendelseTable is built on first use and never changes.
var forsendelseTable = sync.OnceValue(buildForsendelse)

// dateTimeType and dateType read over white space around the value, as the
// standard demands. libxml2 does so behind the value and not before it; package
// strictxml follows the standard only where a pattern restricts the type, so
// these have one that matches everything.
func dateTimeType() *sx.Type { return &sx.Type{Base: sx.DateTime, Match: anything} }

func dateType() *sx.Type { return &sx.Type{Base: sx.DateOnly, Match: anything} }

func anything(string) bool { return true }

func uuidType() *sx.Type {
	return sx.PatternType(sx.String, `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
}

func buildForsendelse() *sx.Elements[ForsendelseI] {
	type F = ForsendelseI
	kontakt := buildKontakt()
	return sx.Sequence(
		sx.Text(nsFjernprint.Name("AfsendelseIdentifikator"), sx.StringType(1, 38), sx.One, func(f *F) *string { return &f.AfsendelseIdentifikator }),
		sx.Text(nsFjernprint.Name("ForsendelseTypeIdentifikator"), sx.PositiveType(), sx.Opt, func(f *F) *string { return &f.ForsendelseTypeIdentifikator }),
		sx.OptChild(nsFjernprint.Name("ForsendelseModtager"), sx.Opt, func(f *F) **ForsendelseModtager { return &f.ForsendelseModtager }, buildModtager(kontakt)),
		sx.Text(nsDkal.Name("FilformatNavn"), sx.StringType(0, 10), sx.One, func(f *F) *string { return &f.FilformatNavn }),
		sx.Stream(nsDkal.Name("MeddelelseIndholdData"), sx.One, func(f *F) *Content { return &f.MeddelelseIndholdData }),
		sx.OptChild(nsFjernprint.Name("TransaktionsParametreI"), sx.Opt, func(f *F) **TransaktionsParametreI { return &f.TransaktionsParametreI }, buildTransaktion()),
		sx.Child(nsFjernprint.Name("DokumentParametre"), sx.One, func(f *F) *DokumentParametre { return &f.DokumentParametre }, buildDokument()),
		sx.OptChild(nsFjernprint.Name("KanalUafhaengigeParametreI"), sx.Opt, func(f *F) **KanalUafhaengigeParametreI { return &f.KanalUafhaengigeParametreI }, buildKanal(kontakt)),
		sx.OptChild(nsFjernprint.Name("PrintParametre"), sx.Opt, func(f *F) **PrintParametre { return &f.PrintParametre }, buildPrint()),
		sx.OptChild(nsFjernprint.Name("DigitalPostParametre"), sx.Opt, func(f *F) **DigitalPostParametre { return &f.DigitalPostParametre }, buildDigital()),
		sx.OptChild(nsFjernprint.Name("PostParametre"), sx.Opt, func(f *F) **PostParametre { return &f.PostParametre }, buildPost()),
		sx.OptChild(nsFjernprint.Name("BilagSamling"), sx.Opt, func(f *F) **BilagSamling { return &f.BilagSamling }, buildBilag()),
	)
}

// buildModtager leaves the check of CPR numbers to the schema's own pattern,
// which is looser than a calendar.
func buildModtager(kontakt *sx.Elements[KontaktOplysning]) *sx.Elements[ForsendelseModtager] {
	type M = ForsendelseModtager
	type S = SlutbrugerIdentitet
	cpr := sx.PatternType(sx.String, `((((0[1-9]|[12][0-9]|3[01])(01|03|05|07|08|10|12))|((0[1-9]|[12][0-9]|30)(04|06|09|11))|((0[1-9]|[12][0-9])02))[0-9]{6})|0000000000`)
	identitet := sx.Sequence(
		sx.Text(nsAdir.Name("CPRnummerIdentifikator"), cpr, sx.One, func(s *S) *string { return (*string)(&s.CPR) }).In(1, 1),
		sx.Text(nsAdir.Name("CVRnummerIdentifikator"), sx.StringType(8, 8), sx.One, func(s *S) *string { return (*string)(&s.CVR) }).In(1, 2),
	).RequireChoice(1)
	return sx.Sequence(
		sx.OptChild(nsDkal.Name("AfsendelseModtager"), sx.Opt, func(m *M) **S { return &m.AfsendelseModtager }, identitet),
		sx.OptChild(nsFjernprint.Name("ModtagerAdresse"), sx.Opt, func(m *M) **KontaktOplysning { return &m.ModtagerAdresse }, kontakt),
	)
}

func buildKontakt() *sx.Elements[KontaktOplysning] {
	type K = KontaktOplysning
	// The post code belongs to both forms of address; the writer must see it in
	// one of them only.
	postCode := func(inFields bool) func(*K) *string {
		return func(k *K) *string {
			if k.InFields() == inFields {
				return &k.PostCodeIdentifier
			}
			return new(string)
		}
	}
	const fields, lines = 1, 2
	house := sx.PatternType(sx.String, `[1-9][0-9]{0,2}[A-Z]?`)
	floor := sx.PatternType(sx.String, `[1-9]|[1-9][0-9]|KL|ST|kl|st|k[2-9]|K[2-9]`)
	four := sx.PatternType(sx.String, `[0-9]{4}`)
	line := sx.StringType(0, 34)
	rows := []sx.Row[K]{
		sx.Text(nsItst.Name("PersonName"), sx.StringType(1, 130), sx.One, func(k *K) *string { return &k.PersonName }),
		sx.Text(nsFjernprint.Name("CoNavn"), sx.StringType(1, 130), sx.Opt, func(k *K) *string { return &k.CoNavn }).In(1, fields),
		sx.Text(nsDkcc0503.Name("StreetName"), sx.StringType(1, 40), sx.One, func(k *K) *string { return &k.StreetName }).In(1, fields),
		sx.Text(nsDkcc2003.Name("StreetBuildingIdentifier"), house, sx.One, func(k *K) *string { return &k.StreetBuildingIdentifier }).In(1, fields),
		sx.Text(nsDkcc2003.Name("FloorIdentifier"), floor, sx.Opt, func(k *K) *string { return &k.FloorIdentifier }).In(1, fields),
		sx.Text(nsDkcc2003.Name("SuiteIdentifier"), sx.StringType(1, 4), sx.Opt, func(k *K) *string { return &k.SuiteIdentifier }).In(1, fields),
		sx.Text(nsDkcc2003.Name("MailDeliverySublocationIdentifier"), sx.StringType(1, 34), sx.Opt, func(k *K) *string { return &k.MailDeliverySublocationIdentifier }).In(1, fields),
		sx.Text(nsDkcc0503.Name("PostCodeIdentifier"), four, sx.One, postCode(true)).In(1, fields),
		sx.Text(nsDkcc0503.Name("DistrictSubdivisionIdentifier"), sx.StringType(1, 34), sx.Opt, func(k *K) *string { return &k.DistrictSubdivisionIdentifier }).In(1, fields),
		sx.Text(nsDkcc0513.Name("PostOfficeBoxIdentifier"), sx.IntegerType(1, 9999), sx.Opt, func(k *K) *string { return &k.PostOfficeBoxIdentifier }).In(1, fields),
	}
	for i, nth := range [...]string{"First", "Second", "Third", "Fourth", "Fifth", "Sixth"} {
		occurs := sx.Opt
		if i == 0 {
			occurs = sx.One
		}
		rows = append(rows, sx.Text(nsDkcc0519.Name("PostalAddress"+nth+"LineText"), line, occurs, func(k *K) *string { return &k.Lines[i] }).In(1, lines))
	}
	scheme := sx.EnumType("iso3166-alpha2", "iso3166-alpha3", "un-numeric3", "imk")
	rows = append(rows,
		sx.Text(nsDkcc0503.Name("PostCodeIdentifier"), four, sx.Opt, postCode(false)).In(1, lines),
		sx.Child(nsDkcc2003.Name("CountryIdentificationCode"), sx.One, func(k *K) *K { return k },
			sx.SimpleContent(sx.PatternType(sx.String, `[a-z,A-Z]{2}|[a-z,A-Z]{3}|[0-9]{3}|[0-9]{4}`), func(k *K) *string { return &k.CountryIdentificationCode }).
				Attributes(sx.Attribute("scheme", scheme, true, func(k *K) *string { return &k.CountryScheme }))),
	)
	return sx.Sequence(rows...).RequireChoice(1)
}

func buildTransaktion() *sx.Elements[TransaktionsParametreI] {
	type T = TransaktionsParametreI
	email := sx.PatternType(sx.String, `[^>()\[\]\\,;:@\s]{0,191}@[^>()\[\]\\,;:@\s]{1,64}`)
	return sx.Sequence(
		sx.Text(nsFjernprint.Name("TransaktionsDatoTid"), dateTimeType(), sx.Opt, func(t *T) *string { return (*string)(&t.TransaktionsDatoTid) }),
		sx.Text(nsFjernprint.Name("MasseForsendelseIdentifikator"), sx.StringType(1, 38), sx.Opt, func(t *T) *string { return &t.MasseForsendelseIdentifikator }),
		sx.Text(nsFjernprint.Name("KvitteringsTypeKode"), sx.EnumType("Alle", "Ingen", "Kun fejl"), sx.Opt, func(t *T) *string { return &t.KvitteringsTypeKode }),
		sx.Text(nsFjernprint.Name("KvitteringsEmail"), email, sx.Opt, func(t *T) *string { return &t.KvitteringsEmail }),
	)
}

func buildDokument() *sx.Elements[DokumentParametre] {
	type D = DokumentParametre
	type ignored struct{}
	return sx.Sequence(
		sx.Text(nsSagdok.Name("TitelTekst"), sx.StringType(0, 0), sx.Opt, func(d *D) *string { return &d.TitelTekst }),
		sx.Text(nsSagdok.Name("UUIDIdentifikator"), sx.StringType(0, 0), sx.Opt, func(d *D) *string { return &d.UUIDIdentifikator }),
		sx.Text(nsSagdok.Name("BrevDato"), dateType(), sx.Opt, func(d *D) *string { return &d.BrevDato }),
		sx.OptChild(nsFjernprint.Name("MeddelelsesFormatObjekt"), sx.Opt, func(*D) **ignored { return new(*ignored) },
			sx.Sequence(sx.Any[ignored]("", false, sx.One))),
	)
}

func buildKanal(kontakt *sx.Elements[KontaktOplysning]) *sx.Elements[KanalUafhaengigeParametreI] {
	type K = KanalUafhaengigeParametreI
	type A = ForsendelseAfsender
	afsender := sx.Sequence(
		sx.OptChild(nsFjernprint.Name("AfsenderAdresse"), sx.Opt, func(a *A) **KontaktOplysning { return &a.AfsenderAdresse }, kontakt),
	)
	return sx.Sequence(
		sx.Text(nsFjernprint.Name("EnhedTekst"), sx.StringType(0, 2000), sx.Opt, func(k *K) *string { return &k.EnhedTekst }),
		sx.Text(nsFjernprint.Name("BrugerNavn"), sx.StringType(1, 2000), sx.One, func(k *K) *string { return &k.BrugerNavn }),
		sx.Text(nsFjernprint.Name("KonteringsGruppeTekst"), sx.StringType(0, 2000), sx.Opt, func(k *K) *string { return &k.KonteringsGruppeTekst }),
		sx.OptChild(nsFjernprint.Name("ForsendelseAfsender"), sx.Opt, func(k *K) **A { return &k.ForsendelseAfsender }, afsender),
		sx.Text(nsFjernprint.Name("PaatrykAfsenderAdresseIndikator"), sx.BooleanType, sx.Opt, func(k *K) *string { return &k.PaatrykAfsenderAdresseIndikator }),
		sx.Text(nsFjernprint.Name("PaatrykModtagerAdresseIndikator"), sx.BooleanType, sx.Opt, func(k *K) *string { return &k.PaatrykModtagerAdresseIndikator }),
		sx.Text(nsFjernprint.Name("PaatrykBrevdatoIndikator"), sx.BooleanType, sx.Opt, func(k *K) *string { return &k.PaatrykBrevdatoIndikator }),
		sx.Text(nsFjernprint.Name("KanalKode"), sx.EnumType(string(KanalDigital), string(KanalFysisk)), sx.Opt, func(k *K) *string { return &k.KanalKode }),
		sx.Text(nsFjernprint.Name("HasteBrevIndikator"), sx.BooleanType, sx.Opt, func(k *K) *string { return &k.HasteBrevIndikator }),
	)
}

func buildPrint() *sx.Elements[PrintParametre] {
	type P = PrintParametre
	return sx.Sequence(
		sx.Text(nsFjernprint.Name("SimplexDuplexKode"), sx.EnumType("Simplex", "Duplex"), sx.Opt, func(p *P) *string { return &p.SimplexDuplexKode }),
		sx.Text(nsFjernprint.Name("FarveSHKode"), sx.EnumType("SH", "Farve"), sx.Opt, func(p *P) *string { return &p.FarveSHKode }),
		sx.Text(nsFjernprint.Name("KuvertTypeKode"), sx.EnumType("C4", "C5", "MA"), sx.Opt, func(p *P) *string { return &p.KuvertTypeKode }),
	)
}

func buildDigital() *sx.Elements[DigitalPostParametre] {
	type D = DigitalPostParametre
	type F = MeddelelseFESDmetadata
	fesd := sx.Sequence(
		sx.Text(nsDkal.Name("FESDdokumentIdentifikator"), uuidType(), sx.Opt, func(f *F) *string { return &f.Dokument }),
		sx.Text(nsDkal.Name("FESDaktoerIdentifikator"), uuidType(), sx.Opt, func(f *F) *string { return &f.Aktoer }),
		sx.Text(nsDkal.Name("FESDsagIdentifikator"), uuidType(), sx.Opt, func(f *F) *string { return &f.Sag }),
		sx.Text(nsDkal.Name("FESDsagsklassifikationIdentifikator"), uuidType(), sx.Opt, func(f *F) *string { return &f.Sagsklassifikation }),
	)
	return sx.Sequence(
		sx.Text(nsDkal.Name("AfsendelseDatoTid"), dateTimeType(), sx.Opt, func(d *D) *string { return (*string)(&d.AfsendelseDatoTid) }),
		sx.Text(nsDkal.Name("MeddelelseIndholdstypeIdentifikator"), sx.NonNegativeType(), sx.Opt, func(d *D) *string { return &d.MeddelelseIndholdstypeIdentifikator }),
		sx.Text(nsDkal.Name("MeddelelseSvarTypeNavn"), sx.EnumType("angivet", "ikkeMuligt", "standard"), sx.Opt, func(d *D) *string { return &d.MeddelelseSvarTypeNavn }),
		sx.Text(nsDkal.Name("MeddelelseSvarPostkasseIdentifikator"), sx.NonNegativeType(), sx.Opt, func(d *D) *string { return &d.MeddelelseSvarPostkasseIdentifikator }),
		sx.Text(nsDkal.Name("MeddelelseSvarEmneIdentifikator"), sx.NonNegativeType(), sx.Opt, func(d *D) *string { return &d.MeddelelseSvarEmneIdentifikator }),
		sx.OptChild(nsDkal.Name("MeddelelseFESDmetadata"), sx.Opt, func(d *D) **F { return &d.MeddelelseFESDmetadata }, fesd),
		sx.Text(nsFjernprint.Name("MedsendDokumentRegistreringIndikator"), sx.BooleanType, sx.One, func(d *D) *string { return &d.MedsendDokumentRegistreringIndikator }),
	)
}

func buildPost() *sx.Elements[PostParametre] {
	type P = PostParametre
	category := sx.EnumType("Prioritaire", "Economique", "Bulk", "Rekommanderet", "Rekommanderet med modtagerbevis", "Forkyndelse")
	return sx.Sequence(
		sx.Text(nsFjernprint.Name("PostKategoriKode"), category, sx.Opt, func(p *P) *string { return &p.PostKategoriKode }),
		sx.Text(nsFjernprint.Name("AllokeringsIdentifikator"), sx.PositiveType(), sx.Opt, func(p *P) *string { return &p.AllokeringsIdentifikator }),
		sx.Text(nsFjernprint.Name("ReturposthaandteringHosLeverandoerIndikator"), sx.BooleanType, sx.Opt, func(p *P) *string { return &p.ReturposthaandteringHosLeverandoerIndikator }),
		sx.Text(nsFjernprint.Name("InformationVedAdresseAendringIndikator"), sx.BooleanType, sx.Opt, func(p *P) *string { return &p.InformationVedAdresseAendringIndikator }),
		sx.Text(nsFjernprint.Name("SideKvantitet"), sx.NonNegativeType(), sx.Opt, func(p *P) *string { return &p.SideKvantitet }),
	)
}

func buildBilag() *sx.Elements[BilagSamling] {
	type B = Bilag
	bilag := sx.Sequence(
		sx.Text(nsFjernprint.Name("BilagNavn"), sx.StringType(0, 300), sx.One, func(b *B) *string { return &b.BilagNavn }),
		sx.Text(nsDkal.Name("FilformatNavn"), sx.StringType(0, 10), sx.One, func(b *B) *string { return &b.FilformatNavn }),
		sx.Text(nsFjernprint.Name("BilagSorteringsIndeksIdentifikator"), sx.NonNegativeType(), sx.One, func(b *B) *string { return &b.BilagSorteringsIndeksIdentifikator }),
		sx.Text(nsDkal.Name("BilagIdentifikator"), sx.StringType(0, 10), sx.One, func(b *B) *string { return &b.BilagIdentifikator }).In(1, 1),
		sx.OptStream(nsDkal.Name("VedhaeftningIndholdData"), sx.One, func(b *B) **Content { return &b.VedhaeftningIndholdData }).In(1, 2),
		sx.Text(nsDkal.Name("VedhaeftningIndholdURLreference"), &sx.Type{Base: sx.AnyURI}, sx.One, func(b *B) *string { return &b.VedhaeftningIndholdURLreference }).In(1, 3),
		sx.Text(nsFjernprint.Name("VedhaeftSomIndholdDataIndikator"), sx.BooleanType, sx.One, func(b *B) *string { return &b.VedhaeftSomIndholdDataIndikator }).In(1, 3),
	)
	return sx.Sequence(
		sx.List(nsFjernprint.Name("Bilag"), sx.Occurs{Min: 1, Max: 100}, func(s *BilagSamling) *[]Bilag { return &s.Bilag }, bilag),
	)
}
