package web_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/web"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestFormsChangeTheRegister(t *testing.T) {
	t.Parallel()
	b := setup(t)
	person := "/w/w/people/" + b.reader.Number
	company := "/w/w/companies/10000001"
	for _, step := range []struct {
		path, standing string
		want           world.Standing
	}{
		{person + "/exempt", "", world.StandingExempt},
		{person + "/end-exemption", "", world.StandingConnected},
		{person + "/standing", "not.connected", world.StandingNotConnected},
		{person + "/standing", "dead", world.StandingDead},
		{person + "/standing", "connected", world.StandingConnected},
		{company + "/standing", "ceased", world.StandingCeased},
		{company + "/standing", "company", world.StandingCompany},
	} {
		answer, body := b.do(http.MethodPost, step.path, url.Values{"standing": {step.standing}})
		of := b.reader
		if strings.HasPrefix(step.path, company) {
			of = ident.ParseParty("CVR", "10000001")
		}
		got, err := b.world.StandingOf(t.Context(), of)
		if answer.StatusCode != 303 || got != step.want || err != nil {
			t.Errorf("%s %s: %d, standing %s (%v), want %s\n%.400s", step.path, step.standing, answer.StatusCode, got, err, step.want, body)
		}
		if back := answer.Header.Get("Location"); !strings.HasPrefix(step.path, back) {
			t.Errorf("%s leads to %s", step.path, back)
		}
		if _, page := b.get(answer.Header.Get("Location")); !strings.Contains(page, `value="`+string(step.want)+`" selected`) {
			t.Errorf("%s: the page does not show %s", step.path, step.want)
		}
	}
}

func TestFormsThatCannotBeMeantChangeNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	person := "/w/w/people/" + b.reader.Number
	own := []string(nil)
	foreign := []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://attacker.example"}
	newest := b.newest()
	for _, c := range []struct {
		path, standing string
		header         []string
		want           int
	}{
		{person + "/standing", "company", own, 400},
		{person + "/standing", "", own, 400},
		{person + "/standing", strings.Repeat("x", 5000), own, 400},
		{person + "/end-exemption", "", own, 409},
		{person + "/exempt", "", foreign, 403},
		{person + "/standing", "dead", foreign, 403},
		{"/w/w/people/0101010101/exempt", "", own, 404},
		{"/w/w/people/nobody/standing", "dead", own, 404},
		{"/w/w/companies/10000001/standing", "connected", own, 400},
		{"/w/w/companies/10000001/standing", "ceased", foreign, 403},
		{"/w/w/companies/1/standing", "ceased", own, 404},
	} {
		answer, _ := b.do(http.MethodPost, c.path, url.Values{"standing": {c.standing}}, c.header...)
		if answer.StatusCode != c.want {
			t.Errorf("%s %.20q: %d, want %d", c.path, c.standing, answer.StatusCode, c.want)
		}
	}
	for _, path := range []string{"/exempt", "/end-exemption", "/standing"} {
		if answer, _ := b.get(person + path); answer.StatusCode != 405 {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
	}
	if now := b.newest(); now != newest {
		t.Errorf("%d events came of it", now-newest)
	}
}

func TestAPersonsPageListsNemSMS(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.send(b.reader, world.ChannelSMS, false)
	if _, page := b.get("/w/w/people/" + b.reader.Number); !strings.Contains(page, "Husk din tid i morgen.") {
		t.Error("the NemSMS is not on the page")
	}
}

func TestScriptedFaultsAreShown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, page := b.get("/w/w/senders?lang=en"); strings.Contains(page, "Scripted faults") {
		t.Error("faults are shown where there are none")
	}
	b.faults = []web.Fault{{At: "send", Do: "status", Status: 503, Next: 2}}
	if _, page := b.get("/w/w/senders?lang=en"); !strings.Contains(page, "The next 2.") {
		t.Error("the scripted fault is not shown")
	}
}

func TestTheEventLogIsReadBackwardsAndFiltered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 30 {
		b.send(b.reader, world.ChannelDigital, false)
	}
	number := regexp.MustCompile(`data-label="#">(\d+)<`)
	older := regexp.MustCompile(`href="([^"]+)" rel="next"`)
	seen := 0
	var last string
	for path := "/w/w/events"; path != ""; {
		answer, page := b.get(path)
		rows := number.FindAllStringSubmatch(page, -1)
		if answer.StatusCode != 200 || len(rows) == 0 {
			t.Fatalf("%s: %d with %d events", path, answer.StatusCode, len(rows))
		}
		if last != "" && rows[0][1] == last {
			t.Errorf("%s shows event %s again", path, last)
		}
		last, seen, path = rows[len(rows)-1][1], seen+len(rows), ""
		if m := older.FindStringSubmatch(page); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
		if strings.Contains(page, b.reader.Number+"<") {
			t.Error("a CPR number is shown in full")
		}
	}
	if newest := b.newest(); int64(seen) != newest || last != "1" {
		t.Errorf("%d of %d events were shown, the last was %s", seen, newest, last)
	}
	_, page := b.get("/w/w/events?kind=letter.accepted")
	if rows := number.FindAllString(page, -1); len(rows) != 30 || strings.Contains(page, `rel="next"`) {
		t.Errorf("%d letters were accepted, want 30", len(rows))
	}
	for _, path := range []string{"/w/w/events?kind=letter.lost", "/w/w/events?before=x", "/w/w/events?before=-1", "/w/w/events?before=99999999"} {
		if answer, page := b.get(path); answer.StatusCode != 200 || !number.MatchString(page) {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// TestADanishTimelineIsDanish sends to every magic recipient over every channel,
// with and without address, and looks for the ledger's English.
func TestADanishTimelineIsDanish(t *testing.T) {
	t.Parallel()
	b := setup(t)
	foreign := regexp.MustCompile(`<p [^>]*lang="en">[^<]*`)
	var found []string
	for _, m := range world.Magic() {
		for _, channel := range []world.Channel{world.ChannelDigital, world.ChannelSMS, world.ChannelPrint, world.ChannelAuto} {
			for _, addressed := range []bool{true, false} {
				id := b.send(m.Party, channel, addressed)
				_, page := b.get("/w/w/letters/" + string(id) + "?lang=da")
				found = append(found, foreign.FindAllString(page, -1)...)
			}
		}
	}
	for path := "/w/w/events?lang=da"; path != ""; {
		_, page := b.get(path)
		found = append(found, foreign.FindAllString(page, -1)...)
		m := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(page)
		if path = ""; m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	slices.Sort(found)
	for _, text := range slices.Compact(found) {
		t.Errorf("English on a Danish page: %s", text)
	}
}

// send sends a letter with a number of its own and returns it when nothing is left
// to do with it.
func (b *bench) send(to ident.Party, channel world.Channel, addressed bool) world.LetterID {
	b.t.Helper()
	writer := b.world.NewDocument(b.t.Context())
	if _, err := io.WriteString(writer, "x"); err != nil {
		b.t.Fatal(err)
	}
	ref, err := writer.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	key := uuid.NewString()
	document := world.Document{Role: world.RoleMain, Label: "Brev", Filename: "brev.pdf", MIME: "application/pdf", Ref: ref}
	s := world.Submission{System: b.system, Channel: channel}
	if channel != world.ChannelPrint {
		s.Message = &world.Message{
			UUID: key, Title: "Brev", Sender: ident.Party{Kind: ident.KindCVR, Number: "11111111"}, SenderLabel: "Eksempelkøbing Kommune",
			Recipient: to, PostType: world.PostPublic, Documents: []world.Document{document},
		}
	}
	if channel == world.ChannelSMS {
		s.Message.IsSMS, s.Message.SMSText, s.Message.Documents = true, "Husk din tid i morgen.", nil
	}
	if channel == world.ChannelPrint || channel == world.ChannelAuto {
		s.Order = &world.PrintOrder{DispatchID: key, Recipient: to, Main: document}
		if addressed {
			s.Order.Address = &world.Address{Name: "Bo Berg", Lines: []string{"Prøvevej 7"}, PostCode: "9999", City: "Eksempelkøbing"}
		}
	}
	accepted, err := b.world.Accept(b.t.Context(), s)
	if err != nil {
		b.t.Fatal(err)
	}
	b.world.Answered(b.t.Context(), accepted.Letter)
	if err := b.world.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	return accepted.Letter
}

// newest is the number of the newest event.
func (b *bench) newest() int64 {
	b.t.Helper()
	all, err := b.world.Events(b.t.Context(), world.Query{})
	if err != nil {
		b.t.Fatal(err)
	}
	return all[len(all)-1].Seq
}
