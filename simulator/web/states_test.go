package web

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gotest.tools/v3/golden"

	"github.com/brevdue/brevdue/simulator/world"
)

// pageState is a page with made-up data.
type pageState struct {
	name, template, title, nav string
	inWorld                    bool
	body                       func(lang string) any
}

// nine is nine o'clock in Denmark on 1 March 2024.
func nine() time.Time { return time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC) }

func later(d time.Duration) *time.Time { t := nine().Add(d); return &t }

// hostile is what a sender may write anywhere.
const hostile = `<script>alert(1)</script>"'&<img src=x onerror=alert(2)>`

func pageStates() []pageState {
	t := func(lang, key string) string { s, _ := lookUp(lang, key); return s }
	letters := func(string) []letterRow {
		return []letterRow{
			{Href: "/w/default/letters/1", Title: "Afgørelse om boligstøtte", Name: "Anna Andersen", Recipient: "CPR 0703**-****", Sender: "Eksempelkøbing Kommune", State: world.StateAvailable, AcceptedAt: nine(), AvailableAt: later(0)},
			{Href: "/w/default/letters/2", Title: "Opkrævning for daginstitution", Name: "Bo Berg", Recipient: "CPR 1204**-****", Sender: "Eksempelkøbing Kommune", State: world.StatePosted, AcceptedAt: nine()},
			{Href: "/w/default/letters/3", Title: hostile, Name: hostile, Recipient: "CPR 0808**-****", Sender: hostile, State: world.StateRefused, AcceptedAt: nine()},
			{Href: "/w/default/letters/4", Title: "Indkaldelse", Recipient: "CVR 10000004", Sender: "Eksempelkøbing Kommune", State: world.StateHeld, AcceptedAt: nine()},
			{Href: "/w/default/letters/5", Title: "Husk din tid", Name: "Clara Carlsen", Recipient: "CPR 2305**-****", Sender: "Eksempelkøbing Kommune", State: world.StateSent, AcceptedAt: nine()},
		}
	}
	counts := func(lang string) []count {
		var out []count
		for i, s := range states() {
			out = append(out, count{Href: "/w/default/letters?state=" + string(s), Label: word(lang, "state", string(s)), Number: i * i * 7})
		}
		return out
	}
	clock := func(lang string) clockPanel {
		return clockPanel{Now: nine(), Mode: world.ClockFrozen, Next: later(36 * time.Hour), Action: "/w/default/clock", Local: "2024-03-01T09:00",
			Steps: []clockStep{{"1m", t(lang, "clock.minute")}, {"1h", t(lang, "clock.hour")}, {"24h", t(lang, "clock.day")}, {"168h", t(lang, "clock.week")}, {"672h", t(lang, "clock.month")}}}
	}
	address := &world.Address{Name: "Bo Berg", Lines: []string{"Prøvevej 7, 2. tv"}, PostCode: "9999", City: "Eksempelkøbing"}
	rule := func(lang string) *ruleText {
		if lang == english {
			return &ruleText{ID: "DK-ARR-01", Text: "A message has arrived when it is available to the addressee in the solution."}
		}
		return &ruleText{ID: "DK-ARR-01", Text: "En meddelelse er kommet frem, når den er tilgængelig for adressaten i løsningen."}
	}
	said := func(lang, da, en string) sentence {
		if lang == english {
			return sentence{en, english}
		}
		return sentence{da, danish}
	}
	steps := func(lang string) []step {
		kind := func(k world.Kind) string { return word(lang, "kind", string(k)) }
		return []step{
			{At: nine(), Label: kind(world.KindLetterAccepted), Detail: said(lang, "Brevet er modtaget. Hvad der bliver af det, vides endnu ikke.", "The letter was accepted from Eksempelsystem.")},
			{At: nine(), Label: kind(world.KindLetterRouted), Detail: said(lang, "Modtageren er tilsluttet Digital Post.", "The recipient is connected: mailbox."), Rule: rule(lang)},
			{At: nine(), Label: kind(world.KindReceiptIssued) + ": " + word(lang, "status", "digital.received")},
			{At: nine().Add(90 * time.Second), Label: kind(world.KindLetterAvailable), Tone: "good", Rule: &ruleText{ID: "DK-ARR-01"}},
			{At: nine().Add(95 * time.Second), Label: kind(world.KindNotifyFailed), Tone: "bad", Detail: sentence{hostile, english}},
			{At: nine().Add(5 * time.Hour), Label: kind(world.KindLetterOpened), Tone: "good"},
		}
	}
	profiles := []option{{"dk-fjernprint-2013", "Arkmålene fra 2013", true}, {"mit", hostile, false}}
	findings := func(lang string) []findingRow {
		return []findingRow{
			{Rule: "FP-040", Severity: "reject", Where: "Side 1", Text: "Flyt indholdet mindst 4,7 mm mod højre.", Source: "Arkmål for fjernprint (2013)"},
			{Rule: "FP-030", Severity: "warn", Text: hostile, Source: hostile},
			{Rule: "FP-006", Severity: "unchecked", Text: "Strukturen kunne ikke efterses."},
		}
	}
	return []pageState{
		{"worlds", "worlds", "worlds.title", "", false, func(string) any {
			return worldsPage{Provider: "https://127.0.0.1:8443", Worlds: []worldRow{
				{ID: "default", Now: nine(), Mode: world.ClockRunning, Letters: 128, People: 1000, Seed: 0},
				{ID: "boligstoette-test", Now: nine(), Mode: world.ClockFrozen, Letters: 3, People: 1000, Seed: 18446744073709551615},
			}}
		}},
		{"worlds-none", "worlds", "worlds.title", "", false, func(string) any { return worldsPage{Provider: "https://127.0.0.1:8443"} }},
		{"overview", "overview", "overview", "overview", true, func(lang string) any {
			return overviewPage{Counts: counts(lang), Letters: letters(lang), Clock: clock(lang)}
		}},
		{"overview-empty", "overview", "overview", "overview", true, func(lang string) any {
			c := clock(lang)
			c.Mode, c.Running, c.Fast, c.Speed, c.Next = world.ClockRunning, true, true, 60, nil
			return overviewPage{Counts: counts(lang)[:1], Clock: c}
		}},
		{"letters", "letters", "letters", "letters", true, func(lang string) any {
			var list []choice
			for _, s := range states() {
				list = append(list, choice{string(s), word(lang, "state", string(s)), s == world.StateHeld})
			}
			return lettersPage{Query: hostile, States: list, Letters: letters(lang), Pager: pager{First: 51, Last: 55, Total: 128, Previous: "/w/default/letters?offset=0", Next: "/w/default/letters?offset=55"}}
		}},
		{"people", "people", "people", "people", true, func(lang string) any {
			return peoplePage{
				Magic: []magicRow{
					{Number: "070390-1234", Href: "/w/default/people/0703901234", Name: "Anna Tilsluttet", Purpose: t(lang, "mailbox"), Standing: world.StandingConnected, NemSMS: true},
					{Number: "080391-1234", Href: "/w/default/people/0803911234", Name: "Bo Fritaget", Purpose: t(lang, "print"), Standing: world.StandingExempt},
					{Number: "090392-1235", Href: "/w/default/people/0903921235", Name: "Clara Død", Purpose: t(lang, "refused.why"), Standing: world.StandingDead},
					{Number: "100393-1234", Name: "Ukendt", Purpose: t(lang, "refused.why"), Standing: world.StandingUnknown},
				},
				People: []partyRow{
					{Number: "110394-1234", Href: "/w/default/people/1103941234", Name: "Ditte Dalgaard", City: "9999 Eksempelkøbing", Standing: world.StandingMinor},
					{Number: "120395-1234", Href: "/w/default/people/1203951234", Name: hostile, City: hostile, Standing: world.StandingNotConnected},
				},
				Pager: pager{First: 1, Last: 50, Total: 1000, Next: "/w/default/people?offset=50"},
			}
		}},
		{"companies", "companies", "companies", "companies", true, func(string) any {
			return companiesPage{Companies: []partyRow{
				{Number: "10000004", Href: "/w/default/companies/10000004", Name: "Prøveværket ApS", City: "9999 Eksempelkøbing", Standing: world.StandingCompany},
				{Number: "10000005", Href: "/w/default/companies/10000005", Name: "Nystartet IVS", Standing: world.StandingQuarantine},
			}, Pager: pager{First: 1, Last: 2, Total: 2}}
		}},
		{"mailbox", "mailbox", "mailbox", "people", true, func(lang string) any {
			return mailboxPage{Back: "/w/default/people", BackLabel: t(lang, "people"), Name: "Anna Andersen", Standing: world.StandingConnected,
				Facts:   []fact{{Label: t(lang, "fact.cpr"), Value: "070390-1234"}, {Label: "NemSMS", Value: "+45 00 00 00 00"}},
				Address: address, Exemptions: []exemptionRow{{From: nine(), To: later(800 * time.Hour), Form: "FD 001"}, {From: nine(), Form: "FD 001"}},
				Mailbox: []letterRow{
					{Href: "/w/default/letters/1", Title: "Afgørelse om boligstøtte", Sender: "Eksempelkøbing Kommune", AvailableAt: later(0), OpenedAt: later(time.Hour)},
					{Href: "/w/default/letters/2", Title: hostile, Sender: hostile, AvailableAt: later(0)},
				},
				SMS: []smsRow{{Href: "/w/default/letters/5", Text: "Husk din tid i morgen kl. 10.00.", Sender: "Eksempelkøbing Kommune", At: nine()},
					{Href: "/w/default/letters/6", Text: hostile, Sender: hostile, At: nine()}},
				Forms: &partyForms{Standing: "/w/default/people/0703901234/standing", Exempt: "/w/default/people/0703901234/exempt", End: "/w/default/people/0703901234/end-exemption",
					Standings: []choice{{"connected", word(lang, "standing", "connected"), true}, {"exempt", word(lang, "standing", "exempt"), false}}},
				Letters: letters(lang)}
		}},
		{"letter", "letter", "letter", "letters", true, func(lang string) any {
			return letterPage{Back: "/w/default/letters", Title: "Afgørelse om boligstøtte", Sender: "Eksempelkøbing Kommune", Name: "Anna Andersen", Recipient: "CPR 0703**-****",
				RecipientHref: "/w/default/people/0703901234", State: world.StateAvailable, Steps: steps(lang),
				Documents: []documentRow{
					{Name: "Afgørelse", Role: word(lang, "role", "main"), Size: "48 kB", MIME: "application/pdf", Download: "/doc.pdf?download=1", View: "/doc.pdf"},
					{Name: "Klagevejledning", Role: word(lang, "role", "attachment"), Size: "1 kB", MIME: "text/plain", Download: "/doc.txt?download=1", View: "/doc.txt", Sandbox: true},
					{Name: hostile, Role: word(lang, "role", "attachment"), Size: "1,2 MB", MIME: "text/html", Download: "/doc.html?download=1"},
				},
				Receipts: []receiptRow{
					{Seq: 1, Label: word(lang, "status", "digital.received"), At: nine()},
					{Seq: 2, Label: word(lang, "status", "digital.delivered"), At: nine().Add(90 * time.Second)},
				},
				Exchanges: "/w/default/letters/1/exchanges", Open: "/w/default/letters/1/open",
				Facts: []fact{
					{Label: t(lang, "fact.asked"), Value: word(lang, "channel", "auto")}, {Label: t(lang, "fact.way"), Value: word(lang, "way", "mailbox")},
					{Label: t(lang, "fact.accepted"), At: nine()}, {Label: t(lang, "fact.arrived"), At: nine().Add(90 * time.Second)},
					{Label: t(lang, "fact.id"), Value: "7c9e6679-7425-40de-944b-e07fc1f90ae7", Mono: true},
				}, Address: address}
		}},
		{"letter-refused", "letter", "letter", "letters", true, func(lang string) any {
			return letterPage{Back: "/w/default/letters", Title: hostile, Sender: hostile, Recipient: hostile, State: world.StateRefused,
				Exchanges: "/w/default/letters/1/exchanges", Refused: word(lang, "code", "recipient.is.exempt"), Rule: rule(lang),
				Print: &printPart{Verdict: "rejected", Findings: findings(lang), Window: []string{hostile, "9999 Eksempelby"}, Pictures: []pageView{{Label: "Side 1", Src: "/static/brevdue.svg"}},
					Recalled: &world.Recall{At: nine(), Reason: hostile}, Updates: []updateRow{{world.PostalUpdate{At: nine(), Text: hostile}, word(lang, "postal", "returned")}},
					Facts: []fact{{Label: t(lang, "check.sheets"), Value: "2"}}}}
		}},
		{"exchanges", "exchanges", "exchanges", "letters", true, func(lang string) any {
			return exchangesPage{Back: "/w/default/letters/1", Title: "Afgørelse om boligstøtte", Exchanges: []exchangeRow{
				{ID: 1, Label: word(lang, "exchange", "send"), Tone: "good", Answer: "200 OK", Began: nine(), Took: "1.2ms", Method: "POST", URL: "/service/KombiPostAfsend_1/memos",
					Request: half{Header: []string{"Content-Type: application/xml", "X-Transaction-Id: 1"}, Text: "<kombi_request>" + hostile}, Response: half{Text: "<kombi_response/>"}},
				{ID: 2, Label: word(lang, "exchange", "receipt"), Attempt: 2, Tone: "bad", Answer: t(lang, "answer.none"), Began: nine(), Took: "10s", Method: "POST", URL: "https://localhost:9443/receipts", Error: "connection refused", Fault: "lose", Code: "receipt.unreachable"},
			}}
		}},
		{"senders", "senders", "senders", "senders", true, func(string) any {
			return sendersPage{Authorities: []authorityRow{
				{CVR: "11111111", Name: "Eksempelkøbing Kommune", Category: world.CategoryPublic, Agreement: true, From: later(0), Systems: []systemRow{
					{ID: "7c9e6679-7425-40de-944b-e07fc1f90ae7", Name: "Eksempelsystem", Endpoint: "https://localhost:9443/receipts", Thumbprints: []string{strings.Repeat("0123456789abcdef", 4)}},
					{ID: "8c9e6679-7425-40de-944b-e07fc1f90ae7", Name: "ESDH"},
				}},
				{CVR: "22222222", Name: hostile, Category: world.CategoryPrivate},
			}, Faults: []Fault{
				{At: "send", Do: "accept-then-status", Status: 503, After: 3, Next: 2, Seen: 4, Struck: 1},
				{At: "receipt", Do: "delay", Delay: 5 * time.Second, OneIn: 3},
			}}
		}},
		{"events", "events", "events", "events", true, func(lang string) any {
			kind := func(k world.Kind) string { return word(lang, "kind", string(k)) }
			var kinds []choice
			for _, k := range world.Kinds() {
				kinds = append(kinds, choice{string(k), kind(k), k == world.KindLetterAvailable})
			}
			return eventsPage{Kinds: kinds, Older: "/w/default/events?before=3", Newest: "/w/default/events", Events: []eventRow{
				{Seq: 7, Step: step{At: nine(), Label: kind(world.KindLetterAvailable), Rule: rule(lang), Detail: said(lang, "Brevet er kommet frem.", "The letter has arrived.")},
					Letter: "/w/default/letters/1", Party: "CPR 0703**-****", PartyHref: "/w/default/people/0703901234"},
				{Seq: 6, Step: step{At: nine(), Label: kind(world.KindLetterRefused), Why: hostile, Detail: sentence{hostile, english}}, Letter: "/w/default/letters/2", Party: hostile},
				{Seq: 5, Step: step{At: nine(), Label: kind(world.KindClockMoved)}},
			}}
		}},
		{"print", "print", "print", "print", true, func(lang string) any {
			return printPage{Jobs: []jobRow{
				{Href: "/w/default/letters/2", Title: "Opkrævning for daginstitution", State: world.StatePosted, Address: address, Paper: t(lang, "check.sheets") + ": 2, C5, 12,00 kr.", Steps: []step{
					{Label: word(lang, "status", "print.created"), At: nine()}, {Label: word(lang, "status", "posted"), At: nine().Add(time.Hour)}}},
				{Href: "/w/default/letters/3", Title: hostile, State: world.StatePrinting},
			}, Costs: []costRow{{Authority: "Eksempelkøbing Kommune", Category: "Prioritaire", Letters: 1, Pages: 2, Sheets: 2, Postage: "8,00 kr.", Total: "12,00 kr."}}, Pager: pager{First: 1, Last: 2, Total: 2}}
		}},
		{"printcheck", "printcheck", "check", "check", true, func(lang string) any {
			return checkPage{Action: "/w/default/check", Profiles: profiles, Imprint: true}
		}},
		{"printcheck-done", "printcheck", "check", "check", true, func(lang string) any {
			return checkPage{Action: "/w/default/check", Profiles: profiles, Done: true, Name: "afgørelse.pdf", Verdict: "rejected", Findings: findings(lang), Facts: []fact{{Label: t(lang, "check.sheets"), Value: "1"}},
				Pictures: []pageView{{Label: "Side 1", Src: "/static/brevdue.svg"}}}
		}},
		{"rules", "rules", "rules", "", false, func(lang string) any {
			r := rule(lang)
			return rulesPage{Families: []ruleFamily{{Name: "DK-ARR", Rules: []ruleRow{{ID: r.ID, Level: "MUST", Text: r.Text, Sources: []string{"Lov om Digital Post § 10"}}}}}}
		}},
		{"problem", "problem", "problem", "", true, func(lang string) any {
			return problem{Title: t(lang, "problem"), Text: t(lang, "clock.refused"), Code: "clock.backwards", Detail: "The clock cannot go backwards: choose a later instant.", Back: "/w/default"}
		}},
	}
}

// render shows a state as the site would.
func (p pageState) render(t testing.TB, r *renderer, lang string) string {
	t.Helper()
	title, err := lookUp(lang, p.title)
	if err != nil {
		t.Fatal(err)
	}
	f := frame{Lang: lang, Title: title, Switch: "/state/" + p.name + "?lang=xx", Body: p.body(lang)}
	if p.inWorld {
		f.World = &frameWorld{ID: "default"}
		for _, item := range navItems() {
			label, err := lookUp(lang, item)
			if err != nil {
				t.Fatal(err)
			}
			f.World.Nav = append(f.World.Nav, navItem{Href: "/w/default/" + item, Label: label, Current: item == p.nav})
		}
	}
	var out bytes.Buffer
	if err := r.write(&out, p.template, f); err != nil {
		t.Fatalf("%s in %s: %v", p.name, lang, err)
	}
	return out.String()
}

func TestPagesLookAsAgreed(t *testing.T) {
	t.Parallel()
	r, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pageStates() {
		for _, lang := range []string{danish, english} {
			golden.Assert(t, p.render(t, r, lang), "states/"+p.name+"."+lang+".html")
		}
	}
}

func TestNothingASenderWroteIsMarkup(t *testing.T) {
	t.Parallel()
	r, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	ours := regexp.MustCompile(`<script src="/static/live.js" defer></script>`)
	inline := regexp.MustCompile(`(?i)<script|<img src=x|\son\w+=|\sstyle=|javascript:`)
	for _, p := range pageStates() {
		html := ours.ReplaceAllString(p.render(t, r, danish), "")
		html = regexp.MustCompile(`"[^"]*"`).ReplaceAllStringFunc(html, func(s string) string {
			// Inside a quoted attribute only the quote itself could break out.
			return strings.NewReplacer("onerror=", "", "style=", "").Replace(s)
		})
		text := strings.ReplaceAll(html, "&lt;img src=x onerror=alert(2)&gt;", "")
		if found := inline.FindString(text); found != "" {
			t.Errorf("%s: %q reached the page", p.name, found)
		}
	}
}

func TestEveryTextIsThereAndUsed(t *testing.T) {
	t.Parallel()
	templates, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var used strings.Builder
	for _, name := range append(templates, sources...) {
		if name == "text.go" || name == "words.go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		used.Write(content)
	}
	var keys []string
	for _, table := range [][]row{texts[:], words[:]} {
		for _, r := range table {
			if slices.Contains(keys, r.key) {
				t.Errorf("%q is there twice", r.key)
			}
			keys = append(keys, r.key)
			if r.da == "" || r.en == "" {
				t.Errorf("%q lacks a language", r.key)
			}
		}
	}
	for _, r := range texts {
		if !strings.Contains(used.String(), `"`+r.key+`"`) {
			t.Errorf("nobody uses %q", r.key)
		}
	}
	wanted := regexp.MustCompile(`(?:\bt |\bt\(|f\.add\(|f\.at\(|f\.mono\(|text: |notFound\()"([a-z0-9.]+)"`)
	for _, m := range wanted.FindAllStringSubmatch(used.String(), -1) {
		if !slices.Contains(keys, m[1]) {
			t.Errorf("there is no text %q", m[1])
		}
	}
}
