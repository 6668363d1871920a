package simulator

import (
	"context"
	"os"
)

// TB is what Start needs of a test; *testing.T and *testing.B have it.
type TB interface {
	Helper()
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Start starts a server for a test and closes it when the test ends. Without
// options it keeps nothing and listens on free ports.
//
// With BREVDUE_HOLD=1 in the environment, the server of a failed test stays up
// until the process is interrupted, so that its pages can be looked at.
func Start(t TB, opts ...Options) *Server {
	t.Helper()
	var o Options
	if len(opts) > 1 {
		t.Fatalf("simulator.Start: give one Options, not %d", len(opts))
	}
	if len(opts) == 1 {
		o = opts[0]
	}
	s, err := New(context.Background(), o)
	if err != nil {
		t.Fatalf("simulator.Start: %v", err)
	}
	t.Cleanup(func() {
		hold(t, s)
		if err := s.Close(context.Background()); err != nil {
			t.Fatalf("simulator.Server.Close: %v", err)
		}
	})
	return s
}

// hold keeps the server of a failed test up for a person.
func hold(t TB, s *Server) {
	failed, ok := t.(interface {
		Failed() bool
		Logf(string, ...any)
	})
	if ok && failed.Failed() && os.Getenv("BREVDUE_HOLD") == "1" {
		failed.Logf("BREVDUE_HOLD: pages at %s, provider at %s; interrupt to end", s.ControlURL, s.URL)
		select {}
	}
}
