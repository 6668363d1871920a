package kombi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/simulator/world"
)

// send is KombiPostAfsend (sf1601 2). The documents go into the store while the
// body arrives; then the world is asked, and its yes is durable before it is told.
func (d *Door) send(c *call) error {
	if err := d.authorize(c, world.ServiceSend); err != nil {
		return err
	}
	ctx, w := c.request.Context(), c.caller.World
	shelf := &shelf{ctx: ctx, world: w}
	defer shelf.clear()
	q, findings, err := wire.ReadRequest(&c.body, wire.RequestOptions{
		Memo:      memo.Options{NotificationMax: w.Rules().Number(law.NemSMSMax)},
		MemoSink:  shelf.memo,
		PrintSink: shelf.print,
		XML:       strictxml.Options{Latin1Fallback: d.options.Latin1, MaxBytes: maxBody},
	})
	if err != nil {
		return err
	}
	submission, err := translate(q, findings)
	if err != nil {
		return err
	}
	submission.System = c.caller.System.ID
	if c.exchange.ID != 0 {
		submission.Exchange = strconv.FormatInt(int64(c.exchange.ID), 10)
	}
	// What has arrived whole is decided, also when the client does not wait for it.
	accepted, err := w.Accept(context.WithoutCancel(ctx), *submission)
	if err != nil {
		return err
	}
	c.exchange.Letter = string(accepted.Letter)
	c.answered = append(c.answered, func(ctx context.Context) { w.Answered(ctx, accepted.Letter) })
	transmission := ""
	if d.named(submission.Channel) {
		transmission = string(accepted.Letter)
	}
	return c.respond(wire.NewAccepted(transmission, d.advis(submission.Channel)))
}

// named reports whether the answer to a channel has a TransmissionID.
func (d *Door) named(asked world.Channel) bool {
	return asked != world.ChannelPrint || d.options.PrintTransmissionID
}

// advis is the AdvisId of an answer. It follows from what was asked for, never
// from what will become of the letter, which nobody knows yet.
func (d *Door) advis(asked world.Channel) string {
	switch asked {
	case world.ChannelPrint:
		return wire.AdvisFjernprint
	case world.ChannelAuto:
		return d.options.AdvisAuto
	default:
		return wire.AdvisDigitalPost
	}
}

// respond sends a kombi_response.
func (c *call) respond(r *wire.Response) error {
	media, write := wire.MediaXML, wire.WriteResponse
	if c.wantsJSON() {
		media, write = wire.MediaJSON, wire.WriteResponseJSON
	}
	return c.answer(http.StatusOK, media, func(w io.Writer) error { return write(w, r) })
}

// answerRefusedInside200 is a scripted fault: most senders do not notice it (sf1601 2.3).
func (c *call) answerRefusedInside200() error {
	c.exchange.Code = codeScripted
	return c.respond(&wire.Response{Fejl: []wire.Fejl{{FejlID: "SIM-4001", FejlTekst: "Modtager kan ikke modtage Digital Post"}}})
}

// openDocuments is how many documents of a request stay unfinished until it is
// known that the request can be read, so that one that cannot leaves nothing in
// the store. Each may hold a chunk of 256 KiB in memory.
const openDocuments = 32

// shelf puts documents into the store of a world as they arrive.
type shelf struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call
	world *world.World
	open  []*stored
}

// stored is a document on its way into the store, and afterwards the place where
// it is found again: it is hung onto the wire's value as its content.
type stored struct {
	world.DocumentWriter
	early bool // finished as soon as it has arrived
	done  bool
	ref   world.DocumentRef
}

func (s *shelf) memo(f *memo.File) (io.WriteCloser, error) { return s.take(&f.Content), nil }

func (s *shelf) print(_ any, c *strictxml.Content) (io.WriteCloser, error) { return s.take(c), nil }

func (s *shelf) take(c *strictxml.Content) *stored {
	doc := &stored{DocumentWriter: s.world.NewDocument(s.ctx), early: len(s.open) >= openDocuments}
	s.open = append(s.open, doc)
	c.Open = func() (io.ReadCloser, error) { return doc, nil }
	return doc
}

// clear gives up what was not finished.
func (s *shelf) clear() {
	for _, doc := range s.open {
		doc.Abort()
	}
}

// Close is called by the reader of the request when the content has ended, whole
// or not.
func (s *stored) Close() error {
	if s.early {
		return s.finish()
	}
	return nil
}

// finish puts the document into the store for good.
func (s *stored) finish() (err error) {
	if !s.done {
		s.done = true
		s.ref, err = s.DocumentWriter.Close()
	}
	return err
}

var errOnShelf = errors.New("a stored document is read through the world")

// Read is never called: the content of a request that was read is only asked for
// its reference.
func (s *stored) Read([]byte) (int, error) { return 0, errOnShelf }

// refOf finds the reference of a document that went through a shelf.
func refOf(c *strictxml.Content) (world.DocumentRef, error) {
	if c == nil || c.Open == nil {
		return world.DocumentRef{}, nil // there was no content at all
	}
	content, err := c.Open()
	if err != nil {
		return world.DocumentRef{}, err
	}
	doc, ok := content.(*stored)
	if !ok {
		return world.DocumentRef{}, errors.Join(errOnShelf, content.Close())
	}
	err = doc.finish()
	return doc.ref, err
}
