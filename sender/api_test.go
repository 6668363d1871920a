package sender

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
)

// ask calls the API and reads its answer into into.
func (r *rig) ask(method, path, media, body string, into any) int {
	r.t.Helper()
	req := httptest.NewRequestWithContext(r.t.Context(), method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", media)
	w := httptest.NewRecorder()
	r.sender.API().ServeHTTP(w, req)
	if strings.Contains(w.Body.String(), anna) {
		r.t.Errorf("%s %s shows the CPR number", method, path)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		r.t.Errorf("%s %s: %v in %s", method, path, err, w.Body)
	}
	return w.Code
}

func TestTheAPIFollowsALetter(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	if err := parts.WriteField("letter", `{"to":"070390-0004","title":"Afgørelse","channel":"auto","name":"Anna Prøve","address":["Eksempelvej 1","9999 Eksempelby"],"notBefore":"2024-03-04","replyBy":"2024-04-01T00:00:00Z"}`); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"document", "attachment"} {
		file, err := parts.CreateFormFile(part, part+".pdf")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write(testPDF); err != nil {
			t.Fatal(err)
		}
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	var made letterView
	if status := r.ask("POST", "/api/letters", parts.FormDataContentType(), form.String(), &made); status != http.StatusCreated {
		t.Fatalf("submit: %d", status)
	}
	r.await(made.ID, outbox.Accepted)
	sent := r.provider.Letters()[0]
	if got := sent.Request.Message; len(sent.Documents) != 4 || got.Header.DoNotDeliverUntilDate.Format("2006-01-02") != "2024-03-04" || got.Header.ReplyByDateTime.IsZero() {
		t.Errorf("%d documents, header %+v", len(sent.Documents), got.Header)
	}
	r.receipt(sent, kombi.StatusAfleveretDigitalPost, "")
	r.await(made.ID, outbox.Available)

	var got letterView
	if status := r.ask("GET", "/api/letters/"+string(made.ID), "", "", &got); status != 200 || got.State != outbox.Available || len(got.Evidence) != 3 {
		t.Errorf("get: %d %+v", status, got)
	}
	var arrival Arrival
	if status := r.ask("GET", "/api/letters/"+string(made.ID)+"/arrival", "", "", &arrival); status != 200 || !arrival.Proven {
		t.Errorf("arrival: %d %+v", status, arrival)
	}
	var again letterView
	if status := r.ask("POST", "/api/letters/"+string(made.ID)+"/resend", "", "", &again); status != 201 || again.ResendOf != made.ID {
		t.Errorf("resend: %d %+v", status, again)
	}
	r.await(again.ID, outbox.Accepted)
	if status := r.ask("POST", "/api/letters/"+string(made.ID)+"/repeat", "", "", &got); status != 202 {
		t.Errorf("repeat: %d", status)
	}
	if err := r.sender.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(r.provider.Letters()); n != 3 {
		t.Errorf("sent %d times, want 3: the letter, its resend, its repeat", n)
	}
	for path, want := range map[string]int{"": 2, "?state=available": 1, "?profile=other": 0, "?limit=1": 1, "?before=2000-01-01T00:00:00Z": 0} {
		var list []letterView
		if status := r.ask("GET", "/api/letters"+path, "", "", &list); status != 200 || len(list) != want {
			t.Errorf("list %s: %d with %d letters, want %d", path, status, len(list), want)
		}
	}
	var found []letterView
	if status := r.ask("POST", "/api/letters/search", "application/json", `{"to":"0703900004"}`, &found); status != 200 || len(found) != 2 {
		t.Errorf("search: %d with %d letters", status, len(found))
	}
	var profiles, unmatched []map[string]any
	if status := r.ask("GET", "/api/profiles", "", "", &profiles); status != 200 || len(profiles) != 1 {
		t.Errorf("profiles: %d %v", status, profiles)
	}
	if status := r.ask("GET", "/api/receipts/unmatched?profile="+r.profile.ID, "", "", &unmatched); status != 200 || len(unmatched) != 0 {
		t.Errorf("unmatched: %d %v", status, unmatched)
	}
}

func TestTheAPISaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for _, c := range []struct {
		method, path, media, body string
		status                    int
		code                      string
	}{
		{"POST", "/api/letters", "application/json", `{`, 400, "api.request"},
		{"POST", "/api/letters", "application/json", `{"colour":1}`, 400, "api.request"},
		{"POST", "/api/letters", "application/json", `{} {}`, 400, "api.request"},
		{"POST", "/api/letters", "multipart/form-data", ``, 400, "api.request"},
		{"POST", "/api/letters", "application/json", `{"title":"x","to":"0703900004"}`, 422, "sender.draft"},
		{"POST", "/api/letters", "application/json", `{"profile":"none"}`, 404, "sender.profile.unknown"},
		{"GET", "/api/letters/none", "", "", 404, "outbox.letter.unknown"},
		{"GET", "/api/letters?limit=x", "", "", 400, "api.request"},
		{"GET", "/api/letters?state=foo", "", "", 400, "api.request"},
		{"GET", "/api/letters?colour=red", "", "", 400, "api.request"},
		{"POST", "/api/letters/search", "application/json", `{}`, 400, "api.request"},
		{"POST", "/api/letters", "application/json", `{"title":"` + strings.Repeat("x", maxJSON) + `"}`, 413, "api.size"},
		{"GET", "/api/letters?before=x", "", "", 400, "api.request"},
		{"DELETE", "/api/letters", "", "", 405, "api.method"},
		{"GET", "/api/nothing", "", "", 404, "api.path"},
	} {
		var p problem
		if status := r.ask(c.method, c.path, c.media, c.body, &p); status != c.status || p.Code != c.code || p.Detail == "" {
			t.Errorf("%s %s %s: %d %+v; want %d %s", c.method, c.path, c.body, status, p, c.status, c.code)
		}
	}
}
