package pki

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"slices"
	"sync"
	"time"
)

// platformCVR fails modulus 11, as all our CVR numbers do.
const platformCVR = "90000001"

// template describes an identity of the simulator; validity is added on issue.
type template struct {
	cert *x509.Certificate
	life time.Duration
}

func serverTemplate(hosts names) template {
	return template{life: serverDays * day, cert: &x509.Certificate{
		Subject:     platformName("Brevdue TEST"),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    hosts.dns,
		IPAddresses: hosts.ips,
	}}
}

func stsTemplate() template {
	return template{life: identityDays * day, cert: &x509.Certificate{
		Subject:  platformName("Brevdue TEST Adgangsstyring"),
		KeyUsage: x509.KeyUsageDigitalSignature,
	}}
}

func pushTemplate() template {
	return template{life: identityDays * day, cert: &x509.Certificate{
		Subject:     platformName("Brevdue TEST Beskedfordeler"),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}}
}

func platformName(commonName string) pkix.Name {
	return organisationName("Brevdue TEST", commonName, platformCVR, "00000000-0000-4000-8000-000000000001")
}

// identity returns a function that gives a certificate of the simulator's own: on
// its first call it is read from the store or made there. The key is for ever; the
// certificate is issued anew for it when it nears its end, lacks a host name, or
// was issued by another CA.
func (a *Authority) identity(files *store, file string, t template) func() (*Certificate, error) {
	fresh := func(key *Certificate) (*Certificate, error) {
		cert := *t.cert
		cert.NotBefore, cert.NotAfter = a.now().Add(-skew), a.now().Add(t.life)
		return issue(&cert, key.Key, a.issuing)
	}
	return sync.OnceValues(func() (*Certificate, error) {
		bundle, err := files.create(file, func() ([]byte, error) {
			key, err := newKey(false)
			if err != nil {
				return nil, err
			}
			cert, err := fresh(&Certificate{Key: key})
			if err != nil {
				return nil, err
			}
			return cert.BundlePEM()
		})
		if err != nil {
			return nil, err
		}
		cert, err := parse(bundle)
		if err != nil {
			return nil, files.damaged(file, err)
		}
		if a.stillGood(cert.Leaf, t) {
			return cert, nil
		}
		if cert, err = fresh(cert); err != nil {
			return nil, err
		}
		if bundle, err = cert.BundlePEM(); err != nil {
			return nil, err
		}
		return cert, files.replace(file, bundle)
	})
}

// stillGood tells whether a stored certificate serves as it is.
func (a *Authority) stillGood(leaf *x509.Certificate, t template) bool {
	if a.now().Add(renewDays*day).After(leaf.NotAfter) || leaf.CheckSignatureFrom(a.issuing.Leaf) != nil {
		return false
	}
	for _, name := range t.cert.DNSNames {
		if !slices.Contains(leaf.DNSNames, name) {
			return false
		}
	}
	for _, ip := range t.cert.IPAddresses {
		if !slices.ContainsFunc(leaf.IPAddresses, ip.Equal) {
			return false
		}
	}
	return true
}
