package kombi

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	people "github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// Codes of refusals that are the door's own. Beside them stand those of
// door.Refusal and pki about callers, of post/kombi about requests, and of world.
const (
	codePath          = "path.unknown"
	codeMethod        = "method.not.allowed"
	codeDoubled       = "header.doubled"
	codeTransaction   = "header.transaction.id" // x-TransaktionsId is missing or no UUID
	codeEncoding      = "body.encoding"         // compressed
	codeTooLarge      = "body.too.large"
	codeTooSlow       = "body.too.slow"
	codeAborted       = "body.incomplete"
	codeForm          = "request.form" // not the one form parameter it should be
	codeNoNumber      = "lookup.number.missing"
	codeSTSRequest    = "sts.request" // a part is missing
	codeSTSEntity     = "sts.entity.unknown"
	codeSTSService    = "sts.no.service.agreement"
	codeSTSAuthority  = "sts.authority.foreign"
	codeSTSKey        = "sts.key.foreign"
	codeAssertion     = "assertion.invalid" // unreadable, forged, changed
	codeAssertExpired = "assertion.expired"
	codeAssertForeign = "assertion.foreign" // of another world, or before its reset
	codeAssertHolder  = "assertion.holder"
	codeAssertEntity  = "assertion.audience"
	codeTokenMissing  = "token.missing"
	codeTokenInvalid  = "token.invalid" // not ours, or changed
	codeTokenExpired  = "token.expired"
	codeTokenForeign  = "token.foreign"
	codeTokenHolder   = "token.holder"
	codeTokenService  = "token.audience"
	codeScripted      = "fault.scripted" // a fault that a test has asked for
	codeInternal      = "internal"
)

// statuses maps codes to HTTP status. What is not here is a 500.
func statuses() map[string]int {
	table := map[int][]string{
		http.StatusNotFound:              {codePath},
		http.StatusMethodNotAllowed:      {codeMethod},
		http.StatusUnsupportedMediaType:  {codeEncoding},
		http.StatusRequestEntityTooLarge: {codeTooLarge},
		http.StatusRequestTimeout:        {codeTooSlow},
		http.StatusUnauthorized:          {codeTokenMissing, codeTokenInvalid, codeTokenExpired, codeTokenForeign, codeTokenHolder, codeTokenService},
		http.StatusForbidden:             {world.CodeNoAgreement, world.CodeForeignSender, world.CodeNotPublic},
		http.StatusBadRequest: {
			codeDoubled, codeTransaction, codeAborted, codeForm, codeNoNumber,
			codeSTSRequest, codeSTSEntity, codeSTSService, codeSTSAuthority, codeSTSKey,
			codeAssertion, codeAssertExpired, codeAssertForeign, codeAssertHolder, codeAssertEntity,
			world.CodeIncomplete, world.CodeInvalid,
			string(wire.CodeUnreadable), string(wire.CodeChoice), string(wire.CodeMemoMissing),
			string(wire.CodePrintMissing), string(wire.CodeStructure), string(wire.CodeJSON),
		},
	}
	out := map[string]int{}
	for status, codes := range table {
		for _, code := range codes {
			out[code] = status
		}
	}
	return out
}

// refusal is an answer other than yes. Text is one sentence that says what to do,
// without CPR numbers.
type refusal struct {
	status int // 0: by the table
	code   string
	text   string
}

func (r *refusal) Error() string { return r.code + ": " + r.text }

// refuse makes a refusal whose status the table knows.
func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, text: fmt.Sprintf(format, args...)}
}

// refusalOf turns any error into what the client is told. Only errors with a code
// of the table are shown; others are ours to read in the log.
func (d *Door) refusalOf(err error) *refusal {
	var own *refusal
	var ofWorld *world.Error
	var ofWire *wire.Error
	out := &refusal{code: codeInternal}
	switch {
	case errors.As(err, &own):
		*out = *own
	case errors.As(err, &ofWorld):
		out.code, out.text = ofWorld.Code, ofWorld.Text
	case errors.As(err, &ofWire):
		out.code, out.text = string(ofWire.Code), ofWire.Text
		if ofWire.Cause != nil {
			out.text += ": " + ofWire.Cause.Error()
		}
	}
	if out.status == 0 {
		out.status = d.statuses[out.code]
	}
	if out.status == 0 {
		*out = refusal{http.StatusInternalServerError, codeInternal, "the simulator failed: its log says why"}
	}
	out.text = shown(out.text)
	return out
}

// maxText bounds what a refusal may repeat of a request, in bytes.
const maxText = 1000

// shown is a text as clients and logs may see it: CPR numbers masked, not long.
func shown(text string) string {
	text = people.MaskText(text)
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "..."
	}
	return text
}

// form is the way in which an address states its refusals (sf1601 1.6).
type form int

const (
	formService form = iota // ServiceplatformFault, XML or JSON
	formSTS                 // {"message": ...}
	formToken               // {"error": ..., "error_description": ...}
)

// tokenError is the word of RFC 6749 for a refusal: what is wrong with the
// assertion is a bad grant, all else with the request a bad request.
func tokenError(r *refusal) string {
	switch {
	case strings.HasPrefix(r.code, "assertion."):
		return "invalid_grant"
	case r.status == http.StatusForbidden:
		return "invalid_client"
	case r.status >= http.StatusInternalServerError:
		return "server_error"
	default:
		return "invalid_request"
	}
}
