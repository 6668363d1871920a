package control_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/simulator/control"
)

func TestTheGuardLetsInOnlyTheOwner(t *testing.T) {
	t.Parallel()
	const token = "hemmelig"
	inside := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("anyone:"+token))
	for name, tc := range map[string]struct {
		token, method, host, path string
		header                    map[string]string
		want                      int
	}{
		"localhost":                   {host: "localhost:8080", want: 418},
		"an address":                  {host: "192.0.2.1", want: 418},
		"IPv6":                        {host: "[::1]:8080", want: 418},
		"a container's name":          {host: "brevdue:8080", want: 421},
		"a container's name, token":   {token: token, host: "brevdue:8080", header: map[string]string{"Authorization": "Bearer " + token}, want: 418},
		"a top level domain":          {host: "ai.", want: 421},
		"the address zero":            {host: "0", want: 421},
		"a known name":                {host: "mail.brevdue.test", want: 418},
		"capitals and a dot":          {host: "Brevdue.Test.:80", want: 418},
		"a rebound name":              {host: "attacker.example:8080", want: 421},
		"a name that ends alike":      {host: "evilbrevdue.test", want: 421},
		"no name":                     {host: "", want: 421},
		"own page":                    {host: "localhost", method: "POST", header: map[string]string{"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, want: 418},
		"foreign page":                {host: "localhost", method: "POST", header: map[string]string{"Origin": "https://attacker.example"}, want: 403},
		"foreign page reads":          {host: "localhost", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, want: 403},
		"another port":                {host: "localhost:8080", method: "POST", header: map[string]string{"Origin": "http://localhost:9090"}, want: 403},
		"opaque origin":               {host: "localhost", method: "POST", header: map[string]string{"Origin": "null"}, want: 403},
		"foreign form":                {host: "localhost", method: "POST", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, want: 403},
		"a link to a page":            {host: "localhost", path: "/w/default", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, want: 418},
		"a link to the API":           {host: "localhost", path: "/api/worlds", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, want: 403},
		"a foreign frame":             {host: "localhost", path: "/w/default", header: map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, want: 403},
		"typed by hand":               {host: "localhost", header: map[string]string{"Sec-Fetch-Site": "none"}, want: 418},
		"token missing":               {token: token, host: "localhost", want: 401},
		"token wrong":                 {token: token, host: "localhost", header: map[string]string{"Authorization": "Bearer " + token + "x"}, want: 401},
		"token right":                 {token: token, host: "localhost", header: map[string]string{"Authorization": "Bearer " + token}, want: 418},
		"token, small letters":        {token: token, host: "localhost", header: map[string]string{"Authorization": "bearer " + token}, want: 418},
		"token as a password":         {token: token, host: "localhost", header: map[string]string{"Authorization": basic}, want: 418},
		"health needs none":           {token: token, host: "localhost", path: "/readyz", want: 418},
		"token does not excuse hosts": {token: token, host: "attacker.example", header: map[string]string{"Authorization": "Bearer " + token}, want: 421},
	} {
		guard := control.Guard(control.GuardOptions{Token: tc.token, Hosts: []string{"brevdue.test", "*.brevdue.test"}}, inside)
		request := httptest.NewRequest(cmpOr(tc.method, "GET"), cmpOr(tc.path, "/api/worlds"), http.NoBody)
		request.Host = tc.host
		for k, v := range tc.header {
			request.Header.Set(k, v)
		}
		answer := httptest.NewRecorder()
		guard.ServeHTTP(answer, request)
		if policy := answer.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", name, policy)
		}
		if answer.Code != tc.want {
			t.Errorf("%s: %d %s, want %d", name, answer.Code, answer.Body, tc.want)
		}
	}
}
