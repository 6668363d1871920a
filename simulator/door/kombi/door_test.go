package kombi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestALetterGoesAllTheWay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(0)
	c := b.client()
	id := uuid.NewString()
	got := c.accepted(b.xml(text{uuid: strings.ToUpper(id)}))
	want := &wire.Response{Result: true, TransmissionID: got.TransmissionID, Advis: []wire.Advis{{AdvisID: "DigitalPost", AdvisTekst: "Received"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	for _, status := range []string{"Modtaget Digital Post", "Afleveret Digital Post"} {
		p := r.next()
		row, _ := wire.StatusByText(status)
		wantStatus := &wire.PostStatus{
			TransmissionID: got.TransmissionID, MessageUUID: id, KanalKode: "Digital Post", CorrelationID: got.TransmissionID,
			TransaktionsDatoTid: "2024-03-01T12:00:00.000Z", TransaktionsStatusKode: status,
		}
		if diff := cmp.Diff(wantStatus, p.status); diff != "" {
			t.Errorf("receipt (-want +got):\n%s", diff)
		}
		f := p.besked.Beskedkuvert.Filtreringsdata
		o := f.ObjektRegistrering[0]
		for name, pair := range map[string][2]string{
			"ObjektHandling":        {o.ObjektHandling.Value(), row.UUID},
			"ObjektId":              {o.ObjektID.Value(), id},
			"ObjektRegistreringId":  {o.ObjektRegistreringID.Value(), got.TransmissionID},
			"BeskedAnsvarligAktoer": {f.BeskedAnsvarligAktoer.Value(), wire.ActorDigitalPost},
			"RelateretObjekt":       {f.RelateretObjekt[0].ObjektID.UUID, string(b.system.ID)},
			"TilladtModtager":       {f.TilladtModtager[0].URN, "urn:oio:cvr:" + b.system.Authority.Digits()},
			"Content-Type":          {p.header.Get("Content-Type"), "application/xml"},
			"client certificate":    {p.peer, "Brevdue TEST Beskedfordeler"},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s is %q, want %q", name, pair[0], pair[1])
			}
		}
		payload := must2(p.besked.Beskeddata[0].Base64.Decode())(t)
		if !strings.HasPrefix(string(payload), "<PKO_PostStatus") || strings.Contains(string(payload), "\n") ||
			!regexp.MustCompile(`<FejlDetaljer ?/>|<FejlDetaljer></FejlDetaljer>`).Match(payload) {
			t.Errorf("the payload is not one line with empty FejlDetaljer: %s", payload)
		}
	}
	r.settled()
	if n := r.heads.Load(); n != 1 {
		t.Errorf("%d HEAD probes, want 1", n)
	}
	box := must2(b.world.Mailbox(t.Context(), b.anna()))(t)
	if len(box) != 1 || box[0].Message.Title != "Afgørelse om boligstøtte" || len(box[0].Documents()) != 1 {
		t.Fatalf("mailbox: %+v", box)
	}
	doc := must2(b.world.Document(t.Context(), box[0].Documents()[0].Ref))(t)
	content := must2(io.ReadAll(doc))(t)
	check(t, doc.Close())
	if string(content) != pdf {
		t.Errorf("the document is %q", content)
	}
	check(t, b.journal.Flush(t.Context()))
	exchanges := must2(b.journal.Exchanges(t.Context(), journal.Query{Letter: got.TransmissionID}))(t)
	var kinds []journal.Kind
	for _, x := range exchanges {
		kinds = append(kinds, x.Kind)
	}
	if diff := cmp.Diff([]journal.Kind{journal.KindSend, journal.KindProbe, journal.KindReceipt, journal.KindReceipt}, kinds); diff != "" {
		t.Errorf("journal of the letter (-want +got):\n%s", diff)
	}
	if strings.Contains(exchanges[0].Request.Header.Get("Authorization"), c.token) {
		t.Error("the journal has the token")
	}
}

func TestTheAnswersHaveTheFormThatClientsRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()

	a := c.do(c.sts(wire.EntityKombiPostAfsend))
	var sts map[string]any
	check(t, json.Unmarshal([]byte(a.body), &sts))
	token, _ := sts["RequestedSecurityToken"].(map[string]any)
	lifetime, _ := sts["Lifetime"].(string)
	encoded, _ := token["Assertion"].(string)
	ends, err := time.Parse("01/02/2006 15:04:05", lifetime)
	if err != nil || ends.Before(time.Now().Add(7*time.Hour)) {
		t.Errorf("Lifetime is %q", lifetime)
	}
	raw := must2(wire.DecodeAssertion(encoded))(t)
	if want := `NotOnOrAfter="` + ends.Format("2006-01-02T15:04:05Z") + `"`; !strings.Contains(string(raw), want) {
		t.Errorf("the assertion has not %s: %.600s", want, raw)
	}

	a = c.do(c.exchange(encoded))
	if !regexp.MustCompile(`"expires_in":\s*3600[,}]`).MatchString(a.body) || !strings.Contains(a.body, `"token_type":"Holder-of-key"`) {
		t.Errorf("token answer: %s", a.body)
	}

	c.token = c.fetch(wire.EntityPostForespoerg)
	for query, want := range map[string]string{
		"cprNumber=" + b.person.Digits():                       "true",
		"CPRnumber=" + b.person.Digits():                       "true",
		"cvrNumber=FooBar":                                     "false",
		"cprNumber=":                                           "false",
		"cvrNumber=" + url.QueryEscape("070390-0004"):          "false",
		"cvrNumber=" + url.QueryEscape(" 0703900004"):          "false",
		"cvrNumber=" + url.QueryEscape("æøå"):                  "false",
		"cvrNumber=" + b.system.Authority.Digits()[:7] + "%00": "false",
	} {
		a := c.do(c.service(http.MethodGet, wire.PathLookupDigital+"?"+query, nil))
		if a.status != http.StatusOK || strings.TrimSpace(a.body) != `{"result":`+want+`}` || !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
			t.Errorf("%s: %d %q %s, want %s", query, a.status, a.header.Get("Content-Type"), a.body, want)
		}
	}
	if a := c.do(c.service(http.MethodGet, wire.PathLookupNemSMS+"?cprNumber="+b.person.Digits(), nil)); strings.TrimSpace(a.body) != `{"result":false}` {
		t.Errorf("NemSMS of somebody who is not enrolled: %s", a.body)
	}

	c.token = c.fetch(wire.EntityKombiPostAfsend)
	for _, path := range []string{wire.PathKombi, wire.PathMemos} {
		r := c.service(http.MethodPost, path, strings.NewReader(b.xml(text{})))
		r.Header.Set("Accept", "*/*")
		if a := c.do(r); a.status != http.StatusOK || a.header.Get("Content-Type") != "application/xml; charset=UTF-8" {
			t.Errorf("%s: %d %q", path, a.status, a.header.Get("Content-Type"))
		}
		r = c.service(http.MethodPost, path, strings.NewReader(b.xml(text{})))
		r.Header.Set("Accept", "application/json")
		if a := c.do(r); a.status != http.StatusOK || a.header.Get("Content-Type") != "application/json" || !strings.Contains(a.body, `"Result":true`) {
			t.Errorf("%s as JSON: %d %q %s", path, a.status, a.header.Get("Content-Type"), a.body)
		}
	}
}

func TestTheSTSReadsKeysInAnyLetterCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.as(b.cert)
	r := c.sts(wire.EntityKombiPostAfsend)
	body := string(must2(io.ReadAll(r.Body))(t))
	for _, key := range []string{"TokenType", "AnvenderKontekst", "Cvr", "UseKey", "AppliesTo", "EndpointReference", "Address", "OnBehalfOf"} {
		body = strings.Replace(body, `"`+key+`"`, `"`+strings.ToLower(key[:1])+key[1:]+`"`, 1)
	}
	body = strings.Replace(body, "anvenderKontekst", "Anvenderkontekst", 1)
	a := c.do(c.request(http.MethodPost, wire.PathSTS, strings.NewReader(body)))
	if a.status != http.StatusOK || !strings.Contains(a.body, `"RequestedSecurityToken"`) {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// Each choice of channel has its answer, which never tells what will become of the letter.
func TestTheAnswerFollowsTheChoice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	for _, want := range []struct {
		text
		advis string
		named bool
	}{
		{text{code: "Digital Post"}, "DigitalPost", true},
		{text{code: "NemSMS", kind: "NEMSMS"}, "DigitalPost", true},
		{text{code: "Automatisk Valg"}, "DigitalPost", true},
		{text{code: "Fysisk Post"}, "FjernprintStrålfors", false},
	} {
		got := c.accepted(b.xml(want.text))
		if got.Advis[0].AdvisID != want.advis || got.Advis[0].AdvisTekst != "Received" || (got.TransmissionID != "") != want.named {
			t.Errorf("%s: %+v", want.code, got)
		}
	}
	b = setup(t, func(o *kombi.Options) { o.PrintTransmissionID = true })
	if got := b.client().accepted(b.xml(text{code: "Fysisk Post"})); got.TransmissionID == "" {
		t.Error("with the option Fysisk Post has no TransmissionID")
	}
}

func TestPaperIsToldByItsOwnIdentifiers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(0)
	id := uuid.NewString()
	b.client().accepted(b.xml(text{code: "Fysisk Post", dispatch: id}))
	for {
		p := r.next()
		s := p.status
		if s.AfsendelseIdentifikator != id || s.KanalKode != "Fysisk Post" || s.ForsendelseIdentifikator == "" || s.ForsendelseTypeIdentifikator != "4711" ||
			s.TransmissionID != "" || s.MessageUUID != "" || s.Fejl.Failed() {
			t.Errorf("receipt: %+v", s)
		}
		if actor := p.besked.Beskedkuvert.Filtreringsdata.BeskedAnsvarligAktoer.Value(); actor != wire.ActorStraalfors {
			t.Errorf("the actor is %s", actor)
		}
		if s.TransaktionsStatusKode == "Modtaget Post Danmark" {
			break
		}
	}
	r.settled()
}

func TestAReadableLetterThatIsWrongFailsByReceipt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(0)
	c := b.client()
	for name, l := range map[string]struct{ xml, code string }{
		"broken schema":      {strings.Replace(b.xml(text{}), "<memo:label>Afg", "<memo:label>"+strings.Repeat("x", 300)+"Afg", 1), "memo.invalid"},
		"file type":          {strings.Replace(b.xml(text{}), "brev.pdf", "brev.exe", 1), "file.extension.not.allowed"},
		"recipient unknown":  {strings.Replace(b.xml(text{}), b.person.Digits(), "0703809999", 1), "recipient.unknown"},
		"senderless message": {strings.Replace(b.xml(text{}), "<memo:label>"+authority+"</memo:label>", "", 1), "memo.invalid"},
	} {
		got := c.accepted(l.xml)
		p := r.next()
		if p.status.TransmissionID != got.TransmissionID || p.status.TransaktionsStatusKode != "Fejlet" || p.status.Fejl.FejlKode != l.code || p.status.Fejl.FejlTekst == "" {
			t.Errorf("%s: receipt %+v, want %s", name, p.status, l.code)
		}
	}
	r.settled()
}

func TestAssertionsAndTokensHoldAcrossARestartAndNotAcrossAReset(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := open(t, dir)
	b.world = must2(b.worlds.Create(t.Context(), world.Spec{ID: "default", Start: noon(), Seed: 1, Population: -1}))(t)
	b.system, b.cert = b.newSystem(b.world, authority, 0)
	c := b.client()
	assertion, token := c.assertion(wire.EntityKombiPostAfsend), c.token
	b.close()

	again := open(t, dir)
	again.system, again.cert, again.person = b.system, b.cert, "0703801235"
	again.world, _ = again.worlds.Get("default")
	c = again.as(b.cert)
	c.token = token
	if a := c.do(c.send(again.xml(text{}))); a.status != 200 {
		t.Errorf("token after the restart: %d %s", a.status, a.body)
	}
	if a := c.do(c.exchange(assertion)); a.status != 200 {
		t.Errorf("assertion after the restart: %d %s", a.status, a.body)
	}

	again.world = must2(again.worlds.Reset(t.Context(), "default"))(t)
	since := noon().AddDate(-1, 0, 0)
	check(t, again.world.PutAuthority(t.Context(), world.Authority{CVR: b.system.Authority, Name: authority, Category: world.CategoryPublic, AgreementFrom: &since}))
	must2(again.world.PutSystem(t.Context(), b.system))(t)
	if a := c.do(c.send(again.xml(text{}))); a.status != 401 || !strings.Contains(a.body, "token.foreign") {
		t.Errorf("token after the reset: %d %s", a.status, a.body)
	}
	if a := c.do(c.exchange(assertion)); a.status != 400 || !strings.Contains(a.body, "assertion.foreign") {
		t.Errorf("assertion after the reset: %d %s", a.status, a.body)
	}
}

func TestAFaultyHolderRuleLetsAnothersTokenPass(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *kombi.Options) { o.Holder = func(string, string) bool { return true } })
	_, other := b.newSystem(b.world, "Andenkøbing Kommune", 1)
	stranger := b.as(other)
	stranger.token = b.client().token
	if a := stranger.do(stranger.exchange(b.as(b.cert).assertion(wire.EntityKombiPostAfsend))); a.status != 200 {
		t.Errorf("assertion of another: %d %s", a.status, a.body)
	}
	if a := stranger.do(stranger.send(b.xml(text{}))); a.status == 401 {
		t.Errorf("token of another: %d %s", a.status, a.body)
	}
}

func TestHTTP2AndHTTP1AreBothServed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	if a := c.do(c.send(b.xml(text{}))); a.proto != "HTTP/1.1" || a.status != 200 {
		t.Errorf("%s %d", a.proto, a.status)
	}
	transport := &http.Transport{TLSClientConfig: b.ca.ClientTLS(b.cert.LeafOnly()), ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	c.http = &http.Client{Transport: transport}
	if a := c.do(c.send(b.xml(text{}))); a.proto != "HTTP/2.0" || a.status != 200 {
		t.Errorf("%s %d", a.proto, a.status)
	}
}

func TestTheWorldIsFoundByCertificatePathAndHost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	second := must2(b.worlds.Create(t.Context(), world.Spec{ID: "anden", Start: noon(), Seed: 2, Population: -1}))(t)
	_, foreign := b.newSystem(second, "Andenkøbing Kommune", 1)
	c := b.client()
	send := func(c *caller, prefix, host string) answer {
		r := c.service(http.MethodPost, prefix+wire.PathKombi, strings.NewReader(b.xml(text{})))
		if host != "" {
			r.Host = host
		}
		return c.do(r)
	}
	for _, try := range []struct {
		c            *caller
		prefix, host string
		status       int
		want         string
	}{
		{c, "", "", 200, ""},
		{c, "/w/default", "", 200, ""},
		{c, "", "default.brevdue.test:8443", 200, ""},
		{c, "", "exttest.serviceplatformen.dk", 200, ""},
		{c, "/w/anden", "", 403, "caller.world.mismatch"},
		{c, "", "anden.brevdue.test", 403, "caller.world.mismatch"},
		{c, "/w/default", "anden.brevdue.test", 403, "caller.world.mismatch"},
		{b.as(nil), "/w/default", "anden.brevdue.test", 403, "caller.world.mismatch"},
		{b.as(foreign), "/w/default", "", 403, "caller.world.mismatch"},
		{b.as(foreign), "/w/anden", "", 401, "token.missing"},
	} {
		if a := send(try.c, try.prefix, try.host); a.status != try.status || !strings.Contains(a.body, try.want) {
			t.Errorf("%q at %q: %d %s, want %d %s", try.prefix, try.host, a.status, a.body, try.status, try.want)
		}
	}
	// A token of one world is none in another, whoever holds it.
	stranger := b.as(foreign)
	stranger.token = c.token
	if a := stranger.do(stranger.send(b.xml(text{}))); a.status != 401 || !strings.Contains(a.body, "token.foreign") {
		t.Errorf("token of another world: %d %s", a.status, a.body)
	}
	if a := stranger.do(stranger.exchange(c.assertion(wire.EntityKombiPostAfsend))); a.status != 400 || !strings.Contains(a.body, "assertion.foreign") {
		t.Errorf("assertion of another world: %d %s", a.status, a.body)
	}
}

func TestLatin1UnderAUTF8DeclarationIsAnOption(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *kombi.Options) { o.Latin1, o.AdvisAuto = true, "Automatisk" })
	c := b.client()
	latin1 := strings.NewReplacer("ø", "\xf8", "é", "\xe9").Replace(b.xml(text{code: "Automatisk Valg"}))
	got := c.accepted(latin1)
	if got.Advis[0].AdvisID != "Automatisk" {
		t.Errorf("AdvisId %q", got.Advis[0].AdvisID)
	}
	letter, ok, err := b.world.Letter(t.Context(), world.LetterID(got.TransmissionID))
	if err != nil || !ok || letter.Message.Title != "Afgørelse om boligstøtte" {
		t.Errorf("title %q, %v %v", letter.Message.Title, ok, err)
	}
	warned := must2(b.world.Wait(t.Context(), world.Query{Kinds: []world.Kind{world.KindLetterWarned}, Letter: letter.ID}))(t)
	if warned.Code == "" {
		t.Errorf("the warning has no code: %+v", warned)
	}
}
