package control_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestMain(m *testing.M) {
	openapi3filter.RegisterBodyDecoder("application/pdf", openapi3filter.FileBodyDecoder)
	m.Run()
}

// bench is the API over real worlds, with a client that holds every call and
// answer against the contract.
type bench struct {
	t      *testing.T
	worlds *world.Worlds
	ca     *pki.Authority
	book   *journal.Journal
	server *httptest.Server
	router routers.Router
	log    *safeBuffer

	document string // of the next letters; "" is pdf
}

func setup(t *testing.T, change ...func(*control.Options)) *bench {
	t.Helper()
	return setupOver(t, world.Config{Population: 20}, change...)
}

// setupOver is the API over worlds with a configuration of their own.
func setupOver(t *testing.T, c world.Config, change ...func(*control.Options)) *bench {
	t.Helper()
	worlds, err := world.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := worlds.Close(); err != nil {
			t.Error(err)
		}
	})
	ca, err := pki.Open("", pki.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, worlds: worlds, ca: ca, book: journal.Open(journal.Config{}), log: &safeBuffer{}}
	t.Cleanup(func() {
		if err := b.book.Close(); err != nil {
			t.Error(err)
		}
	})
	o := control.Options{
		Worlds: worlds, Authority: ca, Faults: &fault.Book{}, Exchanges: b.book,
		Log: slog.New(slog.NewTextHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, c := range change {
		c(&o)
	}
	b.server = httptest.NewServer(control.Guard(control.GuardOptions{}, control.New(o)))
	t.Cleanup(b.server.Close)
	b.router = contractRouter(t, contract(t))
	return b
}

// contract reads and validates openapi.yaml as it is served.
func contract(t *testing.T) *openapi3.T {
	t.Helper()
	api := control.New(control.Options{})
	answer := httptest.NewRecorder()
	api.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/api/openapi.yaml", http.NoBody))
	doc, err := openapi3.NewLoader().LoadFromData(answer.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatalf("openapi.yaml: %v", err)
	}
	return doc
}

func contractRouter(t *testing.T, doc *openapi3.T) routers.Router {
	t.Helper()
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return router
}

// call makes a call and returns status and body. The answer must be as the
// contract says, and so must the question unless it is refused.
func (b *bench) call(method, path string, in any) (int, []byte) {
	b.t.Helper()
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			b.t.Fatal(err)
		}
	}
	request := b.request(method, path, body)
	if in != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return b.send(request, body)
}

func (b *bench) request(method, path string, body []byte) *http.Request {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.server.URL+path, bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	return request
}

func (b *bench) send(request *http.Request, body []byte) (int, []byte) {
	b.t.Helper()
	answer, err := b.server.Client().Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.compare(request, body, answer, content)
	return answer.StatusCode, content
}

// compare holds a call against the contract.
func (b *bench) compare(request *http.Request, body []byte, answer *http.Response, content []byte) {
	b.t.Helper()
	route, vars, err := b.router.FindRoute(request)
	if err != nil {
		if answer.StatusCode < 400 {
			b.t.Errorf("%s %s is not in the contract but answers %d", request.Method, request.URL.Path, answer.StatusCode)
		}
		return
	}
	kind := answer.Header.Get("Content-Type")
	described := route.Operation.Responses.Status(answer.StatusCode)
	if described == nil {
		described = route.Operation.Responses.Default()
	}
	if described == nil || (len(content) > 0 && described.Value.Content.Get(kind) == nil) {
		b.t.Errorf("%s %s answers %d %s, which is not in the contract", request.Method, request.URL.Path, answer.StatusCode, kind)
		return
	}
	// kin-openapi reads JSON bodies only.
	options := &openapi3filter.Options{ExcludeResponseBody: !strings.Contains(kind, "json"), AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}
	question := &openapi3filter.RequestValidationInput{Request: request, PathParams: vars, Route: route, Options: options}
	if answer.StatusCode < 400 {
		request.Body = io.NopCloser(bytes.NewReader(body))
		if err := openapi3filter.ValidateRequest(context.Background(), question); err != nil {
			b.t.Errorf("%s %s was done, but the contract forbids it: %v", request.Method, request.URL.Path, err)
		}
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: question, Status: answer.StatusCode, Header: answer.Header,
		Body: io.NopCloser(bytes.NewReader(content)), Options: options,
	})
	if err != nil {
		b.t.Errorf("%s %s answers %d %s against the contract: %v", request.Method, request.URL.Path, answer.StatusCode, content, err)
	}
}

// must makes a call that has to succeed and reads its answer into out, unless nil.
func (b *bench) must(method, path string, in, out any) {
	b.t.Helper()
	status, body := b.call(method, path, in)
	if status >= 300 {
		b.t.Fatalf("%s %s: %d %s", method, path, status, body)
	}
	if out != nil {
		reflect.ValueOf(out).Elem().SetZero()
		if err := json.Unmarshal(body, out); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, body)
		}
	}
}

// refused makes a call that has to fail with the status and code.
func (b *bench) refused(method, path string, in any, status int, code string) {
	b.t.Helper()
	gotStatus, body := b.call(method, path, in)
	b.wantProblem(method+" "+path, gotStatus, body, status, code)
}

func (b *bench) wantProblem(what string, gotStatus int, body []byte, status int, code string) {
	b.t.Helper()
	var p control.Problem
	if err := json.Unmarshal(body, &p); err != nil {
		b.t.Fatalf("%s: %v in %s", what, err, body)
	}
	if gotStatus != status || p.Code != code || p.Status != status || p.Detail == "" {
		b.t.Errorf("%s: %d %s, want %d %s", what, gotStatus, body, status, code)
	}
}

// start is nine o'clock in Denmark on 1 March 2024.
func start() time.Time { return time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC) }

const (
	authorityCVR = "11111111"
	pdf          = "%PDF-1.4 not looked at"
)

// world makes a world "w" with an authority and a system, whose id it returns.
func (b *bench) world() string {
	b.t.Helper()
	b.must("POST", "/api/worlds", map[string]any{"id": "w", "start": start(), "seed": 7}, nil)
	b.must("PUT", "/api/worlds/w/authorities/"+authorityCVR, map[string]any{"name": "Eksempelkøbing Kommune", "agreementFrom": start()}, nil)
	var system control.System
	b.must("POST", "/api/worlds/w/systems", map[string]any{"name": "ESDH", "authority": authorityCVR}, &system)
	return string(system.ID)
}

// letter sends a letter as a door would and returns its id.
func (b *bench) letter(system string, channel world.Channel, to ident.Party, order *world.PrintOrder) world.LetterID {
	b.t.Helper()
	w, ok := b.worlds.Get("w")
	if !ok {
		b.t.Fatal("no world")
	}
	writer := w.NewDocument(b.t.Context())
	if _, err := io.Copy(writer, strings.NewReader(cmpOr(b.document, pdf))); err != nil {
		b.t.Fatal(err)
	}
	ref, err := writer.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	document := world.Document{Role: world.RoleMain, Label: "Brev", Filename: "brev.pdf", MIME: "application/pdf", Ref: ref}
	s := world.Submission{System: world.SystemID(system), Channel: channel, Size: 100}
	if channel != world.ChannelPrint {
		s.Message = &world.Message{
			UUID: "5b3f4e1a-7c2d-4f6a-9b8e-0a1b2c3d4e5f", Title: "Afgørelse", Sender: ident.Party{Kind: ident.KindCVR, Number: authorityCVR},
			SenderLabel: "Eksempelkøbing Kommune", Recipient: to, PostType: "MYNDIGHEDSPOST", CreatedAt: start(), Documents: []world.Document{document},
		}
	}
	if s.Order = order; order != nil {
		order.Main = document
	}
	accepted, err := w.Accept(b.t.Context(), s)
	if err != nil {
		b.t.Fatal(err)
	}
	w.Answered(b.t.Context(), accepted.Letter)
	return accepted.Letter
}

// magic is the number of somebody with the standing.
func magic(t *testing.T, standing world.Standing) ident.Party {
	t.Helper()
	for _, m := range world.Magic() {
		if m.Standing == standing {
			return m.Party
		}
	}
	t.Fatalf("no magic number is %s", standing)
	return ident.Party{}
}

// safeBuffer is a buffer for many goroutines.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}
