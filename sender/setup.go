package sender

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/worker"
	"github.com/brevdue/brevdue/sender/outbox"
)

// setup is what the commands of a sender have in common: where configuration,
// certificates and outbox are. A flag wins over its variable, both over the file.
type setup struct {
	Config   string `type:"path" env:"BREVDUE_SENDER_CONFIG" placeholder:"FILE" help:"Configuration file (YAML): data, receipts, retry, profiles."`
	Certs    string `type:"path" env:"BREVDUE_SENDER_CERTS" placeholder:"DIR" help:"Instead of a file: a folder as 'brevdue certs' and 'brevdue simulate --certs' write it; the authority is the certificate's."`
	Provider string `env:"BREVDUE_SENDER_PROVIDER" default:"https://127.0.0.1:8443" placeholder:"URL" help:"With --certs: the provider's address, or external-test, or production (${default})."`
	Data     string `type:"path" env:"BREVDUE_SENDER_DATA" placeholder:"DIR" help:"Folder of the outbox; default brevdue/sender in the user's configuration folder."`
	Register string `env:"BREVDUE_SENDER_REGISTER" placeholder:"URL" help:"Control API of a simulator, such as http://127.0.0.1:8080: tell it where to push receipts."`
	World    string `env:"BREVDUE_SENDER_WORLD" default:"default" placeholder:"NAME" help:"World of that simulator (${default})."`
}

// running is a sender that the commands have set up.
type running struct {
	*Sender
	profiles []Profile
	config   Config
	workers  *worker.Pool // nil when there are none
}

// Close ends the sender and the print workers.
func (r *running) Close(ctx context.Context) error {
	err := r.Sender.Close(ctx)
	if r.workers != nil {
		err = errors.Join(err, r.workers.Close())
	}
	return err
}

// load reads the configuration.
func (s setup) load() (Config, error) {
	var c Config
	var err error
	switch {
	case s.Config != "" && s.Certs != "":
		return c, &Error{Code: CodeOptions, Text: "give --config or --certs, not both"}
	case s.Config != "":
		if c, err = ReadConfig(s.Config); err != nil {
			return c, err
		}
	case s.Certs != "":
		c = ConfigOf(s.Certs, s.Provider)
	default:
		return c, &Error{Code: CodeOptions, Text: "say who sends: --certs DIR with the authority's certificates ('brevdue simulate --certs DIR' writes some for tests), or --config FILE"}
	}
	c.Data = cmp.Or(s.Data, c.Data)
	if c.Data == "" {
		home, err := os.UserConfigDir()
		if err != nil {
			return c, &Error{Code: CodeOptions, Text: "name the folder of the outbox with --data", Cause: err}
		}
		c.Data = filepath.Join(home, "brevdue", "sender")
	}
	return c, nil
}

// start opens the sender with all profiles; with endpoint it listens for receipts
// and, when asked to, registers at a simulator.
//
// self is brevdue's own executable, of which the print workers are made; "" for none.
func (s setup) start(ctx context.Context, listen string, endpoint bool, self string, log *slog.Logger) (*running, error) {
	c, err := s.load()
	if err != nil {
		return nil, err
	}
	r := &running{config: c}
	for _, profile := range c.Profiles {
		p, err := profile.profile()
		if err != nil {
			return nil, err
		}
		r.profiles = append(r.profiles, p)
	}
	opts := Options{Dir: c.Data, Log: log, Listen: cmp.Or(listen, c.Receipts.Listen), PublicURL: c.Receipts.PublicURL, Retry: c.Retry.retry()}
	var ca []byte
	if endpoint {
		if opts.ServerCertificate, ca, err = c.Receipts.certificate(opts); err != nil {
			return nil, err
		}
	}
	if self != "" { // no child starts before the first letter
		r.workers = worker.New(worker.Options{Command: worker.Of(self)})
		opts.Print = fjernprint.Checker{Validator: r.workers}
	}
	if r.Sender, err = Open(ctx, opts); err != nil {
		return nil, err
	}
	if err := s.enrol(ctx, r, endpoint, ca); err != nil {
		return nil, errors.Join(err, r.Close(ctx))
	}
	return r, nil
}

func (s setup) enrol(ctx context.Context, r *running, endpoint bool, ca []byte) error {
	for _, p := range r.profiles {
		if err := r.AddProfile(ctx, p); err != nil {
			return err
		}
		if s.Register == "" || !endpoint {
			continue
		}
		if err := r.register(ctx, s.Register, s.World, p.ID, ca); err != nil {
			return err
		}
	}
	return nil
}

// certificate loads the endpoint's certificate, or makes one when none is named;
// ca is then what the provider must trust.
func (c ReceiptsConfig) certificate(opts Options) (cert tls.Certificate, ca []byte, err error) {
	if c.Certificate != "" {
		cert, err = loadCertificate(c.Certificate)
		return cert, nil, err
	}
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	if u, err := url.Parse(opts.PublicURL); err == nil && u.Host != "" {
		hosts = append(hosts, u.Hostname())
	}
	if host, _, err := net.SplitHostPort(opts.Listen); err == nil {
		hosts = append(hosts, host)
	}
	return selfSigned(MachineClock{}.Now(), hosts...)
}

func (c RetryConfig) retry() Retry {
	return Retry{
		Pacing:  outbox.Pacing{First: time.Duration(c.First), Longest: time.Duration(c.Longest), Attempts: c.Attempts},
		Timeout: time.Duration(c.Timeout), Rest: time.Duration(c.Rest),
	}
}
