package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
)

// child is a running child process.
type child struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     io.Reader
	said    *head // of its standard error
}

func start(command *exec.Cmd, env []string) (*child, error) {
	c := &child{command: command, said: &head{}}
	command.Env = append(os.Environ(), env...)
	command.Stderr = c.said
	var err error
	if c.in, err = command.StdinPipe(); err == nil {
		if c.out, err = command.StdoutPipe(); err == nil {
			err = command.Start()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("start a print worker: %w", err)
	}
	return c, nil
}

// endedError says that a child ended before it answered.
type endedError struct {
	stack bool // for want of stack
	said  string
}

func (e *endedError) Error() string { return "the print worker ended: " + e.said }
func (e *endedError) Unwrap() error { return ErrStopped }

// ask hands a job over and waits for the answer. After an error the child is of
// no more use.
func (c *child) ask(ctx context.Context, closed <-chan struct{}, j Job) (Answer, error) {
	type result struct {
		answer Answer
		err    error
	}
	got := make(chan result, 1)
	go func() {
		var r result
		// A child that died reading still has its reason to tell: look at the
		// answer even when the job could not be written.
		writeErr := writeFrame(c.in, j, j.Document)
		r.answer.Picture, r.err = readFrame(c.out, &r.answer)
		if r.err != nil {
			r.err = errors.Join(r.err, writeErr)
		}
		got <- r
	}()
	select {
	case r := <-got:
		if r.err == nil {
			return r.answer, nil
		}
		c.stop()
		return Answer{}, &endedError{stack: c.said.contains("stack exceeds"), said: c.said.line()}
	case <-ctx.Done():
		c.stop()
		<-got
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return Answer{}, fmt.Errorf("%w: time is up", ErrStopped)
		}
		return Answer{}, ctx.Err()
	case <-closed:
		c.stop()
		<-got
		return Answer{}, ErrClosed
	}
}

// stop ends the child and waits for it. It may be called more than once.
func (c *child) stop() {
	if c.command.ProcessState != nil {
		return
	}
	// Neither can fail in a way that matters: it is killed and gone, whatever
	// state its pipes are in.
	_ = c.in.Close()
	_ = c.command.Process.Kill()
	_ = c.command.Wait()
}

// head keeps the first bytes of what a child says, and takes the rest.
type head struct {
	mu   sync.Mutex
	kept bytes.Buffer
}

func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	const most = 4 << 10
	h.kept.Write(p[:min(len(p), max(0, most-h.kept.Len()))])
	return len(p), nil
}

func (h *head) contains(s string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return bytes.Contains(h.kept.Bytes(), []byte(s))
}

func (h *head) line() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	first, _, _ := bytes.Cut(bytes.TrimSpace(h.kept.Bytes()), []byte("\n"))
	if len(first) == 0 {
		return "it said nothing"
	}
	return string(first)
}
