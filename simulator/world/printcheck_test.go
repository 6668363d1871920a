package world_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// rules find in each document what they were told to find in its content, and
// remember what they were asked. Each document is a page on a sheet of its own.
type rules struct {
	find map[string][]fjernprint.Finding

	mu    sync.Mutex
	asked []asked
}

// asked is one question to the rules.
type asked struct {
	Profile   string
	Letter    fjernprint.Letter
	Documents []string // contents
}

const uncheckable = "uncheckable"

func encrypted() *rules {
	return &rules{find: map[string][]fjernprint.Finding{"encrypted": {
		{Rule: "FP-010", Code: "pdf.encrypted", Severity: fjernprint.Reject, En: "Take the protection away."},
		{Rule: "FP-061", Code: "page.blank", Severity: fjernprint.Warn, En: "Leave the page out."},
	}}}
}

func (r *rules) CheckLetter(_ context.Context, parts []fjernprint.Part, p *fjernprint.Profile, l fjernprint.Letter) fjernprint.LetterReport {
	out := fjernprint.LetterReport{
		Profile: p.Name, Verdict: fjernprint.Printable, Findings: []fjernprint.Finding{}, Pages: len(parts), Sheets: len(parts), Envelope: "C5",
		Cost: fjernprint.Cost{Pages: int64(30 * len(parts)), Sheets: int64(10 * len(parts)), Envelope: 50, Postage: 800},
	}
	out.Cost.Total = out.Cost.Pages + out.Cost.Sheets + out.Cost.Envelope + out.Cost.Postage
	question := asked{Profile: p.Name, Letter: l}
	for i, part := range parts {
		content := readPart(part)
		question.Documents = append(question.Documents, content)
		d := fjernprint.Report{Profile: p.Name, Verdict: fjernprint.Printable, Findings: []fjernprint.Finding{}, Checked: []fjernprint.RuleID{"FP-010"}}
		for _, f := range r.find[content] {
			f.Document = i
			d.Findings = append(d.Findings, f)
			if f.Severity == fjernprint.Reject {
				d.Verdict = fjernprint.Rejected
			}
		}
		if content == uncheckable {
			d.Verdict = fjernprint.Inconclusive
			d.Unchecked = []fjernprint.Unchecked{{Rule: "FP-004", Code: "check.time", En: "There was no time."}}
		}
		if d.Verdict != fjernprint.Printable && out.Verdict != fjernprint.Rejected {
			out.Verdict = d.Verdict
		}
		out.Documents = append(out.Documents, d)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, question)
	return out
}

func readPart(p fjernprint.Part) string {
	in, err := p.Open()
	if err != nil {
		return "error " + err.Error()
	}
	content, err := io.ReadAll(in)
	if err = errors.Join(err, in.Close()); err != nil {
		return "error " + err.Error()
	}
	return string(content)
}

// fill gives every document of a submission the content.
func (b *bench) fill(s *world.Submission, content string) {
	if s.Order != nil {
		s.Order.Main.Ref = b.document(content)
	}
	if s.Message != nil {
		for i := range s.Message.Documents {
			s.Message.Documents[i].Ref = b.document(content)
		}
	}
}

func (b *bench) warnings(id world.LetterID) []world.Event {
	b.Helper()
	return b.events(world.Query{Letter: id, Kinds: []world.Kind{world.KindLetterWarned}})
}

func TestEveryLetterIsCheckedForPrintWhicheverWayItGoes(t *testing.T) {
	t.Parallel()
	const profile, warn, refuse = "profile", "warn", "error"
	for _, c := range []struct {
		to      string
		channel world.Channel
		content string
		check   string // value of dk.print.digitalCheck
		state   world.LetterState
		verdict fjernprint.Verdict
		warned  string // code
	}{
		{exempt, world.ChannelPrint, "fine", profile, world.StatePosted, fjernprint.Printable, ""},
		{exempt, world.ChannelPrint, "encrypted", profile, world.StateRefused, fjernprint.Rejected, ""},
		{exempt, world.ChannelPrint, "encrypted", warn, world.StateRefused, fjernprint.Rejected, ""},
		{exempt, world.ChannelAuto, "encrypted", profile, world.StateRefused, fjernprint.Rejected, ""},
		{exempt, world.ChannelPrint, uncheckable, refuse, world.StatePosted, fjernprint.Inconclusive, world.WarnUnchecked},
		{exempt, world.ChannelDigital, "encrypted", profile, world.StateRefused, "", ""}, // refused anyway
		{connected, world.ChannelDigital, "fine", refuse, world.StateAvailable, fjernprint.Printable, ""},
		{connected, world.ChannelDigital, "encrypted", profile, world.StateAvailable, fjernprint.Rejected, "pdf.encrypted"},
		{connected, world.ChannelDigital, "encrypted", warn, world.StateAvailable, fjernprint.Rejected, "pdf.encrypted"},
		{connected, world.ChannelDigital, "encrypted", refuse, world.StateRefused, fjernprint.Rejected, ""},
		{connected, world.ChannelDigital, uncheckable, refuse, world.StateAvailable, fjernprint.Inconclusive, world.WarnUnchecked},
		{connected, world.ChannelAuto, "encrypted", profile, world.StateAvailable, fjernprint.Rejected, "pdf.encrypted"},
		{connected, world.ChannelAuto, "encrypted", refuse, world.StateRefused, fjernprint.Rejected, ""},
		{connected, world.ChannelSMS, "", refuse, world.StateSent, "", ""},
	} {
		t.Run(fmt.Sprintf("%s %s %s %s", c.to, c.channel, c.content, c.check), func(t *testing.T) {
			t.Parallel()
			b := setupWith(t, world.Config{Print: encrypted()}, func(s *world.Spec) {
				s.Settings.Switches = map[string]string{"dk.print.digitalCheck": c.check}
			})
			s := b.letter(c.channel, magic(t, c.to))
			b.fill(&s, c.content)
			l := b.send(s)
			if l.State != c.state || l.PrintCheck != c.verdict {
				t.Fatalf("got %s, %q, want %s, %q", l.State, l.PrintCheck, c.state, c.verdict)
			}
			b.oneOutcome(l)
			codes := []string{}
			for _, e := range b.warnings(l.ID) {
				codes = append(codes, e.Code)
				if c.warned == "pdf.encrypted" && e.Text != "FP-010: would not have been printable: Take the protection away." {
					t.Errorf("the warning says %q", e.Text)
				}
				if e.Rule != "DK-PRINT-05" {
					t.Errorf("the warning is by %s", e.Rule)
				}
			}
			if want := strings.Fields(c.warned); cmp.Diff(append([]string{}, want...), codes) != "" {
				t.Errorf("warned of %q, want %q", codes, want)
			}
			report, err := b.world.PrintReport(b.ctx, l.ID)
			if c.verdict == "" {
				b.want(err, world.CodeNotFound)
				return
			}
			b.must(err)
			if report.Verdict != c.verdict || report.Profile != fjernprint.DefaultProfile || len(report.Documents) != 1 {
				t.Errorf("the report is %+v", report)
			}
			if c.verdict == fjernprint.Rejected && len(report.Documents[0].Findings) != 2 {
				t.Errorf("the report has %+v", report.Documents[0].Findings)
			}
			if l.State == world.StateRefused {
				e := b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterRefused}})[0]
				if l.Code != world.FailUnprintable || e.Text != "FP-010: Take the protection away." || e.Rule != "DK-PRINT-05" {
					t.Errorf("refused with %+v", e)
				}
				if l.Job != nil {
					t.Errorf("a refused letter has the print job %+v", l.Job)
				}
			}
		})
	}
}

func TestTheProfileSaysWhetherAnUnprintableDigitalLetterIsRefused(t *testing.T) {
	t.Parallel()
	strict := &fjernprint.Profile{Name: "strict", Digital: "refuse"}
	b := setupWith(t, world.Config{Print: encrypted(), Profiles: []*fjernprint.Profile{strict}}, func(s *world.Spec) {
		s.Settings.Switches = map[string]string{"dk.print.profile": "strict"}
	})
	for _, channel := range []world.Channel{world.ChannelDigital, world.ChannelAuto} {
		s := b.letter(channel, magic(t, connected))
		b.fill(&s, "encrypted")
		l := b.send(s)
		found, err := b.world.Receipts(b.ctx, b.system.ID, l.ID)
		b.must(err)
		if l.Code != world.FailUnprintable || len(found) != 1 || found[0].Channel != world.ChannelDigital {
			t.Errorf("%s: got %+v, %+v", channel, l, found)
		}
		report, err := b.world.PrintReport(b.ctx, l.ID)
		b.must(err)
		if report.Profile != "strict" {
			t.Errorf("checked by %s", report.Profile)
		}
	}
	// A single world may be lenient with a strict profile.
	b.must(b.world.SetSettings(b.ctx, world.Settings{Switches: map[string]string{"dk.print.profile": "strict", "dk.print.digitalCheck": "warn"}}))
	s := b.letter(world.ChannelDigital, magic(t, connected))
	b.fill(&s, "encrypted")
	if l := b.send(s); l.State != world.StateAvailable {
		t.Errorf("with a warning only: %+v", l)
	}
}

func TestAPrintProfileThatDoesNotExistIsRefusedByName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	err := b.world.SetSettings(b.ctx, world.Settings{Switches: map[string]string{"dk.print.profile": "moon"}})
	b.want(err, world.CodeInvalid)
	if !strings.Contains(err.Error(), fjernprint.DefaultProfile) {
		t.Errorf("the error does not say which there are: %v", err)
	}
	_, err = b.worlds.Create(b.ctx, world.Spec{Settings: world.Settings{Switches: map[string]string{"dk.print.profile": "moon"}}})
	b.want(err, world.CodeInvalid)
	for name, profiles := range map[string][]*fjernprint.Profile{
		"two of one name":   {{Name: "a"}, {Name: "a"}},
		"a built-in's name": {{Name: fjernprint.DefaultProfile}},
		"no possible name":  {{Name: "Min profil"}},
		"no name":           {{}},
	} {
		if _, err := world.Open(b.ctx, world.Config{Profiles: profiles}); world.CodeOf(err) != world.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeptWorldWantsItsPrintProfileAgain(t *testing.T) {
	t.Parallel()
	dir, own := t.TempDir(), []*fjernprint.Profile{{Name: "own"}}
	t.Run("first", func(t *testing.T) {
		setupWith(t, world.Config{Dir: dir, Profiles: own}, func(s *world.Spec) {
			s.Settings.Switches = map[string]string{"dk.print.profile": "own"}
		})
	})
	if _, err := world.Open(t.Context(), world.Config{Dir: dir}); world.CodeOf(err) != world.CodeInvalid || !strings.Contains(err.Error(), `"own"`) {
		t.Errorf("without the profile: %v", err)
	}
	ws := open(t, world.Config{Dir: dir, Profiles: own})
	if w, ok := ws.Get("test"); !ok {
		t.Error("the world is gone")
	} else if p, err := w.PrintProfile(""); err != nil || p != own[0] {
		t.Errorf("its profile is %+v, %v", p, err)
	}
}

func TestWhatIsAskedOfThePrintRulesFollowsFromTheOrder(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	anna := &fjernprint.Address{Name: "Prøve Person", Lines: []string{"Eksempelvej 1"}, PostCode: "0101", City: "Eksempelkøbing"}
	sender := &world.Address{Name: "Eksempelkøbing Kommune", Lines: []string{"Rådhuspladsen 1"}, PostCode: "0101"}
	for name, c := range map[string]struct {
		channel world.Channel
		change  func(*world.PrintOrder)
		never   bool // dk.print.imprintDefault
		want    fjernprint.Letter
	}{
		"no order":              {world.ChannelDigital, nil, false, fjernprint.Letter{Digital: true, AnyAddress: true}},
		"automatic":             {world.ChannelAuto, nil, false, fjernprint.Letter{Digital: true, Address: anna, ImprintRecipient: true}},
		"flags absent":          {world.ChannelPrint, nil, false, fjernprint.Letter{Address: anna, ImprintRecipient: true}},
		"flags absent, never":   {world.ChannelPrint, nil, true, fjernprint.Letter{Address: anna}},
		"recipient false":       {world.ChannelPrint, func(o *world.PrintOrder) { o.Imprint.Recipient = &no }, false, fjernprint.Letter{Address: anna}},
		"recipient true, never": {world.ChannelPrint, func(o *world.PrintOrder) { o.Imprint.Recipient = &yes }, true, fjernprint.Letter{Address: anna, ImprintRecipient: true}},
		"sender stated":         {world.ChannelPrint, func(o *world.PrintOrder) { o.Sender = sender }, false, fjernprint.Letter{Address: anna, ImprintRecipient: true, ImprintSender: true}},
		"sender stated, never":  {world.ChannelPrint, func(o *world.PrintOrder) { o.Sender = sender }, true, fjernprint.Letter{Address: anna}},
		"sender false":          {world.ChannelPrint, func(o *world.PrintOrder) { o.Sender, o.Imprint.Sender = sender, &no }, false, fjernprint.Letter{Address: anna, ImprintRecipient: true}},
		"sender true, none":     {world.ChannelPrint, func(o *world.PrintOrder) { o.Imprint.Sender = &yes }, true, fjernprint.Letter{Address: anna, ImprintSender: true}},
		"address in the PDF":    {world.ChannelPrint, func(o *world.PrintOrder) { o.Address, o.Recipient = nil, ident.Party{} }, false, fjernprint.Letter{}},
		"everything else stated": {world.ChannelPrint, func(o *world.PrintOrder) {
			o.Duplex, o.Color, o.Envelope, o.Category = true, true, "C4", "Rekommanderet"
		}, true, fjernprint.Letter{Address: anna, Duplex: true, Color: true, Envelope: "C4", Category: "Rekommanderet"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := encrypted()
			b := setupWith(t, world.Config{Print: r}, func(s *world.Spec) {
				if c.never {
					s.Settings.Switches = map[string]string{"dk.print.imprintDefault": "never"}
				}
			})
			s := b.letter(c.channel, magic(t, connected))
			if c.change != nil {
				c.change(s.Order)
			}
			b.send(s)
			if diff := cmp.Diff([]asked{{fjernprint.DefaultProfile, c.want, []string{"%PDF-1.4 prøve"}}}, r.asked); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheRulesSeeWhatWouldBePrintedTheMainDocumentFirst(t *testing.T) {
	t.Parallel()
	r := encrypted()
	b := setupWith(t, world.Config{Print: r})
	file := func(role world.DocumentRole, format int, name, media string) world.Document {
		return world.Document{Role: role, Format: format, Filename: name, MIME: media, Ref: b.document(name)}
	}
	s := b.letter(world.ChannelDigital, magic(t, connected))
	s.Message.Documents = []world.Document{
		file(world.RoleMain, 0, "main.html", "text/html"),
		file(world.RoleMain, 1, "main.pdf", "application/pdf"),
		file(world.RoleMain, 2, "main-2.pdf", "application/pdf"),
		file(world.RoleAttachment, 0, "a.pdf", "application/pdf"),
		file(world.RoleAttachment, 1, "a.txt", "text/plain"),
		file(world.RoleAttachment, 0, "b.docx", "application/octet-stream"),
		file(world.RoleTechnical, 0, "c.xml", "application/xml"),
	}
	b.send(s)
	auto := b.letter(world.ChannelAuto, magic(t, connected))
	auto.Order.Attachments = []world.Document{file(world.RoleAttachment, 0, "order-a.pdf", "application/pdf"), file(world.RoleAttachment, 0, "order-b.pdf", "application/pdf")}
	auto.Order.Main = file(world.RoleMain, 0, "order.pdf", "application/pdf")
	b.send(auto)
	want := [][]string{{"main.pdf", "a.pdf", "b.docx"}, {"order.pdf", "order-a.pdf", "order-b.pdf"}}
	if diff := cmp.Diff(want, [][]string{r.asked[0].Documents, r.asked[1].Documents}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// many finds more than anybody reads.
type many struct{}

func (many) CheckLetter(_ context.Context, parts []fjernprint.Part, p *fjernprint.Profile, _ fjernprint.Letter) fjernprint.LetterReport {
	out := fjernprint.LetterReport{Profile: p.Name, Verdict: fjernprint.Rejected}
	for i := range parts {
		d := fjernprint.Report{Verdict: fjernprint.Printable, Pages: make([]fjernprint.PageFacts, 5000), Omitted: map[fjernprint.RuleID]int{"FP-060": 7}}
		rule, severity := fjernprint.RuleID("FP-060"), fjernprint.Info
		if i == len(parts)-1 {
			rule, severity, d.Verdict = "FP-040", fjernprint.Reject, fjernprint.Rejected
		}
		for range 60 {
			d.Findings = append(d.Findings, fjernprint.Finding{Rule: rule, Severity: severity, Document: i, En: "No."})
		}
		out.Documents = append(out.Documents, d)
	}
	return out
}

func TestTheLedgerKeepsTheWorstOfALongReport(t *testing.T) {
	t.Parallel()
	b := setupWith(t, world.Config{Print: many{}})
	s := b.letter(world.ChannelPrint, magic(t, exempt))
	for range 99 {
		s.Order.Attachments = append(s.Order.Attachments, s.Order.Main)
	}
	l := b.send(s)
	if l.Code != world.FailUnprintable {
		t.Fatalf("got %+v", l)
	}
	report, err := b.world.PrintReport(b.ctx, l.ID)
	b.must(err)
	last := report.Documents[99]
	if len(report.Documents) != 100 || len(report.All()) != 100 || len(last.Findings) != 60 || len(last.Pages) != 100 {
		t.Errorf("kept %d documents, %d findings, %d of the last, %d pages", len(report.Documents), len(report.All()), len(last.Findings), len(last.Pages))
	}
	if first, second := report.Documents[0], report.Documents[1]; first.Omitted["FP-060"] != 20+7 || second.Omitted["FP-060"] != 60+7 {
		t.Errorf("omitted %v and %v", first.Omitted, second.Omitted)
	}
}

func TestWhatTheRulesSayIsMaskedAndNamesEveryRule(t *testing.T) {
	t.Parallel()
	r := encrypted()
	for i := range 7 {
		r.find["encrypted"] = append(r.find["encrypted"], fjernprint.Finding{
			Rule: fjernprint.RuleID(fmt.Sprintf("FP-04%d", 6-i)), Severity: fjernprint.Reject, En: "Move 0703901234 away."})
	}
	b := setupWith(t, world.Config{Print: r})
	s := b.letter(world.ChannelPrint, magic(t, exempt))
	b.fill(&s, "encrypted")
	l := b.send(s)
	found, err := b.world.Receipts(b.ctx, b.system.ID, l.ID)
	b.must(err)
	text := found[0].Text
	if strings.Contains(text, "0703901234") || !strings.HasPrefix(text, "FP-010: Take the protection away.; FP-040: ") || !strings.HasSuffix(text, "; and FP-044, FP-045, FP-046") {
		t.Errorf("the receipt says %q", text)
	}
	checked := b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindPrintChecked}})[0]
	if checked.Text != "The documents cannot be printed: FP-010, FP-040, FP-041, FP-042, FP-043, FP-044, FP-045, FP-046." || checked.Code != "rejected" {
		t.Errorf("the event says %q, %q", checked.Code, checked.Text)
	}
}

func TestTheReportIsTheSameInTheSameWorld(t *testing.T) {
	t.Parallel()
	ledger := func() string {
		b := setupWith(t, world.Config{Print: encrypted()}, printSlowly)
		for _, content := range []string{"fine", "encrypted", uncheckable} {
			s := b.letter(world.ChannelPrint, magic(t, exempt))
			b.fill(&s, content)
			b.send(s)
		}
		l, _, err := b.world.Letters(b.ctx, world.LetterQuery{State: world.StatePrinting})
		b.must(err)
		b.must(b.world.Recall(b.ctx, l[0].ID, "fortrudt"))
		_, err = b.world.AdvanceBy(b.ctx, longPrint)
		b.must(err)
		body, err := json.Marshal(b.events(world.Query{}))
		b.must(err)
		return string(body)
	}
	if diff := cmp.Diff(ledger(), ledger()); diff != "" {
		t.Error(diff)
	}
}

func TestADocumentCanBeCheckedWithoutSendingIt(t *testing.T) {
	t.Parallel()
	r := encrypted()
	b := setupWith(t, world.Config{Print: r, Profiles: []*fjernprint.Profile{{Name: "own"}}})
	before := len(b.events(world.Query{}))
	parts := []fjernprint.Part{{Name: "brev.pdf", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("encrypted")), nil }}}
	report, err := b.world.CheckPrint(b.ctx, "own", parts, fjernprint.Letter{Duplex: true})
	b.must(err)
	if report.Verdict != fjernprint.Rejected || report.Profile != "own" || !r.asked[0].Letter.Duplex {
		t.Errorf("got %+v", report)
	}
	_, err = b.world.CheckPrint(b.ctx, "moon", parts, fjernprint.Letter{})
	b.want(err, world.CodeInvalid)
	if after := len(b.events(world.Query{})); after != before {
		t.Errorf("%d events came of it", after-before)
	}
	_, err = setup(t).world.CheckPrint(b.ctx, "", parts, fjernprint.Letter{})
	b.want(err, world.CodeConflict)
}

// waiting are print rules that answer when they are let go, or given up.
type waiting struct {
	entered chan struct{} // one for each question
	letGo   chan struct{} // closed
	running atomic.Int64
	most    atomic.Int64 // at once
}

func (r *waiting) CheckLetter(ctx context.Context, _ []fjernprint.Part, p *fjernprint.Profile, _ fjernprint.Letter) fjernprint.LetterReport {
	n := r.running.Add(1)
	defer r.running.Add(-1)
	for most := r.most.Load(); n > most && !r.most.CompareAndSwap(most, n); most = r.most.Load() {
	}
	r.entered <- struct{}{}
	select {
	case <-r.letGo:
	case <-ctx.Done():
	}
	return fjernprint.LetterReport{Profile: p.Name, Verdict: fjernprint.Printable}
}

func TestManyWorldsCheckAFewDocumentsAtOnce(t *testing.T) {
	t.Parallel()
	places := runtime.GOMAXPROCS(0)
	many := 4 * places
	r := &waiting{entered: make(chan struct{}, many), letGo: make(chan struct{})}
	b := setupWith(t, world.Config{Print: r})
	to := magic(t, "exempt")
	var worlds []*world.World
	for n := range many {
		w, err := b.worlds.Create(b.ctx, world.Spec{ID: fmt.Sprintf("w%d", n), Start: noon})
		b.must(err)
		b.furnish(w)
		a, err := w.Accept(b.ctx, b.letter(world.ChannelPrint, to))
		b.must(err)
		w.Answered(b.ctx, a.Letter)
		worlds = append(worlds, w)
	}
	for range places {
		<-r.entered
	}
	for range 10_000 {
		runtime.Gosched() // others would begin now, if they were let
	}
	close(r.letGo)
	for _, b.world = range worlds {
		b.settle()
	}
	if most := r.most.Load(); most != int64(places) {
		t.Errorf("%d documents were checked at once, want %d", most, places)
	}
}

func TestAWorldIsDeletedOrResetWhileADocumentIsChecked(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*bench) error{
		"deleted": func(b *bench) error { return b.worlds.Delete(b.ctx, "test") },
		"reset":   func(b *bench) error { _, err := b.worlds.Reset(b.ctx, "test"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &waiting{entered: make(chan struct{}, 1), letGo: make(chan struct{})} // never let go
			b := setupWith(t, world.Config{Print: r})
			a, err := b.world.Accept(b.ctx, b.letter(world.ChannelPrint, magic(t, "exempt")))
			b.must(err)
			b.world.Answered(b.ctx, a.Letter)
			<-r.entered
			b.must(end(b))
			_, _, err = b.world.Letter(b.ctx, a.Letter)
			b.want(err, world.CodeNotFound)
		})
	}
}
