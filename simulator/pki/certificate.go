package pki

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"

	"software.sslmate.com/src/go-pkcs12"
)

// rsaBits is the smallest RSA key that today's clients accept.
const rsaBits = 2048

// Certificate is a private key with its certificate and the CAs above it. It
// never changes after it is made and may be used from many goroutines.
type Certificate struct {
	Key   crypto.Signer
	Leaf  *x509.Certificate
	Chain []*x509.Certificate // CAs from the leaf upwards, the root left out
}

// TLS returns the certificate as a server or client presents it, chain included.
func (c *Certificate) TLS() tls.Certificate {
	out := tls.Certificate{PrivateKey: c.Key, Leaf: c.Leaf, Certificate: [][]byte{c.Leaf.Raw}}
	for _, ca := range c.Chain {
		out.Certificate = append(out.Certificate, ca.Raw)
	}
	return out
}

// LeafOnly returns the same certificate without its chain, the way several real
// clients present theirs (sf1601 1.5).
func (c *Certificate) LeafOnly() *Certificate {
	return &Certificate{Key: c.Key, Leaf: c.Leaf}
}

// Thumbprint is the lower-case hex SHA-256 of the certificate's DER bytes.
func (c *Certificate) Thumbprint() string { return Thumbprint(c.Leaf) }

// Thumbprint is the lower-case hex SHA-256 of a certificate's DER bytes, the
// name by which worlds know certificates.
func Thumbprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return hex.EncodeToString(sum[:])
}

// CertificatePEM returns the leaf and after it the chain.
func (c *Certificate) CertificatePEM() []byte {
	return append(encodePEM(c.Leaf), encodePEM(c.Chain...)...)
}

// KeyPEM returns the private key as unencrypted PKCS#8.
func (c *Certificate) KeyPEM() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(c.Key)
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "the private key cannot be encoded", Cause: err}
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// BundlePEM returns key, leaf and chain as one file. The key is not encrypted and
// the leaf precedes the CA: that is the one form all PEM clients read (sf1601 1.5).
func (c *Certificate) BundlePEM() ([]byte, error) {
	key, err := c.KeyPEM()
	if err != nil {
		return nil, err
	}
	return append(key, c.CertificatePEM()...), nil
}

// PKCS12 returns key, leaf and chain as PKCS#12 with today's algorithms (PBES2,
// AES-256, SHA-256).
func (c *Certificate) PKCS12(password string) ([]byte, error) {
	return c.pkcs12(pkcs12.Modern, password)
}

// LegacyPKCS12 returns the same with the algorithms that old clients need (3DES,
// SHA-1). OpenSSL 3 reads it only with its option -legacy.
func (c *Certificate) LegacyPKCS12(password string) ([]byte, error) {
	return c.pkcs12(pkcs12.LegacyDES, password)
}

func (c *Certificate) pkcs12(encoder *pkcs12.Encoder, password string) ([]byte, error) {
	der, err := encoder.Encode(c.Key, c.Leaf, c.Chain, password)
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "the certificate cannot be written as PKCS#12", Cause: err}
	}
	return der, nil
}

// Parse reads what [Certificate.BundlePEM] writes: one unencrypted key and at
// least one certificate, the first of them belonging to the key. Text between the
// blocks is ignored. It fails with CodeStorage and returns nil then.
func Parse(bundle []byte) (*Certificate, error) {
	c, err := parse(bundle)
	if err != nil {
		return nil, &Error{Code: CodeStorage,
			Message: "no PEM file with an unencrypted PKCS#8 key followed by its certificate", Cause: err}
	}
	return c, nil
}

func parse(bundle []byte) (*Certificate, error) {
	var c Certificate
	for block, rest := pem.Decode(bundle); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("read key: %w", err)
			}
			signer, ok := key.(crypto.Signer)
			if !ok || c.Key != nil {
				return nil, errors.New("exactly one signing key is wanted")
			}
			c.Key = signer
		case "CERTIFICATE":
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("read certificate: %w", err)
			}
			if c.Leaf == nil {
				c.Leaf = cert
			} else {
				c.Chain = append(c.Chain, cert)
			}
		}
	}
	if c.Key == nil || c.Leaf == nil {
		return nil, errors.New("key or certificate is missing")
	}
	public, ok := c.Leaf.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(c.Key.Public()) {
		return nil, errors.New("the first certificate does not belong to the key")
	}
	return &c, nil
}

// encodePEM writes certificates one after the other.
func encodePEM(certs ...*x509.Certificate) []byte {
	var out bytes.Buffer
	for _, cert := range certs {
		out.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
	}
	return out.Bytes()
}

// newKey makes an ECDSA P-256 key, or an RSA-2048 key on request.
func newKey(useRSA bool) (crypto.Signer, error) {
	var key crypto.Signer
	var err error
	if useRSA {
		key, err = rsa.GenerateKey(rand.Reader, rsaBits)
	} else {
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "no private key could be made", Cause: err}
	}
	return key, nil
}
