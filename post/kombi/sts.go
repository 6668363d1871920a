package kombi

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// The fixed values of an STS request and answer (WS-Trust 1.3).
const (
	TokenTypeSAML2   = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"
	RequestTypeIssue = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue"
	KeyTypePublicKey = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey"
	lifetimeForm     = "01/02/2006 15:04:05"
)

// STSRequest asks the security token service for an assertion (SF1601 1.2).
type STSRequest struct {
	TokenType   string // TokenTypeSAML2
	RequestType string // RequestTypeIssue
	KeyType     string // KeyTypePublicKey
	CVR         string // of the authority, as written; AnvenderKontekst.Cvr
	UseKey      []byte // client certificate, DER
	AppliesTo   string // entity id of the service
}

// NewSTSRequest fills in the fixed values.
func NewSTSRequest(cvr string, certificate []byte, entity string) *STSRequest {
	return &STSRequest{TokenType: TokenTypeSAML2, RequestType: RequestTypeIssue, KeyType: KeyTypePublicKey, CVR: cvr, UseKey: certificate, AppliesTo: entity}
}

type endpointReference struct {
	EndpointReference struct{ Address string }
}

func endpoint(address string) endpointReference {
	var e endpointReference
	e.EndpointReference.Address = address
	return e
}

// The wire struct gives names and order of the keys.
type stsRequestWire struct {
	TokenType        string
	RequestType      string
	KeyType          string
	AnvenderKontekst struct{ Cvr flexText }
	UseKey           string
	AppliesTo        endpointReference
	OnBehalfOf       json.RawMessage
}

// flexText reads a JSON string or number as text and writes a string: a CVR
// number without quotes still is a CVR number.
type flexText string

// UnmarshalJSON takes a string, a number or null.
func (f *flexText) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] != '"' {
		var number *json.Number
		if err := json.Unmarshal(raw, &number); err != nil {
			return err
		}
		if number != nil {
			*f = flexText(*number)
		}
		return nil
	}
	return json.Unmarshal(raw, (*string)(f))
}

// ReadSTSRequest reads a request. Keys match in any letter case, missing keys
// are empty, unknown ones are skipped; OnBehalfOf is not looked at. The error
// has [CodeJSON].
func ReadSTSRequest(r io.Reader) (*STSRequest, error) {
	var wire stsRequestWire
	if err := readJSON(r, &wire, "the STS request"); err != nil {
		return nil, err
	}
	der, err := decodeBase64(wire.UseKey)
	if err != nil {
		return nil, &Error{Code: CodeJSON, Text: "UseKey must be the client certificate as base64 of its DER form", Cause: err}
	}
	return &STSRequest{
		TokenType: wire.TokenType, RequestType: wire.RequestType, KeyType: wire.KeyType,
		CVR: string(wire.AnvenderKontekst.Cvr), UseKey: der, AppliesTo: wire.AppliesTo.EndpointReference.Address,
	}, nil
}

// WriteSTSRequest writes a request, keys in the usual order.
func WriteSTSRequest(w io.Writer, q *STSRequest) error {
	wire := stsRequestWire{
		TokenType: q.TokenType, RequestType: q.RequestType, KeyType: q.KeyType,
		UseKey: base64.StdEncoding.EncodeToString(q.UseKey), AppliesTo: endpoint(q.AppliesTo),
		OnBehalfOf: json.RawMessage("null"),
	}
	wire.AnvenderKontekst.Cvr = flexText(q.CVR)
	return writeJSON(w, wire, "the STS request")
}

// STSResponse is the answer: an assertion and how long it lasts (SF1601 1.3).
type STSResponse struct {
	AppliesTo   string
	KeyType     string
	RequestType string
	TokenType   string
	// Expires is the instant the assertion ends, whole seconds. It must equal
	// NotOnOrAfter in the assertion: some clients read the one, some the other.
	Expires   time.Time
	Assertion []byte // SAML assertion, XML
}

type stsResponseWire struct {
	AppliesTo              endpointReference
	KeyType                string
	Lifetime               string
	RequestType            string
	TokenType              string
	RequestedSecurityToken struct{ Assertion string }
}

// NewSTSResponse answers a request with an assertion.
func NewSTSResponse(q *STSRequest, assertion []byte, expires time.Time) *STSResponse {
	return &STSResponse{
		AppliesTo: q.AppliesTo, KeyType: KeyTypePublicKey, RequestType: RequestTypeIssue, TokenType: TokenTypeSAML2,
		Expires: expires.UTC().Truncate(time.Second), Assertion: assertion,
	}
}

// WriteSTSResponse writes the answer. Letter case of the keys and the form of
// Lifetime (MM/DD/YYYY HH:MM:SS, UTC, no zone) are what real clients demand.
func WriteSTSResponse(w io.Writer, a *STSResponse) error {
	wire := stsResponseWire{
		AppliesTo: endpoint(a.AppliesTo), KeyType: a.KeyType, Lifetime: a.Expires.UTC().Format(lifetimeForm),
		RequestType: a.RequestType, TokenType: a.TokenType,
	}
	wire.RequestedSecurityToken.Assertion = base64.StdEncoding.EncodeToString(a.Assertion)
	return writeJSON(w, wire, "the STS response")
}

// ReadSTSResponse reads the answer. An empty assertion or a Lifetime of another
// form is an error with [CodeAnswer]; other JSON has [CodeJSON].
func ReadSTSResponse(r io.Reader) (*STSResponse, error) {
	var wire stsResponseWire
	if err := readJSON(r, &wire, "the STS response"); err != nil {
		return nil, err
	}
	assertion, err := decodeBase64(wire.RequestedSecurityToken.Assertion)
	if err != nil || len(assertion) == 0 {
		return nil, &Error{Code: CodeAnswer, Text: "RequestedSecurityToken.Assertion must be a base64 SAML assertion", Cause: err}
	}
	expires, err := time.ParseInLocation(lifetimeForm, wire.Lifetime, time.UTC)
	if err != nil {
		return nil, &Error{Code: CodeAnswer, Text: fmt.Sprintf("Lifetime %q is not of the form MM/DD/YYYY HH:MM:SS", shown(wire.Lifetime))}
	}
	return &STSResponse{
		AppliesTo: wire.AppliesTo.EndpointReference.Address, KeyType: wire.KeyType, RequestType: wire.RequestType,
		TokenType: wire.TokenType, Expires: expires, Assertion: assertion,
	}, nil
}

// STSError is the body of a refusal by the STS: one sentence.
type STSError struct {
	Message string `json:"message"`
}

// WriteSTSError writes a refusal.
func WriteSTSError(w io.Writer, message string) error {
	return writeJSON(w, STSError{Message: message}, "the STS error")
}

// ReadSTSError reads a refusal; Message is empty when the body is something else.
func ReadSTSError(r io.Reader) STSError {
	var e STSError
	if err := readJSON(r, &e, "the STS error"); err != nil {
		return STSError{}
	}
	return e
}

// decodeBase64 reads standard base64 with any white space between.
func decodeBase64(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
}
