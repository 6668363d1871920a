package control_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/world"
)

// paper is a letter of so many pages that can be printed; a mark in the left margin
// makes it one that cannot.
func paper(t *testing.T, pages int, marked bool) []byte {
	t.Helper()
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetFont("Helvetica", "", 11)
	for range pages {
		doc.AddPage()
		doc.SetXY(25, 110)
		doc.MultiCell(160, 6, "Et brev, der er til at printe.", "", "L", false)
	}
	if marked {
		doc.Text(5, 120, "Kant")
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// checked is the API over worlds with print rules.
func checked(t *testing.T) *bench {
	t.Helper()
	return setupOver(t, world.Config{Population: 20, Print: fjernprint.Checker{}, Profiles: []*fjernprint.Profile{
		{Name: "mine", Da: "Min", En: "Mine", Source: "me", Digital: "refuse"},
	}})
}

func nobody() ident.Party { return ident.ParseParty("CPR", "0000000000") }

func order(dispatch string) *world.PrintOrder {
	return &world.PrintOrder{
		DispatchID: dispatch, Recipient: nobody(), Title: "På papir", Category: "Prioritaire",
		Address: &world.Address{Name: "Bo Berg", Lines: []string{"Prøvevej 7"}, PostCode: "9999", City: "Eksempelkøbing"},
	}
}

func TestPrintJobsTellHowTheyArePrinted(t *testing.T) {
	t.Parallel()
	b := checked(t)
	system := b.world()
	b.document = string(paper(t, 3, false))
	yes := true
	o := order("afs-1")
	o.Duplex, o.Express, o.Imprint.Date = true, true, &yes
	o.Sender = &world.Address{Name: "Eksempelkøbing Kommune", Lines: []string{"Rådhuspladsen 1"}, PostCode: "0101"}
	id := string(b.letter(system, world.ChannelPrint, nobody(), o))
	b.must("POST", "/api/worlds/w/settle", nil, nil)
	var page control.PrintJobPage
	b.must("GET", "/api/worlds/w/print-jobs", nil, &page)
	if page.Total != 1 || len(page.Items) != 1 || page.Items[0].Letter.Order == nil || page.Items[0].Letter.Order.Sender == nil {
		t.Fatalf("print jobs %+v", page)
	}
	var job control.PrintJob
	b.must("GET", "/api/worlds/w/print-jobs/"+id, nil, &job)
	if n := len(job.Statuses); n != 5 || job.Statuses[n-1].Status != world.StatusPosted {
		t.Errorf("steps %+v", job.Statuses)
	}
	if job.Number != 1 || job.Pages != 3 || job.Sheets != 2 || !job.Duplex || !job.Express || job.Envelope != "C5" || job.Cost.Total == 0 {
		t.Errorf("job %+v", job)
	}
	if job.Imprint != (control.Imprinted{Recipient: true, Sender: true, Date: true}) || len(job.Recipient) != 3 || !strings.HasSuffix(job.Sender, "Eksempelkøbing") {
		t.Errorf("imprint %+v, %q, %q", job.Imprint, job.Recipient, job.Sender)
	}
	if job.Letter.PrintCheck != fjernprint.Printable {
		t.Errorf("the letter was found %q", job.Letter.PrintCheck)
	}
	other := string(b.letter(system, world.ChannelDigital, magic(t, world.StandingConnected), nil))
	b.must("POST", "/api/worlds/w/settle", nil, nil)
	b.refused("GET", "/api/worlds/w/print-jobs/"+other, nil, 404, world.CodeNotFound)
}

func TestAJobIsRecalledOrHasPostalNews(t *testing.T) {
	t.Parallel()
	b := checked(t)
	system := b.world()
	b.document = string(paper(t, 1, false))
	b.must("PUT", "/api/worlds/w/settings", map[string]any{"printDelays": map[string]string{"print.handed": "1h"}, "returnAfter": "2d"}, nil)
	var settings control.Settings
	b.must("GET", "/api/worlds/w/settings", nil, &settings)
	if time.Duration(settings.ReturnAfter) != 48*time.Hour {
		t.Errorf("settings %+v", settings)
	}
	jobs := "/api/worlds/w/print-jobs/"
	first := jobs + string(b.letter(system, world.ChannelPrint, nobody(), order("afs-1")))
	second := jobs + string(b.letter(system, world.ChannelPrint, nobody(), order("afs-2")))
	b.must("POST", "/api/worlds/w/settle", nil, nil)

	var job control.PrintJob
	b.must("POST", first+"/recall", map[string]any{"reason": "Sendt til 0703901234"}, &job)
	if job.Recalled == nil || job.Recalled.Reason != "Sendt til 0703**-****" || job.Letter.State != world.StateRecalled || job.Cost.Postage != 0 {
		t.Errorf("recalled %+v", job)
	}
	b.must("POST", first+"/recall", map[string]any{}, nil) // once more changes nothing
	var letters control.LetterPage
	b.must("GET", "/api/worlds/w/letters?state=recalled", nil, &letters)
	if letters.Total != 1 {
		t.Errorf("%d letters are recalled", letters.Total)
	}

	b.refused("POST", second+"/postal-updates", map[string]any{"kind": "returned"}, 409, world.CodeNotPosted)
	b.must("POST", "/api/worlds/w/clock/advance", map[string]any{"by": "1h"}, nil)
	b.refused("POST", second+"/recall", map[string]any{}, 409, world.CodeHanded)
	b.refused("POST", second+"/recall", map[string]any{"reason": strings.Repeat("x", 301)}, 400, world.CodeInvalid)
	b.refused("POST", second+"/postal-updates", map[string]any{"kind": "lost"}, 400, world.CodeInvalid)
	b.refused("POST", second+"/postal-updates", map[string]any{"kind": "returned", "note": "x"}, 400, "request.malformed")
	b.refused("POST", jobs+"none/recall", map[string]any{}, 404, world.CodeNotFound)
	status, body := b.call("POST", second+"/postal-updates", map[string]any{"kind": "tracking", "text": "00123"})
	if status != 201 {
		t.Fatalf("%d %s", status, body)
	}
	b.must("GET", second, nil, &job)
	if len(job.Updates) != 1 || job.Updates[0].Kind != world.PostalTracking || job.Updates[0].Text != "00123" || job.Letter.State != world.StatePosted {
		t.Errorf("updates %+v", job)
	}

	var costs []control.PrintTotal
	b.must("GET", "/api/worlds/w/print-costs", nil, &costs)
	if len(costs) != 1 || costs[0].Letters != 2 || costs[0].Recalled != 1 || costs[0].Sheets != 2 || costs[0].Category != "Prioritaire" ||
		costs[0].Cost.Postage != job.Cost.Postage || costs[0].Authority != authorityCVR {
		t.Errorf("costs %+v", costs)
	}
}

func TestTheReportOfALetterIsKept(t *testing.T) {
	t.Parallel()
	b := checked(t)
	system := b.world()
	b.document = string(paper(t, 1, true))
	paperID := string(b.letter(system, world.ChannelPrint, nobody(), order("afs-1")))
	digital := string(b.letter(system, world.ChannelDigital, magic(t, world.StandingConnected), nil))
	b.must("POST", "/api/worlds/w/settle", nil, nil)
	for id, state := range map[string]world.LetterState{paperID: world.StateRefused, digital: world.StateAvailable} {
		var l control.Letter
		b.must("GET", "/api/worlds/w/letters/"+id, nil, &l)
		if l.State != state || l.PrintCheck != fjernprint.Rejected {
			t.Errorf("letter %+v", l)
		}
		var report control.LetterReport
		b.must("GET", "/api/worlds/w/letters/"+id+"/print-check", nil, &report)
		if report.Verdict != fjernprint.Rejected || report.Documents[0].Findings[0].Rule != "FP-040" || report.Documents[0].Findings[0].Move == nil {
			t.Errorf("report %+v", report)
		}
	}
	b.must("POST", "/api/worlds/w/people/"+magic(t, world.StandingConnected).Number+"/exemption", map[string]any{}, nil)
	refused := string(b.letter(system, world.ChannelDigital, magic(t, world.StandingDead), nil))
	b.must("POST", "/api/worlds/w/settle", nil, nil)
	b.refused("GET", "/api/worlds/w/letters/"+refused+"/print-check", nil, 404, world.CodeNotFound)
}

func TestAPDFIsCheckedWithoutSendingIt(t *testing.T) {
	t.Parallel()
	b := checked(t)
	b.world()
	check := func(query, kind string, content []byte) (int, []byte) {
		request := b.request(http.MethodPost, "/api/worlds/w/print-check"+query, content)
		request.Header.Set("Content-Type", kind)
		return b.send(request, content)
	}
	const kind = "application/pdf"
	good := paper(t, 1, false)
	for query, want := range map[string]string{
		"":                           `"verdict":"printable"`,
		"?profile=no-sdp":            `"profile":"no-sdp"`,
		"?imprintRecipient=true":     `"verdict":"printable"`,
		"?duplex=true&envelope=C4":   `"envelope":"C4"`,
		"?address=Bo%7CProevevej+1":  `"verdict":"rejected"`, // the window is empty
		"?color=true&duplex=false":   `"colored":false`,
		"?category=Rekommanderet":    `"postage":`,
		"?imprintSender=true&color=": `"verdict":"printable"`,
	} {
		if status, body := check(query, kind, good); status != 200 || !bytes.Contains(body, []byte(want)) {
			t.Errorf("%s: %d %s, want %s", query, status, body, want)
		}
	}
	if status, body := check("", "application/octet-stream", paper(t, 1, true)); status != 200 || !bytes.Contains(body, []byte(`"rule":"FP-040"`)) {
		t.Errorf("marked: %d %s", status, body)
	}
	for name, try := range map[string]struct {
		query, kind string
		content     []byte
		status      int
		code        string
	}{
		"no such profile":     {"?profile=moon", kind, good, 400, world.CodeInvalid},
		"no such envelope":    {"?envelope=B4", kind, good, 400, "request.malformed"},
		"no boolean":          {"?duplex=ja", kind, good, 400, "request.malformed"},
		"no address":          {"?address=Bo", kind, good, 400, "request.malformed"},
		"no such parameter":   {"?simplex=true", kind, good, 400, "request.query"},
		"a form":              {"", "application/x-www-form-urlencoded", good, 415, "request.media-type"},
		"larger than we read": {"", kind, make([]byte, 16<<20+1), 413, "request.too-large"},
	} {
		status, body := check(try.query, try.kind, try.content)
		b.wantProblem(name, status, body, try.status, try.code)
	}
	var events []world.Event
	b.must("GET", "/api/worlds/w/events?kind=print.checked", nil, &events)
	if len(events) != 0 {
		t.Errorf("checking left %+v", events)
	}
}

func TestThePrintProfilesAreListed(t *testing.T) {
	t.Parallel()
	b := checked(t)
	b.world()
	var profiles []control.PrintProfile
	b.must("GET", "/api/print-profiles", nil, &profiles)
	if last := profiles[len(profiles)-1]; profiles[0].Name != fjernprint.DefaultProfile || !profiles[0].BuiltIn || last.Name != "mine" || last.BuiltIn || last.Digital != "refuse" {
		t.Errorf("profiles %+v", profiles)
	}
	b.must("PUT", "/api/worlds/w/settings", map[string]any{"switches": map[string]string{"dk.print.profile": "mine"}}, nil)
	b.refused("PUT", "/api/worlds/w/settings", map[string]any{"switches": map[string]string{"dk.print.profile": "moon"}}, 400, world.CodeInvalid)
	b.refused("PUT", "/api/worlds/w/settings", map[string]any{"switches": map[string]string{"dk.print.profile": "Min profil"}}, 400, "law.switch.value")
}
