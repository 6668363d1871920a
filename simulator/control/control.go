package control

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// Options says what the API works on. Worlds, Authority, Faults and Exchanges are
// required.
type Options struct {
	Worlds    *world.Worlds
	Authority *pki.Authority
	Faults    *fault.Book
	Exchanges Exchanges
	// AllowReal lets CPR numbers into the register that may be somebody's.
	AllowReal bool
	// Ready says why the service is not ready; nil means it always is.
	Ready func(context.Context) error
	// Log gets one debug line per call, with the route and never the address; nil: none.
	Log *slog.Logger
}

// Exchanges is the transport journal as this package reads it. It is safe for
// concurrent use.
type Exchanges interface {
	Exchanges(context.Context, journal.Query) ([]journal.Exchange, error)
}

// API is the control API.
type API struct {
	Options
	router func() *mux.Router // built on first use: starting stays cheap
}

// New returns the handler of /api/, /healthz and /readyz. Put [Guard] around it.
func New(o Options) *API {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &API{Options: o}
	a.router = sync.OnceValue(a.build)
	return a
}

// ServeHTTP answers one call.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.router().ServeHTTP(w, r) }

// build makes the router from the route table. Paths are taken as they come: no
// cleaning, no redirects.
func (a *API) build() *mux.Router {
	m := mux.NewRouter().SkipClean(true)
	for _, rt := range routes() {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead) // some health checks ask so
		}
		// Path first: mux forgets a wrong method when a later route has the right one
		// and asks for its path afterwards.
		m.Path(rt.path).Methods(methods...).Handler(a.handle(rt))
	}
	m.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, problemOf(refuse(codeNoRoute, "there is nothing at this address: /api/openapi.yaml lists what there is")))
	})
	m.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		allowed := allowedMethods(m, r)
		w.Header().Set("Allow", allowed)
		writeProblem(w, problemOf(refuse(codeMethod, "this address does not do "+r.Method+": use "+allowed)))
	})
	return m
}

// allowedMethods asks the router which methods the address has.
func allowedMethods(m *mux.Router, r *http.Request) string {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		probe := r.Clone(r.Context())
		probe.Method = method
		var match mux.RouteMatch
		if m.Match(probe, &match) && match.MatchErr == nil {
			allowed = append(allowed, method)
		}
	}
	sort.Strings(allowed)
	return strings.Join(allowed, ", ")
}

// handle runs one route: finds the world, calls the handler, writes what it
// returns and logs the route.
func (a *API) handle(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := a.call(rt, w, r)
		if errors.Is(err, context.Canceled) && a.Ready != nil && a.Ready(r.Context()) != nil {
			err = refuse(codeUnavailable, "the simulator is stopping: ask again when it has started")
		}
		code := ""
		if err == nil {
			err = answer.write(w)
		} else {
			p := problemOf(err)
			answer.status, code = p.Status, p.Code
			writeProblem(w, p)
			if code != codeInternal {
				err = nil
			}
		}
		level := slog.LevelDebug
		if err != nil {
			level = slog.LevelError
		}
		a.Log.Log(r.Context(), level, "control", "method", rt.method, "route", rt.path,
			"status", answer.status, "code", code, "error", masked(err))
	})
}

func (a *API) call(rt route, w http.ResponseWriter, r *http.Request) (reply, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return reply{}, refuse(codeMalformed, "the query of the address cannot be read: percent-encode its values and part them by &")
	}
	q := &request{Request: r, writer: w, vars: mux.Vars(r), query: query}
	if err := checkQuery(q.query, rt.query); err != nil {
		return reply{}, err
	}
	if id, ok := q.vars["world"]; ok {
		found, ok := a.Worlds.Get(id)
		if !ok {
			return reply{}, notFound("there is no such world: make it with POST /api/worlds, or see GET /api/worlds")
		}
		q.world = found
	}
	return rt.do(a, q)
}

// reply is what a handler answers: a value that becomes JSON, or bytes.
type reply struct {
	status int
	body   any           // JSON; nil: no body
	bytes  io.ReadCloser // instead of body
	header map[string]string
}

func ok(body any) (reply, error)      { return reply{status: http.StatusOK, body: body}, nil }
func created(body any) (reply, error) { return reply{status: http.StatusCreated, body: body}, nil }
func done() (reply, error)            { return reply{status: http.StatusNoContent}, nil }

// text answers with bytes of a media type.
func text(status int, kind string, content []byte) (reply, error) {
	return reply{
		status: status,
		bytes:  io.NopCloser(strings.NewReader(string(content))),
		header: map[string]string{"Content-Type": kind},
	}, nil
}

// write sends the answer. It returns only errors of our own making.
func (a reply) write(w http.ResponseWriter) error {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	for name, value := range a.header {
		h.Set(name, value)
	}
	if a.bytes != nil {
		w.WriteHeader(a.status)
		_, err := io.Copy(w, a.bytes)
		if closed := a.bytes.Close(); closed != nil {
			return closed
		}
		var stored *world.Error
		if errors.As(err, &stored) {
			return err
		}
		return nil // the caller went
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return nil
	}
	body, err := json.Marshal(a.body)
	if err != nil {
		writeProblem(w, problemOf(err))
		return err
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, _ = w.Write(append(body, '\n')) // the caller may have gone
	return nil
}
