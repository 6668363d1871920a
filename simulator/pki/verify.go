package pki

import (
	"crypto/x509"
	"fmt"
	"slices"
	"time"
)

// Verify judges the certificates that a client presented, leaf first, for client
// authentication at an instant of the wall clock. What follows the leaf is not
// needed and not looked at: the issuing CA is known here, so that a chain of the
// leaf alone passes (sf1601 1.5).
//
// It returns nil or an [*Error] with the first of these codes that applies, its
// message fit for the answer: CodeMissing, CodeUnknownIssuer, CodeRevoked,
// CodeNotYetValid, CodeExpired, CodeWrongUse. CodeStorage means that the
// revocation list could not be read; nobody is let in then.
//
// The signature is checked once for each certificate of this CA; later calls with
// the same certificate cost microseconds.
func (a *Authority) Verify(chain []*x509.Certificate, now time.Time) error {
	if len(chain) == 0 {
		return &Error{Code: CodeMissing, Message: "no client certificate was presented: " +
			"configure the client with an organisation certificate of this simulator"}
	}
	leaf := chain[0]
	if err := a.issuedHere(leaf); err != nil {
		return err
	}
	revoked, err := a.revoked.has(leaf.SerialNumber)
	switch {
	case err != nil:
		return err
	case revoked:
		return refuse(CodeRevoked, leaf, "is revoked: use the certificate that replaces it")
	case now.Before(leaf.NotBefore):
		return refuse(CodeNotYetValid, leaf, "is not valid before "+stamp(leaf.NotBefore)+": check the clock, or wait")
	case now.After(leaf.NotAfter):
		return refuse(CodeExpired, leaf, "expired at "+stamp(leaf.NotAfter)+": get a new one")
	case leaf.IsCA || !slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageClientAuth):
		return refuse(CodeWrongUse, leaf, "is not for client authentication: use the organisation's client certificate")
	}
	return nil
}

// Revoke puts a certificate of this CA on the revocation list, for good. A second
// time does nothing. Codes: CodeUnknownIssuer, CodeStorage, CodeCrypto.
func (a *Authority) Revoke(cert *x509.Certificate) error {
	if err := a.issuedHere(cert); err != nil {
		return err
	}
	return a.revoked.add(cert.SerialNumber, a.now())
}

// CRL returns the issuing CA's revocation list as PEM, signed now and valid for a year.
func (a *Authority) CRL() ([]byte, error) { return a.revoked.pem(a.now()) }

// issuedHere proves that the certificate was signed by our issuing CA, whatever
// its dates and use. Only proven certificates are remembered, so that strangers
// cannot fill the memory.
func (a *Authority) issuedHere(leaf *x509.Certificate) error {
	thumbprint := Thumbprint(leaf)
	if _, ok := a.proven.Load(thumbprint); ok {
		return nil
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots:       a.anchors,
		CurrentTime: leaf.NotBefore,
		KeyUsages:   []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		return refuse(CodeUnknownIssuer, leaf, fmt.Sprintf(
			"was not issued by this simulator's CA but by %q: use one it has issued, or have this one registered for the sender system",
			leaf.Issuer.CommonName))
	}
	a.proven.Store(thumbprint, true)
	return nil
}

func refuse(code Code, leaf *x509.Certificate, what string) error {
	return &Error{Code: code, Message: fmt.Sprintf("the client certificate %q %s", leaf.Subject.CommonName, what)}
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
