package control_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

func TestBodiesAreReadStrictly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, tc := range map[string]struct {
		kind, body string
		status     int
		code       string
	}{
		"unknown member":     {"application/json", `{"id":"a","sead":1}`, 400, "request.malformed"},
		"wrong type":         {"application/json", `{"seed":"many"}`, 400, "request.malformed"},
		"two values":         {"application/json", `{"id":"a"} {"id":"b"}`, 400, "request.malformed"},
		"cut":                {"application/json", `{"id":`, 400, "request.malformed"},
		"nothing":            {"application/json", ``, 400, "request.malformed"},
		"null":               {"application/json", ` null `, 400, "request.malformed"},
		"too many people":    {"application/json", `{"population":1000001}`, 400, world.CodeInvalid},
		"nobody's number":    {"application/json", `{"population":-2}`, 400, world.CodeInvalid},
		"no such status":     {"application/json", `{"settings":{"printDelays":{"lost":"1s"}}}`, 400, world.CodeInvalid},
		"after all time":     {"application/json", `{"start":"10000-01-01T00:00:00Z"}`, 400, "request.malformed"},
		"a form":             {"application/x-www-form-urlencoded", `id=a`, 415, "request.media-type"},
		"text":               {"text/plain", `{"id":"a"}`, 415, "request.media-type"},
		"no type":            {"", `{"id":"a"}`, 415, "request.media-type"},
		"too large":          {"application/json", `{"id":"` + strings.Repeat("a", 2<<20) + `"}`, 413, "request.too-large"},
		"bad duration":       {"application/json", `{"settings":{"availability":"soon"}}`, 400, "request.malformed"},
		"bad instant":        {"application/json", `{"start":"tomorrow"}`, 400, "request.malformed"},
		"unusable world id":  {"application/json", `{"id":"../x"}`, 400, world.CodeInvalid},
		"a CPR number in it": {"application/json", `{"0703901234":1}`, 400, "request.malformed"},
	} {
		request := b.request("POST", "/api/worlds", []byte(tc.body))
		if tc.kind != "" {
			request.Header.Set("Content-Type", tc.kind)
		}
		status, body := b.send(request, []byte(tc.body))
		b.wantProblem(name, status, body, tc.status, tc.code)
		if bytes.Contains(body, []byte("0703901234")) {
			t.Errorf("%s: the problem shows a CPR number", name)
		}
	}
}

func TestAParameterThatCannotBeMeantIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.must("POST", "/api/worlds", map[string]any{"id": "a"}, nil)
	const in = "/api/worlds/a"
	for path, code := range map[string]string{
		in + "/letters?recipient=%zz":          "request.malformed",
		in + "/letters?limit=1;offset=2":       "request.malformed",
		in + "/letters?limit=1&limit=2":        "request.query",
		in + "/letters?state=lost":             "request.malformed",
		in + "/letters?destination=moon":       "request.malformed",
		in + "/letters?recipient=CPR:somebody": "request.malformed",
		in + "/letters?recipient=0703901234":   "request.malformed",
		in + "/events?party=CPR:07039012345":   "request.malformed",
		in + "/events?kind=letter.lost":        "request.malformed",
		in + "/events/wait?kind=letter.lost":   "request.malformed",
		in + "/people?limit=-1":                "request.malformed",
		in + "/people?offset=9999999999":       "request.malformed",
		in + "/people?sort=name":               "request.query",
		in + "/events/wait?timeout=6m":         "request.malformed",
		in + "/events?after=first":             "request.malformed",
		in + "/people/abc":                     "cpr.format",
	} {
		status, body := b.call("GET", path, nil)
		b.wantProblem(path, status, body, http.StatusBadRequest, code)
		if bytes.Contains(body, []byte("**")) {
			t.Errorf("%s: the advice is masked: %s", path, body)
		}
	}
	b.must("GET", in+"/events?kind=world.created&kind=clock.moved", nil, nil)
}

func TestAnEntryNobodyCouldHaveIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	system := b.world()
	early, late := start(), start().AddDate(1, 0, 0)
	for path, body := range map[string]any{
		"PUT /people/0703901234":                map[string]any{"name": " "},
		"PUT /people/0703901235":                map[string]any{"name": strings.Repeat("a", 201)},
		"PUT /companies/10000001":               map[string]any{"name": "a\nb"},
		"PUT /authorities/11111112":             map[string]any{"name": ""},
		"PUT /authorities/11111113":             map[string]any{"name": "Prøveby", "agreementFrom": late, "agreementTo": early},
		"PUT /authorities/11111111/agreement":   map[string]any{"from": late, "to": early},
		"POST /systems":                         map[string]any{"name": "", "authority": authorityCVR},
		"PUT /systems/" + system + "/endpoint":  map[string]any{"url": "https://somebody:secret@localhost/receipts"},
		"PUT  /systems/" + system + "/endpoint": map[string]any{"url": "https://localhost/receipts#here"},
	} {
		method, path, _ := strings.Cut(path, " ")
		b.refused(method, "/api/worlds/w"+strings.TrimSpace(path), body, http.StatusBadRequest, world.CodeInvalid)
	}
}

func TestAnotherMethodIsToldWhichThereAre(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.must("POST", "/api/worlds", map[string]any{"id": "a"}, nil)
	for path, methods := range map[string][]string{
		"/api/worlds":         {"PUT", "DELETE", "PATCH"},
		"/api/worlds/a/clock": {"POST", "DELETE", "OPTIONS"},
		"/api/ca.pem":         {"POST", "PUT", "DELETE"},
	} {
		for _, method := range methods {
			status, body := b.send(b.request(method, path, nil), nil)
			b.wantProblem(method+" "+path, status, body, http.StatusMethodNotAllowed, "route.method")
		}
	}
}

func TestTimeEndsBeforeYearsOfFiveDigits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.must("POST", "/api/worlds", map[string]any{"id": "a", "start": "9999-12-31T00:00:00Z"}, nil)
	for path, body := range map[string]any{
		"/clock/advance": map[string]any{"by": "1d"},
		"/clock":         map[string]any{"now": time.Date(9999, 12, 31, 23, 59, 59, 1000, time.UTC)},
	} {
		method := map[string]string{"/clock": "PUT", "/clock/advance": "POST"}[path]
		status, answer := b.call(method, "/api/worlds/a"+path, body)
		b.wantProblem(path, status, answer, http.StatusBadRequest, world.CodeInvalid)
	}
	b.must("POST", "/api/worlds/a/clock/advance", map[string]any{"to": "9999-12-31T23:59:59Z"}, nil)
	b.must("PUT", "/api/worlds/a/clock", map[string]any{"mode": "running", "speed": 1e9}, nil)
	b.must("GET", "/api/worlds/a/clock", nil, nil)
	b.must("GET", "/api/worlds", nil, nil)
}
