package kombi

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
)

// smallLetter is how large a request may be to be held in memory while it is
// sent; a larger one is written twice, once to learn its length.
const smallLetter = 1 << 20

// slowest is the upload speed, in bytes a second, at which a letter still gets
// through in time.
const slowest = 256 << 10

// Send makes one attempt to send a letter and says what came of it. Documents
// are opened anew for each writing. The request goes out with a Content-Length:
// no real sender uses chunks.
func (c *Client) Send(ctx context.Context, letter *kombi.Request) outbox.Outcome {
	var small bytes.Buffer
	length := &counter{most: smallLetter, into: &small}
	if err := kombi.WriteRequest(length, letter); err != nil {
		return outcomeOf(&Error{Code: CodeLetter, Step: "send", Text: "the letter cannot be written", Cause: err})
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout+time.Duration(length.n/slowest)*time.Second)
	defer cancel()
	var answer *kombi.Response
	err := c.call(ctx, c.once, "send", kombi.EntityKombiPostAfsend, func(ctx context.Context) (*http.Request, error) {
		body := io.Reader(bytes.NewReader(small.Bytes()))
		if length.n > smallLetter {
			body = stream(letter)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.cfg.Addresses.Send+kombi.PathKombi, body)
		if err != nil {
			return nil, &Error{Code: CodeAddress, Step: "send", Text: "the address cannot be called", Cause: err}
		}
		req.ContentLength = length.n
		req.Header.Set("Content-Type", kombi.MediaXML)
		req.Header.Set("Accept", "application/xml")
		return req, nil
	}, func(r io.Reader) (err error) {
		answer, err = kombi.ReadResponse(r)
		return err
	})
	if err != nil {
		return outcomeOf(err)
	}
	return meaning(answer)
}

// meaning is what a readable 2xx answer says. A refusal hides behind a 200 as
// well, and most senders miss it (SF1601 2.3).
func meaning(answer *kombi.Response) outbox.Outcome {
	o := outbox.Outcome{Verdict: outbox.VerdictAccepted, Transmission: answer.TransmissionID}
	for _, a := range answer.Advis {
		o.Words = join(o.Words, a.AdvisID+": "+a.AdvisTekst)
	}
	if answer.Result {
		return o
	}
	o.Verdict, o.Code, o.Words = outbox.VerdictRefused, "result.false", ""
	for _, f := range answer.Fejl {
		o.Code = f.FejlID
		o.Words = join(o.Words, f.FejlTekst)
	}
	if o.Code == outbox.CodeDuplicate {
		o.Verdict = outbox.VerdictAccepted
	}
	return o
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// counter counts what is written and keeps it as long as it is small.
type counter struct {
	n    int64
	most int64
	into *bytes.Buffer
}

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	if c.n <= c.most {
		return c.into.Write(p)
	}
	c.into.Reset()
	return len(p), nil
}

// stream writes a request while it is read. Closing it ends the writing.
func stream(letter *kombi.Request) io.ReadCloser {
	r, w := io.Pipe()
	go func() { w.CloseWithError(kombi.WriteRequest(w, letter)) }()
	return r
}
