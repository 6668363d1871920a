// Package child is the inside of a print worker: see package worker.
package child

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint/pdfium"
	"github.com/brevdue/brevdue/post/fjernprint/worker"
)

// Exit codes of a child that ends itself.
const (
	exitMemory = 3
	exitAlone  = 4 // nobody waits for the answer
)

// Command is the hidden command that makes the executable a child.
type Command struct{}

// Run serves until standard input ends.
func (Command) Run(ctx context.Context) error {
	debug.SetMaxStack(worker.MaxStack)
	debug.SetTraceback("none")
	return Serve(ctx, os.Stdin, os.Stdout)
}

// Serve takes jobs until there are no more. When the input ends while a job runs,
// the process ends with it: nobody waits for the answer.
func Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	jobs := make(chan worker.Job)
	ended := make(chan error, 1)
	var busy atomic.Bool
	go func() {
		defer close(jobs)
		for {
			j, err := worker.ReadJob(in)
			if err != nil {
				if busy.Load() {
					os.Exit(exitAlone) //nolint:forbidigo // the job that runs cannot be interrupted otherwise
				}
				ended <- err
				return
			}
			busy.Store(true)
			jobs <- j
		}
	}()
	var s server
	for j := range jobs {
		done := make(chan struct{})
		go watchMemory(done)
		a := s.do(ctx, j)
		close(done)
		busy.Store(false)
		if err := worker.WriteAnswer(out, a); err != nil {
			return errors.Join(fmt.Errorf("answer: %w", err), s.close())
		}
	}
	err := <-ended
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, s.close())
}

// server keeps PDFium between jobs: it is slow to start.
type server struct{ renderer *pdfium.Renderer }

func (s *server) close() error {
	if s.renderer == nil {
		return nil
	}
	return s.renderer.Close()
}

func (s *server) do(ctx context.Context, j worker.Job) (a worker.Answer) {
	switch j.Task {
	case worker.Validate:
		return worker.Answer{Damage: damage(ctx, j.Document)}
	case worker.Render:
		picture, err := s.render(ctx, j)
		if err != nil {
			return worker.Answer{Failed: err.Error()}
		}
		return worker.Answer{Picture: picture}
	}
	return worker.Answer{Failed: fmt.Sprintf("there is no task %q", j.Task)}
}

func (s *server) render(ctx context.Context, j worker.Job) (picture []byte, err error) {
	if s.renderer == nil {
		if s.renderer, err = pdfium.New(ctx, pdfium.CacheDir()); err != nil {
			return nil, err
		}
	}
	// A trap of the guest leaves it in no state to go on with.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("PDFium failed: %v", r)
		}
		if err != nil {
			err = errors.Join(err, s.renderer.Close())
			s.renderer = nil
		}
	}()
	return s.renderer.PNG(j.Document, j.Page, j.DPI)
}

// watchMemory ends the process when a job takes too much. Looking each five
// milliseconds bounds the overshoot to what can be allocated in between.
func watchMemory(done <-chan struct{}) {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		metrics.Read(sample)
		if sample[0].Value.Uint64()-sample[1].Value.Uint64() > worker.MaxMemory {
			fmt.Fprintln(os.Stderr, "it took more memory than it may")
			os.Exit(exitMemory) //nolint:forbidigo // the job that runs cannot be interrupted otherwise
		}
	}
}
