package pki

import (
	"crypto/x509"
	"fmt"
)

// Fault names one thing wrong with a certificate that is otherwise in order.
type Fault string

// The faults, and the code with which [Authority.Verify] answers each.
const (
	Expired     Fault = "expired"       // ended yesterday: CodeExpired
	NotYetValid Fault = "not-yet-valid" // begins in 30 days: CodeNotYetValid
	Revoked     Fault = "revoked"       // on the revocation list: CodeRevoked
	WrongCA     Fault = "wrong-ca"      // issued by a CA nobody trusts: CodeUnknownIssuer
	WrongUse    Fault = "wrong-use"     // for servers only: CodeWrongUse
)

// Faults returns all faults in the order of their documentation.
func Faults() []Fault { return []Fault{Expired, NotYetValid, Revoked, WrongCA, WrongUse} }

// Faulty issues an organisation certificate, as [Authority.Organisation] does, with
// one fault. A revoked one is put on the authority's revocation list.
//
// Codes: those of Organisation, CodeUnknownFault, CodeStorage.
func (a *Authority) Faulty(fault Fault, name, cvr string, opts OrganisationOptions) (*Certificate, error) {
	from, to := -1*day, organisationDays*day
	issuer := a.issuing
	switch fault {
	case Expired:
		from, to = -organisationDays*day, -1*day
	case NotYetValid:
		from = 30 * day
	case WrongCA:
		foreign, err := a.foreign()
		if err != nil {
			return nil, err
		}
		issuer = foreign
	case WrongUse, Revoked: // made so below
	default:
		return nil, &Error{Code: CodeUnknownFault, Message: fmt.Sprintf(
			"there is no certificate fault %q; there are %v", fault, Faults())}
	}
	now := a.now()
	cert, err := a.organisation(name, cvr, opts, issuer, func(cert *x509.Certificate) {
		cert.NotBefore, cert.NotAfter = now.Add(from), now.Add(to)
		if fault == WrongUse {
			cert.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		}
	})
	if err != nil {
		return nil, err
	}
	if fault == Revoked {
		return cert, a.Revoke(cert.Leaf)
	}
	return cert, nil
}
