package kombi

import "io"

// Fault is a ServiceplatformFault: the body of a 4xx or 5xx answer.
type Fault struct{ Errors []FaultError }

// FaultError is one reason.
type FaultError struct {
	Code string // stable, for programs
	Text string // one sentence that says what to do
}

// NewFault is a fault with one reason.
func NewFault(code, text string) *Fault { return &Fault{Errors: []FaultError{{code, text}}} }

// WriteFault writes the fault as XML (ServiceplatformFault_1.xsd). Without
// reasons the list is left out, as the schema demands.
func WriteFault(w io.Writer, f *Fault) error {
	var s small
	s.markup(xmlHead + `<ServiceplatformFault xmlns="` + string(nsFault) + `">`)
	if len(f.Errors) > 0 {
		s.markup("<ErrorList>")
		for _, e := range f.Errors {
			s.markup("<Error>")
			s.leaf("ErrorCode", e.Code)
			s.leaf("ErrorText", e.Text)
			s.markup("</Error>")
		}
		s.markup("</ErrorList>")
	}
	s.markup("</ServiceplatformFault>\n")
	return s.writeTo(w, "the fault")
}

// ReadFault reads a fault by local names, wherever they stand. XML of another
// kind gives a fault without reasons; what is no XML is an error with
// [CodeAnswer].
func ReadFault(r io.Reader) (*Fault, error) {
	var f Fault
	_, err := scanAnswer(r, "the fault", func(local, text string) {
		switch local {
		case "ErrorCode":
			f.Errors = append(f.Errors, FaultError{Code: text})
		case "ErrorText":
			if last := len(f.Errors) - 1; last >= 0 && f.Errors[last].Text == "" {
				f.Errors[last].Text = text
			} else {
				f.Errors = append(f.Errors, FaultError{Text: text})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return &f, nil
}

type faultWire struct {
	ServiceplatformFault struct{ ErrorList faultListWire }
}

type faultListWire struct{ Error oneOrMany[faultErrorWire] }

type faultErrorWire struct {
	Code string `json:"ErrorCode"`
	Text string `json:"ErrorText"`
}

// WriteFaultJSON writes the JSON twin of [WriteFault]: the same names, nested
// the same way.
func WriteFaultJSON(w io.Writer, f *Fault) error {
	var wire faultWire
	for _, e := range f.Errors {
		wire.ServiceplatformFault.ErrorList.Error = append(wire.ServiceplatformFault.ErrorList.Error, faultErrorWire(e))
	}
	return writeJSON(w, wire, "the fault")
}

// ReadFaultJSON reads the JSON twin. The error has [CodeJSON].
func ReadFaultJSON(r io.Reader) (*Fault, error) {
	var wire faultWire
	if err := readJSON(r, &wire, "the fault"); err != nil {
		return nil, err
	}
	var f Fault
	for _, e := range wire.ServiceplatformFault.ErrorList.Error {
		f.Errors = append(f.Errors, FaultError(e))
	}
	return &f, nil
}
