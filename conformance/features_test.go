package conformance

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/conformance/report"
	"github.com/brevdue/brevdue/conformance/verdict"
	"github.com/brevdue/brevdue/features"
	"github.com/brevdue/brevdue/post/law"
)

// scenariosPromised is how many scenarios the features hold; rows of outlines
// are not counted.
const scenariosPromised = 72

// seedOf gives a random seed, or the one in BREVDUE_SEED, and says which.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	seed := rand.Uint64() >> 32
	if s := os.Getenv("BREVDUE_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatalf("BREVDUE_SEED: %v", err)
		}
	}
	t.Logf("repeat with BREVDUE_SEED=%d", seed)
	return seed
}

func TestEveryFeatureHolds(t *testing.T) {
	t.Parallel()
	run, err := Run(t.Context(), Options{Seed: seedOf(t), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if got := run.Count(); got != scenariosPromised {
		t.Errorf("%d scenarios, want %d", got, scenariosPromised)
	}
	for _, s := range run.Scenarios {
		t.Run(s.ID, func(t *testing.T) {
			if v := s.Verdict(); v != verdict.Pass {
				t.Errorf("%s: %s %s", s.Name, v, s.Fault)
				for _, a := range s.Broken() {
					t.Errorf("%s: %s: want %s, got %s; %v", a.Rule, a.Text, a.Expected, a.Actual, a.Evidence)
				}
			}
		})
	}
	var b bytes.Buffer
	if err := report.Terminal(&b, run, law.Default(law.Denmark), report.English); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String()[strings.LastIndexByte(strings.TrimSpace(b.String()), '\n')+1:])
}

func TestTheDigestDoesNotDependOnSeedOrParallelism(t *testing.T) {
	t.Parallel()
	var digests []string
	for i, jobs := range []int{1, 8} {
		run, err := Run(t.Context(), Options{Seed: uint64(i), Jobs: jobs, Tags: "@DK-EXEMPT-12,@DK-REC-04"})
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, run.Digest())
	}
	if digests[0] != digests[1] {
		t.Errorf("digests %v differ", digests)
	}
}

func TestEveryTagNamesARuleOrAPrintRuleOrACountry(t *testing.T) {
	t.Parallel()
	rules := law.Default(law.Denmark)
	tag := regexp.MustCompile(`@\S+`)
	err := fs.WalkDir(features.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(features.Files, path)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(body), "\n") {
			if !strings.HasPrefix(strings.TrimSpace(line), "@") {
				continue
			}
			for _, word := range tag.FindAllString(line, -1) {
				if _, known := rules.Lookup(law.ID(word[1:])); !known && !isPrintRule(word) && word != "@DK" {
					t.Errorf("%s: %s names no rule of the catalogue", path, word)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func exitOf(err error) int {
	var e *ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.ExitCode()
	default:
		return -1
	}
}
