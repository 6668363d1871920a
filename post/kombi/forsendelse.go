package kombi

import (
	"io"

	"github.com/brevdue/brevdue/post/ident"
)

// ForsendelseI is one letter for print (urn:oio:fjernprint:1.0.0). Numbers and
// instants are text as on the wire.
type ForsendelseI struct {
	AfsendelseIdentifikator      string // 1..38 characters, chosen by the sender; the key of physical receipts
	ForsendelseTypeIdentifikator string // positive integer, handed out by the print vendor
	Modtager                     *ForsendelseModtager
	FilformatNavn                string  // up to 10 characters: "PDF"
	Indhold                      Content // MeddelelseIndholdData
	TransaktionsParametre        *TransaktionsParametre
	DokumentParametre            DokumentParametre // always written, empty is right
	KanalUafhaengigeParametre    *KanalUafhaengigeParametre
	PrintParametre               *PrintParametre
	DigitalPostParametre         *DigitalPostParametre // legacy
	PostParametre                *PostParametre
	Bilag                        []Bilag // at most 100
}

// Content is a document inside a letter. Which side it is on decides what is
// filled: a writer opens it, a reader has sent it to a [Sink] and counted it.
type Content struct {
	// Open gives the decoded bytes to write, anew on every call; the writer
	// closes them. nil writes an empty document. Readers leave it nil.
	Open func() (io.ReadCloser, error)
	// Size is the number of decoded bytes, filled by readers.
	Size int64
}

// ForsendelseModtager is the recipient: by number, by address, by both, or, when
// the address is printed inside the PDF, by nothing.
type ForsendelseModtager struct {
	Party   ident.Party // CPR or CVR; the zero value is absent. CPR 0000000000 is usual.
	Adresse *KontaktOplysning
}

// KontaktOplysning is name and address: one of the two forms, and a country.
type KontaktOplysning struct {
	PersonName   string // 1..130
	Struktureret *StruktureretAdresse
	Fri          *FriAdresse
	Land         string // CountryIdentificationCode: "DK"
	LandKode     string // its attribute scheme: iso3166-alpha2, iso3166-alpha3, un-numeric3 or imk
}

// StruktureretAdresse is a Danish address field by field.
type StruktureretAdresse struct {
	CoNavn     string // CoNavn, 1..130
	Vejnavn    string // StreetName, 1..40, required
	Husnummer  string // StreetBuildingIdentifier, 1..999 and perhaps a capital letter, required
	Etage      string // FloorIdentifier
	Doer       string // SuiteIdentifier, 1..4
	Bygning    string // MailDeliverySublocationIdentifier, 1..34
	Postnummer string // PostCodeIdentifier, four digits, required
	Bynavn     string // DistrictSubdivisionIdentifier, 1..34
	Postboks   string // PostOfficeBoxIdentifier, 1..9999
}

// FriAdresse is an address as lines.
type FriAdresse struct {
	Linjer     [6]string // PostalAddressFirstLineText to Sixth; the first is required; up to 34 each
	Postnummer string    // PostCodeIdentifier, four digits
}

// TransaktionsParametre (TransaktionsParametreI) is about the transaction.
type TransaktionsParametre struct {
	TransaktionsDatoTid           DateTime
	MasseForsendelseIdentifikator string // 1..38
	KvitteringsTypeKode           string // Alle, Ingen, Kun fejl
	KvitteringsEmail              string
}

// DokumentParametre is about the main document.
type DokumentParametre struct {
	TitelTekst        string
	UUIDIdentifikator string
	BrevDato          string // XML Schema date
	// MeddelelsesFormat is set when MeddelelsesFormatObjekt is there: the local
	// name of the one element inside. Its content is not kept, and it is not
	// written.
	MeddelelsesFormat string
}

// KanalUafhaengigeParametre (KanalUafhaengigeParametreI) holds for every channel.
type KanalUafhaengigeParametre struct {
	EnhedTekst                      string // up to 2000
	BrugerNavn                      string // 1..2000, required
	KonteringsGruppeTekst           string // up to 2000
	Afsender                        *ForsendelseAfsender
	PaatrykAfsenderAdresseIndikator string // boolean as text, here and below
	PaatrykModtagerAdresseIndikator string
	PaatrykBrevdatoIndikator        string
	KanalKode                       string // Digital Post, Fysisk Post
	HasteBrevIndikator              string
}

// ForsendelseAfsender is the sender's address.
type ForsendelseAfsender struct{ Adresse *KontaktOplysning }

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
	FESD                                 *FESDmetadata
	MedsendDokumentRegistreringIndikator string // boolean, required
}

// FESDmetadata (MeddelelseFESDmetadata) is four optional UUIDs in lower case.
type FESDmetadata struct{ Dokument, Aktoer, Sag, Sagsklassifikation string }

// Bilag is an attachment.
type Bilag struct {
	BilagNavn     string // up to 300
	FilformatNavn string // up to 10
	// SorteringsIndeks (BilagSorteringsIndeksIdentifikator) is required by the
	// schema and left out by real senders.
	SorteringsIndeks string
	// One of the three, or none: a reference to a document the vendor has, the
	// document, or an address to fetch it from.
	BilagIdentifikator string
	Indhold            *Content // VedhaeftningIndholdData
	URL                string   // VedhaeftningIndholdURLreference
	VedhaeftSomIndhold string   // VedhaeftSomIndholdDataIndikator; boolean, required with URL
}
