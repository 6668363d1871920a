package kombi

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"
	"time"
)

// HolderOfKey is the token type and the scheme word in Authorization: the token
// holds only together with the TLS client certificate it was issued to.
const HolderOfKey = "Holder-of-key"

// FormSAMLToken is the one parameter of the token exchange.
const FormSAMLToken = "saml-token"

// EncodeAssertion is the value of saml-token for an assertion.
func EncodeAssertion(assertion []byte) string { return base64.StdEncoding.EncodeToString(assertion) }

// DecodeAssertion reads the value of saml-token. Plus signs that a client did
// not escape arrive as blanks and count as plus signs, one at the end too; line
// breaks are skipped.
// Clients may re-encode the XML: compare decoded assertions, not strings. The
// error has [CodeJSON].
func DecodeAssertion(value string) ([]byte, error) {
	value = strings.NewReplacer("\r", "", "\n", "", "\t", "", " ", "+").Replace(value)
	assertion, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(assertion) == 0 {
		return nil, &Error{Code: CodeJSON, Text: FormSAMLToken + " must be the base64 assertion from the STS", Cause: err}
	}
	return assertion, nil
}

// TokenResponse is the answer of the token service (SF1601 1.4).
type TokenResponse struct {
	AccessToken string
	TokenType   string        // HolderOfKey; clients echo it as the scheme word
	ExpiresIn   time.Duration // whole seconds on the wire
}

type tokenResponseWire struct {
	AccessToken string      `json:"access_token"`
	TokenType   string      `json:"token_type"`
	ExpiresIn   json.Number `json:"expires_in"`
}

// WriteTokenResponse writes the answer; expires_in is a JSON number of seconds,
// as real clients demand.
func WriteTokenResponse(w io.Writer, a *TokenResponse) error {
	seconds, err := json.Marshal(int64(a.ExpiresIn / time.Second))
	if err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write the token response", Cause: err}
	}
	return writeJSON(w, tokenResponseWire{a.AccessToken, a.TokenType, json.Number(seconds)}, "the token response")
}

// maxExpires keeps expires_in within what time.Duration holds.
const maxExpires = int64(100 * 365 * 24 * 3600)

// ReadTokenResponse reads the answer. Without an access token or with an
// expires_in that is no whole number of seconds it is an error with
// [CodeAnswer]; other JSON has [CodeJSON].
func ReadTokenResponse(r io.Reader) (*TokenResponse, error) {
	var wire tokenResponseWire
	if err := readJSON(r, &wire, "the token response"); err != nil {
		return nil, err
	}
	seconds, err := wire.ExpiresIn.Int64()
	if err != nil || seconds < 0 || seconds > maxExpires {
		return nil, &Error{Code: CodeAnswer, Text: "expires_in must be a number of seconds"}
	}
	if wire.AccessToken == "" {
		return nil, &Error{Code: CodeAnswer, Text: "access_token is missing"}
	}
	return &TokenResponse{wire.AccessToken, wire.TokenType, time.Duration(seconds) * time.Second}, nil
}

// TokenError is the body of a refusal by the token service.
type TokenError struct {
	Code        string `json:"error"`             // "invalid_grant"
	Description string `json:"error_description"` // one sentence
}

// WriteTokenError writes a refusal.
func WriteTokenError(w io.Writer, e TokenError) error { return writeJSON(w, e, "the token error") }

// ReadTokenError reads a refusal; it is empty when the body is something else.
func ReadTokenError(r io.Reader) TokenError {
	var e TokenError
	if err := readJSON(r, &e, "the token error"); err != nil {
		return TokenError{}
	}
	return e
}

// Authorization is the header value for a token.
func Authorization(token string) string { return HolderOfKey + " " + token }

// ParseAuthorization takes the token out of a header value; ok is false for
// another scheme. The scheme word may be in any letter case.
func ParseAuthorization(value string) (token string, ok bool) {
	scheme, token, _ := strings.Cut(strings.TrimSpace(value), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, HolderOfKey) || token == "" {
		return "", false
	}
	return token, true
}
