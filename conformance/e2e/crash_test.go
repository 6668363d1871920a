package e2e_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	wire "github.com/brevdue/brevdue/post/kombi"
)

// TestKillNineLosesNothingThatWasAccepted kills the simulator in the middle of
// sends from several connections and starts it again on the same data. Certificate
// and token of before still work, every letter that was answered 200 lies in the
// mailbox, and every receipt has been pushed.
func TestKillNineLosesNothingThatWasAccepted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, certs := filepath.Join(dir, "data"), filepath.Join(dir, "certs")
	process, at := simulate(t, "--data", data, "--certs", certs, "--clock", "2026-03-02T09:00:00Z")
	client := newClient(t, certs)
	inbox := newReceiver(t, certs)
	var systems []struct{ ID string }
	call(t, "GET", at.world("/systems"), nil, &systems)
	call(t, "PUT", at.world("/systems/"+systems[0].ID+"/endpoint"), map[string]string{"url": inbox.url, "retryAfter": "50ms"}, nil)

	token := client.token(t, at.HTTPS)
	until := 20 + rand.IntN(200)
	t.Logf("kill -9 once %d letters are answered", until)
	accepted := client.sendUntilCut(t, at.HTTPS, token, until, process.kill)
	t.Logf("%d letters were answered", len(accepted))

	_, at = simulate(t, "--data", data)
	again := uuid.NewString()
	if err := client.send(t.Context(), at.HTTPS, token, again); err != nil {
		t.Fatalf("after the restart, with certificate and token of before: %v", err)
	}
	accepted = append(accepted, again)
	call(t, "POST", at.world("/settle?timeout=1m"), nil, nil)

	pushed := inbox.statuses()
	for _, message := range accepted {
		var found struct {
			Items []struct{ ID, State string }
		}
		call(t, "GET", at.world("/letters?message="+message), nil, &found)
		if len(found.Items) != 1 || found.Items[0].State != "available" {
			t.Errorf("letter %s was answered 200 and is now %+v, want one, available", message, found.Items)
			continue
		}
		var receipts []struct{ Status string }
		call(t, "GET", at.world("/letters/"+found.Items[0].ID+"/receipts"), nil, &receipts)
		if len(receipts) != 2 || receipts[0].Status != "digital.received" || receipts[1].Status != "digital.delivered" {
			t.Errorf("letter %s has the receipts %+v, want received and delivered", message, receipts)
		}
		for _, status := range []string{"Modtaget Digital Post", "Afleveret Digital Post"} {
			if !pushed[message][status] {
				t.Errorf("letter %s: the receipt %q was never pushed", message, status)
			}
		}
	}
	var mailbox []struct{ ID string }
	call(t, "GET", at.world("/people/"+recipient+"/mailbox"), nil, &mailbox)
	if len(mailbox) < len(accepted) {
		t.Errorf("%d letters lie in the mailbox, want at least %d", len(mailbox), len(accepted))
	}
}

const (
	recipient = "1203713891" // connected
	authority = "11111111"
)

// client is a sender system that remembers nothing.
type client struct {
	http        *http.Client
	certificate []byte // DER
	pdf         string // base64
}

func newClient(t *testing.T, certs string) client {
	t.Helper()
	pair, pool := material(t, certs, "organisation")
	pdf, err := os.ReadFile(filepath.Join("testdata", "letter.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool, Certificates: []tls.Certificate{pair}},
		MaxIdleConnsPerHost: 8,
	}
	t.Cleanup(transport.CloseIdleConnections)
	return client{&http.Client{Transport: transport, Timeout: patience}, pair.Certificate[0], base64.StdEncoding.EncodeToString(pdf)}
}

// material reads a certificate and the CAs of a folder that the simulator wrote.
func material(t *testing.T, certs, name string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	file := filepath.Join(certs, name+".pem")
	pair, err := tls.LoadX509KeyPair(file, file)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := os.ReadFile(filepath.Join(certs, "ca-bundle.pem"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(bundle) {
		t.Fatal("ca-bundle.pem holds no certificate")
	}
	return pair, pool
}

func (c client) token(t *testing.T, base string) string {
	t.Helper()
	var question bytes.Buffer
	err := wire.WriteSTSRequest(&question, wire.NewSTSRequest(authority, c.certificate, wire.EntityKombiPostAfsend))
	if err != nil {
		t.Fatal(err)
	}
	text, err := c.post(t.Context(), base+wire.PathSTS, &question, http.Header{"Content-Type": {"application/json"}})
	if err != nil {
		t.Fatal(err)
	}
	issued, err := wire.ReadSTSResponse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{wire.FormSAMLToken: {wire.EncodeAssertion(issued.Assertion)}}
	text, err = c.post(t.Context(), base+wire.PathToken, strings.NewReader(form.Encode()), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := wire.ReadTokenResponse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return answer.AccessToken
}

// sendUntilCut sends from several connections, kills the provider when so many
// letters are answered while others are on their way, and returns the messages that
// were answered.
func (c client) sendUntilCut(t *testing.T, base, token string, until int, kill func()) []string {
	t.Helper()
	var mu sync.Mutex
	var accepted []string
	var senders sync.WaitGroup
	reached := make(chan struct{})
	for range 6 {
		senders.Go(func() {
			for {
				message := uuid.NewString()
				if err := c.send(t.Context(), base, token, message); err != nil {
					var cut *url.Error
					if !errors.As(err, &cut) {
						t.Errorf("a letter was refused: %v", err)
					}
					return
				}
				mu.Lock()
				accepted = append(accepted, message)
				if len(accepted) == until {
					close(reached)
				}
				mu.Unlock()
			}
		})
	}
	select {
	case <-reached:
	case <-time.After(patience):
		t.Errorf("%d letters are not answered within %s", until, patience)
	}
	kill()
	senders.Wait()
	return accepted
}

// send posts a letter. A *url.Error means that there was no answer.
func (c client) send(ctx context.Context, base, token, message string) error {
	answer, err := c.post(ctx, base+wire.PathKombi, strings.NewReader(c.letter(message)), http.Header{
		"Content-Type":            {"application/xml"},
		"Authorization":           {wire.Authorization(token)},
		wire.HeaderTransaktionsID: {uuid.NewString()},
	})
	if err == nil && !bytes.Contains(answer, []byte("<Result>true</Result>")) {
		err = fmt.Errorf("answered %s", answer)
	}
	return err
}

func (c client) post(ctx context.Context, address string, body io.Reader, header http.Header) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, body)
	if err != nil {
		return nil, err
	}
	request.Header = header
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, &url.Error{Op: "read", URL: address, Err: err} // the answer broke off
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", response.Status, text)
	}
	return text, nil
}

func (c client) letter(message string) string {
	return `<kombi_request><KombiValgKode>Digital Post</KombiValgKode>` +
		`<m:Message xmlns:m="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"><m:MessageHeader><m:messageType>DIGITALPOST</m:messageType>` +
		`<m:messageUUID>` + message + `</m:messageUUID><m:label>Brev under nedbrud</m:label>` +
		`<m:Sender><m:senderID>` + authority + `</m:senderID><m:idType>CVR</m:idType><m:label>Eksempelkøbing Kommune</m:label></m:Sender>` +
		`<m:Recipient><m:recipientID>` + recipient + `</m:recipientID><m:idType>CPR</m:idType></m:Recipient></m:MessageHeader>` +
		`<m:MessageBody><m:createdDateTime>2026-03-02T09:00:00Z</m:createdDateTime><m:MainDocument><m:File>` +
		`<m:encodingFormat>application/pdf</m:encodingFormat><m:filename>brev.pdf</m:filename><m:language>da</m:language>` +
		`<m:content>` + c.pdf + `</m:content></m:File></m:MainDocument></m:MessageBody></m:Message></kombi_request>`
}

// receiver is a receipt endpoint that outlives the simulator.
type receiver struct {
	url string

	mu  sync.Mutex
	got map[string]map[string]bool // message to statuses
	bad []string
	t   *testing.T
}

func newReceiver(t *testing.T, certs string) *receiver {
	t.Helper()
	pair, pool := material(t, certs, "receipt-endpoint")
	r := &receiver{t: t, got: map[string]map[string]bool{}}
	server := httptest.NewUnstartedServer(r)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool}
	server.StartTLS()
	t.Cleanup(server.Close)
	r.url = server.URL + "/receipts"
	return r
}

// ServeHTTP takes a receipt.
func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost {
		return
	}
	if err := r.take(request.Body); err != nil {
		r.mu.Lock()
		r.bad = append(r.bad, err.Error())
		r.mu.Unlock()
	}
	// The provider may be killed before it reads this.
	_ = wire.WritePushAnswer(w, wire.PushAnswer{StatusKode: wire.KodeModtaget})
}

func (r *receiver) take(body io.Reader) error {
	text, err := io.ReadAll(body)
	if err != nil {
		return nil //nolint:nilerr // cut off by the kill; it will come again
	}
	envelope, _, err := wire.ReadModtagBesked(bytes.NewReader(text))
	if err != nil {
		return err
	}
	status, _, err := envelope.PostStatus()
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.got[status.MessageUUID] == nil {
		r.got[status.MessageUUID] = map[string]bool{}
	}
	r.got[status.MessageUUID][status.TransaktionsStatusKode] = true
	return nil
}

// statuses are the receipts so far, by message.
func (r *receiver) statuses() map[string]map[string]bool {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, bad := range r.bad {
		r.t.Errorf("a push cannot be read: %s", bad)
	}
	return r.got
}
