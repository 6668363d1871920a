package memo

import "time"

// Message is one MeMo, 1.1 or 1.2: the letter as it travels. Text fields hold
// what the sender wrote; "" is absent or empty. A zero time is absent. Times are
// UTC, dates midnight UTC. Ids of people stand in it as plain text, because a
// sender may write anything there: never log a Message.
type Message struct {
	MemoVersion    string // as written, "1.1" or "1.2"; see Version
	MemoSchVersion string // 1.1 only, "1.1.0"
	Header         Header
	Body           *Body // nil for a NemSMS

	// Size is the number of bytes of the Message element as it was read, 0 for
	// one built here. For a document of its own it is, but for a declaration
	// and comments, the size of the document.
	Size int64
}

// The values of Header.MessageType.
const (
	DigitalPost = "DIGITALPOST"
	NemSMS      = "NEMSMS"
)

// Header is MessageHeader: everything but the documents.
type Header struct {
	MessageType            string // DigitalPost or NemSMS
	MessageUUID            string // version 4; compare without regard to case
	MessageID              string // the sender's own id
	MessageCode            string // the sender's message type
	Label                  string // title shown to the recipient
	Notification           string // text of the notification, of a NemSMS the whole text
	AdditionalNotification string
	Reply                  bool // replies are welcome
	ReplyByDateTime        time.Time
	DoNotDeliverUntilDate  time.Time // date
	Mandatory              bool      // goes to exempt parties too, if the sender may
	LegalNotification      bool      // service of process (forkyndelse)
	PostType               string
	Sender                 Sender
	Recipient              Recipient
	ContentData            *ContentData
	ForwardData            *ForwardData
	ReplyData              []ReplyData
}

// Sender is the authority or company, or the person, that the message comes from.
type Sender struct {
	SenderID       string
	IDType         string // CPR or CVR, in either case of letters
	IDTypeLabel    string // announced to go; still in both schemas
	Label          string
	AttentionData  *AttentionData
	ContactPoint   *ContactPoint
	Representative *Representative // 1.2
}

// Recipient is the person or company that the message goes to.
type Recipient struct {
	RecipientID   string
	IDType        string
	IDTypeLabel   string
	Label         string
	AttentionData *AttentionData
	ContactPoint  *ContactPoint
}

// Representative acts for the sender; since 1.2.
type Representative struct {
	RepresentativeID, IDType, IDTypeLabel, Label string
}

// AttentionData narrows down who at the sender or recipient is meant.
type AttentionData struct {
	AttentionPerson      *AttentionPerson
	ProductionUnit       *ProductionUnit
	GlobalLocationNumber *GlobalLocationNumber
	EMail                *EMail
	SEnumber             *SEnumber
	Telephone            *Telephone
	EID                  *EID
	ContentResponsible   *ContentResponsible
	GeneratingSystem     *GeneratingSystem
	SORdata              *SORdata
	Address              *Address
	UnstructuredAddress  *UnstructuredAddress
}

// The parts of AttentionData and ContentData, named as in the schema.
type (
	AttentionPerson struct{ PersonID, Label string }
	ProductionUnit  struct {
		Number int64
		Name   string
	}
	GlobalLocationNumber struct {
		Number   int64
		Location string
	}
	EMail               struct{ EmailAddress, RelatedAgent string }
	SEnumber            struct{ SENumber, CompanyName string }
	Telephone           struct{ TelephoneNumber, RelatedAgent string }
	EID                 struct{ EID, Label string }
	ContentResponsible  struct{ ContentResponsibleID, Label string }
	GeneratingSystem    struct{ GeneratingSystemID, Label string }
	SORdata             struct{ SORIdentifier, EntryName string }
	UnstructuredAddress struct{ Unstructured string }
	CPRdata             struct{ CPRNumber, Name string }
	CVRdata             struct{ CVRNumber, CompanyName string }
	MotorVehicle        struct{ LicenseNumber, ChassisNumber string }
	PropertyNumber      struct{ PropertyNumber string }
	CaseID              struct{ CaseID, CaseSystem string }
	KLEdata             struct{ SubjectKey, Version, ActivityFacet, Label string }
	FORMdata            struct{ TaskKey, Version, ActivityFacet, Label string }
	Education           struct{ EducationCode, EducationName string }
)

// Address is a structured address; every part is optional.
type Address struct {
	ID, AddressLabel, HouseNumber, Door, Floor, Co, ZipCode, City, Country string
	AddressPoint                                                           *AddressPoint
}

// AddressPoint is the place on the map.
type AddressPoint struct{ EastingMeasure, NorthingMeasure, HeightMeasure string }

// ContactPoint is where answers go at an authority.
type ContactPoint struct {
	ContactGroup   string
	ContactPointID string // a UUID, rule R6
	Label          string
	ContactInfo    []LabelValue // at most two
}

// LabelValue is ContactInfo and AdditionalReplyData.
type LabelValue struct{ Label, Value string }

// ContentData says what the message is about.
type ContentData struct {
	CPRdata               *CPRdata
	CVRdata               *CVRdata
	MotorVehicle          *MotorVehicle
	PropertyNumber        *PropertyNumber
	CaseID                *CaseID
	KLEdata               *KLEdata
	FORMdata              *FORMdata
	ProductionUnit        *ProductionUnit
	Education             *Education
	Address               *Address
	UnstructuredAddress   *UnstructuredAddress
	AdditionalContentData []AdditionalContentData // at most ten
}

// AdditionalContentData is a named value of the sender's own.
type AdditionalContentData struct{ Type, Name, Value string }

// ForwardData tells where a forwarded message comes from.
type ForwardData struct {
	MessageUUID                string
	OriginalMessageDateTime    time.Time
	OriginalSender             string
	OriginalContentResponsible string
	OriginalRepresentative     string // 1.2
	ContactPointID             string
	Comment                    string
}

// ReplyData describes one message of the conversation; the block of the first
// message has no ReplyUUID, a later one names the message that it answers.
type ReplyData struct {
	MessageID           string
	MessageUUID         string
	ReplyUUID           string
	SenderID            string
	RecipientID         string
	CaseID              string
	ContactPointID      string
	GeneratingSystemID  string
	Comment             string
	AdditionalReplyData []LabelValue // at most four
}

// Body is MessageBody: the documents.
type Body struct {
	CreatedDateTime     time.Time
	MainDocument        Document
	AdditionalDocuments []Document
	TechnicalDocuments  []Document // no actions
}

// Document is MainDocument, AdditionalDocument or TechnicalDocument.
type Document struct {
	ID      string
	Label   string
	Files   []File // at least one; the same document in several formats
	Actions []Action
}

// Action is something the recipient is asked to do. At most one of Reservation
// and EntryPoint is set.
type Action struct {
	Label         string
	Code          string // AFTALE, BETALING, SELVBETJENING, INFORMATION, UNDERSKRIV, BEKRAEFT, FORBEREDELSE, TILMELDING
	StartDateTime time.Time
	EndDateTime   time.Time
	Reservation   *Reservation
	EntryPoint    *EntryPoint
}

// Reservation is an appointment, for actions with the code AFTALE.
type Reservation struct {
	Description     string
	ReservationUUID string
	Abstract        string
	Location        string
	StartDateTime   time.Time
	EndDateTime     time.Time
	OrganizerMail   string
	OrganizerName   string
}

// EntryPoint is the page where the action is done.
type EntryPoint struct{ URL string } // absolute, https: rule R3
