package sender

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/provider/kombi"
)

// endpoint is the one listener to which receipts of all authorities are pushed.
type endpoint struct {
	url    string
	server *http.Server
	ended  chan error
}

func (s *Sender) listen(ctx context.Context, address string) (*endpoint, error) {
	var lc net.ListenConfig
	plain, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, &Error{Code: CodeOptions, Text: fmt.Sprintf("the receipt endpoint cannot listen on %s; choose another address or port 0", address), Cause: err}
	}
	receiver := &kombi.Receiver{Trust: s.trust, Record: s.record, Log: s.opts.Log}
	e := &endpoint{url: strings.TrimSuffix(s.opts.PublicURL, "/"), ended: make(chan error, 1)}
	if e.url == "" {
		e.url = "https://" + plain.Addr().String()
	}
	e.server = &http.Server{
		Handler:           receiver.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(s.opts.Log.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	// Requested, and judged in the handler: a wrong certificate gets a reason.
	secure := tls.NewListener(plain, &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{s.opts.ServerCertificate},
		ClientAuth: tls.RequestClientCert, NextProtos: []string{"http/1.1"},
	})
	go func() { e.ended <- e.server.Serve(secure) }()
	return e, nil
}

func (e *endpoint) close(ctx context.Context) error {
	stopped := e.server.Shutdown(ctx)
	if stopped != nil {
		stopped = e.server.Close()
	}
	if err := <-e.ended; !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(stopped, err)
	}
	return stopped
}

// ReceiptURL is where the provider must push an authority's receipts; "" when
// the sender has no endpoint.
func (s *Sender) ReceiptURL(profile string) string {
	if s.endpoint == nil {
		return ""
	}
	return s.endpoint.url + kombi.ReceiptPath(profile)
}

func (s *Sender) trust(profile string) (*x509.CertPool, bool) {
	a, err := s.account(profile)
	if err != nil {
		return nil, false
	}
	if a.ReceiptCA == nil {
		return x509.NewCertPool(), true // trusts nobody; nil would be the system's CAs
	}
	return a.ReceiptCA, true
}

func (s *Sender) record(ctx context.Context, profile string, r outbox.Receipt) error {
	id, err := s.outbox.Record(ctx, profile, r)
	if err != nil {
		return err
	}
	status := ident.MaskText(r.Words) // the provider's own sentence
	if id == "" {
		s.opts.Log.Warn("a receipt speaks of no letter known here; it is kept", "profile", profile, "receipt", ident.MaskText(r.ID), "status", status)
		return nil
	}
	s.opts.Log.Info("receipt", "letter", id, "profile", profile, "status", status)
	return nil
}
