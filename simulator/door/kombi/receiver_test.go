package kombi_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// receiver is a sender's receipt endpoint.
type receiver struct {
	*httptest.Server
	b *bundle
	// answer decides on a push; nil answers 20. It gets the number of the push.
	answer atomic.Pointer[func(n int, w http.ResponseWriter, body string)]
	pushes chan push
	heads  atomic.Int64
	count  atomic.Int64
}

// push is one receipt as it arrived.
type push struct {
	status *wire.PostStatus
	besked *wire.Haendelsesbesked
	body   string
	header http.Header
	peer   string // subject of the client certificate
}

// receive starts an endpoint and registers it for the system.
func (b *bundle) receive(retry time.Duration) *receiver {
	b.t.Helper()
	r := &receiver{b: b, pushes: make(chan push, 100)}
	r.Server = httptest.NewUnstartedServer(r)
	cert := must2(b.ca.Organisation(authority, b.system.Authority.Digits(), pki.OrganisationOptions{ServerNames: []string{"127.0.0.1"}}))(b.t)
	r.TLS = &tls.Config{Certificates: []tls.Certificate{cert.TLS()}, ClientAuth: tls.RequestClientCert, MinVersion: tls.VersionTLS12}
	r.StartTLS()
	b.t.Cleanup(r.Close)
	b.endpoint(world.Endpoint{URL: r.URL + "/modtag", RetryAfter: retry})
	return r
}

func (b *bundle) endpoint(e world.Endpoint) {
	b.t.Helper()
	b.system.Endpoint = &e
	b.system = must2(b.world.PutSystem(b.t.Context(), b.system))(b.t)

}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.Method == http.MethodHead {
		r.heads.Add(1)
		return
	}
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	p := push{body: string(body), header: q.Header}
	if len(q.TLS.PeerCertificates) > 0 {
		p.peer = q.TLS.PeerCertificates[0].Subject.CommonName
	}
	if p.besked, _, err = wire.ReadModtagBesked(bytes.NewReader(body)); err == nil {
		p.status, _, err = p.besked.PostStatus()
	}
	if err != nil {
		r.b.t.Errorf("unreadable push: %v\n%s", err, body)
	}
	n := int(r.count.Add(1))
	if f := r.answer.Load(); f != nil {
		(*f)(n, w, p.body)
	} else {
		twenty(w)
	}
	r.pushes <- p
}

func (r *receiver) answers(f func(n int, w http.ResponseWriter, body string)) { r.answer.Store(&f) }

func twenty(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/xml")
	_ = wire.WritePushAnswer(w, wire.PushAnswer{StatusKode: wire.KodeModtaget})
}

// next waits for the next push.
func (r *receiver) next() push {
	r.b.t.Helper()
	select {
	case p := <-r.pushes:
		return p
	case <-time.After(20 * time.Second):
		r.b.t.Fatal("no receipt was pushed")
		return push{}
	}
}

// settled waits until nothing is left, and reports a push that nobody expected.
func (r *receiver) settled() {
	r.b.t.Helper()
	ctx, cancel := context.WithTimeout(r.b.t.Context(), 20*time.Second)
	defer cancel()
	check(r.b.t, r.b.world.Settle(ctx))
	select {
	case p := <-r.pushes:
		r.b.t.Errorf("one receipt too many: %s", p.status.TransaktionsStatusKode)
	default:
	}
}
