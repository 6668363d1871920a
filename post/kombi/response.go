package kombi

// Response is the synchronous answer to a [Request]: kombi_response. Result true
// means accepted, never delivered.
type Response struct {
	Result bool
	// TransmissionID identifies the transmission in later receipts; "" when
	// absent, as real answers to Fysisk Post may have it.
	TransmissionID string
	Advis          []Advis // what was done
	Fejl           []Fejl  // why not; only with Result false
}

// Advis tells what the platform did. Senders of Digital Post demand that the
// text is "Received", letter case apart.
type Advis struct {
	AdvisID    string // "DigitalPost", "FjernprintStrålfors", ...
	AdvisTekst string
}

// Fejl is a reason for refusal inside a 200.
type Fejl struct {
	FejlID    string
	FejlTekst string
}

// The values that receivers of a response look for.
const (
	AdvisReceived    = "Received"            // AdvisTekst
	AdvisDigitalPost = "DigitalPost"         // AdvisID: sent as Digital Post
	AdvisFjernprint  = "FjernprintStrålfors" // AdvisID: sent to print
)
