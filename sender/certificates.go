package sender

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// loadCertificate reads a certificate with its key from one PEM file, in any
// order, text between them allowed, leaf before CA: the form that real senders
// use.
func loadCertificate(path string) (tls.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return tls.Certificate{}, &Error{Code: CodeConfig, Text: "the certificate file cannot be read", Cause: err}
	}
	cert, err := tls.X509KeyPair(text, text)
	if err != nil {
		return tls.Certificate{}, &Error{Code: CodeConfig, Text: fmt.Sprintf("%s must hold a certificate and its unencrypted key as PEM", path), Cause: err}
	}
	return cert, nil
}

// loadPool reads the CAs of a PEM file.
func loadPool(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Text: "the file of trusted CAs cannot be read", Cause: err}
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, &Error{Code: CodeConfig, Text: path + " holds no PEM certificate"}
	}
	return pool, nil
}

// organizationIdentifier is where an OCES3 certificate has its CVR number, as
// NTRDK-12345678.
var organizationIdentifier = asn1.ObjectIdentifier{2, 5, 4, 97}

const cvrPrefix = "NTRDK-"

// owner reads CVR number and name of the organisation from its certificate.
func owner(c tls.Certificate) (cvr ident.CVR, name string, err error) {
	leaf, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		return "", "", &Error{Code: CodeConfig, Text: "the organisation's certificate cannot be read", Cause: err}
	}
	for _, attribute := range leaf.Subject.Names {
		value, text := attribute.Value.(string)
		if number, ok := strings.CutPrefix(value, cvrPrefix); text && ok && attribute.Type.Equal(organizationIdentifier) {
			if cvr, err = ident.ParseCVR(number); err != nil {
				return "", "", &Error{Code: CodeConfig, Text: "the organisation's certificate has no usable CVR number", Cause: err}
			}
		}
	}
	if len(leaf.Subject.Organization) > 0 {
		name = leaf.Subject.Organization[0]
	}
	return cvr, name, nil
}

// selfSigned makes a server certificate for a receipt endpoint that nobody gave
// one. The provider must be told to trust it; only a simulator can be.
func selfSigned(now time.Time, hosts ...string) (tls.Certificate, []byte, error) {
	fail := func(err error) (tls.Certificate, []byte, error) {
		return tls.Certificate{}, nil, &Error{Code: CodeOptions, Text: "a certificate for the receipt endpoint could not be made", Cause: err}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fail(err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return fail(err)
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Brevdue receipt endpoint TEST"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true,
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else if host != "" {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return fail(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}
