package world

import (
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// SystemID is the UUID of a sender or recipient system.
type SystemID string

// Category says who a sender is in law (DK-SEND-01, DK-PRIV-01).
type Category string

// Sender categories.
const (
	CategoryPublic      Category = "public"
	CategoryInstitution Category = "institution" // by order of the minister, DK-SEND-01
	CategoryPrivate     Category = "private"     // outside the Act
)

// Authority is an organisation that sends.
type Authority struct {
	CVR      ident.CVR
	Name     string // the registered name: what a recipient sees (DK-SEND-05)
	Category Category
	// AgreementFrom is when the connection agreement (tilslutningsaftale)
	// took effect; nil: there is none and every send is refused with 403 (DK-SEND-02).
	AgreementFrom *time.Time
	AgreementTo   *time.Time // exclusive; nil: without end
	// OtherLegalBasis lets the authority's mail reach exempt persons (DK-EXEMPT-15).
	OtherLegalBasis bool
	MayServe        bool // may set legalNotification (U-08); not for private senders
}

// Service is what a service agreement (serviceaftale) opens.
type Service string

// Services of SF1601.
const (
	ServiceSend   Service = "kombipostafsend"
	ServiceLookup Service = "postforespoerg"
)

// System is a registered IT system of an authority.
type System struct {
	ID        SystemID
	Name      string
	Authority ident.CVR
	Services  []Service // service agreements; nil means both
	// Thumbprints are the SHA-256 (lower-case hex, of the DER) of the client
	// certificates that prove this system: issued by this world or uploaded.
	Thumbprints []string
	Endpoint    *Endpoint // where receipts are pushed; nil: they wait
}

// Endpoint is a sender system's receipt endpoint.
type Endpoint struct {
	URL string // absolute https URL
	// CA is the PEM of the certificates that may have issued the endpoint's
	// server certificate; "" means the simulator's own CA.
	CA string
	// RetryAfter is the wall-clock pause before an unacknowledged receipt is
	// pushed again; 0 means one second.
	RetryAfter time.Duration
}
