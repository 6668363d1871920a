package pki

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"sync"
	"time"
)

const (
	caYears      = 20
	serverDays   = 800 // some platforms refuse server certificates of more than 825 days
	identityDays = 3650
	renewDays    = 30 // an own certificate with less life left is issued anew, for the same key
	day          = 24 * time.Hour

	// skew is how far the clocks of client and simulator may differ before a fresh
	// certificate looks not yet valid.
	skew = time.Hour

	tokenKeyBytes = 32
)

// Options tunes an Authority. The zero value is what a simulator on a developer's
// machine needs.
type Options struct {
	// Hosts are names or addresses that the server certificate carries besides
	// [RealHosts] and [LocalHosts]: container names, for example. "*.x" is a wildcard.
	Hosts []string

	// Now is the wall clock on which certificates live; nil means time.Now.
	Now func() time.Time
}

// Authority is the CA and the identities below it. All methods may be called from
// many goroutines.
type Authority struct {
	now     func() time.Time
	root    *Certificate
	issuing *Certificate
	anchors *x509.CertPool // issuing CA and root: whoever chains to them was issued here
	revoked *revocations
	proven  sync.Map // thumbprint -> true: leaf whose signature has been checked

	server   func() (*Certificate, error)
	sts      func() (*Certificate, error)
	push     func() (*Certificate, error)
	foreign  func() (*Certificate, error)
	tokenKey func() ([]byte, error)
}

// Open returns the authority of a data directory, making it there on first use.
// Its files lie in the sub-folder "pki", readable by the owner only. With dir ""
// nothing is kept and every call gives a new authority.
//
// Two processes may open the same directory: both get the same identities, and a
// revocation made by one is seen by the other.
//
// Codes: CodeInvalidName (a host of the options), CodeStorage, CodeCrypto.
func Open(dir string, opts Options) (*Authority, error) {
	hosts, err := splitHosts(append(append(LocalHosts(), RealHosts()...), opts.Hosts...))
	if err != nil {
		return nil, err
	}
	now := opts.Now
	if now == nil {
		now = time.Now
	}
	files := openStore(dir)
	root, issuing, err := openCA(files, now())
	if err != nil {
		return nil, err
	}
	a := &Authority{now: now, root: root, issuing: issuing, anchors: x509.NewCertPool()}
	a.anchors.AddCert(issuing.Leaf)
	a.anchors.AddCert(root.Leaf)
	if a.revoked, err = openRevocations(files, issuing); err != nil {
		return nil, err
	}
	a.server = a.identity(files, "server.pem", serverTemplate(hosts))
	a.sts = a.identity(files, "sts.pem", stsTemplate())
	a.push = a.identity(files, "push.pem", pushTemplate())
	a.foreign = sync.OnceValues(func() (*Certificate, error) { return newRoot("Brevdue TEST Fremmed CA", now()) })
	a.tokenKey = sync.OnceValues(func() ([]byte, error) {
		return files.create("token.key", func() ([]byte, error) {
			key := make([]byte, tokenKeyBytes)
			_, err := rand.Read(key)
			return key, err
		})
	})
	return a, nil
}

// Server returns the certificate of the https side.
func (a *Authority) Server() (*Certificate, error) { return a.server() }

// STS returns the key and certificate that sign SAML assertions. With a data
// directory they outlive the process, so that assertions do too (sf1601 1.3).
func (a *Authority) STS() (*Certificate, error) { return a.sts() }

// Push returns the client certificate with which the platform delivers receipts.
func (a *Authority) Push() (*Certificate, error) { return a.push() }

// TokenKey returns the 32 bytes with which access tokens are authenticated. With a
// data directory they outlive the process. The slice must not be changed.
func (a *Authority) TokenKey() ([]byte, error) { return a.tokenKey() }

// Root returns the certificate that clients must trust.
func (a *Authority) Root() *x509.Certificate { return a.root.Leaf }

// Issuing returns the certificate of the CA that issues all others.
func (a *Authority) Issuing() *x509.Certificate { return a.issuing.Leaf }

// RootPEM returns what a client puts into its trust store.
func (a *Authority) RootPEM() []byte { return encodePEM(a.root.Leaf) }

// IssuingPEM returns the issuing CA: what a receiver of pushed receipts puts into
// its pool of accepted client CAs, together with [Authority.RootPEM].
func (a *Authority) IssuingPEM() []byte { return encodePEM(a.issuing.Leaf) }

// Pool returns a new pool with the root, for clients that check the server, and
// for the platform when it checks a receiver's server certificate.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.root.Leaf)
	return pool
}

// openCA reads root and issuing CA, which share one file so that there is never
// one without the other, or makes them.
func openCA(files *store, now time.Time) (root, issuing *Certificate, err error) {
	bundles, err := files.create("ca.pem", func() ([]byte, error) {
		root, err := newRoot("Brevdue TEST Rod-CA", now)
		if err != nil {
			return nil, err
		}
		key, err := newKey(false)
		if err != nil {
			return nil, err
		}
		template := caTemplate("Brevdue TEST Udsteder-CA", now)
		template.MaxPathLenZero = true
		issuing, err := issue(template, key, root)
		if err != nil {
			return nil, err
		}
		return joinCA(root, issuing)
	})
	if err != nil {
		return nil, nil, err
	}
	root, issuing, err = splitCA(bundles)
	if err != nil {
		return nil, nil, files.damaged("ca.pem", err)
	}
	return root, issuing, nil
}

// newRoot makes a self-signed CA.
func newRoot(name string, now time.Time) (*Certificate, error) {
	key, err := newKey(false)
	if err != nil {
		return nil, err
	}
	return issue(caTemplate(name, now), key, nil)
}

// caTemplate describes a CA. Its life begins at a fixed day long past, so that it
// covers the expired certificates it issues.
func caTemplate(name string, now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{Country: []string{"DK"}, Organization: []string{"Brevdue TEST"}, CommonName: name},
		NotBefore:             time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:              now.AddDate(caYears, 0, 0),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
}

// issue signs a certificate for key by ca, or by key itself when ca is nil. The
// chain of a certificate is its issuer, unless that is a root.
func issue(template *x509.Certificate, key crypto.Signer, ca *Certificate) (*Certificate, error) {
	parent, signer := template, key
	if ca != nil {
		parent, signer = ca.Leaf, ca.Key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "the certificate could not be signed", Cause: err}
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "the signed certificate cannot be read", Cause: err}
	}
	cert := &Certificate{Key: key, Leaf: leaf}
	if ca != nil && !bytes.Equal(ca.Leaf.RawSubject, ca.Leaf.RawIssuer) {
		cert.Chain = []*x509.Certificate{ca.Leaf}
	}
	return cert, nil
}
