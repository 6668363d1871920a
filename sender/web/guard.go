package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"strings"
)

// GuardOptions says who may call the plain-HTTP side.
type GuardOptions struct {
	Token string   // demanded when not empty: bearer token, or password of basic authentication
	Hosts []string // names under which the server is reached, besides addresses and localhost
}

// Guard refuses calls under Host names it does not know (DNS rebinding), calls
// that a browser makes for a page of another origin, and calls without the token.
func Guard(o GuardOptions, next http.Handler) http.Handler {
	want := sha256.Sum256([]byte(o.Token))
	crossing := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		switch {
		case !o.knows(r.Host):
			http.Error(w, "this server is not called that: use localhost or its address, or start it with --hosts", http.StatusForbidden)
		case crossing.Check(r) != nil || r.Header.Get("Sec-Fetch-Site") == "cross-site" && strings.HasPrefix(r.URL.Path, "/api/"):
			http.Error(w, "a web page of another origin may not call the sender", http.StatusForbidden)
		case o.Token != "" && !carries(r, want):
			w.Header().Set("WWW-Authenticate", `Basic realm="Brevdue", charset="UTF-8"`)
			http.Error(w, "send the token of --token as Authorization: Bearer, or as the password in a browser", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// knows reports whether a Host is one that only the owner of this server can
// have meant: an address, localhost, or a name that was given.
func (o GuardOptions) knows(header string) bool {
	host := header
	if name, _, err := net.SplitHostPort(header); err == nil {
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	return host == "localhost" || net.ParseIP(host) != nil || slices.ContainsFunc(o.Hosts, func(own string) bool { return strings.EqualFold(own, host) })
}

func carries(r *http.Request, want [sha256.Size]byte) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if _, password, basic := r.BasicAuth(); basic {
		token, ok = password, true
	}
	got := sha256.Sum256([]byte(token))
	return ok && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// secure sets what every answer carries. Documents replace the policy by a
// stricter one.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "+
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}
