package fault_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/simulator/fault"
)

func strikes(p *fault.Plan, at fault.Point, calls int) []bool {
	got := make([]bool, calls)
	for i := range got {
		_, got[i] = p.Strike(at)
	}
	return got
}

func TestAfterThreeNextTwoThenAllIsWell(t *testing.T) {
	t.Parallel()
	var p fault.Plan
	rule := fault.Rule{At: fault.AtSend, After: 3, Next: 2, Do: fault.Status, Status: 503, RetryAfter: time.Second}
	if err := p.Set(1, []fault.Rule{rule}); err != nil {
		t.Fatal(err)
	}
	p.Strike(fault.AtSTS) // another point: not counted
	want := []bool{false, false, false, true, true, false, false}
	if diff := cmp.Diff(want, strikes(&p, fault.AtSend, 7)); diff != "" {
		t.Errorf("struck calls (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]fault.Entry{{Rule: rule, Seen: 7, Struck: 2}}, p.List()); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
}

func TestTheFirstRuleThatCoversACallIsPlayed(t *testing.T) {
	t.Parallel()
	var p fault.Plan
	err := p.Set(1, []fault.Rule{
		{At: fault.AtSend, Next: 1, Do: fault.Close},
		{At: fault.AtSend, Next: 2, Do: fault.Hang},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []fault.Action
	for range 3 {
		r, _ := p.Strike(fault.AtSend)
		got = append(got, r.Do)
	}
	if diff := cmp.Diff([]fault.Action{fault.Close, fault.Hang, ""}, got); diff != "" {
		t.Errorf("played (-want +got):\n%s", diff)
	}
}

func TestClearAndForgetEndTheFaults(t *testing.T) {
	t.Parallel()
	var b fault.Book
	rules := []fault.Rule{{At: fault.AtReceipt, Do: fault.Lose}}
	for name, end := range map[string]func(){
		"clear":  func() { b.Plan("w").Clear() },
		"forget": func() { b.Forget("w") },
	} {
		if err := b.Plan("w").Set(1, rules); err != nil {
			t.Fatal(err)
		}
		if _, struck := b.Strike("w", fault.AtReceipt); !struck {
			t.Errorf("before %s: not struck", name)
		}
		if _, struck := b.Strike("other", fault.AtReceipt); struck {
			t.Errorf("before %s: another world was struck", name)
		}
		end()
		if _, struck := b.Strike("w", fault.AtReceipt); struck {
			t.Errorf("after %s: struck", name)
		}
	}
}

func TestRulesThatCannotBePlayedAreRefusedAndChangeNothing(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]fault.Rule{
		"unknown point":       {At: "door", Do: fault.Close},
		"unknown action":      {At: fault.AtSend, Do: "explode"},
		"receipt cannot hang": {At: fault.AtReceipt, Do: fault.Hang},
		"send cannot be lost": {At: fault.AtSend, Do: fault.Lose},
		"only send has one":   {At: fault.AtSTS, Do: fault.ResultFalse},
		"negative":            {At: fault.AtSend, Do: fault.Close, After: -1},
		"no status":           {At: fault.AtSend, Do: fault.Status},
		"status is success":   {At: fault.AtSend, Do: fault.Status, Status: 200},
		"status elsewhere":    {At: fault.AtSend, Do: fault.Close, Status: 500},
		"half seconds":        {At: fault.AtSend, Do: fault.Status, Status: 503, RetryAfter: time.Second / 2},
		"no delay":            {At: fault.AtSend, Do: fault.Slow},
		"too long":            {At: fault.AtReceipt, Do: fault.Delay, Delay: time.Hour},
		"delay elsewhere":     {At: fault.AtReceipt, Do: fault.Lose, Delay: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var p fault.Plan
			if err := p.Set(1, []fault.Rule{{At: fault.AtSTS, Do: fault.Close}}); err != nil {
				t.Fatal(err)
			}
			var e *fault.Error
			if err := p.Set(1, []fault.Rule{r}); !errors.As(err, &e) || e.Code != fault.CodeInvalid {
				t.Fatalf("Set: %v, want %s", err, fault.CodeInvalid)
			}
			if n := len(p.List()); n != 1 {
				t.Errorf("%d rules are left of 1", n)
			}
		})
	}
	var p fault.Plan
	if err := p.Set(1, make([]fault.Rule, fault.MaxRules+1)); err == nil {
		t.Error("too many rules were taken")
	}
}

func TestOneInIsAFunctionOfTheSeed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rules := []fault.Rule{{At: fault.AtSend, Do: fault.Close, OneIn: 4}}
		var a, b fault.Plan
		for _, p := range []*fault.Plan{&a, &b} {
			if err := p.Set(seed, rules); err != nil {
				t.Fatal(err)
			}
		}
		got := strikes(&a, fault.AtSend, 400)
		if diff := cmp.Diff(got, strikes(&b, fault.AtSend, 400)); diff != "" {
			t.Fatalf("two runs differ:\n%s", diff)
		}
		hits := 0
		for _, hit := range got {
			if hit {
				hits++
			}
		}
		if hits < 40 || hits > 180 { // 100 expected; seven standard deviations
			t.Fatalf("%d of 400 calls struck, want about 100", hits)
		}
	})
}
