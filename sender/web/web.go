package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

//go:embed templates static
var files embed.FS // the embed directive wants a package variable

// Desk is the sender as the pages see it.
type Desk interface {
	Letters(context.Context, outbox.Query) ([]outbox.Letter, error)
	// Letter fails with outbox.CodeUnknownLetter when there is none with that id.
	Letter(context.Context, outbox.LetterID) (outbox.Letter, error)
	Counts(context.Context) (map[outbox.State]int, error)
	Document(context.Context, outbox.Enclosure) io.ReadCloser
	Resend(context.Context, outbox.LetterID) (outbox.LetterID, error)
	Unmatched(ctx context.Context, profile string) ([]outbox.Receipt, error)
	Authorities() []Authority
	Arrived(context.Context, outbox.LetterID) (Arrival, bool)
	Changed() <-chan struct{}
}

// Authority is one that is served.
type Authority struct{ ID, Name string }

// Arrival is when a letter counts as arrived.
type Arrival struct {
	Day    string    // YYYY-MM-DD
	At     time.Time // zero when presumed
	Proven bool
	Rule   string
}

// Options says what the pages show.
type Options struct {
	Desk Desk
	Log  *slog.Logger // default discards
	// Done ends the streams of live updates, which else would hold up a server
	// that stops.
	Done <-chan struct{}
}

// Site is the handler of all pages. Put [Guard] around it.
type Site struct {
	Options
	router http.Handler
	render func() (*renderer, error)
}

// New returns the pages.
func New(o Options) *Site {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{Options: o, render: sync.OnceValues(newRenderer)}
	m := mux.NewRouter().SkipClean(true)
	for _, rt := range []struct {
		method, path string
		show         func(*Site, *visit) error
	}{
		{http.MethodGet, "/", (*Site).letters},
		{http.MethodPost, "/search", (*Site).search},
		{http.MethodGet, "/receipts", (*Site).receipts},
		{http.MethodGet, "/live", (*Site).live},
		{http.MethodGet, "/letters/{letter}", (*Site).letter},
		{http.MethodPost, "/letters/{letter}/resend", (*Site).resend},
		{http.MethodGet, "/letters/{letter}/documents/{n}", (*Site).document},
	} {
		m.Methods(rt.method).Path(rt.path).Handler(s.page(rt.show))
	}
	m.Methods(http.MethodGet).PathPrefix("/static/").Handler(static())
	m.NotFoundHandler = s.page(func(*Site, *visit) error { return errNoPage })
	m.MethodNotAllowedHandler = s.page(func(*Site, *visit) error { return errNoPage })
	s.router = m
	return s
}

// ServeHTTP answers one call.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	s.router.ServeHTTP(w, r)
}

var errNoPage = errors.New("no such page")

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
}

func (s *Site) page(show func(*Site, *visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		render, err := s.render()
		if err != nil {
			s.Log.Error("the pages cannot be shown", "error", err)
			http.Error(w, "the pages cannot be shown; the log says why", http.StatusInternalServerError)
			return
		}
		v := &visit{Request: r, writer: w, vars: mux.Vars(r), lang: chooseLang(w, r), render: render}
		if err := show(s, v); err != nil {
			s.fail(v, err)
		}
	})
}

// fail shows what went wrong: a page that is not there, or a fault of ours.
func (s *Site) fail(v *visit, err error) {
	status, text := http.StatusInternalServerError, "problem.ours"
	if errors.Is(err, errNoPage) || outbox.CodeOf(err) == outbox.CodeUnknownLetter {
		status, text = http.StatusNotFound, "problem.none"
	} else {
		s.Log.Error("a page failed", "path", ident.MaskText(v.URL.Path), "error", ident.MaskText(err.Error()))
	}
	if err := v.show("problem", status, text, "", struct{ Text string }{text}); err != nil {
		s.Log.Error("a page failed", "path", ident.MaskText(v.URL.Path), "error", err)
	}
}

// show renders a page into memory, so that a failure leaves nothing half shown.
func (v *visit) show(name string, status int, title, live string, body any) error {
	var out bytes.Buffer
	if err := v.render.write(&out, name, frame{Lang: v.lang, Title: title, Live: live, Switch: v.otherLang(), Path: v.URL.Path, Body: body}); err != nil {
		return err
	}
	h := v.writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.lang)
	h.Add("Vary", "Accept-Language, Cookie")
	v.writer.WriteHeader(status)
	_, _ = out.WriteTo(v.writer) // the visitor may have gone
	return nil
}

// otherLang is the address of this page in the other language.
func (v *visit) otherLang() string {
	query := v.URL.Query()
	query.Set("lang", danish)
	if v.lang == danish {
		query.Set("lang", english)
	}
	path := v.URL.Path
	if v.Method != http.MethodGet {
		path = "/"
	}
	return path + "?" + query.Encode()
}

// live tells the script when something has changed, as server-sent events.
func (s *Site) live(v *visit) error {
	control := http.NewResponseController(v.writer)
	v.writer.Header().Set("Content-Type", "text/event-stream")
	for {
		changed := s.Desk.Changed()
		if _, err := io.WriteString(v.writer, "event: change\ndata: .\n\n"); err != nil {
			return nil // the visitor has gone
		}
		if err := control.Flush(); err != nil {
			return nil
		}
		select {
		case <-changed:
		case <-v.Context().Done():
			return nil
		case <-s.Done:
			return nil
		}
	}
}

// document shows a PDF in a sandbox, and hands out anything else to be saved.
func (s *Site) document(v *visit) error {
	l, err := s.Desk.Letter(v.Context(), outbox.LetterID(v.vars["letter"]))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.vars["n"])
	if err != nil || n < 0 || n >= len(l.Enclosures) {
		return errNoPage
	}
	e := l.Enclosures[n]
	h := v.writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Content-Length", strconv.FormatInt(e.Size, 10))
	if e.MIME == "application/pdf" {
		h.Set("Content-Type", "application/pdf")
	} else {
		h.Set("Content-Type", "application/octet-stream")
	}
	h.Set("Content-Disposition", disposition(e))
	r := s.Desk.Document(v.Context(), e)
	if _, err := io.Copy(v.writer, r); err != nil {
		s.Log.Info("a document was not read to its end", "letter", l.ID, "error", err)
	}
	return r.Close()
}
