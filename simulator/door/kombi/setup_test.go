package kombi_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// bundle is one provider with one world, one authority and its sender system.
type bundle struct {
	t       testing.TB
	ca      *pki.Authority
	worlds  *world.Worlds
	world   *world.World
	door    *kombi.Door
	server  *httptest.Server
	journal *journal.Journal
	faults  *fault.Book
	system  world.System
	cert    *pki.Certificate
	person  ident.CPR
}

const authority = "Eksempelkøbing Kommune"

// noon is a working day on which nothing special is in force.
func noon() time.Time { return time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC) }

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// setup starts a provider in memory.
func setup(t testing.TB, change ...func(*kombi.Options)) *bundle {
	t.Helper()
	return open(t, "", change...).furnish(world.Settings{})
}

// furnish makes the default world, its sender and the person that letters go to.
func (b *bundle) furnish(s world.Settings) *bundle {
	t := b.t
	t.Helper()
	b.world = must2(b.worlds.Create(t.Context(), world.Spec{ID: "default", Start: noon(), Seed: 1, Population: -1, Settings: s}))(t)
	b.system, b.cert = b.newSystem(b.world, authority, 0)
	b.person = must2(ident.NewFictiveCPR(1980, 3, 7, 0))(t)
	check(t, b.world.PutPerson(t.Context(), world.Person{CPR: b.person, Name: "Anna Eksempel"}))
	return b
}

// must2 lets a call with two results be written on one line.
func must2[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		return must(t, value, err)
	}
}

// open starts a provider over a data directory, without any world of its own.
func open(t testing.TB, dir string, change ...func(*kombi.Options)) *bundle {
	t.Helper()
	return openOver(t, world.Config{Dir: dir}, change...)
}

// openOver starts one whose worlds have a configuration of their own.
func openOver(t testing.TB, c world.Config, change ...func(*kombi.Options)) *bundle {
	t.Helper()
	b := &bundle{t: t, faults: &fault.Book{}}
	b.ca = must2(pki.Open(c.Dir, pki.Options{}))(t)
	b.journal = journal.Open(journal.Config{Dir: c.Dir})
	var late atomic.Pointer[kombi.Door]
	c.OnReceipt = func(w *world.World, id world.SystemID) { late.Load().OnReceipt(w, id) }
	b.worlds = must2(world.Open(t.Context(), c))(t)
	options := kombi.Options{Worlds: b.worlds, Authority: b.ca, Journal: b.journal, Faults: b.faults}
	for _, f := range change {
		f(&options)
	}
	b.door = kombi.New(options)
	late.Store(b.door)
	check(t, b.door.Start(t.Context()))
	b.server = httptest.NewUnstartedServer(b.door)
	b.server.EnableHTTP2 = true
	b.server.TLS = must2(b.ca.ServerTLS(pki.ServerOptions{}))(t)
	b.server.Config.ErrorLog = nil
	kombi.SetTimeouts(b.server.Config)
	b.server.StartTLS()
	t.Cleanup(b.close)
	return b
}

// close stops everything; a second time does nothing.
func (b *bundle) close() {
	if b.server == nil {
		return
	}
	b.server.CloseClientConnections()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := b.door.Close(ctx); err != nil {
		b.t.Errorf("close the door: %v", err)
	}
	b.server.Close()
	b.server = nil
	if err := b.worlds.Close(); err != nil {
		b.t.Errorf("close the worlds: %v", err)
	}
	if err := b.journal.Close(); err != nil {
		b.t.Errorf("close the journal: %v", err)
	}
}

// newSystem registers an authority with an agreement, its system and certificate.
func (b *bundle) newSystem(w *world.World, name string, n int) (world.System, *pki.Certificate) {
	b.t.Helper()
	cvr := must2(ident.NewFictiveCVR(n))(b.t)
	since := noon().AddDate(-1, 0, 0)
	check(b.t, w.PutAuthority(b.t.Context(), world.Authority{CVR: cvr, Name: name, Category: world.CategoryPublic, AgreementFrom: &since}))
	cert := must2(b.ca.Organisation(name, cvr.Digits(), pki.OrganisationOptions{}))(b.t)
	system := must2(w.PutSystem(b.t.Context(), world.System{Name: name + " sagssystem", Authority: cvr, Thumbprints: []string{cert.Thumbprint()}}))(b.t)
	return system, cert
}

// caller is a client with a certificate, or without.
type caller struct {
	*bundle
	http  *http.Client
	cert  *pki.Certificate
	base  string
	token string
}

func (b *bundle) as(cert *pki.Certificate) *caller {
	transport := &http.Transport{TLSClientConfig: b.ca.ClientTLS(cert)}
	b.t.Cleanup(transport.CloseIdleConnections)
	return &caller{bundle: b, cert: cert, base: b.server.URL, http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// client is the system's own client with a token for sending.
func (b *bundle) client() *caller {
	b.t.Helper()
	c := b.as(b.cert)
	c.token = c.fetch(wire.EntityKombiPostAfsend)
	return c
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
	proto  string
}

func (c *caller) do(r *http.Request) answer {
	c.t.Helper()
	a, err := c.try(r)
	check(c.t, err)
	return a
}

func (c *caller) try(r *http.Request) (answer, error) {
	response, err := c.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	return answer{response.StatusCode, response.Header, string(body), response.Proto}, response.Body.Close()
}

func (c *caller) request(method, path string, body io.Reader) *http.Request {
	c.t.Helper()
	return must2(http.NewRequestWithContext(c.t.Context(), method, c.base+path, body))(c.t)
}

func (c *caller) sts(entity string) *http.Request {
	c.t.Helper()
	var body bytes.Buffer
	check(c.t, wire.WriteSTSRequest(&body, wire.NewSTSRequest(c.system.Authority.Digits(), c.cert.Leaf.Raw, entity)))
	r := c.request(http.MethodPost, wire.PathSTS, &body)
	r.Header.Set("Content-Type", "application/json")
	return r
}

func (c *caller) assertion(entity string) string {
	c.t.Helper()
	a := c.do(c.sts(entity))
	got, err := wire.ReadSTSResponse(strings.NewReader(a.body))
	if a.status != http.StatusOK || err != nil {
		c.t.Fatalf("STS: %d %s: %v", a.status, a.body, err)
	}
	return base64.StdEncoding.EncodeToString(got.Assertion)
}

func (c *caller) exchange(assertion string) *http.Request {
	c.t.Helper()
	r := c.request(http.MethodPost, wire.PathToken, strings.NewReader(url.Values{wire.FormSAMLToken: {assertion}}.Encode()))
	r.Header.Set("Content-Type", wire.MediaForm)
	return r
}

// fetch gets a token by way of an assertion.
func (c *caller) fetch(entity string) string {
	c.t.Helper()
	a := c.do(c.exchange(c.assertion(entity)))
	got, err := wire.ReadTokenResponse(strings.NewReader(a.body))
	if a.status != http.StatusOK || err != nil {
		c.t.Fatalf("token service: %d %s: %v", a.status, a.body, err)
	}
	return got.AccessToken
}

// service is a request to a service with all headers it needs.
func (c *caller) service(method, path string, body io.Reader) *http.Request {
	c.t.Helper()
	r := c.request(method, path, body)
	r.Header.Set("Authorization", wire.Authorization(c.token))
	r.Header.Set(wire.HeaderTransaktionsID, uuid.NewString())
	r.Header.Set(wire.HeaderTransaktionsTid, "2030-01-01T00:00:00Z")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/xml")
	}
	return r
}

func (c *caller) send(body string) *http.Request {
	c.t.Helper()
	return c.service(http.MethodPost, wire.PathKombi, strings.NewReader(body))
}

// accepted sends a letter that must be accepted, and returns the answer.
func (c *caller) accepted(body string) *wire.Response {
	c.t.Helper()
	a := c.do(c.send(body))
	got, err := wire.ReadResponse(strings.NewReader(a.body))
	if a.status != http.StatusOK || err != nil || !got.Result {
		c.t.Fatalf("send: %d %s: %v", a.status, a.body, err)
	}
	return got
}

// text is a letter in XML. The zero value of a field means something usual.
type text struct {
	code, uuid, dispatch string
	to                   ident.CPR
	document             string // bytes, not base64
	kind                 string // messageType
	order                string // more of the ForsendelseI, behind DokumentParametre
}

// xml writes the letter as senders do, with the parts its code needs.
func (b *bundle) xml(l text) string {
	if l.code == "" {
		l.code = string(wire.DigitalPost)
	}
	if l.uuid == "" {
		l.uuid = uuid.NewString()
	}
	if l.dispatch == "" {
		l.dispatch = uuid.NewString()
	}
	if l.to == "" {
		l.to = b.person
	}
	if l.kind == "" {
		l.kind = "DIGITALPOST"
	}
	if l.document == "" {
		l.document = pdf
	}
	needs, _ := wire.KombiValgKode(l.code).Needs()
	content := base64.StdEncoding.EncodeToString([]byte(l.document))
	var out strings.Builder
	fmt.Fprintf(&out, `<?xml version='1.0' encoding='utf8'?><kombi_request xmlns:memo="https://DigitalPost.dk/MeMo-1"><KombiValgKode>%s</KombiValgKode>`, l.code)
	if needs.Memo {
		fmt.Fprintf(&out, `<memo:Message memoVersion="1.2"><memo:MessageHeader><memo:messageType>%s</memo:messageType>`+
			`<memo:messageUUID>%s</memo:messageUUID><memo:label>Afgørelse om boligstøtte</memo:label><memo:notification>Nyt brev</memo:notification>`+
			`<memo:Sender><memo:senderID>%s</memo:senderID><memo:idType>CVR</memo:idType><memo:label>%s</memo:label></memo:Sender>`+
			`<memo:Recipient><memo:recipientID>%s</memo:recipientID><memo:idType>CPR</memo:idType></memo:Recipient></memo:MessageHeader>`,
			l.kind, l.uuid, b.system.Authority.Digits(), authority, l.to.Digits())
		if l.kind == "DIGITALPOST" {
			fmt.Fprintf(&out, `<memo:MessageBody><memo:createdDateTime>2024-03-01T12:00:00Z</memo:createdDateTime><memo:MainDocument><memo:File>`+
				`<memo:encodingFormat>application/pdf</memo:encodingFormat><memo:filename>brev.pdf</memo:filename><memo:language>da</memo:language>`+
				`<memo:content>%s</memo:content></memo:File></memo:MainDocument></memo:MessageBody>`, content)
		}
		out.WriteString(`</memo:Message>`)
	}
	if needs.Forsendelse {
		fmt.Fprintf(&out, `<ForsendelseISamling xmlns="urn:oio:fjernprint:1.0.0"><ForsendelseI><AfsendelseIdentifikator>%s</AfsendelseIdentifikator>`+
			`<ForsendelseTypeIdentifikator>4711</ForsendelseTypeIdentifikator><ForsendelseModtager><ns0:AfsendelseModtager xmlns:ns0="urn:oio:dkal:1.0.0">`+
			`<ns1:CPRnummerIdentifikator xmlns:ns1="urn:oio:adir:dagpenge:2009.07.01">0000000000</ns1:CPRnummerIdentifikator></ns0:AfsendelseModtager>`+
			`<ModtagerAdresse><ns0:PersonName xmlns:ns0="http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/">Anna Eksempel</ns0:PersonName>`+
			`<ns0:StreetName xmlns:ns0="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/">Eksempelvej</ns0:StreetName>`+
			`<ns0:StreetBuildingIdentifier xmlns:ns0="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">012A</ns0:StreetBuildingIdentifier>`+
			`<ns0:PostCodeIdentifier xmlns:ns0="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/">9999</ns0:PostCodeIdentifier>`+
			`<ns0:CountryIdentificationCode scheme="iso3166-alpha2" xmlns:ns0="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">DK</ns0:CountryIdentificationCode>`+
			`</ModtagerAdresse></ForsendelseModtager><d:FilformatNavn xmlns:d="urn:oio:dkal:1.0.0">PDF</d:FilformatNavn>`+
			`<d:MeddelelseIndholdData xmlns:d="urn:oio:dkal:1.0.0">%s</d:MeddelelseIndholdData><DokumentParametre/>%s`+
			`</ForsendelseI></ForsendelseISamling>`, l.dispatch, content, l.order)
	}
	out.WriteString(`</kombi_request>`)
	return out.String()
}

// pdf is enough of a PDF for a wire that does not look inside.
const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// anna is the person that letters go to.
func (b *bundle) anna() ident.Party { return ident.Person(b.person) }
