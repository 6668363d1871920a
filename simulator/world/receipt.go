package world

import "time"

// Status is what a receipt says, in the world's own words; the door has the wire's.
type Status string

// The ten statuses (sf1601 5.4).
const (
	StatusDigitalReceived  Status = "digital.received"  // Modtaget Digital Post
	StatusDigitalDelivered Status = "digital.delivered" // Afleveret Digital Post: final
	StatusFailed           Status = "failed"            // Fejlet: final
	StatusPrintCreated     Status = "print.created"     // Afsendt
	StatusPrintReceived    Status = "print.received"    // Modtaget Fjern-print
	StatusPrintReady       Status = "print.ready"       // Klar
	StatusPrintHanded      Status = "print.handed"      // Afleveret til print og kuvertering
	StatusPosted           Status = "posted"            // Modtaget Post Danmark: final
	StatusRecalled         Status = "recalled"          // Tilbagekaldt: final
	StatusPostalUpdate     Status = "postal.update"     // Opdatering fra Post Danmark, may follow
)

// Receipt is one message to a sender system about one transmission. Receipts
// of a system form a queue: pushed in order of Seq, each again until
// acknowledged (DK-REC-03).
type Receipt struct {
	Seq     int64     `json:"seq"` // from 1 within the system
	ID      string    `json:"id"`  // BeskedId, a UUID from the seed
	System  SystemID  `json:"system"`
	Letter  LetterID  `json:"letter"`  // TransmissionId, CorrelationId
	Channel Channel   `json:"channel"` // digital, sms or print: what the status is about
	Status  Status    `json:"status"`
	At      time.Time `json:"at"`             // virtual
	Code    string    `json:"code,omitempty"` // only with failed
	Text    string    `json:"text,omitempty"`
}
