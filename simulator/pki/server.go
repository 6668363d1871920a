package pki

import (
	"crypto/tls"
	"crypto/x509"
)

// ServerOptions says how the https side meets its clients.
type ServerOptions struct {
	// Strict refuses a missing or wrong client certificate in the handshake, as
	// production does; the client then sees a TLS alert only. Otherwise a
	// certificate is asked for and any, or none, gets through: the handler judges it
	// by [Authority.Verify] and can say what is wrong.
	Strict bool

	// Accept lets a certificate through although Verify refuses it: the uploaded
	// certificates of other CAs. It is called in the handshake, in Strict only, and
	// may be nil.
	Accept func(*x509.Certificate) bool
}

// ServerTLS builds the TLS configuration of the https side: TLS 1.2 and later, h2
// and HTTP/1.1. The list of acceptable CAs it sends is empty, which to clients
// means any: an uploaded certificate would otherwise never be sent.
func (a *Authority) ServerTLS(opts ServerOptions) (*tls.Config, error) {
	server, err := a.Server()
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		Certificates: []tls.Certificate{server.TLS()},
		ClientAuth:   tls.RequestClientCert,
		NextProtos:   []string{"h2", "http/1.1"},
		MinVersion:   tls.VersionTLS12,
	}
	if opts.Strict {
		config.ClientAuth = tls.RequireAnyClientCert
		// VerifyConnection runs for resumed sessions too; VerifyPeerCertificate does not.
		config.VerifyConnection = func(state tls.ConnectionState) error {
			chain := state.PeerCertificates
			err := a.Verify(chain, a.now())
			if err != nil && opts.Accept != nil && len(chain) > 0 && opts.Accept(chain[0]) {
				return nil
			}
			return err
		}
	}
	return config, nil
}

// ClientTLS builds the configuration of a client that trusts this CA and presents
// the certificate, or none when cert is nil. Some TLS stacks hold back a
// certificate that the server's list of CAs does not name; this one never does.
func (a *Authority) ClientTLS(cert *Certificate) *tls.Config {
	config := &tls.Config{RootCAs: a.Pool(), MinVersion: tls.VersionTLS12}
	if cert != nil {
		own := cert.TLS()
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &own, nil }
	}
	return config
}

// PushTLS is the configuration with which the platform delivers receipts: it
// presents the push certificate and trusts receivers whose server certificate
// comes from this CA or from one in extra, which may be nil.
func (a *Authority) PushTLS(extra ...*x509.Certificate) (*tls.Config, error) {
	push, err := a.Push()
	if err != nil {
		return nil, err
	}
	config := a.ClientTLS(push)
	for _, ca := range extra {
		config.RootCAs.AddCert(ca)
	}
	return config, nil
}
