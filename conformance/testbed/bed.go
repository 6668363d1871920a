package testbed

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender"
	client "github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/world"
)

// Options tune the bed. The zero value is the real provider and the real sender.
type Options struct {
	Provider simulator.Options // for example Decisions of a faulty provider
	Sender   sender.Options    // for example the Judge of a faulty sender
	Faults   []fault.Rule      // what goes wrong in every world from its beginning

	// Enrol changes an authority as the provider registers it; nil leaves it. A
	// provider that keeps its senders badly is made of it.
	Enrol func(*world.Authority)
	// Profile changes an authority's profile at the sender; nil leaves it.
	Profile func(*sender.Profile)
	// Endpoint stands before the sender's receipt endpoint, on the wire; nil: nothing
	// does.
	Endpoint func(http.Handler) http.Handler

	Log *slog.Logger // nil means none
}

// Bed is a running provider and sender. Safe for concurrent use.
type Bed struct {
	Simulator *simulator.Server
	Sender    *sender.Sender
	options   Options
	receiver  tls.Certificate // of receipt endpoints
	dir       string          // the sender's, removed on Close
	pdfs      pdfs

	mu     sync.Mutex
	fronts map[string]*Front // by profile
}

// Open starts both. Close ends them.
func Open(ctx context.Context, o Options) (_ *Bed, err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bed{options: o, fronts: map[string]*Front{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Close(context.WithoutCancel(ctx)))
		}
	}()
	o.Provider.Log, o.Sender.Log = o.Log, o.Log
	if b.Simulator, err = simulator.New(ctx, o.Provider); err != nil {
		return nil, fmt.Errorf("starting the provider: %w", err)
	}
	// The receipt endpoint's certificate comes from the platform's CA, as the
	// platform demands of real receivers.
	receiver, err := b.Simulator.Authority.Server()
	if err != nil {
		return nil, fmt.Errorf("a certificate for the receipt endpoint: %w", err)
	}
	b.receiver = receiver.TLS()
	o.Sender.ServerCertificate = b.receiver
	if b.dir, err = os.MkdirTemp("", "brevdue-sender-"); err != nil {
		return nil, fmt.Errorf("a folder for the sender: %w", err)
	}
	o.Sender.Dir = b.dir
	// Scenarios wait for the sender's further attempts, on the wall clock.
	o.Sender.Retry.First, o.Sender.Retry.Longest = retryLetters, 10*retryLetters
	o.Sender.Retry.Rest = retryLetters
	if b.Sender, err = sender.Open(ctx, o.Sender); err != nil {
		return nil, fmt.Errorf("starting the sender: %w", err)
	}
	return b, nil
}

// Close ends both; letters on their way are given a moment.
func (b *Bed) Close(ctx context.Context) error {
	var all []error
	for _, f := range b.fronts {
		f.Close()
	}
	if b.Sender != nil {
		all = append(all, b.Sender.Close(ctx))
	}
	if b.Simulator != nil {
		all = append(all, b.Simulator.Close(ctx))
	}
	if b.dir != "" {
		all = append(all, os.RemoveAll(b.dir))
	}
	return errors.Join(all...)
}

// NewWorld makes a world at the provider, with the bed's faults in it.
func (b *Bed) NewWorld(ctx context.Context, spec world.Spec) (*world.World, error) {
	w, err := b.Simulator.NewWorld(ctx, spec)
	if err != nil {
		return nil, err
	}
	if len(b.options.Faults) > 0 {
		if err := b.Simulator.Faults.Plan(w.ID()).Set(spec.Seed, b.options.Faults); err != nil {
			return nil, fmt.Errorf("scripting the faults: %w", err)
		}
	}
	return w, nil
}

// Seat is an authority with a registered sender system at the provider and a
// profile at the sender that speaks for it.
type Seat struct {
	simulator.Credential
	Profile string
	name    string
	world   *world.World
}

// retryReceipts is how soon, on the wall clock, an unacknowledged receipt is
// pushed again: scenarios wait for it.
const retryReceipts = 20 * time.Millisecond

// retryLetters is the sender's pause after a first attempt without an answer.
const retryLetters = 30 * time.Millisecond

// Seat gives an authority of a world its place at both sides.
func (b *Bed) Seat(ctx context.Context, w *world.World, a world.Authority) (Seat, error) {
	name := a.Name
	if b.options.Enrol != nil {
		b.options.Enrol(&a)
	}
	cred, err := b.Simulator.Enrol(ctx, w, a, "Fagsystem, "+a.Name)
	if err != nil {
		return Seat{}, fmt.Errorf("registering %s at the provider: %w", a.Name, err)
	}
	s := Seat{Credential: cred, Profile: w.ID() + "-" + a.CVR.Digits(), world: w}
	s.name = name
	if err := b.Sender.AddProfile(ctx, b.profile(s)); err != nil {
		return Seat{}, fmt.Errorf("giving %s a profile at the sender: %w", a.Name, err)
	}
	if b.options.Endpoint == nil {
		return s, b.ReceiptsTo(ctx, &s, b.Sender.ReceiptURL(s.Profile))
	}
	front, err := b.Front(s, b.options.Endpoint)
	if err != nil {
		return Seat{}, err
	}
	b.mu.Lock()
	b.fronts[s.Profile] = front
	b.mu.Unlock()
	return s, b.ReceiptsTo(ctx, &s, front.URL)
}

func (b *Bed) profile(s Seat) sender.Profile {
	p := sender.Profile{
		ID: s.Profile, CVR: s.System.Authority, Name: s.name,
		Certificate: s.Certificate, Roots: b.Simulator.Authority.Pool(),
		Provider: client.At(b.Simulator.URL), Clock: s.world, Rules: s.world.Rules(), ReceiptCA: b.Simulator.Authority.Pool(),
	}
	if b.options.Profile != nil {
		b.options.Profile(&p)
	}
	return p
}

// Rule has the seat's profile follow the rules now in force in its world.
func (b *Bed) Rule(ctx context.Context, s Seat) error {
	b.Sender.RemoveProfile(s.Profile)
	return b.Sender.AddProfile(ctx, b.profile(s))
}

// Impersonate gives the seat's system a further profile whose letters state
// another authority as their sender, and returns its id.
func (b *Bed) Impersonate(ctx context.Context, s Seat, other ident.CVR) (string, error) {
	p := b.profile(s)
	p.ID += "-as-" + other.Digits()
	p.SenderCVR = other
	if err := b.Sender.AddProfile(ctx, p); err != nil {
		return "", fmt.Errorf("a profile that states another sender: %w", err)
	}
	return p.ID, nil
}

// Leave ends the seat's profiles at the sender.
func (b *Bed) Leave(s Seat) {
	b.mu.Lock()
	front := b.fronts[s.Profile]
	delete(b.fronts, s.Profile)
	b.mu.Unlock()
	if front != nil {
		front.Close()
	}
	for _, p := range b.Sender.Profiles() {
		if p.ID == s.Profile || strings.HasPrefix(p.ID, s.Profile+"-as-") {
			b.Sender.RemoveProfile(p.ID)
		}
	}
}

// ReceiptsTo has the seat's receipts pushed to another address, or wait when it
// is empty.
func (b *Bed) ReceiptsTo(ctx context.Context, s *Seat, url string) error {
	s.System.Endpoint = nil
	if url != "" {
		s.System.Endpoint = &world.Endpoint{URL: url, RetryAfter: retryReceipts}
	}
	system, err := s.world.PutSystem(ctx, s.System)
	if err != nil {
		return fmt.Errorf("registering the receipt endpoint: %w", err)
	}
	s.System = system
	return nil
}

// LookUp asks the provider's look-up service about a party and returns the
// answer as it came: status and body.
func (b *Bed) LookUp(ctx context.Context, s Seat, party ident.Party) (string, error) {
	status, body, err := b.ask(ctx, s, s, party)
	return fmt.Sprintf("%d %s", status, strings.TrimSpace(body)), err
}

// BorrowToken calls the look-up service with one seat's access token and
// another's certificate, and returns the answer's status.
func (b *Bed) BorrowToken(ctx context.Context, owner, thief Seat) (int, error) {
	status, _, err := b.ask(ctx, owner, thief, ident.Company(owner.System.Authority))
	return status, err
}

// ask calls the look-up service with the owner's token and the caller's certificate.
func (b *Bed) ask(ctx context.Context, owner, caller Seat, party ident.Party) (status int, body string, err error) {
	honest, err := client.New(client.Config{
		Addresses: client.At(b.Simulator.URL), CVR: owner.System.Authority, Certificate: owner.Certificate, Roots: b.Simulator.Authority.Pool(),
	})
	if err != nil {
		return 0, "", fmt.Errorf("the token owner's client: %w", err)
	}
	defer honest.Close()
	token, err := honest.Token(ctx, kombi.EntityPostForespoerg)
	if err != nil {
		return 0, "", fmt.Errorf("the owner's token: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.Simulator.URL+kombi.PathLookupDigital+"?"+kombi.LookupQuery(party).Encode(), nil)
	if err != nil {
		return 0, "", fmt.Errorf("the look-up: %w", err)
	}
	req.Header.Set("Authorization", kombi.Authorization(token))
	req.Header.Set(kombi.HeaderTransaktionsID, "3b0f1c52-6a0c-4f4e-9a53-0c6a5f0f7d11")
	req.Header.Set(kombi.HeaderTransaktionsTid, time.Now().UTC().Format(kombi.FormTransaktionsTid))
	via := b.Simulator.Client(caller.Credential)
	defer via.CloseIdleConnections()
	resp, err := via.Do(req)
	if err != nil {
		return 0, "", fmt.Errorf("the look-up: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	return resp.StatusCode, string(raw), errors.Join(err, resp.Body.Close())
}
