package sender

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/web"
)

// SenderCommand is "brevdue sender": the sender as a service.
//
//nolint:revive // named as the command line names it, like every room's command
type SenderCommand struct {
	setup

	HTTP      string   `name:"http" default:"127.0.0.1:8081" env:"BREVDUE_SENDER_HTTP" placeholder:"ADDRESS" help:"Pages and JSON API (${default}). Port 0 takes a free one. Anything but loopback needs --token."`
	Receipts  string   `env:"BREVDUE_SENDER_RECEIPTS" placeholder:"ADDRESS" help:"Where receipts are pushed to, TLS; default from the configuration file, else 127.0.0.1:8444."`
	Token     string   `env:"BREVDUE_SENDER_TOKEN" help:"Demand this token on pages and API: as a bearer token, or as the password in a browser."`
	Hosts     []string `env:"BREVDUE_SENDER_HOSTS" placeholder:"NAME" help:"Further names by which the pages are reached."`
	ReadyJSON bool     `name:"ready-json" env:"BREVDUE_SENDER_READY_JSON" help:"Print the addresses as one line of JSON when ready."`
}

// Help is shown by "brevdue sender --help".
func (c *SenderCommand) Help() string {
	return "Runs the sender: it works its outbox, receives receipts, shows what became of each letter, and takes letters by " +
		"POST /api/letters (JSON with base64, or a multipart form). It runs until it is interrupted."
}

// Ready is the line that --ready-json prints.
type Ready struct {
	HTTP     string            `json:"http"`
	Receipts map[string]string `json:"receipts"` // by profile
}

// Run serves until the context ends.
func (c *SenderCommand) Run(ctx context.Context, app *kong.Kong) error {
	log := slog.New(slog.NewTextHandler(app.Stderr, nil))
	if host, _, err := net.SplitHostPort(c.HTTP); err != nil || c.Token == "" && !loopback(host) {
		return &Error{Code: CodeOptions, Text: fmt.Sprintf("--http %s must be host:port, and anything but loopback needs --token", c.HTTP), Cause: err}
	}
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if c.Receipts == "" && cfg.Receipts.Listen == "" {
		c.Receipts = "127.0.0.1:8444"
	}
	r, err := c.start(ctx, c.Receipts, true, app.Model.Vars()["self"], log)
	if err != nil {
		return err
	}
	served := c.serve(ctx, app, r, log)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return errors.Join(served, r.Close(end))
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (c *SenderCommand) serve(ctx context.Context, app *kong.Kong, r *running, log *slog.Logger) error {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", c.HTTP)
	if err != nil {
		return &Error{Code: CodeOptions, Text: "the pages cannot be served at " + c.HTTP + "; choose another address or port 0", Cause: err}
	}
	routes := http.NewServeMux()
	routes.Handle("/api/", r.API())
	routes.Handle("/", web.New(web.Options{Desk: desk{r.Sender}, Log: log, Done: ctx.Done()}))
	server := &http.Server{
		Handler:           web.Guard(web.GuardOptions{Token: c.Token, Hosts: c.Hosts}, routes),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	if err := c.announce(app, r, "http://"+listener.Addr().String()); err != nil {
		return errors.Join(err, server.Close())
	}
	err = c.watch(ctx, r, ended, log)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if server.Shutdown(stop) != nil {
		err = errors.Join(err, server.Close())
	}
	return err
}

// scanEvery is how often the service looks for overdue receipts on the machine's
// clock.
const scanEvery = 30 * time.Second

// watch looks for overdue receipts until the context or the server ends.
func (c *SenderCommand) watch(ctx context.Context, r *running, ended <-chan error, log *slog.Logger) error {
	tick := time.NewTicker(scanEvery)
	defer tick.Stop()
	for {
		for _, p := range r.profiles {
			if err := r.ScanOverdue(ctx, p.ID); err != nil && ctx.Err() == nil {
				// A full disk passes; receipts must still be taken when it has.
				log.Error("overdue receipts could not be looked for; the next scan tries again", "profile", p.ID, "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			return err
		case <-tick.C:
		}
	}
}

func (c *SenderCommand) announce(app *kong.Kong, r *running, pages string) error {
	ready := Ready{HTTP: pages, Receipts: map[string]string{}}
	for _, p := range r.profiles {
		ready.Receipts[p.ID] = r.ReceiptURL(p.ID)
	}
	if c.ReadyJSON {
		return json.NewEncoder(app.Stdout).Encode(ready)
	}
	text := fmt.Sprintf("The sender is ready.\n  pages     %s\n  letters   POST %s/api/letters\n", pages, pages)
	for _, p := range r.profiles {
		text += fmt.Sprintf("  receipts  %s  (%s, CVR %s)\n", ready.Receipts[p.ID], p.Name, p.CVR)
	}
	_, err := fmt.Fprint(app.Stdout, text)
	return err
}

// desk is the sender as its pages see it.
type desk struct{ *Sender }

// Resend implements [web.Desk].
func (d desk) Resend(ctx context.Context, id outbox.LetterID) (outbox.LetterID, error) {
	return d.Sender.Resend(ctx, id)
}

// Authorities implements [web.Desk].
func (d desk) Authorities() []web.Authority {
	var all []web.Authority
	for _, p := range d.Profiles() {
		all = append(all, web.Authority{ID: p.ID, Name: p.Name})
	}
	return all
}

// Arrived implements [web.Desk].
func (d desk) Arrived(ctx context.Context, id outbox.LetterID) (web.Arrival, bool) {
	a, err := d.Arrival(ctx, id)
	return web.Arrival{Day: a.Day.String(), At: a.At, Proven: a.Proven, Rule: string(a.Rule)}, err == nil
}
