package simulator_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// BenchmarkLetter is what a letter costs the provider from the TLS record to the
// queued receipt: CPU of this process. The client is another process, so that its
// work does not count. "alone" waits for each answer, so that every letter pays
// for its own commit; "together" is sixteen connections. No document is looked into,
// because the print rules have a budget of their own.
func BenchmarkLetter(b *testing.B) {
	for _, stored := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("stored=%d", stored), func(b *testing.B) {
			p := startProvider(b)
			p.fill(b, stored)
			for _, size := range []int{1 << 10, 50 << 10} {
				for name, connections := range map[string]int{"alone": 1, "together": 16} {
					b.Run(fmt.Sprintf("%dKB/%s", size>>10, name), func(b *testing.B) { p.receive(b, size, connections) })
				}
			}
			if stored > 10_000 {
				b.Run("memory", func(b *testing.B) { b.ReportMetric(residentMiB(b, os.Getpid()), "MiB") })
			}
		})
	}
}

// provider is a server with one authority that may send.
type provider struct {
	server *simulator.Server
	world  *world.World
	order  order
	people []ident.CPR
	filled atomic.Int64
}

// order tells the client process what to do.
type order struct {
	URL         string
	Root, PEM   []byte
	Token, CVR  string
	To          []string
	Size        int
	Connections int
}

const (
	benchAuthority = "Eksempelkøbing Kommune"
	orderVariable  = "BREVDUE_BENCH_CLIENT"
)

// noRules find every letter printable and look at none.
type noRules struct{}

func (noRules) CheckLetter(context.Context, []fjernprint.Part, *fjernprint.Profile, fjernprint.Letter) fjernprint.LetterReport {
	return fjernprint.LetterReport{Verdict: fjernprint.Printable}
}

func startProvider(b *testing.B) *provider {
	b.Helper()
	s := simulator.Start(b, simulator.Options{Data: b.TempDir(), PrintRules: noRules{}})
	w, _ := s.Worlds.Get(simulator.DefaultWorld)
	cvr := ok(ident.NewFictiveCVR(0))(b)
	since := w.Now().AddDate(-1, 0, 0)
	c := ok(s.Enrol(b.Context(), w, world.Authority{CVR: cvr, Name: benchAuthority, AgreementFrom: &since}, "bench"))(b)
	p := &provider{server: s, world: w, order: order{URL: s.URL, Root: s.Authority.RootPEM(), PEM: c.PEM, CVR: cvr.Digits()}}
	people, _, err := w.People(b.Context(), 0, 1000)
	ok(people, err)(b)
	for _, person := range people {
		p.people = append(p.people, person.CPR)
		p.order.To = append(p.order.To, person.CPR.Digits())
	}
	client := s.Client(c)
	p.order.Token = accessToken(b, client, s.URL, cvr.Digits(), c.Issued)
	return p
}

func ok[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// accessToken goes the way of a client: STS, then token service.
func accessToken(b *testing.B, client *http.Client, base, cvr string, cert *pki.Certificate) string {
	b.Helper()
	var body bytes.Buffer
	ok(0, wire.WriteSTSRequest(&body, wire.NewSTSRequest(cvr, cert.Leaf.Raw, wire.EntityKombiPostAfsend)))(b)
	issued := ok(wire.ReadSTSResponse(bytes.NewReader(post(b, client, base+wire.PathSTS, wire.MediaJSON, &body))))(b)
	form := url.Values{wire.FormSAMLToken: {base64.StdEncoding.EncodeToString(issued.Assertion)}}
	answer := post(b, client, base+wire.PathToken, wire.MediaForm, strings.NewReader(form.Encode()))
	return ok(wire.ReadTokenResponse(bytes.NewReader(answer)))(b).AccessToken
}

func post(b *testing.B, client *http.Client, address, media string, body io.Reader) []byte {
	b.Helper()
	r := ok(http.NewRequestWithContext(b.Context(), http.MethodPost, address, body))(b)
	r.Header.Set("Content-Type", media)
	response := ok(client.Do(r))(b)
	answer := ok(io.ReadAll(response.Body))(b)
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d %s %v", address, response.StatusCode, answer, err)
	}
	return answer
}

// fill puts letters into the world without a wire.
func (p *provider) fill(b *testing.B, letters int) {
	b.Helper()
	systems := ok(p.world.Systems(b.Context()))(b)
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			for n := p.filled.Add(1); n <= int64(letters); n = p.filled.Add(1) {
				if err := p.put(b.Context(), systems[0], n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	ok(0, p.world.Settle(b.Context()))(b)
}

func (p *provider) put(ctx context.Context, from world.System, n int64) error {
	document := p.world.NewDocument(ctx)
	if _, err := fmt.Fprintf(document, "%%PDF-1.4 %d %s", n, strings.Repeat("x", 1<<10)); err != nil {
		return err
	}
	ref, err := document.Close()
	if err != nil {
		return err
	}
	a, err := p.world.Accept(ctx, world.Submission{
		System: from.ID, Channel: world.ChannelDigital, Size: 2 << 10,
		Message: &world.Message{
			UUID: uuid.NewString(), Title: "Afgørelse om boligstøtte", Sender: ident.Company(from.Authority), SenderLabel: benchAuthority,
			Recipient: ident.Person(p.people[int(n)%len(p.people)]),
			Documents: []world.Document{{Role: world.RoleMain, Filename: "brev.pdf", MIME: "application/pdf", Language: "da", Ref: ref}},
		},
	})
	if err == nil {
		p.world.Answered(ctx, a.Letter)
	}
	return err
}

// receive lets the client process send b.N letters and waits until all receipts
// are queued.
func (p *provider) receive(b *testing.B, size, connections int) {
	p.order.Size, p.order.Connections = size, connections
	client := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkTheClientProcess$", "-test.benchtime="+strconv.Itoa(b.N)+"x")
	client.Env = append(os.Environ(), orderVariable+"="+string(ok(json.Marshal(p.order))(b)))
	before := cpu(b)
	if output, err := client.CombinedOutput(); err != nil {
		b.Fatalf("the client: %v\n%s", err, output)
	}
	ok(0, p.world.Settle(b.Context()))(b)
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

// cpu is the CPU time of this process, user and system.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	ok(0, syscall.Getrusage(syscall.RUSAGE_SELF, &used))(b)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkTheClientProcess is the other side of BenchmarkLetter, in a process of
// its own.
func BenchmarkTheClientProcess(b *testing.B) {
	var o order
	if os.Getenv(orderVariable) == "" {
		b.Skip("it is started by BenchmarkLetter")
	}
	ok(0, json.Unmarshal([]byte(os.Getenv(orderVariable)), &o))(b)
	client := o.client(b)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range o.Connections {
		wait.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				if err := o.send(client, n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

func (o *order) send(client *http.Client, n int64) error {
	document := make([]byte, o.Size)
	copy(document, fmt.Sprintf("%d %s", n, uuid.NewString()))
	body := fmt.Sprintf(`<?xml version='1.0' encoding='utf8'?><kombi_request xmlns:memo="https://DigitalPost.dk/MeMo-1"><KombiValgKode>Digital Post</KombiValgKode>`+
		`<memo:Message memoVersion="1.2"><memo:MessageHeader><memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>%s</memo:messageUUID>`+
		`<memo:label>Afgørelse om boligstøtte</memo:label><memo:notification>Nyt brev</memo:notification>`+
		`<memo:Sender><memo:senderID>%s</memo:senderID><memo:idType>CVR</memo:idType><memo:label>%s</memo:label></memo:Sender>`+
		`<memo:Recipient><memo:recipientID>%s</memo:recipientID><memo:idType>CPR</memo:idType></memo:Recipient></memo:MessageHeader>`+
		`<memo:MessageBody><memo:createdDateTime>2024-03-01T12:00:00Z</memo:createdDateTime><memo:MainDocument><memo:File>`+
		`<memo:encodingFormat>text/plain</memo:encodingFormat><memo:filename>brev.txt</memo:filename><memo:language>da</memo:language>`+
		`<memo:content>%s</memo:content></memo:File></memo:MainDocument></memo:MessageBody></memo:Message></kombi_request>`,
		uuid.NewString(), o.CVR, benchAuthority, o.To[int(n)%len(o.To)], base64.StdEncoding.EncodeToString(document))
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, o.URL+wire.PathKombi, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", wire.Authorization(o.Token))
	r.Header.Set("Content-Type", "application/xml")
	r.Header.Set("Accept", "application/xml")
	r.Header.Set(wire.HeaderTransaktionsID, uuid.NewString())
	r.Header.Set(wire.HeaderTransaktionsTid, time.Now().Format("2006-01-02T15:04:05Z"))
	response, err := client.Do(r)
	if err != nil {
		return err
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("%d %s %w", response.StatusCode, answer, err)
	}
	return response.Body.Close()
}

// client speaks HTTP/1.1 over connections that it keeps, as most senders do.
func (o *order) client(b *testing.B) *http.Client {
	b.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(o.Root)
	cert := ok(tls.X509KeyPair(o.PEM, o.PEM))(b)
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:     &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12},
		MaxIdleConnsPerHost: o.Connections,
	}}
}

// residentMiB is the resident memory of a process.
func residentMiB(b *testing.B, pid int) float64 {
	b.Helper()
	for line := range strings.Lines(string(ok(os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)))(b))) {
		var kib float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f", &kib); n == 1 {
			return kib / 1024
		}
	}
	b.Fatal("the process has no VmRSS")
	return 0
}
