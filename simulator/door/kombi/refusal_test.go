package kombi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// refusals: what is asked, and status and code that come back.
func TestRefusalsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	lookup := b.client()
	lookup.token = lookup.fetch(wire.EntityPostForespoerg)
	_, other := b.newSystem(b.world, "Andenkøbing Kommune", 1)
	good := b.xml(text{})
	post := func(body string, change func(*http.Request)) *http.Request {
		r := c.send(body)
		if change != nil {
			change(r)
		}
		return r
	}
	stsBody := func(change func(string) string) *http.Request {
		r := c.sts(wire.EntityKombiPostAfsend)
		body := string(must2(io.ReadAll(r.Body))(t))
		return c.request(http.MethodPost, wire.PathSTS, strings.NewReader(change(body)))
	}
	for name, try := range map[string]struct {
		r      *http.Request
		status int
		code   string
	}{
		"sts bad json":          {stsBody(func(s string) string { return s[:len(s)/2] }), 400, "kombi.json"},
		"sts two values":        {stsBody(func(s string) string { return s + "{}" }), 400, "kombi.json"},
		"sts unknown entity":    {c.sts("FooBar"), 400, "sts.entity.unknown"},
		"sts foreign authority": {stsBody(func(s string) string { return strings.Replace(s, b.system.Authority.Digits(), "11111118", 1) }), 400, "sts.authority.foreign"},
		"sts no entity":         {c.sts(""), 400, "sts.request"},
		"sts other key": {stsBody(func(s string) string {
			return regexp.MustCompile(`"UseKey":"[^"]*"`).ReplaceAllString(s, `"UseKey":"AAAA"`)
		}), 400, "sts.key.foreign"},
		"sts GET":             {c.request(http.MethodGet, wire.PathSTS, nil), 405, "method.not.allowed"},
		"token without form":  {c.request(http.MethodPost, wire.PathToken, strings.NewReader("x")), 400, "request.form"},
		"token without value": {c.exchange(""), 400, "assertion.invalid"},
		"token with nonsense": {c.exchange("PEE+"), 400, "assertion.invalid"},
		"no token":            {post(good, func(r *http.Request) { r.Header.Del("Authorization") }), 401, "token.missing"},
		"another scheme":      {post(good, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+c.token) }), 401, "token.missing"},
		"a changed token":     {post(good, func(r *http.Request) { r.Header.Set("Authorization", wire.Authorization("A"+c.token[1:])) }), 401, "token.invalid"},
		"a uuid as token":     {post(good, func(r *http.Request) { r.Header.Set("Authorization", wire.Authorization(uuid.NewString())) }), 401, "token.invalid"},
		"another service":     {post(good, func(r *http.Request) { r.Header.Set("Authorization", wire.Authorization(lookup.token)) }), 401, "token.audience"},
		"two tokens":          {post(good, func(r *http.Request) { r.Header.Add("Authorization", "x") }), 400, "header.doubled"},
		"no transaction id":   {post(good, func(r *http.Request) { r.Header.Del(wire.HeaderTransaktionsID) }), 400, "header.transaction.id"},
		"a short id":          {post(good, func(r *http.Request) { r.Header.Set(wire.HeaderTransaktionsID, "7") }), 400, "header.transaction.id"},
		"two transaction ids": {post(good, func(r *http.Request) { r.Header.Add(wire.HeaderTransaktionsID, uuid.NewString()) }), 400, "header.doubled"},
		"compressed":          {post(good, func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }), 415, "body.encoding"},
		"not XML":             {post("hej", nil), 400, "kombi.request.unreadable"},
		"cut off":             {post(good[:len(good)-20], nil), 400, "kombi.request.unreadable"},
		"Latin-1 as utf8":     {post(strings.Replace(good, "ø", "\xf8", 1), nil), 400, "kombi.request.unreadable"},
		"unknown choice":      {post(strings.Replace(good, "Digital Post<", "Brevdue<", 1), nil), 400, "kombi.request.choice"},
		"no message":          {post("<kombi_request><KombiValgKode>Digital Post</KombiValgKode></kombi_request>", nil), 400, "kombi.request.memo.missing"},
		"no letter to print":  {post(strings.Replace(good, "Digital Post<", "Fysisk Post<", 1), nil), 400, "kombi.request.forsendelse.missing"},
		"nothing to look up":  {lookup.service(http.MethodGet, wire.PathLookupDigital, nil), 400, "lookup.number.missing"},
		"lookup by POST":      {lookup.service(http.MethodPost, wire.PathLookupDigital, nil), 405, "method.not.allowed"},
		"trailing slash":      {c.service(http.MethodPost, wire.PathKombi+"/", strings.NewReader(good)), 404, "path.unknown"},
		"double slash":        {c.service(http.MethodPost, "/"+wire.PathKombi, strings.NewReader(good)), 404, "path.unknown"},
		"dots in the path":    {c.service(http.MethodPost, "/service/x/../KombiPostAfsend_1/kombi", strings.NewReader(good)), 404, "path.unknown"},
		"an escaped path":     {c.service(http.MethodPost, "/service/KombiPostAfsend%5F1/kombi", strings.NewReader(good)), 404, "path.unknown"},
		"another letter case": {c.service(http.MethodPost, "/service/kombipostafsend_1/kombi", strings.NewReader(good)), 404, "path.unknown"},
		"an unknown world":    {c.service(http.MethodPost, "/w/nowhere"+wire.PathKombi, strings.NewReader(good)), 404, "world.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			a := c.do(try.r)
			if a.status != try.status || !strings.Contains(a.body, try.code) {
				t.Errorf("%d %s, want %d and %s", a.status, a.body, try.status, try.code)
			}
			if challenge := a.header.Get("WWW-Authenticate"); (try.status == 401) != (challenge == `Holder-of-key error="invalid_token"`) {
				t.Errorf("WWW-Authenticate is %q", challenge)
			}
			if allow := a.header.Get("Allow"); (try.status == 405) != (allow != "") {
				t.Errorf("Allow is %q", allow)
			}
		})
	}
	t.Run("another certificate", func(t *testing.T) {
		stranger := b.as(other)
		stranger.token = c.token
		if a := stranger.do(stranger.send(good)); a.status != 401 || !strings.Contains(a.body, "token.holder") {
			t.Errorf("token of another: %d %s", a.status, a.body)
		}
		if a := stranger.do(stranger.exchange(c.assertion(wire.EntityKombiPostAfsend))); a.status != 400 || !strings.Contains(a.body, "assertion.holder") {
			t.Errorf("assertion of another: %d %s", a.status, a.body)
		}
	})
}

func TestRefusalsHaveTheFormOfTheirAddress(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	var sts struct{ Message string }
	check(t, json.Unmarshal([]byte(c.do(c.sts("FooBar")).body), &sts))
	if !strings.Contains(sts.Message, "FooBar") {
		t.Errorf("STS: %q", sts.Message)
	}
	grant := wire.ReadTokenError(strings.NewReader(c.do(c.exchange("PEE+")).body))
	if grant.Code != "invalid_grant" || grant.Description == "" {
		t.Errorf("token: %+v", grant)
	}
	a := c.do(c.send("hej"))
	fault, err := wire.ReadFault(strings.NewReader(a.body))
	if err != nil || a.header.Get("Content-Type") != "application/xml; charset=UTF-8" || fault.Errors[0].Code != "kombi.request.unreadable" {
		t.Errorf("service: %q %s: %v", a.header.Get("Content-Type"), a.body, err)
	}
	r := c.send("hej")
	r.Header.Set("Accept", "application/json")
	a = c.do(r)
	if fault, err = wire.ReadFaultJSON(strings.NewReader(a.body)); err != nil || a.header.Get("Content-Type") != "application/json" || fault.Errors[0].Text == "" {
		t.Errorf("service as JSON: %q %s: %v", a.header.Get("Content-Type"), a.body, err)
	}
}

func TestWithoutAnAgreementTheAnswerIs403(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := b.client()
	check(t, b.world.PutAuthority(t.Context(), world.Authority{CVR: b.system.Authority, Name: authority, Category: world.CategoryPublic}))
	if a := c.do(c.send(b.xml(text{}))); a.status != 403 || !strings.Contains(a.body, world.CodeNoAgreement) {
		t.Errorf("%d %s", a.status, a.body)
	}
	foreign := strings.Replace(b.xml(text{}), "<memo:senderID>"+b.system.Authority.Digits(), "<memo:senderID>11111118", 1)
	since := noon().AddDate(-1, 0, 0)
	check(t, b.world.PutAuthority(t.Context(), world.Authority{CVR: b.system.Authority, Name: authority, Category: world.CategoryPublic, AgreementFrom: &since}))
	if a := c.do(c.send(foreign)); a.status != 403 || !strings.Contains(a.body, world.CodeForeignSender) {
		t.Errorf("foreign sender: %d %s", a.status, a.body)
	}
	system := b.system
	system.Services = []world.Service{world.ServiceLookup}
	must2(b.world.PutSystem(t.Context(), system))(t)
	if a := c.do(c.sts(wire.EntityKombiPostAfsend)); a.status != 400 || !strings.Contains(a.body, "sts.no.service.agreement") {
		t.Errorf("STS without service agreement: %d %s", a.status, a.body)
	}
}
