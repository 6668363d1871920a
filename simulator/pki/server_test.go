package pki_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/pki"
)

// serve starts a server that answers 403 and the code, or 200 and the protocol.
func serve(t *testing.T, a *pki.Authority, opts pki.ServerOptions) *httptest.Server {
	t.Helper()
	config, err := a.ServerTLS(opts)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := a.Verify(r.TLS.PeerCertificates, time.Now())
		if err != nil {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, string(pki.CodeOf(err)))
			return
		}
		_, _ = io.WriteString(w, r.Proto)
	}))
	server.TLS = config
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func get(t *testing.T, url string, config *tls.Config, http2 bool) (status int, body string, err error) {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: http2}
	t.Cleanup(transport.CloseIdleConnections)
	response, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Get(url)
	if err != nil {
		return 0, "", err
	}
	text, err := io.ReadAll(response.Body)
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	return response.StatusCode, string(text), err
}

func TestALenientServerTellsWhatIsWrongWithACertificate(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	server := serve(t, a, pki.ServerOptions{})
	good := organisation(t, a, pki.OrganisationOptions{})
	tests := map[string]struct {
		cert   *pki.Certificate
		status int
		body   string
	}{
		"chain":     {good, 200, "HTTP/2.0"},
		"leaf only": {good.LeafOnly(), 200, "HTTP/2.0"},
		"RSA":       {organisation(t, a, pki.OrganisationOptions{RSA: true}), 200, "HTTP/2.0"},
		"none":      {nil, 403, string(pki.CodeMissing)},
	}
	for fault, code := range map[pki.Fault]pki.Code{
		pki.Expired: pki.CodeExpired, pki.NotYetValid: pki.CodeNotYetValid, pki.Revoked: pki.CodeRevoked,
		pki.WrongCA: pki.CodeUnknownIssuer, pki.WrongUse: pki.CodeWrongUse,
	} {
		cert := must[*pki.Certificate](t)(a.Faulty(fault, municipality, cvr, pki.OrganisationOptions{}))
		tests[string(fault)] = struct {
			cert   *pki.Certificate
			status int
			body   string
		}{cert, 403, string(code)}
	}
	for name, tc := range tests {
		status, body, err := get(t, server.URL, a.ClientTLS(tc.cert), true)
		if err != nil || status != tc.status || body != tc.body {
			t.Errorf("%s: %d %q %v, want %d %q", name, status, body, err, tc.status, tc.body)
		}
	}
}

func TestAStrictServerRefusesInTheHandshake(t *testing.T) {
	t.Parallel()
	a, other := open(t, "", pki.Options{}), open(t, "", pki.Options{})
	uploaded := organisation(t, other, pki.OrganisationOptions{})
	server := serve(t, a, pki.ServerOptions{Strict: true, Accept: func(cert *x509.Certificate) bool {
		return cert.Equal(uploaded.Leaf)
	}})
	good := organisation(t, a, pki.OrganisationOptions{})
	for _, cert := range []*pki.Certificate{good, good.LeafOnly()} {
		if status, body, err := get(t, server.URL, a.ClientTLS(cert), false); err != nil || status != 200 || body != "HTTP/1.1" {
			t.Errorf("good certificate with %d CAs: %d %q %v, want 200 over HTTP/1.1", len(cert.Chain), status, body, err)
		}
	}
	if status, body, err := get(t, server.URL, a.ClientTLS(uploaded), true); err != nil || status != 403 || body != string(pki.CodeUnknownIssuer) {
		t.Errorf("uploaded certificate: %d %q %v, want it through to the handler", status, body, err)
	}
	bad := []*pki.Certificate{nil, organisation(t, other, pki.OrganisationOptions{})}
	for _, fault := range pki.Faults() {
		bad = append(bad, must[*pki.Certificate](t)(a.Faulty(fault, municipality, cvr, pki.OrganisationOptions{})))
	}
	for i, cert := range bad {
		if status, _, err := get(t, server.URL, a.ClientTLS(cert), true); err == nil {
			t.Errorf("bad certificate %d: status %d, want a refused handshake", i, status)
		}
	}
}

func TestAResumedSessionOfARevokedCertificateIsRefused(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	server := serve(t, a, pki.ServerOptions{Strict: true})
	cert := organisation(t, a, pki.OrganisationOptions{})
	config := a.ClientTLS(cert)
	config.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	if _, _, err := get(t, server.URL, config, false); err != nil {
		t.Fatal(err)
	}
	if err := a.Revoke(cert.Leaf); err != nil {
		t.Fatal(err)
	}
	if status, _, err := get(t, server.URL, config, false); err == nil {
		t.Errorf("status %d after revocation, want a refused handshake", status)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	server := serve(t, a, pki.ServerOptions{})
	for version, want := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		config := a.ClientTLS(nil)
		config.MinVersion, config.MaxVersion = version, version
		if _, _, err := get(t, server.URL, config, false); (err == nil) != want {
			t.Errorf("TLS version %x: %v, want accepted %v", version, err, want)
		}
	}
}

func TestThePlatformPushesWithACertificateThatReceiversCanVerify(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	receiver := organisation(t, a, pki.OrganisationOptions{ServerNames: []string{"127.0.0.1"}})
	pool := a.Pool()
	pool.AddCert(a.Issuing())
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.TLS.PeerCertificates[0].Subject.CommonName)
	}))
	server.TLS = &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{receiver.TLS()},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool,
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	config, err := a.PushTLS()
	if err != nil {
		t.Fatal(err)
	}
	if status, body, err := get(t, server.URL, config, false); err != nil || status != 200 || body != "Brevdue TEST Beskedfordeler" {
		t.Errorf("push: %d %q %v", status, body, err)
	}
}
