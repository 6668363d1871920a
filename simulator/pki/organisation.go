package pki

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

const (
	organisationDays = 3 * 365
	maxName          = 64 // characters, RFC 5280 ub-organization-name and ub-common-name
)

// OrganisationOptions tunes an organisation certificate. The zero value gives an
// ECDSA client certificate named after the organisation.
type OrganisationOptions struct {
	// CommonName names the system; "" means the organisation's name.
	CommonName string

	// ID is the UUID in the subject's serial number; the zero UUID means a random one.
	ID uuid.UUID

	// ServerNames are host names and addresses under which the organisation serves,
	// for example its receipt endpoint. With any, the certificate is for server
	// authentication too.
	ServerNames []string

	// RSA asks for an RSA-2048 key, which takes about 0.1 s to make.
	RSA bool
}

// Organisation issues a client certificate in the manner of OCES3: the subject
// holds the country, the name, organizationIdentifier NTRDK-<cvr> and serialNumber
// UI:DK-O:G:<uuid>. It is valid for three years. Each call gives another key.
//
// The name is 1 to 64 characters and the CVR number eight digits; modulus 11 is
// not looked at. Codes: CodeInvalidName, CodeCrypto.
func (a *Authority) Organisation(name, cvr string, opts OrganisationOptions) (*Certificate, error) {
	now := a.now()
	return a.organisation(name, cvr, opts, a.issuing, func(cert *x509.Certificate) {
		cert.NotBefore, cert.NotAfter = now.Add(-skew), now.Add(organisationDays*day)
	})
}

// organisation issues a certificate by the CA given; finish sets its life and may
// change what else a faulty variant needs.
func (a *Authority) organisation(name, cvr string, opts OrganisationOptions, ca *Certificate, finish func(*x509.Certificate)) (*Certificate, error) {
	commonName := opts.CommonName
	if commonName == "" {
		commonName = name
	}
	for _, text := range []string{name, commonName} {
		if err := checkName(text); err != nil {
			return nil, err
		}
	}
	if err := checkCVR(cvr); err != nil {
		return nil, err
	}
	hosts, err := splitHosts(opts.ServerNames)
	if err != nil {
		return nil, err
	}
	id := opts.ID
	if id == uuid.Nil {
		if id, err = uuid.NewRandom(); err != nil {
			return nil, &Error{Code: CodeCrypto, Message: "no random number for the certificate", Cause: err}
		}
	}
	key, err := newKey(opts.RSA)
	if err != nil {
		return nil, err
	}
	cert := &x509.Certificate{
		Subject:     organisationName(name, commonName, cvr, id.String()),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		DNSNames:    hosts.dns,
		IPAddresses: hosts.ips,
	}
	if opts.RSA {
		cert.KeyUsage |= x509.KeyUsageKeyEncipherment // TLS 1.2 without forward secrecy
	}
	if len(opts.ServerNames) > 0 {
		cert.ExtKeyUsage = append(cert.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	finish(cert)
	return issue(cert, key, ca)
}

// oidOrganizationIdentifier is organizationIdentifier, ETSI EN 319 412-1 5.1.4.
func oidOrganizationIdentifier() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 5, 4, 97} }

// organisationName is the subject of an OCES3-like organisation certificate.
func organisationName(name, commonName, cvr, id string) pkix.Name {
	return pkix.Name{
		Country:      []string{"DK"},
		Organization: []string{name},
		CommonName:   commonName,
		SerialNumber: "UI:DK-O:G:" + id,
		ExtraNames: []pkix.AttributeTypeAndValue{
			{Type: oidOrganizationIdentifier(), Value: "NTRDK-" + cvr},
		},
	}
}

// CVR returns the CVR number in a certificate's organizationIdentifier, "" when
// there is none. It says nothing about who issued the certificate.
func CVR(cert *x509.Certificate) string {
	for _, attribute := range cert.Subject.Names {
		if !attribute.Type.Equal(oidOrganizationIdentifier()) {
			continue
		}
		text, ok := attribute.Value.(string)
		if cvr, found := strings.CutPrefix(text, "NTRDK-"); ok && found && checkCVR(cvr) == nil {
			return cvr
		}
	}
	return ""
}

func checkName(name string) error {
	length := utf8.RuneCountInString(name)
	bad := strings.ContainsFunc(name, unicode.IsControl)
	if !utf8.ValidString(name) || bad || length > maxName || strings.TrimSpace(name) == "" {
		return &Error{Code: CodeInvalidName, Message: fmt.Sprintf(
			"an organisation's name has 1 to %d characters and no control characters; this one, %q, has %d", maxName, name, length)}
	}
	return nil
}

func checkCVR(cvr string) error {
	if len(cvr) != 8 || strings.Trim(cvr, "0123456789") != "" {
		return &Error{Code: CodeInvalidName, Message: fmt.Sprintf("a CVR number has eight digits; this one is %q", cvr)}
	}
	return nil
}
