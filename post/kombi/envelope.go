package kombi

import "encoding/base64"

// Haendelsesbesked is the envelope of Beskedfordeler around one receipt (SF1461).
type Haendelsesbesked struct {
	BeskedID      UnikID // new for each message, the same on each attempt to deliver it
	BeskedVersion string // "1.0"
	Beskedkuvert  Beskedkuvert
	Beskeddata    []Beskeddata // receipts have exactly one
}

// Beskedkuvert is what Beskedfordeler itself reads.
type Beskedkuvert struct {
	Filtreringsdata      Filtreringsdata
	Leveranceinformation Leveranceinformation
	GyldighedFra         *Tidspunkt // receipts have neither
	GyldighedTil         *Tidspunkt
}

// Filtreringsdata is what subscriptions are matched on.
type Filtreringsdata struct {
	Beskedtype            UnikID   // BeskedtypePostStatus
	BeskedAnsvarligAktoer *Aktoer  // one of Actors
	TilladtModtager       []UnikID // authorities, as URNs
	RelateretObjekt       []RelateretObjekt
	ObjektRegistrering    []ObjektRegistrering // receipts have exactly one
	TvaergaaendeProces    []UnikID             // receipts have none
}

// RelateretObjekt names something the message is about; in receipts the sender's
// IT system.
type RelateretObjekt struct {
	ObjektID    UnikID
	ObjektType  UnikID // ObjektTypeSystem
	ObjektRolle *UnikID
}

// ObjektRegistrering is the event: which letter, which status, when.
type ObjektRegistrering struct {
	ObjektRegistreringID     *UnikID    // TransmissionID
	RegistreringsAktoer      *Aktoer    // the platform
	Registreringstidspunkt   *Tidspunkt // when it happened; equal to TransaktionsDatoTid of the PostStatus
	ObjektAnsvarligMyndighed *UnikID    // the sending authority, as URN
	ObjektID                 *UnikID    // MeMo messageUUID
	ObjektType               *UnikID    // ObjektTypeForsendelse
	ObjektHandling           *UnikID    // UUID of the status
	OpgaveEmne               *UnikID    // receipts have none
}

// Leveranceinformation tells where the message comes from and how it came.
type Leveranceinformation struct {
	Dannelsestidspunkt       *Tidspunkt // when the message was made
	TransaktionsID           *UnikID
	Kildesystem              *Aktoer // the platform
	KildesystemIPAdresse     string
	KildesystemAkkreditiver  string // three base64 parts joined by dots: subject, serial number, issuer
	Sikkerhedsklassificering *UnikID
	Leveranceruter           *Leveranceruter
}

// Leveranceruter is the hops of the message.
type Leveranceruter struct{ Leverancerute []Leverancerute }

// Leverancerute is one hop of the message.
type Leverancerute struct {
	Fordelingssystem     *UnikID // FordelingssystemBeskedfordeler
	ModtagelsesTidspunkt *Tidspunkt
	LeveranceTidspunkt   *Tidspunkt
	ModtagetFraSystem    *Aktoer // the platform
	ErLeveretIHenholdTil *UnikID // the subscription
	LokalUdvidelse       *LeveranceruteLokalUdvidelse
}

// LeveranceruteLokalUdvidelse counts the attempts to deliver, from 1.
type LeveranceruteLokalUdvidelse struct{ AntalLeveranceforsoeg string }

// UnikID is an id given as UUID or as URN, never both.
type UnikID struct {
	UUID string
	URN  string
	Type string // IdentifikatorType; mostly ""
}

// UUIDOf is the id with the given UUID; nil, absent, for "".
func UUIDOf(uuid string) *UnikID {
	if uuid == "" {
		return nil
	}
	return &UnikID{UUID: uuid}
}

// URNOf is the id with the given URN; nil, absent, for "".
func URNOf(urn string) *UnikID {
	if urn == "" {
		return nil
	}
	return &UnikID{URN: urn}
}

// Value is the UUID or the URN, whichever is there; "" for nil.
func (u *UnikID) Value() string {
	if u == nil {
		return ""
	}
	if u.UUID != "" {
		return u.UUID
	}
	return u.URN
}

// Aktoer is a system or an organisation, by UUID.
type Aktoer struct{ UUID string }

// AktoerOf is the actor with the given UUID; nil, absent, for "".
func AktoerOf(uuid string) *Aktoer {
	if uuid == "" {
		return nil
	}
	return &Aktoer{UUID: uuid}
}

// Value is the UUID; "" for nil.
func (a *Aktoer) Value() string {
	if a == nil {
		return ""
	}
	return a.UUID
}

// Tidspunkt is an instant or a boundary of time, never both.
type Tidspunkt struct {
	Tid     DateTime // TidsstempelDatoTid
	Graense string   // GraenseIndikator: boolean, "" when Tid is there
}

// TidspunktOf is the given instant; nil, absent, for "".
func TidspunktOf(d DateTime) *Tidspunkt {
	if d == "" {
		return nil
	}
	return &Tidspunkt{Tid: d}
}

// Value is the instant; "" for nil and for a boundary.
func (t *Tidspunkt) Value() DateTime {
	if t == nil {
		return ""
	}
	return t.Tid
}

// Beskeddata is a payload. Elements other than Base64 are allowed and not kept.
type Beskeddata struct{ Base64 *Base64 }

// Base64 is a payload in base64, with its attributes: "application/xml",
// "UTF-8" and ".xml" for a PostStatus.
type Base64 struct {
	Text                            string // base64, as on the wire
	ContentType, Encoding, FileType string
}

// Base64Of wraps an XML payload.
func Base64Of(payload []byte) *Base64 {
	return &Base64{Text: base64.StdEncoding.EncodeToString(payload), ContentType: "application/xml", Encoding: "UTF-8", FileType: ".xml"}
}

// Decode returns the payload. The error has [CodeEnvelope].
func (b *Base64) Decode() ([]byte, error) {
	payload, err := decodeBase64(b.Text)
	if err != nil {
		return nil, &Error{Code: CodeEnvelope, Text: "the content of Beskeddata/Base64 is not base64", Cause: err}
	}
	return payload, nil
}
