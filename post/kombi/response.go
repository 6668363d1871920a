package kombi

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

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

// NewAccepted is the answer to an accepted request.
func NewAccepted(transmissionID, advisID string) *Response {
	return &Response{Result: true, TransmissionID: transmissionID, Advis: []Advis{{advisID, AdvisReceived}}}
}

// WriteResponse writes kombi_response in the form that real clients read
// (SF1601 2.3): no namespace, and no second element called Result,
// TransmissionID, AdvisId, FejlId or FejlTekst where clients would find it.
func WriteResponse(w io.Writer, a *Response) error {
	var s small
	s.markup(xmlHead + "<kombi_response>")
	s.leaf("Result", strconv.FormatBool(a.Result))
	if a.TransmissionID != "" {
		s.leaf("TransmissionID", a.TransmissionID)
	}
	s.markup("<HovedoplysningerSvarREST><SvarReaktion>")
	for _, advis := range a.Advis {
		s.markup("<Advis>")
		s.leaf("AdvisId", advis.AdvisID)
		s.leaf("AdvisTekst", advis.AdvisTekst)
		s.markup("</Advis>")
	}
	for _, fejl := range a.Fejl {
		s.markup("<Fejl>")
		s.leaf("FejlId", fejl.FejlID)
		s.leaf("FejlTekst", fejl.FejlTekst)
		s.markup("</Fejl>")
	}
	s.markup("</SvarReaktion></HovedoplysningerSvarREST></kombi_response>\n")
	return s.writeTo(w, "the kombi_response")
}

// ReadResponse reads a kombi_response by local names, wherever the elements
// stand. An answer that is empty, is no XML, or lacks Result is an error with
// [CodeAnswer]; so is a Result other than true, false, 1 and 0.
func ReadResponse(r io.Reader) (*Response, error) {
	var a Response
	result := ""
	root, err := scanAnswer(r, "the kombi_response", func(local, text string) {
		switch local {
		case "Result":
			result = text
		case "TransmissionID":
			a.TransmissionID = text
		case "AdvisId":
			a.Advis = append(a.Advis, Advis{AdvisID: text})
		case "AdvisTekst":
			if last := len(a.Advis) - 1; last >= 0 && a.Advis[last].AdvisTekst == "" {
				a.Advis[last].AdvisTekst = text
			} else {
				a.Advis = append(a.Advis, Advis{AdvisTekst: text})
			}
		case "FejlId", "FejlKode":
			a.Fejl = append(a.Fejl, Fejl{FejlID: text})
		case "FejlTekst":
			if last := len(a.Fejl) - 1; last >= 0 && a.Fejl[last].FejlTekst == "" {
				a.Fejl[last].FejlTekst = text
			} else {
				a.Fejl = append(a.Fejl, Fejl{FejlTekst: text})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(result) {
	case "true", "1":
		a.Result = true
	case "false", "0":
	default:
		return nil, &Error{Code: CodeAnswer, Text: fmt.Sprintf("the answer <%s> must hold Result, true or false; it holds %q", shown(root), shown(result))}
	}
	return &a, nil
}

// The JSON twin has the same names. How the platform nests it is not public;
// lists of one are written as lists and read either way.
type responseWire struct {
	Result                   *bool
	TransmissionID           string `json:",omitempty"`
	HovedoplysningerSvarREST struct{ SvarReaktion reactionWire }
}

type reactionWire struct {
	Advis oneOrMany[advisWire] `json:",omitempty"`
	Fejl  oneOrMany[fejlWire]  `json:",omitempty"`
}

type advisWire struct {
	AdvisID    string `json:"AdvisId"`
	AdvisTekst string
}

type fejlWire struct {
	FejlID    string `json:"FejlId"`
	FejlTekst string
}

// oneOrMany reads an object as a list of one.
type oneOrMany[T any] []T

// UnmarshalJSON takes an object, a list or null.
func (l *oneOrMany[T]) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		var one T
		if err := json.Unmarshal(raw, &one); err != nil {
			return err
		}
		*l = oneOrMany[T]{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]T)(l))
}

// WriteResponseJSON writes the JSON twin of [WriteResponse].
func WriteResponseJSON(w io.Writer, a *Response) error {
	wire := responseWire{Result: &a.Result, TransmissionID: a.TransmissionID}
	reaction := &wire.HovedoplysningerSvarREST.SvarReaktion
	for _, advis := range a.Advis {
		reaction.Advis = append(reaction.Advis, advisWire(advis))
	}
	for _, fejl := range a.Fejl {
		reaction.Fejl = append(reaction.Fejl, fejlWire(fejl))
	}
	return writeJSON(w, wire, "the kombi_response")
}

// ReadResponseJSON reads the JSON twin. Without a boolean Result it is an error
// with [CodeAnswer]; other JSON has [CodeJSON].
func ReadResponseJSON(r io.Reader) (*Response, error) {
	var wire responseWire
	if err := readJSON(r, &wire, "the kombi_response"); err != nil {
		return nil, err
	}
	if wire.Result == nil {
		return nil, &Error{Code: CodeAnswer, Text: "the answer must hold Result, true or false"}
	}
	a := Response{Result: *wire.Result, TransmissionID: wire.TransmissionID}
	for _, advis := range wire.HovedoplysningerSvarREST.SvarReaktion.Advis {
		a.Advis = append(a.Advis, Advis(advis))
	}
	for _, fejl := range wire.HovedoplysningerSvarREST.SvarReaktion.Fejl {
		a.Fejl = append(a.Fejl, Fejl(fejl))
	}
	return &a, nil
}
