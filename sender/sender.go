package sender

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
)

// Options are how a sender runs. Dir is required.
type Options struct {
	Dir string       // holds the outbox file; created when missing
	Log *slog.Logger // default discards

	// Listen is where receipts are pushed to; default 127.0.0.1:0. Without a
	// ServerCertificate there is no endpoint, and letters end as accepted or
	// refused.
	Listen            string
	ServerCertificate tls.Certificate
	PublicURL         string // how the provider reaches the endpoint; default https://<listener>

	Print PrintRules // look at every document before it enters the outbox; default [fjernprint.Checker]

	Judge Judge // the zero value judges right
	Retry Retry // the zero value is for real use
}

// PrintRules tell whether a letter could be printed. A [fjernprint.Checker] does.
type PrintRules interface {
	CheckLetter(context.Context, []fjernprint.Part, *fjernprint.Profile, fjernprint.Letter) fjernprint.LetterReport
}

// Retry says how hard the sender tries, in wall time.
type Retry struct {
	outbox.Pacing
	Timeout time.Duration // how long an answer may take; default 60 s
	Rest    time.Duration // how long a failing provider is left alone; default 5 s
}

// Sender is a running sender. Safe for concurrent use. Close it.
type Sender struct {
	opts     Options
	outbox   *outbox.Outbox
	endpoint *endpoint // nil without a server certificate
	unlock   func() error
	once     sync.Once
	shut     error

	mu       sync.RWMutex
	accounts map[string]*account
}

// Open starts a sender on its folder and goes on with what is in the outbox.
// Letters of authorities that are not added yet wait until they are.
func Open(ctx context.Context, opts Options) (*Sender, error) {
	return open(ctx, opts, func(c outbox.Courier) outbox.Courier { return c })
}

// open lets tests stand between outbox and wire.
func open(ctx context.Context, opts Options, between func(outbox.Courier) outbox.Courier) (*Sender, error) {
	if opts.Dir == "" {
		return nil, &Error{Code: CodeOptions, Text: "name the folder that holds the outbox"}
	}
	if err := os.MkdirAll(opts.Dir, 0o700); err != nil {
		return nil, &Error{Code: CodeOptions, Text: "the folder for the outbox cannot be made", Cause: err}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Print == nil {
		opts.Print = fjernprint.Checker{}
	}
	opts.Judge = opts.Judge.withDefaults()
	s := &Sender{opts: opts, accounts: map[string]*account{}}
	var err error
	if s.unlock, err = lock(opts.Dir); err != nil {
		return nil, &Error{Code: CodeOptions, Text: "another brevdue uses the folder " + opts.Dir + "; stop it or choose another folder", Cause: err}
	}
	if err := s.start(ctx, between); err != nil {
		return nil, errors.Join(err, s.unlock())
	}
	return s, nil
}

func (s *Sender) start(ctx context.Context, between func(outbox.Courier) outbox.Courier) error {
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		return err
	}
	s.outbox, err = outbox.Open(ctx, outbox.Config{
		Path:    filepath.Join(s.opts.Dir, "outbox.db"),
		Courier: between(courier{s}),
		Now:     s.now,
		Period:  s.period,
		Zone:    zone,
		StateOf: s.opts.Judge.StateOf,
		Pacing:  s.opts.Retry.Pacing,
		Log:     s.opts.Log,
	})
	if err != nil {
		return err
	}
	if len(s.opts.ServerCertificate.Certificate) > 0 {
		if s.endpoint, err = s.listen(ctx, cmp.Or(s.opts.Listen, "127.0.0.1:0")); err != nil {
			return errors.Join(err, s.outbox.Close(ctx))
		}
	}
	return nil
}

// Close stops taking receipts, waits for attempts under way until ctx ends, and
// closes the outbox. What is unfinished goes on at the next Open. Closing again
// does nothing.
func (s *Sender) Close(ctx context.Context) error {
	s.once.Do(func() { s.shut = s.close(ctx) })
	return s.shut
}

func (s *Sender) close(ctx context.Context) error {
	var errs []error
	if s.endpoint != nil {
		errs = append(errs, s.endpoint.close(ctx))
	}
	errs = append(errs, s.outbox.Close(ctx))
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		a.client.Close()
	}
	return errors.Join(append(errs, s.unlock())...)
}

// AddProfile begins to serve an authority; its letters that wait in the outbox
// are sent. Errors are *[Error] with [CodeProfile].
func (s *Sender) AddProfile(_ context.Context, p Profile) error {
	a, err := newAccount(p, s.opts.Retry)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.accounts[p.ID]; taken {
		a.client.Close()
		return &Error{Code: CodeProfile, Text: "there is a profile " + p.ID + " already; choose another id or remove it first"}
	}
	s.accounts[p.ID] = a
	return nil
}

// RemoveProfile stops serving an authority. Its letters stay; unanswered ones
// wait until it is added again.
func (s *Sender) RemoveProfile(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, ok := s.accounts[id]; ok {
		a.client.Close()
		delete(s.accounts, id)
	}
}

// Profiles lists the authorities that are served, by id.
func (s *Sender) Profiles() []Profile {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]Profile, 0, len(s.accounts))
	for _, a := range s.accounts {
		all = append(all, a.Profile)
	}
	sortProfiles(all)
	return all
}

func (s *Sender) account(id string) (*account, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	a, ok := s.accounts[id]
	if !ok {
		return nil, &Error{Code: CodeUnknown, Text: fmt.Sprintf("there is no profile %q; add it first", ident.MaskText(id))}
	}
	return a, nil
}

// Submit checks a draft and puts it into the outbox for an authority. When it
// returns without error the letter is on the disk and will be sent. Errors are
// *[Error] with [CodeDraft] and the problems, or [CodeUnknown]; or the outbox's.
func (s *Sender) Submit(ctx context.Context, profile string, d Draft) (LetterID, error) {
	return s.submit(ctx, profile, d, "")
}

func (s *Sender) submit(ctx context.Context, profile string, d Draft, resendOf LetterID) (LetterID, error) {
	a, err := s.account(profile)
	if err != nil {
		return "", err
	}
	d.Channel = cmp.Or(d.Channel, outbox.Auto)
	found, err := d.check(ctx, a, s.opts.Print)
	if err != nil {
		return "", err
	}
	out := d.outboxDraft(profile)
	out.Content.Print = found
	out.ResendOf = resendOf
	return s.outbox.Submit(ctx, out)
}

// Resend sends a letter again as a new message, linked to the old one, with its
// own arrival; the old letter's arrival and deadlines stay (DK-JOUR-03). Changes
// are applied to the copy.
func (s *Sender) Resend(ctx context.Context, id LetterID, changes ...func(*Draft)) (LetterID, error) {
	old, err := s.outbox.Letter(ctx, id)
	if err != nil {
		return "", err
	}
	d := s.redraft(ctx, old)
	for _, change := range changes {
		change(&d)
	}
	return s.submit(ctx, old.Profile, d, id)
}

// redraft is the draft that a letter was made from.
func (s *Sender) redraft(ctx context.Context, l Letter) Draft {
	c := l.Content
	d := Draft{
		To: l.To, Channel: l.Channel, Title: c.Title, Name: c.Name, Address: c.Address, AddressInDocument: c.AddressInDocument, AddressUnknown: c.AddressUnknown,
		SMS: c.SMS, Type: c.Type, PostType: c.PostType, Reply: c.Reply, ReplyBy: c.ReplyBy,
		Mandatory: c.Mandatory, Legal: c.Legal, MessageID: c.MessageID, CaseID: c.CaseID, Force: c.Forced,
	}
	if day, err := calendar.ParseDay(c.NotBefore); err == nil {
		d.NotBefore = day
	}
	for i, e := range l.Enclosures {
		doc := Document{Name: e.Name, MIME: e.MIME, Open: s.opener(ctx)(e)}
		if i == 0 {
			d.Document = doc
		} else {
			d.Attachments = append(d.Attachments, doc)
		}
	}
	return d
}

// Repeat has the same message sent once more with the same ids; see
// [outbox.Outbox.Repeat].
func (s *Sender) Repeat(ctx context.Context, id LetterID) error { return s.outbox.Repeat(ctx, id) }

// Letter returns a letter with its evidence.
func (s *Sender) Letter(ctx context.Context, id LetterID) (Letter, error) {
	return s.outbox.Letter(ctx, id)
}

// Letters lists letters, newest first, without evidence.
func (s *Sender) Letters(ctx context.Context, q Query) ([]Letter, error) {
	return s.outbox.Letters(ctx, q)
}

// Counts is how many letters are in each state.
func (s *Sender) Counts(ctx context.Context) (map[outbox.State]int, error) {
	return s.outbox.Counts(ctx)
}

// Document opens an enclosure of a letter.
func (s *Sender) Document(ctx context.Context, e outbox.Enclosure) io.ReadCloser {
	return s.outbox.Document(ctx, e.Hash)
}

// Wait returns the letter as soon as enough says so; it ends with ctx.
func (s *Sender) Wait(ctx context.Context, id LetterID, enough func(Letter) bool) (Letter, error) {
	return s.outbox.Wait(ctx, id, enough)
}

// Changed returns a channel that is closed when any letter changes next.
func (s *Sender) Changed() <-chan struct{} { return s.outbox.Changed() }

// Settle returns when no letter of the profiles (of any, when none is named)
// waits for an answer of the provider.
func (s *Sender) Settle(ctx context.Context, profiles ...string) error {
	return s.outbox.Settle(ctx, profiles...)
}

// Unmatched lists receipts that speak of no known letter.
func (s *Sender) Unmatched(ctx context.Context, profile string) ([]outbox.Receipt, error) {
	return s.outbox.Unmatched(ctx, profile)
}

// ScanOverdue raises the alarm for letters of an authority without final receipt
// (DK-REC-07). Run it when the authority's clock moves.
func (s *Sender) ScanOverdue(ctx context.Context, profile string) error {
	late, err := s.outbox.ScanOverdue(ctx, profile)
	for _, id := range late {
		s.opts.Log.Warn("no final receipt within the period", "letter", id, "profile", profile, "rule", "DK-REC-07")
	}
	return err
}

// LookUp asks the provider whether a party is registered for Digital Post, or
// for NemSMS.
func (s *Sender) LookUp(ctx context.Context, profile string, party ident.Party, sms bool) (bool, error) {
	a, err := s.account(profile)
	if err != nil {
		return false, err
	}
	return a.client.LookUp(ctx, party, sms)
}

// Token returns an access token of an authority for a service (an entity id of
// SF1601): for tools that make calls of their own.
func (s *Sender) Token(ctx context.Context, profile, entity string) (string, error) {
	a, err := s.account(profile)
	if err != nil {
		return "", err
	}
	return a.client.Token(ctx, entity)
}

func (s *Sender) now(profile string) time.Time {
	if a, err := s.account(profile); err == nil {
		return a.Clock.Now()
	}
	return MachineClock{}.Now()
}

func (s *Sender) period(profile string) time.Duration {
	if a, err := s.account(profile); err == nil {
		return a.OverdueAfter
	}
	return law.Rules{}.Duration(law.ReceiptOverdueHours)
}

func (s *Sender) opener(ctx context.Context) opener {
	return func(e outbox.Enclosure) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return s.outbox.Document(ctx, e.Hash), nil }
	}
}

// courier carries letters for the outbox.
type courier struct{ sender *Sender }

// Carry implements [outbox.Courier].
func (c courier) Carry(ctx context.Context, l outbox.Letter) outbox.Outcome {
	a, err := c.sender.account(l.Profile)
	if err != nil {
		return outbox.Outcome{Verdict: outbox.VerdictLater, Code: string(CodeUnknown), After: time.Second}
	}
	return a.client.Send(ctx, a.request(l, c.sender.opener(ctx)))
}
