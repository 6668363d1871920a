package kombi

// Haendelsesbesked is the envelope of Beskedfordeler around one receipt (SF1461).
type Haendelsesbesked struct {
	BeskedID      UnikID // new for each message, the same on each attempt to deliver it
	BeskedVersion string // "1.0"
	Kuvert        Beskedkuvert
	Data          []Beskeddata // receipts have exactly one
}

// Beskedkuvert is what Beskedfordeler itself reads.
type Beskedkuvert struct {
	Filtreringsdata      Filtreringsdata
	Leveranceinformation Leveranceinformation
}

// Filtreringsdata is what subscriptions are matched on.
type Filtreringsdata struct {
	Beskedtype            UnikID   // BeskedtypePostStatus
	BeskedAnsvarligAktoer string   // UUID of an Actor; "" when absent
	TilladtModtager       []UnikID // authorities, as URNs
	RelateretObjekt       []RelateretObjekt
	ObjektRegistrering    []ObjektRegistrering
}

// RelateretObjekt names something the message is about; in receipts the sender's
// IT system.
type RelateretObjekt struct {
	ObjektID    UnikID
	ObjektType  UnikID
	ObjektRolle UnikID // zero when absent
}

// ObjektRegistrering is the event: which letter, which status, when.
type ObjektRegistrering struct {
	ObjektRegistreringID     UnikID    // TransmissionID
	RegistreringsAktoer      string    // UUID of the platform
	Registreringstidspunkt   Tidspunkt // when it happened
	ObjektAnsvarligMyndighed UnikID    // the sending authority, as URN
	ObjektID                 UnikID    // MeMo messageUUID
	ObjektType               UnikID    // ObjektTypeForsendelse
	ObjektHandling           UnikID    // UUID of the status
	OpgaveEmne               UnikID
}

// Leveranceinformation tells where the message comes from and how it came.
type Leveranceinformation struct {
	Dannelsestidspunkt       Tidspunkt
	TransaktionsID           UnikID
	Kildesystem              string // UUID
	KildesystemIPAdresse     string
	KildesystemAkkreditiver  string // base64 parts joined by dots: subject, serial number, issuer
	Sikkerhedsklassificering UnikID
	Leveranceruter           []Leverancerute
}

// Leverancerute is one hop of the message.
type Leverancerute struct {
	Fordelingssystem     UnikID
	ModtagelsesTidspunkt Tidspunkt
	LeveranceTidspunkt   Tidspunkt
	ModtagetFraSystem    string // UUID
	ErLeveretIHenholdTil UnikID // the subscription
	// AntalLeveranceforsoeg counts the attempts to deliver, from 1, as text; ""
	// when absent.
	AntalLeveranceforsoeg string
}

// UnikID is an id given as UUID or as URN, never both. The zero value is absent.
type UnikID struct {
	UUID string
	URN  string
	Type string // IdentifikatorType; mostly ""
}

// UUIDOf is the id with the given UUID.
func UUIDOf(uuid string) UnikID { return UnikID{UUID: uuid} }

// URNOf is the id with the given URN.
func URNOf(urn string) UnikID { return UnikID{URN: urn} }

// Value is the UUID or the URN, whichever is there.
func (u UnikID) Value() string {
	if u.UUID != "" {
		return u.UUID
	}
	return u.URN
}

// Tidspunkt is an instant, or the boundary of time. The zero value is absent.
type Tidspunkt struct {
	Tid     DateTime
	Graense string // "true" or "false" in place of Tid; "" otherwise
}

// Beskeddata is the payload of a message.
type Beskeddata struct {
	// Payload is the decoded content of the element Base64; nil when the data is
	// something else, which is skipped.
	Payload []byte
	// ContentType, Encoding and FileType are the attributes of Base64:
	// "application/xml", "UTF-8", ".xml".
	ContentType, Encoding, FileType string
}
