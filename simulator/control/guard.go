package control

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// GuardOptions says who may call the plain-HTTP side.
type GuardOptions struct {
	// Token is demanded when it is not empty: as a bearer token, or as the password
	// of basic authentication, which is what a browser asks its user for.
	Token string
	// Hosts are names under which the server is reached besides addresses and
	// localhost. A name that begins with "*." stands for any name below it.
	Hosts []string
}

// Guard lets through only calls that can come from the owner of the machine: it
// refuses Host names it does not know (DNS rebinding), calls that a browser makes
// for a page of another origin, and calls without the token. The health addresses
// need no token.
func Guard(o GuardOptions, next http.Handler) http.Handler {
	digest := sha256.Sum256([]byte(o.Token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Pages and documents have policies of their own; nothing else is to be shown.
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("Referrer-Policy", "no-referrer")
		switch {
		case !o.knows(hostName(r.Host)):
			writeProblem(w, problemOf(refuse(codeHost, "this server is not called that: use localhost or its address, or start it with --hosts and this name")))
		case foreign(r):
			writeProblem(w, problemOf(refuse(codeOrigin, "a web page of another origin may not call the simulator")))
		case o.Token != "" && r.URL.Path != "/healthz" && r.URL.Path != "/readyz" && !carries(r, digest):
			w.Header().Set("WWW-Authenticate", `Basic realm="Brevdue TEST", charset="UTF-8"`)
			w.Header().Add("WWW-Authenticate", `Bearer realm="Brevdue TEST"`)
			writeProblem(w, problemOf(refuse(codeToken, "send the token of --token as Authorization: Bearer, or as the password in a browser")))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// knows reports whether a Host name can only have come from somebody who meant
// this server. An address cannot be rebound. A name without a dot can, by whoever
// answers for names on the local network or sets its search domain; it is what
// containers call each other, so it passes where a token is demanded all the same.
func (o GuardOptions) knows(host string) bool {
	if net.ParseIP(host) != nil || host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	if host != "" && !strings.Contains(host, ".") && o.Token != "" {
		return true
	}
	return slices.ContainsFunc(o.Hosts, func(known string) bool {
		known = strings.ToLower(known)
		if parent, ok := strings.CutPrefix(known, "*"); ok {
			return strings.HasSuffix(host, parent)
		}
		return host == known
	})
}

// hostName is a Host header in lower case without port and brackets.
func hostName(header string) string {
	host := header
	if name, _, err := net.SplitHostPort(header); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(strings.TrimSuffix(host, "."), "[]"))
}

// foreign reports whether a browser makes the call on behalf of a page of another
// origin. Following a link to one of our pages is no such call.
func foreign(r *http.Request) bool {
	read := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		follows := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
		return !read || !follows || strings.HasPrefix(r.URL.Path, "/api/")
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	u, err := url.Parse(origin)
	return err != nil || !strings.EqualFold(u.Host, r.Host) || (u.Scheme != "http" && u.Scheme != "https")
}

// carries reports whether the call has the token, in constant time.
func carries(r *http.Request, digest [sha256.Size]byte) bool {
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		var ok bool
		if _, given, ok = r.BasicAuth(); !ok {
			return false
		}
	}
	sum := sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(sum[:], digest[:]) == 1
}
