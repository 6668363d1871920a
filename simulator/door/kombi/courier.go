package kombi

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// maxAnswer bounds what is read of a receiver's answer.
const maxAnswer = 1 << 20

// courier makes the attempts: it knows TLS and HTTP, and nothing of queues.
type courier struct {
	door *Door

	mu      sync.Mutex
	clients map[string]*http.Client // by the endpoint's CA
	probed  map[string]bool         // by URL
}

func newCourier(d *Door) *courier {
	return &courier{door: d, clients: map[string]*http.Client{}, probed: map[string]bool{}}
}

// deliver makes one attempt and reports whether the receiver took the receipt. An
// error is ours: the receipt cannot be read or written.
func (c *courier) deliver(ctx context.Context, w *world.World, to world.Endpoint, r world.Receipt, attempt int, played fault.Action) (bool, error) {
	letter, ok, err := w.Letter(ctx, r.Letter)
	if err != nil {
		return false, err
	}
	if !ok {
		return false, fmt.Errorf("receipt %s: there is no letter %s", r.ID, r.Letter)
	}
	push, err := c.door.options.Authority.Push()
	if err != nil {
		return false, err
	}
	n := notice{
		receipt: r, letter: letter, attempt: attempt, now: w.Now(), sender: credentials(push),
		named: c.door.named(letter.Asked),
	}
	envelope, err := n.envelope()
	if err != nil {
		return false, fmt.Errorf("receipt %s: %w", r.ID, err)
	}
	var body bytes.Buffer
	if err := wire.WriteModtagBesked(&body, envelope); err != nil {
		return false, fmt.Errorf("receipt %s: %w", r.ID, err)
	}
	x := journal.Exchange{
		World: w.ID(), Direction: journal.Out, System: string(r.System), Letter: string(r.Letter), Receipt: r.Seq,
		Attempt: attempt, URL: to.URL, Fault: string(played),
	}
	if c.firstTime(to.URL) {
		probe := x
		probe.Kind, probe.Attempt, probe.Fault = journal.KindProbe, 0, ""
		// What a receiver answers to the probe decides nothing (sf1601 5.2).
		_, _ = c.call(ctx, to, &probe, http.MethodHead, nil)
	}
	x.Kind = journal.KindReceipt
	answer, err := c.call(ctx, to, &x, http.MethodPost, body.Bytes())
	if err != nil {
		if attempt == 1 { // the journal has them all
			c.door.log.Info("a receipt was not taken, it is pushed again until it is", "world", w.ID(), "system", r.System, "letter", r.Letter, "reason", shown(err.Error()))
		}
		return false, nil
	}
	return answer.StatusKode == wire.KodeModtaget, nil
}

// lost records a receipt that a fault swallows.
func (c *courier) lost(w *world.World, to world.Endpoint, r world.Receipt) {
	c.record(&journal.Exchange{
		World: w.ID(), Direction: journal.Out, Kind: journal.KindReceipt, System: string(r.System), Letter: string(r.Letter),
		Receipt: r.Seq, URL: to.URL, Method: http.MethodPost, Began: time.Now(), Fault: string(fault.Lose), Error: "not sent",
	})
}

func (c *courier) firstTime(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := !c.probed[url]
	c.probed[url] = true
	return first
}

// call makes one HTTP call and records it. Without an error the receiver answered
// with code 20.
func (c *courier) call(ctx context.Context, to world.Endpoint, x *journal.Exchange, method string, body []byte) (answer wire.PushAnswer, err error) {
	x.Began, x.Method = time.Now(), method
	defer func() {
		x.Took = time.Since(x.Began)
		if err != nil {
			x.Error = err.Error()
		}
		c.record(x)
	}()
	client, err := c.client(to.CA)
	if err != nil {
		return answer, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.door.options.PushTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, to.URL, bytes.NewReader(body))
	if err != nil {
		return answer, fmt.Errorf("the endpoint's address cannot be used: %w", err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/xml")
		request.Header.Set("Accept", "application/xml")
		x.Request.Body = journal.Body{Text: string(body[:min(len(body), journal.MaxBody)]), Size: int64(len(body))}
	}
	x.Request.Header = request.Header
	response, err := client.Do(request)
	if err != nil {
		return answer, err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	x.Status, x.Protocol, x.Response.Header = response.StatusCode, response.Proto, response.Header
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	x.Response.Body = journal.Body{Text: string(bytes.ToValidUTF8(text[:min(len(text), journal.MaxBody)], nil)), Size: int64(len(text))}
	if err != nil {
		return answer, fmt.Errorf("the answer broke off: %w", err)
	}
	if method == http.MethodHead {
		return answer, nil
	}
	// A redirect is a failure: followed as GET it would lose the receipt unseen.
	if response.StatusCode != http.StatusOK {
		return answer, fmt.Errorf("the receiver answered %s, wanted is 200", response.Status)
	}
	if answer, err = wire.ReadPushAnswer(bytes.NewReader(text)); err != nil {
		return answer, err
	}
	if answer.StatusKode != wire.KodeModtaget {
		return answer, fmt.Errorf("the receiver answered StatusKode %d, wanted is 20: %s", answer.StatusKode, answer.FejlbeskedTekst)
	}
	return answer, nil
}

func (c *courier) record(x *journal.Exchange) {
	if j := c.door.options.Journal; j != nil {
		j.Record(*x)
	}
}

// client is the HTTP client for endpoints whose certificates come from a CA: ours,
// or those in the PEM text given.
func (c *courier) client(ca string) (*http.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if client, ok := c.clients[ca]; ok {
		return client, nil
	}
	extra, err := parseCAs(ca)
	if err != nil {
		return nil, err
	}
	config, err := c.door.options.Authority.PushTLS(extra...)
	if err != nil {
		return nil, err
	}
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: config, IdleConnTimeout: idleTimeout, MaxIdleConnsPerHost: 1},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c.clients[ca] = client
	return client, nil
}

func parseCAs(text string) (found []*x509.Certificate, err error) {
	if text == "" {
		return nil, nil
	}
	for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("the endpoint's CA cannot be read: %w", err)
		}
		found = append(found, cert)
	}
	if len(found) == 0 {
		return nil, errors.New("the endpoint's CA holds no PEM certificate")
	}
	return found, nil
}

func (c *courier) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, client := range c.clients {
		client.CloseIdleConnections()
	}
}
