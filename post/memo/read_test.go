package memo_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

func sample(t testing.TB, name string) string {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// readClean reads a document that must have no findings.
func readClean(t testing.TB, doc string, o memo.Options) *memo.Message {
	t.Helper()
	m, findings, err := memo.Read(strings.NewReader(doc), memo.KeepInMemory, o)
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v %v", err, findings)
	}
	return m
}

func TestTheWholeElementTreeIsReadIntoTheMessage(t *testing.T) {
	t.Parallel()
	m := readClean(t, sample(t, "v12/full.xml"), memo.Options{})
	h, b := m.Header, m.Body
	for what, c := range map[string][2]any{
		"version":        {m.MemoVersion, "1.2"},
		"label":          {h.Label, "Afgørelse om pension & tillæg"},
		"reply by":       {h.ReplyByDateTime, time.Date(2030, 3, 1, 12, 0, 0, 0, time.UTC)},
		"hold date":      {h.DoNotDeliverUntilDate, time.Date(2030, 2, 1, 0, 0, 0, 0, time.UTC)},
		"representative": {h.Sender.Representative.RepresentativeID, "88888803"},
		"production":     {h.Recipient.AttentionData.ProductionUnit.Number, int64(1000000017)},
		"location":       {h.Sender.AttentionData.GlobalLocationNumber.Number, int64(5790000000017)},
		"address point":  {h.Sender.AttentionData.Address.AddressPoint.NorthingMeasure, "2.5"},
		"contact info":   {h.Sender.ContactPoint.ContactInfo[1].Label, "Årsag"},
		"content data":   {h.ContentData.AdditionalContentData[1].Name, "Nøgle 2"},
		"forwarded":      {h.ForwardData.OriginalRepresentative, "Fælleskontoret"},
		"forwarded at":   {h.ForwardData.OriginalMessageDateTime.Nanosecond(), 250_000_000},
		"reply":          {h.ReplyData[1].AdditionalReplyData[1].Value, "2"},
		"main files":     {len(b.MainDocument.Files), 2},
		"reservation":    {b.MainDocument.Actions[0].Reservation.Location, "Rådhuset"},
		"entry point":    {b.MainDocument.Actions[1].EntryPoint.URL, "https://eksempelkoebing.example/skema?a=1&b=ø"},
		"additional":     {len(b.AdditionalDocuments), 2},
		"technical":      {b.TechnicalDocuments[0].Files[0].Filename, "data.xml"},
		"size":           {b.MainDocument.Files[0].Content.Size, int64(24)},
	} {
		if d := cmp.Diff(c[1], c[0]); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
	if got := contents(t, m); len(got) != 5 || got[0] != "Hej fra Eksempelkøbing!" {
		t.Errorf("documents %q", got)
	}
}

func TestWhatIsReadAndWrittenReadsTheSame(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/v*/*.xml")
	if err != nil || len(files) != 8 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		m := readClean(t, sample(t, strings.TrimPrefix(file, "testdata/")), memo.Options{})
		v, _ := m.Version()
		var out bytes.Buffer
		if err := memo.Write(&out, m, v); err != nil {
			t.Fatal(err)
		}
		again := readClean(t, out.String(), memo.Options{})
		if d := sameMessage(m, again); d != "" {
			t.Errorf("%s (-read +read again):\n%s", file, d)
		}
		if d := cmp.Diff(contents(t, m), contents(t, again)); d != "" {
			t.Errorf("%s documents:\n%s", file, d)
		}
	}
}

func TestAMessageIsWrittenInTheVersionTheRecipientWants(t *testing.T) {
	t.Parallel()
	newer := readClean(t, sample(t, "v12/full.xml"), memo.Options{})
	var out bytes.Buffer
	if err := memo.Write(&out, newer, memo.V11); err != nil {
		t.Fatal(err)
	}
	older := readClean(t, out.String(), memo.Options{As: memo.V11})
	if older.MemoVersion != "1.1" || older.MemoSchVersion != "1.1.0" ||
		older.Header.Sender.Representative != nil || older.Header.ForwardData.OriginalRepresentative != "" {
		t.Errorf("1.2 as 1.1: %+v", older)
	}
	out.Reset()
	if err := memo.Write(&out, older, memo.V12); err != nil {
		t.Fatal(err)
	}
	if up := readClean(t, out.String(), memo.Options{As: memo.V12}); up.MemoVersion != "1.2" || up.MemoSchVersion != "" {
		t.Errorf("1.1 as 1.2: %+v", up)
	}
	if newer.Header.Sender.Representative == nil || newer.MemoVersion != "1.2" {
		t.Error("Write changed the message")
	}
	if err := memo.Write(&out, newer, memo.Version(7)); strictxml.CodeOf(err) != strictxml.CodeWrite {
		t.Errorf("unknown version: %v", err)
	}
}

func TestWhatIsWrittenIsValidByThePublishedSchema(t *testing.T) {
	t.Parallel()
	schemas, haveSchemas := mutate.FindSchemas()
	lint, haveLint := mutate.FindXmllint()
	if !haveSchemas || !haveLint {
		t.Logf("not run: xmllint found %t, schema folder found %t", haveLint, haveSchemas)
		return
	}
	for i, v := range []memo.Version{memo.V11, memo.V12} {
		var docs [][]byte
		for _, name := range []string{"full", "minimum", "nemsms", "attachment"} {
			for _, from := range []string{"v11", "v12"} { // each from its own version and from the other
				var out bytes.Buffer
				if err := memo.Write(&out, readClean(t, sample(t, from+"/"+name+".xml"), memo.Options{}), v); err != nil {
					t.Fatal(err)
				}
				docs = append(docs, out.Bytes())
			}
		}
		verdicts, err := lint.Validate(t.Context(), t.TempDir(), filepath.Join(schemas, filepath.FromSlash(editions()[i].schema)), docs)
		if err != nil {
			t.Fatal(err)
		}
		for n, verdict := range verdicts {
			if !verdict.Valid {
				t.Errorf("%v: %s\n%s", v, verdict.Why, docs[n])
			}
		}
	}
}

// finds says whether one of the findings has this path and rule.
func finds(fs []memo.Finding, path, rule string) bool {
	for _, f := range fs {
		if f.Path == path && f.Rule == rule {
			return true
		}
	}
	return false
}

func TestTheVersionAttributesAreChecked(t *testing.T) {
	t.Parallel()
	v11, v12 := sample(t, "v11/minimum.xml"), sample(t, "v12/minimum.xml")
	for _, c := range []struct {
		why, doc, path, rule string
		check                bool // the finding comes from Check
	}{
		{"1.1 without memoSchVersion", strings.Replace(v11, ` memoSchVersion="1.1.0"`, "", 1), "/Message/@memoSchVersion", strictxml.RuleMissingAttribute, false},
		{"1.2 with memoSchVersion", strings.Replace(v12, `memoVersion="1.2"`, `memoVersion="1.2" memoSchVersion="1.2.0"`, 1), "/Message/@memoSchVersion", strictxml.RuleUnknownAttribute, false},
		{"1.0", strings.Replace(v12, `"1.2"`, `"1.0"`, 1), "/Message/@memoVersion", "MEMO-VERSION", true},
		{"2", strings.Replace(v12, `"1.2"`, `"2"`, 1), "/Message/@memoVersion", "MEMO-VERSION", true},
		{"no version", strings.Replace(v12, `memoVersion="1.2"`, ``, 1), "/Message/@memoVersion", strictxml.RuleMissingAttribute, false},
		{"not a number", strings.Replace(v12, `"1.2"`, `"ny"`, 1), "/Message/@memoVersion", strictxml.RuleType, false},
		{"1.2 element in 1.1", strings.Replace(sample(t, "v12/full.xml"), `memoVersion="1.2"`, `memoVersion="1.1" memoSchVersion="1.1.0"`, 1),
			"/Message/MessageHeader/Sender/Representative", strictxml.RuleUnknownElement, false},
	} {
		m, findings, err := memo.Read(strings.NewReader(c.doc), nil, memo.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		if c.check {
			findings = m.Check(memo.CheckOptions{})
		}
		if !finds(findings, c.path, c.rule) {
			t.Errorf("%s: %v", c.why, findings)
		}
	}
	if m := readClean(t, strings.Replace(v11, `"1.1"`, `" 1.10 "`, 1), memo.Options{}); m != nil {
		if v, ok := m.Version(); !ok || v != memo.V11 {
			t.Errorf("1.10 is %v", v)
		}
	}
}

func TestEachFindingNamesPathRuleLimitAndFoundValue(t *testing.T) {
	t.Parallel()
	doc := sample(t, "v12/full.xml")
	doc = strings.Replace(doc, "3f2b8a10-1c2d-4e5f", "3f2b8a10-1c2d-1e5f", 1)
	doc = strings.Replace(doc, "2030-03-01T12:00:00Z", "2030-03-01T12:00:00+01:00", 1)
	doc = strings.Replace(doc, "<memo:filename>Vejledning.pdf", "<memo:filename>0305709990 "+strings.Repeat("x", 260), 1)
	_, findings, err := memo.Read(strings.NewReader(doc), nil, memo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		if f.By != strictxml.Schema || f.Limit == "" || strings.Contains(f.Found, "9990") {
			t.Errorf("%+v", f)
		}
		got = append(got, f.Path+" "+f.Rule)
	}
	want := []string{
		"/Message/MessageHeader/messageUUID xsd.pattern",
		"/Message/MessageHeader/replyByDateTime xsd.pattern",
		"/Message/MessageBody/AdditionalDocument[2]/File[1]/filename xsd.maxLength",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheLengthOfANotificationIsASwitch(t *testing.T) {
	t.Parallel()
	text := func(n int) string {
		return strings.Replace(sample(t, "v12/nemsms.xml"), "Husk din aftale", strings.Repeat("å", n-len([]rune(" på Rådhuset i morgen kl. 9. Eksempelkøbing Kommune"))), 1)
	}
	for _, c := range []struct{ length, most, findings int }{
		{150, 0, 0}, {151, 0, 1}, {150, 150, 0}, {151, 150, 1}, {160, 160, 0}, {161, 160, 1}, {70, 70, 0}, {71, 70, 1},
	} {
		_, findings, err := memo.Read(strings.NewReader(text(c.length)), nil, memo.Options{NotificationMax: c.most})
		if err != nil || len(findings) != c.findings {
			t.Errorf("%d characters with limit %d: %v %v", c.length, c.most, err, findings)
		}
	}
}

// Bodies as clients in use write them, sf1601 section 2.2.
func TestWhatRealClientsWriteIsRead(t *testing.T) {
	t.Parallel()
	plain := sample(t, "v12/minimum.xml")
	want := readClean(t, plain, memo.Options{})
	head, rest, _ := strings.Cut(plain, "\n")
	for _, c := range []struct {
		why, doc string
	}{
		{"no declaration", rest},
		{"declaration without encoding", `<?xml version="1.0"?>` + "\n" + rest},
		{"encoding utf8", head + rest},
		{"prefix of its own", "<?xml version='1.0' encoding='utf8'?>" + prefixed(rest, "ns0")},
		{"every text in CDATA", cdata(rest)},
		{"namespace redeclared everywhere", redeclared(rest)},
		{"all of it", "\xef\xbb\xbf" + redeclared(cdata(prefixed(rest, "x")))},
	} {
		got, findings, err := memo.Read(strings.NewReader(c.doc), memo.KeepInMemory, memo.Options{})
		if err != nil || len(findings) > 0 {
			t.Errorf("%s: %v %v\n%s", c.why, err, findings, c.doc)
			continue
		}
		if d := sameMessage(want, got); d != "" {
			t.Errorf("%s:\n%s", c.why, d)
		}
	}
}

func TestLatin1BytesUnderAUTF8DeclarationAreAChoice(t *testing.T) {
	t.Parallel()
	latin1 := strings.NewReplacer("ø", "\xf8", "Ø", "\xd8").Replace(sample(t, "v12/minimum.xml"))
	_, _, err := memo.Read(strings.NewReader(latin1), nil, memo.Options{})
	if strictxml.CodeOf(err) != strictxml.CodeInvalidUTF8 {
		t.Errorf("strict: %v", err)
	}
	m, findings, err := memo.Read(strings.NewReader(latin1), nil, memo.Options{XML: strictxml.Options{Latin1Fallback: true}})
	if err != nil || len(findings) != 1 || findings[0].Severity != strictxml.Warning || m.Header.Label != "Prøvebrev" {
		t.Errorf("lenient: %v %v", err, findings)
	}
}

func prefixed(doc, prefix string) string {
	doc = strings.ReplaceAll(doc, "</", "\x00")
	doc = strings.ReplaceAll(doc, "<", "<"+prefix+":")
	doc = strings.ReplaceAll(doc, "\x00", "</"+prefix+":")
	return strings.Replace(doc, "xmlns=", "xmlns:"+prefix+"=", 1)
}

// cdata wraps every text.
func cdata(doc string) string {
	var b strings.Builder
	for i, part := range strings.Split(doc, ">") {
		if i > 0 {
			b.WriteByte('>')
		}
		text, tag, isTag := strings.Cut(part, "<")
		if text != "" && isTag {
			text = "<![CDATA[" + text + "]]>"
		}
		b.WriteString(text)
		if isTag {
			b.WriteString("<" + tag)
		}
	}
	return b.String()
}

// redeclared repeats namespace declarations on each element.
func redeclared(doc string) string {
	var b strings.Builder
	for i, part := range strings.Split(doc, "<") {
		if i > 0 {
			b.WriteByte('<')
		}
		name, after, ok := strings.Cut(part, ">")
		if ok && !strings.ContainsAny(name, "/![= ") {
			ns := ` xmlns="https://DigitalPost.dk/MeMo-1"`
			if prefix, _, has := strings.Cut(name, ":"); has {
				ns = " xmlns:" + prefix + `="https://DigitalPost.dk/MeMo-1"`
			}
			part = name + ns + ` xmlns:grd="https://data.gov.dk/model/core/">` + after
		}
		b.WriteString(part)
	}
	return b.String()
}

// envelope is a larger document around a message.
type envelope struct {
	code    string
	message *memo.Message
}

func TestAMessageIsReadAndWrittenInsideALargerDocument(t *testing.T) {
	t.Parallel()
	doc := strictxml.Document[envelope]{Name: strictxml.Name{Local: "kombi_request"}, Content: strictxml.Sequence(
		strictxml.Text(strictxml.Name{Local: "KombiValgKode"}, strictxml.StringType(0, 0), strictxml.One, func(e *envelope) *string { return &e.code }),
		strictxml.OptChild(memo.Name, strictxml.Opt, func(e *envelope) **memo.Message { return &e.message }, memo.Elements(memo.Options{})),
	)}
	_, inner, _ := strings.Cut(sample(t, "v11/minimum.xml"), "\n")
	in := "<kombi_request><KombiValgKode>Digital Post</KombiValgKode>" + inner + "</kombi_request>"
	e, findings, err := doc.Read(strings.NewReader(in), strictxml.Options{Sink: memo.Sink(memo.KeepInMemory).XML(nil)})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	if e.message.Size != int64(len(inner)) {
		t.Errorf("size %d, want %d", e.message.Size, len(inner))
	}
	var out bytes.Buffer
	if err := doc.Write(&out, e); err != nil {
		t.Fatal(err)
	}
	again, findings, err := doc.Read(&out, strictxml.Options{Sink: memo.Sink(memo.KeepInMemory).XML(nil)})
	if err != nil || len(findings) > 0 || sameMessage(e.message, again.message) != "" || contents(t, again.message)[0] != "Hej" {
		t.Error(err, findings, sameMessage(e.message, again.message))
	}
	broken := strings.Replace(in, "DIGITALPOST", "BREV", 1)
	_, findings, err = doc.Read(strings.NewReader(broken), strictxml.Options{})
	if err != nil || !finds(findings, "/kombi_request/Message/MessageHeader/messageType", strictxml.RuleEnumeration) {
		t.Error(err, findings)
	}
}

func TestAFailingSinkStopsTheReader(t *testing.T) {
	t.Parallel()
	cause := errors.New("store is full")
	m, findings, err := memo.Read(strings.NewReader(sample(t, "v12/full.xml")),
		func(f *memo.File) (io.WriteCloser, error) {
			if f.Filename != "Afgørelse.pdf" || f.Language != "da" {
				t.Errorf("the sink knows %+v", f)
			}
			return nil, cause
		}, memo.Options{})
	if m != nil || findings != nil || !errors.Is(err, cause) || strictxml.CodeOf(err) != strictxml.CodeSink {
		t.Error(m, findings, err)
	}
}

// TestReading90MegabytesGrowsTheHeapByLessThan32MiB reads and writes a message
// whose two documents make 90 MB on the wire, while the heap is watched.
func TestReading90MegabytesGrowsTheHeapByLessThan32MiB(t *testing.T) { //nolint:paralleltest // it measures the heap of the process
	const size = 33 << 20 // twice, in base64: 92 MB
	m := letter(size)
	m.Body.AdditionalDocuments = []memo.Document{{Files: []memo.File{{
		EncodingFormat: "application/pdf", Filename: "Bilag.pdf", Language: "da",
		Content: memo.From(size, func() (io.ReadCloser, error) { return io.NopCloser(io.LimitReader(&pattern{}, size)), nil }),
	}}}}
	runtime.GC()
	var start runtime.MemStats
	runtime.ReadMemStats(&start)
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
			select {
			case <-stop:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()

	r, w := io.Pipe()
	wrote := make(chan error, 1)
	go func() { wrote <- errors.Join(memo.Write(w, m, memo.V12), w.Close()) }()
	got, findings, err := memo.Read(r, discard, memo.Options{})
	if err := errors.Join(err, <-wrote); err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	close(stop)
	grown := int64(<-peak) - int64(start.HeapInuse)
	t.Logf("%d bytes read, heap grown by %d KiB at most", got.Size, grown>>10)
	if got.Size < 90_000_000 || got.Body.AdditionalDocuments[0].Files[0].Content.Size != size {
		t.Errorf("only %d bytes read", got.Size)
	}
	if grown > 32<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

func ExampleRead() {
	doc := `<Message xmlns="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"><MessageHeader>
<messageType>NEMSMS</messageType><messageUUID>1e1d2c3b-4a59-4687-aa8b-7c6d5e4f3a2b</messageUUID><label/>
<Sender><senderID>99999901</senderID><idType>CVR</idType></Sender>
<Recipient><recipientID>0305709990</recipientID><idType>CPR</idType></Recipient></MessageHeader></Message>`
	m, findings, err := memo.Read(strings.NewReader(doc), nil, memo.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range append(findings, m.Check(memo.CheckOptions{})...) {
		fmt.Printf("%v [%s]\n", f, f.Code)
	}
	// Output:
	// /Message/MessageHeader/Sender/label: xsd.element.missing, wants at least 1 (schema) []
	// /Message/MessageHeader/notification: MEMO-R4, wants a text, it is the whole NemSMS (business) [empty.notification.not.allowed]
}
