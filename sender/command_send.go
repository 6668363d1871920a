package sender

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// SendCommand is "brevdue send": one letter.
type SendCommand struct {
	setup

	To         string        `required:"" placeholder:"NUMBER" help:"The recipient's CPR number (ten digits) or CVR number (eight digits)."`
	PDF        string        `name:"pdf" type:"path" placeholder:"FILE" help:"The letter. Not with --channel sms."`
	Attachment []string      `type:"path" placeholder:"FILE" help:"Attachments, one flag each."`
	Title      string        `required:"" placeholder:"TEXT" help:"Title of the letter."`
	Name       string        `placeholder:"TEXT" help:"The recipient's name; needed for print and auto."`
	Address    string        `placeholder:"LINE|LINE" help:"The recipient's address, lines separated by |, the last one '9999 Eksempelby'; needed for print and auto, because a sender cannot look it up."`
	InDocument bool          `name:"address-in-document" help:"Name and address stand in the PDF, in the envelope's window; they are not sent beside it."`
	Channel    string        `enum:"auto,digital,print,sms" default:"auto" help:"auto lets the provider choose (${default}); digital, print, sms."`
	SMS        string        `name:"sms" placeholder:"TEXT" help:"Text of a NemSMS, with --channel sms."`
	NotBefore  string        `placeholder:"DATE" help:"Do not deliver before this day, YYYY-MM-DD."`
	Type       string        `placeholder:"CODE" help:"The sender's letter type, such as BOERNETILSKUD/SINGLE."`
	Force      string        `placeholder:"REASON" help:"Send it although the print rules refuse it, and keep the reason with the letter."`
	Reply      bool          `help:"The recipient may answer."`
	From       string        `name:"profile" placeholder:"ID" help:"Which profile of the configuration sends; needed when it has several."`
	Wait       bool          `help:"Open the receipt endpoint and wait for the final receipt."`
	Receipts   string        `default:"127.0.0.1:0" env:"BREVDUE_SENDER_RECEIPTS" placeholder:"ADDRESS" help:"With --wait: where receipts are pushed to (${default})."`
	Timeout    time.Duration `default:"60s" help:"How long to wait (${default})."`
	Verbose    bool          `short:"v" help:"Log what happens."`
}

// Help is shown by "brevdue send --help".
func (c *SendCommand) Help() string {
	return "Sends a letter through a durable outbox and prints what became of it. Without --wait it ends when the provider has " +
		"answered, which says nothing about delivery. Exit code 0: the letter was taken, or with --wait arrived or was posted; " +
		"1: refused, or it could not be sent; 3: nothing final within --timeout (the letter stays in the outbox, and the next " +
		"command or service on the same --data goes on)."
}

// Exit is the end of a command that did its work and has bad news, already
// printed.
type Exit struct {
	Code int
	Text string
}

// Error is the news in one sentence.
func (e *Exit) Error() string { return e.Text }

// ExitCode is what the process should end with.
func (e *Exit) ExitCode() int { return e.Code }

// Exit codes of the commands.
const (
	exitRefused = 1
	exitOpen    = 3
)

// Run sends the letter.
func (c *SendCommand) Run(ctx context.Context, app *kong.Kong) (err error) {
	log := slog.New(slog.DiscardHandler)
	if c.Verbose {
		log = slog.New(slog.NewTextHandler(app.Stderr, nil))
	}
	draft, err := c.draft()
	if err != nil {
		return err
	}
	r, err := c.start(ctx, c.Receipts, c.Wait, app.Model.Vars()["self"], log)
	if err != nil {
		return err
	}
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = errors.Join(err, r.Close(end))
	}()
	profile, err := c.chosen(r)
	if err != nil {
		return err
	}
	if c.Wait {
		if _, err := fmt.Fprintf(app.Stderr, "receipts   %s\n", r.ReceiptURL(profile)); err != nil {
			return err
		}
	}
	id, err := r.Submit(ctx, profile, draft)
	if err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	letter, waited := r.Wait(waiting, id, c.enough)
	if waited != nil && !errors.Is(waited, context.DeadlineExceeded) {
		return waited
	}
	if waited != nil { // perhaps before it was read once
		if letter, err = r.Letter(ctx, id); err != nil {
			return err
		}
	}
	arrival, known := r.Arrival(ctx, id)
	if err := printLetter(app.Stdout, letter, arrival, known == nil); err != nil {
		return err
	}
	return c.verdict(letter, waited)
}

// enough is when the command need not wait longer.
func (c *SendCommand) enough(l Letter) bool {
	if c.Wait {
		return l.State.Final()
	}
	return l.State != outbox.Queued
}

func (c *SendCommand) verdict(l Letter, waited error) error {
	switch {
	case l.State == outbox.Refused || l.State == outbox.Failed:
		return &Exit{exitRefused, fmt.Sprintf("the letter is %s", l.State)}
	case waited != nil:
		return &Exit{exitOpen, fmt.Sprintf("the letter is %s; nothing final came within %s", l.State, c.Timeout)}
	}
	return nil
}

func (c *SendCommand) draft() (Draft, error) {
	d := Draft{
		To: recipient(c.To), Channel: Channel(c.Channel), Title: c.Title, Name: c.Name, Address: addressOf(strings.Split(c.Address, "|")),
		AddressInDocument: c.InDocument, SMS: c.SMS, Type: c.Type, Reply: c.Reply, Document: Document{Path: c.PDF}, Force: c.Force,
	}
	for _, path := range c.Attachment {
		d.Attachments = append(d.Attachments, Document{Path: path})
	}
	if c.NotBefore != "" {
		day, err := calendar.ParseDay(c.NotBefore)
		if err != nil {
			return Draft{}, err
		}
		d.NotBefore = day
	}
	return d, nil
}

func (c *SendCommand) chosen(r *running) (string, error) {
	if c.From == "" && len(r.profiles) == 1 {
		return r.profiles[0].ID, nil
	}
	for _, p := range r.profiles {
		if p.ID == c.From {
			return p.ID, nil
		}
	}
	var ids []string
	for _, p := range r.profiles {
		ids = append(ids, p.ID)
	}
	return "", &Error{Code: CodeOptions, Text: "say with --profile who sends: " + strings.Join(ids, ", ")}
}

// printLetter prints a letter as a table: what it is, what became of it, and the
// evidence.
func printLetter(w io.Writer, l Letter, arrival Arrival, arrived bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	row := func(cells ...string) {
		// A tabwriter reports its errors when it is flushed.
		_, _ = fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	row("letter", string(l.ID))
	row("to", l.To.String())
	row("title", ident.MaskText(l.Content.Title))
	row("channel", string(l.Channel))
	row("state", string(l.State))
	if l.Content.Forced != "" {
		row("forced", ident.MaskText(l.Content.Forced))
	}
	if arrived {
		how := "presumed, " + string(arrival.Rule)
		if arrival.Proven {
			how = "the provider's receipt, " + string(arrival.Rule)
		}
		row("arrived", arrival.Day.String()+" ("+how+")")
	}
	if code, words := reasonOf(l); code != "" {
		row("why", code)
		row("", words)
	}
	row()
	row("TIME", "WHAT", "CODE", "STATE")
	for _, e := range l.Evidence {
		row(e.Wall.Local().Format("15:04:05.000"), cmp.Or(e.Words, string(e.Kind)), e.Code, string(e.State))
	}
	return t.Flush()
}

// reasonOf is why a letter was refused or failed.
func reasonOf(l Letter) (code, words string) {
	if l.State != outbox.Refused && l.State != outbox.Failed {
		return "", ""
	}
	for _, e := range l.Evidence {
		if e.State == l.State && e.Code != "" {
			return e.Code, e.Words
		}
	}
	return "", ""
}
