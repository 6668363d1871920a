package kombi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/door"
	"github.com/brevdue/brevdue/simulator/fault"
	"github.com/brevdue/brevdue/simulator/journal"
)

// call is one call: what is known of it, its answer, and what is to be done when
// the answer is out. It is the http.ResponseWriter that the router passes on.
type call struct {
	http.ResponseWriter

	door     *Door
	control  *http.ResponseController
	request  *http.Request
	body     body
	caller   door.Caller
	refused  *door.Refusal // why the caller gets no further; nil for most
	form     form
	spoil    fault.Rule // played on the answer
	exchange journal.Exchange
	answered []func(context.Context)
	wrote    bool
	reply    journal.Capture
}

// begin takes a call in.
func (d *Door) begin(w http.ResponseWriter, r *http.Request) *call {
	control := http.NewResponseController(w)
	c := &call{
		ResponseWriter: w, door: d, control: control, request: r,
		body: body{src: r.Body, control: control, limit: maxSmallBody, timeout: d.options.BodyTimeout},
		exchange: journal.Exchange{
			Direction: journal.In, Kind: journal.KindOther, Began: time.Now(), Protocol: r.Proto, Method: r.Method,
			URL: r.URL.RequestURI(), Remote: r.RemoteAddr,
		},
	}
	c.exchange.Request.Header = r.Header
	c.reply.Whole = true
	if d.options.Journal != nil {
		c.exchange.ID = d.options.Journal.NewID()
	}
	return c
}

// end does what is to be done when the answer is out, or will never be, and
// records the call. A panic is ours: it is logged and answered, and the server
// lives on.
func (c *call) end() {
	failure := recover()
	cause, _ := failure.(error)
	aborted := errors.Is(cause, http.ErrAbortHandler)
	if failure != nil && !aborted {
		c.door.log.Error("a call failed", "error", shown(fmt.Sprint(failure)), "stack", string(debug.Stack()))
		if !c.wrote {
			c.fail(refuse(codeInternal, ""))
		}
	}
	if len(c.answered) > 0 {
		// A client that is gone needs no flush.
		_ = c.control.Flush()
		// The letter is accepted, whether or not the client is still there.
		ctx := context.WithoutCancel(c.request.Context())
		for _, do := range c.answered {
			do(ctx)
		}
	}
	c.record()
	if aborted {
		panic(failure) // net/http's own way of closing without an answer
	}
}

func (c *call) record() {
	if c.door.options.Journal == nil {
		return
	}
	x := &c.exchange
	x.Took = time.Since(x.Began)
	x.Thumbprint = c.caller.Thumbprint
	if c.caller.World != nil {
		x.World = c.caller.World.ID()
	}
	if c.caller.System != nil {
		x.System = string(c.caller.System.ID)
	}
	x.Request.Body = c.body.seen.Body()
	x.Response.Body = c.reply.Body()
	if x.Status > 0 {
		x.Response.Header = c.Header()
	}
	c.door.options.Journal.Record(*x)
}

// Write keeps the answer for the journal.
func (c *call) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	// Writing to a capture never fails.
	_, _ = c.reply.Write(p[:n])
	return n, err
}

// answer sends an answer, unless a fault spoils it. write fills the body.
func (c *call) answer(status int, media string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	if c.spoil.Do != "" && status < 300 {
		rule := c.spoil
		c.spoil = fault.Rule{}
		c.misbehave(rule)
		return nil
	}
	c.wrote, c.exchange.Status = true, status
	h := c.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	c.WriteHeader(status)
	if _, err := c.Write(body.Bytes()); err != nil {
		c.exchange.Error = "the client was gone before the answer: " + err.Error()
	}
	return nil
}

// fail answers with a refusal in the form of the address. What is wrong with the
// body goes before what a reader made of it.
func (c *call) fail(err error) {
	if isRefusal(c.body.err) {
		err = c.body.err
	}
	r := c.door.refusalOf(err)
	if r.code == codeInternal {
		c.door.log.Error("a call could not be answered", "error", shown(err.Error()), "kind", c.exchange.Kind)
	}
	c.exchange.Code = r.code
	// A client that writes before it reads would miss the answer. One that waits to
	// be asked for its body must not be asked now.
	if c.request.Header.Get("Expect") == "" {
		c.body.drain()
	}
	if r.status == http.StatusUnauthorized {
		c.Header().Set("WWW-Authenticate", wire.HolderOfKey+` error="invalid_token"`)
	}
	if err := c.answer(r.status, c.failureMedia(), func(w io.Writer) error { return c.writeFailure(w, r) }); err != nil {
		c.door.log.Error("a refusal could not be written", "error", err)
	}
}

func (c *call) failureMedia() string {
	if c.form == formService && !c.wantsJSON() {
		return wire.MediaXML
	}
	return wire.MediaJSON
}

func (c *call) writeFailure(w io.Writer, r *refusal) error {
	sentence := r.text + " (" + r.code + ")"
	switch {
	case c.form == formSTS:
		return wire.WriteSTSError(w, sentence)
	case c.form == formToken:
		return wire.WriteTokenError(w, wire.TokenError{Code: tokenError(r), Description: sentence})
	case c.wantsJSON():
		return wire.WriteFaultJSON(w, wire.NewFault(r.code, r.text))
	default:
		return wire.WriteFault(w, wire.NewFault(r.code, r.text))
	}
}

// wantsJSON reports whether the client asks for JSON and for no XML. Whoever takes
// anything gets XML.
func (c *call) wantsJSON() bool {
	accept := strings.ToLower(strings.Join(c.request.Header.Values("Accept"), ","))
	return strings.Contains(accept, "application/json") && !strings.Contains(accept, "xml")
}

// play plays a fault and reports whether the call is over.
func (c *call) play(rule fault.Rule) bool {
	c.exchange.Fault = string(rule.Do)
	switch rule.Do {
	case fault.AcceptThenStatus, fault.AcceptThenClose, fault.AcceptThenHang:
		c.spoil = rule
		return false
	case fault.Slow:
		c.pause(rule.Delay)
		return false
	default:
		c.body.drain()
		c.misbehave(rule)
		return true
	}
}

// misbehave is what the client sees of a fault.
func (c *call) misbehave(rule fault.Rule) {
	switch rule.Do {
	case fault.Status, fault.AcceptThenStatus:
		if rule.RetryAfter > 0 {
			c.Header().Set("Retry-After", strconv.Itoa(int(rule.RetryAfter/time.Second)))
		}
		c.fail(&refusal{rule.Status, codeScripted, "a scripted fault of the simulator"})
	case fault.ResultFalse:
		if err := c.answerRefusedInside200(); err != nil {
			c.fail(err)
		}
	case fault.Hang, fault.AcceptThenHang:
		c.pause(0)
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler)
	}
}

// pause waits, for ever when d is 0, but no longer than client and door are there.
func (c *call) pause(d time.Duration) {
	var over <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
	case <-c.request.Context().Done():
	case <-c.door.closing.Done():
	}
}
