package door

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// DefaultWorld is the id of the world of whoever names none.
const DefaultWorld = "default"

// worldPrefix begins a path that names its world: /w/<world>/...
const worldPrefix = "/w/"

// Codes of a [Refusal], beside those of pki about certificates
// (certificate.missing, certificate.expired, ...).
const (
	CodeUnknownWorld  = "world.unknown"          // 404: the path names no world
	CodeWorldMismatch = "caller.world.mismatch"  // 403: certificate, path or host name different worlds
	CodeUnknownSystem = "caller.unknown"         // 403: a good certificate that no sender system has
	CodeCannotJudge   = "certificate.unreadable" // 500: the revocation list cannot be read
)

// Refusal says why a caller gets no further.
type Refusal struct {
	Status int    // HTTP status
	Code   string // stable
	Text   string // one sentence that says what to do
}

// Caller is who calls.
type Caller struct {
	World       *world.World  // nil only with a refusal for an unknown world
	System      *world.System // nil when the certificate proves none
	Certificate *x509.Certificate
	Thumbprint  string // SHA-256 of the certificate, lower-case hex; "" without one
	Path        string // the escaped path without the world's prefix
}

// Finder finds callers. It is a value to be set once; its method may be called
// from many goroutines.
type Finder struct {
	Worlds    *world.Worlds
	Authority *pki.Authority
	Now       func() time.Time // the wall clock; certificates live on it
	Default   string           // world of whoever names none; "" means DefaultWorld
}

// Find tells who sent a request. With a refusal the caller is filled in as far as
// it is known, for the journal.
func (f *Finder) Find(r *http.Request) (Caller, *Refusal) {
	c := Caller{Path: r.URL.EscapedPath()}
	var chain []*x509.Certificate
	if r.TLS != nil && len(r.TLS.PeerCertificates) > 0 {
		chain = r.TLS.PeerCertificates
		c.Certificate = chain[0]
		c.Thumbprint = pki.Thumbprint(chain[0])
	}
	proven, system, known := (*world.World)(nil), world.System{}, false
	if c.Thumbprint != "" {
		proven, system, known = f.Worlds.ByThumbprint(c.Thumbprint)
	}
	refusal := f.place(r, &c, proven)
	if refusal != nil {
		return c, refusal
	}
	if refusal := f.judge(chain, known); refusal != nil {
		return c, refusal
	}
	if !known {
		return c, &Refusal{http.StatusForbidden, CodeUnknownSystem, fmt.Sprintf(
			"the client certificate %q belongs to no sender system: register its thumbprint %s for one", c.Certificate.Subject.CommonName, c.Thumbprint)}
	}
	c.System = &system
	return c, nil
}

// place finds the world and takes its prefix off the path.
func (f *Finder) place(r *http.Request, c *Caller, proven *world.World) *Refusal {
	c.World = proven
	named := ""
	if rest, ok := strings.CutPrefix(c.Path, worldPrefix); ok {
		id, path, _ := strings.Cut(rest, "/")
		w, ok := f.Worlds.Get(id)
		if !ok {
			c.World = nil
			return &Refusal{http.StatusNotFound, CodeUnknownWorld, fmt.Sprintf("there is no world %q: create it, or leave /w/<world> out of the path", id)}
		}
		c.Path, named = "/"+path, "path"
		if c.World == nil {
			c.World = w
		} else if c.World.ID() != w.ID() {
			return mismatch("the client certificate", c.World, "the path", w)
		}
	}
	if w, ok := f.byHost(r.Host); ok {
		switch {
		case c.World == nil:
			c.World = w
		case c.World.ID() != w.ID() && named != "":
			return mismatch("the path", c.World, "the host name", w)
		case c.World.ID() != w.ID():
			return mismatch("the client certificate", c.World, "the host name", w)
		}
	}
	if c.World == nil {
		id := f.Default
		if id == "" {
			id = DefaultWorld
		}
		w, ok := f.Worlds.Get(id)
		if !ok {
			return &Refusal{http.StatusNotFound, CodeUnknownWorld, fmt.Sprintf("there is no world %q, and neither certificate, path nor host name names another", id)}
		}
		c.World = w
	}
	return nil
}

func mismatch(one string, a *world.World, other string, b *world.World) *Refusal {
	return &Refusal{http.StatusForbidden, CodeWorldMismatch, fmt.Sprintf(
		"%s belongs to world %q but %s to world %q: use a certificate and an address of the same world", one, a.ID(), other, b.ID())}
}

// byHost finds the world named by the first label of a host name. The names that
// real clients have built in name no world, and neither do addresses.
func (f *Finder) byHost(host string) (*world.World, bool) {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	label, rest, ok := strings.Cut(strings.ToLower(host), ".")
	if !ok || rest == "" || net.ParseIP(host) != nil {
		return nil, false
	}
	return f.Worlds.Get(label)
}

// judge refuses a certificate that is wrong. A registered one of a foreign CA
// passes within its validity: it is trusted by its thumbprint.
func (f *Finder) judge(chain []*x509.Certificate, known bool) *Refusal {
	now := f.Now()
	err := f.Authority.Verify(chain, now)
	if err == nil {
		return nil
	}
	code := pki.CodeOf(err)
	if code == pki.CodeUnknownIssuer && known {
		leaf := chain[0]
		switch {
		case now.Before(leaf.NotBefore):
			code, err = pki.CodeNotYetValid, fmt.Errorf("the client certificate %q is not valid before %s: check the clock, or wait",
				leaf.Subject.CommonName, leaf.NotBefore.UTC().Format(time.RFC3339))
		case now.After(leaf.NotAfter):
			code, err = pki.CodeExpired, fmt.Errorf("the client certificate %q expired at %s: get a new one and register it",
				leaf.Subject.CommonName, leaf.NotAfter.UTC().Format(time.RFC3339))
		default:
			return nil
		}
	}
	if code == pki.CodeStorage || code == "" {
		return &Refusal{http.StatusInternalServerError, CodeCannotJudge, "the client certificate cannot be judged: the simulator's revocation list is unreadable"}
	}
	return &Refusal{http.StatusForbidden, string(code), err.Error()}
}
