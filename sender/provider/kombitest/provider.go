package kombitest

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
)

// Provider is a running provider.
type Provider struct {
	URL string
	CA  *CA

	// The hooks are set before the first call; nil does the usual.
	OnIssue  func(w http.ResponseWriter, r *http.Request) (done bool)
	OnToken  func(w http.ResponseWriter, r *http.Request) (done bool)
	OnLookUp func(p ident.Party, sms bool) bool
	// OnSend sees a letter before it is taken; done means that it wrote the answer.
	OnSend func(w http.ResponseWriter, r *http.Request, l Letter) (done bool)
	// AfterSend runs when a letter is taken and its answer is out.
	AfterSend func(l Letter)

	TokenLife     time.Duration // default 1 h
	AssertionLife time.Duration // default 8 h

	t      testing.TB
	server *httptest.Server

	mu        sync.Mutex
	tokens    map[string]bool
	issued    int
	exchanged int
	letters   []Letter
	delivered map[string]int // by key of the letter
}

// Letter is what the provider got.
type Letter struct {
	Attempt      int // of this letter: 1, 2, ...
	Transmission string
	Request      *kombi.Request
	Documents    [][]byte // of the message, then of the letter for print
	Length       int64    // Content-Length
}

// MessageUUID is the letter's MeMo id, "" without a MeMo.
func (l Letter) MessageUUID() string {
	if l.Request.Message == nil {
		return ""
	}
	return l.Request.Message.Header.MessageUUID
}

// Consignment is the letter's AfsendelseIdentifikator, "" without a letter for print.
func (l Letter) Consignment() string {
	for _, f := range l.Request.Forsendelser() {
		return f.AfsendelseIdentifikator
	}
	return ""
}

// Key is what repeats are found by.
func (l Letter) Key() string {
	if id := l.MessageUUID(); id != "" {
		return strings.ToLower(id)
	}
	return l.Consignment()
}

// Start runs a provider until the test ends.
func Start(t testing.TB, configure func(*Provider)) *Provider {
	t.Helper()
	p := &Provider{t: t, CA: NewCA(t), tokens: map[string]bool{}, delivered: map[string]int{}, TokenLife: time.Hour, AssertionLife: 8 * time.Hour}
	if configure != nil {
		configure(p)
	}
	routes := http.NewServeMux()
	routes.HandleFunc("POST "+kombi.PathSTS, p.issue)
	routes.HandleFunc("POST "+kombi.PathToken, p.exchange)
	routes.HandleFunc("GET "+kombi.PathLookupDigital, func(w http.ResponseWriter, r *http.Request) { p.lookUp(w, r, false) })
	routes.HandleFunc("GET "+kombi.PathLookupNemSMS, func(w http.ResponseWriter, r *http.Request) { p.lookUp(w, r, true) })
	routes.HandleFunc("POST "+kombi.PathKombi, p.send)
	p.server = httptest.NewUnstartedServer(routes)
	p.server.TLS = &tls.Config{Certificates: []tls.Certificate{p.CA.Issue("localhost")}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: p.CA.Pool()}
	p.server.EnableHTTP2 = true
	p.server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // killed senders are noisy
	p.server.StartTLS()
	t.Cleanup(p.server.Close)
	p.URL = p.server.URL
	return p
}

func (p *Provider) issue(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.issued++
	p.mu.Unlock()
	if p.OnIssue != nil && p.OnIssue(w, r) {
		return
	}
	q, err := kombi.ReadSTSRequest(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		p.check(kombi.WriteSTSError(w, err.Error()))
		return
	}
	ends := time.Now().Add(p.AssertionLife).UTC().Truncate(time.Second)
	assertion := fmt.Sprintf(`<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%s"><Conditions NotOnOrAfter="%s"/></Assertion>`, uuid.NewString(), ends.Format(time.RFC3339))
	w.Header().Set("Content-Type", kombi.MediaJSON)
	p.check(kombi.WriteSTSResponse(w, kombi.NewSTSResponse(q, []byte(assertion), ends)))
}

func (p *Provider) exchange(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.exchanged++
	p.mu.Unlock()
	if p.OnToken != nil && p.OnToken(w, r) {
		return
	}
	if _, err := kombi.DecodeAssertion(r.FormValue(kombi.FormSAMLToken)); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		p.check(kombi.WriteTokenError(w, kombi.TokenError{Code: "invalid_grant", Description: err.Error()}))
		return
	}
	token := uuid.NewString()
	p.mu.Lock()
	p.tokens[token] = true
	p.mu.Unlock()
	w.Header().Set("Content-Type", kombi.MediaJSON)
	p.check(kombi.WriteTokenResponse(w, &kombi.TokenResponse{AccessToken: token, TokenType: kombi.HolderOfKey, ExpiresIn: p.TokenLife}))
}

// authorised answers 401 unless the token is a known one.
func (p *Provider) authorised(w http.ResponseWriter, r *http.Request) bool {
	token, ok := kombi.ParseAuthorization(r.Header.Get("Authorization"))
	p.mu.Lock()
	known := p.tokens[token]
	p.mu.Unlock()
	if !ok || !known || r.Header.Get(kombi.HeaderTransaktionsID) == "" {
		Refuse(w, http.StatusUnauthorized, "token.invalid", "the token is not known")
		return false
	}
	return true
}

func (p *Provider) lookUp(w http.ResponseWriter, r *http.Request, sms bool) {
	if !p.authorised(w, r) {
		return
	}
	party, _ := kombi.ParseLookup(r.URL.Query())
	w.Header().Set("Content-Type", kombi.MediaJSON)
	p.check(kombi.WriteLookup(w, p.OnLookUp == nil || p.OnLookUp(party, sms)))
}

func (p *Provider) send(w http.ResponseWriter, r *http.Request) {
	if !p.authorised(w, r) {
		return
	}
	var documents []*closer
	keep := func() (io.WriteCloser, error) {
		c := &closer{}
		documents = append(documents, c)
		return c, nil
	}
	q, findings, err := kombi.ReadRequest(r.Body, kombi.RequestOptions{
		MemoSink:  func(*memo.File) (io.WriteCloser, error) { return keep() },
		PrintSink: func(any, *kombi.Content) (io.WriteCloser, error) { return keep() },
	})
	if err != nil {
		Refuse(w, http.StatusBadRequest, "request", err.Error())
		return
	}
	for _, f := range append(append(findings.Envelope, findings.Memo...), findings.Print...) {
		p.t.Errorf("the sender broke a rule of the format: %s", f)
	}
	l := Letter{Request: q, Transmission: uuid.NewString(), Length: r.ContentLength}
	for _, d := range documents {
		l.Documents = append(l.Documents, d.Bytes())
	}
	p.mu.Lock()
	l.Attempt = 1
	for _, earlier := range p.letters {
		if earlier.Key() == l.Key() {
			l.Attempt++
		}
	}
	p.letters = append(p.letters, l)
	p.mu.Unlock()
	if p.OnSend != nil && p.OnSend(w, r, l) {
		return
	}
	p.Take(l)
	Accept(w, l)
	if p.AfterSend != nil {
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		p.AfterSend(l)
	}
}

type closer struct{ bytes.Buffer }

func (*closer) Close() error { return nil }

// Take delivers a letter, once whatever the number of attempts, and reports
// whether this was the first.
func (p *Provider) Take(l Letter) (first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delivered[l.Key()]++
	return p.delivered[l.Key()] == 1
}

// Accept writes the answer of acceptance.
func Accept(w http.ResponseWriter, l Letter) {
	w.Header().Set("Content-Type", kombi.MediaXML)
	var body bytes.Buffer
	if err := kombi.WriteResponse(&body, kombi.NewAccepted(l.Transmission, kombi.AdvisDigitalPost)); err != nil {
		panic(err) // a test's own fault
	}
	w.Header().Set("Content-Length", fmt.Sprint(body.Len()))
	if _, err := w.Write(body.Bytes()); err != nil {
		return // the sender is gone, as some tests want
	}
}

// Refuse writes a fault.
func Refuse(w http.ResponseWriter, status int, code, text string) {
	w.Header().Set("Content-Type", kombi.MediaXML)
	w.WriteHeader(status)
	if err := kombi.WriteFault(w, kombi.NewFault(code, text)); err != nil {
		return // the sender is gone, as some tests want
	}
}

func (p *Provider) check(err error) {
	if err != nil {
		p.t.Errorf("the provider could not answer: %v", err)
	}
}

// Letters lists what was sent, in order.
func (p *Provider) Letters() []Letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Letter(nil), p.letters...)
}

// Taken is how many different letters were taken, and how often.
func (p *Provider) Taken() (letters, times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range p.delivered {
		letters++
		times += n
	}
	return letters, times
}

// Has reports whether a letter was taken.
func (p *Provider) Has(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.delivered[key] > 0
}

// Calls is how often the STS and the token service were called.
func (p *Provider) Calls() (issued, exchanged int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issued, p.exchanged
}

// Forget makes every token unknown, as a restart of a careless provider would.
func (p *Provider) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.tokens)
}

// Status makes a receipt about a letter, as the platform would fill it.
func Status(l Letter, key kombi.Status, code string) *kombi.PostStatus {
	row, _ := key.Row()
	s := &kombi.PostStatus{TransaktionsDatoTid: kombi.At(time.Now()), TransaktionsStatusKode: row.Text, CorrelationID: l.Transmission}
	if row.Kanal == kombi.KanalFysisk {
		s.KanalKode, s.AfsendelseIdentifikator = kombi.KanalFysisk, l.Consignment()
	} else {
		s.KanalKode, s.TransmissionID, s.MessageUUID = kombi.KanalDigital, l.Transmission, l.MessageUUID()
	}
	if code != "" {
		s.Fejl = kombi.FejlDetaljer{FejlKode: code, FejlTekst: "Kan ikke leveres."}
	}
	return s
}

// Envelope wraps a receipt.
func Envelope(t testing.TB, s *kombi.PostStatus) *kombi.Haendelsesbesked {
	t.Helper()
	var payload bytes.Buffer
	if err := kombi.WritePostStatus(&payload, s); err != nil {
		t.Fatal(err)
	}
	h := &kombi.Haendelsesbesked{BeskedID: *kombi.UUIDOf(uuid.NewString()), BeskedVersion: "1.0"}
	h.Beskedkuvert.Filtreringsdata.Beskedtype = *kombi.UUIDOf(kombi.BeskedtypePostStatus)
	registration := kombi.ObjektRegistrering{}
	if row, ok := kombi.StatusByText(s.TransaktionsStatusKode); ok {
		registration.ObjektHandling = kombi.UUIDOf(row.UUID)
	}
	h.Beskedkuvert.Filtreringsdata.ObjektRegistrering = []kombi.ObjektRegistrering{registration}
	h.Beskeddata = []kombi.Beskeddata{{Base64: kombi.Base64Of(payload.Bytes())}}
	return h
}

// Push posts an envelope to a receipt endpoint and returns status and answer.
func (p *Provider) Push(ctx context.Context, url string, as tls.Certificate, h *kombi.Haendelsesbesked) (int, kombi.PushAnswer, error) {
	var body bytes.Buffer
	if err := kombi.WriteModtagBesked(&body, h); err != nil {
		return 0, kombi.PushAnswer{}, err
	}
	return p.PushBytes(ctx, url, as, body.Bytes())
}

// PushInsecurely pushes to an endpoint whose certificate nobody signed, and
// wants it acknowledged.
func (p *Provider) PushInsecurely(ctx context.Context, url string, as tls.Certificate, h *kombi.Haendelsesbesked) error {
	var body bytes.Buffer
	if err := kombi.WriteModtagBesked(&body, h); err != nil {
		return err
	}
	status, answer, err := p.post(ctx, url, &tls.Config{Certificates: []tls.Certificate{as}, InsecureSkipVerify: true}, body.Bytes())
	if err == nil && (status != http.StatusOK || answer.StatusKode != kombi.KodeModtaget) {
		err = fmt.Errorf("pushed and answered %d %+v", status, answer)
	}
	return err
}

// PushBytes posts anything.
func (p *Provider) PushBytes(ctx context.Context, url string, as tls.Certificate, body []byte) (int, kombi.PushAnswer, error) {
	config := &tls.Config{RootCAs: p.CA.Pool()}
	if len(as.Certificate) > 0 {
		config.Certificates = []tls.Certificate{as}
	}
	return p.post(ctx, url, config, body)
}

func (p *Provider) post(ctx context.Context, url string, config *tls.Config, body []byte) (int, kombi.PushAnswer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, kombi.PushAnswer{}, err
	}
	req.Header.Set("Content-Type", "application/xml")
	transport := &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return 0, kombi.PushAnswer{}, err
	}
	defer func() { p.check(resp.Body.Close()) }()
	if resp.StatusCode != http.StatusOK {
		return resp.StatusCode, kombi.PushAnswer{}, nil
	}
	answer, err := kombi.ReadPushAnswer(resp.Body)
	return resp.StatusCode, answer, err
}
