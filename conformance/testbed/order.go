package testbed

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"

	"github.com/brevdue/brevdue/post/kombi"
)

// Envelope has the seat's orders for print ask for an envelope from now on. The
// sender has no word for that: the front, which is to be closed, adds it on the way
// to the provider.
func (b *Bed) Envelope(ctx context.Context, s Seat, envelope string) (*Front, error) {
	front, err := b.amended(s, func(order []byte) []byte {
		// PrintParametre comes right before PostParametre (SF1601 4.1).
		return postParameters.ReplaceAll(order, []byte("<${1}PrintParametre><${1}KuvertTypeKode>"+envelope+"</${1}KuvertTypeKode></${1}PrintParametre>${0}"))
	})
	if err != nil {
		return nil, err
	}
	p := b.profile(s)
	p.Provider.Send = front.URL
	b.Sender.RemoveProfile(s.Profile)
	if err := b.Sender.AddProfile(ctx, p); err != nil {
		front.Close()
		return nil, fmt.Errorf("a profile whose letters go through a front: %w", err)
	}
	return front, nil
}

var postParameters = regexp.MustCompile(`<(\w*:?)PostParametre>`)

// amended opens a front before the provider that changes what the seat's system
// sends.
func (b *Bed) amended(s Seat, change func([]byte) []byte) (*Front, error) {
	target, err := url.Parse(b.Simulator.URL)
	if err != nil {
		return nil, fmt.Errorf("the provider's address: %w", err)
	}
	f := &Front{onward: &http.Transport{TLSClientConfig: b.Simulator.Authority.ClientTLS(s.Issued)}}
	onward := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = target.Scheme, target.Host },
		Transport: f.onward,
	}
	f.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == kombi.PathKombi {
			body, err := io.ReadAll(r.Body)
			if err = errors.Join(err, r.Body.Close()); err != nil {
				http.Error(w, err.Error(), http.StatusBadGateway)
				return
			}
			body = change(body)
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		onward.ServeHTTP(w, r)
	}))
	f.server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{b.receiver}}
	f.server.StartTLS()
	f.URL = f.server.URL
	return f, nil
}
