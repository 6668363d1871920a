package kombi_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

func pemOf(der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// alive proves that the server still takes letters.
func (c *caller) alive() {
	c.t.Helper()
	if a := c.do(c.send(c.xml(text{}))); a.status != http.StatusOK {
		c.t.Errorf("the server no longer takes letters: %d %s", a.status, a.body)
	}
}

func TestHostileXMLIsRefusedWithItsOwnError(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	good := b.xml(text{})
	_, rest, _ := strings.Cut(good, "?>")
	for name, try := range map[string]struct{ body, code string }{
		"entity bomb":        {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>` + strings.Replace(rest, "Afg", "&c;Afg", 1), "xml.doctype"},
		"XXE":                {`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + strings.Replace(rest, "Afg", "&a;Afg", 1), "xml.doctype"},
		"parameter entity":   {`<!DOCTYPE x SYSTEM "https://127.0.0.1:1/x.dtd">` + rest, "xml.doctype"},
		"undefined entity":   {strings.Replace(good, "Afg", "&a;Afg", 1), "xml.entity"},
		"200,000 deep":       {"<kombi_request>" + strings.Repeat("<a>", 200_000) + strings.Repeat("</a>", 200_000) + "</kombi_request>", "xml.limit.depth"},
		"200,000 deep, open": {strings.Repeat("<a>", 200_000), "kombi.request.unreadable"},
		"200,000 attributes": {"<kombi_request " + attributes(200_000) + "/>", "xml.limit.attributes"},
		"many elements":      {"<kombi_request>" + strings.Repeat("<a/>", 200_000) + "</kombi_request>", "xml.limit"},
		"a long name":        {"<" + strings.Repeat("k", 1<<20) + "/>", "xml.limit.name"},
		"a long text":        {strings.Replace(good, "Afg", strings.Repeat("x", 10<<20)+"Afg", 1), "xml.limit.text"},
		"attribute twice":    {strings.Replace(good, ` memoVersion="1.2"`, ` memoVersion="1.2" memoVersion="1.1"`, 1), "xml.duplicate.attribute"},
		"after the root":     {good + "<x/>", "xml.content.after.root"},
		"another root":       {"<x/>", "xml.root"},
		"control characters": {strings.Replace(good, "Afg", "\x00Afg", 1), "kombi.request.unreadable"},
		"UTF-16":             {"\xff\xfe<\x00k\x00", "kombi.request.unreadable"},
		"nothing":            {"", "xml.empty"},
	} {
		t.Run(name, func(t *testing.T) {
			a := c.do(c.send(try.body))
			if a.status != http.StatusBadRequest || !strings.Contains(a.body, try.code) {
				t.Errorf("%d %.300s, want 400 and %s", a.status, a.body, try.code)
			}
			if len(a.body) > 4096 || strings.Contains(a.body, "root:x:") {
				t.Errorf("the answer echoes too much: %.300s", a.body)
			}
		})
	}
	c.alive()
}

func attributes(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `a%d="x" `, i)
	}
	return out.String()
}

func TestHostileAssertionsAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	raw := must2(wire.DecodeAssertion(c.assertion(wire.EntityKombiPostAfsend)))(t)
	elsewhere := setup(t)
	for name, assertion := range map[string]string{
		"changed":              strings.Replace(string(raw), b.system.Authority.Digits(), "11111118", 1),
		"of another simulator": string(must2(wire.DecodeAssertion(elsewhere.as(elsewhere.cert).assertion(wire.EntityKombiPostAfsend)))(t)),
		"with a DOCTYPE":       `<!DOCTYPE a [<!ENTITY b "c">]>` + string(raw),
		"20,000 deep":          strings.Repeat("<a>", 20_000),
		"too large":            string(raw) + strings.Repeat(" ", 100<<10),
	} {
		a := c.do(c.exchange(base64.StdEncoding.EncodeToString([]byte(assertion))))
		if a.status != http.StatusBadRequest || !strings.Contains(a.body, "assertion.invalid") {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	c.alive()
}

func TestWrongCertificatesAreToldWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	register := func(cert *pki.Certificate) *pki.Certificate {
		b.system.Thumbprints = append(b.system.Thumbprints, cert.Thumbprint())
		b.system = must2(b.world.PutSystem(t.Context(), b.system))(t)
		return cert
	}
	faulty := func(f pki.Fault) *pki.Certificate {
		return must2(b.ca.Faulty(f, authority, b.system.Authority.Digits(), pki.OrganisationOptions{}))(t)
	}
	other := must2(pki.Open("", pki.Options{}))(t)
	expired := must2(other.Faulty(pki.Expired, authority, b.system.Authority.Digits(), pki.OrganisationOptions{}))(t)
	foreign := must2(other.Organisation(authority, b.system.Authority.Digits(), pki.OrganisationOptions{}))(t)
	unknown := must2(b.ca.Organisation(authority, b.system.Authority.Digits(), pki.OrganisationOptions{}))(t)
	for name, try := range map[string]struct {
		cert *pki.Certificate
		code string
	}{
		"none":               {nil, "certificate.missing"},
		"expired":            {register(faulty(pki.Expired)), "certificate.expired"},
		"not yet valid":      {register(faulty(pki.NotYetValid)), "certificate.not-yet-valid"},
		"revoked":            {register(faulty(pki.Revoked)), "certificate.revoked"},
		"wrong use":          {register(faulty(pki.WrongUse)), "certificate.wrong-use"},
		"unknown issuer":     {faulty(pki.WrongCA), "certificate.unknown-issuer"},
		"registered nowhere": {unknown, "caller.unknown"},
		"foreign, expired":   {register(expired), "certificate.expired"},
	} {
		t.Run(name, func(t *testing.T) {
			with := b.as(try.cert)
			with.token = c.token
			for _, r := range []*http.Request{
				with.send(b.xml(text{})),
				with.request(http.MethodPost, wire.PathSTS, strings.NewReader("{}")),
				with.exchange("x"),
			} {
				if a := with.do(r); a.status != http.StatusForbidden || !strings.Contains(a.body, try.code) {
					t.Errorf("%s: %d %s, want 403 and %s", r.URL.Path, a.status, a.body, try.code)
				}
			}
		})
	}
	t.Run("an uploaded one of another CA passes", func(t *testing.T) {
		uploaded := b.as(register(foreign))
		uploaded.token = uploaded.fetch(wire.EntityKombiPostAfsend)
		uploaded.alive()
	})
	c.alive()
}

// endless is a body of so many bytes that costs nothing to make.
type endless struct {
	prefix io.Reader
	left   int64
	peak   *atomic.Uint64
}

func (e *endless) Read(p []byte) (int, error) {
	if n, err := e.prefix.Read(p); n > 0 || err == nil {
		return n, nil
	}
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	for i := range p[:n] {
		p[i] = 'A'
	}
	e.left -= n
	if e.left%(1<<24) < n {
		look(e.peak)
	}
	return int(n), nil
}

// look keeps the highest heap seen.
func look(peak *atomic.Uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for {
		old := peak.Load()
		if m.HeapAlloc <= old || peak.CompareAndSwap(old, m.HeapAlloc) {
			return
		}
	}
}

func TestA300MBBodyIsRefusedAndNotKept(t *testing.T) { //nolint:paralleltest // it measures the heap
	if testing.Short() {
		t.Log("a body of 300 MB takes its time")
		return
	}
	b := setup(t)
	c := b.client()
	for name, length := range map[string]int64{"announced": 300 << 20, "in pieces": -1} {
		var peak atomic.Uint64
		look(&peak)
		before := peak.Load()
		head, _, _ := strings.Cut(b.xml(text{}), "JVBERi")
		r := c.service(http.MethodPost, wire.PathKombi, &endless{prefix: strings.NewReader(head), left: 300<<20 - int64(len(head)), peak: &peak})
		r.ContentLength = length
		a := c.do(r)
		if a.status != http.StatusRequestEntityTooLarge || !strings.Contains(a.body, "body.too.large") {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
		t.Logf("heap grew by %d MiB", (int64(peak.Load())-int64(before))>>20)
		if grown := int64(peak.Load()) - int64(before); grown > 64<<20 {
			t.Errorf("%s: the heap grew by %d MiB", name, grown>>20)
		}
		c.alive()
	}
}

func TestA74MiBDocumentGoesThrough(t *testing.T) { //nolint:paralleltest // it measures the heap
	if testing.Short() {
		t.Log("a document of 74 MiB takes its time")
		return
	}
	b := setup(t)
	c := b.client()
	var peak atomic.Uint64
	look(&peak)
	before := peak.Load()
	head, tail, _ := strings.Cut(b.xml(text{}), base64.StdEncoding.EncodeToString([]byte(pdf)))
	size := int64(74<<20) / 3 * 4
	body := &endless{prefix: strings.NewReader(head), left: size, peak: &peak}
	var sent atomic.Int64 // when the last byte was read to be sent
	end := readerFunc(func([]byte) (int, error) {
		sent.CompareAndSwap(0, time.Now().UnixNano())
		return 0, io.EOF
	})
	r := c.service(http.MethodPost, wire.PathKombi, io.MultiReader(body, strings.NewReader(tail), end))
	r.ContentLength = int64(len(head)) + size + int64(len(tail))
	a := c.do(r)
	// Clients give up ten seconds after their last byte (sf1601 2.1).
	if took := time.Since(time.Unix(0, sent.Load())); a.status != http.StatusOK || took > 10*time.Second {
		t.Errorf("%d %s after %s", a.status, a.body, took)
	}
	t.Logf("heap grew by %d MiB", (int64(peak.Load())-int64(before))>>20)
	if grown := int64(peak.Load()) - int64(before); grown > 64<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
	got := must2(wire.ReadResponse(strings.NewReader(a.body)))(t)
	letter, ok, err := b.world.Letter(t.Context(), world.LetterID(got.TransmissionID))
	if err != nil || !ok || letter.Message.Documents[0].Ref.Size != size/4*3 {
		t.Errorf("letter: %v %v", ok, err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestASlowBodyEndsInTime(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *kombi.Options) { o.BodyTimeout = 100 * time.Millisecond })
	c := b.client()
	body, feed := io.Pipe()
	t.Cleanup(func() { check(t, feed.Close()) })
	go func() { _, _ = feed.Write([]byte("<kombi_request>")) }() // and then nothing more
	if a := c.do(c.service(http.MethodPost, wire.PathKombi, body)); a.status != http.StatusRequestTimeout || !strings.Contains(a.body, "body.too.slow") {
		t.Errorf("%d %s", a.status, a.body)
	}
	c.alive()
}

// raw speaks HTTP/1.1 by hand, for what a client library would not send.
func (c *caller) raw(request string) (status, body string) {
	c.t.Helper()
	connection := must2(tls.Dial("tcp", strings.TrimPrefix(c.base, "https://"), c.ca.ClientTLS(c.cert)))(c.t)
	defer func() { _ = connection.Close() }() // the server may have closed before
	check(c.t, connection.SetDeadline(time.Now().Add(10*time.Second)))
	_, err := connection.Write([]byte(request))
	check(c.t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	check(c.t, err)
	text, err := io.ReadAll(response.Body)
	check(c.t, errors.Join(err, response.Body.Close()))
	return response.Status, string(text)
}

func TestStrangeAndDoubledHeaders(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	letter := b.xml(text{}) + "\n" // so that it is soon seen to be no chunk
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/xml\r\n", wire.PathKombi)
	full := fmt.Sprintf("authorization: holder-of-key %s\r\nX-TRANSAKTIONSID: 5b0b7c1e-0000-4000-8000-0c0c0c0c0c0c\r\nContent-Length: %d\r\n", c.token, len(letter))
	for name, try := range map[string]struct{ headers, status, code string }{
		"any letter case, unknown headers": {full + "X-Unknown: 1\r\nX-Unknown: 2\r\nx-transaktionstid: 2999-01-01T00:00:00Z\r\n", "200 OK", "true"},
		"two lengths":                      {full + "Content-Length: 1\r\n", "400 Bad Request", ""},
		"length and chunks":                {full + "Transfer-Encoding: chunked\r\n", "400 Bad Request", "body.incomplete"},
		"two hosts":                        {full + "Host: other\r\n", "400 Bad Request", ""},
		"two tokens":                       {full + "Authorization: Holder-of-key x\r\n", "400 Bad Request", "header.doubled"},
		"two ids":                          {full + "x-transaktionsid: 5b0b7c1e-0000-4000-8000-0c0c0c0c0c0d\r\n", "400 Bad Request", "header.doubled"},
		"a header without end":             {full + "X-Long: " + strings.Repeat("x", 200<<10) + "\r\n", "431 Request Header Fields Too Large", ""},
		"a name with a blank":              {full + "X Y: 1\r\n", "400 Bad Request", ""},
	} {
		status, body := c.raw(head + try.headers + "\r\n" + letter)
		if !strings.HasPrefix(status, try.status) || !strings.Contains(body, try.code) {
			t.Errorf("%s: %s %s, want %s %s", name, status, body, try.status, try.code)
		}
	}
	c.alive()
}

func TestAClientThatGoesAwayLeavesALetterOrNone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	letter := b.xml(text{})
	connection := must2(tls.Dial("tcp", strings.TrimPrefix(c.base, "https://"), c.ca.ClientTLS(c.cert)))(t)
	var request bytes.Buffer
	fmt.Fprintf(&request, "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Holder-of-key %s\r\nx-TransaktionsId: 5b0b7c1e-0000-4000-8000-0c0c0c0c0c0c\r\nContent-Length: %d\r\n\r\n%s",
		wire.PathKombi, c.token, len(letter), letter[:len(letter)/2])
	_, err := connection.Write(request.Bytes())
	check(t, err)
	check(t, connection.Close())
	c.alive()
	check(t, b.world.Settle(t.Context()))
	if _, total, err := b.world.Letters(t.Context(), world.LetterQuery{}); err != nil || total != 1 {
		t.Errorf("%d letters, want the one whole one: %v", total, err)
	}
}

// A body that cannot be read, or does not arrive whole, must not fill the disk.
func TestARefusedBodyLeavesNoDocument(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	for name, cut := range map[string]func(string) string{
		"after the document": func(s string) string { return strings.Replace(s, "</memo:MainDocument>", "</memo:Other>", 1) },
		"twice a part": func(s string) string {
			return strings.Replace(s, "</kombi_request>", "<KombiValgKode/></kombi_request>", 1)
		},
		"no such choice": func(s string) string { return strings.Replace(s, "Digital Post<", "Luftpost<", 1) },
	} {
		for _, size := range []int{1 << 10, 1 << 20} { // in one row of the store, and in several
			document := strings.Repeat(name, size/len(name))
			a := c.do(c.send(cut(b.xml(text{document: document}))))
			if a.status != http.StatusBadRequest {
				t.Fatalf("%s: %d %s", name, a.status, a.body)
			}
			hash := sha256.Sum256([]byte(document))
			if _, err := b.world.Document(t.Context(), world.DocumentRef{Hash: hex.EncodeToString(hash[:])}); world.CodeOf(err) != world.CodeNotFound {
				t.Errorf("%s, %d bytes: the document is in the store: %v", name, size, err)
			}
		}
	}
}

// What a refusal repeats of the request has no CPR number and no great length.
func TestARefusalRepeatsNoNumberAndLittle(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	number := b.person.Digits()
	for name, r := range map[string]*http.Request{
		"choice":  c.send(strings.Replace(b.xml(text{}), "Digital Post<", number+"<", 1)),
		"element": c.send(strings.Replace(b.xml(text{}), "<memo:label>", "<memo:l"+number+">", 1)),
		"method":  c.request(number, wire.PathKombi, nil),
		"entity":  c.sts("http://entityid.kombit.dk/" + number + strings.Repeat("x", 100_000)),
		"world":   c.request(http.MethodGet, "/w/"+number+"/", nil),
	} {
		a := c.do(r)
		if a.status < 400 || strings.Contains(a.body, number) || len(a.body) > 2000 {
			t.Errorf("%s: %d, %d bytes: %.300s", name, a.status, len(a.body), a.body)
		}
	}
}
