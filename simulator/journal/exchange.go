package journal

import (
	"net/http"
	"time"
)

// ID names an exchange. Ids grow with time, across restarts too, and fit into a
// JSON number. 0 means none.
type ID int64

// Direction says who began an exchange.
type Direction string

// Directions, seen from the simulator.
const (
	In  Direction = "in"  // a client called
	Out Direction = "out" // a receipt was pushed
)

// Kind says what an exchange was about.
type Kind string

// Kinds of exchanges.
const (
	KindSTS     Kind = "sts"
	KindToken   Kind = "token"
	KindLookup  Kind = "lookup"
	KindSend    Kind = "send"
	KindProbe   Kind = "probe"   // HEAD before the first push
	KindReceipt Kind = "receipt" // a push
	KindOther   Kind = "other"   // no such address
)

// MaxBody is how many bytes of a body are kept.
const MaxBody = 64 << 10

// Body is what is kept of a request's or answer's body.
type Body struct {
	Text string `json:"text"` // the beginning, long texts left out
	Size int64  `json:"size"` // bytes on the wire
}

// Exchange is one request and its answer.
type Exchange struct {
	ID         ID            `json:"id"`
	World      string        `json:"world"`
	Direction  Direction     `json:"direction"`
	Kind       Kind          `json:"kind"`
	System     string        `json:"system,omitempty"` // sender system, when known
	Letter     string        `json:"letter,omitempty"` // the letter it made or told about
	Receipt    int64         `json:"receipt,omitempty"`
	Attempt    int           `json:"attempt,omitempty"` // of a push, from 1
	Began      time.Time     `json:"began"`             // wall clock
	Took       time.Duration `json:"took"`
	Protocol   string        `json:"protocol,omitempty"`
	Method     string        `json:"method"`
	URL        string        `json:"url"`
	Remote     string        `json:"remote,omitempty"`
	Thumbprint string        `json:"thumbprint,omitempty"` // SHA-256 of the client certificate
	Status     int           `json:"status,omitempty"`     // 0: no answer
	Code       string        `json:"code,omitempty"`       // stable code of a refusal
	Fault      string        `json:"fault,omitempty"`      // the scripted fault that was played
	Error      string        `json:"error,omitempty"`      // why there was no answer
	Request    Message       `json:"request"`
	Response   Message       `json:"response"`
}

// Message is one half of an exchange.
type Message struct {
	Header http.Header `json:"header,omitempty"`
	Body   Body        `json:"body"`
}

// Query selects exchanges. Empty fields match everything.
type Query struct {
	World     string
	Letter    string
	System    string
	Direction Direction
	Kind      Kind
	After     ID  // only later ones
	Limit     int // 0: 100; at most 1,000
}
