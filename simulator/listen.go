package simulator

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/door/kombi"
)

// grace is how long Close waits for running calls.
const grace = 5 * time.Second

// side is one listener with its server. It knows its connections and the calls
// that run, so that closing is quick and can say what it waited for.
type side struct {
	listener net.Listener
	server   *http.Server
	secure   bool
	end      context.CancelFunc // of every call's context

	mu    sync.Mutex
	fresh map[net.Conn]bool // connected, nothing received yet
	calls map[*http.Request]time.Time
}

// open listens. The handler is called only after serve.
func open(address string, config *tls.Config, handler http.Handler, log *slog.Logger) (*side, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, &Error{CodeListen, fmt.Sprintf("cannot listen on %s (%v): is another simulator running? choose another port, or 0 for a free one", address, err)}
	}
	base, end := context.WithCancel(context.Background())
	s := &side{listener: listener, secure: config != nil, end: end, fresh: map[net.Conn]bool{}, calls: map[*http.Request]time.Time{}}
	s.server = &http.Server{
		Handler:     s.watch(handler),
		TLSConfig:   config,
		BaseContext: func(net.Listener) context.Context { return base },
		ConnState:   s.note,
		ErrorLog:    slog.NewLogLogger(maskingHandler{log.Handler()}, slog.LevelDebug),
	}
	kombi.SetTimeouts(s.server)
	return s, nil
}

func (s *side) serve() {
	go func() {
		// The error is always that of closing: New has opened the listener already.
		if s.secure {
			_ = s.server.ServeTLS(s.listener, "", "")
		} else {
			_ = s.server.Serve(s.listener)
		}
	}()
}

// reach is the address by which this machine reaches the side.
func (s *side) reach() string {
	address, ok := s.listener.Addr().(*net.TCPAddr)
	if !ok {
		return s.listener.Addr().String()
	}
	if address.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", address.Port)
	}
	return address.String()
}

func (s *side) note(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state == http.StateNew {
		s.fresh[conn] = true
	} else {
		delete(s.fresh, conn)
	}
}

func (s *side) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.calls[r] = time.Now()
		s.mu.Unlock()
		defer func() {
			s.mu.Lock()
			delete(s.calls, r)
			s.mu.Unlock()
		}()
		next.ServeHTTP(w, r)
	})
}

// close stops listening and waits for running calls. It says which ones it had to cut.
func (s *side) close(ctx context.Context) error {
	s.mu.Lock()
	for conn := range s.fresh {
		// Shutdown would give a connection without a request five seconds.
		_ = conn.Close()
	}
	s.mu.Unlock()
	if err := s.server.Shutdown(ctx); err == nil || !errors.Is(err, ctx.Err()) {
		return err
	}
	hanging := s.hanging()
	return errors.Join(&Error{CodeHanging, "connections were cut; still running: " + hanging}, s.abandon())
}

// hanging lists the running calls, longest first.
func (s *side) hanging() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for r, began := range s.calls {
		lines = append(lines, fmt.Sprintf("%8s %s %s from %s",
			time.Since(began).Round(time.Millisecond), r.Method, ident.MaskText(r.URL.Path), r.RemoteAddr))
	}
	if len(lines) == 0 {
		return "connections without a call"
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(b, a) })
	return strings.Join(lines, "; ")
}

// abandon cuts everything. It is harmless after close.
func (s *side) abandon() error {
	s.end()
	err := errors.Join(s.server.Close(), s.listener.Close())
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// maskingHandler masks CPR numbers in the texts of net/http's own log.
type maskingHandler struct{ slog.Handler }

// Handle masks the message.
func (h maskingHandler) Handle(ctx context.Context, record slog.Record) error {
	record.Message = ident.MaskText(record.Message)
	return h.Handler.Handle(ctx, record)
}
