package simulator

import (
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/simulator/control"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// DefaultWorld is the id of the world that is always there.
const DefaultWorld = "default"

// DefaultPopulation is how many built-in people a world has unless told otherwise.
const DefaultPopulation = 1000

// TLSMode says how the https side meets a missing or wrong client certificate.
type TLSMode string

// TLS modes.
const (
	TLSLenient TLSMode = "lenient" // the handler answers 403 and says what is wrong
	TLSStrict  TLSMode = "strict"  // the handshake fails, as in production
)

// Options tunes a Server. The zero value is a server on free ports of loopback
// that keeps nothing.
type Options struct {
	HTTPS string // address of the provider's side; "" means 127.0.0.1:0
	HTTP  string // address of control API and pages; "" means 127.0.0.1:0

	// Data is the directory in which everything is kept; "" keeps nothing.
	Data string
	// Certs is a directory into which client material for the default world is
	// written at start, see [ExampleAuthority]; "" writes nothing.
	Certs string

	Seed       uint64    // of the default world
	Clock      time.Time // virtual start of the default world, frozen; zero: the wall clock, running
	Population int       // built-in people of each world; 0 means DefaultPopulation, -1 none
	TLS        TLSMode   // "" means lenient

	// Token is demanded on the http side when it is not empty. It must be set when
	// HTTP is more than loopback.
	Token string
	// Hosts are further names under which the server is reached, for example that of
	// its container: they go into the server certificate and are accepted as Host.
	Hosts []string
	// AllowReal lets CPR numbers into the register that may be somebody's.
	AllowReal bool

	// PrintRules hold letters against a print profile; nil means fjernprint.Checker{},
	// which leaves FP-006 unchecked: hand in a Checker with a Validator to have it.
	PrintRules world.PrintRules
	// PrintProfiles are profiles of your own beside the built-in ones. A world chooses
	// one by its name (switch dk.print.profile).
	PrintProfiles []*fjernprint.Profile

	// Renderer renders pages for the pictures of the pages people look at; nil means
	// that pictures are drawn from what the print rules see.
	Renderer picture.Renderer

	// Decisions make the provider a faulty one, for the suite's own tests. They hold
	// for every world made by [New] and [Server.NewWorld].
	Decisions world.Decisions

	// Kombi tunes the SF1601 door, to play a faulty one too. Its Worlds, Authority,
	// Journal, Faults, Log and Default are filled in by New.
	Kombi kombi.Options

	Log *slog.Logger // nil means none
}

// filled returns the options with their defaults, or says what is wrong.
func (o Options) filled() (Options, error) {
	if o.HTTPS == "" {
		o.HTTPS = "127.0.0.1:0"
	}
	if o.HTTP == "" {
		o.HTTP = "127.0.0.1:0"
	}
	if o.Population == 0 {
		o.Population = DefaultPopulation
	}
	if o.TLS == "" {
		o.TLS = TLSLenient
	}
	if o.PrintRules == nil {
		o.PrintRules = fjernprint.Checker{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	switch {
	case o.Population < -1 || o.Population > control.MaxPopulation:
		return o, &Error{CodeOptions, fmt.Sprintf("population is a number of people, from 0 to %d", control.MaxPopulation)}
	case o.TLS != TLSLenient && o.TLS != TLSStrict:
		return o, &Error{CodeOptions, fmt.Sprintf("tls is %q: use lenient or strict", o.TLS)}
	}
	for _, address := range []string{o.HTTPS, o.HTTP} {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return o, &Error{CodeOptions, fmt.Sprintf("%q is no address to listen on: write 127.0.0.1:8443, or port 0 for a free one", address)}
		}
	}
	if o.Token == "" && !loopback(o.HTTP) {
		return o, &Error{CodeToken, fmt.Sprintf(
			"the control side at %s can be reached from other machines: set a token (--token or BREVDUE_TOKEN), or bind it to 127.0.0.1", o.HTTP)}
	}
	return o, nil
}

// loopback reports whether an address can be reached from this machine only.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// Codes of [Error].
const (
	CodeOptions = "simulator.options" // an option cannot be used
	CodeInUse   = "simulator.in-use"  // another simulator has the data directory
	CodeToken   = "simulator.token"   // a token is needed
	CodeListen  = "simulator.listen"  // an address cannot be listened on
	CodeHanging = "simulator.hanging" // Close had to cut connections
	CodeUnready = "simulator.unready" // ready: the server does not answer that it is
)

// Error says why a server could not start or stop, and what to do.
type Error struct {
	Code string
	Text string
}

func (e *Error) Error() string { return e.Code + ": " + e.Text }

// Misuse reports whether the options cannot be meant, so that a command ends with
// the exit code of wrong usage.
func (e *Error) Misuse() bool { return e.Code == CodeOptions || e.Code == CodeToken }
