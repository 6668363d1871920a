package fjernprint

import "io"

// Letter is what the print rules have to know of the letter that a document
// belongs to. The zero value is a letter of one document, simplex, black and
// white, whose recipient stands in the document.
type Letter struct {
	Address          *Address // the recipient as stated in the order, nil: not stated
	ImprintRecipient bool     // the provider prints the recipient: the field must be blank (FP-043)
	ImprintSender    bool     // the provider prints the return address (FP-045)
	Duplex           bool
	Color            bool   // colour print is asked for (FP-053)
	Envelope         string // C5, C4, MA as asked for; "" none
	Category         string // postal category, such as Prioritaire or Rekommanderet; prices the letter
	Digital          bool   // it is a digital message too: the limit for its attachments holds (FP-052)

	// AnyAddress is for looking at a document before its recipient is known: the
	// address field may be blank or filled, and is judged by what is in it.
	AnyAddress bool
}

// Address is a recipient as it goes into the window.
type Address struct {
	Name     string
	Lines    []string
	PostCode string
	City     string
	Country  string // "" or DK: not printed
}

// Part is one document of a letter.
type Part struct {
	Name string // file name, for reports
	Size int64  // bytes
	Open func() (io.ReadCloser, error)
}
