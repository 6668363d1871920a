package simulator

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/web"
	"github.com/brevdue/brevdue/simulator/world"
)

// Server is a running simulator. All methods may be called from many goroutines.
type Server struct {
	URL        string // https://127.0.0.1:port, the provider's side
	ControlURL string // http://127.0.0.1:port, control API and pages

	Worlds    *world.Worlds
	Authority *pki.Authority
	Faults    *fault.Book
	Journal   *journal.Journal

	options Options
	lock    *lock // nil without a data directory
	door    *kombi.Door
	https   *side
	http    *side
	ready   atomic.Bool
	closing sync.Once
	closed  error

	mu      sync.Mutex
	clients []*http.Transport // handed out by Client
}

// New starts a server; both sides are open when it returns. The context holds for
// the start only. Close ends the server.
//
// It fails with *[Error], or with the coded errors of world and pki.
func New(ctx context.Context, o Options) (_ *Server, err error) {
	if o, err = o.filled(); err != nil {
		return nil, err
	}
	s := &Server{options: o, Faults: &fault.Book{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.release())
		}
	}()
	if o.Data != "" {
		if s.lock, err = lockData(ctx, o.Data); err != nil {
			return nil, err
		}
	}
	if s.Authority, err = pki.Open(o.Data, pki.Options{Hosts: o.Hosts}); err != nil {
		return nil, err
	}
	s.Journal = journal.Open(journal.Config{Dir: o.Data, Log: o.Log})
	if err = s.openWorlds(ctx); err != nil {
		return nil, err
	}
	if err = s.listen(); err != nil {
		return nil, err
	}
	if o.Certs != "" {
		if err = s.writeCerts(ctx, o.Certs); err != nil {
			return nil, err
		}
	}
	if err = s.door.Start(ctx); err != nil {
		return nil, err
	}
	s.https.serve()
	s.http.serve()
	s.ready.Store(true)
	return s, nil
}

// openWorlds opens the store, the door in front of it, and the default world.
func (s *Server) openWorlds(ctx context.Context) error {
	// The store may have receipts to push before there is a door to push them: the
	// door looks for those itself when it starts.
	var door atomic.Pointer[kombi.Door]
	var err error
	s.Worlds, err = world.Open(ctx, world.Config{
		Dir:        s.options.Data,
		Print:      s.options.PrintRules,
		Profiles:   s.options.PrintProfiles,
		Population: s.options.Population,
		OnReceipt: func(w *world.World, id world.SystemID) {
			door.Load().OnReceipt(w, id)
		},
	})
	if world.CodeOf(err) == world.CodeInvalid { // print profiles, or one that a kept world lacks
		return &Error{CodeOptions, err.Error()}
	}
	if err != nil {
		return err
	}
	o := s.options.Kombi
	o.Worlds, o.Authority, o.Journal, o.Faults, o.Log, o.Default = s.Worlds, s.Authority, s.Journal, s.Faults, s.options.Log, DefaultWorld
	s.door = kombi.New(o)
	door.Store(s.door)
	if w, ok := s.Worlds.Get(DefaultWorld); ok { // kept in the data directory
		if kept := w.Spec(); kept.Seed != s.options.Seed || !s.options.Clock.IsZero() {
			s.options.Log.Warn("the default world is kept in the data directory: its seed and clock stay as they are; move its clock through the control API",
				"data", s.options.Data, "seed", kept.Seed, "now", w.Now())
		}
		return nil
	}
	_, err = s.NewWorld(ctx, world.Spec{ID: DefaultWorld, Seed: s.options.Seed, Start: s.options.Clock})
	return err
}

// listen opens both sides without serving them yet.
func (s *Server) listen() error {
	tlsConfig, err := s.Authority.ServerTLS(pki.ServerOptions{
		Strict: s.options.TLS == TLSStrict,
		Accept: func(cert *x509.Certificate) bool {
			// Uploaded certificates of other CAs only: one of ours that Verify refuses
			// stays refused.
			if pki.CodeOf(s.Authority.Verify([]*x509.Certificate{cert}, time.Now())) != pki.CodeUnknownIssuer {
				return false
			}
			_, _, known := s.Worlds.ByThumbprint(pki.Thumbprint(cert))
			return known
		},
	})
	if err != nil {
		return err
	}
	if s.https, err = open(s.options.HTTPS, tlsConfig, s.door, s.options.Log); err != nil {
		return err
	}
	if s.http, err = open(s.options.HTTP, nil, s.plain(), s.options.Log); err != nil {
		return err
	}
	s.URL, s.ControlURL = "https://"+s.https.reach(), "http://"+s.http.reach()
	return nil
}

// plain is the handler of the http side.
func (s *Server) plain() http.Handler {
	api := control.New(control.Options{
		Worlds: s.Worlds, Authority: s.Authority, Faults: s.Faults, Exchanges: s.Journal,
		AllowReal: s.options.AllowReal, Ready: s.isReady, Log: s.options.Log,
	})
	pages := web.New(web.Options{Worlds: s.Worlds, Exchanges: s.Journal, Faults: s.scripted, Provider: s.URL, Renderer: s.options.Renderer, Log: s.options.Log})
	both := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/") {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
	return control.Guard(control.GuardOptions{
		Token: s.options.Token,
		Hosts: slices.Concat(pki.LocalHosts(), s.options.Hosts),
	}, both)
}

// scripted is the faults of a world as the pages show them.
func (s *Server) scripted(world string) []web.Fault {
	var out []web.Fault
	for _, e := range s.Faults.Plan(world).List() {
		out = append(out, web.Fault{
			At: string(e.At), Do: string(e.Do), Status: e.Status, Delay: e.Delay,
			After: e.After, Next: e.Next, OneIn: e.OneIn, Seen: e.Seen, Struck: e.Struck,
		})
	}
	return out
}

func (s *Server) isReady(context.Context) error {
	if !s.ready.Load() {
		return &Error{CodeUnready, "the server is starting or stopping"}
	}
	return nil
}

// NewWorld makes a world. The zero Spec is one with an id of its own, the wall
// clock, seed 0 and the server's population. Codes: those of [world.Worlds.Create].
func (s *Server) NewWorld(ctx context.Context, spec world.Spec) (*world.World, error) {
	spec.Decisions = merged(spec.Decisions, s.options.Decisions)
	return s.Worlds.Create(ctx, spec)
}

// merged fills the decisions that a specification leaves open from the server's.
func merged(own, server world.Decisions) world.Decisions {
	if own.Route == nil {
		own.Route = server.Route
	}
	if own.Person == nil {
		own.Person = server.Person
	}
	if own.Company == nil {
		own.Company = server.Company
	}
	if own.Release == nil {
		own.Release = server.Release
	}
	if own.Arrival == nil {
		own.Arrival = server.Arrival
	}
	if own.Repeat == nil {
		own.Repeat = server.Repeat
	}
	if own.Also == nil {
		own.Also = server.Also
	}
	return own
}

// Close stops the server: no new calls, long polls end, running calls are awaited
// for up to five seconds or until the context ends. Then connections are cut, and
// the error, [CodeHanging], names what hung. Closing twice is closing once.
func (s *Server) Close(ctx context.Context) error {
	s.closing.Do(func() {
		s.ready.Store(false)
		s.mu.Lock()
		for _, t := range s.clients {
			t.CloseIdleConnections()
		}
		s.mu.Unlock()
		ctx, cancel := context.WithTimeout(ctx, grace)
		defer cancel()
		// The control side's calls are long polls: they end at once, and so do the
		// door's hanging answers. All others are awaited.
		s.http.end()
		closers := []func(context.Context) error{s.door.Close, s.https.close, s.http.close}
		errs := make([]error, len(closers))
		var wait sync.WaitGroup
		for i, stop := range closers {
			wait.Go(func() { errs[i] = stop(ctx) })
		}
		wait.Wait()
		s.closed = errors.Join(append(errs, s.release())...)
	})
	return s.closed
}

// release closes what is open, in the reverse order of opening.
func (s *Server) release() error {
	var all []error
	for _, open := range []*side{s.https, s.http} {
		if open != nil {
			all = append(all, open.abandon())
		}
	}
	if s.door != nil {
		ended, cancel := context.WithCancel(context.Background())
		cancel() // a second Close only has to say that it is one
		if err := s.door.Close(ended); err != nil && !errors.Is(err, context.Canceled) {
			all = append(all, err)
		}
	}
	if s.Worlds != nil {
		all = append(all, s.Worlds.Close())
	}
	if s.Journal != nil {
		all = append(all, s.Journal.Close())
	}
	all = append(all, s.lock.release())
	return errors.Join(all...)
}
