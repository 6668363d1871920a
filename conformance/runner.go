package conformance

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/brevdue/brevdue/conformance/steps"
	"github.com/brevdue/brevdue/conformance/testbed"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/features"
	"github.com/brevdue/brevdue/post/law"
)

// Options say what to run. The zero value runs every feature once against the
// real provider and sender.
type Options struct {
	Features fs.FS  // nil: the embedded features
	Tags     string // cucumber tag expression, such as "@DK && ~@DK-SMS-01" or "@DK-ARR-01,@DK-ARR-07"; "" runs all
	Seed     uint64 // of the order and of the worlds; 0 is a seed like any other
	Jobs     int    // scenarios at a time; 0: twice the processors, at least 4
	Bed      testbed.Options
	Version  string // of brevdue, for the report
	Command  string // repeats the run, for the report

	// Limit is how long one scenario may take on the wall clock before the suite
	// says that it cannot decide it; 0: two minutes.
	Limit time.Duration
	// Progress is told after each scenario how many of all, rows of outlines
	// counted, are done; nil: nobody is told. Called from one goroutine at a time.
	Progress func(done, all int)

	// register replaces the sentences; the suite's own tests break some.
	register func(*godog.ScenarioContext)
}

// Run plays the features and returns what they showed. Failures of the system
// under test and what the suite could not decide are in the result, also when ctx
// ends before the run does ([verdict.Run.Interrupted]). An error means that nothing
// could be run; [ErrNothing], [ErrTag] and [ErrExpression] are wrong usage.
func Run(ctx context.Context, o Options) (*verdict.Run, error) {
	o.Jobs = cmp.Or(o.Jobs, max(4, 2*runtime.NumCPU()))
	if o.Features == nil {
		o.Features = features.Files
	}
	rules := law.Default(law.Denmark)
	run := &verdict.Run{
		Schema: verdict.Schema, Version: o.Version, Command: o.Command, Seed: o.Seed,
		RuleSet: rules.Name(), Switches: rules.Differences(), Started: time.Now(),
	}
	p := &play{seed: o.Seed, limit: cmp.Or(o.Limit, 2*time.Minute), progress: o.Progress, register: o.register, result: run}
	if p.register == nil {
		p.register = new(steps.Sentences).Register
	}
	suite := godog.TestSuite{
		Name: "brevdue", ScenarioInitializer: p.initialize,
		Options: &godog.Options{
			Format: "progress", Output: io.Discard, NoColors: true, Strict: true,
			FS: o.Features, Paths: []string{"."}, Tags: o.Tags, Concurrency: o.Jobs,
			DefaultContext: ctx,
			Randomize:      int64(o.Seed>>1) | 1, //nolint:misspell // godog spells it so
		},
	}
	var err error
	if p.places, err = locate(suite); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("conformance: interrupted before it began: %w", err)
	}
	if p.bed, err = testbed.Open(ctx, o.Bed); err != nil {
		return nil, fmt.Errorf("conformance: %w", err)
	}
	suite.Run()
	run.Duration = time.Since(run.Started)
	switch {
	case ctx.Err() != nil:
		run.Interrupted = fmt.Sprintf("the run was interrupted: %v", context.Cause(ctx))
	case len(run.Scenarios) != len(p.places):
		run.Interrupted = fmt.Sprintf("only %d of %d scenarios were played", len(run.Scenarios), len(p.places))
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	if err := p.bed.Close(closing); err != nil {
		run.Interrupted = cmp.Or(run.Interrupted, fmt.Sprintf("provider and sender did not end well: %v", err))
	}
	run.Sort()
	return run, nil
}

// closeWithin is how long provider and sender may take to end.
const closeWithin = 20 * time.Second

// play is one run in progress.
type play struct {
	seed     uint64
	limit    time.Duration
	bed      *testbed.Bed
	places   map[string]place
	register func(*godog.ScenarioContext)

	mu       sync.Mutex
	result   *verdict.Run
	progress func(done, all int)
}

// current is a scenario in progress.
type current struct {
	scenario *verdict.Scenario
	stage    *steps.Stage
	next     int
	cancel   context.CancelFunc
}

type currentKey struct{}

func (p *play) initialize(sc *godog.ScenarioContext) {
	sc.Before(p.before)
	sc.StepContext().Before(beforeStep)
	sc.StepContext().After(afterStep)
	sc.After(p.after)
	p.register(sc)
}

func (p *play) before(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	at := p.places[sc.Id]
	s := &verdict.Scenario{ID: at.id, Outline: at.outline, Feature: at.feature, Name: sc.Name, Row: at.row, Started: time.Now()}
	for _, t := range sc.Tags {
		s.Tags = append(s.Tags, t.Name)
	}
	for _, st := range sc.Steps {
		s.Steps = append(s.Steps, verdict.Step{Keyword: at.keywords[st.Id], Text: st.Text, Verdict: verdict.Skip})
	}
	c := &current{scenario: s}
	ctx, c.cancel = context.WithTimeoutCause(ctx, p.limit, fmt.Errorf("the scenario took more than %s", p.limit))
	ctx = context.WithValue(ctx, currentKey{}, c)
	stage, err := steps.Open(ctx, p.bed, s.ID, worldSeed(p.seed, s.ID), s.Tags)
	if err != nil {
		s.Fault = because(ctx, err)
		return ctx, err
	}
	c.stage, s.World = stage, stage.World().ID()
	return steps.With(ctx, stage), nil
}

func beforeStep(ctx context.Context, _ *godog.Step) (context.Context, error) {
	if c, ok := ctx.Value(currentKey{}).(*current); ok && c.stage != nil {
		c.stage.Recorder.At(c.next)
	}
	return ctx, nil
}

func afterStep(ctx context.Context, st *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
	c, ok := ctx.Value(currentKey{}).(*current)
	if !ok || c.next >= len(c.scenario.Steps) {
		return ctx, nil
	}
	step := &c.scenario.Steps[c.next]
	if status == godog.StepPassed {
		step.Verdict = verdict.Pass
	}
	if c.stage != nil {
		for _, a := range c.stage.Recorder.Assertions() {
			if a.Step == c.next {
				step.Verdict = verdict.Worst(step.Verdict, a.Verdict)
			}
		}
	}
	if err != nil {
		step.Verdict, step.Fault = verdict.Error, because(ctx, err)
		if c.scenario.Fault == "" {
			c.scenario.Fault = st.Text + ": " + step.Fault
		}
	}
	c.next++
	return ctx, nil
}

// after collects what the scenario showed. Errors of closing it are faults too.
func (p *play) after(ctx context.Context, _ *godog.Scenario, err error) (context.Context, error) {
	c, ok := ctx.Value(currentKey{}).(*current)
	if !ok {
		return ctx, nil
	}
	s := c.scenario
	defer c.cancel()
	if err != nil && s.Fault == "" {
		s.Fault = because(ctx, err)
	}
	if c.stage != nil {
		s.Assertions = c.stage.Recorder.Assertions()
		if missing := c.stage.Recorder.Unproven(); s.Fault == "" && len(missing) > 0 {
			s.Fault = fmt.Sprintf("the scenario is tagged with %v, but nothing was asserted of it", missing)
		}
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
		defer cancel()
		if err := c.stage.Record(closing, s); err != nil && s.Fault == "" {
			s.Fault = err.Error()
		}
		if err := c.stage.Close(closing); err != nil && s.Fault == "" {
			s.Fault = err.Error()
		}
	}
	s.Duration = time.Since(s.Started)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.result.Scenarios = append(p.result.Scenarios, s)
	if p.progress != nil {
		p.progress(len(p.result.Scenarios), len(p.places))
	}
	return ctx, nil
}

// because tells an error with the reason why its context ended, if it did.
func because(ctx context.Context, err error) string {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		return fmt.Sprintf("%v: %v", cause, err)
	}
	return err.Error()
}

// worldSeed gives each scenario a seed of its own that does not depend on order.
func worldSeed(seed uint64, id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", seed, id)
	return h.Sum64()
}
