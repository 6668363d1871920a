package testbed

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
)

// Front stands before a seat's receipt endpoint: receipts pushed to URL go
// through it and on to the sender. Close it.
type Front struct {
	URL    string
	server *httptest.Server
	onward *http.Transport
}

// Front opens a front. wrap gets the way onward to the sender as a handler and
// returns what is played instead.
func (b *Bed) Front(s Seat, wrap func(http.Handler) http.Handler) (*Front, error) {
	target, err := url.Parse(b.Sender.ReceiptURL(s.Profile))
	if err != nil {
		return nil, fmt.Errorf("the receipt endpoint's address: %w", err)
	}
	authority := b.Simulator.Authority
	platform, err := authority.Push()
	if err != nil {
		return nil, fmt.Errorf("the platform's certificate: %w", err)
	}
	f := &Front{onward: &http.Transport{TLSClientConfig: &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: authority.Pool(), Certificates: []tls.Certificate{platform.TLS()},
	}}}
	f.server = httptest.NewUnstartedServer(wrap(&httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = target.Scheme, target.Host },
		Transport: f.onward,
	}))
	f.server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{b.receiver}}
	f.server.StartTLS()
	f.URL = f.server.URL + target.Path
	return f, nil
}

// Close ends the front.
func (f *Front) Close() {
	f.server.Close()
	f.onward.CloseIdleConnections()
}
