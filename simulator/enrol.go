package simulator

import (
	"context"
	"crypto/tls"
	"net/http"
	"time"

	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// Credential is a sender system with the certificate that proves it.
type Credential struct {
	System world.System
	// Issued is the certificate in all its forms.
	Issued *pki.Certificate
	// Certificate is the same as crypto/tls takes it. It is also good as the server
	// certificate of a receipt endpoint on localhost.
	Certificate tls.Certificate
	// PEM is the same as one file: unencrypted key, certificate, issuing CA.
	PEM []byte
}

// Enrol enters an authority in a world, or replaces it, registers a system of it
// and issues the system's certificate. The authority is entered as it is: without
// AgreementFrom it has no connection agreement and may not send.
//
// Codes: those of world and pki.
func (s *Server) Enrol(ctx context.Context, w *world.World, authority world.Authority, systemName string) (Credential, error) {
	if err := w.PutAuthority(ctx, authority); err != nil {
		return Credential{}, err
	}
	cert, err := s.Authority.Organisation(authority.Name, authority.CVR.Digits(), pki.OrganisationOptions{
		CommonName:  systemName,
		ServerNames: []string{"localhost", "127.0.0.1", "::1"},
	})
	if err != nil {
		return Credential{}, err
	}
	bundle, err := cert.BundlePEM()
	if err != nil {
		return Credential{}, err
	}
	system, err := w.PutSystem(ctx, world.System{
		Name: systemName, Authority: authority.CVR, Thumbprints: []string{cert.Thumbprint()},
	})
	if err != nil {
		return Credential{}, err
	}
	return Credential{System: system, Issued: cert, Certificate: cert.TLS(), PEM: bundle}, nil
}

// Client returns a client that trusts the server and presents the credential's
// certificate; with the zero Credential it presents none. It does not follow
// redirects. Close closes its idle connections.
func (s *Server) Client(c Credential) *http.Client {
	transport := &http.Transport{
		TLSClientConfig:     s.Authority.ClientTLS(c.Issued),
		ForceAttemptHTTP2:   true,
		MaxIdleConnsPerHost: 16,
		IdleConnTimeout:     time.Minute,
	}
	s.mu.Lock()
	s.clients = append(s.clients, transport)
	s.mu.Unlock()
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
