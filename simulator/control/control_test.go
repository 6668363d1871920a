package control_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"software.sslmate.com/src/go-pkcs12"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestAWorldFromBirthToDeletion(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var w control.World
	b.must("POST", "/api/worlds", map[string]any{"id": "a", "start": start(), "seed": uint64(1) << 63, "population": -1,
		"settings": map[string]any{"availability": "1m", "printDelays": map[string]string{"posted": "1d"}}}, &w)
	if w.ID != "a" || w.Seed != 1<<63 || !w.Clock.Now.Equal(start()) || w.Clock.Mode != world.ClockFrozen {
		t.Errorf("made %+v", w)
	}
	var s control.Settings
	b.must("GET", "/api/worlds/a/settings", nil, &s)
	b.must("PUT", "/api/worlds/a/settings", s, nil)
	b.refused("POST", "/api/worlds", map[string]any{"id": "a"}, 409, world.CodeConflict)
	b.refused("PUT", "/api/worlds/a/settings", map[string]any{"switches": map[string]string{"no.such": "x"}}, 400, "law.switch.unknown")
	var reset control.World
	b.must("POST", "/api/worlds/a/reset", nil, &reset)
	if reset.Epoch <= w.Epoch {
		t.Errorf("epoch %d after reset, %d before", reset.Epoch, w.Epoch)
	}
	var all []control.World
	b.must("GET", "/api/worlds", nil, &all)
	b.must("GET", "/api/worlds/a", nil, nil)
	b.must("DELETE", "/api/worlds/a", nil, nil)
	b.refused("GET", "/api/worlds/a", nil, 404, world.CodeNotFound)
	b.refused("GET", "/api/worlds/a/clock", nil, 404, world.CodeNotFound)
}

func TestTheClockIsMovedInEveryWay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.world()
	at := "/api/worlds/w/clock"
	var m control.Moved
	b.must("POST", at+"/advance", map[string]any{"by": "10d"}, &m)
	if want := start().Add(240 * time.Hour); !m.Clock.Now.Equal(want) || len(m.Events) == 0 {
		t.Errorf("moved to %s with %d events, want %s", m.Clock.Now, len(m.Events), want)
	}
	to := start().Add(300 * time.Hour)
	b.must("POST", at+"/advance", map[string]any{"to": to}, &m)
	if !m.Clock.Now.Equal(to) {
		t.Errorf("moved to %s, want %s", m.Clock.Now, to)
	}
	b.must("PUT", at, map[string]any{"now": to.Add(time.Hour), "mode": "running", "speed": 60}, &m)
	if m.Clock.Mode != world.ClockRunning || m.Clock.Speed != 60 {
		t.Errorf("clock is %+v", m.Clock)
	}
	b.must("PUT", at, map[string]any{"mode": "frozen"}, &m)
	b.refused("POST", at+"/advance", map[string]any{"to": start()}, 409, world.CodeBackwards)
	b.refused("PUT", at, map[string]any{}, 400, "request.malformed")
	for _, body := range []map[string]any{{}, {"by": "1d", "next": true}, {"by": "soon"}, {"by": "-1h"}, {"until": "tomorrow"}} {
		b.refused("POST", at+"/advance", body, 400, "request.malformed")
	}
}

func TestPeopleGetTheStandingAskedFor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.world()
	cpr, err := ident.NewFictiveCPR(1985, time.May, 3, 7)
	if err != nil {
		t.Fatal(err)
	}
	at := "/api/worlds/w/people/" + cpr.Digits()
	b.refused("GET", at, nil, 404, world.CodeNotFound)
	b.refused("POST", at+"/exemption", map[string]any{}, 404, world.CodeNotFound)
	var p control.Person
	for _, standing := range []world.Standing{
		world.StandingConnected, world.StandingExempt, world.StandingMinor, world.StandingDead, world.StandingNotConnected, world.StandingConnected,
	} {
		b.must("PUT", at+"/standing", map[string]any{"standing": standing}, &p)
		if p.Standing != standing {
			t.Errorf("asked for %s, got %s", standing, p.Standing)
		}
	}
	b.refused("PUT", at+"/standing", map[string]any{"standing": "king"}, 400, world.CodeInvalid)
	b.must("POST", at+"/exemption", map[string]any{"form": "FD 001"}, &p)
	if p.Standing != world.StandingExempt {
		t.Errorf("after the exemption: %s", p.Standing)
	}
	b.must("DELETE", at+"/exemption", nil, &p)
	if p.Standing == world.StandingExempt {
		t.Error("the exemption did not end")
	}
	b.must("POST", at+"/login", nil, nil)
	b.must("PUT", at, map[string]any{"name": "Ditte Dalgaard", "born": "1985-05-03", "enrolledAt": start(), "nemSMS": "+4512345678",
		"address": map[string]any{"lines": []string{"Prøvevej 7"}, "postCode": "9999", "city": "Eksempelkøbing"}}, &p)
	if p.Name != "Ditte Dalgaard" || p.Address == nil || p.NemSMS == "" {
		t.Errorf("entered %+v", p)
	}
	b.must("POST", at+"/death", map[string]any{}, &p)
	if p.DiedAt == nil || !p.DiedAt.Equal(start()) {
		t.Errorf("died at %v, want now", p.DiedAt)
	}
	b.must("POST", at+"/death", map[string]any{"diedAt": start().AddDate(0, -1, 0), "registeredAt": start().AddDate(0, 0, -10)}, &p)
	if p.Standing != world.StandingDead {
		t.Errorf("after death: %s", p.Standing)
	}
	var page control.PersonPage
	b.must("GET", "/api/worlds/w/people?limit=3&offset=2", nil, &page)
	if len(page.Items) != 3 || page.Total < 20 {
		t.Errorf("%d of %d people", len(page.Items), page.Total)
	}
	b.refused("GET", "/api/worlds/w/people?limit=0", nil, 400, "request.malformed")
	b.refused("GET", "/api/worlds/w/people?sort=name", nil, 400, "request.query")
	b.refused("GET", "/api/worlds/w/people/12", nil, 400, "cpr.format")
}

func TestCompaniesGetTheStandingAskedFor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.world()
	cvr, err := ident.NewFictiveCVR(4711)
	if err != nil {
		t.Fatal(err)
	}
	at := "/api/worlds/w/companies/" + cvr.Digits()
	b.refused("GET", at, nil, 404, world.CodeNotFound)
	var c control.Company
	for _, standing := range []world.Standing{
		world.StandingQuarantine, world.StandingCompany, world.StandingCeased, world.StandingCompanyNotConnected, world.StandingQuarantine,
	} {
		b.must("PUT", at+"/standing", map[string]any{"standing": standing}, &c)
		if c.Standing != standing {
			t.Errorf("asked for %s, got %s", standing, c.Standing)
		}
	}
	b.must("POST", at+"/login", nil, nil)
	b.must("GET", at, nil, &c)
	if c.Standing != world.StandingCompany {
		t.Errorf("after the first login: %s", c.Standing)
	}
	b.must("PUT", at, map[string]any{"name": "Prøveværket ApS"}, &c)
	b.must("GET", "/api/worlds/w/companies", nil, nil)
	var box []control.Letter
	b.must("GET", at+"/mailbox", nil, &box)
}

func TestANumberThatMayBeSomebodysNeedsPermission(t *testing.T) {
	t.Parallel()
	// Born on 1 January: not fictive by our convention, and by CPR's own list nobody's either.
	const real = "0101010101"
	b := setup(t)
	b.world()
	entry := map[string]any{"name": "Test"}
	b.refused("PUT", "/api/worlds/w/people/"+real, entry, 403, "number.not-fictive")
	b.refused("PUT", "/api/worlds/w/people/"+real+"/standing", map[string]any{"standing": "dead"}, 403, "number.not-fictive")
	open := setup(t, func(o *control.Options) { o.AllowReal = true })
	open.world()
	open.must("PUT", "/api/worlds/w/people/"+real, entry, nil)
}

func TestAuthoritiesSystemsAndCertificates(t *testing.T) {
	t.Parallel()
	b := setup(t)
	system := b.world()
	at := "/api/worlds/w/systems/" + system
	var a control.Authority
	b.must("DELETE", "/api/worlds/w/authorities/"+authorityCVR+"/agreement", nil, &a)
	if a.AgreementTo == nil {
		t.Error("the agreement did not end")
	}
	b.must("PUT", "/api/worlds/w/authorities/"+authorityCVR+"/agreement", map[string]any{"from": start()}, &a)
	if a.AgreementTo != nil || a.AgreementFrom == nil {
		t.Errorf("agreement is %v to %v", a.AgreementFrom, a.AgreementTo)
	}
	b.must("GET", "/api/worlds/w/authorities", nil, nil)
	b.must("GET", "/api/worlds/w/authorities/"+authorityCVR, nil, nil)
	b.refused("POST", "/api/worlds/w/systems", map[string]any{"name": "x", "authority": "22222222"}, 404, world.CodeNotFound)

	var s control.System
	b.must("PUT", at+"/endpoint", map[string]any{"url": "https://localhost:9/r", "retryAfter": "2s", "ca": string(b.ca.RootPEM())}, &s)
	if s.Endpoint == nil || time.Duration(s.Endpoint.RetryAfter) != 2*time.Second {
		t.Errorf("endpoint %+v", s.Endpoint)
	}
	b.refused("PUT", at+"/endpoint", map[string]any{"url": "http://localhost/r"}, 400, world.CodeInvalid)
	b.refused("PUT", at+"/endpoint", map[string]any{"url": "https://localhost/r", "ca": "x"}, 400, world.CodeInvalid)
	b.must("DELETE", at+"/endpoint", nil, &s)
	if s.Endpoint != nil {
		t.Error("the endpoint is still there")
	}

	var issued control.IssuedCertificate
	b.must("POST", at+"/certificates", map[string]any{"serverNames": []string{"localhost"}}, &issued)
	cert, err := pki.Parse([]byte(issued.Bundle))
	if err != nil {
		t.Fatal(err)
	}
	if w, found, ok := b.worlds.ByThumbprint(cert.Thumbprint()); !ok || w.ID() != "w" || string(found.ID) != system {
		t.Errorf("the certificate proves %v %v %v", w, found.ID, ok)
	}
	if _, _, _, err := pkcs12.DecodeChain(issued.P12, issued.Password); err != nil {
		t.Errorf("the PKCS#12 file cannot be read: %v", err)
	}
	for form, kind := range map[string]string{"pem": "application/x-pem-file", "p12": "application/x-pkcs12", "p12-legacy": "application/x-pkcs12"} {
		status, body := b.call("POST", at+"/certificates?form="+form, map[string]any{})
		if status != 201 || len(body) < 500 || bytes.HasPrefix(body, []byte("{")) {
			t.Errorf("form %s: %d, %d bytes, want %s", form, status, len(body), kind)
		}
	}
	b.refused("POST", at+"/certificates?form=jks", map[string]any{}, 400, "request.malformed")
	b.refused("POST", at+"/certificates", map[string]any{"fault": "ugly"}, 400, "pki.unknown-fault")
	var before, after []control.KnownCertificate
	b.must("GET", "/api/worlds/w/certificates", nil, &before)
	for _, f := range pki.Faults() {
		b.must("POST", at+"/certificates", map[string]any{"fault": f}, nil)
	}
	b.must("GET", "/api/worlds/w/certificates", nil, &after)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("a faulty certificate was registered:\n%s", diff)
	}

	other, err := pki.Open("", pki.Options{})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := other.Organisation("Fremmed", "22222222", pki.OrganisationOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		b.must("PUT", at+"/certificates", map[string]any{"certificate": string(foreign.CertificatePEM())}, &s)
	}
	if n := len(slices.DeleteFunc(s.Thumbprints, func(t string) bool { return t != foreign.Thumbprint() })); n != 1 {
		t.Errorf("uploaded twice, known %d times", n)
	}
	bundle, err := foreign.BundlePEM()
	if err != nil {
		t.Fatal(err)
	}
	b.refused("PUT", at+"/certificates", map[string]any{"certificate": string(bundle)}, 400, world.CodeInvalid)
	b.must("PUT", at, map[string]any{"name": "Nyt navn", "authority": authorityCVR}, &s)
	if s.Name != "Nyt navn" || len(s.Thumbprints) == 0 {
		t.Errorf("after the change: %+v", s)
	}
	b.must("GET", at, nil, nil)
	b.must("GET", "/api/worlds/w/systems", nil, nil)
}

func TestALetterIsSeenFromAllSides(t *testing.T) {
	t.Parallel()
	b := setup(t)
	system := b.world()
	to := magic(t, world.StandingConnected)
	id := string(b.letter(system, world.ChannelDigital, to, nil))
	b.must("POST", "/api/worlds/w/settle?timeout=5s", nil, nil)

	var arrived world.Event
	b.must("GET", "/api/worlds/w/events/wait?kind=letter.available&kind=letter.refused&timeout=5s&letter="+id, nil, &arrived)
	if arrived.Kind != world.KindLetterAvailable {
		t.Fatalf("the letter was %s", arrived.Kind)
	}
	at := "/api/worlds/w/letters/" + id
	var l control.Letter
	b.must("GET", at, nil, &l)
	if l.State != world.StateAvailable || l.AvailableAt == nil || l.Recipient != to || len(l.Documents) != 1 {
		t.Errorf("letter %+v", l)
	}
	var box []control.Letter
	b.must("GET", "/api/worlds/w/people/"+to.Number+"/mailbox", nil, &box)
	if len(box) != 1 || string(box[0].ID) != id {
		t.Errorf("the mailbox has %d letters", len(box))
	}
	status, content := b.call("GET", at+"/documents/0", nil)
	if status != 200 || string(content) != pdf {
		t.Errorf("document: %d %q", status, content)
	}
	b.refused("GET", at+"/documents/1", nil, 404, world.CodeNotFound)
	b.must("POST", at+"/open", nil, &l)
	if l.OpenedAt == nil {
		t.Error("the letter is not opened")
	}
	var receipts []world.Receipt
	b.must("GET", at+"/receipts", nil, &receipts)
	if len(receipts) != 2 || receipts[1].Status != world.StatusDigitalDelivered {
		t.Errorf("receipts %+v", receipts)
	}
	b.book.Record(journal.Exchange{World: "w", Letter: id, Direction: journal.In, Kind: journal.KindSend, Began: time.Now(), Took: time.Millisecond,
		Method: "POST", URL: "/x", Status: 200, Request: journal.Message{Header: http.Header{"A": {"b"}}, Body: journal.Body{Text: "<x/>", Size: 4}}})
	if err := b.book.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var exchanges []control.Exchange
	b.must("GET", at+"/exchanges", nil, &exchanges)
	if len(exchanges) != 1 || exchanges[0].Request.Body.Text != "<x/>" {
		t.Errorf("exchanges %+v", exchanges)
	}
	for _, query := range []string{
		"recipient=" + to.Key(), "system=" + system, "message=5B3F4E1A-7C2D-4F6A-9B8E-0A1B2C3D4E5F", "state=available", "destination=mailbox", "limit=1",
	} {
		var page control.LetterPage
		b.must("GET", "/api/worlds/w/letters?"+query, nil, &page)
		if page.Total != 1 || len(page.Items) != 1 {
			t.Errorf("?%s finds %d letters", query, page.Total)
		}
	}
	var none control.LetterPage
	b.must("GET", "/api/worlds/w/letters?state=refused", nil, &none)
	if none.Total != 0 {
		t.Error("a refused letter was found")
	}
	for _, query := range []string{"letter=" + id, "party=" + to.Key(), "message=5b3f4e1a-7c2d-4f6a-9b8e-0a1b2c3d4e5f", "after=1&limit=2", "system=" + system} {
		var events []world.Event
		b.must("GET", "/api/worlds/w/events?"+query, nil, &events)
		if len(events) == 0 {
			t.Errorf("?%s finds no events", query)
		}
	}
	b.refused("GET", "/api/worlds/w/letters/none", nil, 404, world.CodeNotFound)
	b.refused("GET", "/api/worlds/w/letters?recipient=anna", nil, 400, "request.malformed")
	b.refused("GET", "/api/worlds/w/events?after=-1", nil, 400, "request.malformed")
	b.refused("GET", "/api/worlds/w/events/wait?kind=letter.opened&after=100000&timeout=10ms", nil, 504, "wait.timeout")
	b.refused("GET", "/api/worlds/w/events/wait?timeout=10h", nil, 400, "request.malformed")
	if log := b.log.String(); !strings.Contains(log, "/api/worlds/{world}/people/{cpr}/mailbox") || strings.Contains(log, to.Number) {
		t.Error("the log lacks the route or has the CPR number")
	}
}

func TestSettleNamesWhatIsLeft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	system := b.world()
	b.must("PUT", "/api/worlds/w/systems/"+system+"/endpoint", map[string]any{"url": "https://127.0.0.1:1/nobody"}, nil)
	b.letter(system, world.ChannelDigital, magic(t, world.StandingConnected), nil)
	b.refused("POST", "/api/worlds/w/settle?timeout=50ms", nil, 504, world.CodeNotSettled)
}

func TestFaultsAreScripted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.world()
	at := "/api/worlds/w/faults"
	rule := map[string]any{"at": "send", "after": 3, "next": 2, "do": "status", "status": 503, "retryAfter": "1s"}
	var faults []control.Fault
	b.must("PUT", at, []any{rule, map[string]any{"at": "receipt", "do": "delay", "delay": "2s"}}, &faults)
	if len(faults) != 2 || time.Duration(faults[1].Delay) != 2*time.Second {
		t.Errorf("faults %+v", faults)
	}
	b.refused("PUT", at, []any{map[string]any{"at": "send", "do": "lose"}}, 400, "fault.invalid")
	b.must("GET", at, nil, &faults)
	if len(faults) != 2 {
		t.Errorf("a refused script changed the old one: %+v", faults)
	}
	b.must("POST", "/api/worlds/w/reset", nil, nil)
	b.must("GET", at, nil, &faults)
	if len(faults) != 0 {
		t.Errorf("faults outlive a reset: %+v", faults)
	}
}

func TestTheServicePages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/healthz", "/readyz", "/api/ca.pem", "/api/rules", "/api/switches", "/api/magic", "/api/openapi.yaml"} {
		if status, body := b.call("GET", path, nil); status != 200 || len(body) < 5 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	b.refused("GET", "/api/nothing", nil, 404, "route.unknown")
	b.refused("GET", "/api//worlds", nil, 404, "route.unknown")
	head, err := b.server.Client().Head(b.server.URL + "/healthz")
	if err != nil || head.StatusCode != 200 {
		t.Errorf("HEAD /healthz: %v, %v", head, err)
	}
	request := b.request("PATCH", "/api/worlds", nil)
	answer, err := b.server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != 405 || answer.Header.Get("Allow") != "GET, POST" {
		t.Errorf("PATCH: %d, Allow %q", answer.StatusCode, answer.Header.Get("Allow"))
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
