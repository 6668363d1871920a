package kombi

import (
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/strictxml"
)

// ForsendelseI is one letter for print (urn:oio:fjernprint:1.0.0). Numbers and
// instants are text as on the wire.
type ForsendelseI struct {
	AfsendelseIdentifikator      string // 1..38 characters, chosen by the sender; the key of physical receipts
	ForsendelseTypeIdentifikator string // positive integer, handed out by the print vendor
	ForsendelseModtager          *ForsendelseModtager
	FilformatNavn                string // up to 10 characters: "PDF"
	MeddelelseIndholdData        Content
	TransaktionsParametreI       *TransaktionsParametreI
	DokumentParametre            DokumentParametre // always written, empty is right
	KanalUafhaengigeParametreI   *KanalUafhaengigeParametreI
	PrintParametre               *PrintParametre
	DigitalPostParametre         *DigitalPostParametre // legacy
	PostParametre                *PostParametre
	BilagSamling                 *BilagSamling
}

// Content is a document inside a letter, base64 on the wire. A reader sends the
// bytes to the sink and fills Size; a writer takes them from Open.
type Content = strictxml.Content

// ForsendelseModtager is the recipient: by number, by address, by both, or, when
// the address is printed inside the PDF, by nothing.
type ForsendelseModtager struct {
	AfsendelseModtager *SlutbrugerIdentitet
	ModtagerAdresse    *KontaktOplysning
}

// SlutbrugerIdentitet is a number: a CPR number or a CVR number, not both. They
// are as written on the wire and print masked.
type SlutbrugerIdentitet struct {
	CPR ident.CPR // 0000000000 where only the address is known, which is usual
	CVR ident.CVR
}

// Party is the number as a party; the zero value when there is none.
func (s *SlutbrugerIdentitet) Party() ident.Party {
	switch {
	case s == nil:
		return ident.Party{}
	case s.CVR != "":
		return ident.Company(s.CVR)
	case s.CPR != "":
		return ident.Person(s.CPR)
	default:
		return ident.Party{}
	}
}

// Identitet is the number of a person or company for a ForsendelseI; nil for a
// party of another kind.
func Identitet(p ident.Party) *SlutbrugerIdentitet {
	switch p.Kind {
	case ident.KindCPR:
		return &SlutbrugerIdentitet{CPR: ident.CPR(p.Number)}
	case ident.KindCVR:
		return &SlutbrugerIdentitet{CVR: ident.CVR(p.Number)}
	default:
		return nil
	}
}

// KontaktOplysning is name, address and country. The address has one of two
// forms: field by field (StreetName and the number are required, and so is
// PostCodeIdentifier), or as lines (the first is required).
type KontaktOplysning struct {
	PersonName string // 1..130, required

	CoNavn                            string // 1..130
	StreetName                        string // 1..40
	StreetBuildingIdentifier          string // 1..999 and perhaps a capital letter: "12A"
	FloorIdentifier                   string // 1..99, st, kl, k2..k9, or in capitals
	SuiteIdentifier                   string // 1..4: "tv"
	MailDeliverySublocationIdentifier string // 1..34, the name of a farm or building
	DistrictSubdivisionIdentifier     string // 1..34, a village; some senders put the town here
	PostOfficeBoxIdentifier           string // 1..9999

	Lines [6]string // PostalAddressFirstLineText to PostalAddressSixthLineText, up to 34 each

	PostCodeIdentifier string // four digits; of either form

	CountryIdentificationCode string // "DK", required
	CountryScheme             string // its attribute scheme, required: iso3166-alpha2, iso3166-alpha3, un-numeric3 or imk
}

// InFields reports whether the address is given field by field and not as lines.
func (k *KontaktOplysning) InFields() bool {
	return k.CoNavn != "" || k.StreetName != "" || k.StreetBuildingIdentifier != "" || k.FloorIdentifier != "" ||
		k.SuiteIdentifier != "" || k.MailDeliverySublocationIdentifier != "" ||
		k.DistrictSubdivisionIdentifier != "" || k.PostOfficeBoxIdentifier != ""
}

// TransaktionsParametreI is about the transaction.
type TransaktionsParametreI struct {
	TransaktionsDatoTid           DateTime
	MasseForsendelseIdentifikator string // 1..38
	KvitteringsTypeKode           string // Alle, Ingen, Kun fejl
	KvitteringsEmail              string
}

// DokumentParametre is about the main document. MeddelelsesFormatObjekt, which
// wraps one element of any name and which nobody sends, is read over: what is
// inside is neither checked nor kept nor written.
type DokumentParametre struct {
	TitelTekst        string
	UUIDIdentifikator string
	BrevDato          string // XML Schema date
}

// KanalUafhaengigeParametreI holds for every channel.
type KanalUafhaengigeParametreI struct {
	EnhedTekst                      string // up to 2000
	BrugerNavn                      string // 1..2000, required
	KonteringsGruppeTekst           string // up to 2000
	ForsendelseAfsender             *ForsendelseAfsender
	PaatrykAfsenderAdresseIndikator string // boolean as text, here and below
	PaatrykModtagerAdresseIndikator string
	PaatrykBrevdatoIndikator        string
	KanalKode                       string // Digital Post, Fysisk Post
	HasteBrevIndikator              string
}

// ForsendelseAfsender is the sender's address.
type ForsendelseAfsender struct{ AfsenderAdresse *KontaktOplysning }

// PrintParametre is about printing.
type PrintParametre struct {
	SimplexDuplexKode string // Simplex, Duplex
	FarveSHKode       string // SH, Farve
	KuvertTypeKode    string // C4, C5, MA
}

// PostParametre is about posting.
type PostParametre struct {
	PostKategoriKode                            string // Prioritaire, Economique, Bulk, Rekommanderet, Rekommanderet med modtagerbevis, Forkyndelse
	AllokeringsIdentifikator                    string // positive integer
	ReturposthaandteringHosLeverandoerIndikator string // boolean
	InformationVedAdresseAendringIndikator      string // boolean
	SideKvantitet                               string // 0 or more
}

// DigitalPostParametre is a leftover from the time when print vendors sent
// Digital Post.
type DigitalPostParametre struct {
	AfsendelseDatoTid                    DateTime
	MeddelelseIndholdstypeIdentifikator  string
	MeddelelseSvarTypeNavn               string // angivet, ikkeMuligt, standard
	MeddelelseSvarPostkasseIdentifikator string
	MeddelelseSvarEmneIdentifikator      string
	MeddelelseFESDmetadata               *MeddelelseFESDmetadata
	MedsendDokumentRegistreringIndikator string // boolean, required
}

// MeddelelseFESDmetadata is four optional UUIDs in lower case: FESDdokumentIdentifikator and so on.
type MeddelelseFESDmetadata struct{ Dokument, Aktoer, Sag, Sagsklassifikation string }

// BilagSamling is the attachments.
type BilagSamling struct{ Bilag []Bilag } // 1..100

// Bilag is an attachment.
type Bilag struct {
	BilagNavn     string // up to 300, required
	FilformatNavn string // up to 10, required
	// BilagSorteringsIndeksIdentifikator (0 or more) is required by the schema
	// and left out by real senders.
	BilagSorteringsIndeksIdentifikator string

	// One of the three, or none: a reference to a document the vendor has, the
	// document itself, or an address to fetch it from.
	BilagIdentifikator              string // up to 10
	VedhaeftningIndholdData         *Content
	VedhaeftningIndholdURLreference string // URI
	VedhaeftSomIndholdDataIndikator string // boolean, required with the address
}
