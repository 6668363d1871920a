package pdf

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// plain is a file of one page that has nothing wrong with it.
func plain() []byte { return hostile.New().Page("", "0 0 9 9 re f").Table("/Root 1 0 R") }

// open opens a file that must open.
func open(t *testing.T, content []byte, limits Limits) *Document {
	t.Helper()
	d, err := Open(t.Context(), content, limits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestABudgetEndsAtItsLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		budget Budget
		spend  []int
		ok     []bool
	}{
		{"up to the limit and one more", Operators, []int{4, 6, 1}, []bool{true, true, false}},
		{"used up stays used up", Marks, []int{11, 0}, []bool{false, false}},
		{"as much as there can be", Marks, []int{math.MaxInt, math.MaxInt, 1}, []bool{false, false, false}},
		{"a negative amount gives nothing back", Operators, []int{10, -10, 1}, []bool{true, true, false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, plain(), Limits{Operators: 10, Marks: 10})
			for i, n := range c.spend {
				err := d.Spend(c.budget, n)
				if c.ok[i] {
					if err != nil {
						t.Errorf("spend %d: %v", n, err)
					}
					continue
				}
				var limit *LimitError
				if !errors.As(err, &limit) {
					t.Fatalf("spend %d: got %v, want a limit", n, err)
				}
				if diff := cmp.Diff(&LimitError{Budget: c.budget, Limit: 10}, limit); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestLimitsThatAreNotPositiveAreTheDefaults(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(DefaultLimits(), Limits{Objects: -1}.orDefaults()); diff != "" {
		t.Error(diff)
	}
	own := Limits{Objects: 1, Inflated: 2, Operators: 3, Depth: 4, Marks: 5, Pages: 6}
	if diff := cmp.Diff(own, own.orDefaults()); diff != "" {
		t.Error(diff)
	}
}

func TestTheStackHasAnEndWhateverTheLimitsSay(t *testing.T) {
	t.Parallel()
	d := objects(t, "5 0 R")
	d.budgets.limits = Limits{Depth: math.MaxInt}.orDefaults()
	if got := d.Resolve(ref(5)); got != nil {
		t.Errorf("got %v", got)
	}
	if err := newBudgets(Limits{Depth: math.MaxInt}).exceeded(Depth); err.Limit != deepest {
		t.Errorf("the limit is %d", err.Limit)
	}
}

func TestNestingIsAllowedUpToTheLimit(t *testing.T) {
	t.Parallel()
	d := open(t, plain(), Limits{Depth: 7})
	if err := d.Deeper(7); err != nil {
		t.Error(err)
	}
	if err := d.Deeper(8); err == nil || err.Error() != "more than 7 nesting" {
		t.Errorf("got %v", err)
	}
}
