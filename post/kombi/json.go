package kombi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxJSON bounds the JSON documents here: a token request is about 2 kB, an
// answer with a signed assertion about 10 kB.
const maxJSON = 1 << 20

// readJSON reads one JSON value with nothing behind it. Keys match without
// regard to letter case, as encoding/json does.
func readJSON(r io.Reader, into any, what string) error {
	limited := &io.LimitedReader{R: r, N: maxJSON + 1}
	dec := json.NewDecoder(limited)
	if err := dec.Decode(into); err != nil {
		if limited.N <= 0 {
			return &Error{Code: CodeJSON, Text: fmt.Sprintf("%s is larger than %d bytes", what, maxJSON)}
		}
		return &Error{Code: CodeJSON, Text: what + " is not the JSON it should be", Cause: err}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return &Error{Code: CodeJSON, Text: what + " must be one JSON value with nothing after it"}
	}
	return nil
}

// writeJSON writes one JSON value and a line end, leaving < > & as they are.
func writeJSON(w io.Writer, value any, what string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write " + what, Cause: err}
	}
	return nil
}
