package world

import (
	"context"
	"io"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
)

// ClockMode says how a world's clock behaves.
type ClockMode string

// Clock modes.
const (
	ClockFrozen  ClockMode = "frozen"
	ClockRunning ClockMode = "running"
)

// ClockState is a world's clock as seen from outside.
type ClockState struct {
	Now   time.Time
	Mode  ClockMode
	Speed float64    // virtual seconds per wall second when running
	Next  *time.Time // the next instant at which something falls due
}

// Settings are the knobs of one world, all in virtual time. Zero values are the defaults.
type Settings struct {
	Availability      time.Duration            // from received to available (DK-ARR-06)
	PrintDelays       map[Status]time.Duration // before each print status
	NotificationsDown bool                     // every notification fails (DK-NOTIF-01)
	Switches          map[string]string        // law switches that differ from their defaults
}

// Spec describes a world to be created.
type Spec struct {
	ID         string    // letters, digits, dash; "" means one is made
	Start      time.Time // virtual start; zero means the wall clock, running
	Mode       ClockMode // "" means frozen when Start is set, running otherwise
	Seed       uint64
	Population int // built-in people, -1 for none, 0 for the server's default
	Settings   Settings
	Decisions  Decisions
}

// Config is what all worlds of a process share.
type Config struct {
	Dir        string // data directory; "" means a temporary store removed on Close
	Print      PrintRules
	Population int // default for Spec.Population
	// OnReceipt is told, after commit and after the synchronous answer, that
	// the system's queue has something to push. It must not block.
	OnReceipt func(*World, SystemID)
}

// Worlds is all worlds of a process over one store.
type Worlds struct{}

// Open opens the store and the worlds in it; unfinished work goes on.
func Open(ctx context.Context, c Config) (*Worlds, error) { panic("being built") }

// Close stops all work and closes the store.
func (ws *Worlds) Close() error { panic("being built") }

// Create makes a world. CodeConflict if the id is taken.
func (ws *Worlds) Create(ctx context.Context, s Spec) (*World, error) { panic("being built") }

// Get finds a world by id.
func (ws *Worlds) Get(id string) (*World, bool) { panic("being built") }

// List returns all worlds by id.
func (ws *Worlds) List() []*World { panic("being built") }

// Reset empties a world: same id, spec, seed, authorities gone too.
func (ws *Worlds) Reset(ctx context.Context, id string) (*World, error) { panic("being built") }

// Delete removes a world.
func (ws *Worlds) Delete(ctx context.Context, id string) error { panic("being built") }

// ByThumbprint finds the world and system that a client certificate proves.
func (ws *Worlds) ByThumbprint(sha256hex string) (*World, System, bool) { panic("being built") }

// World is one tenant: clock, seed, register, ledger. All methods are safe for concurrent use.
type World struct{}

func (w *World) ID() string        { panic("being built") }
func (w *World) Spec() Spec        { panic("being built") }
func (w *World) Epoch() int64      { panic("being built") } // raised by Reset: tokens of an earlier epoch are void
func (w *World) Now() time.Time    { panic("being built") }
func (w *World) Rules() law.Rules  { panic("being built") }
func (w *World) Clock() ClockState { panic("being built") }
func (w *World) SetClock(ctx context.Context, to time.Time, mode ClockMode, speed float64) ([]Event, error) {
	panic("being built")
}
func (w *World) Advance(ctx context.Context, to time.Time) ([]Event, error) { panic("being built") } // each due at its own instant
func (w *World) AdvanceBy(ctx context.Context, d time.Duration) ([]Event, error) {
	panic("being built")
}
func (w *World) AdvanceToNext(ctx context.Context) ([]Event, error) { panic("being built") }
func (w *World) Settings() Settings                                 { panic("being built") }
func (w *World) SetSettings(ctx context.Context, s Settings) error  { panic("being built") }

// Register.
func (w *World) Person(ctx context.Context, cpr ident.CPR) (Person, bool, error) {
	panic("being built")
}
func (w *World) PutPerson(ctx context.Context, p Person) error { panic("being built") }
func (w *World) People(ctx context.Context, offset, limit int) ([]Person, int, error) {
	panic("being built")
}
func (w *World) Exempt(ctx context.Context, cpr ident.CPR, e Exemption) error { panic("being built") } // RegisteredAt zero: now
func (w *World) EndExemption(ctx context.Context, cpr ident.CPR) error        { panic("being built") }
func (w *World) Company(ctx context.Context, cvr ident.CVR) (Company, bool, error) {
	panic("being built")
}
func (w *World) PutCompany(ctx context.Context, c Company) error { panic("being built") }
func (w *World) Companies(ctx context.Context, offset, limit int) ([]Company, int, error) {
	panic("being built")
}
func (w *World) LogIn(ctx context.Context, p ident.Party) error { panic("being built") } // first login: ends a quarantine
func (w *World) StandingOf(ctx context.Context, p ident.Party) (Standing, error) {
	panic("being built")
}

// Authorities and systems.
func (w *World) Authority(ctx context.Context, cvr ident.CVR) (Authority, bool, error) {
	panic("being built")
}
func (w *World) PutAuthority(ctx context.Context, a Authority) error           { panic("being built") }
func (w *World) Authorities(ctx context.Context) ([]Authority, error)          { panic("being built") }
func (w *World) System(ctx context.Context, id SystemID) (System, bool, error) { panic("being built") }
func (w *World) PutSystem(ctx context.Context, s System) (System, error)       { panic("being built") } // empty ID: one is made
func (w *World) Systems(ctx context.Context) ([]System, error)                 { panic("being built") }

// Letters.
func (w *World) NewDocument(ctx context.Context) DocumentWriter { panic("being built") }
func (w *World) Document(ctx context.Context, ref DocumentRef) (io.ReadSeekCloser, error) {
	panic("being built")
}
func (w *World) Accept(ctx context.Context, s Submission) (Acceptance, error) { panic("being built") } // durable when it returns
func (w *World) Answered(ctx context.Context, id LetterID)                    { panic("being built") } // the synchronous answer is out: processing may start
func (w *World) LookUp(ctx context.Context, p ident.Party, sms bool) (bool, error) {
	panic("being built")
}
func (w *World) Letter(ctx context.Context, id LetterID) (Letter, bool, error) { panic("being built") }
func (w *World) Letters(ctx context.Context, q LetterQuery) ([]Letter, int, error) {
	panic("being built")
}                                                                             // newest first, with the total
func (w *World) Mailbox(ctx context.Context, p ident.Party) ([]Letter, error) { panic("being built") } // available letters, newest first
func (w *World) Open(ctx context.Context, id LetterID) error                  { panic("being built") } // the recipient opens it

// LetterQuery selects letters. Empty fields match everything.
type LetterQuery struct {
	Party         ident.Party
	System        SystemID
	MessageUUID   string
	DispatchID    string
	State         LetterState
	Destination   Destination
	Offset, Limit int // Limit 0: 100
}

// Events.
func (w *World) Events(ctx context.Context, q Query) ([]Event, error) { panic("being built") }
func (w *World) Wait(ctx context.Context, q Query) (Event, error)     { panic("being built") } // past or future match; ctx's error on deadline
func (w *World) Settle(ctx context.Context) error                     { panic("being built") } // nothing accepted, due or to push is left; CodeNotSettled names what is

// Receipts: the queue of one system.
func (w *World) NextReceipt(ctx context.Context, id SystemID) (Receipt, bool, error) {
	panic("being built")
}                                                                              // first unacknowledged, only after its letter's answer is out
func (w *World) Acknowledge(ctx context.Context, id SystemID, seq int64) error { panic("being built") }
func (w *World) Receipts(ctx context.Context, id SystemID, letter LetterID) ([]Receipt, error) {
	panic("being built")
}

// Warn notes an advis on a letter.
// (internal to the world)

// Magic returns the documented numbers with built-in standings.
func Magic() []MagicEntry { panic("being built") }

// MagicEntry is one number that always has the same standing.
type MagicEntry struct {
	Party    ident.Party
	Name     string
	Standing Standing
	NemSMS   bool
	Da, En   string // what it is for
}
