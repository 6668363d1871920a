package worker

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

// Argument is the hidden command by which the executable becomes a child.
const Argument = "fjernprint-worker"

// Limits of a child, and how long the pool waits for an answer.
const (
	MaxStack    = 64 << 20
	MaxMemory   = 512 << 20
	ValidateFor = 3 * time.Second
	RenderFor   = 30 * time.Second
)

// Errors of a job that could not be done. The document may be fine.
var (
	ErrStopped = errors.New("the worker had to be stopped") // memory or time
	ErrClosed  = errors.New("the workers were closed")
)

// Options describe the children.
type Options struct {
	Command []string // executable and arguments, see [Of]
	Env     []string // beside the process's own
	Workers int      // at most so many at once; 0: one
}

// Of is the command by which an executable of brevdue becomes a child.
func Of(executable string) []string { return []string{executable, Argument} }

// Pool runs children when they are needed. Close it. Safe for concurrent use.
type Pool struct {
	command []string
	env     []string

	slots  chan *child // nil where none is started
	mu     sync.Mutex
	closed bool
	done   chan struct{}
}

// New makes a pool. No child starts before the first job.
func New(o Options) *Pool {
	p := &Pool{command: o.Command, env: o.Env, slots: make(chan *child, max(1, o.Workers)), done: make(chan struct{})}
	for range cap(p.slots) {
		p.slots <- nil
	}
	return p
}

// Close ends the children and waits for them. Jobs that run fail with ErrClosed.
func (p *Pool) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	close(p.done)
	p.mu.Unlock()
	for range cap(p.slots) {
		if c := <-p.slots; c != nil {
			c.stop()
		}
	}
	return nil
}

// Validate runs pdfcpu's relaxed validation. damage is "" for a sound file.
// ErrStopped: it took too much memory or time.
func (p *Pool) Validate(ctx context.Context, content []byte) (damage string, err error) {
	a, err := p.do(ctx, Job{Task: Validate, Document: content}, ValidateFor)
	var ended *endedError
	if errors.As(err, &ended) && ended.stack {
		return "references go round in circles: validation ran out of stack", nil
	}
	if err != nil {
		return "", err
	}
	const most = 300 // characters: it quotes the document
	return fmt.Sprintf("%.*s", most, ident.MaskText(a.Damage)), nil
}

// Render renders a page (from 1) as a PNG.
func (p *Pool) Render(ctx context.Context, content []byte, page, dpi int) ([]byte, error) {
	a, err := p.do(ctx, Job{Task: Render, Page: page, DPI: dpi, Document: content}, RenderFor)
	if err != nil {
		return nil, err
	}
	return a.Picture, nil
}

// do has a child do a job. A child that did not answer is gone afterwards.
func (p *Pool) do(ctx context.Context, j Job, within time.Duration) (Answer, error) {
	var c *child
	select {
	case c = <-p.slots:
	case <-p.done:
		return Answer{}, ErrClosed
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
	defer func() { p.slots <- c }()
	select {
	case <-p.done:
		return Answer{}, ErrClosed
	default:
	}
	if c == nil {
		var err error
		if c, err = start(exec.Command(p.command[0], p.command[1:]...), p.env); err != nil {
			return Answer{}, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	a, err := c.ask(ctx, p.done, j)
	if err != nil {
		c.stop()
		c = nil
		return Answer{}, err
	}
	if a.Failed != "" {
		return Answer{}, errors.New(a.Failed)
	}
	return a, nil
}
