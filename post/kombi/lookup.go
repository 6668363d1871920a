package kombi

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
)

// Query keys of a look-up (PostForespoerg). Read them in any letter case.
const (
	QueryCPR = "cprNumber"
	QueryCVR = "cvrNumber"
)

// LookupQuery is the query of a look-up for a party.
func LookupQuery(p ident.Party) url.Values {
	if p.Kind == ident.KindCVR {
		return url.Values{QueryCVR: {p.Number}}
	}
	return url.Values{QueryCPR: {p.Number}}
}

// ParseLookup reads the query of a look-up. ok is false when neither key is
// there. The number is as the client wrote it, perhaps nonsense: clients send a
// CPR number with a dash as cvrNumber, and must be answered false, not refused.
func ParseLookup(query url.Values) (p ident.Party, ok bool) {
	keys := [...]struct {
		name string
		kind ident.Kind
	}{{QueryCPR, ident.KindCPR}, {QueryCVR, ident.KindCVR}}
	for _, key := range keys {
		if value, ok := getFold(query, key.name); ok {
			return ident.Party{Kind: key.kind, Number: value}, true
		}
	}
	return ident.Party{}, false
}

// getFold finds a key in any letter case; the exact spelling wins, so that the
// order of the map never shows.
func getFold(query url.Values, name string) (string, bool) {
	if query.Has(name) {
		return query.Get(name), true
	}
	best, found := "", false
	for key := range query {
		if strings.EqualFold(key, name) && (!found || key < best) {
			best, found = key, true
		}
	}
	return query.Get(best), found
}

type lookupWire struct {
	Result json.RawMessage `json:"result"`
}

// WriteLookup writes the answer to a look-up: {"result": true} or false, a JSON
// boolean under a key in lower case, as real clients demand.
func WriteLookup(w io.Writer, registered bool) error {
	raw := json.RawMessage("false")
	if registered {
		raw = json.RawMessage("true")
	}
	return writeJSON(w, lookupWire{raw}, "the look-up answer")
}

// ReadLookup reads the answer to a look-up. Anything but a JSON boolean is an
// error with [CodeAnswer]: taking "false" for registered would cost a letter.
func ReadLookup(r io.Reader) (registered bool, err error) {
	var wire lookupWire
	if err := readJSON(r, &wire, "the look-up answer"); err != nil {
		return false, err
	}
	switch string(wire.Result) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	default:
		return false, &Error{Code: CodeAnswer, Text: "result must be true or false"}
	}
}
