package memo_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
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

func TestHowTheBytesArriveMakesNoDifference(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"v11/full.xml", "v12/attachment.xml"} {
		doc := strings.ReplaceAll(sample(t, name), "\n", "\r\n")
		want := readClean(t, doc, memo.Options{})
		for _, r := range []io.Reader{
			iotest.OneByteReader(strings.NewReader(doc)),
			iotest.HalfReader(strings.NewReader(doc)),
			iotest.DataErrReader(strings.NewReader(doc)),
		} {
			got, findings, err := memo.Read(r, memo.KeepInMemory, memo.Options{})
			if err != nil || len(findings) > 0 {
				t.Fatal(name, err, findings)
			}
			if d := sameMessage(want, got); d != "" || !cmp.Equal(contents(t, want), contents(t, got)) {
				t.Errorf("%s:\n%s", name, d)
			}
		}
	}
}

func TestLineBreaksInsideDocumentsAreFree(t *testing.T) {
	t.Parallel()
	data := make([]byte, 200_001)
	for i := range data {
		data[i] = byte(i * i >> 3)
	}
	plain := string(written(t, letterFrom(memo.Bytes(data))))
	encoded := base64.StdEncoding.EncodeToString(data)
	var wrapped strings.Builder
	for rest := encoded; rest != ""; {
		n := min(76, len(rest))
		wrapped.WriteString(rest[:n] + "\r\n")
		rest = rest[n:]
	}
	for why, content := range map[string]string{
		"one line":         encoded,
		"76 columns":       wrapped.String(),
		"76 columns CDATA": "<![CDATA[" + wrapped.String() + "]]>",
		"indented":         strings.ReplaceAll(wrapped.String(), "\r\n", "\n\t\t    "),
		"every 7 letters":  spaced(encoded, 7),
	} {
		m := readClean(t, strings.Replace(plain, encoded, content, 1), memo.Options{})
		if got := contents(t, m)[0]; got != string(data) {
			t.Errorf("%s: other bytes", why)
		}
	}
}

func spaced(s string, every int) string {
	var b strings.Builder
	for i := 0; i < len(s); i += every {
		b.WriteString(s[i:min(i+every, len(s))] + " ")
	}
	return b.String()
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
