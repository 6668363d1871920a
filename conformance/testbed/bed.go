package testbed

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
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
	Log      *slog.Logger      // nil means none
}

// Bed is a running provider and sender. Safe for concurrent use.
type Bed struct {
	Simulator *simulator.Server
	Sender    *sender.Sender
	dir       string // the sender's, removed on Close
	faults    []fault.Rule
	pdfs      pdfs
}

// Open starts both. Close ends them.
func Open(ctx context.Context, o Options) (_ *Bed, err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bed{faults: o.Faults}
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
	o.Sender.ServerCertificate = receiver.TLS()
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
	if len(b.faults) > 0 {
		if err := b.Simulator.Faults.Plan(w.ID()).Set(spec.Seed, b.faults); err != nil {
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
	cred, err := b.Simulator.Enrol(ctx, w, a, "Fagsystem, "+a.Name)
	if err != nil {
		return Seat{}, fmt.Errorf("registering %s at the provider: %w", a.Name, err)
	}
	s := Seat{Credential: cred, Profile: w.ID() + "-" + a.CVR.Digits(), world: w}
	if err := b.Sender.AddProfile(ctx, b.profile(s, a.Name)); err != nil {
		return Seat{}, fmt.Errorf("giving %s a profile at the sender: %w", a.Name, err)
	}
	s.name = a.Name
	return s, b.ReceiptsTo(ctx, &s, b.Sender.ReceiptURL(s.Profile))
}

func (b *Bed) profile(s Seat, name string) sender.Profile {
	return sender.Profile{
		ID: s.Profile, CVR: s.System.Authority, Name: name,
		Certificate: s.Certificate, Roots: b.Simulator.Authority.Pool(),
		Provider: client.At(b.Simulator.URL), Clock: s.world, Rules: s.world.Rules(), ReceiptCA: b.Simulator.Authority.Pool(),
	}
}

// Rule has the seat's profile follow the rules now in force in its world.
func (b *Bed) Rule(ctx context.Context, s Seat) error {
	b.Sender.RemoveProfile(s.Profile)
	return b.Sender.AddProfile(ctx, b.profile(s, s.name))
}

// Impersonate gives the seat's system a further profile whose letters state
// another authority as their sender, and returns its id.
func (b *Bed) Impersonate(ctx context.Context, s Seat, other ident.CVR) (string, error) {
	p := b.profile(s, s.name)
	p.ID += "-as-" + other.Digits()
	p.SenderCVR = other
	if err := b.Sender.AddProfile(ctx, p); err != nil {
		return "", fmt.Errorf("a profile that states another sender: %w", err)
	}
	return p.ID, nil
}

// Leave ends the seat's profiles at the sender.
func (b *Bed) Leave(s Seat) {
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

// BorrowToken calls the look-up service with one seat's access token and
// another's certificate, and returns the answer's status.
func (b *Bed) BorrowToken(ctx context.Context, owner, thief Seat) (int, error) {
	honest, err := client.New(client.Config{
		Addresses: client.At(b.Simulator.URL), CVR: owner.System.Authority, Certificate: owner.Certificate, Roots: b.Simulator.Authority.Pool(),
	})
	if err != nil {
		return 0, fmt.Errorf("the owner's client: %w", err)
	}
	defer honest.Close()
	token, err := honest.Token(ctx, kombi.EntityPostForespoerg)
	if err != nil {
		return 0, fmt.Errorf("the owner's token: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.Simulator.URL+kombi.PathLookupDigital+"?cvrNumber="+owner.System.Authority.Digits(), nil)
	if err != nil {
		return 0, fmt.Errorf("the borrowed call: %w", err)
	}
	req.Header.Set("Authorization", kombi.Authorization(token))
	req.Header.Set(kombi.HeaderTransaktionsID, "3b0f1c52-6a0c-4f4e-9a53-0c6a5f0f7d11")
	req.Header.Set(kombi.HeaderTransaktionsTid, time.Now().UTC().Format(kombi.FormTransaktionsTid))
	resp, err := b.Simulator.Client(thief.Credential).Do(req)
	if err != nil {
		return 0, fmt.Errorf("the borrowed call: %w", err)
	}
	return resp.StatusCode, resp.Body.Close()
}
