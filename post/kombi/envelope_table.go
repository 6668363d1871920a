package kombi

import (
	"sync"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// The element tables of Beskedkuvert.xsd and of the parts of SagDokObjekt.xsd
// that it uses. Elements that no receipt carries are accepted where the schema
// allows them, and not kept.

var haendelseTable = sync.OnceValue(buildHaendelse)

func anyString() *sx.Type { return sx.StringType(0, 0) }

// unikID is sd:UnikIdType.
func buildUnikID() *sx.Elements[UnikID] {
	return sx.Sequence(
		sx.Text(nsSagdok.Name("UUIDIdentifikator"), anyString(), sx.One, func(u *UnikID) *string { return &u.UUID }).In(1, 1),
		sx.Text(nsSagdok.Name("URNIdentifikator"), anyString(), sx.One, func(u *UnikID) *string { return &u.URN }).In(1, 2),
		sx.Text(nsSagdok.Name("IdentifikatorType"), anyString(), sx.Opt, func(u *UnikID) *string { return &u.Type }),
	).RequireChoice(1)
}

// ids makes rows out of the three types that nearly all elements of the
// envelope have.
type ids struct {
	unik  *sx.Elements[UnikID]
	actor *sx.Elements[Aktoer]
	point *sx.Elements[Tidspunkt]
}

func newIDs() ids {
	return ids{
		unik: buildUnikID(),
		actor: sx.Sequence(
			sx.Text(nsSagdok.Name("UUIDIdentifikator"), anyString(), sx.One, func(a *Aktoer) *string { return &a.UUID }),
		),
		point: sx.Sequence(
			sx.Text(nsSagdok.Name("TidsstempelDatoTid"), dateTimeType(), sx.One, func(t *Tidspunkt) *string { return (*string)(&t.Tid) }).In(1, 1),
			sx.Text(nsSagdok.Name("GraenseIndikator"), sx.BooleanType, sx.One, func(t *Tidspunkt) *string { return &t.Graense }).In(1, 2),
		).RequireChoice(1),
	}
}

func unik[P any](t ids, local string, o sx.Occurs, at func(*P) **UnikID) sx.Row[P] {
	return sx.OptChild(nsKuvert.Name(local), o, at, t.unik)
}

func actor[P any](t ids, local string, at func(*P) **Aktoer) sx.Row[P] {
	return sx.OptChild(nsKuvert.Name(local), sx.Opt, at, t.actor)
}

func point[P any](t ids, local string, at func(*P) **Tidspunkt) sx.Row[P] {
	return sx.OptChild(nsKuvert.Name(local), sx.Opt, at, t.point)
}

// readOver is an element that the schema knows and we do not keep.
func readOver[P, C any](local string, of *sx.Elements[C]) sx.Row[P] {
	return sx.OptChild(nsKuvert.Name(local), sx.Opt, func(*P) **C { return new(*C) }, of)
}

func buildHaendelse() *sx.Elements[Haendelsesbesked] {
	type H = Haendelsesbesked
	t := newIDs()
	return sx.Sequence(
		sx.Child(nsKuvert.Name("BeskedId"), sx.One, func(h *H) *UnikID { return &h.BeskedID }, t.unik),
		sx.Text(nsKuvert.Name("BeskedVersion"), anyString(), sx.One, func(h *H) *string { return &h.BeskedVersion }),
		sx.Child(nsKuvert.Name("Beskedkuvert"), sx.One, func(h *H) *Beskedkuvert { return &h.Beskedkuvert }, buildKuvert(t)),
		sx.List(nsKuvert.Name("Beskeddata"), sx.AnyNum, func(h *H) *[]Beskeddata { return &h.Beskeddata }, buildData()),
	).Declare(envelopePrefixes()...)
}

func buildKuvert(t ids) *sx.Elements[Beskedkuvert] {
	type K = Beskedkuvert
	type ignored struct {
		unik  *UnikID
		actor *Aktoer
	}
	handling := sx.Sequence(
		unik(t, "Handling", sx.Opt, func(i *ignored) **UnikID { return &i.unik }),
		actor(t, "Responsmodtager", func(i *ignored) **Aktoer { return &i.actor }),
	)
	return sx.Sequence(
		sx.Child(nsKuvert.Name("Filtreringsdata"), sx.One, func(k *K) *Filtreringsdata { return &k.Filtreringsdata }, buildFilter(t)),
		sx.Child(nsKuvert.Name("Leveranceinformation"), sx.One, func(k *K) *Leveranceinformation { return &k.Leveranceinformation }, buildLevering(t)),
		readOver[K]("Modtagerhandling", handling),
		point(t, "GyldighedFra", func(k *K) **Tidspunkt { return &k.GyldighedFra }),
		point(t, "GyldighedTil", func(k *K) **Tidspunkt { return &k.GyldighedTil }),
	)
}

func buildFilter(t ids) *sx.Elements[Filtreringsdata] {
	type F = Filtreringsdata
	type R = RelateretObjekt
	type O = ObjektRegistrering
	related := sx.Sequence(
		sx.Child(nsKuvert.Name("ObjektId"), sx.One, func(r *R) *UnikID { return &r.ObjektID }, t.unik),
		sx.Child(nsKuvert.Name("ObjektType"), sx.One, func(r *R) *UnikID { return &r.ObjektType }, t.unik),
		unik(t, "ObjektRolle", sx.Opt, func(r *R) **UnikID { return &r.ObjektRolle }),
	)
	registration := sx.Sequence(
		unik(t, "ObjektRegistreringId", sx.Opt, func(o *O) **UnikID { return &o.ObjektRegistreringID }),
		actor(t, "RegistreringsAktoer", func(o *O) **Aktoer { return &o.RegistreringsAktoer }),
		point(t, "Registreringstidspunkt", func(o *O) **Tidspunkt { return &o.Registreringstidspunkt }),
		unik(t, "ObjektAnsvarligMyndighed", sx.Opt, func(o *O) **UnikID { return &o.ObjektAnsvarligMyndighed }),
		unik(t, "ObjektId", sx.Opt, func(o *O) **UnikID { return &o.ObjektID }),
		unik(t, "ObjektType", sx.Opt, func(o *O) **UnikID { return &o.ObjektType }),
		unik(t, "ObjektHandling", sx.Opt, func(o *O) **UnikID { return &o.ObjektHandling }),
		unik(t, "OpgaveEmne", sx.Opt, func(o *O) **UnikID { return &o.OpgaveEmne }),
		readOver[O]("ObjektRegistreringLokalUdvidelse", buildExtension("AfsenderSystemSignatur")),
	)
	return sx.Sequence(
		sx.Child(nsKuvert.Name("Beskedtype"), sx.One, func(f *F) *UnikID { return &f.Beskedtype }, t.unik),
		actor(t, "BeskedAnsvarligAktoer", func(f *F) **Aktoer { return &f.BeskedAnsvarligAktoer }),
		sx.List(nsKuvert.Name("TilladtModtager"), sx.AnyNum, func(f *F) *[]UnikID { return &f.TilladtModtager }, t.unik),
		sx.List(nsKuvert.Name("RelateretObjekt"), sx.AnyNum, func(f *F) *[]R { return &f.RelateretObjekt }, related),
		sx.List(nsKuvert.Name("ObjektRegistrering"), sx.AnyNum, func(f *F) *[]O { return &f.ObjektRegistrering }, registration),
		sx.List(nsKuvert.Name("TvaergaaendeProces"), sx.AnyNum, func(f *F) *[]UnikID { return &f.TvaergaaendeProces }, t.unik),
	)
}

func buildLevering(t ids) *sx.Elements[Leveranceinformation] {
	type L = Leveranceinformation
	type R = Leverancerute
	type X = LeveranceruteLokalUdvidelse
	extension := sx.Sequence(
		sx.Text(nsKuvert.Name("AntalLeveranceforsoeg"), &sx.Type{Base: sx.Integer}, sx.Opt, func(x *X) *string { return &x.AntalLeveranceforsoeg }),
		sx.Any[X](nsKuvert, true, sx.AnyNum),
	)
	route := sx.Sequence(
		unik(t, "Fordelingssystem", sx.Opt, func(r *R) **UnikID { return &r.Fordelingssystem }),
		point(t, "ModtagelsesTidspunkt", func(r *R) **Tidspunkt { return &r.ModtagelsesTidspunkt }),
		point(t, "LeveranceTidspunkt", func(r *R) **Tidspunkt { return &r.LeveranceTidspunkt }),
		actor(t, "ModtagetFraSystem", func(r *R) **Aktoer { return &r.ModtagetFraSystem }),
		unik(t, "ErLeveretIHenholdTil", sx.Opt, func(r *R) **UnikID { return &r.ErLeveretIHenholdTil }),
		sx.OptChild(nsKuvert.Name("LeveranceruteLokalUdvidelse"), sx.Opt, func(r *R) **X { return &r.LokalUdvidelse }, extension),
	)
	routes := sx.Sequence(
		sx.List(nsKuvert.Name("Leverancerute"), sx.AnyNum, func(r *Leveranceruter) *[]R { return &r.Leverancerute }, route),
	)
	return sx.Sequence(
		point(t, "Dannelsestidspunkt", func(l *L) **Tidspunkt { return &l.Dannelsestidspunkt }),
		unik(t, "TransaktionsId", sx.Opt, func(l *L) **UnikID { return &l.TransaktionsID }),
		actor(t, "Kildesystem", func(l *L) **Aktoer { return &l.Kildesystem }),
		sx.Text(nsKuvert.Name("KildesystemIPAdresse"), anyString(), sx.Opt, func(l *L) *string { return &l.KildesystemIPAdresse }),
		sx.Text(nsKuvert.Name("KildesystemAkkreditiver"), anyString(), sx.Opt, func(l *L) *string { return &l.KildesystemAkkreditiver }),
		unik(t, "Sikkerhedsklassificering", sx.Opt, func(l *L) **UnikID { return &l.Sikkerhedsklassificering }),
		sx.OptChild(nsKuvert.Name("Leveranceruter"), sx.Opt, func(l *L) **Leveranceruter { return &l.Leveranceruter }, routes),
		readOver[L]("LeveranceinformationLokalUdvidelse", buildExtension("BeskedfordelerSignatur")),
	)
}

type ignoredSignature struct{}

type ignoredExtension struct{ signature *ignoredSignature }

// buildExtension is a LokalUdvidelse: perhaps a signature, then elements of
// other namespaces. What is inside the signature is not looked at: its own
// schema is XML-DSig's.
func buildExtension(signature string) *sx.Elements[ignoredExtension] {
	signed := sx.Sequence(
		sx.OptChild(nsXMLDSig.Name("Signature"), sx.One, func(*ignoredSignature) **ignoredSignature { return new(*ignoredSignature) },
			sx.Sequence(sx.Any[ignoredSignature]("", false, sx.AnyNum)).Attributes(
				sx.Attribute("Id", &sx.Type{Base: sx.NCName}, false, func(*ignoredSignature) *string { return new(string) }))),
	)
	return sx.Sequence(
		sx.OptChild(nsKuvert.Name(signature), sx.Opt, func(e *ignoredExtension) **ignoredSignature { return &e.signature }, signed),
		sx.Any[ignoredExtension](nsKuvert, true, sx.AnyNum),
	)
}

// buildData is Beskeddata: anything, among which we know Base64. The schema does
// not look inside, so nothing about Base64 can be a finding of the schema.
func buildData() *sx.Elements[Beskeddata] {
	type D = Beskeddata
	payload := sx.SimpleContent(anyString(), func(b *Base64) *string { return &b.Text }).Attributes(
		sx.Attribute("content-type", anyString(), false, func(b *Base64) *string { return &b.ContentType }),
		sx.Attribute("encoding", anyString(), false, func(b *Base64) *string { return &b.Encoding }),
		sx.Attribute("file-type", anyString(), false, func(b *Base64) *string { return &b.FileType }),
	)
	return sx.Sequence(
		sx.OptChild(nsBase64.Name("Base64"), sx.Opt, func(d *D) **Base64 { return &d.Base64 }, payload),
		sx.Any[D]("", false, sx.AnyNum),
	).AnyOrder()
}
