package kombi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/mux"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// Limits and lives, all on the wall clock.
const (
	maxBody         = 128 << 20       // of KombiPostAfsend; the rule about messages is the world's (sf1601 2.1)
	maxSmallBody    = 256 << 10       // of everything else
	bodyTimeout     = 2 * time.Minute // for a body to arrive whole
	assertionLife   = 8 * time.Hour   // sf1601 1.3: never below 20 minutes
	tokenLife       = time.Hour       // sf1601 1.4
	pushTimeout     = 10 * time.Second
	defaultRetry    = time.Second // between attempts to push a receipt
	headerTimeout   = 10 * time.Second
	idleTimeout     = 2 * time.Minute
	maxHeaderBytes  = 64 << 10
	reorderPatience = time.Second // for a second receipt to swap with
)

// Options say what a door works on. Worlds and Authority are needed; the zero
// value of everything else is right for most.
type Options struct {
	Worlds    *world.Worlds
	Authority *pki.Authority
	Journal   *journal.Journal // nil: exchanges are not recorded
	Faults    *fault.Book      // nil: nothing goes wrong
	Log       *slog.Logger     // nil: nothing is logged
	Default   string           // world of callers that name none; "" means door.DefaultWorld
	Now       func() time.Time // wall clock; nil means time.Now

	// PrintTransmissionID puts a TransmissionID into the answer to Fysisk Post as
	// well, where the real platform may leave it out (sf1601 2.3).
	PrintTransmissionID bool

	// AdvisAuto is the AdvisId in the answer to Automatisk Valg. "" means the one
	// for Digital Post, whatever becomes of the letter: the answer is given before
	// the way is chosen.
	AdvisAuto string

	// Latin1 accepts bodies that are Latin-1 under a UTF-8 declaration, with a
	// warning on the letter; otherwise they are a 400 (sf1601 2.2).
	Latin1 bool

	// BodyTimeout bounds how long a body may take to arrive; 0 means two minutes.
	BodyTimeout time.Duration

	// PushTimeout bounds one attempt to push a receipt; 0 means ten seconds.
	PushTimeout time.Duration

	// Holder reports whether who presents a certificate is the holder that a token
	// or assertion was issued to; both are thumbprints. nil means they must be
	// equal. It can be replaced to play a faulty provider.
	Holder func(issuedTo, presented string) bool
}

// Door answers SF1601 calls and pushes receipts. Start it before use, and Close
// it. All methods may be called from many goroutines.
type Door struct {
	options  Options
	finder   door.Finder
	faults   *fault.Book
	log      *slog.Logger
	router   *mux.Router
	statuses map[string]int
	pusher   *pusher

	closing context.Context // ends hanging answers
	close   context.CancelFunc
}

// New makes a door. It does not push receipts before Start.
func New(o Options) *Door {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.BodyTimeout == 0 {
		o.BodyTimeout = bodyTimeout
	}
	if o.PushTimeout == 0 {
		o.PushTimeout = pushTimeout
	}
	if o.AdvisAuto == "" {
		o.AdvisAuto = wire.AdvisDigitalPost
	}
	if o.Holder == nil {
		o.Holder = func(issuedTo, presented string) bool { return issuedTo == presented }
	}
	if o.Faults == nil {
		o.Faults = &fault.Book{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &Door{
		options:  o,
		finder:   door.Finder{Worlds: o.Worlds, Authority: o.Authority, Now: o.Now, Default: o.Default},
		faults:   o.Faults,
		log:      o.Log,
		statuses: statuses(),
	}
	d.closing, d.close = context.WithCancel(context.Background())
	d.pusher = newPusher(d)
	d.router = d.routes()
	return d
}

// Start pushes what waits in all worlds. Its context is for reading the queues
// only; Close ends the pushing.
func (d *Door) Start(ctx context.Context) error { return d.pusher.start(ctx) }

// OnReceipt is for world.Config.OnReceipt: the system's queue has something to
// push, or its endpoint has changed. It never blocks. On a nil Door it does
// nothing, so that the worlds may be opened before the door is made: Start finds
// what was waiting.
//
//	var d atomic.Pointer[kombi.Door]
//	worlds, err := world.Open(ctx, world.Config{
//		OnReceipt: func(w *world.World, id world.SystemID) { d.Load().OnReceipt(w, id) },
//	})
//	d.Store(kombi.New(kombi.Options{Worlds: worlds, ...}))
func (d *Door) OnReceipt(w *world.World, id world.SystemID) {
	if d != nil {
		d.pusher.ring(w, id)
	}
}

// Close ends hanging answers and the pushing, and waits for attempts under way,
// no longer than ctx. Call it before the server is shut down, which would wait for
// the hanging answers. A closed door still answers, but pushes nothing.
func (d *Door) Close(ctx context.Context) error {
	d.close()
	return d.pusher.wait(ctx)
}

// SetTimeouts sets what a server in front of a Door should have: bounds against
// clients that are slow on purpose. Bodies are bounded by the door itself, since
// a large letter may take long.
func SetTimeouts(s *http.Server) {
	s.ReadHeaderTimeout = headerTimeout
	s.IdleTimeout = idleTimeout
	s.MaxHeaderBytes = maxHeaderBytes
}

// endpoint is one address.
type endpoint struct {
	path   string
	method string
	point  fault.Point
	kind   journal.Kind
	form   form
	limit  int64
	serve  func(*Door, *call) error
	door   *Door
}

func endpoints() []endpoint {
	lookup := endpoint{method: http.MethodGet, point: fault.AtLookup, kind: journal.KindLookup, limit: maxSmallBody}
	send := endpoint{method: http.MethodPost, point: fault.AtSend, kind: journal.KindSend, limit: maxBody, serve: (*Door).send}
	digital, sms, kombi, memos := lookup, lookup, send, send
	digital.path, digital.serve = wire.PathLookupDigital, (*Door).lookUpDigital
	sms.path, sms.serve = wire.PathLookupNemSMS, (*Door).lookUpSMS
	kombi.path, memos.path = wire.PathKombi, wire.PathMemos
	return []endpoint{
		{path: wire.PathSTS, method: http.MethodPost, point: fault.AtSTS, kind: journal.KindSTS, form: formSTS, limit: maxSmallBody, serve: (*Door).issue},
		{path: wire.PathToken, method: http.MethodPost, point: fault.AtToken, kind: journal.KindToken, form: formToken, limit: maxSmallBody, serve: (*Door).exchange},
		digital, sms, kombi, memos,
	}
}

// routes never redirects: no path cleaning, no trailing slash rule, paths compared
// as they are written. Methods are judged in the endpoint, which knows what to allow.
func (d *Door) routes() *mux.Router {
	r := mux.NewRouter().SkipClean(true).UseEncodedPath().StrictSlash(false)
	for _, e := range endpoints() {
		e.door = d
		r.Handle(e.path, &e)
	}
	r.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if c, ok := w.(*call); ok {
			c.exchange.Kind = journal.KindOther
			c.fail(refuse(codePath, "there is no service at this address: check spelling, letter case and the end of the path"))
		}
	})
	return r
}

// ServeHTTP answers one call. Around the router, so that every call is recorded,
// lie the journal, the limits of the body and the search for the caller.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := d.begin(w, r)
	defer c.end()
	caller, refused := d.finder.Find(r)
	c.caller, c.refused = caller, refused
	if caller.World == nil {
		c.fail(&refusal{refused.Status, refused.Code, refused.Text})
		return
	}
	path, err := url.PathUnescape(caller.Path)
	if err != nil {
		c.fail(refuse(codePath, "the path cannot be read: %v", err))
		return
	}
	inner, address := *r, *r.URL
	address.Path, address.RawPath = path, caller.Path
	inner.URL, inner.Body = &address, &c.body
	c.request = &inner
	d.router.ServeHTTP(c, &inner)
}

// ServeHTTP is called by the router with the call as its writer.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, ok := w.(*call)
	if !ok {
		http.Error(w, "not called through the door", http.StatusInternalServerError)
		return
	}
	c.form, c.exchange.Kind = e.form, e.kind
	c.body.limit = e.limit
	c.body.seen.Whole = e.limit == maxSmallBody
	if r.Method != e.method {
		c.Header().Set("Allow", e.method)
		c.fail(refuse(codeMethod, "%s is not possible here: use %s", ident(r.Method), e.method))
		return
	}
	if rule, struck := e.door.faults.Strike(c.caller.World.ID(), e.point); struck && c.play(rule) {
		return
	}
	if err := e.before(c, r); err != nil {
		c.fail(err)
		return
	}
	if err := e.serve(e.door, c); err != nil {
		c.fail(err)
	}
}

// before is what all endpoints check.
func (e *endpoint) before(c *call, r *http.Request) error {
	if c.refused != nil {
		return &refusal{c.refused.Status, c.refused.Code, c.refused.Text}
	}
	for _, name := range [...]string{"Authorization", wire.HeaderTransaktionsID, "Content-Length", "Content-Type", "Content-Encoding"} {
		if n := len(r.Header.Values(name)); n > 1 {
			return refuse(codeDoubled, "the header %s is there %d times: send it once", name, n)
		}
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return refuse(codeEncoding, "compressed bodies are not read: leave Content-Encoding out")
	}
	if r.ContentLength > e.limit {
		return refuse(codeTooLarge, "the body has %d bytes: send at most %d", r.ContentLength, e.limit)
	}
	return nil
}

// ident shortens what a client wrote where a word belongs.
func ident(word string) string {
	if len(word) > 20 {
		word = word[:20]
	}
	return fmt.Sprintf("%q", word)
}
