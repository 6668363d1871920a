package kombi_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
)

func TestTheSTSRequestIsWrittenKeyByKey(t *testing.T) {
	t.Parallel()
	q := kombi.NewSTSRequest("99999902", []byte("certificate"), kombi.EntityKombiPostAfsend)
	var out bytes.Buffer
	if err := kombi.WriteSTSRequest(&out, q); err != nil {
		t.Fatal(err)
	}
	want := `{"TokenType":"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0","RequestType":"http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue","KeyType":"http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey","AnvenderKontekst":{"Cvr":"99999902"},"UseKey":"Y2VydGlmaWNhdGU=","AppliesTo":{"EndpointReference":{"Address":"http://entityid.kombit.dk/service/kombipostafsend/1"}},"OnBehalfOf":null}`
	if diff := cmp.Diff(want, strings.TrimSpace(out.String())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := kombi.ReadSTSRequest(&out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(q, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func TestSTSRequestsAreReadInAnyLetterCase(t *testing.T) {
	t.Parallel()
	const address = `{"endpointReference":{"address":"urn:a"}}`
	want := &kombi.STSRequest{CVR: "99999902", UseKey: []byte("certificate"), AppliesTo: "urn:a"}
	for name, doc := range map[string]string{
		"lower camel case":      `{"anvenderKontekst":{"cvr":"99999902"},"useKey":"Y2VydGlmaWNhdGU=","appliesTo":` + address + `,"onBehalfOf":""}`,
		"another spelling":      `{"Anvenderkontekst":{"CVR":"99999902"},"UseKey":"Y2VydGlmaWNhdGU=","APPLIESTO":` + address + `}`,
		"a number":              `{"AnvenderKontekst":{"Cvr":99999902},"UseKey":"Y2VydGlmaWNhdGU=","AppliesTo":` + address + `}`,
		"key on several lines":  `{"AnvenderKontekst":{"Cvr":"99999902"},"UseKey":"Y2Vyd\nGlmaWNh\r\ndGU=","AppliesTo":` + address + `}`,
		"keys we do not know":   `{"ny":[1,{"a":2}],"AnvenderKontekst":{"Cvr":"99999902"},"UseKey":"Y2VydGlmaWNhdGU=","AppliesTo":` + address + `}`,
		"on behalf of somebody": `{"OnBehalfOf":{"x":1},"AnvenderKontekst":{"Cvr":"99999902"},"UseKey":"Y2VydGlmaWNhdGU=","AppliesTo":` + address + `}`,
	} {
		got, err := kombi.ReadSTSRequest(strings.NewReader(doc))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, doc := range map[string]string{
		"no JSON": "<a/>", "empty": "", "a list": "[]", "a key that is no base64": `{"UseKey":"!"}`,
		"a truth as CVR": `{"AnvenderKontekst":{"Cvr":true}}`, "two values": "{}{}", "something behind": "{} x",
	} {
		if q, err := kombi.ReadSTSRequest(strings.NewReader(doc)); kombi.CodeOf(err) != kombi.CodeJSON || q != nil {
			t.Errorf("%s: %v, %v; want %s", name, q, err, kombi.CodeJSON)
		}
	}
}

func TestTheSTSResponseHasTheFormThatClientsRead(t *testing.T) {
	t.Parallel()
	q := kombi.NewSTSRequest("99999902", nil, kombi.EntityPostForespoerg)
	expires := time.Date(2026, 11, 22, 18, 14, 39, 5000, time.FixedZone("", 3600))
	a := kombi.NewSTSResponse(q, []byte("<Assertion/>"), expires)
	var out bytes.Buffer
	if err := kombi.WriteSTSResponse(&out, a); err != nil {
		t.Fatal(err)
	}
	want := `{"AppliesTo":{"EndpointReference":{"Address":"http://entityid.kombit.dk/service/postforespoerg/1"}},"KeyType":"http://docs.oasis-open.org/ws-sx/ws-trust/200512/PublicKey","Lifetime":"11/22/2026 17:14:39","RequestType":"http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue","TokenType":"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0","RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`
	if diff := cmp.Diff(want, strings.TrimSpace(out.String())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := kombi.ReadSTSResponse(&out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	for name, doc := range map[string]string{
		"no assertion":  `{"Lifetime":"11/22/2026 17:14:39"}`,
		"ISO 8601":      `{"Lifetime":"2026-11-22T17:14:39Z","RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`,
		"no Lifetime":   `{"RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`,
		"not base64":    `{"Lifetime":"11/22/2026 17:14:39","RequestedSecurityToken":{"Assertion":"<Assertion/>"}}`,
		"13th month":    `{"Lifetime":"13/22/2026 17:14:39","RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`,
		"half past ten": `{"Lifetime":"11/22/2026 10:30","RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`,
	} {
		if a, err := kombi.ReadSTSResponse(strings.NewReader(doc)); kombi.CodeOf(err) != kombi.CodeAnswer || a != nil {
			t.Errorf("%s: %v, %v; want %s", name, a, err, kombi.CodeAnswer)
		}
	}
}

func TestTheTokenResponseHasTheFormThatClientsRead(t *testing.T) {
	t.Parallel()
	a := &kombi.TokenResponse{AccessToken: "7d0c6f5e-1111-4000-8000-1a2b3c4d5e6f", TokenType: kombi.HolderOfKey, ExpiresIn: time.Hour}
	var out bytes.Buffer
	if err := kombi.WriteTokenResponse(&out, a); err != nil {
		t.Fatal(err)
	}
	want := `{"access_token":"7d0c6f5e-1111-4000-8000-1a2b3c4d5e6f","token_type":"Holder-of-key","expires_in":3600}`
	if got := strings.TrimSpace(out.String()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	back, err := kombi.ReadTokenResponse(&out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	for name, doc := range map[string]string{
		"no token":           `{"token_type":"Holder-of-key","expires_in":3600}`,
		"no expiry":          `{"access_token":"a","token_type":"Holder-of-key"}`,
		"a negative expiry":  `{"access_token":"a","expires_in":-1}`,
		"an enormous expiry": `{"access_token":"a","expires_in":9223372036854775807}`,
		"a broken expiry":    `{"access_token":"a","expires_in":3600.5}`,
	} {
		if a, err := kombi.ReadTokenResponse(strings.NewReader(doc)); kombi.CodeOf(err) != kombi.CodeAnswer || a != nil {
			t.Errorf("%s: %v, %v; want %s", name, a, err, kombi.CodeAnswer)
		}
	}
}

func TestAssertionsSurviveTheForm(t *testing.T) {
	t.Parallel()
	assertion := []byte("<Assertion>\xfb\xef\xbe æøå</Assertion>")
	sent := kombi.EncodeAssertion(assertion)
	if !strings.Contains(sent, "+") {
		t.Fatalf("%s holds no plus sign, so it proves nothing", sent)
	}
	form, err := url.ParseQuery(kombi.FormSAMLToken + "=" + sent) // + not escaped: read as a blank
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"as sent": sent, "not escaped": form.Get(kombi.FormSAMLToken), "with line ends": sent[:20] + "\r\n" + sent[20:] + "\n"} {
		got, err := kombi.DecodeAssertion(value)
		if err != nil || !bytes.Equal(got, assertion) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, value := range []string{"", "!", "   "} {
		if _, err := kombi.DecodeAssertion(value); kombi.CodeOf(err) != kombi.CodeJSON {
			t.Errorf("%q: error %v", value, err)
		}
	}
}

func TestTheAuthorizationHeader(t *testing.T) {
	t.Parallel()
	if got := kombi.Authorization("abc"); got != "Holder-of-key abc" {
		t.Errorf("Authorization = %q", got)
	}
	for value, want := range map[string]string{
		"Holder-of-key abc": "abc", "holder-of-key  abc ": "abc", "HOLDER-OF-KEY abc": "abc",
		"Bearer abc": "", "abc": "", "": "", "Holder-of-key": "", "Holder-of-key ": "",
	} {
		if got, ok := kombi.ParseAuthorization(value); got != want || ok != (want != "") {
			t.Errorf("ParseAuthorization(%q) = %q, %t; want %q", value, got, ok, want)
		}
	}
}

func TestLookUps(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]ident.Party{
		"cprNumber=0703901235":        {Kind: ident.KindCPR, Number: "0703901235"},
		"CPRNUMBER=0703901235":        {Kind: ident.KindCPR, Number: "0703901235"},
		"cvrNumber=99999902":          {Kind: ident.KindCVR, Number: "99999902"},
		"cvrnumber=FooBar":            {Kind: ident.KindCVR, Number: "FooBar"},
		"cvrNumber=+0703901235":       {Kind: ident.KindCVR, Number: " 0703901235"},
		"cvrNumber=":                  {Kind: ident.KindCVR},
		"cprNumber=1&cvrNumber=2":     {Kind: ident.KindCPR, Number: "1"},
		"CPRnumber=2&cprNumber=1&x=3": {Kind: ident.KindCPR, Number: "1"},
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := kombi.ParseLookup(values); !ok || got != want {
			t.Errorf("%s: %q %q, want %q %q", query, got.Kind, got.Number, want.Kind, want.Number)
		}
	}
	if _, ok := kombi.ParseLookup(url.Values{"number": {"1"}}); ok {
		t.Error("a query without a number is no look-up")
	}
	for _, p := range []ident.Party{{Kind: ident.KindCPR, Number: "0703901235"}, {Kind: ident.KindCVR, Number: "99999902"}} {
		if got, ok := kombi.ParseLookup(kombi.LookupQuery(p)); !ok || got != p {
			t.Errorf("%v does not survive the query: %v", p, got)
		}
	}
	for registered, want := range map[bool]string{true: `{"result":true}`, false: `{"result":false}`} {
		var out bytes.Buffer
		if err := kombi.WriteLookup(&out, registered); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(out.String()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got, err := kombi.ReadLookup(&out); err != nil || got != registered {
			t.Errorf("read back %t, %v", got, err)
		}
	}
	for _, doc := range []string{`{}`, `{"result":"false"}`, `{"result":null}`, `{"result":1}`, `{"result":{}}`} {
		if got, err := kombi.ReadLookup(strings.NewReader(doc)); kombi.CodeOf(err) != kombi.CodeAnswer || got {
			t.Errorf("%s: %t, %v; want %s", doc, got, err, kombi.CodeAnswer)
		}
	}
}

func TestRefusalsOfTheTokenServices(t *testing.T) {
	t.Parallel()
	var sts, token bytes.Buffer
	if err := kombi.WriteSTSError(&sts, "Ukendt service"); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(sts.String()); got != `{"message":"Ukendt service"}` {
		t.Errorf("STS: %s", got)
	}
	if got := kombi.ReadSTSError(&sts); got.Message != "Ukendt service" {
		t.Errorf("STS read back: %+v", got)
	}
	refusal := kombi.TokenError{Code: "invalid_grant", Description: "Assertion er udløbet"}
	if err := kombi.WriteTokenError(&token, refusal); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(token.String()); got != `{"error":"invalid_grant","error_description":"Assertion er udløbet"}` {
		t.Errorf("token: %s", got)
	}
	if got := kombi.ReadTokenError(&token); got != refusal {
		t.Errorf("token read back: %+v", got)
	}
	if got := kombi.ReadSTSError(strings.NewReader("<html/>")); got.Message != "" {
		t.Errorf("a page gives %+v", got)
	}
	if got := kombi.ReadTokenError(strings.NewReader("<html/>")); got != (kombi.TokenError{}) {
		t.Errorf("a page gives %+v", got)
	}
}
