package control

import (
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"slices"

	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// defaultPassword protects PKCS#12 files when the caller names none: several
// clients cannot read a file without one.
const defaultPassword = "brevdue"

func (a *API) listCertificates(r *request) (reply, error) {
	systems, err := r.world.Systems(r.Context())
	if err != nil {
		return reply{}, err
	}
	out := []KnownCertificate{}
	for _, s := range systems {
		for _, t := range s.Thumbprints {
			out = append(out, KnownCertificate{System: s.ID, Thumbprint: t})
		}
	}
	return ok(out)
}

func (a *API) issueCertificate(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[CertificateOrder](r)
	if err != nil {
		return reply{}, err
	}
	form := cmpOr(r.query.Get("form"), "json")
	if !slices.Contains([]string{"json", "pem", "p12", "p12-legacy"}, form) {
		return reply{}, refuse(codeMalformed, "form is json, pem, p12 or p12-legacy")
	}
	authority, _, err := r.world.Authority(r.Context(), s.Authority)
	if err != nil {
		return reply{}, err
	}
	opts := pki.OrganisationOptions{CommonName: cmpOr(in.CommonName, s.Name), ServerNames: in.ServerNames, RSA: in.Rsa}
	var cert *pki.Certificate
	if in.Fault == "" {
		cert, err = a.Authority.Organisation(authority.Name, s.Authority.Digits(), opts)
	} else {
		cert, err = a.Authority.Faulty(in.Fault, authority.Name, s.Authority.Digits(), opts)
	}
	if err != nil {
		return reply{}, err
	}
	// A faulty one is not registered: one of another CA would become good by it.
	if in.Fault == "" {
		s.Thumbprints = append(slices.Clone(s.Thumbprints), cert.Thumbprint())
		if _, err := r.world.PutSystem(r.Context(), s); err != nil {
			return reply{}, err
		}
	}
	return issued(s.ID, cert, cmpOr(in.Password, defaultPassword), form)
}

// issued answers with the certificate in the form asked for.
func issued(system world.SystemID, cert *pki.Certificate, password, form string) (reply, error) {
	out := IssuedCertificate{System: system, Thumbprint: cert.Thumbprint(), NotAfter: cert.Leaf.NotAfter.UTC(), Password: password,
		Certificate: string(cert.CertificatePEM())}
	key, err := cert.KeyPEM()
	if err != nil {
		return reply{}, err
	}
	bundle, err := cert.BundlePEM()
	if err != nil {
		return reply{}, err
	}
	if out.P12, err = cert.PKCS12(password); err != nil {
		return reply{}, err
	}
	if out.P12Legacy, err = cert.LegacyPKCS12(password); err != nil {
		return reply{}, err
	}
	out.Key, out.Bundle = string(key), string(bundle)
	switch form {
	case "pem":
		return text(http.StatusCreated, "application/x-pem-file", bundle)
	case "p12":
		return text(http.StatusCreated, "application/x-pkcs12", out.P12)
	case "p12-legacy":
		return text(http.StatusCreated, "application/x-pkcs12", out.P12Legacy)
	default:
		return created(out)
	}
}

func (a *API) uploadCertificate(r *request) (reply, error) {
	s, err := knownSystem(r)
	if err != nil {
		return reply{}, err
	}
	in, err := decode[CertificateUpload](r)
	if err != nil {
		return reply{}, err
	}
	certs, err := parseCertificates(in.Certificate)
	if err != nil {
		return reply{}, err
	}
	if thumbprint := pki.Thumbprint(certs[0]); !slices.Contains(s.Thumbprints, thumbprint) {
		s.Thumbprints = append(slices.Clone(s.Thumbprints), thumbprint)
	}
	return putSystem(r, s)
}

// parseCertificates reads PEM certificates, the leaf first. A private key among
// them is refused: it has no business here.
func parseCertificates(text string) ([]*x509.Certificate, error) {
	wanted := refuse(world.CodeInvalid, "give a certificate as PEM (-----BEGIN CERTIFICATE-----), without its private key")
	var certs []*x509.Certificate
	for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return nil, wanted
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, wanted
		}
		certs = append(certs, cert)
	}
	if len(certs) == 0 {
		return nil, wanted
	}
	return certs, nil
}
