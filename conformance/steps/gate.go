package steps

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/journal"
)

// gate stands before the sender's receipt endpoint and is deaf to the first
// receipt once: it answers as a receiver in trouble does, with StatusKode 40.
type gate struct {
	server *httptest.Server
	heard  atomic.Int64
}

// deafOnce puts a gate before kommunen's receipt endpoint.
func (s *Stage) deafOnce(ctx context.Context) error {
	a, err := s.authorityNamed("kommunen")
	if err != nil {
		return err
	}
	target, err := url.Parse(s.bed.Sender.ReceiptURL(a.seat.Profile))
	if err != nil {
		return fmt.Errorf("the receipt endpoint's address: %w", err)
	}
	g, err := s.newGate(target)
	if err != nil {
		return err
	}
	s.gates = append(s.gates, g)
	if err := s.bed.ReceiptsTo(ctx, &a.seat, g.server.URL+target.Path); err != nil {
		return err
	}
	return nil
}

func (s *Stage) newGate(target *url.URL) (*gate, error) {
	authority := s.bed.Simulator.Authority
	platform, err := authority.Push()
	if err != nil {
		return nil, fmt.Errorf("the platform's certificate: %w", err)
	}
	server, err := authority.Server()
	if err != nil {
		return nil, fmt.Errorf("a certificate for the receipt endpoint: %w", err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = target.Scheme, target.Host },
		Transport: &http.Transport{TLSClientConfig: &tls.Config{
			MinVersion: tls.VersionTLS12, RootCAs: authority.Pool(), Certificates: []tls.Certificate{platform.TLS()},
		}},
	}
	g := &gate{}
	g.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && g.heard.Add(1) == 1 {
			w.Header().Set("Content-Type", "application/xml")
			if err := kombi.WritePushAnswer(w, kombi.PushAnswer{StatusKode: kombi.KodeFejl, FejlbeskedTekst: "kan ikke modtage lige nu"}); err != nil {
				w.WriteHeader(http.StatusInternalServerError)
			}
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	g.server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{server.TLS()}}
	g.server.StartTLS()
	return g, nil
}

func (g *gate) close() { g.server.Close() }

// readPush reads one attempt to push a receipt out of the provider's journal.
func readPush(x journal.Exchange) (push, error) {
	h, _, err := kombi.ReadModtagBesked(strings.NewReader(x.Request.Body.Text))
	if err != nil {
		return push{}, fmt.Errorf("reading the pushed message: %w", err)
	}
	if len(h.Beskeddata) == 0 || h.Beskeddata[0].Base64 == nil {
		return push{}, errors.New("the pushed message carries no receipt")
	}
	payload, err := h.Beskeddata[0].Base64.Decode()
	if err != nil {
		return push{}, fmt.Errorf("decoding the pushed receipt: %w", err)
	}
	r, _, err := kombi.ReadPostStatus(bytes.NewReader(payload))
	if err != nil {
		return push{}, fmt.Errorf("reading the pushed receipt: %w", err)
	}
	p := push{receipt: *r, id: h.BeskedID.Value(), status: x.Status}
	if answer, err := kombi.ReadPushAnswer(strings.NewReader(x.Response.Body.Text)); err == nil {
		p.acknowledged = x.Status == http.StatusOK && answer.StatusKode == kombi.KodeModtaget
	}
	return p, nil
}
