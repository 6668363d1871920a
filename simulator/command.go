package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/post/fjernprint/worker"
	"github.com/brevdue/brevdue/simulator/door/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// SimulateCommand is "brevdue simulate".
type SimulateCommand struct {
	HTTPS      string    `name:"https" default:"127.0.0.1:8443" env:"BREVDUE_HTTPS" placeholder:"ADDRESS" help:"The provider's side, mutual TLS (${default}). Port 0 takes a free one."`
	HTTP       string    `name:"http" default:"127.0.0.1:8080" env:"BREVDUE_HTTP" placeholder:"ADDRESS" help:"Pages and control API (${default}). Anything but loopback needs --token."`
	Data       string    `type:"path" env:"BREVDUE_DATA" placeholder:"DIR" help:"Keep everything here. Without it nothing is kept."`
	Certs      string    `type:"path" env:"BREVDUE_CERTS" placeholder:"DIR" help:"Write the CA and certificates of an example authority here, ready for curl."`
	Seed       uint64    `env:"BREVDUE_SEED" default:"0" help:"Seed of the default world: same seed, same people, same ids (${default})."`
	Clock      time.Time `env:"BREVDUE_CLOCK" format:"2006-01-02T15:04:05Z07:00" placeholder:"RFC3339" help:"Start the default world's clock there, frozen. Without it the clock is the machine's."`
	Population int       `env:"BREVDUE_POPULATION" default:"1000" help:"Built-in people of each world (${default}); 0 for nobody."`
	TLS        TLSMode   `name:"tls" enum:"lenient,strict" default:"lenient" env:"BREVDUE_TLS" help:"lenient answers 403 to a wrong client certificate and says why; strict refuses it in the handshake, as production does (${default})."`
	ReadyJSON  bool      `name:"ready-json" env:"BREVDUE_READY_JSON" help:"Print the addresses as one line of JSON when ready."`
	Token      string    `env:"BREVDUE_TOKEN" help:"Demand this token on pages and control API."`
	AllowReal  bool      `env:"BREVDUE_ALLOW_REAL" help:"Let CPR numbers into the register that may be somebody's."`
	Profiles   []string  `name:"print-profile" type:"path" env:"BREVDUE_PRINT_PROFILE" placeholder:"FILE" help:"A print profile of your own; may be repeated. A world chooses it by its name, with the switch dk.print.profile."`
	Hosts      []string  `env:"BREVDUE_HOSTS" placeholder:"NAME" help:"Further names by which the simulator is reached, such as that of its container."`

	Latin1              bool   `name:"latin1" env:"BREVDUE_LATIN1" group:"Our own choices of what the platform does" help:"Take Latin-1 bytes under a UTF-8 declaration, with a warning, instead of answering 400."`
	PrintTransmissionID bool   `env:"BREVDUE_PRINT_TRANSMISSION_ID" group:"Our own choices of what the platform does" help:"Answer Fysisk Post with a TransmissionID too."`
	AdvisAuto           string `env:"BREVDUE_ADVIS_AUTO" placeholder:"ID" group:"Our own choices of what the platform does" help:"AdvisId in the answer to Automatisk Valg; without it that of Digital Post."`
}

// Help is shown by "brevdue simulate --help".
func (c *SimulateCommand) Help() string {
	return "Starts the provider simulator: SF1601 over mutual TLS on one port, pages and control API " +
		"(document at /api/openapi.yaml) on the other. It runs until it is interrupted."
}

// Ready is the line that --ready-json prints.
type Ready struct {
	HTTPS string `json:"https"` // base URL of the provider's side
	HTTP  string `json:"http"`  // base URL of pages and control API
	World string `json:"world"` // the default world
	Certs string `json:"certs,omitempty"`
}

// Run serves until the context ends.
func (c *SimulateCommand) Run(ctx context.Context, app *kong.Kong) error {
	log := slog.New(slog.NewTextHandler(app.Stderr, nil))
	profiles, err := readProfiles(c.Profiles)
	if err != nil {
		return err
	}
	rules, renderer, end := paper(app.Model.Vars()["self"])
	defer end()
	s, err := New(ctx, Options{
		HTTPS: c.HTTPS, HTTP: c.HTTP, Data: c.Data, Certs: c.Certs, Seed: c.Seed, Clock: c.Clock, Population: c.population(),
		TLS: c.TLS, Token: c.Token, AllowReal: c.AllowReal, Hosts: c.Hosts, PrintRules: rules, PrintProfiles: profiles, Renderer: renderer, Log: log,
		Kombi: kombi.Options{Latin1: c.Latin1, PrintTransmissionID: c.PrintTransmissionID, AdvisAuto: c.AdvisAuto},
	})
	if err != nil {
		return err
	}
	if err := c.announce(app, s); err != nil {
		return err
	}
	<-ctx.Done()
	return s.Close(context.WithoutCancel(ctx))
}

// paper is what looks at documents: the rules of remote print, and what renders pages
// for pictures. What must not run in this process runs in
// children made of the binary itself, the first one when the first document comes;
// without a binary it is not checked (FP-006). A world waits for its own documents
// only, so there are children for several.
func paper(self string) (rules world.PrintRules, renderer picture.Renderer, end func()) {
	if self == "" {
		return fjernprint.Checker{}, nil, func() {}
	}
	pool := worker.New(worker.Options{Command: worker.Of(self), Workers: runtime.GOMAXPROCS(0)})
	return fjernprint.Checker{Validator: pool}, pool, func() { _ = pool.Close() } // it has no error to tell
}

// readProfiles reads print profiles. One that cannot be read cannot be meant.
func readProfiles(files []string) ([]*fjernprint.Profile, error) {
	var out []*fjernprint.Profile
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, &Error{CodeOptions, fmt.Sprintf("the print profile cannot be opened: %v", err)}
		}
		profile, err := fjernprint.ReadProfile(file)
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, &Error{CodeOptions, fmt.Sprintf("the print profile %s cannot be used: %v", name, err)}
		}
		out = append(out, profile)
	}
	return out, nil
}

// population tells the option's "nobody" from its default: on the command line 0
// people is nobody too.
func (c *SimulateCommand) population() int {
	if c.Population == 0 {
		return -1
	}
	return c.Population
}

func (c *SimulateCommand) announce(app *kong.Kong, s *Server) error {
	if c.ReadyJSON {
		return json.NewEncoder(app.Stdout).Encode(Ready{HTTPS: s.URL, HTTP: s.ControlURL, World: DefaultWorld, Certs: c.Certs})
	}
	text := fmt.Sprintf("Brevdue TEST is ready.\n  provider  %s\n  pages     %s\n  API       %s/api/openapi.yaml\n", s.URL, s.ControlURL, s.ControlURL)
	if c.Certs != "" {
		text += "  certs     " + c.Certs + " (README.txt explains)\n"
	}
	_, err := fmt.Fprint(app.Stdout, text)
	return err
}

// ReadyCommand is "brevdue ready": it ends well when a simulator is ready.
type ReadyCommand struct {
	Wait    bool          `help:"Wait until it is ready."`
	Timeout time.Duration `default:"30s" help:"Give up after this long (${default})."`
	URL     string        `name:"url" placeholder:"URL" help:"Base URL of the control side. By default that of --http of this environment (BREVDUE_HTTP), else http://127.0.0.1:8080."`
}

// pause is the time between two questions of ready --wait.
const pause = 50 * time.Millisecond

// Run asks once, or until the timeout.
func (c *ReadyCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	url := c.base() + "/readyz"
	for {
		err := ask(ctx, url)
		if err == nil || !c.Wait {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("gave up after %s: %w", c.Timeout, err)
		case <-time.After(pause):
		}
	}
}

// base is the URL to ask. A server that listens everywhere is asked on loopback.
func (c *ReadyCommand) base() string {
	if c.URL != "" {
		return strings.TrimSuffix(c.URL, "/")
	}
	address := os.Getenv("BREVDUE_HTTP")
	if address == "" {
		address = "127.0.0.1:8080"
	}
	for _, everywhere := range []string{"0.0.0.0:", "[::]:", ":"} {
		if port, ok := strings.CutPrefix(address, everywhere); ok {
			address = "127.0.0.1:" + port
			break
		}
	}
	return "http://" + address
}

func ask(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return &Error{CodeOptions, fmt.Sprintf("%q is no URL to ask: write http://127.0.0.1:8080", url)}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return &Error{CodeUnready, fmt.Sprintf("%s does not answer: is the simulator running? (%v)", url, err)}
	}
	if err := answer.Body.Close(); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return &Error{CodeUnready, fmt.Sprintf("%s answers %s", url, answer.Status)}
	}
	return nil
}
