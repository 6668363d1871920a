package control

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// Codes of this package. Those of world, ident, law, fault and pki pass through.
const (
	codeMalformed    = "request.malformed"   // the body, a parameter or a number cannot be read
	codeUnknownQuery = "request.query"       // a query parameter that the route does not have
	codeMediaType    = "request.media-type"  // a body that is not declared as what it has to be
	codeTooLarge     = "request.too-large"   // the body is larger than maxBody
	codeNoRoute      = "route.unknown"       // no such address
	codeMethod       = "route.method"        // the address has other methods
	codeHost         = "host.unknown"        // the Host header is no name of this server
	codeOrigin       = "origin.foreign"      // a browser page of another origin calls
	codeToken        = "token.missing"       // no token, or a wrong one
	codeNotFictive   = "number.not-fictive"  // the CPR number may be somebody's
	codeWaitTimeout  = "wait.timeout"        // nothing matched in time
	codeInternal     = "internal"            // our fault
	codeUnavailable  = "service.unavailable" // not ready, or closing
	codeGone         = "client.gone"         // the caller hung up; nobody reads the answer
)

// statuses gives each code its HTTP status. A code that is not here is 400: it
// comes from a reader of input in one of our packages.
func status(code string) int {
	switch code {
	case world.CodeNotFound, codeNoRoute:
		return http.StatusNotFound
	case world.CodeConflict, world.CodeBackwards, world.CodeHanded, world.CodeNotPosted:
		return http.StatusConflict
	case world.CodeNotSettled, codeWaitTimeout:
		return http.StatusGatewayTimeout
	case codeMethod:
		return http.StatusMethodNotAllowed
	case codeMediaType:
		return http.StatusUnsupportedMediaType
	case codeTooLarge:
		return http.StatusRequestEntityTooLarge
	case codeHost:
		return http.StatusMisdirectedRequest
	case codeToken:
		return http.StatusUnauthorized
	case codeOrigin, codeNotFictive, world.CodeNoAgreement, world.CodeForeignSender, world.CodeNotPublic:
		return http.StatusForbidden
	case codeInternal, string(pki.CodeStorage), string(pki.CodeCrypto):
		return http.StatusInternalServerError
	case codeUnavailable, codeGone:
		return http.StatusServiceUnavailable
	default:
		return http.StatusBadRequest
	}
}

// problemOf translates an error. What it does not know becomes "internal", whose
// detail says nothing of the cause: the cause goes to the log.
func problemOf(err error) Problem {
	var (
		ofWorld *world.Error
		ofIdent *ident.Error
		ofLaw   *law.Error
		ofFault *fault.Error
		ofPKI   *pki.Error
	)
	p := Problem{Type: "about:blank"}
	switch {
	case errors.As(err, &ofWorld):
		p.Code, p.Detail, p.Rule = ofWorld.Code, ofWorld.Text, ofWorld.Rule
		if errors.As(ofWorld.Cause, &ofLaw) {
			p.Code, p.Detail = string(ofLaw.Code), ofLaw.Message
		}
	case errors.As(err, &ofIdent):
		p.Code, p.Detail = string(ofIdent.Code), ofIdent.Message
	case errors.As(err, &ofLaw):
		p.Code, p.Detail = string(ofLaw.Code), ofLaw.Message
	case errors.As(err, &ofFault):
		p.Code, p.Detail = ofFault.Code, err.Error()
	case errors.As(err, &ofPKI):
		p.Code, p.Detail = string(ofPKI.Code), ofPKI.Message
	case errors.Is(err, context.DeadlineExceeded):
		p.Code, p.Detail = codeWaitTimeout, "nothing matched before the timeout: look at the events so far, or wait longer with timeout="
	case errors.Is(err, context.Canceled):
		p.Code, p.Detail = codeGone, "the call was given up"
	default:
		p.Code, p.Detail = codeInternal, "the simulator failed: its log says why; please report it"
	}
	p.Status = status(p.Code)
	p.Title = http.StatusText(p.Status)
	p.Detail = ident.MaskText(p.Detail)
	return p
}

// writeProblem answers with a problem document.
func writeProblem(w http.ResponseWriter, p Problem) {
	body, err := json.Marshal(p)
	if err != nil { // strings and a number: cannot happen, and must not be silent
		http.Error(w, codeInternal, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(p.Status)
	_, _ = w.Write(body) // the caller may have gone
}

// refuse makes an error of this package.
func refuse(code, text string) error { return &world.Error{Code: code, Text: text} }
