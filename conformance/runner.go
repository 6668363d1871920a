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
	"strconv"
	"strings"
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
}

// ErrNothing says that no scenario was selected.
var ErrNothing = errors.New("no scenario matches; check the tags: they name rules (@DK-EXEMPT-12) or countries (@DK)")

// Run plays the features and returns what they showed. An error means that
// nothing could be run; failures of the system under test are in the result.
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
	p := &play{seed: o.Seed, result: run}
	suite := godog.TestSuite{
		Name: "brevdue", ScenarioInitializer: p.initialize,
		Options: &godog.Options{
			Format: "progress", Output: io.Discard, NoColors: true, Strict: true,
			FS: o.Features, Paths: []string{"."}, Tags: o.Tags, Concurrency: o.Jobs,
			Randomize: int64(o.Seed>>1) | 1, DefaultContext: ctx,
		},
	}
	var err error
	if p.places, err = locate(suite); err != nil {
		return nil, err
	}
	if p.bed, err = testbed.Open(ctx, o.Bed); err != nil {
		return nil, fmt.Errorf("conformance: %w", err)
	}
	suite.Run()
	run.Duration = time.Since(run.Started)
	if err := p.bed.Close(ctx); err != nil {
		return nil, fmt.Errorf("conformance: closing provider and sender: %w", err)
	}
	run.Sort()
	if len(run.Scenarios) != len(p.places) {
		return nil, fmt.Errorf("conformance: %d of %d scenarios were run; the run was interrupted", len(run.Scenarios), len(p.places))
	}
	return run, nil
}

// place is where a scenario stands in its file.
type place struct {
	feature  string
	id       string // path:line of the scenario, or of the row of its outline
	outline  string // path:line of the scenario or outline
	keywords map[string]string
}

// locate finds the place of every scenario selected, by the ids that godog gives
// them: it parses the same files in the same order again.
func locate(suite godog.TestSuite) (map[string]place, error) {
	parsed, err := suite.RetrieveFeatures()
	if err != nil {
		return nil, fmt.Errorf("conformance: reading the features: %w", err)
	}
	places := map[string]place{}
	for _, f := range parsed {
		for _, pickle := range f.Pickles {
			outline := f.FindScenario(pickle.AstNodeIds[0])
			p := place{feature: f.Feature.Name, outline: f.Uri + ":" + strconv.FormatInt(outline.Location.Line, 10), keywords: map[string]string{}}
			p.id = p.outline
			if len(pickle.AstNodeIds) > 1 {
				_, row := f.FindExample(pickle.AstNodeIds[1])
				p.id = f.Uri + ":" + strconv.FormatInt(row.Location.Line, 10)
			}
			for _, st := range pickle.Steps {
				if step := f.FindStep(st.AstNodeIds[0]); step != nil {
					p.keywords[st.Id] = strings.TrimSpace(step.Keyword)
				}
			}
			places[pickle.Id] = p
		}
	}
	if len(places) == 0 {
		return nil, ErrNothing
	}
	return places, nil
}

// play is one run in progress.
type play struct {
	seed   uint64
	bed    *testbed.Bed
	places map[string]place

	mu     sync.Mutex
	result *verdict.Run
}

// current is a scenario in progress.
type current struct {
	scenario *verdict.Scenario
	stage    *steps.Stage
	next     int
}

type currentKey struct{}

func (p *play) initialize(sc *godog.ScenarioContext) {
	sc.Before(p.before)
	sc.StepContext().Before(beforeStep)
	sc.StepContext().After(afterStep)
	sc.After(p.after)
	steps.Register(sc)
}

func (p *play) before(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	at := p.places[sc.Id]
	s := &verdict.Scenario{ID: at.id, Outline: at.outline, Feature: at.feature, Name: sc.Name, Started: time.Now()}
	for _, t := range sc.Tags {
		s.Tags = append(s.Tags, t.Name)
	}
	for _, st := range sc.Steps {
		s.Steps = append(s.Steps, verdict.Step{Keyword: at.keywords[st.Id], Text: st.Text, Verdict: verdict.Skip})
	}
	c := &current{scenario: s}
	ctx = context.WithValue(ctx, currentKey{}, c)
	stage, err := steps.Open(ctx, p.bed, s.ID, worldSeed(p.seed, s.ID), s.Tags)
	if err != nil {
		s.Fault = err.Error()
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

func afterStep(ctx context.Context, st *godog.Step, _ godog.StepResultStatus, err error) (context.Context, error) {
	c, ok := ctx.Value(currentKey{}).(*current)
	if !ok || c.next >= len(c.scenario.Steps) {
		return ctx, nil
	}
	step := &c.scenario.Steps[c.next]
	step.Verdict = verdict.Pass
	if c.stage != nil {
		for _, a := range c.stage.Recorder.Assertions() {
			if a.Step == c.next {
				step.Verdict = verdict.Worst(step.Verdict, a.Verdict)
			}
		}
	}
	if err != nil {
		step.Verdict, step.Fault = verdict.Error, err.Error()
		if c.scenario.Fault == "" {
			c.scenario.Fault = st.Text + ": " + err.Error()
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
	if err != nil && s.Fault == "" {
		s.Fault = err.Error()
	}
	if c.stage != nil {
		s.Assertions = c.stage.Recorder.Assertions()
		if missing := c.stage.Recorder.Unproven(); s.Fault == "" && len(missing) > 0 {
			s.Fault = fmt.Sprintf("the scenario is tagged with %v, but nothing was asserted of it", missing)
		}
		closing := context.WithoutCancel(ctx)
		if err := c.stage.Record(closing, s); err != nil && s.Fault == "" {
			s.Fault = err.Error()
		}
		if err := c.stage.Close(closing); err != nil && s.Fault == "" {
			s.Fault = err.Error()
		}
	}
	s.Duration = time.Since(s.Started)
	p.mu.Lock()
	p.result.Scenarios = append(p.result.Scenarios, s)
	p.mu.Unlock()
	return ctx, nil
}

// worldSeed gives each scenario a seed of its own that does not depend on order.
func worldSeed(seed uint64, id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", seed, id)
	return h.Sum64()
}
