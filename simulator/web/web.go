package web

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"

	"github.com/gorilla/mux"

	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

//go:embed templates static
var files embed.FS // the embed directive wants a package variable

// Options says what the pages show. Worlds and Exchanges are required.
type Options struct {
	Worlds    *world.Worlds
	Exchanges Exchanges
	Provider  string // base URL of the provider's side, shown on the front page
	// Faults lists the faults scripted for a world; nil means there are none to show.
	Faults func(world string) []Fault
	// Renderer renders pages for pictures; nil means that they are drawn from what
	// the print rules see.
	Renderer picture.Renderer
	Log      *slog.Logger // nil means none
}

// Exchanges is the transport journal as this package reads it. It is safe for
// concurrent use.
type Exchanges interface {
	Exchanges(context.Context, journal.Query) ([]journal.Exchange, error)
}

// Site is the handler of all pages.
type Site struct {
	Options
	router func() http.Handler // built on first use, like templates and zone
	render func() (*renderer, error)
}

// New returns the pages. Put control.Guard around them.
func New(o Options) *Site {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{Options: o}
	s.router = sync.OnceValue(s.build)
	s.render = sync.OnceValues(newRenderer)
	return s
}

// ServeHTTP answers one call.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	s.router().ServeHTTP(w, r)
}

// secure sets what every answer carries. Documents replace the policy by a
// stricter one.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "+
		"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

func (s *Site) build() http.Handler {
	m := mux.NewRouter().SkipClean(true)
	for _, rt := range []struct {
		method, path string
		show         func(*Site, *visit) error
	}{
		{http.MethodGet, "/", (*Site).worlds},
		{http.MethodGet, "/rules", (*Site).rules},
		{http.MethodGet, "/w/{world}", (*Site).overview},
		{http.MethodPost, "/w/{world}/clock", (*Site).moveClock},
		{http.MethodGet, "/w/{world}/live", (*Site).live},
		{http.MethodGet, "/w/{world}/letters", (*Site).letters},
		{http.MethodGet, "/w/{world}/letters/latest", (*Site).latest},
		{http.MethodGet, "/w/{world}/letters/{letter}", (*Site).letter},
		{http.MethodPost, "/w/{world}/letters/{letter}/open", (*Site).openLetter},
		{http.MethodGet, "/w/{world}/letters/{letter}/exchanges", (*Site).exchanges},
		{http.MethodGet, "/w/{world}/letters/{letter}/documents/{document}", (*Site).document},
		{http.MethodGet, "/w/{world}/letters/{letter}/print/{document}/{page}", (*Site).printPicture},
		{http.MethodGet, "/w/{world}/people", (*Site).people},
		{http.MethodGet, "/w/{world}/people/{cpr}", (*Site).person},
		{http.MethodPost, "/w/{world}/people/{cpr}/standing", (*Site).setPersonStanding},
		{http.MethodPost, "/w/{world}/people/{cpr}/exempt", (*Site).exempt},
		{http.MethodPost, "/w/{world}/people/{cpr}/end-exemption", (*Site).endExemption},
		{http.MethodGet, "/w/{world}/companies", (*Site).companies},
		{http.MethodGet, "/w/{world}/companies/{cvr}", (*Site).company},
		{http.MethodPost, "/w/{world}/companies/{cvr}/standing", (*Site).setCompanyStanding},
		{http.MethodGet, "/w/{world}/events", (*Site).events},
		{http.MethodGet, "/w/{world}/senders", (*Site).senders},
		{http.MethodGet, "/w/{world}/print", (*Site).print},
		{http.MethodGet, "/w/{world}/check", (*Site).printCheckForm},
		{http.MethodPost, "/w/{world}/check", (*Site).printCheck},
	} {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		// Path first: mux forgets a wrong method when a later route has the right one
		// and asks for its path afterwards.
		m.Path(rt.path).Methods(methods...).Handler(s.page(rt.path, rt.show))
	}
	m.Path("/static/{file}").Methods(http.MethodGet, http.MethodHead).Handler(static())
	m.NotFoundHandler = s.page("404", func(*Site, *visit) error { return notFound("page.none") })
	m.MethodNotAllowedHandler = s.page("405", func(*Site, *visit) error {
		return &refusal{status: http.StatusMethodNotAllowed, text: "page.method"}
	})
	// Forms change things: a form on another site must not.
	return http.NewCrossOriginProtection().Handler(m)
}

// static serves stylesheet, script and picture.
func static() http.Handler {
	sub, err := fs.Sub(files, "static")
	if err != nil { // the folder is compiled in
		return http.NotFoundHandler()
	}
	server := http.StripPrefix("/static/", http.FileServerFS(sub))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}

// visit is one call of a page.
type visit struct {
	*http.Request
	writer http.ResponseWriter
	vars   map[string]string
	lang   string
	render *renderer
	world  *world.World // nil on pages of no world
}

// page runs a page function and shows its failure.
func (s *Site) page(route string, show func(*Site, *visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, writer: w, vars: mux.Vars(r), lang: chooseLang(w, r)}
		err := s.visit(v, show)
		if gone := r.Context().Err() != nil; gone {
			err = nil // nobody is there to see what failed
		}
		if err != nil {
			err = s.fail(v, err)
		}
		level := slog.LevelDebug
		text := ""
		if err != nil {
			level, text = slog.LevelError, ident.MaskText(err.Error())
		}
		s.Log.Log(r.Context(), level, "page", "method", r.Method, "route", route, "error", text)
	})
}

func (s *Site) visit(v *visit, show func(*Site, *visit) error) error {
	var err error
	if v.render, err = s.render(); err != nil {
		return err
	}
	if id, ok := v.vars["world"]; ok {
		if v.world, ok = s.Worlds.Get(id); !ok {
			return notFound("world.none")
		}
	}
	return show(s, v)
}

// refusal is a failure that the visitor can understand: a key of text.go.
type refusal struct {
	status int
	text   string
	cause  error // of the world; its sentence is shown
}

func (r *refusal) Error() string { return r.text }

func notFound(text string) error { return &refusal{status: http.StatusNotFound, text: text} }

// fail shows a failure. It returns those that are ours, for the log.
func (s *Site) fail(v *visit, err error) error {
	if v.render == nil {
		http.Error(v.writer, "the pages cannot be shown; the log says why", http.StatusInternalServerError)
		return err
	}
	p := problem{Back: "/"}
	if v.world != nil {
		p.Back = v.href()
	}
	status := http.StatusInternalServerError
	text := "failed"
	var ours *refusal
	var ofWorld *world.Error
	if errors.As(err, &ours) {
		status, text = ours.status, ours.text
		errors.As(ours.cause, &ofWorld)
		err = nil
	} else if errors.As(err, &ofWorld) && ofWorld.Code == world.CodeNotFound {
		status, text, err = http.StatusNotFound, "page.none", nil
	}
	if ofWorld != nil {
		p.Code, p.Detail = ofWorld.Code, ident.MaskText(ofWorld.Text)
	}
	p.Title, p.Text = v.t("problem"), v.t(text)
	v.writer.WriteHeader(status)
	return errors.Join(err, v.show("problem", p.Title, "", p))
}

// problem is the page of a failure.
type problem struct {
	Title, Text, Detail, Code, Back string
}
