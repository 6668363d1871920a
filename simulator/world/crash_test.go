package world_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// victimDir names the data directory in the process that is to be killed.
const victimDir = "BREVDUE_TEST_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimDir); dir != "" {
		victim(dir)
	}
	os.Exit(m.Run())
}

// victim accepts letters for ever, printing the id of each once it is accepted,
// and acknowledges receipts, printing each position.
func victim(dir string) {
	fatal := func(err error) {
		if err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
	}
	ws, err := world.Open(context.Background(), world.Config{Dir: dir})
	fatal(err)
	w, ok := ws.Get("test")
	if !ok {
		fatal(fmt.Errorf("the world is gone"))
	}
	systems, err := w.Systems(context.Background())
	fatal(err)
	authorities, err := w.Authorities(context.Background())
	fatal(err)
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Printf(format+"\n", args...)
	}
	seed := time.Now().UnixNano() // only to make message ids that no earlier process made
	for worker := range 4 {
		go func() {
			var t testing.T
			b := &bench{TB: &t, ctx: context.Background(), worlds: ws, world: w, authority: authorities[0], system: systems[0]}
			to := world.Magic()
			for n := 0; ; n++ {
				s := b.letter([]world.Channel{world.ChannelDigital, world.ChannelAuto, world.ChannelPrint}[n%3], to[n%len(to)].Party)
				id := fmt.Sprintf("%08x-%04x-4000-8000-%012x", uint32(seed>>8), worker, n)
				if s.Message != nil {
					s.Message.UUID = id
				}
				if s.Order != nil {
					s.Order.DispatchID = id
				}
				a, err := w.Accept(b.ctx, s)
				fatal(err)
				say("accepted %s", a.Letter)
				w.Answered(b.ctx, a.Letter)
			}
		}()
	}
	for after := int64(0); ; {
		r, ok, err := w.NextReceipt(context.Background(), systems[0].ID)
		fatal(err)
		if !ok {
			e, err := w.Wait(context.Background(), world.Query{After: after, Kinds: []world.Kind{world.KindReceiptIssued}})
			fatal(err)
			after = e.Seq
			continue
		}
		fatal(w.Acknowledge(context.Background(), systems[0].ID, r.Seq))
		say("acknowledged %d", r.Seq)
	}
}

func TestKillingTheProcessLosesNoAcceptedLetterAndNoReceipt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	func() {
		ws, err := world.Open(context.Background(), world.Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := ws.Close(); err != nil {
				t.Error(err)
			}
		}()
		w, err := ws.Create(context.Background(), world.Spec{ID: "test", Start: noon, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		(&bench{TB: t, ctx: context.Background(), worlds: ws}).furnish(w)
	}()
	accepted := map[world.LetterID]bool{}
	acknowledged := int64(0)
	for round := range 3 {
		// Killed after so many lines, which is in the middle of everything.
		// What was durable and not yet printed when the last one was killed.
		silent := int64(min(round, 1))
		killAfter(t, dir, 150+100*round, func(line string) {
			word, rest, _ := strings.Cut(line, " ")
			switch word {
			case "accepted":
				if accepted[world.LetterID(rest)] {
					t.Errorf("letter id %s was given twice", rest)
				}
				accepted[world.LetterID(rest)] = true
			case "acknowledged":
				var seq int64
				if _, err := fmt.Sscan(rest, &seq); err != nil || seq < acknowledged+1 || seq > acknowledged+1+silent {
					t.Errorf("acknowledged %d after %d (%v)", seq, acknowledged, err)
				}
				acknowledged, silent = seq, 0
			default:
				t.Fatalf("the victim says %q", line)
			}
		})
	}
	if len(accepted) < 100 || acknowledged < 10 {
		t.Fatalf("too little happened: %d letters, %d acknowledged", len(accepted), acknowledged)
	}

	ws := open(t, world.Config{Dir: dir})
	w, _ := ws.Get("test")
	b := &bench{TB: t, ctx: context.Background(), worlds: ws, world: w}
	b.settle()
	systems, err := w.Systems(b.ctx)
	b.must(err)
	b.system = systems[0]
	for id := range accepted {
		b.oneOutcome(b.get(id))
	}
	b.everyJobIsCounted()
	all, err := w.Receipts(b.ctx, b.system.ID, "")
	b.must(err)
	for i, r := range all {
		if r.Seq != int64(i+1) {
			t.Fatalf("receipt %d has number %d", i+1, r.Seq)
		}
	}
	next, ok, err := w.NextReceipt(b.ctx, b.system.ID)
	b.must(err)
	// The one whose acknowledgement was durable but not yet printed may be past.
	if !ok || next.Seq < acknowledged+1 || next.Seq > acknowledged+2 {
		t.Errorf("next receipt is %d, %d were acknowledged", next.Seq, acknowledged)
	}
}

// everyJobIsCounted holds the print jobs of the world against its cost ledger.
func (b *bench) everyJobIsCounted() {
	b.Helper()
	printed, total, err := b.world.Letters(b.ctx, world.LetterQuery{Destination: world.ToPrint, Limit: 1 << 20})
	b.must(err)
	numbers := map[int64]bool{}
	for _, l := range printed {
		numbers[l.Job.Number] = true
	}
	costs, err := b.world.PrintCosts(b.ctx)
	b.must(err)
	if len(costs) != 1 || costs[0].Letters != int64(total) || len(numbers) != total {
		b.Errorf("%d letters were printed, with %d job numbers; the cost ledger has %+v", total, len(numbers), costs)
	}
}

// killAfter runs the victim and kills it -9 once it has said so many lines.
func killAfter(t *testing.T, dir string, lines int, heard func(string)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), victimDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	scan := bufio.NewScanner(out)
	for n := 0; scan.Scan(); n++ {
		heard(scan.Text())
		if n == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
		t.Fatalf("the victim ended by itself: %v", cmd.ProcessState)
	}
}
