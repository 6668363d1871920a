package journal_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/simulator/journal"
)

func open(t *testing.T, c journal.Config) *journal.Journal {
	t.Helper()
	j := journal.Open(c)
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return j
}

func exchanges(t *testing.T, j *journal.Journal, q journal.Query) []journal.Exchange {
	t.Helper()
	if err := j.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, err := j.Exchanges(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAnExchangeIsReadBackAsItWas(t *testing.T) {
	t.Parallel()
	j := open(t, journal.Config{})
	want := journal.Exchange{
		ID: j.NewID(), World: "w", Direction: journal.Out, Kind: journal.KindReceipt, System: "s", Letter: "l",
		Receipt: 3, Attempt: 2, Began: time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC), Took: time.Millisecond,
		Protocol: "HTTP/1.1", Method: "POST", URL: "https://localhost/modtag", Status: 200, Code: "c", Fault: "double",
		Request:  journal.Message{Header: http.Header{"Content-Type": {"application/xml"}}, Body: journal.Body{Text: "<a/>", Size: 4}},
		Response: journal.Message{Body: journal.Body{Text: "<b/>", Size: 4}},
	}
	if id := j.Record(want); id != want.ID {
		t.Errorf("Record gave id %d, want %d", id, want.ID)
	}
	if diff := cmp.Diff([]journal.Exchange{want}, exchanges(t, j, journal.Query{})); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func TestExchangesAreSelectedInOrder(t *testing.T) {
	t.Parallel()
	j := open(t, journal.Config{})
	var ids []journal.ID
	for _, x := range []journal.Exchange{
		{World: "a", Letter: "1", Direction: journal.In, Kind: journal.KindSend},
		{World: "b", Letter: "2", Direction: journal.In, Kind: journal.KindSend},
		{World: "a", Letter: "1", Direction: journal.Out, Kind: journal.KindReceipt},
		{World: "a", System: "s", Direction: journal.In, Kind: journal.KindSTS},
	} {
		ids = append(ids, j.Record(x))
	}
	for name, c := range map[string]struct {
		query journal.Query
		want  []journal.ID
	}{
		"all":       {journal.Query{}, ids},
		"world":     {journal.Query{World: "a"}, []journal.ID{ids[0], ids[2], ids[3]}},
		"letter":    {journal.Query{Letter: "1"}, []journal.ID{ids[0], ids[2]}},
		"direction": {journal.Query{Direction: journal.Out}, ids[2:3]},
		"system":    {journal.Query{System: "s"}, ids[3:]},
		"kind":      {journal.Query{World: "b", Kind: journal.KindSend}, ids[1:2]},
		"after":     {journal.Query{After: ids[1]}, ids[2:]},
		"limit":     {journal.Query{Limit: 2}, ids[:2]},
		"none":      {journal.Query{World: "c"}, nil},
	} {
		var got []journal.ID
		for _, x := range exchanges(t, j, c.query) {
			got = append(got, x.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSecretsAreBlankedAndNumbersMasked(t *testing.T) {
	t.Parallel()
	j := open(t, journal.Config{})
	header := http.Header{"Authorization": {"Holder-of-key geheim"}, "X-Note": {"for 070390-1234"}}
	j.Record(journal.Exchange{Kind: journal.KindLookup, URL: "/digitalpost?cprNumber=0703901234", Error: "no 0703901234", Request: journal.Message{Header: header}})
	j.Record(journal.Exchange{Kind: journal.KindLookup, URL: "/digitalpost?cprNumber=%30703901234"})
	j.Record(journal.Exchange{Kind: journal.KindSTS, Response: journal.Message{Body: journal.Body{Text: `{"Lifetime":"x","RequestedSecurityToken":{"Assertion":"geheim"}}`}}})
	j.Record(journal.Exchange{
		Kind:     journal.KindToken,
		Request:  journal.Message{Body: journal.Body{Text: "a=b&saml-token=geheim&c=d"}},
		Response: journal.Message{Body: journal.Body{Text: `{"access_token": "geheim", "expires_in": 3600}`}},
	})
	found := exchanges(t, j, journal.Query{})
	for _, x := range found {
		for _, text := range []string{x.URL, x.Error, x.Request.Body.Text, x.Response.Body.Text, strings.Join(x.Request.Header["Authorization"], ""), strings.Join(x.Request.Header["X-Note"], "")} {
			if strings.Contains(text, "geheim") || strings.Contains(text, "1234") {
				t.Errorf("kept: %q", text)
			}
		}
	}
	if got, want := found[3].Request.Body.Text, "a=b&saml-token=[redacted]&c=d"; got != want {
		t.Errorf("form is kept as %q, want %q", got, want)
	}
	if got, want := found[0].Request.Header.Get("Authorization"), "Holder-of-key [redacted]"; got != want {
		t.Errorf("authorization is kept as %q, want %q", got, want)
	}
	if header.Get("Authorization") != "Holder-of-key geheim" {
		t.Error("the live header was changed")
	}
}

func TestOnlyTheNewestAreKept(t *testing.T) {
	t.Parallel()
	j := open(t, journal.Config{Keep: 20})
	var last journal.ID
	for range 100 {
		last = j.Record(journal.Exchange{World: "w"})
		if err := j.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	found := exchanges(t, j, journal.Query{})
	if len(found) < 20 || len(found) > 22 || found[len(found)-1].ID != last {
		t.Errorf("%d exchanges are kept, the newest %v; want 20 to 22 up to %v", len(found), found[len(found)-1].ID, last)
	}
}

func TestAJournalOutlivesItsProcessAndItsIDsGrow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := journal.Open(journal.Config{Dir: dir})
	a := first.Record(journal.Exchange{World: "w"})
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, journal.Config{Dir: dir})
	b := second.Record(journal.Exchange{World: "w"})
	if a >= b {
		t.Errorf("ids %d and then %d: want growing", a, b)
	}
	if n := len(exchanges(t, second, journal.Query{})); n != 2 {
		t.Errorf("%d exchanges, want 2", n)
	}
	if err := first.Flush(t.Context()); !errors.Is(err, journal.ErrClosed) {
		t.Errorf("flush of a closed journal: %v", err)
	}
}

func TestAJournalThatCannotBeOpenedSaysSoAndNeverBlocks(t *testing.T) {
	t.Parallel()
	j := journal.Open(journal.Config{Dir: "/dev/null/no"})
	for range 10 {
		j.Record(journal.Exchange{})
	}
	if err := j.Flush(t.Context()); err == nil {
		t.Error("flush: no error")
	}
	if _, err := j.Exchanges(t.Context(), journal.Query{}); err == nil {
		t.Error("exchanges: no error")
	}
	if n := j.Dropped(); n != 10 {
		t.Errorf("dropped %d, want 10", n)
	}
	if err := j.Close(); err == nil {
		t.Error("close: no error")
	}
}

func TestCaptureLeavesDocumentsOut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("A", 1000)
	rapid.Check(t, func(t *rapid.T) {
		tag := `<memo:a xmlns="` + strings.Repeat("n", 500) + `">`
		whole := tag + "<title>kort</title><content>" + long + "</content><content><![CDATA[" + long + "]]></content><b/></a>"
		var c journal.Capture
		for rest := whole; rest != ""; { // however it is cut up
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			if _, err := c.Write([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		want := journal.Body{
			Text: tag + "<title>kort</title><content>" + long[:32] + "[968 bytes left out]</content>" +
				"<content><![CDATA[" + long[:24] + "[979 bytes left out]</content><b/></a>",
			Size: int64(len(whole)),
		}
		if diff := cmp.Diff(want, c.Body()); diff != "" {
			t.Fatalf("kept (-want +got):\n%s", diff)
		}
	})
}

func TestCaptureIsBounded(t *testing.T) {
	t.Parallel()
	for name, piece := range map[string]string{
		"one text":        strings.Repeat("A", 1<<16),
		"many tags":       strings.Repeat("<a>", 1<<14),
		"many long texts": strings.Repeat("<a>"+strings.Repeat("x", 300), 1<<8),
	} {
		for _, whole := range []bool{false, true} {
			c := journal.Capture{Whole: whole}
			var size int64
			for range 40 {
				n, err := c.Write([]byte(piece))
				if err != nil {
					t.Fatal(err)
				}
				size += int64(n)
			}
			if b := c.Body(); b.Size != size || len(b.Text) > journal.MaxBody {
				t.Errorf("%s, whole %v: kept %d bytes of %d, size %d", name, whole, len(b.Text), size, b.Size)
			}
		}
	}
}
