package sender

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	client "github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"

	"github.com/brevdue/brevdue/sender/outbox"
)

const (
	testCVR = ident.CVR("12345675")
	anna    = "0703900004"
)

var testPDF = []byte("%PDF-1.7\nprøve\n%%EOF\n")

// testClock is an authority's clock that tests move.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

// rig is a sender with one authority and a provider.
type rig struct {
	t        *testing.T
	provider *kombitest.Provider
	sender   *Sender
	clock    *testClock
	push     tls.Certificate
	dir      string
	opts     Options
	profile  Profile
}

func newRig(t *testing.T, configure func(*rig, *kombitest.Provider)) *rig {
	t.Helper()
	r := &rig{t: t, clock: &testClock{now: time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)}, dir: newOutbox(t)}
	r.opts = Options{Dir: r.dir, Print: anyPaper{}, Retry: Retry{Pacing: outbox.Pacing{First: 5 * time.Millisecond, Poll: 20 * time.Millisecond}, Timeout: 10 * time.Second, Rest: 50 * time.Millisecond}}
	r.provider = kombitest.Start(t, func(p *kombitest.Provider) {
		r.profile = Profile{
			ID: "eksempelkoebing", CVR: testCVR, Name: "Eksempelkøbing Kommune", Clock: r.clock,
			Certificate: p.CA.Issue("Eksempelkøbing Kommune"), Roots: p.CA.Pool(), ReceiptCA: p.CA.Pool(), PrintType: "4711",
		}
		r.opts.ServerCertificate = p.CA.Issue("localhost")
		r.push = p.CA.Issue("platform")
		if configure != nil {
			configure(r, p)
		}
	})
	r.profile.Provider = client.At(r.provider.URL)
	r.start()
	return r
}

// anyPaper prints anything: the documents of most tests are a few bytes that only
// begin as a PDF does.
type anyPaper struct{}

func (anyPaper) CheckLetter(context.Context, []fjernprint.Part, *fjernprint.Profile, fjernprint.Letter) fjernprint.LetterReport {
	return fjernprint.LetterReport{Verdict: fjernprint.Printable}
}

// empty is an outbox file with all its tables and no letters. Making the tables
// costs far more than a letter does, so the tests make them once.
var empty = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "brevdue-sender-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := s.Close(context.Background()); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "outbox.db"))
})

// newOutbox makes a folder with an empty outbox.
func newOutbox(t *testing.T) (dir string) {
	t.Helper()
	file, err := empty()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "outbox.db"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (r *rig) start() {
	r.t.Helper()
	s, err := Open(r.t.Context(), r.opts)
	if err != nil {
		r.t.Fatal(err)
	}
	r.sender = s
	r.t.Cleanup(func() { r.close(s) })
	if err := s.AddProfile(r.t.Context(), r.profile); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) close(s *Sender) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		r.t.Errorf("close: %v", err)
	}
}

func draft(channel Channel) Draft {
	d := Draft{
		To: ident.Party{Kind: ident.KindCPR, Number: anna}, Channel: channel, Title: "Afgørelse om boligstøtte",
		Document: Document{Name: "afgørelse.pdf", Data: testPDF},
		Name:     "Anna Prøve", Address: Address{Lines: []string{"Eksempelvej 12A, st. tv"}, PostCode: "9999", City: "Eksempelby"},
	}
	if channel == outbox.SMS {
		d.Document, d.SMS = Document{}, "Husk din tid i morgen kl. 10."
	}
	return d
}

func (r *rig) submit(d Draft) LetterID {
	r.t.Helper()
	id, err := r.sender.Submit(r.t.Context(), r.profile.ID, d)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

func (r *rig) await(id LetterID, want outbox.State) Letter {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), time.Minute)
	defer cancel()
	l, err := r.sender.Wait(ctx, id, func(l Letter) bool { return l.State == want })
	if err != nil {
		r.t.Fatalf("waiting for %s: %v; the letter is %s: %+v", want, err, l.State, l.Evidence)
	}
	return l
}

// receipt pushes a receipt and returns the HTTP status and the StatusKode.
func (r *rig) receipt(l kombitest.Letter, key kombi.Status, code string) (int, kombi.StatusKode) {
	r.t.Helper()
	return r.pushed(kombitest.Envelope(r.t, kombitest.Status(l, key, code)))
}

func (r *rig) pushed(h *kombi.Haendelsesbesked) (int, kombi.StatusKode) {
	r.t.Helper()
	status, answer, err := r.provider.Push(r.t.Context(), r.sender.ReceiptURL(r.profile.ID), r.push, h)
	if err != nil {
		r.t.Fatal(err)
	}
	return status, answer.StatusKode
}

func TestALetterGoesAllTheWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		channel  Channel
		receipts []kombi.Status
		want     outbox.State
	}{
		{outbox.Digital, []kombi.Status{kombi.StatusModtagetDigitalPost, kombi.StatusAfleveretDigitalPost}, outbox.Available},
		{outbox.Auto, []kombi.Status{kombi.StatusAfsendt, kombi.StatusModtagetFjernprint, kombi.StatusKlar, kombi.StatusAfleveretTilPrint, kombi.StatusModtagetPostDanmark, kombi.StatusOpdatering}, outbox.Printed},
		{outbox.Print, []kombi.Status{kombi.StatusModtagetPostDanmark}, outbox.Printed},
		{outbox.Print, []kombi.Status{kombi.StatusAfsendt, kombi.StatusTilbagekaldt}, outbox.Refused},
		{outbox.SMS, []kombi.Status{kombi.StatusAfleveretDigitalPost, kombi.StatusModtagetDigitalPost}, outbox.Available},
		{outbox.Digital, []kombi.Status{kombi.StatusFejlet}, outbox.Refused},
	} {
		t.Run(string(c.channel)+" "+string(c.want), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, nil)
			id := r.submit(draft(c.channel))
			r.await(id, outbox.Accepted)
			sent := r.provider.Letters()
			if len(sent) != 1 {
				t.Fatalf("sent %d times, want once", len(sent))
			}
			code := ""
			for _, key := range c.receipts {
				if key == kombi.StatusFejlet {
					code = "recipient.exempt"
				}
				if status, kode := r.receipt(sent[0], key, code); status != http.StatusOK || kode != kombi.KodeModtaget {
					t.Errorf("%s was answered %d, %d; want 200, 20", key, status, kode)
				}
			}
			l := r.await(id, c.want)
			if want := 2 + len(c.receipts); len(l.Evidence) != want {
				t.Errorf("%d pieces of evidence, want %d", len(l.Evidence), want)
			}
		})
	}
}

func TestWhatGoesOverTheWire(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	d := draft(outbox.Auto)
	d.Attachments = []Document{{Name: "bilag.pdf", Data: []byte("%PDF-1.4 bilag")}}
	d.Type, d.CaseID, d.MessageID, d.Reply, d.Mandatory = "BOLIGSIKRING/SINGLE", "2024-17", "vores-4711", true, true
	l := r.await(r.submit(d), outbox.Accepted)
	got := r.provider.Letters()[0]
	h := got.Request.Message.Header
	for _, c := range []struct{ what, got, want string }{
		{"choice", string(got.Request.KombiValgKode), "Automatisk Valg"},
		{"version", got.Request.Message.MemoVersion, "1.2"},
		{"uuid", h.MessageUUID, string(l.ID)},
		{"id", h.MessageID, "vores-4711"},
		{"code", h.MessageCode, "BOLIGSIKRING/SINGLE"},
		{"label", h.Label, d.Title},
		{"sender", h.Sender.IDType + " " + h.Sender.SenderID + " " + h.Sender.Label, "CVR 12345675 Eksempelkøbing Kommune"},
		{"recipient", h.Recipient.IDType + " " + h.Recipient.RecipientID, "CPR " + anna},
		{"case", h.ContentData.CaseID.CaseID, "2024-17"},
		{"consignment", got.Consignment(), l.ConsignmentID},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if !h.Reply || !h.Mandatory || h.LegalNotification {
		t.Errorf("reply %v, mandatory %v, legal %v; want true, true, false", h.Reply, h.Mandatory, h.LegalNotification)
	}
	f := got.Request.Forsendelser()[0]
	if to := f.ForsendelseModtager.AfsendelseModtager.Party(); !to.Nobody() {
		t.Errorf("the letter for print names %v; the number is in the message already", to)
	}
	lines := f.ForsendelseModtager.ModtagerAdresse.Lines
	if diff := cmp.Diff([6]string{"Eksempelvej 12A, st. tv", "9999 Eksempelby"}, lines); diff != "" {
		t.Errorf("address (-want +got):\n%s", diff)
	}
	want := [][]byte{testPDF, []byte("%PDF-1.4 bilag"), testPDF, []byte("%PDF-1.4 bilag")}
	if diff := cmp.Diff(want, got.Documents); diff != "" {
		t.Errorf("documents, given twice (-want +got):\n%s", diff)
	}
	if got.Length <= 0 {
		t.Error("the request went out without a Content-Length")
	}
}

func TestMemo11IsSentWhenTheProfileAsksForIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(r *rig, _ *kombitest.Provider) { r.profile.MemoVersion = memo.V11 })
	r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	if m := r.provider.Letters()[0].Request.Message; m.MemoVersion != "1.1" {
		t.Errorf("version %s", m.MemoVersion)
	}
}

func TestALargeLetterIsStreamed(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	d := draft(outbox.Digital)
	d.Document.Data = append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("0123456789abcdef"), 200_000)...)
	r.await(r.submit(d), outbox.Accepted)
	got := r.provider.Letters()[0]
	if !bytes.Equal(got.Documents[0], d.Document.Data) || got.Length < int64(len(d.Document.Data)) {
		t.Errorf("%d bytes arrived under a Content-Length of %d, want the %d that were sent", len(got.Documents[0]), got.Length, len(d.Document.Data))
	}
}

func TestLookUp(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *rig, p *kombitest.Provider) {
		p.OnLookUp = func(p ident.Party, sms bool) bool { return p.Number == anna && !sms }
	})
	for _, c := range []struct {
		party ident.Party
		sms   bool
		want  bool
	}{
		{ident.Party{Kind: ident.KindCPR, Number: anna}, false, true},
		{ident.Party{Kind: ident.KindCPR, Number: anna}, true, false},
		{ident.Party{Kind: ident.KindCVR, Number: "12345675"}, false, false},
	} {
		got, err := r.sender.LookUp(t.Context(), r.profile.ID, c.party, c.sms)
		if err != nil || got != c.want {
			t.Errorf("%v, sms %v: %v, %v; want %v", c.party, c.sms, got, err, c.want)
		}
	}
}

func TestAResendIsANewMessageLinkedToTheOld(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	old := r.await(r.submit(draft(outbox.Digital)), outbox.Accepted)
	id, err := r.sender.Resend(t.Context(), old.ID, func(d *Draft) { d.Title = "Afgørelse, genudsendt" })
	if err != nil {
		t.Fatal(err)
	}
	l := r.await(id, outbox.Accepted)
	if l.ID == old.ID || l.ConsignmentID == old.ConsignmentID || l.ResendOf != old.ID {
		t.Errorf("the resend is %s of %s; want a new message that names the old one", l.ID, l.ResendOf)
	}
	sent := r.provider.Letters()
	if !bytes.Equal(sent[0].Documents[0], sent[1].Documents[0]) || sent[1].Request.Message.Header.Label != "Afgørelse, genudsendt" {
		t.Error("the resend must have the same document and the new title")
	}
}

func TestOneSenderServesManyAuthoritiesAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	const authorities = 40
	var all sync.WaitGroup
	for i := range authorities {
		all.Go(func() {
			p := r.profile
			p.ID = "kommune-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
			if err := r.sender.AddProfile(t.Context(), p); err != nil {
				t.Error(err)
				return
			}
			defer r.sender.RemoveProfile(p.ID)
			id, err := r.sender.Submit(t.Context(), p.ID, draft(outbox.Digital))
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := r.sender.Wait(t.Context(), id, func(l Letter) bool { return l.State == outbox.Accepted }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
