package kombi

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/brevdue/brevdue/post/kombi"
)

// tokens caches the chain certificate -> assertion -> access token, per service.
// However many callers want a token, one fetches it.
type tokens struct {
	client *Client
	flight singleflight.Group

	mu         sync.Mutex
	assertions map[string]cached[[]byte]
	access     map[string]cached[string]
}

// cached is a value and when to fetch a new one.
type cached[T any] struct {
	value T
	renew time.Time
}

// early is how long before its end a value is renewed: a fifth of its life, at
// most five minutes.
func early(now, end time.Time) time.Time {
	return end.Add(-min(5*time.Minute, end.Sub(now)/5))
}

// Token returns an access token for a service, given by its entity id
// (kombi.EntityKombiPostAfsend, kombi.EntityPostForespoerg).
func (c *Client) Token(ctx context.Context, entity string) (string, error) {
	if token, ok := c.tokens.cachedToken(entity); ok {
		return token, nil
	}
	// The fetch outlives a caller who goes away: others wait for it too.
	got := c.tokens.flight.DoChan(entity, func() (any, error) {
		if token, ok := c.tokens.cachedToken(entity); ok {
			return token, nil
		}
		fetching, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*c.cfg.Timeout)
		defer cancel()
		return c.tokens.fetch(fetching, entity)
	})
	select {
	case <-ctx.Done():
		return "", c.noAnswer("token", context.Cause(ctx))
	case r := <-got:
		token, _ := r.Val.(string)
		return token, r.Err
	}
}

func (t *tokens) cachedToken(entity string) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	have, ok := t.access[entity]
	return have.value, ok && time.Now().Before(have.renew)
}

// drop forgets the chain of a service, unless it is a newer one already.
func (t *tokens) drop(entity, token string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.access[entity].value == token {
		delete(t.access, entity)
		delete(t.assertions, entity)
	}
}

// fetch gets a token, with the cached assertion while that lasts; an assertion
// that the token service refuses is replaced once.
func (t *tokens) fetch(ctx context.Context, entity string) (string, error) {
	for fresh := false; ; fresh = true {
		assertion, cachedOne, err := t.assertion(ctx, entity)
		if err != nil {
			return "", err
		}
		answer, err := t.client.exchange(ctx, assertion)
		var refused *Error
		if errors.As(err, &refused) && (refused.Status == http.StatusBadRequest || refused.Status == http.StatusUnauthorized) && cachedOne && !fresh {
			t.mu.Lock()
			delete(t.assertions, entity)
			t.mu.Unlock()
			continue
		}
		if err != nil {
			return "", err
		}
		now := time.Now()
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.access == nil {
			t.access = map[string]cached[string]{}
		}
		t.access[entity] = cached[string]{answer.AccessToken, early(now, now.Add(answer.ExpiresIn))}
		return answer.AccessToken, nil
	}
}

func (t *tokens) assertion(ctx context.Context, entity string) (assertion []byte, cachedOne bool, err error) {
	t.mu.Lock()
	have, ok := t.assertions[entity]
	t.mu.Unlock()
	now := time.Now()
	if ok && now.Before(have.renew) {
		return have.value, true, nil
	}
	answer, err := t.client.issue(ctx, entity)
	if err != nil {
		return nil, false, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.assertions == nil {
		t.assertions = map[string]cached[[]byte]{}
	}
	t.assertions[entity] = cached[[]byte]{answer.Assertion, early(now, ends(answer))}
	return answer.Assertion, false, nil
}

// issue asks the STS for an assertion.
func (c *Client) issue(ctx context.Context, entity string) (*kombi.STSResponse, error) {
	var body bytes.Buffer
	if err := kombi.WriteSTSRequest(&body, kombi.NewSTSRequest(c.cfg.CVR.Digits(), c.leaf, entity)); err != nil {
		return nil, err
	}
	return fetch(ctx, c, "sts", c.cfg.Addresses.STS+kombi.PathSTS, kombi.MediaJSON, body.Bytes(), kombi.ReadSTSResponse)
}

// exchange trades an assertion for an access token.
func (c *Client) exchange(ctx context.Context, assertion []byte) (*kombi.TokenResponse, error) {
	form := url.Values{kombi.FormSAMLToken: {kombi.EncodeAssertion(assertion)}}
	return fetch(ctx, c, "token", c.cfg.Addresses.Token+kombi.PathToken, kombi.MediaForm, []byte(form.Encode()), kombi.ReadTokenResponse)
}

// fetch posts a small body and reads a small answer.
func fetch[T any](ctx context.Context, c *Client, step, address, media string, body []byte, read func(io.Reader) (*T, error)) (*T, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, &Error{Code: CodeAddress, Step: step, Text: "the address cannot be called", Cause: err}
	}
	req.Header.Set("Content-Type", media)
	req.Header.Set("Accept", kombi.MediaJSON)
	var answer *T
	_, err = c.do(c.http, step, req, func(r io.Reader) (err error) {
		answer, err = read(r)
		return err
	})
	return answer, err
}

// ends is when an assertion ends: the earlier of Lifetime in the answer and
// NotOnOrAfter in the assertion, which should be equal.
func ends(answer *kombi.STSResponse) time.Time {
	dec := xml.NewDecoder(bytes.NewReader(answer.Assertion))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		tok, err := dec.Token()
		if err != nil { // the provider will judge it; Lifetime will do here
			return answer.Expires
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "Conditions" {
			continue
		}
		for _, a := range start.Attr {
			if at, err := time.Parse(time.RFC3339, strings.TrimSpace(a.Value)); a.Name.Local == "NotOnOrAfter" && err == nil && at.Before(answer.Expires) {
				return at
			}
		}
		return answer.Expires
	}
}
