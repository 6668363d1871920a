package kombi

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/failsafehttp"
	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
)

// Config says for whom and whereto a client speaks.
type Config struct {
	Addresses   Addresses
	CVR         ident.CVR       // of the authority
	Certificate tls.Certificate // the authority's; presented on every call
	Roots       *x509.CertPool  // trusted for the provider; nil is the system's
	// Timeout is how long an answer may take after the request is written;
	// default 60 s.
	Timeout time.Duration
	// Rest is how long a provider that failed five times in a row is left alone;
	// default 5 s.
	Rest time.Duration
}

// Client speaks for one authority. Safe for concurrent use. Close it.
type Client struct {
	cfg     Config
	leaf    []byte // the certificate, DER
	http    *http.Client
	once    *http.Client // the same without retries, for letters: the queue retries those
	pool    *http.Transport
	breaker circuitbreaker.CircuitBreaker[*http.Response]
	tokens  tokens
}

// failuresInARow open the breaker.
const failuresInARow = 5

// New makes a client; it does not call anybody yet.
func New(cfg Config) (*Client, error) {
	if err := cfg.Addresses.check(); err != nil {
		return nil, err
	}
	if len(cfg.Certificate.Certificate) == 0 || cfg.Certificate.PrivateKey == nil {
		return nil, &Error{Code: CodeCert, Text: "the authority needs a client certificate with its key"}
	}
	cfg.Timeout = cmp.Or(cfg.Timeout, time.Minute)
	cfg.Rest = cmp.Or(cfg.Rest, 5*time.Second)
	c := &Client{cfg: cfg, leaf: cfg.Certificate.Certificate[0]}
	c.tokens.client = c
	c.pool = &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		TLSClientConfig: &tls.Config{
			MinVersion: tls.VersionTLS12, RootCAs: cfg.Roots,
			// Always ours, whatever CAs the provider names: it may name none that we know.
			GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &c.cfg.Certificate, nil },
		},
		// The platform has been seen to reset HTTP/2 streams (SF1601 1.5).
		TLSNextProto:          map[string]func(string, *tls.Conn) http.RoundTripper{},
		MaxIdleConnsPerHost:   16,
		IdleConnTimeout:       30 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: cfg.Timeout,
	}
	c.guard(cfg.Rest)
	return c, nil
}

// guard builds the two ways to call: with quick retries, and without.
//
//nolint:bodyclose // the linter takes the type parameters for responses; there are none here
func (c *Client) guard(rest time.Duration) {
	c.breaker = circuitbreaker.NewBuilder[*http.Response]().
		HandleIf(failing).WithFailureThreshold(failuresInARow).WithDelay(rest).Build()
	guarded := guard{c.pool, c.breaker}
	retry := failsafehttp.NewRetryPolicyBuilder().
		AbortOnErrors(circuitbreaker.ErrOpen).AbortIf(askedToWait).
		WithMaxRetries(2).WithBackoff(50*time.Millisecond, time.Second).Build()
	c.http = &http.Client{Transport: failsafehttp.NewRoundTripper(guarded, retry), CheckRedirect: stay}
	c.once = &http.Client{Transport: guarded, CheckRedirect: stay}
}

// guard puts the breaker before a transport. (failsafehttp would do that too, but
// it reads a request's body into memory to be able to repeat it.)
type guard struct {
	next    http.RoundTripper
	breaker circuitbreaker.CircuitBreaker[*http.Response]
}

// RoundTrip implements [http.RoundTripper].
func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if !g.breaker.TryAcquirePermit() {
		if req.Body != nil {
			if err := req.Body.Close(); err != nil {
				return nil, errors.Join(circuitbreaker.ErrOpen, err)
			}
		}
		return nil, circuitbreaker.ErrOpen
	}
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		g.breaker.RecordError(err)
	} else {
		g.breaker.RecordResult(resp)
	}
	return resp, err
}

// stay follows no redirect: a 301 would turn the POST of a letter into a GET.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// failing is what the breaker counts: a provider in trouble, not one that
// refuses, and not a caller who has gone away.
func failing(resp *http.Response, err error) bool {
	if err != nil {
		return !errors.Is(err, context.Canceled)
	}
	return resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests
}

// Close drops idle connections.
func (c *Client) Close() { c.pool.CloseIdleConnections() }

// call makes a service call with a token and hands a 2xx answer to read. A 401
// drops the tokens and is tried once more with a fresh chain.
func (c *Client) call(ctx context.Context, via *http.Client, step, entity string, request func(context.Context) (*http.Request, error), read func(io.Reader) error) error {
	for fresh := false; ; fresh = true {
		token, err := c.Token(ctx, entity)
		if err != nil {
			return err
		}
		req, err := request(ctx)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", kombi.Authorization(token))
		req.Header.Set(kombi.HeaderTransaktionsID, uuid.NewString())
		req.Header.Set(kombi.HeaderTransaktionsTid, time.Now().UTC().Format(kombi.FormTransaktionsTid))
		status, err := c.do(via, step, req, read)
		if status != http.StatusUnauthorized || fresh {
			return err
		}
		c.tokens.drop(entity, token)
	}
}

// do makes one call, hands a 2xx answer to read, and turns any other into an error.
func (c *Client) do(via *http.Client, step string, req *http.Request, read func(io.Reader) error) (status int, err error) {
	resp, err := via.Do(req)
	if err != nil {
		return 0, c.noAnswer(step, err)
	}
	defer func() {
		// What is left is read, so that the connection can be used again.
		_, rest := io.CopyN(io.Discard, resp.Body, maxErrorBody)
		if closed := resp.Body.Close(); err == nil && closed != nil || err == nil && rest != nil && !errors.Is(rest, io.EOF) {
			err = &Error{Code: CodeNoAnswer, Step: step, Text: "the answer broke off", Cause: errors.Join(rest, closed)}
		}
	}()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return resp.StatusCode, statusError(step, resp)
	}
	if err := read(resp.Body); err != nil {
		return resp.StatusCode, &Error{Code: CodeUnreadable, Step: step, Status: resp.StatusCode, Text: step + " answered in a form that cannot be read", Cause: err}
	}
	return resp.StatusCode, nil
}

// askedToWait leaves a provider alone that asks for more than a moment: the
// queue can wait, a worker should not.
func askedToWait(resp *http.Response, _ error) bool {
	return resp != nil && retryAfter(resp.Header, time.Now()) > time.Second
}
