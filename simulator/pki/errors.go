package pki

import "errors"

// Code is the stable name of a failure. Callers compare codes, never texts.
type Code string

// The codes of this package. Those that begin with "certificate." are verdicts
// of [Authority.Verify] about a client certificate.
const (
	CodeMissing       Code = "certificate.missing"        // no client certificate was presented
	CodeUnknownIssuer Code = "certificate.unknown-issuer" // not issued by this CA
	CodeRevoked       Code = "certificate.revoked"        // on the revocation list
	CodeNotYetValid   Code = "certificate.not-yet-valid"  // its first instant lies ahead
	CodeExpired       Code = "certificate.expired"        // its last instant has passed
	CodeWrongUse      Code = "certificate.wrong-use"      // not meant for client authentication

	CodeInvalidName   Code = "pki.invalid-name"   // organisation name, CVR or host name unusable
	CodeUnknownFault  Code = "pki.unknown-fault"  // no such faulty variant
	CodeStorage       Code = "pki.storage"        // a file cannot be read, written or understood
	CodeCrypto        Code = "pki.crypto"         // making a key, certificate or file format failed
	CodeForeignFolder Code = "pki.foreign-folder" // the export folder holds somebody else's files
)

// Error says what went wrong and what to do about it. Message is one sentence
// fit for showing to the client.
type Error struct {
	Code    Code
	Message string
	Cause   error // nil when the code says everything
}

// Error returns the sentence and, where there is one, the cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	return e.Message + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the first [Error] in the chain of err, "" when
// there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
