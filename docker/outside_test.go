package docker_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/uuid"
)

const (
	senderCVR  = "11111111" // fails modulus 11
	senderName = "Eksempelkøbing Kommune"
)

// control calls the control API.
type control struct {
	t     *testing.T
	base  string
	token string
}

func (c control) call(method, path string, body []byte) (int, []byte) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	return exchange(c.t, http.DefaultClient, request)
}

func (c control) status(method, path string) int {
	c.t.Helper()
	status, _ := c.call(method, path, nil)
	return status
}

func (c control) get(path string) []byte {
	c.t.Helper()
	status, body := c.call(http.MethodGet, path, nil)
	if status != http.StatusOK {
		c.t.Fatalf("GET %s: status %d: %s", path, status, body)
	}
	return body
}

func (c control) read(path string, into any) {
	c.t.Helper()
	if err := json.Unmarshal(c.get(path), into); err != nil {
		c.t.Fatalf("GET %s: %v", path, err)
	}
}

// post sends a value, or nothing when it is nil, and reads the answer into a value
// that may be nil too. put does the same with PUT.
func (c control) post(path string, value, into any) {
	c.t.Helper()
	c.write(http.MethodPost, path, value, into)
}
func (c control) put(path string, value, into any) {
	c.t.Helper()
	c.write(http.MethodPut, path, value, into)
}

func (c control) write(method, path string, value, into any) {
	c.t.Helper()
	var body []byte
	if value != nil {
		var err error
		if body, err = json.Marshal(value); err != nil {
			c.t.Fatal(err)
		}
	}
	status, answer := c.call(method, path, body)
	if status < 200 || status > 299 {
		c.t.Fatalf("%s %s: status %d: %s", method, path, status, answer)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(answer, into); err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
}

func (c control) newWorld() string {
	c.t.Helper()
	var world struct{ ID string }
	c.post("/api/worlds", map[string]any{"start": "2026-03-02T09:00:00Z"}, &world)
	return world.ID
}

// issued is an organisation certificate as the control API hands it out.
type issued struct {
	t                *testing.T
	Certificate, Key string
}

// newSender enters an authority with an agreement and a system, and gets the
// system's certificate.
func (c control) newSender(world string) issued {
	c.t.Helper()
	at := "/api/worlds/" + world
	c.put(at+"/authorities/"+senderCVR, map[string]any{"name": senderName}, nil)
	c.put(at+"/authorities/"+senderCVR+"/agreement", map[string]any{}, nil)
	var system struct{ ID string }
	c.post(at+"/systems", map[string]any{"name": "Fagsystem", "authority": senderCVR}, &system)
	out := issued{t: c.t}
	c.post(at+"/systems/"+system.ID+"/certificates", map[string]any{}, &out)
	return out
}

func (c control) connectedPerson(world string) string {
	c.t.Helper()
	var page struct {
		Items []struct{ CPR, Standing string }
	}
	c.read("/api/worlds/"+world+"/people?limit=1000", &page)
	for _, person := range page.Items {
		if person.Standing == "connected" {
			return person.CPR
		}
	}
	c.t.Fatalf("none of %d people is connected", len(page.Items))
	return ""
}

// pair is the certificate for TLS.
func (i issued) pair() tls.Certificate {
	i.t.Helper()
	pair, err := tls.X509KeyPair([]byte(i.Certificate), []byte(i.Key))
	if err != nil {
		i.t.Fatal(err)
	}
	return pair
}

// client returns a client with the certificate that trusts the CA alone. It goes to
// an address and asks for one of the platform's own names, as a client whose DNS is
// redirected does.
func (i issued) client(ca []byte) *http.Client {
	i.t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(ca) {
		i.t.Fatalf("no CA certificate in %q", ca)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: pool, Certificates: []tls.Certificate{i.pair()},
		ServerName: "exttest.serviceplatformen.dk",
	}}
	i.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 30 * time.Second}
}

// outsider is a sender system: the three calls of SF1601 and nothing more.
type outsider struct {
	t      *testing.T
	base   string
	client *http.Client
}

func (o outsider) send(as issued, cpr, title string, pdf []byte) {
	o.t.Helper()
	const service = "http://entityid.kombit.dk/service/kombipostafsend/1"
	question, err := json.Marshal(map[string]any{
		"TokenType":        "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0",
		"RequestType":      "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue",
		"KeyType":          "http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey",
		"AnvenderKontekst": map[string]string{"Cvr": senderCVR},
		"UseKey":           base64.StdEncoding.EncodeToString(as.pair().Certificate[0]),
		"AppliesTo":        map[string]any{"EndpointReference": map[string]string{"Address": service}},
		"OnBehalfOf":       nil,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	var assertion struct{ RequestedSecurityToken struct{ Assertion string } }
	o.postJSON("/runtime/api/rest/wstrust/v1/issue", "application/json", string(question), &assertion)

	var access struct {
		Token string `json:"access_token"`
		Type  string `json:"token_type"`
	}
	form := url.Values{"saml-token": {assertion.RequestedSecurityToken.Assertion}}
	o.postJSON("/service/AccessTokenService_1/token", "application/x-www-form-urlencoded", form.Encode(), &access)

	answer := o.post("/service/KombiPostAfsend_1/kombi", letter(cpr, title, pdf), http.Header{
		"Content-Type":      {"application/xml"},
		"Authorization":     {access.Type + " " + access.Token},
		"x-TransaktionsId":  {uuid.NewString()},
		"x-TransaktionsTid": {time.Now().UTC().Format(time.RFC3339)},
	})
	if !strings.Contains(string(answer), "<Result>true</Result>") {
		o.t.Fatalf("the letter was not accepted: %s", answer)
	}
}

func (o outsider) postJSON(path, contentType, body string, into any) {
	o.t.Helper()
	answer := o.post(path, body, http.Header{"Content-Type": {contentType}})
	if err := json.Unmarshal(answer, into); err != nil {
		o.t.Fatalf("POST %s: %v in %s", path, err, answer)
	}
}

func (o outsider) post(path, body string, header http.Header) []byte {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), http.MethodPost, o.base+path, strings.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	request.Header = header
	status, answer := exchange(o.t, o.client, request)
	if status != http.StatusOK {
		o.t.Fatalf("POST %s: status %d: %s", path, status, answer)
	}
	return answer
}

// letter is a kombi_request with a digital letter of one document.
func letter(cpr, title string, pdf []byte) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<kombi_request><KombiValgKode>Digital Post</KombiValgKode>
<memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" memoVersion="1.2">
<memo:MessageHeader><memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>%s</memo:messageUUID><memo:label>%s</memo:label>
<memo:Sender><memo:senderID>%s</memo:senderID><memo:idType>CVR</memo:idType><memo:label>%s</memo:label></memo:Sender>
<memo:Recipient><memo:recipientID>%s</memo:recipientID><memo:idType>CPR</memo:idType></memo:Recipient></memo:MessageHeader>
<memo:MessageBody><memo:createdDateTime>2026-03-02T09:00:00Z</memo:createdDateTime>
<memo:MainDocument><memo:File><memo:encodingFormat>application/pdf</memo:encodingFormat><memo:filename>brev.pdf</memo:filename><memo:language>da</memo:language>
<memo:content>%s</memo:content></memo:File></memo:MainDocument></memo:MessageBody>
</memo:Message></kombi_request>`, uuid.NewString(), title, senderCVR, senderName, cpr, base64.StdEncoding.EncodeToString(pdf))
}

// onePage is a real PDF of one page.
func onePage(t *testing.T) []byte {
	t.Helper()
	page := fpdf.New("P", "mm", "A4", "")
	page.AddPage()
	page.SetFont("Helvetica", "", 12)
	page.Write(6, "TEST")
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func exchange(t *testing.T, client *http.Client, request *http.Request) (status int, body []byte) {
	t.Helper()
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err = io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}
