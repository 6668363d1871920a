package sender

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// register tells a simulator, through its control API, where the receipts of an
// authority's system are to be pushed. (The real platform is told in its
// administration module.) The system is the one that the authority's
// certificate is registered for; ca is the PEM certificate of an endpoint that
// made its own, or nil.
func (s *Sender) register(ctx context.Context, control, world, profile string, ca []byte) error {
	a, err := s.account(profile)
	if err != nil {
		return err
	}
	base, err := url.Parse(control)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return &Error{Code: CodeOptions, Text: fmt.Sprintf("%q is no address of a simulator's control API; write it as http://127.0.0.1:8080", control)}
	}
	systems := base.JoinPath("api", "worlds", world, "systems")
	var known []struct {
		ID          string   `json:"id"`
		Thumbprints []string `json:"thumbprints"`
	}
	if err := callControl(ctx, http.MethodGet, systems, nil, &known); err != nil {
		return err
	}
	thumbprint := thumbprintOf(a.Certificate.Certificate[0])
	for _, system := range known {
		if !slices.ContainsFunc(system.Thumbprints, func(t string) bool { return strings.EqualFold(t, thumbprint) }) {
			continue
		}
		endpoint := map[string]string{"url": s.ReceiptURL(profile)}
		if ca != nil {
			endpoint["ca"] = string(ca)
		}
		return callControl(ctx, http.MethodPut, systems.JoinPath(system.ID, "endpoint"), endpoint, nil)
	}
	return &Error{Code: CodeOptions, Text: fmt.Sprintf("the simulator's world %q has no system with the certificate of profile %s; use certificates that this simulator made (simulate --certs DIR, or its control API)", world, profile)}
}

// thumbprintOf is the SHA-256 of a certificate in DER form, lower-case hex.
func thumbprintOf(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// callControl makes one call with JSON both ways.
func callControl(ctx context.Context, method string, at *url.URL, send, receive any) error {
	fail := func(text string, cause error) error {
		return &Error{Code: CodeOptions, Text: "the simulator's control API at " + at.Host + " " + text, Cause: cause}
	}
	var body bytes.Buffer
	if send != nil {
		if err := json.NewEncoder(&body).Encode(send); err != nil {
			return fail("could not be called", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, at.String(), &body)
	if err != nil {
		return fail("could not be called", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fail("did not answer; is the simulator running there?", err)
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if closed := resp.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fail("broke off", err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fail(fmt.Sprintf("refused (%d): %s", resp.StatusCode, strings.TrimSpace(string(text))), nil)
	}
	if receive == nil {
		return nil
	}
	if err := json.Unmarshal(text, receive); err != nil {
		return fail("answered in another form", err)
	}
	return nil
}
